"""Submitting the own part: it touches nobody else's, in time or late."""

import datetime

import pghistory
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.toegang import Rol, eis_rol
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import eis_zonder_belang
from verantwoording.models import Deelverslag
from verantwoording.selectors.deelverslag import stand_van
from verantwoording.services.samen_akkoord import laat_vervallen
from verantwoording.services.verslag import eis_open
from verantwoording.toegang import eis_tekent


def dien_in(*, deelverslag_id: int, door: Lidmaatschap) -> Deelverslag:
    """Submit the own part, or hand it back after a question, by who signs for it. Raises DomeinFout for what misses.

    Late is allowed: the day it first came in stays. From then on it is read only, unless the officer asks back.
    """
    with handeling("verslag.ingediend", door=door, over=Deelverslag(pk=deelverslag_id)):
        deelverslag = _vergrendel(deelverslag_id)
        machtiging = eis_tekent(door, deelverslag, slot=True)
        _leg_neer(deelverslag, timezone.now(), door, machtiging)
        leg_vast("verslag.ingediend", door=door, over=deelverslag, jaar=deelverslag.verantwoording.jaar)
    return deelverslag


def dien_papier_in(*, deelverslag_id: int, ontvangen_op: datetime.datetime, door: Lidmaatschap) -> Deelverslag:
    """Record the own part of who asked and accounts on paper (Awb 2:7), as received on `ontvangen_op`.

    Raises DomeinFout for an application that was written digitally, for a moment that is still to come, and for what
    still misses; GeenRecht for an officer who belongs to an organisation that takes part (Awb 2:4).
    """
    with handeling("verslag.papier_ingediend", door=door, over=Deelverslag(pk=deelverslag_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een verslag op papier legt een beleidsmedewerker vast.")
        deelverslag = _vergrendel(deelverslag_id)
        aanvraag = deelverslag.verantwoording.aanvraag
        if aanvraag.ingevoerd_door_id is None:
            raise DomeinFout("Dit verslag wordt digitaal geschreven.", code="verslag.niet_op_papier")
        eis_zonder_belang(aanvraag, door)
        if ontvangen_op > timezone.now():
            raise DomeinFout("Vul een moment in dat voorbij is.", code="verslag.toekomst", veld="ontvangen_op")
        _leg_neer(deelverslag, ontvangen_op, door)
        leg_vast(
            "verslag.papier_ingediend",
            door=door,
            over=deelverslag,
            jaar=deelverslag.verantwoording.jaar,
            deel=deelverslag.deel_id,
            ontvangen=timezone.localdate(ontvangen_op),
        )
    return deelverslag


def _vergrendel(deelverslag_id: int) -> Deelverslag:
    """Read under the lock of its application."""
    delen = Deelverslag.objects.filter(pk=deelverslag_id)
    vergrendel(delen.values_list("verantwoording__aanvraag_id", flat=True).get())
    return delen.select_related("verantwoording__aanvraag", "deel__organisatie").get()


def _leg_neer(
    deelverslag: Deelverslag, op: datetime.datetime, door: Lidmaatschap, machtiging: Machtiging | None = None
) -> None:
    eis_open(deelverslag)
    stand = stand_van(deelverslag)
    if stand.vragen:
        raise DomeinFout("Beantwoord eerst de vragen van de gemeente.", code="verslag.vragen")
    if not stand.compleet:
        raise DomeinFout(
            f"Nog niet compleet: {len(stand.activiteiten) - stand.klaar} van {len(stand.activiteiten)} "
            "activiteiten. Hieronder staat wat er mist.",
            code="verslag.onvolledig",
        )
    with pghistory.context(lidmaatschap=door.pk):
        deelverslag.stand = Deelverslag.Stand.INGEDIEND
        if deelverslag.ingediend_op is None:
            deelverslag.ingediend_op, deelverslag.ingediend_door, deelverslag.machtiging = op, door, machtiging
        deelverslag.save(update_fields=["stand", "ingediend_op", "ingediend_door", "machtiging"])
    laat_vervallen(deelverslag.verantwoording_id, door=door)
