"""Nothing typed is lost: not when the session lapses, the connection goes, the server restarts or the tab closes."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from subsidies.models import Antwoord
from tests.browser.conftest import Tafel
from tests.browser.speler import Speler

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MaakMens = Callable[..., Speler]
WACHTWOORD = "een-lang-wachtwoord-voor-nu"
EERST, DAARNA = "Wij openen elke dag.", "Wij openen elke dag, ook op zondag."
OP_DIT_APPARAAT = "Object.keys(localStorage).filter((sleutel) => sleutel.startsWith('sb:klad:')).length"


def bewaard(tekst: str) -> bool:
    return Antwoord.objects.filter(tekst=tekst).exists()


def zet_terug(speler: Speler) -> None:
    """What was typed and not sent is offered on the page, and one click puts it in the form again."""
    speler.leest("Op dit apparaat staat tekst van")
    with speler.pagina.expect_response(lambda antwoord: "/vanzelf/" in antwoord.url):
        speler.inhoud.get_by_role("button", name="Zet deze tekst in het formulier").click()
    speler.leest("Bewaard om")


def nieuw_tabblad(speler: Speler) -> Speler:
    return Speler(speler.pagina.context.new_page(), speler.oog, speler.met_script)


def log_opnieuw_in(pagina: Page, email: str) -> None:
    pagina.locator("[name=login]").fill(email)
    pagina.locator("[name=password]").fill(WACHTWOORD)
    with pagina.expect_navigation():
        pagina.get_by_role("button", name="Log in", exact=True).click()


def test_a_session_that_lapsed_while_typing_costs_nothing(tafel: Tafel, mens: MaakMens) -> None:
    gebruiker = get_user_model().objects.get(pk=tafel.leden["anker"].gebruiker_id)
    gebruiker.set_password(WACHTWOORD)
    gebruiker.save()
    anker = mens("anker")
    anker.ga(tafel.tekst)
    anker.typ("Tekst", EERST)
    Session.objects.all().delete()

    anker.vul("Tekst", DAARNA)
    anker.leest("U bent niet meer ingelogd. Uw tekst staat veilig op dit apparaat.")
    anker.oog.kijk(anker.pagina)
    with anker.pagina.expect_popup() as gebeurd:
        anker.inhoud.get_by_role("link", name="Log in op een nieuw tabblad").click()
    log_opnieuw_in(gebeurd.value, gebruiker.email)
    assert not bewaard(DAARNA)
    anker.pagina.bring_to_front()
    anker.vul("Tekst", f"{DAARNA} Welkom!")

    expect(anker.inhoud.locator("#bewaarmelding")).to_be_empty()
    assert bewaard(f"{DAARNA} Welkom!")


def test_without_a_connection_one_types_on_and_it_is_saved_when_it_returns(tafel: Tafel, mens: MaakMens) -> None:
    anker = mens("anker")
    anker.ga(tafel.tekst)

    anker.pagina.context.set_offline(True)
    anker.leest("Er is geen verbinding. U kunt doorschrijven")
    anker.vul("Tekst", EERST)
    assert anker.pagina.evaluate(OP_DIT_APPARAAT) == 1
    anker.pagina.context.set_offline(False)

    anker.leest("Bewaard om")
    assert bewaard(EERST)
    assert anker.pagina.evaluate(OP_DIT_APPARAAT) == 0


def test_a_tab_that_closes_in_the_middle_of_a_sentence_gives_it_back(tafel: Tafel, mens: MaakMens) -> None:
    anker = mens("anker")
    anker.ga(tafel.tekst)
    anker.vul("Tekst", EERST)
    assert anker.pagina.evaluate(OP_DIT_APPARAAT) == 1
    anker.pagina.context.set_offline(True)  # what was on its way never comes

    anker.pagina.close()
    anker.pagina.context.set_offline(False)
    opnieuw = nieuw_tabblad(anker)
    opnieuw.ga(tafel.tekst)
    zet_terug(opnieuw)

    expect(opnieuw.inhoud.get_by_role("textbox", name="Tekst")).to_have_value(EERST)
    assert bewaard(EERST)


def test_what_was_typed_while_the_server_restarted_is_there_when_it_is_back(tafel: Tafel, mens: MaakMens) -> None:
    anker = mens("anker")
    anker.ga(tafel.tekst)

    anker.pagina.context.route("**/*", lambda route: route.abort("connectionrefused"))
    anker.vul("Tekst", EERST)
    anker.leest("Er is geen verbinding. Uw tekst staat veilig op dit apparaat; wij proberen het opnieuw.")
    anker.pagina.context.unroute_all()
    anker.typ("Tekst", DAARNA)

    anker.leest("Bewaard om")
    assert bewaard(DAARNA)


def test_a_server_that_fails_says_so_and_the_button_saves_later(tafel: Tafel, mens: MaakMens) -> None:
    anker = mens("anker")
    anker.ga(tafel.tekst)
    anker.pagina.route("**/vanzelf/**", lambda route: route.fulfill(status=502))

    anker.typ("Tekst", EERST)
    anker.leest("Bewaren lukt nu niet. Uw tekst staat veilig op dit apparaat")
    anker.volg(anker.inhoud.get_by_role("button", name="Bewaar", exact=True))

    assert bewaard(EERST)
    anker.ga(tafel.tekst)
    assert anker.pagina.evaluate(OP_DIT_APPARAAT) == 0


def test_what_is_pasted_and_too_long_is_counted_and_not_cut_off(tafel: Tafel, mens: MaakMens) -> None:
    anker, lang = mens("anker"), "Koffie! " * 700
    anker.ga(tafel.tekst)
    veld = anker.inhoud.get_by_role("textbox", name="Tekst")

    veld.fill("")
    with anker.pagina.expect_response(lambda antwoord: "/vanzelf/" in antwoord.url):
        anker.pagina.keyboard.insert_text(lang)
    anker.leest("600 tekens te veel: kort de tekst in.", "Als klad bewaard om")
    anker.klik("Bewaar", status=422)

    anker.leest("niet meer dan 5000 tekens bevat (het zijn er nu 5600)")
    expect(veld).to_have_value(lang)


def test_who_logs_out_leaves_nothing_on_a_shared_computer(tafel: Tafel, mens: MaakMens) -> None:
    anker = mens("anker")
    anker.ga(tafel.tekst)
    anker.pagina.route("**/vanzelf/**", lambda route: route.abort())
    anker.vul("Tekst", EERST)
    anker.leest("Er is geen verbinding")
    assert anker.pagina.evaluate(OP_DIT_APPARAAT) == 1
    gewaarschuwd: list[str] = []
    anker.pagina.on("dialog", lambda vraag: (gewaarschuwd.append(vraag.type), vraag.accept()))

    anker.pagina.locator(".sb-wissel > summary").click()
    with anker.pagina.expect_navigation():
        anker.pagina.get_by_role("button", name="Uitloggen").click()

    assert gewaarschuwd == ["beforeunload"]
    assert anker.pagina.evaluate(OP_DIT_APPARAAT) == 0


def test_no_older_text_comes_after_a_save_on_purpose(tafel: Tafel, mens: MaakMens) -> None:
    anker = mens("anker")
    anker.ga(tafel.tekst)
    vanzelf: list[str] = []
    anker.pagina.on("request", lambda verzoek: vanzelf.append(verzoek.url) if "/vanzelf/" in verzoek.url else None)
    anker.pagina.evaluate("addEventListener('submit', (gebeurtenis) => gebeurtenis.preventDefault())")  # a slow answer

    anker.inhoud.get_by_role("button", name="Bewaar", exact=True).click()
    anker.pagina.evaluate("htmx.trigger('form[data-bewaar]', 'bewaar')")
    anker.typ("Tekst", EERST)

    assert len(vanzelf) == 1  # only what was typed after it
