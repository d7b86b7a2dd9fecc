"""What can happen to schemes (kern.spoor)."""

import datetime

from kern.spoor import Code, registreer

registreer(
    "parameter.ingesteld",
    "heeft bij regeling {regeling} {sleutel} ingesteld vanaf {geldig_van}",
    regeling=Code,
    sleutel=Code,
    geldig_van=datetime.date,
)
