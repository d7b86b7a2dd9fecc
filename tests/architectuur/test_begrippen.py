"""Every domain noun has one meaning, written down, and every mechanism its page (kwaliteit.md 11)."""

import re
from collections.abc import Iterable

from tests.architectuur.huis import KAMERS, WORTEL, geschreven_modellen

DOCS = WORTEL / "docs"
BEGRIPPEN = DOCS / "begrippen.md"

# What cannot be read from one file: how it works, and why so.
MECHANISMEN = (
    "bestanden.md",
    "brieven.md",
    "geld.md",
    "grootboek.md",
    "opmaak.md",
    "rollen.md",
    "spoor.md",
    "termijnen.md",
    "uitvraag.md",
    "verlopen.md",
    "werklijst.md",
)


def zonder_begrip(modelnamen: Iterable[str], tekst: str) -> set[str]:
    return set(modelnamen) - set(re.findall(r"`([A-Z]\w+)`", tekst))


def test_every_model_has_its_word_in_the_glossary() -> None:
    namen = {model.__name__ for model in geschreven_modellen()}

    assert zonder_begrip(namen, BEGRIPPEN.read_text(encoding="utf-8")) == set()


def test_the_glossary_names_no_model_that_is_gone() -> None:
    genoemd = set(re.findall(r"`([A-Z]\w+)`", BEGRIPPEN.read_text(encoding="utf-8")))

    assert genoemd - {model.__name__ for model in geschreven_modellen()} == set()


def test_a_model_without_a_word_is_seen() -> None:
    assert zonder_begrip({"Brief", "Ding"}, "| brief (`Brief`) | a letter |") == {"Ding"}


def test_every_room_has_its_words() -> None:
    koppen = set(re.findall(r"^## (\w+):", BEGRIPPEN.read_text(encoding="utf-8"), re.MULTILINE))

    assert koppen == {model._meta.app_label for model in geschreven_modellen()}
    assert koppen <= set(KAMERS)


def test_every_mechanism_has_its_page() -> None:
    assert [naam for naam in MECHANISMEN if not (DOCS / naam).is_file()] == []


def test_every_page_that_the_docs_point_at_exists() -> None:
    teksten = {pad: pad.read_text(encoding="utf-8") for pad in [*DOCS.glob("*.md"), *DOCS.glob("adr/*.md")]}
    genoemd = {(pad.name, naam) for pad, tekst in teksten.items() for naam in re.findall(r"docs/([\w/-]+\.md)", tekst)}

    assert [(bron, naam) for bron, naam in sorted(genoemd) if not (DOCS / naam).is_file()] == []
