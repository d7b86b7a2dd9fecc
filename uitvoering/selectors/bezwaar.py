"""Reading objections: the list, one of them whole, and which later decisions it covers."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from brieven.models import Brief
from kern.selectors import vrije_dagen
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Beschikking, Subsidie
from subsidies.selectors.standen import Jaarstand, jaarstanden_van
from uitvoering.bestreden import Bestreden, bestreden_door, soort_bestreden
from uitvoering.bezwaarklok import Bezwaarklok, klok_van, met_verzending
from uitvoering.models import Bezwaar
from uitvoering.regels.bezwaar_aan_zet import aan_zet

PER_BLADZIJDE = 60
TEKEN = {
    Bezwaar.Stand.ONTVANGEN: "bezig",
    Bezwaar.Stand.IN_BEHANDELING: "bezig",
    Bezwaar.Stand.VOORGELEGD: "bezig",
    Bezwaar.Stand.BESLOTEN: "klaar",
    Bezwaar.Stand.INGETROKKEN: "rust",
}
LOPEND = (Bezwaar.Stand.ONTVANGEN, Bezwaar.Stand.IN_BEHANDELING, Bezwaar.Stand.VOORGELEGD)


@dataclass(frozen=True, slots=True)
class Bezwaarrij:
    """One objection in a list. `uiterlijk` is the last day to decide; None when it is over."""

    kenmerk: str
    organisatie: str
    tegen: str
    tegen_soort: str
    ontvangen_op: datetime.date
    op_tijd: bool
    stand: str
    teken: str
    uitkomst: str
    wie: str
    wat: str
    uiterlijk: datetime.date | None
    staat_stil: bool


@dataclass(frozen=True, slots=True)
class Hubrij:
    """One objection on the page of a grant."""

    kenmerk: str
    organisatie: str
    tegen: str
    stand: str
    teken: str
    wie: str
    wat: str


def zichtbare_bezwaren(lid: Lidmaatschap) -> QuerySet[Bezwaar]:
    """The municipality sees all, a partner its own, others none."""
    if lid.is_gemeente:
        return Bezwaar.objects.all()
    if lid.is_partner:
        return Bezwaar.objects.filter(organisatie=lid.organisatie_id)
    return Bezwaar.objects.none()


def bezwaren_op(lid: Lidmaatschap, **waar: Any) -> list[Bezwaarrij]:
    """What this membership may see of the objections on, for example, one part: two queries."""
    rijen = list(_met_alles(zichtbare_bezwaren(lid).filter(**waar)))
    return _als_rijen(rijen)


def laad_bezwaarhub(lid: Lidmaatschap, subsidie: Subsidie) -> Mapping[str, Any] | None:
    """For the page of one grant: one query. Dates stand on the page of the objection itself."""
    vandaag = timezone.localdate()
    bezwaren = zichtbare_bezwaren(lid).filter(beschikking__deel=subsidie.deel_id)
    rijen = [
        Hubrij(
            bezwaar.kenmerk,
            bezwaar.organisatie.naam,
            bezwaar.besluitkenmerk,
            bezwaar.get_stand_display(),
            TEKEN[Bezwaar.Stand(bezwaar.stand)],
            *aan_zet(bezwaar, vandaag),
        )
        for bezwaar in bezwaren.select_related("organisatie").order_by("-id")
    ]
    mag_maken = lid.rol in (Rol.BELEIDSMEDEWERKER, Rol.TEKENBEVOEGDE)
    return {"bezwaren": rijen, "mag_maken": mag_maken} if rijen or mag_maken else None


def bezwaar_rijen(bezwaren: QuerySet[Bezwaar], bladzijde: str | None) -> tuple[list[Bezwaarrij], Page[Bezwaar]]:
    """One page of rows, the newest first: three queries."""
    vel = Paginator(_met_alles(bezwaren), PER_BLADZIJDE).get_page(bladzijde)
    return _als_rijen(list(vel.object_list)), vel


def latere_besluiten(bezwaar: Bezwaar) -> QuerySet[Beschikking]:
    """What changes, withdraws or replaces the contested decision while the objection runs (Awb 6:19)."""
    if bezwaar.beschikking is None:
        return Beschikking.objects.none()
    return Beschikking.objects.filter(
        deel=bezwaar.beschikking.deel_id,
        wijzigt__isnull=False,
        pk__gt=bezwaar.beschikking_id,
        besluit__genomen_op__gte=bezwaar.vastgelegd_op,
    ).exclude(soort=Beschikking.Soort.BEZWAAR)


def huidige_standen(beschikking: Beschikking | None) -> dict[int, Jaarstand]:
    """The figures that hold now per year; nothing where no grant runs. `deel.subsidie` may be absent."""
    subsidie = getattr(beschikking.deel, "subsidie", None) if beschikking is not None else None
    return jaarstanden_van([subsidie.pk])[subsidie.pk] if subsidie else {}


def huidige_bedragen(bezwaar: Bezwaar) -> dict[int, Decimal]:
    """What the recipient is entitled to per year: settled, or granted."""
    return {jaar: stand.recht for jaar, stand in huidige_standen(bezwaar.beschikking).items()}


@dataclass(frozen=True, slots=True)
class Bezwaarbeeld:
    """One objection with all that its page shows."""

    bezwaar: Bezwaar
    tegen: Bestreden
    klok: Bezwaarklok
    wie: str
    wat: str
    later: Sequence[Beschikking]
    brieven: Sequence[Brief]
    bedragen: Sequence[tuple[int, Decimal, Decimal]]


def laad_beeld(bezwaar: Bezwaar, *, gemeente: bool) -> Bezwaarbeeld:
    """`bezwaar` from `met_verzending`: eight queries at most."""
    wie, wat = aan_zet(bezwaar, timezone.localdate())
    brieven = Brief.objects.geldend().filter(over_soort=Bezwaar._meta.label_lower, over_id=bezwaar.pk)
    if not gemeente:
        brieven = brieven.filter(ontvanger=bezwaar.organisatie_id, stand="verzonden")
    nu = huidige_bedragen(bezwaar)
    return Bezwaarbeeld(
        bezwaar=bezwaar,
        tegen=bestreden_door(bezwaar),
        klok=klok_van(bezwaar),
        wie=wie,
        wat=wat,
        later=list(
            latere_besluiten(bezwaar).select_related("besluit")
            if bezwaar.loopt
            else Beschikking.objects.filter(meebetrokken_bij__bezwaar=bezwaar).select_related("besluit")
        ),
        brieven=list(brieven.defer("snapshot").order_by("id")),
        bedragen=[(rij.jaar, nu.get(rij.jaar, Decimal("0.00")), rij.wordt) for rij in bezwaar.bedragen.all()],
    )


def _met_alles(bezwaren: QuerySet[Bezwaar]) -> QuerySet[Bezwaar]:
    return met_verzending(bezwaren).select_related("organisatie", "beschikking").order_by("-id")


def _als_rijen(bezwaren: Sequence[Bezwaar]) -> list[Bezwaarrij]:
    vandaag, vrij = timezone.localdate(), vrije_dagen() if bezwaren else {}
    return [_rij(bezwaar, klok_van(bezwaar, vandaag, vrij), vandaag) for bezwaar in bezwaren]


def _rij(bezwaar: Bezwaar, klok: Bezwaarklok, vandaag: datetime.date) -> Bezwaarrij:
    wie, wat = aan_zet(bezwaar, vandaag)
    return Bezwaarrij(
        kenmerk=bezwaar.kenmerk,
        organisatie=bezwaar.organisatie.naam,
        tegen=bezwaar.besluitkenmerk,
        tegen_soort=soort_bestreden(bezwaar),
        ontvangen_op=bezwaar.ontvangen_op,
        op_tijd=klok.op_tijd.op_tijd,
        stand=bezwaar.get_stand_display(),
        teken=TEKEN[Bezwaar.Stand(bezwaar.stand)],
        uitkomst=bezwaar.get_uitkomst_display() if bezwaar.stand == Bezwaar.Stand.BESLOTEN else "",
        wie=wie,
        wat=wat,
        uiterlijk=klok.beslissing.laatste_dag if bezwaar.loopt else None,
        staat_stil=klok.beslissing.staat_stil,
    )
