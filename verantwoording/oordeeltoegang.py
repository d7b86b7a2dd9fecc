"""The doors of what is judged: for the municipality, and of its own part for each participant."""

from typing import Any

from django.db.models import F, Q
from django.http import Http404

from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE, PARTNER
from verantwoording.models import Bevinding, Deelverslag
from verantwoording.toegang import eis_schrijft, haal_deelverslag

BETROKKENEN = (*GEMEENTE, *PARTNER)


def haal_te_beoordelen_deel(lid: Lidmaatschap, kenmerk: str, deelverslag_id: int) -> Any:
    """A part, with `subsidiekenmerk`: what is found of it is between the municipality and the participant. Http404."""
    deelverslag = haal_deelverslag(lid, kenmerk, deelverslag_id, subsidiekenmerk=F("deel__subsidie__kenmerk"))
    if not (lid.is_gemeente or lid.organisatie_id == deelverslag.deel.organisatie_id):
        raise Http404
    return deelverslag


def haal_te_beantwoorden_vraag(lid: Lidmaatschap, kenmerk: str, bevinding_id: int) -> Bevinding:
    """A question about a part, by who writes there. Raises Http404 for who is of another organisation."""
    bevinding = (
        Bevinding.objects.filter(
            Q(soort=Bevinding.Soort.VRAAG), pk=bevinding_id, verantwoording__aanvraag__kenmerk=kenmerk
        )
        .select_related("verslag__afspraak")
        .first()
    )
    if bevinding is None or bevinding.deelverslag_id is None:
        raise Http404
    deelverslag: Deelverslag = haal_te_beoordelen_deel(lid, kenmerk, bevinding.deelverslag_id)
    eis_schrijft(lid, deelverslag)
    bevinding.deelverslag = deelverslag
    return bevinding
