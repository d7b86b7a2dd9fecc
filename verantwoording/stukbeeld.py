"""The pictures of the joint account, drawn from the document alone: the same on screen and on paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from kern.grafiek_doel import Doelstaaf, Doelstaven, doelstaven, gedeelde_schaal
from kern.grafiek_keten import Groep, Ketenbeeld, Uitslag, Vak, ketenbeeld
from kern.grafiek_klein import KleineGrafieken, kleine_grafieken
from kern.grafiek_lijn import Meetpunt, Reeks
from kern.grafiek_trend import Trend, trend
from verantwoording.regels.optellen import Optelling
from verantwoording.stuk import Gebiedscijfers, Gedaan, Ketengroep, Punt, Schakel, Stadscijfer, Stuk, Telling

STAVEN = 2  # in one picture: two of these beside each other fit at the foot of a page
PADEN = 6
OP_PAPIER = 960  # units across a page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stadsbeeld:
    """One indicator of the city: its figures in our main area through time, and small ones of the other areas."""

    cijfer: Stadscijfer
    jaar: int
    trend: Trend | None
    klein: KleineGrafieken | None

    @property
    def hoofd(self) -> Gebiedscijfers | None:
        return next(iter(self.cijfer.reeksen), None)

    @property
    def te_oud(self) -> str:
        """Said when the last figure is of before the year of account; empty when it is not."""
        laatste = next((punt for punt, _ in self.meetpunten if punt.waarde is not None), None)
        if laatste is None or laatste.tot >= self.jaar:
            return ""
        return f"Het laatste cijfer is van {laatste.periode}. Het zegt niets over {self.jaar}."

    @property
    def meetpunten(self) -> list[tuple[Meetpunt, bool]]:
        """Of the main area, the newest first, and whether the source changed it afterwards."""
        punten = self.hoofd.punten if self.hoofd else ()
        return [(_meetpunt(punt), punt.herzien) for punt in reversed(punten)]

    @property
    def gebieden(self) -> list[tuple[str, Meetpunt, Meetpunt]]:
        """The other areas with their first and last measurement."""
        rijen = []
        for reeks in self.cijfer.reeksen[1:]:
            gemeten = _reeks(reeks).gemeten
            if gemeten:
                rijen.append((reeks.gebied, gemeten[0], gemeten[-1]))
        return rijen


@dataclass(frozen=True, slots=True)
class Stukbeeld:
    """Every picture of one document."""

    aanbod: Sequence[Doelstaven]
    bereik: Sequence[Doelstaven]
    doelgroepen: Sequence[Doelstaven]
    stadsdelen: Sequence[Doelstaven]
    bewoner: Sequence[Doelstaven]
    professional: Sequence[Doelstaven]
    stad: Sequence[Stadsbeeld]
    keten: Ketenbeeld | None
    keten_op_papier: Sequence[Ketenbeeld]


def teken(stuk: Stuk) -> Stukbeeld:
    groepen = [_groep(groep) for groep in stuk.keten]
    titel = f"Hoe hangt het samen? {stuk.thema}, {stuk.jaar}"
    return Stukbeeld(
        aanbod=_staven("aanbod", "Aanbod: afgesproken en gedaan", stuk.met_aanbod),
        bereik=_staven("bereik", "Bereik: afgesproken en gemeten", stuk.met_bereik),
        doelgroepen=list(_opgeteld("doelgroep", "Bereik per doelgroep", stuk.bereik_per_doelgroep)),
        stadsdelen=list(_opgeteld("stadsdeel", "Bereik per stadsdeel", stuk.bereik_per_stadsdeel)),
        bewoner=_staven("bewoner", "Wat bewoners merken: afgesproken en gemeten", stuk.met_bewoner),
        professional=_staven("professional", "Wat professionals zien: afgesproken en gemeten", stuk.met_professional),
        stad=stadsbeelden(stuk.stad, stuk.jaar),
        keten=ketenbeeld("keten", titel=titel, groepen=groepen),
        keten_op_papier=list(_op_papier(titel, groepen)),
    )


def stadsbeelden(cijfers: Iterable[Stadscijfer], jaar: int) -> list[Stadsbeeld]:
    """Beside what was done in `jaar`."""
    return [_stadsbeeld(nummer, cijfer, jaar) for nummer, cijfer in enumerate(cijfers, 1)]


def staaf_van(telling: Telling, naam: str) -> Doelstaaf:
    return Doelstaaf(naam, telling.doel, telling.waarde, telling.eenheid, telling.lager, telling.bereikt)


def _staven(sleutel: str, titel: str, paren: Iterable[tuple[Gedaan, Sequence[Telling]]]) -> list[Doelstaven]:
    """Each on its own scale, a few in one picture."""
    staven = [staaf_van(telling, f"{een.naam}: {telling.naam}") for een, tellingen in paren for telling in tellingen]
    return list(_in_stukken(sleutel, titel, staven))


def _opgeteld(sleutel: str, titel: str, optellingen: Sequence[Optelling]) -> Iterator[Doelstaven]:
    """Of one unit on one scale."""
    for nummer, eenheid in enumerate(dict.fromkeys(een.eenheid for een in optellingen), 1):
        staven = [Doelstaaf(een.naam, een.doel, een.waarde, eenheid) for een in optellingen if een.eenheid == eenheid]
        yield from _in_stukken(f"{sleutel}-{nummer}", f"{titel}, in {eenheid}", staven, gedeelde_schaal(staven))


def _in_stukken(
    sleutel: str, titel: str, staven: Sequence[Doelstaaf], schaal: Decimal | None = None
) -> Iterator[Doelstaven]:
    for nummer, deel in enumerate(_per(STAVEN, staven), 1):
        beeld = doelstaven(f"{sleutel}-{nummer}", titel=titel, staven=deel, schaal=schaal)
        if beeld is not None:
            yield beeld


def _per(aantal: int, rij: Sequence[T]) -> Iterator[tuple[T, ...]]:
    for eerste in range(0, len(rij), aantal):
        yield tuple(rij[eerste : eerste + aantal])


def _stadsbeeld(nummer: int, cijfer: Stadscijfer, jaar: int) -> Stadsbeeld:
    """One measurement is no line: the sentence and the table say it."""
    reeksen = [_reeks(reeks) for reeks in cijfer.reeksen]
    waar = f" in {cijfer.reeksen[0].gebied}" if cijfer.reeksen else ""
    return Stadsbeeld(
        cijfer,
        jaar,
        trend(f"stad-{nummer}", titel=f"{cijfer.naam}{waar}", eenheid=cijfer.eenheid, reeksen=reeksen[:1])
        if reeksen and _is_lijn(reeksen[0])
        else None,
        kleine_grafieken(
            f"klein-{nummer}", titel=f"{cijfer.naam} per gebied", eenheid=cijfer.eenheid, reeksen=reeksen[1:]
        )
        if any(map(_is_lijn, reeksen[1:]))
        else None,
    )


def _is_lijn(reeks: Reeks) -> bool:
    return len(reeks.gemeten) > 1


def _reeks(reeks: Gebiedscijfers) -> Reeks:
    return Reeks(reeks.gebied, [_meetpunt(punt) for punt in reeks.punten])


def _meetpunt(punt: Punt) -> Meetpunt:
    return Meetpunt(punt.periode, punt.waarde, punt.teken, punt.ondergrens, punt.bovengrens)


def _op_papier(titel: str, groepen: Iterable[Groep]) -> Iterator[Ketenbeeld]:
    """In pieces that fit on a page."""
    stukken = (Groep(paden, groep.samen) for groep in groepen for paden in _per(PADEN, groep.paden))
    for nummer, stuk in enumerate(stukken, 1):
        beeld = ketenbeeld(f"keten-{nummer}", titel=titel, groepen=[stuk], breed=OP_PAPIER)
        if beeld is not None:
            yield beeld


def _groep(groep: Ketengroep) -> Groep:
    return Groep(tuple(tuple(map(_vak, pad.schakels)) for pad in groep.paden), tuple(map(_vak, groep.samen)))


def _vak(schakel: Schakel) -> Vak:
    uitslag = Uitslag(schakel.uitslag, schakel.uitslagtekst) if schakel.uitslag else None
    return Vak(schakel.soort, schakel.namen, schakel.gat, uitslag)
