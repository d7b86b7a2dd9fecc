"""Whether a grant may have been received for others too. Pure."""

from subsidies.models import Subsidie


def is_voor_allen(subsidie: Subsidie) -> bool:
    """The recipient is the penvoerder of the application. It comes with `deel.aanvraag`."""
    return subsidie.ontvanger_id == subsidie.deel.aanvraag.penvoerder_id
