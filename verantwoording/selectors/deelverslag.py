"""The own part of one participant, and of all of a table: what was written of each activity, and what still misses."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from kern.models import Gebeurtenis
from subsidies.toegang import Erbij
from thematafels.models import Principe
from verantwoording.models import Activiteitverslag, Bevinding, Deelverslag, Verhaal
from verantwoording.regels.cijfers import Cijfer
from verantwoording.regels.klok import te_laat
from verantwoording.regels.verslag_compleet import Mist, verslag_mist
from verantwoording.selectors.cijfers import cijfers_van
from verantwoording.selectors.inhoud import VELDEN


@dataclass(frozen=True, slots=True)
class Activiteitstand:
    """One activity in a report: its numbers, how many stories it has, and what still misses."""

    verslag: Activiteitverslag
    principes: Sequence[str]
    cijfers: Sequence[Cijfer]
    verhalen: int
    mist: Sequence[Mist]

    @property
    def begonnen(self) -> bool:
        return self.verslag.versie > 0

    @property
    def compleet(self) -> bool:
        return not self.mist


@dataclass(frozen=True, slots=True)
class Deelstand:
    """An own part: its activities, and the questions of the officer that wait for an answer."""

    deelverslag: Deelverslag
    activiteiten: Sequence[Activiteitstand]
    vragen: int

    @property
    def klaar(self) -> int:
        return sum(activiteit.compleet for activiteit in self.activiteiten)

    @property
    def compleet(self) -> bool:
        return self.klaar == len(self.activiteiten) and not self.vragen

    @property
    def toestand(self) -> tuple[str, str]:
        """For the mark on a page: its colour, and in words."""
        match self.deelverslag.stand:
            case Deelverslag.Stand.OPEN if self.is_te_laat:
                return "let-op", "Te laat"
            case Deelverslag.Stand.OPEN:
                return "bezig", "Nog niet ingediend"
            case Deelverslag.Stand.VRAAG:
                return "let-op", "Vraag gesteld"
        return "klaar", f"{self.deelverslag.get_stand_display().capitalize()}{', te laat' if self.is_te_laat else ''}"

    @property
    def is_te_laat(self) -> bool:
        return te_laat(self.deelverslag.uiterlijk, self.deelverslag.ingediend_op, timezone.localdate())


def keren_ingediend(deelverslag: OuterRef) -> QuerySet[Gebeurtenis]:
    """Each time that an own part was handed in, from the trail: the row itself keeps only the first."""
    return Gebeurtenis.objects.filter(
        soort__in=("verslag.ingediend", "verslag.papier_ingediend"),
        over_soort=Deelverslag._meta.label_lower,
        over_id=deelverslag,
        geweigerd="",
    )


def ingediend_erbij() -> dict[str, Erbij]:
    """For a door: read along for `opnieuw_ingediend`."""
    return {"ingediend_keren": ArraySubquery(keren_ingediend(OuterRef("pk")).order_by("id").values("tijdstip"))}


def opnieuw_ingediend(deelverslag: Deelverslag) -> datetime.datetime | None:
    """When it was handed in again the last time; None when that never happened."""
    keren: list[datetime.datetime] = vars(deelverslag)["ingediend_keren"]
    return keren[-1] if len(keren) > 1 else None


def in_verslag() -> QuerySet[Activiteitverslag]:
    """What belongs in an account: of what is agreed for its year, and of what was written before the plan changed."""
    jaar = F("deelverslag__verantwoording__jaar")
    geldt = Q(afspraak__eerste_jaar__lte=jaar, afspraak__laatste_jaar__gte=jaar)
    geschreven = Q(versie__gt=0) | Exists(Verhaal.objects.filter(verslag=OuterRef("pk")))
    return Activiteitverslag.objects.filter(geldt | geschreven)


def volgende_erbij() -> dict[str, Erbij]:
    """For the door of one activity: the one that comes after it in its own part."""
    nummer = "afspraak__nummer"
    later = Q(afspraak__nummer__gt=OuterRef(nummer)) | Q(afspraak__nummer=OuterRef(nummer), pk__gt=OuterRef("pk"))
    volgende = in_verslag().filter(later, deelverslag=OuterRef("deelverslag")).order_by(nummer, "id")
    return {"volgende_id": Subquery(volgende.values("pk")[:1])}


def stand_van(deelverslag: Deelverslag) -> Deelstand:
    """One own part: five queries."""
    [stand] = standen_van([deelverslag])
    return stand


def standen_van(deelverslagen: Iterable[Deelverslag]) -> list[Deelstand]:
    """Any number of own parts, in the order given: five queries."""
    deelverslagen = list(deelverslagen)
    ids = [deelverslag.pk for deelverslag in deelverslagen]
    principes = Principe.objects.filter(afspraken=OuterRef("afspraak")).order_by("pk")
    verslagen: list[Any] = list(
        in_verslag()
        .filter(deelverslag__in=ids)
        .select_related("afspraak__subdoel", "afspraak__voorziening")
        .annotate(principenamen=ArraySubquery(principes.values("naam")), aantal_verhalen=Count("verhalen"))
        .order_by("afspraak__nummer", "id")
    )
    cijfers = cijfers_van([verslag.pk for verslag in verslagen])
    vragen = dict(
        Bevinding.objects.filter(deelverslag__in=ids, soort=Bevinding.Soort.VRAAG, antwoord_op=None)
        .order_by()
        .values_list("deelverslag")
        .annotate(Count("pk"))
    )
    per_deel: dict[int, list[Activiteitstand]] = defaultdict(list)
    for verslag in verslagen:
        per_deel[verslag.deelverslag_id].append(_stand(verslag, cijfers[verslag.pk]))
    return [
        Deelstand(deelverslag, per_deel[deelverslag.pk], vragen.get(deelverslag.pk, 0))
        for deelverslag in deelverslagen
    ]


def mist_aan(verslag: Activiteitverslag, principes: Sequence[str], cijfers: Sequence[Cijfer]) -> list[Mist]:
    """What this activity still lacks as it was saved; asks the database nothing."""
    return verslag_mist({veld: getattr(verslag, veld) for veld in VELDEN}, cijfers, met_principes=bool(principes))


def _stand(verslag: Any, cijfers: Sequence[Cijfer]) -> Activiteitstand:
    return Activiteitstand(
        verslag=verslag,
        principes=verslag.principenamen,
        cijfers=cijfers,
        verhalen=verslag.aantal_verhalen,
        mist=mist_aan(verslag, verslag.principenamen, cijfers),
    )
