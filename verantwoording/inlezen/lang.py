"""Our own form: one figure on each row. The columns are described in docs/inlezen.md."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from kern.fouten import DomeinFout
from subsidies.rekenblad.vorm import Cel, Rij
from verantwoording.inlezen.fout import weiger
from verantwoording.inlezen.getallen import lees_waarde
from verantwoording.inlezen.periode import lees_periode
from verantwoording.inlezen.vorm import Cijfer, Fout, Gelezen, Keuzes, Leeg, is_leeg, kort, tekst_van

KOLOMMEN = (
    "indicator",
    "bron",
    "gebied",
    "periode",
    "waarde",
    "teken",
    "ondergrens",
    "bovengrens",
    "reden",
    "vindplaats",
)
VERPLICHT = ("indicator", "gebied", "periode", "waarde")
GEEN_CIJFER = frozenset({"", "."})
INGETROKKEN = "ingetrokken"
TEKENS = {"": "", "ongeveer": "ongeveer", "meer dan": "meer_dan", "ruim": "ruim", "minder dan": "minder_dan"}
LANGSTE = {"reden": 500, "vindplaats": 300}


def lees_lang(rijen: Iterable[Rij], keuzes: Keuzes) -> Iterator[Gelezen]:
    """The figures of a file of which the first row with something in it names the columns."""
    rijen = iter(rijen)
    plek = _kolommen(next((rij for rij in rijen if not is_leeg(rij)), Rij(1, [])))
    for rij in rijen:
        if is_leeg(rij):
            continue
        try:
            yield _cijfer(rij, {naam: rij[kolom] for naam, kolom in plek.items()}, len(plek), keuzes)
        except _Celfout as fout:
            yield Fout(rij.nummer, fout.kolom, fout.tekst)


class _Celfout(Exception):
    def __init__(self, kolom: str, tekst: str) -> None:
        super().__init__(tekst)
        self.kolom, self.tekst = kolom, tekst


def _kolommen(kop: Rij) -> dict[str, int]:
    namen = [tekst_van(cel).casefold() for cel in kop.cellen]
    while namen and not namen[-1]:
        namen.pop()
    vreemd = [kort(naam) for naam in namen if naam not in KOLOMMEN]
    mist = [naam for naam in VERPLICHT if naam not in namen]
    if vreemd or mist or len(set(namen)) != len(namen):
        wat = (
            (f"‘{vreemd[0]}’ kennen wij niet" if vreemd[0] else "een kolom heeft geen naam")
            if vreemd
            else f"{mist[0]} ontbreekt"
            if mist
            else "er staat er een dubbel"
        )
        raise weiger(
            "kop", f"De eerste rij noemt de kolommen niet goed: {wat}. Zij mogen zijn: {', '.join(KOLOMMEN)}."
        )
    return {naam: namen.index(naam) for naam in namen}


def _cijfer(rij: Rij, cellen: Mapping[str, Cel], breedte: int, keuzes: Keuzes) -> Cijfer | Leeg:
    tekst = {naam: tekst_van(cellen.get(naam)) for naam in KOLOMMEN}
    if any(map(tekst_van, rij.cellen[breedte:])):
        raise _Celfout("", "Deze rij heeft meer cellen dan de eerste.")
    for naam in VERPLICHT[:3]:
        if not tekst[naam]:
            raise _Celfout(naam, "Deze cel is leeg.")
    for naam, lengte in LANGSTE.items():
        if len(tekst[naam]) > lengte:
            raise _Celfout(naam, f"Houd het bij {lengte} tekens.")
    try:
        periode = lees_periode(tekst["periode"])
    except DomeinFout as fout:
        raise _Celfout("periode", fout.bericht) from fout
    weg = tekst["waarde"].casefold() == INGETROKKEN
    if weg or tekst["waarde"] in GEEN_CIJFER:
        if tekst["teken"] or tekst["ondergrens"] or tekst["bovengrens"]:
            raise _Celfout("waarde", "Er staat een teken of een grens bij, en geen waarde.")
        if not weg:
            return Leeg(rij.nummer)
        waarde, teken, procent, onder, boven = None, "", False, None, None
    else:
        waarde, teken, procent = _getal(cellen, "waarde", keuzes)
        teken = _teken(tekst["teken"], teken)
        onder, boven = _marge(cellen, tekst, waarde, keuzes)
    return Cijfer(
        rij=rij.nummer,
        kolom="",
        indicator=tekst["indicator"],
        gebied=tekst["gebied"],
        periode=periode.tekst,
        jaar=periode.jaar,
        waarde=waarde,
        teken=teken,
        procent=procent,
        bron=tekst["bron"],
        ondergrens=onder,
        bovengrens=boven,
        reden=tekst["reden"],
        vindplaats=tekst["vindplaats"],
    )


def _getal(cellen: Mapping[str, Cel], naam: str, keuzes: Keuzes) -> tuple[Decimal, str, bool]:
    try:
        return lees_waarde(cellen[naam], keuzes.schrijfwijze)
    except DomeinFout as fout:
        raise _Celfout(naam, fout.bericht) from fout


def _teken(genoemd: str, gelezen: str) -> str:
    """The sign in its own column; one beside the number may not say something else."""
    teken = TEKENS.get(genoemd.casefold().replace("_", " "))
    if teken is None:
        raise _Celfout("teken", f"‘{kort(genoemd)}’ kennen wij niet. Kies {', '.join(filter(None, TEKENS))} of niets.")
    if teken and gelezen and teken != gelezen:
        raise _Celfout("teken", "Het teken bij het getal zegt iets anders.")
    return teken or gelezen


def _marge(
    cellen: Mapping[str, Cel], tekst: Mapping[str, str], waarde: Decimal, keuzes: Keuzes
) -> tuple[Decimal | None, Decimal | None]:
    if not tekst["ondergrens"] and not tekst["bovengrens"]:
        return None, None
    if not tekst["ondergrens"] or not tekst["bovengrens"]:
        raise _Celfout("ondergrens", "Vul beide grenzen in, of geen van beide.")
    (onder, *_), (boven, *_) = (_getal(cellen, naam, keuzes) for naam in ("ondergrens", "bovengrens"))
    if not onder <= waarde <= boven:
        raise _Celfout("ondergrens", "De waarde ligt niet tussen de grenzen.")
    return onder, boven
