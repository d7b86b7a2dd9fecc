"""Text documents, read back with another eye: the zip, its XML, and odfdo."""

import datetime
import io
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
import time_machine
from odfdo import Document

from brieven.documenten.odt import SOORT, Odt

DAG = datetime.date(2026, 11, 20)
TEKST = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABEL = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
STIJL = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"


def maak(tekst: str = "Wij helpen.\nElke dag.\n\nEn verder.") -> Odt:
    odt = Odt("Deel van Stichting Voorbeeld", datum=DAG, kenmerk="SB-2026-0001")
    odt.kop("Voorzieningen")
    odt.kop("Buurtkamer", 2)
    odt.alinea(tekst)
    odt.lijst(["Samen eten", "Samen koken"])
    odt.tabel(
        "Begroting, in euro’s", kolommen=["Post", "2027"], rijen=[["Huur", "1.000"], [tekst, "2.000"]], rechts={1}
    )
    return odt


def lees(inhoud: bytes, naam: str) -> ElementTree.Element:
    with ZipFile(io.BytesIO(inhoud)) as bestand:
        return ElementTree.fromstring(bestand.read(naam))  # noqa: S314  our own


def teksten(inhoud: bytes, tag: str) -> list[str]:
    return ["".join(deel.itertext()) for deel in lees(inhoud, "content.xml").iter(f"{{{TEKST}}}{tag}")]


def test_the_file_is_an_odt_that_another_program_recognises():
    inhoud = maak().inhoud()

    with ZipFile(io.BytesIO(inhoud)) as bestand:
        eerste = bestand.infolist()[0]
        assert bestand.testzip() is None
        assert (eerste.filename, eerste.compress_type, bestand.read(eerste)) == (
            "mimetype",
            ZIP_STORED,
            SOORT.encode(),
        )
        assert SOORT in bestand.read("META-INF/manifest.xml").decode()


def test_title_language_and_day_are_in_the_metadata():
    document = Document(io.BytesIO(maak().inhoud()))

    assert document.meta.title == "Deel van Stichting Voorbeeld"
    assert (document.language, document.meta.language) == ("nl-NL", "nl-NL")
    assert document.meta.creation_date == datetime.datetime(2026, 11, 20)  # noqa: DTZ001  as the file writes it
    talen = {
        (stijl.get(f"{{{FO}}}language"), stijl.get(f"{{{FO}}}country"))
        for stijl in lees(maak().inhoud(), "styles.xml").iter(f"{{{STIJL}}}text-properties")
        if stijl.get(f"{{{FO}}}language") not in {None, "zxx", "none"}
    }
    assert talen == {("nl", "NL")}


def test_headings_paragraphs_and_lists_are_what_they_are():
    inhoud = maak().inhoud()

    koppen = list(lees(inhoud, "content.xml").iter(f"{{{TEKST}}}h"))
    assert [("".join(kop.itertext()), kop.get(f"{{{TEKST}}}outline-level")) for kop in koppen] == [
        ("Voorzieningen", "1"),
        ("Buurtkamer", "2"),
    ]
    assert teksten(inhoud, "p")[:5] == [
        "Deel van Stichting Voorbeeld",
        "Kenmerk SB-2026-0001 · 20 november 2026",
        "Wij helpen.Elke dag.",
        "En verder.",
        "Samen eten",
    ]
    assert (
        len(list(lees(inhoud, "content.xml").iter(f"{{{TEKST}}}line-break"))) == 1 + 3
    )  # in a cell the blank line stays too
    assert teksten(inhoud, "list-item") == ["Samen eten", "Samen koken"]


def test_a_table_has_a_head_and_one_cell_per_column():
    inhoud = maak("Koffie").inhoud()

    (tabel,) = lees(inhoud, "content.xml").iter(f"{{{TABEL}}}table")
    (kop,) = tabel.iter(f"{{{TABEL}}}table-header-rows")
    assert ["".join(cel.itertext()) for cel in kop.iter(f"{{{TABEL}}}table-cell")] == ["Post", "2027"]
    assert [
        ["".join(cel.itertext()) for cel in rij.iter(f"{{{TABEL}}}table-cell")]
        for rij in tabel.findall(f"{{{TABEL}}}table-row")
    ] == [["Huur", "1.000"], ["Koffie", "2.000"]]
    assert sum(int(kolom.get(f"{{{TABEL}}}number-columns-repeated", 1)) for kolom in _kolommen(tabel)) == 2


def _kolommen(tabel: ElementTree.Element) -> list[ElementTree.Element]:
    return list(tabel.iter(f"{{{TABEL}}}table-column"))


def test_every_style_in_use_exists():
    inhoud = maak().inhoud()
    gemaakt = {
        stijl.get(f"{{{STIJL}}}name") for naam in ("styles.xml", "content.xml") for stijl in lees(inhoud, naam).iter()
    }
    gebruikt = {
        waarde
        for deel in lees(inhoud, "content.xml").iter()
        for naam, waarde in deel.attrib.items()
        if naam in {f"{{{TEKST}}}style-name", f"{{{TABEL}}}style-name"}
    }

    assert "Title" in gebruikt
    assert gebruikt - gemaakt == set()


def test_a_ragged_row_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="1 cellen in een tabel met 2 kolommen"):
        Odt("x", datum=DAG).tabel("t", kolommen=["a", "b"], rijen=[["alleen a"]])


def test_the_same_calls_give_the_same_bytes_on_any_day():
    with time_machine.travel(datetime.datetime(2031, 3, 1, tzinfo=datetime.UTC)):
        later = maak().inhoud()

    assert maak().inhoud() == later
    assert maak().inhoud() != maak("Iets anders.").inhoud()


@pytest.mark.parametrize(
    ("kwaad", "gelezen"),
    [
        ("<text:p>&amp;</text:p> {{ x }} ]]>", "<text:p>&amp;</text:p> {{ x }} ]]>"),
        ("a\x00b\x1bc\x0bd\x1fe\ue123f\ufffeg\u202eh", "abc d efgh"),
        ("Feest \U0001f389 你好 Łódź", "Feest \U0001f389 你好 Łódź"),
        ("=SOM(A1)", "=SOM(A1)"),
    ],
)
def test_hostile_text_stays_text(kwaad: str, gelezen: str):
    odt = maak(kwaad)
    odt.kop(kwaad)
    odt.lijst([kwaad])
    odt.tabel(kwaad, kolommen=[kwaad], rijen=[[kwaad]])

    inhoud = odt.inhoud()

    assert gelezen in teksten(inhoud, "h")
    assert teksten(inhoud, "p").count(gelezen) == 6


def test_a_title_of_any_kind_is_a_title():
    inhoud = Odt("a\x00 & <b>", datum=DAG).inhoud()

    assert Document(io.BytesIO(inhoud)).meta.title == "a & <b>"
