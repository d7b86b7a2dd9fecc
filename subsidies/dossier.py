"""An application as one frozen value: what every rule, page, hash and letter reads.

`selectors.laad_dossier` fills it in a fixed number of queries. Amounts are Decimal euro, keyed by year.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kern.geld import NUL
from subsidies.models import Aanvraag, Begrotingspost

Jaarbedragen = Mapping[int, Decimal]
_RECHTSVORMEN = frozenset({"Stichting", "Vereniging", "Coöperatie", "Voorbeeld"})


def tel_op(reeksen: Sequence[Jaarbedragen], jaren: Sequence[int]) -> dict[int, Decimal]:
    """The sum per year; a year without an amount counts as 0."""
    return {jaar: sum((reeks.get(jaar, NUL) for reeks in reeksen), NUL) for jaar in jaren}


@dataclass(frozen=True, slots=True)
class Post:
    pk: int
    soort: str
    omschrijving: str
    bedragen: Jaarbedragen

    @property
    def soort_naam(self) -> str:
        return Begrotingspost.Soort(self.soort).label

    @property
    def teken(self) -> int:
        """Costs add to what is asked, coverage by others lowers it."""
        return -1 if self.soort in Begrotingspost.DEKKING else 1


@dataclass(frozen=True, slots=True)
class Aanbod:
    """One voorziening, with the names of what it is tied to."""

    pk: int
    naam: str
    omschrijving: str
    subdoelen: Sequence[str]
    stadsdelen: Sequence[str]
    gebiedsopgaven: Sequence[str]
    doelgroepen: Sequence[str]
    principes: Sequence[str]
    wettelijke_taken: Sequence[str]
    andere_themas: Sequence[str]
    bereik_per_jaar: int
    clientondersteuning: bool
    preventief: bool
    versie: int = 0


@dataclass(frozen=True, slots=True)
class AkkoordStand:
    """The latest akkoord on a part: still valid when `vervallen_op` is None."""

    gegeven_op: datetime.datetime
    inhoudshash: str
    vervallen_op: datetime.datetime | None
    vervallen_reden: str

    @property
    def geldig(self) -> bool:
        return self.vervallen_op is None


@dataclass(frozen=True, slots=True)
class Deel:
    """The part of one participant. `aan_tafel`: it did not withdraw from the table since the application began."""

    pk: int
    organisatie_id: int
    organisatie: str
    fictief: bool
    is_penvoerder: bool
    aan_tafel: bool
    begroting_versie: int
    jaren: Sequence[int]
    posten: Sequence[Post]
    aanbod: Sequence[Aanbod]
    akkoord: AkkoordStand | None

    @property
    def kosten(self) -> dict[int, Decimal]:
        return tel_op([post.bedragen for post in self.posten if post.teken > 0], self.jaren)

    @property
    def dekking(self) -> dict[int, Decimal]:
        return tel_op([post.bedragen for post in self.posten if post.teken < 0], self.jaren)

    @property
    def gevraagd(self) -> dict[int, Decimal]:
        kosten, dekking = self.kosten, self.dekking
        return {jaar: kosten[jaar] - dekking[jaar] for jaar in self.jaren}

    @property
    def loon(self) -> dict[int, Decimal]:
        """The wage part of the costs (the base of SROI)."""
        return tel_op([post.bedragen for post in self.posten if post.soort == Begrotingspost.Soort.LOON], self.jaren)

    @property
    def gevraagd_totaal(self) -> Decimal:
        return sum(self.gevraagd.values(), NUL)

    @property
    def korte_naam(self) -> str:
        """The name without its legal form, for the head of a narrow column."""
        woorden = self.organisatie.split()
        while len(woorden) > 1 and woorden[0] in _RECHTSVORMEN:
            woorden.pop(0)
        return " ".join(woorden)

    @property
    def is_akkoord(self) -> bool:
        return self.akkoord is not None and self.akkoord.geldig


@dataclass(frozen=True, slots=True)
class Vraag:
    """One question of the call with the joint text on it. `soort` is criterium, eis or functie."""

    pk: int
    soort: str
    code: str
    naam: str
    aard: str
    tekst: str
    versie: int

    @property
    def beantwoord(self) -> bool:
        return bool(self.tekst.strip())


@dataclass(frozen=True, slots=True)
class Opgave:
    """A gebiedsopgave of the theme and the stadsdelen it is about."""

    naam: str
    stadsdelen: Sequence[str]


@dataclass(frozen=True, slots=True)
class Kader:
    """What the call asks of a table, by name, and its ceiling per year. Empty for an individual application."""

    subdoelen: Sequence[str] = ()
    opgaven: Sequence[Opgave] = ()
    wettelijke_taken: Sequence[str] = ()
    plafond: Jaarbedragen = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dossier:
    aanvraag: Aanvraag
    delen: Sequence[Deel]
    vragen: Sequence[Vraag]
    kader: Kader

    @property
    def plafond(self) -> Jaarbedragen:
        return self.kader.plafond

    @property
    def jaren(self) -> Sequence[int]:
        return self.aanvraag.jaren

    @property
    def gevraagd(self) -> dict[int, Decimal]:
        return tel_op([deel.gevraagd for deel in self.delen], self.jaren)

    @property
    def gevraagd_totaal(self) -> Decimal:
        return sum(self.gevraagd.values(), NUL)

    @property
    def plafond_totaal(self) -> Decimal:
        return sum(self.plafond.values(), NUL)

    @property
    def ruimte(self) -> dict[int, Decimal]:
        """Ceiling minus asked, per year; below zero is too much. Empty without a ceiling."""
        gevraagd = self.gevraagd
        return {jaar: bedrag - gevraagd[jaar] for jaar, bedrag in self.plafond.items() if jaar in gevraagd}

    @property
    def ruimte_totaal(self) -> Decimal:
        return self.plafond_totaal - self.gevraagd_totaal

    @property
    def boven_plafond(self) -> bool:
        return any(bedrag < NUL for bedrag in self.ruimte.values())

    @property
    def akkoorden(self) -> int:
        return sum(deel.is_akkoord for deel in self.delen)

    @property
    def fictief(self) -> bool:
        return any(deel.fictief for deel in self.delen)

    def deel_van(self, organisatie_id: int) -> Deel | None:
        return next((deel for deel in self.delen if deel.organisatie_id == organisatie_id), None)
