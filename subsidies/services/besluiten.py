"""Deciding: one transaction from proposal to ledger and letters."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone

from begroting.models import JuridischeVorm
from begroting.services.verplichten import VerplichtingRegel, verplicht_reeks
from kern.canoniek import als_json
from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap, Mandaat
from organisaties.models.mandaat import SoortBesluit
from organisaties.selectors import geldig_mandaat
from organisaties.toegang import Rol, eis_rol
from regelingen.selectors import parameters_op
from subsidies.brieven_opstellen import beschikkingsbrief
from subsidies.dossier import Dossier
from subsidies.models import (
    Aanvraag,
    Beschikking,
    Beschikkingsbedrag,
    Besluit,
    Deelvoorstel,
    Jaardekking,
    Zaakrol,
)
from subsidies.selectors import laad_dossier
from subsidies.services.beoordelen import controleer_plafond, voorgestelde_bedragen
from subsidies.services.slot import vergrendel, vergrendel_tafel
from subsidies.services.zaakrol import neem_rol
from subsidies.toekenning import Toekenning


def neem_besluit(*, aanvraag_id: int, motivering: str, door: Lidmaatschap) -> Besluit:
    """Decide as proposed (Awb 4:23, 4:29): ledger rows, one beschikking per recipient and their letters.

    Raises GeenRecht for a person who assessed, DomeinFout when the mandate is too small (Awb 10:1), the ceiling or
    the budget has no room or a year has no cover. Nothing is written in any of those cases.
    """
    with handeling("aanvraag.besloten", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        eis_rol(door, Rol.BESLUITNEMER, reden="Besluiten doet een besluitnemer met mandaat.")
        neem_rol(aanvraag, Zaakrol.Rol.BESLUITNEMER, door)
        Aanvraag.VERLOOP.controleer(aanvraag.stand, Aanvraag.Stand.BESLOTEN)
        if aanvraag.tafel_id is not None:
            vergrendel_tafel(aanvraag.tafel_id)
        dossier = laad_dossier(aanvraag)
        voorstel = voorgestelde_bedragen(aanvraag)
        controleer_plafond(dossier, voorstel)
        totaal = sum((sum(bedragen.values(), NUL) for bedragen in voorstel.values()), NUL)
        toekenningen = _toekenningen(dossier, voorstel)
        mandaten = _mandaten(toekenningen, door)

        nu = timezone.now()
        vandaag = timezone.localdate(nu)
        parameters = parameters_op(aanvraag.regeling, vandaag)
        besluit = Besluit.objects.create(
            aanvraag=aanvraag,
            door=door,
            mandaat=mandaten.get(SoortBesluit.VERLENING) or mandaten[SoortBesluit.WEIGERING],
            genomen_op=nu,
            motivering=motivering,
            parameters=als_json(parameters.als_dict()),
        )
        aanvraag.stand = Aanvraag.Stand.BESLOTEN
        aanvraag.save(update_fields=["stand"])
        verplichtingen = _leg_geld_vast(dossier, toekenningen, door=door)
        for toekenning in toekenningen:
            beschikking = Beschikking.objects.create(
                besluit=besluit,
                deel_id=toekenning.deel.pk,
                soort=toekenning.soort,
                kenmerk=toekenning.kenmerk,
                brief=beschikkingsbrief(
                    dossier=dossier,
                    toekenning=toekenning,
                    toekenningen=toekenningen,
                    parameters=parameters,
                    mandaat=mandaten[toekenning.soort_besluit],
                    verzenddatum=vandaag,
                    door=door,
                ),
            )
            Beschikkingsbedrag.objects.bulk_create(
                Beschikkingsbedrag(
                    beschikking=beschikking,
                    jaar=jaar,
                    gevraagd=toekenning.deel.gevraagd[jaar],
                    verleend=bedrag,
                    verplichting_id=verplichtingen.get((toekenning.kenmerk, jaar)),
                )
                for jaar, bedrag in toekenning.bedragen.items()
            )
        leg_vast("aanvraag.besloten", door=door, over=aanvraag, bedrag=totaal, beschikkingen=len(toekenningen))
    return besluit


def _mandaten(toekenningen: Sequence[Toekenning], door: Lidmaatschap) -> dict[SoortBesluit, Mandaat]:
    """The mandate for granting, for refusing, or for both; its ceiling counts for the whole application, all years."""
    omvang: dict[SoortBesluit, Decimal] = {}
    for toekenning in toekenningen:
        omvang[toekenning.soort_besluit] = omvang.get(toekenning.soort_besluit, NUL) + toekenning.omvang
    mandaten = {}
    for soort, bedrag in omvang.items():
        mandaat = geldig_mandaat(door, soort, bedrag, timezone.localdate())
        if mandaat is None:
            raise DomeinFout(
                f"U hebt geen mandaat voor {soort.label} van {als_euro(bedrag)}. Vraag iemand met een hoger mandaat.",
                code="mandaat.ontoereikend",
            )
        mandaten[soort] = mandaat
    return mandaten


def _toekenningen(dossier: Dossier, voorstel: Mapping[int, Mapping[int, Decimal]]) -> list[Toekenning]:
    teksten = {rij.deel_id: rij for rij in Deelvoorstel.objects.filter(deel__aanvraag=dossier.aanvraag)}
    vandaag = timezone.localdate()
    return [
        Toekenning(
            deel=deel,
            kenmerk=volgend_kenmerk(vandaag),
            bedragen=voorstel[deel.pk],
            motivering=teksten[deel.pk].motivering,
            verplichting=teksten[deel.pk].verplichting,
        )
        for deel in dossier.delen
    ]


def _leg_geld_vast(
    dossier: Dossier, toekenningen: Sequence[Toekenning], *, door: Lidmaatschap
) -> dict[tuple[str, int], int]:
    """Commit every amount in one statement. Returns the commitment by (kenmerk of the beschikking, year)."""
    aanvraag = dossier.aanvraag
    doelen = dict(Jaardekking.objects.filter(tafel=aanvraag.tafel_id).values_list("jaar", "bestedingsdoel_id"))
    posten = [
        (toekenning, jaar, bedrag)
        for toekenning in toekenningen
        for jaar, bedrag in toekenning.bedragen.items()
        if bedrag > NUL
    ]
    if zonder := sorted({jaar for _, jaar, _ in posten} - set(doelen)):
        raise DomeinFout(
            f"Kies eerst uit welk budget {', '.join(map(str, zonder))} wordt betaald.", code="besluit.geen_dekking"
        )
    if not posten:
        return {}
    verplichtingen = verplicht_reeks(
        boekstuk_kenmerk=f"besluit-{aanvraag.kenmerk}",
        datum=timezone.localdate(),
        door=door,
        omschrijving=f"Besluit op aanvraag {aanvraag.kenmerk}",
        regels=[
            VerplichtingRegel(
                bestedingsdoel_id=doelen[jaar],
                kenmerk=f"{toekenning.kenmerk}/{jaar}",
                ontvanger_id=toekenning.deel.organisatie_id,
                bedrag=bedrag,
                jaar_van_activiteit=jaar,
                juridische_vorm=JuridischeVorm.SUBSIDIE,
                omschrijving=f"Subsidie {jaar}",
            )
            for toekenning, jaar, bedrag in posten
        ],
    )
    return {
        (toekenning.kenmerk, jaar): verplichting.pk
        for (toekenning, jaar, _), verplichting in zip(posten, verplichtingen, strict=True)
    }
