"""Writing what one's own organisation accounts on: its crucial activities and how they are measured."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q

from kern.canoniek import als_json
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Activiteit, Indicator, Onderdeel, Streefwaarde
from subsidies.models.activiteit import ACTIVITEITVELDEN, INDICATORVELDEN
from subsidies.plan import lees_celnaam
from subsidies.regels.plan_past import eis_past, in_volgorde
from subsidies.regels.volgorde import verschuif
from subsidies.selectors.activiteit import (
    activiteiten_per_subdoel,
    als_inhoud,
    lees,
    nummers_van,
    plankeuzes_voor,
)
from subsidies.services.slot import vergrendel_deel
from subsidies.services.versies import eis_gelezen, leg_versie_vast
from subsidies.services.voorziening import laat_eigen_akkoord_vervallen
from subsidies.toegang import eis_schrijver

MAX_ACTIVITEITEN = 60
LEEG: Mapping[str, Any] = {
    **dict.fromkeys(ACTIVITEITVELDEN, ""),
    "voorziening": None,
    "subdoel": None,
    "principes": [],
    "indicatoren": [],
}


def bewaar_activiteit(
    *,
    deel_id: int,
    activiteit_id: int | None,
    versie: int,
    inhoud: Mapping[str, Any],
    door: Lidmaatschap,
    blad: str = "",
) -> Activiteit:
    """Add or change an activity of a part. It may be incomplete; what `inhoud` does not name stays as it is.

    `inhoud` has the shape of a version. What stands there already is not saved again. Raises VersieConflict when a
    colleague saved it since `versie` (0 for a new one), and nothing is overwritten; DomeinFout for what does not fit
    the call, for one too many, and for a new one where the regeling asks for none.
    """
    with handeling("aanvraag.activiteit_bewaard", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        activiteit = _nog_aanwezig(deel, activiteit_id) if activiteit_id else _nieuw(deel)
        rij = lees(Activiteit.objects.filter(pk=activiteit.pk)).get(activiteit.pk)
        nu = als_inhoud(rij) if rij else dict(LEEG)
        straks = in_volgorde(nu | als_json(inhoud))
        if rij and straks == nu:
            return activiteit
        eis_gelezen(Onderdeel.ACTIVITEIT, activiteit_id or 0, nu=activiteit.versie, gelezen=versie, blad=blad)
        eis_past(straks, plankeuzes_voor(deel), deel.aanvraag.jaren)
        if rij is None:
            activiteit.save(force_insert=True)
        schrijf_activiteit(activiteit, rij=rij, inhoud=straks, door=door, blad=blad)
        laat_eigen_akkoord_vervallen(deel, door=door)
        leg_vast("aanvraag.activiteit_bewaard", door=door, over=deel, activiteit=activiteit.pk)
    return activiteit


def verplaats_activiteit(*, activiteit_id: int, hoger: bool, door: Lidmaatschap) -> None:
    """Move an activity one place up or down in the list of its part; at the end of the list nothing moves."""
    with handeling("aanvraag.activiteit_verplaatst", door=door, over=Activiteit(pk=activiteit_id)):
        deel = vergrendel_deel(Activiteit.objects.values_list("deel_id", flat=True).get(pk=activiteit_id))
        eis_schrijver(door, deel)
        rijen = list(deel.activiteiten.only("volgorde"))
        if not verschuif(rijen, activiteit_id, hoger=hoger):
            return
        Activiteit.objects.bulk_update(rijen, ["volgorde"])
        laat_eigen_akkoord_vervallen(deel, door=door)
        leg_vast("aanvraag.activiteit_verplaatst", door=door, over=deel, activiteit=activiteit_id)


def verwijder_activiteit(*, activiteit_id: int, door: Lidmaatschap) -> None:
    """Remove an activity with what would be measured of it. Its versions stay: it can be put back."""
    with handeling("aanvraag.activiteit_verwijderd", door=door, over=Activiteit(pk=activiteit_id)):
        deel = vergrendel_deel(Activiteit.objects.get(pk=activiteit_id).deel_id)
        eis_schrijver(door, deel)
        _nog_aanwezig(deel, activiteit_id).delete()
        laat_eigen_akkoord_vervallen(deel, door=door)
        leg_vast("aanvraag.activiteit_verwijderd", door=door, over=deel, activiteit=activiteit_id)


def eis_plaats(deel: Aanvraagdeel, erbij: int) -> int:
    """How many activities a part has, when `erbij` more still fit."""
    aantal = deel.activiteiten.count()
    if aantal + erbij > MAX_ACTIVITEITEN:
        raise DomeinFout(
            f"Een organisatie verantwoordt over ten hoogste {MAX_ACTIVITEITEN} activiteiten.",
            code="activiteit.te_veel",
        )
    return aantal


def schrijf_activiteit(
    activiteit: Activiteit,
    *,
    rij: Mapping[str, Any] | None,
    inhoud: dict[str, Any],
    door: Lidmaatschap,
    blad: str,
    heeft_klad: bool = True,
) -> None:
    """Write what differs from `rij` (None: still empty), which was read under the lock, and keep it as a version."""
    nu = als_inhoud(rij) if rij else LEEG
    for veld in ACTIVITEITVELDEN:
        setattr(activiteit, veld, inhoud[veld])
    activiteit.voorziening_id, activiteit.subdoel_id = inhoud["voorziening"], inhoud["subdoel"]
    activiteit.versie += 1
    activiteit.save(update_fields=[*ACTIVITEITVELDEN, "voorziening", "subdoel", "versie"])
    toen, straks = set(nu["principes"]), set(inhoud["principes"])
    if straks - toen:
        activiteit.principes.add(*straks - toen)
    if toen - straks:
        activiteit.principes.remove(*toen - straks)
    _schrijf_indicatoren(activiteit, nu["indicatoren"], inhoud["indicatoren"], nummers_van(rij) if rij else [])
    leg_versie_vast(
        activiteit.deel.aanvraag,
        Onderdeel.ACTIVITEIT,
        activiteit.pk,
        nummer=activiteit.versie,
        inhoud=inhoud,
        door=door,
        blad=blad,
        heeft_klad=heeft_klad,
    )


def _schrijf_indicatoren(
    activiteit: Activiteit, nu: Sequence[Mapping[str, Any]], straks: Sequence[Mapping[str, Any]], nummers: list[int]
) -> None:
    """An indicator is known by its place: those that differ are written over, and the places too many go."""
    if len(straks) < len(nu):
        activiteit.indicatoren.filter(volgorde__gte=len(straks)).delete()
    velden = (*INDICATORVELDEN, "voorbeeld")
    anders = Indicator.objects.bulk_create(
        [
            Indicator(
                activiteit=activiteit,
                volgorde=plek,
                voorbeeld_id=meting["voorbeeld"],
                **{veld: meting[veld] for veld in INDICATORVELDEN},
            )
            for plek, meting in enumerate(straks)
            if plek >= len(nu) or any(meting[veld] != nu[plek][veld] for veld in velden)
        ],
        update_conflicts=True,
        unique_fields=["activiteit", "volgorde"],
        update_fields=[*INDICATORVELDEN, "voorbeeld"],
    )
    van_plek = dict(enumerate(nummers)) | {indicator.volgorde: indicator.pk for indicator in anders}
    cellen = {
        (van_plek[plek], naam): waarde
        for plek, meting in enumerate(straks)
        for naam, waarde in meting["streefwaarden"].items()
    }
    eerder = {
        (van_plek[plek], naam): waarde
        for plek, meting in enumerate(nu[: len(straks)])
        for naam, waarde in meting["streefwaarden"].items()
    }
    _schrijf_streefwaarden(eerder, cellen)


def _schrijf_streefwaarden(nu: Mapping[tuple[int, str], str], straks: Mapping[tuple[int, str], str]) -> None:
    """By the key of the indicator and the name of the cell."""
    if weg := nu.keys() - straks.keys():
        Streefwaarde.objects.filter(_een_van(weg)).delete()
    Streefwaarde.objects.bulk_create(
        [Streefwaarde(waarde=waarde, **_cel(*plek)) for plek, waarde in straks.items() if nu.get(plek) != waarde],
        update_conflicts=True,
        unique_fields=["indicator", "jaar", "doelgroep", "stadsdeel"],
        update_fields=["waarde"],
    )


def _een_van(plekken: Collection[tuple[int, str]]) -> Q:
    uit = Q()
    for plek in plekken:
        uit |= Q(**_cel(*plek))
    return uit


def _cel(indicator_id: int, naam: str) -> dict[str, int | None]:
    jaar, doelgroep, stadsdeel = lees_celnaam(naam)
    return {"indicator_id": indicator_id, "jaar": jaar, "doelgroep_id": doelgroep, "stadsdeel_id": stadsdeel}


def _nieuw(deel: Aanvraagdeel) -> Activiteit:
    gevraagd = Aanvraagdeel.objects.values_list(activiteiten_per_subdoel("aanvraag__regeling")).get(pk=deel.pk)[0]
    if not gevraagd:
        raise DomeinFout(
            "Deze regeling vraagt geen activiteiten om over te verantwoorden.", code="activiteit.niet_gevraagd"
        )
    return Activiteit(deel=deel, volgorde=eis_plaats(deel, 1))


def _nog_aanwezig(deel: Aanvraagdeel, activiteit_id: int) -> Activiteit:
    """Read under the lock: a colleague, or a second click, may have removed it."""
    activiteit = deel.activiteiten.filter(pk=activiteit_id).first()
    if activiteit is None:
        raise DomeinFout("Deze activiteit is al verwijderd.", code="activiteit.weg")
    activiteit.deel = deel
    return activiteit
