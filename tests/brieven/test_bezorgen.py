"""How a letter reaches its recipient: in the portal with a mail, on paper, and what is known of it afterwards."""

import datetime
import io

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from brieven import opslag
from brieven.bezorglog import bezorglog
from brieven.models import Bericht, BerichtSoort, Bezorging, Brief, BriefSoort, Stand, Wijze
from brieven.services.lees import lees_brief
from brieven.services.mededeling import leg_mededeling_klaar, schrijf_vrije_brief, stel_mededeling_op
from brieven.services.post import bevestig_post, bundel, geef_datum_van_vandaag, meld_retour
from brieven.services.verstuur_bericht import verstuur_bericht
from brieven.tasks import maak_brief, veeg_brieven
from kern.fouten import DomeinFout
from kern.models import Gebeurtenis, Storing
from kern.spoor import lees_zin
from organisaties.models import Organisatie
from organisaties.services.kies_verzending import kies_verzending
from organisaties.toegang import Rol
from tests.brieven.structuur import lees
from tests.brieven.voorbeelden import VERZENDDATUM, kop, toelating
from tests.hulp.fabriek import maak_lid, maak_organisatie
from tests.subsidies.conftest import geweigerd

pytestmark = pytest.mark.django_db

OCHTEND = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
DAG = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(OCHTEND, tick=False) as reiziger:
        yield reiziger


@pytest.fixture
def gemeente(db) -> Organisatie:
    return maak_organisatie("Gemeente Voorbeeld", "gemeente")


@pytest.fixture
def ambtenaar(gemeente):
    return maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)


@pytest.fixture
def op_papier(ontvanger) -> Organisatie:
    Organisatie.objects.filter(pk=ontvanger.pk).update(digitaal=False)
    ontvanger.refresh_from_db()
    return ontvanger


@pytest.fixture
def te_posten(op_papier, zet_klaar) -> Brief:
    """A decision on paper, made and not yet posted."""
    brief = zet_klaar(toelating())
    maak_brief(brief.pk)
    brief.refresh_from_db()
    return brief


@pytest.fixture
def verstuurd_niets(monkeypatch):
    """No broker: what is told after a commit goes nowhere."""
    monkeypatch.setattr("celery.current_app.send_task", lambda taak, args: None)


def als(lid) -> Client:
    client = Client()
    client.force_login(lid.gebruiker)
    return client


def test_a_letter_in_the_portal_is_told_to_who_signs_and_to_nobody_else(ontvanger, zet_klaar, mailoutbox):
    tekenaar = ontvanger.lidmaatschappen.get()
    maak_lid(Rol.REDACTEUR, ontvanger)
    maak_lid(Rol.TEKENBEVOEGDE)
    brief = zet_klaar()

    maak_brief(brief.pk)
    maak_brief(brief.pk)
    bericht = Bericht.objects.get()
    verstuur_bericht(bericht_id=bericht.pk)

    assert (bericht.soort, bericht.ontvanger, bericht.pad) == (
        BerichtSoort.BRIEF,
        tekenaar,
        reverse("brieven:detail", args=[brief.kenmerk]),
    )
    (mail,) = mailoutbox
    assert "Er staat een brief voor u klaar." in mail.body
    assert ontvanger.naam not in mail.body
    assert brief.onderwerp not in mail.body


def test_a_letter_waits_while_the_portal_is_down(ontvanger, zet_klaar, klok):
    beheerder = maak_lid(Rol.BEHEERDER)
    storing = Storing.objects.create(
        van=OCHTEND - DAG, tot=None, omschrijving="Het portaal ligt eruit", geregistreerd_door=beheerder.pk
    )
    brief = zet_klaar()

    maak_brief(brief.pk)
    brief.refresh_from_db()
    assert (brief.stand, Bezorging.objects.count()) == (Stand.GEMAAKT, 0)
    Storing.objects.filter(pk=storing.pk).update(tot=OCHTEND)
    klok.shift(datetime.timedelta(hours=1))
    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert brief.stand == Stand.VERZONDEN


