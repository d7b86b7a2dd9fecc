"""The door: who sees a letter, who may have it made again, and what a download leaves behind."""

import datetime

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from brieven.fouten import Foutcode
from brieven.models import Brief, Stand
from brieven.tasks import maak_brief
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE, PARTNER, RAAD, Rol
from tests.brieven.voorbeelden import VERZENDDATUM
from tests.hulp.fabriek import maak_lid, maak_organisatie

pytestmark = pytest.mark.django_db

OCHTEND = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
BLADEN = ("detail", "pdf", "voortgang")
AMBTELIJK = sorted(set(GEMEENTE) - {Rol.BEHEERDER})


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(OCHTEND, tick=False) as reiziger:
        yield reiziger


@pytest.fixture
def verzonden(zet_klaar) -> Brief:
    brief = zet_klaar()
    maak_brief(brief.pk)
    brief.refresh_from_db()
    return brief


@pytest.fixture
def wachtend(zet_klaar) -> Brief:
    """Made, and to be sent tomorrow."""
    brief = zet_klaar(verzenddatum=VERZENDDATUM + datetime.timedelta(days=1))
    maak_brief(brief.pk)
    brief.refresh_from_db()
    return brief


def als(lid: Lidmaatschap) -> Client:
    client = Client()
    client.force_login(lid.gebruiker)
    return client


def adres(naam: str, brief: Brief) -> str:
    return reverse(f"brieven:{naam}", args=[brief.kenmerk])


@pytest.mark.parametrize("rol", PARTNER)
@pytest.mark.parametrize("blad", BLADEN)
def test_every_role_of_the_recipient_reads_a_sent_letter(verzonden, rol, blad):
    lid = maak_lid(rol, verzonden.ontvanger)

    assert als(lid).get(adres(blad, verzonden)).status_code == 200


@pytest.mark.parametrize("blad", BLADEN)
def test_the_recipient_sees_nothing_before_the_day(wachtend, blad):
    lid = maak_lid(Rol.TEKENBEVOEGDE, wachtend.ontvanger)

    assert als(lid).get(adres(blad, wachtend)).status_code == 404


@pytest.mark.parametrize("rol", AMBTELIJK)
@pytest.mark.parametrize("blad", BLADEN)
def test_officers_read_every_letter_before_it_is_sent_too(wachtend, rol, blad):
    assert als(maak_lid(rol)).get(adres(blad, wachtend)).status_code == 200


@pytest.mark.parametrize("rol", [*PARTNER, *RAAD, Rol.PROCESBEGELEIDER, Rol.BEHEERDER])
@pytest.mark.parametrize("blad", BLADEN)
def test_for_anybody_else_the_letter_does_not_exist(verzonden, rol, blad):
    aantal = Gebeurtenis.objects.count()

    assert als(maak_lid(rol)).get(adres(blad, verzonden)).status_code == 404
    assert Gebeurtenis.objects.count() == aantal


@pytest.mark.parametrize("kenmerk", ["%00", "SB-1%00", "%0D%0AX:1", "%F0%9F%98%80", "x" * 41])
def test_what_can_be_no_kenmerk_is_no_address(kenmerk):
    client = Client()
    client.force_login(maak_lid(Rol.BELEIDSMEDEWERKER).gebruiker)

    assert client.get(f"/brieven/{kenmerk}/").status_code == 404


@pytest.mark.parametrize("blad", BLADEN)
def test_without_login_there_is_only_the_login_page(verzonden, blad):
    antwoord = Client().get(adres(blad, verzonden))

    assert antwoord.status_code == 302
    assert antwoord.url.startswith(reverse("account_login"))


def test_a_download_is_the_stored_file_and_leaves_one_row(verzonden):
    lid = maak_lid(Rol.MEELEZER, verzonden.ontvanger)

    antwoord = als(lid).get(adres("pdf", verzonden))

    with default_storage.open(verzonden.bestand) as bestand:
        assert antwoord.content == bestand.read()
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"] == 'attachment; filename="ontvangstbevestiging-sb-2026-0011-1.pdf"'
    assert antwoord["Cache-Control"] == "private, no-store"
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    ingezien = Gebeurtenis.objects.get(soort="brief.ingezien")
    assert (ingezien.lidmaatschap_id, ingezien.over_id) == (lid.pk, verzonden.pk)
    assert ingezien.feiten == {"kenmerk": verzonden.kenmerk, "sha256": verzonden.sha256}


def test_an_officer_reading_along_is_no_reading_by_the_recipient(verzonden):
    antwoord = als(maak_lid(Rol.BESLUITNEMER)).get(adres("pdf", verzonden) + "?toon")

    assert antwoord["Content-Disposition"].startswith("inline")
    assert not Gebeurtenis.objects.filter(soort="brief.ingezien").exists()


def test_a_damaged_file_is_not_handed_out(verzonden):
    default_storage.delete(verzonden.bestand)
    lid = maak_lid(Rol.MEELEZER, verzonden.ontvanger)

    antwoord = als(lid).get(adres("pdf", verzonden), follow=True)

    assert "Het bestand van deze brief is beschadigd." in antwoord.content.decode()
    assert not Gebeurtenis.objects.filter(soort="brief.ingezien").exists()


