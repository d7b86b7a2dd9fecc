"""The door to letters. Officers see all; members of the recipient see what was sent to them; nobody else any."""

from django.db.models import Q
from django.http import Http404

from brieven.models import Brief, Stand
from brieven.querysets import BriefQuerySet
from organisaties.models import Lidmaatschap
from organisaties.toegang import PARTNER, Rol, eis_rol

AMBTELIJK = (Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER, Rol.COLLEGE, Rol.FINANCIEEL)
LEZERS = (*AMBTELIJK, *PARTNER)
HERSTELLERS = (Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER)
SCHRIJVERS = HERSTELLERS


def ziet_alles(lid: Lidmaatschap) -> bool:
    return lid.rol in AMBTELIJK


def zichtbaar_voor(lid: Lidmaatschap) -> BriefQuerySet[Brief]:
    """The letters this membership may see, without replaced versions."""
    brieven = Brief.objects.geldend()
    if ziet_alles(lid):
        return brieven
    if lid.rol in PARTNER:
        return brieven.filter(Q(ontvanger=lid.organisatie_id) & Q(stand=Stand.VERZONDEN))
    return brieven.none()


def haal_brief(lid: Lidmaatschap, kenmerk: str) -> Brief:
    """The letter with this kenmerk. Raises Http404 when it does not exist for this membership."""
    brief = zichtbaar_voor(lid).select_related("ontvanger").filter(kenmerk=kenmerk).first()
    if brief is None:
        raise Http404("Geen brief met dit kenmerk")
    return brief


def haal_te_herstellen_brief(lid: Lidmaatschap, kenmerk: str) -> Brief:
    """The same, for who may have it made again. Raises GeenRecht for other roles."""
    brief = haal_brief(lid, kenmerk)
    eis_rol(lid, *HERSTELLERS)
    return brief
