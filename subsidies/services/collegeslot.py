"""A case that waits for the college is decided by the college only, and what is proposed does not change meanwhile."""

from django.utils import timezone

from kern.fouten import DomeinFout
from subsidies.models import Aanvraag, Collegebesluit, Collegeregel


def eis_vrij_van_college(aanvraag: Aanvraag, collegebesluit: Collegebesluit | None = None) -> Collegeregel | None:
    """Raise DomeinFout when another collegebesluit than this one is to decide on the case, else give its place in that
    collegebesluit. `aanvraag` is locked."""
    regel = Collegeregel.objects.select_related("collegebesluit").filter(aanvraag=aanvraag, open=True).first()
    if regel is None and collegebesluit is not None:
        raise DomeinFout("Deze zaak hoort niet meer bij dit collegebesluit.", code="college.niet_in_voorstel")
    if regel is not None and regel.collegebesluit != collegebesluit:
        raise DomeinFout(
            f"Deze zaak ligt bij het college, in voorstel {regel.collegebesluit.kenmerk}. "
            "Haal haar eerst uit dat voorstel.",
            code="college.in_voorstel",
        )
    return regel


def sluit(regel: Collegeregel) -> None:
    """The case was decided on: it waits for the college no longer."""
    regel.open, regel.uitgevoerd_op, regel.fout = False, timezone.now(), ""
    regel.save(update_fields=["open", "uitgevoerd_op", "fout"])
