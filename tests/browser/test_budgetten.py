"""The financial officer on a phone, without JavaScript: a reservation becomes a purchase, and money moves on."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from begroting.models import Bestedingsdoel, Stand
from begroting.services.reserveren import reserveer
from begroting.services.vaststellen import open_bestedingsdoel
from organisaties.models import Lidmaatschap, Rol
from tests.browser.speler import SMAL, Speler
from tests.hulp.fabriek import maak_lid, maak_organisatie
from tests.hulp.geld import maak_doel, maak_traject

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
def telefoon(financieel: Lidmaatschap, bezoek: Callable[..., Speler]) -> Speler:
    return bezoek(financieel, viewport=SMAL, met_script=False)


def test_a_reservation_becomes_a_purchase_and_the_rest_moves_on(doel: Bestedingsdoel, telefoon: Speler) -> None:
    maak_organisatie("Stichting Voorbeeld Coach")
    telefoon.ga(reverse("begroting:budget_detail", args=[doel.budgetjaar.budget_id]))
    telefoon.volg(telefoon.inhoud.get_by_role("link", name="Thematafels").first)

    telefoon.klik("Leg een opdracht of eigen kosten vast")
    telefoon.vink("Opdracht")
    telefoon.vul("Nummer", "OPD-2027-1")
    telefoon.inhoud.get_by_label("Wie krijgt het geld?").select_option(label="Stichting Voorbeeld Coach")
    telefoon.vul("Bedrag", "4.000")
    telefoon.vul("Aantal", "2")
    telefoon.inhoud.get_by_label("Voor het doel").check()
    telefoon.vul("Waarvoor", "Coaching van twee organisaties")
    telefoon.klik("Leg de verplichting vast")

    telefoon.leest("De verplichting is vastgelegd.")
    telefoon.volg(telefoon.inhoud.get_by_role("link", name="OPD-2027-1"))
    telefoon.klik("Voeg een traject toe")
    telefoon.vul("Wat is het traject?", "Een jaar coaching")
    telefoon.klik("Bewaar dit traject")
    telefoon.leest("1 van 2 trajecten ingevuld")

    telefoon.volg(telefoon.pagina.get_by_role("link", name="Thematafels 2027"))
    telefoon.klik("Hevel geld over naar een ander doel, jaar of budget")
    telefoon.inhoud.get_by_label("Naar").select_option(label="Pilots: €\u00a00,00 vrij")
    telefoon.vul("Bedrag", "1.000.000")
    telefoon.vul("Waarom", "Meer pilots")
    telefoon.klik("Hevel over", status=422)
    telefoon.leest("Thematafels (2027) heeft nog €\u00a0991.900,00 vrij.")
    expect(telefoon.inhoud.get_by_label("Waarom")).to_have_value("Meer pilots")

    stand = Stand.objects.get(bestedingsdoel=doel)
    assert (stand.verplicht, stand.gereserveerd, stand.begroot) == (4100, 4000, 1000000)
