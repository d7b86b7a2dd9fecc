"""Agreeing: every participant confirms its own part and the division, and a change of either voids it."""

from django.db.models import QuerySet
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord
from subsidies.regels.inhoud import deelhash, inhoudshash
from subsidies.regels.volledigheid import deel_is_klaar
from subsidies.selectors import laad_dossier
from subsidies.services.slot import vergrendel_deel
from subsidies.toegang import eis_schrijver


def geef_akkoord(*, deel_id: int, gezien: str, door: Lidmaatschap) -> Akkoord:
    """Agree to a part and the division, as the signatory saw them (`gezien` is that hash).

    Raises DomeinFout when the content changed in the meantime, the part is not complete, the part was
    already agreed to, or the same person agreed for another participant of this application.
    """
    with handeling("aanvraag.akkoord_gegeven", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        eis_rol(door, Rol.TEKENBEVOEGDE, reden="Alleen een tekenbevoegde geeft akkoord voor de organisatie.")
        dossier = laad_dossier(deel.aanvraag)
        stand = dossier.deel_van(deel.organisatie_id)
        if stand is None or not deel_is_klaar(stand):
            raise DomeinFout(
                "Vul eerst de begroting in en beschrijf ten minste één voorziening.", code="akkoord.deel_niet_klaar"
            )
        if stand.is_akkoord:
            raise DomeinFout("Uw organisatie heeft al akkoord gegeven.", code="akkoord.bestaat_al")
        inhoud = inhoudshash(dossier, stand)
        if gezien != inhoud:
            raise DomeinFout(
                "De inhoud is gewijzigd sinds u deze pagina opende. Lees haar opnieuw en geef dan akkoord.",
                code="akkoord.inhoud_gewijzigd",
            )
        _eis_een_organisatie_per_persoon(deel.aanvraag, deel_id, door)
        akkoord = Akkoord.objects.create(deel=deel, door=door, deelhash=deelhash(stand), inhoudshash=inhoud)
        leg_vast("aanvraag.akkoord_gegeven", door=door, over=deel, hash=Code(inhoud))
    return akkoord


def trek_akkoord_in(*, deel_id: int, door: Lidmaatschap) -> None:
    """Take back one's own akkoord while the application is a draft."""
    with handeling("aanvraag.akkoord_ingetrokken", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        eis_rol(door, Rol.TEKENBEVOEGDE, reden="Alleen een tekenbevoegde trekt het akkoord in.")
        if not _vervallen(Akkoord.objects.filter(deel=deel), Akkoord.Reden.INGETROKKEN):
            raise DomeinFout("Er is geen akkoord om in te trekken.", code="akkoord.bestaat_niet")
        leg_vast("aanvraag.akkoord_ingetrokken", door=door, over=deel)


def laat_vervallen(aanvraag: Aanvraag, *, door: Lidmaatschap, anders: Akkoord.Reden = Akkoord.Reden.VERDELING) -> None:
    """Void each akkoord whose content is no longer what was agreed to. Every act that changes a part ends here.

    `anders` is the reason for a participant whose own part is still the same.
    """
    dossier = laad_dossier(aanvraag)
    nu = {deel.pk: (deelhash(deel), inhoudshash(dossier, deel)) for deel in dossier.delen if deel.is_akkoord}
    for akkoord in Akkoord.objects.filter(deel__aanvraag=aanvraag, vervallen_op__isnull=True):
        eigen, geheel = nu[akkoord.deel_id]
        if geheel == akkoord.inhoudshash:
            continue
        reden = anders if eigen == akkoord.deelhash else Akkoord.Reden.DEEL
        _vervallen(Akkoord.objects.filter(pk=akkoord.pk), reden)
        leg_vast("aanvraag.akkoord_vervallen", door=door, over=aanvraag, deel=akkoord.deel_id, reden=Code(reden))


def _vervallen(akkoorden: QuerySet[Akkoord], reden: Akkoord.Reden) -> int:
    return akkoorden.filter(vervallen_op__isnull=True).update(vervallen_op=timezone.now(), vervallen_reden=reden)


def _eis_een_organisatie_per_persoon(aanvraag: Aanvraag, deel_id: int, door: Lidmaatschap) -> None:
    elders = Akkoord.objects.filter(
        deel__aanvraag=aanvraag, vervallen_op__isnull=True, door__gebruiker=door.gebruiker_id
    ).exclude(deel=deel_id)
    if elders.exists():
        raise DomeinFout(
            "U gaf in deze aanvraag al akkoord voor een andere organisatie. Een ander tekent voor deze.",
            code="akkoord.zelfde_persoon",
        )
