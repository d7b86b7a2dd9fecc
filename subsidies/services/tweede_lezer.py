"""The second reader: approves a whole proposal, or returns it. Any change after that voids the approval."""

from decimal import Decimal

from django.utils import timezone

from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.termijnen.stappen import amsterdam_dag
from organisaties.models import Lidmaatschap
from regelingen.selectors import parameters_op
from subsidies.dossier import Dossier
from subsidies.models import Aanvraag, Paraaf, Toewijzing
from subsidies.regels.tweede_lezer import is_nodig
from subsidies.selectors import laad_dossier
from subsidies.selectors.te_beslissen import te_beslissen_delen
from subsidies.selectors.voorstel import hash_van_voorstel, voorgestelde_bedragen
from subsidies.services.behandeling import open_als_beoordelaar, zet
from subsidies.services.collegeslot import eis_vrij_van_college

Uitkomst = Paraaf.Uitkomst
LEZER = Toewijzing.Rol.TWEEDE_LEZER


def parafeer(*, aanvraag_id: int, opmerkingen: str, door: Lidmaatschap) -> Paraaf:
    """Approve the proposal as it stands: every judgement, amount and advice of it."""
    with handeling("paraaf.gegeven", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open(aanvraag_id, door)
        if _geldig(aanvraag) is not None:
            raise DomeinFout("Er staat al een paraaf onder dit voorstel.", code="paraaf.al_gegeven")
        paraaf = _schrijf(aanvraag, Uitkomst.AKKOORD, opmerkingen, door)
        leg_vast("paraaf.gegeven", door=door, over=aanvraag, hash=Code(paraaf.inhoudshash))
    return paraaf


def geef_terug(*, aanvraag_id: int, opmerkingen: str, door: Lidmaatschap) -> Paraaf:
    """Return the proposal to the assessors, with what should change."""
    with handeling("paraaf.teruggegeven", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open(aanvraag_id, door)
        if not opmerkingen.strip():
            raise DomeinFout("Schrijf wat er anders moet.", code="paraaf.opmerkingen", veld="opmerkingen")
        eis_vrij_van_college(aanvraag)
        laat_vervallen(aanvraag, Paraaf.Reden.LEZER, door)
        paraaf = _schrijf(aanvraag, Uitkomst.TERUG, opmerkingen, door)
        zet(aanvraag, Aanvraag.Stand.IN_BEHANDELING)
        leg_vast("paraaf.teruggegeven", door=door, over=aanvraag)
    return paraaf


def laat_vervallen(aanvraag: Aanvraag, reden: Paraaf.Reden, door: Lidmaatschap) -> bool:
    """Void the approval on this application, because of what `door` did. Gives whether there was one."""
    paraaf = _geldig(aanvraag)
    if paraaf is None:
        return False
    paraaf.vervallen_op, paraaf.vervallen_reden, paraaf.vervallen_door = timezone.now(), reden, door
    paraaf.save(update_fields=["vervallen_op", "vervallen_reden", "vervallen_door"])
    leg_vast("paraaf.vervallen", door=door, over=aanvraag, reden=Code(reden))
    return True


def eis_paraaf(aanvraag: Aanvraag, dossier: Dossier) -> None:
    """Raise DomeinFout when this proposal needs the approval of a second reader and has none on what it says now."""
    delen = te_beslissen_delen(dossier)
    nummers = [deel.pk for deel in delen]
    voorstel = voorgestelde_bedragen(aanvraag)
    voorgesteld: Decimal = sum((sum(voorstel.get(nummer, {}).values(), NUL) for nummer in nummers), NUL)
    if aanvraag.ontvangen_op is None or not is_nodig(
        parameters_op(aanvraag.regeling, amsterdam_dag(aanvraag.ontvangen_op)),
        gevraagd=sum((deel.gevraagd_totaal for deel in delen), NUL),
        voorgesteld=voorgesteld,
        toegewezen=Toewijzing.objects.filter(
            aanvraag=aanvraag, rol=LEZER, stand__in=[Toewijzing.Stand.GEVRAAGD, Toewijzing.Stand.ACTIEF]
        ).exists(),
    ):
        return
    paraaf = _geldig(aanvraag)
    if paraaf is None:
        raise DomeinFout(
            "Dit voorstel heeft nog geen paraaf van een tweede lezer. Zonder die paraaf kunt u niet besluiten.",
            code="paraaf.ontbreekt",
        )
    if paraaf.inhoudshash != hash_van_voorstel(aanvraag, nummers):
        raise DomeinFout(
            "De tweede lezer parafeerde een ander voorstel dan er nu ligt. Vraag een nieuwe paraaf.",
            code="paraaf.verouderd",
        )


def controleer_actueel(aanvraag: Aanvraag, dossier: Dossier, door: Lidmaatschap) -> None:
    """Void an approval that was given on other parts than those that are proposed now."""
    paraaf = _geldig(aanvraag)
    nummers = [deel.pk for deel in te_beslissen_delen(dossier)]
    if paraaf is not None and paraaf.inhoudshash != hash_van_voorstel(aanvraag, nummers):
        laat_vervallen(aanvraag, Paraaf.Reden.DELEN, door)


def _open(aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    aanvraag = open_als_beoordelaar(aanvraag_id, door, LEZER)
    if aanvraag.stand != Aanvraag.Stand.VOORGESTELD:
        raise DomeinFout("Er ligt geen voorstel om te lezen.", code="aanvraag.geen_voorstel")
    return aanvraag


def _geldig(aanvraag: Aanvraag) -> Paraaf | None:
    return Paraaf.objects.filter(aanvraag=aanvraag, uitkomst=Uitkomst.AKKOORD, vervallen_op=None).first()


def _schrijf(aanvraag: Aanvraag, uitkomst: Paraaf.Uitkomst, opmerkingen: str, door: Lidmaatschap) -> Paraaf:
    nummers = [deel.pk for deel in te_beslissen_delen(laad_dossier(aanvraag))]
    return Paraaf.objects.create(
        aanvraag=aanvraag,
        door=door,
        uitkomst=uitkomst,
        opmerkingen=opmerkingen,
        inhoudshash=hash_van_voorstel(aanvraag, nummers),
    )
