"""Whether a grant was received for others too. Pure."""

from regelingen.parameters import Parameters
from subsidies.models import Subsidie


def is_voor_allen(subsidie: Subsidie) -> bool:
    """The recipient is the penvoerder, under a regeling that gives one decision to the penvoerder for all.

    By the rules that were frozen on the decision. It comes with `deel.aanvraag` and `beschikking.besluit`.
    """
    return (
        subsidie.ontvanger_id == subsidie.deel.aanvraag.penvoerder_id
        and Parameters.uit_dict(subsidie.beschikking.besluit.parameters).penvoerder_voor_allen
    )
