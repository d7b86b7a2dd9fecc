"""The letters about an objection, and about a decision that is late."""

import datetime

from brieven.models import BriefSoort
from brieven.vormen.voorbeelden import BEZWAAR
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

BESTREDEN = {
    "waarover": Veld(Veldsoort.TEKST, "waarover het besluit gaat", voorbeeld="de subsidie voor Ontmoeten"),
    "besluitkenmerk": Veld(
        Veldsoort.TEKST, "het kenmerk van het besluit waartegen bezwaar is gemaakt", voorbeeld="SB-2026-0011-1"
    ),
    "besluitdatum": Veld(Veldsoort.DATUM, "de dag van dat besluit", voorbeeld=datetime.date(2026, 11, 20)),
    "bezwaarkenmerk": Veld(Veldsoort.TEKST, "het kenmerk van het bezwaar", voorbeeld="SB-2026-0088"),
    "ontvangen_op": Veld(
        Veldsoort.DATUM, "de dag waarop het bezwaar binnenkwam", voorbeeld=datetime.date(2026, 12, 9)
    ),
}

ONTVANGST_BEZWAAR = Briefvorm(
    soort=BriefSoort.ONTVANGST_BEZWAAR,
    voorbeelddag=datetime.date(2026, 12, 9),
    velden=BESTREDEN
    | {
        "ontbreekt": Veld(
            Veldsoort.ALINEAS,
            "wat er nog ontbreekt, en tot wanneer",
            optioneel=True,
            voorbeeld="U schreef nog niet waarom u het niet eens bent met het besluit. Doe dat uiterlijk op 23 "
            "december 2026 (artikel 6:6 Awb).",
        ),
        "te_laat": Veld(
            Veldsoort.ALINEAS,
            "dat het bezwaar na de termijn kwam",
            optioneel=True,
            voorbeeld="Bezwaar maken kon tot en met 4 januari 2027. Had u een goede reden om later te zijn? Laat ons "
            "die weten (artikel 6:11 Awb).",
        ),
        "meer_tijd": Veld(
            Veldsoort.ALINEAS,
            "dat wij de beslissing verdagen",
            optioneel=True,
            voorbeeld="Wij verdagen onze beslissing met zes weken (artikel 7:10 lid 3 Awb). De nieuwe dag staat "
            "hieronder.",
        ),
        "beslissen_uiterlijk": Veld(
            Veldsoort.DATUM, "de laatste dag om te beslissen", voorbeeld=datetime.date(2027, 3, 29)
        ),
    },
    tekst="""\
Op {ontvangen_op} ontvingen wij uw bezwaar. U bent het niet eens met ons besluit van {besluitdatum} over {waarover}, \
met kenmerk {besluitkenmerk}. Uw bezwaar heeft bij ons het kenmerk {bezwaarkenmerk}.

## Wat wij nog van u nodig hebben
{ontbreekt}

## Uw bezwaar kwam na de termijn
{te_laat}

## Wij hebben meer tijd nodig
{meer_tijd}

## Zo gaat het verder
> Artikelen 6:14, 7:2 en 7:10 Awb
- Iemand die niet bij het besluit betrokken was, behandelt uw bezwaar.
- U mag uw bezwaar toelichten in een gesprek. Wij nodigen u daarvoor uit.
- Voor dat gesprek kunt u alle stukken over uw zaak bekijken.
- Wij beslissen uiterlijk op {beslissen_uiterlijk}.

Het besluit blijft gelden zolang wij uw bezwaar behandelen. Wilt u uw bezwaar intrekken? Dat kan tot onze beslissing, \
in het portaal, met een brief of tijdens het gesprek.
""",
)

