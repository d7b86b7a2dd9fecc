"""Who takes part in a draft, and who holds the pen: joining, leaving, and handing over."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord, Uitneming
from subsidies.selectors import is_toegelaten
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.services.akkoord import laat_vervallen
from subsidies.services.slot import eis_digitaal, vergrendel_concept, vergrendel_deel, vergrendel_tafel
from subsidies.services.zaakrol import eis_zonder_belang
from subsidies.toegang import SCHRIJVERS
from thematafels.models import Deelname

Stand = Aanvraagdeel.Stand
VAN_TAFEL = "De organisatie trok zich terug van de thematafel."
_GEEN_PLAATS = {
    Stand.ACTIEF: "Uw organisatie doet al mee aan deze aanvraag.",
    Stand.UITGENOMEN: "Uw deel is uit deze aanvraag genomen. U kunt wel alleen aanvragen.",
}


def sluit_aan(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraagdeel:
    """Add the part of an organisation that was admitted after the application began, or that left before: its part
    counts again as it was. Voids all akkoorden. Raises DomeinFout for who takes part, was taken out, or asks alone.
    """
    with handeling("aanvraag.aangesloten", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id)
        eis_rol(door, *SCHRIJVERS)
        eis_digitaal(aanvraag)
        if aanvraag.zelfstandig or not is_toegelaten(aanvraag.tafel_id, door):
            raise DomeinFout("Uw organisatie is niet toegelaten aan deze tafel.", code="deelname.niet_toegelaten")
        eis_vraagt_niet_alleen(aanvraag.tafel_id, door.organisatie_id)
        deel = Aanvraagdeel.objects.filter(aanvraag=aanvraag, organisatie=door.organisatie).first()
        if deel is None:
            deel = Aanvraagdeel.objects.create(aanvraag=aanvraag, organisatie=door.organisatie)
        elif deel.stand == Stand.UITGESTAPT:
            deel.stand, deel.weg_op, deel.weg_reden = Stand.ACTIEF, None, ""
            deel.save(update_fields=["stand", "weg_op", "weg_reden"])
        else:
            raise DomeinFout(_GEEN_PLAATS[Stand(deel.stand)], code=f"deel.{deel.stand}")
        laat_vervallen(aanvraag, door=door, anders=Akkoord.Reden.DEELNEMERS)
        leg_vast("aanvraag.aangesloten", door=door, over=aanvraag, kenmerk=Code(aanvraag.kenmerk), deel=deel.pk)
    return deel


def stap_uit(*, deel_id: int, reden: str, door: Lidmaatschap) -> Aanvraagdeel:
    """A participant leaves while the application is a draft. Its part is kept, and everybody agrees anew.

    Raises DomeinFout for the penvoerder, who hands over the pen first, and for the last one, who withdraws.
    """
    with handeling("aanvraag.uitgestapt", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id, ook_na_sluiting=True)
        eis_rol(door, Rol.TEKENBEVOEGDE, reden="Alleen een tekenbevoegde stapt met de organisatie uit de aanvraag.")
        eis_digitaal(deel.aanvraag)
        if door.organisatie_id != deel.organisatie_id:
            raise DomeinFout(f"Over meedoen beslist {deel.organisatie.naam} zelf.", code="deel.niet_eigen")
        if deel.organisatie_id == deel.aanvraag.penvoerder_id and len(deelnemers(deel.aanvraag)) > 1:
            raise DomeinFout("Draag eerst de pen over aan een andere organisatie.", code="deel.penvoerder")
        laat_gaan(deel, Stand.UITGESTAPT, reden=reden, door=door)
        _meld(deel.aanvraag, BerichtSoort.UITGESTAPT, door)
        leg_vast("aanvraag.uitgestapt", door=door, over=deel.aanvraag, deel=deel.pk)
    return deel


def haal_van_tafel(*, deel_id: int, door: Lidmaatschap, nieuwe_penvoerder_id: int | None = None) -> Aanvraagdeel:
    """Go on without a participant that withdrew from the table: its own choice, so nobody votes.

    By the penvoerder or an officer. Raises DomeinFout while the participant sits at the table, and when it holds the
    pen and no other participant is named to take it.
    """
    with handeling("aanvraag.van_tafel", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id, ook_na_sluiting=True)
        aanvraag = deel.aanvraag
        eis_rol(door, Rol.TEKENBEVOEGDE, Rol.BELEIDSMEDEWERKER)
        eis_digitaal(aanvraag)
        if door.is_gemeente:
            eis_zonder_belang(aanvraag, door)
        elif door.organisatie_id != aanvraag.penvoerder_id:
            raise DomeinFout("Dit doet de penvoerder of de gemeente.", code="aanvraag.niet_penvoerder")
        if aanvraag.zelfstandig or _zit_aan_tafel(deel):
            raise DomeinFout(f"{deel.organisatie.naam} zit nog aan de tafel.", code="deel.aan_tafel")
        laat_gaan(deel, Stand.UITGESTAPT, reden=VAN_TAFEL, door=door, nieuwe_penvoerder_id=nieuwe_penvoerder_id)
        _meld(aanvraag, BerichtSoort.UITGESTAPT, door)
        leg_vast("aanvraag.van_tafel", door=door, over=aanvraag, deel=deel.pk)
    return deel


def kies_penvoerder(*, aanvraag_id: int, organisatie_id: int, door: Lidmaatschap) -> Aanvraag:
    """Hand the pen to another participant. Only the present penvoerder may; everybody agrees anew."""
    with handeling("aanvraag.penvoerder", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id, ook_na_sluiting=True)
        eis_rol(door, Rol.TEKENBEVOEGDE)
        eis_digitaal(aanvraag)
        if door.organisatie_id != aanvraag.penvoerder_id:
            raise DomeinFout(
                f"Alleen {aanvraag.penvoerder.naam} kan de pen overdragen.", code="aanvraag.niet_penvoerder"
            )
        _geef_pen(aanvraag, organisatie_id)
        laat_vervallen(aanvraag, door=door, anders=Akkoord.Reden.PENVOERDER)
        _meld(aanvraag, BerichtSoort.PENVOERDER, door)
        leg_vast("aanvraag.penvoerder", door=door, over=aanvraag, organisatie=organisatie_id)
    return aanvraag


def laat_gaan(
    deel: Aanvraagdeel,
    stand: Aanvraagdeel.Stand,
    *,
    reden: str,
    door: Lidmaatschap,
    nieuwe_penvoerder_id: int | None = None,
) -> None:
    """The part of a locked draft counts no longer; the pen passes on when it was there. Everybody agrees anew."""
    aanvraag = deel.aanvraag
    Aanvraagdeel.VERLOOP.controleer(deel.stand, stand)
    if len(deelnemers(aanvraag)) == 1:
        raise DomeinFout("Dit is de laatste deelnemer. Trek de aanvraag in.", code="deel.laatste")
    deel.stand, deel.weg_op, deel.weg_reden = stand, timezone.now(), reden
    deel.save(update_fields=["stand", "weg_op", "weg_reden"])
    deel.uitnemingen.filter(stand=Uitneming.Stand.VOORGESTELD).update(stand=Uitneming.Stand.VERVALLEN)
    if deel.organisatie_id == aanvraag.penvoerder_id:
        _geef_pen(aanvraag, nieuwe_penvoerder_id)
    laat_vervallen(aanvraag, door=door, anders=Akkoord.Reden.DEELNEMERS)


def deelnemers(aanvraag: Aanvraag) -> set[int]:
    """The organisations that take part now."""
    return set(aanvraag.delen.filter(stand=Stand.ACTIEF).values_list("organisatie_id", flat=True))


def alleen_bij(tafel_id: int) -> QuerySet[Aanvraag]:
    """The applications of organisations that ask alone at a table."""
    return Aanvraag.objects.filter(tafel=tafel_id, zelfstandig=True).exclude(stand=Aanvraag.Stand.INGETROKKEN)


def eis_vraagt_niet_alleen(tafel_id: int | None, organisatie_id: int) -> None:
    """Nobody asks twice at one table: alone and together. The table is locked until the end of the transaction."""
    if tafel_id is None:
        return
    vergrendel_tafel(tafel_id)
    if alleen_bij(tafel_id).filter(penvoerder=organisatie_id).exists():
        raise DomeinFout(
            "Deze organisatie vraagt bij deze tafel alleen aan. Trek die aanvraag eerst in.",
            code="aanvraag.vraagt_alleen",
        )


def eis_doet_niet_samen_mee(tafel_id: int, organisatie_id: int) -> None:
    """The reverse, for who begins alone; the caller has locked the table."""
    samen = Aanvraagdeel.objects.filter(
        aanvraag__tafel=tafel_id, aanvraag__zelfstandig=False, organisatie=organisatie_id, stand=Stand.ACTIEF
    )
    if samen.exclude(aanvraag__stand=Aanvraag.Stand.INGETROKKEN).exists():
        raise DomeinFout("Uw organisatie doet mee aan de gezamenlijke aanvraag.", code="deel.actief")


def _geef_pen(aanvraag: Aanvraag, organisatie_id: int | None) -> None:
    """What the former penvoerder asked for beforehand lapses with it."""
    if organisatie_id == aanvraag.penvoerder_id or organisatie_id not in deelnemers(aanvraag):
        raise DomeinFout(
            "Kies een andere organisatie die meedoet aan de aanvraag.",
            code="aanvraag.geen_deelnemer",
            veld="organisatie",
        )
    aanvraag.penvoerder_id = organisatie_id
    aanvraag.indienen_zodra_eens = None
    aanvraag.save(update_fields=["penvoerder", "indienen_zodra_eens"])


def _zit_aan_tafel(deel: Aanvraagdeel) -> bool:
    return Deelname.objects.filter(
        tafel=deel.aanvraag.tafel_id, organisatie=deel.organisatie_id, stand=Deelname.Stand.TOEGELATEN
    ).exists()


def _meld(aanvraag: Aanvraag, soort: BerichtSoort, door: Lidmaatschap) -> None:
    """To the signatories of everybody who takes part."""
    leg_bericht_klaar(
        soort=soort,
        ontvangers=leden_met_rol(deelnemers(aanvraag), Rol.TEKENBEVOEGDE, behalve=door),
        over=aanvraag,
        pad=reverse("subsidies:akkoorden", args=[aanvraag.kenmerk]),
    )
