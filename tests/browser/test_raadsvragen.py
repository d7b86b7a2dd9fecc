"""A councillor with a phone asks about a figure; everybody reads the answer. Files are saved without scripts too."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext

from organisaties.models import OrganisatieSoort, Rol
from tests.browser.speler import SMAL, Speler
from tests.overzichten.geld import lid, zaai_nota

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VRAAG, ANTWOORD = "Voor wie zijn de twee pilots?", "Voor twee nieuwe zelforganisaties."
CIJFER = "Begrotingsjaar 2019: Pilots, gereserveerd"


def test_a_question_about_a_figure_is_asked_answered_and_read_by_everybody(
    transactional_db: None, bezoek: Callable[..., Speler], context_van: Callable[..., BrowserContext]
) -> None:
    financieel, commissie = (
        lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE),
        lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD),
    )
    nota = zaai_nota(financieel)
    raad, ambtenaar = bezoek(commissie, viewport=SMAL), bezoek(financieel, viewport=SMAL)

    raad.ga(reverse("overzichten:geld_budget", args=[nota.code]))
    raad.volg(raad.inhoud.get_by_role("link", name="Stel een vraag over een cijfer van Begrotingsjaar 2019"))
    raad.volg(raad.inhoud.get_by_role("link", name="Stel een vraag over Pilots, Gereserveerd: 40.000"))
    raad.vul("Uw vraag", VRAAG)
    raad.klik("Stel de vraag")
    raad.leest("Uw vraag is gesteld.", VRAAG)

    ambtenaar.ga(reverse("overzichten:werklijst"))
    ambtenaar.volg(ambtenaar.inhoud.get_by_role("link", name=CIJFER))
    ambtenaar.vul("Antwoord", ANTWOORD)
    ambtenaar.klik("Geef het antwoord")

    iedereen = Speler(context_van(viewport=SMAL).new_page(), raad.oog, met_script=True)  # not logged in
    iedereen.ga(reverse("overzichten:hulp"))
    iedereen.volg(iedereen.pagina.get_by_role("link", name="Vragen van de raad").first)
    iedereen.leest(f"{CIJFER}: 40.000 euro", ANTWOORD)
    raad.ga(reverse("overzichten:bijlage"))


def test_the_annex_and_the_tables_are_saved_without_scripts(
    transactional_db: None, bezoek: Callable[..., Speler]
) -> None:
    zaai_nota(lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE))
    raad = bezoek(lid(Rol.GRIFFIE, OrganisatieSoort.RAAD), viewport=SMAL, met_script=False)

    raad.ga(f"{reverse('overzichten:geld')}?jaar=2019")
    with raad.pagina.expect_download() as tabel:
        raad.pagina.locator("#budgetten + p ~ p").get_by_role("link", name="ODS").first.click()
    raad.klik("maak een bijlage")
    raad.vink("Beleidsintensiveringen zelforganisaties", "2019")
    with raad.pagina.expect_download() as bijlage:
        raad.inhoud.get_by_role("button", name="Maak de bijlage").click()

    assert tabel.value.suggested_filename.startswith("budgetten-")
    assert bijlage.value.suggested_filename.endswith(".pdf")
