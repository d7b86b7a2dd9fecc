"""The rules under the officer's pages: what is likely, what to expect, what if, and what to look into."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overzichten.regels.benutting import Benutting, Dekkingslijn, Teken, Waarschijnlijk, per_doel, spreid
from overzichten.regels.benutting_prognose import Eerder, Prognosefeiten, prognose
from overzichten.regels.benutting_wat_als import Post, reken_door
from overzichten.regels.organisatiebeeld import Feiten, begin_steunjaren, langste_reeks, vlaggen
from regelingen.parameters import SLEUTELS, Parameters
from regelingen.zaad import LATER, WAARDEN

NUL = Decimal("0.00")
VANDAAG = datetime.date(2026, 11, 20)
NU = {sleutel: waarde for sleutel, waarde, *_ in LATER}
REGELS = Parameters(**{sleutel: SLEUTELS[sleutel].soort.lees(waarde) for sleutel, waarde in (WAARDEN | NU).items()})
bedragen = st.decimals(0, 1000, places=2)


def benutting(verplicht: int, gereserveerd: int = 0, voorgesteld: int = 0, **anders: int) -> Benutting:
    velden = {veld: Decimal(waarde) for veld, waarde in anders.items()}
    return Benutting(
        ruimte=Decimal(1000),
        verplicht=Decimal(verplicht),
        gereserveerd=Decimal(gereserveerd),
        voorgesteld=Decimal(voorgesteld),
        grens=Decimal(90),
        **velden,
    )


@pytest.mark.parametrize(
    ("stand", "teken", "deel", "vrij"),
    [
        (benutting(0), Teken.RUIM, "0.0", 1000),
        (benutting(899), Teken.RUIM, "89.9", 101),
        (benutting(500, 400), Teken.BIJNA, "90.0", 100),
        (benutting(999), Teken.BIJNA, "99.9", 1),
        (benutting(1000), Teken.BEREIKT, "100.0", 0),
        (benutting(500, 100, 400), Teken.RUIM, "60.0", 0),
        (benutting(500, 100, 401), Teken.TEKORT, "60.0", -1),
        (benutting(180, plafond=200, onder_plafond=180), Teken.BIJNA, "90.0", 820),
        (benutting(200, plafond=200, onder_plafond=200), Teken.BEREIKT, "100.0", 800),
        (benutting(180, 0, 21, plafond=200, onder_plafond=180), Teken.TEKORT, "90.0", 799),
    ],
)
def test_the_nearest_bound_gives_the_sign(stand: Benutting, teken: Teken, deel: str, vrij: int) -> None:
    assert (stand.teken, stand.deel, stand.vrij) == (teken, Decimal(deel), Decimal(vrij))


def test_what_was_reserved_for_a_case_counts_once() -> None:
    alle = [
        Waarschijnlijk(1, "SB-1", "aanvraag", Decimal(300), Decimal(200)),
        Waarschijnlijk(1, "SB-2", "aanvraag", Decimal(100), Decimal(250)),
        Waarschijnlijk(1, "SB-3", "bijstelling", Decimal(-40)),
        Waarschijnlijk(2, "SB-4", "aanvraag", Decimal(10)),
    ]

    assert per_doel(alle) == {1: Decimal(60), 2: Decimal(10)}


@pytest.mark.parametrize(
    ("bedrag", "vrij", "hoogstens", "verwacht"),
    [
        (100, (100, 50), None, {1: 100}),
        (120, (100, 50), None, {1: 100, 2: 20}),
        (200, (100, 50), None, {1: 100, 2: 100}),  # what fits nowhere stays on the last
        (100, (100, 50), 30, {1: 30, 2: 70}),
        (100, (-5, 50), None, {2: 100}),
        (100, (100, 50), -1, {2: 100}),
    ],
)
def test_a_case_takes_from_its_purposes_in_order(
    bedrag: int, vrij: tuple[int, int], hoogstens: int | None, verwacht: dict[int, int]
) -> None:
    lijnen = [Dekkingslijn(1, None if hoogstens is None else Decimal(hoogstens)), Dekkingslijn(2)]

    assert spreid(Decimal(bedrag), lijnen, {1: Decimal(vrij[0]), 2: Decimal(vrij[1])}) == verwacht


@given(bedragen, st.lists(st.tuples(bedragen, st.none() | bedragen), min_size=1, max_size=4))
def test_spreading_keeps_the_sum(bedrag: Decimal, doelen: list[tuple[Decimal, Decimal | None]]) -> None:
    lijnen = [Dekkingslijn(nummer, hoogstens) for nummer, (_, hoogstens) in enumerate(doelen)]

    delen = spreid(bedrag, lijnen, {nummer: vrij for nummer, (vrij, _) in enumerate(doelen)})

    assert sum(delen.values(), NUL) == bedrag
    assert min(delen.values(), default=NUL) >= 0


FEITEN = Prognosefeiten(
    jaar=2026,
    ruimte=Decimal(100000),
    verplicht=Decimal(60000),
    gereserveerd=Decimal(10000),
    voorgesteld=Decimal(5000),
    betaald=Decimal(20000),
    gepland=Decimal(15000),
    later=Decimal(5000),
    eerder=(
        Eerder(2024, Decimal(80000), Decimal(60000), Decimal(60000)),
        Eerder(2025, Decimal(90000), Decimal(60000), Decimal(30000)),
    ),
)


def test_a_forecast_adds_up_line_by_line_and_says_why() -> None:
    verwacht = prognose(FEITEN)

    assert [(stap.naam, stap.bedrag) for stap in verwacht.verlenen] == [
        ("Al verleend", 60000),
        ("Gereserveerd", 10000),
        ("Voorgesteld in zaken", 5000),
    ]
    assert (verwacht.verleend, verwacht.over) == (75000, 25000)
    assert [(stap.naam, stap.bedrag) for stap in verwacht.betalen] == [
        ("Al betaald", 20000),
        ("Termijnen tot en met 31 december", 15000),
        ("Verleend zonder betaalschema", 15000),  # three quarters of 20.000
    ]
    assert verwacht.betaald == 50000
    assert verwacht.betalen[-1].uitleg == "75,0 procent van 20.000,00 euro, zoals in 2024 en 2025."
    assert verwacht.eerder == (
        "In 2024 en 2025 werd 70,6 procent van dit budget verleend. Nu zou dat 70.588,24 euro zijn."
    )


def test_without_earlier_years_all_of_it_counts() -> None:
    kaal = Prognosefeiten(
        **{veld: getattr(FEITEN, veld) for veld in FEITEN.__dataclass_fields__ if veld != "eerder"}, eerder=()
    )

    verwacht = prognose(kaal)

    assert verwacht.betaald == 55000
    assert "geen eerder jaar" in verwacht.betalen[-1].uitleg
    assert "geen eerder jaar" in verwacht.eerder


def post(kenmerk: str, bedrag: str, doel_id: int = 1) -> Post:
    return Post(doel_id, kenmerk, "Anker", 2027, Decimal(bedrag))


def test_what_if_raises_every_commitment_and_marks_what_does_not_fit() -> None:
    posten = [post("SB-1", "10000.00"), post("SB-2", "90000.00"), post("SB-3", "3333.33"), post("SB-4", "100.00", 2)]

    gerekend = reken_door(posten, {1: Decimal(400), 2: NUL}, Decimal("2.50"), "cent")

    assert [(regel.post.kenmerk, regel.erbij, regel.past) for regel in gerekend.regels] == [
        ("SB-1", Decimal("250.00"), True),
        ("SB-2", Decimal("2250.00"), False),
        ("SB-3", Decimal("83.33"), True),  # a smaller one after it still fits
        ("SB-4", Decimal("2.50"), False),
    ]
    assert (gerekend.was, gerekend.erbij) == (Decimal("103433.33"), Decimal("2585.83"))
    assert gerekend.nodig == {1: Decimal("2583.33"), 2: Decimal("2.50")}
    assert (gerekend.tekort(1), gerekend.tekort(2)) == (Decimal("2183.33"), Decimal("2.50"))


def test_whole_euros_go_up_from_a_half() -> None:
    gerekend = reken_door([post("SB-1", "100.00")], {1: Decimal(10)}, Decimal("2.50"), "euro")

    assert [(regel.erbij, regel.wordt) for regel in gerekend.regels] == [(Decimal(3), Decimal(103))]


@given(st.lists(st.tuples(st.integers(1, 3), bedragen), max_size=12), bedragen, st.decimals(0, 25, places=2))
def test_what_fits_never_takes_more_than_there_is(
    posten: list[tuple[int, Decimal]], vrij: Decimal, percentage: Decimal
) -> None:
    gerekend = reken_door(
        [Post(doel, f"SB-{nummer}", "", 2027, bedrag) for nummer, (doel, bedrag) in enumerate(posten)],
        dict.fromkeys((1, 2, 3), vrij),
        percentage,
        "cent",
    )

    for doel in (1, 2, 3):
        hier = [regel for regel in gerekend.regels if regel.post.doel_id == doel]
        assert sum((regel.erbij for regel in hier if regel.past), NUL) <= vrij
        assert gerekend.nodig.get(doel, NUL) == sum((regel.erbij for regel in hier), NUL)
        assert bool(gerekend.tekort(doel)) == any(not regel.past for regel in hier)


def aan(verleend: dict[int, int], besloten: int = 0, activiteiten: dict[str, set[int]] | None = None) -> set[str]:
    feiten = Feiten(
        {jaar: Decimal(bedrag) for jaar, bedrag in verleend.items()}, Decimal(besloten), activiteiten or {}
    )
    return {vlag.naam for vlag in vlaggen(feiten, REGELS, REGELS, VANDAAG) if vlag.aan}


@pytest.mark.parametrize(
    ("verleend", "namen"),
    [
        ({2025: 500000}, set()),  # exactly at the threshold
        ({2025: 500001}, {"Social return"}),
        ({2024: 500000, 2025: 500000}, set()),
        ({2024: 500000, 2025: 500000, 2026: 500000}, {"WNT"}),
        ({2024: 500000, 2025: 499999, 2026: 500000, 2027: 500000}, set()),
        ({2022: 500000, 2023: 500000, 2024: 500000, 2026: 600000}, {"WNT", "Social return"}),
    ],
)
def test_social_return_and_wnt_look_at_each_year_over_all_grants(verleend: dict[int, int], namen: set[str]) -> None:
    assert aan(verleend) == namen


@pytest.mark.parametrize(("besloten", "namen"), [(300000, set()), (300001, {"Staatssteun"})])
def test_state_aid_is_looked_into_above_the_threshold(besloten: int, namen: set[str]) -> None:
    assert aan({}, besloten) == namen


@pytest.mark.parametrize(
    ("jaren", "namen"),
    [
        ({2024, 2025, 2026}, {"Drie jaar of langer"}),
        ({2025, 2026, 2027}, set()),  # the future does not count
        ({2022, 2023, 2024, 2026}, set()),
        ({2020, 2024, 2025, 2026, 2027}, {"Drie jaar of langer"}),
    ],
)
def test_three_years_in_a_row_up_to_this_one_ask_for_a_reasonable_term(jaren: set[int], namen: set[str]) -> None:
    assert aan({}, 0, {"Ontmoeten": jaren}) == namen


def test_a_sign_says_why_and_by_which_rule() -> None:
    feiten = Feiten({2026: Decimal(600000)}, Decimal("600000.00"), {"Ontmoeten": {2024, 2025, 2026}})

    gezien = {vlag.naam: (vlag.waarom, vlag.grondslag) for vlag in vlaggen(feiten, REGELS, REGELS, VANDAAG)}

    assert gezien["Social return"][0] == "Meer dan 500.000 euro per jaar, over alle tafels samen, in 2026."
    assert gezien["Staatssteun"] == (
        "In drie jaar 600.000,00 euro verleend. De grens is 300.000 euro. Ga na of de activiteiten economisch zijn.",
        "Verordening (EU) 2023/2831, artikel 3",
    )
    assert gezien["Drie jaar of langer"][0].startswith("Achter elkaar subsidie voor Ontmoeten (3 jaar).")


def test_the_longest_row_of_years_is_the_latest_of_equals() -> None:
    assert langste_reeks({2018, 2019, 2023, 2024}) == [2023, 2024]
    assert langste_reeks(()) == []


def test_state_aid_counts_from_the_same_day_three_years_ago() -> None:
    assert begin_steunjaren(VANDAAG) == datetime.date(2023, 11, 20)
    assert begin_steunjaren(datetime.date(2028, 2, 29)) == datetime.date(2025, 2, 28)
