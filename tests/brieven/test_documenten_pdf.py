"""Documents that are no letters: tagged, in our own font, the same every time, whatever the text in them."""

import datetime
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from brieven.documenten.pdf import maak_pdf
from kern.fouten import DomeinFout

DAG = datetime.date(2026, 11, 20)
JAREN = (2027, 2028, 2029, 2030)
NAMEN = "Łódź, Şükran, Nguyễn, Ζωή, Юлия: € 1.234,50 – ’s avonds"
SJABLONEN = Path(__file__).parent / "sjablonen"


@pytest.fixture(autouse=True)
def proefsjablonen(settings) -> None:
    (motor,) = settings.TEMPLATES
    settings.TEMPLATES = [motor | {"DIRS": [*motor["DIRS"], SJABLONEN]}]


def deel(
    naam: str = "Stichting Voorbeeld", tekst: str = "Wij helpen.", voorzieningen: int = 1, posten: int = 2
) -> Any:
    return {
        "naam": naam,
        "tekst": tekst,
        "voorzieningen": [f"Voorziening {nummer} van {naam}" for nummer in range(voorzieningen)],
        "posten": [
            {"naam": f"Post {nummer}", "bedragen": [Decimal(1_000 * nummer + 0.5)] * len(JAREN)}
            for nummer in range(posten)
        ],
    }


def document(*delen: Any, **opties: Any) -> bytes:
    context = {"delen": delen or (deel(),), "jaren": JAREN, "vragen": ("Subdoel", "Waar", "Voor wie")}
    return maak_pdf(
        "proefdocument.html", context, **({"titel": "Deel van Voorbeeld", "datum": DAG, "kenmerk": "SB-1"} | opties)
    )


def lees(inhoud: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(inhoud))


def tekst(inhoud: bytes) -> str:
    return " ".join(" ".join(blad.extract_text() for blad in lees(inhoud).pages).split())


def soorten(inhoud: bytes) -> list[str]:
    """The kinds of element in the structure tree, in reading order."""
    return list(_loop(lees(inhoud).trailer["/Root"]["/StructTreeRoot"]))


def _loop(tak: Any) -> Iterator[str]:
    if isinstance(tak, DictionaryObject):
        if "/S" in tak:
            yield tak["/S"].removeprefix("/")
        kinderen = tak.get("/K", [])
        for kind in kinderen if isinstance(kinderen, list) else [kinderen]:
            yield from _loop(kind.get_object())


def test_a_document_is_tagged_dutch_and_says_what_it_is():
    inhoud = document()
    boek = lees(inhoud)

    assert boek.trailer["/Root"]["/Lang"] == "nl"
    assert boek.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert boek.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (boek.metadata.title, boek.metadata.author) == ("Deel van Voorbeeld", "Gemeente Haarlem")
    assert boek.metadata.creation_date.date() == DAG
    xmp = boek.trailer["/Root"]["/Metadata"].get_data().decode()
    assert 'pdfuaid:part="1"' in xmp or "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "Kenmerk SB-1 · 20 november 2026" in tekst(inhoud)
    assert "pagina 1 van 1" in tekst(inhoud)


def test_headings_and_tables_are_in_the_structure():
    gevonden = soorten(document())

    assert [soort for soort in gevonden if soort.startswith("H")] == ["H1", "H2", "H3", "H3"]
    assert (gevonden.count("Table"), gevonden.count("Caption")) == (2, 2)
    assert gevonden.count("TH") == 2 + 3 + 5 + 2  # heads of two tables, and of each of their rows
    assert "TD" in gevonden


