"""The look itself: one page with every part of it, in Chromium."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMAL = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def _stijlblad(settings):
    settings.ROOT_URLCONF = "tests.browser.stijl"


def past(pagina) -> bool:
    """Nothing makes the page slide sideways."""
    return pagina.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("adres", ["/stijl/", "/stijl/?fout"])
def test_every_part_passes_axe_and_fits_on_a_wide_and_a_narrow_screen(pagina, axe, adres):
    pagina.goto(adres)

    axe(pagina)
    assert past(pagina)
    pagina.set_viewport_size(SMAL)
    axe(pagina)
    assert past(pagina)


def test_the_role_switch_opens_with_the_keyboard_and_closes_with_escape(pagina, axe):
    pagina.goto("/stijl/")

    knop = pagina.locator(".sb-wissel > summary")
    knop.focus()
    pagina.keyboard.press("Enter")
    ander = pagina.get_by_role("button", name="Redacteur Stichting Voorbeeld Taalmaatjes")

    assert ander.is_visible()
    axe(pagina)
    pagina.keyboard.press("Escape")
    assert not ander.is_visible()
    assert knop.evaluate("knop => knop === document.activeElement")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(pagina):
    pagina.goto("/stijl/")

    pagina.keyboard.press("Tab")
    link = pagina.get_by_role("link", name="Naar de inhoud")

    assert link.evaluate("link => link === document.activeElement")
    assert link.bounding_box()["y"] >= 0
    pagina.keyboard.press("Enter")
    assert pagina.evaluate("document.activeElement.id") == "inhoud"


def test_a_refused_form_puts_the_focus_on_the_list_of_mistakes(pagina):
    pagina.goto("/stijl/?fout")

    assert pagina.evaluate("document.activeElement.classList.contains('sb-fouten')")
    pagina.get_by_role("link", name="Gevraagd bedrag").click()
    assert pagina.evaluate("document.activeElement.id") == "id_bedrag"
    assert pagina.locator("#id_bedrag").input_value() == "1.2.3"


def test_every_target_is_large_enough_to_hit(pagina):
    pagina.set_viewport_size(SMAL)
    pagina.goto("/stijl/")

    te_klein = pagina.locator("button:visible, summary:visible, select:visible, .utrecht-button:visible").evaluate_all(
        "alle => alle.filter(e => e.getBoundingClientRect().height < 44).map(e => e.textContent.trim())"
    )

    assert te_klein == []


def test_without_javascript_the_filters_the_switch_and_the_form_are_there(context_van):
    pagina = context_van(java_script_enabled=False).new_page()

    pagina.goto("/stijl/")
    pagina.locator(".sb-wissel > summary").click()

    assert pagina.get_by_role("button", name="Uitloggen").is_visible()
    assert pagina.get_by_label("Zoek op naam of kenmerk").is_visible()
    assert pagina.get_by_role("button", name="Bewaar de voorziening").is_visible()
