"""Own parts that must still come, and those that are late.

What counts is the own part alone: neither the joint document nor the part of another makes anybody late.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from brieven.models import Bericht, BerichtSoort
from kern.geld import NUL
from kern.termijnen.stappen import datum
from subsidies.models import Beschikkingsbedrag, Besluit, Subsidie
from uitvoering.models import Opschorting, Vaststelling, Vervolgregel, Vervolgvoorstel
from uitvoering.regels.opschorting import uiterlijk
from uitvoering.selectors.vaststellen import met_voorstel, toestand_van, voor_te_stellen
from uitvoering.soorten.opschorting import VERMOEDEN
from verantwoording.models import Deelverslag
from verantwoording.selectors.deelverslag import in_verslag

VOORAF = datetime.timedelta(weeks=4)
PER_BLADZIJDE = 30


@dataclass(frozen=True, slots=True)
class Periode:
    """The settlement in which a year falls: the proposal in the making, or whether one may be made."""

    eerste_jaar: int
    naam: str
    voorstel: str
    voor_te_stellen: bool
    toestand: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Laatrij:
    """A late own part, and where the grant it belongs to is suspended or settled."""

    deelverslag_id: int
    kenmerk: str  # of the application
    subsidie: str
    organisatie: str
    fictief: bool
    waarvoor: str
    jaar: int
    uiterlijk: datetime.date
    dagen: int
    herinnerd_op: datetime.date | None
    brief: str
    hersteltermijn: datetime.date | None
    is_voorbij: bool  # the last term too: suspension or settlement may follow
    opgeschort_tot: datetime.date | None  # payment is suspended already
    opschorting_voorstel: str  # the kenmerk of a suspension in the making
    vaststelling: Periode | None

    @property
    def toestand(self) -> tuple[str, str]:
        """A shape, and in words."""
        if self.is_voorbij:
            return "fout", "Termijn voorbij"
        return ("let-op", "Herinnerd") if self.hersteltermijn else ("let-op", "Herinnering volgt")


def aan_de_beurt() -> QuerySet[Deelverslag]:
    """Parts that did not come in, on which something was agreed, of a year for which money is still granted."""
    iets = Exists(in_verslag().filter(deelverslag=OuterRef("pk")))
    bedragen = Beschikkingsbedrag.objects.filter(
        beschikking__deel=OuterRef("deel"), jaar=OuterRef("verantwoording__jaar")
    ).order_by()
    over = bedragen.values("jaar").annotate(som=Sum("verleend")).filter(som__gt=NUL)
    return Deelverslag.objects.filter(iets, Exists(over), stand=Deelverslag.Stand.OPEN).exclude(
        deel__subsidie__stand=Subsidie.Stand.INGETROKKEN
    )


def aan_te_kondigen(vandaag: datetime.date) -> QuerySet[Deelverslag]:
    """Those that are due within some weeks, of which nobody was told."""
    verteld = Bericht.objects.filter(
        soort=BerichtSoort.VERSLAG_VRAGEN, over_soort=Deelverslag._meta.label_lower, over_id=OuterRef("pk")
    )
    return aan_de_beurt().filter(~Exists(verteld), uiterlijk__range=(vandaag, vandaag + VOORAF))


def te_laat(vandaag: datetime.date) -> QuerySet[Deelverslag]:
    """Those of which the last day is over, of grants that run, while that year was not settled."""
    vastgesteld = _perioden().filter(stand=Vaststelling.Stand.VASTGESTELD)
    return aan_de_beurt().filter(
        ~Exists(vastgesteld), uiterlijk__lt=vandaag, deel__subsidie__stand=Subsidie.Stand.LOPEND
    )


def niet_hersteld(vandaag: datetime.date) -> QuerySet[Deelverslag]:
    """Those that did not come in the term that the reminder gave either."""
    return te_laat(vandaag).filter(hersteltermijn__lt=vandaag)


def _perioden() -> QuerySet[Vaststelling]:
    """The period in which the year of an own part is settled."""
    jaar = OuterRef("verantwoording__jaar")
    return Vaststelling.objects.filter(subsidie__deel=OuterRef("deel"), eerste_jaar__lte=jaar, laatste_jaar__gte=jaar)


def laatrijen(bladzijde: str | None) -> tuple[list[Laatrij], Page[Any]]:
    """One page, the longest ago first, with what follows already: three queries."""
    vandaag = timezone.localdate()
    opschorting = Opschorting.objects.filter(subsidie=OuterRef("deel__subsidie"), van__lte=vandaag).filter(
        Q(opgeheven_op=None) | Q(opgeheven_op__gt=vandaag), tot_en_met__gte=vandaag
    )
    voorstel = Vervolgregel.objects.filter(
        subsidie=OuterRef("deel__subsidie"), voorstel__soort=Besluit.Soort.OPSCHORTING
    ).exclude(voorstel__stand__in=(Vervolgvoorstel.Stand.BESLOTEN, Vervolgvoorstel.Stand.INGETROKKEN))
    rijen = (
        te_laat(vandaag)
        .select_related(
            "deel__organisatie",
            "deel__subsidie",
            "herinnering",
            "verantwoording__aanvraag__tafel__thema",
            "verantwoording__aanvraag__penvoerder",
        )
        .defer("herinnering__snapshot")
        .annotate(
            vaststelling=Subquery(_perioden().values("pk")[:1]),
            opgeschort_tot=Subquery(opschorting.values("tot_en_met")[:1]),
            opschorting_voorstel=Subquery(voorstel.order_by("-id").values("voorstel__kenmerk")[:1]),
        )
        .order_by(F("hersteltermijn").asc(nulls_last=True), "uiterlijk", "pk")
    )
    vel: Page[Any] = Paginator(rijen, PER_BLADZIJDE).get_page(bladzijde)
    vaststellingen = met_voorstel(Vaststelling.objects.filter(pk__in=[rij.vaststelling for rij in vel]))
    perioden = {een.pk: _periode(een, vandaag) for een in vaststellingen}
    return [_rij(rij, perioden.get(rij.vaststelling), vandaag) for rij in vel], vel


def _periode(vaststelling: Any, vandaag: datetime.date) -> Periode:
    return Periode(
        eerste_jaar=vaststelling.eerste_jaar,
        naam=vaststelling.periode,
        voorstel=vaststelling.voorstel_kenmerk or "",
        voor_te_stellen=voor_te_stellen(vaststelling, vandaag),
        toestand=toestand_van(vaststelling, vandaag, voorgesteld=vaststelling.voorstel_kenmerk is not None),
    )


def _rij(rij: Any, periode: Periode | None, vandaag: datetime.date) -> Laatrij:
    return Laatrij(
        deelverslag_id=rij.pk,
        kenmerk=rij.verantwoording.aanvraag.kenmerk,
        subsidie=rij.deel.subsidie.kenmerk,
        organisatie=rij.deel.organisatie.naam,
        fictief=rij.deel.organisatie.fictief,
        waarvoor=rij.verantwoording.aanvraag.naam,
        jaar=rij.verantwoording.jaar,
        uiterlijk=rij.uiterlijk,
        dagen=(vandaag - rij.uiterlijk).days,
        herinnerd_op=rij.herinnering.verzenddatum if rij.herinnering else None,
        brief=rij.herinnering.kenmerk if rij.herinnering else "",
        hersteltermijn=rij.hersteltermijn,
        is_voorbij=rij.hersteltermijn is not None and rij.hersteltermijn < vandaag,
        opgeschort_tot=rij.opgeschort_tot,
        opschorting_voorstel=rij.opschorting_voorstel or "",
        vaststelling=periode,
    )


def uit_te_laat(deelverslag_id: int, subsidie: Subsidie) -> dict[str, Any]:
    """What a proposal on this grant begins with when its own part did not come: the reasons, and for a suspension its
    ground, as the year was not settled, and the last day it may hold."""
    vandaag = timezone.localdate()
    deel = (
        niet_hersteld(vandaag)
        .filter(pk=deelverslag_id, deel__subsidie=subsidie)
        .select_related("verantwoording", "herinnering")
        .first()
    )
    if deel is None or deel.herinnering is None or deel.hersteltermijn is None:
        return {}
    waarom = (
        f"Het verslag over {deel.verantwoording.jaar} moest er uiterlijk op {datum(deel.uiterlijk)} zijn. Op "
        f"{datum(deel.herinnering.verzenddatum)} herinnerden wij daaraan, met tijd tot en met "
        f"{datum(deel.hersteltermijn)}. Wij kregen het niet."
    )
    return {"motivering": waarom, "grond": VERMOEDEN, "einde": uiterlijk(vandaag)}
