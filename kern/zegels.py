"""Sealing the audit trail afterwards, and checking that nobody rewrote it (docs/spoor.md).

A hash that each act computes over the row before it would make all acts wait for each other. So acts only
insert, and a beat task closes what can no longer change: rows of finished transactions, in id order, each
zegel hashed over the one before.
"""

import datetime
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from kern.models import Gebeurtenis, Zegel, ZegelRegel
from kern.models.gebeurtenis import Xid8Field

GROOTSTE_ZEGEL = 5000  # rows in one zegel: bounds memory and the length of the transaction
MEESTE_BREUKEN = 100  # how many faults one check names
SPELING = datetime.timedelta(hours=1)  # far longer than any transaction of ours lives

_SLOT = 0x5A4547454C  # "ZEGEL": the advisory lock that only sealing takes
_HAALT_PER_KEER = 1000
_VELDEN = ("id", "tijdstip", "soort", "lidmaatschap_id", "over_soort", "over_id", "geweigerd", "feiten")

# A finished transaction lies below the oldest one still running. A row from "the future" came out of a backup
# of another cluster, which counted further than this one: its transaction ended long ago.
_AFGEROND = models.Q(
    xid__lt=models.Func(template="pg_snapshot_xmin(pg_current_snapshot())", output_field=Xid8Field())
) | models.Q(xid__gte=models.Func(template="pg_snapshot_xmax(pg_current_snapshot())", output_field=Xid8Field()))


@dataclass(frozen=True)
class Breuk:
    """One place where the trail is not what was sealed. `zegel` is its number."""

    zegel: int
    tekst: str


@dataclass(frozen=True)
class Uitkomst:
    """What a check found. `opvallend` are rows that ask for a look but do not break the chain."""

    zegels: int
    verzegeld: int
    open: int
    laatste_hash: str
    breuken: tuple[Breuk, ...]
    opvallend: tuple[str, ...]

    @property
    def is_heel(self) -> bool:
        return not self.breuken


