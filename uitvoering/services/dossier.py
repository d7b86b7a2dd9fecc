"""The file of a case as one PDF, for who decides on an objection (Awb 7:4; docs/bezwaar.md)."""

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE, eis_rol
from subsidies.models import Aanvraag
from uitvoering.dossierstukken import stukken_van
from uitvoering.uitvoer.dossier import lees, voeg_samen

MEESTE_BLADEN = 1_000
MEESTE_BYTES = 150 * 2**20


def maak_dossier(*, aanvraag: Aanvraag, door: Lidmaatschap) -> bytes:
    """Everything in the case, in order, for officers. The same case on the same day gives the same bytes.

    Raises DomeinFout `dossier.te_groot` for more pages or bytes than one file can hold.
    """
    with handeling("dossier.gemaakt", door=door, over=aanvraag):
        eis_rol(door, *GEMEENTE)
        stukken = stukken_van(aanvraag)
        if sum(len(stuk.inhoud) for stuk in stukken) > MEESTE_BYTES:
            raise _te_groot()
        regels = [lees(nummer, stuk) for nummer, stuk in enumerate(stukken, start=1)]
        if sum(len(regel.bladen) for regel in regels) > MEESTE_BLADEN:
            raise _te_groot()
        inhoud = voeg_samen(aanvraag, regels)
        leg_vast("dossier.gemaakt", door=door, over=aanvraag, kenmerk=Code(aanvraag.kenmerk), stukken=len(regels))
    return inhoud


def _te_groot() -> DomeinFout:
    return DomeinFout("Dit dossier is te groot voor één bestand. Vraag de stukken los op.", code="dossier.te_groot")
