"""Who reads which report, what the pages say, and what they cost."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.planhulp import maak_afspraak
from tests.verantwoording.verslaghulp import deel_van, maak_compleet, post, verslag_van
from thematafels.models import Aanstelling
from verantwoording.models import Meetafspraak, Verantwoording, Verhaal
from verantwoording.selectors.deelverslag import stand_van
from verantwoording.services.indienen import dien_in
from verantwoording.services.openen import vul_aan
from verantwoording.toegang import haal_activiteitverslag, haal_deelverslag

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]


def adressen(wereld: Wereld) -> list[str]:
    kenmerk = wereld.aanvraag.kenmerk
    return [
        reverse("verantwoording:jaar", args=[kenmerk, 2027]),
        reverse("verantwoording:deelverslag", args=[kenmerk, deel_van(wereld).pk]),
        reverse("verantwoording:activiteit", args=[kenmerk, verslag_van(wereld).pk]),
    ]


@pytest.mark.parametrize("wie", ["anker", "anker_leest", "brug", "beoordelaar", "besluitnemer"])
def test_the_table_and_the_municipality_read_every_part(als: Als, geopend: Wereld, wie: str) -> None:
    client = als(geopend[wie])

    assert [client.get(pad).status_code for pad in adressen(geopend)] == [200, 200, 200]


def test_who_has_no_place_at_the_table_finds_nothing(als: Als, geopend: Wereld) -> None:
    client = als(geopend["buiten"])

    assert [client.get(pad).status_code for pad in adressen(geopend)] == [404, 404, 404]


@pytest.mark.parametrize("stand", ["open", "ingediend", "afgerond"])
def test_the_council_reads_no_part_but_the_document(als: Als, geopend: Wereld, stand: str) -> None:
    gedaan = {"ingediend_op": "2028-04-20T12:00Z", "ingediend_door": geopend["anker"]}
    if stand != "open":
        Verantwoording.objects.update(stand="ingediend", **gedaan)
    if stand == "afgerond":
        Verantwoording.objects.update(stand=stand, afgerond_op="2028-04-21T12:00Z", afgerond_door=geopend["anker"])
    client = als(maak_lid(Rol.COMMISSIELID))

    assert [client.get(pad).status_code for pad in adressen(geopend)] == [403, 403, 403]
    for haal, plek in ((haal_deelverslag, deel_van(geopend).pk), (haal_activiteitverslag, verslag_van(geopend).pk)):
        with pytest.raises(Http404):
            haal(maak_lid(Rol.GRIFFIE), geopend.aanvraag.kenmerk, plek)


def test_who_chairs_the_table_reads_its_accounts_and_writes_no_part(als: Als, geopend: Wereld) -> None:
    lid = maak_lid(Rol.PROCESBEGELEIDER)
    Aanstelling.objects.create(
        tafel=geopend.tafel, lidmaatschap=lid, functie=Aanstelling.Functie.PROCESBEGELEIDER, van="2028-01-01"
    )
    client = als(lid)

    assert [client.get(pad).status_code for pad in adressen(geopend)] == [200, 200, 200]
    assert client.post(adressen(geopend)[2], {"verteld": "x"}).status_code == 403
    pagina = client.get(reverse("verantwoording:index")).content.decode()
    assert f'href="{adressen(geopend)[0]}"' in pagina
    for ingang in ("indicatoren", "zoeken", "terugblik"):
        pad = reverse(f"verantwoording:{ingang}")
        assert f'href="{pad}"' in pagina
        assert client.get(pad).status_code == 200


def test_another_at_the_table_reads_and_does_not_write(als: Als, geopend: Wereld) -> None:
    maak_compleet(geopend)
    client = als(geopend["brug"])
    pad = adressen(geopend)[2]

    pagina = client.get(pad).content.decode()

    assert "Elke week koffie." in pagina
    assert "<textarea" not in pagina
    assert client.post(pad, {"verteld": "x"}).status_code == 403


def test_the_writer_gets_a_form_until_it_was_submitted(als: Als, geopend: Wereld) -> None:
    client, pad = als(geopend["anker"]), adressen(geopend)[2]
    assert "<textarea" in client.get(pad).content.decode()
    maak_compleet(geopend)
    dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    assert "<textarea" not in client.get(pad).content.decode()


def test_what_misses_leads_to_its_field(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    _, deel, activiteit = adressen(geopend)

    pagina, formulier = client.get(deel).content.decode(), client.get(activiteit).content.decode()

    assert f'href="{activiteit}#id_verteld"' in pagina
    assert 'id="id_verteld"' in formulier
    assert 'id="id_volgens_plan"' in formulier


def test_after_saving_the_page_says_what_still_misses_as_the_list_does(als: Als, geopend: Wereld) -> None:
    client, pad = als(geopend["anker"]), adressen(geopend)[2]
    nieuw = client.get(pad).content.decode()

    bewaard = client.post(pad, post(verslag_van(geopend), verteld="Elke week.").dict(), follow=True)

    mist = stand_van(deel_van(geopend)).activiteiten[0].mist
    links = [link.get("href") for link in Boom(bewaard.content.decode()).een("details", open="").iter("a")]
    assert "Nog te doen" not in nieuw
    assert links == [f"#id_{een.veld}" for een in mist]
    assert "#id_werkte" in links
    assert "#id_verteld" not in links
    maak_compleet(geopend)
    compleet = client.get(pad).content.decode()
    assert "Nog te doen" not in compleet
    assert "Compleet" in compleet


def test_every_reason_is_asked_for_under_the_name_of_its_indicator(als: Als, geopend: Wereld) -> None:
    boom = Boom(als(geopend["anker"]).get(adressen(geopend)[2]).content.decode())

    labels = {label.get("for"): tekst(label) for label in boom.alle("label") if "_reden" in label.get("for", "")}

    assert labels == {
        f"id_reden{meet.pk}": f"{meet.naam}: niet gemeten? Schrijf waarom."
        for meet in Meetafspraak.objects.filter(afspraak=verslag_van(geopend).afspraak)
    }


def test_a_text_that_may_lead_to_a_person_is_warned_of_on_the_page(als: Als, geopend: Wereld) -> None:
    als(geopend["anker"])
    verslag = verslag_van(geopend)
    type(verslag).objects.filter(pk=verslag.pk).update(werkte="Dat mevrouw Jansen kookte.")

    pagina = als(geopend["anker"]).get(adressen(geopend)[2]).content.decode()

    assert "Leidt dit naar iemand? Haal het dan weg: ‘mevrouw Jansen’ (een naam)." in pagina


def test_who_claims_the_cause_of_an_effect_is_warned_and_may_go_on(als: Als, geopend: Wereld) -> None:
    client, pad = als(geopend["anker"]), adressen(geopend)[2]
    zin = "Dankzij onze hulp voelen zij zich beter."

    antwoord = client.post(pad, {"bewoners_zien": zin, "werkte": zin, "versie": 0, "blad": "een"}, follow=True)

    assert verslag_van(geopend).bewoners_zien == zin
    assert antwoord.content.decode().count("U schrijft ‘dankzij’") == 1
    assert "in het leven van mensen speelt altijd meer mee" in antwoord.content.decode()


def test_the_signatory_submits_on_one_page(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    pad = reverse("verantwoording:deelverslag_indienen", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk])

    geweigerd = client.post(pad)
    maak_compleet(geopend)
    gelukt = client.post(pad)

    assert geweigerd.status_code == 422
    assert "Nog niet compleet: 1 van 1 activiteiten." in geweigerd.content.decode()
    assert gelukt.status_code == 302
    assert deel_van(geopend).stand == "ingediend"


def test_who_may_not_submit_yet_reads_why_and_finds_the_way_back(als: Als, geopend: Wereld) -> None:
    deel = deel_van(geopend).pk
    client, kenmerk = als(geopend["anker"]), geopend.aanvraag.kenmerk
    pad = reverse("verantwoording:deelverslag_indienen", args=[kenmerk, deel])

    eerst = client.get(pad).content.decode()
    maak_compleet(geopend)
    daarna = client.get(pad).content.decode()

    terug = reverse("verantwoording:deelverslag", args=[kenmerk, deel])
    links = [tekst(link) for link in Boom(eerst).alle("a", href=terug)]
    assert "Terug naar het verslag" in links
    assert "U kunt nog niet indienen." in eerst
    assert "Dien het verslag in" not in eerst
    assert "U kunt nog niet indienen." not in daarna
    assert "Dien het verslag in" in daarna


def test_who_submits_can_read_once_more_what_was_written(als: Als, geopend: Wereld) -> None:
    pad = reverse("verantwoording:deelverslag_indienen", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk])
    leeg = als(geopend["anker"]).get(pad).content.decode()
    maak_compleet(geopend)

    pagina = tekst(Boom(als(geopend["anker"]).get(pad).content.decode()).wortel)

    assert "Lees na wat u schreef" not in leeg
    assert "Wat werkte goed? Een vaste dag. Wat werkte niet? De avond." in pagina


def test_who_is_late_reads_that_it_can_still_be_done(als: Als, geopend: Wereld) -> None:
    op_tijd = tekst(Boom(als(geopend["anker"]).get(adressen(geopend)[0]).content.decode()).wortel)

    with time_machine.travel(datetime.datetime(2028, 6, 1, 12, tzinfo=datetime.UTC)):
        te_laat = tekst(Boom(als(geopend["anker"]).get(adressen(geopend)[0]).content.decode()).wortel)

    assert "Uw verslag moet er uiterlijk" in op_tijd
    assert "Dien het alsnog in" not in op_tijd
    assert "Uw verslag moet er uiterlijk" not in te_laat
    assert "Dien het alsnog in" in te_laat


def test_after_submitting_the_page_leads_to_the_joint_document(als: Als, geopend: Wereld) -> None:
    pad, samen = adressen(geopend)[1], reverse("verantwoording:samen", args=[geopend.aanvraag.kenmerk, 2027])
    maak_compleet(geopend)
    voor = als(geopend["anker"]).get(pad).content.decode()
    dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    assert f'href="{samen}"' not in voor
    assert f'href="{samen}"' in als(geopend["anker"]).get(pad).content.decode()
    assert f'href="{samen}"' not in als(geopend["brug"]).get(pad).content.decode()


def test_one_button_saves_and_goes_on_to_the_next_activity_and_after_the_last_back(als: Als, geopend: Wereld) -> None:
    maak_afspraak(geopend.deel(geopend.anker), "Maaltijden", 10)
    vul_aan(aanvraag_id=geopend.aanvraag.pk)
    eerste, laatste = verslag_van(geopend), verslag_van(geopend, "Maaltijden")
    client = als(geopend["anker"])
    paden = [
        reverse("verantwoording:activiteit", args=[geopend.aanvraag.kenmerk, een.pk]) for een in (eerste, laatste)
    ]

    na_eerste = client.post(paden[0], post(eerste, verteld="Elke week.").dict() | {"verder": "1"})
    na_laatste = client.post(paden[1], post(laatste, verteld="Elke maand.").dict() | {"verder": "1"})

    assert na_eerste["Location"] == paden[1]
    assert na_laatste["Location"] == adressen(geopend)[1]
    assert "Bewaar en naar de volgende activiteit" in client.get(paden[0]).content.decode()
    assert "Bewaar en terug naar het verslag" in client.get(paden[1]).content.decode()


def test_an_officer_opens_a_year_on_its_page(als: Als, afgesproken: Wereld) -> None:
    client = als(afgesproken["beoordelaar"])
    pad = reverse("verantwoording:openen", args=[afgesproken.aanvraag.kenmerk])

    assert "Er is geen jaar dat nog open kan." in client.get(pad).content.decode()


@pytest.mark.parametrize("activiteiten", [1, 12])
def test_the_pages_cost_the_same_whatever_the_size(als: Als, geopend: Wereld, activiteiten: int) -> None:
    for nummer in range(activiteiten - 1):
        maak_afspraak(geopend.deel(geopend.anker), f"Activiteit {nummer}", 10 + nummer)
    vul_aan(aanvraag_id=geopend.aanvraag.pk)
    maak_compleet(geopend)
    verslag = verslag_van(geopend)
    Verhaal.objects.bulk_create(
        Verhaal(verslag_id=verslag.pk, van="bewoner", tekst="Soep.", toestemming=True, door=geopend["anker"])
        for _ in range(activiteiten)
    )
    indienen = reverse("verantwoording:deelverslag_indienen", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk])
    client = als(geopend["anker"])

    for pad in [*adressen(geopend), indienen]:
        with CaptureQueriesContext(connection) as opgevangen:
            assert client.get(pad).status_code == 200
        assert len(opgevangen) <= 12, pad
