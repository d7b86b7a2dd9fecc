"""Assessing: the officers judge each criterion and propose an amount per organisation and year."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pghistory
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.selectors import vrije_dagen
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from regelingen.selectors import parameters_op
from subsidies.dossier import Deel, Dossier
from subsidies.klok import termijnfeiten
from subsidies.models import Aanvraag, Aanvraagdeel, Beoordeling, Deelvoorstel, Oordeel, Paraaf, Voorstelbedrag
from subsidies.regels.besluitbaar import controleer_besluitbaar
from subsidies.regels.niet_alleen import eis_niet_alleen
from subsidies.selectors import laad_dossier
from subsidies.selectors.opmerkingen import betrokkenen_bij_tafel
from subsidies.selectors.te_beslissen import te_beslissen_delen
from subsidies.selectors.toekenningen import laad_toekenningen
from subsidies.selectors.voorstel import voorgestelde_bedragen
from subsidies.services.behandeling import IN_BEHANDELING, open_als_beoordelaar, open_in_behandeling, zet
from subsidies.services.collegeslot import eis_vrij_van_college
from subsidies.services.plafond import controleer_plafond
from subsidies.services.slot import vergrendel
from subsidies.services.toewijzen import begin_als_beoordelaar
from subsidies.services.tweede_lezer import controleer_actueel, laat_vervallen


def neem_in_behandeling(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """Take a case up as its first assessor: this act is the declaration to have no interest in it (Awb 2:4)."""
    with handeling("aanvraag.in_behandeling", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Beoordelen doet een beleidsmedewerker.")
        Aanvraag.VERLOOP.controleer(aanvraag.stand, IN_BEHANDELING)
        begin_als_beoordelaar(aanvraag, door)
        zet(aanvraag, IN_BEHANDELING)
        leg_vast("aanvraag.in_behandeling", door=door, over=aanvraag)
    return aanvraag


def stel_bedragen_voor(
    *,
    deel_id: int,
    bedragen: Mapping[int, Decimal],
    motivering: str,
    verplichting: str,
    door: Lidmaatschap,
) -> Deelvoorstel:
    """Propose the amounts of one participant. A difference with the plan needs a reason (Awb 3:46)."""
    with handeling("aanvraag.bedragen_voorgesteld", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = Aanvraagdeel.objects.get(pk=deel_id)
        aanvraag = open_in_behandeling(deel.aanvraag_id, door)
        if set(bedragen) != set(aanvraag.jaren):
            raise DomeinFout("Vul voor elk jaar een bedrag in.", code="voorstel.jaren")
        if min(bedragen.values()) < NUL:
            raise DomeinFout("Vul bedragen van 0 of hoger in.", code="voorstel.bedrag")
        dossier = laad_dossier(aanvraag)
        _eis_open_deel(dossier, deel)
        gevraagd = dossier.deel_van(deel.organisatie_id)
        if gevraagd is not None and gevraagd.gevraagd != dict(bedragen) and not motivering.strip():
            raise DomeinFout(
                "U wijkt af van het plan. Schrijf waarom: de organisatie leest dit in de brief.",
                code="voorstel.motivering",
                veld="motivering",
            )
        with pghistory.context(lidmaatschap=door.pk):
            voorstel, _ = Deelvoorstel.objects.update_or_create(
                deel=deel, defaults={"motivering": motivering, "verplichting": verplichting, "door": door}
            )
        voorstel.bedragen.all().delete()
        Voorstelbedrag.objects.bulk_create(
            Voorstelbedrag(voorstel=voorstel, jaar=jaar, bedrag=bedrag) for jaar, bedrag in bedragen.items()
        )
        laat_vervallen(aanvraag, Paraaf.Reden.BEDRAG, door)
        leg_vast(
            "aanvraag.bedragen_voorgesteld",
            door=door,
            over=aanvraag,
            deel=deel_id,
            bedrag=sum(bedragen.values(), NUL),
        )
    return voorstel


def leg_voorstel_voor(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """Offer the finished assessment to somebody with a mandate; a part that waits for a supplement is left out.

    Raises DomeinFout while a criterium or a participant is missing, a year goes over the ceiling, a refusal has no
    ground, or all who judged a criterium were at the table.
    """
    with handeling("aanvraag.voorgesteld", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = open_in_behandeling(aanvraag_id, door)
        dossier = laad_dossier(aanvraag)
        delen = te_beslissen_delen(dossier)
        voorstel = voorgestelde_bedragen(aanvraag)
        _eis_compleet(dossier, delen, voorstel)
        eis_niet_alleen(
            criteria={vraag.code: vraag.naam for vraag in dossier.te_beoordelen},
            oordelen=_oordelaars(aanvraag),
            bij_de_tafel=betrokkenen_bij_tafel(aanvraag),
        )
        controleer_plafond(dossier, {deel.pk: voorstel[deel.pk] for deel in delen})
        regels = parameters_op(aanvraag.regeling, timezone.localdate())
        controleer_besluitbaar(laad_toekenningen(dossier, delen), regels)
        zet(aanvraag, Aanvraag.Stand.VOORGESTELD)
        controleer_actueel(aanvraag, dossier, door)
        leg_vast(
            "aanvraag.voorgesteld",
            door=door,
            over=aanvraag,
            bedrag=sum((sum(voorstel[deel.pk].values(), NUL) for deel in delen), NUL),
        )
    return aanvraag


def heropen(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """Take the proposal back into treatment, to change it before it is decided."""
    with handeling("aanvraag.heropend", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = open_als_beoordelaar(aanvraag_id, door)
        if aanvraag.stand != Aanvraag.Stand.VOORGESTELD:
            raise DomeinFout("Er ligt geen voorstel om terug te nemen.", code="aanvraag.geen_voorstel")
        eis_vrij_van_college(aanvraag)
        zet(aanvraag, IN_BEHANDELING)
        leg_vast("aanvraag.heropend", door=door, over=aanvraag)
    return aanvraag


def _eis_open_deel(dossier: Dossier, deel: Aanvraagdeel) -> None:
    """A part that was decided on, or waits for a supplement, has no proposal of its own to change."""
    feiten = termijnfeiten(dossier.aanvraag, vrije_dagen())
    if deel.pk not in feiten.open_delen:
        raise DomeinFout("Over dit deel is al besloten.", code="voorstel.besloten")
    if deel.pk in feiten.wachtend:
        raise DomeinFout(
            "Dit deel wacht op een aanvulling. Stel daarna bedragen voor.", code="voorstel.wacht_op_aanvulling"
        )


def _eis_compleet(dossier: Dossier, delen: Sequence[Deel], voorstel: Mapping[int, object]) -> None:
    if not delen:
        raise DomeinFout(
            "Er is nu niets voor te leggen: elk deel wacht op een aanvulling of is al besloten.", code="voorstel.niets"
        )
    beoordeeld = set(Beoordeling.objects.filter(aanvraag=dossier.aanvraag).values_list("criterium__code", flat=True))
    mist = [vraag.naam for vraag in dossier.te_beoordelen if vraag.code not in beoordeeld]
    mist += [f"bedragen voor {deel.organisatie}" for deel in delen if deel.pk not in voorstel]
    if mist:
        raise DomeinFout(f"Dit mist nog: {'; '.join(mist)}.", code="voorstel.onvolledig")


def _oordelaars(aanvraag: Aanvraag) -> dict[str, set[int]]:
    """The people who judged, by code of the criterium."""
    per_criterium: dict[str, set[int]] = {}
    rijen = Oordeel.objects.filter(aanvraag=aanvraag, criterium__isnull=False)
    for code, gebruiker_id in rijen.values_list("criterium__code", "door__gebruiker_id"):
        per_criterium.setdefault(code, set()).add(gebruiker_id)
    return per_criterium
