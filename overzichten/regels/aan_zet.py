"""Who is next on an open case, and what there is to do. Pure: values in, values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models

from organisaties.toegang import GEMEENTE, Rol
from subsidies.models import Aanvraag, Zaakrol
from subsidies.toegang import SCHRIJVERS

# An applicant reads that the case is with the municipality, not how far its assessment is.
BIJ_DE_GEMEENTE = "De gemeente behandelt de aanvraag"


class Wie(models.TextChoices):
    """Whose turn it is, in the words of who looks."""

    U = "u", "U"
    COLLEGA = "collega", "Een collega"
    DEELNEMER = "deelnemer", "Andere deelnemer"
    GEMEENTE = "gemeente", "Gemeente"
    AANVRAGER = "aanvrager", "Aanvrager"
    BELEIDSMEDEWERKER = "beleidsmedewerker", "Beleidsmedewerker"
    BESLUITNEMER = "besluitnemer", "Besluitnemer"
    FINANCIEEL = "financieel", "Financieel medewerker"
    COLLEGE = "college", "College"


@dataclass(frozen=True, slots=True)
class Kijker:
    """The membership for which the list is made; `namens`: who lets it sign today (Awb 2:1), by its number."""

    rol: str
    organisatie_id: int
    namens: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_gemeente(self) -> bool:
        return self.rol in GEMEENTE


@dataclass(frozen=True, slots=True)
class Beurt:
    """Something to do, by one of `rollen`, at one of `organisaties` or, when there are none, at the municipality.

    `stand` tells how far it is; `buiten` is what others than the municipality read of its work. `uitgesloten`:
    whoever looks already has another role on the case (four eyes). `tekenen`: a signature, for which a machtiging
    of that organisation is enough.
    """

    wat: str
    rollen: Sequence[Rol]
    organisaties: frozenset[int] = frozenset()
    stand: str = ""
    buiten: str = ""
    uitgesloten: bool = False
    tekenen: bool = False

    def tekst(self, kijker: Kijker) -> str:
        return self.wat if kijker.is_gemeente or not self.buiten else self.buiten

    def is_bij(self, kijker: Kijker) -> bool:
        """Whether it lies at the organisation of whoever looks."""
        return kijker.organisatie_id in self.organisaties if self.organisaties else kijker.is_gemeente

    def is_van(self, kijker: Kijker) -> bool:
        mag = kijker.rol in self.rollen or (self.tekenen and kijker.organisatie_id in kijker.namens)
        return mag and self.is_bij(kijker) and not self.uitgesloten

    def namens(self, kijker: Kijker) -> list[int]:
        """The other organisations for which whoever looks does it, under their machtiging."""
        if not self.tekenen or self.uitgesloten:
            return []
        return sorted(self.organisaties.intersection(kijker.namens) - {kijker.organisatie_id})

    def wie(self, kijker: Kijker) -> Wie:
        if self.is_van(kijker):
            return Wie.U
        if self.organisaties:
            if kijker.is_gemeente:
                return Wie.AANVRAGER
            return Wie.COLLEGA if self.is_bij(kijker) else Wie.DEELNEMER
        return Wie(self.rollen[0]) if kijker.is_gemeente else Wie.GEMEENTE


@dataclass(frozen=True, slots=True)
class Deelstand:
    """How far one participant is: `klaar` when its part can be agreed to.

    `uit_te_nemen`: the others propose to go on without it; `gehoord`: it answered, or its days to answer are over;
    `door_u`: whoever looks gave its akkoord.
    """

    organisatie_id: int
    klaar: bool
    akkoord: bool
    uit_te_nemen: bool = False
    gehoord: bool = False
    door_u: bool = False


@dataclass(frozen=True, slots=True)
class Zaakstand:
    """How far one application is. `eigen_rol` is the role that whoever looks already took on it; `alleen`: of one
    organisation, under an individual scheme; `bij_college`: it stands in a proposal that the college decides on;
    `op_papier`: the municipality enters it (Awb 2:7)."""

    stand: str
    penvoerder_id: int
    delen: Sequence[Deelstand]
    teksten_open: int
    criteria: int
    beoordeeld: int
    eigen_rol: str | None = None
    alleen: bool = False
    bij_college: bool = False
    op_papier: bool = False


def beurt(zaak: Zaakstand, kijker: Kijker) -> Beurt:
    """The turn to show: one's own first, else that of one's organisation, else the first there is.

    Raises KeyError for a case that is closed: nobody is next there.
    """
    return _voorste(_beurten(zaak), kijker)


def stappen(zaak: Zaakstand, kijker: Kijker) -> list[tuple[Beurt, int | None]]:
    """The turn to show, and each that whoever looks has for another organisation, with its number.

    Who has something to do for another need not read that the own organisation waits for it.
    """
    beurten = _beurten(zaak)
    eigen = _voorste(beurten, kijker)
    namens = [(stap, organisatie) for stap in beurten for organisatie in stap.namens(kijker)]
    return [*namens] if namens and not eigen.is_bij(kijker) else [(eigen, None), *namens]


def _beurten(zaak: Zaakstand) -> list[Beurt]:
    return list(_BEURTEN[Aanvraag.Stand(zaak.stand)](zaak))


def _voorste(beurten: Iterable[Beurt], kijker: Kijker) -> Beurt:
    return max(beurten, key=lambda beurt: (beurt.is_van(kijker), beurt.is_bij(kijker)))


def _concept(zaak: Zaakstand) -> Iterable[Beurt]:
    """Everybody at once: fill in the parts, agree to them, write the joint texts. Then the penvoerder."""
    delen = zaak.delen
    allen = _organisaties(delen)
    if zaak.op_papier:
        yield Beurt("Invoeren wat op papier kwam", (Rol.BELEIDSMEDEWERKER,), buiten="De gemeente voert de aanvraag in")
        return
    if zaak.alleen:
        yield _alleen(zaak, allen)
        return
    onaf = [deel for deel in delen if not deel.klaar]
    oneens = [deel for deel in delen if deel.klaar and not deel.akkoord]
    if ongehoord := [deel for deel in delen if deel.uit_te_nemen and not deel.gehoord]:
        yield Beurt("Antwoorden op het voorstel om verder te gaan zonder u", SCHRIJVERS, _organisaties(ongehoord))
    if any(deel.uit_te_nemen and deel.gehoord for deel in delen):
        yield Beurt(
            "Beslissen of de tafel verder gaat zonder een deel",
            (Rol.BELEIDSMEDEWERKER,),
            buiten="De gemeente beslist of de tafel verder gaat zonder een deel",
        )
    if onaf:
        klaar = f"{len(delen) - len(onaf)} van {len(delen)} delen klaar"
        yield Beurt("Eigen deel invullen", SCHRIJVERS, _organisaties(onaf), klaar)
    if oneens:
        eens = f"{sum(deel.akkoord for deel in delen)} van {len(delen)} akkoord"
        yield Beurt(
            "Akkoord geven op het eigen deel en de verdeling",
            (Rol.TEKENBEVOEGDE,),
            _organisaties(oneens),
            eens,
            uitgesloten=any(deel.door_u for deel in delen),  # one person agrees for one organisation
            tekenen=True,
        )
    if zaak.teksten_open:
        yield Beurt("Gezamenlijke teksten schrijven", SCHRIJVERS, allen, f"nog {zaak.teksten_open}")
    if not (onaf or oneens or zaak.teksten_open):
        pen = frozenset({zaak.penvoerder_id})
        yield Beurt("Aanvraag indienen", (Rol.TEKENBEVOEGDE,), pen, "iedereen is akkoord", tekenen=True)


def _alleen(zaak: Zaakstand, wie: frozenset[int]) -> Beurt:
    """Who applies alone fills in, and agrees and submits in one."""
    if zaak.teksten_open or not all(deel.klaar for deel in zaak.delen):
        return Beurt("Aanvraag invullen", SCHRIJVERS, wie)
    return Beurt("Aanvraag indienen", (Rol.TEKENBEVOEGDE,), wie, tekenen=True)


def _ingediend(zaak: Zaakstand) -> Iterable[Beurt]:
    yield _van_de_gemeente(zaak, "Aanvraag in behandeling nemen", Rol.BELEIDSMEDEWERKER, Zaakrol.Rol.BEOORDELAAR)


def _in_behandeling(zaak: Zaakstand) -> Iterable[Beurt]:
    wat = (
        "Voorstel afmaken en voorleggen"
        if zaak.beoordeeld >= zaak.criteria
        else f"Beoordeling afmaken: {zaak.beoordeeld} van {zaak.criteria} criteria"
    )
    yield _van_de_gemeente(zaak, wat, Rol.BELEIDSMEDEWERKER, Zaakrol.Rol.BEOORDELAAR)


def _voorgesteld(zaak: Zaakstand) -> Iterable[Beurt]:
    if zaak.bij_college:
        yield Beurt("Het college besluit", (Rol.COLLEGE,), buiten=BIJ_DE_GEMEENTE)
    else:
        yield _van_de_gemeente(zaak, "Besluit nemen", Rol.BESLUITNEMER, Zaakrol.Rol.BESLUITNEMER)


_BEURTEN = {
    Aanvraag.Stand.CONCEPT: _concept,
    Aanvraag.Stand.INGEDIEND: _ingediend,
    Aanvraag.Stand.IN_BEHANDELING: _in_behandeling,
    Aanvraag.Stand.VOORGESTELD: _voorgesteld,
}

# The states in which somebody is next.
OPEN = tuple(_BEURTEN)


def _van_de_gemeente(zaak: Zaakstand, wat: str, rol: Rol, zaakrol: str) -> Beurt:
    return Beurt(wat, (rol,), buiten=BIJ_DE_GEMEENTE, uitgesloten=zaak.eigen_rol not in {None, zaakrol})


def _organisaties(delen: Iterable[Deelstand]) -> frozenset[int]:
    return frozenset(deel.organisatie_id for deel in delen)
