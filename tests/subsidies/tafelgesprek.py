"""Who leads the table, and comments in the world of conftest.py."""

import datetime
from typing import Any

from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Aanvraagdeel, Antwoord, Opmerking, Voorziening
from subsidies.services import opmerking
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld
from thematafels.models import Aanstelling

Stuk = Antwoord | Voorziening | Aanvraagdeel
SOORT = {Antwoord: "antwoord", Voorziening: "voorziening", Aanvraagdeel: "begroting"}
VRAAG = "Hoe bereikt u jongeren?"


def dag(over: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=over)


def stel_aan(
    wereld: Wereld, lid: Lidmaatschap | None = None, *, van: int = -3, tot: int | None = None, functie: str = ""
) -> Lidmaatschap:
    """Appointed at the table; a new procesbegeleider when nobody is given."""
    lid = lid or maak_lid(Rol.PROCESBEGELEIDER)
    Aanstelling.objects.create(
        tafel=wereld.tafel,
        lidmaatschap=lid,
        functie=functie or "procesbegeleider",
        van=dag(van),
        tot=None if tot is None else dag(tot),
    )
    return lid


def plaats(wereld: Wereld, door: Lidmaatschap, bij: Stuk | None = None, **velden: Any) -> Opmerking:
    soort, pk = (SOORT[type(bij)], bij.pk) if bij else ("", None)
    return opmerking.plaats_opmerking(
        **{
            "aanvraag_id": wereld.aanvraag.pk,
            "soort": soort,
            "onderdeel": pk,
            "tekst": VRAAG,
            "zichtbaarheid": "tafel",
            "door": door,
        }
        | velden
    )


def intern(wereld: Wereld, bij: Stuk | None = None, wie: str = "beoordelaar") -> Opmerking:
    """What the municipality keeps to itself."""
    return plaats(wereld, wereld[wie], bij, zichtbaarheid="gemeente", tekst="Dit plan is te duur.")
