"""The letters at the end of a grant: settlement, and the reclaim of what was paid too much."""

import datetime
from decimal import Decimal

from brieven.models import BriefSoort
from brieven.vormen.vervolg import VERVOLGVELDEN
from brieven.vormen.voorbeelden import AFREKENING, TERMIJNEN, TERUG
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

VASTSTELLING = Briefvorm(
    soort=BriefSoort.VASTSTELLING,
    besluit=True,
    voorbeelddag=datetime.date(2031, 6, 10),
    velden=VERVOLGVELDEN
    | {
        "aanleiding": Veld(
            Veldsoort.ALINEAS,
            "wanneer u het vroeg, of waarom wij het uit onszelf doen",
            voorbeeld="Op 14 april 2031 vroeg u ons de subsidie over 2030 vast te stellen. Dank u wel voor uw "
            "verslag.",
        ),
        "vastgesteld": Veld(
            Veldsoort.BEDRAG, "het bedrag waarop wij de subsidie vaststellen", voorbeeld=Decimal("750000.00")
        ),
        "afrekening": Veld(Veldsoort.TABEL, "verleend, vastgesteld en betaald per jaar", voorbeeld=AFREKENING),
        "gevolg": Veld(
            Veldsoort.ALINEAS,
            "wat wij nog betalen, of dat u te veel kreeg",
            voorbeeld="U kreeg al € 762.000,00. Dat is € 12.000,00 te veel. Over dat bedrag krijgt u een apart "
            "besluit.",
        ),
    },
    tekst="""\
Op {verleningsdatum} kreeg u subsidie voor {waarvoor}, {periode}. Ons kenmerk is {verleningskenmerk}. Nu stellen wij \
vast op welk bedrag u recht hebt.

{aanleiding}

## Ons besluit
> Artikelen 4:42 en 4:46 Awb
! Wij stellen uw subsidie vast op {vastgesteld}.
{afrekening}

## Waarom wij dit besluiten
> {artikel}
{motivering}
{zienswijze}

## Wat dit voor u betekent
{gevolg}
""",
)

TERUGVORDERING = Briefvorm(
    soort=BriefSoort.TERUGVORDERING,
    besluit=True,
    voorbeelddag=datetime.date(2031, 6, 20),
    velden=VERVOLGVELDEN
    | {
        "terug": Veld(Veldsoort.BEDRAG, "het bedrag dat terug moet", voorbeeld=Decimal("12000.00")),
        "overzicht": Veld(Veldsoort.TABEL, "per jaar: recht, betaald en terug", voorbeeld=TERUG),
        "hoe": Veld(
            Veldsoort.ALINEAS,
            "hoe en wanneer u betaalt",
            voorbeeld="Maak het bedrag uiterlijk op 1 augustus 2031 over op onze rekening, met het kenmerk van deze "
            "brief erbij.",
        ),
        "schema": Veld(Veldsoort.TABEL, "de termijnen, als u in delen betaalt", optioneel=True, voorbeeld=TERMIJNEN),
        "uiterlijk": Veld(Veldsoort.DATUM, "de laatste dag om te betalen", voorbeeld=datetime.date(2031, 8, 1)),
    },
    tekst="""\
Op {verleningsdatum} kreeg u subsidie voor {waarvoor}, {periode}. Ons kenmerk is {verleningskenmerk}. Wij hebben meer \
betaald dan waar u recht op hebt. Dat deel vragen wij terug.

## Ons besluit
> Artikel 4:57 Awb
! Wij vorderen {terug} van u terug.
{overzicht}

## Waarom wij dit besluiten
> {artikel}
{motivering}
{zienswijze}

## Hoe u betaalt
> Artikel 4:87 Awb
{hoe}
{schema}

Kunt u niet op tijd betalen? Bel of mail ons dan meteen. Wij zoeken samen met u naar een oplossing. Betaalt u niet op \
tijd, dan krijgt u eerst een aanmaning. Daarna kunnen wij het bedrag bij dwangbevel innen en rente rekenen.
""",
)
