"""A point of a proposal to the college as the room above hands it over: what is decided, beside the applications."""

from collections.abc import Sequence
from dataclasses import dataclass

from organisaties.models import Lidmaatschap
from subsidies.models import Besluit


@dataclass(frozen=True, kw_only=True, slots=True)
class Puntinhoud:
    """What the college reads: sentences, and a table whose columns from `geld` on hold amounts in euro."""

    zinnen: Sequence[str]
    kolommen: Sequence[str] = ()
    rijen: Sequence[Sequence[str]] = ()
    geld: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Punt:
    """`kenmerk` is that of what is decided on; `aanvraag_id` its case, None when it is about many."""

    soort: Besluit.Soort
    kenmerk: str
    onderwerp: str
    inhoud: Puntinhoud
    voorbereid_door: Lidmaatschap
    aanvraag_id: int | None = None
