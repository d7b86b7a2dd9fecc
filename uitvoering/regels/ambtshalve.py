"""When the municipality settles a grant for which nobody asked (Awb 4:47)."""

import datetime


def mag_ambtshalve(hersteltermijn: datetime.date | None, vandaag: datetime.date) -> bool:
    """Only after a reminder, when the last term that it gave has passed."""
    return hersteltermijn is not None and vandaag > hersteltermijn


def mag_herinneren(uiterlijk: datetime.date, hersteltermijn: datetime.date | None, vandaag: datetime.date) -> bool:
    """Once, after the last day to ask for settlement."""
    return hersteltermijn is None and vandaag > uiterlijk
