"""Assessing: the officer judges each criterion and proposes an amount per organisation and year."""

from collections.abc import Mapping
from decimal import Decimal

import pghistory

from kern.fouten import DomeinFout
from kern.geld import NUL, als_bedrag
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.dossier import Dossier, tel_op
from subsidies.models import Aanvraag, Aanvraagdeel, Beoordeling, Deelvoorstel, Voorstelbedrag, Zaakrol
from subsidies.selectors import laad_dossier
from subsidies.selectors.vorig_jaar import verleend_aan_anderen
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import neem_rol
from thematafels.models import Criterium

IN_BEHANDELING = Aanvraag.Stand.IN_BEHANDELING


def neem_in_behandeling(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    with handeling("aanvraag.in_behandeling", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open_als_beoordelaar(aanvraag_id, door)
        _zet(aanvraag, IN_BEHANDELING)
        leg_vast("aanvraag.in_behandeling", door=door, over=aanvraag)
    return aanvraag


def beoordeel(
    *, aanvraag_id: int, criterium_id: int, oordeel: str, toelichting: str, door: Lidmaatschap
) -> Beoordeling:
    """Judge one criterion, or change that judgement. Only while the application is in treatment."""
    with handeling("aanvraag.beoordeeld", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _in_behandeling(aanvraag_id, door)
        criterium = Criterium.objects.filter(pk=criterium_id, uitvraag=aanvraag.uitvraag_id).first()
        if criterium is None:
            raise DomeinFout("Dit criterium hoort niet bij de uitvraag.", code="beoordeling.criterium")
        with pghistory.context(lidmaatschap=door.pk):
            beoordeling, _ = Beoordeling.objects.update_or_create(
                aanvraag=aanvraag,
                criterium=criterium,
                defaults={"oordeel": oordeel, "toelichting": toelichting, "door": door},
            )
        leg_vast(
            "aanvraag.beoordeeld", door=door, over=aanvraag, criterium=Code(criterium.code), oordeel=Code(oordeel)
        )
    return beoordeling


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
        aanvraag = _in_behandeling(deel.aanvraag_id, door)
        if set(bedragen) != set(aanvraag.jaren):
            raise DomeinFout("Vul voor elk jaar een bedrag in.", code="voorstel.jaren")
        if min(bedragen.values()) < NUL:
            raise DomeinFout("Vul bedragen van 0 of hoger in.", code="voorstel.bedrag")
        gevraagd = laad_dossier(aanvraag).deel_van(deel.organisatie_id)
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
        leg_vast(
            "aanvraag.bedragen_voorgesteld",
            door=door,
            over=aanvraag,
            deel=deel_id,
            bedrag=sum(bedragen.values(), NUL),
        )
    return voorstel


def leg_voorstel_voor(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """Offer the finished assessment to somebody with a mandate.

    Raises DomeinFout while a criterium or a participant is missing, or a year goes over the ceiling.
    """
    with handeling("aanvraag.voorgesteld", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _in_behandeling(aanvraag_id, door)
        dossier = laad_dossier(aanvraag)
        voorstel = voorgestelde_bedragen(aanvraag)
        _eis_compleet(dossier, voorstel)
        controleer_plafond(dossier, voorstel)
        _zet(aanvraag, Aanvraag.Stand.VOORGESTELD)
        leg_vast(
            "aanvraag.voorgesteld",
            door=door,
            over=aanvraag,
            bedrag=sum((sum(bedragen.values(), NUL) for bedragen in voorstel.values()), NUL),
        )
    return aanvraag


def heropen(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """Take the proposal back into treatment, to change it before it is decided."""
    with handeling("aanvraag.heropend", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open_als_beoordelaar(aanvraag_id, door)
        if aanvraag.stand != Aanvraag.Stand.VOORGESTELD:
            raise DomeinFout("Er ligt geen voorstel om terug te nemen.", code="aanvraag.geen_voorstel")
        _zet(aanvraag, IN_BEHANDELING)
        leg_vast("aanvraag.heropend", door=door, over=aanvraag)
    return aanvraag


def voorgestelde_bedragen(aanvraag: Aanvraag) -> dict[int, dict[int, Decimal]]:
    """Proposed euro per part and year; a part without a proposal is absent."""
    per_deel: dict[int, dict[int, Decimal]] = {}
    rijen = Voorstelbedrag.objects.filter(voorstel__deel__aanvraag=aanvraag)
    for deel_id, jaar, bedrag in rijen.values_list("voorstel__deel_id", "jaar", "bedrag"):
        per_deel.setdefault(deel_id, {})[jaar] = bedrag
    return per_deel


def controleer_plafond(dossier: Dossier, voorstel: Mapping[int, Mapping[int, Decimal]]) -> None:
    """Raise DomeinFout when the proposal of a year, with what others were granted from the same ceiling, is over it
    (Awb 4:25 lid 2). Who decides locks the table first, so that two decisions count one after the other."""
    elders = verleend_aan_anderen(dossier.aanvraag)
    per_jaar = tel_op([*voorstel.values(), elders], dossier.jaren)
    for jaar, plafond in dossier.plafond.items():
        if per_jaar.get(jaar, NUL) > plafond:
            wat = "het voorstel, met wat anderen al kregen," if elders.get(jaar) else "het voorstel"
            raise DomeinFout(
                f"In {jaar} is {wat} {als_bedrag(per_jaar[jaar] - plafond)} euro hoger dan het plafond.",
                code="voorstel.boven_plafond",
            )


def _eis_compleet(dossier: Dossier, voorstel: Mapping[int, object]) -> None:
    beoordeeld = set(Beoordeling.objects.filter(aanvraag=dossier.aanvraag).values_list("criterium__code", flat=True))
    mist = [vraag.naam for vraag in dossier.te_beoordelen if vraag.code not in beoordeeld]
    mist += [f"bedragen voor {deel.organisatie}" for deel in dossier.delen if deel.pk not in voorstel]
    if mist:
        raise DomeinFout(f"Dit mist nog: {'; '.join(mist)}.", code="voorstel.onvolledig")


def _in_behandeling(aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    aanvraag = _open_als_beoordelaar(aanvraag_id, door)
    if aanvraag.stand != IN_BEHANDELING:
        raise DomeinFout(
            f"De aanvraag is {aanvraag.get_stand_display()}, niet in behandeling.", code="aanvraag.niet_in_behandeling"
        )
    return aanvraag


def _open_als_beoordelaar(aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    aanvraag = vergrendel(aanvraag_id)
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Beoordelen doet een beleidsmedewerker.")
    neem_rol(aanvraag, Zaakrol.Rol.BEOORDELAAR, door)
    return aanvraag


def _zet(aanvraag: Aanvraag, stand: Aanvraag.Stand) -> None:
    Aanvraag.VERLOOP.controleer(aanvraag.stand, stand)
    aanvraag.stand = stand
    aanvraag.save(update_fields=["stand"])
