"""What stands on the page of one grant besides its figures: each subject of this room adds one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from organisaties.models import Lidmaatschap
from subsidies.models import Subsidie
from uitvoering.regels.voor_allen import is_voor_allen
from uitvoering.selectors.betaalkalender import betalingen_van_subsidie
from uitvoering.selectors.bezwaar import laad_bezwaarhub
from uitvoering.selectors.vaststelhub import laad_vaststelhub


@dataclass(frozen=True, slots=True)
class Hubdeel:
    """One section. `laad` gives what its partial needs, in at most one query; None leaves the section out.

    The partial gets `subsidie` and what `laad` gave, as `deel`.
    """

    code: str
    kop: str
    sjabloon: str
    laad: Callable[[Lidmaatschap, Subsidie], Mapping[str, Any] | None]


def _betalingen(_lid: Lidmaatschap, subsidie: Subsidie) -> Mapping[str, Any]:
    return {"beeld": betalingen_van_subsidie(subsidie.pk), "voor_allen": is_voor_allen(subsidie)}


HUBDELEN: tuple[Hubdeel, ...] = (
    Hubdeel("betalingen", "Betalingen", "uitvoering/_hub_betalingen.html", _betalingen),
    Hubdeel("vaststelling", "Vaststelling", "uitvoering/_hub_vaststelling.html", laad_vaststelhub),
    Hubdeel("bezwaar", "Bezwaar", "uitvoering/_bezwaren.html", laad_bezwaarhub),
)
