"""A partner writes in the application what it will account on: activities, with what is measured on each level."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tafel
from tests.browser.speler import Speler
from thematafels.zaad import zaai_meetvoorbeelden

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("met_script", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_an_example_becomes_ones_own_and_a_wrong_target_takes_nothing_away(
    tafel: Tafel, mens: Callable[..., Speler], met_script: bool
) -> None:
    zaai_meetvoorbeelden()
    anker = mens("anker", met_script=met_script)

    anker.ga(tafel.pad("aanvraag_detail"))
    anker.volg(anker.inhoud.get_by_role("link", name=re.compile("Waar u over verantwoordt")).first)
    anker.klik("Voeg een activiteit toe")
    anker.klik("Ga verder", status=422)
    anker.vul("Hoe heet de activiteit?", "Open huis")
    anker.klik("Ga verder")
    anker.vul("Wat gaat u doen?", "Elke middag is de deur open.")
    anker.vul("Waarom werkt dit?", "Wie elkaar kent, vraagt eerder hulp.")
    anker.inhoud.get_by_label("Aan welk subdoel werkt u hiermee?").select_option(index=1)
    aanbod = anker.inhoud.locator("section").filter(has=anker.pagina.locator("#niveau-aanbod"))
    aanbod.get_by_label("Kies een voorbeeld").select_option(index=1)
    anker.volg(aanbod.get_by_role("button", name="Bewaar en zet het erbij"))
    doelen = aanbod.get_by_label(re.compile("^Streefwaarde"))
    doelen.nth(0).fill("veel")
    doelen.nth(1).fill("400")
    anker.klik("Bewaar en ga hier verder", status=422)
    expect(doelen.nth(0)).to_have_value("veel")
    expect(doelen.nth(1)).to_have_value("400")
    doelen.nth(0).fill("300")
    anker.klik("Bewaar en ga hier verder")
    anker.foto("activiteit", hoogte=2500)
    anker.klik("Bewaar de activiteit")

    anker.leest("Open huis", "Nog niet compleet")
