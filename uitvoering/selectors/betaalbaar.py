"""What can be paid on a day, and what stands in the way."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from brieven.models import Brief
from kern.geld import NUL
from organisaties.models import Lidmaatschap
from subsidies.models import Beschikking, Subsidie, Zaakrol
from uitvoering.models import Betaaltermijn, Betaling, Opschorting, Rekeningwijziging
from uitvoering.models.betaling import LOPEND
from uitvoering.regels.betaalbaar import Betaalfeiten, belemmeringen


@dataclass(frozen=True, slots=True)
class Betaalrij:
    """One open instalment that is due, in euro; `redenen` say why it cannot be paid now."""

    id: int
    kenmerk: str
    ontvanger: str
    iban: str
    jaar: int
    volgnummer: int
    dag: datetime.date
    bedrag: Decimal
    redenen: tuple[str, ...]


def te_betalen(tot_en_met: datetime.date, dag: datetime.date, lid: Lidmaatschap) -> list[Betaalrij]:
    """Every open instalment due up to a day that is in no payment order yet, for who would pay it on `dag`."""
    termijnen = list(
        open_termijnen()
        .filter(dag__lte=tot_en_met)
        .select_related("subsidie__ontvanger", "subsidie__deel")
        .order_by("dag", "subsidie__ontvanger__sorteersleutel", "subsidie_id", "jaar", "volgnummer")
    )
    waarom = redenen([termijn.subsidie for termijn in termijnen], dag, lid)
    return [
        Betaalrij(
            id=termijn.pk,
            kenmerk=termijn.subsidie.kenmerk,
            ontvanger=termijn.subsidie.ontvanger.naam,
            iban=termijn.subsidie.ontvanger.iban,
            jaar=termijn.jaar,
            volgnummer=termijn.volgnummer,
            dag=termijn.dag,
            bedrag=termijn.bedrag,
            redenen=waarom[termijn.subsidie_id],
        )
        for termijn in termijnen
    ]


def open_termijnen() -> QuerySet[Betaaltermijn]:
    """Instalments with something to pay that are in no payment order."""
    loopt = Betaling.objects.filter(termijn=OuterRef("pk"), stand__in=LOPEND)
    return Betaaltermijn.objects.filter(~Exists(loopt), stand=Betaaltermijn.Stand.OPEN, bedrag__gt=NUL)


def bij_de_bank(subsidie_ids: Iterable[int]) -> Mapping[int, Mapping[int, Decimal]]:
    """Per grant and year, in euro, what the bank has an order for and did not answer on yet: one query."""
    per_subsidie: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for subsidie_id, jaar, som in (
        Betaaltermijn.objects.filter(subsidie__in=list(subsidie_ids), stand=Betaaltermijn.Stand.ONDERWEG)
        .order_by()
        .values_list("subsidie", "jaar")
        .annotate(som=Sum("bedrag"))
    ):
        per_subsidie[subsidie_id][jaar] = som
    return per_subsidie


def redenen(subsidies: Sequence[Subsidie], dag: datetime.date, lid: Lidmaatschap) -> dict[int, tuple[str, ...]]:
    """Per grant why nothing is paid on `dag` by `lid`: four queries, whatever their number.

    The grants come with `ontvanger` and `deel`.
    """
    ids = {subsidie.pk for subsidie in subsidies}
    opgeschort = set(
        Opschorting.objects.filter(
            Q(opgeheven_op__isnull=True) | Q(opgeheven_op__gt=dag),
            subsidie__in=ids,
            van__lte=dag,
            tot_en_met__gte=dag,
        ).values_list("subsidie", flat=True)
    )
    wijzigt = set(
        Rekeningwijziging.objects.filter(
            organisatie__in={subsidie.ontvanger_id for subsidie in subsidies}, stand__in=Rekeningwijziging.LOPEND
        ).values_list("organisatie", flat=True)
    )
    rollen = dict(
        Zaakrol.objects.filter(
            aanvraag__in={subsidie.deel.aanvraag_id for subsidie in subsidies}, gebruiker=lid.gebruiker_id
        ).values_list("aanvraag", "rol")
    )
    onbekend = niet_bekendgemaakt(ids)
    return {
        subsidie.pk: belemmeringen(
            Betaalfeiten(
                iban=subsidie.ontvanger.iban,
                opgeschort=subsidie.pk in opgeschort,
                bekendgemaakt=subsidie.pk not in onbekend,
                rekening_wijzigt=subsidie.ontvanger_id in wijzigt,
                eerdere_rol=rollen.get(subsidie.deel.aanvraag_id),
            )
        )
        for subsidie in subsidies
    }


def niet_bekendgemaakt(subsidie_ids: Iterable[int]) -> set[int]:
    """The grants with a decision of which no letter was sent: it does not work yet (Awb 3:40)."""
    verzonden = Brief.objects.filter(kenmerk=OuterRef("kenmerk"), stand="verzonden")
    return set(
        Beschikking.objects.filter(~Exists(verzonden), deel__subsidie__in=list(subsidie_ids)).values_list(
            "deel__subsidie", flat=True
        )
    )
