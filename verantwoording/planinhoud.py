"""An agreement as content, in the shape of a version of an activity (docs/plan-verantwoording.md)."""

from collections.abc import Mapping
from typing import Any

from subsidies.models.activiteit import ACTIVITEITVELDEN, INDICATORVELDEN
from subsidies.plan import celnaam
from verantwoording.selectors.afspraken import Afgesproken

Inhoud = Mapping[str, Any]


def als_inhoud(afspraak: Afgesproken) -> dict[str, Any]:
    """What was agreed, to begin a change from."""
    return {
        **{veld: getattr(afspraak, veld) for veld in ACTIVITEITVELDEN},
        "voorziening": afspraak.voorziening_id,
        "subdoel": afspraak.subdoel_id,
        "principes": sorted(principe.pk for principe in afspraak.principes),
        "indicatoren": [
            {
                **{veld: str(getattr(meetpunt, veld)) for veld in INDICATORVELDEN},
                "voorbeeld": None,
                "streefwaarden": {
                    celnaam(streef.jaar, streef.doelgroep_id, streef.stadsdeel_id): str(streef.waarde)
                    for streef in meetpunt.streef
                },
            }
            for meetpunt in afspraak.meetpunten
        ],
    }
