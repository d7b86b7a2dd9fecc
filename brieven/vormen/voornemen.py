"""The letter of intent, which asks for a view."""

import datetime

from brieven.models import BriefSoort
from brieven.vormen.voorbeelden import BEDRAGEN
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

VOORNEMEN = Briefvorm(
    soort=BriefSoort.VOORNEMEN,
    voorbeelddag=datetime.date(2027, 9, 24),
    velden={
        "waarvoor": Veld(Veldsoort.TEKST, "de thematafel of de regeling", voorbeeld="de thematafel Ontmoeten"),
        "verleningskenmerk": Veld(Veldsoort.TEKST, "het kenmerk van de verlening", voorbeeld="SB-2026-0011-1"),
        "wat": Veld(Veldsoort.TEKST, "het soort besluit", voorbeeld="bijstelling"),
        "artikel": Veld(Veldsoort.TEKST, "het artikel waarop het besluit zou rusten", voorbeeld="Artikel 4:48 Awb"),
        "motivering": Veld(
            Veldsoort.ALINEAS,
            "waarom wij dit willen",
            voorbeeld="In uw plan staat een inloop op zaterdag. U schreef ons dat die niet doorgaat. Voor een dag "
            "minder is minder geld nodig.",
        ),
        "bedragen": Veld(
            Veldsoort.TABEL, "de bedragen per jaar: nu en na het besluit", optioneel=True, voorbeeld=BEDRAGEN
        ),
        "uiterlijk": Veld(
            Veldsoort.DATUM, "de laatste dag voor een zienswijze", voorbeeld=datetime.date(2027, 10, 15)
        ),
    },
    tekst="""\
U krijgt subsidie voor {waarvoor}. Ons kenmerk is {verleningskenmerk}. Wij denken aan een nieuw besluit over die \
subsidie: {wat}. Wij hebben nog niets besloten. Eerst horen wij graag wat u vindt.

## Wat wij van plan zijn
> {artikel}
{motivering}
{bedragen}

## Uw mening
> Artikelen 4:7 en 4:8 Awb
U kunt tot en met {uiterlijk} reageren. Dat kan in het portaal, met een brief of in een gesprek. Wat u zegt, \
wegen wij mee in ons besluit. Reageert u niet, dan beslissen wij met wat wij nu weten.
""",
)
