"""The doorbetaalstaat: what a penvoerder that received the grant for all passed on to the others."""

import datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils import timezone

from kern.bestanden import neem_aan
from kern.fouten import DomeinFout, GeenRecht
from kern.geld import NUL, als_euro
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Subsidie
from subsidies.selectors.standen import jaarstanden
from uitvoering.models import Doorbetaling
from uitvoering.regels.voor_allen import is_voor_allen
from uitvoering.services.betaalslot import vergrendel_zaken


def leg_vast_doorbetaald(
    *,
    subsidie_id: int,
    jaar: int,
    bedrag: Decimal,
    betaald_op: datetime.date,
    door: Lidmaatschap,
    ontvanger_id: int | None = None,
    naam: str = "",
    bewijs: UploadedFile | None = None,
) -> Doorbetaling:
    """Enter that a part of the grant of a year went to another: an organisation here, or one by name. An organisation
    that works along within its own task gets 0 euro.

    Raises GeenRecht for everybody but a tekenbevoegde of the recipient, DomeinFout for a grant that is not for all,
    a day in the future, the recipient itself, or more than the grant of that year.
    """
    with handeling("doorbetaling.vastgelegd", door=door, over=Subsidie(pk=subsidie_id)):
        subsidie = _vergrendel(subsidie_id, door)
        if (ontvanger_id is None) == (not naam.strip()):
            raise DomeinFout(
                "Kies een organisatie of vul een naam in, niet allebei.", code="doorbetaling.aan_wie", veld="naam"
            )
        if ontvanger_id == subsidie.ontvanger_id:
            raise DomeinFout("Dit is uw eigen organisatie.", code="doorbetaling.eigen", veld="ontvanger")
        if betaald_op > timezone.localdate():
            raise DomeinFout("Deze dag is nog niet geweest.", code="doorbetaling.toekomst", veld="betaald_op")
        _eis_binnen_de_subsidie(subsidie, jaar, bedrag, om_niet=ontvanger_id is not None)
        rij = Doorbetaling.objects.create(
            subsidie=subsidie,
            jaar=jaar,
            ontvanger_id=ontvanger_id,
            naam=naam.strip(),
            bedrag=bedrag,
            betaald_op=betaald_op,
            bewijs=neem_aan(bewijs) if bewijs else None,
            door=door,
        )
        leg_vast(
            "doorbetaling.vastgelegd",
            door=door,
            over=rij,
            kenmerk=Code(subsidie.kenmerk),
            bedrag=bedrag,
            jaar=jaar,
        )
    return rij


def trek_in(*, doorbetaling_id: int, door: Lidmaatschap) -> Doorbetaling:
    """Withdraw a line that was wrong: it stays to be seen and counts no longer."""
    with handeling("doorbetaling.ingetrokken", door=door, over=Doorbetaling(pk=doorbetaling_id)):
        subsidie = _vergrendel(
            Doorbetaling.objects.values_list("subsidie_id", flat=True).get(pk=doorbetaling_id), door
        )
        rij = Doorbetaling.objects.get(pk=doorbetaling_id)
        if rij.ingetrokken_op is not None:
            raise DomeinFout("Deze regel is al ingetrokken.", code="doorbetaling.al_ingetrokken")
        rij.ingetrokken_op = timezone.now()
        rij.save(update_fields=["ingetrokken_op"])
        leg_vast("doorbetaling.ingetrokken", door=door, over=rij, kenmerk=Code(subsidie.kenmerk))
    return rij


def _vergrendel(subsidie_id: int, door: Lidmaatschap) -> Subsidie:
    _, [subsidie] = vergrendel_zaken([subsidie_id])
    eis_rol(door, Rol.TEKENBEVOEGDE, reden="De doorbetaalstaat houdt een tekenbevoegde van de penvoerder bij.")
    if door.organisatie_id != subsidie.ontvanger_id:
        raise GeenRecht("De doorbetaalstaat houdt de penvoerder bij.", code="doorbetaling.niet_eigen")
    if not is_voor_allen(subsidie):
        raise DomeinFout("Deze subsidie is niet voor anderen bedoeld.", code="doorbetaling.niet_voor_allen")
    return subsidie


def _eis_binnen_de_subsidie(subsidie: Subsidie, jaar: int, bedrag: Decimal, *, om_niet: bool) -> None:
    stand = jaarstanden(subsidie).get(jaar)
    verleend = stand.verplicht if stand else NUL
    al = (
        Doorbetaling.objects.filter(subsidie=subsidie, jaar=jaar, ingetrokken_op__isnull=True).aggregate(
            som=Sum("bedrag")
        )["som"]
        or NUL
    )
    if bedrag < NUL or (bedrag == NUL and not om_niet) or al + bedrag > verleend:
        raise DomeinFout(
            f"Van {jaar} is nog {als_euro(verleend - al)} niet doorbetaald. Vul ten hoogste dat bedrag in.",
            code="doorbetaling.te_veel",
            veld="bedrag",
        )
