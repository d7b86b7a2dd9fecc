"""Reading back what a PDF says of itself: its tags in reading order, its fonts, its metadata."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader


@dataclass
class Tag:
    """One element of the structure tree."""

    soort: str
    kenmerken: Any = field(default_factory=dict)
    alt: str = ""
    nummer: str = ""
    kinderen: list["Tag"] = field(default_factory=list)

    def alle(self, *soorten: str) -> Iterator["Tag"]:
        """This element and all below it, in reading order; those of `soorten` only when there are any."""
        if not soorten or self.soort in soorten:
            yield self
        for kind in self.kinderen:
            yield from kind.alle(*soorten)


def lees(inhoud: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(inhoud), strict=True)


def boom(boek: PdfReader) -> Tag:
    return Tag("wortel", kinderen=list(_tags(boek.trailer["/Root"]["/StructTreeRoot"]["/K"])))


def _tags(knoop: Any) -> Iterator[Tag]:
    knoop = knoop.get_object()
    if isinstance(knoop, list):
        for een in knoop:
            yield from _tags(een)
    elif isinstance(knoop, dict) and "/S" in knoop:
        yield Tag(
            soort=str(knoop["/S"]).lstrip("/"),
            kenmerken=knoop.get("/A", {}),
            alt=str(knoop.get("/Alt", "")),
            nummer=_nummer(knoop.get("/ID", "")),
            kinderen=list(_tags(knoop["/K"])) if "/K" in knoop else [],
        )


def _nummer(waarde: Any) -> str:
    return waarde.decode() if isinstance(waarde, bytes) else str(waarde)


def koppen_van(tag: Tag) -> list[str]:
    """The header cells that a data cell names."""
    return [_nummer(kop) for kop in tag.kenmerken.get("/Headers", [])]


def lettertypen(blad: PageObject) -> Iterator[Any]:
    for letters in blad["/Resources"]["/Font"].values():
        for deel in letters.get_object().get("/DescendantFonts", [letters]):
            yield deel.get_object()["/FontDescriptor"].get_object()
