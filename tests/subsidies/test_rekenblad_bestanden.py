"""Spreadsheets out and in: what goes out comes back the same, and what others make of it is read with care."""

import datetime
import functools
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Cell, Document, Row, Table
from python_calamine import load_workbook

from kern.bestanden.inhoud import keur
from kern.celtekst import schone_tekst
from kern.fouten import DomeinFout
from subsidies.begrotingsbeeld import Afzet, begrotingsbeeld
from subsidies.models import Begrotingspost
from subsidies.rekenblad.inlezen import lees_rekenblad
from subsidies.rekenblad.schrijven import Rekenblad, als_ods, als_xlsx
from subsidies.services.begroting import PostInvoer

JAREN = (2027, 2028)
KOP = ("Soort", "Omschrijving", 2027, 2028)
ZONDER_UITKOMST = "Hier staat een formule zonder uitkomst. Open het blad in uw rekenprogramma en bewaar het opnieuw."
FORMATEN = {"xlsx": als_xlsx, "ods": als_ods}
TEKSTEN = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=150),
    st.sampled_from(["=1+1", "'=1", "@SUM(A1)", "-", "+31 20", "_x0041_", "2027", "1E5", "Soort", "waar", "#N/B"]),
)
REGELS = st.builds(
    lambda soort, tekst, bedragen: PostInvoer(soort, tekst, dict(zip(JAREN, bedragen, strict=True))),
    st.sampled_from(Begrotingspost.Soort.values),
    TEKSTEN.map(schone_tekst).filter(bool),
    st.tuples(*[st.decimals("0.00", "9999999999.99", places=2, allow_nan=False)] * 2),
)


def maak(formaat: str, posten: list[PostInvoer]) -> bytes:
    beeld = begrotingsbeeld(posten, JAREN, Afzet(Decimal("10.00"), {2027: Decimal(5), 2028: Decimal(5)}, {}))
    return FORMATEN[formaat](Rekenblad("=Begroting van Voorbeeld", JAREN, posten, beeld))


def xlsx(*rijen: tuple, vul: Callable[[Any, Any], object] = lambda boek, blad: None, naam: str = "Begroting") -> bytes:
    """As somebody's own program would make it; `vul` does what rows cannot."""
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    blad = boek.add_worksheet(naam)
    for nummer, rij in enumerate((KOP, *rijen)):
        blad.write_row(nummer, 0, rij)
    vul(boek, blad)
    boek.close()
    return uit.getvalue()


