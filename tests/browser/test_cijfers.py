"""A councillor with a phone: how lonely is Schalkwijk, and may that be laid beside the figure of Haarlem?"""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organisaties.toegang import Rol
from tests.browser.speler import BREED, SMAL, Speler
from tests.hulp.fabriek import maak_lid
from tests.verantwoording.cijferhulp import maak_gebied, meet, zaai_cijfers
from tests.verantwoording.inleeshulp import GGD, lang, lees_in, stad_met_indicator, werk
from verantwoording.models import Inlezing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def telefoon(transactional_db: None, bezoek: Callable[..., Speler]) -> Speler:
    """The figures of 2020, and a made-up row of years with margins of Haarlem and others."""
    stad = zaai_cijfers()
    for nummer, gebied in enumerate((stad.haarlem, stad.amsterdam, stad.utrecht)):
        for jaar in (2012, 2014, 2015, 2016, 2017, 2018, 2019, 2022):
            waarde = 30 + 4 * nummer + (jaar * 7 + nummer) % 5
            meet(stad.ggd, gebied, f"{jaar}", f"{waarde}.5", ondergrens=waarde - 1, bovengrens=waarde + 3)
    meet(stad.ggd, stad.haarlem, "2012", "31", nummer=2, reden="De bron weegt anders.")
    meet(stad.ggd, maak_gebied("Haarlemmerhout en Vijfhoek", "stadsdeel", stad.haarlem), "2016", "40")
    return bezoek(maak_lid(Rol.COMMISSIELID), viewport=SMAL)


def kies_gebied(telefoon: Speler, naam: str) -> None:
    gebieden = telefoon.pagina.get_by_role("navigation", name="Gebied", exact=True)
    telefoon.volg(gebieden.get_by_role("link", name=naam, exact=True))


def zie_beeld(telefoon: Speler, naam: str) -> None:
    expect(telefoon.inhoud.get_by_role("img", name=naam)).to_be_visible()


def test_from_the_list_to_schalkwijk_and_beside_other_municipalities(telefoon: Speler) -> None:
    telefoon.ga(reverse("verantwoording:indicatoren"))
    telefoon.volg(telefoon.inhoud.get_by_role("link", name=re.compile(r"^Eenzaam \(volwassenen\) ?, GGD$")))

    kies_gebied(telefoon, "Schalkwijk")

    zie_beeld(telefoon, "Eenzaam (volwassenen): Schalkwijk")
    in_woorden = telefoon.pagina.locator("#tijd + nav ~ p").first
    expect(in_woorden).to_contain_text("van 40% in 2008 naar 55% in 2016, gestegen")
    zie_beeld(telefoon, "Eenzaam: Haarlem")
    telefoon.leest("niet te vergelijken met die hierboven")

    kies_gebied(telefoon, "Haarlem")
    telefoon.vink("Amsterdam", "Utrecht")
    telefoon.klik("Vergelijk")

    zie_beeld(telefoon, "Eenzaam (volwassenen): Haarlem, Amsterdam, Utrecht")
    telefoon.pagina.set_viewport_size(BREED)
    telefoon.foto("stadscijfer")


def test_an_officer_looks_at_a_file_before_its_figures_are_read_in(
    transactional_db: None, bezoek: Callable[..., Speler]
) -> None:
    """One figure is new, one revises another and needs a reason, one cannot be read and stays out."""
    officier = stad_met_indicator()
    lees_in(officier, lang(f"{GGD};;Schalkwijk;2016;40"))
    speler = bezoek(officier)

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
    speler.ga(speler.pagina.url)
    speler.leest("Wat fout is, wordt niet ingelezen. De rest wel.", "‘veel’ is geen getal", "40", "42")
    speler.foto("inlezen")
    speler.klik("Lees deze cijfers in", status=422)
    speler.vul("Waarom worden cijfers herzien?", "De bron weegt anders.")
    speler.klik("Lees deze cijfers in")
    werk(Inlezing.objects.latest("pk"))

    speler.ga(reverse("verantwoording:indicator", args=[GGD]))
    speler.leest("42%", "45%", "herzien")
