"""Starting from what was written a year before: the texts as a draft, to be read and changed; never its numbers."""

from typing import Any

from django.db import transaction

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from subsidies.models import Klad, Onderdeel
from subsidies.onderdelen.redenen import OVERGENOMEN
from subsidies.services.klad import bewaar_klad
from verantwoording.models import Activiteitverslag
from verantwoording.onderdelen import VERSLAG
from verantwoording.selectors.inhoud import TEKSTEN, inhoud_van, pagina_erbij
from verantwoording.services.verslag import eis_open
from verantwoording.toegang import haal_eigen_activiteitverslag


def neem_over(*, kenmerk: str, verslag_id: int, door: Lidmaatschap) -> None:
    """Put the texts of the last year that has them in this person's klad, where nothing is written yet.

    Nothing is in the report until it was saved on purpose. Raises DomeinFout when there is nothing to take over.
    """
    with transaction.atomic():
        verslag: Any = haal_eigen_activiteitverslag(door, kenmerk, verslag_id, **pagina_erbij())
        eis_open(verslag.deelverslag)
        vorig = Activiteitverslag.objects.filter(pk=verslag.vorig_id).first()
        if Klad.objects.filter(soort=Onderdeel.VERSLAG, onderdeel=verslag.pk, lidmaatschap=door).exists():
            raise DomeinFout("U hebt hier nog een klad. Bewaar het eerst, of gooi het weg.", code="verslag.klad")
        nu = inhoud_van(verslag)
        teksten = {veld: getattr(vorig, veld) for veld in TEKSTEN if vorig and not nu[veld].strip()}
        if not any(teksten.values()):
            raise DomeinFout("Er is niets om over te nemen: overal staat al een tekst.", code="verslag.niets_over")
        bewaar_klad(
            aanvraag_id=verslag.deelverslag.verantwoording.aanvraag_id,
            soort=Onderdeel.VERSLAG,
            onderdeel=verslag.pk,
            versie=verslag.versie,
            invoer=dict(VERSLAG.als_invoer(nu | teksten).lists()),
            reden=OVERGENOMEN,
            door=door,
        )
