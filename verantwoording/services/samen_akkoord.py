"""Agreeing to the joint account: every participant whose part is in. Any change of it voids what was agreed to."""

from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.toegang import Rol
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.services.slot import vergrendel
from verantwoording.models import Deelverslag, Verantwoording, Verslagakkoord
from verantwoording.selectors.inbreng import laad_inbreng
from verantwoording.toegang import eis_tekent


def geef_akkoord(*, deelverslag_id: int, gezien: str, door: Lidmaatschap) -> Verslagakkoord:
    """Agree to the joint account as the signatory saw it (`gezien` is that hash).

    Raises DomeinFout when the own part is not in, when something changed in the meantime, when the organisation
    agreed already, when the same person agreed for another participant, or once it was submitted.
    """
    with handeling("verslagakkoord.gegeven", door=door, over=Deelverslag(pk=deelverslag_id)):
        deelverslag, machtiging = _om_te_tekenen(deelverslag_id, door)
        inbreng = laad_inbreng(deelverslag.verantwoording)
        stand = inbreng.van(deelverslag.pk)
        if stand is None or not stand.is_binnen:
            raise DomeinFout("Dien eerst uw eigen verslag in.", code="verslagakkoord.deel_niet_in")
        if inbreng.is_akkoord(stand):
            raise DomeinFout("Uw organisatie heeft al akkoord gegeven.", code="verslagakkoord.bestaat_al")
        if gezien != inbreng.hash:
            raise DomeinFout(
                "De inhoud is gewijzigd sinds u deze pagina opende. Lees haar opnieuw en geef dan akkoord.",
                code="verslagakkoord.inhoud_gewijzigd",
            )
        laat_vervallen(deelverslag.verantwoording_id, door=door)
        _eis_een_organisatie_per_persoon(deelverslag, door)
        akkoord = Verslagakkoord.objects.create(
            verantwoording=deelverslag.verantwoording,
            deelverslag=deelverslag,
            door=door,
            machtiging=machtiging,
            inhoudshash=inbreng.hash,
            verhalen=list(inbreng.samen.verhalen),
        )
        leg_vast(
            "verslagakkoord.gegeven",
            door=door,
            over=deelverslag,
            jaar=deelverslag.verantwoording.jaar,
            hash=Code(inbreng.hash),
        )
    return akkoord


def trek_akkoord_in(*, deelverslag_id: int, door: Lidmaatschap) -> None:
    """Take back the akkoord of one's organisation while the account was not submitted."""
    with handeling("verslagakkoord.ingetrokken", door=door, over=Deelverslag(pk=deelverslag_id)):
        deelverslag, _ = _om_te_tekenen(deelverslag_id, door)
        if not deelverslag.akkoorden.filter(vervallen_op=None).update(vervallen_op=timezone.now()):
            raise DomeinFout("Er is geen akkoord om in te trekken.", code="verslagakkoord.bestaat_niet")
        leg_vast("verslagakkoord.ingetrokken", door=door, over=deelverslag, jaar=deelverslag.verantwoording.jaar)


def laat_vervallen(verantwoording_id: int, *, door: Lidmaatschap, alle: bool = False) -> None:
    """Void each akkoord that is to something else than what is written now, and tell who signs there and who signed.

    Every act that changes the joint account ends here, under the lock of its application, but for taking back a
    story: that voids none. `alle`: also those that are still to the same, because everybody has to look again.
    """
    geldig = Verslagakkoord.objects.filter(verantwoording=verantwoording_id, vervallen_op=None)
    if not geldig.exists():
        return
    nu = None if alle else laad_inbreng(Verantwoording.objects.get(pk=verantwoording_id)).samen
    for akkoord in geldig.select_related("door", "deelverslag__deel", "verantwoording__aanvraag"):
        if nu is not None and nu.komt_van(akkoord.inhoudshash, akkoord.verhalen):
            continue
        akkoord.vervallen_op = timezone.now()
        akkoord.save(update_fields=["vervallen_op"])
        leg_vast("verslagakkoord.vervallen", door=door, over=akkoord.verantwoording, deel=akkoord.deelverslag_id)
        verantwoording = akkoord.verantwoording
        ondertekenaars = leden_met_rol([akkoord.deelverslag.deel.organisatie_id], Rol.TEKENBEVOEGDE, behalve=door)
        gemachtigde = [akkoord.door] if akkoord.machtiging_id and akkoord.door_id != door.pk else []
        leg_bericht_klaar(
            soort=BerichtSoort.VERSLAGAKKOORD_VERVALLEN,
            ontvangers=[*ondertekenaars, *gemachtigde],
            over=akkoord.deelverslag,
            pad=reverse(
                "verantwoording:samen_akkoord",
                args=[verantwoording.aanvraag.kenmerk, verantwoording.jaar, akkoord.deelverslag_id],
            ),
        )


def eis_open(verantwoording: Verantwoording) -> None:
    """Refused once the table submitted it."""
    if verantwoording.stand != Verantwoording.Stand.OPEN:
        raise DomeinFout(
            f"De verantwoording is {verantwoording.get_stand_display()}. U kunt haar niet meer wijzigen.",
            code="verantwoording.niet_open",
        )


def _om_te_tekenen(deelverslag_id: int, door: Lidmaatschap) -> tuple[Deelverslag, Machtiging | None]:
    """Read under the lock of its application, by who signs for it (with the machtiging), while the account is open."""
    delen = Deelverslag.objects.filter(pk=deelverslag_id)
    vergrendel(delen.values_list("verantwoording__aanvraag_id", flat=True).get())
    deelverslag = delen.select_related("verantwoording", "deel__organisatie").get()
    machtiging = eis_tekent(door, deelverslag, slot=True)
    eis_open(deelverslag.verantwoording)
    return deelverslag, machtiging


def _eis_een_organisatie_per_persoon(deelverslag: Deelverslag, door: Lidmaatschap) -> None:
    elders = Verslagakkoord.objects.filter(
        verantwoording=deelverslag.verantwoording, vervallen_op=None, door__gebruiker=door.gebruiker_id
    ).exclude(deelverslag=deelverslag)
    if elders.exists():
        raise DomeinFout(
            "U gaf op dit stuk al akkoord voor een andere organisatie. Een ander tekent voor deze.",
            code="verslagakkoord.zelfde_persoon",
        )