def test_everything_is_read_back_from_our_own_font():
    inhoud = document(deel(tekst=NAMEN))

    assert NAMEN in tekst(inhoud)
    letters = [
        lettertype.get_object() for blad in lees(inhoud).pages for lettertype in blad["/Resources"]["/Font"].values()
    ]
    assert {lettertype["/BaseFont"].partition("+")[2] for lettertype in letters} == {
        "Source-Sans-3,",
        "Source-Sans-3-Semi-Bold",
    }
    for lettertype in letters:
        beschrijving = lettertype["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(beschrijving)


def test_the_same_input_gives_the_same_bytes_and_other_input_does_not():
    assert document() == document()
    assert document() != document(deel(tekst="Iets anders."))
    assert document() != document(datum=datetime.date(2026, 11, 21))


def test_two_people_at_once_each_get_their_own():
    apart = [document(deel(naam)) for naam in ("Een", "Twee")]

    with ThreadPoolExecutor(2) as draden:
        samen = list(draden.map(lambda naam: document(deel(naam)), ["Een", "Twee"] * 2))

    assert samen == apart * 2


def test_a_whole_application_fits():
    """60 services and 400 budget lines of ten partners, with long answers."""
    delen = [deel(f"Stichting {nummer}", "Wij helpen bewoners. " * 40, 6, 40) for nummer in range(10)]

    boek = lees(document(*delen))

    assert 30 < len(boek.pages) <= 200
    assert f"pagina {len(boek.pages)} van {len(boek.pages)}" in boek.pages[-1].extract_text()


def test_an_overview_on_its_side_in_small_print_fits_on_one_page():
    posten = deel("Stichting Voorbeeld", voorzieningen=0, posten=30)

    (blad,) = lees(document(posten, liggend=True, klein=True)).pages

    assert (round(float(blad.mediabox.width)), round(float(blad.mediabox.height))) == (842, 595)
    assert len(lees(document(posten, posten, liggend=True, klein=True)).pages) == 2


def test_the_mark_stands_on_every_page():
    boek = lees(document(deel(), deel("Stichting Ander"), merk="CONCEPT"))

    assert ["CONCEPT" in blad.extract_text() for blad in boek.pages] == [True, True]
    assert "CONCEPT" not in tekst(document())


GEMEEN = '<img src="http://kwaad.example/x.png"><style>*{display:none}</style>{{ delen }} file:///etc/passwd &lt;b&gt;'


@pytest.mark.parametrize(
    ("kwaad", "gelezen"),
    [
        (GEMEEN, GEMEEN),
        ("＜img src=＂http://kwaad.example/x.png＂＞", '<img src="http://kwaad.example/x.png">'),
        ("\u0338style=background:url(http://kwaad.example) x", "style=background:url(http://kwaad.example) x"),
        ("a\x00b\x1bc\ue123d\u202ee\ufffff", "abcdef"),
        ("Feest \U0001f389 \u4f60\u597d", "Feest ? ??"),
    ],
)
def test_hostile_text_stays_text(kwaad: str, gelezen: str):
    inhoud = document(deel(kwaad, kwaad), titel=f"Deel {kwaad}", kenmerk=kwaad)

    assert gelezen in tekst(inhoud)
    assert "Subdoel" in tekst(inhoud)
    assert "/URI" not in str(lees(inhoud).pages[0].get("/Annots", ""))


def test_a_word_of_ten_thousand_characters_is_broken_and_not_refused():
    adres = "https://voorbeeld.example/" + "q7" * 5_000

    inhoud = document(deel(tekst=adres))

    assert tekst(inhoud).replace(" ", "").replace("\u200b", "").count("q7") == 4 * 5_000


@pytest.mark.parametrize(
    ("delen", "code"),
    [
        ([deel(tekst="woord " * 100_000)], "document.te_groot"),
        ([deel(posten=3_000)], "document.te_veel_rijen"),
        ([deel(f"Deel {nummer}", voorzieningen=0, posten=0) for nummer in range(201)], "document.te_veel_bladzijden"),
    ],
)
def test_what_is_too_long_is_refused_with_a_reason(delen: list[Any], code: str):
    with pytest.raises(DomeinFout) as fout:
        document(*delen)

    assert (fout.value.code, fout.value.bericht) == (code, "Dit document is te lang om als pdf te maken.")


def test_a_template_of_ours_that_names_a_file_outside_fails(tmp_path, settings):
    (tmp_path / "kwaad.html").write_text(
        '{% extends "brieven/document.html" %}{% block inhoud %}<img src="file:///etc/passwd" alt="x">{% endblock %}'
    )
    (motor,) = settings.TEMPLATES
    settings.TEMPLATES = [motor | {"DIRS": [*motor["DIRS"], tmp_path]}]

    with pytest.raises(DomeinFout) as fout:
        maak_pdf("kwaad.html", {}, titel="x", datum=DAG)

    assert fout.value.code == "document.vreemd_adres"
