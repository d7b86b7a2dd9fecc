"""A table of figures as CSV, ODS and XLSX, read back with another program than the one that wrote it."""

import csv
import datetime
import io
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kern.cijfertabel import Begrip, Cijfertabel, Kolom, Kolomsoort, Rij, datum, deel, geld, getal, maat, tekst
from kern.uitvoer.blad import bladen
from kern.uitvoer.tabel_ods import als_ods
from kern.uitvoer.vormen import VORMEN

DAG = datetime.date(2019, 12, 31)


def tabel(*rijen: Rij, kolommen: tuple[Kolom, ...] = (tekst("Doel"), getal("Aantal"), geld("Vrij")), **velden):
    standaard = {"code": "doelen-2019", "titel": "Begrotingsjaar 2019", "per": DAG, "adres": "/geld/nota/2019/"}
    return Cijfertabel(kolommen=kolommen, rijen=rijen, **standaard | velden)


VOORBEELD = tabel(
    Rij(("Pilots", 2, Decimal("40000.00")), onder="2 gereserveerd"),
    Rij(("Tekort", None, Decimal("-1234.56"))),
    totaal=Rij(("Samen", 2, Decimal("38765.44"))),
    noten=("Het totaal telt alles.",),
    begrippen=(Begrip("Vrij", "Wat over is.", "Berekend"),),
)


def csv_rijen(inhoud: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))


def lees(inhoud: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(inhoud))


def test_the_csv_is_written_as_the_dutch_write_figures():
    inhoud = VORMEN["csv"].maak(VOORBEELD)

    assert inhoud.startswith(b"\xef\xbb\xbf")
    assert csv_rijen(inhoud) == [
        ["Doel", "Aantal", "Vrij", "Toelichting", "Stand per"],
        ["Pilots", "2", "40000,00", "2 gereserveerd", "31-12-2019"],
        ["Tekort", "", "-1234,56", "", "31-12-2019"],
        ["Samen", "2", "38765,44", "", "31-12-2019"],
    ]


@pytest.mark.parametrize("vorm", ["ods", "xlsx"])
def test_a_spreadsheet_holds_numbers_and_days_not_texts(vorm):
    boek = lees(VORMEN[vorm].maak(VOORBEELD))

    assert boek.sheet_names == ["doelen-2019", "Uitleg"]
    assert boek.get_sheet_by_name("doelen-2019").to_python() == [
        ["Doel", "Aantal", "Vrij", "Toelichting", "Stand per"],
        ["Pilots", 2, 40000, "2 gereserveerd", DAG],
        ["Tekort", "", -1234.56, "", DAG],
        ["Samen", 2, 38765.44, "", DAG],
    ]


