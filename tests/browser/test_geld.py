"""A councillor with a phone: how much is left for pilots in 2019, and who got the rest?"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from organisaties.models import OrganisatieSoort, Rol
from overzichten.services.uitsplitsing import ververs
from tests.overzichten.geld import lid, zaai_nota

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMAL = {"width": 360, "height": 740}


@pytest.fixture
def telefoon(context_van: Callable[..., object], log_in: Callable[[Page, str], None]) -> Page:
    """A committee member, with the paper of 2018/2019 in the ledger."""
    zaai_nota(lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE))
    ververs()
    pagina = context_van(viewport=SMAL).new_page()
    log_in(pagina, lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD).gebruiker.email)
    return pagina


def keur(pagina: Page, axe: Callable[[Page], None], naam: str) -> None:
    """Nothing slides sideways, no text is small, and axe finds nothing."""
    assert pagina.evaluate("document.documentElement.scrollWidth") <= SMAL["width"]
    letters = pagina.evaluate(
        "[...document.querySelectorAll('main svg text')].map((tekst) => tekst.getBoundingClientRect().height)"
    )
    assert min(letters, default=15) >= 13
    axe(pagina)
    if map_ := os.environ.get("FOTOS_GELD"):
        pagina.screenshot(path=Path(map_) / f"{naam}.png", full_page=True)


def rij(pagina: Page, tabel: str, naam: str) -> str:
    return " ".join(pagina.locator(f"#{tabel} tr").filter(has_text=naam).inner_text().split())


def test_from_all_budgets_to_the_pilots_and_who_received_them(telefoon: Page, axe: Callable[[Page], None]) -> None:
    telefoon.goto(reverse("overzichten:start"))
    keur(telefoon, axe, "alle")
    telefoon.get_by_role("navigation", name="Verder kijken").get_by_role("link", name="2019").click()
    telefoon.locator("#budgetten").get_by_role("link", name="Beleidsintensiveringen").click()
    keur(telefoon, axe, "jaar-2019")

    telefoon.locator("#doelen-2019").get_by_role("link", name="Pilots").click()

    expect(telefoon.get_by_role("heading", level=1)).to_contain_text("Pilots 2019: 0 euro")
    assert rij(telefoon, "stand", "Gereserveerd").endswith("40.000")
    keur(telefoon, axe, "pilots-2019")

    telefoon.get_by_role("navigation", name="Kruimelpad").get_by_role("link", name="Beleidsintensiveringen").click()
    telefoon.get_by_role("navigation", name="Verder kijken").get_by_role("link", name="2018").click()
    keur(telefoon, axe, "jaar-2018")
    telefoon.locator("#doelen-2018").get_by_role("link", name="Pilots").click()
    telefoon.locator("#ontvangers").get_by_role("link", name="DOCK Haarlem").first.click()

    expect(telefoon.get_by_role("heading", level=1)).to_contain_text("DOCK Haarlem: 20.000 euro")
    keur(telefoon, axe, "zaak")
    telefoon.get_by_role("link", name="Alles van DOCK Haarlem").click()
    expect(telefoon.get_by_role("heading", level=1)).to_contain_text("DOCK Haarlem: 80.000 euro")
    keur(telefoon, axe, "ontvanger")


def test_an_earlier_day_is_chosen_and_kept_on_the_way_down(telefoon: Page) -> None:
    telefoon.goto(f"{reverse('overzichten:geld')}?jaar=2019")

    telefoon.get_by_label("Kies een andere dag").fill("2020-01-31")
    telefoon.get_by_role("button", name="Toon deze dag").click()
    telefoon.locator("#budgetten").get_by_role("link", name="Beleidsintensiveringen").click()

    expect(telefoon.get_by_role("heading", name="Stand per 31 januari 2020")).to_be_visible()
    assert telefoon.url.endswith("/2019/?per=2020-01-31")
