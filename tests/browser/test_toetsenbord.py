"""The key forms with the keyboard alone: skip link, every field, the button, and focus one can see."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from organisaties.models import Lidmaatschap, Rol
from regelingen.zaad import zaai_regelingen
from subsidies.models import Aanvraag
from tests.hulp.fabriek import (
    maak_aanvraag,
    maak_deelname,
    maak_gebruiker,
    maak_lid,
    maak_organisatie,
    maak_uitvraag,
    tafels_van,
    vul_deel,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WACHTWOORD = "een-lang-wachtwoord-voor-nu"
MEESTE_STOPS = 120

# What the keyboard stands on: its words or its name, and whether a sighted person can see that.
WAAR = """() => {
  const e = document.activeElement, stijl = getComputedStyle(e), vak = e.getBoundingClientRect();
  return {
    naam: e.name || e.textContent.trim(),
    zichtbaar: (stijl.outlineStyle !== 'none' && parseFloat(stijl.outlineWidth) >= 2) || stijl.boxShadow !== 'none',
    in_beeld: vak.bottom > 0 && vak.top < innerHeight && vak.width > 0 && vak.height > 0,
  }
}"""
VELDEN = """knop => [...new Set([...knop.form.elements]
  .filter(e => e.name && e.type !== 'hidden' && e.type !== 'submit' && e.checkVisibility()).map(e => e.name))]"""


def stops(pagina: Page) -> Iterator[str]:
    """Tab by tab through the page. Each stop is on screen and shows that it has the focus."""
    for _ in range(MEESTE_STOPS):
        pagina.keyboard.press("Tab")
        stop = pagina.evaluate(WAAR)
        assert stop["zichtbaar"], f"{pagina.url}: geen zichtbare focus op {stop['naam']!r}"
        assert stop["in_beeld"], f"{pagina.url}: focus buiten beeld op {stop['naam']!r}"
        yield stop["naam"]
    pytest.fail(f"{pagina.url}: na {MEESTE_STOPS} keer Tab nog niet bij de knop")


def naar_de_inhoud(pagina: Page) -> None:
    """The skip link is the first stop, and it leads past the header."""
    assert next(stops(pagina)) == "Naar de inhoud"
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#inhoud")).to_be_focused()


def tab_tot(pagina: Page, naam: str) -> list[str]:
    """Tab until the focus is on `naam`; gives every stop on the way."""
    onderweg = []
    for stop in stops(pagina):
        onderweg.append(stop)
        if stop == naam:
            break
    return onderweg


@pytest.fixture
def partner() -> Lidmaatschap:
    return maak_lid(Rol.TEKENBEVOEGDE, maak_organisatie("Stichting Voorbeeld Buurtkamer"))


@pytest.fixture
def aanvraag(partner: Lidmaatschap) -> Aanvraag:
    aanvraag = maak_aanvraag(tafels_van(maak_uitvraag())[0], partner.organisatie)
    vul_deel(aanvraag.delen.get())
    return aanvraag


def test_somebody_logs_in_with_the_keyboard(pagina: Page) -> None:
    gebruiker = maak_gebruiker("Iemand", WACHTWOORD)
    maak_lid(Rol.TEKENBEVOEGDE, gebruiker=gebruiker)
    pagina.goto(reverse("account_login"))

    naar_de_inhoud(pagina)
    tab_tot(pagina, "login")
    pagina.keyboard.type(gebruiker.email)
    tab_tot(pagina, "password")
    pagina.keyboard.type(WACHTWOORD)
    tab_tot(pagina, "Log in")
    pagina.keyboard.press("Enter")

    expect(pagina).to_have_url(re.compile(re.escape(reverse("overzichten:werklijst")) + "$"))


@pytest.mark.parametrize(
    ("pad", "knop"),
    [
        ("begroting_wijzig", "Bewaar de begroting"),
        ("voorziening_nieuw", "Ga verder"),
        ("voorziening_wijzig", "Bewaar de voorziening"),
        ("antwoord_wijzig", "Bewaar"),
        ("akkoord", "Geef akkoord"),
    ],
)
def test_every_field_of_a_form_and_its_button_are_reached_and_seen(
    pagina: Page, log_in: Callable[[Page, str], None], partner: Lidmaatschap, aanvraag: Aanvraag, pad: str, knop: str
) -> None:
    deel = aanvraag.delen.get()
    stukken = {"antwoord_wijzig": aanvraag.antwoorden.first(), "voorziening_wijzig": deel.voorzieningen.get()}
    log_in(pagina, partner.gebruiker.email)
    pagina.goto(reverse(f"subsidies:{pad}", args=[aanvraag.kenmerk, stukken.get(pad, deel).pk]))
    velden = pagina.get_by_role("button", name=knop, exact=True).evaluate(VELDEN)

    naar_de_inhoud(pagina)
    onderweg = tab_tot(pagina, knop)

    assert [stop for stop in dict.fromkeys(onderweg) if stop in velden] == velden
    with pagina.expect_response(lambda antwoord: antwoord.request.method == "POST"):
        pagina.keyboard.press("Enter")


def test_an_organisation_agrees_with_the_keyboard(
    pagina: Page, log_in: Callable[[Page, str], None], partner: Lidmaatschap, aanvraag: Aanvraag
) -> None:
    log_in(pagina, partner.gebruiker.email)
    deel = aanvraag.delen.get()
    pagina.goto(reverse("subsidies:akkoord", args=[deel.aanvraag.kenmerk, deel.pk]))

    naar_de_inhoud(pagina)
    tab_tot(pagina, "bevestig")
    pagina.keyboard.press("Space")
    tab_tot(pagina, "Geef akkoord")
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")

    assert deel.akkoorden.filter(vervallen_op=None).count() == 1


def test_an_officer_admits_an_organisation_with_the_keyboard(
    pagina: Page, log_in: Callable[[Page, str], None], partner: Lidmaatschap
) -> None:
    zaai_regelingen()
    beleid = maak_lid(Rol.BELEIDSMEDEWERKER)
    uitvraag = maak_uitvraag()
    tafel = tafels_van(uitvraag)[0]
    deelname = maak_deelname(tafel, partner.organisatie, "aangemeld")
    log_in(pagina, beleid.gebruiker.email)
    pagina.goto(reverse("thematafels:deelname_beoordelen", args=[uitvraag.kenmerk, tafel.thema.code, deelname.pk]))

    naar_de_inhoud(pagina)
    tab_tot(pagina, "oordeel")
    pagina.keyboard.press("Space")
    tab_tot(pagina, "Leg uw oordeel vast")
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")

    deelname.refresh_from_db()
    assert deelname.stand == "toegelaten"
