"""What of a purpose can go along to a later year. Pure: a stand in, euro out."""

from decimal import Decimal

from begroting.models import Stand
from kern.geld import NUL


def mee_te_nemen(stand: Stand) -> Decimal:
    """The budget that is not committed and not reserved for a case. Room above the ceiling (Awb 4:51) is no money."""
    return max(NUL, stand.begroot - stand.verplicht - stand.gereserveerd_zaken)


def reservering_mee(stand: Stand, bedrag: Decimal) -> tuple[Decimal, int | None]:
    """How much of `bedrag` was reserved for the purpose and stays so, and for how many activities.

    Reserved money goes along before free money. The count goes along only with the whole reservation: how many
    activities a part of it is for, nobody wrote down.
    """
    gereserveerd = stand.gereserveerd - stand.gereserveerd_zaken
    mee = min(gereserveerd, bedrag)
    return mee, (stand.aantal_gereserveerd or None) if mee == gereserveerd else None
