"""Writing the report of an activity: texts, numbers and why a number is not there."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q

from kern.fouten import DomeinFout
from kern.handeling import handeling
from organisaties.models import Lidmaatschap
from subsidies.models import Onderdeel
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.services.klad import gooi_klad_weg
from subsidies.services.slot import vergrendel
from subsidies.services.versies import eis_gelezen, leg_versie_vast
from verantwoording.models import Activiteitverslag, Deelverslag, Meting, NietGemeten
from verantwoording.regels.plek import Plek, als_sleutel, lees_sleutel
from verantwoording.selectors.inhoud import VELDEN, inhoud_erbij, inhoud_van
from verantwoording.toegang import eis_schrijft

OPEN = (Deelverslag.Stand.OPEN, Deelverslag.Stand.VRAAG)


def eis_open(deelverslag: Deelverslag) -> None:
    """Refused once the own part was submitted, unless the officer asked something back."""
    if deelverslag.stand not in OPEN:
        stand = deelverslag.get_stand_display()
        raise DomeinFout(f"Het verslag is {stand}. U kunt het niet meer wijzigen.", code="verslag.niet_open")


def bewaar_verslag(
    *, verslag_id: int, inhoud: Inhoud, versie: int, door: Lidmaatschap, blad: str = ""
) -> Activiteitverslag:
    """Save a report whole, in the shape of `inhoud_van`. Raises VersieConflict when another saved since `versie`.

    The version itself is the record of who wrote what; a save is no act for the audit trail.
    """
    with handeling("verslag.bewaard", door=door, over=Activiteitverslag(pk=verslag_id)):
        verslag = _om_te_schrijven(verslag_id, door)
        nu = inhoud_van(verslag)
        if nu == inhoud:
            gooi_klad_weg(soort=Onderdeel.VERSLAG, onderdeel=verslag_id, door=door)
            return verslag
        eis_gelezen(Onderdeel.VERSLAG, verslag_id, nu=verslag.versie, gelezen=versie, blad=blad)
        schrijf_verslag(verslag, nu=nu, inhoud=inhoud, door=door, blad=blad)
    return verslag


def zet_metingen(
    *, verslag_id: int, waarden: Mapping[tuple[int, Plek], Decimal], versie: int, door: Lidmaatschap
) -> Activiteitverslag:
    """Put numbers (by indicator and place) in a report and leave all others; a reason why one was missing goes.

    Raises VersieConflict when somebody saved since `versie`: what was looked at is what is replaced.
    """
    with handeling("verslag.bewaard", door=door, over=Activiteitverslag(pk=verslag_id)):
        verslag = _om_te_schrijven(verslag_id, door)
        nu = inhoud_van(verslag)
        metingen = {meet: dict(cellen) for meet, cellen in nu["metingen"].items()}
        for (meet, plek), waarde in waarden.items():
            metingen.setdefault(str(meet), {})[als_sleutel(plek)] = f"{waarde:.2f}"
        redenen = {meet: reden for meet, reden in nu["niet_gemeten"].items() if meet not in metingen}
        inhoud = nu | {"metingen": metingen, "niet_gemeten": redenen}
        if inhoud != nu:
            eis_gelezen(Onderdeel.VERSLAG, verslag_id, nu=verslag.versie, gelezen=versie, blad="")
            schrijf_verslag(verslag, nu=nu, inhoud=inhoud, door=door, blad="")
    return verslag


def schrijf_verslag(
    verslag: Activiteitverslag,
    *,
    nu: Mapping[str, Any],
    inhoud: Inhoud,
    door: Lidmaatschap,
    blad: str,
    heeft_klad: bool = True,
) -> None:
    """Write `inhoud` over `nu`, read under the lock: only what changed, and a version of the whole."""
    for veld in VELDEN:
        setattr(verslag, veld, inhoud[veld])
    verslag.versie += 1
    verslag.save(update_fields=[*VELDEN, "versie"])
    _schrijf_metingen(verslag, _plat(nu["metingen"]), _plat(inhoud["metingen"]))
    _schrijf_redenen(verslag, nu["niet_gemeten"], inhoud["niet_gemeten"])
    leg_versie_vast(
        verslag.deelverslag.verantwoording.aanvraag,
        Onderdeel.VERSLAG,
        verslag.pk,
        nummer=verslag.versie,
        inhoud=inhoud,
        door=door,
        blad=blad,
        heeft_klad=heeft_klad,
    )


def _om_te_schrijven(verslag_id: int, door: Lidmaatschap) -> Activiteitverslag:
    """Read under the lock of its application, by who writes there, while it is open."""
    pad = "deelverslag__verantwoording__aanvraag"
    vergrendel(Activiteitverslag.objects.values_list(f"{pad}_id", flat=True).get(pk=verslag_id))
    verslag = (
        Activiteitverslag.objects.select_related(pad, "deelverslag__deel__organisatie")
        .annotate(**inhoud_erbij())
        .get(pk=verslag_id)
    )
    eis_schrijft(door, verslag.deelverslag)
    eis_open(verslag.deelverslag)
    return verslag


def _plat(metingen: Mapping[str, Mapping[str, str]]) -> dict[tuple[int, Plek], str]:
    return {
        (int(meet), plek): waarde
        for meet, cellen in metingen.items()
        for sleutel, waarde in cellen.items()
        if (plek := lees_sleutel(sleutel)) is not None
    }


def _schrijf_metingen(
    verslag: Activiteitverslag, nu: Mapping[tuple[int, Plek], str], straks: Mapping[tuple[int, Plek], str]
) -> None:
    if eraf := nu.keys() - straks.keys():
        weg = Q()
        for meet, (groep, deel) in eraf:
            weg |= Q(meetafspraak=meet, **_cel(groep, "doelgroep"), **_cel(deel, "stadsdeel"))
        verslag.metingen.filter(weg).delete()
    gewijzigd = {sleutel: waarde for sleutel, waarde in straks.items() if nu.get(sleutel) != waarde}
    if gewijzigd:
        Meting.objects.bulk_create(
            [
                Meting(verslag=verslag, meetafspraak_id=meet, doelgroep_id=groep, stadsdeel_id=deel, waarde=waarde)
                for (meet, (groep, deel)), waarde in gewijzigd.items()
            ],
            update_conflicts=True,
            unique_fields=["verslag", "meetafspraak", "doelgroep", "stadsdeel"],
            update_fields=["waarde"],
        )


def _cel(pk: int | None, naam: str) -> dict[str, Any]:
    return {f"{naam}__isnull": True} if pk is None else {naam: pk}


def _schrijf_redenen(verslag: Activiteitverslag, nu: Mapping[str, str], straks: Mapping[str, str]) -> None:
    if eraf := nu.keys() - straks.keys():
        verslag.niet_gemeten.filter(meetafspraak__in=[int(meet) for meet in eraf]).delete()
    gewijzigd = {meet: reden for meet, reden in straks.items() if nu.get(meet) != reden}
    if gewijzigd:
        NietGemeten.objects.bulk_create(
            [
                NietGemeten(verslag=verslag, meetafspraak_id=int(meet), reden=reden)
                for meet, reden in gewijzigd.items()
            ],
            update_conflicts=True,
            unique_fields=["verslag", "meetafspraak"],
            update_fields=["reden"],
        )
