"""Where a proposal goes over the ceiling of its table (Awb 4:25 lid 2), and how far it may (4:51 lid 2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject

from kern.geld import NUL
from subsidies.dossier import Dossier, Jaarbedragen, tel_op
from subsidies.models import Aanvraag, Beschikkingsbedrag, Plafondvrijstelling
from subsidies.selectors.vorig_jaar import bedragen_aan_anderen, verleend_per
from subsidies.toekenning import Toekenning


@dataclass(frozen=True, slots=True)
class Vrijgesteld:
    """How far one part may go over the ceiling in one year, and why."""

    deel: int
    jaar: int
    bedrag: Decimal
    grond: str


@dataclass(frozen=True, slots=True)
class Plafondfeiten:
    """What counts beside a proposal, in euro by year: granted before on this application by part (`eerder`), on others
    (`elders`), to each recipient on whatever application (`ontvangers`), and what may go over the ceiling."""

    eerder: Mapping[int, Jaarbedragen]
    elders: Jaarbedragen
    ontvangers: Mapping[int, Jaarbedragen]
    vrijstellingen: Sequence[Vrijgesteld]


@dataclass(frozen=True, slots=True)
class Overschrijding:
    """How far one year goes over the ceiling, and how much of that may be: the exceptions of Awb 4:51 lid 2."""

    jaar: int
    te_veel: Decimal
    vrijgesteld: Decimal
    delen: frozenset[int]
    gronden: tuple[str, ...]
    met_anderen: bool

    @property
    def mag(self) -> bool:
        return self.te_veel <= self.vrijgesteld


def plafond_velden(aanvraag: Aanvraag) -> dict[str, ArraySubquery]:
    """What `lees_plafond` reads, to fold into a query on Aanvraag. Amounts travel as text."""
    vrijstellingen = Plafondvrijstelling.objects.filter(deel__aanvraag=OuterRef("pk"), vervallen_op=None)
    return {
        "verleend_eerder": verleend_per(
            Beschikkingsbedrag.objects.filter(beschikking__besluit__aanvraag=OuterRef("pk")),
            van="beschikking__deel",
            jaar="jaar",
        ),
        "verleend_elders": verleend_per(bedragen_aan_anderen(aanvraag), jaar="jaar"),
        "verleend_ontvangers": verleend_per(
            Beschikkingsbedrag.objects.filter(beschikking__deel__organisatie__aanvraagdelen__aanvraag=OuterRef("pk")),
            van="beschikking__deel__organisatie",
            jaar="jaar",
        ),
        "vrijstellingen": ArraySubquery(
            vrijstellingen.order_by("jaar", "id").values(
                feiten=JSONObject(deel="deel_id", jaar="jaar", bedrag=Cast("bedrag", CharField()), grond="grond")
            )
        ),
    }


def lees_plafond(rij: Mapping[str, Any]) -> Plafondfeiten:
    return Plafondfeiten(
        eerder=_per_jaar(rij["verleend_eerder"]),
        ontvangers=_per_jaar(rij["verleend_ontvangers"]),
        elders={feiten["jaar"]: Decimal(feiten["som"]) for feiten in rij["verleend_elders"]},
        vrijstellingen=[
            Vrijgesteld(**feiten | {"bedrag": Decimal(feiten["bedrag"])}) for feiten in rij["vrijstellingen"]
        ],
    )


def _per_jaar(rijen: Iterable[Mapping[str, Any]]) -> dict[int, Jaarbedragen]:
    """By the key of a part or a recipient (`van`), and by year."""
    bedragen: dict[int, dict[int, Decimal]] = {}
    for feiten in rijen:
        bedragen.setdefault(feiten["van"], {})[feiten["jaar"]] = Decimal(feiten["som"])
    return {**bedragen}


def plafondfeiten(aanvraag: Aanvraag) -> Plafondfeiten:
    """One query."""
    return lees_plafond(Aanvraag.objects.values(**plafond_velden(aanvraag)).get(pk=aanvraag.pk))


def overschrijdingen(
    dossier: Dossier, voorstel: Mapping[int, Jaarbedragen], feiten: Plafondfeiten
) -> list[Overschrijding]:
    """The years in which the proposal, with all that was granted from the same ceiling, is over it."""
    elders = tel_op([feiten.elders, *feiten.eerder.values()], dossier.jaren)
    per_jaar = tel_op([*voorstel.values(), elders], dossier.jaren)
    vrijstellingen = [rij for rij in feiten.vrijstellingen if rij.deel in voorstel]
    return [
        Overschrijding(
            jaar=jaar,
            te_veel=per_jaar[jaar] - plafond,
            vrijgesteld=sum(
                (min(rij.bedrag, voorstel[rij.deel].get(jaar, NUL)) for rij in vrijstellingen if rij.jaar == jaar),
                NUL,
            ),
            delen=frozenset(rij.deel for rij in vrijstellingen if rij.jaar == jaar),
            gronden=tuple(dict.fromkeys(rij.grond for rij in vrijstellingen if rij.jaar == jaar)),
            met_anderen=bool(elders[jaar]),
        )
        for jaar, plafond in dossier.plafond.items()
        if per_jaar.get(jaar, NUL) > plafond
    ]


def met_vrijstelling(toekenningen: Iterable[Toekenning], boven: Sequence[Overschrijding]) -> list[Toekenning]:
    """The same, marked where one may go over the ceiling."""
    delen = {deel for rij in boven for deel in rij.delen}
    return [replace(rij, boven_plafond=rij.deel.pk in delen) for rij in toekenningen]
