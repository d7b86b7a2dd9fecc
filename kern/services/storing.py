"""The register of outages (Awb 2:21 lid 3): what is in it excuses who could not hand in on time."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.models import Storing
from kern.spoor import leg_vast
from kern.toegang import Lid, Rol, eis_rol

BIJHOUDERS = (Rol.BEHEERDER, Rol.BELEIDSMEDEWERKER)


def meld_storing(*, van: datetime.datetime, tot: datetime.datetime | None, omschrijving: str, door: Lid) -> Storing:
    """Register an outage; without `tot` it lasts still.

    DomeinFout when the moments do not fit, the description is missing, or another outage lasts; GeenRecht for
    everybody but the functioneel beheerder and the beleidsmedewerker.
    """
    with handeling("storing.gemeld", door=door):
        eis_rol(door, *BIJHOUDERS)
        _niet_straks(van, "van")
        if tot is not None:
            _past_als_einde(van, tot)
        if not omschrijving.strip():
            raise DomeinFout("Vul in wat niet werkte.", code="storing.omschrijving", veld="omschrijving")
        try:
            with transaction.atomic():
                storing = Storing.objects.create(
                    van=van, tot=tot, omschrijving=omschrijving.strip(), geregistreerd_door=door.pk
                )
        except IntegrityError as fout:
            raise DomeinFout(
                "Er staat al een storing in het register die nog duurt. Vul daarvan eerst het einde in.",
                code="storing.duurt_nog",
            ) from fout
        leg_vast("storing.gemeld", door=door, over=storing, storing=storing.pk)
    return storing


def beeindig_storing(*, storing_id: int, tot: datetime.datetime, door: Lid) -> Storing:
    """Register when an outage was over. Once only: after that the row never changes.

    DomeinFout when the end was known already or does not fit; GeenRecht as for `meld_storing`.
    """
    with handeling("storing.beeindigd", door=door):
        storing = Storing.objects.select_for_update().get(pk=storing_id)
        eis_rol(door, *BIJHOUDERS)
        if storing.tot is not None:
            raise DomeinFout("Het einde van deze storing staat al vast.", code="storing.voorbij")
        _past_als_einde(storing.van, tot)
        storing.tot = tot
        storing.save(update_fields=["tot"])
        leg_vast("storing.beeindigd", door=door, over=storing, storing=storing.pk)
    return storing


def _past_als_einde(van: datetime.datetime, tot: datetime.datetime) -> None:
    if tot <= van:
        raise DomeinFout("Het einde ligt niet na het begin.", code="storing.volgorde", veld="tot")
    _niet_straks(tot, "tot")


def _niet_straks(moment: datetime.datetime, veld: str) -> None:
    if moment > timezone.now():
        raise DomeinFout("Dit moment is nog niet geweest.", code="storing.toekomst", veld=veld)