@pytest.mark.parametrize("vorm", ["ods", "xlsx"])
def test_a_spreadsheet_says_its_day_its_words_and_where_it_came_from(vorm, settings):
    settings.WEBADRES = "https://subsidies.example"

    boek = lees(VORMEN[vorm].maak(VOORBEELD))

    assert [rij[0] for rij in boek.get_sheet_by_name("Uitleg").to_python()] == [
        "Begrotingsjaar 2019",
        "Begrotingsjaar 2019",
        "Stand per 31 december 2019.",
        "Het totaal telt alles.",
        "Te vinden op: https://subsidies.example/geld/nota/2019/?per=2019-12-31",
        "Vrij: Wat over is. Bron: Berekend.",
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", " ="])
@pytest.mark.parametrize("vorm", VORMEN)
def test_no_text_is_taken_for_a_formula(vorm, begin):
    kwaad = tabel(Rij((f"{begin}HYPERLINK(1)", None, None), onder=f"{begin}1+1"))

    inhoud = VORMEN[vorm].maak(kwaad)

    rijen = csv_rijen(inhoud) if vorm == "csv" else lees(inhoud).get_sheet_by_index(0).to_python()
    assert (rijen[1][0], rijen[1][3]) == (f"'{begin.strip()}HYPERLINK(1)", f"'{begin.strip()}1+1")


def test_more_tables_stand_on_sheets_with_names_of_their_own():
    lang = tabel(code="een-code-die-veel-te-lang-is-voor-een-tabblad")

    assert [blad.naam for blad in bladen([VOORBEELD, VOORBEELD, lang])] == [
        "1-doelen-2019",
        "2-doelen-2019",
        "3-een-code-die-veel-te-lang-is-",
    ]
    assert lees(als_ods("Samen", [VOORBEELD, VOORBEELD])).sheet_names == ["1-doelen-2019", "2-doelen-2019", "Uitleg"]


@pytest.mark.parametrize(
    ("waarde", "in_csv"), [("12.3000", "12,3"), ("12500.0000", "12500"), ("-0.5000", "-0,5"), ("0.0000", "0")]
)
def test_a_measure_keeps_its_decimals_and_nothing_is_not_nought(waarde, in_csv):
    rij = tabel(Rij(("2019", Decimal(waarde), None)), kolommen=(tekst("Jaar"), maat("Waarde"), maat("Marge")))

    assert csv_rijen(VORMEN["csv"].maak(rij))[1][:3] == ["2019", in_csv, ""]
    for vorm in ("ods", "xlsx"):
        cellen = lees(VORMEN[vorm].maak(rij)).get_sheet_by_index(0).to_python()
        assert cellen[1][:3] == ["2019", float(waarde), ""]


def test_a_long_table_costs_no_more_per_line_than_a_short_one():
    def seconden(aantal):
        lang = tabel(*(Rij((f"Doel {nummer}", nummer, Decimal("1.00"))) for nummer in range(aantal)))
        begin = time.process_time()
        als_ods("Lang", [lang])
        return time.process_time() - begin

    seconden(10)

    assert seconden(4_000) < 20 * seconden(400) + 0.2


def test_a_share_keeps_its_decimal_and_a_year_in_words_stays_a_word():
    rij = tabel(Rij(("2019", Decimal("12.5"))), kolommen=(tekst("Jaar"), deel("Aandeel in %")))

    assert csv_rijen(VORMEN["csv"].maak(rij))[1][:2] == ["2019", "12,5"]
    assert lees(VORMEN["ods"].maak(rij)).get_sheet_by_index(0).to_python()[1][:2] == ["2019", 12.5]


WAARDEN = {
    Kolomsoort.TEKST: st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20),
    Kolomsoort.GELD: st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
    Kolomsoort.GETAL: st.integers(0, 10**9),
    Kolomsoort.DEEL: st.decimals(-1000, 1000, places=1, allow_nan=False),
    Kolomsoort.MAAT: st.decimals(-(10**9), 10**9, places=4, allow_nan=False),
    Kolomsoort.DATUM: st.dates(datetime.date(1970, 1, 1), datetime.date(2100, 1, 1)),
}


@st.composite
def tabellen(draw: st.DrawFn) -> Cijfertabel:
    soorten = draw(st.lists(st.sampled_from(Kolomsoort), min_size=1, max_size=4))
    rij = st.tuples(WAARDEN[Kolomsoort.TEKST], *(st.none() | WAARDEN[soort] for soort in soorten))
    return tabel(
        *(Rij(waarden) for waarden in draw(st.lists(rij, max_size=4))),
        kolommen=(tekst("Naam"), *(Kolom(f"Kolom {nummer}", soort) for nummer, soort in enumerate(soorten))),
    )


@given(tabellen())
def test_whatever_the_table_all_files_hold_the_same_figures(cijfers: Cijfertabel):
    getallen = {Kolomsoort.GELD, Kolomsoort.GETAL, Kolomsoort.DEEL, Kolomsoort.MAAT}
    plekken = [plek for plek, kolom in enumerate(cijfers.kolommen) if kolom.soort in getallen]

    gelezen = {
        "csv": [
            [Decimal(rij[plek].replace(",", ".")) if rij[plek] else None for plek in plekken]
            for rij in csv_rijen(VORMEN["csv"].maak(cijfers))[1:]
        ]
    }
    for vorm in ("ods", "xlsx"):
        rijen = lees(VORMEN[vorm].maak(cijfers)).get_sheet_by_index(0).to_python()[1:]
        gelezen[vorm] = [[None if rij[plek] == "" else Decimal(str(rij[plek])) for plek in plekken] for rij in rijen]

    verwacht = [[rij.waarden[plek] for plek in plekken] for rij in cijfers.rijen]
    assert gelezen == {"csv": verwacht, "ods": verwacht, "xlsx": verwacht}


def test_a_table_worked_out_ahead_says_when_and_promises_no_earlier_day():
    vooraf = tabel(op=datetime.datetime(2019, 12, 31, 4, tzinfo=datetime.UTC))

    assert vooraf.vast_adres == "/geld/nota/2019/"
    uitleg = lees(VORMEN["ods"].maak(vooraf)).get_sheet_by_name("Uitleg").to_python()
    assert uitleg[2] == ["Stand per 31 december 2019. Berekend op 31 december 2019."]


def test_a_day_in_the_table_reads_as_a_day():
    rij = tabel(Rij(("Besluit", DAG)), kolommen=(tekst("Wat"), datum("Op")))

    assert csv_rijen(VORMEN["csv"].maak(rij))[1][1] == "31-12-2019"
    assert lees(VORMEN["xlsx"].maak(rij)).get_sheet_by_index(0).to_python()[1][1] == DAG
