"""What one recipient gets: the value that goes from proposal to ledger, decision and letter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL
from organisaties.models.mandaat import SoortBesluit
from subsidies.dossier import Deel
from subsidies.models import Advies, Beschikking

NOG_GEEN_KENMERK = "volgt bij verzending"

_MANDAAT = {
    Beschikking.Soort.WEIGERING: SoortBesluit.WEIGERING,
    Beschikking.Soort.DIRECTE_VASTSTELLING: SoortBesluit.DIRECTE_VASTSTELLING,
}
_STREKKING = {
    Beschikking.Soort.WEIGERING: Advies.Strekking.WEIGEREN,
    Beschikking.Soort.GEDEELTELIJK: Advies.Strekking.DEELS,
}


@dataclass(frozen=True, slots=True)
class Grond:
    """A ground to refuse (some of) what was asked: the words of the rule, its article, and why it applies here."""

    tekst: str
    artikel: str
    motivering: str


# In a letter to look at: a refusal whose ground was not chosen yet cannot be decided on.
GEEN_GROND = Grond(tekst="[ontbreekt: de grond]", artikel="[ontbreekt: het artikel]", motivering="")


@dataclass(frozen=True, slots=True)
class Toekenning:
    """`bedragen` are granted euro by year; asked euro are in `deel.gevraagd`.

    `meteen_vaststellen`: settled in the same decision (Awb 4:29). `adviesreden` says why it differs from an advice
    (Awb 3:50); `boven_plafond` that it rests on Awb 4:51 lid 2.
    """

    deel: Deel
    kenmerk: str
    bedragen: Mapping[int, Decimal]
    motivering: str
    verplichting: str
    gronden: tuple[Grond, ...] = ()
    meteen_vaststellen: bool = False
    adviesreden: str = ""
    boven_plafond: bool = False

    @property
    def totaal(self) -> Decimal:
        return sum(self.bedragen.values(), NUL)

    @property
    def is_minder(self) -> bool:
        """Less than asked in any year."""
        return any(self.bedragen[jaar] < gevraagd for jaar, gevraagd in self.deel.gevraagd.items())

    @property
    def soort(self) -> Beschikking.Soort:
        return besluitsoort(self.totaal, is_minder=self.is_minder, meteen_vaststellen=self.meteen_vaststellen)

    @property
    def soort_besluit(self) -> SoortBesluit:
        """The kind of mandate it takes (Awb 10:3)."""
        return _MANDAAT.get(self.soort, SoortBesluit.VERLENING)

    @property
    def strekking(self) -> Advies.Strekking:
        """What it comes down to, in the words of an advice."""
        minder = Beschikking.Soort.GEDEELTELIJK if self.totaal and self.is_minder else self.soort
        return _STREKKING.get(minder, Advies.Strekking.VERLENEN)

    @property
    def omvang(self) -> Decimal:
        """How much is decided on: what is granted, or else what is refused."""
        return self.totaal or self.deel.gevraagd_totaal


def besluitsoort(totaal: Decimal, *, is_minder: bool, meteen_vaststellen: bool) -> Beschikking.Soort:
    """Nothing is a refusal, less than asked in any year (`is_minder`) a partial grant."""
    if totaal == NUL:
        return Beschikking.Soort.WEIGERING
    if meteen_vaststellen:
        return Beschikking.Soort.DIRECTE_VASTSTELLING
    return Beschikking.Soort.GEDEELTELIJK if is_minder else Beschikking.Soort.VERLENING


def uitkomsten(toekenningen: Iterable[Toekenning]) -> dict[int, str]:
    """What each part comes down to, by its key: to lay beside an advice."""
    return {rij.deel.pk: rij.strekking for rij in toekenningen}
