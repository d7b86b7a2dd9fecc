"""Submitting once, frozen, with a receipt and the legal clock; and withdrawing."""

import datetime

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from brieven.models import Brief
from brieven.pdf.maken import naar_html, render
from brieven.snapshots import Ontvangstbevestiging
from kern.canoniek import sha256_van
from kern.models import Gebeurtenis
from kern.services.storing import meld_storing
from kern.termijnen.stappen import amsterdam_dag
from organisaties.models import Organisatie
from subsidies.klok import beslistermijn
from subsidies.models import Indiening
from subsidies.services import akkoord, indienen
from subsidies.services import begroting as begrotingen
from subsidies.services import voorziening as voorzieningen
from subsidies.services.antwoord import bewaar_antwoord
from tests.subsidies.conftest import (
    GEVRAAGD_ANKER,
    GEVRAAGD_BRUG,
    TEKST,
    Wereld,
    bewaar_begroting,
    dien_in,
    geef_akkoord,
    geweigerd,
)
from thematafels.models import Plafond


def test_submitting_freezes_everything_once(eens: Wereld) -> None:
    indiening = dien_in(eens)

    indiening.refresh_from_db()
    inhoud = indiening.inhoud
    assert indiening.sha256 == sha256_van(inhoud)
    assert (inhoud["format_versie"], inhoud["kenmerk"]) == (2, eens.aanvraag.kenmerk)
    assert [deel["organisatie"] for deel in inhoud["delen"]] == [eens.anker.naam, eens.brug.naam]
    assert inhoud["verdeling"] == {
        "penvoerder": eens.anker.naam,
        "gevraagd": [
            {"organisatie": eens.anker.naam, "bedragen": {"2027": "60000.00", "2028": "60000.00"}},
            {"organisatie": eens.brug.naam, "bedragen": {"2027": "40000.00", "2028": "40000.00"}},
        ],
    }
    assert {antwoord["tekst"] for antwoord in inhoud["antwoorden"]} == {TEKST}
    assert Gebeurtenis.objects.get(soort="aanvraag.ingediend", geweigerd="").feiten == {
        "gevraagd": str(2 * (GEVRAAGD_ANKER + GEVRAAGD_BRUG)),
        "hash": indiening.sha256,
    }


def test_submitting_starts_the_clock_that_the_case_shows(ingediend: Wereld) -> None:
    aanvraag = ingediend.aanvraag

    assert aanvraag.stand == "ingediend"
    assert aanvraag.ontvangen_op == aanvraag.indiening.ingediend_op
    assert aanvraag.beslis_uiterlijk == beslistermijn(aanvraag).wettelijke_dag
    assert aanvraag.beslis_uiterlijk >= amsterdam_dag(aanvraag.uitvraag.sluit_op) + datetime.timedelta(weeks=13)


def test_the_receipt_names_what_was_received_and_becomes_a_pdf(ingediend: Wereld) -> None:
    brief = Brief.objects.get()
    indiening = Indiening.objects.get()
    snapshot = Ontvangstbevestiging.from_json(brief.snapshot)

    html = naar_html(snapshot)

    assert (brief.ontvanger, brief.soort, brief.stand) == (ingediend.anker, "ontvangstbevestiging", "klaargezet")
    assert indiening.ontvangstbevestiging == brief
    assert (snapshot.sha256, snapshot.beslissen_uiterlijk) == (indiening.sha256, ingediend.aanvraag.beslis_uiterlijk)
    for deel in (ingediend.aanvraag.kenmerk, ingediend.anker.naam, ingediend.brug.naam, "VOORBEELD"):
        assert deel in html
    assert render(snapshot).inhoud.startswith(b"%PDF-1.7")


def test_just_after_midnight_in_amsterdam_counts_as_the_new_day(eens: Wereld) -> None:
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    net_voorbij = datetime.datetime.combine(morgen, datetime.time(0, 10), timezone.get_current_timezone())

    with time_machine.travel(net_voorbij, tick=False):
        dien_in(eens)

    snapshot = Ontvangstbevestiging.from_json(Brief.objects.get().snapshot)
    assert (snapshot.ontvangen_op, snapshot.tijdstip) == (morgen, "00:10")


# --- what is missing ---


def _zonder_akkoord(w: Wereld) -> None:
    akkoord.trek_akkoord_in(deel_id=w.deel(w.brug).pk, door=w["brug"])


def _zonder_tekst(w: Wereld) -> None:
    bewaar_antwoord(antwoord_id=w.aanvraag.antwoorden.last().pk, tekst="", versie=1, door=w["brug"])


def _zonder_voorziening(w: Wereld) -> None:
    deel = w.deel(w.brug)
    voorzieningen.verwijder_voorziening(voorziening_id=deel.voorzieningen.get().pk, door=w["brug"])


def _zonder_begroting(w: Wereld) -> None:
    deel = w.deel(w.brug)
    begrotingen.bewaar_begroting(deel_id=deel.pk, posten=[], versie=deel.begroting_versie, door=w["brug"])


def _boven_plafond(w: Wereld) -> None:
    Plafond.objects.filter(tafel=w.tafel, jaar=2028).update(bedrag="99999.99")


