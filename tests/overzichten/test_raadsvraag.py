"""A technical question of the council about a figure: asked on the page, answered for everybody, withdrawn."""

import datetime
import re
from decimal import Decimal

import psycopg2
import pytest
from django.urls import reverse
from django.utils import timezone

from begroting.models import Raadsvraag
from brieven.models import Bericht
from kern.cijfertabel import Cijfertabel, Rij, deel, geld, getal, tekst
from kern.models import Gebeurtenis
from organisaties.models import OrganisatieSoort, Rol
from overzichten.cijfer import NAAM, Cijfer, cijfer, rijen
from overzichten.selectors.werklijst import werkregels
from overzichten.services.raadsvraag import beantwoord_raadsvraag, stel_raadsvraag, trek_raadsvraag_in
from tests.overzichten.geld import lid, woorden, zaai_nota
from tests.subsidies.conftest import geweigerd

DAG = datetime.date(2020, 1, 31)
CIJFER = Cijfer("/geld/nota/2019/?per=2020-01-31#doelen-2019", "2019: Pilots, gereserveerd", "40.000 euro", DAG)
VRAAG, ANTWOORD = "Voor wie zijn de twee pilots?", "Voor twee nieuwe zelforganisaties."
WAT = "Een technische vraag van de raad beantwoorden"


@pytest.fixture
def commissielid(db):
    return lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD)


@pytest.fixture
def financieel(db):
    return lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE)


@pytest.fixture
def vraag(commissielid, financieel):
    return stel_raadsvraag(cijfer=CIJFER, vraag=f" {VRAAG}\n", door=commissielid)


def als(client, wie):
    client.force_login(wie.gebruiker)
    return client


def adres(naam, *args):
    return reverse(f"overzichten:{naam}", args=args)


# --- asking ---


def test_a_question_keeps_the_figure_as_it_stood_and_tells_who_answers(vraag, financieel):
    vraag.refresh_from_db()

    assert (vraag.adres, vraag.cijfer, vraag.waarde, vraag.peildatum) == (
        CIJFER.adres,
        CIJFER.naam,
        "40.000 euro",
        DAG,
    )
    assert (vraag.vraag, vraag.stand) == (VRAAG, "gesteld")
    bericht = Bericht.objects.get(soort="raadsvraag")
    assert (bericht.ontvanger, bericht.pad) == (financieel, adres("raadsvraag_beantwoorden", vraag.pk))
    assert bericht.zin == "De raad heeft een technische vraag over een cijfer."
    assert Gebeurtenis.objects.get(soort="raadsvraag.gesteld").feiten == {"raadsvraag": vraag.pk}


def test_only_the_council_asks(financieel):
    with geweigerd("toegang.rol"):
        stel_raadsvraag(cijfer=CIJFER, vraag=VRAAG, door=financieel)


def test_a_question_has_words(commissielid):
    with geweigerd("raadsvraag.zonder_vraag"):
        stel_raadsvraag(cijfer=CIJFER, vraag=" \n", door=commissielid)


def test_a_member_chooses_the_figure_on_the_page_and_asks(client, commissielid, financieel):
    nota = zaai_nota(financieel)
    pagina = adres("geld_budget", nota.code)
    raad = als(client, commissielid)

    assert 'href="?per=2020-01-31&amp;vraag=doelen-2019"' in raad.get(f"{pagina}?per=2020-01-31").content.decode()
    kiezen = raad.get(pagina, {"per": "2020-01-31", "vraag": "doelen-2019"}).content.decode()
    [link] = re.findall(r'href="([^"]+)"><span[^>]*>Stel een vraag over Pilots, Gereserveerd: ', kiezen)
    formulier = raad.get(link)
    leeg = raad.post(link, {"vraag": " "})
    gesteld = raad.post(link, {"vraag": VRAAG})

    assert "40.000 euro" in formulier.content.decode()
    assert (leeg.status_code, "Schrijf uw vraag." in leeg.content.decode()) == (422, True)
    [vraag] = Raadsvraag.objects.all()
    assert gesteld.url == vraag.adres == f"{pagina}?per=2020-01-31#doelen-2019"
    assert (vraag.cijfer, vraag.waarde) == ("Begrotingsjaar 2019: Pilots, gereserveerd", "40.000 euro")
    assert vraag.peildatum == DAG


def test_a_figure_that_no_page_showed_cannot_be_asked_about(client, commissielid):
    raad = als(client, commissielid)
    vals = CIJFER.sleutel[:-1] + ("a" if CIJFER.sleutel[-1] != "a" else "b")

    assert Cijfer.lees(CIJFER.sleutel) == CIJFER
    assert raad.post(adres("raadsvraag_stellen", vals), {"vraag": VRAAG}).status_code == 404
    assert not Raadsvraag.objects.exists()


