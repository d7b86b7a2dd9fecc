"""What the lines of a budget add up to, per year: for the page, the spreadsheet, and anybody who reads along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from kern.geld import NUL
from subsidies.dossier import Jaarbedragen, procent, tel_op, verschillen
from subsidies.models import Begrotingspost

Soort = Begrotingspost.Soort
_ANDEREN = frozenset({Soort.ANDEREN, Soort.AFHANKELIJK})


class Regel(Protocol):
    """A line of a budget, saved or just filled in."""

    @property
    def soort(self) -> str: ...
    @property
    def omschrijving(self) -> str: ...
    @property
    def bedragen(self) -> Mapping[int, Decimal]: ...


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """One row of results; `vorm` is bedrag or procent. A year without an outcome is None."""

    code: str
    naam: str
    per_jaar: Mapping[int, Decimal | None]
    samen: Decimal | None
    vorm: str = "bedrag"


@dataclass(frozen=True, slots=True)
class Afzet:
    """What a budget is set against: the grant of the year before, the ceiling, and what the others at the table ask.

    Without a table there is no ceiling.
    """

    vorig_jaar: Decimal | None = None
    plafond: Jaarbedragen | None = None
    anderen: Jaarbedragen | None = None


def begrotingsbeeld(posten: Sequence[Regel], jaren: Sequence[int], afzet: Afzet) -> list[Uitkomst]:
    """The rows under a budget, from costs to what is left under the ceiling of the table."""

    def som(*soorten: str) -> dict[int, Decimal]:
        return tel_op([post.bedragen for post in posten if post.soort in soorten], jaren)

    kosten = som(*(soort for soort in Soort if soort not in Begrotingspost.DEKKING))
    loon, eigen, anderen = som(Soort.LOON), som(Soort.EIGEN), som(*_ANDEREN)
    gevraagd = {jaar: kosten[jaar] - eigen[jaar] - anderen[jaar] for jaar in jaren}
    return [
        _bedragen("kosten", "Kosten", kosten),
        _bedragen("loon", "waarvan loonkosten", loon),
        _aandeel("loonaandeel", "loonkosten, deel van de kosten", loon, kosten),
        _bedragen("eigen", "Eigen bijdrage", eigen),
        _bedragen("anderen", "Andere financiers", anderen),
        _bedragen("afhankelijk", "waarvan alleen met deze subsidie", som(Soort.AFHANKELIJK)),
        _bedragen("gevraagd", "Gevraagd", gevraagd),
        Uitkomst("verschil", "Verschil met het jaar ervoor", verschillen(gevraagd, afzet.vorig_jaar), None),
        *_onder_het_plafond(gevraagd, afzet),
    ]


def _onder_het_plafond(gevraagd: Jaarbedragen, afzet: Afzet) -> list[Uitkomst]:
    if not afzet.plafond:
        return []
    plafond = {jaar: afzet.plafond.get(jaar, NUL) for jaar in gevraagd}
    anderen = afzet.anderen or {}
    ruimte = {jaar: plafond[jaar] - anderen.get(jaar, NUL) - bedrag for jaar, bedrag in gevraagd.items()}
    return [
        _bedragen("plafond", "Plafond van de tafel", plafond),
        _bedragen("ruimte", "Ruimte die de tafel overhoudt", ruimte),
        _aandeel("aandeel", "Uw deel van het plafond", gevraagd, plafond),
    ]


def _bedragen(code: str, naam: str, bedragen: Jaarbedragen) -> Uitkomst:
    return Uitkomst(code, naam, bedragen, sum(bedragen.values(), NUL))


def _aandeel(code: str, naam: str, deel: Jaarbedragen, geheel: Jaarbedragen) -> Uitkomst:
    per_jaar = {jaar: procent(deel[jaar], geheel[jaar]) for jaar in deel}
    samen = procent(sum(deel.values(), NUL), sum(geheel.values(), NUL))
    return Uitkomst(code, naam, per_jaar, samen, vorm="procent")
