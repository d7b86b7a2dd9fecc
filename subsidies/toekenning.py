"""What one recipient gets: the value that goes from proposal to ledger, decision and letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL
from organisaties.models.mandaat import SoortBesluit
from subsidies.dossier import Deel
from subsidies.models import Beschikking


@dataclass(frozen=True, slots=True)
class Toekenning:
    """`bedragen` are granted euro by year; asked euro are in `deel.gevraagd`."""

    deel: Deel
    kenmerk: str
    bedragen: Mapping[int, Decimal]
    motivering: str
    verplichting: str

    @property
    def totaal(self) -> Decimal:
        return sum(self.bedragen.values(), NUL)

    @property
    def soort(self) -> Beschikking.Soort:
        """Nothing is a refusal, less than asked in any year a partial grant."""
        if self.totaal == NUL:
            return Beschikking.Soort.WEIGERING
        if any(self.bedragen[jaar] < gevraagd for jaar, gevraagd in self.deel.gevraagd.items()):
            return Beschikking.Soort.GEDEELTELIJK
        return Beschikking.Soort.VERLENING

    @property
    def soort_besluit(self) -> SoortBesluit:
        """The kind of mandate it takes (Awb 10:3)."""
        return SoortBesluit.WEIGERING if self.totaal == NUL else SoortBesluit.VERLENING

    @property
    def omvang(self) -> Decimal:
        """How much is decided on: what is granted, or else what is refused."""
        return self.totaal or self.deel.gevraagd_totaal
