"""A councillor with a phone: how lonely is Schalkwijk, and may that be laid beside the figure of Haarlem?"""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from organisaties.toegang import Rol
from tests.browser.speler import BREED, SMAL, Oog, Speler
from tests.hulp.fabriek import maak_lid
from tests.verantwoording.cijferhulp import maak_gebied, meet, zaai_cijfers
from tests.verantwoording.inleeshulp import GGD, lang, lees_in, stad_met_indicator, werk
from verantwoording.models import Inlezing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def telefoon(context_van: Callable[..., object], log_in: Callable[[Page, str], None]) -> Page:
    """The figures of 2020, and a made-up row of years with margins of Haarlem and others."""
    stad = zaai_cijfers()
    for nummer, gebied in enumerate((stad.haarlem, stad.amsterdam, stad.utrecht)):
        for jaar in (2012, 2014, 2015, 2016, 2017, 2018, 2019, 2022):
            waarde = 30 + 4 * nummer + (jaar * 7 + nummer) % 5
            meet(stad.ggd, gebied, f"{jaar}", f"{waarde}.5", ondergrens=waarde - 1, bovengrens=waarde + 3)
    meet(stad.ggd, stad.haarlem, "2012", "31", nummer=2, reden="De bron weegt anders.")
    meet(stad.ggd, maak_gebied("Haarlemmerhout en Vijfhoek", "stadsdeel", stad.haarlem), "2016", "40")
    pagina = context_van(viewport=SMAL).new_page()
    log_in(pagina, maak_lid(Rol.COMMISSIELID).gebruiker.email)
    return pagina


def keur(pagina: Page, axe: Callable[[Page], None]) -> None:
    """Nothing slides sideways, no text is small, and axe finds nothing at either width."""
    assert pagina.evaluate("document.documentElement.scrollWidth") <= SMAL["width"]
    letters = pagina.evaluate(
        "[...document.querySelectorAll('main svg text')].map((tekst) => tekst.getBoundingClientRect().height)"
    )
    assert min(letters, default=15) >= 13
    axe(pagina)
    pagina.set_viewport_size(BREED)
    axe(pagina)
    pagina.set_viewport_size(SMAL)


def test_from_the_list_to_schalkwijk_and_beside_other_municipalities(
    telefoon: Page, axe: Callable[[Page], None]
) -> None:
    telefoon.goto(reverse("verantwoording:indicatoren"))
    keur(telefoon, axe)
    telefoon.get_by_role("link", name=re.compile(r"^Eenzaam \(volwassenen\) ?, GGD$")).click()
    keur(telefoon, axe)

    telefoon.get_by_role("navigation", name="Gebied", exact=True).get_by_role("link", name="Schalkwijk").click()

    expect(telefoon.get_by_role("img", name="Eenzaam (volwassenen): Schalkwijk")).to_be_visible()
    expect(telefoon.locator("#tijd + nav ~ p").first).to_contain_text("van 40% in 2008 naar 55% in 2016, gestegen")
    expect(telefoon.get_by_role("img", name="Eenzaam: Haarlem")).to_be_visible()
    expect(telefoon.get_by_role("main")).to_contain_text("niet te vergelijken met die hierboven")
    keur(telefoon, axe)

    telefoon.get_by_role("navigation", name="Gebied", exact=True).get_by_role(
        "link", name="Haarlem", exact=True
    ).click()
    telefoon.get_by_label("Amsterdam").check()
    telefoon.get_by_label("Utrecht").check()
    telefoon.get_by_role("button", name="Vergelijk").click()

    expect(telefoon.get_by_role("img", name="Eenzaam (volwassenen): Haarlem, Amsterdam, Utrecht")).to_be_visible()
    keur(telefoon, axe)
    telefoon.set_viewport_size(BREED)
    Speler(telefoon, Oog(met_axe=False), met_script=True).foto("stadscijfer")


def test_an_officer_looks_at_a_file_before_its_figures_are_read_in(
    context_van: Callable[..., BrowserContext], log_in: Callable[[Page, str], None]
) -> None:
    """One figure is new, one revises another and needs a reason, one cannot be read and stays out."""
    officier = stad_met_indicator()
    lees_in(officier, lang(f"{GGD};;Schalkwijk;2016;40"))
    pagina = context_van().new_page()
    log_in(pagina, officier.gebruiker.email)
    oog = Oog(met_axe=True)
    speler = Speler(pagina, oog, met_script=True)

    speler.ga(reverse("verantwoording:index"))
    speler.klik("Cijfers over de stad inlezen")
    speler.klik("Bestand aanbieden")
    speler.vink("Lange CSV van Sociale Basis")
    bestand = lang(
        *(f"{GGD};;Schalkwijk;{jaar};{cijfer}" for jaar, cijfer in ((2016, 42), (2020, 45), (2021, "veel")))
    )
    speler.inhoud.get_by_label("Bestand", exact=True).set_input_files(
        {"name": "cijfers.csv", "mimeType": "text/csv", "buffer": bestand}
    )
    speler.klik("Bekijk het bestand")
    werk(Inlezing.objects.latest("pk"))
    speler.pagina.reload()
    speler.oog.kijk(pagina)
    speler.leest("Wat fout is, wordt niet ingelezen. De rest wel.", "‘veel’ is geen getal", "40", "42")
    speler.foto("inlezen")
    speler.klik("Lees deze cijfers in", status=422)
    speler.vul("Waarom worden cijfers herzien?", "De bron weegt anders.")
    speler.klik("Lees deze cijfers in")
    werk(Inlezing.objects.latest("pk"))

    speler.ga(reverse("verantwoording:indicator", args=[GGD]))
    speler.leest("42%", "45%", "herzien")
    assert oog.gebreken == {}, "\n\n".join(oog.gebreken)
