"""One row of the permission matrix, and the roles it speaks of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.architectuur.wereld import EIGEN, GEMEENTE, LEDEN, TAFEL, ZONDER_ROL, Wereld

NIET = 405

BELEID = frozenset({"beleidsmedewerker"})
BESLUIT = frozenset({"besluitnemer"})
UITVOERDER = BESLUIT | {"college"}
FINANCIEEL = frozenset({"financieel"})
BEHEER = frozenset({"beheerder"})
COLLEGE = frozenset({"college"})
TEKENAAR = frozenset({"tekenbevoegde"})
ONDERTEKENAAR = TEKENAAR | {"tafelgenoot"}  # who has a machtiging to sign for the organisation of `tekenbevoegde`
SCHRIJVER = TEKENAAR | {"redacteur"}
BUITEN = frozenset({"buiten"})
ELDERS = BUITEN | {"procesbegeleider"}  # no place at this table
AAN_TAFEL = TAFEL | {"begeleider"}
ONAFHANKELIJK = frozenset({"procesbegeleider", "begeleider"})
SPREKER = SCHRIJVER | BELEID | {"tafelgenoot", "begeleider"}
# Everybody at the table sees whose turn it is; some remind them.
NIET_DE_PEN = dict.fromkeys((GEMEENTE | AAN_TAFEL) - SCHRIJVER - BELEID - {"begeleider"}, 403)
ANDEREN = LEDEN - GEMEENTE  # everybody outside the municipality
BIJ_GEEN_LOKET = BUITEN | {"procesbegeleider", "begeleider"}
VREEMD = ANDEREN - EIGEN  # and outside the organisation it is about
GELD = GEMEENTE - BEHEER  # who sees budgets and letters
IEDEREEN = LEDEN | {ZONDER_ROL}


@dataclass(frozen=True)
class Route:
    """One row. `args` gives what stands in the address; `html` is false for what is no page of its own."""

    naam: str
    args: Callable[[Wereld], tuple[Any, ...]]
    mag: frozenset[str]
    weg: frozenset[str] = frozenset()
    get: int = 200
    post: int = NIET
    html: bool = True
    anders: Mapping[str, int] = field(default_factory=dict)  # POST, where it differs per role

    def verwacht(self, wie: str, methode: str) -> int:
        """The answer that `wie` gets to a GET or a POST."""
        code = self.get if methode == "GET" else self.anders.get(wie, self.post)
        if code == NIET or wie in self.mag:
            return code
        return 404 if wie in self.weg else 403


def niets(_: Wereld) -> tuple[Any, ...]:
    return ()
