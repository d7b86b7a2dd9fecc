"""The breakdowns that the database works out ahead: to the cent, by whoever may, and only of what is known."""

from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from begroting.models import Verplichting
from kern.geld import verdeel
from overzichten.models import Snede, Uitsplitsing
from overzichten.services.uitsplitsing import ververs
from overzichten.tasks import ververs_uitsplitsing
from socialebasis.rechten import rechten
from subsidies.models import Voorziening, Voorzieningjaar
from tests.uitvoering.betalen import verstuur_brieven
from thematafels.models import Stadsdeel


@pytest.fixture
def bekend(verleend):
    """Two grants of 2027 and 2028 from one purpose of 2027; everybody knows."""
    verstuur_brieven()
    return verleend


def snede(wereld, welke, **anders):
    """The lines of one cut of the purpose: name → amount."""
    ververs()
    plek = {"jaar": 2027, "budget": wereld.doel.budgetjaar.budget_id, "doel": wereld.doel.pk} | anders
    return {rij.naam: rij.bedrag for rij in Uitsplitsing.objects.filter(snede=welke, **plek)}


def kost(voorziening, *stadsdelen, **jaren):
    voorziening.stadsdelen.set(stadsdelen)
    for jaar, kosten in jaren.items():
        Voorzieningjaar.objects.filter(voorziening=voorziening, jaar=jaar.strip("j")).update(kosten=kosten)


def extra_voorziening(deel):
    nieuw = Voorziening.objects.create(deel=deel, naam="Maaltijden", volgorde=2)
    Voorzieningjaar.objects.bulk_create(Voorzieningjaar(voorziening=nieuw, jaar=jaar) for jaar in (2027, 2028))
    return nieuw


@pytest.fixture
def wijken(db):
    return [Stadsdeel.objects.create(naam=naam, volgorde=9) for naam in ("Noord", "Oost", "West")]


def test_a_grant_is_shared_out_over_stadsdelen_by_the_costs_of_its_voorzieningen(bekend, wijken):
    noord, oost, west = wijken
    deel = bekend.deel(bekend.anker)
    kost(deel.voorzieningen.get(), noord, oost, west, j2027="10000.00", j2028="10000.00")
    kost(extra_voorziening(deel), noord, j2027="20000.00", j2028="20000.00")
    kost(bekend.deel(bekend.brug).voorzieningen.get())

    gezien = snede(bekend, Snede.STADSDEEL)

    per_jaar = verdeel(Decimal("60000.00"), [Decimal(70000), Decimal(10000), Decimal(10000)])
    assert [gezien[wijk.naam] for wijk in wijken] == [2 * bedrag for bedrag in per_jaar]
    assert gezien["Niet aan een stadsdeel toe te rekenen"] == Decimal("80000.00")
    assert sum(gezien.values()) == Decimal("200000.00")


def test_without_costs_every_voorziening_weighs_the_same(bekend, wijken):
    noord, oost, _ = wijken
    deel = bekend.deel(bekend.anker)
    kost(deel.voorzieningen.get(), noord)
    kost(extra_voorziening(deel), oost)

    gezien = snede(bekend, Snede.STADSDEEL)

    assert (gezien["Noord"], gezien["Oost"]) == (Decimal("60000.00"), Decimal("60000.00"))


def test_the_cents_that_are_left_are_shared_out_like_everywhere_else(bekend, wijken):
    deel = bekend.deel(bekend.brug)
    kost(deel.voorzieningen.get(), *wijken)
    kost(bekend.deel(bekend.anker).voorzieningen.get())

    gezien = snede(bekend, Snede.STADSDEEL)

    assert [gezien[wijk.naam] for wijk in wijken] == [2 * bedrag for bedrag in verdeel(Decimal("40000.00"), [1, 1, 1])]


def test_small_is_measured_by_what_was_asked_in_any_year(bekend):
    assert snede(bekend, Snede.OMVANG) == {"klein": Decimal("80000.00"), "groter": Decimal("120000.00")}


def test_a_year_and_all_budgets_together_have_their_own_lines(bekend):
    doel = snede(bekend, Snede.ONTVANGER)
    budget = snede(bekend, Snede.ONTVANGER, doel=0)
    alles = snede(bekend, Snede.ONTVANGER, doel=0, budget=0)

    assert doel == budget == alles
    assert doel == {bekend.anker.naam: Decimal("120000.00"), bekend.brug.naam: Decimal("80000.00")}


def test_what_was_not_made_known_is_in_no_cut(verleend):
    assert snede(verleend, Snede.ONTVANGER) == {}
    assert snede(verleend, Snede.AANVRAAG) == {}
    assert snede(verleend, Snede.STIL) == {"": Decimal("200000.00")}
    assert snede(verleend, Snede.STADSDEEL) == {}


def test_an_opdracht_counts_as_no_subsidy(bekend):
    Verplichting.objects.create(
        bestedingsdoel=bekend.doel,
        kenmerk="O-1",
        juridische_vorm="opdracht",
        omschrijving="Onderzoek",
        jaar_van_activiteit=2027,
    )

    assert snede(bekend, Snede.VORM) == {"subsidie": Decimal("200000.00"), "opdracht": Decimal(0)}


def test_it_says_when_it_was_worked_out(bekend):
    ververs_uitsplitsing()

    [moment] = Uitsplitsing.objects.filter(snede=Snede.MOMENT).values_list("op", flat=True)
    assert Uitsplitsing.objects.filter(op__isnull=False).count() == 1
    assert moment <= timezone.now()


def test_the_application_renews_it_and_cannot_write_it(app_rol, transactional_db):
    with app_rol.cursor() as cursor:
        cursor.execute("SELECT overzichten_ververs()")
        cursor.execute("SELECT count(*) FROM overzichten_uitsplitsing")
        assert cursor.fetchone() == (1,)

    assert {recht.tabel: recht.mag for recht in rechten()}["overzichten_uitsplitsing"] == ("SELECT",)


def test_the_function_is_not_for_everybody(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('public', 'overzichten_ververs()', 'execute')")

        assert cursor.fetchone() == (False,)
