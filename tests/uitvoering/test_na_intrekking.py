"""What a withdrawal took away is not settled; what it left is (Awb 4:42, 4:48)."""

from decimal import Decimal

import pytest

from overzichten.selectors.werklijst.bronnen import BRONNEN
from subsidies.models import Besluit, Subsidie
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.afloop import (
    NA_2027,
    TE_LAAT,
    VERLEEND,
    besluit,
    op,
    periode,
    stel_vast,
    stel_vaststelling_voor,
    vraag_aan,
)
from tests.uitvoering.conftest import stel_bijstelling_voor, subsidie_van
from tests.uitvoering.test_intrekking import ALLES, besloten, voorstel
from uitvoering.services import vaststellen, voorbereiden

HELFT = Decimal("-30000.00")


def trek_in(wereld: Wereld, verandering: dict[int, Decimal]) -> None:
    besloten(wereld, voorstel(wereld, Besluit.Soort.INTREKKING, "verzoek", verandering=verandering))


def aan_te_vragen(jaar: int) -> set[int]:
    """The grants whose recipient is asked to account for this year."""
    [bron] = [bron for bron in BRONNEN if bron.code == "vaststelling_vragen"]
    return {rij.subsidie_id for rij in bron.rijen() if rij.eerste_jaar == jaar}


@pytest.mark.parametrize("jaren", [ALLES, {2027: ALLES[2027]}])
def test_a_year_of_which_nothing_is_left_is_not_settled(verleend: Wereld, jaren: dict[int, Decimal]):
    periode(verleend)
    trek_in(verleend, jaren)

    with op(NA_2027):
        zaak = stel_vaststelling_voor(verleend, {2027: Decimal("0.00")})
        with geweigerd("vaststelling.ingetrokken"):
            voorbereiden.leg_voor(voorstel_id=zaak.pk, door=verleend["beoordelaar"])
        assert subsidie_van(verleend, verleend.anker).pk not in aan_te_vragen(2027)


def test_nobody_is_asked_to_account_for_a_withdrawn_year(verleend: Wereld):
    rij = periode(verleend)
    trek_in(verleend, {2027: ALLES[2027]})

    with op(TE_LAAT), geweigerd("vaststelling.ingetrokken"):
        vaststellen.herinner(vaststelling_id=rij.pk, door=verleend["beoordelaar"])


def test_what_a_withdrawal_left_is_settled(verleend: Wereld):
    trek_in(verleend, {2027: HELFT})

    periode(verleend)
    with op(NA_2027):
        assert subsidie_van(verleend, verleend.anker).pk in aan_te_vragen(2027)
        vraag_aan(verleend)
        besluit(verleend, stel_vaststelling_voor(verleend, {2027: VERLEEND + HELFT}))

    assert periode(verleend).stand == "vastgesteld"


def test_the_grant_is_over_when_the_rest_was_settled(verleend: Wereld):
    trek_in(verleend, {2028: ALLES[2028]})
    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.LOPEND

    with op(NA_2027):
        stel_vast(verleend, {2027: VERLEEND})

    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.VASTGESTELD


def test_taking_away_the_last_open_year_ends_the_grant(verleend: Wereld):
    with op(NA_2027):
        stel_vast(verleend, {2027: VERLEEND})
        trek_in(verleend, {2028: ALLES[2028]})

    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.VASTGESTELD


def test_an_adjustment_to_nothing_withdraws(verleend: Wereld):
    besloten(verleend, stel_bijstelling_voor(verleend, ALLES, grond="verzoek"))

    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.INGETROKKEN
