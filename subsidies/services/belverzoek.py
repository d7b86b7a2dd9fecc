"""Asking to be called, and having called (Awb 2:1)."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import PARTNER, Rol, eis_rol
from subsidies.models import Belverzoek


def vraag_om_bellen(*, telefoon: str, vraag: str, door: Lidmaatschap, aanvraag_id: int | None = None) -> Belverzoek:
    """Put it on the worklist of the officers; they hear that somebody asks, not who or which number.

    One request at a time for each person: raises DomeinFout while the former is open.
    """
    with handeling("belverzoek.gedaan", door=door):
        eis_rol(door, *PARTNER)
        verzoek = _bewaar(Belverzoek(aanvraag_id=aanvraag_id, door=door, telefoon=telefoon, vraag=vraag.strip()))
        leg_bericht_klaar(
            soort=BerichtSoort.BELVERZOEK,
            ontvangers=Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(rol=Rol.BELEIDSMEDEWERKER),
            over=verzoek,
            pad=reverse("subsidies:belverzoeken"),
        )
        leg_vast("belverzoek.gedaan", door=door, over=verzoek, belverzoek=verzoek.pk)
    return verzoek


def meld_gebeld(*, belverzoek_id: int, door: Lidmaatschap) -> Belverzoek:
    """An officer called. Raises DomeinFout when a colleague was first."""
    with handeling("belverzoek.afgehandeld", door=door, over=Belverzoek(pk=belverzoek_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        verzoek = Belverzoek.objects.select_for_update(no_key=True).get(pk=belverzoek_id)
        if verzoek.afgehandeld_op is not None:
            raise DomeinFout("Een collega heeft al gebeld.", code="belverzoek.afgehandeld")
        verzoek.afgehandeld_op, verzoek.afgehandeld_door = timezone.now(), door
        verzoek.save(update_fields=["afgehandeld_op", "afgehandeld_door"])
        leg_vast("belverzoek.afgehandeld", door=door, over=verzoek, belverzoek=verzoek.pk)
    return verzoek


def _bewaar(verzoek: Belverzoek) -> Belverzoek:
    """The database decides when somebody clicks twice."""
    try:
        with transaction.atomic():
            verzoek.save()
    except IntegrityError as fout:
        if "belverzoek_een_open" not in str(fout):
            raise
        raise DomeinFout("U vroeg dit al. Wij bellen u.", code="belverzoek.open") from fout
    return verzoek
