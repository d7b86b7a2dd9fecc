"""A published ceiling: the newest is in force, the earlier stay readable, and the database holds grants under it."""

import datetime
from decimal import Decimal
from threading import Thread
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from begroting.grootboek import Soort, op_doel, op_verplichting
from begroting.models import Bestedingsdoel, Boeking, Boekstuk, Plafondpublicatie, Stand
from begroting.selectors.doel import plafonds_van
from begroting.services.boek import BoekingRegel
from begroting.services.corrigeren import draai_terug
from begroting.services.plafond import publiceer_plafond
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Rol
from tests.begroting.conftest import VANDAAG


@pytest.fixture
def publiceer(financieel):
    def doe(doel, bedrag, **anders):
        velden = {
            "bestedingsdoel_id": doel.pk,
            "bedrag": Decimal(bedrag),
            "verdeelwijze": "Op volgorde van binnenkomst.",
            "gepubliceerd_op": VANDAAG,
            "vindplaats": "Gemeenteblad 2026, 1",
            "kenmerk": f"P-{bedrag}",
            "omschrijving": "Raadsbesluit",
            "door": financieel,
        }
        return publiceer_plafond(**velden | anders)

    return doe


@pytest.fixture
def plafond(kas):
    """What is in force for a purpose."""
    return lambda: Stand.objects.get(bestedingsdoel=kas.coaching).plafond


@pytest.fixture
def geweigerd():
    """Expect this refusal, and nothing written."""

    def probeer(code, daad, veld=None):
        vooraf = Plafondpublicatie.objects.count(), Boekstuk.objects.count(), Boeking.objects.count()
        with pytest.raises(DomeinFout) as fout:
            daad()
        assert (fout.value.code, fout.value.veld) == (code, veld)
        assert (Plafondpublicatie.objects.count(), Boekstuk.objects.count(), Boeking.objects.count()) == vooraf
        return fout.value.bericht

    return probeer


def test_each_publication_books_only_the_difference(duizend, publiceer, plafond):
    publiceer(duizend.coaching, 800)
    publiceer(duizend.coaching, 650)
    publiceer(duizend.coaching, 900)

    assert plafond() == 900
    assert [regel.bedrag for regel in Boeking.objects.filter(soort=Soort.PLAFOND).order_by("id")] == [800, -150, 250]
    assert [(rij.bedrag, rij.van_kracht, rij.kenmerk) for rij in plafonds_van(duizend.coaching.pk)] == [
        (900, True, "P-900"),
        (650, False, "P-650"),
        (800, False, "P-800"),
    ]
    assert Gebeurtenis.objects.filter(soort="begroting.plafond_gepubliceerd", geweigerd="").count() == 3


def test_the_same_amount_divided_in_another_way_keeps_its_boekstuk(duizend, publiceer, plafond):
    publiceer(duizend.coaching, 800)

    publicatie = publiceer(duizend.coaching, 800, verdeelwijze="Naar kwaliteit.", kenmerk="P-anders")

    assert (publicatie.boekstuk.kenmerk, publicatie.boekstuk.boekingen.count(), plafond()) == ("P-anders", 0, 800)


def test_a_ceiling_is_no_budget(kas, publiceer, plafond):
    publiceer(kas.coaching, 5000)

    stand = Stand.objects.get(bestedingsdoel=kas.coaching)
    assert (stand.plafond, stand.begroot, stand.ruimte) == (5000, 0, 0)


def test_a_ceiling_is_not_lowered_below_what_was_granted(duizend, verplichting, boekt, publiceer, geweigerd, plafond):
    publiceer(duizend.coaching, 800)
    boekt(BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(700)))

    bericht = geweigerd("begroting.boven_plafond", lambda: publiceer(duizend.coaching, 699))

    assert bericht == (
        "Verleend is €\u00a0700,00. Het subsidieplafond van Coaching (2026) kan niet €\u00a0699,00 worden."
    )
    publiceer(duizend.coaching, 700)
    assert plafond() == 700


def test_what_is_exempt_from_the_ceiling_does_not_count_under_it(duizend, verplichting, boekt, publiceer, geweigerd):
    boekt(
        BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(700)),
        BoekingRegel(Soort.VRIJSTELLING, op_doel(duizend.coaching.pk), Decimal(200), grond="Awb 4:51 lid 2"),
    )

    geweigerd("begroting.boven_plafond", lambda: publiceer(duizend.coaching, 499))

    publiceer(duizend.coaching, 500)


def test_the_day_of_a_publication_is_past_and_follows_the_last(duizend, publiceer, geweigerd):
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    geweigerd(
        "begroting.plafond_datum",
        lambda: publiceer(duizend.coaching, 800, gepubliceerd_op=morgen),
        veld="gepubliceerd_op",
    )
    publiceer(duizend.coaching, 800)

    bericht = geweigerd(
        "begroting.plafond_datum",
        lambda: publiceer(duizend.coaching, 900, gepubliceerd_op=VANDAAG - datetime.timedelta(days=1)),
        veld="gepubliceerd_op",
    )

    assert bericht == "Er is al een plafond van een latere dag: 02-03-2026."


def test_a_publication_that_was_booked_back_no_longer_counts(duizend, publiceer, plafond, financieel):
    fout = publiceer(duizend.coaching, 800)
    draai_terug(boekstuk_id=fout.boekstuk_id, reden="verkeerde dag", kenmerk="T-terug", datum=VANDAAG, door=financieel)

    publiceer(duizend.coaching, 750, gepubliceerd_op=VANDAAG - datetime.timedelta(days=1))

    assert plafond() == 750
    assert [(rij.bedrag, rij.van_kracht, rij.teruggedraaid) for rij in plafonds_van(duizend.coaching.pk)] == [
        (750, True, False),
        (800, False, True),
    ]


@pytest.mark.parametrize("bedrag", [0, -1])
def test_a_ceiling_is_above_zero(duizend, publiceer, geweigerd, bedrag):
    geweigerd("begroting.bedrag", lambda: publiceer(duizend.coaching, bedrag), veld="bedrag")


def test_a_publication_is_recorded_once(duizend, publiceer, geweigerd, plafond):
    publiceer(duizend.coaching, 800)

    geweigerd("begroting.boekstuk_bestaat", lambda: publiceer(duizend.coaching, 900, kenmerk="P-800"))

    assert plafond() == 800


def test_only_the_financial_officer_publishes(duizend, publiceer, lid, plafond):
    with pytest.raises(GeenRecht):
        publiceer(duizend.coaching, 800, door=lid(Rol.BELEIDSMEDEWERKER))

    assert (plafond(), Plafondpublicatie.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.fouten
def test_of_two_publications_at_once_the_second_counts_from_the_first(duizend, publiceer, plafond):
    fouten: list[BaseException] = []

    def tweede() -> None:
        try:
            publiceer(duizend.coaching, 900)
        except BaseException as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draad = Thread(target=tweede)
    with transaction.atomic():
        Bestedingsdoel.objects.select_for_update(no_key=True).get(pk=duizend.coaching.pk)
        draad.start()
        sleep(0.3)  # the other waits for the purpose
        publiceer(duizend.coaching, 800)
    draad.join()

    assert (fouten, plafond()) == ([], 900)
    assert [regel.bedrag for regel in Boeking.objects.filter(soort=Soort.PLAFOND).order_by("id")] == [800, 100]
