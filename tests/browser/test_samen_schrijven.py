"""Two people at one text, each at a browser of their own: it saves itself, and nobody overwrites anybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from subsidies.models import Versie
from tests.browser.conftest import TEKST, Tafel
from tests.browser.speler import SMAL, Speler

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MaakMens = Callable[..., Speler]
VAN_A = TEKST.replace("elke week", "elke dag")
VAN_B = TEKST.replace("wie thuisblijft", "ouderen")
VAN_ALLEBEI = TEKST.replace("elke week", "elke dag").replace("wie thuisblijft", "ouderen")


def tekstvak(speler: Speler) -> Locator:
    return speler.inhoud.get_by_role("textbox", name="Tekst")


def bewaar(speler: Speler) -> None:
    """The plain button, on its words alone: another one saves and goes on."""
    speler.volg(speler.inhoud.get_by_role("button", name="Bewaar", exact=True))


def test_what_one_types_saves_itself_and_the_other_reads_it_and_sees_who_writes(tafel: Tafel, mens: MaakMens) -> None:
    anker, brug = mens("anker"), mens("brug", viewport=SMAL)
    anker.ga(tafel.tekst)

    anker.typ("Tekst", VAN_A)

    anker.leest("Bewaard om")
    brug.ga(tafel.tekst)
    expect(tekstvak(brug)).to_have_value(VAN_A)
    brug.leest("Iemand van Anker (Stichting Voorbeeld Anker) schrijft hier ook")


def test_without_javascript_a_button_saves_and_the_second_save_asks_which_text_stays(
    tafel: Tafel, mens: MaakMens
) -> None:
    anker, brug = mens("anker", met_script=False), mens("brug", met_script=False)
    for speler in (anker, brug):
        speler.ga(tafel.tekst)

    anker.vul("Tekst", VAN_A)
    bewaar(anker)
    brug.vul("Tekst", VAN_B)
    brug.klik("Bewaar", status=422)
    brug.leest("Er is niets overschreven")
    brug.klik("Voeg samen")
    brug.leest("Lees hieronder na wat er straks komt te staan.")
    bewaar(brug)

    anker.ga(tafel.tekst)
    expect(tekstvak(anker)).to_have_value(VAN_ALLEBEI)


@pytest.mark.parametrize(
    ("knop", "wat_er_staat"),
    [
        ("Houd mijn versie", VAN_B),
        ("Houd de versie van Iemand van Anker", VAN_A),
    ],
)
def test_of_two_texts_one_click_keeps_either_and_the_history_keeps_what_was_saved(
    tafel: Tafel, mens: MaakMens, knop: str, wat_er_staat: str
) -> None:
    anker, brug = mens("anker"), mens("brug")
    for speler in (anker, brug):
        speler.ga(tafel.tekst)
    anker.typ("Tekst", VAN_A)
    brug.typ("Tekst", VAN_B)
    brug.leest("Iemand anders bewaarde dit ook. Uw tekst staat veilig in uw klad.")

    brug.klik("Bekijk beide")
    expect(brug.inhoud.get_by_role("region", name="Uw versie").locator("ins")).to_contain_text("ouderen")
    expect(brug.inhoud.get_by_role("region", name="De versie van Iemand van Anker").locator("ins")).to_contain_text(
        "dag"
    )
    brug.klik(knop)

    brug.ga(tafel.tekst)
    expect(tekstvak(brug)).to_have_value(wat_er_staat)
    bewaard = list(Versie.objects.order_by("nummer").values_list("inhoud__tekst", flat=True))
    assert VAN_A in bewaard
    assert bewaard[-1] == wat_er_staat


def test_both_texts_are_merged_and_read_before_they_are_saved(tafel: Tafel, mens: MaakMens) -> None:
    anker, brug = mens("anker"), mens("brug")
    for speler in (anker, brug):
        speler.ga(tafel.tekst)
    anker.typ("Tekst", VAN_A)
    brug.typ("Tekst", VAN_B)

    brug.klik("Bekijk beide")
    brug.foto("twee-versies")
    brug.klik("Voeg samen")

    brug.leest("Lees hieronder na wat er straks komt te staan.")
    expect(tekstvak(brug)).to_have_value(VAN_ALLEBEI)
    anker.ga(tafel.tekst)
    expect(tekstvak(anker)).to_have_value(VAN_A)
    bewaar(brug)
    anker.ga(tafel.tekst)
    expect(tekstvak(anker)).to_have_value(VAN_ALLEBEI)


def test_the_history_tells_who_changed_what_and_puts_an_older_text_back(tafel: Tafel, mens: MaakMens) -> None:
    anker, brug = mens("anker"), mens("brug")
    for speler, tekst in ((anker, VAN_A), (brug, VAN_ALLEBEI)):
        speler.ga(tafel.tekst)
        speler.typ("Tekst", tekst)

    anker.ga(tafel.tekst)
    anker.klik("Geschiedenis: wie schreef wat")
    nieuwste, ouder, _ = anker.inhoud.get_by_role("listitem").filter(has=anker.pagina.locator("time")).all()
    anker.foto("geschiedenis")
    expect(nieuwste).to_contain_text("Iemand van Brug, Stichting Voorbeeld Brug")
    expect(nieuwste.locator("del")).to_contain_text("wie thuisblijft")
    expect(nieuwste.locator("ins")).to_contain_text("ouderen")
    expect(ouder).to_contain_text("Iemand van Anker, Stichting Voorbeeld Anker")
    anker.volg(ouder.get_by_role("button", name="Zet deze versie terug"))

    brug.ga(tafel.tekst)
    expect(tekstvak(brug)).to_have_value(VAN_A)
    assert Versie.objects.count() == 4