def test_a_letter_without_a_file_sends_the_officer_back(zet_klaar):
    brief = zet_klaar()

    antwoord = als(maak_lid(Rol.FINANCIEEL)).get(adres("pdf", brief), follow=True)

    assert antwoord.redirect_chain == [(adres("detail", brief), 302)]
    assert "De brief is nog niet gemaakt." in antwoord.content.decode()


@pytest.mark.parametrize(
    ("stand", "pollt"), [("klaargezet", True), ("bezig", True), ("mislukt", False), ("verzonden", False)]
)
def test_the_page_asks_again_until_nothing_will_change(zet_klaar, stand, pollt):
    brief = zet_klaar()
    if stand == "verzonden":
        maak_brief(brief.pk)
    elif stand != "klaargezet":
        Brief.objects.filter(pk=brief.pk).update(
            stand=stand, fout_code=Foutcode.TE_GROOT if stand == "mislukt" else ""
        )

    tekst = als(maak_lid(Rol.BELEIDSMEDEWERKER)).get(adres("voortgang", brief)).content.decode()

    assert ("hx-trigger" in tekst) is pollt
    assert "<html" not in tekst


def test_a_failed_letter_shows_why_and_offers_to_try_again(zet_klaar, django_capture_on_commit_callbacks):
    brief = zet_klaar()
    Brief.objects.filter(pk=brief.pk).update(stand="mislukt", fout_code=Foutcode.ONVERWACHT)
    client = als(maak_lid(Rol.BELEIDSMEDEWERKER))

    tekst = client.get(adres("detail", brief)).content.decode()
    antwoord = client.post(adres("opnieuw", brief))

    assert "Probeer opnieuw" in tekst
    assert Foutcode.ONVERWACHT.label in tekst
    assert antwoord.status_code == 302
    brief.refresh_from_db()
    assert brief.stand == Stand.KLAARGEZET


@pytest.mark.parametrize("rol", [Rol.FINANCIEEL, Rol.COLLEGE])
def test_trying_again_is_for_who_makes_decisions(zet_klaar, rol):
    brief = zet_klaar()
    Brief.objects.filter(pk=brief.pk).update(stand="mislukt", fout_code=Foutcode.ONVERWACHT)
    client = als(maak_lid(rol))

    assert "Probeer opnieuw" not in client.get(adres("detail", brief)).content.decode()
    assert client.post(adres("opnieuw", brief)).status_code == 403
    brief.refresh_from_db()
    assert brief.stand == Stand.MISLUKT


def test_trying_again_is_never_a_get(zet_klaar):
    brief = zet_klaar()

    assert als(maak_lid(Rol.BELEIDSMEDEWERKER)).get(adres("opnieuw", brief)).status_code == 405


def test_the_list_shows_a_partner_its_own_sent_letters_only(verzonden, zet_klaar):
    zet_klaar(kenmerk="SB-2026-0012-1")
    eigen = als(maak_lid(Rol.REDACTEUR, verzonden.ontvanger)).get(reverse("brieven:lijst")).content.decode()
    ander = als(maak_lid(Rol.REDACTEUR, maak_organisatie())).get(reverse("brieven:lijst")).content.decode()

    assert verzonden.kenmerk in eigen
    assert "SB-2026-0012-1" not in eigen
    assert "Er zijn geen brieven om te tonen." in ander


def test_the_list_shows_officers_what_failed(verzonden, zet_klaar):
    mislukt = zet_klaar(kenmerk="SB-2026-0012-1")
    Brief.objects.filter(pk=mislukt.pk).update(stand="mislukt", fout_code=Foutcode.TE_GROOT)

    tekst = als(maak_lid(Rol.BELEIDSMEDEWERKER)).get(reverse("brieven:lijst") + "?stand=mislukt").content.decode()

    assert mislukt.kenmerk in tekst
    assert Foutcode.TE_GROOT.label in tekst
    assert verzonden.kenmerk not in tekst


@pytest.mark.parametrize("rol", [*RAAD, Rol.BEHEERDER, Rol.PROCESBEGELEIDER])
def test_the_list_is_closed_to_other_roles(rol):
    assert als(maak_lid(rol)).get(reverse("brieven:lijst")).status_code == 403


def test_the_list_costs_the_same_for_one_letter_and_for_many(zet_klaar, django_assert_max_num_queries):
    lid = maak_lid(Rol.BELEIDSMEDEWERKER)
    client = als(lid)
    zet_klaar()
    with django_assert_max_num_queries(12) as een:
        client.get(reverse("brieven:lijst"))
    for nummer in range(20):
        zet_klaar(kenmerk=f"SB-2026-1{nummer:03d}")

    with django_assert_max_num_queries(12) as veel:
        client.get(reverse("brieven:lijst"))

    assert len(een) == len(veel)
