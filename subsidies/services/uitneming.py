"""Going on without a part that never gets its akkoord: proposed by the table, answered by the organisation, decided
by the municipality (domein.md). Nobody is dropped silently, and nobody blocks the others."""

import datetime

from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from regelingen.selectors import parameters_op
from subsidies.models import Aanvraag, Aanvraagdeel, Uitneming
from subsidies.regels.uitnemen import venster
from subsidies.regels.volledigheid import deel_is_klaar
from subsidies.selectors import laad_dossier
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.services.deelnemen import deelnemers, laat_gaan
from subsidies.services.slot import eis_digitaal, vergrendel_concept, vergrendel_deel
from subsidies.services.zaakrol import eis_zonder_belang
from subsidies.toegang import SCHRIJVERS

Stand = Uitneming.Stand


def stel_uitneming_voor(
    *, deel_id: int, reden: str, door: Lidmaatschap, nieuwe_penvoerder_id: int | None = None
) -> Uitneming:
    """Propose to go on without a part that has no valid akkoord; its organisation gets notice and a term to answer.

    By the signatory of another participant whose own part is ready, in the last days before the closing (a dated
    parameter of the regeling). Raises DomeinFout otherwise, and when the penvoerder is proposed without a successor.
    """
    with handeling("uitneming.voorgesteld", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        aanvraag = deel.aanvraag
        eis_rol(door, Rol.TEKENBEVOEGDE, reden="Alleen een tekenbevoegde van een deelnemer stelt dit voor.")
        eis_digitaal(aanvraag)
        _eis_ander_is_klaar(deel, door)
        if deel.uitnemingen.filter(stand=Stand.VOORGESTELD).exists():
            raise DomeinFout("Er loopt al een voorstel over dit deel.", code="uitneming.loopt_al")
        if deel.organisatie_id == aanvraag.penvoerder_id:
            _eis_opvolger(deel, nieuwe_penvoerder_id)
        else:
            nieuwe_penvoerder_id = None
        uitneming = Uitneming.objects.create(
            deel=deel,
            voorgesteld_door=door,
            reden=reden,
            nieuwe_penvoerder_id=nieuwe_penvoerder_id,
            zienswijze_tot=_zienswijze_tot(aanvraag),
        )
        _meld(BerichtSoort.UITNEMING_VOORGESTELD, uitneming, leden_met_rol([deel.organisatie_id], *SCHRIJVERS))
        leg_vast("uitneming.voorgesteld", door=door, over=aanvraag, deel=deel.pk)
    return uitneming


def trek_uitneming_in(*, uitneming_id: int, door: Lidmaatschap) -> Uitneming:
    """The organisation that proposed takes it back."""
    with handeling("uitneming.ingetrokken", door=door, over=Uitneming(pk=uitneming_id)):
        uitneming = _vergrendel(uitneming_id)
        eis_rol(door, Rol.TEKENBEVOEGDE, reden="Alleen een tekenbevoegde trekt het voorstel in.")
        if door.organisatie_id != uitneming.voorgesteld_door.organisatie_id:
            raise DomeinFout("Alleen wie het voorstelde, trekt het voorstel in.", code="uitneming.niet_eigen")
        _naar(uitneming, Stand.INGETROKKEN)
        leg_vast("uitneming.ingetrokken", door=door, over=uitneming.deel.aanvraag, deel=uitneming.deel_id)
    return uitneming


def geef_zienswijze(*, uitneming_id: int, tekst: str, door: Lidmaatschap) -> Uitneming:
    """The organisation says once what it thinks of the proposal; this minority view stays with the application."""
    with handeling("uitneming.zienswijze", door=door, over=Uitneming(pk=uitneming_id)):
        uitneming = _vergrendel(uitneming_id)
        eis_rol(door, *SCHRIJVERS)
        if door.organisatie_id != uitneming.deel.organisatie_id:
            raise DomeinFout(
                f"Alleen {uitneming.deel.organisatie.naam} geeft hier een zienswijze.", code="deel.niet_eigen"
            )
        Uitneming.VERLOOP.controleer(uitneming.stand, Stand.TOEGEWEZEN)
        if uitneming.zienswijze_op is not None:
            raise DomeinFout("Uw organisatie gaf haar zienswijze al.", code="uitneming.zienswijze_gegeven")
        if timezone.localdate() > uitneming.zienswijze_tot:
            raise DomeinFout("De termijn voor een zienswijze is voorbij.", code="uitneming.zienswijze_te_laat")
        uitneming.zienswijze, uitneming.zienswijze_op = tekst, timezone.now()
        uitneming.save(update_fields=["zienswijze", "zienswijze_op"])
        leg_vast("uitneming.zienswijze", door=door, over=uitneming.deel.aanvraag, deel=uitneming.deel_id)
    return uitneming


def beslis_over_uitneming(
    *,
    uitneming_id: int,
    toewijzen: bool,
    motivering: str,
    zienswijze_gelezen: bool,
    door: Lidmaatschap,
    nieuwe_penvoerder_id: int | None = None,
) -> Uitneming:
    """An officer decides: the part leaves the application and everybody agrees anew, or nothing changes.

    `zienswijze_gelezen`: the page on which was decided showed the minority view. Raises DomeinFout when the
    organisation still has time to answer, or answered since; GeenRecht for who belongs to a participant (Awb 2:4).
    """
    with handeling("uitneming.besloten", door=door, over=Uitneming(pk=uitneming_id)):
        uitneming = _vergrendel(uitneming_id)
        deel = uitneming.deel
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        eis_zonder_belang(deel.aanvraag, door)
        uitkomst = Stand.TOEGEWEZEN if toewijzen else Stand.AFGEWEZEN
        Uitneming.VERLOOP.controleer(uitneming.stand, uitkomst)
        uitneming.besloten_door, uitneming.besloten_op, uitneming.besluit_reden = door, timezone.now(), motivering
        if toewijzen:
            _eis_gehoord(uitneming, gelezen=zienswijze_gelezen)
            uitneming.nieuwe_penvoerder_id = nieuwe_penvoerder_id
        _naar(uitneming, uitkomst)
        if toewijzen:
            laat_gaan(
                deel,
                Aanvraagdeel.Stand.UITGENOMEN,
                reden=motivering,
                door=door,
                nieuwe_penvoerder_id=nieuwe_penvoerder_id,
            )
        betrokken = {deel.organisatie_id, *deelnemers(deel.aanvraag)}
        _meld(BerichtSoort.UITNEMING_BESLOTEN, uitneming, leden_met_rol(betrokken, Rol.TEKENBEVOEGDE))
        leg_vast("uitneming.besloten", door=door, over=deel.aanvraag, deel=deel.pk, uitkomst=Code(uitneming.stand))
    return uitneming


def _eis_ander_is_klaar(deel: Aanvraagdeel, door: Lidmaatschap) -> None:
    dossier = laad_dossier(deel.aanvraag)
    eigen, ander = dossier.deel_van(door.organisatie_id), dossier.deel_van(deel.organisatie_id)
    if eigen is None or ander is None or eigen.pk == ander.pk:
        raise DomeinFout("Dit stelt een andere deelnemer voor.", code="uitneming.geen_ander")
    if not deel_is_klaar(eigen):
        raise DomeinFout("Maak eerst uw eigen deel klaar.", code="uitneming.eigen_deel_niet_klaar")
    if ander.is_akkoord:
        raise DomeinFout(f"{ander.organisatie} is akkoord.", code="uitneming.is_akkoord")


def _zienswijze_tot(aanvraag: Aanvraag) -> datetime.date:
    vandaag = timezone.localdate()
    parameters = parameters_op(aanvraag.regeling, vandaag)
    sluit_op = aanvraag.uitvraag.sluit_op if aanvraag.uitvraag else None
    if sluit_op is None:
        raise DomeinFout("Deze aanvraag heeft geen sluitingsdag.", code="uitneming.zonder_sluiting")
    dagen = venster(sluit_op, parameters.uitnemen_dagen_voor_sluiting)
    if not dagen.bevat(vandaag):
        raise DomeinFout(
            f"Dit kan van {dagen.vanaf:%d-%m-%Y} tot en met {dagen.tot:%d-%m-%Y}.", code="uitneming.niet_nu"
        )
    return dagen.zienswijze_tot(vandaag, parameters.zienswijze_dagen)


def _eis_opvolger(deel: Aanvraagdeel, organisatie_id: int | None) -> None:
    if organisatie_id == deel.organisatie_id or organisatie_id not in deelnemers(deel.aanvraag):
        raise DomeinFout(
            "Dit deel is van de penvoerder. Kies welke deelnemer de pen overneemt.",
            code="uitneming.zonder_opvolger",
            veld="organisatie",
        )


def _eis_gehoord(uitneming: Uitneming, *, gelezen: bool) -> None:
    if uitneming.zienswijze_op is None and timezone.localdate() <= uitneming.zienswijze_tot:
        raise DomeinFout(
            f"De organisatie mag tot en met {uitneming.zienswijze_tot:%d-%m-%Y} haar zienswijze geven (Awb 4:8).",
            code="uitneming.nog_niet_gehoord",
        )
    if uitneming.zienswijze_op is not None and not gelezen:
        raise DomeinFout(
            "De organisatie gaf net haar zienswijze. Lees die eerst.", code="uitneming.zienswijze_ongelezen"
        )


def _vergrendel(uitneming_id: int) -> Uitneming:
    """Read after its application, a draft, was locked. The closing of the call leaves no proposal undecided."""
    aanvraag_id = Uitneming.objects.values_list("deel__aanvraag_id", flat=True).get(pk=uitneming_id)
    aanvraag = vergrendel_concept(aanvraag_id, ook_na_sluiting=True)
    uitneming = Uitneming.objects.select_related("deel__organisatie", "voorgesteld_door").get(pk=uitneming_id)
    uitneming.deel.aanvraag = aanvraag
    return uitneming


def _naar(uitneming: Uitneming, stand: Uitneming.Stand) -> None:
    Uitneming.VERLOOP.controleer(uitneming.stand, stand)
    uitneming.stand = stand
    uitneming.save()


def _meld(soort: BerichtSoort, uitneming: Uitneming, ontvangers: list[Lidmaatschap]) -> None:
    pad = reverse("subsidies:uitneming", args=[uitneming.deel.aanvraag.kenmerk, uitneming.pk])
    leg_bericht_klaar(soort=soort, ontvangers=ontvangers, over=uitneming, pad=pad)
