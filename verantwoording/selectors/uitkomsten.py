"""What submitted accounts say, from the figures that are kept beside them: nothing here adds up what was counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag
from thematafels.models import Niveau, Principe
from verantwoording.models import Activiteitverslag, Meetstand, Uitkomst, Verantwoording
from verantwoording.selectors.stuk import is_fictief
from verantwoording.stuk import Cel, Telling
from verantwoording.stukbeeld import staaf_van
from verantwoording.toegang import VOOR_DE_RAAD, zichtbare_verantwoordingen

HONDERD = Decimal(100)
GEHAALD = Q(bereikt=True)
NIET_GEHAALD = Q(bereikt=False)
ONBEKEND = Q(bereikt=None)


@dataclass(frozen=True, slots=True)
class Score:
    """How many targets (or activities) were reached, missed, and of how many nobody knows."""

    gehaald: int = 0
    niet: int = 0
    onbekend: int = 0

    @property
    def samen(self) -> int:
        return self.gehaald + self.niet + self.onbekend

    @property
    def deel(self) -> Decimal | None:
        """Of those that are known, in percents; None when none is."""
        bekend = self.gehaald + self.niet
        return (Decimal(self.gehaald) * HONDERD / bekend).quantize(Decimal(1)) if bekend else None


def zichtbare_uitkomsten(lid: Lidmaatschap) -> QuerySet[Uitkomst]:
    """Of accounts that this membership may read and that the table submitted: never of a draft, for nobody."""
    return Uitkomst.objects.filter(verantwoording__in=_ingediend(lid))


def met_uitkomsten(lid: Lidmaatschap) -> QuerySet[Verantwoording]:
    """Those accounts, as far as anything was done: to choose from without reading what."""
    return _ingediend(lid).filter(Exists(Uitkomst.objects.filter(verantwoording=OuterRef("pk")))).order_by()


def _ingediend(lid: Lidmaatschap) -> QuerySet[Verantwoording]:
    return zichtbare_verantwoordingen(lid).filter(stand__in=VOOR_DE_RAAD)


def scores(rijen: QuerySet[Any], *per: str) -> dict[Any, Score]:
    """Counted by these fields, by key (a tuple when there are more): one query."""
    geteld = (
        rijen.order_by()
        .values_list(*per)
        .annotate(
            gehaald=Count("pk", filter=GEHAALD),
            niet=Count("pk", filter=NIET_GEHAALD),
            onbekend=Count("pk", filter=ONBEKEND),
        )
    )
    return {
        sleutel[0] if len(sleutel) == 1 else tuple(sleutel): Score(*aantallen)
        for *sleutel, aantallen in ((*rij[:-3], rij[-3:]) for rij in geteld)
    }


def per_niveau(tellingen: Mapping[str, Score]) -> list[tuple[Niveau, Score]]:
    """All levels in their order, also those without a target."""
    return [(niveau, tellingen.get(niveau.value, Score())) for niveau in Niveau]


@dataclass(frozen=True, slots=True)
class Gedane:
    """One activity of a submitted account, as its page and its line in the search show it."""

    uitkomst: Uitkomst
    kenmerk: str
    thema: str
    subdoel: str
    principes: Sequence[str]
    tellingen: Sequence[Telling]
    fictief: bool

    @property
    def naam(self) -> str:
        return self.uitkomst.naam

    @property
    def status(self) -> tuple[str, str]:
        """For the mark on a page: its colour, and in words."""
        return UITSLAG[self.uitkomst.bereikt]

    @property
    def gedaan(self) -> str:
        return Activiteitverslag.Gedaan(self.uitkomst.volgens_plan).label if self.uitkomst.volgens_plan else ""

    @property
    def cijfers(self) -> list[str]:
        """Each indicator in words."""
        return [_in_woorden(telling) for telling in self.tellingen]

    @property
    def op_niveaus(self) -> list[tuple[Niveau, list[Telling]]]:
        """The levels on which something was agreed."""
        groepen = ((niveau, [een for een in self.tellingen if een.niveau == niveau]) for niveau in Niveau)
        return [(niveau, tellingen) for niveau, tellingen in groepen if tellingen]


UITSLAG = {
    True: ("klaar", "Doelen gehaald"),
    False: ("let-op", "Niet alle doelen gehaald"),
    None: ("rust", "Niet bekend"),
}


def met_erbij(uitkomsten: QuerySet[Uitkomst]) -> QuerySet[Uitkomst]:
    """With what `gedanen` shows of them."""
    principes = Principe.objects.filter(afspraken=OuterRef("verslag__afspraak")).order_by("volgorde", "pk")
    return uitkomsten.select_related(
        "verslag__afspraak__subdoel",
        "verantwoording__aanvraag__tafel__thema",
        "verantwoording__aanvraag__uitvraag",
        "verantwoording__aanvraag__penvoerder",
    ).annotate(principenamen=ArraySubquery(principes.values("naam")))


def gedanen(uitkomsten: Iterable[Any]) -> list[Gedane]:
    """Of one page of `met_erbij`: one query."""
    uitkomsten = list(uitkomsten)
    tellingen: dict[int, list[Telling]] = defaultdict(list)
    standen = Meetstand.objects.filter(uitkomst__in=[uitkomst.pk for uitkomst in uitkomsten])
    for stand in standen.select_related("meetafspraak").order_by("id"):
        tellingen[stand.uitkomst_id].append(_telling(stand))
    return [
        Gedane(
            uitkomst=uitkomst,
            kenmerk=uitkomst.verantwoording.aanvraag.kenmerk,
            thema=themanaam(uitkomst.verantwoording.aanvraag),
            subdoel=uitkomst.verslag.afspraak.subdoel.naam,
            principes=uitkomst.principenamen,
            tellingen=tellingen[uitkomst.pk],
            fictief=is_fictief(uitkomst.verantwoording.aanvraag),
        )
        for uitkomst in uitkomsten
    ]


def themanaam(aanvraag: Aanvraag) -> str:
    return aanvraag.tafel.thema.naam if aanvraag.tafel else aanvraag.naam


def _telling(stand: Meetstand) -> Telling:
    afspraak = stand.meetafspraak
    return Telling(
        niveau=stand.niveau,
        naam=afspraak.naam,
        eenheid=afspraak.eenheid,
        richting=afspraak.richting,
        hoe=afspraak.hoe,
        wanneer=afspraak.wanneer,
        door=afspraak.door,
        doel=stand.doel,
        waarde=stand.waarde,
        opgeteld=False,
        reden=stand.reden,
        cellen=tuple(
            Cel(doelgroep=groep, stadsdeel=deel, doel=_getal(doel), waarde=_getal(waarde))
            for groep, deel, doel, waarde in stand.cellen
        ),
    )


def _in_woorden(telling: Telling) -> str:
    return f"{telling.naam}: {staaf_van(telling, telling.naam).tekst}"


def _getal(tekst: str | None) -> Decimal | None:
    return None if tekst is None else Decimal(tekst)
