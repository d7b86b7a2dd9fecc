"""A councillor with a phone reads what a table did, and an officer asks back: the pages, looked at small and wide."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.browser.speler import SMAL, Speler
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
    jaar_voorbij,
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
    "jaar_voorbij",
    "verleend",
    "voorgesteld",
    "wereld",
]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def telefoon(geopend: Wereld, bezoek: Callable[..., Speler]) -> Callable[[Lidmaatschap], Speler]:
    """The table submitted its account of 2027; `telefoon(lid)` is a phone of somebody."""
    kies_stadscijfers(geopend)
    dien_samen_in(geopend)
    return lambda lid: bezoek(lid, viewport=SMAL)


def test_a_councillor_reads_what_was_done_reached_changed_and_not_known(
    telefoon: Callable[[Lidmaatschap], Speler],
) -> None:
    raad = telefoon(maak_lid(Rol.COMMISSIELID))
    raad.ga(reverse("verantwoording:index"))
    raad.klik("Per thema: beloofd, bereikt en gemerkt")
    raad.volg(raad.inhoud.get_by_role("link", name="2027"))

    raad.leest("2 van 2", "Elke week koffie.", KOFFIE, "Zij kennen elkaar.", "Wij weten niet wie er niet kwam.")
    raad.leest("De tafel wil bijdragen aan:")


def test_a_councillor_finds_what_worked_by_principle(
    telefoon: Callable[[Lidmaatschap], Speler], geopend: Wereld
) -> None:
    raad = telefoon(maak_lid(Rol.COMMISSIELID))
    raad.ga(reverse("verantwoording:zoeken"))
    raad.inhoud.get_by_label("'Wat werkt'-principe").select_option(geopend.tafel.thema.principes.get().naam)
    raad.inhoud.get_by_label("Uitkomst").select_option("Doelen gehaald")
    raad.klik("Zoek")

    expect(raad.inhoud.get_by_role("heading", name="2 activiteiten")).to_be_visible()
    raad.klik("Maatjes, 2027")
    expect(raad.inhoud.get_by_role("link", name="Toon alle activiteiten")).to_be_visible()


def test_an_officer_asks_back_and_the_partner_answers(
    telefoon: Callable[[Lidmaatschap], Speler], geopend: Wereld
) -> None:
    officier = telefoon(geopend["beoordelaar"])
    officier.ga(reverse("verantwoording:beoordelen", args=[geopend.aanvraag.kenmerk, 2027]))
    officier.volg(officier.inhoud.get_by_role("link", name=geopend.anker.naam, exact=True))
    officier.inhoud.get_by_label("Iets vragen").check()
    officier.inhoud.get_by_label("Waarover?").select_option("Bereik")
    officier.vul("Uw vraag of bevinding", "Hoe telde u wie er kwam?")
    officier.klik("Verstuur")
    officier.leest("De vraag is verstuurd.")

    partner = telefoon(geopend["anker"])
    partner.ga(reverse("verantwoording:beoordelen_deel", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk]))
    partner.volg(partner.inhoud.get_by_role("link", name="Beantwoord deze vraag"))
    partner.vul("Uw antwoord", "Bij de deur, elke middag.")
    partner.klik("Bewaar het antwoord")

    partner.leest("Bij de deur, elke middag.")
    expect(partner.inhoud.get_by_role("link", name="Dien het verslag opnieuw in")).to_be_visible()
