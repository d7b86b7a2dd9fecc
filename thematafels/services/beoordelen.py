from django.utils import timezone

from brieven.models import BriefSoort
from brieven.opstellen import met_eigen_zinnen
from brieven.services.maak import leg_brief_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.briefinhoud import afwijzing, toelating
from thematafels.models import Deelname


def laat_toe(*, deelname_id: int, door: Lidmaatschap) -> Deelname:
    """Admit an organisation to the table; it gets a letter with a bezwaar clause.

    Raises GeenRecht, or DomeinFout when it is not waiting for an answer.
    """
    with handeling("deelname.toegelaten", door=door, over=Deelname(pk=deelname_id)):
        deelname = _beoordeel(_op_antwoord(deelname_id, door), Deelname.Stand.TOEGELATEN, door)
        kenmerk = _leg_brief_klaar(deelname, BriefSoort.TOELATING, door)
        leg_vast(
            "deelname.toegelaten",
            door=door,
            over=deelname,
            organisatie=deelname.organisatie_id,
            tafel=deelname.tafel_id,
            kenmerk=Code(kenmerk),
        )
    return deelname


def wijs_af(*, deelname_id: int, reden: str, door: Lidmaatschap) -> Deelname:
    """Refuse an organisation a seat, because it is not rooted and active in the city; `reden` stands in its letter.

    Raises GeenRecht, or DomeinFout when it is not waiting for an answer or the reason lacks (Awb 3:46).
    """
    with handeling("deelname.afgewezen", door=door, over=Deelname(pk=deelname_id)):
        if not reden.strip():
            raise DomeinFout("Schrijf waarom u afwijst.", code="deelname.zonder_reden", veld="reden")
        deelname = _beoordeel(_op_antwoord(deelname_id, door), Deelname.Stand.AFGEWEZEN, door, reden=reden.strip())
        kenmerk = _leg_brief_klaar(deelname, BriefSoort.AFWIJZING, door)
        leg_vast(
            "deelname.afgewezen",
            door=door,
            over=deelname,
            organisatie=deelname.organisatie_id,
            tafel=deelname.tafel_id,
            kenmerk=Code(kenmerk),
        )
    return deelname


def laat_alsnog_toe(*, deelname_id: int, door: Lidmaatschap) -> Deelname:
    """Admit who was refused, because its objection is well founded (Awb 7:11), in the caller's transaction.

    The caller decided and sent the letter. Raises DomeinFout when it is not refused now.
    """
    with handeling("deelname.alsnog_toegelaten", door=door, over=Deelname(pk=deelname_id)):
        eis_rol(door, Rol.BESLUITNEMER)
        deelname = vergrendel_deelname(deelname_id)
        if deelname.stand != Deelname.Stand.AFGEWEZEN:
            raise DomeinFout(
                f"Alsnog toelaten kan alleen na een afwijzing: de deelname is nu {deelname.get_stand_display()}.",
                code="deelname.niet_afgewezen",
            )
        _beoordeel(deelname, Deelname.Stand.TOEGELATEN, door)
        leg_vast(
            "deelname.alsnog_toegelaten",
            door=door,
            over=deelname,
            organisatie=deelname.organisatie_id,
            tafel=deelname.tafel_id,
        )
    return deelname


def vergrendel_deelname(deelname_id: int) -> Deelname:
    return (
        Deelname.objects.select_for_update(of=("self",))
        .select_related("organisatie", "tafel__thema__uitvraag__regeling")
        .get(pk=deelname_id)
    )


def _op_antwoord(deelname_id: int, door: Lidmaatschap) -> Deelname:
    """The seat, locked, of who still waits for an answer."""
    deelname = vergrendel_deelname(deelname_id)
    eis_rol(door, Rol.BELEIDSMEDEWERKER)
    if deelname.stand == Deelname.Stand.AFGEWEZEN:
        raise DomeinFout(
            "Deze organisatie is afgewezen. Toelaten kan alleen nog met een beslissing op bezwaar.",
            code="deelname.afgewezen",
        )
    return deelname


def _beoordeel(deelname: Deelname, stand: str, door: Lidmaatschap, reden: str = "") -> Deelname:
    Deelname.VERLOOP.controleer(deelname.stand, stand)
    deelname.stand = stand
    deelname.reden = reden
    deelname.beoordeeld_op = timezone.now()
    deelname.beoordeeld_door = door
    deelname.save(update_fields=["stand", "reden", "beoordeeld_op", "beoordeeld_door"])
    return deelname


INHOUD = {BriefSoort.TOELATING: toelating, BriefSoort.AFWIJZING: afwijzing}


def _leg_brief_klaar(deelname: Deelname, soort: BriefSoort, door: Lidmaatschap) -> str:
    """Write the letter of today; gives its kenmerk."""
    vandaag = timezone.localdate()
    kenmerk = volgend_kenmerk(vandaag)
    inhoud = INHOUD[soort](deelname, door=door, kenmerk=kenmerk, verzenddatum=vandaag)
    snapshot = met_eigen_zinnen(inhoud, soort, deelname.tafel.uitvraag.regeling_id)
    leg_brief_klaar(
        soort=soort,
        ontvanger=deelname.organisatie,
        over=deelname,
        onderwerp=snapshot.kop.onderwerp,
        snapshot=snapshot,
        verzenddatum=vandaag,
        kenmerk=kenmerk,
        door=door,
    )
    return kenmerk
