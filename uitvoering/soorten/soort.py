"""What differs per kind of later decision, as data: one mechanism prepares, hears and decides them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from brieven.models import BriefSoort
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from subsidies.models import Beschikking, Besluit, Subsidie, Zaakrol
from subsidies.vervolg import Standen, Vervolg
from uitvoering.models import Vervolgregel, Vervolgvoorstel


@dataclass(frozen=True, slots=True)
class Grond:
    """A legal ground to choose. `zienswijze`: the recipient is heard first (Awb 4:7, 4:8). `termijn`: it only holds
    for the future, after a reasonable term (Awb 4:50, 4:51)."""

    code: str
    naam: str
    artikel: str
    zienswijze: bool = False
    termijn: bool = False


class Bedragsoort(Enum):
    """A column of amounts per year in a proposal: the field of `Vervolgbedrag`, and its heading."""

    VERANDERING = "verandering"
    VASTGESTELD = "vastgesteld"
    TERUG = "terug"

    @property
    def kop(self) -> str:
        return _KOPPEN[self]


_KOPPEN = {
    Bedragsoort.VERANDERING: "Erbij (of − eraf)",
    Bedragsoort.VASTGESTELD: "Vast te stellen",
    Bedragsoort.TERUG: "Terug te betalen",
}


def geen_regel(voorstel: Vervolgvoorstel, vervolgen: list[tuple[Vervolg, Standen]]) -> None:
    """This kind has no rule of its own."""


def geen_waarden(regel: Vervolgregel, standen: Standen) -> Mapping[str, Any]:
    """The letter of this kind has no field of its own."""
    return {}


def zelfde_stand(regel: Vervolgregel, standen: Standen) -> Subsidie.Stand | None:
    """The grant runs on."""
    return None


def niets_meer(voorstel: Vervolgvoorstel, besluit: Besluit, door: Lidmaatschap) -> None:
    """Nothing follows but the ledger and the letter."""


@dataclass(frozen=True, kw_only=True)
class Vervolgsoort:
    """One kind. `onderwerp` heads the letter and says the outcome ("{waarvoor}" is filled in).

    `controleer` raises DomeinFout for a proposal that the law does not allow; it is asked when the proposal is offered
    and again when it is decided, with each recipient's amounts beside what holds now. `na_besluit` writes what else
    this kind brings about, in the same transaction. The pages are drawn from `bedragsoort` (the columns of amounts;
    empty when this kind moves none), `dagen` (which days it asks for) and `vermoeden` (whether it rests on a suspicion
    that an earlier decision may have had too). `maakbaar`: an officer begins it from the page of the grant; else it
    begins elsewhere, by a service of its own.
    """

    soort: Besluit.Soort
    mandaat: SoortBesluit
    beschikking: Beschikking.Soort
    brief: BriefSoort
    onderwerp: str
    gronden: tuple[Grond, ...]
    controleer: Callable[[Vervolgvoorstel, list[tuple[Vervolg, Standen]]], None] = geen_regel
    waarden: Callable[[Vervolgregel, Standen], Mapping[str, Any]] = geen_waarden
    naar: Callable[[Vervolgregel, Standen], Subsidie.Stand | None] = zelfde_stand
    na_besluit: Callable[[Vervolgvoorstel, Besluit, Lidmaatschap], None] = niets_meer
    rol: Zaakrol.Rol = Zaakrol.Rol.BESLUITNEMER
    bedragsoort: tuple[Bedragsoort, ...] = (Bedragsoort.VERANDERING,)
    dagen: tuple[str, ...] = ()
    vermoeden: bool = False
    maakbaar: bool = True

    def grond(self, code: str) -> Grond | None:
        return next((grond for grond in self.gronden if grond.code == code), None)
