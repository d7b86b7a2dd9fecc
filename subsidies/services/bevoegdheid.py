"""Who may decide: a person with a mandate, or the college itself. For a first decision and every later one."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone

from brieven.opstellen import COLLEGE, maak_ondertekening
from brieven.snapshots import Ondertekening
from kern.fouten import DomeinFout
from kern.geld import als_euro
from organisaties.models import Lidmaatschap, Mandaat
from organisaties.models.mandaat import SoortBesluit
from organisaties.selectors import geldig_mandaat
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Collegebesluit, Zaakrol
from subsidies.services.zaakrol import eis_rol_vrij, neem_rol

BESLUITNEMER = Zaakrol.Rol.BESLUITNEMER


def neem_besluitrol(
    aanvraag: Aanvraag,
    door: Lidmaatschap,
    collegebesluit: Collegebesluit | None,
    rol: Zaakrol.Rol = BESLUITNEMER,
) -> None:
    """The one who decides takes `rol` on the case. Under a collegebesluit the college decides, and who carries it out
    only may not have had another role. Raises GeenRecht; DomeinFout while the college has not decided."""
    if collegebesluit is None:
        eis_rol(door, Rol.BESLUITNEMER, reden="Besluiten doet een besluitnemer met mandaat.")
        neem_rol(aanvraag, rol, door)
        return
    eis_rol(
        door, Rol.COLLEGE, Rol.BESLUITNEMER, reden="Een collegebesluit voert de secretaris of een besluitnemer uit."
    )
    if collegebesluit.datum is None:
        raise DomeinFout("Het college heeft nog niet besloten.", code="college.niet_vastgesteld")
    eis_rol_vrij(aanvraag, rol, door)


def mandaten_voor(
    omvang: Mapping[SoortBesluit, Decimal], door: Lidmaatschap, collegebesluit: Collegebesluit | None
) -> dict[SoortBesluit, Mandaat]:
    """The mandate for each kind of decision, large enough for all of it together; none are needed by the college.

    Raises DomeinFout when one is too small or does not hold today (Awb 10:1, 10:3).
    """
    if collegebesluit is not None:
        return {}
    mandaten = {}
    for soort, bedrag in omvang.items():
        mandaat = geldig_mandaat(door, soort, bedrag, timezone.localdate())
        if mandaat is None:
            raise DomeinFout(
                f"U hebt geen mandaat voor {soort.label} van {als_euro(bedrag)}. Vraag iemand met een hoger mandaat.",
                code="mandaat.ontoereikend",
            )
        mandaten[soort] = mandaat
    return mandaten


def bevoegdheid(
    aanvraag: Aanvraag,
    soort: SoortBesluit,
    omvang: Decimal,
    door: Lidmaatschap,
    collegebesluit: Collegebesluit | None,
    rol: Zaakrol.Rol = BESLUITNEMER,
) -> Mandaat | None:
    """Both for a decision of one kind: the mandate under which `door` decides, None when the college decided."""
    neem_besluitrol(aanvraag, door, collegebesluit, rol)
    return mandaten_voor({soort: omvang}, door, collegebesluit).get(soort)


def ondertekening(door: Lidmaatschap, mandaat: Mandaat | None, collegebesluit: Collegebesluit | None) -> Ondertekening:
    """Under a mandate by who holds it (Awb 10:10); of the college by itself, with the number of its decision."""
    if mandaat is not None:
        return maak_ondertekening(door, mandaat.grondslag)
    nummer = collegebesluit.nummer if collegebesluit else ""
    return Ondertekening(namens=COLLEGE, naam=f"Collegebesluit {nummer}", functie="de secretaris, de burgemeester")
