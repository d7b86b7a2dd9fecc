"""The parts that several kinds of letter share. All texts are final: a template adds only fixed sentences."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL


def eis(klopt: bool, wat: str) -> None:
    """A snapshot that contradicts itself never becomes a letter. Raises ValueError: a mistake in our code."""
    if not klopt:
        raise ValueError(f"De gegevens van de brief kloppen niet: {wat}")


@dataclass(frozen=True, kw_only=True)
class Aanvraagverwijzing:
    """The application this letter answers (row "Uw aanvraag")."""

    datum: datetime.date
    nummer: str


@dataclass(frozen=True, kw_only=True)
class Briefkop:
    """What every letter has: who writes to whom, about what, sent when (Awb 3:41).

    `onderwerp` is the heading and says the outcome; `adres` starts with the name of the recipient; `vragen` are
    the lines of contact (a telephone number, an address of the department); `verzending` how it is sent.
    """

    afzender: str
    dienst: str
    kenmerk: str
    verzenddatum: datetime.date
    soort_besluit: str
    onderwerp: str
    adres: tuple[str, ...]
    vragen: tuple[str, ...]
    aanhef: str = "Geacht bestuur,"
    uw_aanvraag: Aanvraagverwijzing | None = None
    voorbeeld: bool = False
    verzending: str = "via het portaal"


@dataclass(frozen=True, kw_only=True)
class Bezwaar:
    """The objection clause (Awb 3:45). `laatste_dag` is the one source of that day, wherever the letter names it.

    `uitleg` tells how the day follows from the sent date, in a sentence or two, and is empty when it is simply six
    weeks later. `adres` is the body and its post address on one line; `digitaal` where objecting online is
    possible ("In het subsidieportaal"), empty when it is not. `weken` is the term itself (Awb 6:7), for another day.
    """

    laatste_dag: datetime.date
    adres: str
    uitleg: str = ""
    digitaal: str = ""
    weken: int = 6


@dataclass(frozen=True, kw_only=True)
class Ondertekening:
    """Who decided, for which body (Awb 10:10). `mandaat` is empty when the body decided itself."""

    namens: str
    naam: str
    functie: str
    mandaat: str = ""


@dataclass(frozen=True, kw_only=True)
class Grondslag:
    """One row of "Op welke regels dit besluit rust": Wet, Verordening, Regeling, Plafond."""

    soort: str
    tekst: str


@dataclass(frozen=True, kw_only=True)
class Jaarbedrag:
    """Euro, two decimals. `gevraagd` is what the plan asks for this recipient in this year."""

    jaar: int
    gevraagd: Decimal
    verleend: Decimal

    @property
    def verschil(self) -> Decimal:
        return self.verleend - self.gevraagd


@dataclass(frozen=True, kw_only=True)
class Verdeelrij:
    """One participant in the annex; `verleend` per year, in the order of `Verdeling.jaren`."""

    deelnemer: str
    gevraagd: Decimal
    verleend: tuple[Decimal, ...]
    is_ontvanger: bool = False

    @property
    def totaal(self) -> Decimal:
        return sum(self.verleend, NUL)


@dataclass(frozen=True, kw_only=True)
class Verdeling:
    """The annex: the whole distribution over the table beside its ceiling (Awb 4:25, 4:26)."""

    tafel: str
    jaren: tuple[int, ...]
    rijen: tuple[Verdeelrij, ...]
    plafond: tuple[Decimal, ...]
    grond: str = ""

    def __post_init__(self) -> None:
        breedten = {len(self.jaren), len(self.plafond), *(len(rij.verleend) for rij in self.rijen)}
        eis(len(breedten) == 1, "de verdeling heeft niet voor elk jaar een bedrag")

    @property
    def totaal_gevraagd(self) -> Decimal:
        return sum((rij.gevraagd for rij in self.rijen), NUL)

    @property
    def totaal_per_jaar(self) -> tuple[Decimal, ...]:
        return tuple(sum((rij.verleend[plek] for rij in self.rijen), NUL) for plek in range(len(self.jaren)))

    @property
    def totaal(self) -> Decimal:
        return sum(self.totaal_per_jaar, NUL)

    @property
    def totaal_plafond(self) -> Decimal:
        return sum(self.plafond, NUL)

    @property
    def niet_verdeeld_per_jaar(self) -> tuple[Decimal, ...]:
        return tuple(plafond - som for plafond, som in zip(self.plafond, self.totaal_per_jaar, strict=True))

    @property
    def niet_verdeeld(self) -> Decimal:
        return self.totaal_plafond - self.totaal
