"""Which days are no working days for a legal term (Algemene termijnenwet 1 and 3)."""

import datetime
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import holidays

Vrij = Mapping[datetime.date, str]
"""Extra recognised days by date (Algemene termijnenwet 3 lid 3); `kern.selectors.vrije_dagen()` loads them."""

GEEN: Vrij = MappingProxyType({})
EEN_DAG = datetime.timedelta(days=1)


@lru_cache(maxsize=64)
def feestdagen(jaar: int) -> Vrij:
    """The recognised days of the law itself: with Good Friday (3 lid 2) and 5 May of every year (3 lid 1)."""
    dagen = holidays.country_holidays("NL", years=jaar, categories=(holidays.PUBLIC, holidays.OPTIONAL), language="nl")
    return MappingProxyType({dag: naam for dag, naam in dagen.items() if dag.year == jaar})


def waarom_vrij(dag: datetime.date, vrij: Vrij = GEEN) -> str:
    """Why a term cannot end on this day, in Dutch; empty when it can."""
    if naam := feestdagen(dag.year).get(dag) or vrij.get(dag):
        return naam
    return {5: "een zaterdag", 6: "een zondag"}.get(dag.weekday(), "")


def is_werkdag(dag: datetime.date, vrij: Vrij = GEEN) -> bool:
    return not waarom_vrij(dag, vrij)
