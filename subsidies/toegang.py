"""The doors of this room: another's application does not exist (404), a missing right is refused with its reason."""

from django.http import Http404

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Aanvraagdeel, Antwoord, Voorziening
from subsidies.selectors import zichtbaar_voor

SCHRIJVERS = (Rol.REDACTEUR, Rol.TEKENBEVOEGDE)
_BIJ_DE_AANVRAAG = ("regeling", "uitvraag__regeling", "tafel__thema__uitvraag", "penvoerder")


def haal_aanvraag(lid: Lidmaatschap, kenmerk: str) -> Aanvraag:
    """The application to read, with regeling, call and table. Raises Http404 for who may not know of it."""
    aanvraag = zichtbaar_voor(lid).filter(kenmerk=kenmerk).select_related(*_BIJ_DE_AANVRAAG).first()
    if aanvraag is None:
        raise Http404
    return aanvraag


def haal_eigen_deel(lid: Lidmaatschap, kenmerk: str, deel_id: int) -> Aanvraagdeel:
    """A part to write in: by an editor or signatory of that organisation. Others at the table only read it."""
    deel = (
        Aanvraagdeel.objects.filter(pk=deel_id, aanvraag__kenmerk=kenmerk, aanvraag__in=zichtbaar_voor(lid))
        .select_related("organisatie", *(f"aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .first()
    )
    if deel is None:
        raise Http404
    eis_schrijver(lid, deel)
    return deel


def haal_voorziening(lid: Lidmaatschap, kenmerk: str, voorziening_id: int) -> Voorziening:
    """A voorziening to change, with its part: by the same people as that part."""
    voorziening = (
        Voorziening.objects.filter(
            pk=voorziening_id, deel__aanvraag__kenmerk=kenmerk, deel__aanvraag__in=zichtbaar_voor(lid)
        )
        .select_related("deel__organisatie", *(f"deel__aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .first()
    )
    if voorziening is None:
        raise Http404
    eis_schrijver(lid, voorziening.deel)
    return voorziening


def haal_antwoord(lid: Lidmaatschap, kenmerk: str, antwoord_id: int) -> Antwoord:
    """A joint text to write on: by an editor or signatory of any organisation in the application."""
    antwoord = (
        Antwoord.objects.filter(pk=antwoord_id, aanvraag__kenmerk=kenmerk, aanvraag__in=zichtbaar_voor(lid))
        .select_related("criterium", "eis", "functie", *(f"aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .first()
    )
    if antwoord is None:
        raise Http404
    eis_rol(lid, *SCHRIJVERS, reden="De gezamenlijke tekst schrijven de redacteuren en tekenbevoegden van de tafel.")
    return antwoord


def eis_schrijver(lid: Lidmaatschap, deel: Aanvraagdeel) -> None:
    if lid.organisatie_id != deel.organisatie_id:
        raise GeenRecht(f"Dit deel is van {deel.organisatie.naam}. U kunt het wel lezen.", code="deel.niet_eigen")
    eis_rol(lid, *SCHRIJVERS, reden="Een meelezer leest mee. Een redacteur of tekenbevoegde kan het deel wijzigen.")
