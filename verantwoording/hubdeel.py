"""Accountability on the page of a grant: the plan, the years, what was found, and a proposal that follows from it."""

from collections.abc import Mapping
from typing import Any

from organisaties.models import Lidmaatschap
from subsidies.models import Subsidie
from subsidies.vervolg import Standen
from uitvoering import hub
from uitvoering.selectors import begin
from verantwoording.models import Bevinding
from verantwoording.plantoegang import zichtbare_wijzigingen
from verantwoording.selectors.bevindingen import bevindingen_over
from verantwoording.selectors.hub import deelverantwoording
from verantwoording.selectors.te_laat import uit_te_laat

MEESTE = 5


def laad_verantwoording(_lid: Lidmaatschap, subsidie: Subsidie, _standen: Standen) -> Mapping[str, Any] | None:
    """The plan, the years and the newest findings: one query. None when nothing was agreed on.

    Who may know of this grant is the municipality or the recipient: findings are between those two.
    """
    gevonden = deelverantwoording(subsidie.deel_id)
    if not (gevonden.met_plan or gevonden.jaren):
        return None
    bevindingen = gevonden.bevindingen
    return {"verantwoording": gevonden, "bevindingen": bevindingen[:MEESTE], "meer": len(bevindingen) - MEESTE}


def laad_planwijzigingen(lid: Lidmaatschap, subsidie: Subsidie, _standen: Standen) -> Mapping[str, Any] | None:
    """The newest proposals to change what was agreed, with their answers: one query. None without any."""
    wijzigingen = zichtbare_wijzigingen(lid).filter(deel=subsidie.deel_id)
    voorstellen = list(wijzigingen.select_related("deel__organisatie", "deel__aanvraag")[:MEESTE])
    return {"voorstellen": voorstellen} if voorstellen else None


def uit_verslag(deelverslag_id: int, subsidie: Subsidie) -> dict[str, Any]:
    """The findings on one part, to begin the reasons of a proposal with."""
    rijen = [
        rij
        for rij in reversed(bevindingen_over(subsidie.deel_id))
        if rij.deelverslag_id == deelverslag_id and rij.soort == Bevinding.Soort.BEVINDING
    ]
    if not rijen:
        return {}
    regels = [f"- {rij.waarover}: {rij.tekst}" if rij.waarover else f"- {rij.tekst}" for rij in rijen]
    return {"motivering": "\n".join([f"Bij de verantwoording over {rijen[0].jaar} vonden wij:", *regels])}


hub.registreer(hub.Hubdeel("verantwoording", "Verantwoording", "verantwoording/_hub.html", laad_verantwoording))
hub.registreer(
    hub.Hubdeel("planwijzigingen", "Wijzigingen van het plan", "verantwoording/_hub_plan.html", laad_planwijzigingen)
)
begin.registreer("deelverslag", uit_verslag)
begin.registreer("te_laat", uit_te_laat)
