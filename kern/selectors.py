"""The composed readers of the ground floor."""

import datetime
from collections.abc import Mapping

from kern.models import Storing, VrijeDag
from kern.onthouden import onthoudbaar
from kern.termijnen import storing as termijn


@onthoudbaar
def vrije_dagen() -> Mapping[datetime.date, str]:
    """The extra recognised days (Algemene termijnenwet 3 lid 3) with their names: the `vrij` of kern.termijnen."""
    return dict(VrijeDag.objects.values_list("datum", "naam"))


def storingen(van: datetime.datetime, tot: datetime.datetime) -> list[termijn.Storing]:
    """The registered outages that lasted for some part of that period, as `kern.termijnen.storing` counts them."""
    rijen = Storing.objects.tussen(van, tot).order_by("van", "pk")
    return [termijn.Storing(rij.van, rij.tot) for rij in rijen]
