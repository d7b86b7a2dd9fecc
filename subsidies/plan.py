"""What a participant accounts on, as frozen values: its crucial activities and what it measures of them.

Part of the dossier of an application. Everything tied to an activity stands here by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.getal import als_getal
from thematafels.models import Niveau, Richting

ZONDER_NAAM = "Activiteit zonder naam"
Keuze = tuple[int, str, str]  # key, name and group, as selectors.keuzes has them


def celnaam(jaar: int, doelgroep: int | None = None, stadsdeel: int | None = None) -> str:
    """How a version names a target: `2027` is the whole, `2027:d3` one doelgroep, `2027:s2` one stadsdeel."""
    return f"{jaar}{f':d{doelgroep}' if doelgroep else ''}{f':s{stadsdeel}' if stadsdeel else ''}"


def lees_celnaam(naam: str) -> tuple[int, int | None, int | None]:
    """The same backwards: year, key of the doelgroep, key of the stadsdeel."""
    jaar, *rest = naam.split(":")
    nummers = {deel[0]: int(deel[1:]) for deel in rest}
    return int(jaar), nummers.get("d"), nummers.get("s")


@dataclass(frozen=True, slots=True)
class Streefcel:
    """What an indicator should be in one year: for everybody, or for one doelgroep or in one stadsdeel."""

    jaar: int
    waarde: Decimal
    doelgroep: str = ""
    stadsdeel: str = ""

    @property
    def voor(self) -> str:
        """For whom or where; empty: the whole."""
        return self.doelgroep or self.stadsdeel


@dataclass(frozen=True, slots=True)
class Indicatorfeit:
    """What is counted or asked on one level, in which unit, how, when and by whom."""

    niveau: str
    naam: str
    eenheid: str
    richting: str
    hoe: str
    wanneer: str
    door: str
    streefwaarden: Sequence[Streefcel]

    @property
    def streef(self) -> Mapping[int, Decimal]:
        """The target of the whole, by year."""
        return {cel.jaar: cel.waarde for cel in self.streefwaarden if not cel.voor}

    @property
    def per_cel(self) -> Mapping[str, Mapping[int, Decimal]]:
        """The targets by the name of the group or the district, each by year."""
        namen = dict.fromkeys(cel.voor for cel in self.streefwaarden if cel.voor)
        return {naam: {cel.jaar: cel.waarde for cel in self.streefwaarden if cel.voor == naam} for naam in namen}

    @property
    def richting_naam(self) -> str:
        return Richting(self.richting).label

    @property
    def streef_tekst(self) -> str:
        """`2027: 50, 2028: 100 straten`; empty when nothing is known yet."""
        jaren = _per_jaar(self.streef)
        return f"{jaren} {self.eenheid}".strip() if jaren else ""

    @property
    def cel_teksten(self) -> Sequence[str]:
        return [f"{naam}: {_per_jaar(streef)}" for naam, streef in self.per_cel.items()]

    @property
    def regel(self) -> str:
        """All of it in one line."""
        kern = f"{self.naam or 'zonder naam'}{f' ({self.eenheid}, {self.richting_naam})' if self.eenheid else ''}"
        streef = f"streefwaarde {self.streef_tekst}" if self.streef else ""
        meten = f"meten: {self.meten}" if self.meten else ""
        return "; ".join(filter(None, (kern, streef, *self.cel_teksten, meten)))

    @property
    def meten(self) -> str:
        """How, when and by whom, as far as it is known."""
        return "; ".join(filter(None, (self.hoe, self.wanneer, self.door)))


@dataclass(frozen=True, slots=True)
class Activiteitfeit:
    """One crucial activity: what it is, why it should work, and what is measured. `voorziening_id` is of the draft."""

    pk: int
    naam: str
    omschrijving: str
    verwachting: str
    voorziening: str
    subdoel: str
    principes: Sequence[str]
    indicatoren: Sequence[Indicatorfeit]
    versie: int = 0
    voorziening_id: int | None = None

    def __str__(self) -> str:
        return self.naam or ZONDER_NAAM

    @property
    def regels(self) -> Sequence[str]:
        """What it is tied to and what is measured of it, a line each, as the papers write it."""
        feiten = {
            "Subdoel": self.subdoel,
            "Voorziening": self.voorziening,
            "Wat werkt": ", ".join(self.principes),
        }
        return [
            *(f"{naam}: {waarde}" for naam, waarde in feiten.items() if waarde),
            *(f"{niveau.kort}: {een.regel}" for niveau, rijen in self.per_niveau for een in rijen),
        ]

    @property
    def per_niveau(self) -> Sequence[tuple[Niveau, Sequence[Indicatorfeit]]]:
        """All levels, also those on which nothing is measured."""
        return [
            (niveau, [indicator for indicator in self.indicatoren if indicator.niveau == niveau]) for niveau in Niveau
        ]


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """An indicator of the library. `te_kiezen` is not so when it was retired, or is for other themes."""

    pk: int
    niveau: str
    naam: str
    eenheid: str
    richting: str
    hoe: str
    wanneer: str
    te_kiezen: bool


@dataclass(frozen=True, slots=True)
class Plankeuzes:
    """What an activity of one part can be tied to, in the order of the call."""

    voorziening: Sequence[Keuze] = ()
    subdoel: Sequence[Keuze] = ()
    principes: Sequence[Keuze] = ()
    doelgroepen: Sequence[Keuze] = ()
    stadsdelen: Sequence[Keuze] = ()
    voorbeelden: Sequence[Voorbeeld] = ()


def _per_jaar(streef: Mapping[int, Decimal]) -> str:
    return ", ".join(f"{jaar}: {als_getal(waarde)}" for jaar, waarde in sorted(streef.items()))
