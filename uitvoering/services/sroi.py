"""Agreements on social return with one recipient, and what came of them."""

from decimal import Decimal

import pghistory

from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import Rol, eis_rol
from uitvoering.models import Sroiafspraak


def spreek_af(
    *, organisatie_id: int, jaar: int, tekst: str, wizzr: str, bedrag: Decimal, door: Lidmaatschap
) -> Sroiafspraak:
    """Record what was agreed for one year."""
    with handeling("sroi.afgesproken", door=door, over=Organisatie(pk=organisatie_id)):
        _eis_beleid(door)
        with pghistory.context(lidmaatschap=door.pk):
            afspraak = Sroiafspraak.objects.create(
                organisatie_id=organisatie_id, jaar=jaar, tekst=tekst, wizzr=wizzr, bedrag=bedrag, gemaakt_door=door
            )
        leg_vast("sroi.afgesproken", door=door, over=afspraak, jaar=jaar, bedrag=bedrag)
    return afspraak


def leg_resultaat_vast(
    *, afspraak_id: int, wizzr: str, gerealiseerd: Decimal, resultaat: str, door: Lidmaatschap
) -> Sroiafspraak:
    """Record what was done of an agreement; the version before it stays in the history."""
    with handeling("sroi.resultaat", door=door, over=Sroiafspraak(pk=afspraak_id)):
        _eis_beleid(door)
        afspraak = Sroiafspraak.objects.select_for_update(no_key=True).get(pk=afspraak_id)
        with pghistory.context(lidmaatschap=door.pk):
            afspraak.wizzr, afspraak.gerealiseerd, afspraak.resultaat = wizzr, gerealiseerd, resultaat
            afspraak.save(update_fields=["wizzr", "gerealiseerd", "resultaat"])
        leg_vast("sroi.resultaat", door=door, over=afspraak, jaar=afspraak.jaar, bedrag=gerealiseerd)
    return afspraak


def _eis_beleid(door: Lidmaatschap) -> None:
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Afspraken over social return legt een beleidsmedewerker vast.")
