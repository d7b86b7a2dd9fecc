"""Imports of figures: an officer offers a file, a worker looks what it would do, the officer confirms, a worker acts.

The import is one transaction: a series of which half is in would mislead who reads it, and a killed worker leaves
nothing. How far it is, is written beside that transaction, so that everybody can see it meanwhile.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from kern.bestanden import neem_aan
from kern.bestanden.soorten import CIJFERS
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.models import BestandStand
from kern.spoor import Code, leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from verantwoording.models import Inlezing
from verantwoording.services.inleesgang import Uitkomst, bekijk_bestand, lees_bestand_in

TAAK = "verantwoording.tasks.werk_aan_inlezing"
SLOT = 6_104
REDEN = "Cijfers inlezen doet een beleidsmedewerker."
ONVERWACHT = (
    "Er ging bij ons iets mis. Er is niets ingelezen. Bekijk het bestand opnieuw. Gaat het weer mis? Meld het de "
    "functioneel beheerder."
)

logger = logging.getLogger(__name__)

Stand = Inlezing.Stand


@dataclass(frozen=True, kw_only=True)
class Aanbod:
    """A file of figures, and what it does not say itself (verantwoording.inlezen.vorm.Keuzes and herkennen)."""

    vorm: str
    bestand: UploadedFile
    keuzes: dict[str, Any]


def bied_aan(*, aanbod: Aanbod, door: Lidmaatschap) -> Inlezing:
    """Keep the file; a worker looks at it. Raises DomeinFout on `bestand` for one that may not come in."""
    with handeling("inlezing.aangeboden", door=door):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden=REDEN)
        inlezing = Inlezing.objects.create(
            vorm=aanbod.vorm, bestand=neem_aan(aanbod.bestand, CIJFERS), keuzes=aanbod.keuzes, door=door
        )
        leg_vast("inlezing.aangeboden", door=door, over=inlezing, inlezing=inlezing.pk)
        na_commit(TAAK, inlezing.pk)
    return inlezing


def bevestig(*, inlezing_id: int, gezien: str, reden: str, door: Lidmaatschap) -> Inlezing:
    """Have it imported. `gezien` is the vingerafdruk of what the officer saw; revisions ask for a reason."""
    with handeling("inlezing.bevestigd", door=door, over=Inlezing(pk=inlezing_id)):
        inlezing = _van_ambtenaar(inlezing_id, door)
        Inlezing.VERLOOP.controleer(inlezing.stand, Stand.BEZIG)
        if gezien != inlezing.vingerafdruk:
            raise DomeinFout(
                "Er is opnieuw naar dit bestand gekeken. Kijk eerst wat er nu staat.", code="inlezen.gezien"
            )
        if not inlezing.nieuw and not inlezing.herzien:
            raise DomeinFout("Er is niets nieuws in te lezen.", code="inlezen.niets")
        if inlezing.herzien and not reden.strip():
            raise DomeinFout("Schrijf waarom deze cijfers worden herzien.", code="inlezen.reden", veld="reden")
        inlezing.reden, inlezing.voortgang = reden.strip(), 0
        _zet(inlezing, Stand.BEZIG, "reden", "voortgang")
        leg_vast(
            "inlezing.bevestigd",
            door=door,
            over=inlezing,
            inlezing=inlezing.pk,
            nieuw=inlezing.nieuw,
            herzien=inlezing.herzien,
        )
        na_commit(TAAK, inlezing.pk)
    return inlezing


def bekijk_opnieuw(*, inlezing_id: int, door: Lidmaatschap) -> None:
    """Look again: an indicator or area was added, or other figures came in since."""
    with handeling("inlezing.opnieuw", door=door, over=Inlezing(pk=inlezing_id)):
        inlezing = _van_ambtenaar(inlezing_id, door)
        inlezing.voortgang = 0
        _zet(inlezing, Stand.AANGEBODEN, "voortgang")
        leg_vast("inlezing.opnieuw", door=door, over=inlezing, inlezing=inlezing.pk)
        na_commit(TAAK, inlezing.pk)


def verwerp(*, inlezing_id: int, door: Lidmaatschap) -> None:
    """Let it go: nothing of it is imported."""
    with handeling("inlezing.verworpen", door=door, over=Inlezing(pk=inlezing_id)):
        inlezing = _van_ambtenaar(inlezing_id, door)
        _zet(inlezing, Stand.VERWORPEN)
        leg_vast("inlezing.verworpen", door=door, over=inlezing, inlezing=inlezing.pk)


def werk(*, inlezing_id: int) -> None:
    """Look at the file, or import it: what its state asks for. Twice does nothing the second time."""
    stand = Inlezing.objects.filter(pk=inlezing_id).values_list("stand", flat=True).first()
    doe = {Stand.AANGEBODEN: _bekijk, Stand.BEZIG: _lees_in}.get(Stand(stand)) if stand else None
    if doe is None:
        return
    try:
        with transaction.atomic(), _voortgang(inlezing_id) as meld:
            inlezing = _claim(inlezing_id, str(stand))
            if inlezing is not None:
                doe(inlezing, meld)
    except DomeinFout as fout:
        _mislukt(inlezing_id, str(stand), fout.bericht, fout.code)
    except (OperationalError, InterfaceError):
        raise  # the database is away or full: the sweeper hands it out again
    except Exception:
        logger.exception("Inlezing %s ging mis", inlezing_id)
        _mislukt(inlezing_id, str(stand), ONVERWACHT, "inlezen.onverwacht")


def veeg() -> None:
    """Hand out again what is not finished: a lost message, a killed worker, a file that was in quarantine."""
    wacht = Inlezing.objects.filter(stand__in=(Stand.AANGEBODEN, Stand.BEZIG))
    for inlezing_id in (
        wacht.exclude(bestand__stand=BestandStand.QUARANTAINE).order_by("pk").values_list("pk", flat=True)
    ):
        na_commit(TAAK, inlezing_id)


def _bekijk(inlezing: Inlezing, meld: Callable[[int], None]) -> None:
    uitkomst = bekijk_bestand(inlezing, meld)
    rij = Inlezing.objects.select_for_update(no_key=True).get(pk=inlezing.pk)
    if rij.stand == Stand.AANGEBODEN:  # else somebody let it go meanwhile
        _sluit_af(rij, Stand.PROEF, uitkomst)


def _lees_in(inlezing: Inlezing, meld: Callable[[int], None]) -> None:
    uitkomst = lees_bestand_in(inlezing, meld)
    inlezing.klaar_op = timezone.now()
    _sluit_af(inlezing, Stand.INGELEZEN, uitkomst, "klaar_op")
    leg_vast(
        "inlezing.ingelezen",
        door=None,
        over=inlezing,
        inlezing=inlezing.pk,
        nieuw=uitkomst.nieuw,
        herzien=uitkomst.herzien,
        fout=uitkomst.fout,
    )


def _claim(inlezing_id: int, stand: str) -> Inlezing | None:
    """The import, for the one worker that holds it; None when another does, or the file is not scanned yet.

    A lock by number and not on the row: how far it is, is written on that row by another connection.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [SLOT, inlezing_id])
        if not cursor.fetchone()[0]:
            return None
    inlezing = Inlezing.objects.select_related("bestand").filter(pk=inlezing_id, stand=stand).first()
    if inlezing is None or inlezing.bestand.stand == BestandStand.QUARANTAINE:
        return None
    if not inlezing.bestand.is_vrij:
        raise DomeinFout("Dit bestand is geweigerd bij de viruscontrole.", code="inlezen.virus")
    return inlezing


