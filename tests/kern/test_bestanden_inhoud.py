"""What comes in, judged by its content: every honest kind is taken, every disguise is refused for its own reason."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from kern.bestanden import neem_aan
from kern.bestanden.inhoud import keur, schone_naam
from kern.bestanden.soorten import DOCX, JPG, ODS, ODT, PDF, PNG, XLSX
from kern.fouten import DomeinFout
from kern.models import Bestand
from tests.hulp import bestanden as b

MAX = 10 * 2**20
GROOT = b"0" * (2 * 2**20)


def versleuteld() -> bytes:
    """The bit that says so set in both headers of the last part."""
    inhoud = bytearray(b.docx())
    for kop, plek in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        inhoud[inhoud.rindex(kop) + plek] |= 1
    return bytes(inhoud)


def liegende_bom(genoemd: int, som: int | None = None) -> bytes:
    """Three mebibytes of zeros in a part whose headers say `genoemd` bytes."""
    echt = b"0" * (3 * 2**20)
    inhoud = b.docx({"word/media/x.xml": echt})
    if som is None:
        som = zlib.crc32(echt[:genoemd])
    oud = struct.pack("<I", zlib.crc32(echt)), struct.pack("<I", len(echt))
    return inhoud.replace(oud[0], struct.pack("<I", som)).replace(oud[1], struct.pack("<I", genoemd))


def klein_gepakt() -> bytes:
    """Two mebibytes in two kilobytes, and honest about it."""
    return b.docx({"word/media/x.xml": GROOT})


def veel_delen() -> bytes:
    return b.docx({f"word/media/{nummer}.xml": b"" for nummer in range(2000)})


def samen_te_groot() -> bytes:
    """Each part alone keeps to the ratio, all together they are more than 100 MiB."""
    deel = bytes(range(256)) * 16
    deel = b"".join(deel + struct.pack(">I", nummer) * 10 for nummer in range(2500))  # ten mebibytes
    inhoud = b.docx({f"word/media/{nummer}.xml": deel for nummer in range(11)})
    assert len(inhoud) < MAX
    return inhoud


def twee_keer_dezelfde_naam() -> bytes:
    return b.docx({"word/x1.xml": b"a", "word/x2.xml": b"b"}).replace(b"word/x2.xml", b"word/x1.xml")


def andere_naam_in_de_lijst() -> bytes:
    inhoud = b.docx({"word/x1.xml": b"a"})
    plek = inhoud.rindex(b"word/x1.xml")
    return inhoud[:plek] + b"word/x9.xml" + inhoud[plek + 11 :]


def zip_in_een_pdf() -> bytes:
    """A zip whose closing comment is the end of the PDF: both programs find their own file."""
    inhoud = bytearray(b.PDF[:-7] + b.docx() + b"\n%%EOF\n")
    inhoud[inhoud.rindex(b"PK\x05\x06") + 20] = 7
    return bytes(inhoud)


def odt_met_wachtwoord() -> bytes:
    return b.odt_met({"META-INF/manifest.xml": b"<manifest><manifest:encryption-data/></manifest>"})


VIJANDIG: list[tuple[str, str, bytes | Callable[[], bytes], str]] = [
    ("leeg", "a.pdf", b"", "leeg"),
    ("elf MB", "a.pdf", b.PDF[:-7] + b" " * (11 * 2**20) + b"%%EOF", "te_groot"),
    ("een byte te veel", "a.pdf", b.PDF[:-7] + b" " * (MAX + 1 - len(b.PDF)) + b"\n%%EOF\n", "te_groot"),
    ("programma", "a.exe", b.EXE, "soort"),
    ("geen extensie", "../../etc/passwd", b"root:x:0:0", "soort"),
    ("docm", "a.docm", b.docx(hoofdsoort=b.WORD_MACRO), "soort"),
    ("svg", "a.svg", b"<svg/>", "soort"),
    ("verborgen extensie", "a.pdf\u202efdp.exe", b.PDF, "soort"),
    ("programma als pdf", "a.pdf", b.EXE, "inhoud"),
    ("html als png", "a.png", b"<html><script>alert(1)</script></html>", "inhoud"),
    ("tekst als pdf", "a.pdf", b"hallo", "inhoud"),
    ("jpg als pdf", "a.pdf", b.JPG, "inhoud"),
    ("pdf als jpg", "a.jpg", b.PDF, "inhoud"),
    ("docx als xlsx", "a.xlsx", b.docx(), "inhoud"),
    ("xlsx als docx", "a.docx", b.xlsx, "inhoud"),
    ("odt als ods", "a.ods", lambda: b.odf("text"), "inhoud"),
    ("docx als pdf", "a.pdf", b.docx(), "inhoud"),
    ("gewone zip als docx", "a.docx", b.zip_van({"a.txt": b"a"}), "inhoud"),
    ("lege zip als docx", "a.docx", b.zip_van({}), "inhoud"),
    ("twee hoofddelen", "a.docx", lambda: b.docx(hoofdsoort=b.WORD + " spreadsheetml.sheet.main+xml"), "inhoud"),
    ("gif", "a.png", b"GIF89a" + b"\x00" * 20, "inhoud"),
    ("html voor een pdf", "a.pdf", b"<html>" + b.PDF, "inhoud"),
    ("bom voor een pdf", "a.pdf", b"\xef\xbb\xbf" + b.PDF, "samengesteld"),
    ("html achter een pdf", "a.pdf", b.PDF + b"<html><script>", "samengesteld"),
    ("html in een pdf", "a.pdf", b.PDF + b"<SCRIPT src=x></SCRIPT>%%EOF", "samengesteld"),
    ("zip achter een pdf", "a.pdf", b.PDF + b.docx(), "samengesteld"),
    ("zip in een pdf", "a.pdf", zip_in_een_pdf, "samengesteld"),
    ("zip achter een jpg", "a.jpg", b.JPG + b.docx(), "samengesteld"),
    ("script achter een jpg", "a.jpg", b.JPG + b"<script>alert(1)</script>", "samengesteld"),
    ("programma achter een jpg", "a.jpg", b.JPG + b.EXE, "samengesteld"),
    ("programma achter de tweede foto", "a.jpg", b.JPG + b.JPG + b.EXE, "samengesteld"),
    ("php in een jpg", "a.jpg", b.JPG[:20] + b"\xff\xfe\x00\x15<?php echo(1+1); ?>" + b.JPG[20:], "samengesteld"),
    ("zip achter een png", "a.png", b.PNG + b.docx(), "samengesteld"),
    ("tekst achter een png", "a.png", b.PNG + b"hallo", "samengesteld"),
    ("iets voor een docx", "a.docx", b"PK\x03\x04junk" + b.docx(), "samengesteld"),
    ("iets achter een docx", "a.docx", b.docx() + b"junk", "samengesteld"),
    ("pdf achter een docx", "a.docx", b.docx() + b.PDF, "samengesteld"),
    ("pdf zonder einde", "a.pdf", b.PDF[:-7], "beschadigd"),
    ("halve jpg", "a.jpg", b.JPG[:-2], "beschadigd"),
    ("jpg met alleen een begin", "a.jpg", b.JPG[:3], "beschadigd"),
    ("halve png", "a.png", b.PNG[:-4], "beschadigd"),
    ("halve docx", "a.docx", b.docx()[:200], "beschadigd"),
    ("dezelfde naam twee keer", "a.docx", twee_keer_dezelfde_naam, "beschadigd"),
    ("andere naam in de lijst", "a.docx", andere_naam_in_de_lijst, "beschadigd"),
    ("naam van een soort verstopt", "a.docx", b.docx(hoofdsoort=b.WORD + "&#77;"), "beschadigd"),
    ("opendocument zonder lijst", "a.odt", b.zip_van({"mimetype": ODT.encode()}), "beschadigd"),
    ("bom", "a.docx", klein_gepakt, "bom"),
    ("bom in duizend delen", "a.docx", veel_delen, "bom"),
    ("bom van gewone delen", "a.docx", samen_te_groot, "bom"),
    ("bom die liegt over zijn grootte", "a.docx", lambda: liegende_bom(100), "bom"),
    ("bom die liegt over zijn som", "a.docx", lambda: liegende_bom(100, 7), "bom"),
    ("bom die zich te klein noemt", "a.docx", lambda: liegende_bom(0), "bom"),
    ("macro's in docx", "a.docx", b.docx({"word/vbaProject.bin": b"VBA"}), "macro"),
    ("macro's onder een andere soort", "a.docx", b.docx(hoofdsoort=b.WORD_MACRO), "macro"),
    ("basic in odt", "a.odt", lambda: b.odt_met({"Basic/Standard/Module1.xml": b"<x/>"}), "macro"),
    ("python in odt", "a.odt", lambda: b.odt_met({"Scripts/python/x.py": b"import os"}), "macro"),
    ("zip in docx", "a.docx", b.docx({"word/embeddings/a.zip": b.zip_van({"b": b"b"})}), "ingesloten"),
    (
        "zip in docx onder een andere naam",
        "a.docx",
        b.docx({"word/media/a.png": b.zip_van({"b": b"b"})}),
        "ingesloten",
    ),
    ("docx in docx", "a.docx", b.docx({"word/embeddings/a.docx": b.docx()}), "ingesloten"),
    ("ole in docx", "a.docx", b.docx({"word/embeddings/a.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}), "ingesloten"),
    ("programma in odt", "a.odt", lambda: b.odt_met({"Pictures/a.png": b.EXE}), "ingesloten"),
    ("pad naar boven", "a.docx", b.docx({"../../etc/passwd": b"x"}), "pad"),
    ("pad vanaf de wortel", "a.docx", b.docx({"/etc/passwd": b"x"}), "pad"),
    ("pad van een andere schijf", "a.docx", b.docx({"C:/a": b"x"}), "pad"),
    ("pad met een omgekeerde streep", "a.docx", b.docx({"..\\a": b"x"}), "pad"),
    ("versleutelde zip", "a.docx", versleuteld, "versleuteld"),
    ("odt met wachtwoord", "a.odt", odt_met_wachtwoord, "versleuteld"),
    ("docx met wachtwoord", "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "versleuteld"),
    ("script in pdf", "a.pdf", b.PDF.replace(b"/Type /Pages", b"/OpenAction << /S /JavaScript >>"), "actief"),
    ("vermomd script in pdf", "a.pdf", b.PDF.replace(b"/Type /Pages", b"/S /J#61va#53cript"), "actief"),
    ("programma starten uit pdf", "a.pdf", b.PDF.replace(b"/Type /Pages", b"/S/Launch/F(a)"), "actief"),
    ("bestand in pdf", "a.pdf", b.PDF.replace(b"/Type /Pages", b"/Type /EmbeddedFile"), "actief"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("naam", "inhoud", "reden"), [pytest.param(*geval[1:], id=geval[0]) for geval in VIJANDIG])
def test_a_hostile_file_is_refused_for_its_reason_and_nothing_is_stored(
    eigen_opslag: None, naam: str, inhoud: bytes | Callable[[], bytes], reden: str
) -> None:
    with pytest.raises(DomeinFout) as fout:
        neem_aan(b.upload(inhoud() if callable(inhoud) else inhoud, naam))

    assert (fout.value.code, fout.value.veld) == (f"bestand.{reden}", "bestand")
    assert Bestand.objects.count() == 0
    assert default_storage.listdir("") == ([], [])


@pytest.mark.parametrize(
    ("naam", "inhoud", "soort"),
    [
        ("a.pdf", b.PDF, PDF),
        ("a.PDF", b.PDF + b"\r\n\x00\x00", PDF),
        ("twee keer bewaard.pdf", b.PDF + b.PDF[9:], PDF),
        ("a.jpg", b.JPG, JPG),
        ("a.jpeg", b.JPG + b"\x00\x00", JPG),
        ("met kleine foto.jpg", b.JPG + b"\x00" + b.JPG, JPG),
        ("a.png", b.PNG, PNG),
        ("a.docx", b.docx(), DOCX),
        ("foto erin.docx", b.docx({"word/media/a.png": b.PNG, "word/media/b.jpg": b.JPG}), DOCX),
        ("a.xlsx", b.xlsx, XLSX),
        ("a.odt", lambda: b.odf("text"), ODT),
        ("a.ods", lambda: b.odf("spreadsheet"), ODS),
        ("precies groot genoeg.pdf", b.PDF[:-7] + b" " * (MAX - len(b.PDF)) + b"\n%%EOF\n", PDF),
    ],
)
def test_an_honest_file_is_taken(naam: str, inhoud: bytes | Callable[[], bytes], soort: str) -> None:
    assert keur(naam, inhoud() if callable(inhoud) else inhoud, MAX) == soort


def test_a_lying_bomb_is_stopped_before_it_has_unpacked_itself() -> None:
    """A gigabyte in a megabyte: no more than a few pieces of it are ever in memory."""
    pakker = zlib.compressobj(9, zlib.DEFLATED, -15)
    ruw = b"".join(pakker.compress(b"0" * 2**20) for _ in range(1024)) + pakker.flush()
    deel = zipfile.ZipInfo("word/document.xml")
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        archief.writestr(deel, ruw)
    inhoud = bytearray(uit.getvalue())
    for kop, plek in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        inhoud[inhoud.index(kop) + plek] = zipfile.ZIP_DEFLATED
    tracemalloc.start()

    with pytest.raises(DomeinFout) as fout:
        keur("a.docx", bytes(inhoud), MAX)
    _, hoogste = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert fout.value.code == "bestand.bom"
    assert hoogste < 10 * 2**20


@pytest.mark.parametrize(
    ("gegeven", "schoon"),
    [
        ("Jaarrekening 2026.pdf", "Jaarrekening 2026.pdf"),
        ("../../etc/jaarrekening.pdf", "jaarrekening.pdf"),
        ("C:\\Documenten\\plan.docx", "plan.docx"),
        ("rekening\u202efdp.exe", "rekeningfdp.exe"),
        ("a\x00b\r\nc\t.pdf", "abc.pdf"),
        ("sta\u200btuten\u2066.pdf", "statuten.pdf"),
        ("Łódź – Şükran.pdf", "Łódź – Şükran.pdf"),
        ("e\u0301e\u0301n.pdf", "één.pdf"),
        ("  spaties   te  veel .pdf", "spaties te veel.pdf"),
        (".pdf", "bestand.pdf"),
        ("..", "bestand"),
        ("", "bestand"),
        ("map/", "bestand"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("x." + "y" * 300, "x." + "y" * 19),
    ],
)
def test_of_a_name_only_what_is_harmless_stays(gegeven: str, schoon: str) -> None:
    assert schone_naam(gegeven) == schoon
    assert len(schone_naam(gegeven)) <= Bestand._meta.get_field("naam").max_length


def test_the_bound_is_ten_megabytes_unless_set_otherwise() -> None:
    assert settings.BESTAND_MAX_BYTES == MAX
