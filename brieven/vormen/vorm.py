"""What a text of a letter is: which fields it may name, of which type, and its standard words."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from brieven.models import BriefSoort


class Veldsoort(Enum):
    """What may be filled in. The last three are blocks: they stand on a line of their own."""

    TEKST = "tekst"
    BEDRAG = "bedrag"
    DATUM = "datum"
    GETAL = "getal"
    PROCENT = "procent"
    ALINEAS = "alinea's"
    PUNTEN = "opsomming"
    TABEL = "tabel"

    @property
    def is_blok(self) -> bool:
        return self in {Veldsoort.ALINEAS, Veldsoort.PUNTEN, Veldsoort.TABEL}


@dataclass(frozen=True)
class Veld:
    """`optioneel`: may be empty, and the text may leave it out. A heading with nothing below it goes too.

    `voorbeeld` is what an example of the letter says there; without it there is one for its type.
    """

    soort: Veldsoort
    uitleg: str
    optioneel: bool = False
    voorbeeld: Any = None


@dataclass(frozen=True, kw_only=True)
class Briefvorm:
    """One kind of letter: its fields and its standard text, in the marks of brieven.opmaken.

    `besluit`: a decision, with rules, signature and objection clause. `eigen`: the letter has a shape of its own and
    this text is what a municipality adds to it; it may be empty. `voorbeelddag`: when the example was sent.
    """

    soort: BriefSoort
    tekst: str
    velden: Mapping[str, Veld] = field(default_factory=dict)
    besluit: bool = False
    eigen: bool = False
    voorbeelddag: datetime.date = datetime.date(2026, 11, 20)
