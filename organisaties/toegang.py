"""The door of this room, and the words in which every room above asks for a role."""

from enum import Enum

from django.http import Http404

from kern.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, RAAD, Rol, eis_rol, met_rol
from kern.toegang import LidRequest as BasisLidRequest
from organisaties.models import Lidmaatschap, Organisatie

__all__ = [
    "GEMEENTE",
    "ONAFHANKELIJK",
    "PARTNER",
    "RAAD",
    "LidRequest",
    "Recht",
    "Rol",
    "eis_rol",
    "haal_lidmaatschap",
    "haal_organisatie",
    "met_rol",
]


class LidRequest(BasisLidRequest):
    """A request of somebody who acts for a membership: what a view behind `met_rol` gets."""

    lidmaatschap: Lidmaatschap
    lidmaatschappen: list[Lidmaatschap]


class Recht(Enum):
    """What one may want with an organisation, and the roles that may; no roles means every member who sees it."""

    LEZEN = ()
    WIJZIGEN = (Rol.BEHEERDER, Rol.FINANCIEEL, Rol.TEKENBEVOEGDE)
    LEDEN = (Rol.BEHEERDER, Rol.TEKENBEVOEGDE)


def haal_organisatie(lid: Lidmaatschap, pk: int, recht: Recht = Recht.LEZEN) -> Organisatie:
    """The municipality sees every organisation, others only their own: Http404. GeenRecht for a missing right."""
    if not (lid.is_gemeente or lid.organisatie_id == pk):
        raise Http404
    organisatie = Organisatie.objects.filter(pk=pk).first()
    if organisatie is None:
        raise Http404
    eis_rol(lid, *recht.value)
    return organisatie


def haal_lidmaatschap(lid: Lidmaatschap, pk: int) -> Lidmaatschap:
    """A membership to manage: Http404 at another organisation, GeenRecht for who manages no members."""
    gezocht = Lidmaatschap.objects.select_related("gebruiker", "organisatie").filter(pk=pk).first()
    if gezocht is None:
        raise Http404
    haal_organisatie(lid, gezocht.organisatie_id, Recht.LEDEN)
    return gezocht
