"""The activities a participant accounts on: as facts, in the shape of a version, and what they can be tied to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone

from regelingen.models import Parameter
from subsidies.models import Aanvraagdeel, Activiteit, Indicator, Streefwaarde, Voorziening
from subsidies.models.activiteit import ACTIVITEITVELDEN, INDICATORVELDEN
from subsidies.plan import Activiteitfeit, Indicatorfeit, Plankeuzes, Streefcel, Voorbeeld, celnaam
from subsidies.selectors.keuzes import Keuze
from thematafels.models import Doelgroep, Meetvoorbeeld, Principe, Stadsdeel, Subdoel

_EIGEN = dict(zip(ACTIVITEITVELDEN, ACTIVITEITVELDEN, strict=True))
_METING = dict(zip(INDICATORVELDEN, INDICATORVELDEN, strict=True))
VOORBEELDVELDEN = ("niveau", "naam", "eenheid", "richting", "hoe", "wanneer")


# --- facts, for the dossier ---


def activiteitrijen(activiteiten: QuerySet[Activiteit]) -> QuerySet[Any]:
    """Each with its `feiten`: the fields of Activiteitfeit by name."""
    cellen = Streefwaarde.objects.filter(indicator=OuterRef("pk")).order_by("jaar", "doelgroep", "stadsdeel")
    waarden = JSONObject(
        jaar="jaar",
        waarde=Cast("waarde", CharField()),
        doelgroep=Coalesce("doelgroep__naam", Value("")),
        stadsdeel=Coalesce("stadsdeel__naam", Value("")),
    )
    indicatoren = Indicator.objects.filter(activiteit=OuterRef("pk")).order_by("volgorde")
    metingen = JSONObject(**_METING, streefwaarden=ArraySubquery(cellen.values(feiten=waarden)))
    return activiteiten.annotate(
        feiten=JSONObject(
            pk="pk",
            versie="versie",
            **_EIGEN,
            voorziening=Coalesce("voorziening__naam", Value("")),
            voorziening_id="voorziening_id",
            subdoel=Coalesce("subdoel__naam", Value("")),
            principes=_principes("principe__naam"),
            indicatoren=ArraySubquery(indicatoren.values(feiten=metingen)),
        )
    )


def als_feit(feiten: Mapping[str, Any]) -> Activiteitfeit:
    return Activiteitfeit(**{**feiten, "indicatoren": [_indicator(meting) for meting in feiten["indicatoren"]]})


def _indicator(feiten: Mapping[str, Any]) -> Indicatorfeit:
    cellen = [Streefcel(**{**cel, "waarde": Decimal(cel["waarde"])}) for cel in feiten["streefwaarden"]]
    return Indicatorfeit(**{**feiten, "streefwaarden": cellen})


def _principes(veld: str) -> ArraySubquery:
    doorgang = Activiteit.principes.through.objects.filter(activiteit=OuterRef("pk"))
    return ArraySubquery(doorgang.order_by("principe__volgorde", "principe_id").values(veld))


def activiteiten_per_subdoel(regeling: str) -> Coalesce:
    """To annotate on a row that reaches its regeling by this path: how many are advised today; 0: none asked."""
    waarden = Parameter.objects.filter(
        regeling=OuterRef(regeling), sleutel="activiteiten_per_subdoel", geldig_van__lte=timezone.localdate()
    )
    aantal = waarden.order_by("-geldig_van").values(getal=Cast("waarde", IntegerField()))[:1]
    return Coalesce(Subquery(aantal), Value(0))


# --- content, for versions ---


def inhoud_erbij() -> dict[str, ArraySubquery]:
    """To annotate on an activity: what `als_inhoud` reads besides its own fields."""
    cellen = Streefwaarde.objects.filter(indicator=OuterRef("pk")).order_by("jaar", "doelgroep", "stadsdeel")
    waarden = JSONObject(
        jaar="jaar", doelgroep="doelgroep_id", stadsdeel="stadsdeel_id", waarde=Cast("waarde", CharField())
    )
    indicatoren = Indicator.objects.filter(activiteit=OuterRef("pk")).order_by("volgorde")
    metingen = JSONObject(
        pk="pk", voorbeeld="voorbeeld_id", **_METING, streefwaarden=ArraySubquery(cellen.values(feiten=waarden))
    )
    return {
        "lijst_principes": _principes("principe_id"),
        "lijst_indicatoren": ArraySubquery(indicatoren.values(feiten=metingen)),
    }


def als_inhoud(rij: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in an activity, in the shape of its version. Targets are text."""
    return {
        **{veld: rij[veld] for veld in ACTIVITEITVELDEN},
        "voorziening": rij["voorziening_id"],
        "subdoel": rij["subdoel_id"],
        "principes": sorted(rij["lijst_principes"]),
        "indicatoren": [
            {
                **{veld: meting[veld] for veld in (*INDICATORVELDEN, "voorbeeld")},
                "streefwaarden": {
                    celnaam(cel["jaar"], cel["doelgroep"], cel["stadsdeel"]): cel["waarde"]
                    for cel in meting["streefwaarden"]
                },
            }
            for meting in rij["lijst_indicatoren"]
        ],
    }


