"""Every kind of letter has a picture of its first page in the guide. `script/schermafdrukken` renews the pictures."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from brieven.models import BriefSoort
from brieven.pdf.maken import render
from tests.brieven.voorbeelden import voorbeeld

FOTOMAP = os.environ.get("SCHERMAFDRUKKEN")
HANDLEIDING = Path("docs/handleiding/brieven.md")
PUNTEN, KLEUREN = 72, 16


@pytest.mark.parametrize("soort", BriefSoort)
def test_the_guide_shows_every_kind_of_letter_and_says_when_it_is_sent(soort: BriefSoort) -> None:
    if FOTOMAP:
        fotografeer(soort, Path(FOTOMAP, "brieven"))

    kop, _, plaatje = HANDLEIDING.read_text().partition(f"](../screenshots/brieven/{soort}.png)")

    assert plaatje
    uitleg = kop.rpartition("\n## ")[2].split("\n\n")
    assert uitleg[0] == soort.label
    assert uitleg[1].endswith(".")
    with Image.open(HANDLEIDING.parent / f"../screenshots/brieven/{soort}.png") as beeld:
        assert beeld.height > beeld.width > 500


def fotografeer(soort: BriefSoort, waar: Path) -> None:
    """The first page of the example, small enough for git."""
    programma = shutil.which("pdftoppm")
    if programma is None:
        pytest.fail("pdftoppm ontbreekt: installeer poppler-utils.")
    waar.mkdir(exist_ok=True)
    opdracht = [programma, "-png", "-singlefile", "-r", str(PUNTEN), "-"]
    ruw = subprocess.run(opdracht, input=render(voorbeeld(soort)).inhoud, capture_output=True, check=True).stdout
    beeld = Image.open(io.BytesIO(ruw)).convert("RGB").quantize(KLEUREN, dither=Image.Dither.NONE)
    beeld.save(waar / f"{soort}.png", optimize=True)
