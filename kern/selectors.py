"""The composed readers of the ground floor."""

import datetime
from collections.abc import Mapping

from kern.models import VrijeDag


def vrije_dagen() -> Mapping[datetime.date, str]:
    """The extra recognised days (Algemene termijnenwet 3 lid 3) with their names: the `vrij` of kern.termijnen."""
    return dict(VrijeDag.objects.values_list("datum", "naam"))
