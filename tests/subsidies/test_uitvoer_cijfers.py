"""The figures of a table, on dossiers in memory."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.geld import NUL
from subsidies.dossier import Deel
from subsidies.uitvoer.cijfers import Gaten, Tafelcijfers, aandelen, kort_opgesomd, tafelcijfers
from tests.subsidies.dossiers import JAREN, euro, maak_aanbod, maak_deel, maak_dossier, maak_kader, maak_post

KLEIN = euro(50000)
BEDRAGEN = st.decimals(min_value=0, max_value=9_999_999, places=2)


def cijfers(*delen: Deel, **velden: object) -> Tafelcijfers:
    return tafelcijfers(maak_dossier(*delen), **{"klein_tot": KLEIN, "verleend": {}, "opmerkingen": {}} | velden)


def vragend(bedrag: int | str, pk: int = 1, **velden: object) -> Deel:
    return maak_deel(f"Organisatie {pk}", **{"pk": pk, "organisatie_id": pk, "posten": [maak_post(bedrag)]} | velden)


# --- shares ---


@pytest.mark.parametrize(
    ("bedragen", "verwacht"),
    [
        (["1", "1", "1"], ["33.4", "33.3", "33.3"]),  # the tenth left goes to the first of equal losses
        (["2", "1"], ["66.7", "33.3"]),
        (["10", "0"], ["100.0", "0.0"]),
        (["0.01", "9999.99"], ["0.0", "100.0"]),
    ],
)
def test_shares_have_one_decimal_and_the_rest_goes_to_the_largest_remainder(
    bedragen: list[str], verwacht: list[str]
) -> None:
    assert aandelen([Decimal(bedrag) for bedrag in bedragen]) == [Decimal(aandeel) for aandeel in verwacht]


@pytest.mark.parametrize("bedragen", [[], ["0", "0"], ["5", "-1"]])
def test_without_anything_to_share_nobody_has_a_share(bedragen: list[str]) -> None:
    assert aandelen([Decimal(bedrag) for bedrag in bedragen]) == [None] * len(bedragen)


@given(st.lists(BEDRAGEN, min_size=1, max_size=20).filter(any))
def test_shares_add_up_to_exactly_100_and_are_less_than_a_tenth_off(bedragen: list[Decimal]) -> None:
    uitkomst = [aandeel for aandeel in aandelen(bedragen) if aandeel is not None]

    assert sum(uitkomst) == 100
    for bedrag, aandeel in zip(bedragen, uitkomst, strict=True):
        assert abs(aandeel - bedrag * 100 / sum(bedragen)) < Decimal("0.1")


# --- per participant ---


def test_the_difference_is_the_first_year_against_what_was_filled_in_or_else_what_we_granted() -> None:
    uitkomst = cijfers(
        vragend(1000, 1, vorig_jaar=euro(800)),
        vragend(1000, 2),
        vragend(1000, 3),
        verleend={1: euro(1), 2: euro(1200)},
    )

    assert [regel.verschil for regel in uitkomst.regels] == [euro(200), euro(-200), None]
    assert (uitkomst.vorig_jaar, uitkomst.verschil) == (None, None)


def test_the_difference_of_all_together_is_known_when_everybodys_is() -> None:
    uitkomst = cijfers(vragend(1000, 1, vorig_jaar=euro(800)), vragend(1000, 2), verleend={2: euro(1500)})

    assert (uitkomst.vorig_jaar, uitkomst.verschil) == (euro(2300), euro(-300))


def test_wages_are_a_share_of_the_costs_not_of_what_is_asked() -> None:
    deel = vragend(0, posten=[maak_post(750), maak_post(250, "huisvesting"), maak_post(500, "eigen")])

    uitkomst = cijfers(deel)

    assert uitkomst.regels[0].loonaandeel == Decimal("75.0")
    assert uitkomst.loonaandeel == Decimal("75.0")


def test_money_of_others_that_depends_on_the_grant_is_part_of_all_money_of_others() -> None:
    deel = vragend(0, posten=[maak_post(1000), maak_post(100, "anderen"), maak_post(300, "afhankelijk")])

    uitkomst = cijfers(deel, vragend(400, 2))

    assert (uitkomst.regels[0].anderen.samen, uitkomst.regels[0].anderen.afhankelijk) == (euro(800), euro(600))
    assert (uitkomst.anderen.samen, uitkomst.anderen.afhankelijk) == (euro(800), euro(600))
    assert uitkomst.afhankelijk_per_euro == euro("0.30")  # 600 of 1.200 and 800 asked


def test_when_nothing_is_asked_nothing_goes_with_a_euro() -> None:
    assert cijfers(vragend(0)).afhankelijk_per_euro is None


@pytest.mark.parametrize(
    ("per_jaar", "klein"),
    [
        ((50000, 50000), True),
        ((50000, "50000.01"), False),
        ((100, 50001), False),
        ((0, 0), False),
    ],
)
def test_small_is_who_asks_something_and_in_no_year_more_than_the_bound(
    per_jaar: tuple[int | str, int | str], klein: bool
) -> None:
    post = maak_post(bedragen={jaar: euro(bedrag) for jaar, bedrag in zip(JAREN, per_jaar, strict=True)})

    assert cijfers(vragend(0, posten=[post])).regels[0].klein is klein


def test_the_share_of_the_money_that_goes_to_small_organisations() -> None:
    uitkomst = cijfers(vragend(50000, 1), vragend(150000, 2))

    assert (uitkomst.naar_kleine, uitkomst.aandeel_kleine) == (euro(100000), Decimal("25.0"))
    assert [regel.deel.pk for regel in uitkomst.kleine] == [1]


@given(st.lists(BEDRAGEN, min_size=1, max_size=12), BEDRAGEN)
def test_small_and_large_together_are_all_that_is_asked(bedragen: list[Decimal], grens: Decimal) -> None:
    uitkomst = cijfers(*(vragend(str(bedrag), nummer) for nummer, bedrag in enumerate(bedragen)), klein_tot=grens)

    grote = [regel.deel.gevraagd_totaal for regel in uitkomst.regels if not regel.klein]
    assert uitkomst.naar_kleine + sum(grote, NUL) == uitkomst.dossier.gevraagd_totaal


# --- the table ---


def test_gaps_are_told_per_kind_in_the_order_of_the_call() -> None:
    dossier = maak_dossier(
        maak_deel(aanbod=[maak_aanbod(subdoelen=["Meedoen"], gebiedsopgaven=[], wettelijke_taken=[])]),
        kader=maak_kader(subdoelen=["Ontmoeten", "Meedoen", "Leren"]),
    )

    uitkomst = tafelcijfers(dossier, klein_tot=KLEIN, verleend={}, opmerkingen={})

    assert uitkomst.gaten == Gaten(["Ontmoeten", "Leren"], ["Elkaar zien"], ["Participatieverklaring"])
    assert uitkomst.gaten.aantal == 4


def test_the_ceiling_stands_beside_what_is_left_under_it() -> None:
    uitkomst = cijfers(vragend(6000))

    assert uitkomst.plafond == [(jaar, euro(5000), euro(-1000)) for jaar in JAREN]
    assert uitkomst.benut == Decimal("120.0")


def test_comments_and_missing_akkoorden_are_told_per_participant() -> None:
    uitkomst = cijfers(vragend(10, 1), vragend(10, 2, akkoord=None), opmerkingen={2: 3})

    assert [regel.opmerkingen for regel in uitkomst.regels] == [0, 3]
    assert uitkomst.zonder_akkoord == ["Organisatie 2"]


@pytest.mark.parametrize(
    ("namen", "verwacht"),
    [
        ([], ""),
        (["een", "twee"], "een; twee"),
        (["een", "twee", "drie", "vier"], "een; twee; en nog 2"),
        (["precies8", "meer dan acht"], "precies8; meer da…"),
    ],
)
def test_a_list_of_names_is_cut_off_and_says_how_many_more_there_are(namen: list[str], verwacht: str) -> None:
    assert kort_opgesomd(namen, hoogstens=2, tekens=8) == verwacht