def herschrijf(inhoud: bytes, deel: str, oud: bytes, nieuw: bytes) -> bytes:
    """The same file with one piece of one part replaced."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        for naam in bron.namelist():
            tekst = bron.read(naam)
            assert naam != deel or oud in tekst
            doel.writestr(naam, tekst.replace(oud, nieuw) if naam == deel else tekst)
    return uit.getvalue()


def meldingen(inhoud: bytes) -> list[str]:
    gelezen = lees_rekenblad(inhoud, JAREN)
    assert not gelezen.posten
    return [str(fout) for fout in gelezen.fouten]


# --- out and back ---


@pytest.mark.parametrize("formaat", FORMATEN)
@settings(max_examples=15, deadline=None)
@given(posten=st.lists(REGELS, min_size=1, max_size=12))
def test_what_goes_out_comes_back_exactly(formaat: str, posten: list[PostInvoer]) -> None:
    gelezen = lees_rekenblad(maak(formaat, posten), JAREN)

    assert gelezen.fouten == ()
    assert list(gelezen.posten) == posten


@pytest.mark.parametrize("formaat", FORMATEN)
def test_a_full_budget_goes_out_and_comes_back_and_is_a_file_we_take(formaat: str) -> None:
    posten = [PostInvoer("loon", f"Regel {n}", dict.fromkeys(JAREN, Decimal(n))) for n in range(100)]

    inhoud = maak(formaat, posten)

    assert keur(f"begroting.{formaat}", inhoud, 10 * 2**20).endswith(("sheet", "spreadsheet"))
    assert list(lees_rekenblad(inhoud, JAREN).posten) == posten


@pytest.mark.parametrize("formaat", FORMATEN)
def test_a_file_holds_values_and_no_formulas(formaat: str) -> None:
    inhoud = maak(
        formaat, [PostInvoer("loon", '=HYPERLINK("http://kwaad.example")', dict.fromkeys(JAREN, Decimal(5)))]
    )

    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        bladen = b"".join(archief.read(naam) for naam in archief.namelist() if naam.endswith(".xml"))
    assert b"<f>" not in bladen
    assert b"table:formula" not in bladen
    assert b"hyperlink " not in bladen
    boek = load_workbook(io.BytesIO(inhoud))
    assert boek.sheet_names == ["Begroting", "Totalen", "Uitleg"]
    assert boek.get_sheet_by_name("Begroting").to_python()[1][:2] == [
        "Loonkosten",
        '\'=HYPERLINK("http://kwaad.example")',
    ]
    assert boek.get_sheet_by_name("Totalen").to_python()[1] == ["Kosten", 5.0, 5.0, 10.0]
    assert boek.get_sheet_by_name("Uitleg").to_python()[0] == ["'=Begroting van Voorbeeld"]


def test_the_kinds_can_be_chosen_from_a_list_in_xlsx() -> None:
    inhoud = maak("xlsx", [])

    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        blad = archief.read("xl/worksheets/sheet1.xml").decode()
    uitleg = [rij[0] for rij in load_workbook(io.BytesIO(inhoud)).get_sheet_by_name("Uitleg").to_python()]
    assert 'type="list"' in blad
    assert 'sqref="A2:A101"' in blad
    eerste = uitleg.index("Loonkosten") + 1
    assert f"<formula1>Uitleg!$A${eerste}:$A${len(uitleg)}</formula1>" in blad
    assert uitleg[eerste - 1 :] == Begrotingspost.Soort.labels


# --- what others make of it ---


def test_the_outcome_of_a_formula_is_read() -> None:
    inhoud = xlsx(("loon", "Uren"), vul=lambda _, blad: blad.write_formula("C2", "=10*1.1", None, 11.000000000000002))

    [gelezen] = lees_rekenblad(inhoud, JAREN).posten
    assert gelezen.bedragen == {2027: Decimal("11.00"), 2028: Decimal("0.00")}


def test_a_formula_without_an_outcome_and_an_error_are_refused_and_never_zero() -> None:
    inhoud = xlsx(("loon", "Uren", 1, 2), vul=lambda _, blad: blad.write_formula("C2", "=10*2", None, 20))
    zonder = herschrijf(inhoud, "xl/worksheets/sheet1.xml", b"<f>10*2</f><v>20</v>", b"<f>10*2</f>")
    met_fout = xlsx(("loon", "Uren", 1), vul=lambda _, blad: blad.write_formula("D2", "=1/0", None, "#DIV/0!"))

    assert meldingen(zonder) == [f"Rij 2, 2027: {ZONDER_UITKOMST}"]
    assert meldingen(met_fout) == ["Rij 2, 2028: Hier staat een fout van het rekenblad."]


def ods(*cellen: Cell) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    tabel = Table("Begroting")
    for inhoud in ([Cell(kop) for kop in KOP], [Cell("loon"), Cell("Uren"), *cellen]):
        rij = Row()
        for cel in inhoud:
            rij.append_cell(cel)
        tabel.append_row(rij)
    document.body.append(tabel)
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def test_in_ods_too_a_formula_without_an_outcome_and_an_error_are_refused() -> None:
    zonder, met_fout = Cell(), Cell("#DIV/0!")
    zonder.set_attribute("table:formula", "of:=[.A1]*2")
    met_fout.set_attribute("calcext:value-type", "error")

    assert meldingen(ods(zonder, met_fout)) == [
        f"Rij 2, 2027: {ZONDER_UITKOMST}",
        "Rij 2, 2028: Hier staat een fout van het rekenblad.",
    ]


def test_dates_and_booleans_are_no_amounts() -> None:
    inhoud = xlsx(("loon", "Uren", datetime.date(2027, 1, 1), True))

    assert meldingen(inhoud) == ["Rij 2, 2027: Hier staat een datum.", "Rij 2, 2028: Hier staat waar of onwaar."]
    assert meldingen(ods(Cell(datetime.date(2027, 1, 1)), Cell(True))) == [
        "Rij 2, 2027: Hier staat een datum.",
        "Rij 2, 2028: Hier staat waar of onwaar.",
    ]


def test_hidden_rows_are_read_like_any_other() -> None:
    inhoud = xlsx(
        ("loon", "Uren", 1, 2),
        ("loon", "Verborgen", 3, 4),
        vul=lambda _, blad: blad.set_row(2, options={"hidden": True}),
    )

    assert [post.omschrijving for post in lees_rekenblad(inhoud, JAREN).posten] == ["Uren", "Verborgen"]


def test_a_merged_title_stands_above_the_heads_and_rows_keep_their_number() -> None:
    def vul(boek: Any, blad: Any) -> None:
        blad.merge_range("A10:D10", "Begroting")
        for nummer, rij in enumerate((KOP, ("loon", "Uren", "veel", 2)), 11):
            blad.write_row(nummer, 0, rij)

    def boek_met_titel() -> bytes:
        uit = io.BytesIO()
        boek = xlsxwriter.Workbook(uit, {"in_memory": True})
        vul(boek, boek.add_worksheet("Blad1"))
        boek.close()
        return uit.getvalue()

    assert meldingen(boek_met_titel()) == ["Rij 13, 2027: Vul een bedrag in zoals 1.234,50."]


def test_our_own_sheet_is_read_wherever_it_stands_else_the_first_that_can_be_seen() -> None:
    def eerst_een_ander(boek: Any, blad: Any) -> None:
        blad.hide()
        boek.add_worksheet("Echt").activate()
        for nummer, rij in enumerate((KOP, ("loon", "Zichtbaar", 1, 2))):
            boek.get_worksheet_by_name("Echt").write_row(nummer, 0, rij)

    [zichtbaar] = lees_rekenblad(xlsx(("loon", "Verborgen", 1, 2), vul=eerst_een_ander, naam="Kladje"), JAREN).posten
    [eigen] = lees_rekenblad(xlsx(("loon", "Eigen", 1, 2), vul=eerst_een_ander), JAREN).posten

    assert (zichtbaar.omschrijving, eigen.omschrijving) == ("Zichtbaar", "Eigen")


# --- what wants to harm ---


def test_a_cell_far_away_is_refused_before_it_takes_all_memory() -> None:
    ver = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    inhoud = herschrijf(xlsx(("loon", "Uren", 1, 2)), "xl/worksheets/sheet1.xml", b"</sheetData>", ver)

    with pytest.raises(DomeinFout) as fout:
        lees_rekenblad(inhoud, JAREN)

    assert (fout.value.code, fout.value.veld) == ("bestand.te_veel_cellen", "bestand")


def test_a_cell_that_repeats_itself_without_end_is_refused() -> None:
    def met(keer: bytes) -> bytes:
        herhaald = b'table:number-columns-repeated="' + keer + b'" office:value="5"'
        return herschrijf(ods(Cell(Decimal(5))), "content.xml", b'office:value="5"', herhaald)

    [gelezen] = lees_rekenblad(met(b"2"), JAREN).posten
    assert gelezen.bedragen == dict.fromkeys(JAREN, Decimal("5.00"))
    assert meldingen(met(b"3"))[0].startswith("Rij 1, kolom E: Deze kolom (zonder kop) hoort niet")
    with pytest.raises(DomeinFout) as fout:
        lees_rekenblad(met(b"2000000000"), JAREN)
    assert fout.value.veld == "bestand"


@pytest.mark.parametrize("inhoud", [b"", b"geen zip", b"PK\x03\x04stuk"])
def test_what_no_program_reads_is_refused(inhoud: bytes) -> None:
    with pytest.raises(DomeinFout) as fout:
        lees_rekenblad(inhoud, JAREN)

    assert fout.value.code == "bestand.onleesbaar"


@functools.cache
def heel_bestand(formaat: str) -> bytes:
    """Made once: the time at which it was made stands in it, and so does its length depend on that."""
    return maak(formaat, [PostInvoer("loon", "Uren", {2027: Decimal(5)})])


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_lines_a_list_of_mistakes_or_a_refusal(data: st.DataObject) -> None:
    heel = bytearray(heel_bestand(data.draw(st.sampled_from(sorted(FORMATEN)))))
    for _ in range(data.draw(st.integers(1, 8))):
        heel[data.draw(st.integers(0, len(heel) - 1))] = data.draw(st.integers(0, 255))

    try:
        gelezen = lees_rekenblad(bytes(heel), JAREN)
    except DomeinFout:
        return

    assert bool(gelezen.posten) != bool(gelezen.fouten)
