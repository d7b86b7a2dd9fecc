"""What a voorziening can be tied to: the goals framework of its table, and the choices already made."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from subsidies.models import Aanvraag, Voorziening
from subsidies.models.voorziening import RELATIES
from thematafels.models import Doelgroep, Gebiedsopgave, Principe, Stadsdeel, Subdoel, Thema, WettelijkeTaak


def keuzes_voor(aanvraag: Aanvraag) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Number and name of everything to choose from, by relation: one query. Without a table only the stadsdelen."""
    if aanvraag.tafel is None:
        return {"stadsdelen": list(Stadsdeel.objects.values_list("pk", "naam"))}
    van_thema = {"thema": OuterRef("pk")}
    bronnen: dict[str, tuple[QuerySet[Any], dict[str, str]]] = {
        "subdoelen": (Subdoel.objects.filter(**van_thema), {"naam": "naam", "groep": "groep"}),
        "stadsdelen": (Stadsdeel.objects.all(), {"naam": "naam"}),
        "gebiedsopgaven": (Gebiedsopgave.objects.filter(**van_thema), {"naam": "opgave"}),
        "doelgroepen": (Doelgroep.objects.filter(**van_thema), {"naam": "naam"}),
        "principes": (Principe.objects.filter(**van_thema), {"naam": "naam", "groep": "groep"}),
        "wettelijke_taken": (WettelijkeTaak.objects.filter(**van_thema), {"naam": "naam"}),
        "andere_themas": (
            Thema.objects.filter(uitvraag=OuterRef("uitvraag")).exclude(pk=OuterRef("pk")),
            {"naam": "naam"},
        ),
    }
    rij: Mapping[str, Any] = Thema.objects.values(
        **{
            f"keuzes_{relatie}": ArraySubquery(
                bron.order_by("volgorde", "id").values(feiten=JSONObject(pk="pk", **velden))
            )
            for relatie, (bron, velden) in bronnen.items()
        }
    ).get(pk=aanvraag.tafel.thema_id)
    return {relatie: [(feiten["pk"], _naam(feiten)) for feiten in rij[f"keuzes_{relatie}"]] for relatie in bronnen}


def gekozen_van(voorziening: Voorziening) -> Mapping[str, Sequence[int]]:
    """The numbers a voorziening is tied to, by relation: one query."""
    lijsten = {
        f"gekozen_{relatie}": ArraySubquery(
            getattr(Voorziening, relatie)
            .through.objects.filter(voorziening=OuterRef("pk"))
            .values(Voorziening._meta.get_field(relatie).m2m_reverse_name())  # type: ignore[union-attr]  # these are m2m
        )
        for relatie in RELATIES
    }
    rij: Mapping[str, Any] = Voorziening.objects.values(**lijsten).get(pk=voorziening.pk)
    return {relatie: rij[f"gekozen_{relatie}"] for relatie in RELATIES}


def _naam(feiten: Mapping[str, str]) -> str:
    return f"{feiten['groep']}: {feiten['naam']}" if feiten.get("groep") else feiten["naam"]
