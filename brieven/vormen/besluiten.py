"""The letter of a decision on an application that has no shape of its own."""

import datetime
from decimal import Decimal

from brieven.models import BriefSoort
from brieven.vormen.voorbeelden import KLEIN
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

DIRECTE_VASTSTELLING = Briefvorm(
    soort=BriefSoort.DIRECTE_VASTSTELLING,
    besluit=True,
    velden={
        "waarvoor": Veld(Veldsoort.TEKST, "de thematafel of de regeling", voorbeeld="kleine bewonersinitiatieven"),
        "periode": Veld(Veldsoort.TEKST, "de jaren van de subsidie", voorbeeld="2027"),
        "aanvraagdatum": Veld(
            Veldsoort.DATUM, "de dag waarop wij de aanvraag ontvingen", voorbeeld=datetime.date(2026, 10, 5)
        ),
        "totaal": Veld(Veldsoort.BEDRAG, "het bedrag over alle jaren", voorbeeld=Decimal("4000.00")),
        "bedragen": Veld(Veldsoort.TABEL, "de bedragen per jaar: gevraagd en vastgesteld", voorbeeld=KLEIN),
        "activiteiten": Veld(
            Veldsoort.PUNTEN,
            "waar de subsidie voor is",
            voorbeeld=("Elke maand een buurtmaaltijd in Noord.", "Een zomerfeest voor de straat."),
        ),
        "verplichtingen": Veld(
            Veldsoort.PUNTEN,
            "de extra verplichtingen",
            optioneel=True,
            voorbeeld=("U vraagt de buren vooraf wat zij vinden van het zomerfeest.",),
        ),
        "afwijking": Veld(
            Veldsoort.ALINEAS,
            "waarom anders dan gevraagd of geadviseerd",
            optioneel=True,
            voorbeeld="U vroeg € 4.500,00. De huur van de zaal is € 500,00 lager dan u schreef: dat bedrag staat op "
            "de offerte.",
        ),
        "rekening": Veld(
            Veldsoort.ALINEAS,
            "op welke rekening",
            voorbeeld="Wij maken het over op uw rekening die eindigt op 0123.",
        ),
    },
    tekst="""\
Op {aanvraagdatum} ontvingen wij een aanvraag om subsidie voor {waarvoor}. In deze brief leest u ons besluit. U hoeft \
ons achteraf geen verslag te sturen.

## Ons besluit
> Artikelen 4:29 en 4:42 Algemene wet bestuursrecht (Awb)
! Wij stellen uw subsidie voor {periode} meteen vast op {totaal}.
{bedragen}

## Waar de subsidie voor is
> Artikel 4:43 Awb
U gebruikt het geld alleen voor deze activiteiten:
{activiteiten}

## Wat wij van u vragen
> Artikelen 4:38 en 4:43 lid 2 Awb
U voert de activiteiten uit zoals u schreef. Gaat iets niet of heel anders door, dan meldt u ons dat binnen twee \
weken. Wij kunnen u vragen te laten zien wat u deed.
{verplichtingen}

## Als het anders loopt
> Artikel 4:49 Awb
Voert u de activiteiten niet uit, of komt u een verplichting niet na? Dan kunnen wij dit besluit wijzigen of \
intrekken. Wat u te veel kreeg, betaalt u dan terug.

## Wanneer wij betalen
> Artikel 4:87 Awb
Wij betalen het bedrag van een jaar in één keer, aan het begin van dat jaar. Is het jaar al begonnen, dan betalen wij \
binnen zes weken na deze brief.
{rekening}

## Waarom wij afwijken
> Artikelen 3:46, 3:47 en 3:50 Awb
{afwijking}
""",
)
