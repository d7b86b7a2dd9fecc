"""Stories: what somebody told, without anything that leads back to a person, and with leave to share it.

A story that is removed is gone, and so is what it said before it was changed: nothing of it is kept elsewhere.
"""

from collections.abc import Collection
from dataclasses import dataclass

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from subsidies.services.slot import vergrendel
from verantwoording.models import Activiteitverslag, Verhaal
from verantwoording.regels.persoonsgegevens import vind_persoonsgegevens, zinnen
from verantwoording.services.verslag import eis_open
from verantwoording.toegang import eis_schrijft

MEESTE = 40


@dataclass(frozen=True, slots=True)
class Verteld:
    """What was filled in. `nagekeken`: what the check found and the writer says leads to nobody."""

    van: str
    tekst: str
    stadsdeel_id: int | None
    toestemming: bool
    nagekeken: Collection[str] = ()


def voeg_verhaal_toe(*, verslag_id: int, verteld: Verteld, door: Lidmaatschap) -> Verhaal:
    """Raises DomeinFout without leave, with personal data, or when there are enough stories already."""
    with handeling("verhaal.toegevoegd", door=door, over=Activiteitverslag(pk=verslag_id)):
        verslag = _om_te_schrijven(verslag_id, door)
        if verslag.verhalen.count() >= MEESTE:
            raise DomeinFout(f"Bij een activiteit passen ten hoogste {MEESTE} verhalen.", code="verhaal.te_veel")
        verhaal = Verhaal(verslag=verslag, door=door)
        _vul(verhaal, verteld)
        verhaal.save()
        leg_vast("verhaal.toegevoegd", door=door, over=verhaal, verslag=verslag_id)
    return verhaal


def wijzig_verhaal(*, verhaal_id: int, verteld: Verteld, door: Lidmaatschap) -> Verhaal:
    """The same for a story that is there."""
    with handeling("verhaal.gewijzigd", door=door, over=Verhaal(pk=verhaal_id)):
        verhaal = _verhaal(verhaal_id, door)
        _vul(verhaal, verteld)
        verhaal.save(update_fields=["van", "tekst", "stadsdeel", "toestemming", "nagekeken"])
        leg_vast("verhaal.gewijzigd", door=door, over=verhaal, verslag=verhaal.verslag_id)
    return verhaal


def verwijder_verhaal(*, verhaal_id: int, door: Lidmaatschap) -> None:
    """For good: who told it may take it back."""
    with handeling("verhaal.verwijderd", door=door, over=Verhaal(pk=verhaal_id)):
        verhaal = _verhaal(verhaal_id, door)
        leg_vast("verhaal.verwijderd", door=door, over=verhaal, verslag=verhaal.verslag_id)
        verhaal.delete()


def _vul(verhaal: Verhaal, verteld: Verteld) -> None:
    if not verteld.toestemming:
        raise DomeinFout(
            "Deel een verhaal alleen als de verteller dat goed vindt.", code="verhaal.toestemming", veld="toestemming"
        )
    vondsten = vind_persoonsgegevens(verteld.tekst)
    te_zien = [vondst for vondst in vondsten if vondst.hard or vondst.tekst not in verteld.nagekeken]
    if te_zien:
        raise DomeinFout(" ".join(zinnen(te_zien)), code="verhaal.persoonsgegevens", veld="tekst")
    verhaal.van, verhaal.tekst = verteld.van, verteld.tekst
    verhaal.stadsdeel_id, verhaal.toestemming = verteld.stadsdeel_id, verteld.toestemming
    verhaal.nagekeken = bool(vondsten)


def _verhaal(verhaal_id: int, door: Lidmaatschap) -> Verhaal:
    verslag = _om_te_schrijven(Verhaal.objects.values_list("verslag", flat=True).get(pk=verhaal_id), door)
    verhaal = Verhaal.objects.filter(pk=verhaal_id).first()
    if verhaal is None:
        raise DomeinFout("Dit verhaal is intussen verwijderd.", code="verhaal.weg")
    verhaal.verslag = verslag
    return verhaal


def _om_te_schrijven(verslag_id: int, door: Lidmaatschap) -> Activiteitverslag:
    verslagen = Activiteitverslag.objects.filter(pk=verslag_id)
    vergrendel(verslagen.values_list("deelverslag__verantwoording__aanvraag_id", flat=True).get())
    verslag = verslagen.select_related("deelverslag__deel__organisatie", "deelverslag__verantwoording__aanvraag").get()
    eis_schrijft(door, verslag.deelverslag)
    eis_open(verslag.deelverslag)
    return verslag
