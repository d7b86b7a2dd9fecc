"""The pages of organisaties and regelingen in a browser: axe finds nothing, and nothing slides sideways at 360 px."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from organisaties.models import OrganisatieSoort, Rol
from organisaties.services.nodig_uit import nodig_uit
from regelingen.zaad import zaai_regelingen
from tests.organisaties.conftest import WACHTWOORD, maak_lid, maak_organisatie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_is_accessible_wide_and_narrow(
    context_van: Callable[..., BrowserContext],
    log_in: Callable[[Page, str], None],
    axe: Callable[[Page], None],
) -> None:
    beheerder = maak_lid(Rol.BEHEERDER, maak_organisatie("Gemeente Voorbeeld", OrganisatieSoort.GEMEENTE))
    lid = maak_lid(Rol.TEKENBEVOEGDE, maak_organisatie("Stichting Voorbeeld Buurtkamer", fictief=True))
    uitnodiging = nodig_uit(
        email="nieuw@voorbeeld.example", organisatie_id=lid.organisatie_id, rol=Rol.REDACTEUR, door=beheerder
    )
    zaai_regelingen()
    pk = lid.organisatie_id
    namen = ["lijst", "nieuw", "mandaten", "mandaat_nieuw", "mijn_gegevens"]
    paden = [reverse(f"organisaties:{naam}") for naam in namen]
    paden += [reverse(f"organisaties:{naam}", args=[pk]) for naam in ("detail", "wijzig", "leden", "uitnodigen")]
    paden += [reverse("organisaties:lidmaatschap_beeindigen", args=[lid.pk]), reverse("regelingen:lijst")]
    paden += [reverse(f"regelingen:{naam}", args=["thematafels"]) for naam in ("detail", "parameter_nieuw")]

    bezoeker, ingelogd = context_van().new_page(), context_van().new_page()
    log_in(ingelogd, beheerder.gebruiker.email)
    for pagina, adressen in (
        (bezoeker, [reverse("organisaties:uitnodiging_aanvaarden", args=[uitnodiging.token])]),
        (ingelogd, paden),
    ):
        for adres in adressen:
            for breedte in (1280, 360):
                pagina.set_viewport_size({"width": breedte, "height": 900})
                pagina.goto(adres)
                axe(pagina)
                assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte, (adres, breedte)


def test_an_invitation_is_accepted_with_the_keyboard_and_without_javascript(
    context_van: Callable[..., BrowserContext],
) -> None:
    lid = maak_lid(Rol.TEKENBEVOEGDE)
    uitnodiging = nodig_uit(
        email="nieuw@voorbeeld.example", organisatie_id=lid.organisatie_id, rol=Rol.REDACTEUR, door=lid
    )
    pagina = context_van(java_script_enabled=False).new_page()
    pagina.goto(reverse("organisaties:uitnodiging_aanvaarden", args=[uitnodiging.token]))

    pagina.get_by_label("Uw naam").focus()
    for tekst in ("Nieuw Mens", WACHTWOORD, WACHTWOORD):
        pagina.keyboard.type(tekst)
        pagina.keyboard.press("Tab")
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")
    pagina.goto(reverse("organisaties:mijn_gegevens"))

    assert "Nieuw Mens" in pagina.get_by_role("main").inner_text()
    assert "redacteur" in pagina.get_by_role("main").inner_text()