@contextmanager
def _voortgang(inlezing_id: int) -> Iterator[Callable[[int], None]]:
    """Says on the row how far the pass is, on a connection of its own, made when the file turns out to be long."""
    apart: list[BaseDatabaseWrapper] = []

    def meld(rij: int) -> None:
        try:
            if not apart:
                apart.append(connections.create_connection(DEFAULT_DB_ALIAS))
            with apart[0].cursor() as cursor:
                cursor.execute("UPDATE verantwoording_inlezing SET voortgang = %s WHERE id = %s", [rij, inlezing_id])
        except DatabaseError:
            logger.warning("De voortgang van inlezing %s is niet bij te houden", inlezing_id)

    try:
        yield meld
    finally:
        for verbinding in apart:
            verbinding.close()


def _sluit_af(inlezing: Inlezing, stand: str, uitkomst: Uitkomst, *velden: str) -> None:
    waarden = asdict(uitkomst) | {"voortgang": uitkomst.rijen, "melding": ""}
    for naam, waarde in waarden.items():
        setattr(inlezing, naam, waarde)
    _zet(inlezing, stand, *waarden, *velden)


def _mislukt(inlezing_id: int, stand: str, melding: str, code: str) -> None:
    with transaction.atomic():
        inlezing = Inlezing.objects.select_for_update(no_key=True).filter(pk=inlezing_id, stand=stand).first()
        if inlezing is None:
            return
        inlezing.melding = melding[:500]
        _zet(inlezing, Stand.MISLUKT, "melding")
        leg_vast("inlezing.mislukt", door=None, over=inlezing, inlezing=inlezing.pk, reden=Code(code))


def _van_ambtenaar(inlezing_id: int, door: Lidmaatschap) -> Inlezing:
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden=REDEN)
    return Inlezing.objects.select_for_update(no_key=True).get(pk=inlezing_id)


def _zet(inlezing: Inlezing, stand: str, *velden: str) -> None:
    Inlezing.VERLOOP.controleer(inlezing.stand, stand)
    inlezing.stand = stand
    inlezing.save(update_fields=["stand", *velden])