def test_who_gave_no_consent_gets_paper_and_the_letter_says_so(te_posten):
    assert (te_posten.stand, te_posten.wijze) == (Stand.GEMAAKT, Wijze.POST)
    assert te_posten.snapshot["inhoud"]["kop"]["verzending"] == "per post"
    assert (Bezorging.objects.count(), Bericht.objects.count()) == (0, 0)
    assert not te_posten.is_onderweg(VERZENDDATUM)


def test_paper_is_known_as_sent_on_the_day_it_was_posted(te_posten, ambtenaar, verstuurd_niets):
    assert bevestig_post(brief_ids=[te_posten.pk], gepost_op=VERZENDDATUM, door=ambtenaar) == 1

    te_posten.refresh_from_db()
    assert te_posten.stand == Stand.VERZONDEN
    assert Bezorging.objects.values_list("brief", "wijze").get() == (te_posten.pk, "post")
    zin = lees_zin(Gebeurtenis.objects.get(soort="brief.gepost"))
    assert zin == f"heeft brief {te_posten.kenmerk} op 20-11-2026 met de post verzonden"


def test_a_letter_that_bears_another_day_is_not_posted_but_made_again(te_posten, ambtenaar, klok, verstuurd_niets):
    klok.shift(DAG)

    with geweigerd("brief.andere_dag"):
        bevestig_post(brief_ids=[te_posten.pk], gepost_op=VERZENDDATUM + DAG, door=ambtenaar)
    veeg_brieven()
    te_posten.refresh_from_db()
    assert te_posten.stand == Stand.GEMAAKT  # nobody makes new versions of it every night
    assert geef_datum_van_vandaag(door=ambtenaar) == 1

    nieuw = Brief.objects.get(vervangt=te_posten)
    maak_brief(nieuw.pk)
    nieuw.refresh_from_db()
    assert (nieuw.stand, nieuw.wijze, nieuw.verzenddatum) == (Stand.GEMAAKT, Wijze.POST, VERZENDDATUM + DAG)
    assert nieuw.snapshot["inhoud"]["bezwaar"]["laatste_dag"] == "2027-01-04"  # 2 January is a Saturday
    assert bevestig_post(brief_ids=[nieuw.pk], gepost_op=VERZENDDATUM + DAG, door=ambtenaar) == 1
    assert geef_datum_van_vandaag(door=ambtenaar) == 0


def test_what_was_posted_yesterday_may_be_written_down_today(te_posten, ambtenaar, klok):
    klok.shift(DAG)

    assert bevestig_post(brief_ids=[te_posten.pk], gepost_op=VERZENDDATUM, door=ambtenaar) == 1


def test_posting_is_refused_for_a_day_to_come_a_letter_of_the_portal_and_another_role(te_posten, ambtenaar, gemeente):
    with geweigerd("brief.later"):
        bevestig_post(brief_ids=[te_posten.pk], gepost_op=VERZENDDATUM + DAG, door=ambtenaar)
    with geweigerd("brief.niet_te_posten"):
        bevestig_post(brief_ids=[te_posten.pk, te_posten.pk + 1], gepost_op=VERZENDDATUM, door=ambtenaar)
    with geweigerd("brief.niet_te_posten"):
        bevestig_post(brief_ids=[], gepost_op=VERZENDDATUM, door=ambtenaar)
    with geweigerd("toegang.rol"):
        bevestig_post(brief_ids=[te_posten.pk], gepost_op=VERZENDDATUM, door=maak_lid(Rol.FINANCIEEL, gemeente))
    bevestig_post(brief_ids=[te_posten.pk], gepost_op=VERZENDDATUM, door=ambtenaar)
    with geweigerd("brief.niet_te_posten"):
        bevestig_post(brief_ids=[te_posten.pk], gepost_op=VERZENDDATUM, door=ambtenaar)


