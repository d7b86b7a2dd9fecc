"""What the plan covers, by whom and where; where the gaps are; and what it costs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kern.geld import NUL, centen, verdeel
from subsidies.dossier import Aanbod, Deel, Dossier, Jaarbedragen, Opgave, tel_op
from subsidies.regels.overlap import Aanbieder

VEEL = 3
Kies = Callable[[Aanbod], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Dekkingsrij:
    """One row of a matrix: the number of voorzieningen in each column."""

    naam: str
    onder: str
    aantallen: Sequence[int]

    @property
    def totaal(self) -> int:
        return sum(self.aantallen)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Numbers of voorzieningen. `hoek` says what a row is; a row without any reads as `gat`.

    `per_plek`: the columns are places, so that a row with nothing in some of them has a gap there.
    """

    hoek: str
    gat: str
    kolommen: Sequence[str]
    rijen: Sequence[Dekkingsrij]
    per_plek: bool = False

    @property
    def vakken(self) -> list[tuple[Dekkingsrij, list[tuple[str, int]], list[str]]]:
        """Each row with its number per column, and the places where it has nothing."""
        return [
            (
                rij,
                list(zip(self.kolommen, rij.aantallen, strict=True)),
                [
                    plek
                    for plek, aantal in zip(self.kolommen, rij.aantallen, strict=True)
                    if self.per_plek and not aantal
                ],
            )
            for rij in self.rijen
        ]

    @property
    def gaten(self) -> list[str]:
        return [rij.naam for rij in self.rijen if not rij.totaal]

    @property
    def kolomtotalen(self) -> list[int]:
        return [sum(rij.aantallen[nummer] for rij in self.rijen) for nummer in range(len(self.kolommen))]

    @property
    def totalen(self) -> list[tuple[str, int]]:
        return list(zip(self.kolommen, self.kolomtotalen, strict=True))

    @property
    def totaal(self) -> int:
        return sum(rij.totaal for rij in self.rijen)


@dataclass(frozen=True, slots=True)
class Kostenrij:
    """What voorzieningen cost together per year."""

    naam: str
    bedragen: Jaarbedragen

    @property
    def totaal(self) -> Decimal:
        return sum(self.bedragen.values(), NUL)


@dataclass(frozen=True, slots=True)
class Deelkosten:
    """The costs of the voorzieningen of one part beside the costs in its budget. They may differ: it is shown."""

    deel: Deel

    @property
    def voorzieningen(self) -> dict[int, Decimal]:
        return tel_op([aanbod.kosten for aanbod in self.deel.aanbod], self.deel.jaren)

    @property
    def verschil(self) -> dict[int, Decimal]:
        """Budget minus voorzieningen: below zero the voorzieningen cost more than was budgeted."""
        kosten = self.deel.kosten
        return {jaar: kosten[jaar] - bedrag for jaar, bedrag in self.voorzieningen.items()}

    @property
    def voorzieningen_totaal(self) -> Decimal:
        return sum(self.voorzieningen.values(), NUL)

    @property
    def begroting_totaal(self) -> Decimal:
        return sum(self.deel.kosten.values(), NUL)

    @property
    def verschil_totaal(self) -> Decimal:
        return self.begroting_totaal - self.voorzieningen_totaal

    @property
    def klopt(self) -> bool:
        return not any(self.verschil.values())


@dataclass(frozen=True, slots=True)
class Aandeel:
    """A part of all costs of the voorzieningen, in euro and in whole percents; `aantal` voorzieningen have it."""

    aantal: int
    bedrag: Decimal
    totaal: Decimal

    @property
    def procent(self) -> int:
        return int((self.bedrag * 100 / self.totaal).to_integral_value(ROUND_HALF_UP)) if self.totaal else 0


def dekking(dossier: Dossier) -> Matrix:
    """Sub-goals, area tasks and statutory tasks against the participants."""
    kader = dossier.kader
    return Matrix(
        "Doel",
        "Niemand voert dit uit",
        [deel.korte_naam for deel in dossier.delen],
        [
            *(_per_deel(dossier, naam, "", lambda aanbod: aanbod.subdoelen) for naam in kader.subdoelen),
            *(
                _per_deel(
                    dossier,
                    opgave.naam,
                    " ".join(["gebiedsopgave", ", ".join(opgave.stadsdelen)]).strip(),
                    lambda aanbod: aanbod.gebiedsopgaven,
                )
                for opgave in kader.opgaven
            ),
            *(
                _per_deel(dossier, naam, "wettelijke taak", lambda aanbod: aanbod.wettelijke_taken)
                for naam in kader.wettelijke_taken
            ),
        ],
    )


