"""Locking: first the application, then the proposal, then the grants (subsidies.services.vervolgbesluit)."""

from kern.fouten import DomeinFout
from subsidies.services.slot import vergrendel
from uitvoering.models import Vervolgvoorstel


def vergrendel_voorstel(voorstel_id: int) -> Vervolgvoorstel:
    """Lock the application of a proposal and the proposal itself. Raises DomeinFout when it does not exist."""
    aanvraag_id = Vervolgvoorstel.objects.filter(pk=voorstel_id).values_list("aanvraag_id", flat=True).first()
    if aanvraag_id is None:
        raise DomeinFout("Dit voorstel bestaat niet.", code="vervolg.onbekend")
    aanvraag = vergrendel(aanvraag_id)
    voorstel = Vervolgvoorstel.objects.select_for_update(no_key=True).get(pk=voorstel_id)
    voorstel.aanvraag = aanvraag
    return voorstel
