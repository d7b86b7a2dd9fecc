"""The words of a letter that come from a text: sections of paragraphs, lists and tables, already filled in."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from brieven.snapshots.delen import eis
from kern.termijnen.stappen import datum
from kern.termijnen.verlenging import Duur, Eenheid

_DAG = re.compile(r"\{dag:([a-z_]+)\+(\d+)\}")


def dagplek(naam: str, *, maanden: int = 0) -> str:
    """What stands in the words for the last day of a term that runs from the sent date, or for months after it."""
    return f"{{dag:{naam}+{maanden}}}"


@dataclass(frozen=True, kw_only=True)
class Dagtermijn:
    """A term that runs from the sent date: with another date it ends on another day. `eenheid` names an Eenheid."""

    naam: str
    aantal: int
    eenheid: str
    laatste_dag: datetime.date

    @property
    def duur(self) -> Duur:
        return Duur(self.aantal, Eenheid[self.eenheid])

    def dag(self, maanden: int) -> datetime.date:
        return Duur(maanden, Eenheid.MAANDEN).na(self.laatste_dag) if maanden else self.laatste_dag


@dataclass(frozen=True, kw_only=True)
class Tabelrij:
    """One row as it is printed; the first cell is its heading."""

    cellen: tuple[str, ...]
    totaal: bool = False


@dataclass(frozen=True, kw_only=True)
class Tabel:
    """Every row has as many cells as there are headings. `geld`: all columns but the first hold amounts."""

    bijschrift: str
    koppen: tuple[str, ...]
    rijen: tuple[Tabelrij, ...]
    geld: bool = True

    def __post_init__(self) -> None:
        eis(bool(self.koppen), f"de tabel '{self.bijschrift}' heeft geen kolommen")
        eis(all(len(rij.cellen) == len(self.koppen) for rij in self.rijen), f"de tabel '{self.bijschrift}'")

    @property
    def met_koppen(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Every cell with its heading, row by row: a phone shows them so."""
        return tuple(tuple(zip(self.koppen, rij.cellen, strict=True)) for rij in self.rijen)


@dataclass(frozen=True, kw_only=True)
class Tekstdeel:
    """`soort`: alinea, besluit (a paragraph that stands out), punten (a list) or tabel. `grond`: its article."""

    soort: str
    grond: str = ""
    regels: tuple[str, ...] = ()
    tabel: Tabel | None = None


@dataclass(frozen=True, kw_only=True)
class Sectie:
    """A heading with what stands below it; the part before the first heading has an empty `kop`."""

    kop: str
    delen: tuple[Tekstdeel, ...]


def met_dagen(secties: Sequence[Sectie], termijnen: Sequence[Dagtermijn]) -> tuple[Sectie, ...]:
    """The same words, with the days of these terms in their places."""
    per_naam = {termijn.naam: termijn for termijn in termijnen}
    return tuple(
        replace(sectie, delen=tuple(_deel_met_dagen(deel, per_naam) for deel in sectie.delen)) for sectie in secties
    )


def _deel_met_dagen(deel: Tekstdeel, termijnen: Mapping[str, Dagtermijn]) -> Tekstdeel:
    def vul(tekst: str) -> str:
        return _DAG.sub(lambda op: datum(termijnen[op[1]].dag(int(op[2]))) if op[1] in termijnen else op[0], tekst)

    tabel = deel.tabel and replace(
        deel.tabel,
        rijen=tuple(replace(rij, cellen=tuple(vul(cel) for cel in rij.cellen)) for rij in deel.tabel.rijen),
    )
    return replace(deel, regels=tuple(vul(regel) for regel in deel.regels), tabel=tabel)
