"""Who is on a case: assigned, with a declaration to have no interest in it, or out because of one (Awb 2:4)."""

from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Paraaf, Toewijzing, Zaakrol
from subsidies.services.slot import vergrendel
from subsidies.services.tweede_lezer import laat_vervallen
from subsidies.services.zaakrol import eis_zonder_belang, neem_rol

LOPEND = (Aanvraag.Stand.INGEDIEND, Aanvraag.Stand.IN_BEHANDELING, Aanvraag.Stand.VOORGESTELD)
Stand = Toewijzing.Stand


def wijs_toe(*, aanvraag_id: int, lidmaatschap_id: int, rol: Toewijzing.Rol, door: Lidmaatschap) -> Toewijzing:
    """Ask an officer onto the case, oneself or a colleague. They join by declaring to have no interest.

    Raises DomeinFout for who is on it already, had another role in it or belongs to an applicant.
    """
    with handeling("toewijzing.gevraagd", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open(aanvraag_id, door)
        lid = (
            Lidmaatschap.objects.geldig_op(timezone.localdate())
            .filter(pk=lidmaatschap_id, rol=Rol.BELEIDSMEDEWERKER)
            .select_related("gebruiker")
            .first()
        )
        if lid is None:
            raise DomeinFout("Kies een beleidsmedewerker.", code="toewijzing.geen_collega", veld="wie")
        _eis_kan(aanvraag, lid, rol)
        toewijzing = Toewijzing.objects.create(
            aanvraag=aanvraag, gebruiker_id=lid.gebruiker_id, lidmaatschap=lid, rol=rol, toegewezen_door=door
        )
        leg_vast("toewijzing.gevraagd", door=door, over=aanvraag, rol=Code(rol), lid=lid.pk)
    return toewijzing


def verklaar_geen_belang(*, aanvraag_id: int, door: Lidmaatschap) -> Toewijzing:
    """Join the case one was asked for: this act is the declaration to have no interest in it (Awb 2:4)."""
    with handeling("toewijzing.verklaard", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open(aanvraag_id, door)
        toewijzing = _eigen(aanvraag, door)
        if toewijzing is None:
            raise DomeinFout("U bent niet gevraagd voor deze zaak.", code="toewijzing.niet")
        _verklaar(aanvraag, toewijzing, door)
        leg_vast("toewijzing.verklaard", door=door, over=aanvraag, rol=Code(toewijzing.rol))
    return toewijzing


def begin_als_beoordelaar(aanvraag: Aanvraag, door: Lidmaatschap) -> None:
    """Join a case as assessor with that declaration, asked for or not. `aanvraag` is locked."""
    rol = Toewijzing.Rol.BEOORDELAAR
    toewijzing = _eigen(aanvraag, door)
    if toewijzing is None:
        neem_rol(aanvraag, Zaakrol.Rol(rol), door)
        toewijzing = Toewijzing.objects.create(
            aanvraag=aanvraag, gebruiker_id=door.gebruiker_id, lidmaatschap=door, rol=rol, toegewezen_door=door
        )
    if toewijzing.rol != rol:
        raise DomeinFout("U bent gevraagd als tweede lezer. Iemand anders beoordeelt.", code="toewijzing.andere_rol")
    _verklaar(aanvraag, toewijzing, door)


def meld_belang(*, aanvraag_id: int, reden: str, door: Lidmaatschap) -> Toewijzing:
    """Report an interest: one is out of the case for good, and an approval one gave no longer holds."""
    with handeling("toewijzing.belang", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open(aanvraag_id, door)
        if not reden.strip():
            raise DomeinFout("Schrijf welk belang u hebt.", code="toewijzing.reden", veld="reden")
        toewijzing = _eigen(aanvraag, door)
        if toewijzing is None:
            toewijzing = Toewijzing.objects.create(
                aanvraag=aanvraag,
                gebruiker_id=door.gebruiker_id,
                lidmaatschap=door,
                rol=Toewijzing.Rol.BEOORDELAAR,
                stand=Stand.BELANG,
                toegewezen_door=door,
                weg_op=timezone.now(),
                weg_reden=reden,
            )
        else:
            _zet_weg(toewijzing, Stand.BELANG, reden)
            if toewijzing.rol == Toewijzing.Rol.TWEEDE_LEZER:
                laat_vervallen(aanvraag, Paraaf.Reden.LEZER, door)
        leg_vast("toewijzing.belang", door=door, over=aanvraag)
    return toewijzing


def onthef(*, toewijzing_id: int, reden: str, door: Lidmaatschap) -> Toewijzing:
    """Take somebody off the case, oneself or a colleague. What they judged stays; they can be asked again."""
    with handeling("toewijzing.ontheven", door=door, over=Toewijzing(pk=toewijzing_id)):
        aanvraag = _open(Toewijzing.objects.values_list("aanvraag_id", flat=True).get(pk=toewijzing_id), door)
        toewijzing = Toewijzing.objects.get(pk=toewijzing_id)
        _zet_weg(toewijzing, Stand.ONTHEVEN, reden)
        leg_vast("toewijzing.ontheven", door=door, over=aanvraag, lid=toewijzing.lidmaatschap_id)
    return toewijzing


def _open(aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    aanvraag = vergrendel(aanvraag_id)
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een zaak verdelen de beleidsmedewerkers.")
    if aanvraag.stand not in LOPEND:
        raise DomeinFout(f"De aanvraag is {aanvraag.get_stand_display()}.", code="toewijzing.zaak_loopt_niet")
    return aanvraag


def _eis_kan(aanvraag: Aanvraag, lid: Lidmaatschap, rol: Toewijzing.Rol) -> None:
    if Toewijzing.objects.filter(aanvraag=aanvraag, gebruiker=lid.gebruiker_id).exclude(stand=Stand.ONTHEVEN).exists():
        raise DomeinFout(
            f"{lid.gebruiker.naam} is al gevraagd voor deze zaak, of meldde een belang.",
            code="toewijzing.al_gevraagd",
            veld="wie",
        )
    try:
        eis_zonder_belang(aanvraag, lid)
    except GeenRecht as fout:
        raise DomeinFout(
            f"{lid.gebruiker.naam} hoort ook bij een organisatie die hier subsidie vraagt (Awb 2:4).",
            code="toewijzing.belang",
            veld="wie",
        ) from fout
    eerder = Zaakrol.objects.filter(aanvraag=aanvraag, gebruiker=lid.gebruiker_id).first()
    if eerder is not None and eerder.rol != rol:
        raise DomeinFout(
            f"{lid.gebruiker.naam} was al {eerder.get_rol_display()} in deze zaak.",
            code="toewijzing.andere_rol",
            veld="wie",
        )


def _eigen(aanvraag: Aanvraag, door: Lidmaatschap) -> Toewijzing | None:
    eigen = Toewijzing.objects.filter(aanvraag=aanvraag, gebruiker=door.gebruiker_id)
    return eigen.exclude(stand=Stand.ONTHEVEN).first()


def _verklaar(aanvraag: Aanvraag, toewijzing: Toewijzing, door: Lidmaatschap) -> None:
    neem_rol(aanvraag, Zaakrol.Rol(toewijzing.rol), door)
    Toewijzing.VERLOOP.controleer(toewijzing.stand, Stand.ACTIEF)
    toewijzing.stand, toewijzing.verklaard_op = Stand.ACTIEF, timezone.now()
    toewijzing.save(update_fields=["stand", "verklaard_op"])


def _zet_weg(toewijzing: Toewijzing, stand: Toewijzing.Stand, reden: str) -> None:
    Toewijzing.VERLOOP.controleer(toewijzing.stand, stand)
    toewijzing.stand, toewijzing.weg_op, toewijzing.weg_reden = stand, timezone.now(), reden
    toewijzing.save(update_fields=["stand", "weg_op", "weg_reden"])
