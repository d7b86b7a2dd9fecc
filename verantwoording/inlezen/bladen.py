"""From the text of a csv to its rows, one after another, within bounds."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from subsidies.rekenblad.vorm import Rij
from verantwoording.inlezen.fout import weiger

MEESTE_RIJEN, MEESTE_KOLOMMEN, MEESTE_CELLEN, LANGSTE_CEL = 250_000, 500, 3_000_000, 2_000
_BEGIN = 50


def lees_csv(tekst: str) -> Iterator[Rij]:
    """The rows of a csv with `;` or a tab between its cells. Raises DomeinFout (`inlezen.…`) for the whole file."""
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=_scheiding(tekst), strict=True)
    nummer = aantal = 0
    try:
        for nummer, cellen in enumerate(lezer, 1):
            aantal += len(cellen)
            _binnen_de_grenzen(nummer, cellen, aantal)
            yield Rij(nummer, cellen)
    except csv.Error as fout:
        raise weiger(
            "csv", f"Bij rij {nummer + 1} kloppen de aanhalingstekens niet, of een cel is veel te lang."
        ) from fout


def _scheiding(tekst: str) -> str:
    begin = "".join(islice(io.StringIO(tekst), _BEGIN))
    if not begin.strip():
        raise weiger("leeg", "Er staat niets in dit bestand.")
    teken = max(";", "\t", key=begin.count)  # the other one may stand in a title
    if teken in begin:
        return teken
    raise weiger(
        "scheiding",
        "Tussen de cellen staat een komma. Sla het bestand op met een puntkomma tussen de cellen."
        if "," in begin
        else "In dit bestand staat maar één kolom.",
    )


def _binnen_de_grenzen(nummer: int, cellen: list[str], aantal: int) -> None:
    if len(cellen) > MEESTE_KOLOMMEN:
        raise weiger("kolommen", f"Rij {nummer} heeft {len(cellen)} kolommen. Ten hoogste {MEESTE_KOLOMMEN} mag.")
    if nummer > MEESTE_RIJEN or aantal > MEESTE_CELLEN:
        raise weiger(
            "rijen", f"Dit bestand heeft meer dan {MEESTE_RIJEN} rijen of {MEESTE_CELLEN} cellen. Deel het op."
        )
    if max(map(len, cellen), default=0) > LANGSTE_CEL:
        raise weiger("cel", f"In rij {nummer} staat een cel met meer dan {LANGSTE_CEL} tekens.")
