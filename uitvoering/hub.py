"""What stands on the page of one grant besides its figures: each subject adds one line here, a room above its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from organisaties.models import Lidmaatschap
from subsidies.models import Subsidie
from subsidies.vervolg import Standen
from uitvoering.regels.voor_allen import is_voor_allen
from uitvoering.selectors.betaalkalender import betalingen_van_subsidie
from uitvoering.selectors.bezwaar import laad_bezwaarhub
from uitvoering.selectors.vaststelhub import laad_vaststelhub


@dataclass(frozen=True, slots=True)
class Hubdeel:
    """One section. `laad` gives what its partial needs, in at most one query; None leaves the section out.

    `laad` gets the figures per year, which the page has; its partial gets `subsidie` and what `laad` gave, as `deel`.
    """

    code: str
    kop: str
    sjabloon: str
    laad: Callable[[Lidmaatschap, Subsidie, Standen], Mapping[str, Any] | None]


def _betalingen(lid: Lidmaatschap, subsidie: Subsidie, _standen: Standen) -> Mapping[str, Any]:
    return {"beeld": betalingen_van_subsidie(subsidie.pk, lid), "voor_allen": is_voor_allen(subsidie)}


def _bezwaar(lid: Lidmaatschap, subsidie: Subsidie, _standen: Standen) -> Mapping[str, Any] | None:
    return laad_bezwaarhub(lid, subsidie)


HUBDELEN: list[Hubdeel] = [
    Hubdeel("betalingen", "Betalingen", "uitvoering/_hub_betalingen.html", _betalingen),
    Hubdeel("vaststelling", "Vaststelling", "uitvoering/_hub_vaststelling.html", laad_vaststelhub),
    Hubdeel("bezwaar", "Bezwaar", "uitvoering/_bezwaren.html", _bezwaar),
]


def registreer(deel: Hubdeel) -> None:
    """A section of a room above; it stands below those of this room."""
    HUBDELEN.append(deel)
