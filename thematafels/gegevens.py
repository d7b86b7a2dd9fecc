"""What an officer fills in about a call; the one shape for making, changing and copying it."""

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
