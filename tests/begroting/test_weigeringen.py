"""Every rule of the ledger says no through `boek`, in words, and leaves nothing behind."""

from decimal import Decimal

import pytest

from begroting.grootboek import Soort, op_doel, op_jaar, op_verplichting
from begroting.models import Boeking, Boekstuk, Stand
from begroting.services.boek import BoekingRegel
from kern.fouten import DomeinFout
from kern.geld import als_bedrag

BETAALD = (
    "Er kan niet meer betaald worden dan is verleend: van SB-1 is €\u00a0100,00 verleend en €\u00a060,00 betaald."
)


def alles():
    return list(Boekstuk.objects.values()), list(Boeking.objects.values()), list(Stand.objects.order_by("id").values())


@pytest.fixture
def geweigerd(boekt):
    """Book these lines, expect this refusal, and nothing changed."""

    def probeer(code, bericht, *regels, **anders):
        vooraf = alles()
        with pytest.raises(DomeinFout) as fout:
            boekt(*regels, **anders)
        assert (fout.value.code, fout.value.bericht) == (code, bericht)
        assert alles() == vooraf

    return probeer


def test_reserving_more_than_is_free_names_the_purpose_and_the_room(duizend, boekt, geweigerd):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(400)))

    geweigerd(
        "begroting.overschrijding",
        "Coaching (2026) heeft nog €\u00a0600,00 vrij. Gevraagd is €\u00a0600,01.",
        BoekingRegel(Soort.RESERVERING, doel, Decimal("600.01")),
    )
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(600)))


def test_committing_more_than_is_free_adds_up_all_lines(duizend, verplichting, geweigerd, boekt):
    geweigerd(
        "begroting.overschrijding",
        "Coaching (2026) heeft nog €\u00a01.000,00 vrij. Gevraagd is €\u00a01.100,00.",
        BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(700)),
        BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(400)),
    )


def test_taking_budget_back_stops_at_what_is_reserved(duizend, boekt, geweigerd):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(900)))

    geweigerd(
        "begroting.overschrijding",
        "Coaching (2026) heeft nog €\u00a0100,00 vrij. Gevraagd is €\u00a0101,00.",
        BoekingRegel(Soort.WIJZIGING, doel, Decimal(-101)),
    )


def test_an_exemption_makes_room_above_the_ceiling_only_with_its_ground(duizend, boekt, geweigerd, stand):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(1000)))

    boekt(
        BoekingRegel(Soort.VRIJSTELLING, doel, Decimal(100), grond="Awb 4:51 lid 2: redelijke termijn loopt nog"),
        BoekingRegel(Soort.RESERVERING, doel, Decimal(100)),
    )

    assert stand(doel) == {"begroot": Decimal(1000), "vrijgesteld": Decimal(100), "gereserveerd": Decimal(1100)}
    geweigerd(
        "begroting.overschrijding",
        "Coaching (2026) heeft nog €\u00a00,00 vrij. Gevraagd is €\u00a00,01.",
        BoekingRegel(Soort.RESERVERING, doel, Decimal("0.01")),
    )


def test_a_kenmerk_is_used_once(duizend, boekt, geweigerd):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(1)), kenmerk="R-1")

    geweigerd(
        "begroting.boekstuk_bestaat",
        "Deze boeking is al gedaan.",
        BoekingRegel(Soort.RESERVERING, doel, Decimal(1)),
        kenmerk="R-1",
    )


def test_the_budget_of_a_place_is_set_once(duizend, boekt, geweigerd):
    boekt(BoekingRegel(Soort.BEGROTING, op_jaar(duizend.jaar.pk), Decimal(5)))

    for plaats in (op_doel(duizend.coaching.pk), op_jaar(duizend.jaar.pk)):
        geweigerd(
            "begroting.al_vastgesteld",
            "De begroting is hier al vastgesteld. Boek een wijziging of een overheveling.",
            BoekingRegel(Soort.BEGROTING, plaats, Decimal(1)),
        )


def test_a_commitment_is_booked_once(duizend, verplichting, boekt, geweigerd):
    hier = op_verplichting(verplichting.pk)
    boekt(BoekingRegel(Soort.VERPLICHTING, hier, Decimal(1)))

    geweigerd(
        "begroting.al_verplicht",
        "Deze verplichting is al geboekt. Boek een bijstelling.",
        BoekingRegel(Soort.VERPLICHTING, hier, Decimal(1)),
    )


