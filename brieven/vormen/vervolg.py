"""The fields that every later decision on a running grant can name."""

import datetime
from decimal import Decimal

from brieven.vormen.voorbeelden import BEDRAGEN
from brieven.vormen.vorm import Veld, Veldsoort

VERVOLGVELDEN = {
    "waarvoor": Veld(Veldsoort.TEKST, "de thematafel of de regeling", voorbeeld="de thematafel Ontmoeten"),
    "periode": Veld(Veldsoort.TEKST, "de jaren van de subsidie", voorbeeld="2027–2030"),
    "verleningskenmerk": Veld(Veldsoort.TEKST, "het kenmerk van de verlening", voorbeeld="SB-2026-0011-1"),
    "verleningsdatum": Veld(Veldsoort.DATUM, "de dag van de verlening", voorbeeld=datetime.date(2026, 11, 20)),
    "artikel": Veld(Veldsoort.TEKST, "het artikel waarop het besluit rust", voorbeeld="Artikel 4:48 Awb"),
    "motivering": Veld(
        Veldsoort.ALINEAS,
        "waarom wij dit besluiten",
        voorbeeld="In uw plan staat een inloop op zaterdag. U schreef ons dat die niet doorgaat, omdat de vaste "
        "beheerder stopt. Voor een dag minder is minder geld nodig.",
    ),
    "zienswijze": Veld(
        Veldsoort.ALINEAS,
        "wat de ontvanger vond, en wat wij daarmee deden",
        optioneel=True,
        voorbeeld="U gaf ons uw mening: “Wij zoeken een nieuwe beheerder.”\n\nVindt u die in 2028, dan kijken wij "
        "samen of de zaterdag terug kan komen.",
    ),
    "ingang": Veld(
        Veldsoort.DATUM, "de dag waarop het besluit ingaat", optioneel=True, voorbeeld=datetime.date(2028, 1, 1)
    ),
    "einde": Veld(Veldsoort.DATUM, "de laatste dag", optioneel=True, voorbeeld=datetime.date(2030, 12, 31)),
    "bedragen": Veld(
        Veldsoort.TABEL, "de bedragen per jaar: oud, wijziging en nieuw", optioneel=True, voorbeeld=BEDRAGEN
    ),
    "was": Veld(Veldsoort.BEDRAG, "het totaal voor dit besluit", voorbeeld=Decimal("762000.00")),
    "wordt": Veld(Veldsoort.BEDRAG, "het totaal na dit besluit", voorbeeld=Decimal("750000.00")),
}
