import datetime
from decimal import Decimal

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.toegang import Rol, eis_rol
from organisaties.models import Lidmaatschap, Mandaat, SoortBesluit


def geef_mandaat(
    *,
    lidmaatschap_id: int,
    soort_besluit: SoortBesluit,
    maximum: Decimal,
    van: datetime.date,
    tot: datetime.date | None,
    grondslag: str,
    door: Lidmaatschap,
) -> Mandaat:
    """Enter what a besluitnemer may decide for the college (Awb 10:3), as the mandaatbesluit says. Euro, per decision.

    DomeinFout when the member is no besluitnemer or is the person who enters it, when the days do not fit or
    the ground is missing; GeenRecht for everybody but the functioneel beheerder.
    """
    with handeling("mandaat.gegeven", door=door):
        lidmaatschap = Lidmaatschap.objects.select_for_update().get(pk=lidmaatschap_id)
        eis_rol(door, Rol.BEHEERDER)
        if lidmaatschap.rol != Rol.BESLUITNEMER:
            raise DomeinFout(
                "Alleen een besluitnemer kan een mandaat krijgen.",
                code="mandaat.geen_besluitnemer",
                veld="lidmaatschap",
            )
        if lidmaatschap.gebruiker_id == door.gebruiker_id:
            raise DomeinFout("U kunt uzelf geen mandaat geven.", code="mandaat.zichzelf", veld="lidmaatschap")
        if tot is not None and tot < van:
            raise DomeinFout("De laatste dag ligt voor de eerste dag.", code="mandaat.dagen", veld="tot")
        if maximum < 0:
            raise DomeinFout("Vul een bedrag van 0 of hoger in.", code="mandaat.maximum", veld="maximum")
        if not grondslag.strip():
            raise DomeinFout("Vul in waar het mandaat staat.", code="mandaat.grondslag", veld="grondslag")
        mandaat = Mandaat.objects.create(
            lidmaatschap=lidmaatschap,
            soort_besluit=soort_besluit,
            maximum=maximum,
            van=van,
            tot=tot,
            grondslag=grondslag.strip(),
        )
        leg_vast(
            "mandaat.gegeven",
            door=door,
            over=mandaat,
            lidmaatschap=lidmaatschap.pk,
            soort_besluit=Code(soort_besluit),
            maximum=maximum,
        )
    return mandaat
