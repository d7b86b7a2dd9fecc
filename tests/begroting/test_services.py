"""The verbs: who may, what is written, what the trail keeps; and a refusal leaves only its own row."""

from decimal import Decimal

import pytest

from begroting.grootboek import op_doel, op_jaar, op_verplichting
from begroting.models import (
    Bestedingsdoel,
    Boeking,
    Boekstuk,
    Bron,
    Budget,
    Budgetjaar,
    JuridischeVorm,
    Verplichting,
)
from begroting.services.reserveren import geef_vrij, reserveer
from begroting.services.vaststellen import (
    hevel_over,
    open_bestedingsdoel,
    open_budget,
    open_budgetjaar,
    stel_begroting_vast,
    wijzig_begroting,
)
from begroting.services.verplichten import VerplichtingRegel, leg_verplichting_vast, verplicht_reeks
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import OrganisatieSoort, Rol
from tests.begroting.conftest import VANDAAG

STUK = {"kenmerk": "B-1", "datum": VANDAAG, "omschrijving": "omdat het zo is besloten"}


def spoor():
    return list(Gebeurtenis.objects.values_list("soort", "geweigerd", "feiten"))


def regel(doel, **anders):
    velden = {
        "bestedingsdoel_id": doel.pk,
        "kenmerk": "SB-2026-0001/A",
        "ontvanger_id": None,
        "bedrag": Decimal(600),
        "jaar_van_activiteit": 2026,
        "juridische_vorm": JuridischeVorm.SUBSIDIE,
        "omschrijving": "verlening",
    }
    return VerplichtingRegel(**velden | anders)


def test_a_budget_grows_from_nothing_to_divided_money(financieel, stand):
    budget = open_budget(naam="Nieuw", bron=Bron.STRUCTUREEL, door=financieel)
    jaar = open_budgetjaar(budget_id=budget.pk, jaar=2027, door=financieel)
    doel = open_bestedingsdoel(budgetjaar_id=jaar.pk, code="tafel", naam="Tafel", door=financieel)
    stel_begroting_vast(
        budgetjaar_id=jaar.pk, bedrag=Decimal(1000), verdeling={doel.pk: Decimal(700)}, door=financieel, **STUK
    )
    hevel_over(
        van=op_jaar(jaar.pk), naar=op_doel(doel.pk), bedrag=Decimal(50), door=financieel, **STUK | {"kenmerk": "B-2"}
    )
    wijzig_begroting(plaats=op_doel(doel.pk), bedrag=Decimal(-20), door=financieel, **STUK | {"kenmerk": "B-3"})

    assert stand(op_jaar(jaar.pk)) == {"begroot": Decimal(980)}
    assert stand(op_doel(doel.pk)) == {"begroot": Decimal(730)}
    assert [soort for soort, _, _ in spoor()] == [
        "begroting.budget_geopend",
        "begroting.budgetjaar_geopend",
        "begroting.bestedingsdoel_geopend",
        "begroting.vastgesteld",
        "begroting.overgeheveld",
        "begroting.gewijzigd",
    ]


def test_what_exists_is_not_opened_again(kas, financieel):
    vooraf = Budget.objects.count(), Budgetjaar.objects.count(), Bestedingsdoel.objects.count()

    for daad in (
        lambda: open_budget(naam=kas.jaar.budget.naam, bron=Bron.STRUCTUREEL, door=financieel),
        lambda: open_budgetjaar(budget_id=kas.jaar.budget_id, jaar=kas.jaar.jaar, door=financieel),
        lambda: open_bestedingsdoel(budgetjaar_id=kas.jaar.pk, code="pilot", naam="Anders", door=financieel),
    ):
        with pytest.raises(DomeinFout) as fout:
            daad()
        assert fout.value.code == "begroting.bestaat_al"

    assert (Budget.objects.count(), Budgetjaar.objects.count(), Bestedingsdoel.objects.count()) == vooraf


def test_dividing_more_than_the_amount_is_refused(kas, financieel):
    with pytest.raises(DomeinFout, match="U verdeelt meer dan het bedrag van de begroting"):
        stel_begroting_vast(
            budgetjaar_id=kas.jaar.pk,
            bedrag=Decimal(10),
            verdeling={kas.coaching.pk: Decimal("10.01")},
            door=financieel,
            **STUK,
        )

    assert not Boekstuk.objects.exists()
    assert spoor() == [("begroting.vastgesteld", "begroting.verdeling", {})]


def test_a_purpose_of_another_year_gets_nothing(kas, financieel):
    ander = Budgetjaar.objects.create(budget=kas.jaar.budget, jaar=2030)

    with pytest.raises(DomeinFout) as fout:
        stel_begroting_vast(
            budgetjaar_id=ander.pk,
            bedrag=Decimal(10),
            verdeling={kas.coaching.pk: Decimal(10)},
            door=financieel,
            **STUK,
        )

    assert fout.value.code == "begroting.ander_jaar"
    assert not Boeking.objects.exists()


@pytest.mark.parametrize("rol", [Rol.FINANCIEEL, Rol.BELEIDSMEDEWERKER])
def test_who_may_reserve_may_also_release_with_a_reason(duizend, lid, stand, rol):
    door = lid(rol)

    reserveer(bestedingsdoel_id=duizend.coaching.pk, bedrag=Decimal(300), aantal=3, door=door, **STUK)
    geef_vrij(
        bestedingsdoel_id=duizend.coaching.pk, bedrag=Decimal(100), aantal=1, door=door, **STUK | {"kenmerk": "B-2"}
    )

    assert stand(op_doel(duizend.coaching.pk)) == {"begroot": Decimal(1000), "gereserveerd": Decimal(200)}
    doel = duizend.coaching.pk
    assert spoor() == [
        ("begroting.gereserveerd", "", {"bestedingsdoel": doel, "bedrag": "300.00", "boekstuk": "B-1"}),
        ("begroting.vrijgegeven", "", {"bestedingsdoel": doel, "bedrag": "100.00", "boekstuk": "B-2"}),
    ]
    assert Boekstuk.objects.get(kenmerk="B-2").omschrijving == "omdat het zo is besloten"


