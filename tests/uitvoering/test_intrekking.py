"""Suspending payment, and withdrawing a grant."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brieven.models import Brief
from kern.geld import NUL
from subsidies.models import Beschikking, Besluit, Subsidie
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.conftest import stand, stel_bijstelling_voor, subsidie_van
from uitvoering.models import Opschorting, Vervolgvoorstel
from uitvoering.regels.vertrek import na_vertrek
from uitvoering.services import besluiten, opschorten, voorbereiden
from uitvoering.services.voorbereiden import Bedragen

ALLES = {2027: Decimal("-60000.00"), 2028: Decimal("-60000.00")}


def voorstel(
    wereld: Wereld, soort: Besluit.Soort, grond: str, einde: datetime.date | None = None, **bedragen: object
) -> Vervolgvoorstel:
    return voorbereiden.stel_voor(
        aanvraag_id=wereld.aanvraag.pk,
        soort=soort,
        grond=grond,
        motivering="De deur bleef dicht.",
        regels=[Bedragen(subsidie_van(wereld, wereld.anker).pk, **bedragen)],
        einde=einde,
        door=wereld["beoordelaar"],
    )


def besloten(wereld: Wereld, zaak: Vervolgvoorstel) -> Besluit:
    voorbereiden.leg_voor(voorstel_id=zaak.pk, door=wereld["beoordelaar"])
    return besluiten.besluit(voorstel_id=zaak.pk, door=wereld["besluitnemer"])


def over(dagen: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=dagen)


def opgeschort(wereld: Wereld, dagen: int = 91) -> Opschorting:
    besloten(wereld, voorstel(wereld, Besluit.Soort.OPSCHORTING, "vermoeden", over(dagen)))
    return Opschorting.objects.get()


def test_a_suspension_begins_with_the_letter_and_the_amounts_stay(verleend: Wereld):
    opschorting = opgeschort(verleend)

    assert (opschorting.van, opschorting.tot_en_met) == (timezone.localdate(), over(91))
    assert [opschorting.loopt_op(over(dagen)) for dagen in (-1, 0, 91, 92)] == [False, True, True, False]
    assert stand(verleend, verleend.anker).verplicht == Decimal("60000.00")
    brief = Brief.objects.get(beschikking__soort=Beschikking.Soort.OPSCHORTING)
    assert "Wij betalen u niet vanaf de datum van deze brief tot en met" in str(brief.snapshot)


@pytest.mark.parametrize("dagen", [-1, 92, None])
def test_a_suspension_of_more_than_thirteen_weeks_or_without_end_is_refused(verleend: Wereld, dagen: int | None):
    zaak = voorstel(verleend, Besluit.Soort.OPSCHORTING, "vermoeden", None if dagen is None else over(dagen))

    with geweigerd("opschorting.te_lang"):
        voorbereiden.leg_voor(voorstel_id=zaak.pk, door=verleend["beoordelaar"])


def test_a_grant_is_suspended_once_at_a_time(verleend: Wereld):
    opgeschort(verleend)
    zaak = voorstel(verleend, Besluit.Soort.OPSCHORTING, "vermoeden", over(30))

    with geweigerd("opschorting.loopt_al"):
        voorbereiden.leg_voor(voorstel_id=zaak.pk, door=verleend["beoordelaar"])


def test_the_database_refuses_a_longer_suspension(verleend: Wereld):
    besluit = opgeschort(verleend).besluit

    with pytest.raises(IntegrityError):
        Opschorting.objects.create(
            subsidie=subsidie_van(verleend, verleend.brug), besluit=besluit, van=over(0), tot_en_met=over(92)
        )


def test_lifting_lets_payment_begin_today(verleend: Wereld):
    opschorting = opgeschort(verleend)

    opschorten.hef_op(opschorting_id=opschorting.pk, reden="De stukken zijn er.", door=verleend["beoordelaar"])

    opschorting.refresh_from_db()
    assert opschorting.opgeheven_op == over(0)
    assert not opschorting.loopt_op(over(0))


def test_what_was_lifted_is_not_lifted_again(verleend: Wereld):
    opschorting = opgeschort(verleend)
    opschorten.hef_op(opschorting_id=opschorting.pk, reden="De stukken zijn er.", door=verleend["beoordelaar"])

    with geweigerd("opschorting.voorbij"):
        opschorten.hef_op(opschorting_id=opschorting.pk, reden="Nog eens.", door=verleend["beoordelaar"])


def test_only_an_officer_lifts_a_suspension_and_says_why(verleend: Wereld):
    opschorting = opgeschort(verleend)

    with geweigerd("toegang.rol"):
        opschorten.hef_op(opschorting_id=opschorting.pk, reden="Graag.", door=verleend["anker"])
    with geweigerd("opschorting.reden"):
        opschorten.hef_op(opschorting_id=opschorting.pk, reden=" ", door=verleend["beoordelaar"])


def test_a_decision_to_adjust_ends_the_suspension(verleend: Wereld):
    opschorting = opgeschort(verleend)

    besloten(verleend, stel_bijstelling_voor(verleend, {2027: Decimal("-5000.00")}, grond="verzoek"))

    opschorting.refresh_from_db()
    assert opschorting.opgeheven_op == over(0)
    assert opschorting.opgeheven_reden == "Er is besloten: bijstelling."


def test_withdrawing_all_ends_the_grant_and_frees_the_budget(verleend: Wereld):
    besloten(verleend, voorstel(verleend, Besluit.Soort.INTREKKING, "verzoek", verandering=ALLES))

    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.INGETROKKEN
    nu = stand(verleend, verleend.anker)
    assert (nu.verleend, nu.gewijzigd, nu.nu, nu.verplicht) == (Decimal("60000.00"), ALLES[2027], NUL, NUL)
    brief = Brief.objects.get(beschikking__soort=Beschikking.Soort.INTREKKING)
    assert "Wij trekken uw hele subsidie in." in str(brief.snapshot)
    assert subsidie_van(verleend, verleend.brug).stand == Subsidie.Stand.LOPEND


def test_what_is_left_of_a_withdrawn_grant_runs_on(verleend: Wereld):
    besloten(verleend, voorstel(verleend, Besluit.Soort.INTREKKING, "verzoek", verandering={2028: ALLES[2028]}))

    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.LOPEND
    assert stand(verleend, verleend.anker, 2028).nu == NUL
    assert stand(verleend, verleend.anker, 2027).nu == Decimal("60000.00")


@pytest.mark.parametrize(
    ("grond", "bedragen", "code"),
    [
        ("verzoek", {}, "intrekking.niets"),
        ("verzoek", {"verandering": {2027: Decimal("1.00")}}, "intrekking.kolom"),
        ("verzoek", {"verandering": {2027: Decimal("-60000.01")}}, "intrekking.te_veel"),
        ("verzoek", {"vastgesteld": {2027: Decimal("1.00")}}, "intrekking.kolom"),
        ("feiten", {"verandering": {2027: Decimal("-1.00")}}, "intrekking.grond"),
    ],
)
def test_a_withdrawal_that_the_law_does_not_know_is_refused(verleend: Wereld, grond: str, bedragen, code: str):
    zaak = voorstel(verleend, Besluit.Soort.INTREKKING, grond, **bedragen)

    with geweigerd(code):
        voorbereiden.leg_voor(voorstel_id=zaak.pk, door=verleend["beoordelaar"])


def test_a_withdrawn_grant_is_not_adjusted(verleend: Wereld):
    besloten(verleend, voorstel(verleend, Besluit.Soort.INTREKKING, "verzoek", verandering=ALLES))
    zaak = stel_bijstelling_voor(verleend, {2027: Decimal("10.00")})

    with geweigerd("bijstelling.niet_lopend"):
        voorbereiden.leg_voor(voorstel_id=zaak.pk, door=verleend["beoordelaar"])


def test_half_a_leap_year_is_cut_by_days():
    eraf = na_vertrek(
        {2027: Decimal("100.00"), 2028: Decimal("366.00"), 2029: Decimal("50.00")}, datetime.date(2028, 7, 2)
    )

    assert eraf == {2028: Decimal("-183.00"), 2029: Decimal("-50.00")}


@given(
    bedrag=st.decimals(min_value=0, max_value=9_999_999, places=2),
    per=st.dates(datetime.date(2027, 1, 1), datetime.date(2028, 12, 31)),
)
def test_leaving_never_takes_more_than_there_is(bedrag: Decimal, per: datetime.date):
    eraf = na_vertrek({2027: bedrag, 2028: bedrag}, per)

    assert all(-bedrag <= deel < 0 and jaar >= per.year for jaar, deel in eraf.items())
    assert na_vertrek({per.year: bedrag}, datetime.date(per.year, 1, 1)).get(per.year, NUL) == -bedrag
