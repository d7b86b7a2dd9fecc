"""Who gets less: than was asked, and than it has now. Read before deciding, and by the college."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL
from subsidies.dossier import procent


@dataclass(frozen=True, slots=True)
class Verliesrij:
    """One recipient, in euro: `gevraagd` and `voorstel` over all years, `eerste_jaar` of the proposal beside the grant
    it has `nu` (None when it has none). Percentages are of what is lost; 0 or less is no loss."""

    organisatie: str
    gevraagd: Decimal
    voorstel: Decimal
    eerste_jaar: Decimal
    nu: Decimal | None

    @property
    def minder_dan_gevraagd(self) -> Decimal:
        return self.gevraagd - self.voorstel

    @property
    def procent_van_gevraagd(self) -> Decimal:
        return procent(self.minder_dan_gevraagd, self.gevraagd) or NUL

    @property
    def minder_dan_nu(self) -> Decimal:
        return NUL if self.nu is None else self.nu - self.eerste_jaar

    @property
    def procent_van_nu(self) -> Decimal:
        return (procent(self.minder_dan_nu, self.nu) or NUL) if self.nu else NUL

    @property
    def ergste(self) -> Decimal:
        return max(self.procent_van_gevraagd, self.procent_van_nu)


def verliezers(rijen: Iterable[Verliesrij], grens: Decimal) -> list[Verliesrij]:
    """Who loses more than `grens` percent, either way; who loses most first."""
    groot = [rij for rij in rijen if rij.ergste > grens]
    return sorted(groot, key=lambda rij: (-rij.ergste, rij.organisatie))
