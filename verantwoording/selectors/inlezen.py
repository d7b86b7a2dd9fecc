"""Reading imports and registers, for the officer who keeps them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from kern.getal import als_maat
from verantwoording.models import Inlezing, Waarneming
from verantwoording.registers import Register, Registerrij

Stand = Inlezing.Stand
TEKEN = {
    Stand.AANGEBODEN: "bezig",
    Stand.PROEF: "let-op",
    Stand.BEZIG: "bezig",
    Stand.INGELEZEN: "klaar",
    Stand.MISLUKT: "fout",
    Stand.VERWORPEN: "rust",
}
WOORDEN = dict(Waarneming.Teken.choices)


@dataclass(frozen=True, slots=True)
class Verandering:
    """One figure as an import leaves it, in words; `oud` is empty for a new one."""

    rij: int
    indicator: str
    bron: str
    gebied: str
    periode: str
    oud: str
    nieuw: str


@dataclass(frozen=True, slots=True)
class Registerregel:
    pk: int
    naam: str
    cellen: list[tuple[str, str]]  # head and text


def inlezingen() -> QuerySet[Inlezing]:
    """The newest first, without what only their own page shows."""
    return Inlezing.objects.select_related("bestand", "door__gebruiker").defer(
        "fouten", "herzieningen", "voorbeelden", "opmerkingen", "keuzes"
    )


def veranderingen(cellen: Iterable[Sequence[Any]]) -> Iterator[Verandering]:
    """What an import kept of its revisions or of its new figures, which have no old sign."""
    for (
        rij,
        indicator,
        bron,
        gebied,
        periode,
        oud,
        oud_teken,
        nieuw,
        nieuw_teken,
        oud_marge,
        nieuw_marge,
        eenheid,
    ) in cellen:
        yield Verandering(
            rij,
            indicator,
            bron,
            gebied,
            periode,
            "" if oud_teken is None else _in_woorden(oud, eenheid, oud_teken, oud_marge),
            _in_woorden(nieuw, eenheid, nieuw_teken, nieuw_marge),
        )


def registerregels(register: Register, zoek: str) -> QuerySet[Registerrij]:
    rijen = register.model.objects.select_related(*register.erbij)
    if not zoek:
        return rijen
    return rijen.filter(Q(naam__icontains=zoek) | Q(code__icontains=zoek))


def als_regel(register: Register, rij: Registerrij) -> Registerregel:
    """A row as its list shows it: choices by their label."""
    cellen = []
    for kolom, kop in zip(register.kolommen, register.koppen, strict=True):
        toon = getattr(rij, f"get_{kolom}_display", None)
        waarde = toon() if toon else getattr(rij, kolom)
        cellen.append((kop, str(waarde) if waarde is not None else ""))
    return Registerregel(rij.pk, rij.naam, cellen)


def _in_woorden(waarde: str | None, eenheid: str, teken: str, marge: str) -> str:
    if waarde is None:
        return "ingetrokken"
    grenzen = " – ".join(als_maat(Decimal(grens), eenheid) for grens in marge.split(" – ")) if marge else ""
    return als_maat(Decimal(waarde), eenheid, WOORDEN.get(teken, "")) + (f" (marge {grenzen})" if grenzen else "")