def test_the_pile_is_one_file_in_which_each_letter_starts_on_a_new_sheet(te_posten, zet_klaar):
    ander = zet_klaar(toelating(kop=kop(kenmerk="SB-2026-0011-9", onderwerp="U doet mee")))
    maak_brief(ander.pk)
    ander.refresh_from_db()

    bladen = PdfReader(io.BytesIO(bundel([te_posten, ander]))).pages

    assert te_posten.bladzijden == ander.bladzijden == 2
    assert len(bladen) == 4
    assert "SB-2026-0011-1" in bladen[0].extract_text()
    assert "SB-2026-0011-9" in bladen[2].extract_text()


def test_a_letter_of_one_page_gets_an_empty_back(op_papier, zet_klaar):
    brief = zet_klaar()
    maak_brief(brief.pk)
    brief.refresh_from_db()

    bladen = PdfReader(io.BytesIO(bundel([brief]))).pages

    assert (brief.bladzijden, len(bladen), bladen[1].extract_text()) == (1, 2, "")


def test_a_posted_letter_may_come_back_once(te_posten, ambtenaar, zet_klaar):
    with geweigerd("brief.niet_gepost"):
        meld_retour(brief_id=te_posten.pk, door=ambtenaar)
    bevestig_post(brief_ids=[te_posten.pk], gepost_op=VERZENDDATUM, door=ambtenaar)

    meld_retour(brief_id=te_posten.pk, door=ambtenaar)

    assert [regel.wat for regel in bezorglog(te_posten)] == ["Met de post verzonden", "Onbestelbaar teruggekomen"]
    te_posten.refresh_from_db()
    assert te_posten.stand == Stand.VERZONDEN
    with geweigerd("brief.al_retour"):
        meld_retour(brief_id=te_posten.pk, door=ambtenaar)


def test_the_log_tells_what_was_placed_mailed_and_opened_in_order(ontvanger, zet_klaar, klok, mailoutbox):
    lid = ontvanger.lidmaatschappen.get()
    brief = zet_klaar()
    maak_brief(brief.pk)
    klok.shift(datetime.timedelta(minutes=1))
    verstuur_bericht(bericht_id=Bericht.objects.get().pk)
    brief.refresh_from_db()
    klok.shift(datetime.timedelta(minutes=1))
    lees_brief(brief=brief, door=lid)

    assert [(regel.wat, regel.wie) for regel in bezorglog(brief)] == [
        ("In het portaal gezet", ""),
        ("Per e-mail gemeld dat er een brief klaarstaat", lid.gebruiker.naam),
        ("Geopend door de ontvanger", lid.gebruiker.naam),
    ]


def test_consent_is_given_and_taken_back_by_who_signs_and_holds_for_letters_to_come(ontvanger, zet_klaar):
    lid = maak_lid(Rol.TEKENBEVOEGDE, ontvanger)
    oud = zet_klaar(verzenddatum=VERZENDDATUM + DAG)

    with geweigerd("organisatie.verzending_zelfde"):
        kies_verzending(organisatie_id=ontvanger.pk, digitaal=True, door=lid)
    kies_verzending(organisatie_id=ontvanger.pk, digitaal=False, door=lid)

    ontvanger.refresh_from_db()
    assert zet_klaar(kenmerk="SB-2026-0012-1").wijze == Wijze.POST
    oud.refresh_from_db()
    assert oud.wijze == Wijze.PORTAAL
    assert Gebeurtenis.objects.filter(soort="organisatie.op_papier").count() == 1
    kies_verzending(organisatie_id=ontvanger.pk, digitaal=True, door=lid)
    with geweigerd("organisatie.verzending"):
        kies_verzending(organisatie_id=ontvanger.pk, digitaal=False, door=maak_lid(Rol.REDACTEUR, ontvanger))
    with geweigerd("organisatie.verzending"):
        kies_verzending(organisatie_id=ontvanger.pk, digitaal=False, door=maak_lid(Rol.TEKENBEVOEGDE))


