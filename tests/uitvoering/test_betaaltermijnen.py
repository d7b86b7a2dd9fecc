"""The rule of instalments: what is fixed stays, and all of it adds up to what is due."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from kern.geld import NUL
from regelingen.parameters import SLEUTELS, Parameters
from regelingen.waarden import AANDELEN
from regelingen.zaad import WAARDEN
from subsidies.regels.betaalschema import voorschotten
from uitvoering.regels.betaaltermijnen import Jaarschema, Termijn, jaarschema

BESLOTEN = datetime.date(2026, 11, 20)
STANDAARD = Parameters(**{sleutel: SLEUTELS[sleutel].soort.lees(tekst) for sleutel, tekst in WAARDEN.items()})
BUITEN = st.integers(-1000_00, 1000_00).map(lambda cent: Decimal(cent).scaleb(-2))
BEDRAGEN = st.integers(0, 50_000_00).map(lambda cent: Decimal(cent).scaleb(-2))


def d(bedrag: str | int) -> Decimal:
    return Decimal(bedrag).quantize(Decimal("0.01"))


def met(**waarden: object) -> Parameters:
    return dataclasses.replace(STANDAARD, **waarden)


def schema(
    recht: Decimal,
    nu: list[Termijn],
    *,
    vastgesteld: bool = False,
    regels: Parameters = STANDAARD,
    buiten: Decimal = NUL,
) -> Jaarschema:
    return jaarschema(
        jaar=2027,
        recht=recht,
        vastgesteld=vastgesteld,
        besloten=BESLOTEN,
        parameters=regels,
        nu=nu,
        buiten=buiten,
    )


def bedragen(uitkomst: Jaarschema) -> list[Decimal]:
    return [termijn.bedrag for termijn in uitkomst.termijnen]


def vast(uitkomst: Jaarschema, *nummers: int) -> list[Termijn]:
    return [dataclasses.replace(termijn, vast=termijn.volgnummer in nummers) for termijn in uitkomst.termijnen]


def test_a_grant_is_paid_in_equal_parts_on_the_days_of_the_regeling():
    uitkomst = schema(d("60000.01"), [])

    assert bedragen(uitkomst) == [d("15000.01"), d(15000), d(15000), d(15000)]
    assert [f"{termijn.dag:%d-%m-%Y}" for termijn in uitkomst.termijnen] == [
        "15-01-2027",
        "15-04-2027",
        "15-07-2027",
        "15-10-2027",
    ]
    assert uitkomst.te_veel == NUL


def test_a_small_grant_is_paid_at_once():
    assert voorschotten(d(5000), STANDAARD) == (d(5000), NUL, NUL, NUL)
    assert voorschotten(d("5000.01"), STANDAARD)[1] == d(1250)


def test_what_the_percentages_leave_waits_for_the_settlement():
    regels = met(voorschot_percentages=(d(40), d(30), d(20), d(0)))

    lopend = schema(d(10000), [], regels=regels)
    na = schema(d(9500), vast(lopend, 1, 2, 3), vastgesteld=True, regels=regels)

    assert bedragen(lopend) == [d(4000), d(3000), d(2000), d(0)]
    assert bedragen(na) == [d(4000), d(3000), d(2000), d(0), d(500)]
    assert na.termijnen[-1].dag == datetime.date(2027, 1, 1)  # six weeks after the decision (Awb 4:87)


def test_percentages_that_do_not_fit_the_days_are_equal_parts():
    assert voorschotten(d(8000), met(voorschot_percentages=(d(50), d(50)))) == (d(2000),) * 4


def test_less_money_is_taken_from_the_open_instalments():
    betaald = vast(schema(d(12000), []), 1)

    uitkomst = schema(d(9000), betaald)

    assert bedragen(uitkomst) == [d(3000), d(2000), d(2000), d(2000)]
    assert uitkomst.te_veel == NUL


def test_more_money_after_the_last_advance_is_an_instalment_of_its_own():
    betaald = vast(schema(d(12000), []), 1, 2, 3, 4)

    uitkomst = schema(d(13000), betaald)
    weer = schema(d(13500), vast(uitkomst, 1, 2, 3, 4))
    na_betaling = schema(d(14000), vast(weer, 1, 2, 3, 4, 5))

    assert bedragen(uitkomst)[4:] == [d(1000)]
    assert bedragen(weer)[4:] == [d(1500)]
    assert bedragen(na_betaling)[4:] == [d(1500), d(500)]


def test_what_was_paid_too_much_is_shown_and_nothing_is_open():
    betaald = vast(schema(d(12000), []), 1, 2)

    uitkomst = schema(d(4000), betaald, vastgesteld=True)

    assert bedragen(uitkomst) == [d(3000), d(3000), d(0), d(0)]
    assert uitkomst.te_veel == d(2000)


def test_what_was_kept_for_another_year_is_not_paid_again():
    betaald = vast(schema(d(12000), []), 1)

    uitkomst = schema(d(12000), betaald, buiten=d(1500))

    assert bedragen(uitkomst) == [d(3000), d(2500), d(2500), d(2500)]


def test_what_came_back_is_due_again_when_the_grant_rises():
    terug = vast(schema(d(12000), []), 1, 2, 3, 4)

    uitkomst = schema(d(11000), terug, vastgesteld=True, buiten=d(-2000))

    assert bedragen(uitkomst)[4:] == [d(1000)]


def test_a_day_that_a_year_does_not_have_is_the_day_before():
    [termijn] = schema(d(100), [], regels=met(voorschot_dagen=("02-29",))).termijnen

    assert termijn.dag == datetime.date(2027, 2, 28)


@st.composite
def regelingen(draw: st.DrawFn) -> Parameters:
    dagen = draw(st.sampled_from([("01-15",), ("01-15", "07-15"), ("01-15", "04-15", "07-15", "10-15")]))
    aandelen = draw(
        st.lists(st.integers(0, 100), min_size=len(dagen), max_size=len(dagen)).filter(lambda x: 0 < sum(x) <= 100)
        | st.just([])
    )
    return met(
        voorschot_dagen=dagen,
        voorschot_percentages=tuple(map(Decimal, aandelen)),
        betaling_ineens_tot=draw(st.sampled_from([NUL, d(5000)])),
    )


@given(
    regels=regelingen(),
    leven=st.lists(st.tuples(BEDRAGEN, st.sets(st.integers(1, 8)), BUITEN), min_size=1, max_size=8),
    einde=BEDRAGEN,
)
def test_in_every_life_of_a_grant_fixed_and_open_are_what_is_due(regels, leven, einde):
    """Amounts change, some instalments are paid in between, at last the year is settled."""
    nu: list[Termijn] = []
    for nummer, (recht, betaald, buiten) in enumerate([*leven, (einde, set(), NUL)]):
        vastgesteld = nummer == len(leven)
        uitkomst = schema(recht, nu, vastgesteld=vastgesteld, regels=regels, buiten=buiten)

        verschuldigd = recht if vastgesteld else sum(voorschotten(recht, regels), NUL)
        al_vast = [termijn for termijn in nu if termijn.vast]
        assert [termijn for termijn in uitkomst.termijnen if termijn.vast] == al_vast
        assert {termijn.volgnummer for termijn in nu} <= {termijn.volgnummer for termijn in uitkomst.termijnen}
        assert sum(bedragen(uitkomst), buiten) == verschuldigd + uitkomst.te_veel
        assert uitkomst.te_veel == max(NUL, sum((t.bedrag for t in al_vast), buiten) - verschuldigd)
        assert all(termijn.bedrag >= NUL for termijn in uitkomst.termijnen)
        weer = schema(recht, list(uitkomst.termijnen), vastgesteld=vastgesteld, regels=regels, buiten=buiten)
        assert weer == uitkomst
        nu = [
            dataclasses.replace(t, vast=t.vast or (t.volgnummer in betaald and t.bedrag > NUL))
            for t in uitkomst.termijnen
        ]


@given(recht=BEDRAGEN, regels=regelingen())
def test_the_letter_never_promises_more_than_the_grant(recht, regels):
    delen = voorschotten(recht, regels)

    assert len(delen) == len(regels.voorschot_dagen)
    assert NUL <= sum(delen, NUL) <= recht


@pytest.mark.parametrize(
    ("tekst", "aandelen", "getoond"),
    [
        ("gelijk", (), "gelijke delen"),
        ("40; 30; 20", (40, 30, 20), "40%, 30%, 20%"),
        ("33,5 66.5", (33.5, 66.5), "33,5%, 66,5%"),
    ],
)
def test_shares_are_read_shown_and_written_back(tekst, aandelen, getoond):
    gelezen = AANDELEN.lees(tekst)

    assert gelezen == tuple(Decimal(str(aandeel)) for aandeel in aandelen)
    assert AANDELEN.toon(gelezen) == getoond
    assert AANDELEN.lees(AANDELEN.schrijf(gelezen)) == gelezen


@pytest.mark.parametrize("tekst", ["60; 50", "0", "veel", "-10; 20", ""])
def test_shares_above_the_whole_or_no_numbers_are_refused(tekst):
    with pytest.raises(DomeinFout) as fout:
        AANDELEN.lees(tekst)

    assert fout.value.code == "parameter.waarde"
