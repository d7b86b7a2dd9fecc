"""Makes the fonts of the letters, once, at build time: `python -m brieven.lettertypen`.

The npm package of Source Sans 3 holds woff2 files per script; WeasyPrint wants one plain TTF per weight (woff2
costs it twice the time of a letter). The parts are merged so that "Łódź, Şükran" comes from one file. The same
input gives the same bytes: no clock enters, so the hash of the house style is the same on every machine.
"""

import io
import logging
import os
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

WORTEL = Path(__file__).resolve().parent.parent
BRON = WORTEL / "node_modules" / "@fontsource" / "source-sans-3" / "files"
DOEL = WORTEL / "static" / "gebouwd" / "lettertypen"
DELEN = ("latin", "latin-ext", "greek", "cyrillic", "vietnamese")
GEWICHTEN = {400: "Regular", 600: "SemiBold"}
FAMILIE = "Source Sans 3"
_FAMILIE, _STIJL, _UNIEK, _VOLLEDIG, _POSTSCRIPT = 1, 2, 3, 4, 6  # name ids of the OpenType table


def bestandsnaam(gewicht: int) -> str:
    return f"source-sans-3-{gewicht}.ttf"


def bouw(bron: Path = BRON, doel: Path = DOEL) -> list[Path]:
    """Write one TTF per weight to `doel`. Raises FileNotFoundError when the npm package is not installed."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    doel.mkdir(parents=True, exist_ok=True)
    return [_bouw_gewicht(bron, doel, gewicht, stijl) for gewicht, stijl in GEWICHTEN.items()]


def _bouw_gewicht(bron: Path, doel: Path, gewicht: int, stijl: str) -> Path:
    letters = Merger().merge([_als_ttf(bron / f"source-sans-3-{deel}-{gewicht}-normal.woff2") for deel in DELEN])
    namen = {
        _FAMILIE: FAMILIE,
        _STIJL: stijl,
        _UNIEK: f"{FAMILIE} {stijl}",
        _VOLLEDIG: f"{FAMILIE} {stijl}",
        _POSTSCRIPT: f"{FAMILIE} {stijl}".replace(" ", ""),
    }
    for nummer, tekst in namen.items():
        letters["name"].setName(tekst, nummer, 3, 1, 0x409)
    letters["head"].created = letters["head"].modified = 0
    letters.recalcTimestamp = False
    pad = doel / bestandsnaam(gewicht)
    tijdelijk = pad.with_suffix(f".{os.getpid()}")  # one rename: a worker never reads half a font
    letters.save(tijdelijk)
    return tijdelijk.replace(pad)


def _als_ttf(pad: Path) -> io.BytesIO:
    letters = TTFont(pad, recalcTimestamp=False)
    letters.flavor = None
    uit = io.BytesIO()
    letters.save(uit)
    uit.seek(0)
    return uit


if __name__ == "__main__":
    for gemaakt in bouw():
        sys.stdout.write(f"{gemaakt.relative_to(WORTEL)}\n")
