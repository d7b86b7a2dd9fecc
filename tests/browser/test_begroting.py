"""The table of a budget with a script: paste a block, go down with Enter, and see the totals the server would give."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from organisaties.models import Lidmaatschap, Rol
from subsidies.models import Aanvraagdeel
from tests.hulp.fabriek import maak_aanvraag, maak_lid, maak_organisatie, maak_uitvraag, tafels_van, vul_deel

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BLOK = (
    "Soort\tOmschrijving\t2027\t2028\t2029\t2030\r\n"
    "Loonkosten\tOpbouwwerk\t€ 60.000,00\t61 000\t62000.50\t63000\r\n"
    'huisvesting\t"Zaal ""Oost"""\t20.000\t20.000\t20.000\t20.000\r\n'
    "Andere financier, alleen met deze subsidie\tFonds\t5.000\t-\t\t1.000\r\n"
)
PLAK = """(veld, tekst) => {
  const klembord = new DataTransfer();
  klembord.setData("text/plain", tekst);
  veld.dispatchEvent(new ClipboardEvent("paste", { clipboardData: klembord, bubbles: true, cancelable: true }));
}"""
UITKOMSTEN = "[...document.querySelectorAll('[data-uitkomst] [data-jaar]')].map((cel) => cel.textContent.trim())"


@pytest.fixture
def partner() -> Lidmaatschap:
    return maak_lid(Rol.TEKENBEVOEGDE, maak_organisatie("Stichting Voorbeeld Buurtkamer"))


@pytest.fixture
def deel(partner: Lidmaatschap) -> Aanvraagdeel:
    aanvraag = maak_aanvraag(tafels_van(maak_uitvraag())[0], partner.organisatie, maak_organisatie())
    vul_deel(aanvraag.delen.exclude(organisatie=partner.organisatie).get(), "40000.00")
    return aanvraag.delen.get(organisatie=partner.organisatie)


@pytest.fixture
def open_begroting(
    pagina: Page, log_in: Callable[[Page, str], None], partner: Lidmaatschap, deel: Aanvraagdeel
) -> Callable[[], Page]:
    log_in(pagina, partner.gebruiker.email)

    def ga() -> Page:
        pagina.goto(reverse("subsidies:begroting_wijzig", args=[deel.aanvraag.kenmerk, deel.pk]))
        return pagina

    return ga


def cel(pagina: Page, regel: int, naam: str) -> Locator:
    return pagina.locator(f"[name=regel-{regel}-{naam}]")


def plak(pagina: Page, regel: int, naam: str, tekst: str) -> None:
    cel(pagina, regel, naam).evaluate(PLAK, tekst)


def test_a_pasted_block_fills_the_table_and_the_totals_are_those_of_the_server(
    open_begroting: Callable[[], Page], deel: Aanvraagdeel
) -> None:
    pagina = open_begroting()
    plak(pagina, 0, "soort", BLOK)
    cel(pagina, 3, "soort").select_option("eigen")
    cel(pagina, 3, "omschrijving").fill("Giften")
    cel(pagina, 3, "jaar_2028").fill("1.234,56")
    pagina.get_by_label("Subsidie van de gemeente in 2026").fill("70.000")
    expect(pagina.get_by_role("status").filter(has_text="3 regels geplakt.")).to_be_visible()
    expect(pagina.locator("[data-uitkomst=gevraagd] [data-jaar=samen]")).to_have_text("318.765,94")
    getypt = pagina.evaluate(UITKOMSTEN)

    with pagina.expect_navigation():
        pagina.get_by_role("button", name="Bewaar en voeg regels toe").click()

    assert pagina.evaluate(UITKOMSTEN) == getypt
    assert list(deel.posten.values_list("soort", "omschrijving")) == [
        ("loon", "Opbouwwerk"),
        ("huisvesting", 'Zaal "Oost"'),
        ("afhankelijk", "Fonds"),
        ("eigen", "Giften"),
    ]


def test_what_cannot_be_read_stands_on_its_cell_and_a_block_that_does_not_fit_is_left_out(
    open_begroting: Callable[[], Page],
) -> None:
    pagina = open_begroting()

    plak(pagina, 0, "soort", "Salarissen\tUren\t1,234\t5\t-3\t7")

    expect(
        pagina.get_by_role("status").filter(has_text="1 regel geplakt. 3 cellen zijn niet te lezen.")
    ).to_be_visible()
    assert [cel(pagina, 0, naam).get_attribute("aria-invalid") for naam in ("soort", "omschrijving", "jaar_2027")] == [
        "true",
        None,
        "true",
    ]
    expect(cel(pagina, 0, "jaar_2027")).to_have_accessible_description("Vul een bedrag in zoals 1.234,50.")

    plak(pagina, 1, "jaar_2030", "1\t2")
    plak(pagina, 1, "omschrijving", "x\n" * 100)

    expect(pagina.get_by_role("status").filter(has_text="Niets geplakt: een begroting heeft")).to_be_visible()
    expect(cel(pagina, 1, "jaar_2030")).to_have_value("")
    expect(cel(pagina, 1, "omschrijving")).to_have_value("")


def test_a_hundred_lines_are_pasted_and_enter_goes_down_a_line(open_begroting: Callable[[], Page]) -> None:
    pagina = open_begroting()

    plak(pagina, 0, "soort", "\n".join(f"loon\tRegel {nummer}\t1\t1\t1\t1" for nummer in range(99)))
    cel(pagina, 98, "jaar_2029").focus()
    pagina.keyboard.press("Enter")
    pagina.keyboard.type("12,5")

    expect(cel(pagina, 99, "jaar_2029")).to_have_value("12,5")
    expect(pagina.locator("[name=regel-TOTAL_FORMS]")).to_have_value("100")
    pagina.keyboard.press("Enter")
    expect(cel(pagina, 99, "jaar_2029")).to_be_focused()
    pagina.keyboard.press("Shift+Enter")
    expect(cel(pagina, 98, "jaar_2029")).to_be_focused()
    kop = pagina.locator("[data-begroting] thead th").first
    assert kop.bounding_box()["y"] >= 0  # the head is in sight beside the last line


@pytest.mark.parametrize("breedte", [360, 1280])
def test_the_page_does_not_slide_sideways(open_begroting: Callable[[], Page], breedte: int) -> None:
    pagina = open_begroting()
    pagina.set_viewport_size({"width": breedte, "height": 800})

    plak(pagina, 0, "soort", "loon\t" + "Lang" * 30 + "\t9999999999,99\t9999999999,99\t9.999.999.999,99\tonleesbaar")

    assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte
