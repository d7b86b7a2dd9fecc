"""One grant covered by several budgets: choosing them, the decision, later decisions, and two decisions at once."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from begroting.models import Boeking, Verplichting
from begroting.services.plafond import publiceer_plafond
from begroting.services.reserveren import reserveer
from kern.models import Gebeurtenis
from subsidies.models import Beschikkingsbedrag, Jaardekking, Subsidiejaar
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.selectors.standen import jaarstanden
from subsidies.services.dekking import kies_dekking
from tests.subsidies.conftest import GEVRAAGD_ANKER, JAREN, Wereld, dek_uit_twee, geweigerd, maak_geld, tegelijk
from tests.subsidies.kort import JAAR, Loket, open_loket, open_tafel
from tests.subsidies.test_besluit import besluit
from tests.subsidies.test_kort_besluit import besluit as besluit_kort
from tests.subsidies.test_kort_besluit import naar_voorstel
from tests.subsidies.test_paginas import adres, html

Als = Callable[..., Client]
KRAP = Decimal("70000.00")


def verplicht(jaar: int) -> list[tuple[str, str, Decimal]]:
    """Recipient, purpose and amount of every commitment for a year, in the order in which they are used."""
    rijen = Subsidiejaar.objects.filter(jaar=jaar).order_by("subsidie", "volgorde")
    return list(
        rijen.values_list(
            "subsidie__ontvanger__naam", "verplichting__bestedingsdoel__naam", "verplichting__stand__verplicht"
        )
    )


def kies(wereld: Wereld, *regels: tuple[int, str | None], jaar: int = 2027) -> None:
    kies_dekking(
        tafel_id=wereld.tafel.pk,
        jaar=jaar,
        regels=[Dekkingsregel(doel_id, None if perk is None else Decimal(perk)) for doel_id, perk in regels],
        door=wereld["financieel"],
    )


# --- the decision ---


def test_a_grant_that_straddles_has_a_commitment_with_one_kenmerk_in_each_budget(voorgesteld: Wereld) -> None:
    dek_uit_twee(voorgesteld, KRAP, hoogstens=Decimal("45000.00"))

    besluit(voorgesteld)

    anker, brug = voorgesteld.anker.naam, voorgesteld.brug.naam
    assert verplicht(2027) == [
        (anker, "Eerst op", Decimal("45000.00")),
        (anker, "Thematafels", Decimal("15000.00")),
        (brug, "Thematafels", Decimal("40000.00")),
    ]
    assert verplicht(2028) == [
        (anker, "Eerst op", Decimal("25000.00")),
        (anker, "Thematafels", Decimal("35000.00")),
        (brug, "Thematafels", Decimal("40000.00")),
    ]
    jaren = Subsidiejaar.objects.filter(subsidie__ontvanger=voorgesteld.anker, jaar=2027).order_by("volgorde")
    eerste, tweede = (rij.verplichting for rij in jaren)
    assert [rij.volgorde for rij in jaren] == [1, 2]
    assert eerste.kenmerk == tweede.kenmerk
    bedrag = Beschikkingsbedrag.objects.get(beschikking__deel__organisatie=voorgesteld.anker, jaar=2027)
    assert bedrag.verplichting == eerste


def test_the_six_figures_stay_one_per_year(voorgesteld: Wereld) -> None:
    dek_uit_twee(voorgesteld, KRAP, hoogstens=Decimal("45000.00"))
    besluit(voorgesteld)

    stand = jaarstanden(Subsidiejaar.objects.filter(subsidie__ontvanger=voorgesteld.anker)[0].subsidie)[2027]

    assert (stand.gevraagd, stand.verleend, stand.verplicht, stand.betaald) == (
        GEVRAAGD_ANKER,
        GEVRAAGD_ANKER,
        GEVRAAGD_ANKER,
        Decimal("0.00"),
    )
    assert [een.verplicht for een in stand.dekking] == [Decimal("45000.00"), Decimal("15000.00")]


def test_what_straddles_is_counted_once(voorgesteld: Wereld) -> None:
    eerst = dek_uit_twee(voorgesteld, KRAP, hoogstens=Decimal("45000.00"))

    besluit(voorgesteld)

    eerst.stand.refresh_from_db()
    voorgesteld.doel.stand.refresh_from_db()
    assert eerst.stand.aantal_verleend + voorgesteld.doel.stand.aantal_verleend == 2 * len(JAREN)


def test_all_of_a_decision_is_one_statement_whatever_the_budgets(voorgesteld: Wereld) -> None:
    dek_uit_twee(voorgesteld, KRAP)

    besluit(voorgesteld)

    assert Boeking.objects.filter(soort="verplichting").values("boekstuk").distinct().count() == 1


def test_bounds_that_leave_too_little_are_told_with_the_amount(voorgesteld: Wereld) -> None:
    eerst = maak_geld(voorgesteld["financieel"], KRAP, naam="Eerst op")
    kies(voorgesteld, (eerst.pk, "50000.00"), (voorgesteld.doel.pk, "49999.99"))

    with geweigerd("besluit.dekking_te_klein") as fout:
        besluit(voorgesteld)

    assert fout.value.bericht.startswith("De dekking van 2027 is €\u00a00,01 te klein.")


def test_budgets_without_enough_room_together_are_refused_by_the_ledger(voorgesteld: Wereld) -> None:
    eerst = maak_geld(voorgesteld["financieel"], KRAP, naam="Eerst op")
    laatst = maak_geld(voorgesteld["financieel"], Decimal("29999.99"), naam="Dan op")
    kies(voorgesteld, (eerst.pk, None), (laatst.pk, None))

    with geweigerd("begroting.overschrijding"):
        besluit(voorgesteld)


def test_what_was_reserved_or_lies_above_a_published_ceiling_is_not_free(voorgesteld: Wereld) -> None:
    eerst = dek_uit_twee(voorgesteld, KRAP)
    vandaag, door = timezone.localdate(), voorgesteld["financieel"]
    reserveer(
        bestedingsdoel_id=eerst.pk,
        bedrag=Decimal("10000.00"),
        kenmerk="reservering",
        datum=vandaag,
        omschrijving="Voor later.",
        door=door,
    )
    publiceer_plafond(
        bestedingsdoel_id=eerst.pk,
        bedrag=Decimal("50000.00"),
        verdeelwijze="Op volgorde",
        gepubliceerd_op=vandaag,
        vindplaats="Gemeenteblad 2026, 1",
        kenmerk="plafond",
        omschrijving="Plafond",
        door=door,
    )

    besluit(voorgesteld)

    assert verplicht(2027)[0][1:] == ("Eerst op", Decimal("50000.00"))


# --- choosing ---


@pytest.mark.parametrize(
    ("regels", "code"),
    [
        ([], "dekking.aantal"),
        ([None] * 7, "dekking.aantal"),
        ([None, None], "dekking.dubbel"),
        (["0.00"], "dekking.hoogstens"),
    ],
)
def test_a_choice_that_does_not_hold_is_refused(regels: list[str | None], code: str, wereld: Wereld) -> None:
    with geweigerd(code):
        kies(wereld, *((wereld.doel.pk, perk) for perk in regels))


def test_an_unknown_purpose_is_refused(wereld: Wereld) -> None:
    with geweigerd("dekking.doel"):
        kies(wereld, (0, None))


def test_after_granting_a_budget_can_only_be_added_at_the_end(voorgesteld: Wereld) -> None:
    besluit(voorgesteld)
    doel, erbij = voorgesteld.doel.pk, maak_geld(voorgesteld["financieel"], naam="Erbij").pk

    with geweigerd("dekking.in_gebruik"):
        kies(voorgesteld, (erbij, None), (doel, None))
    kies(voorgesteld, (doel, "100000.00"), (erbij, None))

    assert list(Jaardekking.objects.filter(jaar=2027).values_list("volgorde", "bestedingsdoel", "hoogstens")) == [
        (1, doel, Decimal("100000.00")),
        (2, erbij, None),
    ]
    spoor = Gebeurtenis.objects.filter(soort="tafel.dekking_gekozen", geweigerd="").latest("id")
    assert spoor.feiten["doel"] == f"{doel}/{erbij}"


def test_several_budgets_are_chosen_in_order_on_the_page(als: Als, wereld: Wereld) -> None:
    erbij = maak_geld(wereld["financieel"], naam="Erbij")
    pad = adres("dekking_kiezen", wereld.tafel.uitvraag.kenmerk, wereld.tafel.thema.code)
    velden = {f"doel_{jaar}_1": wereld.doel.pk for jaar in JAREN}

    antwoord = als(wereld["financieel"]).post(
        pad, velden | {"hoogstens_2027_1": "47.000", "doel_2027_2": erbij.pk, "hoogstens_2027_2": ""}
    )

    assert antwoord.status_code == 302
    assert list(Jaardekking.objects.values_list("jaar", "volgorde", "bestedingsdoel", "hoogstens")) == [
        (2027, 1, wereld.doel.pk, Decimal("47000.00")),
        (2027, 2, erbij.pk, None),
        (2028, 1, wereld.doel.pk, None),
    ]
    opnieuw = html(als(wereld["financieel"]).get(pad))
    assert "Subsidie 2027 daarna uit (doel 3)" in opnieuw
    assert "47.000,00" in opnieuw


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"hoogstens_2027_2": "5"}, "Kies bij dit maximum een bestedingsdoel."),
        ({"hoogstens_2027_1": "0"}, "Vul een maximum in dat hoger is dan 0, of niets."),
        ({"hoogstens_2027_1": "veel"}, "Vul een bedrag in zoals 1.234,50."),
    ],
)
def test_a_bound_that_makes_no_sense_stands_at_its_field(
    velden: dict[str, str], zin: str, als: Als, wereld: Wereld
) -> None:
    pad = adres("dekking_kiezen", wereld.tafel.uitvraag.kenmerk, wereld.tafel.thema.code)
    doelen = {f"doel_{jaar}_1": wereld.doel.pk for jaar in JAREN}

    antwoord = als(wereld["financieel"]).post(pad, doelen | velden)

    assert antwoord.status_code == 422
    assert zin in html(antwoord)
    assert Jaardekking.objects.filter(hoogstens__isnull=False).count() == 0


# --- at once ---


def naast_elkaar(loket: Loket) -> list[int]:
    """Two applications at two tables that are paid from one small budget first."""
    ruim, krap = loket.doel, maak_geld(loket["financieel"], Decimal("12000.00"), naam="Eerst op")
    aanvragen = []
    for wie in ("lotus", "regenboog"):
        loket.tafel = open_tafel(loket.tafel.uitvraag.regeling_id, "20000.00", JAAR)
        kies_dekking(
            tafel_id=loket.tafel.pk,
            jaar=JAAR,
            regels=[Dekkingsregel(krap.pk), Dekkingsregel(ruim.pk)],
            door=loket["financieel"],
        )
        aanvragen.append(naar_voorstel(loket, wie))
    return aanvragen


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_share_the_first_budget_and_neither_is_refused() -> None:
    loket = open_loket()
    een, ander = naast_elkaar(loket)

    uitkomsten = tegelijk(
        lambda: besluit_kort(loket, een), lambda: besluit_kort(loket, ander, wie="tweede_besluitnemer")
    )

    assert uitkomsten == ["gelukt", "gelukt"]
    bedragen = Verplichting.objects.values_list("bestedingsdoel__naam", "stand__verplicht")
    assert sorted(bedragen) == [
        ("Eerst op", Decimal("4000.00")),
        ("Eerst op", Decimal("8000.00")),
        ("Thematafels", Decimal("4000.00")),
    ]
