"""What begins when a grant begins."""

from uitvoering.services import betaalschema
from uitvoering.services.vaststellen import open_vaststellingen


def begin_uitvoering(*, besluit_id: int) -> int:
    """Make the schedule of payments of the grants that a decision is about, and the periods in which they are settled.

    May run twice; returns what changed.
    """
    return betaalschema.plan_besluit(besluit_id=besluit_id) + open_vaststellingen(besluit_id=besluit_id)
