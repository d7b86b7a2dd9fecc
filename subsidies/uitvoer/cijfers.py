"""The figures of a table for who judges it. Pure; amounts in euro, shares in percent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL, centen, verdeel
from subsidies.dossier import Deel, Dossier, procent, tel_op
from subsidies.models import Begrotingspost
from subsidies.regels.volledigheid import deel_is_klaar

Soort = Begrotingspost.Soort
_TIEN = Decimal("10.00")


def aandelen(bedragen: Sequence[Decimal]) -> list[Decimal | None]:
    """Each amount as a share of all together, in percent with one decimal; the shares add up to exactly 100.

    Rounded by the rule of the largest remainder (kern.geld.verdeel). None where there is nothing to share, or where
    somebody asks less than nothing.
    """
    if not bedragen or min(bedragen) < NUL or not any(bedragen):
        return [None] * len(bedragen)
    return [(deel * 10).quantize(Decimal("0.1")) for deel in verdeel(_TIEN, bedragen)]


@dataclass(frozen=True, slots=True)
class Financiers:
    """What other funders pay over the whole period; `afhankelijk` only when this grant is given."""

    samen: Decimal
    afhankelijk: Decimal


@dataclass(frozen=True, slots=True)
class Partnerregel:
    """One participant on the sheet. `verschil` is the first year against the grant in the year before it."""

    deel: Deel
    aandeel: Decimal | None
    vorig_jaar: Decimal | None
    loonaandeel: Decimal | None
    anderen: Financiers
    klein: bool
    klaar: bool
    opmerkingen: int

    @property
    def verschil(self) -> Decimal | None:
        eerste = next(iter(self.deel.gevraagd.values()))
        return None if self.vorig_jaar is None else eerste - self.vorig_jaar


@dataclass(frozen=True, slots=True)
class Gaten:
    """What the call asks for and nobody takes up."""

    subdoelen: Sequence[str]
    opgaven: Sequence[str]
    wettelijke_taken: Sequence[str]

    @property
    def per_soort(self) -> list[tuple[str, Sequence[str]]]:
        return [
            ("Subdoelen", self.subdoelen),
            ("Gebiedsopgaven", self.opgaven),
            ("Wettelijke taken", self.wettelijke_taken),
        ]

    @property
    def aantal(self) -> int:
        return sum(len(namen) for _, namen in self.per_soort)


@dataclass(frozen=True, slots=True)
class Tafelcijfers:
    """The whole table. `klein_tot` is the most a small organisation asks in any year."""

    dossier: Dossier
    regels: Sequence[Partnerregel]
    gaten: Gaten
    klein_tot: Decimal

    @property
    def kleine(self) -> list[Partnerregel]:
        return [regel for regel in self.regels if regel.klein]

    @property
    def naar_kleine(self) -> Decimal:
        return sum((regel.deel.gevraagd_totaal for regel in self.kleine), NUL)

    @property
    def aandeel_kleine(self) -> Decimal | None:
        return procent(self.naar_kleine, self.dossier.gevraagd_totaal)

    @property
    def anderen(self) -> Financiers:
        return Financiers(
            sum((regel.anderen.samen for regel in self.regels), NUL),
            sum((regel.anderen.afhankelijk for regel in self.regels), NUL),
        )

    @property
    def afhankelijk_per_euro(self) -> Decimal | None:
        """Money of others that goes with each euro asked, in cents; None when nothing is asked."""
        gevraagd = self.dossier.gevraagd_totaal
        return centen(self.anderen.afhankelijk / gevraagd) if gevraagd > NUL else None

    @property
    def loonaandeel(self) -> Decimal | None:
        delen = self.dossier.delen
        return procent(sum(map(_loon, delen), NUL), sum(map(_kosten, delen), NUL))

    @property
    def vorig_jaar(self) -> Decimal | None:
        """What all got together in the year before; None as long as it is not known of everybody."""
        bekend = [regel.vorig_jaar for regel in self.regels if regel.vorig_jaar is not None]
        return sum(bekend, NUL) if bekend and len(bekend) == len(self.regels) else None

    @property
    def verschil(self) -> Decimal | None:
        eerste = next(iter(self.dossier.gevraagd.values()))
        return None if self.vorig_jaar is None else eerste - self.vorig_jaar

    @property
    def zonder_akkoord(self) -> list[str]:
        return [regel.deel.korte_naam for regel in self.regels if not regel.deel.is_akkoord]

    @property
    def plafond(self) -> list[tuple[int, Decimal, Decimal]]:
        """Per year with a ceiling: the ceiling, and what is left under it (below zero is too much)."""
        ruimte = self.dossier.ruimte
        return [(jaar, bedrag, ruimte[jaar]) for jaar, bedrag in self.dossier.plafond.items() if jaar in ruimte]

    @property
    def benut(self) -> Decimal | None:
        """The part of the ceiling that is asked, in percent."""
        return procent(self.dossier.gevraagd_totaal, self.dossier.plafond_totaal)


def tafelcijfers(
    dossier: Dossier,
    *,
    klein_tot: Decimal,
    verleend: Mapping[int, Decimal],
    opmerkingen: Mapping[int, int],
) -> Tafelcijfers:
    """`verleend`: by organisation, what we granted for the year before; it counts where the organisation gave nothing
    itself. `opmerkingen`: open comments by the key of a part.
    """
    delen = dossier.delen
    return Tafelcijfers(
        dossier=dossier,
        regels=[
            Partnerregel(
                deel=deel,
                aandeel=aandeel,
                vorig_jaar=verleend.get(deel.organisatie_id) if deel.vorig_jaar is None else deel.vorig_jaar,
                loonaandeel=procent(_loon(deel), _kosten(deel)),
                anderen=financiers(deel),
                klein=is_klein(deel, klein_tot),
                klaar=deel_is_klaar(deel),
                opmerkingen=opmerkingen.get(deel.pk, 0),
            )
            for deel, aandeel in zip(delen, aandelen([deel.gevraagd_totaal for deel in delen]), strict=True)
        ],
        gaten=gaten(dossier),
        klein_tot=klein_tot,
    )


def is_klein(deel: Deel, klein_tot: Decimal) -> bool:
    """Asks something, and in no year more than `klein_tot`."""
    return deel.gevraagd_totaal > NUL and max(deel.gevraagd.values()) <= klein_tot


def financiers(deel: Deel) -> Financiers:
    def som(*soorten: str) -> Decimal:
        return sum(tel_op([post.bedragen for post in deel.posten if post.soort in soorten], deel.jaren).values(), NUL)

    return Financiers(som(Soort.ANDEREN, Soort.AFHANKELIJK), som(Soort.AFHANKELIJK))


def gaten(dossier: Dossier) -> Gaten:
    """By name, in the order of the call."""
    aanbod = [voorziening for deel in dossier.delen for voorziening in deel.aanbod]
    kader = dossier.kader

    def zonder(namen: Sequence[str], relatie: str) -> list[str]:
        gedekt = {naam for een in aanbod for naam in getattr(een, relatie)}
        return [naam for naam in namen if naam not in gedekt]

    return Gaten(
        zonder(kader.subdoelen, "subdoelen"),
        zonder([opgave.naam for opgave in kader.opgaven], "gebiedsopgaven"),
        zonder(kader.wettelijke_taken, "wettelijke_taken"),
    )


def kort_opgesomd(namen: Sequence[str], *, hoogstens: int, tekens: int) -> str:
    """`a; b; en nog 3`: the first names, each cut off at `tekens`, and how many more there are."""
    getoond = [naam if len(naam) <= tekens else f"{naam[: tekens - 1].rstrip()}…" for naam in namen[:hoogstens]]
    rest = len(namen) - len(getoond)
    return "; ".join([*getoond, f"en nog {rest}"] if rest else getoond)


def _loon(deel: Deel) -> Decimal:
    return sum(deel.loon.values(), NUL)


def _kosten(deel: Deel) -> Decimal:
    return sum(deel.kosten.values(), NUL)
