"""Every kind of letter is PDF/UA-1: read back from the file itself, not from what made it."""

import contextlib
import functools
import logging

import pytest

from brieven.fouten import BriefFout, Foutcode
from brieven.models import BriefSoort
from brieven.pdf.grenzen import TEKENS_PER_VELD, TEKENS_PER_WOORD
from brieven.pdf.maken import PdfResultaat, render
from brieven.snapshots import Tabel, Tabelrij, Tekstbrief
from brieven.voorbeeld import voorbeeld_pdf, voorbeeldbrief
from brieven.vormen import VORMEN
from kern.fouten import DomeinFout
from tests.brieven.structuur import boom, koppen_van, lees, lettertypen
from tests.brieven.voorbeelden import kop, verlening, voorbeeld

SOORTEN = pytest.mark.parametrize("soort", list(BriefSoort), ids=str)


@functools.cache
def gemaakt(soort: BriefSoort, concept: bool = False) -> PdfResultaat:
    return render(voorbeeld(soort), concept=concept)


def vrij(bericht: str) -> Tekstbrief:
    vorm = VORMEN[BriefSoort.VRIJE_BRIEF]
    return voorbeeldbrief(vorm, vorm.tekst.replace("{bericht}", bericht))


@SOORTEN
def test_every_kind_is_a_tagged_dutch_file_with_its_title_shown(soort):
    boek = lees(gemaakt(soort).inhoud)
    wortel = boek.trailer["/Root"]

    assert wortel["/Lang"] == "nl"
    assert wortel["/MarkInfo"]["/Marked"]
    assert wortel["/ViewerPreferences"]["/DisplayDocTitle"]
    assert boek.metadata.title == f"{voorbeeld(soort).kop.soort_besluit}, kenmerk {voorbeeld(soort).kop.kenmerk}"
    assert "<pdfuaid:part>1</pdfuaid:part>" in wortel["/Metadata"].get_data().decode().replace(
        'pdfuaid:part="1"', "<pdfuaid:part>1</pdfuaid:part>"
    )


@SOORTEN
def test_every_kind_is_made_to_be_kept_as_well(soort):
    wortel = lees(gemaakt(soort).inhoud).trailer["/Root"]
    xmp = wortel["/Metadata"].get_data().decode()
    (profiel,) = wortel["/OutputIntents"]

    assert 'pdfaid:part="2" pdfaid:conformance="A"' in xmp
    assert 'pdfuaid:part="1"' in xmp
    assert "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in xmp
    assert profiel["/S"] == "/GTS_PDFA1"
    assert "sRGB" in profiel["/OutputConditionIdentifier"]
    assert profiel["/DestOutputProfile"].get_object()["/N"] == 3


@SOORTEN
def test_every_kind_has_one_heading_above_and_skips_no_level(soort):
    koppen = [tag.soort for tag in boom(lees(gemaakt(soort).inhoud)).alle("H1", "H2", "H3", "H4")]

    assert koppen[0] == "H1"
    assert set(koppen[1:]) == {"H2"}


@SOORTEN
def test_every_cell_of_a_table_names_its_headings(soort):
    tabellen = list(boom(lees(gemaakt(soort).inhoud)).alle("Table"))

    assert tabellen
    for tabel in tabellen:
        nummers = {tag.nummer for tag in tabel.alle("TH")}
        assert tabel.kinderen[0].soort == "Caption"
        assert "" not in nummers
        for cel in tabel.alle("TD"):
            assert koppen_van(cel)
            assert set(koppen_van(cel)) <= nummers


@SOORTEN
def test_every_image_has_words_and_every_font_is_in_the_file(soort):
    boek = lees(gemaakt(soort).inhoud)

    assert all(tag.alt for tag in boom(boek).alle("Figure"))
    for blad in boek.pages:
        assert all({"/FontFile2", "/FontFile3"} & set(letters) for letters in lettertypen(blad))


@SOORTEN
def test_the_same_letter_is_the_same_file(soort):
    assert render(voorbeeld(soort)).inhoud == gemaakt(soort).inhoud


def test_a_concept_says_so_on_every_page_and_is_as_conforming():
    concept = gemaakt(BriefSoort.VERLENING, concept=True)
    boek = lees(concept.inhoud)

    assert concept.bladzijden == gemaakt(BriefSoort.VERLENING).bladzijden == 3
    assert all("CONCEPT" in blad.extract_text() for blad in boek.pages)
    assert [tag.soort for tag in boom(boek).alle("Figure")] == []  # the word behind the text is an artefact
    for blad in boek.pages:
        assert {waarde for stand in blad["/Resources"]["/ExtGState"].values() for waarde in stand.values()} == {1}
        assert b"/Artifact" in blad.get_contents().get_data()
    assert "CONCEPT" not in lees(gemaakt(BriefSoort.VERLENING).inhoud).pages[0].extract_text()


