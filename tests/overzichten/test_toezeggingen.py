"""The promises as a file: the same list and the same choice as the page of thematafels."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid
from tests.kern.test_uitvoer import csv_rijen
from thematafels.gegevens import ToezeggingGegevens
from thematafels.services import doe_toezegging, rond_toezegging_af

pytestmark = pytest.mark.django_db


def dag(over: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=over)


@pytest.fixture
def beloofd():
    """One that is late and looks like a formula, and one that was kept."""
    ambtenaar = maak_lid(Rol.BELEIDSMEDEWERKER)
    velden = {"aan": "commissie", "aan_wie": "commissie Samenleving", "gedaan_op": dag(-10)}
    doe_toezegging(
        gegevens=ToezeggingGegevens(onderwerp='=HYPERLINK("x";"y")', uiterlijk_op=dag(-1), **velden), door=ambtenaar
    )
    klaar = doe_toezegging(gegevens=ToezeggingGegevens(onderwerp="klaar", **velden), door=ambtenaar)
    rond_toezegging_af(toezegging_id=klaar.pk, stand="nagekomen", uitkomst="-1 is\ngoed", op=dag(0), door=ambtenaar)


@pytest.fixture
def commissie(client):
    client.force_login(maak_lid(Rol.COMMISSIELID).gebruiker)
    return client


def bestand(client, vorm, **keuze):
    return client.get(reverse("overzichten:toezeggingen_bestand", args=[vorm]), keuze)


def test_the_file_holds_every_promise_with_its_state_and_no_formula(beloofd, commissie):
    antwoord = bestand(commissie, "csv")

    koppen, *rijen = csv_rijen(antwoord.content)
    assert koppen == [
        "Aan",
        "Aan wie",
        "Onderwerp",
        "Thematafel",
        "Toegezegd op",
        "Uiterlijk op",
        "Stand",
        "Uitkomst",
        "Afgerond op",
        "Bron",
        "Stand per",
    ]
    assert [(rij[2], rij[5], rij[6], rij[7]) for rij in rijen] == [
        ('\'=HYPERLINK("x";"y")', f"{dag(-1):%d-%m-%Y}", "te laat", ""),
        ("klaar", "", "nagekomen", "'-1 is goed"),
    ]
    assert antwoord["Content-Disposition"] == f'attachment; filename="toezeggingen-{dag(0)}.csv"'


@pytest.mark.parametrize("vorm", ["ods", "xlsx"])
def test_a_spreadsheet_holds_the_same_with_real_days(beloofd, commissie, vorm):
    boek = CalamineWorkbook.from_filelike(io.BytesIO(bestand(commissie, vorm).content))

    rijen = boek.get_sheet_by_name("toezeggingen").to_python()[1:]
    assert [(rij[2], rij[4], rij[6], rij[8]) for rij in rijen] == [
        ('\'=HYPERLINK("x";"y")', dag(-10), "te laat", ""),
        ("klaar", dag(-10), "nagekomen", dag(0)),
    ]


def test_the_file_keeps_the_choice_of_the_page(beloofd, commissie):
    html = commissie.get(reverse("thematafels:toezeggingen"), {"stand": "afgerond"}).content.decode()

    assert 'href="/toezeggingen/xlsx/?stand=afgerond&amp;aan="' in html
    assert [rij[2] for rij in csv_rijen(bestand(commissie, "csv", stand="afgerond").content)[1:]] == ["klaar"]


def test_a_partner_saves_only_what_it_may_read(beloofd, client):
    client.force_login(maak_lid(Rol.TEKENBEVOEGDE).gebruiker)

    assert csv_rijen(bestand(client, "csv").content)[1:] == []
    assert bestand(client, "pdf").status_code == 404
