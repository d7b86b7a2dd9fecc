"""Freezing the plan: what partners wrote in their application becomes what was agreed, once it is granted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kern.handeling import handeling
from kern.spoor import leg_vast
from subsidies.models import Aanvraag, Activiteit, Besluit
from subsidies.models.activiteit import ACTIVITEITVELDEN, INDICATORVELDEN
from subsidies.plan import lees_celnaam
from subsidies.selectors.activiteit import inhouden_van
from subsidies.services.slot import vergrendel
from thematafels.models import Subdoel
from verantwoording.models import Afspraak, Meetafspraak, Streefcijfer
from verantwoording.planinhoud import Inhoud
from verantwoording.selectors.afspraken import verleende_jaren

PER_KEER = 20


@dataclass(frozen=True, slots=True)
class Nieuw:
    """An agreement to write: the row without its words, and its content."""

    afspraak: Afspraak
    inhoud: Inhoud


def leg_plan_vast(*, besluit_id: int) -> int:
    """Agree on the activities of the parts that this decision granted, for the years that were granted.

    What was agreed before is left alone, so it may run twice. Returns how many agreements it made.
    """
    aanvraag_id = Besluit.objects.filter(pk=besluit_id).values_list("aanvraag_id", flat=True).first()
    if aanvraag_id is None:
        return 0
    with handeling("plan.vastgelegd", door=None, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        te_doen = list(vast_te_leggen().filter(deel__subsidie__beschikking__besluit=besluit_id))
        nieuw = _afspraken(aanvraag, te_doen)
        if nieuw:
            schrijf(nieuw)
            leg_vast("plan.vastgelegd", door=None, over=aanvraag, afspraken=len(nieuw))
    return len(nieuw)


def veeg_plannen() -> None:
    """Freeze the plans that a lost message left out, oldest first, a few at a time."""
    besluiten = vast_te_leggen().order_by("deel__subsidie__beschikking__besluit")
    for besluit_id in besluiten.values_list("deel__subsidie__beschikking__besluit", flat=True).distinct()[:PER_KEER]:
        leg_plan_vast(besluit_id=besluit_id)


def vast_te_leggen() -> QuerySet[Any]:
    """The activities of granted parts that nobody agreed on yet, in the order of their parts.

    One without a subdoel gets the first of its voorziening (`doel`); with neither it hangs loose, stays out of what
    is agreed, and shows as a gap (selectors.keten).
    """
    van_voorziening = Subdoel.objects.filter(voorzieningen=OuterRef("voorziening")).order_by("volgorde", "id")
    return (
        Activiteit.objects.filter(deel__subsidie__isnull=False, afspraken__isnull=True)
        .exclude(deel__subsidie__stand="ingetrokken")
        .annotate(doel=Coalesce(F("subdoel"), Subquery(van_voorziening.values("pk")[:1])))
        .filter(doel__isnull=False)
        .order_by("deel__organisatie__sorteersleutel", "deel", "volgorde", "id")
    )


def volgend_nummer(aanvraag: Aanvraag) -> int:
    """Of the next agreement in an application that is locked."""
    hoogste: int | None = Afspraak.objects.filter(aanvraag=aanvraag).aggregate(hoogste=Max("nummer"))["hoogste"]
    return (hoogste or 0) + 1


def schrijf(nieuw: Sequence[Nieuw]) -> None:
    """Write agreements with all that hangs on them: one statement per model. Targets outside their years fall off."""
    for een in nieuw:
        for veld in ACTIVITEITVELDEN:
            setattr(een.afspraak, veld, een.inhoud[veld])
        een.afspraak.voorziening_id = een.inhoud["voorziening"]
    Afspraak.objects.bulk_create(een.afspraak for een in nieuw)
    principes = Afspraak.principes.through
    principes.objects.bulk_create(
        principes(afspraak_id=een.afspraak.pk, principe_id=pk) for een in nieuw for pk in een.inhoud["principes"]
    )
    gemeten = [
        (_meetafspraak(een.afspraak, volgorde, indicator), indicator["streefwaarden"])
        for een in nieuw
        for volgorde, indicator in enumerate(een.inhoud["indicatoren"])
    ]
    Meetafspraak.objects.bulk_create(meetafspraak for meetafspraak, _ in gemeten)
    Streefcijfer.objects.bulk_create(
        streefcijfer for meetafspraak, waarden in gemeten for streefcijfer in _streefcijfers(meetafspraak, waarden)
    )


def _meetafspraak(afspraak: Afspraak, volgorde: int, indicator: Inhoud) -> Meetafspraak:
    return Meetafspraak(afspraak=afspraak, volgorde=volgorde, **{veld: indicator[veld] for veld in INDICATORVELDEN})


def _streefcijfers(meetafspraak: Meetafspraak, waarden: Mapping[str, str]) -> Iterator[Streefcijfer]:
    afspraak = meetafspraak.afspraak
    for naam, waarde in waarden.items():
        jaar, doelgroep, stadsdeel = lees_celnaam(naam)
        if afspraak.eerste_jaar <= jaar <= afspraak.laatste_jaar:
            yield Streefcijfer(
                meetafspraak=meetafspraak,
                jaar=jaar,
                doelgroep_id=doelgroep,
                stadsdeel_id=stadsdeel,
                waarde=Decimal(waarde),
            )


def _afspraken(aanvraag: Aanvraag, activiteiten: Sequence[Any]) -> list[Nieuw]:
    inhouden = inhouden_van(Activiteit.objects.filter(pk__in=[activiteit.pk for activiteit in activiteiten]))
    jaren = verleende_jaren({activiteit.deel_id for activiteit in activiteiten})
    return [
        Nieuw(
            Afspraak(
                aanvraag=aanvraag,
                deel_id=activiteit.deel_id,
                nummer=nummer,
                eerste_jaar=jaren[activiteit.deel_id][0],
                laatste_jaar=jaren[activiteit.deel_id][-1],
                subdoel_id=activiteit.doel,
                activiteit=activiteit,
            ),
            inhouden[activiteit.pk] | {"naam": str(activiteit)},
        )
        for nummer, activiteit in enumerate(
            (een for een in activiteiten if een.deel_id in jaren), start=volgend_nummer(aanvraag)
        )
    ]