def test_no_more_is_paid_than_was_granted(duizend, verplichting, boekt, geweigerd):
    hier = op_verplichting(verplichting.pk)
    boekt(BoekingRegel(Soort.VERPLICHTING, hier, Decimal(100)), BoekingRegel(Soort.BETALING, hier, Decimal(60)))

    for regel in (
        BoekingRegel(Soort.BETALING, hier, Decimal("40.01")),
        BoekingRegel(Soort.VRIJVAL, hier, Decimal("40.01")),
        BoekingRegel(Soort.BIJSTELLING, hier, Decimal("-40.01")),
    ):
        geweigerd("begroting.betaald", BETAALD, regel)
    geweigerd(
        "begroting.te_veel_terug",
        "Er gaat meer af dan er staat.",
        BoekingRegel(Soort.TERUGONTVANGST, hier, Decimal("60.01")),
    )


def test_money_reserved_for_one_case_is_not_released_for_another(duizend, boekt, geweigerd):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(300), voor_zaak="SB-1"))
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(300)))

    for zaak, bedrag, waarvoor, over in (
        ("SB-1", Decimal("300.01"), "zaak SB-1", "300,00"),
        ("SB-2", Decimal(1), "zaak SB-2", "0,00"),
        ("", Decimal("300.01"), "dit doel", "300,00"),
    ):
        geweigerd(
            "begroting.te_veel_vrijgegeven",
            f"Voor {waarvoor} is nog €\u00a0{over} gereserveerd. U geeft €\u00a0{als_bedrag(bedrag)} vrij.",
            BoekingRegel(Soort.VRIJGAVE, doel, bedrag, voor_zaak=zaak),
        )
    boekt(BoekingRegel(Soort.VRIJGAVE, doel, Decimal(300), voor_zaak="SB-1"))


def test_what_is_moved_away_must_arrive(duizend, geweigerd):
    geweigerd(
        "begroting.uit_evenwicht",
        "Wat ergens af gaat, komt ergens anders bij. Deze overheveling is niet in evenwicht.",
        BoekingRegel(Soort.OVERHEVELING, op_doel(duizend.coaching.pk), Decimal(-400)),
        BoekingRegel(Soort.OVERHEVELING, op_doel(duizend.pilots.pk), Decimal("399.99")),
    )


def test_a_year_divides_no_more_than_it_has(duizend, boekt, geweigerd):
    jaar, pilots = op_jaar(duizend.jaar.pk), op_doel(duizend.pilots.pk)
    boekt(BoekingRegel(Soort.BEGROTING, jaar, Decimal(100)))

    geweigerd(
        "begroting.verdeling",
        "Van Versnellers 2026 is nog €\u00a0100,00 niet verdeeld. Gevraagd is €\u00a0100,01.",
        BoekingRegel(Soort.OVERHEVELING, jaar, Decimal("-100.01")),
        BoekingRegel(Soort.OVERHEVELING, pilots, Decimal("100.01")),
    )
    boekt(
        BoekingRegel(Soort.OVERHEVELING, jaar, Decimal(-100)), BoekingRegel(Soort.OVERHEVELING, pilots, Decimal(100))
    )


@pytest.mark.parametrize("bedrag", [Decimal(0), Decimal(-1)])
def test_an_amount_is_above_zero(duizend, geweigerd, bedrag):
    geweigerd(
        "begroting.bedrag",
        "Vul een bedrag in dat hoger is dan 0.",
        BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), bedrag),
    )


def test_a_sum_that_no_longer_fits_its_column_is_refused_in_words(duizend, geweigerd):
    geweigerd(
        "geld.te_groot",
        "Dit bedrag is te groot.",
        BoekingRegel(Soort.WIJZIGING, op_doel(duizend.coaching.pk), Decimal("9999999999.99")),
    )


def test_a_signed_amount_is_never_zero(duizend, geweigerd):
    geweigerd(
        "begroting.bedrag",
        "Vul een bedrag in dat hoger is dan 0.",
        BoekingRegel(Soort.WIJZIGING, op_doel(duizend.coaching.pk), Decimal(0)),
    )


def test_a_grant_above_the_published_ceiling_names_what_was_granted(duizend, verplichting, boekt, geweigerd):
    doel, hier = op_doel(duizend.coaching.pk), op_verplichting(verplichting.pk)
    boekt(BoekingRegel(Soort.PLAFOND, doel, Decimal(500)), BoekingRegel(Soort.VERPLICHTING, hier, Decimal(400)))

    geweigerd(
        "begroting.boven_plafond",
        "Het subsidieplafond van Coaching (2026) is €\u00a0500,00 (Awb 4:25). "
        "Verleend is €\u00a0400,00 en gevraagd is €\u00a0100,01.",
        BoekingRegel(Soort.BIJSTELLING, hier, Decimal("100.01")),
    )
    geweigerd(
        "begroting.boven_plafond",
        "Verleend is €\u00a0400,00. Het subsidieplafond van Coaching (2026) kan niet €\u00a0399,99 worden.",
        BoekingRegel(Soort.PLAFOND, doel, Decimal("-100.01")),
    )
    boekt(BoekingRegel(Soort.PLAFOND, doel, Decimal(-100)))