def verzegel(grootste: int = GROOTSTE_ZEGEL) -> Zegel | None:
    """Close at most `grootste` rows that can no longer change. None when there are none.

    One transaction; only another sealing waits for it, never an act.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SLOT])
        vorige = Zegel.objects.order_by("-id").first()
        rijen = Gebeurtenis.objects.filter(_AFGEROND, zegelregel=None).order_by("id").values_list(*_VELDEN)
        ids: list[int] = []
        hash_ = _hash(vorige.hash if vorige else "", _noteer(rijen[:grootste].iterator(_HAALT_PER_KEER), ids))
        if not ids:
            return None
        zegel = Zegel.objects.create(vorige=vorige, aantal=len(ids), hash=hash_)
        ZegelRegel.objects.bulk_create(
            (ZegelRegel(gebeurtenis_id=pk, zegel=zegel) for pk in ids), batch_size=_HAALT_PER_KEER
        )
    return zegel


def controleer() -> Uitkomst:
    """Compute every zegel again, in one reading, and compare. Reads only; memory does not grow with the trail."""
    keten = _Keten()
    with transaction.atomic():
        for (pk, vorige_id, aantal, hash_), rijen in itertools.groupby(_verzegelde_rijen(), key=lambda rij: rij[:4]):
            aanwezig = (rij[4:] for rij in rijen if rij[5] is not None)
            keten.volgend_zegel(pk, vorige_id, aantal, hash_, aanwezig)
        if wezen := ZegelRegel.objects.filter(
            ~models.Exists(Zegel.objects.filter(pk=models.OuterRef("zegel_id")))
        ).count():
            keten.breek(keten.pk or 0, f"{wezen} gebeurtenissen horen bij een zegel dat er niet meer is.")
        los = Gebeurtenis.objects.filter(zegelregel=None).order_by("id").values_list(*_VELDEN)
        aantal_los = sum(1 for _ in keten.bekijk(los.iterator(_HAALT_PER_KEER), keten.laatste_tijd))
    return Uitkomst(
        zegels=keten.zegels,
        verzegeld=keten.verzegeld,
        open=aantal_los,
        laatste_hash=keten.hash,
        breuken=tuple(keten.breuken),
        opvallend=tuple(keten.opvallend),
    )


def regel(rij: tuple[Any, ...]) -> str:
    """One row in canonical form: JSON with sorted keys and no spaces, the time in UTC to the microsecond.

    The number of the transaction (xid) stays out: it means nothing outside the cluster that wrote it. Unlike
    kern.canoniek this takes any content: a row that was tampered with must give another hash, not an exception.
    """
    pk, tijdstip, soort, lidmaatschap_id, over_soort, over_id, geweigerd, feiten = rij
    inhoud = {
        "id": pk,
        "tijdstip": tijdstip.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "soort": soort,
        "lidmaatschap_id": lidmaatschap_id,
        "over": [over_soort, over_id],
        "geweigerd": geweigerd,
        "feiten": feiten,
    }
    return json.dumps(inhoud, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class _Keten:
    """The chain as far as it was read: the last link, and what was wrong on the way."""

    def __init__(self) -> None:
        self.pk: int | None = None
        self.hash = ""
        self.zegels = self.verzegeld = 0
        self.laatste_tijd: datetime.datetime | None = None
        self.breuken: list[Breuk] = []
        self.opvallend: list[str] = []

    def volgend_zegel(
        self, pk: int, vorige_id: int | None, aantal: int, hash_: str, rijen: Iterable[tuple[Any, ...]]
    ) -> None:
        ids: list[int] = []
        gevonden = _hash(self.hash, _noteer(self.bekijk(rijen, self.laatste_tijd), ids))
        if vorige_id != self.pk:
            self.breek(pk, "sluit niet aan op het zegel ervoor: er is een zegel weggehaald of tussengezet.")
        if len(ids) < aantal:
            self.breek(pk, f"er ontbreken {aantal - len(ids)} van de {aantal} gebeurtenissen.")
        elif len(ids) > aantal:
            self.breek(pk, f"er zijn {len(ids) - aantal} gebeurtenissen tussengezet.")
        elif gevonden != hash_:
            reeks = f"van {ids[0]} tot en met {ids[-1]} " if ids else ""
            self.breek(pk, f"een gebeurtenis {reeks}of het zegel zelf is gewijzigd.")
        self.pk, self.hash = pk, hash_
        self.zegels, self.verzegeld = self.zegels + 1, self.verzegeld + len(ids)

    def bekijk(self, rijen: Iterable[tuple[Any, ...]], grens: datetime.datetime | None) -> Iterator[tuple[Any, ...]]:
        """Let rows pass; one with a time far before `grens`, the latest of what was sealed, came in afterwards."""
        for rij in rijen:
            pk, tijdstip = rij[:2]
            if grens is not None and tijdstip < grens - SPELING and len(self.opvallend) < MEESTE_BREUKEN:
                self.opvallend.append(f"gebeurtenis {pk} draagt een tijdstip van ruim vóór een eerder zegel.")
            self.laatste_tijd = max(tijdstip, self.laatste_tijd or tijdstip)
            yield rij

    def breek(self, zegel: int, tekst: str) -> None:
        if len(self.breuken) < MEESTE_BREUKEN:
            self.breuken.append(Breuk(zegel, tekst))


def _verzegelde_rijen() -> Iterator[tuple[Any, ...]]:
    """Per zegel its id, link, count and hash, followed by a row of it: one row per gebeurtenis, in id order."""
    rijen = Zegel.objects.order_by("id", "regels__gebeurtenis_id").values_list(
        "id", "vorige_id", "aantal", "hash", *(f"regels__gebeurtenis__{veld}" for veld in _VELDEN)
    )
    return rijen.iterator(_HAALT_PER_KEER)


def _noteer(rijen: Iterable[tuple[Any, ...]], ids: list[int]) -> Iterator[str]:
    for rij in rijen:
        ids.append(rij[0])
        yield regel(rij)


def _hash(vorige: str, regels: Iterable[str]) -> str:
    som = hashlib.sha256(vorige.encode())
    for tekst in regels:
        som.update(b"\n" + tekst.encode())
    return som.hexdigest()
