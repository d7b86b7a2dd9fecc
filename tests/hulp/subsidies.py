"""Grants that run, made straight in the tables: for tests that begin after the decision."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone

from begroting.models import Bron, JuridischeVorm
from begroting.services import vaststellen
from begroting.services.verplichten import VerplichtingRegel, verplicht_reeks
from kern.canoniek import als_json
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from organisaties.models.mandaat import SoortBesluit
from organisaties.toegang import Rol
from regelingen.selectors import parameters_op
from regelingen.zaad import zaai_regelingen
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Beschikking,
    Beschikkingsbedrag,
    Besluit,
    Collegebesluit,
    Collegepunt,
    Subsidie,
    Subsidiejaar,
)
from tests.hulp.fabriek import (
    maak_aanvraag,
    maak_brief,
    maak_lid,
    maak_organisatie,
    maak_uitvraag,
    tafels_van,
)
from thematafels.models import Thematafel
from uitvoering.models import Indexering
from uitvoering.selectors.indexering import overzicht
from uitvoering.services.indexering import IndexeringGegevens, start, stel_op

Verdeling = Mapping[Organisatie, Mapping[int, Decimal]]


def maak_subsidies(
    tafel: Thematafel, verdeling: Verdeling, *, doel_id: int, door: Lidmaatschap, mandaat: Mandaat
) -> list[Subsidie]:
    """One application of this table, decided: a grant per organisation with its amounts by year, in the ledger."""
    aanvraag = maak_aanvraag(tafel, *verdeling, stand="besloten")
    besluit = Besluit.objects.create(
        aanvraag=aanvraag,
        door=door,
        mandaat=mandaat,
        genomen_op=timezone.now(),
        parameters=als_json(
            parameters_op(aanvraag.regeling, timezone.localdate()).als_dict() | {"penvoerder_voor_allen": "ja"}
        ),
    )
    delen = {deel.organisatie_id: deel for deel in aanvraag.delen.select_related("organisatie")}
    beschikkingen = {
        organisatie.pk: _beschikking(aanvraag, besluit, delen[organisatie.pk]) for organisatie in verdeling
    }
    posten = [
        (beschikkingen[organisatie.pk], organisatie, jaar, bedrag)
        for organisatie, bedragen in verdeling.items()
        for jaar, bedrag in bedragen.items()
    ]
    verplichtingen = verplicht_reeks(
        boekstuk_kenmerk=f"besluit-{aanvraag.kenmerk}",
        datum=timezone.localdate(),
        door=door,
        omschrijving=f"Besluit op aanvraag {aanvraag.kenmerk}",
        regels=[
            VerplichtingRegel(
                bestedingsdoel_id=doel_id,
                kenmerk=f"{beschikking.kenmerk}/{jaar}",
                ontvanger_id=organisatie.pk,
                bedrag=bedrag,
                jaar_van_activiteit=jaar,
                juridische_vorm=JuridischeVorm.SUBSIDIE,
                omschrijving=f"Subsidie {jaar}",
            )
            for beschikking, organisatie, jaar, bedrag in posten
        ],
    )
    subsidies = {
        organisatie.pk: Subsidie.objects.create(
            deel=delen[organisatie.pk],
            beschikking=beschikkingen[organisatie.pk],
            kenmerk=beschikkingen[organisatie.pk].kenmerk,
            ontvanger=organisatie,
        )
        for organisatie in verdeling
    }
    regels = list(zip(posten, verplichtingen, strict=True))
    Beschikkingsbedrag.objects.bulk_create(
        Beschikkingsbedrag(
            beschikking=beschikking, jaar=jaar, gevraagd=bedrag, verleend=bedrag, verplichting=verplichting
        )
        for (beschikking, _, jaar, bedrag), verplichting in regels
    )
    Subsidiejaar.objects.bulk_create(
        Subsidiejaar(subsidie=subsidies[organisatie.pk], jaar=jaar, verplichting=verplichting)
        for (_, organisatie, jaar, _), verplichting in regels
    )
    return list(subsidies.values())


def maak_collegebesluit(door: Lidmaatschap, nummer: str = "2026/1234") -> Collegebesluit:
    """Registered by `door`: the college decided on 1 October 2026."""
    besluit = Collegebesluit.objects.create(
        kenmerk=f"CB-{nummer.replace('/', '-')}", onderwerp="Indexering", opgesteld_door=door
    )
    dag = datetime.date(2026, 10, 1)
    Collegebesluit.objects.filter(pk=besluit.pk).update(
        stand="vastgesteld", nummer=nummer, datum=dag, verzenddatum=dag, geregistreerd_door=door
    )
    besluit.refresh_from_db()
    return besluit


def laat_college_besluiten(indexering: Indexering, nummer: str = "2026/1234") -> Indexering:
    """The college decided on it as it was prepared."""
    Collegepunt.objects.create(
        collegebesluit=maak_collegebesluit(indexering.opgesteld_door, nummer),
        soort="indexering",
        kenmerk=indexering.kenmerk,
        onderwerp="Indexering",
        inhoud={"zinnen": ["De subsidies stijgen."], "kolommen": [], "rijen": [], "geld": 1},
        voorbereid_door=indexering.opgesteld_door,
    )
    return indexering


def maak_indexering(subsidies: Sequence[Subsidie], door: Lidmaatschap) -> Indexering:
    """Of 2027 by 3,2%, decided by the college and not started."""
    indexering = stel_op(
        gegevens=IndexeringGegevens(
            regeling=subsidies[0].deel.aanvraag.regeling,
            uitvraag=subsidies[0].deel.aanvraag.uitvraag,
            jaar=2027,
            ook_later=False,
            percentage=Decimal("3.2"),
            peildatum=datetime.date(2026, 10, 1),
            afronding=Indexering.Afronding.CENT,
            motivering="De lonen in de cao stijgen.",
        ),
        door=door,
    )
    return laat_college_besluiten(indexering)


def maak_bulk(tafels: int, per_tafel: int) -> Indexering:
    """An indexing of so many grants of 500 euro, ready to be started: for benches and faults."""
    zaai_regelingen()
    gemeente = maak_organisatie("Gemeente Voorbeeld", "gemeente")
    besluitnemer, geldmeester = maak_lid(Rol.BESLUITNEMER, gemeente), maak_lid(Rol.FINANCIEEL, gemeente)
    mandaat = Mandaat.objects.create(
        lidmaatschap=besluitnemer,
        soort_besluit=SoortBesluit.VERLENING,
        maximum=Decimal("1000000.00"),
        van=timezone.localdate(),
        grondslag="Voorbeeldmandaat",
    )
    budget = vaststellen.open_budget(naam="Sociale basis", bron=Bron.STRUCTUREEL, door=geldmeester)
    jaar = vaststellen.open_budgetjaar(budget_id=budget.pk, jaar=2027, door=geldmeester)
    doel = vaststellen.open_bestedingsdoel(budgetjaar_id=jaar.pk, code="bulk", naam="Subsidies", door=geldmeester)
    vaststellen.stel_begroting_vast(
        budgetjaar_id=jaar.pk,
        bedrag=Decimal("2000000.00"),
        verdeling={doel.pk: Decimal("2000000.00")},
        kenmerk="begroting-bulk",
        datum=timezone.localdate(),
        omschrijving="Begroting van het voorbeeld",
        door=geldmeester,
    )
    subsidies: list[Subsidie] = []
    for tafel in tafels_van(maak_uitvraag(themas=tafels)):
        verdeling = {maak_organisatie(): {2027: Decimal("500.00")} for _ in range(per_tafel)}
        subsidies += maak_subsidies(tafel, verdeling, doel_id=doel.pk, door=besluitnemer, mandaat=mandaat)
    return maak_indexering(subsidies, maak_lid(Rol.BELEIDSMEDEWERKER, gemeente))


def start_bulk(indexering: Indexering) -> None:
    """By somebody else than who prepared it."""
    starter = Lidmaatschap.objects.get(rol=Rol.BESLUITNEMER)
    start(indexering_id=indexering.pk, gezien=overzicht(indexering).gezien, door=starter)


def _beschikking(aanvraag: Aanvraag, besluit: Besluit, deel: Aanvraagdeel) -> Beschikking:
    brief = maak_brief(deel.organisatie, stand="verzonden", over=aanvraag, inhoud=deel.organisatie.naam.encode())
    return Beschikking.objects.create(
        besluit=besluit, deel=deel, soort=Beschikking.Soort.VERLENING, kenmerk=brief.kenmerk, brief=brief
    )
