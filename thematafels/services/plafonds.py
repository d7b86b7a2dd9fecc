import datetime
from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone

from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from thematafels.models import Plafond, Thematafel, Uitvraag
from thematafels.regels.plafond import controleer_plafondbesluit
from thematafels.wijziging import wijziging

Cel = tuple[int, int]


def stel_plafonds_vast(
    *,
    uitvraag_id: int,
    bedragen: Mapping[Cel, Decimal | None],
    door: Lidmaatschap,
    besluit: str = "",
    bekendgemaakt_op: datetime.date | None = None,
) -> int:
    """Set ceilings by (id of the table, year), in euro; gives how many changed. None empties one, in a draft only.

    In a published call a change names its decision and the day it was made known (Awb 4:25, 4:27). Raises
    GeenRecht or DomeinFout; then no ceiling has changed.
    """
    reden = f"Plafonds {besluit}".strip()
    with wijziging("plafonds.vastgesteld", uitvraag_id=uitvraag_id, door=door, reden=reden) as uitvraag:
        controleer_plafondbesluit(
            uitvraag, besluit=besluit, bekendgemaakt_op=bekendgemaakt_op, vandaag=timezone.localdate()
        )
        _controleer_cellen(uitvraag, bedragen)
        nu = {(plafond.tafel_id, plafond.jaar): plafond for plafond in plafonds_van(uitvraag)}
        gewijzigd = {
            cel: bedrag for cel, bedrag in bedragen.items() if bedrag != (nu[cel].bedrag if cel in nu else None)
        }
        if not gewijzigd:
            raise DomeinFout("U hebt geen plafond veranderd.", code="plafond.ongewijzigd")
        gepubliceerd = uitvraag.stand == Uitvraag.Stand.GEPUBLICEERD
        for cel, bedrag in gewijzigd.items():
            plafond = nu.get(cel) or Plafond(tafel_id=cel[0], jaar=cel[1])
            if bedrag is None:
                _maak_leeg(plafond, gepubliceerd)
                continue
            plafond.bedrag = bedrag
            if gepubliceerd:
                plafond.besluit, plafond.bekendgemaakt_op = besluit, bekendgemaakt_op
            bewaar(plafond)
        leg_vast(
            "plafonds.vastgesteld",
            door=door,
            over=uitvraag,
            aantal=len(gewijzigd),
            totaal=sum((plafond.bedrag for plafond in plafonds_van(uitvraag)), NUL),
            kenmerk=Code(uitvraag.kenmerk),
            versie=uitvraag.versie,
        )
    return len(gewijzigd)


def plafonds_van(uitvraag: Uitvraag) -> list[Plafond]:
    return list(Plafond.objects.filter(tafel__thema__uitvraag=uitvraag))


def _controleer_cellen(uitvraag: Uitvraag, bedragen: Mapping[Cel, Decimal | None]) -> None:
    """Raise DomeinFout for a table of another call or a year outside the period."""
    tafels = set(Thematafel.objects.filter(thema__uitvraag=uitvraag).values_list("pk", flat=True))
    if any(tafel not in tafels or jaar not in uitvraag.jaren for tafel, jaar in bedragen):
        raise DomeinFout("Dit plafond hoort niet bij deze uitvraag.", code="plafond.andere_uitvraag")


def _maak_leeg(plafond: Plafond, gepubliceerd: bool) -> None:
    if gepubliceerd:
        raise DomeinFout("Een gepubliceerd plafond kan niet leeg worden. Vul 0 in.", code="plafond.leeg")
    plafond.delete()
