import datetime
from decimal import Decimal

from organisaties.models import Mandaat


def mandaat_past(mandaat: Mandaat, *, soort_besluit: str, bedrag: Decimal, datum: datetime.date) -> bool:
    """A mandate covers a decision of its kind, up to and including its maximum, on and between its days (Awb 10:3)."""
    return (
        mandaat.soort_besluit == soort_besluit
        and bedrag <= mandaat.maximum
        and mandaat.van <= datum
        and (mandaat.tot is None or datum <= mandaat.tot)
    )
