"""kern.termijnen.dwangsom (Awb 4:17) and kern.termijnen.storing (Awb 2:21)."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.termijnen.dwangsom import TARIEF_2019, GeenDwangsom, dwangsom
from kern.termijnen.storing import Storing, ontvangst


def d(tekst):
    return datetime.date.fromisoformat(tekst)


def t(tekst):
    return datetime.datetime.fromisoformat(tekst)


def reken(peildatum="2027-03-01", **rest):
    """Due 30 November 2026, notice of default received Tuesday 1 December: two weeks end on Tuesday the 15th."""
    feiten = {"wettelijke_dag": d("2026-11-30"), "in_gebreke_gesteld": d("2026-12-01"), "peildatum": d(peildatum)}
    return dwangsom(**(feiten | rest))


@pytest.mark.parametrize(
    ("dagen", "bedrag"),
    [
        (0, "0.00"),
        (1, "23.00"),
        (14, "322.00"),
        (15, "357.00"),
        (28, "812.00"),
        (29, "857.00"),
        (42, "1442.00"),
        (43, "1442.00"),
        (400, "1442.00"),
    ],
)
def test_the_penalty_rises_in_three_steps_to_its_maximum(dagen, bedrag):
    bekend = d("2026-12-16") + datetime.timedelta(days=dagen)

    uitkomst = reken("2028-12-31", besluit_bekend=bekend)

    assert uitkomst.eerste_dag == d("2026-12-16")
    assert uitkomst.bedrag == Decimal(bedrag)
    assert uitkomst.dagen == min(dagen, 42)


def test_the_penalty_grows_with_the_day_of_reckoning_while_nothing_is_decided():
    assert reken("2026-12-15").bedrag == Decimal("0.00")
    assert reken("2026-12-16").bedrag == Decimal("23.00")
    assert reken("2026-12-17").bedrag == Decimal("46.00")
    assert reken("2026-12-17").vaststellen_uiterlijk is None
    assert reken("2027-01-26").dagen == 42
    assert reken("2027-01-27").bedrag == Decimal("1442.00")


def test_the_decision_on_the_penalty_is_due_two_weeks_after_its_last_day():
    assert reken("2027-03-01", besluit_bekend=d("2026-12-18")).vaststellen_uiterlijk == d("2026-12-31")
    assert reken("2027-03-01").vaststellen_uiterlijk == d("2027-02-09")  # last day 26 January


def test_the_two_weeks_run_past_a_weekend_or_holiday():
    uitkomst = reken(in_gebreke_gesteld=d("2026-12-11"))  # two weeks end on Christmas day, a Friday

    assert uitkomst.eerste_dag == d("2026-12-29")


@pytest.mark.parametrize("ontvangen", ["2026-11-30", "2026-11-01"])
def test_a_notice_of_default_that_comes_too_early_starts_nothing(ontvangen):
    uitkomst = reken(in_gebreke_gesteld=d(ontvangen), aanvragers=2)

    assert uitkomst.eerste_dag is None
    assert uitkomst.bedrag == Decimal("0.00")
    assert uitkomst.per_aanvrager == (Decimal("0.00"), Decimal("0.00"))
    assert uitkomst.stappen[-1].tekst == "Te vroeg"


@pytest.mark.parametrize("geen", GeenDwangsom)
def test_nothing_is_owed_on_the_grounds_of_the_sixth_lid(geen):
    uitkomst = reken(geen=geen)

    assert uitkomst.bedrag == Decimal("0.00")
    assert uitkomst.stappen[-1].artikel.startswith("Awb 4:17 lid 6")


def test_joint_applicants_share_alike_and_the_first_get_the_odd_cents():
    uitkomst = reken("2026-12-16", aanvragers=3)  # one day: 23 euro over three

    assert uitkomst.per_aanvrager == (Decimal("7.67"), Decimal("7.67"), Decimal("7.66"))
    assert reken(aanvragers=7).per_aanvrager == (Decimal("206.00"),) * 7


def test_the_penalty_explains_itself():
    uitkomst = reken("2027-01-10", besluit_bekend=d("2027-01-01"), aanvragers=2)

    assert [(stap.tekst, stap.uitkomst) for stap in uitkomst.stappen] == [
        ("Laatste dag voor het besluit", d("2026-11-30")),
        ("Ingebrekestelling ontvangen", d("2026-12-01")),
        ("2 weken", d("2026-12-15")),
        ("Weekend of feestdag?", d("2026-12-15")),
        ("Eerste dag van de dwangsom", d("2026-12-16")),
        ("16 dagen te laat: €\u00a0392,00", d("2026-12-31")),
        ("Gelijk verdeeld over 2 aanvragers: €\u00a0196,00", None),
        ("Uiterlijk besluit over de dwangsom", d("2027-01-14")),
    ]
    assert uitkomst.stappen[5].toelichting == "14 dagen van €\u00a023,00, 2 dagen van €\u00a035,00."


@given(st.integers(0, 100), st.integers(1, 12))
def test_the_shares_always_add_up_to_the_penalty(dagen, aanvragers):
    peildatum = d("2026-12-15") + datetime.timedelta(days=dagen)

    uitkomst = reken(peildatum.isoformat(), aanvragers=aanvragers)

    assert sum(uitkomst.per_aanvrager) == uitkomst.bedrag == TARIEF_2019.over(min(dagen, 42))


def test_an_application_without_applicants_is_a_mistake():
    with pytest.raises(ValueError, match="ten minste één"):
        reken(aanvragers=0)


AVOND = Storing(t("2026-10-01T20:00:00+02:00"), t("2026-10-01T22:00:00+02:00"))


@pytest.mark.parametrize(
    ("ontvangen", "storingen", "op_tijd", "verschoond", "tot_en_met"),
    [
        ("2026-10-01T23:59:59+02:00", [], True, False, "2026-10-01"),
        ("2026-10-02T00:00:00+02:00", [], False, False, "2026-10-01"),
        ("2026-10-02T09:00:00+02:00", [AVOND], False, True, "2026-10-02"),  # two hours given back: the next day
        ("2026-10-03T00:00:00+02:00", [AVOND], False, False, "2026-10-02"),
        ("2026-10-01T19:00:00+02:00", [AVOND], True, False, "2026-10-01"),
        (
            "2026-10-03T09:00:00+02:00",
            [Storing(t("2026-10-01T20:00:00+02:00"), t("2026-10-03T08:00:00+02:00"))],
            False,
            True,
            "2026-10-03",
        ),  # open again on the 3rd at 8: four hours back
        (
            "2026-10-02T09:00:00+02:00",
            [Storing(t("2026-10-02T01:00:00+02:00"), t("2026-10-02T08:00:00+02:00"))],
            False,
            False,
            "2026-10-01",
        ),  # an outage after the end excuses nothing
        (
            "2026-10-05T09:00:00+02:00",
            [
                AVOND,
                Storing(t("2026-09-29T00:00:00+02:00"), t("2026-10-01T00:00:00+02:00")),
                Storing(t("2026-10-01T21:00:00+02:00"), t("2026-10-01T23:00:00+02:00")),
            ],
            False,
            False,
            "2026-10-04",
        ),
    ],
)
def test_an_outage_gives_the_sender_the_lost_time_back(ontvangen, storingen, op_tijd, verschoond, tot_en_met):
    uitkomst = ontvangst(d("2026-10-01"), t(ontvangen), storingen)

    assert (uitkomst.op_tijd, uitkomst.verschoond, uitkomst.tot_en_met) == (op_tijd, verschoond, d(tot_en_met))
    assert uitkomst.telt_mee is (op_tijd or verschoond)


def test_only_an_outage_within_the_term_counts():
    vroeger = [Storing(t("2026-08-01T20:00:00+02:00"), t("2026-08-02T20:00:00+02:00"))]

    assert ontvangst(d("2026-10-01"), t("2026-10-02T12:00:00+02:00"), vroeger).verschoond
    assert not ontvangst(d("2026-10-01"), t("2026-10-02T12:00:00+02:00"), vroeger, begin=d("2026-09-01")).verschoond


def test_an_outage_that_still_lasts_excuses_what_came_another_way():
    storing = [Storing(t("2026-10-01T20:00:00+02:00"))]

    assert ontvangst(d("2026-10-01"), t("2026-10-05T12:00:00+02:00"), storing).verschoond


def test_an_outage_has_aware_moments_in_order():
    with pytest.raises(ValueError, match="tijdzone"):
        Storing(datetime.datetime(2026, 10, 1))  # noqa: DTZ001  (that is the point)
    with pytest.raises(ValueError, match="voor haar begin"):
        Storing(t("2026-10-01T20:00:00+02:00"), t("2026-10-01T19:00:00+02:00"))
