"""Small rules that keep the house clean: one driver, no registries in git, no endless files (kwaliteit.md 12)."""

import importlib.util
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from django.db import connection

from tests.architectuur.huis import WORTEL, kort

LANGSTE = 500

# Written in pieces, so that this file does not name what it forbids.
NAMEN = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npm" + "js", "npm" + "js.com", "artifact" + "ory")
REGISTERS = re.compile("|".join(re.escape(naam) for naam in NAMEN))


def bestanden() -> list[Path]:
    """Every file that git keeps or would keep."""
    uitvoer = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=WORTEL,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [pad for naam in uitvoer.split("\0") if naam and (pad := WORTEL / naam).is_file()]


def met_register(alle: Iterable[Path]) -> list[str]:
    fouten = []
    for pad in alle:
        try:
            tekst = pad.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if treffer := REGISTERS.search(tekst):
            fouten.append(f"{kort(pad) if pad.is_relative_to(WORTEL) else pad.name}: {treffer.group()}")
    return fouten


def te_lang(alle: Iterable[Path]) -> list[str]:
    return [
        pad.name
        for pad in alle
        if pad.suffix == ".py"
        and pad.parent.name != "migrations"
        and len(pad.read_text(encoding="utf-8").splitlines()) > LANGSTE
    ]


def test_the_driver_is_psycopg2_and_no_other_can_be_imported() -> None:
    assert importlib.util.find_spec("psycopg") is None
    assert connection.Database.__name__ == "psycopg2"


def test_no_file_names_a_package_registry() -> None:
    alle = bestanden()

    assert len(alle) > 100
    assert met_register(alle) == []


def test_a_registry_in_a_file_is_seen(tmp_path: Path) -> None:
    fout = tmp_path / "slot.txt"
    fout.write_text("--index-url https://" + "py" + "pi.org/simple", encoding="utf-8")

    assert met_register([fout]) == ["slot.txt: " + "py" + "pi.org"]


def test_no_file_that_people_write_is_longer_than_500_lines() -> None:
    assert te_lang(bestanden()) == []


def test_a_file_that_is_too_long_is_seen(tmp_path: Path) -> None:
    fout = tmp_path / "lang.py"
    fout.write_text("x = 1\n" * (LANGSTE + 1), encoding="utf-8")

    assert te_lang([fout]) == ["lang.py"]


def test_no_env_file_or_database_is_kept() -> None:
    namen = {kort(pad) for pad in bestanden()}

    assert [naam for naam in namen if naam.startswith((".data/", ".env", ".venv/", "node_modules/"))] == []
