"""How a ceiling that is short is divided: as it was published with the call (Awb 4:26 lid 2)."""

from django.utils import timezone

from kern.termijnen.stappen import amsterdam_dag
from regelingen.models import Regeling
from regelingen.parameters import Parameters
from regelingen.selectors import parameters_op
from regelingen.waarden import VERDEELMETHODEN
from thematafels.models import Uitvraag


def verdeelregels(regeling: Regeling, uitvraag: Uitvraag | None) -> Parameters:
    """The rules of the day of publication, with the method as frozen then; of today without a call. One query."""
    if uitvraag is None:
        return parameters_op(regeling, timezone.localdate())
    dag = amsterdam_dag(uitvraag.gepubliceerd_op) if uitvraag.gepubliceerd_op else timezone.localdate()
    return Parameters.uit_dict(parameters_op(regeling, dag).als_dict() | uitvraag.verdeelregels)


def verdeelmethode_naam(uitvraag: Uitvraag | None) -> str:
    """For people, as it was frozen; empty where nothing was. No query."""
    return VERDEELMETHODEN.get(uitvraag.verdeelregels.get("verdeelmethode", ""), "") if uitvraag else ""
