"""Opening a case to assess it: locked, by an officer who is on it, and who may."""

from django.db.models import QuerySet

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Toewijzing, Zaakrol
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import neem_rol

IN_BEHANDELING = Aanvraag.Stand.IN_BEHANDELING


def open_als_beoordelaar(
    aanvraag_id: int, door: Lidmaatschap, rol: Toewijzing.Rol = Toewijzing.Rol.BEOORDELAAR
) -> Aanvraag:
    """Raises GeenRecht for who may not assess this case, DomeinFout for who is not on it (yet)."""
    aanvraag = _open(aanvraag_id, door, rol)
    _eis_op_de_zaak(aanvraag, door, rol)
    return aanvraag


def open_in_behandeling(aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """The same, only while the application is in treatment."""
    rol = Toewijzing.Rol.BEOORDELAAR
    aanvraag = _open(aanvraag_id, door, rol)
    if aanvraag.stand != IN_BEHANDELING:
        raise DomeinFout(
            f"De aanvraag is {aanvraag.get_stand_display()}, niet in behandeling.", code="aanvraag.niet_in_behandeling"
        )
    _eis_op_de_zaak(aanvraag, door, rol)
    return aanvraag


def _open(aanvraag_id: int, door: Lidmaatschap, rol: Toewijzing.Rol) -> Aanvraag:
    aanvraag = vergrendel(aanvraag_id)
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Beoordelen doet een beleidsmedewerker.")
    neem_rol(aanvraag, Zaakrol.Rol(rol), door)
    return aanvraag


def _eis_op_de_zaak(aanvraag: Aanvraag, door: Lidmaatschap, rol: Toewijzing.Rol) -> None:
    if not actieven(aanvraag, rol).filter(gebruiker=door.gebruiker_id).exists():
        raise DomeinFout(
            f"U bent geen {Toewijzing.Rol(rol).label} van deze zaak. Laat u eerst toewijzen, en verklaar dat u geen "
            "belang hebt (Awb 2:4).",
            code="toewijzing.niet",
        )


def actieven(aanvraag: Aanvraag, rol: Toewijzing.Rol) -> QuerySet[Toewijzing]:
    """Who is on the case in this role now."""
    return Toewijzing.objects.filter(aanvraag=aanvraag, rol=rol, stand=Toewijzing.Stand.ACTIEF)


def zet(aanvraag: Aanvraag, stand: Aanvraag.Stand) -> None:
    Aanvraag.VERLOOP.controleer(aanvraag.stand, stand)
    aanvraag.stand = stand
    aanvraag.save(update_fields=["stand"])
