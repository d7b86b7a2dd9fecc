"""What stands on the page of a grant about its settlement, and what is to be paid back."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Sum
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone

from kern.geld import NUL
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Subsidie
from subsidies.vervolg import Standen
from uitvoering.models import Terugvordering, Vaststelling
from uitvoering.selectors.vaststellen import toestand_van


def laad_vaststelhub(lid: Lidmaatschap, subsidie: Subsidie, standen: Standen) -> Mapping[str, Any] | None:
    """The periods and the reclaims of one grant: one query. None where there is neither and nothing to do.

    An officer may reclaim what was paid too much and is not being reclaimed.
    """
    perioden = Vaststelling.objects.filter(subsidie=OuterRef("pk")).order_by("eerste_jaar")
    terug = Terugvordering.objects.filter(subsidie=OuterRef("pk"), vervallen_met=None).order_by("uiterlijk", "id")
    rij = Subsidie.objects.values(
        perioden=ArraySubquery(
            perioden.values(
                feiten=JSONObject(
                    eerste_jaar="eerste_jaar",
                    laatste_jaar="laatste_jaar",
                    uiterlijk="uiterlijk",
                    hersteltermijn="hersteltermijn",
                    stand="stand",
                )
            )
        ),
        terug=ArraySubquery(
            terug.annotate(ontvangen=Coalesce(Sum("jaren__ontvangsten__bedrag"), NUL)).values(
                feiten=JSONObject(
                    pk="pk",
                    bedrag=Cast("bedrag", CharField()),
                    open=Cast(F("bedrag") - F("ontvangen"), CharField()),
                    uiterlijk="uiterlijk",
                )
            )
        ),
    ).get(pk=subsidie.pk)
    te_veel = sum((stand.te_veel_betaald for stand in standen.values()), NUL)
    loopt = sum((Decimal(feiten["open"]) for feiten in rij["terug"]), NUL)
    mag_terugvorderen = lid.rol == Rol.BELEIDSMEDEWERKER and te_veel > loopt
    if not (rij["perioden"] or rij["terug"] or mag_terugvorderen):
        return None
    return {
        "vaststellingen": [_periode(feiten) for feiten in rij["perioden"]],
        "terugvorderingen": [
            {"pk": feiten["pk"], "bedrag": Decimal(feiten["bedrag"]), "uiterlijk": _dag(feiten["uiterlijk"])}
            for feiten in rij["terug"]
        ],
        "mag_terugvorderen": mag_terugvorderen,
    }


def _periode(feiten: Mapping[str, Any]) -> dict[str, Any]:
    periode = Vaststelling(
        eerste_jaar=feiten["eerste_jaar"],
        laatste_jaar=feiten["laatste_jaar"],
        uiterlijk=datetime.date.fromisoformat(feiten["uiterlijk"]),
        hersteltermijn=_dag(feiten["hersteltermijn"]),
        stand=feiten["stand"],
    )
    return {
        "eerste_jaar": periode.eerste_jaar,
        "periode": periode.periode,
        "uiterlijk": periode.uiterlijk,
        "open": periode.stand == Vaststelling.Stand.OPEN,
        "toestand": toestand_van(periode, timezone.localdate())[1],
    }


def _dag(tekst: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(tekst) if tekst else None
