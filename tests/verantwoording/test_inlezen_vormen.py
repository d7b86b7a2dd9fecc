"""The readers: text in, figures and errors out. Nothing of the database."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from kern.getal import als_getal
from subsidies.rekenblad.vorm import Vreemd
from tests.verantwoording.inleeshulp import kort, lees, lees_rijen
from verantwoording.inlezen import cbs
from verantwoording.inlezen.bladen import MEESTE_KOLOMMEN, lees_csv
from verantwoording.inlezen.getallen import Punt, Schrijfwijze
from verantwoording.inlezen.tekens import ontcijfer
from verantwoording.inlezen.vorm import Cijfer, Fout, Leeg, Opmerking

DUIZEND = Schrijfwijze(Punt.DUIZEND)

# --- our own form ---

MARGE = "indicator;gebied;periode;waarde;teken;ondergrens;bovengrens"


def test_the_long_form_gives_a_figure_per_row() -> None:
    gelezen = lees("lang", "Indicator;Gebied;Periode;Waarde\neenzaam;GM0392;2016;55,2\neenzaam;Oost;2016;\n")

    assert list(kort(gelezen)) == [("eenzaam", "GM0392", "2016", "55.2")]
    assert gelezen[1] == Leeg(3)


def test_withdrawn_is_said_and_never_meant_by_an_empty_cell() -> None:
    gelezen = lees("lang", "indicator;gebied;periode;waarde\ne;a;2016;ingetrokken\ne;a;2017;.\n")

    assert list(kort(gelezen)) == [("e", "a", "2016", "None")]
    assert gelezen[1] == Leeg(3)


@pytest.mark.parametrize(
    ("regel", "kolom"),
    [
        ("e;a;2016;1.234;;;", "waarde"),
        ("e;a;2016;5;vast;;", "teken"),
        ("e;a;2016;>5;minder dan;;", "teken"),
        ("e;a;2016;5;;4;", "ondergrens"),
        ("e;a;2016;5;;6;7", "ondergrens"),
        ("e;a;2016;;;4;6", "waarde"),
        ("e;a;2016;5;;vier;6", "ondergrens"),
        ("e;a;maart;5;;;", "periode"),
        (";a;2016;5;;;", "indicator"),
        ("e;a;2016;5;;;;meer", ""),
    ],
)
def test_a_row_that_is_wrong_says_where_and_leaves_the_others(regel: str, kolom: str) -> None:
    mis, goed = lees("lang", f"{MARGE}\n{regel}\ne;a;2017;5;ruim;4;6\n")

    assert isinstance(mis, Fout)
    assert (mis.rij, mis.kolom) == (2, kolom)
    assert (goed.teken, goed.ondergrens, goed.bovengrens) == ("ruim", 4, 6)


def test_empty_columns_and_rows_that_a_spreadsheet_leaves_are_no_columns() -> None:
    gelezen = lees("lang", ";;;;;\nindicator;gebied;periode;waarde;;\ne;a;2016;5;;\ne;a;2017;5;;los\n")

    assert list(kort(gelezen)) == [("e", "a", "2016", "5")]
    assert (gelezen[1].rij, gelezen[1].tekst) == (4, "Deze rij heeft meer cellen dan de eerste.")


@pytest.mark.parametrize(
    "kop",
    [
        "indicator;gebied;periode",
        "indicator;gebied;periode;waarde;kleur",
        "indicator;gebied;;periode;waarde",
        f"{MARGE};teken",
        ";;;",
    ],
)
def test_other_columns_are_refused(kop: str) -> None:
    with pytest.raises(DomeinFout) as fout:
        lees("lang", f"{kop}\n")

    assert fout.value.code == "inlezen.kop"


# --- Swing ---

UIT_EENZAAM = [("e", "Schalkwijk", "2008", "40"), ("e", "Schalkwijk", "2016", "55")]


@pytest.mark.parametrize(
    "tekst",
    [
        "Eenzaamheid\n\nStadsdelen;2008;2016\nSchalkwijk;40;55\n",
        ";2008;2016\nSchalkwijk;40;55\n",
        "Onderwerp;e\nGebieden;2008|e;2016|e\nSchalkwijk;40;55\n",
        ";e;\nStadsdelen;2008;2016\nSchalkwijk;40;55\n",
        "Gebiedscode;Naam;e;\n;;2008;2016\nSchalkwijk;Een naam;40;55\n",
    ],
)
def test_a_matrix_is_read_wherever_its_heads_stand(tekst: str) -> None:
    assert list(kort(lees("swing", tekst, indicator="e"))) == UIT_EENZAAM


def test_indicators_in_the_columns_take_their_period_from_above_or_from_the_choice() -> None:
    matrix = "Wijken;Eenzaam;Ernstig\nSchalkwijk;55;14\n"
    verwacht = [("Eenzaam", "Schalkwijk", "2016", "55"), ("Ernstig", "Schalkwijk", "2016", "14")]

    assert list(kort(lees("swing", f"Periode;2016\n{matrix}"))) == verwacht
    assert list(kort(lees("swing", matrix, periode="2016"))) == verwacht
    with pytest.raises(DomeinFout) as fout:
        lees("swing", matrix)
    assert fout.value.code == "inlezen.periode"


@pytest.mark.parametrize(
    ("vorm", "tekst"),
    [
        ("swing", "Periode;2017\nWijken;Eenzaam\nOost;55\n"),
        ("swing", "Wijken;2016;2017\nOost;55;56\n"),
        ("cbs", "RegioS;Perioden;K_1\nGM0392;2017JJ00;12\n"),
    ],
)
def test_a_period_that_was_filled_in_does_not_go_over_the_one_in_the_file(vorm: str, tekst: str) -> None:
    assert any(isinstance(wat, Cijfer) for wat in lees(vorm, tekst, indicator="e"))
    with pytest.raises(DomeinFout, match="staat de periode 2017, en u vulde 2016 in") as fout:
        lees(vorm, tekst, indicator="e", periode="2016")
    assert fout.value.code == "inlezen.periode"


def test_a_column_that_was_chosen_and_is_not_there_is_refused() -> None:
    matrix = "Wijken;Eenzaam;Ernstig\nSchalkwijk;55;14\n"

    assert list(kort(lees("swing", matrix, periode="2016", kolommen={"ernstig": "e"})))[1][0] == "e"
    with pytest.raises(DomeinFout, match="De kolom ‘Eenzam’ staat er niet in: Eenzaam, Ernstig") as fout:
        lees("swing", matrix, periode="2016", kolommen={"Eenzam": "e"})
    assert fout.value.code == "inlezen.kolommen"


def test_an_area_without_figures_that_begins_as_a_source_does_is_no_end_of_the_matrix() -> None:
    gelezen = lees("swing", "Wijk;2016\nBronsteebuurt;\nOost;42\n", indicator="e")

    assert gelezen[0] == Leeg(2)
    assert list(kort(gelezen)) == [("e", "Oost", "2016", "42")]


def test_numbers_that_look_like_years_are_no_heads() -> None:
    with pytest.raises(DomeinFout):
        lees("swing", "Wijk;Inwoners\nCentrum;1950\nOost;2010\n", indicator="e")


def test_signs_for_no_figure_are_no_zero() -> None:
    gelezen = lees("swing", "Wijk;2012;2013;2014;2015;2016;2017\nOost;-;x;.;?;;0\n", indicator="e")

    assert gelezen[:5] == [Leeg(2)] * 5
    assert gelezen[5].waarde == 0


def test_words_under_the_matrix_are_handed_on_and_figures_there_are_errors() -> None:
    gelezen = lees("swing", "Wijk;2016\nOost;42\nBron: GGD\n\n* voorlopig\nWest;5\n", indicator="e")

    assert gelezen[1:3] == [Opmerking("Bron: GGD"), Opmerking("* voorlopig")]
    assert (gelezen[3].rij, type(gelezen[3])) == (6, Fout)


def test_a_cell_of_a_matrix_that_is_wrong_is_named_by_row_and_column() -> None:
    (fout, goed) = lees("swing", "Wijk;2008;2016\nOost;4,0 (a);55%\n", indicator="e")

    assert (fout.rij, fout.kolom) == (2, "B (2008)")
    assert (goed.waarde, goed.procent) == (55, True)


def test_a_cell_of_a_spreadsheet_that_is_no_number_is_an_error_and_not_empty() -> None:
    rijen = [["Wijk", "2016"], ["Oost", Vreemd("Hier staat een fout van het rekenblad.")], ["Noord", Decimal("41.5")]]

    fout, goed = lees_rijen("swing", rijen, indicator="e")

    assert fout == Fout(2, "B (2016)", "Hier staat een fout van het rekenblad.")
    assert goed.waarde == Decimal("41.5")


def test_a_matrix_with_years_as_numbers_of_a_spreadsheet_is_read() -> None:
    rijen = [["Wijk", Decimal(2008), Decimal("2016.0")], ["Schalkwijk", Decimal(40), Decimal(55)]]

    assert list(kort(lees_rijen("swing", rijen, indicator="e"))) == UIT_EENZAAM


# --- CBS ---

CBS = '"ID";"RegioS";"Perioden";"K_1";"K_2"\n0;"GM0392    ";"2016JJ00";"       .";"    12,5"\n'


def test_the_columns_that_were_chosen_are_read_and_the_others_named() -> None:
    gelezen = lees("cbs", f'{CBS}"Bron: CBS"\n', kolommen={"k_1": "kleur", "K_2": "inwoners"})

    assert list(kort(gelezen)) == [("inwoners", "GM0392", "2016", "12.5")]
    assert Leeg(2) in gelezen
    assert gelezen[-1] == Opmerking("Bron: CBS")
    assert lees("cbs", CBS, kolommen={"K_2": "i"})[0] == Opmerking("Niet gelezen: K_1.")


@pytest.mark.parametrize(
    ("keuzes", "code"),
    [({}, "inlezen.kolommen"), ({"kolommen": {"K_9": "i"}}, "inlezen.kolommen")],
)
def test_no_column_is_guessed(keuzes: dict[str, object], code: str) -> None:
    with pytest.raises(DomeinFout) as fout:
        lees("cbs", CBS, **keuzes)

    assert fout.value.code == code
    assert "K_1, K_2" in fout.value.bericht


def test_a_table_for_one_period_needs_to_be_told_which() -> None:
    tekst = "Kerncijfers\nWijkenEnBuurten;Inwoners\nWK039201;1.200,0\nBU03920101;-\n"

    cijfer, fout = (rij for rij in lees("cbs", tekst, indicator="i", periode="2016") if not isinstance(rij, Opmerking))

    assert (cijfer.periode, cijfer.waarde) == ("2016", 1200)
    assert "nihil" in fout.tekst
    with pytest.raises(DomeinFout):
        lees("cbs", tekst, indicator="i")


MARGES = "RegioS;Perioden;Marges;K_1\n"


def test_a_value_and_its_bounds_on_rows_of_their_own_are_one_figure() -> None:
    regels = "".join(
        f"GM0392;2016JJ00;{soort};{waarde}\n"
        for soort, waarde in (("MW00000", "12,5"), ("Ondergrens 95%-interval", "11"), ("MBG0095", "14"))
    )

    (cijfer,) = lees("cbs", f"{MARGES}{regels}", indicator="e")

    assert (cijfer.waarde, cijfer.ondergrens, cijfer.bovengrens, cijfer.rij) == (Decimal("12.5"), 11, 14, 2)


@pytest.mark.parametrize(
    ("regels", "fout"),
    [
        (["Waarde;12", "MOG0095;11"], "een ondergrens en een bovengrens"),
        (["Waarde;12", "MOG0095;13", "MBG0095;14"], "niet tussen de grenzen"),
        (["Waarde;12", "MOG0095;10", "MOG0095;11", "MBG0095;14"], "een ondergrens en een bovengrens"),
        (["Standaardfout;12"], "geen waarde en geen grens"),
    ],
)
def test_margins_that_do_not_fit_are_errors(regels: list[str], fout: str) -> None:
    tekst = "".join(f"GM0392;2016JJ00;{regel}\n" for regel in regels)

    (gelezen,) = lees("cbs", f"{MARGES}{tekst}", indicator="e")

    assert isinstance(gelezen, Fout)
    assert fout in gelezen.tekst


def test_bounds_of_a_figure_that_is_kept_secret_are_no_figure() -> None:
    tekst = "".join(f"GM0392;2016JJ00;{regel}\n" for regel in ("Waarde;.", "MOG0095;11", "MBG0095;14"))

    assert lees("cbs", f"{MARGES}{tekst}", indicator="e") == [Leeg(2)]


@pytest.mark.parametrize(
    "regels",
    [
        ["Totaal;.", "65 jaar of ouder;40"],  # the figure of a part of the people would stand for all
        ["Totaal;55", "65 jaar of ouder;55"],
        ["Totaal;55", "65 jaar of ouder;40"],
    ],
)
def test_a_region_that_stands_there_once_for_each_age_is_refused(regels: list[str]) -> None:
    tekst = "RegioS;Perioden;Leeftijd;K_1\n" + "".join(f"GM0392;2016JJ00;{regel}\n" for regel in regels)

    with pytest.raises(DomeinFout) as fout:
        lees("cbs", tekst, kolommen={"K_1": "e"})

    assert fout.value.code == "inlezen.indeling"
    assert "In rij 2 en 3 staat dezelfde regio en periode" in fout.value.bericht
    assert "een kolom die u niet koos (Leeftijd)" in fout.value.bericht


def test_the_same_row_twice_is_no_division() -> None:
    tekst = "ID;RegioS;Perioden;Soort;K_1\n1;GM0392;2016;Gemeente;5\n2;GM0392;2016;Gemeente;5\n"

    assert len(list(kort(lees("cbs", tekst, kolommen={"K_1": "e"})))) == 2


def test_margins_wait_for_each_other_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cbs, "MEESTE_MET_MARGE", 2)
    regels = [f"GM0392;201{jaar}JJ00;Waarde;12\n" for jaar in range(3)]

    assert len(lees("cbs", f"{MARGES}{''.join(regels[:2])}", indicator="e")) == 2
    with pytest.raises(DomeinFout) as fout:
        lees("cbs", f"{MARGES}{''.join(regels)}", indicator="e")
    assert fout.value.code == "inlezen.rijen"


# --- one figure, three forms, four codings ---

FEITEN = st.dictionaries(
    st.tuples(st.sampled_from(["Noord", "Één"]), st.integers(2010, 2013)),
    st.one_of(st.none(), st.decimals(-9999, 9999, places=2)),
    min_size=1,
)
LEEG = {"lang": ["", "."], "swing": ["", ".", "x", "-", "?"], "cbs": ["", ".", "x"]}
CODERINGEN = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]


def geschreven(vorm: str, feiten: dict[tuple[str, int], Decimal | None], leeg: str) -> str:
    """The same facts as each form writes them; what has no figure gets one of its marks."""
    cellen = {plek: leeg if waarde is None else als_getal(waarde) for plek, waarde in feiten.items()}
    if vorm == "swing":
        jaren = sorted({jaar for _, jaar in cellen})
        kop = f"Wijken;{';'.join(map(str, jaren))}\n"
        return kop + "".join(
            f"{naam};{';'.join(cellen.get((naam, jaar), leeg) for jaar in jaren)}\n"
            for naam in sorted({naam for naam, _ in cellen})
        )
    kop = {"lang": "indicator;gebied;periode;waarde\n", "cbs": "ID;RegioS;Perioden;K_1\n"}[vorm]
    return kop + "".join(f"e;{naam};{jaar};{cel}\n" for (naam, jaar), cel in cellen.items())


@settings(deadline=None)
@given(st.data(), FEITEN, st.sampled_from(sorted(LEEG)), st.sampled_from(CODERINGEN))
def test_the_same_figures_come_from_every_form_and_coding_and_no_figure_is_never_one(
    data: st.DataObject, feiten: dict[tuple[str, int], Decimal | None], vorm: str, codering: str
) -> None:
    leeg = data.draw(st.sampled_from(LEEG[vorm]))

    tekst, _ = ontcijfer(geschreven(vorm, feiten, leeg).replace("−", "-").encode(codering))
    gelezen = lees(vorm, tekst, indicator="e", schrijfwijze=DUIZEND)

    assert {(cijfer.gebied, cijfer.jaar): cijfer.waarde for cijfer in gelezen if isinstance(cijfer, Cijfer)} == {
        plek: waarde for plek, waarde in feiten.items() if waarde is not None
    }
    assert not [wat for wat in gelezen if isinstance(wat, Fout)]


# --- hostile files ---


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("", "inlezen.leeg"),
        ("  \n \n", "inlezen.leeg"),
        ("a,b,c\n1,2,3\n", "inlezen.scheiding"),
        ("alleen tekst\n", "inlezen.scheiding"),
        ('a;"b\nc;d', "inlezen.csv"),
        ("a;" + "x" * 5_000, "inlezen.cel"),
        ("a;" + "x" * 200_000, "inlezen.csv"),
        (";" * 2_000, "inlezen.kolommen"),
    ],
)
def test_a_file_that_is_no_csv_of_ours_is_refused_with_a_reason(tekst: str, code: str) -> None:
    with pytest.raises(DomeinFout) as fout:
        list(lees_csv(tekst))

    assert fout.value.code == code
    assert fout.value.bericht.endswith(".")


def test_as_many_columns_as_the_bound_are_read() -> None:
    assert len(list(lees_csv(";" * (MEESTE_KOLOMMEN - 1)))) == 1


@settings(deadline=None)
@given(st.sampled_from(["lang", "swing", "cbs"]), st.text(alphabet=';\n"=2016aAx.,-% |\t', max_size=80))
def test_any_text_gives_figures_errors_or_a_refusal(vorm: str, tekst: str) -> None:
    geweigerd, gelezen = "", []
    try:
        gelezen = lees(vorm, tekst, indicator="e", periode="2016")
    except DomeinFout as fout:
        geweigerd = fout.code

    assert not geweigerd or geweigerd.startswith("inlezen.")
    assert vorm == "lang" or all(cijfer.waarde is not None for cijfer in gelezen if isinstance(cijfer, Cijfer))
