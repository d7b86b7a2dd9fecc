"""The questions of the short form: adding one, asking it otherwise from a later day, and ending it."""

import datetime
from dataclasses import asdict, dataclass

from django.utils.text import slugify

from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.toegang import Lid, Rol, eis_rol
from regelingen.models import Regeling, Vraag


@dataclass(frozen=True, kw_only=True)
class VraagInhoud:
    """What a question asks: everything but its code and its days."""

    vraag: str
    uitleg: str = ""
    soort: str = Vraag.Soort.TEKST
    verplicht: bool = True
    max_lengte: int = 1500
    volgorde: int = 0


def voeg_vraag_toe(*, regeling_id: int, inhoud: VraagInhoud, geldig_van: datetime.date, door: Lid) -> Vraag:
    """Ask something new from a day on; the code comes from its words.

    DomeinFout when the scheme asks by that code already on that day or later, or the content cannot be right;
    GeenRecht for everybody but the functioneel beheerder.
    """
    with handeling("vraag.toegevoegd", door=door):
        regeling = Regeling.objects.select_for_update().get(pk=regeling_id)
        eis_rol(door, Rol.BEHEERDER)
        code = slugify(inhoud.vraag)[:40].strip("-")
        eerder = regeling.vragen.filter(code=code).order_by("-geldig_van").first()
        if eerder is not None and (eerder.geldig_tot is None or eerder.geldig_tot >= geldig_van):
            raise DomeinFout("Deze regeling heeft deze vraag al.", code="vraag.dubbel", veld="vraag")
        vraag = Vraag(regeling=regeling, code=code, geldig_van=geldig_van, **asdict(inhoud))
        bewaar(vraag)
        leg_vast(
            "vraag.toegevoegd",
            door=door,
            over=vraag,
            regeling=Code(regeling.code),
            vraag=Code(code),
            dag=geldig_van,
        )
    return vraag


def wijzig_vraag(*, vraag_id: int, inhoud: VraagInhoud, geldig_van: datetime.date, door: Lid) -> Vraag:
    """Ask it otherwise from a later day: a new row. What was asked and answered before stays as it was.

    DomeinFout when this is no longer the newest version, it was ended, or the day is not after its first one.
    """
    with handeling("vraag.gewijzigd", door=door, over=Vraag(pk=vraag_id)):
        oud = _vergrendel(vraag_id)
        eis_rol(door, Rol.BEHEERDER)
        _eis_lopend(oud)
        if geldig_van <= oud.geldig_van:
            raise DomeinFout(
                f"De vraag geldt al vanaf {oud.geldig_van:%d-%m-%Y}. Kies een latere dag.",
                code="vraag.te_vroeg",
                veld="geldig_van",
            )
        vraag = Vraag(regeling=oud.regeling, code=oud.code, geldig_van=geldig_van, **asdict(inhoud))
        bewaar(vraag)
        leg_vast(
            "vraag.gewijzigd",
            door=door,
            over=vraag,
            regeling=Code(oud.regeling.code),
            vraag=Code(oud.code),
            dag=geldig_van,
        )
    return vraag


def beeindig_vraag(*, vraag_id: int, geldig_tot: datetime.date, door: Lid) -> Vraag:
    """Ask it for the last time on `geldig_tot`.

    DomeinFout when this is no longer the newest version, it was ended before, or the day lies before its first.
    """
    with handeling("vraag.beeindigd", door=door, over=Vraag(pk=vraag_id)):
        vraag = _vergrendel(vraag_id)
        eis_rol(door, Rol.BEHEERDER)
        _eis_lopend(vraag)
        if geldig_tot < vraag.geldig_van:
            raise DomeinFout(
                f"De vraag geldt pas vanaf {vraag.geldig_van:%d-%m-%Y}.", code="vraag.einde", veld="geldig_tot"
            )
        vraag.geldig_tot = geldig_tot
        vraag.save(update_fields=["geldig_tot"])
        leg_vast(
            "vraag.beeindigd",
            door=door,
            over=vraag,
            regeling=Code(vraag.regeling.code),
            vraag=Code(vraag.code),
            dag=geldig_tot,
        )
    return vraag


def _vergrendel(vraag_id: int) -> Vraag:
    """The question, after the lock on its scheme: all versions of it are written one after the other."""
    regeling_id = Vraag.objects.values_list("regeling", flat=True).get(pk=vraag_id)
    Regeling.objects.select_for_update().get(pk=regeling_id)
    return Vraag.objects.select_related("regeling").get(pk=vraag_id)


def _eis_lopend(vraag: Vraag) -> None:
    later = Vraag.objects.filter(regeling=vraag.regeling_id, code=vraag.code, geldig_van__gt=vraag.geldig_van)
    if vraag.geldig_tot is not None or later.exists():
        raise DomeinFout("Deze vraag is al vervangen of beëindigd. Ververs de bladzijde.", code="vraag.niet_lopend")
