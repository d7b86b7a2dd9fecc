"""The table of the paper of 2018/2019 out of the cases of the demo: to the euro, and it moves with them."""

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
import yaml
from django.db.models import Sum
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from begroting.models import Bestedingsdoel, Traject, Verplichting
from begroting.selectors import JaarRij, overzicht
from begroting.services.reserveren import geef_vrij
from brieven.models import Brief
from organisaties.models import Lidmaatschap, Organisatie
from overzichten.selectors.aansluiting import verschillen
from regelingen.zaad import zaai_regelingen
from socialebasis.demo.accounts import zaai_accounts
from socialebasis.demo.begroting import FEITEN, lees_feiten, zaai_begroting
from socialebasis.demo.individueel import Vraag, besluit, open_loket, vraag_aan
from socialebasis.demo.klok import op_dag
from socialebasis.demo.nota import KENMERK, zaai_nota
from socialebasis.demo.openstellingen import OPENSTELLINGEN
from socialebasis.demo.organisaties import zaai_organisaties
from subsidies.models import Aanvraag, Beschikking, Subsidie
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from tests.architectuur.conftest import terug
from uitvoering.models import Betaaltermijn, Doorbetaling
from uitvoering.selectors.doorbetaling import doorbetaalstaat

NAAM = "Beleidsintensiveringen zelforganisaties"
Leden = dict[str, Lidmaatschap]


pytestmark = pytest.mark.xdist_group("nota")  # sown by one process


@pytest.fixture(autouse=True, scope="module")
def leden(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Leden]:
    """The cases alone, sown once: every test leaves them as it found them."""
    with django_db_blocker.unblock(), terug():
        with override_settings(DEBUG=True):
            zaai_regelingen()
            organisaties = zaai_organisaties()
            mensen = zaai_accounts(organisaties)
            zaai_begroting(organisaties=organisaties, door=mensen["financieel"])
            zaai_nota(organisaties=organisaties, leden=mensen)
        yield mensen


@pytest.fixture(autouse=True)
def _laat_staan(leden: Leden, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), terug():
        yield


def jaren() -> dict[int, JaarRij]:
    [budget] = [rij for rij in overzicht() if rij.naam == NAAM]
    return {jaar.jaar: jaar for jaar in budget.jaren}


def verleend_en_gereserveerd(jaar: JaarRij) -> dict[str, tuple[int, int, int, int]]:
    """Per purpose in euro and in numbers: granted or spent, and reserved."""
    return {
        doel.code: (
            int(doel.bedragen.verleend),
            doel.aantal_verleend,
            int(doel.bedragen.gereserveerd),
            doel.aantal_gereserveerd,
        )
        for doel in jaar.doelen
    }


def test_the_table_of_the_paper_comes_out_of_the_cases_to_the_euro():
    gevonden = jaren()

    assert {jaar: verleend_en_gereserveerd(rij) for jaar, rij in gevonden.items()} == {
        2018: {
            "coaching": (16000, 8, 0, 0),
            "pilot": (80000, 4, 0, 0),
            "nieuwe_aanvraag": (4000, 1, 0, 0),
        },
        2019: {
            "coaching": (0, 0, 8000, 4),
            "pilot": (0, 0, 40000, 2),
            "nieuwe_aanvraag": (44000, 11, 8000, 2),
        },
    }
    for jaar, verwacht in yaml.safe_load(FEITEN.read_text())["overzicht"].items():
        bedragen = {doel.code: doel.bedragen.samen for doel in gevonden[jaar].doelen}
        geheel = gevonden[jaar].bedragen
        assert bedragen | {"beschikbaar": geheel.beschikbaar, "restant": geheel.vrij} == verwacht


def test_every_euro_that_was_granted_is_a_decision_with_a_letter_that_was_sent():
    verleend = Verplichting.objects.filter(juridische_vorm="subsidie", bestedingsdoel__budgetjaar__budget__naam=NAAM)

    som = verleend.aggregate(som=Sum("stand__verplicht"))["som"]
    assert (verleend.count(), som) == (16, Decimal(128000))
    assert verleend.exclude(subsidiejaar__subsidie__beschikking__brief__stand="verzonden").count() == 0
    assert Counter(Beschikking.objects.values_list("soort", "besluit__genomen_op__year")) == {
        ("directe_vaststelling", 2018): 5,
        ("directe_vaststelling", 2019): 11,
    }


def test_budget_year_year_of_activity_and_day_of_the_decision_are_three_things():
    pilots = Verplichting.objects.filter(bestedingsdoel__code="pilot")

    assert set(
        pilots.values_list(
            "bestedingsdoel__budgetjaar__jaar", "jaar_van_activiteit", "boekingen__boekstuk__datum", "ontvanger__naam"
        )
    ) == {(2018, 2019, datetime.date(2018, 11, 13), "DOCK Haarlem")}
    assert set(pilots.values_list("omschrijving", flat=True)) == {
        f"Pilot {pilot['naam']} 2019" for pilot in lees_feiten()["pilots"]["lijst"]
    }