HOORZITTING = Briefvorm(
    soort=BriefSoort.HOORZITTING,
    voorbeelddag=datetime.date(2026, 12, 21),
    velden=BESTREDEN
    | {
        "wie": Veld(Veldsoort.TEKST, "wie bezwaar maakte", voorbeeld="Stichting Voorbeeld"),
        "wanneer": Veld(Veldsoort.TEKST, "de dag en het uur", voorbeeld="Dinsdag 19 januari 2027 om 14.00 uur"),
        "waar": Veld(Veldsoort.TEKST, "de plaats", voorbeeld="Stadhuis, kamer 12, Grote Markt 2"),
        "stukken_tot": Veld(
            Veldsoort.DATUM, "de laatste dag om stukken te sturen", voorbeeld=datetime.date(2027, 1, 9)
        ),
        "commissie": Veld(
            Veldsoort.ALINEAS,
            "dat een commissie hoort en adviseert",
            optioneel=True,
            voorbeeld="Een onafhankelijke commissie hoort u en brengt ons advies uit (artikel 7:13 Awb).",
        ),
    },
    tekst="""\
{wie} maakte bezwaar tegen ons besluit van {besluitdatum} over {waarover}, met kenmerk \
{besluitkenmerk}. Voordat wij op dat bezwaar beslissen, horen wij u graag. Het kenmerk van het bezwaar is \
{bezwaarkenmerk}.

## De uitnodiging
> Artikelen 7:2 en 7:6 Awb
! {wanneer}
{waar}

## Wie er zijn
{commissie}
U mag iemand meenemen die u helpt. Ook andere organisaties waarvoor het besluit gevolgen heeft, kunnen komen. Van het \
gesprek maken wij een verslag.

## Stukken bekijken en sturen
> Artikel 7:4 Awb
- U kunt de stukken vanaf een week voor het gesprek bij ons bekijken. Een kopie sturen wij u graag toe.
- Wilt u zelf nog stukken sturen? Dat kan tot en met {stukken_tot}.

## Kunt u niet, of wilt u niet komen?
Laat het ons weten. Wij zoeken dan een andere dag. Wilt u niet worden gehoord, dan beslissen wij zonder gesprek.
""",
)

BESLISSING_OP_BEZWAAR = Briefvorm(
    soort=BriefSoort.BESLISSING_OP_BEZWAAR,
    voorbeelddag=datetime.date(2027, 2, 19),
    velden=BESTREDEN
    | {
        "wie": Veld(Veldsoort.TEKST, "wie bezwaar maakte", voorbeeld="Stichting Voorbeeld"),
        "uitkomst": Veld(
            Veldsoort.TEKST,
            "de uitkomst in één of twee zinnen",
            voorbeeld="Het bezwaar is deels gegrond. Wij veranderen ons besluit voor dat deel.",
        ),
        "artikel": Veld(
            Veldsoort.TEKST, "de artikelen waarop de uitkomst rust", voorbeeld="Artikelen 7:11 en 7:12 Awb"
        ),
        "gevolg": Veld(
            Veldsoort.ALINEAS,
            "wat er nu verandert",
            optioneel=True,
            voorbeeld="U krijgt alsnog geld voor de avondinloop in 2027.",
        ),
        "bedragen": Veld(
            Veldsoort.TABEL, "de bedragen per jaar: oud, wijziging en nieuw", optioneel=True, voorbeeld=BEZWAAR
        ),
        "gronden": Veld(
            Veldsoort.ALINEAS,
            "wat er tegen het besluit is ingebracht",
            optioneel=True,
            voorbeeld="Wij bereiken op die avond meer bewoners dan u schrijft. In Oost is er geen andere plek.",
        ),
        "later": Veld(
            Veldsoort.PUNTEN,
            "latere besluiten waarover het bezwaar ook gaat",
            optioneel=True,
            voorbeeld=("Indexering van subsidie met kenmerk SB-2026-0091 (artikel 6:19 Awb)",),
        ),
        "horen": Veld(
            Veldsoort.ALINEAS,
            "hoe wij hebben gehoord, of waarom niet",
            voorbeeld="Wij hoorden u op 19 januari 2027. Uw penningmeester liet de tellingen van de avonden zien.",
        ),
        "advies": Veld(
            Veldsoort.ALINEAS,
            "het advies van de commissie en wat wij ermee doen",
            optioneel=True,
            voorbeeld="De commissie adviseerde ons op 2 februari 2027 om het bezwaar deels gegrond te verklaren. Wij "
            "volgen dit advies (artikel 7:13 Awb).",
        ),
        "motivering": Veld(
            Veldsoort.ALINEAS,
            "waarom wij zo beslissen",
            voorbeeld="Uit uw tellingen blijkt dat er elke avond zestig bewoners komen. Die cijfers hadden wij niet. "
            "De inloop van de buren is op die avond vol.",
        ),
        "kosten": Veld(
            Veldsoort.ALINEAS,
            "wat wij beslissen over de kosten van het bezwaar",
            optioneel=True,
            voorbeeld="U vroeg geen vergoeding van kosten (artikel 7:15 Awb).",
        ),
        "beroep_tot": Veld(
            Veldsoort.DATUM, "de laatste dag om beroep in te stellen", voorbeeld=datetime.date(2027, 4, 2)
        ),
    },
    tekst="""\
Op {ontvangen_op} maakte {wie} bezwaar tegen ons besluit van {besluitdatum} over {waarover}, met \
kenmerk {besluitkenmerk}. Het bezwaar heeft kenmerk {bezwaarkenmerk}. In deze brief leest u wat wij op dat bezwaar \
beslissen en waarom.

## Onze beslissing
> {artikel}
! {uitkomst}
{gevolg}
{bedragen}

## Het bezwaar
{gronden}

## Latere besluiten waarover het bezwaar ook gaat
{later}

## Hoe wij het bezwaar behandelden
{horen}
{advies}

## Waarom wij zo beslissen
> Artikel 7:12 Awb
{motivering}

## De kosten van het bezwaar
{kosten}

## Bent u het niet eens met deze beslissing?
> Artikelen 6:7, 6:8, 6:23, 8:1 en 8:81 Awb
U kunt beroep instellen bij de rechtbank Noord-Holland, afdeling bestuursrecht. Doe dat binnen zes weken nadat wij \
deze brief verstuurden: tot en met {beroep_tot}. Digitaal kan het via Mijn Rechtspraak.
- Schrijf op: uw naam en adres, de datum, het kenmerk van deze brief en waarom u het niet eens bent met de beslissing.
- Stuur een kopie van deze brief mee en onderteken uw beroepschrift.
- Aan een beroep zijn kosten verbonden: het griffierecht.

Onze beslissing geldt ook zolang de rechtbank uw beroep behandelt. Is er haast bij? Vraag dan de \
voorzieningenrechter van de rechtbank om een voorlopige voorziening.
""",
)

