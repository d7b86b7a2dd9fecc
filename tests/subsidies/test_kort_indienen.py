"""The short form: last year's answers, and agreeing and submitting in one."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from regelingen.models import Vraag
from subsidies.models import Akkoord, Indiening
from subsidies.selectors import laad_dossier
from subsidies.selectors.vorige import vorige_van
from subsidies.services.alleen import dien_alleen_in
from subsidies.services.antwoord import bewaar_antwoord
from tests.subsidies.conftest import geweigerd, tegelijk
from tests.subsidies.kort import (
    TEKST,
    Loket,
    begin,
    dien_in,
    gezien,
    invoer,
    open_loket,
    vorig_jaar,
    vul_in,
)

Als = Callable[..., Client]


@pytest.fixture
def loket(db: None) -> Loket:
    return open_loket()


@pytest.fixture
def begonnen(loket: Loket) -> Loket:
    begin(loket)
    return loket


@pytest.fixture
def ingevuld(begonnen: Loket) -> Loket:
    vul_in(begonnen)
    return begonnen


def adres(loket: Loket, naam: str = "kort") -> str:
    return reverse(f"subsidies:{naam}", args=[loket.aanvraag().kenmerk])


# --- last year ---


def test_last_years_answers_are_the_first_version_and_amounts_are_asked_anew(loket: Loket) -> None:
    oud = vorig_jaar(loket)

    begin(loket)

    dossier = laad_dossier(loket.aanvraag())
    assert {(vraag.tekst, vraag.versie) for vraag in dossier.vragen} == {(TEKST, 1)}
    assert dossier.gevraagd_totaal == 0
    vorige = vorige_van(loket.aanvraag())
    assert vorige is not None
    assert (vorige.kenmerk, vorige.jaar, vorige.gevraagd) == (oud.kenmerk, 2026, Decimal("8000.00"))


def test_nobody_elses_answers_are_taken_over(loket: Loket) -> None:
    vorig_jaar(loket)

    begin(loket, "regenboog")

    assert not loket.aanvraag("regenboog").antwoorden.exclude(tekst="").exists()


def test_an_answer_that_no_longer_fits_stays_empty(loket: Loket) -> None:
    vorig_jaar(loket)
    vraag = Vraag.objects.get(regeling__code="zelforganisaties", code="wat")
    Vraag.objects.create(
        regeling=vraag.regeling,
        code="wat",
        vraag="Wat gaat u doen, kort?",
        max_lengte=10,
        volgorde=1,
        geldig_van="2020-01-01",
    )

    begin(loket)

    teksten = dict(loket.aanvraag().antwoorden.values_list("formuliervraag__code", "tekst"))
    assert (teksten["wat"], teksten["voor-wie"]) == ("", TEKST)


def test_what_was_taken_over_says_so_until_it_is_changed(loket: Loket, als: Als) -> None:
    vorig_jaar(loket)
    begin(loket)
    client, eerste = als(loket["lotus"]), loket.aanvraag().antwoorden.order_by("pk")[0]

    voor = client.get(adres(loket)).content.decode()
    vul_in(loket)
    bewaar_antwoord(antwoord_id=eerste.pk, tekst="Anders.", versie=1, door=loket["lotus"])
    na = client.get(adres(loket)).content.decode()
    controle = client.get(adres(loket, "kort_controle")).content.decode()

    assert voor.count("Overgenomen van 2026: controleer") == 5
    assert na.count("Overgenomen van 2026: controleer") == 4
    assert controle.count("Zelfde als voor 2026") == 4
    assert controle.count("Anders dan voor 2026") == 1


# --- submitting ---


def test_akkoord_and_submission_are_one_act(ingevuld: Loket) -> None:
    indiening = dien_in(ingevuld)

    assert ingevuld.aanvraag().stand == "ingediend"
    assert Akkoord.objects.get().door == ingevuld["lotus"]
    assert [rij["tekst"] for rij in indiening.inhoud["antwoorden"]] == [TEKST] * 5
    assert "thematafel" not in str(indiening.ontvangstbevestiging.snapshot)


def test_a_second_click_finds_it_submitted(ingevuld: Loket) -> None:
    hash_ = gezien(ingevuld)
    dien_in(ingevuld)

    with geweigerd("aanvraag.geen_concept"):
        dien_alleen_in(aanvraag_id=ingevuld.aanvraag().pk, gezien=hash_, door=ingevuld["lotus"])


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_submit_once() -> None:
    loket = open_loket()
    begin(loket)
    vul_in(loket)
    pk, hash_ = loket.aanvraag().pk, gezien(loket)

    uitkomsten = tegelijk(*[lambda: dien_alleen_in(aanvraag_id=pk, gezien=hash_, door=loket["lotus"])] * 2)

    assert sorted(uitkomsten) == ["aanvraag.geen_concept", "gelukt"]
    assert (Indiening.objects.count(), Akkoord.objects.count()) == (1, 1)


def test_what_changed_since_it_was_read_is_not_submitted(ingevuld: Loket) -> None:
    hash_ = gezien(ingevuld)
    vul_in(ingevuld, kosten="9500")

    with geweigerd("akkoord.inhoud_gewijzigd"):
        dien_alleen_in(aanvraag_id=ingevuld.aanvraag().pk, gezien=hash_, door=ingevuld["lotus"])


def test_an_incomplete_form_is_not_submitted_and_not_agreed_to(begonnen: Loket) -> None:
    with geweigerd("aanvraag.onvolledig"):
        dien_in(begonnen)


@pytest.mark.parametrize("wie", ["lotus_schrijft", "lotus_leest", "beoordelaar", "regenboog"])
def test_only_a_signatory_submits(wie: str, ingevuld: Loket) -> None:
    hash_ = gezien(ingevuld)

    with geweigerd("deel.niet_eigen" if wie in {"beoordelaar", "regenboog"} else "toegang.rol"):
        dien_alleen_in(aanvraag_id=ingevuld.aanvraag().pk, gezien=hash_, door=ingevuld[wie])


def test_who_prepares_sees_that_somebody_else_submits(ingevuld: Loket, als: Als) -> None:
    client = als(ingevuld["lotus_schrijft"])

    assert "Een tekenbevoegde van uw organisatie" in client.get(adres(ingevuld, "kort_controle")).content.decode()
    assert client.post(adres(ingevuld, "kort_controle"), {"bevestig": "on", "gezien": "x"}).status_code == 403


def test_from_the_counter_to_the_receipt(loket: Loket, als: Als) -> None:
    client = als(loket["lotus"])
    loketpagina = reverse("subsidies:aanvraag_van_tafel", args=[loket.tafel.uitvraag.kenmerk, loket.tafel.thema.code])

    assert client.get(loketpagina).status_code == 200
    assert client.post(loketpagina, follow=True).redirect_chain[-1][0] == adres(loket)
    ingevuld = client.post(adres(loket), invoer(loket.aanvraag(), controle="1"), follow=True)
    assert ingevuld.redirect_chain[-1][0] == adres(loket, "kort_controle")
    klaar = client.post(adres(loket, "kort_controle"), {"bevestig": "on", "gezien": gezien(loket)}, follow=True)
    assert klaar.redirect_chain[-1][0] == adres(loket, "ingediend")
    assert TEKST in klaar.content.decode()
    assert client.post(adres(loket, "kort_controle"), {"bevestig": "on"}).status_code == 302
    assert "Gezamenlijke" not in klaar.content.decode()
