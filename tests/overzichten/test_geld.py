"""The committee's way down from all budgets to one case: the paper of 2018/2019 to the euro."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from begroting.grootboek import Soort, op_jaar
from begroting.models import Bestedingsdoel, Verplichting
from begroting.services.boek import BoekingRegel, boek
from begroting.services.reserveren import geef_vrij, reserveer
from organisaties.models import Organisatie, OrganisatieSoort, Rol
from overzichten.services.uitsplitsing import ververs
from socialebasis.demo.begroting import TRAJECT
from tests.overzichten.geld import kop, lid, tabellen, woorden, zaai_nota

OUDEJAAR = datetime.date(2019, 12, 31)


@pytest.fixture
def financieel(db):
    return lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE)


@pytest.fixture
def nota(financieel):
    return zaai_nota(financieel)


@pytest.fixture
def commissie(client, db):
    client.force_login(lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD).gebruiker)
    return client


def adres(naam, *args):
    return reverse(f"overzichten:{naam}", args=args)


def test_the_committee_sees_the_paper_to_the_euro(nota, commissie):
    pagina = commissie.get(adres("geld_budget", nota.code))

    gezien = tabellen(pagina)
    assert gezien["doelen-2018"] == {
        "Coaching geen subsidie": ["8", "16.000", "16.000", "0", "0"],
        "Pilots": ["4", "80.000", "80.000", "0", "0"],
        "Nieuwe aanvragen": ["1", "4.000", "4.000", "0", "0"],
        "Samen": ["13", "100.000", "100.000", "0", "0"],
    }
    assert gezien["doelen-2019"] == {
        "Coaching": ["4", "8.000", "0", "8.000", "0"],
        "Pilots": ["2", "40.000", "0", "40.000", "0"],
        "Nieuwe aanvragen 11 verleend, 2 gereserveerd": ["13", "52.000", "44.000", "8.000", "0"],
        "Samen": ["19", "100.000", "44.000", "56.000", "0"],
    }
    assert gezien["jaren"] == {
        "2019": ["100.000", "44.000", "56.000", "0", "−56.000"],
        "2018": ["100.000", "100.000", "0", "0", "–"],
    }
    assert "Nieuwe aanvragen (11 en 2): 44.000 verleend, 8.000 gereserveerd, 0 vrij" in pagina.content.decode()


def test_all_budgets_of_a_year_stand_beside_each_other_structural_and_incidental_apart(nota, commissie):
    pagina = commissie.get(adres("geld"), {"jaar": "2019"})

    gezien = tabellen(pagina)
    assert kop(pagina) == "Alle budgetten 2019: 44.000 euro besteed of verleend van 147.000"
    assert gezien["budgetten"]["Samen"] == ["", "147.000", "44.000", "56.000", "47.000"]
    assert gezien["bronnen"] == {
        "Structureel": ["structureel", "47.000", "0", "0", "47.000"],
        "Beleidsintensivering": ["incidenteel", "100.000", "44.000", "56.000", "0"],
        "Samen": ["", "147.000", "44.000", "56.000", "47.000"],
    }
    assert "Incidenteel: 44.000 euro verleend van 100.000 euro." in woorden(pagina.content.decode())


def test_one_year_says_what_differs_from_last_year_and_who_received_it(nota, commissie):
    ververs()

    pagina = commissie.get(adres("geld_jaar", nota.code, 2018))
    volgend = commissie.get(adres("geld_jaar", nota.code, 2019))

    assert tabellen(pagina)["stroom"] == {
        "DOCK Haarlem": ["Pilots", "80.000"],
        "Stichting Bedrijf en Samenleving": ["Coaching", "16.000"],
        "Ontvanger niet in de bron": ["Nieuwe aanvragen", "4.000"],
        "Samen": ["", "100.000"],
    }
    assert [cellen[-1] for cellen in tabellen(volgend)["doelen-2019"].values()] == [
        "−16.000",
        "−80.000",
        "40.000",
        "−56.000",
    ]


def test_how_much_is_left_for_pilots_in_2019_and_who_got_the_rest(nota, commissie):
    over = commissie.get(adres("geld_doel", nota.code, 2019, "pilot"))
    eerder = commissie.get(adres("geld_doel", nota.code, 2018, "pilot"))

    assert tabellen(over)["stand"] == {
        "Besteed of verleend": ["–", "0"],
        "Gereserveerd nog geen ontvanger": ["2", "40.000"],
        "Vrij": ["–", "0"],
        "Beschikbaar": ["", "40.000"],
    }
    assert "ontvangers" not in tabellen(over)
    assert "Nog niemand: er is nog niets verleend." in over.content.decode()
    ontvangers = tabellen(eerder)["ontvangers"]
    assert ontvangers.pop("Samen") == ["", "", "", "80.000", "0"]
    assert [(naam.partition(" #")[0], cellen[1:]) for naam, cellen in ontvangers.items()] == [
        ("DOCK Haarlem", ["subsidie", "2019", "20.000", "0"])
    ] * 4


def test_one_commitment_is_explained_down_to_its_bookings_and_trajectories(nota, commissie):
    coaching = Verplichting.objects.get(juridische_vorm="opdracht")

    pagina = commissie.get(adres("geld_verplichting", nota.code, 2018, "coaching", coaching.kenmerk))

    assert kop(pagina) == "Stichting Bedrijf en Samenleving: 16.000 euro uit Coaching 2018"
    assert tabellen(pagina) == {
        "trajecten": {f"Traject {nummer}": [TRAJECT, "Naam niet in de bron"] for nummer in range(1, 9)},
        "boekingen": {
            "Verplichting": ["31 dec 2018", "BI-2018-coaching", "16.000", "–"],
            "Samen": ["", "", "16.000", ""],
        },
    }


def test_an_organisation_has_a_card_with_everything_it_received(nota, commissie):
    dock = Organisatie.objects.get(naam="DOCK Haarlem")
    dock.iban, dock.email, dock.telefoon = "NL02ABNA0123456789", "info@dock.example", "023 555 00 00"
    dock.save()

    pagina = commissie.get(adres("geld_ontvanger", dock.pk))

    assert kop(pagina) == "DOCK Haarlem: 80.000 euro gekregen in alle jaren"
    assert tabellen(pagina)["jaren"]["2018"] == ["80.000", "0", "–"]
    assert len(tabellen(pagina)["zaken"]) == 4
    assert not [geheim for geheim in (dock.iban, dock.email, dock.telefoon) if geheim in pagina.content.decode()]


def test_a_natural_person_is_never_named_and_has_no_card(nota, commissie):
    dock = Organisatie.objects.get(naam="DOCK Haarlem")
    Organisatie.objects.filter(pk=dock.pk).update(aanvrager_soort="natuurlijk_persoon")
    ververs()

    paginas = [
        commissie.get(adres("geld_doel", nota.code, 2018, "pilot")),
        commissie.get(adres("geld_jaar", nota.code, 2018)),
    ]

    assert [cellen[3] for naam, cellen in tabellen(paginas[0])["ontvangers"].items() if "persoon" in naam] == [
        "20.000"
    ] * 4
    assert tabellen(paginas[1])["stroom"]["Natuurlijke personen"] == ["Pilots", "80.000"]
    assert [pagina for pagina in paginas if "DOCK" in pagina.content.decode()] == []
    assert commissie.get(adres("geld_ontvanger", dock.pk)).status_code == 404


def test_the_figures_of_an_earlier_day_come_back(nota, commissie, financieel):
    pilots = Bestedingsdoel.objects.get(budgetjaar__budget=nota, budgetjaar__jaar=2019, code="pilot")
    geef_vrij(
        bestedingsdoel_id=pilots.pk,
        bedrag=Decimal(40000),
        kenmerk="V-1",
        aantal=2,
        datum=datetime.date(2020, 3, 1),
        omschrijving="Vervalt",
        door=financieel,
    )
    doel = adres("geld_doel", nota.code, 2019, "pilot")

    toen, nu = (tabellen(commissie.get(doel, per))["stand"] for per in ({"per": "2020-02-29"}, {}))

    assert toen["Gereserveerd nog geen ontvanger"] == ["2", "40.000"]
    assert nu["Gereserveerd nog geen ontvanger"] == ["–", "0"]


def test_every_page_says_its_day_and_the_address_to_cite_keeps_it(nota, commissie, financieel):
    pagina = commissie.get(adres("geld_jaar", nota.code, 2019), {"per": "2020-02-29"})

    html = pagina.content.decode()
    assert "Stand per 29 februari 2020" in html
    assert f'href="/geld/{nota.code}/2019/?per=2020-02-29"' in html
    assert f'href="/geld/{nota.code}/2019/pilot/?per=2020-02-29"' in html  # the way down keeps the day


@pytest.mark.parametrize("per", ["2999-01-01", "gisteren", "2019-02-30"])
def test_a_day_that_cannot_be_shown_is_an_error_at_the_field(nota, commissie, per):
    pagina = commissie.get(adres("geld"), {"per": per})

    assert pagina.status_code == 422
    assert per in pagina.content.decode()
    assert "Stand per" in pagina.content.decode()


def test_money_reserved_for_a_case_stays_out_of_sight(nota, commissie, financieel):
    pilots = Bestedingsdoel.objects.get(budgetjaar__budget=nota, budgetjaar__jaar=2019, code="pilot")
    stuk = {"bestedingsdoel_id": pilots.pk, "datum": OUDEJAAR, "omschrijving": "zaak"}
    stuk |= {"door": financieel, "bedrag": Decimal(20000)}
    geef_vrij(kenmerk="V-1", aantal=1, **stuk)
    reserveer(kenmerk="R-1", voor_zaak="SB-2019-0001", aantal=1, **stuk)

    jaar, doel = (
        commissie.get(pad)
        for pad in (adres("geld_jaar", nota.code, 2019), adres("geld_doel", nota.code, 2019, "pilot"))
    )

    assert tabellen(jaar)["doelen-2019"]["Pilots"] == ["1", "40.000", "0", "20.000", "20.000", "−80.000"]
    assert tabellen(doel)["stand"]["Vrij"] == ["–", "20.000"]
    assert [pagina for pagina in (jaar, doel) if "SB-2019-0001" in pagina.content.decode()] == []


def test_what_is_not_divided_yet_has_a_line_of_its_own(nota, commissie, financieel):
    boek(
        kenmerk="T-1",
        datum=OUDEJAAR,
        door=financieel,
        omschrijving="meer geld voor het jaar",
        regels=[BoekingRegel(Soort.WIJZIGING, op_jaar(nota.jaren.get(jaar=2019).pk), Decimal(10000))],
    )

    gezien = tabellen(commissie.get(adres("geld_budget", nota.code)))["doelen-2019"]

    assert gezien["Nog niet verdeeld"] == ["–", "10.000", "0", "0", "10.000"]
    assert gezien["Samen"] == ["19", "110.000", "44.000", "56.000", "10.000"]


@pytest.mark.parametrize(
    "pad",
    [
        "/geld/bestaat-niet/",
        "/geld/beleidsintensiveringen/2017/",
        "/geld/?jaar=2017",
        "/geld/?jaar=x",
        "/geld/ontvanger/0/",
    ],
)
def test_what_does_not_exist_is_not_found(nota, commissie, pad):
    assert commissie.get(pad).status_code == 404


def test_without_a_budget_the_page_says_so(commissie):
    assert "Er is nog geen budget." in commissie.get(adres("geld")).content.decode()


def test_a_partner_has_no_council_page(client, db):
    client.force_login(lid(Rol.TEKENBEVOEGDE, OrganisatieSoort.PARTNER).gebruiker)

    assert client.get(adres("geld")).status_code == 403