def test_an_officer_has_no_way_to_ask(client, financieel):
    nota = zaai_nota(financieel)
    pagina = als(client, financieel).get(adres("geld_budget", nota.code), {"vraag": "doelen-2019"})

    assert "Stel een vraag" not in pagina.content.decode()
    assert client.get(adres("raadsvraag_stellen", CIJFER.sleutel)).status_code == 403


def test_only_amounts_numbers_and_shares_are_figures():
    kolommen = (tekst("Wat"), tekst("Soort"), getal("Aantal"), geld("Vrij"), deel("Aandeel in %"))
    rij = Rij(("Pilots", "subsidie", 2, Decimal(40000), None))
    tabel = Cijfertabel("stand", "2019, bedragen in euro", kolommen, (rij,), DAG, "/geld/")

    [(_, cellen)] = rijen("/geld/?per=2020-01-31", tabel)

    assert [figuur and figuur.naam for _, _, figuur in cellen] == [
        None,
        "2019: Pilots, aantal",
        "2019: Pilots, vrij",
        None,
    ]


def test_a_long_name_is_cut_and_a_too_long_address_has_no_question():
    tabel = Cijfertabel("stand", "naam " * 60, (tekst("Wat"), getal("Aantal")), (), DAG, "/geld/")
    velden = (tabel, Rij(("Pilots", 2)), tabel.kolommen[1], 2)

    kort = cijfer("/geld/?per=2020-01-31", *velden)

    assert kort
    assert len(kort.naam) <= NAAM
    assert cijfer("/geld/" + "x" * 290, *velden) is None


# --- answering ---


def test_it_waits_on_the_worklist_of_who_answers(vraag, financieel):
    [regel] = [regel for regel in werkregels(financieel) if regel.wat == WAT]

    assert (regel.naam, regel.van_u) == (CIJFER.naam, True)
    assert regel.url == adres("raadsvraag_beantwoorden", vraag.pk)
    assert [regel for regel in werkregels(lid(Rol.BESLUITNEMER, OrganisatieSoort.GEMEENTE)) if regel.wat == WAT] == []


def test_an_answer_is_for_everybody_and_who_asked_hears_of_it(client, vraag, commissielid, financieel):
    pagina = als(client, financieel)
    formulier = adres("raadsvraag_beantwoorden", vraag.pk)

    assert VRAAG in pagina.get(formulier).content.decode()
    assert pagina.post(formulier, {"antwoord": ""}).status_code == 422
    assert pagina.post(formulier, {"antwoord": ANTWOORD}).url == adres("raadsvraag", vraag.pk)

    vraag.refresh_from_db()
    assert (vraag.stand, vraag.antwoord, vraag.beantwoord_door) == ("beantwoord", ANTWOORD, financieel)
    bericht = Bericht.objects.get(soort="raadsvraag_beantwoord")
    assert (bericht.ontvanger, bericht.pad) == (commissielid, adres("raadsvraag", vraag.pk))
    assert [regel for regel in werkregels(financieel) if regel.wat == WAT] == []
    assert pagina.get(formulier).url == adres("raadsvraag", vraag.pk)


@pytest.mark.parametrize("rol", [Rol.GRIFFIE, Rol.BESLUITNEMER])
def test_others_do_not_answer(vraag, rol):
    soort = OrganisatieSoort.GEMEENTE if rol == Rol.BESLUITNEMER else OrganisatieSoort.RAAD
    ander = lid(rol, soort)

    with geweigerd("toegang.rol"):
        beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord=ANTWOORD, door=ander)


def test_a_question_is_answered_once(vraag, financieel):
    beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord=ANTWOORD, door=financieel)

    with geweigerd("verloop.beantwoord.beantwoord"):
        beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord="Iets anders", door=financieel)


@pytest.mark.django_db(transaction=True)
def test_the_application_cannot_rewrite_an_answer_that_was_given(app_rol, vraag, financieel):
    met_antwoord = "UPDATE begroting_raadsvraag SET antwoord = %s WHERE id = %s"
    beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord=ANTWOORD, door=financieel)

    with app_rol.cursor() as cursor:
        for opdracht, *waarden in (
            (met_antwoord, "Voor niemand.", vraag.pk),
            ("UPDATE begroting_raadsvraag SET beantwoord_op = now()",),
            ("UPDATE begroting_raadsvraag SET beantwoord_door_id = gesteld_door_id",),
            ("UPDATE begroting_raadsvraag SET stand = 'gesteld', antwoord = ''",),
            ("DELETE FROM begroting_raadsvraag",),
            (f"SET pgtrigger.ignore = 'begroting_raadsvraag:antwoord_vast'; {met_antwoord}", "Stil.", vraag.pk),
        ):
            with pytest.raises(psycopg2.Error, match=r"Cannot update rows|permission denied"):
                cursor.execute(opdracht, waarden)

    vraag.refresh_from_db()
    assert (vraag.antwoord, vraag.beantwoord_door, vraag.stand) == (ANTWOORD, financieel, "beantwoord")


