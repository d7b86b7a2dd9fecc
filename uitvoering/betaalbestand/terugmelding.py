"""What the bank or the financial administration says became of each payment."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from kern.fouten import DomeinFout

MEESTE = 20_000


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """One payment: made on `dag`, or (with a `reden`) not made or come back that day. Euro; None: not told."""

    kenmerk: str
    dag: datetime.date
    bedrag: Decimal | None = None
    reden: str = ""


def onleesbaar(bericht: str) -> DomeinFout:
    return DomeinFout(bericht, code="terugmelding.onleesbaar", veld="bestand")
