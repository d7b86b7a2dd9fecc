"""Finding money back by its amount or its kenmerk: in bookings, decisions, payments and letters at once."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Abs, Cast, Coalesce, TruncDate
from django.urls import reverse

from begroting.grootboek import Soort
from begroting.models import Boeking
from brieven.models import Brief, BriefSoort
from brieven.models import Stand as Briefstand
from kern.bladeren import Eerste
from kern.cijfertabel import Cijfertabel, Rij, datum, geld, tekst
from kern.velden import BedragField
from overzichten.geldpagina import Blok, Schakel
from overzichten.kenmerkdeel import EenVan  # and its lookup `deel`
from overzichten.models import Besluitsom
from overzichten.overzichtsblad import Overzichtsblad
from subsidies.models import Beschikking, Beschikkingsbedrag
from uitvoering.models import Betaling

PER_BLADZIJDE = 25
MEER = f"Alleen de {Eerste.HOOGSTENS} nieuwste. Zoek preciezer om de andere te zien."


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """What is looked for: a part of a kenmerk, amounts from `van` up to `tot` whatever their sign, and in which kind
    of place (empty: in all). There is a kenmerk or an amount."""

    kenmerk: str = ""
    van: Decimal | None = None
    tot: Decimal | None = None
    waar: str = ""

    @property
    def op_bedrag(self) -> bool:
        return self.van is not None or self.tot is not None

    def met_kenmerk(self, rijen: QuerySet[Any], *paden: str) -> QuerySet[Any]:
        """Those where it stands at one of these paths, each path by its own index; all when none is looked for."""
        if not self.kenmerk:
            return rijen
        eerste, *rest = [
            rijen.filter(**{f"{pad}__gt": "", f"{pad}__deel": self.kenmerk}).order_by().values("pk") for pad in paden
        ]
        return rijen.filter(EenVan(eerste.union(*rest) if rest else eerste))

    def met_bedrag(self, rijen: QuerySet[Any], pad: str) -> QuerySet[Any]:
        """Those of which the amount at this path lies in between; all when none is looked for."""
        if not self.op_bedrag:
            return rijen
        rijen = rijen.alias(grootte=Abs(pad))
        if self.van is not None:
            rijen = rijen.filter(grootte__gte=self.van)
        return rijen if self.tot is None else rijen.filter(grootte__lte=self.tot)


@dataclass(frozen=True, slots=True)
class Zoekbron:
    """One kind of place where money stands. `rijen` gives the rows that match; the other fields are what each row is
    found by: path or expression. `route` opens it with `sleutel`; `namen` are the words for `wat`."""

    code: str
    naam: str
    rijen: Callable[[Zoekvraag], QuerySet[Any]]
    kenmerk: str
    dag: Any
    wat: str
    wie: str
    bedrag: Any
    route: str
    sleutel: str
    namen: type[Any]
    groep: str

    def waarden(self, vraag: Zoekvraag) -> QuerySet[Any, Any]:
        """The same columns for every kind, so that one query reads them all."""
        return (
            self.rijen(vraag)
            .order_by()
            .values(
                bron=Value(self.code, CharField()),
                nummer=Cast("pk", CharField()),
                het_kenmerk=Cast(F(self.kenmerk), CharField()),
                dag=Cast(self.dag, DateField()),
                soort_van=Cast(F(self.wat), CharField()),
                naam_van=Coalesce(Cast(F(self.wie), CharField()), Value("", CharField())),
                het_bedrag=Cast(self.bedrag, BedragField()),
                adres=Cast(F(self.sleutel), CharField()),
            )
        )


def _boekingen(plaats: str, *kenmerken: str) -> Callable[[Zoekvraag], QuerySet[Any]]:
    """Those at one level of the ledger; `kenmerken` are where else a kenmerk may stand."""

    def rijen(vraag: Zoekvraag) -> QuerySet[Any]:
        gevonden = Boeking.objects.filter(**{f"{plaats}__isnull": False})
        return vraag.met_bedrag(vraag.met_kenmerk(gevonden, "boekstuk__kenmerk", *kenmerken), "bedrag")

    return rijen


def _besluiten(vraag: Zoekvraag) -> QuerySet[Any]:
    """By the amount of one year or of all years together: what was granted, changed or settled."""
    gevonden = vraag.met_kenmerk(Beschikking.objects.all(), "kenmerk", "deel__aanvraag__kenmerk")
    if not vraag.op_bedrag:
        return gevonden
    per_jaar = Beschikkingsbedrag.objects.order_by().values("beschikking")
    samen = Besluitsom.objects.order_by().values("beschikking")
    return gevonden.filter(
        EenVan(
            vraag.met_bedrag(per_jaar, "verleend").union(
                vraag.met_bedrag(per_jaar, "vastgesteld"), vraag.met_bedrag(samen, "bedrag")
            )
        )
    )


def _betalingen(vraag: Zoekvraag) -> QuerySet[Any]:
    gevonden = Betaling.objects.exclude(stand=Betaling.Stand.UITGENOMEN)
    return vraag.met_bedrag(
        vraag.met_kenmerk(gevonden, "kenmerk", "batch__kenmerk", "termijn__subsidie__kenmerk"), "bedrag"
    )


def _brieven(vraag: Zoekvraag) -> QuerySet[Any]:
    """Letters have no amount of their own: the decision in it has."""
    if vraag.op_bedrag:
        return Brief.objects.none()
    return vraag.met_kenmerk(Brief.objects.exclude(stand=Briefstand.VERVANGEN), "kenmerk")


BRONNEN = (
    *(
        Zoekbron(
            code=f"boeking_{plaats}",
            naam="Boeking",
            groep="boekingen",
            rijen=_boekingen(plaats, *kenmerken),
            kenmerk="boekstuk__kenmerk",
            dag=F("boekstuk__datum"),
            wat="soort",
            wie=wie,
            bedrag=F("bedrag"),
            route=route,
            sleutel=plaats,
            namen=Soort,
        )
        for plaats, kenmerken, wie, route in (
            (
                "verplichting",
                ("verplichting__kenmerk",),
                "verplichting__ontvanger__naam",
                "begroting:verplichting_detail",
            ),
            ("bestedingsdoel", ("voor_zaak",), "bestedingsdoel__naam", "begroting:doel_detail"),
            ("budgetjaar", (), "budgetjaar__budget__naam", "begroting:budgetjaar_detail"),
        )
    ),
    Zoekbron(
        code="besluit",
        naam="Besluit",
        groep="besluiten",
        rijen=_besluiten,
        kenmerk="kenmerk",
        dag=TruncDate("besluit__genomen_op"),
        wat="soort",
        wie="deel__organisatie__naam",
        bedrag=F("som__bedrag"),
        route="brieven:detail",
        sleutel="kenmerk",
        namen=Beschikking.Soort,
    ),
    Zoekbron(
        code="betaling",
        naam="Betaling",
        groep="betalingen",
        rijen=_betalingen,
        kenmerk="kenmerk",
        dag=Coalesce("betaald_op", "batch__betaaldag"),
        wat="stand",
        wie="termijn__subsidie__ontvanger__naam",
        bedrag=F("bedrag"),
        route="uitvoering:subsidie",
        sleutel="termijn__subsidie__kenmerk",
        namen=Betaling.Stand,
    ),
    Zoekbron(
        code="brief",
        naam="Brief",
        groep="brieven",
        rijen=_brieven,
        kenmerk="kenmerk",
        dag=F("verzenddatum"),
        wat="soort",
        wie="ontvanger__naam",
        bedrag=Value(None),
        route="brieven:detail",
        sleutel="kenmerk",
        namen=BriefSoort,
    ),
)
GROEPEN = tuple((groep, groep.capitalize()) for groep in dict.fromkeys(bron.groep for bron in BRONNEN))
PER_CODE = {bron.code: bron for bron in BRONNEN}


def zoekblad(vraag: Zoekvraag | None, bladzijde: str | None, vandaag: datetime.date) -> Overzichtsblad:
    """Without a question only the form. Two queries, whatever is found."""
    return Overzichtsblad(
        kop="Zoek op bedrag of kenmerk",
        kruimels=(Schakel("Begroting", reverse("begroting:budget_lijst")), Schakel("Zoeken", "", hier=True)),
        inleiding="In boekingen, besluiten, betalingen en brieven.",
        blokken=(_gevonden(vraag, bladzijde, vandaag),) if vraag else (),
    )


def _gevonden(vraag: Zoekvraag, bladzijde: str | None, vandaag: datetime.date) -> Blok:
    eerste, *rest = [bron.waarden(vraag) for bron in BRONNEN if vraag.waar in {"", bron.groep}]
    rijen = eerste.union(*rest, all=True).order_by("-dag", "het_kenmerk", "bron", "nummer")
    bladen = Eerste(rijen, PER_BLADZIJDE)
    blad = bladen.get_page(bladzijde)
    tabel = Cijfertabel(
        code="gevonden",
        titel="Gevonden, bedragen in euro",
        kolommen=(tekst("Kenmerk"), tekst("Wat"), datum("Datum"), tekst("Wie of waar"), geld("Bedrag")),
        rijen=tuple(map(_rij, blad.object_list)),
        per=vandaag,
        adres=reverse("overzichten:zoeken"),
        noten=(MEER,) if bladen.is_meer else (),
    )
    aantal = bladen.count
    kop = "1 gevonden" if aantal == 1 else f"{'Meer dan ' if bladen.is_meer else ''}{aantal} gevonden"
    return Blok(kop, tabel, bladzijde=blad, leeg="Hier is niets mee gevonden.")


def _rij(rij: dict[str, Any]) -> Rij:
    bron = PER_CODE[rij["bron"]]
    return Rij(
        (
            rij["het_kenmerk"],
            f"{bron.naam}: {bron.namen(rij['soort_van']).label.lower()}",
            rij["dag"],
            rij["naam_van"],
            rij["het_bedrag"],
        ),
        reverse(bron.route, args=[rij["adres"]]),
    )
