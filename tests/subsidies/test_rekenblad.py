"""The cells of a budget: what is read, what is refused by row and column, and that nothing is half read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.celtekst import onschadelijk, oorspronkelijk, schone_tekst
from kern.taal import opsomming
from subsidies.models import Begrotingspost
from subsidies.rekenblad.cellen import Celfout, Gelezen, lees_blad, lees_geplakt
from subsidies.rekenblad.verschil import is_gelijk, vergelijk
from subsidies.rekenblad.vorm import Cel, Rij, Vreemd, kolomletter
from subsidies.services.begroting import PostInvoer

JAREN = (2027, 2028)
KOP: list[Cel] = ["Soort", "Omschrijving", Decimal(2027), Decimal(2028)]
UREN: list[Cel] = ["Loonkosten", "Uren", Decimal(100), Decimal("200.50")]


def post(soort: str = "loon", omschrijving: str = "Uren", *bedragen: str) -> PostInvoer:
    return PostInvoer(
        soort, omschrijving, dict(zip(JAREN, map(Decimal, bedragen or ("100.00", "200.50")), strict=True))
    )


def blad(*rijen: list[Cel], kop: list[Cel] | None = None, vanaf: int = 1) -> Gelezen:
    return lees_blad([Rij(nummer, rij) for nummer, rij in enumerate([kop or KOP, *rijen], vanaf)], JAREN)


def meldingen(gelezen: Gelezen) -> list[str]:
    """What is wrong; and with anything wrong there are no lines at all."""
    assert bool(gelezen.fouten) != bool(gelezen.posten)
    return [str(fout) for fout in gelezen.fouten]


# --- what is read ---


def test_a_line_is_read_with_its_kind_by_label_or_code() -> None:
    gelezen = blad(UREN, ["eigen", "  Giften\nvan buren ", "1.234,50", None])

    assert list(gelezen.posten) == [post(), post("eigen", "Giften van buren", "1234.50", "0.00")]


@pytest.mark.parametrize("soort", Begrotingspost.Soort)
def test_every_kind_is_read_by_its_label_in_any_case(soort: Begrotingspost.Soort) -> None:
    [gelezen] = blad([soort.label.upper(), "Iets", Decimal(1), Decimal(1)]).posten

    assert gelezen.soort == soort


@pytest.mark.parametrize(
    ("cel", "bedrag"),
    [
        ("€ 1.234", "1234.00"),
        ("1 234,5", "1234.50"),
        ("1234.50", "1234.50"),
        ("-", "0.00"),
        (" € - ", "0.00"),
        ("\u00a0", "0.00"),
        (None, "0.00"),
        (Decimal("0.30000000000000004"), "0.30"),
        (Decimal("1234.4999999"), "1234.50"),
        (Decimal("-0.0"), "0.00"),
    ],
)
def test_an_amount_is_read_as_it_stands(cel: Cel, bedrag: str) -> None:
    [gelezen] = blad(["loon", "Uren", cel, None]).posten

    assert str(gelezen.bedragen[2027]) == bedrag


@pytest.mark.parametrize(
    ("cel", "fout"),
    [
        (Decimal(-5), "Vul een bedrag van 0 of hoger in. Wie meebetaalt, krijgt een eigen regel."),
        ("-5", "Vul een bedrag van 0 of hoger in. Wie meebetaalt, krijgt een eigen regel."),
        ("1,234", "Vul een bedrag in zoals 1.234,50."),
        ("#VERW!", "Vul een bedrag in zoals 1.234,50."),
        (Decimal("1.005"), "1,005 heeft meer dan twee decimalen. Rond af op centen."),
        (Decimal("0.333333333333333"), "0,333333333333333 heeft meer dan twee decimalen. Rond af op centen."),
        (Decimal("1E+300"), "Dit bedrag is te groot. Het hoogste is 9.999.999.999,99."),
        (Decimal(10000000000), "Dit bedrag is te groot. Het hoogste is 9.999.999.999,99."),
        (Vreemd("Hier staat een datum."), "Hier staat een datum."),
    ],
)
def test_an_amount_that_cannot_stand_there_is_named_by_row_and_year(cel: Cel, fout: str) -> None:
    assert meldingen(blad(UREN, ["loon", "Uren", Decimal(1), cel], vanaf=6)) == [f"Rij 8, 2028: {fout}"]


def test_every_cell_that_is_wrong_is_named_and_no_line_is_read() -> None:
    gelezen = blad(UREN, ["Salarissen", "", "veel", Decimal(1)], ["", "x" * 151, None, None])

    assert meldingen(gelezen) == [
        f"Rij 3, Soort: ‘Salarissen’ kennen wij niet. Kies {opsomming(Begrotingspost.Soort.labels, 'of')}.",
        "Rij 3, Omschrijving: Vul een omschrijving in.",
        "Rij 3, 2027: Vul een bedrag in zoals 1.234,50.",
        "Rij 4, Soort: Kies een soort.",
        "Rij 4, Omschrijving: Houd het bij 150 tekens; dit zijn er 151.",
    ]


def test_more_mistakes_than_one_reads_are_counted() -> None:
    gelezen = blad(*(["loon", "Uren", "veel", None] for _ in range(60)))

    assert len(gelezen.fouten) == 51
    assert str(gelezen.fouten[-1]) == "En nog 10 meldingen."


def test_empty_rows_and_rows_with_only_a_kind_are_passed_over() -> None:
    gelezen = blad([], UREN, [None, " ", "", None], ["loon", None, None, None])

    assert list(gelezen.posten) == [post()]


@pytest.mark.parametrize("aantal", [100, 101])
def test_a_hundred_lines_fit_and_no_more(aantal: int) -> None:
    gelezen = blad(*([UREN] * aantal))

    if aantal == 100:
        assert len(gelezen.posten) == 100
    else:
        assert meldingen(gelezen) == ["Een begroting heeft ten hoogste 100 regels. Hier staan er 101."]


def test_a_sheet_without_lines_is_not_an_empty_budget() -> None:
    assert meldingen(blad([])) == ["Er staat geen enkele regel in."]


# --- the heads ---


def test_what_stands_above_the_heads_is_not_looked_at() -> None:
    rijen = [Rij(1, ["Onze begroting"]), Rij(2, [None, None, "Kosten"]), Rij(4, KOP), Rij(5, UREN)]

    assert list(lees_blad(rijen, JAREN).posten) == [post()]


def test_columns_may_stand_in_another_order() -> None:
    gelezen = blad(
        ["Uren", Decimal("200.50"), "loon", Decimal(100)], kop=["OMSCHRIJVING", "Jaar 2028", "soort", "2027"]
    )

    assert list(gelezen.posten) == [post()]


def test_without_heads_nothing_is_read() -> None:
    assert meldingen(lees_blad([Rij(1, UREN)], JAREN)) == [
        "Er is geen rij met de koppen Soort, Omschrijving, 2027 en 2028. Gebruik het blad dat u hier downloadt."
    ]


@pytest.mark.parametrize(
    ("kop", "fouten"),
    [
        ([*KOP, Decimal(2029)], ["Rij 1, 2029: Het jaar valt buiten de periode 2027–2028."]),
        (KOP[:3], ["Rij 1, 2028: Deze kolom ontbreekt."]),
        ([*KOP, "2027"], ["Rij 1, kolom E: ‘2027’ staat er twee keer."]),
        (
            ["Soort", "Omschrijving", "2026", "2027"],
            ["Rij 1, 2026: Het jaar valt buiten de periode 2027–2028.", "Rij 1, 2028: Deze kolom ontbreekt."],
        ),
    ],
)
def test_other_years_and_missing_columns_are_refused(kop: list[Cel], fouten: list[str]) -> None:
    assert meldingen(blad(UREN, kop=kop)) == fouten


def test_a_column_we_do_not_know_may_stand_there_empty_but_never_lose_its_content() -> None:
    kop = [*KOP, "Toelichting"]

    assert list(blad([*UREN, None], kop=kop).posten) == [post()]
    assert meldingen(blad([*UREN, "Lees dit"], kop=kop)) == [
        "Rij 1, kolom E: Deze kolom (Toelichting) hoort niet bij de begroting. Haal haar weg en probeer het opnieuw."
    ]


def test_a_head_merged_over_two_columns_leaves_a_column_without_a_head() -> None:
    kop = ["Soort", "Omschrijving", Decimal(2027), None, Decimal(2028)]

    assert meldingen(blad(["loon", "Uren", Decimal(1), Decimal(2), Decimal(3)], kop=kop)) == [
        "Rij 1, kolom D: Deze kolom (zonder kop) hoort niet bij de begroting. Haal haar weg en probeer het opnieuw."
    ]


# --- what is pasted ---


def test_a_pasted_block_is_read_without_heads() -> None:
    gelezen = lees_geplakt('Loonkosten\tUren\t100\t"200,50"\r\n\r\neigen\t"Twee\nregels"\t\t-\r\n', JAREN)

    assert list(gelezen.posten) == [post(), post("eigen", "Twee regels", "0.00", "0.00")]


def test_a_pasted_block_may_bring_its_heads() -> None:
    assert list(lees_geplakt("Soort\tOmschrijving\t2027\t2028\nloon\tUren\t100\t200,50", JAREN).posten) == [post()]


def test_a_pasted_block_that_is_too_wide_or_wrong_gives_no_lines() -> None:
    breed = lees_geplakt("loon\tUren\t1\t2\t3\nloon\tUren\t1\t2", JAREN)
    mis = lees_geplakt("loon\tUren\t1\t2\nloon\tUren\t1,234\t2", JAREN)

    assert meldingen(breed) == ["Rij 1: Er staan meer kolommen dan Soort, Omschrijving, 2027 en 2028."]
    assert meldingen(mis) == ["Rij 2, 2027: Vul een bedrag in zoals 1.234,50."]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_pasted_text_gives_lines_or_says_what_is_wrong(tekst: str) -> None:
    gelezen = lees_geplakt(tekst, JAREN)

    assert bool(gelezen.posten) != bool(gelezen.fouten)
    assert all(isinstance(fout, Celfout) and str(fout) for fout in gelezen.fouten)


# --- small things ---


@pytest.mark.parametrize("tekst", ["=1+1", "+31", "-5", "@x", "'=1", "''@x"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe_and_loses_it_again(tekst: str) -> None:
    assert onschadelijk(tekst) == f"'{tekst}"
    assert oorspronkelijk(onschadelijk(tekst)) == tekst


@given(st.text())
def test_making_text_harmless_can_always_be_undone(tekst: str) -> None:
    assert oorspronkelijk(onschadelijk(tekst)) == tekst
    assert onschadelijk(tekst)[:1] not in {"=", "+", "-", "@"} or not tekst


def test_text_is_cleaned_of_what_a_spreadsheet_cannot_hold() -> None:
    assert schone_tekst(" a\x00\x01\u00a0 b\n\ud800\ufffe 👩‍🚀 ") == "a b 👩‍🚀"


@pytest.mark.parametrize(("kolom", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(kolom: int, letter: str) -> None:
    assert kolomletter(kolom) == letter


# --- what changes ---


def test_lines_are_compared_by_what_they_are_and_not_by_where_they_stand() -> None:
    oud = [post("loon", "Uren"), post("huisvesting", "Zaal"), post("inhuur", "Kok"), post("eigen", "Gift")]
    nieuw = [
        post("eigen", "Gift"),
        post("loon", "Uren", "1.00", "200.50"),
        post("activiteiten", "Kok"),
        post("overig", "Drukwerk"),
    ]

    wijzigingen = vergelijk(oud, nieuw, JAREN)

    assert [(rij.soort, rij.regel.omschrijving, str(rij.was_soort)) for rij in wijzigingen] == [
        ("gelijk", "Gift", ""),
        ("anders", "Uren", ""),
        ("anders", "Kok", "Inhuur"),
        ("erbij", "Drukwerk", ""),
        ("weg", "Zaal", ""),
    ]
    assert wijzigingen[1].bedragen == [
        (2027, Decimal("1.00"), Decimal("100.00")),
        (2028, Decimal("200.50"), Decimal("200.50")),
    ]


def test_the_same_line_twice_is_two_lines() -> None:
    wijzigingen = vergelijk([post()], [post(), post()], JAREN)

    assert [rij.soort for rij in wijzigingen] == ["gelijk", "erbij"]


def test_another_order_is_a_change_and_an_empty_year_is_none() -> None:
    een, twee = post("loon", "Een"), post("loon", "Twee")

    assert not is_gelijk([een, twee], [twee, een])
    assert is_gelijk([PostInvoer("loon", "Een", {2027: Decimal(1)})], [post("loon", "Een", "1.00", "0.00")])
