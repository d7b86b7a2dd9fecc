"""Writing the joint texts of an account."""

from kern.handeling import handeling
from organisaties.models import Lidmaatschap
from subsidies.models import Onderdeel
from subsidies.services.klad import gooi_klad_weg
from subsidies.services.slot import vergrendel
from subsidies.services.versies import eis_gelezen, leg_versie_vast
from verantwoording.models import Duiding
from verantwoording.samentoegang import eis_schrijft, mag_schrijven_erbij
from verantwoording.services.samen_akkoord import eis_open, laat_vervallen


def bewaar_duiding(*, duiding_id: int, tekst: str, versie: int, door: Lidmaatschap, blad: str = "") -> Duiding:
    """Save a joint text; who agreed to what stood there has to agree anew.

    Raises VersieConflict when somebody else saved it since `versie`; nothing is overwritten. The version itself is
    the record of who wrote what; a save is no act for the audit trail.
    """
    with handeling("duiding.bewaard", door=door, over=Duiding(pk=duiding_id)):
        duidingen = Duiding.objects.filter(pk=duiding_id)
        vergrendel(duidingen.values_list("verantwoording__aanvraag_id", flat=True).get())
        duiding = duidingen.select_related("verantwoording__aanvraag").annotate(**mag_schrijven_erbij(door)).get()
        eis_schrijft(door, duiding)
        eis_open(duiding.verantwoording)
        if duiding.tekst == tekst:
            gooi_klad_weg(soort=Onderdeel.DUIDING, onderdeel=duiding_id, door=door)
            return duiding
        eis_gelezen(Onderdeel.DUIDING, duiding_id, nu=duiding.versie, gelezen=versie, blad=blad)
        schrijf_duiding(duiding, tekst=tekst, door=door, blad=blad)
        laat_vervallen(duiding.verantwoording_id, door=door)
    return duiding


def schrijf_duiding(duiding: Duiding, *, tekst: str, door: Lidmaatschap, blad: str, heeft_klad: bool = True) -> None:
    """Write a text that was read under the lock and may be written: the last step of every save."""
    duiding.tekst = tekst
    duiding.versie += 1
    duiding.save(update_fields=["tekst", "versie"])
    leg_versie_vast(
        duiding.verantwoording.aanvraag,
        Onderdeel.DUIDING,
        duiding.pk,
        nummer=duiding.versie,
        inhoud={"tekst": tekst},
        door=door,
        blad=blad,
        heeft_klad=heeft_klad,
    )