@pytest.mark.django_db(transaction=True)
def test_the_application_writes_the_answer_of_an_open_question(app_rol, vraag, financieel):
    with app_rol.cursor() as cursor:
        cursor.execute(
            "UPDATE begroting_raadsvraag SET stand = 'beantwoord', antwoord = %s, beantwoord_op = now(),"
            " beantwoord_door_id = %s",
            [ANTWOORD, financieel.pk],
        )

    vraag.refresh_from_db()
    assert vraag.antwoord == ANTWOORD


def test_an_answer_has_words(vraag, financieel):
    with geweigerd("raadsvraag.zonder_antwoord"):
        beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord="  ", door=financieel)


# --- withdrawing ---


def test_who_asked_withdraws_and_it_is_gone(client, vraag, commissielid):
    raad = als(client, commissielid)

    assert "Trek de vraag in" in raad.get(adres("raadsvraag", vraag.pk)).content.decode()
    assert raad.post(adres("raadsvraag_intrekken", vraag.pk)).url == CIJFER.adres
    assert Raadsvraag.objects.get().stand == "ingetrokken"
    assert raad.get(adres("raadsvraag", vraag.pk)).status_code == 404


def test_nobody_withdraws_the_question_of_another(vraag):
    with geweigerd("raadsvraag.andere_vrager"):
        trek_raadsvraag_in(raadsvraag_id=vraag.pk, door=lid(Rol.GRIFFIE, OrganisatieSoort.RAAD))


def test_an_answered_question_stays(vraag, commissielid, financieel):
    beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord=ANTWOORD, door=financieel)

    with geweigerd("verloop.beantwoord.ingetrokken"):
        trek_raadsvraag_in(raadsvraag_id=vraag.pk, door=commissielid)


# --- reading ---


def test_everybody_reads_what_was_answered_and_no_name_of_a_person(client, vraag, commissielid, financieel):
    open_vraag = stel_raadsvraag(cijfer=CIJFER, vraag="En in 2020?", door=commissielid)
    beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord=ANTWOORD, door=financieel)

    lijst, een = client.get(adres("raadsvragen")), client.get(adres("raadsvraag", vraag.pk))

    for pagina in (lijst, een):
        html = pagina.content.decode()
        assert VRAAG in html
        assert ANTWOORD in html
        assert "40.000 euro" in html
        assert "/geld/" not in html
        for persoon in (commissielid.gebruiker, financieel.gebruiker):
            assert persoon.naam not in html
            assert persoon.email not in html
    assert "En in 2020?" not in lijst.content.decode()
    assert client.get(adres("raadsvraag", open_vraag.pk)).status_code == 404


def test_an_open_question_is_seen_by_who_sees_the_figures_and_by_no_partner(client, vraag, commissielid, financieel):
    for wie, ziet in (
        (commissielid, True),
        (financieel, True),
        (lid(Rol.TEKENBEVOEGDE, OrganisatieSoort.PARTNER), False),
    ):
        lijst = als(client, wie).get(adres("raadsvragen")).content.decode()

        assert (VRAAG in lijst) is ziet
        assert client.get(adres("raadsvraag", vraag.pk)).status_code == (200 if ziet else 404)


def test_question_and_answer_stand_with_the_figure_on_whichever_day(client, commissielid, financieel):
    nota = zaai_nota(financieel)
    pagina = adres("geld_budget", nota.code)
    figuur = Cijfer(f"{pagina}?per=2020-01-31#doelen-2019", "Pilots, gereserveerd", "40.000 euro", DAG)
    vraag = stel_raadsvraag(cijfer=figuur, vraag=VRAAG, door=commissielid)
    beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord=ANTWOORD, door=financieel)
    raad = als(client, commissielid)

    for per in ({}, {"per": "2019-12-31"}):
        assert ANTWOORD in woorden(raad.get(pagina, per).content.decode())
    assert ANTWOORD not in raad.get(adres("geld_jaar", nota.code, 2019)).content.decode()


def test_the_list_is_read_page_by_page(client, commissielid, financieel):
    for nummer in range(21):
        vraag = stel_raadsvraag(cijfer=CIJFER, vraag=f"Vraag nummer {nummer}.", door=commissielid)
        beantwoord_raadsvraag(raadsvraag_id=vraag.pk, antwoord=f"{timezone.localdate()}", door=financieel)

    eerste, tweede = (client.get(adres("raadsvragen"), {"bladzijde": nummer}).content.decode() for nummer in (1, 2))

    assert eerste.count('class="sb-draad"') == 20
    assert "Vraag nummer 0." in tweede
