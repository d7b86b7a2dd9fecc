"""What a participant finds at its application after it was submitted: a question to answer, or its grant."""

import datetime
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Aanvraagdeel, Aanvulling


@dataclass(frozen=True, slots=True)
class NaIndienen:
    """`aanvulling` is the open request (Awb 4:5), `subsidie` the kenmerk of what was granted."""

    aanvulling: int | None
    uiterlijk: datetime.date | None
    subsidie: str | None


def na_indienen(aanvraag: Aanvraag, lid: Lidmaatschap) -> NaIndienen | None:
    """None for who has no part in it, and while it is written. One query."""
    if aanvraag.stand == Aanvraag.Stand.CONCEPT:
        return None
    open_verzoek = FilteredRelation("aanvullingen", condition=Q(aanvullingen__stand=Aanvulling.Stand.GEVRAAGD))
    deel = (
        Aanvraagdeel.objects.filter(aanvraag=aanvraag, organisatie=lid.organisatie_id)
        .annotate(verzoek=open_verzoek)
        .values_list("verzoek__pk", "verzoek__uiterlijk", "subsidie__kenmerk")
        .first()
    )
    return NaIndienen(*deel) if deel else None
