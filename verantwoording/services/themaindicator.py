"""Tying figures of the city to a theme. A link says what one hopes to contribute to; no grant depends on it."""

import pghistory
from django.db.models import Max

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.models import Subdoel, Thema
from verantwoording.models import Themaindicator

_REDEN = "Een beleidsmedewerker kiest de indicatoren van een thema."


def voeg_toe(*, thema_id: int, subdoel_id: int | None, indicator_id: int, door: Lidmaatschap) -> Themaindicator:
    """Tie an indicator to a theme, or to one of its subdoelen. Raises DomeinFout when it is tied there already."""
    with handeling("themaindicator.toegevoegd", door=door, over=Thema(pk=thema_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden=_REDEN)
        thema = Thema.objects.select_for_update(no_key=True).get(pk=thema_id)
        if subdoel_id is not None and not Subdoel.objects.filter(pk=subdoel_id, thema=thema).exists():
            raise DomeinFout("Dit subdoel hoort niet bij het thema.", code="themaindicator.subdoel", veld="subdoel")
        plek = Themaindicator.objects.filter(thema=thema, subdoel=subdoel_id)
        if plek.filter(indicator=indicator_id).exists():
            raise DomeinFout("Deze indicator staat er al bij.", code="themaindicator.staat_er_al", veld="indicator")
        hoogste: int | None = plek.aggregate(hoogste=Max("volgorde"))["hoogste"]
        with pghistory.context(lidmaatschap=door.pk):
            rij = Themaindicator.objects.create(
                thema=thema,
                subdoel_id=subdoel_id,
                indicator_id=indicator_id,
                volgorde=0 if hoogste is None else hoogste + 1,
            )
        leg_vast("themaindicator.toegevoegd", door=door, over=rij, thema=Code(thema.code))
    return rij


def verwijder(*, themaindicator_id: int, door: Lidmaatschap) -> None:
    """Untie it; its history stays. Raises DomeinFout when it is gone already."""
    with handeling("themaindicator.verwijderd", door=door, over=Themaindicator(pk=themaindicator_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden=_REDEN)
        rij = (
            Themaindicator.objects.select_for_update(of=("self",))
            .select_related("thema")
            .filter(pk=themaindicator_id)
            .first()
        )
        if rij is None:
            raise DomeinFout("Deze indicator is al losgemaakt.", code="themaindicator.weg")
        leg_vast("themaindicator.verwijderd", door=door, over=rij, thema=Code(rij.thema.code))
        with pghistory.context(lidmaatschap=door.pk):
            rij.delete()
