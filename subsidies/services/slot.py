"""Locking: every act on an application first locks its row, so that all acts on it come one after another."""

import datetime

from django.utils import timezone

from kern.fouten import DomeinFout
from kern.selectors import storingen
from subsidies.models import Aanvraag, Aanvraagdeel, Indiening
from subsidies.regels.tijdigheid import Tijdigheid, tijdigheid
from thematafels.models import Thematafel, Uitvraag


def vergrendel(aanvraag_id: int) -> Aanvraag:
    """Lock the application until the end of the transaction and read it afresh, with table, call and regeling.

    Not with the penvoerder: when that changes while one waits for the lock, PostgreSQL finds no row that joins.
    """
    return (
        Aanvraag.objects.select_for_update(of=("self",), no_key=True)
        .select_related("regeling", "uitvraag", "tafel__thema")
        .get(pk=aanvraag_id)
    )


def vergrendel_concept(aanvraag_id: int, *, ook_na_sluiting: bool = False) -> Aanvraag:
    """The same, for an act of drafting: refused once the application was submitted or the call has closed.

    `ook_na_sluiting`: agreeing, leaving and submitting go on after the closing, as late; what was written no longer
    changes, and nobody joins.
    """
    aanvraag = vergrendel(aanvraag_id)
    eis_concept(aanvraag, ook_na_sluiting=ook_na_sluiting)
    return aanvraag


def vergrendel_kenmerk(kenmerk: str) -> None:
    """Only the lock, for who reads what they need afterwards. An unknown kenmerk locks nothing."""
    list(Aanvraag.objects.select_for_update(no_key=True).filter(kenmerk=kenmerk).values_list("pk", flat=True))


def vergrendel_deel(deel_id: int, *, ook_na_sluiting: bool = False) -> Aanvraagdeel:
    """A part of a draft, read after its application was locked."""
    aanvraag_id = Aanvraagdeel.objects.values_list("aanvraag_id", flat=True).get(pk=deel_id)
    aanvraag = vergrendel_concept(aanvraag_id, ook_na_sluiting=ook_na_sluiting)
    deel = Aanvraagdeel.objects.select_related("organisatie").get(pk=deel_id)
    deel.aanvraag = aanvraag
    if deel.stand != Aanvraagdeel.Stand.ACTIEF:
        raise DomeinFout(
            f"{deel.organisatie.naam} doet niet meer mee aan deze aanvraag. Wat er stond is bewaard.",
            code="deel.doet_niet_mee",
        )
    return deel


def vergrendel_tafel(tafel_id: int) -> Thematafel:
    """Lock a table: from which budgets it is paid does not change while one decides on its money."""
    return (
        Thematafel.objects.select_for_update(of=("self",), no_key=True)
        .select_related("thema__uitvraag")
        .get(pk=tafel_id)
    )


def eis_concept(aanvraag: Aanvraag, *, ook_na_sluiting: bool = False) -> None:
    """Refused once the application was submitted or the call has closed."""
    if aanvraag.stand != Aanvraag.Stand.CONCEPT:
        raise DomeinFout(
            f"De aanvraag is {aanvraag.get_stand_display()}. U kunt haar niet meer wijzigen.",
            code="aanvraag.geen_concept",
        )
    eis_open(aanvraag, ook_na_sluiting=ook_na_sluiting)


def eis_digitaal(aanvraag: Aanvraag) -> None:
    """Refused for an application that came on paper: who takes part, and what they signed, stands on the paper."""
    if aanvraag.ingevoerd_door_id is not None:
        raise DomeinFout(
            "Deze aanvraag kwam op papier binnen. Een beleidsmedewerker legt haar vast.", code="aanvraag.op_papier"
        )


def eis_open(aanvraag: Aanvraag, *, ook_na_sluiting: bool = False) -> None:
    """Refused while the call is not open. An outage of ours gives its lost time back (Awb 2:21); what an officer
    enters from paper was sent before. A call that was closed early is closed for writing, but nobody is late yet."""
    uitvraag, nu = aanvraag.uitvraag, timezone.now()
    op_papier = aanvraag.ingevoerd_door_id is not None and uitvraag is not None and uitvraag.gepubliceerd_op
    if uitvraag is None or uitvraag.is_open(nu) or op_papier:
        return
    gesloten = uitvraag.stand == Uitvraag.Stand.GESLOTEN or (uitvraag.sluit_op is not None and uitvraag.sluit_op <= nu)
    if gesloten and (ook_na_sluiting or tijdigheid_nu(aanvraag, nu).soort == Indiening.Tijdigheid.VERSCHOOND):
        return
    raise DomeinFout("De uitvraag is niet open: indienen en wijzigen kan niet.", code="uitvraag.niet_open")


def tijdigheid_nu(aanvraag: Aanvraag, ontvangen: datetime.datetime) -> Tijdigheid:
    """Whether what arrives at that moment is in time, with the outages on record."""
    uitvraag = aanvraag.uitvraag
    if uitvraag is None or uitvraag.opent_op is None or uitvraag.sluit_op is None or ontvangen < uitvraag.sluit_op:
        return tijdigheid(uitvraag, ontvangen, ())
    return tijdigheid(uitvraag, ontvangen, storingen(uitvraag.opent_op, ontvangen))
