"""Putting numbers from a sheet in the reports of an own part: all of them, or none."""

from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from subsidies.services.slot import vergrendel
from verantwoording.metingblad.verschil import Verschil
from verantwoording.models import Deelverslag
from verantwoording.services.verslag import eis_open, zet_metingen
from verantwoording.toegang import eis_schrijft


def schrijf_metingen(*, deelverslag_id: int, verschil: Verschil, door: Lidmaatschap) -> int:
    """Write each number that differs, with a version of every report that changes; returns how many.

    Raises VersieConflict when somebody saved in one of these reports since they were compared.
    """
    with handeling("verslag.ingelezen", door=door, over=Deelverslag(pk=deelverslag_id)):
        delen = Deelverslag.objects.filter(pk=deelverslag_id)
        vergrendel(delen.values_list("verantwoording__aanvraag_id", flat=True).get())
        deelverslag = delen.select_related("verantwoording__aanvraag", "deel__organisatie").get()
        eis_schrijft(door, deelverslag)
        eis_open(deelverslag)
        for verslag_id, versie in verschil.activiteiten.items():
            zet_metingen(verslag_id=verslag_id, waarden=verschil.van(verslag_id), versie=versie, door=door)
        aantal = len(verschil.wijzigingen)
        leg_vast(
            "verslag.ingelezen", door=door, over=deelverslag, jaar=deelverslag.verantwoording.jaar, getallen=aantal
        )
    return aantal
