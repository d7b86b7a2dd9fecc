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
for _soort, _zin in (
    ("vraag.toegevoegd", "heeft bij regeling {regeling} vraag {vraag} toegevoegd vanaf {dag}"),
    ("vraag.gewijzigd", "heeft bij regeling {regeling} vraag {vraag} anders gesteld vanaf {dag}"),
    ("vraag.beeindigd", "heeft bij regeling {regeling} vraag {vraag} beëindigd per {dag}"),
):
    registreer(_soort, _zin, regeling=Code, vraag=Code, dag=datetime.date)
for _soort, _zin in (
    ("weigeringsgrond.toegevoegd", "heeft bij regeling {regeling} weigeringsgrond {grond} toegevoegd vanaf {dag}"),
    ("weigeringsgrond.beeindigd", "heeft bij regeling {regeling} weigeringsgrond {grond} beëindigd per {dag}"),
):
    registreer(_soort, _zin, regeling=Code, grond=int, dag=datetime.date)
