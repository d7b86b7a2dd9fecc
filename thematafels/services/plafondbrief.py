"""The letter that makes the ceilings of a call known to every organisation we know (Awb 4:25–4:27)."""

import datetime

from django.utils import timezone

from brieven.models import BriefSoort
from brieven.services.mededeling import leg_mededeling_klaar
from brieven.snapshots.secties import Tabel, Tabelrij
from kern.geld import NUL, als_bedrag
from kern.onthouden import onthoud
from organisaties.models import AanvragerSoort, Lidmaatschap, Organisatie, OrganisatieSoort
from thematafels.models import Uitvraag
from thematafels.selectors import TafelRij, tafel_rijen

EERST_AANMELDEN = (
    "Meld uw organisatie eerst aan voor een thematafel. Dat doet u ook in het portaal. Wij kijken dan of uw "
    "organisatie geworteld en actief is in de stad."
)


def stuur_plafondbrieven(uitvraag: Uitvraag, door: Lidmaatschap) -> int:
    """Write to every partner, inside the transaction that publishes the call; returns how many letters that are.

    Of a made-up call only made-up organisations hear; of a joint one no single persons, who cannot sit at a table.
    """
    ontvangers = Organisatie.objects.filter(soort=OrganisatieSoort.PARTNER, fictief=uitvraag.fictief)
    if uitvraag.regeling.gezamenlijk:
        ontvangers = ontvangers.exclude(aanvrager_soort=AanvragerSoort.NATUURLIJK_PERSOON)
    waarden = {
        "waarvoor": uitvraag.naam,
        "besluit": uitvraag.plafondbesluit,
        "artikel": uitvraag.regeling.grondslag,
        "plafonds": _tabel(tafel_rijen(uitvraag), uitvraag.jaren),
        "verdeling": uitvraag.verdeelwijze,
        "aanmelden": EERST_AANMELDEN if uitvraag.regeling.aanmelden_nodig else "",
        "begin": _dag(uitvraag.opent_op),
        "sluit": _dag(uitvraag.sluit_op, tot=True),
    }
    with onthoud():
        brieven = [
            leg_mededeling_klaar(
                soort=BriefSoort.PLAFOND,
                ontvanger=ontvanger,
                over=uitvraag,
                onderwerp=f"Zoveel subsidie is er voor {uitvraag.naam}"[:200],
                waarden=waarden,
                voorbeeld=uitvraag.fictief,
                door=door,
                regeling_id=uitvraag.regeling_id,
            )
            for ontvanger in ontvangers
        ]
    return len(brieven)


def _tabel(rijen: list[TafelRij], jaren: range) -> Tabel:
    bedragen = [(rij.thema.naam, [plafond.bedrag or NUL for plafond in rij.per_jaar]) for rij in rijen]
    if len(bedragen) > 1:
        bedragen.append(("Totaal", [sum(kolom, NUL) for kolom in zip(*(per for _, per in bedragen), strict=True)]))
    return Tabel(
        bijschrift="Subsidieplafond, in euro’s",
        koppen=("Waarvoor", *map(str, jaren)),
        rijen=tuple(
            Tabelrij(cellen=(naam, *map(als_bedrag, per_jaar)), totaal=plek >= len(rijen))
            for plek, (naam, per_jaar) in enumerate(bedragen)
        ),
    )


def _dag(moment: datetime.datetime | None, *, tot: bool = False) -> datetime.date | None:
    """The Amsterdam day of a moment; `tot`: the last day before it, when it is midnight."""
    if moment is None:
        return None
    return timezone.localdate(moment - datetime.timedelta(microseconds=1) if tot else moment)
