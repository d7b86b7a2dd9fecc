"""Locking: every act on an application first locks its row, so that all acts on it come one after another."""

from django.utils import timezone

from kern.fouten import DomeinFout
from subsidies.models import Aanvraag, Aanvraagdeel
from thematafels.models import Thematafel


def vergrendel(aanvraag_id: int) -> Aanvraag:
    """Lock the application until the end of the transaction and read it afresh, with table, call and regeling."""
    return (
        Aanvraag.objects.select_for_update(of=("self",), no_key=True)
        .select_related("regeling", "uitvraag", "tafel__thema", "penvoerder")
        .get(pk=aanvraag_id)
    )


def vergrendel_concept(aanvraag_id: int) -> Aanvraag:
    """The same, for an act of drafting: refused once the application was submitted or the call has closed."""
    aanvraag = vergrendel(aanvraag_id)
    if aanvraag.stand != Aanvraag.Stand.CONCEPT:
        raise DomeinFout(
            f"De aanvraag is {aanvraag.get_stand_display()}. U kunt haar niet meer wijzigen.",
            code="aanvraag.geen_concept",
        )
    eis_open(aanvraag)
    return aanvraag


def vergrendel_deel(deel_id: int) -> Aanvraagdeel:
    """A part of a draft, read after its application was locked."""
    aanvraag = vergrendel_concept(Aanvraagdeel.objects.values_list("aanvraag_id", flat=True).get(pk=deel_id))
    deel = Aanvraagdeel.objects.select_related("organisatie").get(pk=deel_id)
    deel.aanvraag = aanvraag
    return deel


def vergrendel_tafel(tafel_id: int) -> Thematafel:
    """Lock a table: from which budgets it is paid does not change while one decides on its money."""
    return (
        Thematafel.objects.select_for_update(of=("self",), no_key=True)
        .select_related("thema__uitvraag")
        .get(pk=tafel_id)
    )


def eis_open(aanvraag: Aanvraag) -> None:
    uitvraag = aanvraag.uitvraag
    if uitvraag is not None and not uitvraag.is_open(timezone.now()):
        raise DomeinFout("De uitvraag is niet open: indienen en wijzigen kan niet.", code="uitvraag.niet_open")
