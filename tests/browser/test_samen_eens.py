"""Three organisations come to an agreement, and submit it exactly once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from subsidies.models import Aanvraag, Aanvraagdeel, Indiening
from tests.browser.conftest import PARTNERS, Tafel, naam_van
from tests.browser.speler import SMAL, Speler
from tests.hulp.fabriek import maak_gebruiker, maak_lid, maak_machtiging

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MaakMens = Callable[..., Speler]


def geef_akkoord(tafel: Tafel, speler: Speler, wie: str) -> None:
    speler.ga(tafel.pad("akkoord", tafel.deel(wie).pk))
    speler.inhoud.get_by_role("checkbox").check()
    speler.klik("Geef akkoord")
    speler.leest(f"Het akkoord van {naam_van(wie)} is vastgelegd.")


def rij(speler: Speler, wie: str) -> Locator:
    """The row of an organisation in the matrix."""
    kop = speler.pagina.get_by_role("rowheader", name=naam_van(wie))
    return speler.inhoud.get_by_role("row").filter(has=kop)


def zie(speler: Speler, tafel: Tafel, **standen: str) -> None:
    """The matrix tells this of each organisation."""
    speler.ga(tafel.pad("akkoorden"))
    for wie, stand in standen.items():
        expect(rij(speler, wie)).to_contain_text(stand)


# --- akkoord ---


def test_three_agree_and_whoever_changes_a_budget_sees_the_others_lapse_with_the_reason(
    tafel: Tafel, mens: MaakMens
) -> None:
    anker, brug, duin = (mens(wie) for wie in PARTNERS)
    for speler, wie in zip((anker, brug, duin), PARTNERS, strict=True):
        geef_akkoord(tafel, speler, wie)
    zie(anker, tafel, anker="Akkoord", brug="Akkoord", duin="Akkoord")

    brug.ga(tafel.begroting("brug"))
    brug.inhoud.locator("[name=regel-0-jaar_2027]").fill("45.000")
    brug.klik("Bewaar de begroting")

    zie(
        duin,
        tafel,
        anker="de verdeling van het geld is gewijzigd",
        brug="het eigen deel is gewijzigd",
        duin="de verdeling van het geld is gewijzigd",
    )
    duin.foto("akkoorden")
    assert tafel.geldige_akkoorden() == 0


def test_the_last_akkoord_submits_when_the_penvoerder_asked_so(tafel: Tafel, mens: MaakMens) -> None:
    tafel.akkoord_van("anker", "brug")
    anker, duin = mens("anker"), mens("duin", viewport=SMAL)
    anker.ga(tafel.pad("akkoorden"))
    anker.klik("Dien in zodra iedereen akkoord is")
    anker.inhoud.get_by_role("checkbox").check()
    anker.klik("Dien in zodra iedereen akkoord is")

    duin.ga(tafel.pad("akkoord", tafel.deel("duin").pk))
    duin.leest("Is uw akkoord het laatste, dan is de aanvraag daarmee ingediend.")
    geef_akkoord(tafel, duin, "duin")

    duin.leest("Dit was het laatste akkoord: de aanvraag is ingediend")
    anker.ga(tafel.pad("ingediend"))
    anker.leest("Wij hebben de aanvraag ontvangen", "Iemand van Anker")
    assert Indiening.objects.get().door == tafel.leden["anker"]


def test_somebody_else_signs_under_a_machtiging_but_nobody_for_two(tafel: Tafel, mens: MaakMens) -> None:
    tafel.akkoord_van("anker")
    buiten = maak_lid("tekenbevoegde", gebruiker=maak_gebruiker("Iemand van Elders"))
    tafel.leden["buiten"] = buiten
    for wie, gemachtigde in (("brug", buiten), ("duin", tafel.leden["anker"])):
        lid = tafel.leden[wie]
        maak_machtiging(lid.organisatie, gemachtigde, lid)

    geef_akkoord(tafel, mens("buiten"), "brug")
    anker = mens("anker")
    anker.ga(tafel.pad("akkoord", tafel.deel("duin").pk))
    anker.inhoud.get_by_role("checkbox").check()
    anker.klik("Geef akkoord", status=422)

    anker.leest("U gaf in deze aanvraag al akkoord voor een andere organisatie. Een ander tekent voor deze.")
    zie(anker, tafel, brug="Iemand van Elders", duin="Nog niet gegeven")
    assert tafel.geldige_akkoorden() == 2


# --- leaving ---


def test_a_participant_leaves_and_the_others_agree_anew(tafel: Tafel, mens: MaakMens) -> None:
    tafel.akkoord_van(*PARTNERS)
    anker, duin = mens("anker"), mens("duin")

    duin.ga(tafel.pad("akkoorden"))
    duin.klik("Stap met uw organisatie uit de aanvraag")
    duin.vul("Waarom stapt u uit?", "Wij fuseren.")
    duin.inhoud.get_by_role("checkbox").check()
    duin.klik("Stap uit de aanvraag")

    duin.leest("Stichting Voorbeeld Duin doet niet meer mee. Uw deel is bewaard.")
    zie(anker, tafel, anker="Vervallen", brug="Vervallen")
    anker.leest("Doet niet meer mee", "Wij fuseren.", "0 van 2")


def test_a_part_without_akkoord_is_taken_out_and_its_view_stays_with_the_application(
    tafel: Tafel, mens: MaakMens
) -> None:
    tafel.akkoord_van("anker", "brug")
    anker, duin, beleid = mens("anker"), mens("duin"), mens("beleid")
    anker.ga(tafel.pad("akkoorden"))
    anker.volg(rij(anker, "duin").get_by_role("link", name="Stel voor om verder te gaan zonder dit deel"))
    anker.vul("Waarom kan de tafel niet op dit deel wachten?", "Wij hoorden na drie keer vragen niets.")
    anker.klik("Stel voor om verder te gaan zonder dit deel")

    duin.ga(tafel.pad("akkoorden"))
    duin.klik("Bekijk het voorstel")
    duin.vul("Wat vindt uw organisatie van het voorstel?", "Onze penningmeester is ziek.")
    duin.klik("Geef deze zienswijze")
    beleid.ga(tafel.pad("akkoorden"))
    beleid.klik("Bekijk het voorstel")
    beleid.leest("Onze penningmeester is ziek.")
    beleid.vink("De tafel gaat verder zonder dit deel")
    beleid.vul("Waarom?", "De uitvraag sluit en de tafel wachtte lang genoeg.")
    beleid.klik("Leg de beslissing vast")

    zie(anker, tafel, anker="Vervallen", brug="Vervallen")
    anker.leest("Onze penningmeester is ziek.", "De uitvraag sluit en de tafel wachtte lang genoeg.", "0 van 2")
    assert tafel.deel("duin").stand == Aanvraagdeel.Stand.UITGENOMEN


# --- submitting exactly once ---


def sta_klaar(tafel: Tafel, *spelers: Speler) -> None:
    for speler in spelers:
        speler.ga(tafel.pad("aanvraag_indienen"))
        speler.inhoud.get_by_role("checkbox").check()


def druk_tegelijk(*spelers: Speler) -> None:
    """Nobody waits for another: the answers come after all have pressed."""
    for speler in spelers:
        speler.pagina.evaluate("setTimeout(() => document.querySelector('main form').requestSubmit(), 0)")
    for speler in spelers:
        expect(speler.pagina.get_by_role("heading", level=1)).to_have_text("Wij hebben de aanvraag ontvangen")


def is_een_keer_ingediend(tafel: Tafel) -> bool:
    tafel.aanvraag.refresh_from_db()
    return Indiening.objects.count() == 1 and tafel.aanvraag.stand == Aanvraag.Stand.INGEDIEND


def test_a_double_click_submits_once(tafel: Tafel, mens: MaakMens) -> None:
    tafel.akkoord_van(*PARTNERS)
    anker = mens("anker", viewport=SMAL)
    sta_klaar(tafel, anker)

    anker.inhoud.get_by_role("button", name="Dien de aanvraag in").dblclick()

    anker.leest("Wij hebben de aanvraag ontvangen", "Op tijd")
    anker.oog.kijk(anker.pagina)
    assert is_een_keer_ingediend(tafel)


def test_two_tabs_and_two_signatories_at_once_submit_once_and_all_land_on_the_receipt(
    tafel: Tafel, mens: MaakMens
) -> None:
    tafel.akkoord_van(*PARTNERS)
    anker, tweede = mens("anker"), mens("tweede")
    tabblad = Speler(anker.pagina.context.new_page(), anker.oog, met_script=True)
    sta_klaar(tafel, anker, tabblad, tweede)

    druk_tegelijk(anker, tabblad, tweede)

    assert is_een_keer_ingediend(tafel)


# --- the municipality at the table ---


def opmerking(speler: Speler, tekst: str) -> Locator:
    return speler.inhoud.get_by_role("article").filter(has_text=tekst)


def test_a_comment_is_answered_and_settled_and_what_the_municipality_keeps_is_not_there_for_others(
    tafel: Tafel, mens: MaakMens
) -> None:
    begeleider, beleid, brug = mens("begeleider"), mens("beleid"), mens("brug", viewport=SMAL)
    begeleider.ga(tafel.pad("opmerkingen"))
    begeleider.vul("Uw opmerking", "Wie belt er in het weekend?")
    begeleider.klik("Plaats de opmerking")
    beleid.ga(tafel.pad("opmerkingen"))
    beleid.leest("Wie belt er in het weekend?")
    beleid.vul("Uw opmerking", "Past dit binnen het plafond?")
    beleid.vink("Alleen de gemeente")
    beleid.klik("Plaats de opmerking")
    beleid.leest("Past dit binnen het plafond?")

    brug.ga(tafel.pad("opmerkingen"))
    brug.leest("Wie belt er in het weekend?")
    expect(brug.inhoud).not_to_contain_text("Past dit binnen het plafond?")
    beleid.foto("opmerkingen")
    brug.inhoud.get_by_text("Antwoord op Iemand van Begeleider").click()
    brug.vul("Uw antwoord", "Wij, samen met Duin.")
    brug.klik("Plaats het antwoord")
    brug.leest("Wij, samen met Duin.")
    begeleider.ga(tafel.pad("opmerkingen"))
    begeleider.leest("Wij, samen met Duin.")
    begeleider.klik("Handel af")

    begeleider.leest("De opmerking is afgehandeld.")
