"""The kinds of file that we take: one table, by extension."""

from kern.taal import opsomming

PDF = "application/pdf"
JPG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

SOORTEN = {
    "pdf": PDF,
    "jpg": JPG,
    "jpeg": JPG,
    "png": PNG,
    "docx": DOCX,
    "xlsx": XLSX,
    "ods": ODS,
    "odt": ODT,
}

LEESBAAR = opsomming(sorted(set(SOORTEN) - {"jpeg"}), "of")
ACCEPT = ",".join(f".{extensie}" for extensie in SOORTEN)


def in_mb(grootte: int) -> str:
    """`10 MB`, as people count: whole ones, rounded down."""
    return f"{grootte // 2**20} MB"
