"""What can be paid on a day, and what stands in the way."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable

from brieven.models import Brief
from kern.geld import NUL
from organisaties.models import Lidmaatschap, Organisatie
from subsidies.models import Beschikking, Zaakrol
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
    """Every open instalment due up to a day that is in no payment order yet, for who would pay it on `dag`. One
    query."""
    termijnen = (
        open_termijnen()
        .filter(dag__lte=tot_en_met)
        .select_related("subsidie__ontvanger")
        .annotate(**feiten_velden("subsidie__", dag, lid))
        .order_by("dag", "subsidie__ontvanger__sorteersleutel", "subsidie_id", "jaar", "volgnummer")
    )
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
            redenen=redenen(termijn, termijn.subsidie.ontvanger),
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


def feiten_velden(subsidie: str, dag: datetime.date, lid: Lidmaatschap) -> dict[str, Combinable]:
    """What `redenen` reads of a grant on `dag`, for who would pay it, to fold into a query: `subsidie` is the path
    from its rows to the grant, empty or ending in `__`."""
    opgeschort = Opschorting.objects.filter(
        Q(opgeheven_op__isnull=True) | Q(opgeheven_op__gt=dag), van__lte=dag, tot_en_met__gte=dag
    )
    wijzigingen = Rekeningwijziging.objects.filter(stand__in=Rekeningwijziging.LOPEND)
    verzonden = Brief.objects.filter(kenmerk=OuterRef("kenmerk"), stand="verzonden")
    rollen = Zaakrol.objects.filter(gebruiker=lid.gebruiker_id)
    return {
        "is_opgeschort": Exists(opgeschort.filter(subsidie=OuterRef(f"{subsidie}pk"))),
        "rekening_wijzigt": Exists(wijzigingen.filter(organisatie=OuterRef(f"{subsidie}ontvanger"))),
        # a decision of which no letter was sent does not work yet (Awb 3:40)
        "is_bekendgemaakt": ~Exists(Beschikking.objects.filter(~Exists(verzonden), deel=OuterRef(f"{subsidie}deel"))),
        "eerdere_rol": Subquery(rollen.filter(aanvraag=OuterRef(f"{subsidie}deel__aanvraag")).values("rol")[:1]),
    }


def redenen(rij: Any, ontvanger: Organisatie) -> tuple[str, ...]:
    """Why nothing is paid to `ontvanger`, of a row that was read with `feiten_velden`: no query."""
    return belemmeringen(
        Betaalfeiten(
            iban=ontvanger.iban,
            opgeschort=rij.is_opgeschort,
            bekendgemaakt=rij.is_bekendgemaakt,
            rekening_wijzigt=rij.rekening_wijzigt,
            eerdere_rol=rij.eerdere_rol,
        )
    )
