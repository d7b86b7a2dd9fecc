"""Objections in tests: the people who handle them, and the acts by which they come about."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import Rol
from subsidies.models import Beschikking
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld
from uitvoering.models import Bezwaar
from uitvoering.services import bezwaar, bezwaarbehandeling, bezwaarbesluit

WAAROM = "Wij bereiken meer bewoners dan u schrijft."


def met_behandelaar(wereld: Wereld) -> Wereld:
    """Somebody of the municipality who had no part in the decision."""
    wereld.leden["behandelaar"] = maak_lid(Rol.BELEIDSMEDEWERKER, wereld["beoordelaar"].organisatie)
    return wereld


def beschikking_van(wereld: Wereld, organisatie: Organisatie) -> Beschikking:
    return Beschikking.objects.get(deel=wereld.deel(organisatie), wijzigt=None)


def maak(wereld: Wereld, wie: str = "anker", **anders: Any) -> Bezwaar:
    """By Anker against its own decision, in the portal."""
    velden = {"gronden": WAAROM, "door": wereld[wie]} | anders
    if "besluitkenmerk" not in velden:
        velden["besluitkenmerk"] = beschikking_van(wereld, wereld.anker).kenmerk
    return bezwaar.maak_bezwaar(**velden)


def in_handen(wereld: Wereld, **anders: Any) -> Bezwaar:
    gemaakt = maak(wereld, **anders)
    return bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=wereld["behandelaar"])


def gehoord(wereld: Wereld, **anders: Any) -> Bezwaar:
    gemaakt = in_handen(wereld, **anders)
    return bezwaarbehandeling.leg_horen_vast(
        bezwaar_id=gemaakt.pk, dag=timezone.localdate(), verslag="Anker lichtte toe.", door=wereld["behandelaar"]
    )


def stel_voor(
    wereld: Wereld, gemaakt: Bezwaar, uitkomst: str, wordt: dict[int, Decimal] | None = None, **velden: Any
) -> Bezwaar:
    return bezwaarbehandeling.stel_uitkomst_voor(
        bezwaar_id=gemaakt.pk,
        velden={
            "uitkomst": uitkomst,
            "niet_ontvankelijk": "",
            "motivering": "Wij keken opnieuw naar het bereik.",
            "advies_gevolgd": "",
            "advies_reden": "",
            "kosten": "",
        }
        | velden,
        wordt=wordt or {},
        door=wereld["behandelaar"],
    )


def leg_voor(wereld: Wereld, gemaakt: Bezwaar) -> Bezwaar:
    return bezwaarbehandeling.leg_voor(bezwaar_id=gemaakt.pk, door=wereld["behandelaar"])


def beslis(wereld: Wereld, gemaakt: Bezwaar, door: Lidmaatschap | None = None) -> Any:
    return bezwaarbesluit.beslis(bezwaar_id=gemaakt.pk, door=door or wereld["tweede_besluitnemer"])
