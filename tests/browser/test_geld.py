"""A councillor with a phone: how much is left for pilots in 2019, and who got the rest?"""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organisaties.models import OrganisatieSoort, Rol
from overzichten.services.uitsplitsing import ververs
from tests.browser.speler import SMAL, Speler
from tests.overzichten.geld import lid, zaai_nota

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def telefoon(transactional_db: None, bezoek: Callable[..., Speler]) -> Speler:
    """A committee member, with the paper of 2018/2019 in the ledger."""
    zaai_nota(lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE))
    ververs()
    return bezoek(lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD), viewport=SMAL)


def volg(telefoon: Speler, waar: str, naam: str) -> None:
    """Follow the first link `naam` in the part of the page with selector or navigation name `waar`."""
    deel = telefoon.pagina.locator(waar) if waar[0] == "#" else telefoon.pagina.get_by_role("navigation", name=waar)
    telefoon.volg(deel.get_by_role("link", name=naam).first)


def lees_kop(telefoon: Speler, tekst: str) -> None:
    expect(telefoon.pagina.get_by_role("heading", level=1)).to_contain_text(tekst)


def rij(telefoon: Speler, tabel: str, naam: str) -> str:
    return " ".join(telefoon.pagina.locator(f"#{tabel} tr").filter(has_text=naam).inner_text().split())


def test_from_all_budgets_to_the_pilots_and_who_received_them(telefoon: Speler) -> None:
    telefoon.ga(reverse("overzichten:start"))
    volg(telefoon, "Verder kijken", "2019")
    volg(telefoon, "#budgetten", "Beleidsintensiveringen")

    volg(telefoon, "#doelen-2019", "Pilots")

    lees_kop(telefoon, "Pilots 2019: 0 euro")
    assert rij(telefoon, "stand", "Gereserveerd").endswith("40.000")

    volg(telefoon, "Kruimelpad", "Beleidsintensiveringen")
    volg(telefoon, "Verder kijken", "2018")
    volg(telefoon, "#doelen-2018", "Pilots")
    volg(telefoon, "#ontvangers", "DOCK Haarlem")

    lees_kop(telefoon, "DOCK Haarlem: 20.000 euro")
    telefoon.klik("Alles van DOCK Haarlem")
    lees_kop(telefoon, "DOCK Haarlem: 80.000 euro")


def test_an_earlier_day_is_chosen_and_kept_on_the_way_down(telefoon: Speler) -> None:
    telefoon.ga(f"{reverse('overzichten:geld')}?jaar=2019")

    telefoon.vul("Kies een andere dag", "2020-01-31")
    telefoon.klik("Toon deze dag")
    volg(telefoon, "#budgetten", "Beleidsintensiveringen")

    telefoon.leest("Stand per 31 januari 2020")
    assert telefoon.pagina.url.endswith("/2019/?per=2020-01-31")
