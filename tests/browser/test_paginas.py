"""Every page of the permission matrix in Chromium: axe finds nothing, and nothing scrolls sideways at 360 px."""

from collections.abc import Callable, Iterable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from tests.architectuur.matrix import MATRIX, OPENBAAR
from tests.architectuur.route import Route
from tests.architectuur.wereld import Wereld, bouw

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMAL = {"width": 360, "height": 740}
PAGINAS = [route for route in MATRIX if route.get == 200 and route.html]
KAMERS = sorted({route.naam.split(":")[0] for route in PAGINAS})
OPENBARE_PAGINAS = sorted(naam for naam, (_, code) in OPENBAAR.items() if code == 200 and not naam.endswith("z"))


def past(pagina: Page) -> bool:
    return pagina.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def keur(pagina: Page, axe: Callable[[Page], None], adres: str) -> list[str]:
    """What is wrong with one page, at 360 px: the width at which most goes wrong."""
    klachten = []
    antwoord = pagina.goto(adres)
    if antwoord is None or antwoord.status != 200:
        klachten.append(f"{adres}: {antwoord and antwoord.status}")
    try:
        axe(pagina)
    except AssertionError as fout:
        klachten.append(str(fout))
    if not past(pagina):
        klachten.append(f"{adres}: schuift opzij bij 360 px")
    return klachten


def per_rol(routes: Iterable[Route]) -> dict[str, list[Route]]:
    """Each page read by the first of those who may, so that a few sessions see them all."""
    verdeling: dict[str, list[Route]] = {}
    for route in routes:
        verdeling.setdefault(min(route.mag), []).append(route)
    return verdeling


@pytest.mark.parametrize("kamer", KAMERS)
def test_every_page_of_a_room_is_accessible_and_fits_a_phone(
    context_van: Callable[..., BrowserContext],
    log_in: Callable[[Page, str], None],
    axe: Callable[[Page], None],
    kamer: str,
) -> None:
    wereld: Wereld = bouw()
    klachten: list[str] = []

    for wie, routes in per_rol(route for route in PAGINAS if route.naam.startswith(f"{kamer}:")).items():
        pagina = context_van(viewport=SMAL).new_page()
        log_in(pagina, wereld.personen[wie].email)
        for route in routes:
            klachten += keur(pagina, axe, reverse(route.naam, args=route.args(wereld)))

    assert klachten == []


def test_every_public_page_is_accessible_and_fits_a_phone(
    context_van: Callable[..., BrowserContext], axe: Callable[[Page], None]
) -> None:
    wereld = bouw()
    pagina = context_van(viewport=SMAL).new_page()

    klachten = [
        klacht
        for naam in OPENBARE_PAGINAS
        for klacht in keur(pagina, axe, reverse(naam, args=OPENBAAR[naam][0](wereld)))
    ]

    assert klachten == []


def test_a_page_that_is_too_wide_is_seen(pagina: Page) -> None:
    pagina.set_viewport_size(SMAL)
    pagina.goto(reverse("account_login"))

    assert past(pagina)
    pagina.evaluate("document.body.style.minWidth = '2000px'")

    assert not past(pagina)
