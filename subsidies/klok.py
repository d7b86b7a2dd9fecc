"""The legal clock of an application, from the regeling that governs it."""

from django.utils import timezone

from kern.selectors import vrije_dagen
from kern.termijnen import beslistermijn as klok
from kern.termijnen.stappen import amsterdam_dag, laatste_open_dag
from regelingen.selectors import parameters_op
from subsidies.models import Aanvraag


def beslistermijn(aanvraag: Aanvraag) -> klok.Beslistermijn:
    """The last day to decide (Awb 4:13), with its steps. Asks for a submitted application: it has a day of receipt."""
    if aanvraag.ontvangen_op is None:
        raise ValueError("Een aanvraag die niet is ontvangen heeft geen beslistermijn")
    ontvangen = amsterdam_dag(aanvraag.ontvangen_op)
    parameters = parameters_op(aanvraag.regeling, ontvangen)
    sluit_op = aanvraag.uitvraag.sluit_op if aanvraag.uitvraag else None
    return klok.beslistermijn(
        ontvangen=ontvangen,
        peildatum=timezone.localdate(),
        regel=klok.Beslisregel(
            weken=parameters.beslistermijn_weken,
            vanaf="sluiting" if parameters.beslistermijn_vanaf == "sluiting" else "ontvangst",
            verdaging_toegestaan=parameters.verdaging_toegestaan,
            verdaging_max_weken=parameters.verdaging_max_weken,
            artikel=f"Awb 4:13; {parameters.asv_naam}",
        ),
        sluiting=laatste_open_dag(sluit_op) if sluit_op else None,
        vrij=vrije_dagen(),
    )
