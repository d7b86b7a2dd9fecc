"""The doors to objections and notices of default: another's does not exist (404)."""

from django.db.models import Q, QuerySet
from django.http import Http404

from organisaties.models import Lidmaatschap, Organisatie
from subsidies.models import Aanvraag, Beschikking
from subsidies.selectors import zichtbaar_voor
from uitvoering.bestreden import Bestreden, zoek_bestreden
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
            "besluit__brief",
            *(f"beschikking__besluit__aanvraag__{pad}" for pad in _ZAAK),
            *(f"dwangsomdeel__besluit__ingebrekestelling__aanvraag__{pad}" for pad in _ZAAK),
        )
        .filter(kenmerk=kenmerk)
        .first()
    )
    if bezwaar is None:
        raise Http404
    return bezwaar


def haal_bestreden(lid: Lidmaatschap, kenmerk: str) -> Bestreden:
    """A decision to object to, by the kenmerk on its letter: the municipality any, a partner what was sent to it and
    the beschikkingen in an application it may read."""
    tegen = zoek_bestreden(kenmerk)
    if tegen is None or not (lid.is_gemeente or _mag_lezen(lid, tegen)):
        raise Http404
    return tegen


def _mag_lezen(lid: Lidmaatschap, tegen: Bestreden) -> bool:
    if not isinstance(tegen.rij, Beschikking):
        return lid.is_partner and tegen.ontvanger.pk == lid.organisatie_id
    return zichtbaar_voor(lid).filter(pk=tegen.rij.besluit.aanvraag_id).exists()


def mogelijke_bezwaarmakers(tegen: Bestreden) -> QuerySet[Organisatie]:
    """Who is in the case or at the table (Awb 1:2); a share of a penalty concerns who gets it."""
    if tegen.veld == "dwangsomdeel":
        return Organisatie.objects.filter(pk=tegen.ontvanger.pk)
    return betrokkenen(tegen.aanvraag, tegen.tafel_id)


def betrokkenen(aanvraag: Aanvraag | None, tafel_id: int | None) -> QuerySet[Organisatie]:
    wie = Q(pk=None)
    if aanvraag is not None:
        wie |= Q(aanvraagdelen__aanvraag=aanvraag)
    if tafel_id is not None:
        wie |= Q(deelnames__tafel=tafel_id)
    return Organisatie.objects.filter(wie).distinct().order_by("sorteersleutel")


def haal_ingebrekestelling(lid: Lidmaatschap, kenmerk: str) -> Ingebrekestelling:
    """The municipality all, a partner its own and that of an application it takes part in."""
    gestelde = Ingebrekestelling.objects.filter(kenmerk=kenmerk)
    if not lid.is_gemeente:
        samen = Q(bezwaar=None, aanvraag__in=zichtbaar_voor(lid)) if lid.is_partner else Q(pk=None)
        gestelde = gestelde.filter(Q(organisatie=lid.organisatie_id) | samen)
    gesteld = gestelde.select_related(
        "organisatie",
        "bezwaar__beslissing",
        "bezwaar__besluit__brief",
        "besluit",
        *(f"aanvraag__{pad}" for pad in _ZAAK),
    ).first()
    if gesteld is None:
        raise Http404
    return gesteld