def test_the_municipality_itself_gets_no_letters(gemeente, ambtenaar):
    with geweigerd("organisatie.geen_brieven"):
        kies_verzending(organisatie_id=gemeente.pk, digitaal=False, door=ambtenaar)


def test_who_takes_consent_back_before_the_day_gets_that_letter_on_paper(ontvanger, zet_klaar, klok):
    brief = zet_klaar(verzenddatum=VERZENDDATUM + DAG)
    maak_brief(brief.pk)
    Organisatie.objects.filter(pk=ontvanger.pk).update(digitaal=False)
    klok.shift(DAG)

    maak_brief(brief.pk)

    brief.refresh_from_db()
    nieuw = Brief.objects.get(vervangt=brief)
    assert (brief.stand, nieuw.wijze, nieuw.verzenddatum) == (Stand.VERVANGEN, Wijze.POST, VERZENDDATUM + DAG)
    assert nieuw.snapshot["inhoud"]["kop"]["verzending"] == "per post"


def test_a_free_letter_goes_to_each_organisation_at_once(ambtenaar, verstuurd_niets):
    anker, brug = maak_organisatie("Anker"), maak_organisatie("Brug")

    brieven = schrijf_vrije_brief(
        ontvanger_ids=[anker.pk, brug.pk], onderwerp="Een vraag", bericht="Eerst dit.\n\nDan dat.", door=ambtenaar
    )

    assert [(brief.ontvanger.naam, brief.soort, brief.over_id) for brief in brieven] == [
        ("Anker", BriefSoort.VRIJE_BRIEF, anker.pk),
        ("Brug", BriefSoort.VRIJE_BRIEF, brug.pk),
    ]
    maak_brief(brieven[0].pk)
    brieven[0].refresh_from_db()
    gelezen = lees(opslag.lees(brieven[0])).pages[0].extract_text()
    assert "Eerst dit." in gelezen
    assert "Met vriendelijke groet" in gelezen
    assert Gebeurtenis.objects.get(soort="brief.geschreven").feiten == {"aantal": 2}


def test_a_free_letter_is_refused_without_words_to_a_stranger_and_by_another_role(ambtenaar, gemeente):
    anker = maak_organisatie("Anker")
    velden = {"ontvanger_ids": [anker.pk], "onderwerp": "Een vraag", "bericht": "Dag.", "door": ambtenaar}

    with geweigerd("brief.ontvanger"):
        schrijf_vrije_brief(**(velden | {"ontvanger_ids": [anker.pk, gemeente.pk]}))
    with geweigerd("brief.veld_leeg"):
        schrijf_vrije_brief(**(velden | {"bericht": " \n "}))
    with geweigerd("brief.woord_te_lang"):
        schrijf_vrije_brief(**(velden | {"bericht": "x" * 201}))
    with geweigerd("toegang.rol"):
        schrijf_vrije_brief(**(velden | {"door": maak_lid(Rol.FINANCIEEL, gemeente)}))


def test_a_message_is_never_a_decision(gemeente, ontvanger):
    with pytest.raises(ValueError, match="is een besluit"):
        stel_mededeling_op(
            soort=BriefSoort.BIJSTELLING,
            ontvanger=ontvanger,
            onderwerp="x",
            waarden={},
            voorbeeld=False,
            verzenddatum=VERZENDDATUM,
        )


def test_a_message_without_a_value_is_not_written(gemeente, ontvanger):
    with pytest.raises(DomeinFout) as fout:
        leg_mededeling_klaar(
            soort=BriefSoort.COLLEGEBERICHT,
            ontvanger=ontvanger,
            over=ontvanger,
            onderwerp="Bericht",
            waarden={"nummer": "1"},
            voorbeeld=False,
            door=None,
        )

    assert fout.value.code == "brief.veld_leeg"
    assert Brief.objects.count() == 0