def test_the_mark_is_not_in_the_snapshot_and_not_in_the_letter_that_is_sent():
    brief = voorbeeld(BriefSoort.TOELATING)

    assert voorbeeld_pdf(brief) == gemaakt(BriefSoort.TOELATING, concept=True).inhoud
    assert "CONCEPT" not in str(brief.to_json())
    assert render(brief).sha256 == gemaakt(BriefSoort.TOELATING).sha256


def test_a_preview_that_cannot_be_made_says_why():
    with pytest.raises(DomeinFout) as fout:
        voorbeeld_pdf(verlening(doel="a" * 201))

    assert (fout.value.code, fout.value.bericht) == ("brief.woord_te_lang", Foutcode.WOORD_TE_LANG.label)


@pytest.mark.parametrize(
    "snapshot",
    [
        lambda: vrij("woord " * 833),
        lambda: vrij("a" * TEKENS_PER_WOORD),
        lambda: vrij(" ".join(["\u5341" * TEKENS_PER_WOORD] * 20)),
        lambda: verlening(kop=kop(onderwerp="W" * TEKENS_PER_WOORD)),
        lambda: verlening(doel="i" * 4 + " " + "m " * ((TEKENS_PER_VELD - 5) // 2)),
    ],
)
def test_a_text_at_its_bound_is_a_letter(snapshot):
    assert render(snapshot()).bladzijden <= 6


GEMEEN = {
    "adres": "http://127.0.0.1:1/x.png https://kwaad.example/?q=1 //kwaad.example/x",
    "bestand": "file:///etc/passwd ../../../etc/passwd \\\\server\\deel",
    "beeld": '<img src="http://127.0.0.1:1/x.png"> <svg onload=x><image href="file:///etc/passwd"/></svg>',
    "opmaak": '<style>@import url("http://127.0.0.1:1/x.css")</style> </p></main><h1>Kop</h1> url(file:///etc/passwd)',
    "sjabloon": "{{ brief }} {% include 'x' %} {veld} ${x} &lt;b&gt; &amp;amp; <!-- x --> <![CDATA[x]]>",
    "rechts naar links": "\u202eabc\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u200f\u200e",
    "plaatjes": "\U0001f389 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f3\U0001f1f1 \ufe0f",
    "niets": "\x00\x01\x08\x0b\x1b\x7f\x85\u2028\u2029\ufeff\ufffe\ue000 einde",
    "stapels": "Z\u0337\u0353\u033f\u0310\u0342a\u0334\u030c\u0301lgo " * 20,
    "accenten": "Łódź Şükran Nguyễn Ŵyn Ζωή Юлия ﬁ ① ½ ™",
    "lang": "x" * 20_000,
    "lang met plekken": "x-" * 10_000,
    "cijfers": "1" * 5_001,
}


@pytest.mark.parametrize("naam", GEMEEN)
def test_hostile_text_gives_a_conforming_letter_or_a_typed_failure(naam, caplog):
    caplog.set_level(logging.WARNING)
    brief = verlening(doel=GEMEEN[naam], kop=kop(adres=("Stichting", GEMEEN[naam][:150])))

    te_lang = len(GEMEEN[naam]) > TEKENS_PER_VELD
    with pytest.raises(BriefFout, match="te_lang") if te_lang else contextlib.nullcontext():
        boek = lees(render(brief).inhoud)
        assert [tag.soort for tag in boom(boek).alle("H1")] == ["H1"]
        assert list(boom(boek).alle("Figure", "Link")) == []
        assert not any("/Annots" in blad for blad in boek.pages)
        assert "/EmbeddedFiles" not in str(boek.trailer["/Root"])
    assert caplog.records == []


def test_a_table_of_a_text_has_its_headings_too():
    vorm = VORMEN[BriefSoort.PLAFOND]
    tabel = Tabel(
        bijschrift="Plafond <b>", koppen=("Tafel", "2027"), rijen=(Tabelrij(cellen=("Ontmoeten & co", "1.000,00")),)
    )
    brief = voorbeeldbrief(vorm, vorm.tekst)
    delen = [deel for sectie in brief.secties for deel in sectie.delen]

    assert sum(deel.tabel is not None for deel in delen) == 1
    assert tabel.met_koppen == ((("Tafel", "Ontmoeten & co"), ("2027", "1.000,00")),)