def nummers_van(rij: Mapping[str, Any]) -> list[int]:
    """The keys of the indicators of a row that was read with `inhoud_erbij`, in their order."""
    return [meting["pk"] for meting in rij["lijst_indicatoren"]]


def lees(activiteiten: QuerySet[Activiteit]) -> dict[int, Mapping[str, Any]]:
    """By key what `als_inhoud` and `nummers_van` read: one query."""
    velden = ("pk", *ACTIVITEITVELDEN, "voorziening_id", "subdoel_id")
    return {rij["pk"]: rij for rij in activiteiten.values(*velden, **inhoud_erbij())}


def inhouden_van(activiteiten: QuerySet[Activiteit]) -> dict[int, dict[str, Any]]:
    """The content of these activities by key, read afresh: one query."""
    return {pk: als_inhoud(rij) for pk, rij in lees(activiteiten).items()}


def inhoud_van(activiteit: Activiteit) -> dict[str, Any]:
    return inhouden_van(Activiteit.objects.filter(pk=activiteit.pk))[activiteit.pk]


# --- what can be chosen ---


def plankeuzes_voor(deel: Aanvraagdeel) -> Plankeuzes:
    """One query."""
    rij = Aanvraagdeel.objects.filter(pk=deel.pk).values(feiten=_keuzes("pk", "")).get()
    return als_keuzes(rij["feiten"])


def keuzes_erbij() -> JSONObject:
    """To annotate on an activity as `plankeuzes`, for `als_keuzes`."""
    return _keuzes("deel_id", "deel__")


def als_keuzes(feiten: Mapping[str, Any]) -> Plankeuzes:
    thema = feiten["thema"]
    return Plankeuzes(
        **{
            naam: [Keuze(**keuze) for keuze in feiten[naam]]
            for naam in ("voorziening", "subdoel", "principes", "doelgroepen", "stadsdelen")
        },
        voorbeelden=[
            Voorbeeld(
                **{veld: voorbeeld[veld] for veld in ("pk", *VOORBEELDVELDEN)},
                te_kiezen=voorbeeld["in_gebruik"] and (not voorbeeld["themas"] or thema in voorbeeld["themas"]),
            )
            for voorbeeld in feiten["voorbeelden"]
        ],
    )


def _keuzes(deel: str, pad: str) -> JSONObject:
    thema = OuterRef(f"{pad}aanvraag__tafel__thema")
    naam, met_groep = {"pk": "pk", "naam": "naam"}, {"pk": "pk", "naam": "naam", "groep": "groep"}

    def lijst(rijen: QuerySet[Any], velden: Mapping[str, str]) -> ArraySubquery:
        return ArraySubquery(rijen.values(feiten=JSONObject(**velden)))

    op_volgorde = ("volgorde", "id")
    voorbeeld = {veld: veld for veld in ("pk", *VOORBEELDVELDEN, "in_gebruik", "themas")}
    return JSONObject(
        thema=F(f"{pad}aanvraag__tafel__thema__code"),
        voorziening=lijst(Voorziening.objects.filter(deel=OuterRef(deel)).order_by(*op_volgorde), naam),
        subdoel=lijst(Subdoel.objects.filter(thema=thema).order_by(*op_volgorde), met_groep),
        principes=lijst(Principe.objects.filter(thema=thema).order_by(*op_volgorde), met_groep),
        doelgroepen=lijst(Doelgroep.objects.filter(thema=thema).order_by(*op_volgorde), naam),
        stadsdelen=lijst(Stadsdeel.objects.order_by(*op_volgorde), naam),
        voorbeelden=lijst(Meetvoorbeeld.objects.order_by("naam", "id"), voorbeeld),
    )
