"""Deciding against the published order of a ceiling that is short: only with a reason (Awb 3:46, 4:26)."""

from collections.abc import Mapping
from decimal import Decimal

from kern.fouten import DomeinFout
from subsidies.selectors.rangschikking import laad_rangschikking
from thematafels.models import Thematafel

Verleend = Mapping[int, Mapping[int, Decimal]]


def eis_volgorde_of_reden(tafel: Thematafel | None, verleend: Verleend, reden: str) -> None:
    """Raise DomeinFout when these applications (by key, with amounts by year) pass another without a reason.

    `tafel` comes with its call and its regeling, and is locked by who decides.
    """
    if tafel is None or reden.strip():
        return
    if gepasseerd := laad_rangschikking(tafel).gepasseerd(verleend):
        raise DomeinFout(
            f"Er is te weinig geld, en {', '.join(gepasseerd)} gaat voor in de bekendgemaakte volgorde. "
            "Schrijf waarom u hiervan afwijkt (Awb 4:26).",
            code="besluit.rangschikking",
            veld="motivering",
        )
