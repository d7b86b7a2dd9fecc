"""Stories: what somebody told, without anything that leads back to a person, and with leave to share it.

A story that is taken back is gone, also from what was submitted. Changing one is for a report that is open; a document
that was submitted before keeps what it said then, until it is taken back.
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
from verantwoording.services.stuk_pdf import haal_uit_stukken
from verantwoording.services.verslag import eis_open
from verantwoording.toegang import eis_haalt_verhaal_weg, eis_schrijft

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


def neem_verhaal_terug(*, verslag_id: int, verhaal_id: int, door: Lidmaatschap) -> None:
    """Remove a story for good: who told it may take back the leave at any time, also when all is closed (AVG 7:3, 17).

    It goes from every document of the account that holds it, whose PDF is made again without it. No akkoord and no
    submission lapses. Raises DomeinFout when it is gone already.
    """
    with handeling("verhaal.verwijderd", door=door, over=Verhaal(pk=verhaal_id)):
        verslag = _vergrendel(verslag_id)
        eis_haalt_verhaal_weg(door, verslag.deelverslag)
        verhaal = verslag.verhalen.filter(pk=verhaal_id).first()
        if verhaal is None:
            raise DomeinFout("Dit verhaal is al weggehaald.", code="verhaal.weg")
        stukken = haal_uit_stukken(verhaal)
        leg_vast("verhaal.verwijderd", door=door, over=verhaal, verslag=verslag_id, stukken=stukken)
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
        raise DomeinFout("Dit verhaal is al weggehaald.", code="verhaal.weg")
    verhaal.verslag = verslag
    return verhaal


def _om_te_schrijven(verslag_id: int, door: Lidmaatschap) -> Activiteitverslag:
    verslag = _vergrendel(verslag_id)
    eis_schrijft(door, verslag.deelverslag)
    eis_open(verslag.deelverslag)
    return verslag


def _vergrendel(verslag_id: int) -> Activiteitverslag:
    """Read under the lock of its application."""
    verslagen = Activiteitverslag.objects.filter(pk=verslag_id)
    vergrendel(verslagen.values_list("deelverslag__verantwoording__aanvraag_id", flat=True).get())
    return verslagen.select_related("deelverslag__deel__organisatie", "deelverslag__verantwoording__aanvraag").get()
