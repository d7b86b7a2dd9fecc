"""Reading settlements: the request of one period, and the list of what is due."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from brieven.models import Brief
from kern.geld import NUL
from kern.models import BestandStand
from kern.selectors import vrije_dagen
from kern.termijnen.stappen import amsterdam_dag
from kern.termijnen.verlenging import Duur, Termijn, termijn
from regelingen.parameters import Parameters
from subsidies.models import Begrotingspost, Beschikkingsbedrag, Besluit, Subsidie
from subsidies.regels.verantwoordingsplicht import stukken
from subsidies.selectors.dossier import laad_deel
from uitvoering.afrekening import Afrekening, Bereikrij, Cijferrij, Stukfeit, Vergelijking, uit_inhoud
from uitvoering.models import Vaststelling, Vaststellingsaanvraag, Vaststellingsstuk, Vervolgregel, Vervolgvoorstel
from uitvoering.regels.ambtshalve import mag_ambtshalve, mag_herinneren

PER_BLADZIJDE = 60
OP_KOMST = datetime.timedelta(days=92)  # an officer sees a last day three months ahead


def bevroren_regels(subsidie: Subsidie) -> Parameters:
    """The rules as they stood on the day of the first decision. It comes with `beschikking__besluit`."""
    return Parameters.uit_dict(subsidie.beschikking.besluit.parameters)


def laad_afrekening(vaststelling: Vaststelling, bestanden: Sequence[Vaststellingsstuk] | None = None) -> Afrekening:
    """What the recipient wrote so far (7 queries), or (submitted) exactly what was frozen.

    `vaststelling` comes with `subsidie` as uitvoering.toegang gives it, and `aanvraag`; `bestanden` when they are
    known already.
    """
    ingediend = getattr(vaststelling, "aanvraag", None)
    return uit_inhoud(ingediend.inhoud) if ingediend else stel_samen(vaststelling, bestanden)


def stel_samen(vaststelling: Vaststelling, bestanden: Sequence[Vaststellingsstuk] | None = None) -> Afrekening:
    """The draft as it stands now."""
    subsidie, jaren = vaststelling.subsidie, list(vaststelling.jaren)
    deel = laad_deel(subsidie.deel)
    werkelijk = {(rij.soort, rij.jaar): rij.bedrag for rij in vaststelling.cijfers.all()}
    bereikt = {(rij.voorziening_id, rij.jaar): rij.bewoners for rij in vaststelling.bereik.all()}
    eerste, nu = _verleend(subsidie)
    gepland: dict[tuple[str, int], Decimal] = {}
    for post in deel.posten:
        for jaar, bedrag in post.bedragen.items():
            gepland[post.soort, jaar] = gepland.get((post.soort, jaar), NUL) + bedrag
    return Afrekening(
        jaren=jaren,
        verleend={jaar: nu.get(jaar, NUL) for jaar in jaren},
        nodig=stukken(bevroren_regels(subsidie), eerste),
        cijfers=[
            Cijferrij(
                soort,
                [Vergelijking(jaar, gepland.get((soort, jaar), NUL), werkelijk.get((soort, jaar))) for jaar in jaren],
            )
            for soort in Begrotingspost.Soort.values
        ],
        bereik=[
            Bereikrij(aanbod.pk, aanbod.naam, jaar, aanbod.bereik.get(jaar), bereikt.get((aanbod.pk, jaar)))
            for aanbod in deel.aanbod
            for jaar in jaren
        ],
        stukken=[
            Stukfeit(stuk.pk, stuk.soort, stuk.bestand.naam, stuk.bestand.sha256)
            for stuk in (stukken_van(vaststelling) if bestanden is None else bestanden)
            if stuk.bestand.stand != BestandStand.GEWEIGERD
        ],
        activiteiten=vaststelling.activiteiten,
        afwijking=vaststelling.afwijking,
    )


def eerst_verleend(subsidie: Subsidie) -> Decimal:
    """What the first decision granted over all years: it chose the band."""
    return _verleend(subsidie)[0]


def _verleend(subsidie: Subsidie) -> tuple[Decimal, dict[int, Decimal]]:
    """What the first decision granted in all, and what is granted per year now: one query."""
    rijen = list(
        Beschikkingsbedrag.objects.filter(beschikking__deel=subsidie.deel_id)
        .order_by()
        .values("jaar")
        .annotate(eerste=Sum("verleend", filter=Q(beschikking=subsidie.beschikking_id)), nu=Sum("verleend"))
    )
    return sum((rij["eerste"] or NUL for rij in rijen), NUL), {rij["jaar"]: rij["nu"] for rij in rijen}


def bekend_op(subsidie: Subsidie) -> dict[int, datetime.date]:
    """The day on which the settlement of each year was first made known: that of its letter (Awb 3:41). One query."""
    brief = Brief.objects.geldend().filter(kenmerk=OuterRef("beschikking__kenmerk"))
    rijen = (
        Beschikkingsbedrag.objects.filter(beschikking__deel=subsidie.deel_id, vastgesteld__isnull=False)
        .order_by("-id")
        .values_list(
            "jaar", Coalesce(Subquery(brief.values("verzenddatum")[:1]), F("beschikking__brief__verzenddatum"))
        )
    )
    return dict(rijen)


def met_iets_over(perioden: QuerySet[Vaststelling]) -> QuerySet[Vaststelling]:
    """Without the periods for which nothing is granted any more (regels.afloop): nobody settles those."""
    rijen = Beschikkingsbedrag.objects.filter(
        beschikking__deel=OuterRef("subsidie__deel"),
        jaar__gte=OuterRef("eerste_jaar"),
        jaar__lte=OuterRef("laatste_jaar"),
    ).order_by()
    over = rijen.values("jaar").annotate(som=Sum("verleend")).filter(som__gt=NUL)
    return perioden.filter(Exists(over))


def stukken_van(vaststelling: Vaststelling) -> list[Vaststellingsstuk]:
    """The documents, with what was refused by the virus check."""
    return list(vaststelling.stukken.filter(verwijderd_op=None).select_related("bestand", "door__gebruiker"))


def beslistermijn(vaststelling: Vaststelling, aanvraag: Vaststellingsaanvraag) -> Termijn:
    """The last day to decide on a request for settlement (Awb 4:13)."""
    regels = bevroren_regels(vaststelling.subsidie)
    return termijn(
        amsterdam_dag(aanvraag.ingediend_op),
        Duur(regels.vaststellingstermijn_weken),
        vrije_dagen(),
        artikel=f"Awb 4:13; {regels.asv_naam}",
    )


def met_voorstel(vaststellingen: QuerySet[Vaststelling]) -> QuerySet[Any]:
    """With what was submitted, and the kenmerk of the settlement in the making (`voorstel_kenmerk`)."""
    in_de_maak = (
        Vervolgregel.objects.filter(
            subsidie=OuterRef("subsidie"),
            voorstel__soort=Besluit.Soort.VASTSTELLING,
            bedragen__jaar=OuterRef("eerste_jaar"),
        )
        .exclude(voorstel__stand__in=[Vervolgvoorstel.Stand.BESLOTEN, Vervolgvoorstel.Stand.INGETROKKEN])
        .order_by("-id")
        .values("voorstel__kenmerk")[:1]
    )
    return vaststellingen.annotate(voorstel_kenmerk=Subquery(in_de_maak)).select_related(
        "aanvraag__door__gebruiker", "aanvraag__door__organisatie", "herinnering", "beschikking__brief"
    )


def voor_te_stellen(vaststelling: Any, vandaag: datetime.date) -> bool:
    """The settlement may be proposed: it was asked for, or the last term passed, and none is in the making.

    `vaststelling` comes from `met_voorstel`.
    """
    aan_de_beurt = vaststelling.stand == Vaststelling.Stand.INGEDIEND or mag_ambtshalve(
        vaststelling.hersteltermijn, vandaag
    )
    return aan_de_beurt and not vaststelling.voorstel_kenmerk and not vaststelling.beschikking_id


@dataclass(frozen=True, slots=True)
class Vaststelrij:
    """One period in the list of the officers, with whose turn it is. `soort` is the shape of its status."""

    kenmerk: str
    ontvanger: str
    fictief: bool
    waarvoor: str
    eerste_jaar: int
    periode: str
    uiterlijk: datetime.date
    soort: str
    toestand: str


def vast_te_stellen(bladzijde: str | None) -> tuple[list[Vaststelrij], Page[Any]]:
    """What is due, late or asked for, the earliest first: two queries."""
    vandaag = timezone.localdate()
    rijen = (
        met_voorstel(met_iets_over(Vaststelling.objects.filter(subsidie__stand=Subsidie.Stand.LOPEND)))
        .filter(Q(stand=Vaststelling.Stand.INGEDIEND) | Q(uiterlijk__lte=vandaag + OP_KOMST))
        .exclude(stand=Vaststelling.Stand.VASTGESTELD)
        .select_related(
            "subsidie__ontvanger", "subsidie__deel__aanvraag__tafel__thema", "subsidie__deel__aanvraag__penvoerder"
        )
        .order_by("uiterlijk", "id")
    )
    vel: Page[Any] = Paginator(rijen, PER_BLADZIJDE).get_page(bladzijde)
    return [_rij(rij, vandaag) for rij in vel], vel


def _rij(vaststelling: Any, vandaag: datetime.date) -> Vaststelrij:
    subsidie = vaststelling.subsidie
    soort, toestand = toestand_van(vaststelling, vandaag, voorgesteld=vaststelling.voorstel_kenmerk is not None)
    return Vaststelrij(
        kenmerk=subsidie.kenmerk,
        ontvanger=subsidie.ontvanger.naam,
        fictief=subsidie.ontvanger.fictief,
        waarvoor=subsidie.deel.aanvraag.naam,
        eerste_jaar=vaststelling.eerste_jaar,
        periode=vaststelling.periode,
        uiterlijk=vaststelling.uiterlijk,
        soort=soort,
        toestand=toestand,
    )


def toestand_van(vaststelling: Vaststelling, vandaag: datetime.date, *, voorgesteld: bool = False) -> tuple[str, str]:
    """How far it is, as a shape and in words: never by colour alone."""
    if vaststelling.stand == Vaststelling.Stand.VASTGESTELD:
        return "klaar", "Vastgesteld"
    if voorgesteld:
        return "bezig", "Besluit in voorbereiding"
    if vaststelling.stand == Vaststelling.Stand.INGEDIEND:
        return "bezig", "Aangevraagd: te beoordelen"
    if mag_ambtshalve(vaststelling.hersteltermijn, vandaag):
        return "fout", "Niet aangevraagd: ambtshalve vaststellen kan"
    if vaststelling.hersteltermijn is not None:
        return "let-op", "Herinnerd: wacht op de organisatie"
    if mag_herinneren(vaststelling.uiterlijk, None, vandaag):
        return "fout", "Te laat: nog niet herinnerd"
    return "rust", "Wacht op de organisatie"
