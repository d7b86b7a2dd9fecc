"""The grounds on which a scheme may refuse: adding one from a day on, and ending it."""

import datetime

from django.utils.text import slugify

from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.toegang import Lid, Rol, eis_rol
from regelingen.models import Regeling, Weigeringsgrond


def voeg_grond_toe(
    *, regeling_id: int, tekst: str, artikel: str, geldig_van: datetime.date, door: Lid
) -> Weigeringsgrond:
    """A new ground for one scheme; the code comes from its article and words.

    DomeinFout when the scheme has it already on that day; GeenRecht for everybody but the functioneel beheerder.
    """
    with handeling("weigeringsgrond.toegevoegd", door=door):
        regeling = Regeling.objects.select_for_update().get(pk=regeling_id)
        eis_rol(door, Rol.BEHEERDER)
        code = slugify(f"{artikel} {tekst}")[:40].strip("-")
        eerder = regeling.weigeringsgronden.filter(code=code).order_by("-geldig_van").first()
        if eerder is not None and (eerder.geldig_tot is None or eerder.geldig_tot >= geldig_van):
            raise DomeinFout("Deze regeling heeft deze grond al.", code="weigeringsgrond.dubbel", veld="tekst")
        grond = Weigeringsgrond(
            regeling=regeling,
            code=code,
            tekst=tekst,
            artikel=artikel,
            volgorde=regeling.weigeringsgronden.count() + 1,
            geldig_van=geldig_van,
        )
        bewaar(grond)
        leg_vast(
            "weigeringsgrond.toegevoegd",
            door=door,
            over=grond,
            regeling=Code(regeling.code),
            grond=grond.pk,
            dag=geldig_van,
        )
    return grond


def beeindig_grond(*, grond_id: int, geldig_tot: datetime.date, door: Lid) -> Weigeringsgrond:
    """Let a ground of one scheme hold for the last time on `geldig_tot`. What was refused on it stays refused.

    DomeinFout when it was ended before, is of the law, or the day lies before its first.
    """
    with handeling("weigeringsgrond.beeindigd", door=door, over=Weigeringsgrond(pk=grond_id)):
        grond = Weigeringsgrond.objects.select_for_update(of=("self",)).get(pk=grond_id)
        eis_rol(door, Rol.BEHEERDER)
        if grond.regeling is None:
            raise DomeinFout("Deze grond staat in de wet en geldt voor elke regeling.", code="weigeringsgrond.wet")
        if grond.geldig_tot is not None:
            raise DomeinFout("Deze grond is al beëindigd. Ververs de bladzijde.", code="weigeringsgrond.voorbij")
        if geldig_tot < grond.geldig_van:
            raise DomeinFout(
                f"De grond geldt pas vanaf {grond.geldig_van:%d-%m-%Y}.",
                code="weigeringsgrond.einde",
                veld="geldig_tot",
            )
        grond.geldig_tot = geldig_tot
        grond.save(update_fields=["geldig_tot"])
        leg_vast(
            "weigeringsgrond.beeindigd",
            door=door,
            over=grond,
            regeling=Code(grond.regeling.code),
            grond=grond.pk,
            dag=geldig_tot,
        )
    return grond
