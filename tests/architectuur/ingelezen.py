"""Imports of figures for the town of tests.architectuur: one to look at, with all that its page can show."""

from organisaties.models import Lidmaatschap
from tests.hulp.fabriek import maak_bestand
from verantwoording.models import Inlezing


def maak_inlezing(door: Lidmaatschap) -> Inlezing:
    """Looked at: a figure that is new, one that is revised, one that is wrong."""
    inlezing = Inlezing.objects.create(vorm="lang", bestand=maak_bestand(), door=door)
    inlezing.stand = Inlezing.Stand.PROEF
    inlezing.nieuw = inlezing.herzien = inlezing.fout = 1
    inlezing.fouten = [[3, "waarde", "‘veel’ is geen getal zoals 1.234,5."]]
    inlezing.herzieningen = [
        [2, "Contact", "Peiling", "Haarlem", "2016", "55.0000", "", "56.5000", "ruim", "", "", "%"],
        [4, "Contact", "Peiling", "Haarlem", "2020", None, None, "58.0000", "", "", "56.0000 – 60.0000", "%"],
    ]
    inlezing.opmerkingen = ["Bron: Peiling"]
    inlezing.save()
    return inlezing
