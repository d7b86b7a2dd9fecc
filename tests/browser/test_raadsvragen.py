"""A councillor with a phone asks about a figure; everybody reads the answer. Files are saved without scripts too."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from organisaties.models import OrganisatieSoort, Rol
from tests.overzichten.geld import lid, zaai_nota

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMAL = {"width": 360, "height": 740}
VRAAG, ANTWOORD = "Voor wie zijn de twee pilots?", "Voor twee nieuwe zelforganisaties."
CIJFER = "Begrotingsjaar 2019: Pilots, gereserveerd"


def keur(pagina: Page, axe: Callable[[Page], None], naam: str) -> None:
    """Nothing slides sideways and axe finds nothing."""
    assert pagina.evaluate("document.documentElement.scrollWidth") <= SMAL["width"]
    axe(pagina)
    if map_ := os.environ.get("FOTOS_GELD"):
        pagina.screenshot(path=Path(map_) / f"{naam}.png", full_page=True)


def test_a_question_about_a_figure_is_asked_answered_and_read_by_everybody(
    context_van: Callable[..., object], log_in: Callable[[Page, str], None], axe: Callable[[Page], None]
) -> None:
    financieel, commissie = (
        lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE),
        lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD),
    )
    nota = zaai_nota(financieel)
    raad, ambtenaar, iedereen = (context_van(viewport=SMAL).new_page() for _ in range(3))
    log_in(raad, commissie.gebruiker.email)
    log_in(ambtenaar, financieel.gebruiker.email)

    raad.goto(reverse("overzichten:geld_budget", args=[nota.code]))
    raad.get_by_role("link", name="Stel een vraag over een cijfer van Begrotingsjaar 2019").click()
    keur(raad, axe, "vraag-kiezen")
    raad.get_by_role("link", name="Stel een vraag over Pilots, Gereserveerd: 40.000").click()
    keur(raad, axe, "vraag-stellen")
    raad.get_by_label("Uw vraag").fill(VRAAG)
    raad.get_by_role("button", name="Stel de vraag").click()
    expect(raad.get_by_text("Uw vraag is gesteld.")).to_be_visible()
    expect(raad.get_by_text(VRAAG)).to_be_visible()

    ambtenaar.goto(reverse("overzichten:werklijst"))
    ambtenaar.get_by_role("link", name=CIJFER).click()
    keur(ambtenaar, axe, "vraag-beantwoorden")
    ambtenaar.get_by_label("Antwoord").fill(ANTWOORD)
    ambtenaar.get_by_role("button", name="Geef het antwoord").click()

    iedereen.goto(reverse("overzichten:hulp"))
    iedereen.get_by_role("link", name="Vragen van de raad").click()
    expect(iedereen.get_by_text(f"{CIJFER}: 40.000 euro")).to_be_visible()
    expect(iedereen.get_by_text(ANTWOORD)).to_be_visible()
    keur(iedereen, axe, "vragen")
    raad.goto(reverse("overzichten:bijlage"))
    keur(raad, axe, "bijlage")


def test_the_annex_and_the_tables_are_saved_without_scripts(
    context_van: Callable[..., object], log_in: Callable[[Page, str], None]
) -> None:
    zaai_nota(lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE))
    raad = context_van(viewport=SMAL, java_script_enabled=False).new_page()
    log_in(raad, lid(Rol.GRIFFIE, OrganisatieSoort.RAAD).gebruiker.email)

    raad.goto(f"{reverse('overzichten:geld')}?jaar=2019")
    with raad.expect_download() as tabel:
        raad.locator("#budgetten + p ~ p").get_by_role("link", name="ODS").first.click()
    raad.get_by_role("link", name="maak een bijlage").click()
    raad.get_by_label("Beleidsintensiveringen zelforganisaties").check()
    raad.get_by_label("2019").check()
    with raad.expect_download() as bijlage:
        raad.get_by_role("button", name="Maak de bijlage").click()

    assert tabel.value.suggested_filename.startswith("budgetten-")
    assert bijlage.value.suggested_filename.endswith(".pdf")
