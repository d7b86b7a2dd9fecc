"""kern.termijnen.beslistermijn: Awb 4:13, 4:14 and 4:15."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from kern.termijnen.aanvulling import aanvulling
from kern.termijnen.beslistermijn import Beslisregel, Verdaging, beslistermijn, controleer_verdaging
from kern.termijnen.dagen import is_werkdag
from kern.termijnen.opschorting import Grond, Opschorting, opschorting_aanvulling

ACHT = Beslisregel(weken=8)
DAGEN = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31))


def d(tekst):
    return datetime.date.fromisoformat(tekst)


def stil(van, tot_en_met, grond=Grond.INSTEMMING):
    return Opschorting(grond, d(van), tot_en_met and d(tot_en_met))


def reken(ontvangen="2026-10-05", regel=ACHT, peildatum="2026-11-23", **rest):
    return beslistermijn(ontvangen=d(ontvangen), regel=regel, peildatum=d(peildatum), **rest)


@pytest.mark.parametrize(
    ("regel", "ontvangen", "sluiting", "einde"),
    [
        (ACHT, "2026-10-05", None, "2026-11-30"),
        (Beslisregel(), "2026-10-05", None, "2026-11-30"),  # 4:13 lid 2
        (Beslisregel(weken=8, vanaf="sluiting"), "2026-09-01", "2026-10-05", "2026-11-30"),
        (Beslisregel(weken=8, vanaf="sluiting"), "2026-10-06", "2026-10-05", "2026-12-01"),  # late, but excused
        (Beslisregel(weken=8, vanaf="ontvangst"), "2026-09-01", "2026-10-05", "2026-10-27"),
        (Beslisregel(vaste_dag=datetime.date(2026, 12, 31)), "2026-10-05", None, "2026-12-31"),
        (Beslisregel(vaste_dag=datetime.date(2026, 12, 26)), "2026-10-05", None, "2026-12-26"),  # a named day stays
        (ACHT, "2026-10-31", None, "2026-12-28"),  # second Christmas day, then Sunday
        (Beslisregel(weken=13), "2026-09-05", None, "2026-12-05"),  # a Saturday: over twelve weeks
        (Beslisregel(weken=12), "2026-09-12", None, "2026-12-07"),
    ],
)
def test_the_term_to_decide_ends_on(regel, ontvangen, sluiting, einde):
    uitkomst = reken(ontvangen, regel, sluiting=sluiting and d(sluiting))

    assert uitkomst.wettelijke_dag == d(einde)
    assert uitkomst.aangekondigde_dag is None
    assert not uitkomst.staat_stil
    assert uitkomst.stappen[-1].uitkomst == d(einde)


def test_the_term_explains_itself_step_by_step():
    uitkomst = reken(opschortingen=[opschorting_aanvulling(d("2026-10-26"), d("2026-11-09"), d("2026-11-05"))])

    assert [(stap.tekst, stap.uitkomst, stap.dagen) for stap in uitkomst.stappen] == [
        ("Aanvraag ontvangen", d("2026-10-05"), None),
        ("8 weken om te beslissen", d("2026-11-30"), None),
        ("Klok stond stil: 9 dagen", d("2026-12-09"), 9),
        ("Weekend of feestdag?", d("2026-12-09"), 0),
        ("Laatste dag voor het besluit", d("2026-12-09"), None),
    ]
    assert uitkomst.stappen[2].artikel == "Awb 4:15 lid 1 onder a"
    assert uitkomst.stappen[2].toelichting == "Van 27 oktober 2026 tot en met 4 november 2026: aanvulling gevraagd."
    assert uitkomst.dagen_over(d("2026-11-23")) == 16
    assert not uitkomst.is_voorbij(d("2026-12-09"))
    assert uitkomst.is_voorbij(d("2026-12-10"))


@pytest.mark.parametrize(
    ("perioden", "opgeschort", "einde"),
    [
        ([("2026-10-10", "2026-10-14")], 5, "2026-12-07"),  # 30 Nov + 5 = Saturday 5 December
        ([("2026-10-10", "2026-10-14"), ("2026-10-20", "2026-10-22")], 8, "2026-12-08"),
        ([("2026-10-10", "2026-10-14"), ("2026-10-12", "2026-10-16")], 7, "2026-12-07"),  # overlapping
        ([("2026-10-10", "2026-10-14"), ("2026-10-15", "2026-10-16")], 7, "2026-12-07"),  # adjoining
        ([("2026-10-10", "2026-10-20"), ("2026-10-12", "2026-10-14")], 11, "2026-12-11"),  # one inside the other
        ([("2026-09-01", "2026-10-07")], 2, "2026-12-02"),  # only days of the term itself count: 6 and 7 October
        ([("2026-12-01", "2026-12-10")], 0, "2026-11-30"),  # too late: the term was over
        ([("2026-11-30", "2026-12-01")], 2, "2026-12-02"),  # on the very last day
        (
            [("2026-11-20", "2026-11-24"), ("2026-12-03", "2026-12-04")],
            7,
            "2026-12-07",
        ),  # second within the longer term
        ([("2026-10-14", "2026-10-13")], 0, "2026-11-30"),  # supplemented the day after: nothing stood still
    ],
)
def test_suspended_days_are_added_once_each(perioden, opgeschort, einde):
    uitkomst = reken(opschortingen=[stil(*periode) for periode in perioden])

    assert uitkomst.opgeschort == opgeschort
    assert uitkomst.wettelijke_dag == d(einde)


def test_an_open_suspension_moves_the_end_every_day():
    opschortingen = [stil("2026-10-27", None, Grond.OVERMACHT)]

    eerste = reken(opschortingen=opschortingen, peildatum="2026-10-27")
    later = reken(opschortingen=opschortingen, peildatum="2026-11-05")

    assert (eerste.opgeschort, later.opgeschort) == (1, 10)
    assert later.wettelijke_dag == d("2026-12-10")
    assert later.staat_stil
    assert "schuift elke dag" in later.stappen[-1].toelichting
    assert later.stappen[2].tekst == "Klok staat stil: 10 dagen"


def test_a_request_to_supplement_stops_suspending_when_its_time_lapses():
    gevraagd = [opschorting_aanvulling(d("2026-10-26"), d("2026-11-09"))]

    tijdens = reken(opschortingen=gevraagd, peildatum="2026-11-09")
    erna = reken(opschortingen=gevraagd, peildatum="2026-11-23")
    te_laat = reken(opschortingen=[opschorting_aanvulling(d("2026-10-26"), d("2026-11-09"), d("2026-11-16"))])

    assert tijdens.staat_stil
    assert not erna.staat_stil
    assert tijdens.opgeschort == erna.opgeschort == te_laat.opgeschort == 14
    assert erna.wettelijke_dag == te_laat.wettelijke_dag == d("2026-12-14")


def test_a_suspension_in_the_weekend_that_extended_the_term_still_counts():
    # 8 weeks after Saturday 3 October is Saturday 28 November; the term runs on to Monday the 30th.
    uitkomst = reken("2026-10-03", opschortingen=[stil("2026-11-29", "2026-12-01")])

    assert uitkomst.wettelijke_dag == d("2026-12-03")
    assert uitkomst.opgeschort == 3


@pytest.mark.parametrize(
    ("regel", "nieuwe_dag", "wettelijk"),
    [
        (ACHT, "2027-01-15", "2026-11-30"),  # statutory, nothing granted: only an announcement
        (Beslisregel(weken=8, verdaging_toegestaan=True, verdaging_max_weken=8), "2027-01-15", "2027-01-15"),
        (Beslisregel(weken=8, verdaging_toegestaan=True, verdaging_max_weken=4), "2027-01-15", "2026-12-28"),
        (Beslisregel(), "2027-01-15", "2027-01-15"),  # no statutory term: a new reasonable one (4:14 lid 3)
        (Beslisregel(vaste_dag=datetime.date(2026, 12, 31)), "2027-01-15", "2026-12-31"),
    ],
)
def test_a_postponement_keeps_two_dates(regel, nieuwe_dag, wettelijk):
    uitkomst = reken(regel=regel, verdagingen=[Verdaging(d("2026-11-20"), d(nieuwe_dag))])

    assert uitkomst.aangekondigde_dag == d(nieuwe_dag)
    assert uitkomst.wettelijke_dag == d(wettelijk)


def test_a_postponement_told_too_late_is_only_an_announcement():
    op_tijd = reken(regel=Beslisregel(), verdagingen=[Verdaging(d("2026-11-30"), d("2027-01-15"))])
    te_laat = reken(regel=Beslisregel(), verdagingen=[Verdaging(d("2026-12-01"), d("2027-01-15"))])

    assert op_tijd.wettelijke_dag == d("2027-01-15")
    assert te_laat.wettelijke_dag == d("2026-11-30")
    assert te_laat.aangekondigde_dag == d("2027-01-15")


def test_suspension_before_a_postponement_is_in_it_and_after_it_adds():
    regel = Beslisregel(weken=8, verdaging_toegestaan=True, verdaging_max_weken=8)

    uitkomst = reken(
        regel=regel,
        verdagingen=[Verdaging(d("2026-11-20"), d("2027-01-15"))],
        opschortingen=[stil("2026-10-10", "2026-10-14"), stil("2026-12-01", "2026-12-10")],
    )

    assert uitkomst.wettelijke_dag == d("2027-01-25")
    assert uitkomst.opgeschort == 15
    assert uitkomst.verdagen_tot == d("2027-02-11")  # 7 December + 8 weeks + the 10 days after it


def test_the_maximum_holds_over_all_postponements_together():
    regel = Beslisregel(weken=8, verdaging_toegestaan=True, verdaging_max_weken=4)

    uitkomst = reken(
        regel=regel,
        verdagingen=[Verdaging(d("2026-11-20"), d("2026-12-14")), Verdaging(d("2026-12-10"), d("2027-02-01"))],
    )

    assert uitkomst.wettelijke_dag == d("2026-12-28")
    assert uitkomst.verdagen_tot == d("2026-12-28")
    assert uitkomst.aangekondigde_dag == d("2027-02-01")


@pytest.mark.parametrize(
    ("regel", "aangekondigd_op", "nieuwe_dag", "code"),
    [
        (
            Beslisregel(weken=8, verdaging_toegestaan=True, verdaging_max_weken=4),
            "2026-11-20",
            "2026-12-29",
            "te_lang",
        ),
        (Beslisregel(weken=8, verdaging_toegestaan=True), "2026-12-01", "2026-12-29", "te_laat"),
        (Beslisregel(), "2026-12-01", "2026-12-29", "te_laat"),
        (Beslisregel(), "2026-11-20", "2026-11-30", "niet_later"),
    ],
)
def test_a_postponement_the_law_does_not_give_is_refused(regel, aangekondigd_op, nieuwe_dag, code):
    verdaging = Verdaging(d(aangekondigd_op), d(nieuwe_dag))

    with pytest.raises(DomeinFout) as fout:
        controleer_verdaging(reken(regel=regel), regel, verdaging)

    assert fout.value.code == f"termijn.verdaging_{code}"


def test_a_postponement_the_law_gives_is_not_refused():
    regel = Beslisregel(weken=8, verdaging_toegestaan=True, verdaging_max_weken=4)

    controleer_verdaging(reken(regel=regel), regel, Verdaging(d("2026-11-20"), d("2026-12-28")))
    controleer_verdaging(reken(), ACHT, Verdaging(d("2026-12-05"), d("2027-06-01")))  # a mere announcement


def test_a_regeling_cannot_name_both_weeks_and_a_day():
    with pytest.raises(ValueError, match="niet allebei"):
        Beslisregel(weken=8, vaste_dag=d("2026-12-31"))


def test_a_request_to_supplement_gives_its_dates():
    uitkomst = aanvulling(d("2026-10-26"), 12, d("2026-11-05"))

    assert uitkomst.uiterlijk == d("2026-11-09")  # the twelfth day is a Saturday
    assert uitkomst.niet_behandelen_tot == d("2026-12-03")
    assert uitkomst.opschorting == Opschorting(Grond.AANVULLING, d("2026-10-27"), d("2026-11-04"), d("2026-11-09"))
    assert uitkomst.stappen[3].toelichting == "Op tijd."


def test_a_supplement_that_comes_too_late_leaves_the_lapsed_date():
    uitkomst = aanvulling(d("2026-10-26"), 14, d("2026-11-10"))

    assert uitkomst.uiterlijk == d("2026-11-09")
    assert uitkomst.niet_behandelen_tot == d("2026-12-07")
    assert uitkomst.stappen[3].toelichting == "Te laat: het kon tot en met 9 november 2026."
    assert aanvulling(d("2026-10-26"), 14).niet_behandelen_tot == d("2026-12-07")


WEKEN = st.integers(1, 12)
EXTRA = st.dictionaries(DAGEN, st.just("extra"), max_size=10)


@st.composite
def perioden(draw):
    van = draw(DAGEN)
    return Opschorting(draw(st.sampled_from(Grond)), van, van + datetime.timedelta(days=draw(st.integers(0, 60))))


@given(DAGEN, WEKEN, EXTRA, st.lists(perioden(), max_size=4))
def test_the_term_never_ends_on_a_free_day(ontvangen, weken, vrij, opschortingen):
    uitkomst = beslistermijn(
        ontvangen=ontvangen,
        peildatum=ontvangen,
        regel=Beslisregel(weken=weken),
        opschortingen=opschortingen,
        vrij=vrij,
    )

    assert is_werkdag(uitkomst.wettelijke_dag, vrij)


@given(DAGEN, DAGEN, WEKEN, EXTRA)
def test_an_application_received_later_is_never_due_earlier(een, ander, weken, vrij):
    eerder, later = sorted([een, ander])
    regel = Beslisregel(weken=weken)

    assert (
        beslistermijn(ontvangen=eerder, peildatum=eerder, regel=regel, vrij=vrij).wettelijke_dag
        <= beslistermijn(ontvangen=later, peildatum=later, regel=regel, vrij=vrij).wettelijke_dag
    )


@given(DAGEN, st.integers(13, 30), st.lists(st.tuples(st.integers(1, 80), st.integers(1, 30)), max_size=5))
def test_suspended_days_add_exactly(ontvangen, weken, stukken):
    """More than twelve weeks, so that no weekend blurs the count; all periods start while the term runs."""
    opschortingen = [
        Opschorting(
            Grond.VERTRAGING,
            ontvangen + datetime.timedelta(days=van),
            ontvangen + datetime.timedelta(days=van + lengte - 1),
        )
        for van, lengte in stukken
    ]
    dagen = {van + n for van, lengte in stukken for n in range(lengte)}

    uitkomst = beslistermijn(
        ontvangen=ontvangen, peildatum=ontvangen, regel=Beslisregel(weken=weken), opschortingen=opschortingen
    )

    assert uitkomst.opgeschort == len(dagen)
    assert uitkomst.wettelijke_dag == ontvangen + datetime.timedelta(weeks=weken, days=len(dagen))


@given(DAGEN, WEKEN, st.lists(perioden(), max_size=4), perioden())
def test_one_more_suspension_never_makes_the_term_shorter(ontvangen, weken, opschortingen, erbij):
    def einde(lijst):
        return beslistermijn(
            ontvangen=ontvangen, peildatum=ontvangen, regel=Beslisregel(weken=weken), opschortingen=lijst
        ).wettelijke_dag

    assert einde([*opschortingen, erbij]) >= einde(opschortingen)
