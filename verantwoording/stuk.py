"""The joint account of a table over one year: the only input of its page and its PDF, frozen when it is submitted.

Everything in it is what people read: no numbers of the database, no names of persons. What a third party told is not
frozen with it: the document keeps the place and the hash of a story, its words stand beside it in `Stukverhaal`.
"""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from brieven.snapshots.vorm import naar_json, uit_json
from kern.canoniek import sha256_van
from thematafels.models import Niveau, Richting
from verantwoording.models import Duiding, Stukverhaal, Verantwoordingsstuk, Verhaal
from verantwoording.regels.cijfers import is_bereikt
from verantwoording.regels.optellen import Optelling, tel_op

FORMAT_VERSIE = 1


@dataclass(frozen=True, kw_only=True)
class Cel:
    """One group, one district, or one group in one district."""

    doelgroep: str
    stadsdeel: str
    doel: Decimal | None
    waarde: Decimal | None

    @property
    def naam(self) -> str:
        return ", ".join(filter(None, (self.doelgroep, self.stadsdeel)))


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One agreed indicator: what was wanted and what was counted. No `waarde`: nobody knows, and `reden` says why."""

    niveau: str
    naam: str
    eenheid: str
    richting: str
    hoe: str
    wanneer: str
    door: str
    doel: Decimal | None
    waarde: Decimal | None
    opgeteld: bool
    reden: str
    cellen: tuple[Cel, ...]

    @property
    def lager(self) -> bool:
        return self.richting == Richting.LAGER

    @property
    def bereikt(self) -> bool | None:
        return is_bereikt(Richting(self.richting), self.doel, self.waarde)

    @property
    def uitkomst(self) -> str:
        if self.waarde is None:
            return "niet gemeten"
        return {True: "gehaald", False: "niet gehaald", None: "geen doel afgesproken"}[self.bereikt]


@dataclass(frozen=True, kw_only=True)
class Woorden:
    """What somebody told, with leave to share it."""

    van: str
    stadsdeel: str
    tekst: str


@dataclass(frozen=True, kw_only=True)
class Vertelling:
    """The place of a story. No `woorden`: who told it took it back, or this is what was frozen of it."""

    sha256: str
    woorden: Woorden | None

    @classmethod
    def van_verhaal(cls, *, van: str, stadsdeel: str | None, tekst: str, zout: str | uuid.UUID) -> Self:
        """Of the fields of a `Verhaal`. Its `zout` is hashed along: without it the hash tells nothing of the words."""
        woorden = Woorden(van=Verhaal.Van(van).label, stadsdeel=stadsdeel or "", tekst=tekst)
        return cls(sha256=sha256_van({"zout": str(zout), **naar_json(woorden)}), woorden=woorden)


@dataclass(frozen=True, kw_only=True)
class Gedaan:
    """One activity in this year: what was agreed, done, counted and told."""

    nummer: int
    naam: str
    organisatie: str
    omschrijving: str
    verwachting: str
    subdoel: str
    principes: tuple[str, ...]
    volgens_plan: str
    volgens_principes: str
    verteld: str
    bewoners_zien: str
    professionals_zien: str
    werkte: str
    werkte_niet: str
    tellingen: tuple[Telling, ...]
    verhalen: tuple[Vertelling, ...]

    @property
    def is_volgens_plan(self) -> bool:
        return self.volgens_plan == "Ja"

    def op(self, niveau: Niveau) -> list[Telling]:
        return [telling for telling in self.tellingen if telling.niveau == niveau]


@dataclass(frozen=True, kw_only=True)
class Deel:
    """What one participant handed in. Without `ingediend_op` it did not: of its activities one knows the names.

    `vraag_open`: the municipality had asked something that was not settled yet; this is what was handed in before.
    `machtiging_van`: the organisation of who agreed under a machtiging; empty for its own tekenbevoegde.
    """

    organisatie: str
    beloofd: tuple[str, ...]
    ingediend_op: datetime.date | None
    te_laat: bool
    akkoord_op: datetime.date | None
    activiteiten: tuple[Gedaan, ...]
    vraag_open: bool
    machtiging_van: str


@dataclass(frozen=True, kw_only=True)
class Tekst:
    """What the table wrote together; `subdoel` is empty for what is about all of it."""

    vraag: str
    subdoel: str
    tekst: str


@dataclass(frozen=True, kw_only=True)
class Punt:
    """One measurement in the city, with its margin and the word of the source before it."""

    periode: str
    waarde: Decimal | None
    teken: str
    ondergrens: Decimal | None
    bovengrens: Decimal | None
    herzien: bool


@dataclass(frozen=True, kw_only=True)
class Gebiedscijfers:
    gebied: str
    punten: tuple[Punt, ...]


@dataclass(frozen=True, kw_only=True)
class Stadscijfer:
    """Level 4: one indicator of one source. `zin` says what it did, and that the table hopes to contribute."""

    code: str
    naam: str
    definitie: str
    eenheid: str
    bron: str
    zin: str
    subdoelen: tuple[str, ...]
    reeksen: tuple[Gebiedscijfers, ...]


@dataclass(frozen=True, kw_only=True)
class Schakel:
    """One box of the chain; `uitslag` and its words are empty unless it is an activity."""

    soort: str
    namen: tuple[str, ...]
    gat: bool
    uitslag: str
    uitslagtekst: str


@dataclass(frozen=True, kw_only=True)
class Pad:
    schakels: tuple[Schakel, ...]


@dataclass(frozen=True, kw_only=True)
class Ketengroep:
    """Rows that lead to the same boxes."""

    paden: tuple[Pad, ...]
    samen: tuple[Schakel, ...]


@dataclass(frozen=True)
class Gemis:
    """What is not known, and why."""

    wat: str
    waarom: str


@dataclass(frozen=True, kw_only=True)
class Gat:
    """A link of the chain that is missing: the kind of box, and the words."""

    soort: str
    naam: str


@dataclass(frozen=True, kw_only=True)
class Stuk:
    """The whole document."""

    kenmerk: str
    naam: str
    thema: str
    hoofddoel: str
    jaar: int
    penvoerder: str
    fictief: bool
    uiterlijk: datetime.date
    opgesteld_op: datetime.date
    zonder_akkoord: tuple[str, ...]
    waarom_zonder: str
    delen: tuple[Deel, ...]
    teksten: tuple[Tekst, ...]
    stad: tuple[Stadscijfer, ...]
    keten: tuple[Ketengroep, ...]
    gaten: tuple[Gat, ...]

    def to_json(self) -> dict[str, Any]:
        """What is frozen: without the words of any story."""
        return {"format_versie": FORMAT_VERSIE, "inhoud": naar_json(self.met_woorden({}))}

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Raises ValueError when `data` is not this shape, in this version."""
        versie = data.get("format_versie") if isinstance(data, dict) else None
        if type(versie) is not int or versie != FORMAT_VERSIE:
            raise ValueError("Het stuk heeft een andere versie")
        gelezen: Self = uit_json(cls, data.get("inhoud"), "stuk")
        return gelezen

    def met_woorden(self, woorden: Mapping[str, Woorden]) -> Self:
        """Each story with its words, found by its hash."""

        def vul(een: Gedaan) -> Gedaan:
            verhalen = (replace(verhaal, woorden=woorden.get(verhaal.sha256)) for verhaal in een.verhalen)
            return replace(een, verhalen=tuple(verhalen))

        return replace(
            self, delen=tuple(replace(deel, activiteiten=tuple(map(vul, deel.activiteiten))) for deel in self.delen)
        )

    @property
    def titel(self) -> str:
        return f"Verantwoording {self.naam} over {self.jaar}"

    @property
    def aangeleverd(self) -> list[Deel]:
        return [deel for deel in self.delen if deel.ingediend_op is not None]

    @property
    def niet_aangeleverd(self) -> list[Deel]:
        return [deel for deel in self.delen if deel.ingediend_op is None]

    @property
    def met_vraag(self) -> list[Deel]:
        return [deel for deel in self.delen if deel.vraag_open]

    @property
    def activiteiten(self) -> list[Gedaan]:
        return [activiteit for deel in self.delen for activiteit in deel.activiteiten]

    @property
    def beloofd(self) -> int:
        return sum(len(deel.beloofd) for deel in self.delen)

    @property
    def volgens_plan(self) -> int:
        return sum(activiteit.is_volgens_plan for activiteit in self.activiteiten)

    @property
    def verhalen(self) -> int:
        """How many there are to read."""
        return sum(verhaal.woorden is not None for een in self.met_verhalen for verhaal in een.verhalen)

    @property
    def met_verhalen(self) -> list[Gedaan]:
        """The activities of which something was told, also when it was taken back since."""
        return [activiteit for activiteit in self.activiteiten if activiteit.verhalen]

    @property
    def met_aanbod(self) -> list[tuple[Gedaan, list[Telling]]]:
        return self._op(Niveau.AANBOD)

    @property
    def met_bereik(self) -> list[tuple[Gedaan, list[Telling]]]:
        return self._op(Niveau.BEREIK)

    @property
    def met_bewoner(self) -> list[tuple[Gedaan, list[Telling]]]:
        return self._op(Niveau.BEWONER)

    @property
    def met_professional(self) -> list[tuple[Gedaan, list[Telling]]]:
        return self._op(Niveau.PROFESSIONAL)

    def _op(self, niveau: Niveau) -> list[tuple[Gedaan, list[Telling]]]:
        """The activities that count something on this level, with what they count."""
        paren = [(activiteit, activiteit.op(niveau)) for activiteit in self.activiteiten]
        return [(activiteit, tellingen) for activiteit, tellingen in paren if tellingen]

    @property
    def per_subdoel(self) -> list[tuple[str, list[Gedaan], str]]:
        """Every subdoel that was worked on or written of: its activities, and what the table sees there."""
        teksten = {tekst.subdoel: tekst.tekst for tekst in self.teksten if tekst.subdoel}
        namen = dict.fromkeys([*teksten, *(activiteit.subdoel for activiteit in self.activiteiten)])
        return [(naam, self.bij(naam), teksten.get(naam, "")) for naam in namen]

    def bij(self, subdoel: str) -> list[Gedaan]:
        return [activiteit for activiteit in self.activiteiten if activiteit.subdoel == subdoel]

    @property
    def samen(self) -> str:
        return self.tekst_op(Duiding.Vraag.SAMEN)

    @property
    def onbekend(self) -> str:
        return self.tekst_op(Duiding.Vraag.ONBEKEND)

    @property
    def anders(self) -> str:
        return self.tekst_op(Duiding.Vraag.ANDERS)

    def tekst_op(self, vraag: Duiding.Vraag) -> str:
        return next((tekst.tekst for tekst in self.teksten if tekst.vraag == vraag), "")

    @property
    def bereik_per_doelgroep(self) -> list[Optelling]:
        return self._optelling("doelgroep")

    @property
    def bereik_per_stadsdeel(self) -> list[Optelling]:
        return self._optelling("stadsdeel")

    def _optelling(self, waarnaar: str) -> list[Optelling]:
        """Of what was reached, all activities together: the cells that divide by this and nothing else."""
        ander = "stadsdeel" if waarnaar == "doelgroep" else "doelgroep"
        return tel_op(
            (getattr(cel, waarnaar), telling.eenheid, cel.doel, cel.waarde)
            for activiteit in self.activiteiten
            for telling in activiteit.op(Niveau.BEREIK)
            for cel in telling.cellen
            if getattr(cel, waarnaar) and not getattr(cel, ander)
        )

    @property
    def niet_gemeten(self) -> list[Gemis]:
        return [
            Gemis(f"{activiteit.naam}: {telling.naam}", telling.reden or "Er is geen reden gegeven.")
            for activiteit in self.activiteiten
            for telling in activiteit.tellingen
            if telling.waarde is None
        ]


def lees_stuk(vastgelegd: Verantwoordingsstuk) -> Stuk:
    """The document as it was submitted, without the stories that were taken back since: one query."""
    rijen = Stukverhaal.objects.filter(stuk=vastgelegd).values_list("sha256", "van", "stadsdeel", "tekst")
    return Stuk.from_json(vastgelegd.inhoud).met_woorden(
        {sha256: Woorden(van=van, stadsdeel=stadsdeel, tekst=tekst) for sha256, van, stadsdeel, tekst in rijen}
    )
