"""The wide csv of CBS (StatLine): a row for each region and period, a column for each subject."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from kern.fouten import DomeinFout
from subsidies.rekenblad.vorm import Rij
from verantwoording.inlezen.fout import weiger
from verantwoording.inlezen.getallen import lees_waarde
from verantwoording.inlezen.periode import lees_periode
from verantwoording.inlezen.vorm import (
    Cijfer,
    Fout,
    Gelezen,
    Keuzes,
    Leeg,
    Opmerking,
    eis_zelfde_periode,
    is_leeg,
    kolom_van,
    kort,
    noem,
    tekst_van,
)

REGIO = frozenset({"regios", "regio's", "regio", "wijkenenbuurten", "wijken en buurten", "gemeenten", "gebieden"})
PERIODE = frozenset({"perioden", "periode", "jaar"})
MARGE = frozenset({"marges", "marge"})
MARGES = {
    "waarde": "waarde",
    "mw00000": "waarde",
    "ondergrens 95%-interval": "ondergrens",
    "mog0095": "ondergrens",
    "bovengrens 95%-interval": "bovengrens",
    "mbg0095": "bovengrens",
}
MEESTE_MET_MARGE = 300_000  # kept until the last row: only then a value has its bounds
NIET_TE_KIEZEN = frozenset({"id", ""})
GEEN_CIJFER = frozenset({"", ".", "x"})
NIHIL = "-"
_BOVEN = 30


@dataclass(frozen=True, slots=True)
class _Kop:
    """Where everything stands. `periode` is None when one period holds for all, `marge` when there are no margins;
    `anders` are the columns left out."""

    nummer: int
    regio: int
    periode: int | None
    marge: int | None
    onderwerpen: dict[int, tuple[str, str]]  # place → head and indicator
    anders: dict[int, str]


def lees_cbs(rijen: Iterable[Rij], keuzes: Keuzes) -> Iterator[Gelezen]:
    """The figures in the columns that were chosen; the other columns are named and left out."""
    rijen = iter(rijen)
    boven, kop = _zoek_kop(list(islice(rijen, _BOVEN)), keuzes)
    if kop.anders:
        yield Opmerking(f"Niet gelezen: {noem(list(kop.anders.values()))}.")
    indeling = _Indeling(kop)
    gelezen = chain.from_iterable(
        _lees_rij(rij, kop, keuzes) for rij in chain(boven, rijen) if not is_leeg(rij) and indeling.geen(rij)
    )
    yield from (wat for _, wat in gelezen) if kop.marge is None else _met_marges(gelezen)


def _met_marges(gelezen: Iterable[tuple[str, Gelezen]]) -> Iterator[Gelezen]:
    """A value and its two bounds stand on rows of their own, apart from each other: together they are one figure."""
    bij: dict[tuple[str, str, str], dict[str, list[Cijfer]]] = defaultdict(lambda: defaultdict(list))
    aantal = 0
    for soort, wat in gelezen:
        if isinstance(wat, Cijfer):
            aantal += 1
            if aantal > MEESTE_MET_MARGE:
                raise weiger("rijen", f"Dit bestand heeft meer dan {MEESTE_MET_MARGE} waarden met grenzen.")
            bij[wat.indicator, wat.gebied, wat.periode][soort].append(wat)
        else:
            yield wat
    for delen in bij.values():
        yield from _samen(delen)


def _samen(delen: Mapping[str, Sequence[Cijfer]]) -> Iterator[Cijfer | Fout]:
    onder, boven = ({cijfer.waarde for cijfer in delen.get(soort, ())} for soort in ("ondergrens", "bovengrens"))
    for cijfer in delen.get("waarde", ()):
        if not onder and not boven:
            yield cijfer
        elif len(onder) != 1 or len(boven) != 1:
            yield Fout(cijfer.rij, cijfer.kolom, "Bij dit cijfer hoort een ondergrens en een bovengrens.")
        else:
            met = cijfer._replace(ondergrens=next(iter(onder)), bovengrens=next(iter(boven)))
            yield met if _ertussen(met) else Fout(met.rij, met.kolom, "De waarde ligt niet tussen de grenzen.")


def _ertussen(cijfer: Cijfer) -> bool:
    onder, waarde, boven = cijfer.ondergrens, cijfer.waarde, cijfer.bovengrens
    return onder is not None and waarde is not None and boven is not None and onder <= waarde <= boven


class _Indeling:
    """Sees whether a region and period come back for another age or sex, in a column that was not chosen.

    Then the figure of some of the people could pass for that of all of them, so the whole file is refused.
    """

    def __init__(self, kop: _Kop) -> None:
        self._sleutel = [plek for plek in (kop.regio, kop.periode, kop.marge) if plek is not None]
        self._anders = kop.anders
        self._gezien: dict[tuple[str, ...], tuple[int, int]] = {}

    def geen(self, rij: Rij) -> bool:
        """True, or the refusal of the file."""
        nu = hash(tuple(tekst_van(rij[plek]) for plek in self._anders))
        sleutel = tuple(tekst_van(rij[plek]) for plek in self._sleutel)
        nummer, eerst = self._gezien.setdefault(sleutel, (rij.nummer, nu))
        if sleutel[0] and nu != eerst:
            raise weiger(
                "indeling",
                f"In rij {nummer} en {rij.nummer} staat dezelfde regio en periode, met iets anders in een kolom die u "
                f"niet koos ({noem(list(self._anders.values()))}). Houd in het bestand één rij per regio en periode.",
            )
        return True


def _zoek_kop(begin: list[Rij], keuzes: Keuzes) -> tuple[list[Rij], _Kop]:
    """The row of heads and what comes after it; above it stands at most a title."""
    for plek, rij in enumerate(begin):
        namen = [tekst_van(cel) for cel in rij.cellen]
        klein = [naam.casefold() for naam in namen]
        regio = next((nummer for nummer, naam in enumerate(klein) if naam in REGIO), None)
        if regio is None:
            continue
        periode, marge = (
            next((nummer for nummer, naam in enumerate(klein) if naam in namen_ervan), None)
            for namen_ervan in (PERIODE, MARGE)
        )
        if periode is None and not keuzes.periode:
            raise weiger("periode", "Er is geen kolom met perioden. Vul bij het aanbieden in welke periode dit is.")
        vrij = {
            nummer: naam
            for nummer, naam in enumerate(namen)
            if nummer not in {regio, periode, marge} and naam.casefold() not in NIET_TE_KIEZEN
        }
        onderwerpen = _onderwerpen(vrij, keuzes)
        anders = {nummer: naam for nummer, naam in vrij.items() if nummer not in onderwerpen}
        return begin[plek + 1 :], _Kop(rij.nummer, regio, periode, marge, onderwerpen, anders)
    raise weiger("kop", "Er is geen rij met een kolom RegioS of WijkenEnBuurten. Is dit een CSV van CBS StatLine?")


def _onderwerpen(vrij: dict[int, str], keuzes: Keuzes) -> dict[int, tuple[str, str]]:
    """Which columns hold which indicator: chosen, never guessed."""
    if not keuzes.kolommen:
        if len(vrij) == 1 and keuzes.indicator:
            return {nummer: (naam, keuzes.indicator) for nummer, naam in vrij.items()}
        raise weiger(
            "kolommen", f"Kies bij het aanbieden welke kolom welke indicator is: {noem(list(vrij.values()))}."
        )
    gekozen = {naam.strip().casefold(): indicator for naam, indicator in keuzes.kolommen.items()}
    namen = [naam.casefold() for naam in vrij.values()]
    if mist := [naam for naam in gekozen if namen.count(naam) != 1]:
        raise weiger(
            "kolommen", f"De kolom ‘{kort(mist[0])}’ staat er niet precies een keer in: {noem(list(vrij.values()))}."
        )
    return {nummer: (naam, gekozen[naam.casefold()]) for nummer, naam in vrij.items() if naam.casefold() in gekozen}


def _lees_rij(rij: Rij, kop: _Kop, keuzes: Keuzes) -> Iterator[tuple[str, Gelezen]]:
    """What stands in a row, each with what the row says it is: a value, or a bound of its margin."""
    gebied = tekst_van(rij[kop.regio])
    cellen = {plek: tekst_van(rij[plek]) for plek in kop.onderwerpen}
    if not any(cellen.values()) and (not gebied or sum(1 for cel in rij.cellen if tekst_van(cel)) == 1):
        yield "", Opmerking(kort(next(filter(None, map(tekst_van, rij.cellen))), 200))  # a title or a source
        return
    if not gebied:
        if rij.nummer != kop.nummer + 1:  # the row with the units
            yield "", Fout(rij.nummer, kolom_van(kop.regio, ""), "Hier staat geen regio.")
        return
    try:
        periode = lees_periode(tekst_van(rij[kop.periode]) if kop.periode is not None else keuzes.periode)
    except DomeinFout as fout:
        yield "", Fout(rij.nummer, kolom_van(kop.periode or 0, "periode"), fout.bericht)
        return
    eis_zelfde_periode([periode.tekst], keuzes.periode)
    soort = MARGES.get(tekst_van(rij[kop.marge]).casefold()) if kop.marge is not None else "waarde"
    if soort is None:
        yield "", Fout(rij.nummer, kolom_van(kop.marge or 0, "marges"), "Dit is geen waarde en geen grens van 95%.")
        return
    for plek, (naam, indicator) in kop.onderwerpen.items():
        yield soort, _lees_cel(rij, plek, naam, keuzes, Cijfer(rij.nummer, "", indicator, gebied, *periode, None))


def _lees_cel(rij: Rij, plek: int, naam: str, keuzes: Keuzes, cijfer: Cijfer) -> Gelezen:
    cel, tekst, kolom = rij[plek], tekst_van(rij[plek]), kolom_van(plek, naam)
    if tekst.casefold() in GEEN_CIJFER:
        return Leeg(rij.nummer)
    try:
        if tekst == NIHIL:
            raise weiger("getal", "Een streepje is bij het CBS nihil. Schrijf 0, of maak de cel leeg.")
        getal, teken, procent = lees_waarde(cel, keuzes.schrijfwijze)
    except DomeinFout as fout:
        return Fout(rij.nummer, kolom, fout.bericht)
    return cijfer._replace(kolom=kolom, waarde=getal, teken=teken, procent=procent)
