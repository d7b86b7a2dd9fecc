"""One table with two partners, walked through the real services from an empty draft to a proposal."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from begroting.models import Bestedingsdoel, Bron
from begroting.services import vaststellen
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from organisaties.toegang import Rol
from regelingen.models import Weigeringsgrond
from regelingen.zaad import zaai_regelingen
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord, Indiening, Voorziening
from subsidies.regels.inhoud import inhoudshash
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.selectors import laad_dossier
from subsidies.services import akkoord, beoordelen, dekking, indienen, oordelen, starten, voorstelbesluit
from subsidies.services import antwoord as antwoorden
from subsidies.services import begroting as begrotingen
from subsidies.services import voorziening as voorzieningen
from subsidies.services.begroting import PostInvoer
from subsidies.services.oordelen import Oordeelinvoer
from subsidies.services.voorziening import Jaar, VoorzieningInvoer
from tests.hulp.bewaard import bewaard
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_organisatie, maak_uitvraag, tafels_van
from tests.hulp.verbindingen import Draad
from thematafels.models import Doelgroep, Gebiedsopgave, Principe, Stadsdeel, Thematafel, WettelijkeTaak

JAREN = (2027, 2028)
RUIMTE = Decimal("1000000.00")
GEVRAAGD_ANKER, GEVRAAGD_BRUG = Decimal("60000.00"), Decimal("40000.00")
TEKST = "Wij doen dit samen met bewoners."
GROND = "In dit gebied zijn al drie huizen van de buurt."


@dataclass
class Wereld:
    """Anker holds the pen, Brug takes part; the people are named after what they do."""

    tafel: Thematafel
    anker: Organisatie
    brug: Organisatie
    leden: dict[str, Lidmaatschap]
    doel: Bestedingsdoel

    def __getitem__(self, wie: str) -> Lidmaatschap:
        return self.leden[wie]

    @property
    def aanvraag(self) -> Aanvraag:
        """As it stands now, with what `laad_dossier` wants selected along."""
        return Aanvraag.objects.select_related("regeling", "uitvraag", "tafel__thema", "penvoerder").latest("id")

    def deel(self, organisatie: Organisatie) -> Aanvraagdeel:
        return self.aanvraag.delen.get(organisatie=organisatie)


@bewaard
def wereld(db: None) -> Wereld:
    """The call is open, both partners were admitted, money is there; nobody began."""
    zaai_regelingen()
    gemeente = maak_organisatie("Gemeente Voorbeeld", "gemeente", telefoon="023 000 00 00")
    anker = maak_organisatie(
        "Stichting Voorbeeld Anker", iban="NL02ABNA0123456789", straat="Kade 1", postcode="2011 AA", plaats="Haarlem"
    )
    brug = maak_organisatie("Stichting Voorbeeld Brug", iban="NL20INGB0001234567")
    leden = {
        "anker": maak_lid(Rol.TEKENBEVOEGDE, anker),
        "anker_schrijft": maak_lid(Rol.REDACTEUR, anker),
        "anker_leest": maak_lid(Rol.MEELEZER, anker),
        "brug": maak_lid(Rol.TEKENBEVOEGDE, brug),
        "buiten": maak_lid(Rol.TEKENBEVOEGDE),
        "beoordelaar": maak_lid(Rol.BELEIDSMEDEWERKER, gemeente),
        "besluitnemer": maak_lid(Rol.BESLUITNEMER, gemeente),
        "tweede_besluitnemer": maak_lid(Rol.BESLUITNEMER, gemeente),
        "financieel": maak_lid(Rol.FINANCIEEL, gemeente),
    }
    for naam in ("besluitnemer", "tweede_besluitnemer"):
        geef_mandaat(leden[naam])
    uitvraag = maak_uitvraag(eerste_jaar=JAREN[0], laatste_jaar=JAREN[-1])
    tafel = tafels_van(uitvraag)[0]
    Gebiedsopgave.objects.create(thema=tafel.thema, opgave="Elkaar zien", volgorde=1)
    Doelgroep.objects.create(thema=tafel.thema, naam="Ouderen")
    Principe.objects.create(thema=tafel.thema, groep="Netwerken", naam="Maatjes")
    WettelijkeTaak.objects.create(thema=tafel.thema, naam="Participatieverklaring")
    Stadsdeel.objects.get_or_create(naam="Voorbeeldwijk")
    for organisatie in (anker, brug):
        maak_deelname(tafel, organisatie, door=leden["anker" if organisatie == anker else "brug"])
    doel = maak_geld(leden["financieel"])
    for jaar in JAREN:
        dekking.kies_dekking(tafel_id=tafel.pk, jaar=jaar, regels=[Dekkingsregel(doel.pk)], door=leden["financieel"])
    return Wereld(tafel, anker, brug, leden, doel)


@bewaard
def concept(wereld: Wereld) -> Wereld:
    """Begun by Anker; still empty."""
    starten.start_aanvraag(tafel_id=wereld.tafel.pk, door=wereld["anker"])
    return wereld


@bewaard
def gevuld(concept: Wereld) -> Wereld:
    """Everything is written; nobody agreed."""
    for organisatie, lid, bedrag in (
        (concept.anker, concept["anker"], GEVRAAGD_ANKER),
        (concept.brug, concept["brug"], GEVRAAGD_BRUG),
    ):
        bewaar_begroting(concept.deel(organisatie), bedrag, lid)
        bewaar_voorziening(concept.deel(organisatie), f"Buurthuis {organisatie.naam[-5:]}", lid)
    for antwoord in concept.aanvraag.antwoorden.all():
        antwoorden.bewaar_antwoord(antwoord_id=antwoord.pk, tekst=TEKST, versie=0, door=concept["anker"])
    return concept


@bewaard
def eens(gevuld: Wereld) -> Wereld:
    """Both agreed: it can be submitted."""
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])
    return gevuld


@bewaard
def ingediend(eens: Wereld) -> Wereld:
    dien_in(eens)
    return eens


@bewaard
def in_behandeling(ingediend: Wereld) -> Wereld:
    beoordelen.neem_in_behandeling(aanvraag_id=ingediend.aanvraag.pk, door=ingediend["beoordelaar"])
    return ingediend


@bewaard
def beoordeeld(in_behandeling: Wereld) -> Wereld:
    """Every criterium judged, both parts proposed as asked."""
    for antwoord in in_behandeling.aanvraag.antwoorden.filter(criterium__isnull=False):
        beoordeel(in_behandeling, antwoord.criterium_id)
    stel_voor(in_behandeling, in_behandeling.anker, GEVRAAGD_ANKER)
    stel_voor(in_behandeling, in_behandeling.brug, GEVRAAGD_BRUG)
    return in_behandeling


@bewaard
def voorgesteld(beoordeeld: Wereld) -> Wereld:
    leg_voor(beoordeeld)
    return beoordeeld


# --- acts, each one service call ---


def geef_mandaat(lid: Lidmaatschap, maximum: Decimal = RUIMTE, **velden: Any) -> None:
    for soort in ("verlening", "weigering"):
        Mandaat.objects.create(
            **{
                "lidmaatschap": lid,
                "soort_besluit": soort,
                "maximum": maximum,
                "van": timezone.localdate() - datetime.timedelta(days=10),
                "grondslag": "Mandaatbesluit (voorbeeld), onderdeel 4.2",
            }
            | velden
        )


def maak_geld(door: Lidmaatschap, bedrag: Decimal = RUIMTE, naam: str = "Thematafels") -> Bestedingsdoel:
    budget = vaststellen.open_budget(naam=naam, bron=Bron.STRUCTUREEL, door=door)
    jaar = vaststellen.open_budgetjaar(budget_id=budget.pk, jaar=2027, door=door)
    doel = vaststellen.open_bestedingsdoel(budgetjaar_id=jaar.pk, code="tafels", naam=naam, door=door)
    vaststellen.stel_begroting_vast(
        budgetjaar_id=jaar.pk,
        bedrag=bedrag,
        verdeling={doel.pk: bedrag},
        kenmerk=f"begroting-{doel.pk}",
        datum=timezone.localdate(),
        omschrijving="Begroting",
        door=door,
    )
    return doel


def dek_uit_twee(wereld: Wereld, bedrag: Decimal, hoogstens: Decimal | None = None) -> Bestedingsdoel:
    """The table is paid from a budget of this amount first, in 2027 up to `hoogstens`, then from what it had."""
    eerst = maak_geld(wereld["financieel"], bedrag, naam="Eerst op")
    for jaar in JAREN:
        regels = [Dekkingsregel(eerst.pk, hoogstens if jaar == JAREN[0] else None), Dekkingsregel(wereld.doel.pk)]
        dekking.kies_dekking(tafel_id=wereld.tafel.pk, jaar=jaar, regels=regels, door=wereld["financieel"])
    return eerst


def post(bedrag: Decimal | str, soort: str = "loon", jaren: tuple[int, ...] = JAREN) -> PostInvoer:
    return PostInvoer(soort, "Medewerkers", dict.fromkeys(jaren, Decimal(bedrag)))


def bewaar_begroting(deel: Aanvraagdeel, bedrag: Decimal | str, door: Lidmaatschap) -> int:
    deel.refresh_from_db()
    return begrotingen.bewaar_begroting(
        deel_id=deel.pk, posten=[post(bedrag)], versie=deel.begroting_versie, door=door
    )


def bewaar_voorziening(
    deel: Aanvraagdeel, naam: str, door: Lidmaatschap, voorziening_id: int | None = None, **velden: Any
) -> Voorziening:
    thema = deel.aanvraag.tafel.thema
    nu = deel.voorzieningen.filter(pk=voorziening_id).first()
    return voorzieningen.bewaar_voorziening(
        deel_id=deel.pk,
        voorziening_id=voorziening_id,
        versie=nu.versie if nu else 0,
        invoer=VoorzieningInvoer(
            velden={"naam": naam, "omschrijving": "Elke dag open."} | velden,
            relaties={
                "subdoelen": [subdoel.pk for subdoel in thema.subdoelen.all()],
                "stadsdelen": [stadsdeel.pk for stadsdeel in Stadsdeel.objects.all()],
                "doelgroepen": [doelgroep.pk for doelgroep in thema.doelgroepen.all()],
            },
            jaren={jaar: Jaar(bereik=100) for jaar in deel.aanvraag.jaren},
        ),
        door=door,
    )


def gezien(wereld: Wereld, organisatie: Organisatie) -> str:
    """The hash that stands on the page of this participant now."""
    dossier = laad_dossier(wereld.aanvraag)
    deel = dossier.deel_van(organisatie.pk)
    assert deel is not None
    return inhoudshash(dossier, deel)


def geef_akkoord(wereld: Wereld, organisatie: Organisatie, door: Lidmaatschap) -> Akkoord:
    return akkoord.geef_akkoord(deel_id=wereld.deel(organisatie).pk, gezien=gezien(wereld, organisatie), door=door)


def dien_in(wereld: Wereld, wie: str = "anker", toelichting: str = "") -> Indiening:
    return indienen.dien_in(aanvraag_id=wereld.aanvraag.pk, toelichting=toelichting, door=wereld[wie])


def beoordeel(wereld: Wereld, criterium_id: int, wie: str = "beoordelaar", oordeel: str = "voldoende") -> None:
    oordelen.beoordeel(
        aanvraag_id=wereld.aanvraag.pk,
        criterium_id=criterium_id,
        invoer=Oordeelinvoer(oordeel, "Goed onderbouwd."),
        door=wereld[wie],
    )


def stel_voor(
    wereld: Wereld, organisatie: Organisatie, bedrag: Decimal | str, motivering: str = "", wie: str = "beoordelaar"
) -> None:
    beoordelen.stel_bedragen_voor(
        deel_id=wereld.deel(organisatie).pk,
        bedragen=dict.fromkeys(JAREN, Decimal(bedrag)),
        motivering=motivering,
        verplichting="",
        door=wereld[wie],
    )
    if Decimal(bedrag) == 0:
        kies_gronden(wereld, organisatie, wie=wie)


def kies_gronden(
    wereld: Wereld,
    organisatie: Organisatie,
    *codes: str,
    meteen: bool = False,
    motivering: str = GROND,
    wie: str = "beoordelaar",
) -> None:
    """On which grounds (codes; `doel` when none is named) a part is refused. `meteen`: settle it at once, on none."""
    gekozen = Weigeringsgrond.objects.filter(code__in=codes or (() if meteen else ("doel",)))
    voorstelbesluit.kies_besluitsoort(
        deel_id=wereld.deel(organisatie).pk,
        meteen_vaststellen=meteen,
        gronden={grond.pk: motivering for grond in gekozen},
        door=wereld[wie],
    )


def leg_voor(wereld: Wereld, wie: str = "beoordelaar") -> None:
    beoordelen.leg_voorstel_voor(aanvraag_id=wereld.aanvraag.pk, door=wereld[wie])


# --- looking ---


def foto() -> dict[str, list[dict[str, Any]]]:
    """Every row of the rooms that money, letters and applications are in."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for kamer in ("subsidies", "uitvoering", "begroting", "brieven")
        for model in apps.get_app_config(kamer).get_models(include_auto_created=True)
    }


@contextmanager
def geweigerd(code: str) -> Iterator[pytest.ExceptionInfo]:
    """What happens inside is refused with this code, changes no row, and leaves exactly one refusal in the trail."""
    eerder, laatste = foto(), Gebeurtenis.objects.order_by("-id").values_list("id", flat=True).first() or 0

    with pytest.raises((DomeinFout, GeenRecht)) as fout:
        yield fout

    assert fout.value.code == code
    assert foto() == eerder
    assert list(Gebeurtenis.objects.filter(id__gt=laatste).values_list("geweigerd", flat=True)) == [code]


def tegelijk(*daden: Callable[[], object]) -> list[str]:
    """Each act on a connection of its own, all let go at the same moment: `gelukt`, or the code of the refusal."""
    startschot = Barrier(len(daden))

    def doe(daad: Callable[[], object]) -> str:
        startschot.wait()
        try:
            daad()
        except (DomeinFout, GeenRecht) as fout:
            return fout.code
        return "gelukt"

    draden = [Draad(lambda daad=daad: doe(daad)) for daad in daden]
    return [draad.uitkomst() for draad in draden]
