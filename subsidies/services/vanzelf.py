"""Saving a voorziening while it is typed: only what changed is written, and no akkoord is touched.

A joint text saves by itself with `services.antwoord.schrijf_antwoord`; a budget never does, it moves the shares.
"""

from collections.abc import Mapping
from typing import Any

from organisaties.models import Lidmaatschap
from subsidies.models import Onderdeel, Voorziening, Voorzieningjaar
from subsidies.models.voorziening import RELATIES, VELDEN
from subsidies.services.versies import leg_versie_vast


def schrijf_voorziening(
    voorziening: Voorziening,
    *,
    nu: Mapping[str, Any],
    inhoud: dict[str, Any],
    door: Lidmaatschap,
    blad: str,
    heeft_klad: bool,
) -> None:
    """Write `inhoud` over `nu` (both in the shape of a version), read under the lock. Its part has no akkoord."""
    for veld in VELDEN:
        setattr(voorziening, veld, inhoud[veld])
    voorziening.versie += 1
    voorziening.save(update_fields=[*VELDEN, "versie"])
    for naam in RELATIES:
        _schrijf_relatie(voorziening, naam, set(nu[naam]), set(inhoud[naam]))
    _schrijf_jaren(voorziening, nu["jaren"], inhoud["jaren"])
    leg_versie_vast(
        voorziening.deel.aanvraag,
        Onderdeel.VOORZIENING,
        voorziening.pk,
        nummer=voorziening.versie,
        inhoud=inhoud,
        door=door,
        blad=blad,
        heeft_klad=heeft_klad,
    )


def _schrijf_relatie(voorziening: Voorziening, naam: str, nu: set[int], straks: set[int]) -> None:
    relatie = getattr(voorziening, naam)
    if erbij := straks - nu:
        relatie.add(*erbij)
    if eraf := nu - straks:
        relatie.remove(*eraf)


def _schrijf_jaren(voorziening: Voorziening, nu: Mapping[str, Any], straks: Mapping[str, Any]) -> None:
    """Years of which nothing is known any more go; the rest is written in one query."""
    if eraf := set(nu) - set(straks):
        voorziening.per_jaar.filter(jaar__in=[int(jaar) for jaar in eraf]).delete()
    gewijzigd = [jaar for jaar, wens in straks.items() if wens != nu.get(jaar)]
    if gewijzigd:
        Voorzieningjaar.objects.bulk_create(
            [Voorzieningjaar(voorziening=voorziening, jaar=int(jaar), **straks[jaar]) for jaar in gewijzigd],
            update_conflicts=True,
            unique_fields=["voorziening", "jaar"],
            update_fields=["bereik", "kosten"],
        )