@pytest.mark.parametrize(
    ("maak_onvolledig", "tekst"),
    [
        (_zonder_akkoord, "Geef akkoord op uw deel (Stichting Voorbeeld Brug)"),
        (_zonder_tekst, "Schrijf over: Vraag over privacy (de tafel)"),
        (_zonder_voorziening, "Beschrijf ten minste één voorziening (Stichting Voorbeeld Brug)"),
        (_zonder_begroting, "Vul de begroting in (Stichting Voorbeeld Brug)"),
        (_boven_plafond, "Bedragen 2028: 0,01 euro boven het plafond (iedereen)"),
    ],
)
def test_what_is_missing_stops_the_submission_and_is_named(maak_onvolledig, tekst: str, eens: Wereld) -> None:
    maak_onvolledig(eens)

    with geweigerd("aanvraag.onvolledig") as fout:
        dien_in(eens)

    assert tekst in fout.value.bericht


def test_gaps_in_the_coverage_do_not_stop_it(eens: Wereld) -> None:
    assert eens.tafel.thema.wettelijke_taken.exists()

    assert dien_in(eens).aanvraag.stand == "ingediend"


@pytest.mark.parametrize(
    ("wie", "code"),
    [("anker_schrijft", "toegang.rol"), ("brug", "aanvraag.niet_penvoerder"), ("beoordelaar", "toegang.rol")],
)
def test_only_a_signatory_of_the_penvoerder_submits(wie: str, code: str, eens: Wereld) -> None:
    with geweigerd(code):
        dien_in(eens, wie)


def test_it_is_submitted_once(ingediend: Wereld) -> None:
    with geweigerd("aanvraag.geen_concept"):
        dien_in(ingediend)


def test_at_the_moment_of_closing_it_is_late_and_says_why(eens: Wereld) -> None:
    sluit_op = eens.tafel.uitvraag.sluit_op
    with time_machine.travel(sluit_op, tick=False):
        with geweigerd("indiening.te_laat"):
            dien_in(eens)

        indiening = dien_in(eens, toelichting="De trein stond stil.")

    assert (indiening.tijdigheid, indiening.toelichting) == ("te_laat", "De trein stond stil.")
    assert eens.aanvraag.ontvangen_op == sluit_op


def test_an_outage_on_record_excuses_it(eens: Wereld) -> None:
    sluit_op = eens.tafel.uitvraag.sluit_op
    een_uur = datetime.timedelta(hours=1)
    with time_machine.travel(sluit_op + een_uur, tick=False):
        meld_storing(
            van=sluit_op - een_uur, tot=sluit_op, omschrijving="Het portaal lag eruit.", door=eens["beoordelaar"]
        )

        indiening = dien_in(eens, toelichting="Dit is niet nodig.")

    assert (indiening.tijdigheid, indiening.toelichting) == ("verschoond", "")


def test_an_outage_gives_its_time_back_for_writing_too(gevuld: Wereld) -> None:
    sluit_op = gevuld.tafel.uitvraag.sluit_op
    een_uur = datetime.timedelta(hours=1)
    with time_machine.travel(sluit_op + een_uur, tick=False):
        with geweigerd("uitvraag.niet_open"):
            bewaar_begroting(gevuld.deel(gevuld.brug), "41000.00", gevuld["brug"])
        meld_storing(
            van=sluit_op - een_uur, tot=sluit_op, omschrijving="Het portaal lag eruit.", door=gevuld["beoordelaar"]
        )

        assert bewaar_begroting(gevuld.deel(gevuld.brug), "41000.00", gevuld["brug"]) == 2


def test_a_second_before_closing_it_is_in_time(eens: Wereld) -> None:
    with time_machine.travel(eens.tafel.uitvraag.sluit_op - datetime.timedelta(seconds=1), tick=False):
        assert dien_in(eens).aanvraag.stand == "ingediend"


@pytest.mark.parametrize("daad", ["verander", "verwijder"])
def test_the_database_rewrites_no_submission(daad: str, ingediend: Wereld) -> None:
    rijen = Indiening.objects.all()

    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        rijen.update(sha256="0" * 64) if daad == "verander" else rijen._raw_delete(rijen.db)


# --- withdrawing ---


def trek_in(wereld: Wereld, wie: str = "anker") -> None:
    indienen.trek_in(aanvraag_id=wereld.aanvraag.pk, door=wereld[wie])


@pytest.mark.parametrize("stadium", ["concept", "ingediend", "in_behandeling", "voorgesteld"])
def test_the_penvoerder_withdraws_until_it_is_decided(stadium: str, request: pytest.FixtureRequest) -> None:
    wereld = request.getfixturevalue(stadium)

    trek_in(wereld)

    assert wereld.aanvraag.stand == "ingetrokken"
    with geweigerd("verloop.ingetrokken.ingetrokken"):
        trek_in(wereld)


def test_only_a_signatory_of_the_penvoerder_withdraws(ingediend: Wereld) -> None:
    with geweigerd("aanvraag.niet_penvoerder"):
        trek_in(ingediend, "brug")
    with geweigerd("toegang.rol"):
        trek_in(ingediend, "anker_schrijft")


def test_who_agreed_stays_known_when_the_organisation_is_renamed_later(ingediend: Wereld) -> None:
    Organisatie.objects.filter(pk=ingediend.brug.pk).update(naam="Stichting Voorbeeld Later")

    indiening = Indiening.objects.get()

    assert sha256_van(indiening.inhoud) == indiening.sha256
    assert indiening.inhoud["delen"][1]["organisatie"] == "Stichting Voorbeeld Brug"


def test_agreeing_after_a_change_lets_it_through_again(eens: Wereld) -> None:
    bewaar_begroting(eens.deel(eens.brug), "41000.00", eens["brug"])
    geef_akkoord(eens, eens.anker, eens["anker"])
    geef_akkoord(eens, eens.brug, eens["brug"])

    assert dien_in(eens).inhoud["verdeling"]["gevraagd"][1]["bedragen"]["2027"] == "41000.00"
