"""A page of the council about money: the same parts at every level, from all budgets down to one case. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kern.cijfertabel import Begrip, Cijfertabel
from kern.peil import Peil, op_dag


@dataclass(frozen=True, slots=True)
class Feit:
    """One figure at the top of the page."""

    naam: str
    bedrag: Decimal
    onder: str = ""
    let_op: bool = False


@dataclass(frozen=True, slots=True)
class Schakel:
    """A step in the breadcrumb, or a choice of the same page; `hier`: this is where we are."""

    naam: str
    url: str
    hier: bool = False


@dataclass(frozen=True, slots=True)
class Blok:
    """A section: a heading, a chart where there is something to draw, and its table. `bladzijde`: of a long one.

    `leeg` is said instead of a table without lines; `meer` leads on from there.
    """

    kop: str
    tabel: Cijfertabel
    grafiek: Any = None
    uitleg: str = ""
    bladzijde: Any = None
    leeg: str = "Hier is nog niets."
    meer: Schakel | None = None

    @property
    def diagrammen(self) -> Sequence[Any]:
        return [self.grafiek]


@dataclass(frozen=True, slots=True)
class Geldpagina:
    """`cijfer` stands in the heading; `pad` is the address that can be cited, without a day."""

    kop: str
    cijfer: Decimal
    waarvan: str
    peil: Peil
    pad: str
    kruimels: tuple[Schakel, ...]
    blokken: tuple[Blok, ...]
    feiten: tuple[Feit, ...] = ()
    keuzes: tuple[Schakel, ...] = ()
    gegevens: tuple[tuple[str, str], ...] = ()
    inleiding: str = ""

    @property
    def adres(self) -> str:
        """What to cite: the page as it stood on this day, whenever it is read."""
        return op_dag(self.pad, self.peil.dag)

    @property
    def tabellen(self) -> tuple[Cijfertabel, ...]:
        return tuple(blok.tabel for blok in self.blokken)

    def tabel(self, code: str = "") -> Cijfertabel:
        """The table with this code; without one the first. Raises KeyError."""
        tabellen = {tabel.code: tabel for tabel in self.tabellen}
        return tabellen[code or self.tabellen[0].code]

    @property
    def begrippen(self) -> tuple[Begrip, ...]:
        """Every word of every table once, in order."""
        return tuple(dict.fromkeys(begrip for tabel in self.tabellen for begrip in tabel.begrippen))
