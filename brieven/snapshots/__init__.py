"""One frozen dataclass per kind of letter: the only input of its template, stored as JSON on the Brief."""

from typing import Any

from brieven.snapshots.basis import Snapshot
from brieven.snapshots.deelname import Afwijzing, Toelating
from brieven.snapshots.delen import (
    Aanvraagverwijzing,
    Bezwaar,
    Briefkop,
    Grondslag,
    Jaarbedrag,
    Ondertekening,
    Verdeelrij,
    Verdeling,
)
from brieven.snapshots.ontvangst import Deelnemerbedrag, Ontvangstbevestiging
from brieven.snapshots.secties import Dagtermijn, Sectie, Tabel, Tabelrij, Tekstdeel, dagplek
from brieven.snapshots.tekst import Tekstbrief
from brieven.snapshots.verlening import (
    Activiteit,
    Afwijking,
    Niveau,
    Sroi,
    Vaststelling,
    Verlening,
    Voorschotjaar,
    vier_niveaus,
)
from brieven.snapshots.weigering import Weigering, Weigeringsgrond

SNAPSHOTS: dict[str, type[Snapshot]] = {
    soort.value: vorm
    for vorm in (Afwijzing, Ontvangstbevestiging, Tekstbrief, Toelating, Verlening, Weigering)
    for soort in vorm.soorten
}


def lees_snapshot(soort: str, data: Any) -> Snapshot:
    """The snapshot of a letter of this kind. Raises ValueError when `data` does not fit it."""
    return SNAPSHOTS[soort].from_json(data)


__all__ = [
    "SNAPSHOTS",
    "Aanvraagverwijzing",
    "Activiteit",
    "Afwijking",
    "Afwijzing",
    "Bezwaar",
    "Briefkop",
    "Dagtermijn",
    "Deelnemerbedrag",
    "Grondslag",
    "Jaarbedrag",
    "Niveau",
    "Ondertekening",
    "Ontvangstbevestiging",
    "Sectie",
    "Snapshot",
    "Sroi",
    "Tabel",
    "Tabelrij",
    "Tekstbrief",
    "Tekstdeel",
    "Toelating",
    "Vaststelling",
    "Verdeelrij",
    "Verdeling",
    "Verlening",
    "Voorschotjaar",
    "Weigering",
    "Weigeringsgrond",
    "dagplek",
    "lees_snapshot",
    "vier_niveaus",
]
