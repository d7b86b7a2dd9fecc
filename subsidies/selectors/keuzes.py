"""What a voorziening can be tied to: the goals framework of its table, and what stands there now."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, QuerySet
from django.db.models.functions import Cast, JSONObject

from subsidies.models import Aanvraag, Voorziening, Voorzieningjaar
from subsidies.models.voorziening import RELATIES, VELDEN
from thematafels.models import Doelgroep, Gebiedsopgave, Principe, Stadsdeel, Subdoel, Thema, WettelijkeTaak


class Keuze(NamedTuple):
    """Something to choose; what has a `groep` stands under it."""

    pk: int
    naam: str
    groep: str = ""


Keuzes = Mapping[str, Sequence[Keuze]]


def keuzes_voor(aanvraag: Aanvraag) -> Keuzes:
    """Everything to choose from, by relation, in the order of the call: one query. Without a table the stadsdelen."""
    if aanvraag.tafel is None:
        return {"stadsdelen": [Keuze(*paar) for paar in Stadsdeel.objects.values_list("pk", "naam")]}
    bronnen = _bronnen("pk", "uitvraag")
    rij: Mapping[str, Any] = Thema.objects.values(
        **{
            f"keuzes_{relatie}": ArraySubquery(
                bron.order_by("volgorde", "id").values(feiten=JSONObject(pk="pk", **velden))
            )
            for relatie, (bron, velden) in bronnen.items()
        }
    ).get(pk=aanvraag.tafel.thema_id)
    return {relatie: [Keuze(**feiten) for feiten in rij[f"keuzes_{relatie}"]] for relatie in bronnen}


def keuzenummers() -> dict[str, ArraySubquery]:
    """To annotate on a voorziening: the keys of all it may be tied to, as `mag_<relation>`."""
    bronnen = _bronnen("deel__aanvraag__tafel__thema", "deel__aanvraag__tafel__thema__uitvraag")
    return {f"mag_{relatie}": ArraySubquery(bron.values("pk")) for relatie, (bron, _) in bronnen.items()}


def inhoud_erbij() -> dict[str, ArraySubquery]:
    """To annotate on a voorziening: what `als_inhoud` reads besides its own fields."""
    jaren = Voorzieningjaar.objects.filter(voorziening=OuterRef("pk")).order_by("jaar")
    feiten = JSONObject(jaar="jaar", bereik="bereik", kosten=Cast("kosten", CharField()))
    return {f"lijst_{relatie}": _nummers(relatie) for relatie in RELATIES} | {
        "lijst_jaren": ArraySubquery(jaren.values(feiten=feiten))
    }


def als_inhoud(rij: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a voorziening, in the shape of its version. Amounts are text, years too."""
    return {
        **{veld: rij[veld] for veld in VELDEN},
        **{relatie: rij[f"lijst_{relatie}"] for relatie in RELATIES},
        "jaren": {
            str(jaar["jaar"]): {"bereik": jaar["bereik"], "kosten": jaar["kosten"]} for jaar in rij["lijst_jaren"]
        },
    }


def inhoud_van(voorziening: Voorziening) -> dict[str, Any]:
    """The content of one voorziening, read afresh: one query."""
    return als_inhoud(Voorziening.objects.values(*VELDEN, **inhoud_erbij()).get(pk=voorziening.pk))


def _bronnen(thema: str, uitvraag: str) -> dict[str, tuple[QuerySet[Any], dict[str, str]]]:
    """Where the choices of a relation come from, and what they are called; both paths start at the outer row."""
    van_thema = {"thema": OuterRef(thema)}
    return {
        "subdoelen": (Subdoel.objects.filter(**van_thema), {"naam": "naam", "groep": "groep"}),
        "stadsdelen": (Stadsdeel.objects.all(), {"naam": "naam"}),
        "gebiedsopgaven": (Gebiedsopgave.objects.filter(**van_thema), {"naam": "opgave"}),
        "doelgroepen": (Doelgroep.objects.filter(**van_thema), {"naam": "naam"}),
        "principes": (Principe.objects.filter(**van_thema), {"naam": "naam", "groep": "groep"}),
        "wettelijke_taken": (WettelijkeTaak.objects.filter(**van_thema), {"naam": "naam"}),
        "andere_themas": (
            Thema.objects.filter(uitvraag=OuterRef(uitvraag)).exclude(pk=OuterRef(thema)),
            {"naam": "naam"},
        ),
    }


def _nummers(relatie: str) -> ArraySubquery:
    """The keys at the other end of a many-to-many."""
    doel = Voorziening._meta.get_field(relatie).m2m_reverse_name()  # type: ignore[union-attr]  # these are m2m
    doorgang = getattr(Voorziening, relatie).through
    return ArraySubquery(doorgang.objects.filter(voorziening=OuterRef("pk")).order_by(doel).values(doel))