def test_the_page_of_the_pile_posts_what_is_ticked(te_posten, ambtenaar):
    client = als(ambtenaar)

    leeg = client.post(reverse("brieven:te_printen"), {"gepost_op": "20-11-2026"})
    fout = client.post(reverse("brieven:te_printen"), {"gepost_op": "21-11-2026", "brief": te_posten.pk})
    stapel = client.get(reverse("brieven:stapel_pdf"))
    goed = client.post(reverse("brieven:te_printen"), {"gepost_op": "20-11-2026", "brief": te_posten.pk})

    assert (leeg.status_code, fout.status_code, goed.status_code) == (422, 422, 302)
    assert "Kies brieven uit de lijst." in leeg.content.decode()
    assert "checked" in fout.content.decode()
    assert (stapel["Content-Type"], stapel.content[:4]) == ("application/pdf", b"%PDF")
    te_posten.refresh_from_db()
    assert te_posten.stand == Stand.VERZONDEN
    assert te_posten.kenmerk not in client.get(reverse("brieven:te_printen")).content.decode()


def test_the_page_offers_the_date_of_today_for_what_was_left(te_posten, ambtenaar, klok, verstuurd_niets):
    klok.shift(DAG)
    client = als(ambtenaar)
    assert "een dag die voorbij is" in client.get(reverse("brieven:te_printen")).content.decode()

    client.post(reverse("brieven:nieuwe_datum"))

    assert Brief.objects.get(vervangt=te_posten).verzenddatum == VERZENDDATUM + DAG


def test_the_page_of_a_free_letter_shows_it_first_and_keeps_what_was_typed(ambtenaar, verstuurd_niets):
    anker, client = maak_organisatie("Anker"), als(ambtenaar)
    velden = {"ontvangers": [anker.pk], "onderwerp": "Een vraag", "bericht": "Komt u langs?"}

    bekeken = client.post(reverse("brieven:schrijf"), velden | {"bekijk": "1"})
    als_pdf = client.post(reverse("brieven:schrijf_pdf"), velden)
    fout = client.post(reverse("brieven:schrijf"), velden | {"ontvangers": []})
    assert Brief.objects.count() == 0
    client.post(reverse("brieven:schrijf"), velden)

    assert bekeken.content.decode().count("Komt u langs?") == 2
    assert als_pdf.content.startswith(b"%PDF")
    assert "CONCEPT" in lees(als_pdf.content).pages[0].extract_text()
    assert (fout.status_code, "Komt u langs?" in fout.content.decode()) == (422, True)
    assert Brief.objects.get().onderwerp == "Een vraag"


def test_an_empty_pile_is_no_file(ambtenaar):
    with pytest.raises(DomeinFout, match="geen brieven met de datum van vandaag"):
        bundel([])

    antwoord = als(ambtenaar).get(reverse("brieven:stapel_pdf"))
    assert (antwoord.status_code, antwoord["Location"]) == (302, reverse("brieven:te_printen"))


def test_the_organisation_chooses_on_its_own_page(ontvanger):
    client, adres = als(maak_lid(Rol.TEKENBEVOEGDE, ontvanger)), reverse("organisaties:detail", args=[ontvanger.pk])
    assert "Stuur brieven met de post" in client.get(adres).content.decode()

    client.post(reverse("organisaties:verzending", args=[ontvanger.pk]), {"digitaal": "nee"})

    ontvanger.refresh_from_db()
    assert not ontvanger.digitaal
    assert "Brieven van de gemeente komen met de post." in client.get(adres).content.decode()
    lezer = als(maak_lid(Rol.MEELEZER, ontvanger))
    assert "Zet brieven in het portaal" not in lezer.get(adres).content.decode()
