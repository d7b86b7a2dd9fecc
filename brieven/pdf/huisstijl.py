"""The house style of the letters, and what WeasyPrint makes of it once per process.

Parsed CSS and loaded fonts are kept per hash of the house style: two styles with the same font name in one
FontConfiguration would silently swap fonts.
"""

import atexit
import functools
import hashlib
import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from fontTools.ttLib import TTFont

from brieven.fouten import BriefFout, Foutcode
from brieven.lettertypen import GEWICHTEN, bestandsnaam

BASIS = "https://huisstijl.invalid/"

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # else eight lines per letter


@dataclass(frozen=True)
class Huisstijl:
    """The stylesheet and the files it names, by file name."""

    css: str
    bestanden: Mapping[str, bytes]

    @functools.cached_property
    def sleutel(self) -> str:
        som = hashlib.sha256(self.css.encode())
        for naam, inhoud in sorted(self.bestanden.items()):
            som.update(naam.encode() + b"\0" + hashlib.sha256(inhoud).digest())
        return som.hexdigest()

    @functools.cached_property
    def letters(self) -> frozenset[str]:
        """The characters that every font here holds: what other fonts a server has makes no difference."""
        fonts = [inhoud for naam, inhoud in self.bestanden.items() if naam.endswith(".ttf")]
        tekens = [set(TTFont(io.BytesIO(inhoud), lazy=True).getBestCmap()) for inhoud in fonts]
        return frozenset(map(chr, set.intersection(*tekens)))


@dataclass(frozen=True)
class WarmeStijl:
    """A house style as WeasyPrint objects, ready for any number of letters."""

    letters: Any
    opmaak: Any
    ophaler: Any


_warm: dict[str, WarmeStijl] = {}
atexit.register(_warm.clear)  # WeasyPrint removes its copies of the fonts while Python still works


@functools.cache
def standaard(*bladen: str) -> Huisstijl:
    """The house style of this municipality: that of its letters, then `bladen`. BriefFout when no fonts were built."""
    map_ = Path(settings.WORTEL) / "static"
    paden = [map_ / "gebouwd" / "lettertypen" / bestandsnaam(gewicht) for gewicht in GEWICHTEN]
    if ontbreekt := [pad.name for pad in paden if not pad.is_file()]:
        raise BriefFout(Foutcode.LETTERTYPE_ONTBREEKT, ", ".join(ontbreekt))
    paden += [map_ / "brief" / naam for naam in ("merk.svg", "concept.svg")]
    css = "\n".join((map_ / "brief" / naam).read_text(encoding="utf-8") for naam in ("brief.css", *bladen))
    return Huisstijl(css, {pad.name: pad.read_bytes() for pad in paden})


def warm(huisstijl: Huisstijl) -> WarmeStijl:
    """The warm state of a house style; made on first use in a process."""
    if huisstijl.sleutel not in _warm:
        _warm[huisstijl.sleutel] = _verwarm(huisstijl)
    return _warm[huisstijl.sleutel]


def _verwarm(huisstijl: Huisstijl) -> WarmeStijl:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    from brieven.pdf.ophalen import VasteOphaler

    letters = FontConfiguration()
    ophaler = VasteOphaler({BASIS + naam: inhoud for naam, inhoud in huisstijl.bestanden.items()})
    opmaak = CSS(string=huisstijl.css, base_url=BASIS, url_fetcher=ophaler, font_config=letters)
    return WarmeStijl(letters, opmaak, ophaler)
