import dataclasses
import io
import logging
import os
import subprocess
import sys

import pytest
from pypdf import PdfReader

from brieven import lettertypen
from brieven.fouten import BriefFout, Foutcode
from brieven.pdf import huisstijl
from brieven.pdf.grenzen import BRIEF
from brieven.pdf.huisstijl import Huisstijl, standaard
from brieven.pdf.maken import naar_html, naar_pdf, render
from brieven.snapshots import Activiteit
from tests.brieven.voorbeelden import ALLE, kop, verlening

NAMEN = "Łódź, Şükran, Nguyễn, Ŵyn, Ζωή, Юлия: € 1.234,50 – ’s avonds"

ELDERS = """
import django
django.setup()
from brieven.pdf.maken import render
from tests.brieven.voorbeelden import verlening
print(render(verlening()).sha256)
"""


def lees(inhoud: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(inhoud))


def tekst(inhoud: bytes) -> str:
    return "\n".join(blad.extract_text() for blad in lees(inhoud).pages)


def test_the_award_is_three_tagged_dutch_pages():
    resultaat = render(verlening())
    boek = lees(resultaat.inhoud)

    assert resultaat.bladzijden == len(boek.pages) == 3
    assert boek.trailer["/Root"]["/Lang"] == "nl"
    assert "/StructTreeRoot" in boek.trailer["/Root"]
    assert boek.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert boek.metadata.title == "Verlening van subsidie, kenmerk SB-2026-0011-1"
    assert boek.metadata.author == "Gemeente Voorbeeldstad"
    assert boek.metadata.creation_date.date().isoformat() == "2026-11-20"
    xmp = boek.trailer["/Root"]["/Metadata"].get_data().decode()
    assert 'pdfuaid:part="1"' in xmp or "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "pagina 3 van 3" in boek.pages[2].extract_text()


@pytest.mark.parametrize("maak", ALLE)
def test_every_kind_of_letter_becomes_a_pdf(maak):
    resultaat = render(maak())

    assert resultaat.inhoud.startswith(b"%PDF-1.7")
    assert len(resultaat.sha256) == 64
    assert resultaat.bladzijden in {1, 2, 3}


def test_names_from_everywhere_are_read_back_from_our_own_font():
    inhoud = render(verlening(kop=kop(adres=(NAMEN,)))).inhoud

    assert NAMEN in " ".join(tekst(inhoud).split())
    assert {str(letters) for blad in lees(inhoud).pages for letters in _letters(blad)} == {
        "Source-Sans-3,",
        "Source-Sans-3-Semi-Bold",
    }


def _letters(blad):
    return [letters["/BaseFont"].partition("+")[2] for letters in blad["/Resources"]["/Font"].values()]


def test_the_same_snapshot_gives_the_same_bytes_in_any_process():
    hier = render(verlening()).sha256
    elders = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            ELDERS,
        ],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "socialebasis.settings"},
    ).stdout.split()[-1]

    assert render(verlening()).sha256 == hier
    assert elders == hier


def test_another_letter_gives_other_bytes():
    assert render(verlening(doel="Iets anders.")).sha256 != render(verlening()).sha256


def test_the_fonts_are_built_the_same_twice(tmp_path):
    eerste = [pad.read_bytes() for pad in lettertypen.bouw(doel=tmp_path / "a")]
    tweede = [pad.read_bytes() for pad in lettertypen.bouw(doel=tmp_path / "b")]

    assert eerste == tweede


def test_hostile_text_stays_text():
    gemeen = '<script src="http://kwaad.example/x.js"></script>{{ brief }} file:///etc/passwd \x00\x1b\ue123 &amp;'

    inhoud = render(verlening(doel=gemeen, activiteiten=(Activiteit(naam=gemeen, waar=gemeen),))).inhoud

    assert "{{ brief }} file:///etc/passwd" in " ".join(tekst(inhoud).split())
    assert "/URI" not in str(lees(inhoud).pages[0].get("/Annots", ""))


@pytest.mark.parametrize(
    "adres", ["file:///etc/passwd", "http://127.0.0.1:1/x.png", "data:image/svg+xml,<svg/>", "merk2.svg", "//x/y.png"]
)
def test_nothing_outside_the_house_style_is_fetched(adres):
    opmaak = naar_html(verlening()).replace("<main>", f'<main><img src="{adres}" alt="x">')

    with pytest.raises(BriefFout) as fout:
        naar_pdf(opmaak, standaard())

    assert fout.value.code == Foutcode.VREEMD_ADRES


@pytest.mark.parametrize(
    ("snapshot", "code"),
    [
        (lambda: verlening(doel="a" * 20_000), Foutcode.VELD_TE_LANG),
        (lambda: verlening(doel="a" * 201), Foutcode.WOORD_TE_LANG),
        (lambda: verlening(activiteiten=(Activiteit(naam="x", waar="y"),) * 500), Foutcode.TE_VEEL_RIJEN),
        (lambda: verlening(doelverplichtingen=("woord " * 800,) * 70), Foutcode.TE_GROOT),
        (lambda: verlening(doelverplichtingen=("woord " * 800,) * 40), Foutcode.TE_VEEL_BLADZIJDEN),
    ],
)
def test_a_letter_beyond_a_bound_fails_with_its_reason(snapshot, code):
    with pytest.raises(BriefFout) as fout:
        render(snapshot())

    assert fout.value.code == code


def test_a_sign_without_a_letter_does_not_keep_a_decision_from_being_sent():
    activiteit = Activiteit(
        naam="Zomerfeest \U0001f389 \u4f60\u597d \u0645\u0631\u062d\u0628\u0627", waar="Schalkwijk"
    )

    resultaat = render(verlening(activiteiten=(activiteit,)))

    assert "Zomerfeest ? ?? ?????" in tekst(resultaat.inhoud)


def test_a_letter_that_took_too_long_fails():
    with pytest.raises(BriefFout) as fout:
        naar_pdf(naar_html(verlening()), standaard(), dataclasses.replace(BRIEF, seconden=-1))

    assert fout.value.code == Foutcode.TE_LANG_BEZIG


def test_a_warning_of_the_engine_fails_the_letter_and_an_info_does_not():
    logging.getLogger("weasyprint").info("niets aan de hand")
    render(verlening())
    zonder_taal = naar_html(verlening()).replace('<html lang="nl">', "<html>")

    with pytest.raises(BriefFout) as fout:
        naar_pdf(zonder_taal, standaard())

    assert fout.value.code == Foutcode.WAARSCHUWING


def test_warm_state_belongs_to_one_house_style():
    gewoon = standaard()
    rood = dataclasses.replace(gewoon, css=gewoon.css.replace("#12506b", "#aa0000"))

    assert gewoon.sleutel != rood.sleutel
    assert huisstijl.warm(gewoon) is huisstijl.warm(Huisstijl(gewoon.css, gewoon.bestanden))
    assert huisstijl.warm(gewoon) is not huisstijl.warm(rood)
    assert naar_pdf(naar_html(verlening()), rood).sha256 != render(verlening()).sha256


def test_missing_fonts_are_named(settings, tmp_path):
    settings.WORTEL = tmp_path
    standaard.cache_clear()

    with pytest.raises(BriefFout) as fout:
        render(verlening())

    assert fout.value.code == Foutcode.LETTERTYPE_ONTBREEKT
    standaard.cache_clear()
