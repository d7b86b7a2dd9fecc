"""What happens when a page saves itself: a real save if it can, else a klad. At most 8 queries with the session."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from subsidies.models import Klad, Versie
from subsidies.onderdelen.redenen import CONFLICT, ZELF_BEWAREN, leesbaar
from subsidies.onderdelen.soort import Soort
from subsidies.services import slot
from subsidies.services.klad import bewaar_klad, gooi_klad_weg
from subsidies.services.versies import VersieConflict
from subsidies.toegang import Erbij


@dataclass(frozen=True, slots=True)
class Bewaard:
    """Where the text is now: in the application as `versie`, or with a `code` in the klad of who typed it."""

    versie: int
    op: datetime.datetime
    code: str = ""

    @property
    def is_klad(self) -> bool:
        return bool(self.code)

    @property
    def is_conflict(self) -> bool:
        return self.code == CONFLICT

    @property
    def reden(self) -> str:
        return leesbaar(self.code)

    @property
    def zelf_bewaren(self) -> bool:
        return self.code in ZELF_BEWAREN


def bewaar_vanzelf(
    soort: Soort[Any], *, kenmerk: str, pk: int, data: QueryDict, gelezen: int, blad: str, door: Lidmaatschap
) -> Bewaard:
    """Raises Http404 and GeenRecht as the door does; every other refusal keeps the text as klad."""
    with transaction.atomic():
        slot.vergrendel_kenmerk(kenmerk)
        stuk = soort.haal(door, kenmerk, pk, **_erbij(soort, gelezen, blad, door), **soort.vanzelf_erbij())
        aanvraag = soort.aanvraag(stuk)
        try:
            soort.eis_open(stuk)
            _eis_gelezen(soort, stuk, gelezen, blad)
            nieuw = soort.bewaar_vanzelf(stuk, data, blad=blad, door=door)
        except DomeinFout as fout:
            op = bewaar_klad(
                aanvraag_id=aanvraag.pk,
                soort=soort.soort,
                onderdeel=pk,
                versie=gelezen,
                invoer=dict(data.lists()),
                reden=fout.code,
                door=door,
            )
            return Bewaard(gelezen, op, fout.code)
        if not nieuw and stuk.heeft_klad:
            gooi_klad_weg(soort=soort.soort, onderdeel=pk, door=door)
    return Bewaard(soort.versie(stuk), timezone.now())


def _erbij(soort: Soort[Any], gelezen: int, blad: str, door: Lidmaatschap) -> dict[str, Erbij]:
    """Read by the door itself, so after the lock was taken."""
    van_onderdeel = {"soort": soort.soort, "onderdeel": OuterRef("pk")}
    later = Versie.objects.filter(**van_onderdeel, nummer__gt=gelezen)
    return {
        "heeft_klad": Exists(Klad.objects.filter(**van_onderdeel, lidmaatschap=door)),
        "anders_bewaard": Exists(later.exclude(blad=blad)),
    }


def _eis_gelezen(soort: Soort[Any], stuk: Any, gelezen: int, blad: str) -> None:
    """As `services.versies.eis_gelezen`, with what the door read along."""
    nu = soort.versie(stuk)
    if gelezen != nu and (gelezen > nu or not blad or stuk.anders_bewaard):
        raise VersieConflict
