"""The check of a docx, xlsx, odt or ods: a zip, unpacked within bounds and never on disk. Pure.

It does not see what a reader would fetch or run by itself when it opens the document: a template or picture from the
web, a DDE field, an event that calls a macro from elsewhere. Office asks first; we never open these files.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

from kern.bestanden.soorten import DOCX, ODS, ODT, XLSX
from kern.bestanden.weigering import ALS_PDF, beschadigd, samengesteld, weiger
from kern.fouten import DomeinFout

ZIP, EINDE, LENGTE_EINDE = b"PK\x03\x04", b"PK\x05\x06", 22
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office made before, and makes of a password or an embedded object
KOP = 30  # bytes before the name in a local header

MEESTE_DELEN = 2_000
MEESTE_BYTES = 100 * 2**20  # unpacked, all together
MEESTE_KEREN = 200  # unpacked against packed, for a part that is large enough to matter
DOET_ERTOE = 2**20
STUK = 2**20

TYPEN = "[Content_Types].xml"
HOOFDDEEL = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
}
MACRO_NAAM = re.compile(r"(^|/)(vbaproject[^/]*|basic/.*|scripts/.*|macrosheets/.*|activex/.*)$", re.IGNORECASE)
MACRO_TYPE = re.compile(rb"macroenabled|vbaproject|macrosheet|activex", re.IGNORECASE)
VREEMD_PAD = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Deel:
    """One part of a document: its name, its first piece, and how large it turned out to be."""

    naam: str
    begin: bytes
    grootte: int


def keur_document(inhoud: bytes) -> str:
    """The media type of the document in this zip, "" when it is another zip. Raises DomeinFout for a bad one."""
    with _open(inhoud) as archief:
        delen = archief.infolist()
        _keur_lijst(inhoud, archief, delen)
        uitgepakt = {deel.naam: deel for deel in _pak_uit(inhoud, delen)}
    for deel in uitgepakt.values():
        if deel.begin.startswith(OLE) or filetype.archive_match(deel.begin):
            raise weiger("ingesloten", f"In dit bestand zit een ander bestand, zoals {_kort(deel.naam)}. {ALS_PDF}")
    return _soort(delen[0], uitgepakt)


def _open(inhoud: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(inhoud))
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError, OverflowError) as fout:
        raise beschadigd() from fout


def _keur_lijst(inhoud: bytes, archief: zipfile.ZipFile, delen: list[zipfile.ZipInfo]) -> None:
    """What can be refused before anything is unpacked: by the list of parts and what it says of them."""
    if archief.comment or inhoud[-LENGTE_EINDE:][: len(EINDE)] != EINDE:
        raise samengesteld()
    if min((deel.header_offset for deel in delen), default=1) != 0:
        raise samengesteld()
    if len(delen) > MEESTE_DELEN or sum(deel.file_size for deel in delen) > MEESTE_BYTES:
        raise _bom()
    if len({deel.orig_filename for deel in delen}) != len(delen):
        raise beschadigd()
    for deel in delen:
        _keur_deel(deel)


def _keur_deel(deel: zipfile.ZipInfo) -> None:
    if VREEMD_PAD.search(deel.orig_filename):
        raise weiger("pad", f"In dit bestand staan namen van mappen buiten het bestand. {ALS_PDF}")
    if deel.flag_bits & 0x41:
        raise weiger("versleuteld", "Dit bestand heeft een wachtwoord. Haal dat eraf en kies het opnieuw.")
    if deel.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise beschadigd()
    if deel.file_size > DOET_ERTOE and deel.file_size > MEESTE_KEREN * deel.compress_size:
        raise _bom()
    if MACRO_NAAM.search(deel.orig_filename):
        raise _macro()


def _pak_uit(inhoud: bytes, delen: list[zipfile.ZipInfo]) -> Iterator[Deel]:
    """Every part, unpacked by ourselves: a header that lies about the size is found out, and the bound holds."""
    ruimte = MEESTE_BYTES
    for deel in delen:
        begin, grootte, som = b"", 0, 0
        for stuk in _stukken(deel, _ingepakt(inhoud, deel)):
            begin, grootte, som = begin or stuk, grootte + len(stuk), zlib.crc32(stuk, som)
            if grootte > min(ruimte, deel.file_size):
                raise _bom()
        if (grootte, som) != (deel.file_size, deel.CRC):
            raise beschadigd()
        ruimte -= grootte
        yield Deel(deel.orig_filename, begin, grootte)


def _ingepakt(inhoud: bytes, deel: zipfile.ZipInfo) -> bytes:
    """The packed bytes of a part: found by its own header, which must name the same part as the list does."""
    kop = inhoud[deel.header_offset : deel.header_offset + KOP]
    naam = deel.header_offset + KOP
    lengte_naam, lengte_extra = int.from_bytes(kop[26:28], "little"), int.from_bytes(kop[28:30], "little")
    genoemd = inhoud[naam : naam + lengte_naam].decode("utf-8" if deel.flag_bits & 0x800 else "cp437", "replace")
    begin = naam + lengte_naam + lengte_extra
    ingepakt = inhoud[begin : begin + deel.compress_size]
    if not kop.startswith(ZIP) or genoemd != deel.orig_filename or len(ingepakt) != deel.compress_size:
        raise beschadigd()
    return ingepakt


def _stukken(deel: zipfile.ZipInfo, ingepakt: bytes) -> Iterator[bytes]:
    """The unpacked bytes, a mebibyte at a time; the packed ones must be used up exactly."""
    if deel.compress_type == zipfile.ZIP_STORED:
        yield ingepakt
        return
    uitpakker, rest = zlib.decompressobj(-zlib.MAX_WBITS), ingepakt
    try:
        while not uitpakker.eof and (stuk := uitpakker.decompress(rest, STUK)):
            yield stuk
            rest = uitpakker.unconsumed_tail
    except zlib.error as fout:
        raise beschadigd() from fout
    if not uitpakker.eof or uitpakker.unused_data:
        raise beschadigd()


def _soort(eerste: zipfile.ZipInfo, delen: Mapping[str, Deel]) -> str:
    if eerste.orig_filename == "mimetype":
        return _opendocument(delen)
    return _ooxml(delen[TYPEN]) if TYPEN in delen else ""


def _opendocument(delen: Mapping[str, Deel]) -> str:
    """OpenDocument names itself in its first part, and lists in its manifest what is encrypted."""
    manifest = delen.get("META-INF/manifest.xml")
    if manifest is None:
        raise beschadigd()
    if b"encryption-data" in _heel(manifest):
        raise weiger("versleuteld", "Dit bestand heeft een wachtwoord. Haal dat eraf en kies het opnieuw.")
    genoemd = delen["mimetype"].begin.decode("ascii", "replace").strip()
    return genoemd if genoemd in {ODT, ODS} else ""


def _ooxml(typen: Deel) -> str:
    """Office names every part with its type; the main part says what the document is."""
    tekst = _heel(typen)
    if b"&" in tekst or b"<!" in tekst:  # nothing that writes it needs these; they only hide a name
        raise beschadigd()
    if MACRO_TYPE.search(tekst):
        raise _macro()
    gevonden = {soort for hoofddeel, soort in HOOFDDEEL.items() if hoofddeel in tekst}
    return gevonden.pop() if len(gevonden) == 1 else ""


def _heel(deel: Deel) -> bytes:
    if deel.grootte != len(deel.begin):
        raise beschadigd()
    return deel.begin


def _kort(naam: str) -> str:
    return PurePosixPath(naam).name[:60]


def _bom() -> DomeinFout:
    return weiger("bom", f"Dit bestand wordt bij het uitpakken veel te groot. {ALS_PDF}")


def _macro() -> DomeinFout:
    return weiger("macro", "In dit bestand zitten macro's. Sla het op zonder macro's en kies het opnieuw.")
