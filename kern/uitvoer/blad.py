"""A table of figures as it stands in a file: every line with its explanation and the day of its figures. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

from django.conf import settings

from kern.celtekst import onschadelijk, schone_tekst
from kern.cijfertabel import Begrip, Cijfertabel, Kolom, Rij, Waarde, tekst
from kern.cijfertabel import datum as dag
from kern.termijnen.stappen import amsterdam_dag, datum

UITLEG = "Uitleg"
_NAAM = 31  # characters that the name of a sheet may have


@dataclass(frozen=True)
class Blad:
    """One sheet. `naam` stands on its tab."""

    naam: str
    tabel: Cijfertabel

    @cached_property
    def kolommen(self) -> tuple[Kolom, ...]:
        toelichting = (tekst("Toelichting"),) if self._toegelicht else ()
        return (*self.tabel.kolommen, *toelichting, dag("Stand per"))

    @property
    def rijen(self) -> list[tuple[Waarde, ...]]:
        """The lines, the total last."""
        tabel = self.tabel
        return [self._rij(rij) for rij in (*tabel.rijen, *([tabel.totaal] if tabel.totaal else []))]

    @cached_property
    def _toegelicht(self) -> bool:
        return any(rij.onder for rij in self.tabel.rijen)

    def _rij(self, rij: Rij) -> tuple[Waarde, ...]:
        toelichting = (rij.onder,) if self._toegelicht else ()
        return (*rij.waarden, *toelichting, self.tabel.per)


def bladen(tabellen: Sequence[Cijfertabel]) -> list[Blad]:
    """Each table on a sheet of its own; among more than one its number comes first, so that names differ."""
    if len(tabellen) == 1:
        return [Blad(tabellen[0].code[:_NAAM], tabellen[0])]
    return [Blad(f"{nummer}-{tabel.code}"[:_NAAM], tabel) for nummer, tabel in enumerate(tabellen, 1)]


def uitleg(titel: str, alle: Sequence[Blad]) -> list[str]:
    """What the last sheet says: where the figures come from, by which day they stand, and what the words mean."""
    regels = [titel]
    for blad in alle:
        regels += [f"{blad.naam}: {blad.tabel.titel}" if len(alle) > 1 else blad.tabel.titel, *herkomst(blad.tabel)]
    return [onschadelijk(schone_tekst(regel)) for regel in (*regels, *map(begripsregel, begrippen_van(alle)))]


def herkomst(tabel: Cijfertabel) -> list[str]:
    """By which day the figures stand, what is said below them, and the page where they can be found again."""
    berekend = f" Berekend op {datum(amsterdam_dag(tabel.op))}." if tabel.op else ""
    adres = [f"Te vinden op: {urljoin(settings.WEBADRES, tabel.vast_adres)}"] if tabel.adres else []
    return [f"Stand per {datum(tabel.per)}.{berekend}", *tabel.noten, *adres]


def begrippen_van(alle: Sequence[Blad]) -> list[Begrip]:
    """Every word of every table once, in order."""
    return list(dict.fromkeys(begrip for blad in alle for begrip in blad.tabel.begrippen))


def begripsregel(begrip: Begrip) -> str:
    return f"{begrip.term}: {begrip.betekenis} Bron: {begrip.bron}."


def cel_tekst(waarde: Waarde) -> str:
    """Text that a spreadsheet never takes for a formula."""
    return onschadelijk(schone_tekst(str(waarde)))
