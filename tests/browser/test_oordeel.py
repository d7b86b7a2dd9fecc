"""A councillor with a phone reads what a table did, and an officer asks back: the pages, looked at small and wide."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from organisaties.toegang import Rol
from tests.browser.speler import BREED, SMAL
from tests.hulp.fabriek import maak_lid
from tests.verantwoording.conftest import (
    Wereld,
    afgesproken,
    beoordeeld,
    concept,
    eens,
    geopend,
    gepland,
    gevuld,
    in_behandeling,
    ingediend,
    verleend,
    voorgesteld,
    wereld,
)
from tests.verantwoording.oordeelhulp import KOFFIE, dien_samen_in
from tests.verantwoording.stukhulp import kies_stadscijfers
from tests.verantwoording.verslaghulp import deel_van

__all__ = [
    "afgesproken",
    "beoordeeld",
    "concept",
    "eens",
    "geopend",
    "gepland",
    "gevuld",
    "in_behandeling",
    "ingediend",
    "verleend",
    "voorgesteld",
    "wereld",
]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def telefoon(
    geopend: Wereld, context_van: Callable[..., object], log_in: Callable[[Page, str], None]
) -> Callable[[str], Page]:
    """The table submitted its account of 2027; `telefoon(email)` is a phone of somebody."""
    kies_stadscijfers(geopend)
    dien_samen_in(geopend)

    def pak(email: str) -> Page:
        pagina = context_van(viewport=SMAL).new_page()
        log_in(pagina, email)
        return pagina

    return pak


def keur(pagina: Page, axe: Callable[[Page], None]) -> None:
    """Nothing slides sideways, and axe finds nothing at either width."""
    assert pagina.evaluate("document.documentElement.scrollWidth") <= SMAL["width"]
    axe(pagina)
    pagina.set_viewport_size(BREED)
    axe(pagina)
    pagina.set_viewport_size(SMAL)


def test_a_councillor_reads_what_was_done_reached_changed_and_not_known(
    telefoon: Callable[[str], Page], geopend: Wereld, axe: Callable[[Page], None]
) -> None:
    pagina = telefoon(maak_lid(Rol.COMMISSIELID).gebruiker.email)
    pagina.goto(reverse("verantwoording:index"))
    pagina.get_by_role("link", name="Per thema: beloofd, bereikt en gemerkt").click()
    keur(pagina, axe)
    pagina.get_by_role("link", name="2027").click()

    hoofd = pagina.get_by_role("main")
    for zin in ("2 van 2", "Elke week koffie.", KOFFIE, "Zij kennen elkaar.", "Wij weten niet wie er niet kwam."):
        expect(hoofd).to_contain_text(zin)
    expect(hoofd).to_contain_text("De tafel wil bijdragen aan:")
    keur(pagina, axe)


def test_a_councillor_finds_what_worked_by_principle(
    telefoon: Callable[[str], Page], geopend: Wereld, axe: Callable[[Page], None]
) -> None:
    pagina = telefoon(maak_lid(Rol.COMMISSIELID).gebruiker.email)
    pagina.goto(reverse("verantwoording:zoeken"))
    keur(pagina, axe)
    pagina.get_by_label("'Wat werkt'-principe").select_option(geopend.tafel.thema.principes.get().naam)
    pagina.get_by_label("Uitkomst").select_option("Doelen gehaald")
    pagina.get_by_role("button", name="Zoek").click()

    expect(pagina.get_by_role("heading", name="2 activiteiten")).to_be_visible()
    keur(pagina, axe)
    pagina.get_by_role("link", name="Maatjes, 2027").click()
    expect(pagina.get_by_role("link", name="Toon alle activiteiten")).to_be_visible()


def test_an_officer_asks_back_and_the_partner_answers(
    telefoon: Callable[[str], Page], geopend: Wereld, axe: Callable[[Page], None]
) -> None:
    officier = telefoon(geopend["beoordelaar"].gebruiker.email)
    officier.goto(reverse("verantwoording:beoordelen", args=[geopend.aanvraag.kenmerk, 2027]))
    keur(officier, axe)
    officier.get_by_role("link", name=geopend.anker.naam).click()
    keur(officier, axe)
    officier.get_by_label("Iets vragen").check()
    officier.get_by_label("Waarover?").select_option("Bereik")
    officier.get_by_label("Uw vraag of bevinding").fill("Hoe telde u wie er kwam?")
    officier.get_by_role("button", name="Verstuur").click()
    expect(officier.get_by_role("main")).to_contain_text("De vraag is verstuurd.")

    partner = telefoon(geopend["anker"].gebruiker.email)
    partner.goto(reverse("verantwoording:beoordelen_deel", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk]))
    partner.get_by_role("link", name="Beantwoord deze vraag").click()
    keur(partner, axe)
    partner.get_by_label("Uw antwoord").fill("Bij de deur, elke middag.")
    partner.get_by_role("button", name="Bewaar het antwoord").click()

    expect(partner.get_by_role("main")).to_contain_text("Bij de deur, elke middag.")
    expect(partner.get_by_role("link", name="Dien het verslag opnieuw in")).to_be_visible()
    keur(partner, axe)
