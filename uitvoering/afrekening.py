"""A request for settlement as one frozen value: what was planned beside what came of it.

The draft, the page of the officer and the frozen content all read the same value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kern.geld import NUL
from subsidies.models import Begrotingspost
from subsidies.regels.verantwoordingsplicht import Stuk

FORMAT_VERSIE = 1


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """One figure of one year. `werkelijk` is None while nothing was filled in."""

    jaar: int
    gepland: Decimal
    werkelijk: Decimal | None

    @property
    def verschil(self) -> Decimal | None:
        return None if self.werkelijk is None else self.werkelijk - self.gepland


@dataclass(frozen=True, slots=True)
class Cijferrij:
    """One kind of cost or coverage, over the years of the settlement."""

    soort: str
    cellen: Sequence[Vergelijking]

    @property
    def naam(self) -> str:
        return str(Begrotingspost.Soort(self.soort).label)

    @property
    def is_dekking(self) -> bool:
        return self.soort in Begrotingspost.DEKKING

    @property
    def is_gepland(self) -> bool:
        return any(cel.gepland for cel in self.cellen)


@dataclass(frozen=True, slots=True)
class Bereikrij:
    """How many residents one voorziening wanted to reach and reached. `pk` is 0 in what was frozen."""

    pk: int
    naam: str
    jaar: int
    gewenst: int | None
    bereikt: int | None

    @property
    def verschil(self) -> int | None:
        return None if self.gewenst is None or self.bereikt is None else self.bereikt - self.gewenst


@dataclass(frozen=True, slots=True)
class Stukfeit:
    """A document that was handed in. `pk` is 0 in what was frozen."""

    pk: int
    soort: str
    naam: str
    sha256: str

    @property
    def soort_naam(self) -> str:
        return str(Stuk(self.soort).label).removeprefix("een ").capitalize()


@dataclass(frozen=True, slots=True)
class Afrekening:
    """`nodig` are the documents that the frozen thresholds ask for; `verleend` is the grant per year."""

    jaren: Sequence[int]
    verleend: Mapping[int, Decimal]
    nodig: Sequence[Stuk]
    cijfers: Sequence[Cijferrij]
    bereik: Sequence[Bereikrij]
    stukken: Sequence[Stukfeit]
    activiteiten: str
    afwijking: str

    @property
    def saldo(self) -> Cijferrij:
        """Costs minus what others paid, per year: what the grant had to cover."""
        return Cijferrij(
            soort="",
            cellen=[
                Vergelijking(
                    jaar,
                    self._som(jaar, "gepland"),
                    self._som(jaar, "werkelijk") if self._ingevuld(jaar) else None,
                )
                for jaar in self.jaren
            ],
        )

    def _ingevuld(self, jaar: int) -> bool:
        return any(cel.werkelijk is not None for rij in self.cijfers for cel in rij.cellen if cel.jaar == jaar)

    def _som(self, jaar: int, wat: str) -> Decimal:
        return sum(
            (
                (getattr(cel, wat) or NUL) * (-1 if rij.is_dekking else 1)
                for rij in self.cijfers
                for cel in rij.cellen
                if cel.jaar == jaar
            ),
            NUL,
        )


def ontbreekt(afrekening: Afrekening) -> list[str]:
    """What is missing before it can be handed in. Amounts only where a financial report is asked for (Awb 4:45)."""
    mist = [] if afrekening.activiteiten.strip() else ["Schrijf wat u deed."]
    if Stuk.FINANCIEEL_VERSLAG in afrekening.nodig:
        mist += [
            f"Vul in wat {rij.naam.lower()} in {cel.jaar} werkelijk was."
            for rij in afrekening.cijfers
            for cel in rij.cellen
            if cel.gepland and cel.werkelijk is None
        ]
    mist += [
        f"Vul in hoeveel bewoners {rij.naam} in {rij.jaar} bereikte."
        for rij in afrekening.bereik
        if rij.gewenst is not None and rij.bereikt is None
    ]
    gegeven = {stuk.soort for stuk in afrekening.stukken}
    return mist + [f"Voeg {stuk.label} toe." for stuk in afrekening.nodig if stuk not in gegeven]


def inhoud(afrekening: Afrekening) -> dict[str, Any]:
    """What is frozen: everything but the numbers of the database."""
    return {
        "format": FORMAT_VERSIE,
        "jaren": list(afrekening.jaren),
        "verleend": dict(afrekening.verleend),
        "nodig": [str(stuk) for stuk in afrekening.nodig],
        "cijfers": [
            {
                "soort": rij.soort,
                "gepland": {cel.jaar: cel.gepland for cel in rij.cellen},
                "werkelijk": {cel.jaar: cel.werkelijk for cel in rij.cellen},
            }
            for rij in afrekening.cijfers
        ],
        "bereik": [
            {"naam": rij.naam, "jaar": rij.jaar, "gewenst": rij.gewenst, "bereikt": rij.bereikt}
            for rij in afrekening.bereik
        ],
        "stukken": [{"soort": stuk.soort, "naam": stuk.naam, "sha256": stuk.sha256} for stuk in afrekening.stukken],
        "activiteiten": afrekening.activiteiten,
        "afwijking": afrekening.afwijking,
    }


def uit_inhoud(feiten: Mapping[str, Any]) -> Afrekening:
    """The same value back from what was frozen, and from nothing else."""
    return Afrekening(
        jaren=feiten["jaren"],
        verleend={int(jaar): Decimal(bedrag) for jaar, bedrag in feiten["verleend"].items()},
        nodig=[Stuk(stuk) for stuk in feiten["nodig"]],
        cijfers=[
            Cijferrij(
                rij["soort"],
                [
                    Vergelijking(jaar, Decimal(rij["gepland"][str(jaar)]), _bedrag(rij["werkelijk"][str(jaar)]))
                    for jaar in feiten["jaren"]
                ],
            )
            for rij in feiten["cijfers"]
        ],
        bereik=[Bereikrij(0, **rij) for rij in feiten["bereik"]],
        stukken=[Stukfeit(0, **stuk) for stuk in feiten["stukken"]],
        activiteiten=feiten["activiteiten"],
        afwijking=feiten["afwijking"],
    )


def _bedrag(tekst: str | None) -> Decimal | None:
    return None if tekst is None else Decimal(tekst)
