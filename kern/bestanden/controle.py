"""From quarantine to free or refused, and the tidying of the storage. Every step may be done twice.

The lock on the row is the claim: a second worker passes it by, and a killed one lets go at once.
"""

import datetime
import logging
from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from kern.bestanden.opslag import MAP, lees
from kern.bestanden.scan import GeenUitslag, ScannerWeg, scan
from kern.fouten import DomeinFout
from kern.models import Bestand, BestandStand
from kern.spoor import Code, leg_vast

logger = logging.getLogger(__name__)

PER_VEEG = 100
WEES_NA = datetime.timedelta(days=1)  # longer than any act that stores a file takes to commit


def scan_bestand(bestand_id: int) -> None:
    """Let the scanner judge one file in quarantine. Without its clear answer the file stays there.

    Raises GeenUitslag for who wants to know why; the row is then as it was.
    """
    if not settings.CLAMD_ADRES:
        return
    with transaction.atomic():
        bestand = Bestand.objects.te_scannen().select_for_update(skip_locked=True).filter(pk=bestand_id).first()
        if bestand is None:
            return
        gevonden = scan(_inhoud(bestand), settings.CLAMD_ADRES)
        _oordeel(bestand, gevonden)


def veeg() -> None:
    """Scan what was left behind. A scanner that is away is asked once.

    In no order: a file on which the scanner chokes does not keep the others waiting.
    """
    blijven_liggen = Bestand.objects.blijven_liggen(timezone.now()).order_by("?").values_list("pk", flat=True)
    for bestand_id in list(blijven_liggen[:PER_VEEG]):
        try:
            scan_bestand(bestand_id)
        except ScannerWeg as fout:
            logger.warning("De bestanden in quarantaine wachten: %s", fout)
            return
        except GeenUitslag as fout:
            logger.warning("Bestand %s blijft in quarantaine: %s", bestand_id, fout)


def ruim_op() -> int:
    """Remove the files that no row needs: of refused ones, and of acts that were rolled back. Returns how many."""
    voor = timezone.now() - WEES_NA
    aantal = 0
    for map_, namen in _mappen():
        nodig = set(
            Bestand.objects.met_inhoud().filter(bestand__startswith=f"{map_}/").values_list("bestand", flat=True)
        )
        for naam in namen - nodig:
            if default_storage.get_modified_time(naam) < voor:
                default_storage.delete(naam)
                aantal += 1
    return aantal


def _inhoud(bestand: Bestand) -> bytes:
    try:
        return lees(bestand)
    except DomeinFout as fout:
        raise GeenUitslag("het staat niet heel in de opslag") from fout


def _oordeel(bestand: Bestand, gevonden: str) -> None:
    """Write what the scanner said. A refused file leaves the storage; its row tells what it was."""
    stand = BestandStand.GEWEIGERD if gevonden else BestandStand.VRIJ
    Bestand.VERLOOP.controleer(bestand.stand, stand)
    bestand.stand = stand
    bestand.gescand_op = timezone.now()
    bestand.reden = f"De viruscontrole vond {gevonden}."[:200] if gevonden else ""
    bestand.save(update_fields=["stand", "reden", "gescand_op"])
    if gevonden:
        leg_vast("bestand.geweigerd", door=None, over=bestand, sha256=Code(bestand.sha256))
        naam = str(bestand.bestand)
        transaction.on_commit(lambda: default_storage.delete(naam), robust=True)


def _mappen() -> Iterator[tuple[str, set[str]]]:
    """Each directory of the storage with the full names of its files."""
    if not default_storage.exists(MAP):
        return
    for deel in default_storage.listdir(MAP)[0]:
        map_ = f"{MAP}/{deel}"
        yield map_, {f"{map_}/{naam}" for naam in default_storage.listdir(map_)[1]}