def doelgroepen_per_stadsdeel(dossier: Dossier) -> Matrix:
    namen = dossier.kader.doelgroepen
    return _per_stadsdeel(dossier, "Doelgroep", "Nergens iets voor deze groep", namen, lambda a: a.doelgroepen)


def subdoelen_per_stadsdeel(dossier: Dossier) -> Matrix:
    namen = dossier.kader.subdoelen
    return _per_stadsdeel(dossier, "Subdoel", "Niemand voert dit uit", namen, lambda a: a.subdoelen)


def open_opgaven(dossier: Dossier) -> list[Opgave]:
    """The area tasks nobody takes up."""
    opgepakt = {naam for aanbod in alle_aanbod(dossier) for naam in aanbod.gebiedsopgaven}
    return [opgave for opgave in dossier.kader.opgaven if opgave.naam not in opgepakt]


def bijdragen_elders(dossier: Dossier) -> list[tuple[str, list[Aanbieder]]]:
    """The other themes the plan helps, each with the voorzieningen that do."""
    per_thema: dict[str, list[Aanbieder]] = {}
    for deel in dossier.delen:
        for aanbod in deel.aanbod:
            for thema in aanbod.andere_themas:
                per_thema.setdefault(thema, []).append(Aanbieder(deel.organisatie, aanbod.naam, aanbod.pk))
    return sorted(per_thema.items())


def kosten_per_stadsdeel(dossier: Dossier) -> list[Kostenrij]:
    return _kosten(dossier, dossier.kader.stadsdelen, lambda aanbod: aanbod.stadsdelen, "Nog geen stadsdeel gekozen")


def kosten_per_subdoel(dossier: Dossier) -> list[Kostenrij]:
    return _kosten(dossier, dossier.kader.subdoelen, lambda aanbod: aanbod.subdoelen, "Nog geen subdoel gekozen")


def kosten_samen(dossier: Dossier) -> Kostenrij:
    return Kostenrij("Samen", tel_op([aanbod.kosten for aanbod in alle_aanbod(dossier)], dossier.jaren))


def clientondersteuning(dossier: Dossier) -> Aandeel:
    """Independent support of clients (Wmo 2015, artikel 2.2.4): its percentage of the costs of each voorziening."""
    aanbod = list(alle_aanbod(dossier))
    bedrag = sum((centen(een.kosten_totaal * een.clientondersteuning / 100) for een in aanbod), NUL)
    return Aandeel(sum(een.clientondersteuning > 0 for een in aanbod), bedrag, _kosten_totaal(aanbod))


def preventie(dossier: Dossier) -> Aandeel:
    aanbod = list(alle_aanbod(dossier))
    preventief = [een for een in aanbod if een.preventief]
    return Aandeel(len(preventief), _kosten_totaal(preventief), _kosten_totaal(aanbod))


def alle_aanbod(dossier: Dossier) -> Iterator[Aanbod]:
    return (aanbod for deel in dossier.delen for aanbod in deel.aanbod)


def _kosten_totaal(aanbod: Sequence[Aanbod]) -> Decimal:
    return sum((een.kosten_totaal for een in aanbod), NUL)


def _per_deel(dossier: Dossier, naam: str, onder: str, kies: Kies) -> Dekkingsrij:
    return Dekkingsrij(naam, onder, [sum(naam in kies(aanbod) for aanbod in deel.aanbod) for deel in dossier.delen])


def _per_stadsdeel(dossier: Dossier, hoek: str, gat: str, namen: Sequence[str], kies: Kies) -> Matrix:
    stadsdelen, aanbod = dossier.kader.stadsdelen, list(alle_aanbod(dossier))
    rijen = [
        Dekkingsrij(
            naam, "", [sum(naam in kies(een) and plaats in een.stadsdelen for een in aanbod) for plaats in stadsdelen]
        )
        for naam in namen
    ]
    return Matrix(hoek, gat, stadsdelen, rijen, per_plek=True)


def _kosten(dossier: Dossier, namen: Sequence[str], kies: Kies, anders: str) -> list[Kostenrij]:
    """Per name, and last what is tied to none. A voorziening that is tied to several counts for an equal part in
    each (kern.geld.verdeel), so that the rows add up to what all voorzieningen cost.
    """
    rijen = {naam: dict.fromkeys(dossier.jaren, NUL) for naam in (*namen, anders)}
    for aanbod in alle_aanbod(dossier):
        gekozen = [naam for naam in kies(aanbod) if naam in rijen] or [anders]
        for jaar, bedrag in aanbod.kosten.items():
            for naam, stuk in zip(gekozen, verdeel(bedrag, [1] * len(gekozen)), strict=True):
                rijen[naam][jaar] += stuk
    los = rijen.pop(anders)
    return [Kostenrij(naam, bedragen) for naam, bedragen in rijen.items()] + (
        [Kostenrij(anders, los)] if any(los.values()) else []
    )
