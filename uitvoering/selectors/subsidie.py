"""One grant whole: its figures per year, its decisions with their letters, and what is going on."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from brieven.models import Brief
from brieven.models import Stand as BriefStand
from brieven.selectors import TEKEN
from kern.geld import NUL
from organisaties.models import Lidmaatschap
from subsidies.models import Beschikking, Beschikkingsbedrag, Besluit, Subsidie, Voorstelbedrag
from subsidies.selectors.standen import Jaarstand, bekend, jaarstanden
from uitvoering.models import Gesprek, Opschorting, Vervolgregel, Vervolgvoorstel, Wijzigingsverzoek

STATUS = {"lopend": "bezig", "vastgesteld": "klaar", "ingetrokken": "rust"}


@dataclass(frozen=True, slots=True)
class Jaarcijfers:
    """The six figures of one year, kept apart, in euro. `voorgesteld` is for the municipality alone."""

    stand: Jaarstand
    voorgesteld: Decimal | None

    @property
    def jaar(self) -> int:
        return self.stand.jaar


@dataclass(frozen=True, slots=True)
class Besluitrij:
    """One decision for this recipient, with its letter. `bedrag` is what it added or took, `vastgesteld` what it
    settled."""

    kenmerk: str
    soort: str
    genomen_op: datetime.datetime
    bedrag: Decimal | None
    vastgesteld: Decimal | None
    brief_stand: str

    @property
    def brief_naam(self) -> str:
        return BriefStand(self.brief_stand).label

    @property
    def brief_teken(self) -> str:
        return TEKEN[BriefStand(self.brief_stand)]


@dataclass(frozen=True, slots=True)
class Voorstelrij:
    """A proposal that touches this grant. `regel` is the row of this recipient, with its own page."""

    kenmerk: str
    regel: int
    soort: str
    stand: str
    uiterlijk: datetime.date | None
    gehoord: bool

    @property
    def stand_naam(self) -> str:
        return Vervolgvoorstel.Stand(self.stand).label

    @property
    def vraagt_zienswijze(self) -> bool:
        return self.stand == Vervolgvoorstel.Stand.ZIENSWIJZE and self.uiterlijk is not None and not self.gehoord


@dataclass(frozen=True, slots=True)
class Gesprekrij:
    pk: int
    datum: datetime.date
    stand: str
    bijstelling_nodig: bool | None

    @property
    def stand_naam(self) -> str:
        return Gesprek.Stand(self.stand).label


@dataclass(frozen=True, slots=True)
class Verzoekrij:
    kenmerk: str
    stand: str
    ingediend_op: datetime.datetime
    onderdelen: int

    @property
    def stand_naam(self) -> str:
        return Wijzigingsverzoek.Stand(self.stand).label


@dataclass(frozen=True, slots=True)
class Opschortingrij:
    pk: int
    van: datetime.date
    tot_en_met: datetime.date


@dataclass(frozen=True, slots=True)
class Subsidiebeeld:
    """All of the page of one grant but the sections of other subjects (uitvoering.hub)."""

    subsidie: Subsidie
    jaren: Sequence[Jaarcijfers]
    besluiten: Sequence[Besluitrij]
    voorstellen: Sequence[Voorstelrij]
    gesprekken: Sequence[Gesprekrij]
    verzoeken: Sequence[Verzoekrij]
    opschorting: Opschortingrij | None

    @property
    def waarvoor(self) -> str:
        return self.subsidie.deel.aanvraag.waarvoor

    @property
    def status(self) -> str:
        return STATUS[self.subsidie.stand]

    def _som(self, veld: str) -> Decimal:
        return sum((getattr(rij.stand, veld) for rij in self.jaren), NUL)

    @property
    def gevraagd(self) -> Decimal:
        return self._som("gevraagd")

    @property
    def voorgesteld(self) -> Decimal:
        return sum((rij.voorgesteld or NUL for rij in self.jaren), NUL)

    @property
    def verleend(self) -> Decimal:
        return self._som("verleend")

    @property
    def gewijzigd(self) -> Decimal:
        return self._som("gewijzigd")

    @property
    def nu(self) -> Decimal:
        return self._som("nu")

    @property
    def recht(self) -> Decimal:
        return self._som("recht")

    @property
    def betaald(self) -> Decimal:
        return self._som("betaald")

    @property
    def te_veel_betaald(self) -> Decimal:
        return self._som("te_veel_betaald")

    @property
    def vastgesteld(self) -> Decimal | None:
        """What was settled so far; None while no year is."""
        bedragen = [rij.stand.vastgesteld for rij in self.jaren if rij.stand.vastgesteld is not None]
        return sum(bedragen, NUL) if bedragen else None


def laad_subsidie(subsidie: Subsidie, lid: Lidmaatschap) -> Subsidiebeeld:
    """Four queries, whatever its size. `subsidie` as `toegang.haal_subsidie` gives it."""
    feiten = _feiten(subsidie, lid)
    standen = jaarstanden(subsidie, alleen_bekend=not lid.is_gemeente)
    voorgesteld = {rij["jaar"]: Decimal(rij["bedrag"]) for rij in feiten["de_voorgesteld"]} if lid.is_gemeente else {}
    lopend = next(iter(feiten["de_opschortingen"]), None)
    return Subsidiebeeld(
        subsidie=subsidie,
        jaren=[Jaarcijfers(stand, voorgesteld.get(jaar)) for jaar, stand in standen.items()],
        besluiten=[_besluit(rij) for rij in feiten["de_besluiten"]],
        voorstellen=[_voorstel(rij) for rij in feiten["de_voorstellen"]],
        gesprekken=[Gesprekrij(**rij | {"datum": _dag(rij["datum"])}) for rij in feiten["de_gesprekken"]],
        verzoeken=[
            Verzoekrij(**rij | {"ingediend_op": _moment(rij["ingediend_op"])}) for rij in feiten["de_verzoeken"]
        ],
        opschorting=lopend
        and Opschortingrij(pk=lopend["pk"], van=_dag(lopend["van"]), tot_en_met=_dag(lopend["tot_en_met"])),
    )


def _feiten(subsidie: Subsidie, lid: Lidmaatschap) -> Mapping[str, Any]:
    """One query. Amounts travel as text, so that no float comes near them."""
    vandaag = timezone.localdate()
    bedragen = Beschikkingsbedrag.objects.filter(beschikking=OuterRef("pk")).order_by().values("beschikking")
    brief = Brief.objects.filter(kenmerk=OuterRef("kenmerk")).exclude(stand=BriefStand.VERVANGEN)
    regels = Vervolgregel.objects.filter(subsidie=OuterRef("pk")).exclude(
        voorstel__stand__in=[Vervolgvoorstel.Stand.BESLOTEN, Vervolgvoorstel.Stand.INGETROKKEN]
    )
    gesprekken = Gesprek.objects.filter(subsidie=OuterRef("pk"))
    beschikkingen: QuerySet[Beschikking] = Beschikking.objects.all()
    if not lid.is_gemeente:  # a draft is ours until it was told of, and so is a decision (Awb 3:40)
        beschikkingen = bekend(beschikkingen)
        regels = regels.filter(voornemen__isnull=False)
    lopend = Opschorting.objects.filter(
        Q(opgeheven_op__isnull=True) | Q(opgeheven_op__gt=vandaag), van__lte=vandaag, tot_en_met__gte=vandaag
    )
    return Subsidie.objects.values(
        de_besluiten=ArraySubquery(
            beschikkingen.filter(deel=OuterRef("deel"))
            .order_by("-id")
            .values(
                feiten=JSONObject(
                    kenmerk="kenmerk",
                    soort="soort",
                    genomen_op="besluit__genomen_op",
                    bedrag=Cast(Subquery(bedragen.annotate(som=Sum("verleend")).values("som")), CharField()),
                    vastgesteld=Cast(Subquery(bedragen.annotate(som=Sum("vastgesteld")).values("som")), CharField()),
                    brief_stand=Subquery(brief.values("stand")[:1]),
                )
            )
        ),
        de_voorgesteld=ArraySubquery(
            Voorstelbedrag.objects.filter(voorstel__deel=OuterRef("deel"))
            .order_by("jaar")
            .values(feiten=JSONObject(jaar="jaar", bedrag=Cast("bedrag", CharField())))
        ),
        de_voorstellen=ArraySubquery(
            regels.order_by("-id").values(
                feiten=JSONObject(
                    kenmerk="voorstel__kenmerk",
                    regel="pk",
                    soort="voorstel__soort",
                    stand="voorstel__stand",
                    uiterlijk="zienswijze_uiterlijk",
                    gehoord="zienswijze_op",
                    gevraagd="voornemen__aangemaakt_op",
                )
            )
        ),
        de_gesprekken=ArraySubquery(
            gesprekken.order_by("-datum", "-id").values(
                feiten=JSONObject(pk="pk", datum="datum", stand="stand", bijstelling_nodig="bijstelling_nodig")
            )
        ),
        de_verzoeken=ArraySubquery(
            Wijzigingsverzoek.objects.filter(subsidie=OuterRef("pk"))
            .order_by("-id")
            .values(
                feiten=JSONObject(
                    kenmerk="kenmerk",
                    stand="stand",
                    ingediend_op="ingediend_op",
                    onderdelen=Subquery(_aantal_onderdelen()),
                )
            )
        ),
        de_opschortingen=ArraySubquery(
            lopend.filter(subsidie=OuterRef("pk"))
            .order_by("-id")
            .values(feiten=JSONObject(pk="pk", van="van", tot_en_met="tot_en_met"))
        ),
    ).get(pk=subsidie.pk)


def _aantal_onderdelen() -> Any:
    return (
        Wijzigingsverzoek.objects.filter(pk=OuterRef("pk"))
        .order_by()
        .annotate(aantal=Count("onderdelen"))
        .values("aantal")
    )


def _besluit(feiten: Mapping[str, Any]) -> Besluitrij:
    return Besluitrij(
        kenmerk=feiten["kenmerk"],
        soort=Beschikking.Soort(feiten["soort"]).label,
        genomen_op=_moment(feiten["genomen_op"]),
        bedrag=_bedrag(feiten["bedrag"]),
        vastgesteld=_bedrag(feiten["vastgesteld"]),
        brief_stand=feiten["brief_stand"],
    )


def _voorstel(feiten: Mapping[str, Any]) -> Voorstelrij:
    return Voorstelrij(
        kenmerk=feiten["kenmerk"],
        regel=feiten["regel"],
        soort=Besluit.Soort(feiten["soort"]).label,
        stand=feiten["stand"],
        uiterlijk=_dag(feiten["uiterlijk"]) if feiten["uiterlijk"] else None,
        gehoord=feiten["gehoord"] is not None
        and feiten["gevraagd"] is not None
        and _moment(feiten["gehoord"]) >= _moment(feiten["gevraagd"]),
    )


def _bedrag(tekst: str | None) -> Decimal | None:
    return Decimal(tekst) if tekst is not None else None


def _dag(tekst: str) -> datetime.date:
    return datetime.date.fromisoformat(tekst)


def _moment(tekst: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(tekst)
