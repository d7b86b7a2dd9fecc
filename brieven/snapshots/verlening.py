"""The award: everything a verleningsbeschikking must state (docs/brieven.md lists element and article)."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from brieven.models import BriefSoort
from brieven.snapshots.basis import Snapshot
from brieven.snapshots.delen import Bezwaar, Grondslag, Jaarbedrag, Ondertekening, Verdeling, eis
from kern.geld import NUL


@dataclass(frozen=True, kw_only=True)
class Activiteit:
    """An activity the grant is for (Awb 4:30). `bereik`: wanted number of residents a year, when known."""

    naam: str
    waar: str
    bereik: int | None = None


@dataclass(frozen=True, kw_only=True)
class Sroi:
    """Work for people who hardly find a job: not bound to the purpose, so it needs the ASV (Awb 4:39)."""

    drempel: Decimal
    percentage: Decimal
    afspreken_voor: datetime.date
    grond: str


@dataclass(frozen=True, kw_only=True)
class Niveau:
    """One level of accountability. `uiterlijk` is a day of the year: "1 april"."""

    naam: str
    wat: str
    wie: str
    uiterlijk: str


@dataclass(frozen=True, kw_only=True)
class Vaststelling:
    """When the recipient asks for settlement (Awb 4:44), and what comes with it."""

    uiterlijk: datetime.date
    stukken: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Voorschotjaar:
    """The advances of one year, in the order of `Verlening.voorschotdagen`."""

    jaar: int
    termijnen: tuple[Decimal, ...]

    @property
    def totaal(self) -> Decimal:
        return sum(self.termijnen, NUL)


@dataclass(frozen=True, kw_only=True)
class Afwijking:
    """Why less (or other) than asked (Awb 3:46, 3:47), the recipient's view, and what we did with it.

    `advies`: the deviation is from a statutory advice (Awb 3:50). Blank lines part paragraphs.
    """

    motivering: str
    zienswijze: str = ""
    advies: bool = False


@dataclass(frozen=True, kw_only=True)
class Verlening(Snapshot):
    """`tafel` is empty for an individual application. Tuples that are empty leave their block out of the letter.

    `doelverplichtingen` serve the purpose (4:38), `standaardverplichtingen` are those of 4:37;
    `verplichtingen_grond` is the article of the ASV that allows them. `afdeling_428`: the regeling declares
    afdeling 4.2.8 applicable, which changes the articles on reporting and settlement.
    """

    soorten: ClassVar[tuple[BriefSoort, ...]] = (BriefSoort.VERLENING, BriefSoort.GEDEELTELIJKE_VERLENING)
    sjabloon: ClassVar[str] = "brieven/brief/verlening.html"

    tafel: str
    eerste_dag: datetime.date
    laatste_dag: datetime.date
    bedragen: tuple[Jaarbedrag, ...]
    begrotingsvoorbehoud: tuple[int, ...]
    doel: str
    activiteiten: tuple[Activiteit, ...]
    doelverplichtingen: tuple[str, ...]
    standaardverplichtingen: tuple[str, ...]
    verplichtingen_grond: str
    sroi: Sroi | None
    niveaus: tuple[Niveau, ...]
    vaststelling: Vaststelling
    afdeling_428: bool
    voorschotdagen: tuple[str, ...]
    voorschotten: tuple[Voorschotjaar, ...]
    rekening_einde: str
    afwijking: Afwijking | None
    grondslag: tuple[Grondslag, ...]
    ondertekening: Ondertekening
    bezwaar: Bezwaar
    verdeling: Verdeling | None

    def __post_init__(self) -> None:
        eis(bool(self.bedragen), "er is geen bedrag per jaar")
        eis({self.eerste_dag.year, self.laatste_dag.year} <= set(self.jaren), "het tijdvak past niet bij de jaren")
        eis(self.afwijking is not None or self.verschil == NUL, "een ander bedrag dan gevraagd vraagt een reden")
        verleend = {rij.jaar: rij.verleend for rij in self.bedragen}
        for rij in self.voorschotten:
            eis(len(rij.termijnen) == len(self.voorschotdagen), f"de voorschotten van {rij.jaar}")
            eis(rij.totaal <= verleend.get(rij.jaar, NUL), f"de voorschotten van {rij.jaar} zijn te hoog")
        for ontvanger in (rij for rij in self.verdeling.rijen if rij.is_ontvanger) if self.verdeling else ():
            eis(ontvanger.totaal == self.verleend, "de bijlage noemt een ander bedrag dan het besluit")

    @property
    def jaren(self) -> tuple[int, ...]:
        return tuple(rij.jaar for rij in self.bedragen)

    @property
    def gevraagd(self) -> Decimal:
        return sum((rij.gevraagd for rij in self.bedragen), NUL)

    @property
    def verleend(self) -> Decimal:
        return sum((rij.verleend for rij in self.bedragen), NUL)

    @property
    def verschil(self) -> Decimal:
        return self.verleend - self.gevraagd

    @property
    def voorschot_per_dag(self) -> tuple[Decimal, ...]:
        return tuple(
            sum((rij.termijnen[plek] for rij in self.voorschotten), NUL) for plek in range(len(self.voorschotdagen))
        )

    @property
    def voorschot_totaal(self) -> Decimal:
        return sum(self.voorschot_per_dag, NUL)

    @property
    def artikelen_verplichtingen(self) -> str:
        nummers = ["4:37"] * bool(self.standaardverplichtingen) + ["4:38"] * bool(self.doelverplichtingen)
        return _artikelen(nummers)

    @property
    def artikelen_verantwoording(self) -> str:
        meerjarig = ["4:67"] * (len(self.jaren) > 1)
        return _artikelen(["4:37", *meerjarig, "4:80"] if self.afdeling_428 else ["4:37"])

    @property
    def artikelen_vaststelling(self) -> str:
        """A grant for several years under afdeling 4.2.8 falls outside 4:74 and is settled per year (4:73)."""
        if not self.afdeling_428:
            return _artikelen(["4:44", "4:45"])
        verklaring = ["4:78"] * any("accountant" in stuk for stuk in self.vaststelling.stukken)
        return _artikelen(["4:44", "4:73" if self.per_jaar_vastgesteld else "4:74", "4:75", *verklaring])

    @property
    def per_jaar_vastgesteld(self) -> bool:
        return self.afdeling_428 and len(self.jaren) > 1


def vier_niveaus(*, deelnemer_uiterlijk: str, tafel_uiterlijk: str) -> tuple[Niveau, ...]:
    """The four levels of the sociale basis, with the last day for the participant and for the whole table."""
    return (
        Niveau(
            naam="1. Aanbod",
            wat="Wat u hebt gedaan, en of dat volgens plan ging",
            wie="u",
            uiterlijk=deelnemer_uiterlijk,
        ),
        Niveau(
            naam="2. Bereik",
            wat="Hoeveel bewoners, per doelgroep en stadsdeel",
            wie="u",
            uiterlijk=deelnemer_uiterlijk,
        ),
        Niveau(
            naam="3. Effect",
            wat="Wat bewoners en professionals merken, in cijfers en verhalen zonder persoonsgegevens",
            wie="u",
            uiterlijk=deelnemer_uiterlijk,
        ),
        Niveau(
            naam="4. Maatschappelijk effect",
            wat="Hoe de stad verandert, en wat de tafel daaraan bijdraagt. De gemeente levert de cijfers",
            wie="de tafel",
            uiterlijk=tafel_uiterlijk,
        ),
    )


def _artikelen(nummers: list[str]) -> str:
    """`Artikel 4:37 Awb`, `Artikelen 4:44, 4:73 en 4:75 Awb`."""
    if len(nummers) == 1:
        return f"Artikel {nummers[0]} Awb"
    return f"Artikelen {', '.join(nummers[:-1])} en {nummers[-1]} Awb"
