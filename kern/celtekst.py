"""Text in a cell of a spreadsheet: nothing that a program cannot hold, and nothing that it takes for a formula."""

import re
import unicodedata

BOM = "\ufeff"  # in front of a CSV, so that a Dutch spreadsheet reads it as UTF-8

_ONZICHTBAAR = frozenset({"Cc", "Cs", "Cn"})  # control characters, halves of a character, and what is none at all
_ALS_FORMULE = re.compile(r"'*[=+\-@]")
_ONTZIEN = re.compile(r"'+[=+\-@]")


def schone_tekst(tekst: str) -> str:
    """On one line, with single spaces, without what a spreadsheet or the database cannot hold."""
    heel = "".join(teken for teken in tekst if teken.isspace() or unicodedata.category(teken) not in _ONZICHTBAAR)
    return " ".join(heel.split())


def onschadelijk(tekst: str) -> str:
    """Text that a program would take for a formula gets an apostrophe in front."""
    return f"'{tekst}" if _ALS_FORMULE.match(tekst) else tekst


def oorspronkelijk(tekst: str) -> str:
    """The text before `onschadelijk`."""
    return tekst[1:] if _ONTZIEN.match(tekst) else tekst
