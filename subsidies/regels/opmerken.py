"""Who says what in the margin of an application, for whom, and until when. Pure."""

from dataclasses import dataclass

from kern.fouten import DomeinFout, GeenRecht
from organisaties.toegang import GEMEENTE, Rol
from subsidies.models import Aanvraag, Opmerking
from subsidies.toegang import SCHRIJVERS

Stand = Aanvraag.Stand
Zichtbaarheid = Opmerking.Zichtbaarheid

# The table speaks while it writes; the municipality goes on among itself until there is a decision.
OPEN = {
    Zichtbaarheid.TAFEL: frozenset({Stand.CONCEPT}),
    Zichtbaarheid.GEMEENTE: frozenset({Stand.CONCEPT, Stand.INGEDIEND, Stand.IN_BEHANDELING, Stand.VOORGESTELD}),
}


@dataclass(frozen=True, slots=True)
class Spreker:
    """Who reads an application, and the place this membership has in it. `stand` is that of the application."""

    gebruiker_id: int
    organisatie_id: int
    rol: str
    stand: str
    doet_mee: bool
    leidt: bool

    @property
    def is_gemeente(self) -> bool:
        return self.rol in GEMEENTE

    @property
    def schrijft(self) -> bool:
        """Writes in this application for an organisation that takes part."""
        return self.doet_mee and self.rol in SCHRIJVERS

    @property
    def mag_spreken(self) -> bool:
        return self.schrijft or self.leidt or self.rol == Rol.BELEIDSMEDEWERKER

    @property
    def kan_kiezen(self) -> list[Zichtbaarheid]:
        """For whom this person can place a comment now; nothing when that is over, or never was."""
        ooit = list(Zichtbaarheid) if self.is_gemeente else [Zichtbaarheid.TAFEL]
        return [wie for wie in ooit if self.mag_spreken and self.stand in OPEN[wie]]

    def gaat_over(self, eigenaar: int | None) -> bool:
        """Whether this person answers for a section: its own part, or (`eigenaar` is None) what all write together."""
        if eigenaar is None:
            return self.schrijft or self.leidt
        return self.schrijft and eigenaar == self.organisatie_id

    def mag_afhandelen(self, zichtbaarheid: str, *, schrijver: int, eigenaar: int | None) -> bool:
        """To close a comment or open it again: who wrote it, who answers for the section, and the municipality."""
        mag = self.is_gemeente or schrijver == self.gebruiker_id or self.gaat_over(eigenaar)
        return self.mag_spreken and mag and self.stand in OPEN[self.venster(zichtbaarheid)]

    def venster(self, zichtbaarheid: str) -> Zichtbaarheid:
        """The municipality tidies up what the table left open."""
        return Zichtbaarheid.GEMEENTE if self.is_gemeente else Zichtbaarheid(zichtbaarheid)


def eis_recht(spreker: Spreker, zichtbaarheid: str = Zichtbaarheid.TAFEL) -> None:
    """Raise GeenRecht for who only reads, and for who would write among the municipality without belonging to it."""
    if not spreker.mag_spreken or (zichtbaarheid == Zichtbaarheid.GEMEENTE and not spreker.is_gemeente):
        raise GeenRecht(
            "Opmerkingen plaatsen de redacteuren en tekenbevoegden van de deelnemers, wie de tafel leidt en de "
            "beleidsmedewerkers. U kunt ze wel lezen.",
            code="opmerking.geen_recht",
        )


def eis_open(spreker: Spreker, zichtbaarheid: str) -> None:
    """Raise DomeinFout when the time to speak is over."""
    if spreker.stand in OPEN[Zichtbaarheid(zichtbaarheid)]:
        return
    raise DomeinFout(
        f"De aanvraag is {Stand(spreker.stand).label}: deze opmerking kan niet meer.", code="opmerking.gesloten"
    )


def eis_mag_afhandelen(spreker: Spreker, zichtbaarheid: str, *, schrijver: int, eigenaar: int | None) -> None:
    """Raise GeenRecht for who may not close or reopen this comment, DomeinFout when that is over."""
    eis_recht(spreker, zichtbaarheid)
    eis_open(spreker, spreker.venster(zichtbaarheid))
    if not spreker.mag_afhandelen(zichtbaarheid, schrijver=schrijver, eigenaar=eigenaar):
        raise GeenRecht(
            "Een opmerking handelt af: wie haar schreef, wie het onderdeel schrijft, of de gemeente.",
            code="opmerking.niet_van_u",
        )
