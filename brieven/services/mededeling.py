"""Letters that decide nothing: the ceiling, what the college did, the whole table, a reminder, a free letter."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.opstellen import maak_kop, maak_tekstbrief
from brieven.services.maak import leg_brief_klaar
from brieven.snapshots import Aanvraagverwijzing, Ondertekening, Tekstbrief, Verdeling
from brieven.toegang import SCHRIJVERS
from brieven.vormen import VORMEN
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import leg_vast
from kern.toegang import eis_rol
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.soorten import OrganisatieSoort

CONCEPTKENMERK = "CONCEPT"


def stel_mededeling_op(
    *,
    soort: BriefSoort,
    ontvanger: Organisatie,
    onderwerp: str,
    waarden: Mapping[str, Any],
    voorbeeld: bool,
    verzenddatum: datetime.date,
    kenmerk: str = CONCEPTKENMERK,
    regeling_id: int | None = None,
    verdeling: Verdeling | None = None,
    uw_aanvraag: Aanvraagverwijzing | None = None,
    ondertekening: Ondertekening | None = None,
    noemer: str = "",
) -> Tekstbrief:
    """The letter itself, for a preview too. Raises DomeinFout for an empty field, ValueError for a decision.

    `noemer` is what its head calls it, where that is not the name of its kind; `voorbeeld`: what it is about was made
    up.
    """
    if VORMEN[soort].besluit:
        raise ValueError(f"Een {soort} is een besluit, geen mededeling")
    return maak_tekstbrief(
        soort=soort,
        kop=maak_kop(
            ontvanger=ontvanger,
            kenmerk=kenmerk,
            verzenddatum=verzenddatum,
            soort_besluit=noemer or soort.label,
            onderwerp=onderwerp,
            uw_aanvraag=uw_aanvraag,
            voorbeeld=voorbeeld,
        ),
        waarden=waarden,
        regeling_id=regeling_id,
        ondertekening=ondertekening,
        verdeling=verdeling,
    )


def leg_mededeling_klaar(
    *,
    soort: BriefSoort,
    ontvanger: Organisatie,
    over: models.Model,
    onderwerp: str,
    waarden: Mapping[str, Any],
    voorbeeld: bool,
    door: Lidmaatschap | None,
    verzenddatum: datetime.date | None = None,
    regeling_id: int | None = None,
    verdeling: Verdeling | None = None,
    uw_aanvraag: Aanvraagverwijzing | None = None,
    ondertekening: Ondertekening | None = None,
    noemer: str = "",
) -> Brief:
    """Write the letter inside the caller's transaction, to be sent on `verzenddatum` (today when there is none)."""
    dag = verzenddatum or timezone.localdate()
    kenmerk = volgend_kenmerk(dag)
    return leg_brief_klaar(
        soort=soort,
        ontvanger=ontvanger,
        over=over,
        onderwerp=onderwerp,
        snapshot=stel_mededeling_op(
            soort=soort,
            ontvanger=ontvanger,
            onderwerp=onderwerp,
            waarden=waarden,
            voorbeeld=voorbeeld,
            verzenddatum=dag,
            kenmerk=kenmerk,
            regeling_id=regeling_id,
            verdeling=verdeling,
            uw_aanvraag=uw_aanvraag,
            ondertekening=ondertekening,
            noemer=noemer,
        ),
        verzenddatum=dag,
        kenmerk=kenmerk,
        door=door,
    )


def schrijf_vrije_brief(
    *, ontvanger_ids: Collection[int], onderwerp: str, bericht: str, door: Lidmaatschap
) -> list[Brief]:
    """The same letter to each of these organisations, all or none; sent today.

    DomeinFout when one is no partner or the letter is empty or too long; GeenRecht for who writes no letters.
    """
    with handeling("brief.geschreven", door=door):
        eis_rol(door, *SCHRIJVERS)
        ontvangers = list(Organisatie.objects.filter(pk__in=ontvanger_ids, soort=OrganisatieSoort.PARTNER))
        if not ontvangers or len(ontvangers) != len(set(ontvanger_ids)):
            raise DomeinFout("Kies organisaties uit de lijst.", code="brief.ontvanger", veld="ontvangers")
        brieven = [
            leg_mededeling_klaar(
                soort=BriefSoort.VRIJE_BRIEF,
                ontvanger=ontvanger,
                over=ontvanger,
                onderwerp=onderwerp.strip(),
                waarden={"bericht": bericht},
                voorbeeld=False,
                door=door,
            )
            for ontvanger in ontvangers
        ]
        leg_vast("brief.geschreven", door=door, aantal=len(brieven))
    return brieven
