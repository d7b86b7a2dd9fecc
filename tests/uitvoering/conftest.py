"""The table of tests.subsidies.conftest, decided: two grants that run."""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils import timezone

from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from organisaties.models.mandaat import SoortBesluit
from regelingen.models import Parameter
from subsidies.models import Besluit, Subsidie
from subsidies.selectors.standen import Jaarstand, jaarstanden
from subsidies.services import besluiten
from tests.hulp.bewaard import bewaard
from tests.subsidies.conftest import (
    GEVRAAGD_ANKER,
    RUIMTE,
    Wereld,
    beoordeeld,
    concept,
    eens,
    gevuld,
    in_behandeling,
    ingediend,
    voorgesteld,
    wereld,
)
from uitvoering.models import Vervolgvoorstel
from uitvoering.services import voorbereiden
from uitvoering.services.voorbereiden import Bedragen

__all__ = [
    "GEVRAAGD_ANKER",
    "beoordeeld",
    "concept",
    "eens",
    "gevuld",
    "in_behandeling",
    "ingediend",
    "voorgesteld",
    "wereld",
]


@bewaard
def voor_allen(voorgesteld: Wereld) -> None:
    """The regeling gives one decision to the penvoerder, for all; asked for before the decision is taken."""
    Parameter.objects.create(
        regeling=voorgesteld.aanvraag.regeling,
        sleutel="penvoerder_voor_allen",
        waarde="ja",
        geldig_van=timezone.localdate(),
        artikel="ASV",
    )


@bewaard
def verleend(voorgesteld: Wereld) -> Wereld:
    """Granted as asked; who decides has every kind of mandate."""
    besluiten.neem_besluit(aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld["besluitnemer"])
    for wie in ("besluitnemer", "tweede_besluitnemer"):
        geef_alle_mandaten(voorgesteld[wie])
    return voorgesteld


def geef_alle_mandaten(lid: Lidmaatschap, maximum: Decimal = RUIMTE) -> None:
    Mandaat.objects.bulk_create(
        Mandaat(
            lidmaatschap=lid,
            soort_besluit=soort,
            maximum=maximum,
            van=timezone.localdate() - datetime.timedelta(days=10),
            grondslag="Mandaatbesluit (voorbeeld), onderdeel 4.2",
        )
        for soort in SoortBesluit
        if soort not in (SoortBesluit.VERLENING, SoortBesluit.WEIGERING)
    )


def subsidie_van(wereld: Wereld, organisatie: Organisatie) -> Subsidie:
    return Subsidie.objects.get(deel=wereld.deel(organisatie))


def stand(wereld: Wereld, organisatie: Organisatie, jaar: int = 2027) -> Jaarstand:
    return jaarstanden(subsidie_van(wereld, organisatie))[jaar]


def stel_bijstelling_voor(
    wereld: Wereld, bedragen: Mapping[int, Decimal], grond: str = "gunste", organisatie: Organisatie | None = None
) -> Vervolgvoorstel:
    subsidie = subsidie_van(wereld, organisatie or wereld.anker)
    return voorbereiden.stel_voor(
        aanvraag_id=wereld.aanvraag.pk,
        soort=Besluit.Soort.BIJSTELLING,
        grond=grond,
        motivering="Er komen meer bewoners.",
        regels=[Bedragen(subsidie.pk, verandering=bedragen)],
        door=wereld["beoordelaar"],
    )


def op_dag(dag: datetime.date) -> Callable[[], datetime.date]:
    return lambda: dag
