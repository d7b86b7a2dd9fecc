"""Properties over any order of paying, settling, reclaiming and receiving, on the real database.

For every year of a grant: what is committed is the larger of the entitlement and what was paid, never less than what
was paid, and both are the sums of the ledger.
"""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from begroting.models import Boeking, Stand
from kern.fouten import DomeinFout
from kern.geld import NUL
from subsidies.selectors.standen import jaarstanden
from tests.subsidies.conftest import Wereld
from tests.uitvoering.afloop import NA_2027, VERLEEND, betaal, ontvang, op, stel_vast, vorder_terug
from tests.uitvoering.conftest import subsidie_van
from uitvoering.models import Terugvordering

bedragen = st.decimals(min_value="0.01", max_value=VERLEEND + 1, places=2)
stappen = st.lists(
    st.tuples(st.sampled_from(["betaal", "betaal", "stel_vast", "vorder", "ontvang", "ontvang"]), bedragen),
    min_size=2,
    max_size=7,
)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(leven=stappen)
def test_the_commitment_is_the_larger_of_entitlement_and_paid(verleend: Wereld, leven: list[tuple[str, Decimal]]):
    with op(NA_2027), transaction.atomic():
        for nummer, (stap, bedrag) in enumerate(leven):
            try:
                with transaction.atomic():
                    _doe(verleend, stap, bedrag, nummer)
            except DomeinFout:
                pass

            _controleer(verleend)
        transaction.set_rollback(True)


def _doe(wereld: Wereld, stap: str, bedrag: Decimal, nummer: int) -> None:
    terugvordering = Terugvordering.objects.order_by("-id").first()
    match stap:
        case "betaal":
            betaal(wereld, bedrag, kenmerk=f"betaling-{nummer}")
        case "stel_vast":
            stel_vast(wereld, {2027: bedrag})
        case "vorder":
            vorder_terug(wereld, {2027: bedrag})
        case "ontvang" if terugvordering is not None:
            ontvang(wereld, terugvordering, bedrag, f"afschrift {nummer}")


def _controleer(wereld: Wereld) -> None:
    for stand in jaarstanden(subsidie_van(wereld, wereld.anker)).values():
        assert stand.verplicht == max(stand.recht, stand.betaald)
        soms = dict(
            Boeking.objects.filter(verplichting__in=[een.verplichting_id for een in stand.dekking])
            .order_by()
            .values("soort")
            .annotate(som=Sum("bedrag"))
            .values_list("soort", "som")
        )
        assert stand.verplicht == soms["verplichting"] + soms.get("bijstelling", NUL)
        assert stand.betaald == soms.get("betaling", NUL) - soms.get("terugontvangst", NUL)
    doel = Stand.objects.get(bestedingsdoel=wereld.doel)
    onder = Stand.objects.filter(verplichting__bestedingsdoel=wereld.doel)
    assert doel.verplicht == onder.aggregate(som=Sum("verplicht"))["som"]
    assert doel.betaald == onder.aggregate(som=Sum("betaald"))["som"]
