"""kern.termijnen.bezwaarbeslissing: the term to decide on an objection (Awb 7:10)."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.termijnen.bezwaarbeslissing import bezwaarbeslissing
from kern.termijnen.dagen import is_werkdag
from kern.termijnen.opschorting import opschorting_aanvulling

DAGEN = st.dates(datetime.date(2018, 1, 1), datetime.date(2040, 12, 31))


def d(tekst):
    return datetime.date.fromisoformat(tekst)


def beslissing(tot, **anders):
    return bezwaarbeslissing(**{"bezwaartermijn_tot": d(tot), "ontvangen": d(tot), "peildatum": d(tot)} | anders)


@pytest.mark.parametrize(
    ("tot", "commissie", "verdaagd", "laatste_dag"),
    [
        ("2027-01-04", False, None, "2027-02-15"),
        ("2027-01-04", True, None, "2027-03-30"),  # 12 weeks end on Easter Monday
        ("2027-01-04", False, "2027-02-15", "2027-03-30"),  # six weeks more, then Easter Monday
        ("2027-01-04", False, "2027-02-16", "2027-02-15"),  # told too late: it no longer helps
        ("2027-01-04", True, "2027-03-01", "2027-05-10"),
        ("2026-11-13", False, None, "2026-12-28"),  # Christmas Day, Boxing Day, Sunday
        ("2026-03-25", False, None, "2026-05-06"),
        ("2026-03-24", False, None, "2026-05-06"),  # Liberation Day counts every year
        ("2026-04-02", False, None, "2026-05-15"),  # Ascension Day
    ],
)
def test_six_weeks_or_twelve_with_a_committee_and_six_more_once(tot, commissie, verdaagd, laatste_dag):
    uitkomst = beslissing(tot, met_commissie=commissie, verdaagd_op=d(verdaagd) if verdaagd else None)

    assert uitkomst.laatste_dag == d(laatste_dag)
    assert uitkomst.stappen[-1].uitkomst == d(laatste_dag)


def test_an_extra_recognised_day_moves_the_end():
    vrij = {d("2027-02-15"): "Een vrije dag"}

    assert beslissing("2027-01-04", vrij=vrij).laatste_dag == d("2027-02-16")


def test_an_objection_that_came_early_is_decided_after_the_objection_term_all_the_same():
    assert beslissing("2027-01-04", ontvangen=d("2026-12-01")).laatste_dag == d("2027-02-15")


def test_for_a_late_objection_the_term_starts_at_receipt():
    uitkomst = beslissing("2027-01-04", ontvangen=d("2027-06-01"))

    assert (uitkomst.begin, uitkomst.laatste_dag) == (d("2027-06-01"), d("2027-07-13"))
    assert uitkomst.stappen[1].tekst == "Bezwaar ontvangen"


@pytest.mark.parametrize(
    ("hersteld", "dagen", "laatste_dag"),
    [
        ("2027-01-21", 9, "2027-02-24"),  # asked on the 11th: the 12th to the 20th stand still
        (None, 14, "2027-03-01"),  # lapsed unused on the 25th
    ],
)
def test_asking_for_grounds_stops_the_clock(hersteld, dagen, laatste_dag):
    stilte = opschorting_aanvulling(d("2027-01-11"), d("2027-01-25"), d(hersteld) if hersteld else None)

    uitkomst = beslissing("2027-01-04", opschortingen=[stilte], peildatum=d("2027-02-01"))

    assert (uitkomst.opgeschort, uitkomst.laatste_dag, uitkomst.staat_stil) == (dagen, d(laatste_dag), False)
    assert uitkomst.stappen[2].artikel == "Awb 7:10 lid 2"


def test_only_what_stands_still_within_the_term_counts():
    stilte = opschorting_aanvulling(d("2026-12-20"), d("2027-01-06"))

    assert beslissing("2027-01-04", opschortingen=[stilte], peildatum=d("2027-02-01")).opgeschort == 2


def test_while_the_clock_stands_still_the_last_day_moves_on():
    stilte = opschorting_aanvulling(d("2027-01-11"), d("2027-01-25"))

    woensdag = beslissing("2027-01-04", opschortingen=[stilte], peildatum=d("2027-01-13"))
    donderdag = beslissing("2027-01-04", opschortingen=[stilte], peildatum=d("2027-01-14"))

    assert (woensdag.staat_stil, donderdag.staat_stil) == (True, True)
    assert (woensdag.laatste_dag, donderdag.laatste_dag) == (d("2027-02-17"), d("2027-02-18"))


def test_those_concerned_may_agree_to_a_later_day():
    assert beslissing("2027-01-04", uitstel_tot=d("2027-04-30")).laatste_dag == d("2027-04-30")
    assert beslissing("2027-01-04", uitstel_tot=d("2027-02-01")).laatste_dag == d("2027-02-15")


def test_the_term_explains_itself():
    stappen = beslissing("2027-01-04", verdaagd_op=d("2027-02-10")).stappen

    assert [(stap.tekst, stap.uitkomst, stap.artikel) for stap in stappen] == [
        ("Bezwaar maken kon tot en met", d("2027-01-04"), "Awb 7:10 lid 1"),
        ("6 weken om te beslissen", d("2027-02-15"), "Awb 7:10 lid 1"),
        ("6 weken verdaagd", d("2027-03-29"), "Awb 7:10 lid 3"),
        ("Weekend of feestdag?", d("2027-03-30"), "Algemene termijnenwet 1"),
        ("Laatste dag voor de beslissing op bezwaar", d("2027-03-30"), "Awb 7:10"),
    ]


@given(tot=DAGEN, ontvangen=DAGEN, commissie=st.booleans(), verdaagd=st.booleans())
def test_the_term_never_ends_on_a_free_day_and_more_time_never_ends_it_sooner(tot, ontvangen, commissie, verdaagd):
    def tot_wanneer(met_commissie, verdaagd_op):
        return bezwaarbeslissing(
            bezwaartermijn_tot=tot,
            ontvangen=ontvangen,
            peildatum=tot,
            met_commissie=met_commissie,
            verdaagd_op=verdaagd_op,
        ).laatste_dag

    uiterlijk = tot_wanneer(commissie, tot if verdaagd else None)

    assert is_werkdag(uiterlijk)
    assert uiterlijk >= tot_wanneer(False, None) >= max(tot, ontvangen) + datetime.timedelta(weeks=6)
