"""Choosing from which budget a table is paid."""

from begroting.models import Bestedingsdoel
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Beschikkingsbedrag, Jaardekking
from subsidies.services.slot import vergrendel_tafel
from thematafels.models import Thematafel


def kies_dekking(*, tafel_id: int, jaar: int, bestedingsdoel_id: int, door: Lidmaatschap) -> Jaardekking:
    """Pay the grants of a table in one year from a purpose of a budget year.

    Raises DomeinFout for a year outside the call, or once grants of that year were committed.
    """
    with handeling("tafel.dekking_gekozen", door=door, over=Thematafel(pk=tafel_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, Rol.FINANCIEEL)
        tafel = vergrendel_tafel(tafel_id)
        if jaar not in tafel.uitvraag.jaren:
            raise DomeinFout(f"De uitvraag gaat niet over {jaar}.", code="dekking.jaar", veld="jaar")
        doel = Bestedingsdoel.objects.get(pk=bestedingsdoel_id)
        if Beschikkingsbedrag.objects.filter(
            jaar=jaar, verplichting__isnull=False, beschikking__deel__aanvraag__tafel=tafel
        ).exists():
            raise DomeinFout(f"Voor {jaar} is al verleend. De dekking staat vast.", code="dekking.in_gebruik")
        dekking, _ = Jaardekking.objects.update_or_create(tafel=tafel, jaar=jaar, defaults={"bestedingsdoel": doel})
        leg_vast("tafel.dekking_gekozen", door=door, over=tafel, tafel=tafel_id, jaar=jaar, doel=doel.pk)
    return dekking
