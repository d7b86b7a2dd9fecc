"""What a partner of the demo accounts on: its crucial activities, as its application says it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Voorziening
from subsidies.plan import celnaam
from subsidies.services.activiteit import bewaar_activiteit
from thematafels.models import Meetvoorbeeld, Richting, Stadsdeel, Thema

UIT_VOORBEELD = ("niveau", "naam", "eenheid", "richting", "hoe", "wanneer")
Feiten = Mapping[str, Any]


def schrijf_plan(
    deel: Aanvraagdeel, voorziening: Voorziening, plan: Iterable[Feiten], thema: Thema, door: Lidmaatschap
) -> None:
    """One activity after another, all of the same voorziening; targets are in the order of the years."""
    for feiten in plan:
        inhoud = plan_inhoud(feiten, thema, deel.aanvraag.jaren) | {"voorziening": voorziening.pk}
        bewaar_activiteit(deel_id=deel.pk, activiteit_id=None, versie=0, inhoud=inhoud, door=door)


def plan_inhoud(feiten: Feiten, thema: Thema, jaren: Sequence[int]) -> dict[str, Any]:
    """An activity in the shape of its version; a name that the call does not know is a mistake in the data."""
    principes = dict(thema.principes.values_list("naam", "pk"))
    plekken = plekken_van(thema)
    return {
        **{veld: feiten[veld] for veld in ("naam", "omschrijving", "verwachting")},
        "subdoel": thema.subdoelen.get(naam=feiten["subdoel"]).pk,
        "principes": [principes[naam] for naam in feiten["principes"]],
        "indicatoren": [
            _indicator(meting) | {"streefwaarden": dict(_streef(meting, plekken, jaren))}
            for meting in feiten["indicatoren"]
        ],
    }


def plekken_van(thema: Thema) -> dict[str, tuple[int | None, int | None]]:
    """The groups of this theme and the districts, by name, as doelgroep and stadsdeel."""
    groepen = {naam: (pk, None) for naam, pk in thema.doelgroepen.values_list("naam", "pk")}
    return groepen | {naam: (None, pk) for naam, pk in Stadsdeel.objects.values_list("naam", "pk")}


def _indicator(meting: Feiten) -> dict[str, Any]:
    """From the library, or one's own."""
    basis: dict[str, Any] = {"richting": Richting.HOGER, "voorbeeld": None}
    if naam := meting.get("voorbeeld"):
        voorbeeld = Meetvoorbeeld.objects.get(naam=naam)
        basis = {veld: str(getattr(voorbeeld, veld)) for veld in UIT_VOORBEELD} | {"voorbeeld": voorbeeld.pk}
    return basis | {veld: meting[veld] for veld in (*UIT_VOORBEELD, "door") if veld in meting}


def _streef(
    meting: Feiten, plekken: Mapping[str, tuple[int | None, int | None]], jaren: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """The targets of the whole, then those per group or district, by the name of their cell."""
    rijen = [((None, None), meting["streef"]), *((plekken[naam], rij) for naam, rij in meting.get("per", {}).items())]
    for plek, waarden in rijen:
        for jaar, waarde in zip(jaren, waarden, strict=True):
            yield celnaam(jaar, *plek), f"{Decimal(str(waarde)):.2f}"
