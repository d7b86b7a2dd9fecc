"""The pages of objections and notices of default, and the file of a case as one PDF."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from brieven.models import Brief
from brieven.services.verwerk import verwerk
from organisaties.models import Lidmaatschap
from tests.hulp.bestanden import PDF, PNG
from tests.hulp.subsidies import maak_collegebesluit
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.bezwaarhulp import beschikking_van, gehoord, leg_voor, maak, met_behandelaar, stel_voor
from uitvoering.models import Bezwaar, Ingebrekestelling
from uitvoering.services import bezwaar, dossier

Als = Callable[[Lidmaatschap], Client]


@pytest.fixture
def zaak(verleend: Wereld) -> Wereld:
    return met_behandelaar(verleend)


def adres(naam: str, *args: object) -> str:
    return reverse(f"uitvoering:{naam}", args=args)


def test_a_partner_objects_from_its_letter_and_lands_on_its_objection(zaak: Wereld, als: Als):
    maken = adres("bezwaar_maken", beschikking_van(zaak, zaak.anker).kenmerk)

    antwoord = als(zaak["anker"]).post(maken, {"gronden": "Wij bereiken meer.", "bestand": ""}, follow=True)

    gemaakt = Bezwaar.objects.get()
    assert antwoord.redirect_chain == [(adres("bezwaar", gemaakt.kenmerk), 302)]
    assert "Wij bereiken meer." in antwoord.content.decode()


def test_an_officer_enters_what_came_by_post_and_an_error_keeps_what_was_typed(zaak: Wereld, als: Als):
    client = als(zaak["beoordelaar"])
    maken = adres("bezwaar_maken", beschikking_van(zaak, zaak.anker).kenmerk)
    velden = {"organisatie": zaak.brug.pk, "wijze": "post", "gronden": "Zonder datum."}

    antwoord = client.post(maken, velden)

    assert antwoord.status_code == 422
    assert "Zonder datum." in antwoord.content.decode()
    assert not Bezwaar.objects.exists()


def test_every_page_of_a_running_objection_can_be_read(zaak: Wereld, als: Als):
    gemaakt = gehoord(zaak)
    stel_voor(zaak, gemaakt, "gegrond", {2027: 66000})
    client = als(zaak["behandelaar"])

    antwoorden = {
        naam: client.get(adres(naam, gemaakt.kenmerk)).status_code
        for naam in ("bezwaar", "bezwaar_uitkomst", "bezwaar_stukken", "bezwaar_aanvullen", "bezwaar_brief")
    }
    stappen = {
        stap: client.get(adres("bezwaar_stap", gemaakt.kenmerk, stap)).status_code
        for stap in ("oppakken", "commissie", "uitstel", "verdagen", "voorleggen")
    }

    assert set(antwoorden.values()) | set(stappen.values()) == {200}
    assert client.get(adres("bezwaar_stap", gemaakt.kenmerk, "bestaat-niet")).status_code == 404
    assert client.get(adres("bezwaren")).status_code == 200


def test_a_step_that_is_refused_says_why_on_its_page(zaak: Wereld, als: Als):
    gemaakt = gehoord(zaak)

    antwoord = als(zaak["behandelaar"]).post(adres("bezwaar_stap", gemaakt.kenmerk, "voorleggen"))

    assert antwoord.status_code == 422
    assert "Stel eerst een uitkomst voor" in antwoord.content.decode()


def test_the_whole_road_over_the_pages(zaak: Wereld, als: Als):
    gemaakt = maak(zaak)
    client = als(zaak["behandelaar"])
    client.post(adres("bezwaar_stap", gemaakt.kenmerk, "oppakken"))
    client.post(adres("bezwaar_stap", gemaakt.kenmerk, "afzien"), {"grond": "verklaard", "toelichting": "Per mail."})
    client.post(
        adres("bezwaar_uitkomst", gemaakt.kenmerk),
        {"uitkomst": "gegrond", "motivering": "U hebt gelijk.", "jaar_2027": "61.000", "jaar_2028": "60.000"},
    )
    client.post(adres("bezwaar_stap", gemaakt.kenmerk, "voorleggen"))

    antwoord = als(zaak["tweede_besluitnemer"]).post(adres("bezwaar_besluit", gemaakt.kenmerk), {"bevestig": "on"})

    gemaakt.refresh_from_db()
    assert antwoord.status_code == 302
    assert (gemaakt.stand, gemaakt.uitkomst) == ("besloten", "gegrond")
    assert [(rij.jaar, rij.verleend) for rij in gemaakt.beslissing.bedragen.all()] == [(2027, 1000)]


def test_who_decides_under_mandate_cannot_choose_a_decision_of_the_college_instead(zaak: Wereld, als: Als):
    gemaakt = leg_voor(zaak, stel_voor(zaak, gehoord(zaak), "ongegrond"))
    college = maak_collegebesluit(zaak["behandelaar"], "2026/0001")
    zaak["tweede_besluitnemer"].mandaten.filter(soort_besluit="bezwaar").delete()

    antwoord = als(zaak["tweede_besluitnemer"]).post(
        adres("bezwaar_besluit", gemaakt.kenmerk), {"bevestig": "on", "collegebesluit": college.pk}
    )

    gemaakt.refresh_from_db()
    assert antwoord.status_code == 422
    assert "U hebt geen mandaat" in antwoord.content.decode()
    assert gemaakt.stand == "voorgelegd"


def test_another_partner_does_not_know_of_an_objection(zaak: Wereld, als: Als):
    gemaakt = maak(zaak)

    assert als(zaak["brug"]).get(adres("bezwaar", gemaakt.kenmerk)).status_code == 404
    assert als(zaak["buiten"]).get(adres("bezwaar_maken", gemaakt.beschikking.kenmerk)).status_code == 404


def test_a_file_with_an_objection_is_for_who_may_read_it(zaak: Wereld, als: Als):
    gemaakt = maak(zaak, bestand=SimpleUploadedFile("bezwaar.pdf", PDF))
    stuk = adres("bezwaar_stuk", gemaakt.kenmerk, gemaakt.stukken.get().pk)

    assert als(zaak["anker"]).get(stuk).content == PDF
    assert als(zaak["brug"]).get(stuk).status_code == 404


def test_a_partner_gives_notice_and_reads_that_nothing_runs_yet(zaak: Wereld, als: Als):
    gemaakt = maak(zaak)
    nieuw = adres("ingebrekestelling_nieuw", zaak.aanvraag.kenmerk)

    antwoord = als(zaak["anker"]).post(f"{nieuw}?bezwaar={gemaakt.kenmerk}", follow=True)

    gesteld = Ingebrekestelling.objects.get()
    assert (gesteld.bezwaar, gesteld.geldig) == (gemaakt, False)
    assert "Er loopt geen dwangsom" in antwoord.content.decode()


# --- the file ---


@pytest.fixture
def vol(zaak: Wereld) -> Wereld:
    """An objection with a PDF and a picture; the decision letters were made."""
    gemaakt = gehoord(zaak, bestand=SimpleUploadedFile("bezwaar.pdf", _pdf()))
    bezwaar.voeg_stuk_toe(
        bezwaar_id=gemaakt.pk, soort="overig", bestand=SimpleUploadedFile("foto.png", PNG), door=zaak["anker"]
    )
    stel_voor(zaak, gemaakt, "ongegrond")
    leg_voor(zaak, gemaakt)
    for brief in Brief.objects.filter(soort="verlening"):
        verwerk(brief_id=brief.pk)
    return zaak


def _pdf() -> bytes:
    schrijver, uit = PdfWriter(), io.BytesIO()
    schrijver.add_blank_page(595, 842)
    schrijver.write(uit)
    return uit.getvalue()


def test_the_file_holds_everything_in_order_with_an_inventory_and_page_numbers(vol: Wereld):
    inhoud = dossier.maak_dossier(aanvraag=vol.aanvraag, door=vol["behandelaar"])

    lezer = PdfReader(io.BytesIO(inhoud))
    titels = [str(item.title) for item in lezer.outline]
    assert titels[0] == "Inventaris"
    assert [titel.split(". ", 1)[1].split(" ")[0] for titel in titels[1:]] == [
        "Aanvraag",
        "Beoordeling",
        "Bezwaar",
        "Bezwaarschrift",
        "Verlening",
        "Verlening",
    ]
    voorin = lezer.pages[0].extract_text()
    assert "foto.png" in voorin
    assert "geen pdf: los bij het dossier" in voorin
    laatste = len(lezer.pages)
    assert f"bladzijde {laatste} van {laatste}" in lezer.pages[-1].extract_text()
    assert lezer.metadata.title == f"Dossier {vol.aanvraag.kenmerk}"
    assert lezer.trailer["/Root"]["/Lang"] == "nl"
    assert lezer.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_the_same_case_gives_the_same_bytes(vol: Wereld):
    eerste, tweede = (dossier.maak_dossier(aanvraag=vol.aanvraag, door=vol["behandelaar"]) for _ in range(2))

    assert eerste == tweede


def test_a_file_that_is_too_large_is_refused(vol: Wereld, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dossier, "MEESTE_BLADEN", 2)

    with geweigerd("dossier.te_groot"):
        dossier.maak_dossier(aanvraag=vol.aanvraag, door=vol["behandelaar"])


def test_a_partner_does_not_get_the_file(vol: Wereld, als: Als):
    assert als(vol["anker"]).get(adres("dossier_pdf", vol.aanvraag.kenmerk)).status_code == 403
    antwoord = als(vol["behandelaar"]).get(adres("dossier_pdf", vol.aanvraag.kenmerk))
    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "application/pdf")
