"""kern.termijnen: recognised days, lengths, extension, objection."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.termijnen.bezwaar import bezwaar_op_tijd, bezwaartermijn
from kern.termijnen.dagen import feestdagen, is_werkdag, waarom_vrij
from kern.termijnen.stappen import amsterdam_dag, dag_en_datum, datum
from kern.termijnen.verlenging import Duur, Eenheid, termijn, terug, verleng

DAGEN = st.dates(datetime.date(2018, 1, 1), datetime.date(2040, 12, 31))
EXTRA = st.dictionaries(DAGEN, st.just("extra vrije dag"), max_size=20)
DUREN = st.builds(Duur, st.integers(1, 100), st.sampled_from(Eenheid))


def d(tekst):
    return datetime.date.fromisoformat(tekst)


@pytest.mark.parametrize(
    ("verzonden", "laatste_dag"),
    [
        ("2026-02-20", "2026-04-07"),  # Good Friday, Easter, Easter Monday
        ("2026-03-20", "2026-05-01"),
        ("2026-03-24", "2026-05-06"),  # 5 May counts every year
        ("2026-11-13", "2026-12-28"),  # Christmas and a weekend
        ("2027-02-12", "2027-03-30"),  # Good Friday to Easter Monday
        ("2026-11-20", "2027-01-04"),  # the model letter
        ("2026-11-16", "2026-12-28"),
        ("2026-03-16", "2026-04-28"),  # King's day
        ("2026-04-02", "2026-05-15"),  # Ascension day
        ("2024-01-18", "2024-02-29"),  # leap day
    ],
)
def test_objection_ends_six_weeks_after_sending_and_never_on_a_free_day(verzonden, laatste_dag):
    uitkomst = bezwaartermijn(d(verzonden))

    assert uitkomst.laatste_dag == d(laatste_dag)
    assert uitkomst.eerste_dag == d(verzonden) + datetime.timedelta(days=1)
    assert uitkomst.stappen[-1].tekst == "Laatste dag voor bezwaar"
    assert uitkomst.stappen[-1].uitkomst == d(laatste_dag)


def test_the_objection_term_explains_itself():
    stappen = bezwaartermijn(d("2026-11-20")).stappen

    assert [(stap.tekst, stap.uitkomst, stap.artikel) for stap in stappen] == [
        ("Besluit verzonden", d("2026-11-20"), "Awb 3:41"),
        ("6 weken", d("2027-01-01"), "Awb 6:7"),
        ("Weekend of feestdag?", d("2027-01-04"), "Algemene termijnenwet 1"),
        ("Laatste dag voor bezwaar", d("2027-01-04"), "Awb 6:7 en 6:8"),
    ]
    assert stappen[2].dagen == 3
    assert stappen[2].toelichting == (
        "1 januari 2027 is Nieuwjaarsdag: de termijn loopt door tot en met maandag 4 januari 2027."
    )


def test_an_extra_recognised_day_moves_the_end():
    vrij = {d("2026-05-15"): "Dag na Hemelvaart"}

    assert bezwaartermijn(d("2026-04-02")).laatste_dag == d("2026-05-15")
    assert bezwaartermijn(d("2026-04-02"), vrij).laatste_dag == d("2026-05-18")


@pytest.mark.parametrize(
    ("ontvangen", "gepost", "op_tijd"),
    [
        ("2027-01-04", None, True),
        ("2027-01-05", None, False),
        ("2027-01-05", "2027-01-04", True),
        ("2027-01-11", "2027-01-04", True),
        ("2027-01-12", "2027-01-04", False),
        ("2027-01-06", "2027-01-05", False),
    ],
)
def test_an_objection_is_in_time_when_received_or_posted_in_time(ontvangen, gepost, op_tijd):
    uitkomst = bezwaar_op_tijd(d("2027-01-04"), d(ontvangen), gepost=gepost and d(gepost))

    assert uitkomst.op_tijd is op_tijd


@pytest.mark.parametrize("jaar", range(2018, 2041))
def test_the_recognised_days_are_those_of_the_law(jaar):
    dagen = feestdagen(jaar)
    namen = set(dagen.values())

    assert len(dagen) in {11, 12}  # Ascension day may fall on 5 May
    assert datetime.date(jaar, 5, 5) in dagen
    assert {"Nieuwjaarsdag", "Goede vrijdag", "Tweede paasdag", "Koningsdag", "Tweede kerstdag"} <= namen
    assert is_werkdag(datetime.date(jaar, 12, 31)) == (datetime.date(jaar, 12, 31).weekday() < 5)


def test_a_free_day_says_why():
    assert waarom_vrij(d("2026-04-03")) == "Goede vrijdag"
    assert waarom_vrij(d("2026-11-21")) == "een zaterdag"
    assert waarom_vrij(d("2026-11-22")) == "een zondag"
    assert waarom_vrij(d("2026-11-23")) == ""
    assert waarom_vrij(d("2026-11-23"), {d("2026-11-23"): "Stadsfeest"}) == "Stadsfeest"


@pytest.mark.parametrize(
    ("begin", "duur", "ongewijzigd", "laatste_dag"),
    [
        ("2026-08-08", Duur(12), "2026-10-31", "2026-11-02"),  # Saturday, just short enough to extend
        ("2026-08-08", Duur(13), "2026-11-07", "2026-11-07"),  # Saturday, but more than twelve weeks
        ("2026-08-02", Duur(90, Eenheid.DAGEN), "2026-10-31", "2026-11-02"),
        ("2026-08-01", Duur(91, Eenheid.DAGEN), "2026-10-31", "2026-10-31"),
        ("2026-07-31", Duur(3, Eenheid.MAANDEN), "2026-10-31", "2026-11-02"),
        ("2026-06-30", Duur(4, Eenheid.MAANDEN), "2026-10-30", "2026-10-30"),
        ("2026-01-31", Duur(1, Eenheid.MAANDEN), "2026-02-28", "2026-03-02"),  # no 31 February, then a Saturday
        ("2026-12-31", Duur(2, Eenheid.MAANDEN), "2027-02-28", "2027-03-01"),
        ("2026-11-19", Duur(4, Eenheid.DAGEN), "2026-11-23", "2026-11-23"),
    ],
)
def test_a_term_is_counted_and_extended_as_the_termijnenwet_says(begin, duur, ongewijzigd, laatste_dag):
    uitkomst = termijn(d(begin), duur)

    assert (uitkomst.ongewijzigd, uitkomst.laatste_dag) == (d(ongewijzigd), d(laatste_dag))


@pytest.mark.parametrize(
    ("begin", "dagen", "laatste_dag"),
    [
        ("2026-11-20", 3, "2026-11-24"),  # Saturday, Sunday, Monday: one working day, so Tuesday too
        ("2026-11-19", 3, "2026-11-23"),  # Friday, Saturday, Sunday → Monday is the second
        ("2026-11-20", 2, "2026-11-23"),  # too short for article 2: only article 1
        ("2026-12-24", 3, "2026-12-29"),  # Christmas and a weekend: Monday, Tuesday
    ],
)
def test_a_term_of_three_days_holds_two_working_days(begin, dagen, laatste_dag):
    assert termijn(d(begin), Duur(dagen, Eenheid.DAGEN)).laatste_dag == d(laatste_dag)


def test_a_term_counted_back_is_never_extended():
    uitkomst = terug(d("2026-12-05"), Duur(2))

    assert uitkomst.laatste_dag == d("2026-11-21")  # a Saturday
    assert uitkomst.stappen[-1].artikel == "Algemene termijnenwet 1 lid 2"
    assert uitkomst.stappen[-1].dagen == 0
    assert terug(d("2026-03-31"), Duur(1, Eenheid.MAANDEN)).laatste_dag == d("2026-02-28")
    assert terug(d("2026-03-01"), Duur(1, Eenheid.DAGEN)).laatste_dag == d("2026-02-28")


@given(DAGEN, DUREN, EXTRA)
def test_a_term_that_may_be_extended_never_ends_on_a_free_day(begin, duur, vrij):
    uitkomst = termijn(begin, duur, vrij)

    if duur.verlengbaar:
        assert is_werkdag(uitkomst.laatste_dag, vrij)
        assert uitkomst.laatste_dag >= uitkomst.ongewijzigd
    else:
        assert uitkomst.laatste_dag == uitkomst.ongewijzigd


@given(DAGEN, DAGEN, DUREN, EXTRA)
def test_a_later_start_never_gives_an_earlier_end(een, ander, duur, vrij):
    eerder, later = sorted([een, ander])

    assert termijn(eerder, duur, vrij).laatste_dag <= termijn(later, duur, vrij).laatste_dag


@given(DAGEN, EXTRA)
def test_extension_stops_at_the_first_working_day(einde, vrij):
    uitkomst = verleng(einde, vrij)

    ertussen = [einde + datetime.timedelta(days=n) for n in range((uitkomst - einde).days)]
    assert is_werkdag(uitkomst, vrij)
    assert not any(is_werkdag(dag, vrij) for dag in ertussen)


@given(DAGEN, DUREN)
def test_every_step_reads_as_a_dutch_line_with_an_outcome(begin, duur):
    for stap in termijn(begin, duur).stappen:
        assert stap.tekst
        assert stap.uitkomst is not None
        assert stap.toelichting.endswith(".")


def test_a_term_of_nothing_is_refused():
    with pytest.raises(ValueError, match="ten minste 1"):
        Duur(0)


@pytest.mark.parametrize(
    ("tijdstip", "dag"),
    [
        ("2026-11-20T22:59:59+00:00", "2026-11-20"),
        ("2026-11-20T23:00:00+00:00", "2026-11-21"),  # winter: one hour ahead
        ("2026-07-20T22:00:00+00:00", "2026-07-21"),  # summer: two
        ("2026-11-21T00:30:00+05:00", "2026-11-20"),
    ],
)
def test_the_day_is_the_one_on_the_calendar_in_amsterdam(tijdstip, dag):
    assert amsterdam_dag(datetime.datetime.fromisoformat(tijdstip)) == d(dag)


def test_a_moment_without_a_time_zone_is_no_moment():
    with pytest.raises(ValueError, match="tijdzone"):
        amsterdam_dag(datetime.datetime(2026, 11, 20))  # noqa: DTZ001  (that is the point)


def test_dates_are_written_in_dutch_on_any_machine():
    assert datum(d("2026-08-01")) == "1 augustus 2026"
    assert dag_en_datum(d("2026-11-20")) == "vrijdag 20 november 2026"
