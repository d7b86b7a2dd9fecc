"""A grant covered by two budgets, after the decision: raised, paid, settled lower, reclaimed, offset, passed on."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from subsidies.models import Subsidiejaar
from subsidies.services import besluiten
from tests.subsidies.conftest import Wereld, dek_uit_twee
from tests.uitvoering.afloop import NA_2027, ontvang, op, stel_vast, vorder_terug
from tests.uitvoering.betalen import betaal, maak_klaar, termijn, verstuur_brieven
from tests.uitvoering.conftest import geef_alle_mandaten, stand, stel_bijstelling_voor, subsidie_van
from uitvoering.models import Doorbetaling, Terugvordering
from uitvoering.models.terugvordering import Wijze
from uitvoering.selectors.terugvorderen import verrekenplekken
from uitvoering.services import besluiten as vervolgbesluiten
from uitvoering.services import betaald, terugvorderen, voorbereiden

HELFT = Decimal("30000.00")


@pytest.fixture
def gedekt(voorgesteld: Wereld) -> Wereld:
    """Of Anker's 60.000 the first budget has 20.000 in 2027 and 30.000 in 2028; ready to be paid."""
    dek_uit_twee(voorgesteld, Decimal("50000.00"), hoogstens=Decimal("20000.00"))
    besluiten.neem_besluit(aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld["besluitnemer"])
    for wie in ("besluitnemer", "tweede_besluitnemer"):
        geef_alle_mandaten(voorgesteld[wie])
    return maak_klaar(voorgesteld)


def delen(wereld: Wereld, jaar: int = 2027) -> list[tuple[int, int]]:
    """Committed and paid in each budget, for Anker."""
    return [(int(een.verplicht), int(een.betaald)) for een in stand(wereld, wereld.anker, jaar).dekking]


def betaal_alles(wereld: Wereld) -> None:
    betaal(wereld, *(termijn(wereld, nummer) for nummer in (1, 2, 3, 4)))


def te_veel(wereld: Wereld, wijze: Wijze = Wijze.INEENS) -> Terugvordering:
    """Half of 2027 is settled, and the other half is reclaimed."""
    stel_vast(wereld, {2027: HELFT})
    verstuur_brieven()
    return vorder_terug(wereld, {2027: HELFT}, wijze)


def test_an_increase_goes_to_the_budget_that_has_room(gedekt: Wereld) -> None:
    voorstel = stel_bijstelling_voor(gedekt, {2027: Decimal("5000.00")})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=gedekt["beoordelaar"])

    vervolgbesluiten.besluit(voorstel_id=voorstel.pk, door=gedekt["besluitnemer"])

    assert delen(gedekt) == [(20000, 0), (45000, 0)]
    assert Subsidiejaar.objects.filter(subsidie=subsidie_van(gedekt, gedekt.anker), jaar=2027).count() == 2


def test_a_payment_leaves_from_the_first_budget_on_and_comes_back_to_the_last(gedekt: Wereld) -> None:
    betaal(gedekt, termijn(gedekt, 1))
    assert delen(gedekt) == [(20000, 15000), (40000, 0)]

    [tweede] = betaal(gedekt, termijn(gedekt, 2))
    assert delen(gedekt) == [(20000, 20000), (40000, 10000)]
    tweede.refresh_from_db()
    assert sorted(tweede.boekstuk.boekingen.values_list("bedrag", flat=True)) == [Decimal(5000), Decimal(10000)]

    betaald.meld_teruggekomen(
        betaling_id=tweede.pk, dag=timezone.localdate(), reden="AC04 rekening opgeheven", door=gedekt["financieel"]
    )
    assert delen(gedekt) == [(20000, 15000), (40000, 0)]


def test_two_payments_in_one_file_never_pay_above_what_a_budget_holds(gedekt: Wereld) -> None:
    betaal(gedekt, *(termijn(gedekt, nummer) for nummer in (1, 2, 3)))

    assert delen(gedekt) == [(20000, 20000), (40000, 25000)]


def test_a_year_that_was_settled_lower_gives_back_to_the_last_budget(gedekt: Wereld) -> None:
    with op(NA_2027):
        stel_vast(gedekt, {2027: HELFT})

    assert delen(gedekt) == [(20000, 0), (10000, 0)]


def test_what_is_paid_back_returns_to_the_last_budget_and_falls_free_there(gedekt: Wereld) -> None:
    betaal_alles(gedekt)

    with op(NA_2027):
        terugvordering = te_veel(gedekt)
        assert delen(gedekt) == [(20000, 20000), (40000, 40000)]
        assert [(rij.subsidiejaar.volgorde, rij.bedrag) for rij in terugvordering.jaren.all()] == [(1, HELFT)]

        ontvang(gedekt, terugvordering, HELFT)

    assert delen(gedekt) == [(20000, 20000), (10000, 10000)]


def test_what_is_offset_is_paid_from_the_first_budget_of_the_other_year(gedekt: Wereld) -> None:
    betaal_alles(gedekt)

    with op(NA_2027):
        terugvordering = te_veel(gedekt, Wijze.VERREKENEN)
        [plek] = verrekenplekken(terugvordering)
        assert (plek.jaar, plek.ruimte) == (2028, Decimal("60000.00"))

        terugvorderen.verreken(
            terugvordering_id=terugvordering.pk,
            subsidiejaar_id=plek.subsidiejaar_id,
            bedrag=HELFT,
            door=gedekt["financieel"],
        )

    assert delen(gedekt) == [(20000, 20000), (10000, 10000)]
    assert delen(gedekt, 2028) == [(30000, 30000), (30000, 0)]


def test_all_budgets_together_bound_what_is_passed_on(gedekt: Wereld) -> None:
    velden = {
        "subsidie": subsidie_van(gedekt, gedekt.anker),
        "jaar": 2027,
        "ontvanger": gedekt.brug,
        "betaald_op": timezone.localdate(),
        "door": gedekt["anker"],
    }

    Doorbetaling.objects.create(bedrag=Decimal("60000.00"), **velden)

    with pytest.raises(IntegrityError, match="meer doorbetaald dan verleend"):
        Doorbetaling.objects.create(bedrag=Decimal("0.01"), **velden)