def test_the_penvoerder_passes_everything_on_and_partners_have_a_line_of_nothing():
    pilots = Subsidie.objects.filter(deel__aanvraag__regeling__code="pilots")

    assert [
        [(jaar.verleend, jaar.doorbetaald, jaar.gehouden) for jaar in doorbetaalstaat(pilot).jaren] for pilot in pilots
    ] == [[(Decimal(20000), Decimal(20000), Decimal(0))]] * 4
    weten = Doorbetaling.objects.filter(subsidie__deel__aanvraag__uitvraag__naam__contains="Weten wat je doet")
    assert {rij.ontvanger.naam: int(rij.bedrag) for rij in weten.select_related("ontvanger")} == {
        "Onafhankelijke projectleider (naam niet in de bron)": 2000,
        "Zelforganisaties in de pilots (namen niet in de bron)": 18000,
        "Haarlem Effect": 0,
        "Leerplein Haarlem": 0,
        "Politie": 0,
        "Raad voor de Kinderbescherming": 0,
        "CJG Kennemerland": 0,
    }
    assert not Doorbetaling.objects.exclude(naam="").exists()


def test_the_coaching_is_one_purchase_with_eight_trajectories_for_organisations_the_paper_does_not_name():
    coaching = Verplichting.objects.get(juridische_vorm="opdracht")

    assert (coaching.ontvanger and coaching.ontvanger.naam) == "Stichting Bedrijf en Samenleving"
    assert list(Traject.objects.values_list("verplichting", "volgnummer", "organisatie")) == [
        (coaching.pk, nummer, None) for nummer in range(1, 9)
    ]


def test_one_counter_of_self_organisations_is_paid_from_two_budgets():
    loket = Aanvraag.objects.filter(uitvraag__kenmerk=KENMERK)

    dekking = loket[0].tafel.dekking.values_list("bestedingsdoel__code", "bestedingsdoel__budgetjaar__jaar")
    assert list(dekking.order_by("volgorde")) == [
        ("nieuwe_aanvraag", 2018),
        ("nieuwe_aanvraag", 2019),
        ("zelforganisaties", 2019),
    ]
    assert loket.count() == 12
    assert not Organisatie.objects.filter(aanvragen_als_penvoerder__in=loket, fictief=False).exists()


def test_self_organisations_were_paid_and_of_the_penvoerder_no_account_number_is_known():
    gevonden = Counter(Betaaltermijn.objects.values_list("subsidie__ontvanger__fictief", "stand", "bedrag"))

    assert gevonden == {(True, "betaald", Decimal(4000)): 12, (False, "open", Decimal(20000)): 4}
    assert Organisatie.objects.get(naam="DOCK Haarlem").iban == ""


def test_the_kept_figures_agree_with_the_rows():
    assert verschillen() == []


def test_letters_of_a_made_up_call_say_so_also_to_a_real_organisation():
    brieven = Brief.objects.filter(ontvanger__naam="DOCK Haarlem")

    assert Counter(brieven.values_list("soort", flat=True)) == {"ontvangstbevestiging": 4, "directe_vaststelling": 4}
    assert {brief.snapshot["inhoud"]["kop"]["voorbeeld"] for brief in brieven} == {True}
    besluiten = [str(brief.snapshot) for brief in brieven if brief.soort == "directe_vaststelling"]
    assert ["Wij hebben nog geen rekeningnummer van u." in besluit for besluit in besluiten] == [True] * 4


def test_a_reserved_pilot_becomes_a_grant_and_the_figures_move(leden):
    doel = Bestedingsdoel.objects.get(code="pilot", budgetjaar__jaar=2019)
    with op_dag(datetime.date(2019, 8, 20)):
        loket = open_loket(
            next(soort for soort in OPENSTELLINGEN if soort.regeling == "pilots"),
            "pilots-2020",
            2020,
            van=datetime.date(2019, 9, 2),
            tot=datetime.date(2019, 10, 15),
            dekking=[Dekkingsregel(doel.pk)],
            leden=leden,
        )
    with op_dag(datetime.date(2019, 9, 10)):
        aanvraag = vraag_aan(Vraag(loket, leden["gehoor"], {"Kosten": Decimal(20000)}, {}))
    with op_dag(datetime.date(2019, 10, 22)):
        geef_vrij(
            bestedingsdoel_id=doel.pk,
            bedrag=Decimal(20000),
            aantal=1,
            kenmerk="BI-2019-pilot-vrijgave",
            datum=datetime.date(2019, 10, 22),
            omschrijving="Voor de eerste nieuwe pilot",
            door=leden["beleidsmedewerker"],
        )

        besluit(aanvraag, leden)

    rij = jaren()[2019]
    assert verleend_en_gereserveerd(rij)["pilot"] == (20000, 1, 20000, 1)
    bedragen = rij.bedragen
    assert (bedragen.verleend, bedragen.gereserveerd, bedragen.samen, bedragen.vrij) == (64000, 36000, 100000, 0)
    assert verschillen() == []


def test_sowing_twice_changes_nothing(leden):
    tellers = (Aanvraag, Verplichting, Doorbetaling, Brief, Organisatie, Traject)
    vooraf = [model.objects.count() for model in tellers]

    with override_settings(DEBUG=True):
        organisaties = zaai_organisaties()
        zaai_begroting(organisaties=organisaties, door=leden["financieel"])
        zaai_nota(organisaties=organisaties, leden=leden)

    assert [model.objects.count() for model in tellers] == vooraf
