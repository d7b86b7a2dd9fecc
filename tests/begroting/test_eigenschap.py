"""Whatever is booked in whatever order: a stand is the sum of its rows, and never over its ceiling."""

from collections import Counter
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from begroting.grootboek import EFFECTEN, KOLOMMEN, Soort, op_doel, op_jaar, op_verplichting
from begroting.models import Boeking, Stand
from begroting.services.boek import BoekingRegel
from kern.fouten import DomeinFout

BEDRAG = st.decimals(min_value=-600, max_value=600, places=2)
REGEL = st.tuples(st.sampled_from(list(Soort)), st.integers(0, 1), BEDRAG)


def opgeteld():
    """The stands as the rows say: a plain sum in Python over every booking, level by level."""
    uitkomst = {rij.pk: dict.fromkeys(KOLOMMEN, Decimal(0)) for rij in Stand.objects.all()}
    stand_van = {}
    for rij in Stand.objects.all():
        stand_van |= {
            ("jaar", rij.budgetjaar_id): rij.pk,
            ("doel", rij.bestedingsdoel_id): rij.pk,
            ("verplichting", rij.verplichting_id): rij.pk,
        }
    for boeking in Boeking.objects.select_related("verplichting__bestedingsdoel", "bestedingsdoel"):
        doel = boeking.bestedingsdoel or (boeking.verplichting and boeking.verplichting.bestedingsdoel)
        effect = EFFECTEN[Soort(boeking.soort)]
        for plaats in (
            ("verplichting", boeking.verplichting_id),
            ("doel", doel and doel.pk),
            ("jaar", boeking.budgetjaar_id or doel.budgetjaar_id),
        ):
            if plaats[1]:
                uitkomst[stand_van[plaats]][effect.kolom] += effect.teken * boeking.bedrag
    return uitkomst


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stukken=st.lists(st.lists(REGEL, min_size=1, max_size=3), min_size=1, max_size=10))
def test_any_sequence_of_bookings_keeps_the_stands_right(duizend, verplichting, boekt, stukken):
    plek = {
        "budgetjaar": [op_jaar(duizend.jaar.pk)] * 2,
        "bestedingsdoel": [op_doel(duizend.coaching.pk), op_doel(duizend.pilots.pk)],
        "verplichting": [op_verplichting(verplichting.pk)] * 2,
    }
    with transaction.atomic():
        for stuk in stukken:
            regels = [
                BoekingRegel(
                    soort,
                    plek[EFFECTEN[soort].plaatsen[-1]][kant],
                    bedrag,
                    grond="Awb 4:51" if soort == Soort.VRIJSTELLING else "",
                )
                for soort, kant, bedrag in stuk
            ]
            aantal = Boeking.objects.count()
            try:
                boekt(*regels)
            except DomeinFout:
                assert Boeking.objects.count() == aantal
            else:
                assert Boeking.objects.count() == aantal + len(regels)

        for stand in Stand.objects.all():
            assert {kolom: getattr(stand, kolom) for kolom in KOLOMMEN} == opgeteld()[stand.pk]
            assert Decimal(0) <= stand.betaald <= stand.verplicht
            assert min(stand.gereserveerd, stand.begroot, stand.vrijgesteld) >= 0
            assert stand.verplichting_id or stand.ruimte >= 0
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bedragen=st.lists(st.decimals(min_value="0.01", max_value=600, places=2), max_size=8))
def test_a_reservation_is_refused_exactly_when_it_does_not_fit(duizend, boekt, bedragen):
    geteld = Counter(gereserveerd=Decimal(0))
    with transaction.atomic():
        for bedrag in bedragen:
            past = geteld["gereserveerd"] + bedrag <= 1000
            try:
                boekt(BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), bedrag))
            except DomeinFout:
                assert not past
            else:
                assert past
                geteld["gereserveerd"] += bedrag

        assert Stand.objects.get(budgetjaar=duizend.jaar).gereserveerd == geteld["gereserveerd"]
        transaction.set_rollback(True)
