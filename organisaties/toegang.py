"""The door of this room, and the words in which every room above asks for a role."""

from enum import Enum

from django.http import Http404
from django.utils import timezone

from kern.fouten import GeenRecht
from kern.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, RAAD, Rol, eis_rol, met_rol
from kern.toegang import LidRequest as BasisLidRequest
from organisaties.models import Lidmaatschap, Machtiging, Organisatie, Samenwerkingsverband
from organisaties.regels.mag_machtigen import eis_mag_machtigen, mag_machtigen
from organisaties.regels.verband_past import eis_verband_wijzigen
from organisaties.verbanddelen import DELEN, Verbanddeel
from organisaties.verbanden import trekker_van, zichtbare_verbanden

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
    "haal_machtiging",
    "haal_machtiging_met_document",
    "haal_organisatie",
    "haal_te_wijzigen_machtiging",
    "haal_te_wijzigen_verband",
    "haal_verband",
    "haal_verbanddeelsoort",
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


def haal_machtiging(lid: Lidmaatschap, pk: int) -> Machtiging:
    """For the municipality, the organisation that gave it and the one that received it; Http404 for all others."""
    machtiging = (
        Machtiging.objects.select_related(
            "organisatie", "gemachtigde__gebruiker", "gemachtigde__organisatie", "document", "ingetrokken_door"
        )
        .filter(pk=pk)
        .first()
    )
    if machtiging is None:
        raise Http404
    if not (
        lid.is_gemeente or lid.organisatie_id in {machtiging.organisatie_id, machtiging.gemachtigde.organisatie_id}
    ):
        raise Http404
    return machtiging


def haal_te_wijzigen_machtiging(lid: Lidmaatschap, pk: int) -> Machtiging:
    """GeenRecht for who sees it and did not give it."""
    machtiging = haal_machtiging(lid, pk)
    eis_mag_machtigen(lid, machtiging.organisatie_id)
    return machtiging


def haal_machtiging_met_document(lid: Lidmaatschap, pk: int) -> Machtiging:
    """The signed form shows signatures: for who gave it, who decides, the gemachtigde and who signs beside them."""
    machtiging = haal_machtiging(lid, pk)
    if not (
        mag_machtigen(lid, machtiging.organisatie_id)
        or lid.pk == machtiging.gemachtigde_id
        or lid.rol in {Rol.TEKENBEVOEGDE, Rol.BESLUITNEMER}
    ):
        raise GeenRecht("U mag dit getekende formulier niet zien.", code="machtiging.document")
    return machtiging


def haal_verband(lid: Lidmaatschap, pk: int) -> Samenwerkingsverband:
    """For the municipality and the organisations in it; Http404 for all others."""
    verband = zichtbare_verbanden(lid, timezone.localdate()).filter(pk=pk).first()
    if verband is None:
        raise Http404
    return verband


def haal_te_wijzigen_verband(lid: Lidmaatschap, pk: int) -> Samenwerkingsverband:
    verband = haal_verband(lid, pk)
    eis_verband_wijzigen(lid, trekker_van(verband))
    return verband


def haal_verbanddeelsoort(slug: str) -> Verbanddeel:
    if slug not in DELEN:
        raise Http404
    return DELEN[slug]
