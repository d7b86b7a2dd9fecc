"""The kinds of file that we take: one table, by extension."""

from collections.abc import Collection, Mapping

from kern.taal import opsomming

Soorten = Mapping[str, str]  # extension → media type

PDF = "application/pdf"
JPG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"

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

# Figures: only where asked for, for a csv is any text at all.
CIJFERS = {"csv": CSV, "xlsx": XLSX, "ods": ODS}


def leesbaar(soorten: Collection[str]) -> str:
    """`csv, ods of xlsx`."""
    return opsomming(sorted(set(soorten) - {"jpeg"}), "of")


def accept(soorten: Collection[str]) -> str:
    """As a file field in HTML wants it."""
    return ",".join(f".{extensie}" for extensie in soorten)


def in_mb(grootte: int) -> str:
    """`10 MB`, as people count: whole ones, rounded down."""
    return f"{grootte // 2**20} MB"
