"""The pages of payments, as finance and the recipients walk through them."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from begroting.services.betalen import boek_betalingen
from organisaties.models import Organisatie
from subsidies.models import Subsidiejaar
from tests.subsidies.conftest import Wereld
from tests.uitvoering.betalen import (
    NIEUW_IBAN,
    betaal,
    bewijs,
    exporteer,
    maak_klaar,
    stel_samen,
    termijn,
    vraag_rekening,
)
from tests.uitvoering.conftest import subsidie_van
from uitvoering.models import Betaalbatch, Betaling, Doorbetaling, Rekeningwijziging
from uitvoering.selectors.betaalkalender import Kalenderrij, als_ics
from uitvoering.services import rekening

TOT = {"tot_en_met": "31-12-2027"}


@pytest.fixture
def klaar(verleend: Wereld) -> Wereld:
    return maak_klaar(verleend)


def adres(naam: str, *args: object) -> str:
    return reverse(f"uitvoering:{naam}", args=args)


def tekst(antwoord) -> str:
    return antwoord.getvalue().decode()


def test_finance_pays_everything_that_is_due_from_page_to_page(klaar: Wereld, als):
    client = als(klaar["financieel"])
    lijst = client.get(adres("betaalbaar"), TOT)
    assert (lijst.status_code, len(lijst.context["vrij"])) == (200, 8)

    client.post(f"{adres('betaalbaar')}?tot_en_met=31-12-2027", {"betaaldag": "15-01-2027", "alles": "ja"})
    batch = Betaalbatch.objects.get()
    als(klaar["tweede_financieel"]).post(adres("betaalbatch_goedkeuren", batch.kenmerk))
    client = als(klaar["financieel"])
    client.post(adres("betaalbatch_exporteren", batch.kenmerk))
    eerste = client.get(adres("betaalbatch_bestand", batch.kenmerk))
    tweede = client.get(adres("betaalbatch_bestand", batch.kenmerk))
    client.post(
        adres("betaald_melden", batch.kenmerk),
        {"dag": "16-01-2026", "betalingen": [rij.pk for rij in batch.betalingen.all()]},
    )

    batch.refresh_from_db()
    assert batch.stand == "afgesloten"
    assert eerste.content == tweede.content
    assert eerste["Content-Type"] == "application/xml"
    assert set(Betaling.objects.values_list("stand", flat=True)) == {"betaald"}


def test_a_list_with_nothing_due_and_an_order_that_lapsed_can_be_read(klaar: Wereld, als):
    batch = stel_samen(klaar)
    client = als(klaar["financieel"])
    client.post(adres("betaalbatch_vervallen", batch.kenmerk))

    lijst, opdracht = client.get(adres("betaalbaar")), client.get(adres("betaalbatch", batch.kenmerk))

    assert "Er is niets te betalen" in tekst(lijst)
    assert (lijst.status_code, opdracht.status_code) == (200, 200)


def test_what_waits_says_why(klaar: Wereld, als):
    Organisatie.objects.filter(pk=klaar.brug.pk).update(iban="")

    pagina = tekst(als(klaar["financieel"]).get(adres("betaalbaar"), TOT))

    assert pagina.count("Er is geen geldig rekeningnummer.") == 4
    assert pagina.count('name="termijnen"') == 4


def test_nothing_chosen_or_a_wrong_day_comes_back_with_its_reason(klaar: Wereld, als):
    client, pad = als(klaar["financieel"]), f"{adres('betaalbaar')}?tot_en_met=31-12-2027"

    leeg = client.post(pad, {"betaaldag": "15-01-2027"})
    fout = client.post(pad, {"betaaldag": "gisteren", "termijnen": [termijn(klaar).pk]})

    assert (leeg.status_code, fout.status_code) == (422, 422)
    assert "Kies ten minste één termijn." in tekst(leeg)
    assert 'value="gisteren"' in tekst(fout)
    assert f'value="{termijn(klaar).pk}" checked' in " ".join(tekst(fout).split())
    assert not Betaalbatch.objects.exists()


def test_who_put_it_together_gets_no_button_to_approve(klaar: Wereld, als):
    pad = adres("betaalbatch", stel_samen(klaar).kenmerk)

    eigen = tekst(als(klaar["financieel"]).get(pad))
    ander = tekst(als(klaar["tweede_financieel"]).get(pad))

    assert ("Keur deze opdracht goed" in eigen, "Keur deze opdracht goed" in ander) == (False, True)


def test_a_payment_is_taken_out_and_an_order_lapses_by_a_button(klaar: Wereld, als):
    client = als(klaar["financieel"])
    batch = stel_samen(klaar, termijn(klaar), termijn(klaar, 2))

    client.post(adres("betaling_uitnemen", batch.betalingen.all()[0].kenmerk))
    client.post(adres("betaalbatch_vervallen", batch.kenmerk))

    batch.refresh_from_db()
    assert batch.stand == "vervallen"


def test_the_file_of_the_bank_is_read_on_the_page(klaar: Wereld, als):
    kenmerk = exporteer(klaar).betalingen.get().kenmerk
    csv = f"Betaalkenmerk;Betaald op\n{kenmerk};16-01-2026\nLOON;16-01-2026\n"
    client, pad = als(klaar["financieel"]), adres("betaalterugmelding")

    fout = client.post(pad, {"bestand": SimpleUploadedFile("x.csv", b"iets anders")})
    goed = client.post(pad, {"bestand": SimpleUploadedFile("x.csv", csv.encode())}, follow=True)

    assert fout.status_code == 422
    assert "De eerste regel moet zijn" in tekst(fout)
    assert "Verwerkt: 1 betaald, 0 teruggekomen, 0 al bekend, 1 van anderen." in tekst(goed)


def test_a_payment_that_came_back_is_told_by_hand(klaar: Wereld, als):
    [betaling] = betaal(klaar)
    client, pad = als(klaar["financieel"]), adres("betaling_teruggekomen", betaling.kenmerk)

    leeg = client.post(pad, {"dag": "17-01-2026"})
    client.post(pad, {"dag": "17-01-2026", "reden": "Rekening opgeheven"})

    assert leeg.status_code == 422
    assert (termijn(klaar).stand, Betaling.objects.get().reden) == ("open", "Rekening opgeheven")


def test_the_list_for_the_administration_has_no_live_formulas(klaar: Wereld, als):
    Organisatie.objects.filter(pk=klaar.anker.pk).update(naam="=HYPERLINK(1)")

    csv = tekst(als(klaar["financieel"]).get(adres("betaalbatch_csv", exporteer(klaar).kenmerk)))

    assert ";'=HYPERLINK(1);" in csv
    assert ";15.000,00;15-01-2027" in csv


def test_without_an_export_there_is_no_file(klaar: Wereld, als):
    antwoord = als(klaar["financieel"]).get(adres("betaalbatch_bestand", stel_samen(klaar).kenmerk), follow=True)

    assert "Deze opdracht is nog niet geëxporteerd." in tekst(antwoord)


def test_the_reconciliation_lists_what_does_not_agree(klaar: Wereld, als):
    betaal(klaar)
    client = als(klaar["financieel"])
    assert "Alles sluit aan." in tekst(client.get(adres("aansluiting"), {"verschil": "1"}))
    jaar = Subsidiejaar.objects.get(subsidie=subsidie_van(klaar, klaar.brug), jaar=2028)
    boek_betalingen(
        boekstuk_kenmerk="los",
        datum=datetime.date(2026, 1, 1),
        door=klaar["financieel"],
        omschrijving="Buiten het schema om",
        betalingen=[(jaar.verplichting_id, 1)],
    )

    verschil = client.get(adres("aansluiting"), {"verschil": "1"})
    alles = client.get(adres("aansluiting"))
    csv = tekst(client.get(adres("aansluiting_csv")))

    assert [(rij.ontvanger, rij.jaar) for rij in verschil.context["rijen"]] == [(klaar.brug.naam, 2028)]
    assert "Het grootboek en de betalingen zijn niet gelijk." in tekst(verschil)
    assert len(alles.context["rijen"]) == 4
    assert ";2027;60.000,00;60.000,00;0,00;15.000,00;15.000,00;0,00;" in csv


def test_a_partner_sees_when_it_is_paid_and_takes_the_days_along(klaar: Wereld, als):
    betaal(klaar)
    client = als(klaar["anker_leest"])

    pagina = client.get(adres("betaalkalender"))
    agenda = client.get(adres("betaalkalender_ics"))

    assert (str(pagina.context["beeld"].betaald), str(pagina.context["beeld"].nog)) == ("15000.00", "105000.00")
    assert klaar.brug.naam not in tekst(pagina)
    assert agenda["Content-Type"] == "text/calendar; charset=utf-8"
    assert tekst(agenda).count("BEGIN:VEVENT") == 7
    assert "DTSTART;VALUE=DATE:20270415\r\n" in tekst(agenda)


def test_a_calendar_line_is_escaped_and_folded():
    rij = Kalenderrij(1, "SB-1", "Zorg; samen, " + "é" * 60, 2027, 1, datetime.date(2027, 1, 15), 1, "open", "", None)

    regels = als_ics([rij], datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)).split("\r\n")

    assert "SUMMARY:Subsidie Zorg\\; samen\\, " in "".join(regels)
    assert max(len(regel.encode()) for regel in regels) <= 75
    assert "".join(regels).replace(" ", "").count("é") == 60


@pytest.mark.usefixtures("voor_allen")
def test_the_page_of_a_grant_shows_its_payments(klaar: Wereld, als):
    betaal(klaar)

    pagina = tekst(als(klaar["anker"]).get(adres("subsidie", subsidie_van(klaar, klaar.anker).kenmerk)))

    assert "2027, termijn 1" in " ".join(pagina.split())
    assert adres("doorbetaalstaat", subsidie_van(klaar, klaar.anker).kenmerk) in pagina


def test_a_recipient_asks_for_another_number_and_two_officers_look(klaar: Wereld, als):
    client = als(klaar["anker"])
    fout = client.post(adres("rekening"), {"iban": "NL00FOUT", "bewijs": bewijs()})
    client.post(adres("rekening"), {"iban": NIEUW_IBAN, "bewijs": bewijs()})
    wijziging = Rekeningwijziging.objects.get()
    eerste = als(klaar["financieel"])
    geen_uitleg = eerste.post(adres("rekening_controleren", wijziging.pk), {"controle": ""})
    eerste.post(adres("rekening_controleren", wijziging.pk), {"controle": "Teruggebeld"})
    zelf = tekst(eerste.get(adres("rekeningwijziging", wijziging.pk)))
    als(klaar["tweede_financieel"]).post(adres("rekening_goedkeuren", wijziging.pk))

    assert (fout.status_code, geen_uitleg.status_code) == (422, 422)
    assert 'value="NL00FOUT"' in tekst(fout)
    assert "Keur het nieuwe nummer goed" not in zelf
    assert Organisatie.objects.get(pk=klaar.anker.pk).iban == NIEUW_IBAN


def test_a_request_is_refused_with_a_reason_that_its_asker_reads(klaar: Wereld, als):
    wijziging = vraag_rekening(klaar)
    als(klaar["financieel"]).post(adres("rekening_afwijzen", wijziging.pk), {"reden": "De pas is onleesbaar"})

    assert "De pas is onleesbaar" in tekst(als(klaar["anker"]).get(adres("rekening")))


def test_the_proof_is_for_finance_and_the_own_organisation(klaar: Wereld, als):
    pad = adres("rekening_bewijs", vraag_rekening(klaar).pk)

    codes = {wie: als(klaar[wie]).get(pad).status_code for wie in ("financieel", "anker", "brug", "beoordelaar")}

    assert codes == {"financieel": 200, "anker": 200, "brug": 404, "beoordelaar": 403}


def test_a_request_is_let_go(klaar: Wereld, als):
    wijziging = vraag_rekening(klaar)

    als(klaar["anker"]).post(adres("rekening_intrekken", wijziging.pk))

    wijziging.refresh_from_db()
    assert wijziging.stand == "ingetrokken"


def test_the_form_of_the_organisation_says_where_the_number_changes(klaar: Wereld, als):
    antwoord = als(klaar["financieel"]).get(reverse("organisaties:wijzig", args=[klaar.anker.pk]))

    assert antwoord.status_code == 403
    assert "vraagt de organisatie zelf aan" in tekst(antwoord)


@pytest.mark.usefixtures("voor_allen")
def test_the_penvoerder_keeps_what_it_passed_on(verleend: Wereld, als):
    kenmerk = subsidie_van(verleend, verleend.anker).kenmerk
    client, pad = als(verleend["anker"]), adres("doorbetaalstaat", kenmerk)
    regel = {"jaar": 2027, "ontvanger": verleend.brug.pk, "bedrag": "20.000", "betaald_op": "01-06-2026"}

    te_veel = client.post(pad, regel | {"bedrag": "60.000,01"})
    client.post(pad, regel | {"bewijs": bewijs()})
    rij = Doorbetaling.objects.get()
    gezien = tekst(als(verleend["beoordelaar"]).get(pad))
    bestand = als(verleend["anker"]).get(adres("doorbetaling_bewijs", kenmerk, rij.pk))
    als(verleend["anker"]).post(adres("doorbetaling_intrekken", kenmerk, rij.pk))

    assert te_veel.status_code == 422
    assert "is nog €" in tekst(te_veel)
    assert "40.000" in gezien
    assert bestand.status_code == 200
    rij.refresh_from_db()
    assert rij.ingetrokken_op is not None


def test_a_penvoerder_with_a_decision_of_its_own_has_no_doorbetaalstaat(verleend: Wereld, als):
    subsidie = subsidie_van(verleend, verleend.anker)
    hub = als(verleend["anker"]).get(adres("subsidie", subsidie.kenmerk)).content.decode()

    assert "Doorbetaalstaat" not in hub
    assert als(verleend["anker"]).get(adres("doorbetaalstaat", subsidie.kenmerk)).status_code == 404


@pytest.mark.usefixtures("voor_allen")
def test_a_grant_for_its_recipient_alone_has_no_doorbetaalstaat(verleend: Wereld, als):
    pad = adres("doorbetaalstaat", subsidie_van(verleend, verleend.brug).kenmerk)

    assert als(verleend["brug"]).get(pad).status_code == 404


def test_a_second_request_waits_for_the_first(klaar: Wereld, als):
    vraag_rekening(klaar)
    als(klaar["anker"]).post(adres("rekening"), {"iban": "NL20INGB0001234567", "bewijs": bewijs()})

    assert Rekeningwijziging.objects.count() == 1
    assert Rekeningwijziging.objects.get().stand == rekening.Stand.GEVRAAGD
