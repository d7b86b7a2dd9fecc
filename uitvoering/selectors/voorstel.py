"""Proposals for a later decision: the lists, and one whole with what it changes per recipient."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils import timezone

from brieven.snapshots import Tekstbrief
from kern.geld import NUL
from organisaties.models import Lidmaatschap
from regelingen.selectors import parameters_op
from subsidies.models import Aanvraag, Collegebesluit, Subsidie, Zaakrol
from subsidies.vervolg import Standen, Vervolg, vervolgbrief
from uitvoering.models import Vervolgregel, Vervolgvoorstel
from uitvoering.soorten import SOORTEN, Bedragsoort, Vervolgsoort
from uitvoering.vervolgen import paren_van

PER_BLADZIJDE = 60
Stand = Vervolgvoorstel.Stand
LIJSTEN = {
    "te-besluiten": ("Te besluiten", (Stand.VOORGELEGD,)),
    "in-voorbereiding": ("In voorbereiding", (Stand.CONCEPT, Stand.ZIENSWIJZE)),
    "besloten": ("Besloten", (Stand.BESLOTEN,)),
}
STATUS = {
    Stand.CONCEPT: "bezig",
    Stand.ZIENSWIJZE: "bezig",
    Stand.VOORGELEGD: "let-op",
    Stand.BESLOTEN: "klaar",
    Stand.INGETROKKEN: "rust",
}
# What `Vervolg` asks of a grant.
_VOOR_VERVOLG = (
    "ontvanger",
    "beschikking__besluit",
    "deel__aanvraag__regeling",
    "deel__aanvraag__uitvraag",
    "deel__aanvraag__tafel__thema",
)


@dataclass(frozen=True, slots=True)
class Voorstelregel:
    """One proposal in a list."""

    kenmerk: str
    soort: str
    naam: str
    ontvangers: int
    stand: str
    stand_naam: str
    opgesteld_door: str
    opgesteld_op: datetime.datetime

    @property
    def status(self) -> str:
        return STATUS[Stand(self.stand)]


@dataclass(frozen=True, slots=True)
class Jaarregel:
    """One year of one recipient: what holds now, what is proposed per column, and what holds then, in euro."""

    jaar: int
    nu: Decimal
    voorstel: Sequence[tuple[Bedragsoort, Decimal | None]]
    wordt: Decimal


@dataclass(frozen=True, slots=True)
class Regelbeeld:
    """What a proposal means for one recipient."""

    regel: Vervolgregel
    subsidie: Subsidie
    vervolg: Vervolg
    standen: Standen
    jaren: Sequence[Jaarregel]

    @property
    def was(self) -> Decimal:
        return sum((jaar.nu for jaar in self.jaren), NUL)

    @property
    def wordt(self) -> Decimal:
        return sum((jaar.wordt for jaar in self.jaren), NUL)


@dataclass(frozen=True, slots=True)
class Voorstelbeeld:
    """A proposal whole, as its page shows it."""

    voorstel: Vervolgvoorstel
    soort: Vervolgsoort
    regels: Sequence[Regelbeeld]
    rollen: Sequence[tuple[str, str]]

    @property
    def waarvoor(self) -> str:
        return self.voorstel.aanvraag.waarvoor

    @property
    def status(self) -> str:
        return STATUS[Stand(self.voorstel.stand)]

    @property
    def grond(self) -> str:
        grond = self.soort.grond(self.voorstel.grond)
        return f"{grond.naam} ({grond.artikel})" if grond else self.voorstel.grond

    @property
    def vraagt_zienswijze(self) -> bool:
        grond = self.soort.grond(self.voorstel.grond)
        return grond is not None and grond.zienswijze


def voorstel_rijen(lijst: str, bladzijde: str | None) -> tuple[list[Voorstelregel], Page[Any]]:
    """One page of proposals, the oldest first where work waits: two queries."""
    voorstellen: QuerySet[Any] = (
        Vervolgvoorstel.objects.filter(stand__in=LIJSTEN[lijst][1])
        .select_related(
            "aanvraag__regeling", "aanvraag__tafel__thema", "aanvraag__penvoerder", "opgesteld_door__gebruiker"
        )
        .annotate(ontvangers=Count("regels"))
        .order_by("-id" if lijst == "besloten" else "id")
    )
    vel = Paginator(voorstellen, PER_BLADZIJDE).get_page(bladzijde)
    return [
        Voorstelregel(
            kenmerk=rij.kenmerk,
            soort=rij.get_soort_display(),
            naam=rij.aanvraag.naam,
            ontvangers=rij.ontvangers,
            stand=rij.stand,
            stand_naam=rij.get_stand_display(),
            opgesteld_door=rij.opgesteld_door.gebruiker.naam,
            opgesteld_op=rij.opgesteld_op,
        )
        for rij in vel.object_list
    ], vel


def subsidies_van(aanvraag: Aanvraag) -> QuerySet[Subsidie]:
    """The grants of an application, with all that `Vervolg` asks for."""
    return (
        Subsidie.objects.filter(deel__aanvraag=aanvraag)
        .select_related(*_VOOR_VERVOLG)
        .order_by("ontvanger__sorteersleutel", "pk")
    )


def laad_voorstel(voorstel: Vervolgvoorstel) -> Voorstelbeeld:
    """Five queries, whatever its size."""
    regels = list(_regels(voorstel))
    rollen = Zaakrol.objects.filter(aanvraag=voorstel.aanvraag).order_by("id").select_related("gebruiker")
    return Voorstelbeeld(
        voorstel=voorstel,
        soort=SOORTEN[voorstel.soort],
        regels=[
            _regel(regel, vervolg, standen, SOORTEN[voorstel.soort])
            for regel, (vervolg, standen) in zip(regels, paren_van(regels), strict=True)
        ],
        rollen=[(rij.gebruiker.naam, rij.get_rol_display()) for rij in rollen],
    )


def _regels(voorstel: Vervolgvoorstel) -> QuerySet[Vervolgregel]:
    return (
        voorstel.regels.select_related(
            "voornemen", "zienswijze_door__gebruiker", *(f"subsidie__{pad}" for pad in _VOOR_VERVOLG)
        )
        .prefetch_related("bedragen")
        .order_by("id")
    )


def laad_regel(regel: Vervolgregel) -> Regelbeeld:
    """The same for one recipient, as it reads it: two queries. `regel` as `toegang.haal_regel` gives it."""
    [(vervolg, standen)] = paren_van([regel])
    return _regel(regel, vervolg, standen, SOORTEN[regel.voorstel.soort])


def brief_van(beeld: Regelbeeld, voorstel: Vervolgvoorstel) -> Tekstbrief:
    """The letter as it would go out today, for who reads it before it is decided; what is missing is named in it."""
    vandaag = timezone.localdate()
    return vervolgbrief(
        beeld.vervolg,
        beeld.standen,
        kenmerk=voorstel.kenmerk,
        verzenddatum=vandaag,
        parameters=parameters_op(voorstel.aanvraag.regeling, vandaag),
        ondertekening=None,
        concept=True,
    )


def collegebesluiten(lid: Lidmaatschap, kenmerk: str) -> QuerySet[Collegebesluit]:
    """The registered decision of the college that was made for this, for who may carry it out."""
    besluiten = Collegebesluit.objects.filter(
        stand=Collegebesluit.Stand.VASTGESTELD, punten__kenmerk=kenmerk, punten__open=True
    )
    return besluiten if lid.is_gemeente else besluiten.none()


def _regel(regel: Vervolgregel, vervolg: Vervolg, standen: Standen, soort: Vervolgsoort) -> Regelbeeld:
    bedragen = {rij.jaar: rij for rij in regel.bedragen.all()}
    return Regelbeeld(
        regel=regel,
        subsidie=vervolg.subsidie,
        vervolg=vervolg,
        standen=standen,
        jaren=[
            Jaarregel(
                jaar=jaar,
                nu=stand.recht if stand else NUL,
                voorstel=[
                    (kolom, getattr(bedragen[jaar], kolom.value) if jaar in bedragen else None)
                    for kolom in soort.bedragsoort
                ],
                wordt=vervolg.recht(stand, jaar),
            )
            for jaar in sorted({*standen, *vervolg.jaren})
            for stand in [standen.get(jaar)]
        ],
    )
