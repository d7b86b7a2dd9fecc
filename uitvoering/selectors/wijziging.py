"""Requests to change a grant."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from kern.selectors import vrije_dagen
from kern.termijnen.verlenging import Duur, Termijn, termijn
from regelingen.selectors import parameters_op
from subsidies.models import Subsidie
from uitvoering.models import Vervolgvoorstel, Wijzigingsonderdeel, Wijzigingsverzoek

PER_BLADZIJDE = 60


def beslistermijn(subsidie: Subsidie, ontvangen: datetime.date) -> Termijn:
    """Until when we have to decide on a request that came in on a day, by the rules of that day (Awb 4:13)."""
    weken = parameters_op(subsidie.deel.aanvraag.regeling, ontvangen).wijzigingstermijn_weken
    return termijn(ontvangen, Duur(weken), vrije_dagen(), artikel="Awb 4:13")


@dataclass(frozen=True, slots=True)
class Verzoekregel:
    """One request in a list, with how many of its parts wait for advice and for a decision."""

    kenmerk: str
    ontvanger: str
    fictief: bool
    waarvoor: str
    ingediend_op: datetime.datetime
    beslissen_uiterlijk: datetime.date
    zonder_advies: int
    open: int


def verzoek_rijen(bladzijde: str | None) -> tuple[list[Verzoekregel], Page[Any]]:
    """One page of what waits, what must be decided first on top: two queries."""
    open_ = Q(onderdelen__stand=Wijzigingsonderdeel.Stand.OPEN)
    verzoeken: QuerySet[Any] = (
        Wijzigingsverzoek.objects.filter(stand=Wijzigingsverzoek.Stand.INGEDIEND)
        .select_related(
            "subsidie__ontvanger", "subsidie__deel__aanvraag__regeling", "subsidie__deel__aanvraag__tafel__thema"
        )
        .annotate(
            open=Count("onderdelen", filter=open_), zonder=Count("onderdelen", filter=open_ & Q(onderdelen__advies=""))
        )
        .order_by("beslissen_uiterlijk", "id")
    )
    vel = Paginator(verzoeken, PER_BLADZIJDE).get_page(bladzijde)
    return [
        Verzoekregel(
            kenmerk=rij.kenmerk,
            ontvanger=rij.subsidie.ontvanger.naam,
            fictief=rij.subsidie.ontvanger.fictief,
            waarvoor=rij.subsidie.deel.aanvraag.waarvoor,
            ingediend_op=rij.ingediend_op,
            beslissen_uiterlijk=rij.beslissen_uiterlijk,
            zonder_advies=rij.zonder,
            open=rij.open,
        )
        for rij in vel.object_list
    ], vel


@dataclass(frozen=True, slots=True)
class Onderdeelbeeld:
    """One part of a request, with where it is decided."""

    onderdeel: Wijzigingsonderdeel

    @property
    def lopend_voorstel(self) -> Vervolgvoorstel | None:
        """The adjustment that decides it; one that was let go decides nothing."""
        voorstel = self.onderdeel.voorstel
        return voorstel if voorstel is not None and voorstel.stand != Vervolgvoorstel.Stand.INGETROKKEN else None

    @property
    def is_open(self) -> bool:
        return self.onderdeel.stand == Wijzigingsonderdeel.Stand.OPEN and self.lopend_voorstel is None

    @property
    def vraagt_bijstelling(self) -> bool:
        return (
            self.is_open
            and self.onderdeel.advies == Wijzigingsonderdeel.Advies.TOEWIJZEN
            and self.onderdeel.bedrag is not None
        )

    @property
    def is_te_beslissen(self) -> bool:
        return self.is_open and bool(self.onderdeel.advies) and not self.vraagt_bijstelling


def onderdelen_van(verzoek: Wijzigingsverzoek) -> list[Onderdeelbeeld]:
    """The parts in order: one query."""
    return [Onderdeelbeeld(onderdeel) for onderdeel in _onderdelen(verzoek)]


def _onderdelen(verzoek: Wijzigingsverzoek) -> QuerySet[Wijzigingsonderdeel]:
    return verzoek.onderdelen.select_related("voorstel", "beschikking").order_by("id")