_LAAT = {
    "waarover": Veld(
        Veldsoort.TEKST, "waarop wij moesten beslissen, met kenmerk", voorbeeld="uw aanvraag met kenmerk SB-2026-0011"
    ),
    "ontvangen_op": Veld(
        Veldsoort.DATUM, "de dag waarop de ingebrekestelling binnenkwam", voorbeeld=datetime.date(2026, 12, 9)
    ),
    "wettelijke_dag": Veld(Veldsoort.DATUM, "de laatste dag om te beslissen", voorbeeld=datetime.date(2026, 11, 20)),
}

ONTVANGST_INGEBREKESTELLING = Briefvorm(
    soort=BriefSoort.ONTVANGST_INGEBREKESTELLING,
    voorbeelddag=datetime.date(2026, 12, 9),
    velden=_LAAT
    | {
        "gevolg": Veld(
            Veldsoort.ALINEAS,
            "wat er nu gebeurt, met de dag waarop een dwangsom begint",
            voorbeeld="Beslissen wij niet uiterlijk op 23 december 2026, dan krijgt u vanaf 24 december een dwangsom "
            "voor elke dag dat het langer duurt.",
        ),
    },
    tekst="""\
Op {ontvangen_op} ontvingen wij uw ingebrekestelling. U schrijft dat wij te laat zijn met onze beslissing op \
{waarover}. Wij moesten uiterlijk op {wettelijke_dag} beslissen.

## Wat er nu gebeurt
> Artikel 4:17 Awb
{gevolg}
""",
)

DWANGSOM = Briefvorm(
    soort=BriefSoort.DWANGSOM,
    besluit=True,
    voorbeelddag=datetime.date(2027, 1, 8),
    velden=_LAAT
    | {
        "uitkomst": Veld(
            Veldsoort.TEKST, "of u een dwangsom krijgt, en hoeveel", voorbeeld="U krijgt een dwangsom van € 322,00."
        ),
        "berekening": Veld(
            Veldsoort.PUNTEN,
            "de berekening, stap voor stap",
            voorbeeld=(
                "Wij hadden twee weken na uw ingebrekestelling: tot en met 23 december 2026.",
                "Daarna was de beslissing er 14 dagen niet: 14 × € 23,00 is € 322,00.",
            ),
        ),
        "motivering": Veld(
            Veldsoort.ALINEAS,
            "waarom wij dit besluiten",
            voorbeeld="Wij beslisten op 6 januari 2027. Dat was te laat. Daarvoor bieden wij u onze excuses aan.",
        ),
        "betaling": Veld(
            Veldsoort.ALINEAS,
            "wanneer en waarop wij betalen",
            optioneel=True,
            voorbeeld="Wij betalen binnen zes weken, op uw rekening die eindigt op 0123.",
        ),
    },
    tekst="""\
Op {ontvangen_op} stelde u ons in gebreke, omdat onze beslissing op {waarover} er nog niet was. Wij moesten uiterlijk \
op {wettelijke_dag} beslissen. In deze brief leest u of u daarvoor een dwangsom krijgt.

## Ons besluit
> Artikelen 4:17 en 4:18 Awb
! {uitkomst}

## Zo is dit berekend
{berekening}

## Waarom wij dit besluiten
{motivering}

## De betaling
{betaling}
""",
)

BEZWAARBRIEVEN = (ONTVANGST_BEZWAAR, HOORZITTING, BESLISSING_OP_BEZWAAR, ONTVANGST_INGEBREKESTELLING, DWANGSOM)
