"""What an officer fills in: about a call, the one shape for making, changing and copying it; and about a promise."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class UitvraagGegevens:
    """`bron` is filled only for a call of the past. Dates may wait until publication."""

    regeling_id: int
    naam: str
    kenmerk: str
    eerste_jaar: int
    laatste_jaar: int
    opent_op: datetime.datetime | None = None
    sluit_op: datetime.datetime | None = None
    verdeelwijze: str = ""
    plafondbesluit: str = ""
    bron: str = ""
    fictief: bool = False


@dataclass(frozen=True, kw_only=True)
class ToezeggingGegevens:
    """A promise about a call, about one table of it, or about neither. `bron` for one taken over from a paper."""

    aan: str
    aan_wie: str
    onderwerp: str
    gedaan_op: datetime.date
    uiterlijk_op: datetime.date | None = None
    uitvraag_id: int | None = None
    tafel_id: int | None = None
    bron: str = ""
