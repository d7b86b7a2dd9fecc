"""One submitted account as the council reads it: what was promised, reached and felt, and what nobody knows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Func, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kern.grafiek_doel import Doelstaaf, Doelstaven, doelstaven, gedeelde_schaal
from subsidies.toegang import Erbij
from thematafels.models import Niveau
from verantwoording.models import (
    Bereikstand,
    Meetstand,
    Stukverhaal,
    Uitkomst,
    Verantwoording,
    Verantwoordingsstuk,
)
from verantwoording.regels.optellen import Optelling
from verantwoording.selectors.uitkomsten import Gedane, Score, gedanen, met_erbij, per_niveau, scores
from verantwoording.stuk import Stuk, Vertelling, Woorden
from verantwoording.stukbeeld import Stukbeeld, staaf_van, teken

PER_BLADZIJDE = 6
MEESTE_GEMISTE = 20


class ZonderActiviteiten(Func):
    """The document without what it says of each activity: small, whatever the size of the table."""

    template = (
        "jsonb_set(%(expressions)s, '{inhoud,delen}', (SELECT coalesce(jsonb_agg("
        "jsonb_set(deel, '{activiteiten}', '[]') ORDER BY plek), '[]') "
        "FROM jsonb_array_elements(%(expressions)s #> '{inhoud,delen}') WITH ORDINALITY AS delen (deel, plek)))"
    )
    output_field = JSONField()


@dataclass(frozen=True, slots=True)
class Bereikbeeld:
    """Who was reached, by group or by district: a table, and a chart per unit."""

    wat: str
    rijen: Sequence[Optelling]
    diagrammen: Sequence[Doelstaven]


@dataclass(frozen=True, slots=True)
class Activiteitbeeld:
    """One activity with its bars, each indicator on its own scale, and what was told."""

    een: Gedane
    diagrammen: Sequence[Doelstaven]
    verhalen: Sequence[Vertelling]


@dataclass(frozen=True, slots=True)
class Gemist:
    """An agreed figure that nobody counted."""

    activiteit: str
    naam: str
    reden: str


@dataclass(frozen=True, slots=True)
class Raadsbeeld:
    """The page. `stuk` is the document without its activities: those are read a few at a time."""

    stuk: Stuk
    beeld: Stukbeeld
    niveaus: Sequence[tuple[Niveau, Score]]
    activiteiten: int
    volgens_plan: int
    verhalen: int
    bereik: Sequence[Bereikbeeld]
    bladzijde: Page[Any]
    beelden: Sequence[Activiteitbeeld]
    gemist: Sequence[Gemist]
    meer_gemist: int

    @property
    def doelen(self) -> Score:
        return self._op(*Niveau)

    @property
    def bereikt(self) -> Score:
        return self._op(Niveau.BEREIK)

    @property
    def gemerkt(self) -> Score:
        """What changed, as residents and as professionals see it."""
        return self._op(Niveau.BEWONER, Niveau.PROFESSIONAL)

    @property
    def met_staven(self) -> bool:
        """Some activity on this page shows bars."""
        return any(beeld.diagrammen for beeld in self.beelden)

    def _op(self, *niveaus: Niveau) -> Score:
        tellingen = [score for niveau, score in self.niveaus if niveau in niveaus]
        return Score(
            sum(een.gehaald for een in tellingen),
            sum(een.niet for een in tellingen),
            sum(een.onbekend for een in tellingen),
        )


def stuk_erbij() -> dict[str, Erbij]:
    """For the door of an account: its last document without the activities, read along."""
    stukken = Verantwoordingsstuk.objects.filter(verantwoording=OuterRef("pk")).order_by("-nummer")
    return {
        "licht_stuk": Subquery(stukken.values(licht=ZonderActiviteiten("inhoud"))[:1]),
        "stuknummer": Subquery(stukken.values("nummer")[:1]),
    }


def raadsbeeld(verantwoording: Verantwoording, bladzijde: str | None, activiteit: int | None = None) -> Raadsbeeld:
    """Six queries. `verantwoording` came with `stuk_erbij`; `activiteit` shows that one alone."""
    uitkomsten = Uitkomst.objects.filter(verantwoording=verantwoording)
    standen = Meetstand.objects.filter(uitkomst__verantwoording=verantwoording)
    stuk = Stuk.from_json(vars(verantwoording)["licht_stuk"])
    aantallen = uitkomsten.aggregate(
        alle=Count("pk", distinct=True),
        volgens_plan=Count("pk", filter=Q(volgens_plan="ja"), distinct=True),
        verhalen=Count("verslag__stukverhalen__pk", filter=Q(verslag__stukverhalen__stuk=F("stuk")), distinct=True),
    )
    gekozen = uitkomsten.filter(pk=activiteit) if activiteit else uitkomsten
    vel = Paginator(_met_verhalen(met_erbij(gekozen)).order_by("verslag__afspraak__nummer", "pk"), PER_BLADZIJDE)
    vel.count = 1 if activiteit else aantallen["alle"]  # known already: no query of its own
    blad = vel.get_page(bladzijde)
    gemist = standen.filter(waarde=None).order_by("uitkomst__verslag__afspraak__nummer", "id")
    niet_geteld = [
        Gemist(*rij)
        for rij in gemist.values_list("uitkomst__naam", "meetafspraak__naam", "reden")[: MEESTE_GEMISTE + 1]
    ]
    per = per_niveau(scores(standen.filter(doel__isnull=False), "niveau"))
    return Raadsbeeld(
        stuk=stuk,
        beeld=teken(stuk),
        niveaus=per,
        activiteiten=aantallen["alle"],
        volgens_plan=aantallen["volgens_plan"],
        verhalen=aantallen["verhalen"],
        bereik=_bereik(verantwoording),
        bladzijde=blad,
        beelden=[_activiteitbeeld(een) for een in gedanen(blad.object_list)],
        gemist=niet_geteld[:MEESTE_GEMISTE],
        meer_gemist=max(0, sum(score.onbekend for _, score in per) - MEESTE_GEMISTE),
    )


def _activiteitbeeld(een: Gedane) -> Activiteitbeeld:
    """A picture per level: offer, reach, and what changed as residents and as professionals see it."""
    beelden = (
        doelstaven(
            f"a{een.uitkomst.pk}-{niveau}",
            titel=f"{een.naam}: {niveau.kort.lower()}",
            staven=[staaf_van(telling, telling.naam) for telling in tellingen],
        )
        for niveau, tellingen in een.op_niveaus
    )
    return Activiteitbeeld(een, [beeld for beeld in beelden if beeld is not None], _verhalen(een.uitkomst))


def _met_verhalen(uitkomsten: QuerySet[Uitkomst]) -> QuerySet[Uitkomst]:
    """With the words of their stories, as far as those were not taken back."""
    verhalen = Stukverhaal.objects.filter(stuk=OuterRef("stuk"), verslag=OuterRef("verslag"))
    feit = JSONObject(sha256="sha256", van="van", stadsdeel="stadsdeel", tekst="tekst")
    return uitkomsten.annotate(lijst_verhalen=ArraySubquery(verhalen.values(feit=feit)))


def _verhalen(uitkomst: Any) -> list[Vertelling]:
    """Each in its place, with its words or without."""
    woorden = {feit.pop("sha256"): Woorden(**feit) for feit in uitkomst.lijst_verhalen}
    return [Vertelling(sha256=sha256, woorden=woorden.get(sha256)) for sha256 in uitkomst.verhalen]


def _bereik(verantwoording: Verantwoording) -> list[Bereikbeeld]:
    per_snede: dict[str, list[Optelling]] = {snede.value: [] for snede in Bereikstand.Snede}
    rijen = Bereikstand.objects.filter(verantwoording=verantwoording)
    for snede, naam, eenheid, doel, waarde in rijen.values_list("snede", "naam", "eenheid", "doel", "waarde"):
        per_snede[snede].append(Optelling(naam, eenheid, doel, waarde))
    return [
        Bereikbeeld(snede.value.capitalize(), per_snede[snede], _staven(snede, per_snede[snede]))
        for snede in Bereikstand.Snede
        if per_snede[snede]
    ]


def _staven(snede: Bereikstand.Snede, rijen: Sequence[Optelling]) -> list[Doelstaven]:
    """Bars of one unit on one scale: one sees at a glance where most people were reached."""
    per_eenheid: dict[str, list[Doelstaaf]] = defaultdict(list)
    for rij in rijen:
        per_eenheid[rij.eenheid].append(Doelstaaf(rij.naam, rij.doel, rij.waarde, rij.eenheid))
    beelden = (
        doelstaven(
            f"{snede}-{nummer}",
            titel=f"Bereik {snede.label}, in {eenheid}",
            staven=staven,
            schaal=gedeelde_schaal(staven),
        )
        for nummer, (eenheid, staven) in enumerate(per_eenheid.items(), 1)
    )
    return [beeld for beeld in beelden if beeld is not None]
