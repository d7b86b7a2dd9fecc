"""What an indicator says: what was agreed, what was counted, and whether that is enough. Missing is never zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thematafels.models import Niveau, Richting

# Of these one takes an average, never a sum.
ONTELBAAR = frozenset(
    {"%", "procent", "percentage", "cijfer", "rapportcijfer", "score", "schaal", "gemiddelde", "punten"}
)
HONDERD = Decimal(100)


def is_bereikt(richting: Richting, doel: Decimal | None, waarde: Decimal | None) -> bool | None:
    """None when one of them is not known."""
    if doel is None or waarde is None:
        return None
    return waarde <= doel if richting == Richting.LAGER else waarde >= doel


@dataclass(frozen=True, slots=True)
class Cel:
    """One group, one district, or one group in one district: its target, what was counted, and the year before."""

    doelgroep_id: int | None
    stadsdeel_id: int | None
    doelgroep: str = ""
    stadsdeel: str = ""
    richting: Richting = Richting.HOGER
    doel: Decimal | None = None
    waarde: Decimal | None = None

    @property
    def naam(self) -> str:
        return ", ".join(filter(None, (self.doelgroep, self.stadsdeel)))

    @property
    def sleutel(self) -> tuple[int | None, int | None]:
        return self.doelgroep_id, self.stadsdeel_id

    @property
    def bereikt(self) -> bool | None:
        return is_bereikt(self.richting, self.doel, self.waarde)

    @property
    def verschil(self) -> Decimal | None:
        return None if self.doel is None or self.waarde is None else self.waarde - self.doel


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One agreed indicator in one year. `waarde` is the whole, None when nobody knows; then `reden` may say why.

    `geteld` is the whole as it was filled in; without it the whole is the sum of the cells where that is allowed.
    """

    meetafspraak_id: int
    niveau: Niveau
    naam: str
    eenheid: str
    richting: Richting
    hoe: str = ""
    wanneer: str = ""
    door: str = ""
    doel: Decimal | None = None
    geteld: Decimal | None = None
    reden: str = ""
    cellen: Sequence[Cel] = ()

    @property
    def waarde(self) -> Decimal | None:
        return self.geteld if self.geteld is not None else optelling(self.niveau, self.eenheid, self.cellen)

    @property
    def opgeteld(self) -> bool:
        return self.geteld is None and self.waarde is not None

    @property
    def gemeten(self) -> bool:
        """Whether anything was counted, also when it does not add up to a whole."""
        return self.geteld is not None or any(cel.waarde is not None for cel in self.cellen)

    @property
    def bereikt(self) -> bool | None:
        return is_bereikt(self.richting, self.doel, self.waarde)

    @property
    def verschil(self) -> Decimal | None:
        return None if self.doel is None or self.waarde is None else self.waarde - self.doel

    @property
    def deel_van_doel(self) -> Decimal | None:
        """What was counted in percents of the target; None when it is not known, or the target is nothing."""
        if self.waarde is None or not self.doel:
            return None
        return self.waarde * HONDERD / self.doel


def telbaar(niveau: Niveau, eenheid: str) -> bool:
    """Whether numbers of parts may be added up to the whole: of who was reached, counted in people or things."""
    return niveau == Niveau.BEREIK and not ONTELBAAR & set(eenheid.lower().replace("(", " ").replace(")", " ").split())


def optelling(niveau: Niveau, eenheid: str, cellen: Iterable[Cel]) -> Decimal | None:
    """The sum, when the cells divide the whole in one way and none of them that was agreed on is missing."""
    cellen = list(cellen)
    geteld = [cel for cel in cellen if cel.waarde is not None]
    wijzen = {(cel.doelgroep_id is not None, cel.stadsdeel_id is not None) for cel in geteld}
    if not telbaar(niveau, eenheid) or len(wijzen) != 1:
        return None
    if any(cel.waarde is None for cel in cellen if cel.doel is not None):
        return None
    return sum((cel.waarde for cel in geteld if cel.waarde is not None), Decimal(0))
