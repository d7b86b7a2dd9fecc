"""Progress talks: planning, reporting, and agreeing with the report."""

import datetime

import pghistory
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Subsidie
from uitvoering.models import Gesprek
from uitvoering.services.wijzigingsverzoek import eis_ontvanger

Stand = Gesprek.Stand


def plan_gesprek(*, subsidie_id: int, datum: datetime.date, deelnemers: str, door: Lidmaatschap) -> Gesprek:
    """Raises DomeinFout for a grant that was settled or withdrawn."""
    with handeling("gesprek.gepland", door=door, over=Subsidie(pk=subsidie_id)):
        _eis_beleid(door)
        subsidie = Subsidie.objects.get(pk=subsidie_id)
        if subsidie.stand != Subsidie.Stand.LOPEND:
            raise DomeinFout("Deze subsidie loopt niet meer.", code="gesprek.niet_lopend")
        with pghistory.context(lidmaatschap=door.pk):
            gesprek = Gesprek.objects.create(subsidie=subsidie, datum=datum, deelnemers=deelnemers, gemaakt_door=door)
        leg_vast("gesprek.gepland", door=door, over=gesprek, datum=datum)
    return gesprek


def leg_verslag_vast(
    *,
    gesprek_id: int,
    datum: datetime.date,
    deelnemers: str,
    verslag: str,
    afspraken: str,
    bijstelling_nodig: bool | None,
    door: Lidmaatschap,
) -> Gesprek:
    """What was said and agreed. Until the partner has it, it can be written further."""
    with handeling("gesprek.verslag", door=door, over=Gesprek(pk=gesprek_id)):
        _eis_beleid(door)
        gesprek = _vergrendel(gesprek_id)
        if gesprek.stand == Stand.GEPLAND:
            _zet(gesprek, Stand.GEHOUDEN)
        elif gesprek.stand != Stand.GEHOUDEN:
            raise DomeinFout("Het verslag ligt bij de partner of is vastgesteld.", code="gesprek.niet_te_wijzigen")
        if datum > timezone.localdate():
            raise DomeinFout("Dit gesprek is er nog niet geweest.", code="gesprek.toekomst", veld="datum")
        gesprek.datum, gesprek.deelnemers, gesprek.verslag = datum, deelnemers, verslag
        gesprek.afspraken, gesprek.bijstelling_nodig = afspraken, bijstelling_nodig
        _bewaar(gesprek, door, "stand", "datum", "deelnemers", "verslag", "afspraken", "bijstelling_nodig")
        leg_vast("gesprek.verslag", door=door, over=gesprek, datum=datum)
    return gesprek


def stuur_verslag(*, gesprek_id: int, door: Lidmaatschap) -> Gesprek:
    """Give the report to the partner. Raises DomeinFout while it is not complete."""
    with handeling("gesprek.verslag_verstuurd", door=door, over=Gesprek(pk=gesprek_id)):
        _eis_beleid(door)
        gesprek = _vergrendel(gesprek_id)
        _zet(gesprek, Stand.BIJ_PARTNER)
        if not gesprek.verslag.strip() or gesprek.bijstelling_nodig is None:
            raise DomeinFout(
                "Schrijf eerst het verslag, en zeg of de subsidie moet veranderen.", code="gesprek.onvolledig"
            )
        _bewaar(gesprek, door, "stand")
        leg_vast("gesprek.verslag_verstuurd", door=door, over=gesprek, datum=gesprek.datum)
    return gesprek


def neem_verslag_terug(*, gesprek_id: int, door: Lidmaatschap) -> Gesprek:
    """Back to writing, when the partner asks for it or we saw a mistake."""
    with handeling("gesprek.verslag_terug", door=door, over=Gesprek(pk=gesprek_id)):
        _eis_beleid(door)
        gesprek = _vergrendel(gesprek_id)
        _zet(gesprek, Stand.GEHOUDEN)
        _bewaar(gesprek, door, "stand")
        leg_vast("gesprek.verslag_terug", door=door, over=gesprek, datum=gesprek.datum)
    return gesprek


def stem_in(*, gesprek_id: int, opmerking: str, door: Lidmaatschap) -> Gesprek:
    """The partner agrees with the report, with or without a remark of its own. Then it is frozen."""
    with handeling("gesprek.vastgesteld", door=door, over=Gesprek(pk=gesprek_id)):
        gesprek = _vergrendel(gesprek_id)
        eis_ontvanger(gesprek.subsidie, door)
        _zet(gesprek, Stand.VASTGESTELD)
        gesprek.opmerking, gesprek.akkoord_door, gesprek.akkoord_op = opmerking, door, timezone.now()
        _bewaar(gesprek, door, "stand", "opmerking", "akkoord_door", "akkoord_op")
        leg_vast("gesprek.vastgesteld", door=door, over=gesprek, datum=gesprek.datum)
    return gesprek


def laat_vervallen(*, gesprek_id: int, door: Lidmaatschap) -> Gesprek:
    """A planned talk that does not happen."""
    with handeling("gesprek.vervallen", door=door, over=Gesprek(pk=gesprek_id)):
        _eis_beleid(door)
        gesprek = _vergrendel(gesprek_id)
        _zet(gesprek, Stand.VERVALLEN)
        _bewaar(gesprek, door, "stand")
        leg_vast("gesprek.vervallen", door=door, over=gesprek, datum=gesprek.datum)
    return gesprek


def _eis_beleid(door: Lidmaatschap) -> None:
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="De gesprekken voert een beleidsmedewerker.")


def _vergrendel(gesprek_id: int) -> Gesprek:
    return (
        Gesprek.objects.select_for_update(of=("self",), no_key=True)
        .select_related("subsidie__ontvanger")
        .get(pk=gesprek_id)
    )


def _zet(gesprek: Gesprek, naar: str) -> None:
    Gesprek.VERLOOP.controleer(gesprek.stand, naar)
    gesprek.stand = naar


def _bewaar(gesprek: Gesprek, door: Lidmaatschap, *velden: str) -> None:
    with pghistory.context(lidmaatschap=door.pk):
        gesprek.save(update_fields=velden)
