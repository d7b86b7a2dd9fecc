"""What submitted accounts say, from the figures that are kept beside them: nothing here adds up what was counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

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
    """With what `gedanen` shows of them: two queries. Read by `iterator`, one and then one for every chunk."""
    principes = Principe.objects.filter(afspraken=OuterRef("verslag__afspraak")).order_by("volgorde", "pk")
    return (
        uitkomsten.select_related(
            "verslag__afspraak__subdoel",
            "verantwoording__aanvraag__tafel__thema",
            "verantwoording__aanvraag__uitvraag",
            "verantwoording__aanvraag__penvoerder",
        )
        .annotate(principenamen=ArraySubquery(principes.values("naam")))
        .prefetch_related(Prefetch("meetstanden", Meetstand.objects.select_related("meetafspraak").order_by("id")))
    )


def gedanen(uitkomsten: Iterable[Any]) -> Iterator[Gedane]:
    """Of `met_erbij`, one by one: nothing is read here."""
    for uitkomst in uitkomsten:
        aanvraag = uitkomst.verantwoording.aanvraag
        yield Gedane(
            uitkomst=uitkomst,
            kenmerk=aanvraag.kenmerk,
            thema=themanaam(aanvraag),
            subdoel=uitkomst.verslag.afspraak.subdoel.naam,
            principes=uitkomst.principenamen,
            tellingen=[_telling(stand) for stand in uitkomst.meetstanden.all()],
            fictief=is_fictief(aanvraag),
        )


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
