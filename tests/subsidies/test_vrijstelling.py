"""A grant that runs on may go over the ceiling for a reasonable term, with its reason (Awb 4:51 lid 2)."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from begroting.models import Boeking, Stand
from subsidies.models import Besluit, Jaardekking, Plafondvrijstelling
from subsidies.services import besluiten, plafond
from tests.subsidies.conftest import GEVRAAGD_BRUG, Wereld, geweigerd, maak_geld, tegelijk
from thematafels.models import Plafond

TE_VEEL = Decimal("10000.00")
GROND = "De redelijke termijn loopt tot 1 juli 2027: de huur is tot dan vast."


@pytest.fixture
def te_hoog(voorgesteld: Wereld) -> Wereld:
    """In 2027 the proposal is 10.000 over the ceiling, and that is all the budget has; Brug runs on."""
    krap = maak_geld(voorgesteld["financieel"], Decimal("90000.00"), "Krap")
    Plafond.objects.filter(tafel=voorgesteld.tafel, jaar=2027).update(bedrag=Decimal("90000.00"))
    Jaardekking.objects.filter(jaar=2027).update(bestedingsdoel=krap)
    voorgesteld.brug.aanvraagdelen.update(vorig_jaar=GEVRAAGD_BRUG)
    return voorgesteld


def geef(
    wereld: Wereld, bedrag: Decimal = TE_VEEL, wie: str = "besluitnemer", **velden: object
) -> Plafondvrijstelling:
    return plafond.geef_vrijstelling(
        **{
            "deel_id": wereld.deel(wereld.brug).pk,
            "jaar": 2027,
            "bedrag": bedrag,
            "grond": GROND,
            "door": wereld[wie],
        }
        | velden
    )


def besluit(wereld: Wereld, wie: str = "besluitnemer") -> Besluit:
    return besluiten.neem_besluit(aanvraag_id=wereld.aanvraag.pk, motivering="", door=wereld[wie])


def krap() -> Stand:
    return Stand.objects.get(bestedingsdoel__naam="Krap")


@pytest.mark.parametrize("wie", ["besluitnemer", "financieel"])
def test_with_the_exception_it_is_booked_in_the_same_act(wie: str, te_hoog: Wereld) -> None:
    geef(te_hoog, wie=wie)

    genomen = besluit(te_hoog)

    boeking = Boeking.objects.get(soort="vrijstelling")
    assert (boeking.bestedingsdoel.naam, boeking.bedrag, boeking.grond) == ("Krap", TE_VEEL, GROND)
    verplicht = Boeking.objects.filter(soort="verplichting")
    assert {rij.boekstuk_id for rij in verplicht} == {boeking.boekstuk_id}
    assert (krap().begroot, krap().vrijgesteld, krap().verplicht) == (
        Decimal("90000.00"),
        TE_VEEL,
        Decimal("100000.00"),
    )
    brief = genomen.beschikkingen.get(deel__organisatie=te_hoog.brug).brief
    assert any("4:51 lid 2" in rij["tekst"] for rij in brief.snapshot["inhoud"]["grondslag"])
    ander = genomen.beschikkingen.get(deel__organisatie=te_hoog.anker).brief
    assert not any("4:51" in rij["tekst"] for rij in ander.snapshot["inhoud"]["grondslag"])


def test_without_it_nothing_is_decided(te_hoog: Wereld) -> None:
    with geweigerd("voorstel.boven_plafond"):
        besluit(te_hoog)


def test_an_exception_that_is_too_small_is_not_enough(te_hoog: Wereld) -> None:
    geef(te_hoog, TE_VEEL - Decimal("0.01"))

    with geweigerd("voorstel.boven_plafond") as fout:
        besluit(te_hoog)

    assert fout.value.bericht == "In 2027 is het voorstel 0,01 euro hoger dan het plafond."


def test_only_what_is_needed_is_booked(te_hoog: Wereld) -> None:
    geef(te_hoog, Decimal("30000.00"))

    besluit(te_hoog)

    assert Boeking.objects.get(soort="vrijstelling").bedrag == TE_VEEL


def test_an_exception_for_one_part_never_covers_another(te_hoog: Wereld) -> None:
    Plafond.objects.filter(tafel=te_hoog.tafel, jaar=2027).update(bedrag=Decimal("50000.00"))
    geef(te_hoog, Decimal("50000.00"))

    with geweigerd("voorstel.boven_plafond") as fout:
        besluit(te_hoog)

    assert fout.value.bericht == "In 2027 is het voorstel 10.000,00 euro hoger dan het plafond."


def test_the_budget_still_has_to_hold_it(te_hoog: Wereld) -> None:
    leeg = maak_geld(te_hoog["financieel"], Decimal("89999.99"), "Leeg")
    Jaardekking.objects.filter(jaar=2027).update(bestedingsdoel=leeg)
    geef(te_hoog)

    with geweigerd("begroting.overschrijding"):
        besluit(te_hoog)


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"wie": "beoordelaar"}, "toegang.rol"),
        ({"bedrag": Decimal("0.00")}, "vrijstelling.bedrag"),
        ({"grond": "  "}, "vrijstelling.grond"),
        ({"jaar": 2030}, "vrijstelling.jaar"),
    ],
)
def test_it_is_refused(velden: dict, code: str, te_hoog: Wereld) -> None:
    with geweigerd(code):
        geef(te_hoog, **velden)


def test_it_is_only_for_who_had_a_grant_before(te_hoog: Wereld) -> None:
    te_hoog.brug.aanvraagdelen.update(vorig_jaar=None)

    with geweigerd("vrijstelling.loopt_niet_door"):
        geef(te_hoog)


def test_once_decided_there_is_nothing_to_exempt(te_hoog: Wereld) -> None:
    geef(te_hoog)
    besluit(te_hoog)

    with geweigerd("vrijstelling.besloten"):
        geef(te_hoog, wie="tweede_besluitnemer")


def test_another_amount_takes_the_place_of_the_first(te_hoog: Wereld) -> None:
    eerste = geef(te_hoog, Decimal("1.00"))
    geef(te_hoog)

    eerste.refresh_from_db()
    assert eerste.vervallen_op is not None
    assert Plafondvrijstelling.objects.get(vervallen_op=None).bedrag == TE_VEEL


def test_taken_back_it_counts_no_longer(te_hoog: Wereld) -> None:
    plafond.trek_vrijstelling_in(vrijstelling_id=geef(te_hoog).pk, door=te_hoog["besluitnemer"])

    with geweigerd("voorstel.boven_plafond"):
        besluit(te_hoog)


def test_the_database_rewrites_no_exception(te_hoog: Wereld) -> None:
    geef(te_hoog)

    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        Plafondvrijstelling.objects.update(bedrag=Decimal("1.00"))


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_book_one_exception(te_hoog: Wereld) -> None:
    geef(te_hoog)

    uitkomsten = tegelijk(lambda: besluit(te_hoog), lambda: besluit(te_hoog, "tweede_besluitnemer"))

    assert sorted(uitkomsten) == ["gelukt", "verloop.besloten.besloten"]
    assert Boeking.objects.get(soort="vrijstelling").bedrag == TE_VEEL
    assert krap().vrijgesteld == TE_VEEL
