"""How the money is used, to the euro: what cases will take, what to expect, what if, and who is warned."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from begroting.grootboek import Soort, op_doel
from begroting.models import Boeking
from begroting.services import grens, plafond, vaststellen
from begroting.services.boek import BoekingRegel, boek
from begroting.services.reserveren import reserveer
from organisaties.models import Lidmaatschap
from overzichten.selectors.werklijst import werkregels
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.services import besluiten, dekking
from tests.overzichten.geld import kop, tabellen
from tests.subsidies.conftest import JAREN, Wereld, geweigerd, maak_geld
from tests.uitvoering.conftest import stel_bijstelling_voor, subsidie_van
from uitvoering.models import Betaaltermijn

WAARSCHUWING = "Kijken naar een budget dat bijna op is"


@pytest.fixture
def lees(client):
    """A page as the financial officer reads it: its tables."""

    def doe(wereld: Wereld, naam: str, *args: object, **vraag: object):
        client.force_login(wereld["financieel"].gebruiker)
        pagina = client.get(reverse(f"overzichten:{naam}", args=args), vraag)
        assert pagina.status_code == 200
        return tabellen(pagina)

    return doe


def benutting(lees, wereld: Wereld) -> list[str]:
    doel = wereld.doel
    return lees(wereld, "benutting", jaar=2027)[f"jaar-{doel.budgetjaar_id}"][doel.naam]


def boek_op(
    wereld: Wereld, soort: Soort, bedrag: int, kenmerk: str, dag: datetime.date | None = None, **velden: object
) -> None:
    boek(
        kenmerk=kenmerk,
        datum=dag or timezone.localdate(),
        door=wereld["financieel"],
        omschrijving="test",
        regels=[BoekingRegel(soort, op_doel(wereld.doel.pk), Decimal(bedrag), **velden)],
    )


def waarschuwingen(lid: Lidmaatschap) -> list[tuple[str, bool, str]]:
    return [(regel.naam, regel.van_u, regel.url) for regel in werkregels(lid) if regel.wat == WAARSCHUWING]


def test_what_is_proposed_is_likely_until_it_is_granted(voorgesteld: Wereld, lees):
    cellen = benutting(lees, voorgesteld)

    assert cellen == ["1.000.000", "0", "0", "200.000", "800.000", "0,0", "Ruimte genoeg"]
    zaken = lees(voorgesteld, "benutting_jaar", voorgesteld.doel.budgetjaar_id)["zaken"]
    kenmerk = voorgesteld.aanvraag.kenmerk
    assert zaken == {
        kenmerk: ["Thematafels", "aanvraag, 2027", "100.000", "0"],
        f"{kenmerk} #2": ["Thematafels", "aanvraag, 2028", "100.000", "0"],
    }


def test_what_was_granted_is_no_longer_proposed(verleend: Wereld, lees):
    stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})

    assert benutting(lees, verleend) == ["1.000.000", "200.000", "0", "5.000", "795.000", "20,0", "Ruimte genoeg"]


def test_a_reservation_for_the_case_counts_once(voorgesteld: Wereld, lees):
    reserveer(
        bestedingsdoel_id=voorgesteld.doel.pk,
        bedrag=Decimal(150000),
        kenmerk="R-1",
        voor_zaak=voorgesteld.aanvraag.kenmerk,
        datum=timezone.localdate(),
        omschrijving="Voor de tafel",
        door=voorgesteld["financieel"],
    )

    assert benutting(lees, voorgesteld) == [
        "1.000.000",
        "0",
        "150.000",
        "50.000",
        "800.000",
        "15,0",
        "Ruimte genoeg",
    ]
    zaken = lees(voorgesteld, "benutting_jaar", voorgesteld.doel.budgetjaar_id)["zaken"]
    assert [cellen[2:] for cellen in zaken.values()] == [["100.000", "100.000"], ["100.000", "50.000"]]


def test_a_case_that_two_budgets_cover_takes_from_each_in_order(voorgesteld: Wereld, lees):
    klein = maak_geld(voorgesteld["financieel"], Decimal(30000), "Intensivering")
    dekking.kies_dekking(
        tafel_id=voorgesteld.tafel.pk,
        jaar=JAREN[0],
        regels=[Dekkingsregel(klein.pk, Decimal(20000)), Dekkingsregel(voorgesteld.doel.pk)],
        door=voorgesteld["financieel"],
    )

    gezien = lees(voorgesteld, "benutting", jaar=2027)

    assert gezien[f"jaar-{klein.budgetjaar_id}"]["Intensivering"][3:5] == ["20.000", "10.000"]
    assert benutting(lees, voorgesteld)[3:5] == ["180.000", "820.000"]


def test_what_does_not_fit_is_said(voorgesteld: Wereld, lees):
    boek_op(voorgesteld, Soort.WIJZIGING, -850000, "W-1")

    cellen = benutting(lees, voorgesteld)

    assert cellen == ["150.000", "0", "0", "200.000", "−50.000", "0,0", "Wordt te weinig"]


def test_a_year_is_forecast_from_its_schedule(verleend: Wereld, lees):
    Betaaltermijn.objects.all().delete()
    subsidie = subsidie_van(verleend, verleend.anker)
    for nummer, (dag, bedrag) in enumerate(
        [(datetime.date(2027, 1, 15), 25000), (datetime.date(2027, 12, 31), 25000), (datetime.date(2028, 1, 1), 9999)]
    ):
        Betaaltermijn.objects.create(
            subsidie=subsidie, jaar=2027, volgnummer=nummer + 1, dag=dag, bedrag=Decimal(bedrag)
        )

    gezien = lees(verleend, "benutting_jaar", verleend.doel.budgetjaar_id)

    assert [cellen[0] for cellen in gezien["verlenen"].values()] == ["200.000", "0", "0", "200.000"]
    assert {naam: cellen[0] for naam, cellen in gezien["betalen"].items()} == {
        "Al betaald": "0",
        "Termijnen tot en met 31 december": "50.000",
        "Verleend zonder betaalschema": "140.001",
        "Verwacht": "190.001",
    }


def test_instalments_of_a_year_that_two_budgets_cover_are_shared(voorgesteld: Wereld, lees):
    # given a grant of 60.000 a year of which 2027 is paid for 15.000 from another budget
    klein = maak_geld(voorgesteld["financieel"], Decimal(15000), "Intensivering")
    dekking.kies_dekking(
        tafel_id=voorgesteld.tafel.pk,
        jaar=JAREN[0],
        regels=[Dekkingsregel(klein.pk), Dekkingsregel(voorgesteld.doel.pk)],
        door=voorgesteld["financieel"],
    )
    besluiten.neem_besluit(aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld["besluitnemer"])
    Betaaltermijn.objects.all().delete()
    subsidie = subsidie_van(voorgesteld, voorgesteld.anker)
    Betaaltermijn.objects.create(
        subsidie=subsidie, jaar=2027, volgnummer=1, dag=datetime.date(2027, 1, 15), bedrag=Decimal(20000)
    )
    verdeling = {
        jaar.verplichting.bestedingsdoel_id: jaar.verplichting.stand.verplicht
        for jaar in subsidie.jaren.filter(jaar=2027).select_related("verplichting__stand")
    }

    gepland = {
        doel.pk: lees(voorgesteld, "benutting_jaar", doel.budgetjaar_id)["betalen"][
            "Termijnen tot en met 31 december"
        ][0]
        for doel in (klein, voorgesteld.doel)
    }

    assert verdeling == {klein.pk: Decimal(15000), voorgesteld.doel.pk: Decimal(45000)}
    assert gepland == {klein.pk: "5.000", voorgesteld.doel.pk: "15.000"}


def test_what_if_names_each_grant_and_what_does_not_fit(verleend: Wereld, lees):
    boek_op(verleend, Soort.WIJZIGING, -797000, "W-1")  # 3.000 is left

    gezien = lees(verleend, "wat_als", verleend.doel.budgetjaar_id, percentage="2,5", afronding="cent")

    assert gezien["doelen"] == {"Thematafels": ["5.000", "3.000", "2.000"]}
    rijen = [(naam.partition(" SB")[0], cellen) for naam, cellen in gezien["subsidies"].items()]
    assert rijen == [
        ("Stichting Voorbeeld Brug", ["2027", "40.000", "1.000", "41.000", "nee"]),
        ("Stichting Voorbeeld Brug", ["2028", "40.000", "1.000", "41.000", "nee"]),
        ("Stichting Voorbeeld Anker", ["2027", "60.000", "1.500", "61.500", "ja"]),
        ("Stichting Voorbeeld Anker", ["2028", "60.000", "1.500", "61.500", "ja"]),
        ("Samen", ["", "200.000", "5.000", "205.000", ""]),
    ]
    assert Boeking.objects.filter(soort=Soort.BIJSTELLING).count() == 0


@pytest.mark.parametrize("bladzijde", ["1", "0", "99", "9" * 30, "x"])
def test_what_if_everything_fits_reads_one_page(verleend: Wereld, lees, bladzijde):
    gezien = lees(
        verleend, "wat_als", verleend.doel.budgetjaar_id, percentage="2,5", afronding="cent", bladzijde=bladzijde
    )

    assert gezien["doelen"] == {"Thematafels": ["5.000", "800.000", "0"]}
    assert list(gezien["subsidies"].values()) == [
        ["2027", "60.000", "1.500", "61.500", "ja"],
        ["2028", "60.000", "1.500", "61.500", "ja"],
        ["2027", "40.000", "1.000", "41.000", "ja"],
        ["2028", "40.000", "1.000", "41.000", "ja"],
        ["", "200.000", "5.000", "205.000", ""],
    ]


def test_what_if_looks_at_the_ceiling_too(verleend: Wereld, lees):
    plafond.publiceer_plafond(
        bestedingsdoel_id=verleend.doel.pk,
        bedrag=Decimal(201000),
        verdeelwijze="Op volgorde van binnenkomst",
        gepubliceerd_op=timezone.localdate(),
        vindplaats="Gemeenteblad 2026, 1",
        kenmerk="P-1",
        omschrijving="Plafond",
        door=verleend["financieel"],
    )

    gezien = lees(verleend, "wat_als", verleend.doel.budgetjaar_id, percentage="2,5", afronding="cent")

    assert gezien["doelen"] == {"Thematafels": ["5.000", "1.000", "4.000"]}
    assert lees(verleend, "benutting", jaar=2027)[f"jaar-{verleend.doel.budgetjaar_id}"][
        "Thematafels Plafond 201.000, daarvan 200.000 verleend"
    ][-2:] == ["99,5", "Bijna bereikt"]


@pytest.mark.parametrize("percentage", ["", "-1", "26", "veel"])
def test_a_percentage_that_cannot_be_is_an_error_at_the_field(verleend: Wereld, client, percentage: str):
    client.force_login(verleend["financieel"].gebruiker)

    pagina = client.get(
        reverse("overzichten:wat_als", args=[verleend.doel.budgetjaar_id]),
        {"percentage": percentage, "afronding": "cent"},
    )

    assert pagina.status_code == 422
    assert tabellen(pagina) == {}


def test_the_largest_bookings_of_a_period_come_first(verleend: Wereld, lees):
    boek_op(verleend, Soort.RESERVERING, 500, "R-1")
    boek_op(verleend, Soort.WIJZIGING, -70000, "W-1")
    vandaag = timezone.localdate()

    gezien = lees(verleend, "bewegingen", van=f"{vandaag:%d-%m-%Y}", tot=f"{vandaag:%d-%m-%Y}", soort="", budget="")

    bedragen = [cellen[-1] for cellen in gezien["boekingen"].values()]
    assert bedragen[:3] == ["1.000.000", "−70.000", "60.000"]
    assert bedragen[-1] == "500"
    eerder = lees(verleend, "bewegingen", van="01-01-2020", tot="31-12-2020", soort="", budget="")
    assert eerder == {}


def test_bookings_are_narrowed_by_kind_and_budget(verleend: Wereld, lees):
    ander = maak_geld(verleend["financieel"], Decimal(777), "Ander geld")
    periode = {"van": "01-01-2026", "tot": f"{timezone.localdate():%d-%m-%Y}"}

    budget = lees(verleend, "bewegingen", soort="", budget=ander.budgetjaar.budget_id, **periode)
    soort = lees(verleend, "bewegingen", soort="verplichting", budget="", **periode)

    assert [cellen[-1] for cellen in budget["boekingen"].values()] == ["777"]
    assert [cellen[-1] for cellen in soort["boekingen"].values()] == ["60.000", "60.000", "40.000", "40.000"]


def test_bookings_stop_at_the_day_that_was_asked_for(verleend: Wereld, lees, client):
    vandaag = timezone.localdate()
    eerder = vandaag - datetime.timedelta(days=1)

    assert lees(verleend, "bewegingen", per=eerder) == {}
    periode = {"van": "01-01-2026", "tot": f"{vandaag:%d-%m-%Y}", "soort": "", "budget": ""}
    assert lees(verleend, "bewegingen", **periode, per=eerder) == {}
    assert len(lees(verleend, "bewegingen", **periode, per=vandaag)["boekingen"]) == 5
    te_vroeg = client.get(reverse("overzichten:bewegingen"), periode | {"per": "2025-12-31"})
    assert te_vroeg.status_code == 422
    assert "Deze dag ligt voor de eerste dag van de periode." in te_vroeg.content.decode()


def test_of_an_earlier_day_the_ledger_is_known_and_what_was_proposed_is_not(voorgesteld: Wereld, lees):
    boek_op(voorgesteld, Soort.RESERVERING, 150000, "R-1")
    boek_op(voorgesteld, Soort.WIJZIGING, 70000, "W-1", dag=timezone.localdate() - datetime.timedelta(days=1))
    jaar_id, per = voorgesteld.doel.budgetjaar_id, {"per": timezone.localdate() - datetime.timedelta(days=1)}

    nu = benutting(lees, voorgesteld)
    toen = lees(voorgesteld, "benutting", jaar=2027, **per)[f"jaar-{jaar_id}"]

    assert nu == ["1.070.000", "0", "150.000", "200.000", "720.000", "14,0", "Ruimte genoeg"]
    assert toen == {
        voorgesteld.doel.naam: ["70.000", "0", "0", "–", "70.000", "0,0", "Ruimte genoeg"],
        "Samen": ["70.000", "0", "0", "", "70.000", "0,0", "Ruimte genoeg"],
    }
    assert set(lees(voorgesteld, "benutting_jaar", jaar_id, **per)) == {"doelen"}


@pytest.mark.parametrize("naam", ["benutting", "benutting_jaar", "bewegingen"])
def test_a_page_of_figures_says_its_day_and_refuses_one_that_cannot_be(verleend: Wereld, client, naam):
    adres = reverse(f"overzichten:{naam}", args=[verleend.doel.budgetjaar_id] if naam == "benutting_jaar" else [])
    client.force_login(verleend["financieel"].gebruiker)
    eerder = timezone.localdate() - datetime.timedelta(days=1)

    assert f"Stand per {date_format(timezone.localdate(), 'j F Y')}" in client.get(adres).content.decode()
    toen = client.get(adres, {"per": f"{eerder}"})
    assert toen.status_code == 200
    assert f'name="per" value="{eerder}"' in toen.content.decode()
    for per, fout in (("x", "Vul een dag in"), ("2999-01-01", "Van later is nog niets geboekt.")):
        geweigerde_dag = client.get(adres, {"per": per})
        assert geweigerde_dag.status_code == 422
        assert fout in geweigerde_dag.content.decode()


@pytest.mark.parametrize("naam", ["benutting", "benutting_jaar", "bewegingen"])
def test_an_earlier_day_costs_at_most_twelve_queries(verleend: Wereld, client, naam, django_assert_max_num_queries):
    adres = reverse(f"overzichten:{naam}", args=[verleend.doel.budgetjaar_id] if naam == "benutting_jaar" else [])
    client.force_login(verleend["financieel"].gebruiker)
    client.get(adres)

    with django_assert_max_num_queries(12):
        client.get(adres, {"per": f"{timezone.localdate() - datetime.timedelta(days=1)}"})


def test_the_budgethouder_is_warned_before_the_money_is_gone(wereld: Wereld):
    budget = wereld.doel.budgetjaar.budget
    houder = wereld["beoordelaar"]
    vaststellen.wijzig_budget(
        budget_id=budget.pk,
        naam=budget.naam,
        bron=budget.bron,
        grondslag="",
        verantwoordelijke_id=houder.pk,
        door=wereld["financieel"],
    )
    boek_op(wereld, Soort.RESERVERING, 899999, "R-1")
    assert waarschuwingen(houder) == []

    boek_op(wereld, Soort.RESERVERING, 1, "R-2")

    pad = reverse("overzichten:benutting_jaar", args=[wereld.doel.budgetjaar_id])
    assert waarschuwingen(houder) == [("Thematafels", True, pad)]
    assert waarschuwingen(wereld["financieel"]) == [("Thematafels", False, pad)]
    assert waarschuwingen(wereld["anker"]) == []
    boek_op(wereld, Soort.RESERVERING, 100000, "R-3")
    assert waarschuwingen(houder) == []  # nothing is left to steer


def test_from_which_part_on_is_set_from_a_day_on(wereld: Wereld):
    boek_op(wereld, Soort.RESERVERING, 500000, "R-1")
    vandaag, budget_id = timezone.localdate(), wereld.doel.budgetjaar.budget_id

    for percentage, dag in ((Decimal(40), vandaag - datetime.timedelta(days=9)), (Decimal(50), vandaag)):
        grens.stel_grens_in(budget_id=budget_id, percentage=percentage, geldig_van=dag, door=wereld["financieel"])
    assert len(waarschuwingen(wereld["financieel"])) == 1

    with geweigerd("waarschuwingsgrens.ongeldig"):
        grens.stel_grens_in(budget_id=budget_id, percentage=Decimal(60), geldig_van=vandaag, door=wereld["financieel"])
    with geweigerd("toegang.rol"):
        grens.stel_grens_in(
            budget_id=budget_id, percentage=Decimal(60), geldig_van=vandaag, door=wereld["beoordelaar"]
        )
    boek_op(wereld, Soort.VRIJGAVE, 1, "V-1")
    assert waarschuwingen(wereld["financieel"]) == []


def test_without_a_year_there_is_nothing_to_show(client, wereld: Wereld):
    client.force_login(wereld["financieel"].gebruiker)

    assert client.get(reverse("overzichten:benutting"), {"jaar": "2019"}).status_code == 404
    assert client.get(reverse("overzichten:benutting"), {"jaar": "x"}).status_code == 404
    assert kop(client.get(reverse("overzichten:benutting"))) == "Benutting 2027"
