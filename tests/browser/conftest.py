"""A table that writes together in several browsers at once (issue 3, points 1, 4 and 6)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from organisaties.models import Lidmaatschap, Organisatie
from organisaties.soorten import OrganisatieSoort
from organisaties.toegang import Rol
from regelingen.zaad import zaai_regelingen
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.services.antwoord import bewaar_antwoord
from tests.browser.speler import Oog, Speler
from tests.hulp.fabriek import (
    geef_akkoord,
    maak_aanvraag,
    maak_deelname,
    maak_gebruiker,
    maak_lid,
    maak_organisatie,
    maak_uitvraag,
    tafels_van,
    vul_deel,
)
from thematafels.models import Aanstelling

PARTNERS = ("anker", "brug", "duin")
GEVRAAGD = {"anker": "60000.00", "brug": "40000.00", "duin": "20000.00"}
TEKST = "Wij openen elke week.\n\nWij bellen bij wie thuisblijft."


@dataclass
class Tafel:
    """Anker holds the pen, Brug and Duin take part, and Duin wrote the first text. Every part is filled in, nobody
    agreed yet, and the call closes in ten days."""

    aanvraag: Aanvraag
    leden: dict[str, Lidmaatschap]

    def deel(self, wie: str) -> Aanvraagdeel:
        return self.aanvraag.delen.get(organisatie=self.leden[wie].organisatie_id)

    def pad(self, naam: str, *args: object) -> str:
        return reverse(f"subsidies:{naam}", args=[self.aanvraag.kenmerk, *args])

    @property
    def tekst(self) -> str:
        """The page of the first joint text."""
        return self.pad("antwoord_wijzig", self.aanvraag.antwoorden.order_by("pk")[0].pk)

    def begroting(self, wie: str) -> str:
        return self.pad("begroting_wijzig", self.deel(wie).pk)

    def akkoord_van(self, *wie: str) -> None:
        """These agreed before the story begins."""
        for een in wie:
            geef_akkoord(self.deel(een), self.leden[een])

    def geldige_akkoorden(self) -> int:
        return sum(deel.akkoorden.filter(vervallen_op=None).count() for deel in self.aanvraag.delen.all())


@pytest.fixture
def tafel(transactional_db: None) -> Tafel:
    zaai_regelingen()
    leden = {wie: _lid(wie, Rol.TEKENBEVOEGDE) for wie in PARTNERS}
    leden["tweede"] = _lid("tweede", Rol.TEKENBEVOEGDE, leden["anker"].organisatie)
    gemeente = maak_organisatie("Gemeente Voorbeeld", OrganisatieSoort.GEMEENTE)
    leden["beleid"] = _lid("beleid", Rol.BELEIDSMEDEWERKER, gemeente)
    bureau = maak_organisatie("Bureau Voorbeeld", OrganisatieSoort.ONAFHANKELIJK)
    leden["begeleider"] = _lid("begeleider", Rol.PROCESBEGELEIDER, bureau)
    tafel = tafels_van(maak_uitvraag(sluit_over=10))[0]
    for wie in PARTNERS:
        maak_deelname(tafel, leden[wie].organisatie, door=leden[wie])
    Aanstelling.objects.create(
        tafel=tafel, lidmaatschap=leden["begeleider"], functie="procesbegeleider", van=timezone.localdate()
    )
    aanvraag = maak_aanvraag(tafel, *(leden[wie].organisatie for wie in PARTNERS), tekst=TEKST)
    eerste = aanvraag.antwoorden.order_by("pk")[0]
    eerste.tekst = ""
    eerste.save()
    bewaar_antwoord(antwoord_id=eerste.pk, tekst=TEKST, versie=0, door=leden["duin"])
    samen = Tafel(aanvraag, leden)
    for wie in PARTNERS:
        vul_deel(samen.deel(wie), GEVRAAGD[wie])
    return samen


@pytest.fixture(scope="session")
def gezien() -> set[tuple[str, ...]]:
    """The pages that were looked at in this run: each once."""
    return set()


@pytest.fixture
def bezoek(
    gezien: set[tuple[str, ...]],
    context_van: Callable[..., BrowserContext],
    log_in: Callable[[Page, str], None],
) -> Iterator[Callable[..., Speler]]:
    """`bezoek(lid)`: that person, logged in, in a browser of its own. What is wrong on a page they saw fails."""
    oog = Oog(met_axe=True, gezien=gezien)

    def kom(lid: Lidmaatschap, *, met_script: bool = True, **opties: Any) -> Speler:
        pagina = context_van(java_script_enabled=met_script, **opties).new_page()
        log_in(pagina, lid.gebruiker.email)
        return Speler(pagina, oog if met_script else Oog(met_axe=False), met_script)

    yield kom

    assert oog.gebreken == {}, "\n\n".join(oog.gebreken)


@pytest.fixture
def mens(tafel: Tafel, bezoek: Callable[..., Speler]) -> Callable[..., Speler]:
    """`mens("anker")`: who has that name at the table."""
    return lambda wie, **opties: bezoek(tafel.leden[wie], **opties)


def naam_van(wie: str) -> str:
    return f"Stichting Voorbeeld {wie.title()}"


def _lid(wie: str, rol: Rol, organisatie: Organisatie | None = None) -> Lidmaatschap:
    return maak_lid(rol, organisatie or maak_organisatie(naam_van(wie)), maak_gebruiker(f"Iemand van {wie.title()}"))
