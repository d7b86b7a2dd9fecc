"""Grants of the world that were paid or objected to: the part of it that the money and the law add."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from begroting.models import Bestedingsdoel
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from organisaties.toegang import Rol
from subsidies.models import (
    Subsidie,
)
from tests.hulp.fabriek import (
    maak_bestand,
    maak_brief,
    maak_lid,
    maak_uitvraag,
    tafels_van,
)
from tests.hulp.subsidies import maak_subsidies
from uitvoering.models import (
    Betaalbatch,
    Bezwaar,
    Bezwaarstuk,
    Doorbetaling,
    Dwangsombesluit,
    Dwangsomdeel,
    Ingebrekestelling,
    Rekeningwijziging,
)
from uitvoering.services import betaalbatch, betaalschema

# Who walks through the town. `tafelgenoot` is at the same tables as `tekenbevoegde`; `buiten` at none.
GEMEENTE = frozenset({"beleidsmedewerker", "besluitnemer", "financieel", "beheerder", "college"})
EIGEN = frozenset({"tekenbevoegde", "redacteur", "meelezer"})
TAFEL = EIGEN | {"tafelgenoot"}
PARTNER = TAFEL | {"buiten"}
RAAD = frozenset({"commissielid", "griffie"})
# Both from an independent office: `begeleider` guides the table of the draft, `procesbegeleider` no table.
LEDEN = GEMEENTE | PARTNER | RAAD | {"procesbegeleider", "begeleider"}
ZONDER_ROL = "zonder_rol"
WIE = sorted(LEDEN | {ZONDER_ROL})


@dataclass
class Betaald:
    """Of one grant: an order in preparation and one at the bank, a request for another number, money passed on."""

    subsidie: Subsidie
    concept: Betaalbatch
    verstuurd: Betaalbatch
    rekening: Rekeningwijziging
    doorbetaling: Doorbetaling


@dataclass
class Bezwaard:
    """An objection of `tekenbevoegde` with a file, and a notice of default that came too early."""

    bezwaar: Bezwaar
    stuk: Bezwaarstuk
    gesteld: Ingebrekestelling
    dwangsom: Dwangsomdeel


def maak_betaald(leden: dict[str, Lidmaatschap], doel: Bestedingsdoel) -> Betaald:
    tekenaar, gemeente = leden["tekenbevoegde"], leden["financieel"].organisatie
    [subsidie] = maak_subsidies(
        tafels_van(maak_uitvraag())[0],
        {tekenaar.organisatie: {2027: Decimal("8000.00")}},
        doel_id=doel.pk,
        door=leden["besluitnemer"],
        mandaat=Mandaat.objects.filter(lidmaatschap=leden["besluitnemer"])[0],
    )
    Organisatie.objects.filter(pk__in=[tekenaar.organisatie_id, gemeente.pk]).update(iban="NL91ABNA0417164300")
    een, ander = maak_lid(Rol.FINANCIEEL, gemeente), maak_lid(Rol.FINANCIEEL, gemeente)
    een.organisatie.refresh_from_db()
    betaalschema.plan([subsidie])
    concept, verstuurd = (
        betaalbatch.stel_samen(termijn_ids=[termijn.pk], betaaldag=timezone.localdate(), door=een)
        for termijn in subsidie.betaaltermijnen.all()[:2]
    )
    betaalbatch.keur_goed(batch_id=verstuurd.pk, door=ander)
    betaalbatch.exporteer(batch_id=verstuurd.pk, door=een)
    Organisatie.objects.filter(pk=tekenaar.organisatie_id).update(iban="")
    return Betaald(
        subsidie=subsidie,
        concept=concept,
        verstuurd=verstuurd,
        rekening=Rekeningwijziging.objects.create(
            organisatie=tekenaar.organisatie,
            nieuw_iban="NL44RABO0123456789",
            bewijs=maak_bestand(),
            gevraagd_door=tekenaar,
        ),
        doorbetaling=Doorbetaling.objects.create(
            subsidie=subsidie,
            jaar=2027,
            naam="Een ander",
            bedrag=Decimal("100.00"),
            betaald_op=timezone.localdate(),
            bewijs=maak_bestand(),
            door=tekenaar,
        ),
    )


def maak_bezwaard(leden: dict[str, Lidmaatschap], doel: Bestedingsdoel) -> Bezwaard:
    tekenaar = leden["tekenbevoegde"]
    [subsidie] = maak_subsidies(
        tafels_van(maak_uitvraag())[0],
        {tekenaar.organisatie: {2027: Decimal("7000.00")}},
        doel_id=doel.pk,
        door=leden["besluitnemer"],
        mandaat=Mandaat.objects.filter(lidmaatschap=leden["besluitnemer"])[0],
    )
    vandaag = timezone.localdate()
    bezwaar = Bezwaar.objects.create(
        kenmerk="SB-2026-8801",
        besluitkenmerk=subsidie.beschikking.kenmerk,
        beschikking=subsidie.beschikking,
        organisatie=tekenaar.organisatie,
        wijze="portaal",
        ontvangen_op=vandaag,
        vastgelegd_door=tekenaar,
    )
    besloten = Ingebrekestelling.objects.create(
        kenmerk="SB-2026-8803",
        aanvraag=subsidie.deel.aanvraag,
        organisatie=tekenaar.organisatie,
        wijze="portaal",
        ontvangen_op=vandaag,
        wettelijke_dag=vandaag,
        geldig=False,
        vastgelegd_door=tekenaar,
    )
    dwangsombesluit = Dwangsombesluit.objects.create(
        ingebrekestelling=besloten,
        dagen=1,
        bedrag=Decimal("23.00"),
        motivering="Wij waren te laat.",
        door=leden["besluitnemer"],
        mandaat=Mandaat.objects.filter(lidmaatschap=leden["besluitnemer"])[0],
    )
    return Bezwaard(
        bezwaar=bezwaar,
        dwangsom=Dwangsomdeel.objects.create(
            besluit=dwangsombesluit,
            organisatie=tekenaar.organisatie,
            bedrag=Decimal("23.00"),
            brief=maak_brief(tekenaar.organisatie, over=besloten),
        ),
        stuk=Bezwaarstuk.objects.create(
            bezwaar=bezwaar, soort=Bezwaarstuk.Soort.BEZWAAR, bestand=maak_bestand(), door=tekenaar
        ),
        gesteld=Ingebrekestelling.objects.create(
            kenmerk="SB-2026-8802",
            aanvraag=subsidie.deel.aanvraag,
            organisatie=tekenaar.organisatie,
            wijze="portaal",
            ontvangen_op=vandaag,
            wettelijke_dag=vandaag,
            geldig=False,
            vastgelegd_door=tekenaar,
        ),
    )
