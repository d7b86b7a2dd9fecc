"""Letters with a shape and a template of their own: a municipality adds its own sentences above the signature."""

from brieven.models import BriefSoort
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

_VELDEN = {
    "ontvanger": Veld(Veldsoort.TEKST, "de organisatie die de brief krijgt", voorbeeld="Stichting Voorbeeld"),
    "kenmerk": Veld(Veldsoort.TEKST, "het kenmerk van deze brief", voorbeeld="SB-2026-0011-1"),
}
_BESLUITEN = (
    BriefSoort.TOELATING,
    BriefSoort.AFWIJZING,
    BriefSoort.VERLENING,
    BriefSoort.GEDEELTELIJKE_VERLENING,
    BriefSoort.WEIGERING,
)

GESCHREVEN = (
    Briefvorm(soort=BriefSoort.ONTVANGSTBEVESTIGING, velden=_VELDEN, tekst="", eigen=True),
    *(Briefvorm(soort=soort, velden=_VELDEN, tekst="", eigen=True, besluit=True) for soort in _BESLUITEN),
)
