"""Steps that the walks of a decided table share."""

import io
from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Locator
from pypdf import PdfReader

from brieven.models import Brief
from brieven.services.verwerk import verwerk
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.tasks import veeg_collegebesluiten
from tests.browser.speler import Speler
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld
from uitvoering.models import Indexering
from uitvoering.services.indexeren import indexeer
from uitvoering.tasks import veeg_betaalschemas

Bezoek = Callable[..., Speler]
ANKER, BRUG = "Stichting Voorbeeld Anker", "Stichting Voorbeeld Brug"


def pad(naam: str, *args: object) -> str:
    return reverse(f"uitvoering:{naam}", args=args)


def rij(speler: Speler, tekst: str) -> Locator:
    return speler.inhoud.get_by_role("row").filter(has_text=tekst)


def werk() -> None:
    """What waits for the worker: schedules, indexing, decisions of the college, and then their letters."""
    veeg_betaalschemas()
    veeg_collegebesluiten()
    for pk in Indexering.objects.filter(stand="bezig").values_list("pk", flat=True):
        indexeer(indexering_id=pk)
    for pk in Brief.objects.filter(stand="klaargezet").order_by("pk").values_list("pk", flat=True):
        verwerk(brief_id=pk)


def open_brief(partner: Speler, soort: str) -> str:
    """The newest letter of this kind: its page is open, its words come back."""
    werk()
    partner.ga("/brieven/", netjes=False)
    partner.volg(rij(partner, soort).get_by_role("link").first)
    lezer = PdfReader(io.BytesIO(partner.haal("Download de brief (PDF)")))
    return " ".join(" ".join(blad.extract_text() for blad in lezer.pages).split())


def collega(wereld: Wereld, naam: str, rol: Rol) -> Lidmaatschap:
    """Somebody else of the municipality."""
    wereld.leden[naam] = maak_lid(rol, wereld["beoordelaar"].organisatie)
    return wereld[naam]
