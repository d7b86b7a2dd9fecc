"""The financial officer on a phone, without JavaScript: a reservation becomes a purchase, and money moves on."""

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from begroting.models import Bestedingsdoel, Stand
from begroting.services.reserveren import reserveer
from begroting.services.vaststellen import open_bestedingsdoel
from organisaties.models import Lidmaatschap, Rol
from tests.hulp.fabriek import maak_lid, maak_organisatie
from tests.hulp.geld import maak_doel, maak_traject

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMAL = {"width": 360, "height": 740}


@pytest.fixture
def financieel() -> Lidmaatschap:
    return maak_lid(Rol.FINANCIEEL)


@pytest.fixture
def doel(financieel: Lidmaatschap) -> Bestedingsdoel:
    """A purpose with a purchase, 8.000 euro reserved for four trajectories, and a purpose beside it."""
    doel = maak_doel(financieel)
    maak_traject(financieel, doel)
    open_bestedingsdoel(budgetjaar_id=doel.budgetjaar_id, code="pilots", naam="Pilots", door=financieel)
    reserveer(
        bestedingsdoel_id=doel.pk,
        bedrag=Decimal(8000),
        aantal=4,
        kenmerk="R-1",
        datum=timezone.localdate(),
        omschrijving="Coaching van vier organisaties",
        door=financieel,
    )
    return doel


@pytest.fixture
def telefoon(
    context_van: Callable[..., BrowserContext], log_in: Callable[[Page, str], None], financieel: Lidmaatschap
) -> Page:
    pagina = context_van(viewport=SMAL, java_script_enabled=False).new_page()
    log_in(pagina, financieel.gebruiker.email)
    return pagina


def foto(pagina: Page, naam: str) -> None:
    if map_ := os.environ.get("FOTOS_BUDGETTEN"):
        for breedte in (1280, 360):
            pagina.set_viewport_size({"width": breedte, "height": 740})
            pagina.screenshot(path=Path(map_) / f"{naam}-{breedte}.png", full_page=True)


def test_a_reservation_becomes_a_purchase_and_the_rest_moves_on(telefoon: Page, doel: Bestedingsdoel) -> None:
    maak_organisatie("Stichting Voorbeeld Coach")
    telefoon.goto(reverse("begroting:budget_detail", args=[doel.budgetjaar.budget_id]))
    foto(telefoon, "budget")
    telefoon.get_by_role("link", name="Thematafels").click()
    foto(telefoon, "doel")

    telefoon.get_by_role("link", name="Leg een opdracht of eigen kosten vast").click()
    telefoon.get_by_label("Opdracht", exact=True).check()
    telefoon.get_by_label("Nummer").fill("OPD-2027-1")
    telefoon.get_by_label("Wie krijgt het geld?").select_option(label="Stichting Voorbeeld Coach")
    telefoon.get_by_label("Bedrag").fill("4.000")
    telefoon.get_by_label("Aantal").fill("2")
    telefoon.get_by_label("Voor het doel").check()
    telefoon.get_by_label("Waarvoor").fill("Coaching van twee organisaties")
    foto(telefoon, "opdracht")
    telefoon.get_by_role("button", name="Leg de verplichting vast").click()

    expect(telefoon.get_by_role("main")).to_contain_text("De verplichting is vastgelegd.")
    telefoon.get_by_role("link", name="OPD-2027-1").click()
    telefoon.get_by_role("link", name="Voeg een traject toe").click()
    telefoon.get_by_label("Wat is het traject?").fill("Een jaar coaching")
    telefoon.get_by_role("button", name="Bewaar dit traject").click()
    expect(telefoon.get_by_role("main")).to_contain_text("1 van 2 trajecten ingevuld")
    foto(telefoon, "verplichting")

    telefoon.get_by_role("link", name="Thematafels 2027").click()
    telefoon.get_by_role("link", name="Hevel geld over naar een ander doel, jaar of budget").click()
    telefoon.get_by_label("Naar").select_option(label="Pilots: €\u00a00,00 vrij")
    telefoon.get_by_label("Bedrag").fill("1.000.000")
    telefoon.get_by_label("Waarom").fill("Meer pilots")
    foto(telefoon, "overhevelen")
    telefoon.get_by_role("button", name="Hevel over").click()
    expect(telefoon.get_by_role("main")).to_contain_text("Thematafels (2027) heeft nog €\u00a0991.900,00 vrij.")
    expect(telefoon.get_by_label("Waarom")).to_have_value("Meer pilots")
    foto(telefoon, "geweigerd")

    stand = Stand.objects.get(bestedingsdoel=doel)
    assert (stand.verplicht, stand.gereserveerd, stand.begroot) == (4100, 4000, 1000000)
