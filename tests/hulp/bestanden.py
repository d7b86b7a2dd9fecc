"""Files made in memory, honest and hostile, for everything that takes an upload."""

import io
import struct
import zipfile
import zlib

import odfdo
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

PDF = (
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n"
    b"endobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
)
JPG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffda0008010100003f00aaff00bbffd0ccffd9")
EXE = b"MZ\x90\x00\x03" + b"\x00" * 60 + b"PE\x00\x00"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def _brok(soort: bytes, inhoud: bytes) -> bytes:
    return struct.pack(">I", len(inhoud)) + soort + inhoud + struct.pack(">I", zlib.crc32(soort + inhoud))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _brok(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _brok(b"IDAT", zlib.compress(b"\x00\x00"))
    + _brok(b"IEND", b"")
)


def zip_van(delen: dict[str, bytes]) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in delen.items():
            soort = zipfile.ZIP_STORED if naam == "mimetype" else zipfile.ZIP_DEFLATED
            archief.writestr(zipfile.ZipInfo(naam), inhoud, soort)
    return uit.getvalue()


def docx(extra: dict[str, bytes] | None = None, hoofdsoort: str = WORD) -> bytes:
    typen = f'<Types><Override PartName="/word/document.xml" ContentType="{hoofdsoort}"/></Types>'.encode()
    return zip_van({"[Content_Types].xml": typen, "word/document.xml": b"<w:document/>"} | (extra or {}))


def xlsx() -> bytes:
    uit = io.BytesIO()
    with xlsxwriter.Workbook(uit) as boek:
        boek.add_worksheet().write(0, 0, "Begroting")
    return uit.getvalue()


def odf(soort: str) -> bytes:
    """`text` or `spreadsheet`."""
    uit = io.BytesIO()
    odfdo.Document(soort).save(uit)
    return uit.getvalue()


def odt_met(extra: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(odf("text"))) as archief:
        delen = {deel.filename: archief.read(deel) for deel in archief.infolist()}
    return zip_van(delen | extra)


def upload(inhoud: bytes = PDF, naam: str = "jaarrekening.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud)
