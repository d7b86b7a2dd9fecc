"""The page of one grant and the list of grants."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid
from tests.hulp.klok import over_dagen
from tests.subsidies.conftest import Wereld
from tests.uitvoering.afloop import betaal, vorder_terug
from tests.uitvoering.conftest import stel_bijstelling_voor, subsidie_van
from uitvoering.selectors.betaalkalender import kalender
from uitvoering.selectors.subsidie import laad_subsidie
from uitvoering.services import besluiten, voorbereiden
from uitvoering.toegang import haal_subsidie

MEER = Decimal("5000.00")


def bijgesteld(wereld: Wereld, jaar: int = 2027, bedrag: Decimal = MEER) -> None:
    voorstel = stel_bijstelling_voor(wereld, {jaar: bedrag})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=wereld["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=wereld["besluitnemer"])


def bijgesteld_omlaag(wereld: Wereld) -> None:
    voorstel = stel_bijstelling_voor(wereld, {2027: -MEER}, grond="verzoek")
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=wereld["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=wereld["besluitnemer"])


def adres(wereld: Wereld) -> str:
    return reverse("uitvoering:subsidie", args=[subsidie_van(wereld, wereld.anker).kenmerk])


def test_reclaiming_is_offered_only_when_too_much_was_paid(verleend: Wereld, als):
    knop, client = "Vorder terug wat te veel is betaald", als(verleend["beoordelaar"])
    betaal(verleend, Decimal("60000.00"))
    assert knop not in client.get(adres(verleend)).content.decode()

    bijgesteld_omlaag(verleend)

    assert knop in als(verleend["beoordelaar"]).get(adres(verleend)).content.decode()
    assert knop not in als(verleend["anker"]).get(adres(verleend)).content.decode()
    vorder_terug(verleend, {2027: MEER}, grond="voorschot")
    assert knop not in als(verleend["beoordelaar"]).get(adres(verleend)).content.decode()


def test_the_six_figures_stand_apart_per_year(verleend: Wereld):
    bijgesteld(verleend)

    beeld = laad_subsidie(
        haal_subsidie(verleend["beoordelaar"], subsidie_van(verleend, verleend.anker).kenmerk),
        verleend["beoordelaar"],
    )

    rij = beeld.jaren[0]
    assert (rij.jaar, rij.stand.gevraagd, rij.voorgesteld) == (2027, Decimal("60000.00"), Decimal("60000.00"))
    assert (rij.stand.verleend, rij.stand.gewijzigd, rij.stand.vastgesteld, rij.stand.betaald) == (
        Decimal("60000.00"),
        MEER,
        None,
        Decimal("0.00"),
    )
    assert (beeld.verleend, beeld.gewijzigd, beeld.nu, beeld.vastgesteld) == (
        Decimal("120000.00"),
        MEER,
        Decimal("125000.00"),
        None,
    )
    assert [besluit.soort for besluit in beeld.besluiten] == ["Bijstelling", "Verlening"]


def test_the_recipient_reads_its_grant_without_the_proposed_amounts(verleend: Wereld, als):
    pagina = als(verleend["anker"]).get(adres(verleend))

    assert pagina.status_code == 200
    assert "Voorgesteld" not in pagina.content.decode()
    assert "Vraag een wijziging aan" in pagina.content.decode()


@pytest.mark.parametrize("wie", ["brug", "buiten"])
def test_the_grant_of_another_does_not_exist(verleend: Wereld, als, wie: str):
    assert als(verleend[wie]).get(adres(verleend)).status_code == 404


def test_nobody_there_knows_before_the_day_on_which_all_letters_are_released(verleend: Wereld):
    kenmerk, anker = subsidie_van(verleend, verleend.anker).kenmerk, verleend["anker"]

    with over_dagen(-1):
        with pytest.raises(Http404):
            haal_subsidie(anker, kenmerk)
        assert kalender(anker).rijen == []
        assert haal_subsidie(verleend["beoordelaar"], kenmerk).ontvanger == verleend.anker

    assert haal_subsidie(anker, kenmerk).ontvanger == verleend.anker


def test_the_council_reads_no_grants(verleend: Wereld, als):
    assert als(maak_lid(Rol.COMMISSIELID)).get(adres(verleend)).status_code == 403


def test_an_officer_begins_every_kind_from_the_page(verleend: Wereld, als):
    tekst = als(verleend["beoordelaar"]).get(adres(verleend)).content.decode()

    for soort in ("bijstelling", "intrekking", "opschorting"):
        kenmerk = subsidie_van(verleend, verleend.anker).kenmerk
        assert reverse("uitvoering:voorstel_nieuw", args=[kenmerk, soort]) in tekst


def test_the_page_costs_as_much_for_one_decision_as_for_five(verleend: Wereld, als):
    client, pagina = als(verleend["beoordelaar"]), adres(verleend)
    client.get(pagina)
    with CaptureQueriesContext(connection) as een:
        client.get(pagina)
    for _ in range(4):
        bijgesteld(verleend)

    with CaptureQueriesContext(connection) as vijf:
        client.get(pagina)

    assert len(vijf) == len(een) <= 12


def test_officers_narrow_the_list_and_nonsense_narrows_nothing(verleend: Wereld, als):
    client, lijst = als(verleend["beoordelaar"]), reverse("uitvoering:subsidies")

    alles = client.get(lijst).context["rijen"]
    gezocht = client.get(lijst, {"zoek": "anker", "jaar": "2027", "stand": "lopend"}).context["rijen"]
    later = client.get(lijst, {"jaar": "2027", "stand": "ingetrokken"}).context["rijen"]
    onzin = client.get(lijst, {"jaar": "<b>", "thema": "9999999999999999999"}).context["rijen"]

    assert [rij.ontvanger for rij in alles] == ["Stichting Voorbeeld Brug", "Stichting Voorbeeld Anker"]
    assert [rij.ontvanger for rij in gezocht] == ["Stichting Voorbeeld Anker"]
    assert later == []
    assert onzin == alles


def test_a_partner_lists_its_own_grants(verleend: Wereld, als):
    pagina = als(verleend["brug"]).get(reverse("uitvoering:subsidies"))

    assert [rij.ontvanger for rij in pagina.context["rijen"]] == ["Stichting Voorbeeld Brug"]
    assert "Mijn subsidies" in pagina.content.decode()
