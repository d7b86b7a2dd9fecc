"""Agreeing: every participant confirms its own part and the division, and a change of either voids it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord, Uitneming
from subsidies.regels.inhoud import deelhash, inhoudshash
from subsidies.regels.volledigheid import deel_is_klaar
from subsidies.selectors import laad_dossier
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.services.indienen import dien_in
from subsidies.services.slot import eis_digitaal, vergrendel_concept, vergrendel_deel
from subsidies.toegang import eis_ondertekenaar

Reden = Akkoord.Reden


def geef_akkoord(*, deel_id: int, gezien: str, door: Lidmaatschap) -> Akkoord:
    """Agree to a part and the division, as the signatory saw them (`gezien` is that hash).

    When the penvoerder asked for it, the last akkoord submits the application too; where that is refused, the
    akkoord stands. Raises DomeinFout when the content changed in the meantime, the part is not complete, the part
    was already agreed to, or the same person agreed for another participant of this application.
    """
    with handeling("aanvraag.akkoord_gegeven", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id, ook_na_sluiting=True)
        machtiging = eis_ondertekenaar(door, deel.organisatie, slot=True)
        eis_digitaal(deel.aanvraag)
        dossier = laad_dossier(deel.aanvraag)
        stand = dossier.deel_van(deel.organisatie_id)
        if stand is None or not deel_is_klaar(stand):
            raise DomeinFout(
                "Vul eerst de begroting in en beschrijf ten minste één voorziening.", code="akkoord.deel_niet_klaar"
            )
        if stand.is_akkoord:
            raise DomeinFout("Uw organisatie heeft al akkoord gegeven.", code="akkoord.bestaat_al")
        inhoud = inhoudshash(dossier, stand)
        if gezien != inhoud:
            raise DomeinFout(
                "De inhoud is gewijzigd sinds u deze pagina opende. Lees haar opnieuw en geef dan akkoord.",
                code="akkoord.inhoud_gewijzigd",
            )
        laat_vervallen(deel.aanvraag, door=door)
        _eis_een_organisatie_per_persoon(deel.aanvraag, deel_id, door)
        akkoord = Akkoord.objects.create(
            deel=deel, door=door, machtiging=machtiging, deelhash=deelhash(stand), inhoudshash=inhoud
        )
        deel.uitnemingen.filter(stand=Uitneming.Stand.VOORGESTELD).update(stand=Uitneming.Stand.VERVALLEN)
        leg_vast("aanvraag.akkoord_gegeven", door=door, over=deel, hash=Code(inhoud))
        if all(ander.is_akkoord for ander in dossier.delen if ander.pk != deel.pk):
            _dien_in_zoals_gevraagd(deel.aanvraag)
    return akkoord


def trek_akkoord_in(*, deel_id: int, door: Lidmaatschap) -> None:
    """Take back the akkoord of one's organisation while the application is a draft."""
    with handeling("aanvraag.akkoord_ingetrokken", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id, ook_na_sluiting=True)
        eis_ondertekenaar(door, deel.organisatie)
        geldig = Akkoord.objects.filter(deel=deel, vervallen_op__isnull=True).first()
        if geldig is None:
            raise DomeinFout("Er is geen akkoord om in te trekken.", code="akkoord.bestaat_niet")
        _vervalt(geldig, Reden.INGETROKKEN, door)
        leg_vast("aanvraag.akkoord_ingetrokken", door=door, over=deel)


def laat_vervallen(aanvraag: Aanvraag, *, door: Lidmaatschap, anders: Akkoord.Reden = Reden.VERDELING) -> None:
    """Void each akkoord whose content is no longer what was agreed to, and tell those organisations.

    Every act that changes a part, who takes part or who holds the pen ends here. `anders` is the reason for a
    participant whose own part is still the same.
    """
    geldig = list(
        Akkoord.objects.filter(deel__aanvraag=aanvraag, vervallen_op__isnull=True).select_related("deel", "door")
    )
    if not geldig:
        return
    dossier = laad_dossier(aanvraag)
    nu = {deel.pk: (deelhash(deel), inhoudshash(dossier, deel)) for deel in dossier.delen}
    weg = [akkoord for akkoord in geldig if nu.get(akkoord.deel_id, ("", ""))[1] != akkoord.inhoudshash]
    for akkoord in weg:
        eigen_gewijzigd = akkoord.deel_id in nu and nu[akkoord.deel_id][0] != akkoord.deelhash
        reden = Reden.DEEL if eigen_gewijzigd else anders
        _vervalt(akkoord, reden, door)
        leg_vast("aanvraag.akkoord_vervallen", door=door, over=aanvraag, deel=akkoord.deel_id, reden=Code(reden))
    _meld_vervallen(aanvraag, [akkoord for akkoord in weg if akkoord.deel_id in nu], door)


