"""Whether what was filled in of an activity fits its application: its years, its participant and its call."""

from collections.abc import Collection, Mapping
from typing import Any

from kern.fouten import DomeinFout
from subsidies.models.activiteit import PLEK_VAN_NIVEAU
from subsidies.plan import Plankeuzes, lees_celnaam
from thematafels.models import Niveau

MAX_INDICATOREN = 20
GETYPT = ("naam", "eenheid", "hoe", "wanneer", "door")
KEUZES = ("voorziening", "subdoel")


def in_volgorde(inhoud: Mapping[str, Any]) -> dict[str, Any]:
    """The same content with its principles by number and its indicators by level, then as they were written.

    An indicator that says nothing is left out.
    """
    metingen = [
        meting for meting in inhoud["indicatoren"] if meting["streefwaarden"] or any(meting[veld] for veld in GETYPT)
    ]
    return {
        **inhoud,
        "principes": sorted(set(inhoud["principes"])),
        "indicatoren": sorted(metingen, key=lambda meting: PLEK_VAN_NIVEAU[meting["niveau"]]),
    }


def eis_past(inhoud: Mapping[str, Any], keuzes: Plankeuzes, jaren: Collection[int]) -> None:
    """Raises DomeinFout for a choice that is not there (a voorziening of somebody else, a subdoel of another theme),
    a year outside the period, a target by group on another level than reach, or more indicators than one can read.
    """
    for naam in KEUZES:
        if inhoud[naam] is not None:
            _eis_keuze([inhoud[naam]], getattr(keuzes, naam))
    _eis_keuze(inhoud["principes"], keuzes.principes)
    if len(inhoud["indicatoren"]) > MAX_INDICATOREN:
        raise DomeinFout(
            f"Een activiteit heeft ten hoogste {MAX_INDICATOREN} indicatoren.", code="activiteit.te_veel_indicatoren"
        )
    for meting in inhoud["indicatoren"]:
        _eis_meting_past(meting, keuzes, jaren)


def houd_wat_past(inhoud: Mapping[str, Any], keuzes: Plankeuzes, jaren: Collection[int]) -> dict[str, Any]:
    """The same content without what is no longer there: choices, years, and targets for groups that went."""
    mag = {naam: {keuze[0] for keuze in getattr(keuzes, naam)} for naam in (*KEUZES, "principes")}
    doelgroepen, stadsdelen = (
        {None, *(keuze[0] for keuze in lijst)} for lijst in (keuzes.doelgroepen, keuzes.stadsdelen)
    )

    def past(celnaam: str) -> bool:
        jaar, doelgroep, stadsdeel = lees_celnaam(celnaam)
        return jaar in jaren and doelgroep in doelgroepen and stadsdeel in stadsdelen

    return {
        **inhoud,
        **{naam: inhoud[naam] if inhoud[naam] in mag[naam] else None for naam in KEUZES},
        "principes": [pk for pk in inhoud["principes"] if pk in mag["principes"]],
        "indicatoren": [
            {**meting, "streefwaarden": {cel: waarde for cel, waarde in meting["streefwaarden"].items() if past(cel)}}
            for meting in inhoud["indicatoren"]
        ],
    }


def _eis_meting_past(meting: Mapping[str, Any], keuzes: Plankeuzes, jaren: Collection[int]) -> None:
    _eis_keuze([pk for pk in [meting["voorbeeld"]] if pk], [(een.pk,) for een in keuzes.voorbeelden])
    for celnaam in meting["streefwaarden"]:
        jaar, doelgroep, stadsdeel = lees_celnaam(celnaam)
        if jaar not in jaren:
            raise DomeinFout(f"Het jaar {jaar} valt buiten de periode.", code="activiteit.jaar")
        _eis_keuze([pk for pk in [doelgroep] if pk], keuzes.doelgroepen)
        _eis_keuze([pk for pk in [stadsdeel] if pk], keuzes.stadsdelen)
        if (doelgroep or stadsdeel) and (meting["niveau"] != Niveau.BEREIK or (doelgroep and stadsdeel)):
            raise DomeinFout(
                "Alleen bij bereik verdeelt u een streefwaarde, over doelgroepen of over stadsdelen.",
                code="activiteit.cel",
            )


def _eis_keuze(gekozen: Collection[int], keuzes: Collection[tuple[Any, ...]]) -> None:
    if set(gekozen) - {keuze[0] for keuze in keuzes}:
        raise DomeinFout("Een keuze bestaat niet meer. Kies opnieuw.", code="activiteit.keuze")
