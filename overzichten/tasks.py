"""Jobs of the overviews. Each survives running twice."""

from celery import shared_task

from begroting.services.aansluiten import leg_aansluiting_vast
from overzichten.selectors.aansluiting import verschillen
from overzichten.services.uitsplitsing import ververs


@shared_task(name="overzichten.tasks.sluit_aan")  # type: ignore[untyped-decorator]  # celery has no types
def sluit_aan() -> None:
    """Work every figure out again from its rows; what differs goes on the worklist of the financial officers."""
    leg_aansluiting_vast([str(verschil) for verschil in verschillen()])


@shared_task(name="overzichten.tasks.ververs_uitsplitsing")  # type: ignore[untyped-decorator]  # celery has no types
def ververs_uitsplitsing() -> None:
    """Work the breakdowns of the council out again."""
    ververs()
