"""A page costs a fixed number of queries, whatever the number of rows (huis.md §4.11, kwaliteit.md 3)."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from begroting.services import vaststellen
from brieven.models import BerichtSoort, Brief
from brieven.services.bericht import leg_bericht_klaar
from organisaties.models import Convenantdeel, Mandaat, Onderaannemer, Organisatie, Verbandlid
from regelingen.models import Vraag
from subsidies.models import Aanvraag, Aanvraagdeel, Antwoord
from tests.architectuur.conftest import terug
from tests.architectuur.matrix import MATRIX
from tests.architectuur.route import Route
from tests.architectuur.wereld import Wereld
from tests.hulp.fabriek import (
    maak_aanvraag,
    maak_bestand,
    maak_brief,
    maak_deelname,
    maak_lid,
    maak_machtiging,
    maak_organisatie,
    maak_regeling,
    maak_storing,
    maak_uitvraag,
    maak_verband,
    tafels_van,
    vul_deel,
)
from thematafels.models import Criterium, Principe, Subdoel, Thematafel, Toezegging
from uitvoering.models import Betaalbatch, Betaaltermijn, Betaling, Doorbetaling, Rekeningwijziging

MEEST = 12
KEER = 20

# Pages that still cost more than they may, and how much. The number only goes down.
NOG_TE_DUUR: dict[str, int] = {
    "thematafels:uitvraag_geschiedenis": 16,  # one query per kind of part, whatever their number
}

PAGINAS = [
    pytest.param(route, id=f"{nummer:02}-{route.naam}") for nummer, route in enumerate(MATRIX) if route.get == 200
]


def zonder_savepoints(opgevangen: CaptureQueriesContext) -> list[str]:
    return [vraag["sql"] for vraag in opgevangen if "SAVEPOINT" not in vraag["sql"]]


def kosten(client: Client, adres: str) -> list[str]:
    """The queries of one GET, of a reader who was here before."""
    client.get(adres)
    with CaptureQueriesContext(connection) as opgevangen:
        antwoord = client.get(adres)
        antwoord.getvalue()  # a file is read while it is sent
    assert antwoord.status_code == 200
    return zonder_savepoints(opgevangen)


def vermenigvuldig(wereld: Wereld) -> None:
    """Twenty more of everything that a page can show a list of."""
    partner, genoot = wereld.partner, wereld.leden["tafelgenoot"].organisatie
    nieuwe = maak_uitvraag(themas=KEER)
    for nummer, tafel in enumerate(tafels_van(nieuwe)):
        maak_regeling(f"regeling-{nummer}")
        maak_storing(wereld.leden["beheerder"], uren=nummer + 1)
        maak_uitvraag(stand="concept")
        maak_aanvraag(tafel, partner, genoot, stand=("concept", "ingediend", "voorgesteld")[nummer % 3])
        maak_brief(partner, ("verzonden", "mislukt")[nummer % 2])
        leg_bericht_klaar(soort=BerichtSoort.OPMERKING, ontvangers=wereld.leden.values(), over=tafel, pad="/")
        _aan_de_tafel(wereld, nummer)
        _geld(wereld, nummer)
        _betalingen(wereld, nummer)
    for aanvraag in (wereld.concept, wereld.in_behandeling, wereld.voorgesteld):
        _in_de_aanvraag(aanvraag)


def _aan_de_tafel(wereld: Wereld, nummer: int) -> None:
    deelnemer = maak_organisatie()
    maak_lid("redacteur", wereld.partner)
    maak_lid("meelezer", deelnemer)
    for tafel in (wereld.vrije_tafel, wereld.aangemeld.tafel):
        maak_deelname(tafel, deelnemer)
        _bij_het_thema(tafel, nummer)
        Toezegging.objects.create(
            uitvraag=tafel.uitvraag,
            tafel=tafel,
            aan="tafel",
            aan_wie="de tafel",
            onderwerp="Nog iets",
            gedaan_op="2026-01-01",
            door=wereld.leden["beleidsmedewerker"],
        )
    Vraag.objects.create(
        regeling=wereld.vraag.regeling, code=f"extra-{nummer}", vraag="Wat nog meer?", geldig_van="2020-01-01"
    )
    for uitvraag in (wereld.open, wereld.voorbereid):
        Criterium.objects.create(uitvraag=uitvraag, code=f"extra-{nummer}", naam=f"Extra {nummer}")
    _samen(wereld, deelnemer, nummer)
    mandaat = Mandaat.objects.filter(lidmaatschap=wereld.leden["besluitnemer"])[0]
    mandaat.pk, mandaat.maximum = None, nummer
    mandaat.save()


def _samen(wereld: Wereld, organisatie: Organisatie, nummer: int) -> None:
    verband, eigen = wereld.verband, wereld.leden["tekenbevoegde"]
    maak_machtiging(wereld.partner, maak_lid("redacteur", organisatie), eigen)
    maak_machtiging(organisatie, eigen, eigen)
    maak_verband(wereld.partner)
    Verbandlid.objects.create(verband=verband, organisatie=organisatie, schil=1 + nummer % 3, van="2020-01-01")
    Convenantdeel.objects.create(verband=verband, onderwerp=f"Onderwerp {nummer}", bestand=maak_bestand())
    Onderaannemer.objects.create(
        verband=verband, organisatie=organisatie, activiteit="Eten", bedrag=nummer, contract_tot="2030-01-01"
    )


def _bij_het_thema(tafel: Thematafel, nummer: int) -> None:
    Subdoel.objects.create(thema=tafel.thema, naam=f"Extra subdoel {nummer}")
    Principe.objects.create(thema=tafel.thema, groep=f"groep {nummer}", naam=f"Extra principe {nummer}")


def _geld(wereld: Wereld, nummer: int) -> None:
    door = wereld.leden["financieel"]
    budget_id = wereld.doel.budgetjaar.budget_id
    jaar = vaststellen.open_budgetjaar(budget_id=budget_id, jaar=2030 + nummer, door=door)
    for doeljaar in (jaar.pk, wereld.doel.budgetjaar_id):
        vaststellen.open_bestedingsdoel(
            budgetjaar_id=doeljaar, code=f"doel-{nummer}", naam=f"Doel {nummer}", door=door
        )
    vaststellen.open_budget(naam=f"Extra budget {nummer}", bron="incidenteel", door=door)


def _betalingen(wereld: Wereld, nummer: int) -> None:
    betaald, organisatie = wereld.betaald, maak_organisatie()
    lid = maak_lid("tekenbevoegde", organisatie)
    Rekeningwijziging.objects.create(
        organisatie=organisatie, nieuw_iban="NL44RABO0123456789", bewijs=maak_bestand(), gevraagd_door=lid
    )
    Betaalbatch.objects.create(
        kenmerk=f"B-{nummer}", betaaldag=timezone.localdate(), opgesteld_door=betaald.concept.opgesteld_door
    )
    for volgnummer, batch in enumerate((None, betaald.concept, betaald.verstuurd), start=1):
        termijn = Betaaltermijn.objects.create(
            subsidie=betaald.subsidie,
            jaar=2040 + nummer,
            volgnummer=volgnummer,
            dag=timezone.localdate(),
            bedrag=Decimal(10),
        )
        if batch is not None:
            Betaling.objects.create(batch=batch, termijn=termijn, kenmerk=f"{batch.pk}-{nummer}", bedrag=Decimal(10))
    Doorbetaling.objects.create(
        subsidie=betaald.subsidie,
        jaar=2027,
        ontvanger=organisatie,
        bedrag=Decimal(1),
        betaald_op=timezone.localdate(),
        bewijs=maak_bestand(),
        door=lid,
    )


def _in_de_aanvraag(aanvraag: Aanvraag) -> None:
    for _ in range(KEER):
        vul_deel(aanvraag.delen.all()[0])
        vul_deel(Aanvraagdeel.objects.create(aanvraag=aanvraag, organisatie=maak_organisatie()))
    for criterium in Criterium.objects.filter(uitvraag=aanvraag.uitvraag).exclude(antwoorden__aanvraag=aanvraag):
        Antwoord.objects.create(aanvraag=aanvraag, criterium=criterium, tekst="Zo.")


@pytest.fixture(scope="module")
def voor_en_na(wereld: Wereld, clients: dict[str, Client]) -> dict[int, tuple[list[str], list[str]]]:
    """The queries of every page for its first reader, in the town as it is and with twenty of everything."""
    adressen = {
        nummer: (min(route.mag), reverse(route.naam, args=route.args(wereld)))
        for nummer, route in enumerate(MATRIX)
        if route.get == 200
    }
    with terug():
        voor = {nummer: kosten(clients[wie], adres) for nummer, (wie, adres) in adressen.items()}
    with terug():
        vermenigvuldig(wereld)
        na = {nummer: kosten(clients[wie], adres) for nummer, (wie, adres) in adressen.items()}
    return {nummer: (voor[nummer], na[nummer]) for nummer in adressen}


@pytest.mark.parametrize("route", PAGINAS)
def test_a_page_costs_the_same_for_1_and_for_20(
    voor_en_na: dict[int, tuple[list[str], list[str]]], route: Route
) -> None:
    een, twintig = voor_en_na[MATRIX.index(route)]

    assert len(twintig) == len(een), "\n".join(twintig)


@pytest.mark.parametrize("route", PAGINAS)
def test_a_page_costs_at_most_12_queries(voor_en_na: dict[int, tuple[list[str], list[str]]], route: Route) -> None:
    _, vragen = voor_en_na[MATRIX.index(route)]

    assert len(vragen) <= NOG_TE_DUUR.get(route.naam, MEEST), "\n".join(vragen)


def test_what_is_still_too_dear_is_so_by_the_number_on_the_list(
    voor_en_na: dict[int, tuple[list[str], list[str]]],
) -> None:
    nu = {MATRIX[nummer].naam: len(na) for nummer, (_, na) in voor_en_na.items() if len(na) > MEEST}

    assert nu == NOG_TE_DUUR


def test_a_query_per_row_is_seen(wereld: Wereld) -> None:
    def pagina() -> list[str]:
        with CaptureQueriesContext(connection) as opgevangen:
            for brief in Brief.objects.filter(ontvanger=wereld.partner):
                str(brief.ontvanger)
        return zonder_savepoints(opgevangen)

    with terug():
        een = pagina()
        maak_brief(wereld.partner)

        assert len(pagina()) > len(een)