def vraag_indienen_zodra_eens(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """The penvoerder asks beforehand that the last akkoord also submits the application, in the name of who asks."""
    with handeling("aanvraag.indienen_gevraagd", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id)
        eis_ondertekenaar(door, aanvraag.penvoerder)
        eis_digitaal(aanvraag)
        dossier = laad_dossier(aanvraag)
        if dossier.akkoorden == len(dossier.delen):
            raise DomeinFout(
                "Iedereen is al akkoord. Controleer de aanvraag en dien haar in.", code="indienen.iedereen_is_eens"
            )
        if aanvraag.indienen_zodra_eens_id is not None:
            raise DomeinFout("Dit is al gevraagd.", code="indienen.al_gevraagd")
        aanvraag.indienen_zodra_eens = door
        aanvraag.save(update_fields=["indienen_zodra_eens"])
        leg_vast("aanvraag.indienen_gevraagd", door=door, over=aanvraag)
    return aanvraag


def zie_af_van_indienen(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """The penvoerder takes that back: everybody's akkoord no longer submits by itself."""
    with handeling("aanvraag.indienen_afgezien", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id, ook_na_sluiting=True)
        eis_ondertekenaar(door, aanvraag.penvoerder)
        if aanvraag.indienen_zodra_eens_id is None:
            raise DomeinFout("Dit is niet gevraagd.", code="indienen.niet_gevraagd")
        aanvraag.indienen_zodra_eens = None
        aanvraag.save(update_fields=["indienen_zodra_eens"])
        leg_vast("aanvraag.indienen_afgezien", door=door, over=aanvraag)
    return aanvraag


def _dien_in_zoals_gevraagd(aanvraag: Aanvraag) -> None:
    """Submit in the name of who asked, in the transaction of the last akkoord. A refusal leaves the akkoord."""
    vrager = aanvraag.indienen_zodra_eens
    if vrager is None:
        return
    try:
        if not vrager.geldt_op(timezone.localdate()):
            raise GeenRecht("Wie dit vroeg, hoort niet meer bij de organisatie.", code="toegang.lid_af")
        eis_ondertekenaar(vrager, aanvraag.penvoerder)
        dien_in(aanvraag_id=aanvraag.pk, door=vrager)
    except GeenRecht:
        aanvraag.indienen_zodra_eens = None
        aanvraag.save(update_fields=["indienen_zodra_eens"])
    except DomeinFout:
        return  # what misses stands on the overview


def _vervalt(akkoord: Akkoord, reden: Akkoord.Reden, door: Lidmaatschap) -> None:
    akkoord.vervallen_op, akkoord.vervallen_reden, akkoord.vervallen_door = timezone.now(), reden, door
    akkoord.save(update_fields=["vervallen_op", "vervallen_reden", "vervallen_door"])


def _meld_vervallen(aanvraag: Aanvraag, akkoorden: Iterable[Akkoord], door: Lidmaatschap) -> None:
    """To the signatories of each organisation and to who signed for it, except who did it."""
    for akkoord in akkoorden:
        ondertekenaars = leden_met_rol([akkoord.deel.organisatie_id], Rol.TEKENBEVOEGDE, behalve=door)
        gemachtigde = [akkoord.door] if akkoord.machtiging_id and akkoord.door_id != door.pk else []
        leg_bericht_klaar(
            soort=BerichtSoort.AKKOORD_VERVALLEN,
            ontvangers=[*ondertekenaars, *gemachtigde],
            over=akkoord.deel,
            pad=reverse("subsidies:akkoord", args=[aanvraag.kenmerk, akkoord.deel_id]),
        )


def _eis_een_organisatie_per_persoon(aanvraag: Aanvraag, deel_id: int, door: Lidmaatschap) -> None:
    elders = Akkoord.objects.filter(
        deel__aanvraag=aanvraag, vervallen_op__isnull=True, door__gebruiker=door.gebruiker_id
    ).exclude(deel=deel_id)
    if elders.exists():
        raise DomeinFout(
            "U gaf in deze aanvraag al akkoord voor een andere organisatie. Een ander tekent voor deze.",
            code="akkoord.zelfde_persoon",
        )
