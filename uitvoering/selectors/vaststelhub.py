"""What stands on the page of a grant about its settlement, and what is to be paid back."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Subsidie
from uitvoering.models import Terugvordering, Vaststelling
from uitvoering.selectors.vaststellen import toestand_van


def laad_vaststelhub(lid: Lidmaatschap, subsidie: Subsidie) -> Mapping[str, Any] | None:
    """The periods and the reclaims of one grant: one query. None where there is neither and nothing to do."""
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
            terug.values(feiten=JSONObject(pk="pk", bedrag=Cast("bedrag", CharField()), uiterlijk="uiterlijk"))
        ),
    ).get(pk=subsidie.pk)
    beleid = lid.rol == Rol.BELEIDSMEDEWERKER
    if not (rij["perioden"] or rij["terug"] or beleid):
        return None
    return {
        "vaststellingen": [_periode(feiten) for feiten in rij["perioden"]],
        "terugvorderingen": [
            {"pk": feiten["pk"], "bedrag": Decimal(feiten["bedrag"]), "uiterlijk": _dag(feiten["uiterlijk"])}
            for feiten in rij["terug"]
        ],
        "mag_terugvorderen": beleid,
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
