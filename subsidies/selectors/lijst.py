"""Which applications somebody may know of, and the list of them."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from organisaties.models import Lidmaatschap, Machtiging
from organisaties.toegang import RAAD
from subsidies.models import Aanvraag, Aanvraagdeel, Opmerking
from thematafels.models import Deelname
from thematafels.selectors import aangesteld_bij

PER_BLADZIJDE = 60
STATUS = {
    Aanvraag.Stand.CONCEPT: "bezig",
    Aanvraag.Stand.INGEDIEND: "bezig",
    Aanvraag.Stand.IN_BEHANDELING: "bezig",
    Aanvraag.Stand.VOORGESTELD: "bezig",
    Aanvraag.Stand.BESLOTEN: "klaar",
    Aanvraag.Stand.INGETROKKEN: "rust",
}


@dataclass(frozen=True, slots=True)
class AanvraagRij:
    """One application in a list. Whose turn it is follows from the state."""

    kenmerk: str
    naam: str
    regeling: str
    periode: str
    penvoerder: str
    stand: str
    stand_naam: str
    fictief: bool
    delen: int
    akkoorden: int
    sluit_op: datetime.datetime | None
    beslis_uiterlijk: datetime.date | None

    @property
    def stand_soort(self) -> str:
        """The shape of its status badge."""
        return STATUS[Aanvraag.Stand(self.stand)]

    @property
    def is_zaak(self) -> bool:
        """Submitted, so that the municipality has a case."""
        return self.beslis_uiterlijk is not None

    @property
    def loopt(self) -> bool:
        """The legal clock runs."""
        return self.is_zaak and self.stand not in (Aanvraag.Stand.BESLOTEN, Aanvraag.Stand.INGETROKKEN)


def aanvraag_rijen(aanvragen: QuerySet[Aanvraag], bladzijde: str | None) -> tuple[list[AanvraagRij], Page[Aanvraag]]:
    """One page of rows, the newest first, and where it stands among the others: two queries."""
    vel = Paginator(aanvragen.order_by("-id"), PER_BLADZIJDE).get_page(bladzijde)
    rijen = (
        aanvragen.order_by("-id")
        .select_related("regeling", "tafel__thema", "uitvraag", "penvoerder")
        .annotate(
            aantal_delen=Count("delen", distinct=True),
            aantal_akkoorden=Count(
                "delen__akkoorden", filter=Q(delen__akkoorden__vervallen_op__isnull=True), distinct=True
            ),
        )
    )
    return [
        AanvraagRij(
            kenmerk=rij.kenmerk,
            naam=rij.naam,
            regeling=rij.uitvraag.naam if rij.uitvraag else rij.regeling.naam,
            periode=rij.periode,
            penvoerder=rij.penvoerder.naam,
            stand=rij.stand,
            stand_naam=rij.get_stand_display(),
            fictief=rij.penvoerder.fictief,
            delen=rij.aantal_delen,
            akkoorden=rij.aantal_akkoorden,
            sluit_op=rij.uitvraag.sluit_op if rij.uitvraag else None,
            beslis_uiterlijk=rij.beslis_uiterlijk,
        )
        for rij in rijen[vel.start_index() - 1 if vel.paginator.count else 0 : vel.end_index()]
    ], vel


def is_toegelaten(tafel_id: int | None, lid: Lidmaatschap) -> bool:
    """Whether this organisation was admitted to the table."""
    return Deelname.objects.filter(
        tafel=tafel_id, organisatie=lid.organisatie_id, stand=Deelname.Stand.TOEGELATEN
    ).exists()


def zichtbaar_voor(lid: Lidmaatschap) -> QuerySet[Aanvraag]:
    """The applications this membership may know of: the municipality all of them (it sits at the table while the
    draft is written), a partner those it takes part in or this person signs in under a machtiging, who chairs a table
    or guides its process the joint one of that table, the council none: it sees amounts, never applications.
    """
    if lid.is_gemeente:
        return Aanvraag.objects.all()
    if lid.rol in RAAD:
        return Aanvraag.objects.none()
    leidt = Q(zelfstandig=False, tafel__in=aangesteld_bij(lid))
    if not lid.is_partner:
        return Aanvraag.objects.filter(leidt)
    namens = Machtiging.objects.van_kracht(timezone.localdate()).filter(gemachtigde=lid.pk)
    doet_mee = Exists(
        Aanvraagdeel.objects.filter(
            Q(organisatie=lid.organisatie_id) | Q(organisatie__in=namens.values("organisatie")),
            aanvraag=OuterRef("pk"),
        )
    )
    return Aanvraag.objects.filter(doet_mee | leidt)


def zichtbare_opmerkingen(lid: Lidmaatschap) -> QuerySet[Opmerking]:
    """All that exists for this membership: the municipality sees everything, others what is for the whole table."""
    opmerkingen = Opmerking.objects.filter(aanvraag__in=zichtbaar_voor(lid))
    return opmerkingen if lid.is_gemeente else opmerkingen.filter(zichtbaarheid=Opmerking.Zichtbaarheid.TAFEL)
