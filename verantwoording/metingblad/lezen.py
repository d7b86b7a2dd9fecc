"""From cells to numbers. What cannot be read is named by row and column; nothing is guessed, and empty is no zero."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError

from kern.celtekst import oorspronkelijk, schone_tekst
from kern.geld import GROOTSTE, centen
from kern.taal import opsomming
from subsidies.rekenblad.cellen import MEESTE_FOUTEN, NIET_PRECIES, Celfout
from subsidies.rekenblad.vorm import Cel, Rij, Vreemd, kolomletter
from verantwoording.forms.verslag import GetalVeld
from verantwoording.inlezen.fout import weiger
from verantwoording.inlezen.vorm import is_leeg, kort, tekst_van
from verantwoording.metingblad.plan import Activiteit, Meetplan, Sleutel
from verantwoording.regels.cijfers import Cijfer

T = TypeVar("T")
KOLOMMEN = ("activiteit", "indicator", "doelgroep", "stadsdeel", "waarde")
NODIG = frozenset({"activiteit", "indicator", "waarde"})
ERNAAST = frozenset({"doel", "eenheid"})  # stand in our own sheet, to be read by people
ANDER_BLAD = (
    "Dit lijkt een ander blad: geen enkele rij begint met een activiteit uit uw plan. Haal hierboven het blad op met "
    "wat u afsprak, en vul dat in."
)
IEDEREEN = frozenset({"", "alle doelgroepen", "alle stadsdelen"})


@dataclass(frozen=True, slots=True)
class Gelezen:
    """The numbers and how many rows have none, or what is wrong: with even one mistake there are no numbers."""

    waarden: Mapping[Sleutel, Decimal] = field(default_factory=dict)
    leeg: int = 0
    fouten: Sequence[Celfout] = ()


class _Kolomfout(Exception):
    """What is wrong in one cell."""

    def __init__(self, kolom: str, tekst: str) -> None:
        super().__init__(tekst)
        self.kolom, self.tekst = kolom, tekst


def lees_tekst(tekst: str) -> list[Rij]:
    """A block of cells as somebody pasted it, parted by tabs, or else by semicolons. Raises DomeinFout."""
    teken = next((teken for teken in "\t;" if teken in tekst), None)
    if teken is None:
        raise weiger("scheiding", "Tussen de cellen hoort een tab of een puntkomma. Kopieer de cellen opnieuw.")
    try:
        regels = list(csv.reader(tekst.splitlines(keepends=True), delimiter=teken))
    except csv.Error as fout:
        raise weiger("csv", "Dit is geen blok cellen. Kopieer de cellen opnieuw en plak ze.") from fout
    return [Rij(nummer, cellen) for nummer, cellen in enumerate(regels, 1)]


def lees_metingen(rijen: Iterable[Rij], plan: Meetplan) -> Gelezen:
    """Rows below a row of heads, whatever stands above it; without heads exactly our five columns."""
    rijen = [rij for rij in rijen if not is_leeg(rij)]
    begin = next((plek for plek, rij in enumerate(rijen) if {_naam(cel) for cel in rij.cellen} >= NODIG), None)
    if begin is None and _is_ander_blad(rijen, plan):
        return Gelezen(fouten=[Celfout(0, "", ANDER_BLAD)])
    if begin is None:
        plekken, fouten = dict(zip(KOLOMMEN, range(len(KOLOMMEN)), strict=True)), _te_breed(rijen)
    else:
        kop, rijen = rijen[begin], rijen[begin + 1 :]
        plekken, fouten = _kolommen(kop, rijen)
    return Gelezen(fouten=_ten_hoogste(fouten)) if fouten else _lees(rijen, plekken, plan)


def _is_ander_blad(rijen: Sequence[Rij], plan: Meetplan) -> bool:
    """No row begins with an activity of this plan: naming every row would tell nothing. One row may be a slip."""
    bekend = _Zoeker(plan).activiteiten
    return len(rijen) > 1 and not any(_naam(rij[0]) in bekend for rij in rijen)


def _te_breed(rijen: Sequence[Rij]) -> list[Celfout]:
    uitleg = f"Er staan meer cellen dan {opsomming(KOLOMMEN)}. Kopieer ook de rij met koppen."
    return [Celfout(rij.nummer, "", uitleg) for rij in rijen if any(map(tekst_van, rij.cellen[len(KOLOMMEN) :]))]


def _kolommen(kop: Rij, rijen: Sequence[Rij]) -> tuple[dict[str, int], list[Celfout]]:
    """Where each column stands. One that we do not know may be there empty; else we would lose it unseen."""
    namen = [_naam(cel) for cel in kop.cellen]
    fouten = [
        Celfout(kop.nummer, naam, "Deze kolom staat er twee keer.") for naam in KOLOMMEN if namen.count(naam) > 1
    ]
    for plek in range(max(len(rij.cellen) for rij in (kop, *rijen))):
        naam = namen[plek] if plek < len(namen) else ""
        if naam not in {*KOLOMMEN, *ERNAAST} and any(tekst_van(rij[plek]) for rij in rijen):
            uitleg = f"Deze kolom ({kort(naam) or 'zonder kop'}) kennen wij niet. Haal haar weg."
            fouten.append(Celfout(kop.nummer, f"kolom {kolomletter(plek)}", uitleg))
    return {naam: namen.index(naam) for naam in KOLOMMEN if naam in namen}, fouten


def _lees(rijen: Sequence[Rij], plekken: Mapping[str, int], plan: Meetplan) -> Gelezen:
    zoeker = _Zoeker(plan)
    waarden: dict[Sleutel, Decimal] = {}
    gezien: dict[Sleutel, int] = {}
    fouten: list[Celfout] = []
    leeg = 0
    for rij in rijen:
        cellen = {naam: rij[plek] for naam, plek in plekken.items()}
        if not tekst_van(cellen["waarde"]):
            leeg += 1
            continue
        try:
            sleutel, waarde = zoeker.zoek(cellen)
            if sleutel in gezien:
                raise _Kolomfout("", f"Dit getal staat ook in rij {gezien[sleutel]}.")
        except _Kolomfout as fout:
            fouten.append(Celfout(rij.nummer, fout.kolom, fout.tekst))
        else:
            waarden[sleutel], gezien[sleutel] = waarde, rij.nummer
    if not waarden and not fouten:
        fouten = [Celfout(0, "", "Er staat geen enkel getal in.")]
    return Gelezen(fouten=_ten_hoogste(fouten)) if fouten else Gelezen(waarden, leeg)


class _Zoeker:
    """Finds what a row is about, by the names of the plan."""

    def __init__(self, plan: Meetplan) -> None:
        self.activiteiten = _op_naam(
            (naam, een) for een in plan.activiteiten for naam in (str(een.nummer), een.naam, een.titel)
        )
        self.groepen = _op_naam((naam, pk) for pk, naam in plan.groepen.items())
        self.delen = _op_naam((naam, pk) for pk, naam in plan.delen.items())

    def zoek(self, cellen: Mapping[str, Cel]) -> tuple[Sleutel, Decimal]:
        activiteit: Activiteit = _kies(self.activiteiten, cellen, "activiteit", "Gebruik het nummer.")
        indicatoren = _op_naam(
            (naam, een) for een in activiteit.cijfers for naam in (een.naam, activiteit.indicatornaam(een))
        )
        cijfer: Cijfer = _kies(indicatoren, cellen, "indicator", "Gebruik de naam uit ons blad.")
        groep = _kies(self.groepen, cellen, "doelgroep") if _naam(cellen.get("doelgroep")) not in IEDEREEN else None
        deel = _kies(self.delen, cellen, "stadsdeel") if _naam(cellen.get("stadsdeel")) not in IEDEREEN else None
        return (activiteit.verslag_id, cijfer.meetafspraak_id, (groep, deel)), _waarde(cellen["waarde"], cijfer)


def _op_naam(paren: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    per_naam: dict[str, list[T]] = {}
    for naam, ding in paren:
        dingen = per_naam.setdefault(_naam(naam), [])
        if ding not in dingen:
            dingen.append(ding)
    return per_naam


def _kies(per_naam: Mapping[str, Sequence[T]], cellen: Mapping[str, Cel], kolom: str, raad: str = "") -> T:
    """The one thing with the name in this cell."""
    cel = cellen.get(kolom)
    if isinstance(cel, Vreemd):
        raise _Kolomfout(kolom, cel.wat)
    gevonden = per_naam.get(_naam(cel), ())
    if len(gevonden) == 1:
        return gevonden[0]
    tekst = kort(tekst_van(cel))
    if not tekst:
        raise _Kolomfout(kolom, "Deze cel is leeg.")
    if gevonden:
        raise _Kolomfout(kolom, f"Er heet meer dan één {kolom} ‘{tekst}’. {raad}".strip())
    raise _Kolomfout(kolom, f"‘{tekst}’ staat niet in wat is afgesproken.")


def _waarde(cel: Cel, cijfer: Cijfer) -> Decimal:
    """Read exactly as the form does. A number of a spreadsheet may be a trifle off; a percentage there is a part."""
    if isinstance(cel, Vreemd):
        raise _Kolomfout("waarde", cel.wat)
    tekst = _als_tekst(cel, cijfer) if isinstance(cel, Decimal) else schone_tekst(cel or "")
    try:
        gelezen = GetalVeld().clean(tekst)
    except ValidationError as fout:
        raise _Kolomfout("waarde", f"‘{kort(tekst)}’: {fout.messages[0]} Niet gemeten? Laat de cel leeg.") from fout
    assert gelezen is not None  # noqa: S101 - an empty cell does not come here
    return Decimal(gelezen)


def _als_tekst(getal: Decimal, cijfer: Cijfer) -> str:
    if "%" in cijfer.eenheid and 0 < getal <= 1:
        raise _Kolomfout("waarde", "Uw blad bewaart een percentage als deel van 1. Schrijf 62,5 en niet 62,5%.")
    if abs(getal) > GROOTSTE:
        raise _Kolomfout("waarde", "Dit getal is te groot.")
    if abs(getal - centen(getal)) > NIET_PRECIES:
        raise _Kolomfout("waarde", "Dit getal heeft meer dan twee decimalen. Rond het af.")
    return f"{centen(getal):f}"


def _naam(cel: Cel) -> str:
    """A name as it is compared: on one line, in small letters, without the marks that a sheet puts around it."""
    return oorspronkelijk(schone_tekst(tekst_van(cel))).replace('"', "").casefold()


def _ten_hoogste(fouten: Sequence[Celfout]) -> list[Celfout]:
    meer = len(fouten) - MEESTE_FOUTEN
    return [*fouten[:MEESTE_FOUTEN], *_nog(meer)]


def _nog(meer: int) -> Iterator[Celfout]:
    if meer > 0:
        yield Celfout(0, "", f"En nog {meer} meldingen.")
