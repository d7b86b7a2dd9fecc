"""Keeping what the nightly check found: the worklist shows it until a later check finds nothing."""

from collections.abc import Sequence

from begroting.models import Aansluiting


def leg_aansluiting_vast(verschillen: Sequence[str]) -> None:
    """Keep these differences; nothing is written when there are none and there were none before."""
    vorige = Aansluiting.objects.last()
    if verschillen or (vorige is not None and vorige.verschillen):
        Aansluiting.objects.create(verschillen=list(verschillen))
