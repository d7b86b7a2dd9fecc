"""The applications that share one ceiling, in the order of the published method (Awb 4:26)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, F, OuterRef, Sum, When
from django.db.models.functions import Cast, JSONObject

from kern.geld import NUL
from kern.velden import BedragField
from regelingen.waarden import VERDEELMETHODEN
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Begrotingspost,
    Beoordeling,
    Beschikking,
    Beschikkingsbedrag,
    Postbedrag,
)
from subsidies.regels.punten import gewogen
from subsidies.regels.rangschikking import Kandidaat, Plaats, passeert, rangschik
from subsidies.selectors.verdeelregels import verdeelregels
from thematafels.models import Criterium, Thematafel

Stand = Aanvraag.Stand
MET_VOLGORDE = ("volgorde_van_binnenkomst", "rangschikking")
LOPEND = (Stand.INGEDIEND, Stand.IN_BEHANDELING, Stand.VOORGESTELD)


@dataclass(frozen=True, slots=True)
class Rij:
    """One line of the page: the place, and which application it is."""

    kenmerk: str
    fictief: bool
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Rangschikking:
    """All running applications of one table in order. `ruimte` is the ceiling less what was granted before."""

    rijen: list[Rij]
    ruimte: Mapping[int, Decimal]
    methode: str

    @property
    def methode_naam(self) -> str:
        return VERDEELMETHODEN[self.methode]

    def gepasseerd(self, verleend: Mapping[int, Mapping[int, Decimal]]) -> list[str]:
        """Who is passed when these applications (by key) get these amounts by year: who stands before them in the
        order and gets less than it asked. Nobody where the method puts nobody in order."""
        if self.methode not in MET_VOLGORDE:
            return []
        return passeert([rij.plaats.kandidaat for rij in self.rijen], self.ruimte, verleend)

    @property
    def op_punten(self) -> bool:
        return self.methode == "rangschikking"

    @property
    def ruimte_totaal(self) -> Decimal:
        return sum(self.ruimte.values(), NUL)

    @property
    def gevraagd_totaal(self) -> Decimal:
        return sum((rij.plaats.gevraagd_totaal for rij in self.rijen), NUL)

    @property
    def is_tekort(self) -> bool:
        return any(not rij.plaats.past_geheel for rij in self.rijen)


def laad_rangschikking(tafel: Thematafel) -> Rangschikking:
    """Five queries, whatever the number of applications. `tafel` comes with its call and its regeling."""
    parameters = verdeelregels(tafel.uitvraag.regeling, tafel.uitvraag)
    gewichten = dict(parameters.criteriumgewichten)
    criteria = list(Criterium.objects.filter(uitvraag=tafel.uitvraag).values_list("code", flat=True))
    rijen = list(_rijen(tafel))
    ruimte = _ruimte(tafel)
    plaatsen = rangschik([_kandidaat(rij, criteria, gewichten) for rij in rijen], ruimte, parameters.verdeelmethode)
    per_pk = {rij["pk"]: rij for rij in rijen}
    return Rangschikking(
        [
            Rij(per_pk[plaats.kandidaat.pk]["kenmerk"], per_pk[plaats.kandidaat.pk]["fictief"], plaats)
            for plaats in plaatsen
        ],
        ruimte,
        parameters.verdeelmethode,
    )


def _kandidaat(rij: Mapping[str, Any], criteria: list[str], gewichten: Mapping[str, int]) -> Kandidaat:
    punten = {een["code"]: een["punten"] for een in rij["punten"]}
    return Kandidaat(
        pk=rij["pk"],
        naam=rij["naam"],
        ontvangen_op=rij["ontvangen_op"],
        gevraagd={een["jaar"]: Decimal(een["som"]) for een in rij["gevraagd"]},
        punten=gewogen({code: punten.get(code) for code in criteria}, gewichten),
    )


def _rijen(tafel: Thematafel) -> Any:
    """What each asks for its parts that were not decided on, by year, and its points. Amounts travel as text."""
    beslist = Beschikking.objects.filter(deel=OuterRef("post__deel"), wijzigt=None)
    gevraagd = (
        Postbedrag.objects.filter(~Exists(beslist), post__deel__aanvraag=OuterRef("pk"))
        .filter(post__deel__stand=Aanvraagdeel.Stand.ACTIEF)
        .order_by()
        .values("jaar")
        .annotate(
            som=Sum(
                Case(
                    When(post__soort__in=Begrotingspost.DEKKING, then=-F("bedrag")),
                    default=F("bedrag"),
                    output_field=BedragField(),
                )
            )
        )
        .values(feiten=JSONObject(jaar="jaar", som=Cast("som", CharField())))
    )
    return (
        Aanvraag.objects.filter(tafel=tafel, stand__in=LOPEND)
        .order_by("ontvangen_op", "pk")
        .values(
            "pk",
            "kenmerk",
            "ontvangen_op",
            naam=F("penvoerder__naam"),
            fictief=F("penvoerder__fictief"),
            gevraagd=ArraySubquery(gevraagd),
            punten=ArraySubquery(
                Beoordeling.objects.filter(aanvraag=OuterRef("pk"))
                .order_by("id")
                .values(feiten=JSONObject(code="criterium__code", punten="punten"))
            ),
        )
    )


def _ruimte(tafel: Thematafel) -> dict[int, Decimal]:
    verleend = dict(
        Beschikkingsbedrag.objects.filter(beschikking__besluit__aanvraag__tafel=tafel)
        .order_by()
        .values_list("jaar")
        .annotate(som=Sum("verleend"))
    )
    plafonds = tafel.plafonds.values_list("jaar", "bedrag")
    return {jaar: max(bedrag - verleend.get(jaar, NUL), NUL) for jaar, bedrag in plafonds}
