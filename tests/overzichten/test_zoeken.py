"""Money is found back by its amount or its kenmerk, in one page over all places where it stands."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from begroting.grootboek import Soort, op_doel
from begroting.services.boek import BoekingRegel, boek
from subsidies.models import Beschikking
from tests.overzichten.geld import tabellen
from tests.subsidies.conftest import Wereld
from tests.uitvoering.conftest import subsidie_van
from uitvoering.models import Betaalbatch, Betaaltermijn, Betaling

ZOEK = {"kenmerk": "", "bedrag": "", "van": "", "tot": "", "waar": ""}


@pytest.fixture
def zoek(client, verleend: Wereld):
    """What the page finds: (kenmerk, what, amount) per line."""
    client.force_login(verleend["financieel"].gebruiker)

    def doe(**vraag: str) -> list[tuple[str, str, str]]:
        pagina = client.get(reverse("overzichten:zoeken"), ZOEK | vraag)
        assert pagina.status_code == 200
        rijen = tabellen(pagina).get("gevonden", {})
        return [(naam.partition(" #")[0], cellen[0], cellen[-1]) for naam, cellen in rijen.items()]

    return doe


@pytest.fixture
def geboekt(verleend: Wereld) -> None:
    for kenmerk, soort, bedrag in (
        ("W-1", Soort.WIJZIGING, "-1234.50"),
        ("R-1", Soort.RESERVERING, "1234.50"),
        ("R-2", Soort.RESERVERING, "1234.51"),
    ):
        boek(
            kenmerk=kenmerk,
            datum=timezone.localdate(),
            door=verleend["financieel"],
            omschrijving="test",
            regels=[BoekingRegel(soort, op_doel(verleend.doel.pk), Decimal(bedrag))],
        )


@pytest.mark.parametrize("getypt", ["1.234,50", "1234.50", "1234,5", "€ 1.234,50"])
def test_an_exact_amount_is_found_whatever_its_sign(geboekt, zoek, getypt: str):
    gevonden = zoek(bedrag=getypt)

    assert sorted(gevonden) == [
        ("R-1", "Boeking: reservering", "1.234,50"),
        ("W-1", "Boeking: wijziging van de begroting", "−1.234,50"),
    ]


def test_amounts_from_one_up_to_another_are_found(geboekt, zoek):
    assert sorted(kenmerk for kenmerk, *_ in zoek(van="1.234,50", tot="1.234,51")) == ["R-1", "R-2", "W-1"]
    assert [kenmerk for kenmerk, *_ in zoek(van="1.234,51", tot="2.000")] == ["R-2"]
    assert zoek(van="2.000", tot="2.001") == []
    assert [bedrag for *_, bedrag in zoek(van="900.000")] == ["1.000.000"]


def test_a_decision_is_found_by_the_amount_of_a_year_and_of_all_years(verleend: Wereld, zoek):
    beschikking = Beschikking.objects.get(deel__organisatie=verleend.anker)

    per_jaar, samen = zoek(bedrag="60.000", waar="besluiten"), zoek(bedrag="120.000", waar="besluiten")

    assert per_jaar == samen == [(beschikking.kenmerk, "Besluit: verlening", "120.000")]
    assert zoek(bedrag="60.000,01", waar="besluiten") == []


def test_a_kenmerk_finds_the_decision_its_letter_and_its_bookings(verleend: Wereld, zoek):
    kenmerk = Beschikking.objects.get(deel__organisatie=verleend.anker).kenmerk

    gevonden = zoek(kenmerk=kenmerk.lower())

    assert {wat for _, wat, _ in gevonden} >= {
        "Besluit: verlening",
        "Brief: verlening van subsidie",
        "Boeking: verplichting",
    }
    assert {wat for _, wat, _ in zoek(kenmerk=kenmerk, waar="brieven")} == {"Brief: verlening van subsidie"}
    assert zoek(kenmerk="BESTAAT-NIET") == []


def test_a_payment_is_found_by_its_amount_and_by_its_grant(verleend: Wereld, zoek):
    subsidie = subsidie_van(verleend, verleend.anker)
    Betaaltermijn.objects.all().delete()
    termijn = Betaaltermijn.objects.create(
        subsidie=subsidie, jaar=2027, volgnummer=1, dag=datetime.date(2027, 1, 15), bedrag=Decimal("15000.25")
    )
    batch = Betaalbatch.objects.create(
        kenmerk="BB-1", betaaldag=datetime.date(2027, 1, 15), opgesteld_door=verleend["financieel"]
    )
    Betaling.objects.create(batch=batch, termijn=termijn, kenmerk="BET-1", bedrag=termijn.bedrag)

    rij = ("BET-1", "Betaling: in een betaalopdracht", "15.000,25")
    assert zoek(bedrag="15000,25") == [rij]
    assert zoek(kenmerk="BB-1") == [rij]
    assert zoek(kenmerk=subsidie.kenmerk, bedrag="15000,25") == [rij]


@pytest.mark.parametrize(
    ("vraag", "fout"),
    [
        ({}, "Vul een kenmerk of een bedrag in."),
        ({"bedrag": "1,234"}, "Vul een bedrag in zoals 1.234,50."),
        ({"bedrag": "10", "van": "5"}, "Kies: precies dit bedrag, of een bedrag vanaf en tot en met."),
        ({"van": "10", "tot": "5"}, "Dit bedrag is lager dan het bedrag vanaf."),
        ({"bedrag": "-5"}, "Vul een bedrag van 0 of hoger in."),
    ],
)
def test_a_question_that_cannot_be_answered_says_why_and_keeps_what_was_typed(
    verleend: Wereld, client, vraag: dict[str, str], fout: str
):
    client.force_login(verleend["financieel"].gebruiker)

    pagina = client.get(reverse("overzichten:zoeken"), ZOEK | vraag)

    html = pagina.content.decode()
    assert pagina.status_code == 422
    assert fout in html
    assert [waarde for waarde in vraag.values() if f'value="{waarde}"' not in html] == []


def test_a_long_result_comes_in_pages_of_the_same_cost(verleend: Wereld, client, django_assert_max_num_queries):
    boek(
        kenmerk="VEEL",
        datum=timezone.localdate(),
        door=verleend["financieel"],
        omschrijving="test",
        regels=[BoekingRegel(Soort.RESERVERING, op_doel(verleend.doel.pk), Decimal(7)) for _ in range(120)],
    )
    client.force_login(verleend["financieel"].gebruiker)
    vraag = ZOEK | {"bedrag": "7"}

    with django_assert_max_num_queries(12):
        eerste = client.get(reverse("overzichten:zoeken"), vraag)
    laatste = client.get(reverse("overzichten:zoeken"), vraag | {"bladzijde": "5"})

    assert "120 gevonden" in eerste.content.decode()
    assert [len(tabellen(pagina)["gevonden"]) for pagina in (eerste, laatste)] == [25, 20]
