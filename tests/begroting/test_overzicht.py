"""The paper of 2018/2019 comes out to the euro, granted and reserved apart, from the bookings themselves."""

from decimal import Decimal

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from begroting.grootboek import Soort, op_doel, op_verplichting
from begroting.models import Bestedingsdoel, Budget, JuridischeVorm, Verplichting
from begroting.selectors import boekingen_van, overzicht, ruimte
from begroting.services.boek import BoekingRegel
from organisaties.models import Organisatie, OrganisatieSoort
from socialebasis.demo.begroting import FEITEN
from tests.hulp.nota import boek_nota

NAAM = "Beleidsintensiveringen zelforganisaties"


@pytest.fixture
def nota(financieel):
    """The demo's money by bare bookings, with the two organisations it names."""
    organisaties = {
        slug: Organisatie.objects.create(naam=naam, soort=OrganisatieSoort.PARTNER)
        for slug, naam in (
            ("dock-haarlem", "DOCK Haarlem"),
            ("bedrijf-en-samenleving", "Stichting Bedrijf en Samenleving"),
        )
    }
    boek_nota(organisaties=organisaties, door=financieel)


def cijfers(rij):
    bedragen = rij.bedragen
    return tuple(
        int(b) for b in (bedragen.beschikbaar, bedragen.verleend, bedragen.gereserveerd, bedragen.samen, bedragen.vrij)
    )


def test_the_intensiveringen_of_2018_and_2019_come_out_to_the_euro(nota):
    [budget] = [rij for rij in overzicht() if rij.naam == NAAM]

    gevonden = {jaar.jaar: {doel.code: cijfers(doel) for doel in jaar.doelen} for jaar in budget.jaren}
    assert gevonden == {
        2018: {
            "coaching": (16000, 16000, 0, 16000, 0),
            "pilot": (80000, 80000, 0, 80000, 0),
            "nieuwe_aanvraag": (4000, 4000, 0, 4000, 0),
        },
        2019: {
            "coaching": (8000, 0, 8000, 8000, 0),
            "pilot": (40000, 0, 40000, 40000, 0),
            "nieuwe_aanvraag": (52000, 44000, 8000, 52000, 0),
        },
    }
    assert {jaar.jaar: cijfers(jaar) for jaar in budget.jaren} == {
        2018: (100000, 100000, 0, 100000, 0),
        2019: (100000, 44000, 56000, 100000, 0),
    }
    assert {jaar.jaar: (jaar.aantal_verleend, jaar.aantal_gereserveerd) for jaar in budget.jaren} == {
        2018: (13, 0),
        2019: (11, 8),
    }


def test_the_overview_equals_the_summary_in_the_data_file(nota):
    [budget] = [rij for rij in overzicht() if rij.naam == NAAM]

    for jaar in budget.jaren:
        verwacht = yaml.safe_load(FEITEN.read_text())["overzicht"][jaar.jaar]
        gevonden = {doel.code: doel.bedragen.samen for doel in jaar.doelen}
        assert gevonden | {"beschikbaar": jaar.bedragen.beschikbaar, "restant": jaar.bedragen.vrij} == verwacht


def test_what_was_granted_has_its_recipients_and_what_was_bought_is_no_subsidy(nota):
    coaching, *rest = Verplichting.objects.filter(bestedingsdoel__budgetjaar__jaar=2018).order_by("id")

    assert (coaching.ontvanger.naam, coaching.juridische_vorm, coaching.jaar_van_activiteit) == (
        "Stichting Bedrijf en Samenleving",
        JuridischeVorm.OPDRACHT,
        2019,
    )
    assert [(rij.ontvanger and rij.ontvanger.naam, rij.stand.verplicht) for rij in rest] == [
        *[("DOCK Haarlem", Decimal(20000))] * 4,
        (None, Decimal(4000)),
    ]
    [budget] = [rij for rij in overzicht() if rij.naam == NAAM]
    assert [doel.zonder_subsidie for doel in budget.jaren[0].doelen] == [True, False, False]


def test_the_structural_budget_stands_beside_it(nota):
    [structureel] = [rij for rij in overzicht() if rij.naam != NAAM]

    assert {jaar.jaar: cijfers(jaar) for jaar in structureel.jaren} == {
        2018: (47000, 0, 0, 0, 47000),
        2019: (47000, 0, 0, 0, 47000),
    }


def test_the_council_does_not_see_money_reserved_for_a_case(duizend, boekt):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(300), voor_zaak="SB-1", aantal=1))
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(200), aantal=2))
    boekt(BoekingRegel(Soort.VRIJGAVE, doel, Decimal(100), voor_zaak="SB-1"))

    [gemeente], [raad] = overzicht(), overzicht(met_zaken=False)

    for rij in (gemeente.jaren[0], gemeente.jaren[0].doelen[0]):
        bedragen = rij.bedragen
        assert (bedragen.gereserveerd, bedragen.gereserveerd_zaken, bedragen.vrij) == (200, 200, 600)
        assert rij.aantal_gereserveerd == 2
    for rij in (raad.jaren[0], raad.jaren[0].doelen[0]):
        bedragen = rij.bedragen
        assert (bedragen.gereserveerd, bedragen.gereserveerd_zaken, bedragen.vrij) == (200, 0, 800)


def test_the_overview_takes_at_most_three_queries_whatever_it_shows(nota, financieel):
    budget = Budget.objects.earliest("id")

    with CaptureQueriesContext(connection) as veel:
        overzicht()
    with CaptureQueriesContext(connection) as een:
        overzicht(budget.pk)

    assert (len(veel), len(een)) == (3, 2)


def test_room_is_the_lesser_of_purpose_and_year(duizend, verplichting, boekt):
    assert (ruimte(duizend.coaching.pk), ruimte(duizend.pilots.pk)) == (1000, 0)

    boekt(BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal("250.50")))

    assert ruimte(duizend.coaching.pk) == Decimal("749.50")


def test_the_ledger_of_a_purpose_reads_newest_first_with_its_effect(nota, django_assert_num_queries):
    doel = Bestedingsdoel.objects.get(code="nieuwe_aanvraag", budgetjaar__jaar=2019)

    with django_assert_num_queries(2):
        _, rijen = boekingen_van(doel.pk)

    assert [(rij.soort, rij.bedrag) for rij in rijen] == [
        *[("verplichting", Decimal(4000))] * 11,
        ("reservering", Decimal(8000)),
        ("begroting", Decimal(52000)),
    ]
    assert rijen[0].omschrijving == "zelforganisatie, naam niet in de bron"
