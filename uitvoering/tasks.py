"""The jobs of this room; each may run twice."""

from celery import shared_task

from subsidies.models import Subsidie
from uitvoering.services import begin, indexeren, vaststellen


@shared_task(name="uitvoering.tasks.begin_uitvoering")  # type: ignore[untyped-decorator]  # celery has no types
def begin_uitvoering(besluit_id: int) -> None:
    """Make ready what follows from a decision: told by name from the room below."""
    begin.begin_uitvoering(besluit_id=besluit_id)


@shared_task(name="uitvoering.tasks.veeg_betaalschemas")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_betaalschemas() -> None:
    """Make the schedules that a lost message left out, oldest first, a few at a time."""
    zonder = Subsidie.objects.filter(betaaltermijnen__isnull=True, jaren__isnull=False).exclude(stand="ingetrokken")
    for besluit_id in zonder.order_by("pk").values_list("beschikking__besluit_id", flat=True).distinct()[:20]:
        begin_uitvoering(besluit_id)


@shared_task(name="uitvoering.tasks.veeg_vaststellingen")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_vaststellingen() -> None:
    """Make the periods to settle that a lost message left out."""
    vaststellen.open_vaststellingen()


@shared_task(name="uitvoering.tasks.indexeer")  # type: ignore[untyped-decorator]  # celery has no types
def indexeer(indexering_id: int) -> None:
    """The next grants of an indexing."""
    indexeren.indexeer(indexering_id=indexering_id)


@shared_task(name="uitvoering.tasks.veeg_indexeringen")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_indexeringen() -> None:
    """Hand out again what was lost."""
    indexeren.veeg()
