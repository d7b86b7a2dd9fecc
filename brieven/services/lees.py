from brieven.models import Brief
from brieven.opslag import lees
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap


def lees_brief(*, brief: Brief, door: Lidmaatschap) -> bytes:
    """The file of a letter; that its recipient opened it is kept. Raises DomeinFout when the file is damaged."""
    inhoud = lees(brief)
    if door.organisatie_id == brief.ontvanger_id:
        leg_vast("brief.ingezien", door=door, over=brief, kenmerk=Code(brief.kenmerk), sha256=Code(brief.sha256))
    return inhoud
