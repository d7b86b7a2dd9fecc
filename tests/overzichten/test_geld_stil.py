"""A decision whose letter was not sent counts in the totals, and nobody reads there who it is about."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from begroting.models import Verplichting
from brieven.models import Brief
from organisaties.models import OrganisatieSoort, Rol
from overzichten.models import Stilte
from overzichten.selectors.geld_stand import _STIL, _WAAR, stil
from overzichten.services.uitsplitsing import ververs
from tests.overzichten.geld import kop, lid, tabellen
from tests.uitvoering.betalen import verstuur_brieven
from tests.uitvoering.conftest import stel_bijstelling_voor
from uitvoering.services import besluiten, voorbereiden

NIET_BEKEND = "Besloten, nog niet bekendgemaakt"


@pytest.fixture
def commissie(client, db):
    client.force_login(lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD).gebruiker)
    return client


@pytest.fixture
def doel(verleend):
    """The address of the purpose from which both grants of both years are paid."""
    jaar = verleend.doel.budgetjaar
    return reverse("overzichten:geld_doel", args=[jaar.budget.code, jaar.jaar, verleend.doel.code])


def zaak(doel, wereld, organisatie):
    verplichting = Verplichting.objects.get(ontvanger=organisatie, jaar_van_activiteit=2027)
    return f"{doel}{verplichting.kenmerk}/"


def stel_bij(wereld, bedrag):
    voorstel = stel_bijstelling_voor(wereld, {2027: Decimal(bedrag)})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=wereld["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=wereld["besluitnemer"])


def test_a_grant_counts_in_the_total_and_its_recipient_hears_it_first(verleend, doel, commissie):
    ververs()

    pagina = commissie.get(doel)
    jaar = commissie.get(doel.removesuffix("tafels/"))

    assert tabellen(pagina)["ontvangers"] == {
        NIET_BEKEND: ["–", "–", "–", "200.000", "0"],
        "Samen": ["", "", "", "200.000", "0"],
    }
    assert "waarvan 200.000 besloten, nog niet bekendgemaakt" in pagina.content.decode()
    assert tabellen(jaar)["doelen-2027"]["Thematafels"][2] == "200.000"
    assert "stroom" not in tabellen(jaar)
    for antwoord in (pagina, jaar):
        assert verleend.anker.naam not in antwoord.content.decode()
    assert commissie.get(zaak(doel, verleend, verleend.anker)).status_code == 404
    assert commissie.get(reverse("overzichten:geld_ontvanger", args=[verleend.anker.pk])).status_code == 404


def test_once_the_letter_was_sent_the_case_is_explained(verleend, doel, commissie):
    verstuur_brieven()

    pagina = commissie.get(doel)
    case = commissie.get(zaak(doel, verleend, verleend.anker))

    assert NIET_BEKEND not in tabellen(pagina)["ontvangers"]
    assert tabellen(pagina)["ontvangers"][verleend.anker.naam][3] == "60.000"
    assert kop(case).startswith(f"{verleend.anker.naam}: 60.000 euro uit Thematafels 2027")
    assert tabellen(case)["jaren"] == {
        "2027": ["60.000", "60.000", "0", "–", "0"],
        "2028": ["60.000", "60.000", "0", "–", "0"],
        "Samen": ["120.000", "120.000", "0", "", "0"],
    }
    assert [cellen[2] for naam, cellen in tabellen(case)["besluiten"].items() if naam.startswith("Verlening")] == [
        "120.000"
    ]
    assert len(tabellen(case)["voorzieningen"]) == 1


def test_a_letter_of_another_recipient_does_not_make_this_one_known(verleend, doel, commissie):
    for velden in (
        {"stand": "bezig"},
        {"stand": "gemaakt", "sha256": "0" * 64, "bestand": "brieven/x.pdf", "bladzijden": 1},
        {"stand": "verzonden"},
    ):
        Brief.objects.filter(ontvanger=verleend.anker).exclude(stand="verzonden").update(**velden)

    pagina = commissie.get(doel)

    assert {naam.partition(" #")[0] for naam in tabellen(pagina)["ontvangers"]} == {
        verleend.anker.naam,
        NIET_BEKEND,
        "Samen",
    }
    assert tabellen(pagina)["ontvangers"][NIET_BEKEND][3] == "80.000"
    assert verleend.brug.naam not in pagina.content.decode()


def test_a_change_that_was_not_sent_leaves_the_recipient_at_what_it_knows(verleend, doel, commissie):
    verstuur_brieven()
    stel_bij(verleend, "5000.00")

    pagina = commissie.get(doel)
    case = commissie.get(zaak(doel, verleend, verleend.anker))

    ontvangers = tabellen(pagina)["ontvangers"]
    assert ontvangers[verleend.anker.naam][3] == "60.000"
    assert ontvangers[NIET_BEKEND][3] == "5.000"
    assert ontvangers["Samen"][3] == "205.000"
    assert tabellen(case)["jaren"]["2027"][:3] == ["60.000", "60.000", "0"]
    assert tabellen(case)["boekingen"]["Samen"][2] == "60.000"
    assert len(tabellen(case)["besluiten"]) == 2  # the first decision and the total

    verstuur_brieven()

    assert tabellen(commissie.get(doel))["ontvangers"][verleend.anker.naam][3] == "65.000"
    case = commissie.get(zaak(doel, verleend, verleend.anker))
    assert tabellen(case)["jaren"]["2027"][:3] == ["60.000", "60.000", "5.000"]


def test_by_a_day_before_the_letter_the_recipient_was_not_known(verleend, doel, commissie):
    """The ledger already has the decision of that day; the letter left later."""
    verstuur_brieven()
    gisteren = timezone.localdate() - datetime.timedelta(days=1)

    assert commissie.get(zaak(doel, verleend, verleend.anker), {"per": gisteren}).status_code == 404


def test_a_letter_that_was_sent_keeps_its_days_of_silence(verleend):
    vandaag = timezone.localdate()
    drie_later = vandaag + datetime.timedelta(days=3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE brieven_brief DISABLE TRIGGER USER")
        Brief.objects.update(verzenddatum=drie_later)
        cursor.execute("ALTER TABLE brieven_brief ENABLE TRIGGER USER")
    wachtend = stil("doel", [verleend.doel.pk], vandaag)

    verstuur_brieven()

    assert wachtend
    assert Stilte.objects.count() == len(wachtend)
    assert stil("doel", [verleend.doel.pk], drie_later - datetime.timedelta(days=1)) == wachtend
    assert stil("doel", [verleend.doel.pk], drie_later) == {}
    assert stil("doel", [verleend.doel.pk], vandaag - datetime.timedelta(days=1)) == {}


def test_every_cut_adds_up_to_what_was_granted(verleend, doel, commissie):
    verstuur_brieven()
    stel_bij(verleend, "5000.00")
    ververs()

    gezien = tabellen(commissie.get(doel))

    for snede in ("omvang", "soort", "stadsdeel", "vorm"):
        assert gezien[snede][NIET_BEKEND][-2] == "5.000"
        assert gezien[snede]["Samen"][-2] == "205.000"
    assert gezien["aanvraag"] == {
        "Gevraagd": ["200.000"],
        "Eerst verleend": ["200.000"],
        "Gewijzigd": ["0"],
        "Nu verleend": ["200.000"],
        "Daarvan al vastgesteld: was verleend": ["0"],
        "Daarvan al vastgesteld: op": ["0"],
    }
    assert gezien["omvang"]["Kleine organisaties"] == ["1", "80.000", "39,0"]
    assert gezien["omvang"]["Grotere organisaties"] == ["1", "120.000", "58,5"]


def test_letters_that_wait_are_found_by_their_own_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {_STIL.format(waar=_WAAR['budgetjaar'])}", {"per": timezone.localdate(), "ids": [1]})
        plan = "\n".join(regel for (regel,) in cursor.fetchall())

    assert "brief_nog_niet_verzonden" in plan


PAGINAS = ("geld", "geld_budget", "geld_jaar", "geld_doel", "geld_verplichting", "geld_ontvanger")


@pytest.mark.parametrize("naam", PAGINAS)
@pytest.mark.parametrize("toen", [False, True])
def test_every_page_takes_twelve_queries_at_most(
    verleend, doel, commissie, monkeypatch, django_assert_max_num_queries, naam, toen
):
    """Read tomorrow: of that day, and of the day before."""
    verstuur_brieven()
    ververs()
    vandaag = timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda: vandaag + datetime.timedelta(days=1))
    jaar = verleend.doel.budgetjaar
    plek = [jaar.budget.code, jaar.jaar, verleend.doel.code]
    delen = {"geld": 0, "geld_budget": 1, "geld_jaar": 2, "geld_doel": 3}
    adressen = {een: reverse(f"overzichten:{een}", args=plek[:aantal]) for een, aantal in delen.items()} | {
        "geld_verplichting": zaak(doel, verleend, verleend.anker),
        "geld_ontvanger": reverse("overzichten:geld_ontvanger", args=[verleend.anker.pk]),
    }

    with django_assert_max_num_queries(12):
        pagina = commissie.get(adressen[naam], {"per": vandaag} if toen else {})

    assert pagina.status_code == 200
    assert verleend.anker.naam in pagina.content.decode() or naam in PAGINAS[:3]