@pytest.mark.parametrize(
    ("rol", "soort"),
    [
        (Rol.BESLUITNEMER, OrganisatieSoort.GEMEENTE),
        (Rol.BEHEERDER, OrganisatieSoort.GEMEENTE),
        (Rol.COLLEGE, OrganisatieSoort.GEMEENTE),
        (Rol.TEKENBEVOEGDE, OrganisatieSoort.PARTNER),
        (Rol.COMMISSIELID, OrganisatieSoort.RAAD),
    ],
)
def test_others_do_not_reserve(duizend, lid, rol, soort):
    vooraf = Boeking.objects.count()

    with pytest.raises(GeenRecht):
        reserveer(bestedingsdoel_id=duizend.coaching.pk, bedrag=Decimal(1), door=lid(rol, soort), **STUK)

    assert Boeking.objects.count() == vooraf
    assert spoor() == [("begroting.gereserveerd", "toegang.rol", {})]


def test_only_the_financial_officer_manages_budgets(kas, lid):
    with pytest.raises(GeenRecht):
        open_budget(naam="Stiekem", bron=Bron.STRUCTUREEL, door=lid(Rol.BELEIDSMEDEWERKER))

    assert not Budget.objects.filter(naam="Stiekem").exists()


def test_a_decision_books_all_its_commitments_in_one_statement(duizend, lid, ontvanger, stand):
    door = lid(Rol.BESLUITNEMER)
    reserveer(
        bestedingsdoel_id=duizend.coaching.pk,
        bedrag=Decimal(1000),
        voor_zaak="SB-2026-0001",
        door=lid(Rol.FINANCIEEL),
        **STUK,
    )
    regels = [
        regel(
            duizend.coaching,
            kenmerk=f"SB-2026-0001/{letter}",
            ontvanger_id=ontvanger.pk,
            bedrag=bedrag,
            vrijgeven=bedrag,
            voor_zaak="SB-2026-0001",
        )
        for letter, bedrag in (("A", Decimal(600)), ("B", Decimal(400)))
    ]

    a, b = verplicht_reeks(
        boekstuk_kenmerk="SB-2026-0001/besluit", datum=VANDAAG, door=door, omschrijving="besluit", regels=regels
    )

    assert (a.kenmerk, b.kenmerk) == ("SB-2026-0001/A", "SB-2026-0001/B")
    assert stand(op_verplichting(a.pk)) == {"verplicht": Decimal(600)}
    assert stand(op_verplichting(b.pk)) == {"verplicht": Decimal(400)}
    assert stand(op_doel(duizend.coaching.pk)) == {"begroot": Decimal(1000), "verplicht": Decimal(1000)}
    assert spoor()[-1] == (
        "begroting.verplicht",
        "",
        {"bedrag": "1000.00", "aantal": 2, "boekstuk": "SB-2026-0001/besluit"},
    )


def test_ten_partners_and_four_years_take_as_many_queries_as_one(duizend, lid, django_assert_num_queries):
    door = lid(Rol.BESLUITNEMER)
    veel = [regel(duizend.coaching, kenmerk=f"SB-{n}", bedrag=Decimal(10)) for n in range(40)]
    een = [regel(duizend.coaching, kenmerk="SB-X", bedrag=Decimal(10))]

    for kenmerk, regels in (("een", een), ("veel", veel)):
        # savepoint and release of handeling, of the commitments and of the bookings; four inserts
        with django_assert_num_queries(10):
            verplicht_reeks(boekstuk_kenmerk=kenmerk, datum=VANDAAG, door=door, omschrijving="besluit", regels=regels)

    assert Verplichting.objects.count() == 41


def test_a_decision_over_the_ceiling_leaves_nothing(duizend, lid):
    vooraf = Boeking.objects.count()

    with pytest.raises(DomeinFout) as fout:
        verplicht_reeks(
            boekstuk_kenmerk="besluit",
            datum=VANDAAG,
            door=lid(Rol.BESLUITNEMER),
            omschrijving="besluit",
            regels=[regel(duizend.coaching, kenmerk=k) for k in ("SB-1/A", "SB-1/B")],
        )

    assert fout.value.code == "begroting.overschrijding"
    assert (Verplichting.objects.count(), Boeking.objects.count()) == (0, vooraf)
    assert spoor() == [("begroting.verplicht", "begroting.overschrijding", {})]


def test_a_grant_covered_by_two_budgets_has_one_kenmerk_and_two_commitments(duizend, boekt, lid, financieel):
    hevel_over(
        van=op_doel(duizend.coaching.pk),
        naar=op_doel(duizend.pilots.pk),
        bedrag=Decimal(400),
        door=financieel,
        **STUK,
    )
    dekking = [
        regel(duizend.coaching, bedrag=Decimal(100)),
        regel(duizend.pilots, bedrag=Decimal(50)),
    ]

    verplicht_reeks(
        boekstuk_kenmerk="besluit", datum=VANDAAG, door=lid(Rol.COLLEGE), omschrijving="besluit", regels=dekking
    )

    with pytest.raises(DomeinFout) as fout:
        leg_verplichting_vast(
            boekstuk_kenmerk="nog eens", datum=VANDAAG, door=financieel, omschrijving="besluit", regel=dekking[0]
        )
    assert fout.value.code == "begroting.verplichting_bestaat"
    assert Verplichting.objects.filter(kenmerk="SB-2026-0001/A").count() == 2
