"""The doors to objections and notices of default: another's does not exist (404)."""

from django.db.models import Q, QuerySet
from django.http import Http404

from organisaties.models import Lidmaatschap, Organisatie
from subsidies.models import Aanvraag, Beschikking
from subsidies.selectors import zichtbaar_voor
from uitvoering.bezwaarklok import met_verzending
from uitvoering.models import Bezwaar, Ingebrekestelling
from uitvoering.selectors.bezwaar import zichtbare_bezwaren

_ZAAK = ("regeling", "tafel__thema", "penvoerder", "uitvraag")


def haal_bezwaar(lid: Lidmaatschap, kenmerk: str) -> Bezwaar:
    """An objection to read, with its clock (`klok_van`): the municipality all, a partner its own."""
    bezwaar = (
        met_verzending(zichtbare_bezwaren(lid))
        .select_related(
            "organisatie",
            "behandelaar__gebruiker",
            "beslissing__brief",
            "beschikking__deel__organisatie",
            "beschikking__deel__subsidie",
            *(f"beschikking__besluit__aanvraag__{pad}" for pad in _ZAAK),
        )
        .filter(kenmerk=kenmerk)
        .first()
    )
    if bezwaar is None:
        raise Http404
    return bezwaar


def haal_bestreden(lid: Lidmaatschap, kenmerk: str) -> Beschikking:
    """A decision to object to: the municipality any, a partner those in an application it may read."""
    beschikking = (
        Beschikking.objects.filter(kenmerk=kenmerk, besluit__aanvraag__in=zichtbaar_voor(lid))
        .select_related("deel__organisatie", "brief", *(f"besluit__aanvraag__{pad}" for pad in _ZAAK))
        .first()
    )
    if beschikking is None:
        raise Http404
    return beschikking


def mogelijke_bezwaarmakers(aanvraag: Aanvraag) -> QuerySet[Organisatie]:
    """Who is in the case or at the table (Awb 1:2)."""
    wie = Q(aanvraagdelen__aanvraag=aanvraag)
    if aanvraag.tafel_id is not None:
        wie |= Q(deelnames__tafel=aanvraag.tafel_id)
    return Organisatie.objects.filter(wie).distinct().order_by("sorteersleutel")


def haal_ingebrekestelling(lid: Lidmaatschap, kenmerk: str) -> Ingebrekestelling:
    """The municipality all, a partner its own and that of an application it takes part in."""
    gestelde = Ingebrekestelling.objects.filter(kenmerk=kenmerk)
    if not lid.is_gemeente:
        samen = Q(bezwaar=None, aanvraag__in=zichtbaar_voor(lid)) if lid.is_partner else Q(pk=None)
        gestelde = gestelde.filter(Q(organisatie=lid.organisatie_id) | samen)
    gesteld = gestelde.select_related(
        "organisatie", "bezwaar__beslissing", "besluit", *(f"aanvraag__{pad}" for pad in _ZAAK)
    ).first()
    if gesteld is None:
        raise Http404
    return gesteld
