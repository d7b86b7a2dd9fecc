"""Every figure as it stood on a day: the rows of the ledger up to that day, and nothing after it."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from begroting.grootboek import EFFECTEN, GETELD, NIVEAUS, TELLINGEN, BoekingRegel, Soort, op_doel, op_jaar
from begroting.grootboek import op_verplichting as op_verpl
from begroting.models import Bestedingsdoel, Boeking, Budgetjaar, Verplichting
from begroting.selectors import boekingen_van, budgetten, overzicht
from begroting.selectors.standen import op_peildatum
from kern.fouten import DomeinFout
from tests.begroting.conftest import VANDAAG

MODELLEN = (Budgetjaar, Bestedingsdoel, Verplichting)
DAGEN = [VANDAAG + datetime.timedelta(days=dag) for dag in range(5)]
REGEL = st.tuples(st.sampled_from(list(Soort)), st.integers(0, 1), st.integers(-60000, 60000), st.integers(0, 3))
STUK = st.tuples(st.sampled_from(DAGEN), st.booleans(), st.lists(REGEL, min_size=1, max_size=3))


def geteld(boeking) -> dict[str, Decimal]:
    """What one booking adds to a stand, in plain words: the oracle."""
    effect, soort = EFFECTEN[Soort(boeking.soort)], boeking.soort
    bedrag, aantal = effect.teken * boeking.bedrag, effect.teken * (boeking.aantal or 0)
    uit = dict.fromkeys(GETELD, Decimal(0)) | {effect.kolom: bedrag}
    if soort in {"reservering", "vrijgave"}:
        uit["gereserveerd_zaken" if boeking.voor_zaak else "aantal_gereserveerd"] = (
            bedrag if boeking.voor_zaak else aantal
        )
    if soort in {"verplichting", "bijstelling", "vrijval"}:
        uit["aantal_verleend"] = aantal
        if boeking.verplichting.juridische_vorm != "subsidie":
            uit["verplicht_anders"] = bedrag
    return uit


def opgeteld(tot_en_met):
    """The figures per place, by a plain sum in Python over every booking up to a day."""
    som = {}
    for boeking in Boeking.objects.select_related("boekstuk", "verplichting__bestedingsdoel", "bestedingsdoel"):
        if boeking.boekstuk.datum > tot_en_met:
            continue
        doel = boeking.bestedingsdoel or (boeking.verplichting and boeking.verplichting.bestedingsdoel)
        plaatsen = {
            "verplichting": boeking.verplichting_id,
            "bestedingsdoel": doel and doel.pk,
            "budgetjaar": boeking.budgetjaar_id or doel.budgetjaar_id,
        }
        for plaats in plaatsen.items():
            if plaats[1]:
                hier = som.setdefault(plaats, dict.fromkeys(GETELD, Decimal(0)))
                for kolom, bedrag in geteld(boeking).items():
                    hier[kolom] += bedrag
    return som


def gelezen(per):
    """The same as the selectors give it."""
    return {
        (niveau, rij.pk): {kolom: Decimal(getattr(rij.stand, kolom)) for kolom in GETELD}
        for niveau, model in zip(NIVEAUS, MODELLEN, strict=True)
        for rij in op_peildatum(model.objects.select_related("stand"), per)
    }


@pytest.fixture
def opdracht(kas, ontvanger):
    return Verplichting.objects.create(
        bestedingsdoel=kas.pilots,
        kenmerk="OP-1",
        ontvanger=ontvanger,
        juridische_vorm="opdracht",
        omschrijving="begeleiding",
        jaar_van_activiteit=2026,
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stukken=st.lists(STUK, min_size=1, max_size=10))
def test_any_sequence_of_dated_bookings_reads_back_as_the_sum_of_its_rows(
    duizend, verplichting, opdracht, boekt, stukken
):
    plek = {
        "budgetjaar": [op_jaar(duizend.jaar.pk)] * 2,
        "bestedingsdoel": [op_doel(duizend.coaching.pk), op_doel(duizend.pilots.pk)],
        "verplichting": [op_verpl(verplichting.pk), op_verpl(opdracht.pk)],
    }
    leeg = dict.fromkeys(GETELD, Decimal(0))
    with transaction.atomic():
        boekt(BoekingRegel(Soort.WIJZIGING, op_doel(duizend.pilots.pk), Decimal(1000)))
        for dag, voor_zaak, regels in stukken:
            try:
                boekt(
                    *(
                        BoekingRegel(
                            soort,
                            plek[EFFECTEN[soort].plaatsen[-1]][kant],
                            Decimal(centen) / 100,
                            voor_zaak="SB-1" if voor_zaak and soort in {Soort.RESERVERING, Soort.VRIJGAVE} else "",
                            grond="Awb 4:51" if soort == Soort.VRIJSTELLING else "",
                            aantal=aantal or None,
                        )
                        for soort, kant, centen, aantal in regels
                    ),
                    datum=dag,
                )
            except DomeinFout:
                continue

        for dag in [VANDAAG - datetime.timedelta(days=1), *DAGEN]:
            verwacht = opgeteld(dag)
            assert gelezen(dag) == {plaats: verwacht.get(plaats, leeg) for plaats in gelezen(dag)}
        assert gelezen(DAGEN[-1]) == gelezen(None)
        transaction.set_rollback(True)


def test_the_oracle_knows_every_count():
    assert set(TELLINGEN) == {"gereserveerd_zaken", "verplicht_anders", "aantal_gereserveerd", "aantal_verleend"}


@pytest.fixture
def drie_dagen(duizend, opdracht, boekt):
    """Day 0: 1.000 for coaching. Day 1: 300 moves to pilots. Day 2: 200 of it is promised to a coach, 50 reserved."""
    boekt(
        BoekingRegel(Soort.OVERHEVELING, op_doel(duizend.coaching.pk), Decimal(-300)),
        BoekingRegel(Soort.OVERHEVELING, op_doel(duizend.pilots.pk), Decimal(300)),
        datum=DAGEN[1],
    )
    boekt(
        BoekingRegel(Soort.VERPLICHTING, op_verpl(opdracht.pk), Decimal(200), aantal=8),
        BoekingRegel(Soort.RESERVERING, op_doel(duizend.pilots.pk), Decimal(50), aantal=4),
        datum=DAGEN[2],
    )
    return duizend


def cijfers(per):
    [budget] = overzicht(per=per)
    [jaar] = budget.jaren
    return [
        (
            doel.code,
            doel.bedragen.beschikbaar,
            doel.bedragen.verleend,
            doel.bedragen.gereserveerd,
            doel.bedragen.vrij,
            doel.aantal,
            doel.vormen,
        )
        for doel in jaar.doelen
    ]


def test_the_overview_reads_as_it_stood_on_each_day(drie_dagen):
    coaching_later = ("coaching", 700, 0, 0, 700, 0, ())

    assert cijfers(DAGEN[0]) == [("coaching", 1000, 0, 0, 1000, 0, ()), ("pilot", 0, 0, 0, 0, 0, ())]
    assert cijfers(DAGEN[1]) == [coaching_later, ("pilot", 300, 0, 0, 300, 0, ())]
    assert cijfers(DAGEN[2]) == [coaching_later, ("pilot", 300, 200, 50, 50, 12, ("opdracht",))]
    assert cijfers(None) == cijfers(DAGEN[2])
    assert [rij.jaren[0].bedragen.vrij for rij in budgetten(DAGEN[1])] == [1000]
    assert [rij.jaren[0].bedragen.vrij for rij in budgetten()] == [750]


def test_before_the_first_booking_all_is_zero(drie_dagen):
    assert [rij[1:6] for rij in cijfers(VANDAAG - datetime.timedelta(days=1))] == [(0, 0, 0, 0, 0)] * 2


def test_the_ledger_shows_the_lines_up_to_the_day(drie_dagen):
    _, tot_gisteren = boekingen_van(drie_dagen.pilots.pk, per=DAGEN[1])
    _, alles = boekingen_van(drie_dagen.pilots.pk)

    assert [rij.soort for rij in tot_gisteren] == ["overheveling"]
    assert len(alles) == 3


def test_an_earlier_day_costs_two_queries_more_whatever_the_number_of_places(drie_dagen):
    def aantal(per):
        with CaptureQueriesContext(connection) as vragen:
            overzicht(per=per)
        return len(vragen)

    eerst = aantal(None), aantal(DAGEN[2])
    for nummer in range(5):
        jaar = Budgetjaar.objects.create(budget=drie_dagen.jaar.budget, jaar=2030 + nummer)
        Bestedingsdoel.objects.create(budgetjaar=jaar, code="coaching", naam="Coaching")

    assert eerst == (3, 5)
    assert (aantal(None), aantal(DAGEN[2])) == eerst
