"""The letter with which a grant is raised by the percentage of the year."""

import datetime
from decimal import Decimal

from brieven.models import BriefSoort
from brieven.vormen.vervolg import VERVOLGVELDEN
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

INDEXERING = Briefvorm(
    soort=BriefSoort.INDEXERING,
    besluit=True,
    voorbeelddag=datetime.date(2027, 11, 12),
    velden={
        **VERVOLGVELDEN,
        "percentage": Veld(Veldsoort.PROCENT, "het percentage", voorbeeld=Decimal("3.2")),
        "peildatum": Veld(
            Veldsoort.DATUM, "de dag waarop dit percentage bekend was", voorbeeld=datetime.date(2027, 10, 1)
        ),
        "jaren": Veld(Veldsoort.TEKST, "de jaren die stijgen", voorbeeld="2028 en later"),
        "afronding": Veld(Veldsoort.TEKST, "hoe wij afronden", voorbeeld="op hele euro’s"),
        "collegenummer": Veld(Veldsoort.TEKST, "het nummer van het collegebesluit", voorbeeld="2027/0412"),
        "collegedatum": Veld(Veldsoort.DATUM, "de dag van het collegebesluit", voorbeeld=datetime.date(2027, 11, 9)),
    },
    tekst="""\
Op {verleningsdatum} kreeg u subsidie voor {waarvoor}, {periode}. Ons kenmerk is {verleningskenmerk}. Lonen en \
prijzen stijgen. Daarom verhogen wij uw subsidie. U hoeft hiervoor niets te doen.

## Ons besluit
! Uw subsidie was {was} en wordt {wordt}.
{bedragen}

## Hoe wij dit berekenen
Wij verhogen uw subsidie voor {jaren} met {percentage}. Dat is het percentage zoals het op {peildatum} bekend was. \
Wij ronden {afronding}.

## Waarom wij dit besluiten
> {artikel}
Het college stelde dit percentage vast op {collegedatum}, in besluit {collegenummer}.
{motivering}

## Wat hetzelfde blijft
Alle afspraken en verplichtingen uit het besluit van {verleningsdatum} blijven gelden.
""",
)
