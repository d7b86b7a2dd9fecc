"""All figures of one indicator with every revision, as a table to save."""

import datetime
from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from kern.cijfertabel import Begrip, Cijfertabel, Rij, datum, getal, maat, tekst
from verantwoording.models import Maatschappelijkeindicator, Waarneming

_KOLOMMEN = (
    tekst("Indicator"),
    tekst("Naam"),
    tekst("Bron"),
    tekst("Gebiedcode"),
    tekst("Gebied"),
    tekst("Soort gebied"),
    tekst("Periode"),
    maat("Waarde"),
    maat("Ondergrens"),
    maat("Bovengrens"),
    tekst("Teken"),
    tekst("Eenheid"),
    getal("Nummer"),
    tekst("Geldt"),
    tekst("Waarom herzien"),
    tekst("Vindplaats"),
    datum("Vastgelegd op"),
)
_NOOT = "Een lege waarde is geen nul: de bron trok het cijfer in. Wat nooit is gemeten, staat hier niet."
_GELDT = Begrip("Geldt", "Ja bij het cijfer dat nu geldt; nee bij wat er eerder stond.", "Sociale Basis")


def indicatortabel(indicator: Maatschappelijkeindicator, vandaag: datetime.date) -> Cijfertabel:
    """Every area, period and revision. One query."""
    return Cijfertabel(
        code=indicator.code,
        titel=f"{indicator.naam}, {indicator.bron.naam}",
        kolommen=_KOLOMMEN,
        rijen=tuple(_rijen(indicator)),
        per=vandaag,
        adres=reverse("verantwoording:indicator", args=[indicator.code]),
        begrippen=(_GELDT,),
        noten=(indicator.definitie, _NOOT) if indicator.definitie else (_NOOT,),
        op=timezone.now(),
    )


def _rijen(indicator: Maatschappelijkeindicator) -> Iterator[Rij]:
    rijen = (
        Waarneming.objects.filter(indicator=indicator)
        .select_related("gebied")
        .order_by("gebied__naam", "gebied_id", "periode", "nummer")
    )
    for _, van_cijfer in groupby(rijen.iterator(), key=lambda rij: (rij.gebied_id, rij.periode)):
        alle = list(van_cijfer)
        for rij in alle:
            yield Rij(
                (
                    indicator.code,
                    indicator.naam,
                    indicator.bron.naam,
                    rij.gebied.code,
                    rij.gebied.naam,
                    rij.gebied.get_soort_display(),
                    rij.periode,
                    rij.waarde,
                    rij.ondergrens,
                    rij.bovengrens,
                    rij.get_teken_display(),
                    indicator.eenheid,
                    rij.nummer,
                    "ja" if rij is alle[-1] else "nee",
                    rij.reden,
                    rij.vindplaats,
                    timezone.localdate(rij.op),
                )
            )
