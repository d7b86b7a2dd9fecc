"""An application as one frozen value: what every rule, page, hash and letter reads.

`selectors.laad_dossier` fills it in a fixed number of queries. Amounts are Decimal euro, keyed by year.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from kern.geld import NUL
from organisaties.models import Organisatie
from subsidies.models import Aanvraag, Aanvraagdeel, Begrotingspost, Bijlage
from subsidies.plan import Activiteitfeit

Jaarbedragen = Mapping[int, Decimal]
_TIENDE = Decimal("0.1")
_RECHTSVORMEN = frozenset({"Stichting", "Vereniging", "Coöperatie", "Voorbeeld"})


def tel_op(reeksen: Sequence[Jaarbedragen], jaren: Sequence[int]) -> dict[int, Decimal]:
    """The sum per year; a year without an amount counts as 0."""
    return {jaar: sum((reeks.get(jaar, NUL) for reeks in reeksen), NUL) for jaar in jaren}


def procent(deel: Decimal, geheel: Decimal) -> Decimal | None:
    """A share in percent with one decimal, half a tenth up; None of nothing."""
    return (deel * 100 / geheel).quantize(_TIENDE, ROUND_HALF_UP) if geheel > NUL else None


def verschillen(gevraagd: Jaarbedragen, vorig_jaar: Decimal | None) -> dict[int, Decimal | None]:
    """Each year against the one before, the first against `vorig_jaar`; None when that is not known."""
    uitkomst: dict[int, Decimal | None] = {}
    for jaar, bedrag in gevraagd.items():
        uitkomst[jaar] = None if vorig_jaar is None else bedrag - vorig_jaar
        vorig_jaar = bedrag
    return uitkomst


def _met_verschil(gevraagd: Jaarbedragen, vorig_jaar: Decimal | None) -> list[tuple[int, Decimal, Decimal | None]]:
    verschil = verschillen(gevraagd, vorig_jaar)
    return [(jaar, bedrag, verschil[jaar]) for jaar, bedrag in gevraagd.items()]


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
    bereik: Mapping[int, int]
    kosten: Jaarbedragen
    clientondersteuning: int
    preventief: bool
    uitvoerder: str = ""
    versie: int = 0
    kopie_van: int | None = None

    @property
    def bereik_per_jaar(self) -> int:
        """Residents a year, on average over the years that say so; 0 when none does."""
        return round(sum(self.bereik.values()) / len(self.bereik)) if self.bereik else 0

    @property
    def kosten_totaal(self) -> Decimal:
        return sum(self.kosten.values(), NUL)


@dataclass(frozen=True, slots=True)
class AkkoordStand:
    """The latest akkoord on a part. It holds while nothing voided it and what was agreed to is what stands there."""

    gegeven_op: datetime.datetime
    door: str
    inhoudshash: str
    vervallen_op: datetime.datetime | None
    vervallen_reden: str
    klopt: bool = True

    @property
    def geldig(self) -> bool:
        return self.vervallen_op is None and self.klopt


@dataclass(frozen=True, slots=True)
class Deel:
    """The part of one participant. `aan_tafel`: it did not withdraw from the table since the application began.

    `vraagt_voorzieningen`: the regeling asks each part to describe what it offers. `activiteiten_per_subdoel`: how
    many crucial activities the regeling advises for each subdoel; 0 when it asks for none.
    """

    pk: int
    organisatie_id: int
    organisatie: str
    fictief: bool
    is_penvoerder: bool
    aan_tafel: bool
    begroting_versie: int
    vorig_jaar: Decimal | None
    jaren: Sequence[int]
    posten: Sequence[Post]
    aanbod: Sequence[Aanbod]
    akkoord: AkkoordStand | None
    vraagt_voorzieningen: bool = True
    activiteiten: Sequence[Activiteitfeit] = ()
    activiteiten_per_subdoel: int = 0

    @property
    def vraagt_activiteiten(self) -> bool:
        return self.activiteiten_per_subdoel > 0

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
    def met_verschil(self) -> list[tuple[int, Decimal, Decimal | None]]:
        """Year, what is asked, and the difference with the year before; the first against the grant it has now."""
        return _met_verschil(self.gevraagd, self.vorig_jaar)

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
class GewezenDeel:
    """A participant that left, or was taken out: the reason, the minority view it attached, and what was decided."""

    pk: int
    organisatie_id: int
    organisatie: str
    stand: str
    weg_op: datetime.datetime
    reden: str
    zienswijze: str
    besluit: str = ""

    @property
    def stand_naam(self) -> str:
        return Aanvraagdeel.Stand(self.stand).label


@dataclass(frozen=True, slots=True)
class Vraag:
    """One question with the text on it. `soort` is criterium, eis or functie of the call, or (KORT) vraag: one of the
    short form of the regeling."""

    KORT: ClassVar[str] = "vraag"

    pk: int
    soort: str
    code: str
    naam: str
    aard: str
    tekst: str
    versie: int
    verplicht: bool = True

    @property
    def beantwoord(self) -> bool:
        return bool(self.tekst.strip())


@dataclass(frozen=True, slots=True)
class Bijlagefeit:
    """A file that belongs to the application; `organisatie` is empty for one of the whole."""

    organisatie: str
    soort: str
    omschrijving: str
    naam: str
    sha256: str

    @property
    def soort_naam(self) -> str:
        return Bijlage.Soort(self.soort).label


@dataclass(frozen=True, slots=True)
class Opgave:
    """A gebiedsopgave of the theme and the stadsdelen it is about."""

    naam: str
    stadsdelen: Sequence[str]

    def __str__(self) -> str:
        return f"{self.naam} ({', '.join(self.stadsdelen)})" if self.stadsdelen else self.naam


@dataclass(frozen=True, slots=True)
class Kader:
    """What the call asks of a table, by name, and its ceiling per year.

    `criteria` are those of the call, without a text; `maximum` is the most that one application may ask in a year,
    0 when nothing bounds it.
    """

    subdoelen: Sequence[str] = ()
    opgaven: Sequence[Opgave] = ()
    wettelijke_taken: Sequence[str] = ()
    stadsdelen: Sequence[str] = ()
    doelgroepen: Sequence[str] = ()
    plafond: Jaarbedragen = field(default_factory=dict)
    criteria: Sequence[Vraag] = ()
    maximum: Decimal = NUL


@dataclass(frozen=True, slots=True)
class Dossier:
    """`delen` are the participants that take part now; `gewezen` those that no longer do.

    `bijlagen` is filled in only where they are read or frozen (selectors.bijlagen.met_bijlagen); `organisaties` has
    the participants by key as they are today, for who writes to them.
    """

    aanvraag: Aanvraag
    delen: Sequence[Deel]
    vragen: Sequence[Vraag]
    kader: Kader
    gewezen: Sequence[GewezenDeel] = ()
    bijlagen: Sequence[Bijlagefeit] = ()
    organisaties: Mapping[int, Organisatie] = field(default_factory=dict)

    @property
    def is_kort(self) -> bool:
        """Written on the short form of its regeling, by one organisation."""
        return any(vraag.soort == Vraag.KORT for vraag in self.vragen)

    @property
    def te_beoordelen(self) -> Sequence[Vraag]:
        """The criteria it is judged on: with the text written on each, or (short form) without."""
        return [vraag for vraag in self.vragen if vraag.soort == "criterium"] or self.kader.criteria

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
    def met_verschil(self) -> list[tuple[int, Decimal, Decimal | None]]:
        """The same for all together; the first year only when every participant said what it has now."""
        nu = [deel.vorig_jaar for deel in self.delen if deel.vorig_jaar is not None]
        return _met_verschil(self.gevraagd, sum(nu, NUL) if len(nu) == len(self.delen) else None)

    @property
    def aandelen(self) -> list[tuple[Deel, Decimal | None]]:
        """Every part with its share of what is asked together, in percent."""
        totaal = self.gevraagd_totaal
        return [(deel, procent(deel.gevraagd_totaal, totaal)) for deel in self.delen]

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
        """Made up: the call, or somebody who takes part."""
        return self.aanvraag.fictief or any(deel.fictief for deel in self.delen)

    def deel_van(self, organisatie_id: int) -> Deel | None:
        return next((deel for deel in self.delen if deel.organisatie_id == organisatie_id), None)
