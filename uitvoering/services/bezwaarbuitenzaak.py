"""The decision on an objection against a seat at a table or a penalty: no beschikking, no ledger (Awb 7:11, 7:12)."""

from django.utils import timezone

from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from kern.kenmerk import volgend_kenmerk
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Zaakrol
from subsidies.services.bevoegdheid import mandaten_voor, ondertekening
from subsidies.services.zaakrol import neem_rol
from thematafels.services import laat_alsnog_toe
from uitvoering.bezwaarbrieven import beslissing_brief, leg_beslissing_klaar
from uitvoering.models import Bezwaar, Bezwaarbesluit


def beslis_buiten_zaak(bezwaar: Bezwaar, door: Lidmaatschap, collegebesluit_id: int | None) -> Bezwaarbesluit:
    """Write the decision and its letter, and admit where that is the outcome; in the caller's transaction.

    `bezwaar` is locked and ready. Raises GeenRecht for who had another role, DomeinFout without a mandate.
    """
    if collegebesluit_id is not None:
        raise DomeinFout(
            "Op dit bezwaar beslist een besluitnemer met mandaat, niet het college.", code="bezwaar.alleen_mandaat"
        )
    eis_rol(door, Rol.BESLUITNEMER, reden="Besluiten doet een besluitnemer met mandaat.")
    if bezwaar.aanvraag is not None:
        neem_rol(bezwaar.aanvraag, Zaakrol.Rol.BEZWAARBEHANDELAAR, door)
    mandaat = mandaten_voor({SoortBesluit.BEZWAAR: bezwaar.dwangsom_wordt or NUL}, door, None)[SoortBesluit.BEZWAAR]
    brief = beslissing_brief(
        bezwaar,
        bezwaar.organisatie,
        volgend_kenmerk(timezone.localdate()),
        ondertekening(door, mandaat, None),
        gevolg=gevolg_buiten_zaak(bezwaar),
    )
    besluit = Bezwaarbesluit.objects.create(
        brief=leg_beslissing_klaar(bezwaar, bezwaar.organisatie, brief, door),
        door=door,
        mandaat=mandaat,
        bedrag=bezwaar.dwangsom_wordt,
    )
    if bezwaar.deelname_id is not None and bezwaar.uitkomst == Bezwaar.Uitkomst.GEGROND:
        laat_alsnog_toe(deelname_id=bezwaar.deelname_id, door=door)
    return besluit


def gevolg_buiten_zaak(bezwaar: Bezwaar) -> str:
    """What changes, as the letter says it; empty where nothing does."""
    if bezwaar.uitkomst not in Bezwaar.NEEMT_GELD_MEE:
        return ""
    if bezwaar.dwangsom_wordt is not None:
        return (
            f"De dwangsom wordt {als_euro(bezwaar.dwangsom_wordt)}. Wat wij nog niet betaalden, betalen wij binnen "
            "zes weken na de dag van deze brief (artikel 4:87 Awb)."
        )
    return "De organisatie is vanaf vandaag toegelaten tot de thematafel." if bezwaar.deelname_id else ""
