"""What pages and rules read of a call, composed; each function costs a fixed number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kern.geld import NUL
from organisaties.models import Lidmaatschap, Samenwerkingsverband
from thematafels.models import (
    Aanstelling,
    Criterium,
    Deelname,
    Doelgroep,
    Eis,
    Functie,
    Gebiedsopgave,
    Plafond,
    Principe,
    Regie,
    Subdoel,
    Thema,
    Thematafel,
    Toezegging,
    Uitvraag,
    WettelijkeTaak,
)
from thematafels.querysets import aanstellingen_op, op_volgorde, zichtbaar_voor, zichtbare_toezeggingen
from thematafels.regels.publicatie import PublicatieGegevens, TafelGegevens

R = TypeVar("R", Subdoel, Principe)


@dataclass(frozen=True)
class UitvraagRij:
    uitvraag: Uitvraag
    themas: int


def uitvraag_rijen(lid: Lidmaatschap) -> list[UitvraagRij]:
    """Every call this membership may see, newest period first: one query."""
    uitvragen = zichtbaar_voor(lid).select_related("regeling").annotate(aantal_themas=Count("themas"))
    return [UitvraagRij(uitvraag, uitvraag.aantal_themas) for uitvraag in uitvragen]


@dataclass(frozen=True)
class Jaarplafond:
    """A ceiling, or the sum of ceilings, in one year; None when there is none yet."""

    jaar: int
    bedrag: Decimal | None


@dataclass(frozen=True)
class TafelRij:
    """One theme with its table, and a ceiling for every year of the period."""

    thema: Thema
    tafel: Thematafel
    subdoelen: int
    deelnemers: int
    per_jaar: tuple[Jaarplafond, ...]

    @property
    def totaal(self) -> Decimal:
        return _som(self.per_jaar)


@dataclass(frozen=True)
class UitvraagOverzicht:
    tafels: list[TafelRij]
    criteria: list[Criterium]
    eisen: list[Eis]
    functies: list[Functie]

    @property
    def totalen(self) -> list[Jaarplafond]:
        """The sum of the ceilings per year."""
        kolommen = zip(*(rij.per_jaar for rij in self.tafels), strict=True)
        return [Jaarplafond(kolom[0].jaar, _som(kolom)) for kolom in kolommen]

    @property
    def totaal(self) -> Decimal:
        return sum((rij.totaal for rij in self.tafels), NUL)

    @property
    def heeft_plafonds(self) -> bool:
        return any(plafond.bedrag is not None for rij in self.tafels for plafond in rij.per_jaar)


def tafel_rijen(uitvraag: Uitvraag) -> list[TafelRij]:
    """The tables of a call with their ceilings: two queries."""
    plafonds: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for plafond in Plafond.objects.filter(tafel__thema__uitvraag=uitvraag):
        plafonds[plafond.tafel_id][plafond.jaar] = plafond.bedrag
    tafels = (
        Thematafel.objects.filter(thema__uitvraag=uitvraag)
        .select_related("thema")
        .annotate(
            subdoelen=Count("thema__subdoelen", distinct=True),
            deelnemers=Count("deelnames", filter=Q(deelnames__stand=Deelname.Stand.TOEGELATEN), distinct=True),
        )
    )
    return [
        TafelRij(
            tafel.thema,
            tafel,
            tafel.subdoelen,
            tafel.deelnemers,
            tuple(Jaarplafond(jaar, plafonds[tafel.pk].get(jaar)) for jaar in uitvraag.jaren),
        )
        for tafel in tafels
    ]


def _som(plafonds: Iterable[Jaarplafond]) -> Decimal:
    return sum((plafond.bedrag for plafond in plafonds if plafond.bedrag is not None), NUL)


def uitvraag_overzicht(uitvraag: Uitvraag) -> UitvraagOverzicht:
    """The whole framework at a glance: five queries."""
    return UitvraagOverzicht(
        tafel_rijen(uitvraag), list(uitvraag.criteria.all()), list(uitvraag.eisen.all()), list(uitvraag.functies.all())
    )


def publicatie_gegevens(uitvraag: Uitvraag) -> PublicatieGegevens:
    """What the rule of publication judges."""
    return PublicatieGegevens(
        gezamenlijk=uitvraag.regeling.gezamenlijk,
        jaren=uitvraag.jaren,
        opent_op=uitvraag.opent_op,
        sluit_op=uitvraag.sluit_op,
        verdeelwijze=uitvraag.verdeelwijze,
        plafondbesluit=uitvraag.plafondbesluit,
        bron=uitvraag.bron,
        criteria=uitvraag.criteria.count(),
        tafels=tuple(
            TafelGegevens(
                rij.thema.naam,
                rij.subdoelen,
                frozenset(plafond.jaar for plafond in rij.per_jaar if plafond.bedrag is not None),
            )
            for rij in tafel_rijen(uitvraag)
        ),
    )


@dataclass(frozen=True)
class ThemaOverzicht:
    """The goals framework of one theme; sub-goals and principles by group, in their own order."""

    subdoelen: list[tuple[str, list[Subdoel]]]
    gebiedsopgaven: list[Gebiedsopgave]
    doelgroepen: list[Doelgroep]
    principes: list[tuple[str, list[Principe]]]
    wettelijke_taken: list[WettelijkeTaak]


def thema_overzicht(thema: Thema) -> ThemaOverzicht:
    """Six queries."""
    return ThemaOverzicht(
        subdoelen=_per_groep(list(thema.subdoelen.all())),
        gebiedsopgaven=list(thema.gebiedsopgaven.prefetch_related("stadsdelen")),
        doelgroepen=list(thema.doelgroepen.all()),
        principes=_per_groep(list(thema.principes.all())),
        wettelijke_taken=list(thema.wettelijke_taken.all()),
    )


def _per_groep(rijen: Sequence[R]) -> list[tuple[str, list[R]]]:
    return [(groep, list(leden)) for groep, leden in groupby(rijen, key=lambda rij: rij.groep)]


@dataclass(frozen=True)
class TafelOverzicht:
    """Who sits at a table, and with how much money.

    `deelnames` holds what the reader may see in full: all for the municipality, one's own for a partner.
    `toegelaten` are the names of those who sit at the table.
    """

    plafonds: list[Plafond]
    toegelaten: list[str]
    deelnames: list[Deelname]
    aanstellingen: list[Aanstelling]
    toezeggingen: list["ToezeggingRij"]

    @property
    def totaal(self) -> Decimal:
        return sum((plafond.bedrag for plafond in self.plafonds), NUL)


def tafel_overzicht(tafel: Thematafel, lid: Lidmaatschap, vandaag: datetime.date) -> TafelOverzicht:
    """Four queries."""
    deelnames = list(tafel.deelnames.select_related("organisatie"))
    return TafelOverzicht(
        plafonds=list(tafel.plafonds.all()),
        toegelaten=[
            deelname.organisatie.naam for deelname in deelnames if deelname.stand == Deelname.Stand.TOEGELATEN
        ],
        deelnames=[
            deelname for deelname in deelnames if lid.is_gemeente or deelname.organisatie_id == lid.organisatie_id
        ],
        aanstellingen=list(
            tafel.aanstellingen.filter(Q(tot__isnull=True) | Q(tot__gte=vandaag)).select_related(
                "lidmaatschap__gebruiker", "lidmaatschap__organisatie"
            )
        ),
        toezeggingen=toezegging_rijen(zichtbare_toezeggingen(lid).filter(tafel=tafel), vandaag),
    )


def is_aangesteld(lid: Lidmaatschap, tafel_id: int | None, dag: datetime.date) -> bool:
    """Whether this membership chairs the table or guides its process on `dag`, a day in Amsterdam: one query."""
    return tafel_id is not None and aanstellingen_op(dag).filter(lidmaatschap=lid, tafel=tafel_id).exists()


def aangesteld_bij(lid: Lidmaatschap, dag: datetime.date | None = None) -> QuerySet[Aanstelling, int]:
    """The ids of the tables that this membership chairs or guides on `dag`, today when none is given."""
    op_de_dag = aanstellingen_op(dag or timezone.localdate())
    return op_de_dag.filter(lidmaatschap=lid).order_by().values_list("tafel", flat=True)


@dataclass(frozen=True)
class ToezeggingRij:
    """A promise, and whether its last day has passed while it is open."""

    toezegging: Toezegging
    te_laat: bool

    @property
    def is_open(self) -> bool:
        return self.toezegging.stand == Toezegging.Stand.OPEN

    @property
    def fictief(self) -> bool:
        return self.toezegging.uitvraag is not None and self.toezegging.uitvraag.fictief


def toezegging_rijen(toezeggingen: QuerySet[Toezegging], vandaag: datetime.date) -> list[ToezeggingRij]:
    """One query."""
    return [
        ToezeggingRij(toezegging, toezegging.stand == Toezegging.Stand.OPEN and _voorbij(toezegging, vandaag))
        for toezegging in op_volgorde(toezeggingen).select_related("uitvraag", "tafel__thema__uitvraag")
    ]


def _voorbij(toezegging: Toezegging, vandaag: datetime.date) -> bool:
    return toezegging.uiterlijk_op is not None and toezegging.uiterlijk_op < vandaag


def kies_toezeggingen(lid: Lidmaatschap, *, stand: str, aan: str, vandaag: datetime.date) -> QuerySet[Toezegging]:
    """What this membership may see, narrowed down; a choice that does not exist narrows nothing."""
    is_open, te_laat = Q(stand=Toezegging.Stand.OPEN), Q(uiterlijk_op__lt=vandaag)
    standen = {"open": is_open, "te_laat": is_open & te_laat, "afgerond": ~is_open}
    keuze = standen.get(stand, Q())
    if aan in Toezegging.Aan.values:
        keuze &= Q(aan=aan)
    return zichtbare_toezeggingen(lid).filter(keuze)


@dataclass(frozen=True)
class RegieRij:
    """Who leads on one theme within an alliance; None where nobody does."""

    thema: Thema
    regie: Regie | None


def themanamen() -> dict[str, str]:
    """The name of each theme by its code, as the latest call has it: one query."""
    return dict(Thema.objects.order_by("uitvraag__eerste_jaar", "uitvraag", "volgorde").values_list("code", "naam"))


def regie_rijen(verband: Samenwerkingsverband, uitvraag: Uitvraag) -> list[RegieRij]:
    """Every theme of a call, in order: two queries."""
    regie = Regie.objects.filter(verband=verband, thema__uitvraag=uitvraag)
    per_thema = {rij.thema_id: rij for rij in regie}
    return [RegieRij(thema, per_thema.get(thema.pk)) for thema in uitvraag.themas.all()]


def regie_per_uitvraag(verband: Samenwerkingsverband, lid: Lidmaatschap) -> list[tuple[Uitvraag, list[RegieRij]]]:
    """Every call with tables that this member sees: three queries."""
    per_thema = {rij.thema_id: rij for rij in Regie.objects.filter(verband=verband).select_related("organisatie")}
    uitvragen = zichtbaar_voor(lid).filter(regeling__gezamenlijk=True).prefetch_related("themas")
    return [
        (uitvraag, [RegieRij(thema, per_thema.get(thema.pk)) for thema in uitvraag.themas.all()])
        for uitvraag in uitvragen
    ]
