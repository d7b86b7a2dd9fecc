"""Letters that tell something and decide nothing: the ceiling, what the college did, the table, a reminder."""

import datetime
from decimal import Decimal

from brieven.models import BriefSoort
from brieven.vormen.voorbeelden import PLAFONDS
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

PLAFOND = Briefvorm(
    soort=BriefSoort.PLAFOND,
    voorbeelddag=datetime.date(2026, 3, 10),
    velden={
        "waarvoor": Veld(Veldsoort.TEKST, "de uitvraag of de regeling", voorbeeld="Sociale basis 2027–2030"),
        "besluit": Veld(
            Veldsoort.TEKST, "het besluit met zijn datum", voorbeeld="Besluit subsidieplafonds van 3 maart 2026"
        ),
        "artikel": Veld(Veldsoort.TEKST, "het artikel over verdelen", voorbeeld="artikel 7 van de regeling"),
        "plafonds": Veld(Veldsoort.TABEL, "het plafond per tafel en jaar", voorbeeld=PLAFONDS),
        "verdeling": Veld(
            Veldsoort.ALINEAS,
            "hoe wij het geld verdelen als er te weinig is",
            voorbeeld="Wat het meest bijdraagt aan de doelen van de tafel, gaat voor. Wij kijken naar het hele plan, "
            "niet naar wie het eerst was.",
        ),
        "aanmelden": Veld(
            Veldsoort.ALINEAS,
            "wat een organisatie eerst moet doen",
            optioneel=True,
            voorbeeld="Meld uw organisatie eerst aan voor een thematafel. Dat doet u ook in het portaal.",
        ),
        "begin": Veld(Veldsoort.DATUM, "de eerste dag om aan te vragen", voorbeeld=datetime.date(2026, 4, 1)),
        "sluit": Veld(Veldsoort.DATUM, "de laatste dag om aan te vragen", voorbeeld=datetime.date(2026, 7, 3)),
    },
    tekst="""\
Er is subsidie voor {waarvoor}. Misschien is dat iets voor u. In deze brief leest u hoeveel geld er is, hoe wij het \
verdelen en wanneer u kunt aanvragen.

## Hoeveel geld er is
> Artikelen 4:25, 4:26 en 4:27 Algemene wet bestuursrecht (Awb)
Dit staat in het {besluit}. Wij verlenen niet meer dan deze bedragen:
{plafonds}

## Hoe wij het geld verdelen
> Artikel 4:26 Awb; {artikel}
{verdeling}

## Wanneer u kunt aanvragen
U kunt aanvragen van {begin} tot en met {sluit}. Dat doet u in het subsidieportaal. Op papier mag ook. Bel of mail \
ons gerust, dan helpen wij u.

{aanmelden}
""",
)

COLLEGEBERICHT = Briefvorm(
    soort=BriefSoort.COLLEGEBERICHT,
    velden={
        "waarover": Veld(Veldsoort.TEKST, "de titel van het besluit", voorbeeld="Subsidies sociale basis 2027"),
        "nummer": Veld(Veldsoort.TEKST, "het nummer van het collegebesluit", voorbeeld="2026/0412"),
        "datum": Veld(Veldsoort.DATUM, "de dag van het collegebesluit", voorbeeld=datetime.date(2026, 11, 10)),
        "wat": Veld(
            Veldsoort.ALINEAS,
            "wat het college besloot",
            voorbeeld="Het college besloot over de gezamenlijke aanvraag van de thematafel Ontmoeten, waar u aan "
            "meedoet. Dat is aanvraag SB-2026-0142, voor 2027–2030.",
        ),
        "gevolg": Veld(
            Veldsoort.ALINEAS,
            "wat dit voor de ontvanger betekent",
            optioneel=True,
            voorbeeld="In uw eigen besluit leest u of u subsidie krijgt, hoeveel dat is en waarom. Dat besluit sturen "
            "wij u apart.",
        ),
    },
    tekst="""\
Het college van burgemeester en wethouders nam op {datum} een besluit over uw aanvraag. De titel van dat \
besluit is: {waarover}. Het nummer is {nummer}.

## Wat het college besloot
{wat}

## Wat dit voor u betekent
{gevolg}

## Hoe het verder gaat
Dit bericht is zelf geen besluit. In uw eigen besluit staat hoe u bezwaar kunt maken, en tot wanneer.
""",
)

TAFELBRIEF = Briefvorm(
    soort=BriefSoort.TAFELBRIEF,
    velden={
        "tafel": Veld(Veldsoort.TEKST, "de naam van de thematafel", voorbeeld="Ontmoeten"),
        "periode": Veld(Veldsoort.TEKST, "de jaren van de subsidie", voorbeeld="2027–2030"),
        "gevraagd": Veld(Veldsoort.BEDRAG, "wat de tafel samen vroeg", voorbeeld=Decimal("3600000.00")),
        "totaal": Veld(Veldsoort.BEDRAG, "wat de tafel samen krijgt", voorbeeld=Decimal("3564000.00")),
        "toelichting": Veld(
            Veldsoort.ALINEAS,
            "wat de tafel moet weten over de verdeling",
            optioneel=True,
            voorbeeld="Dat is minder dan in het plan staat. In elk eigen besluit leest u waarom.",
        ),
    },
    tekst="""\
U bent penvoerder van de thematafel {tafel}. Dank voor het werk dat u en de andere organisaties in het plan voor \
{periode} stopten. Wij besloten erover. In de bijlage ziet u de hele verdeling over de tafel.

## Wat wij besloten
! De organisaties aan de tafel vroegen samen {gevraagd}. Zij krijgen samen {totaal}.
{toelichting}

Elke organisatie krijgt haar eigen besluit. In de bijlage staan alle bedragen bij elkaar, naast het subsidieplafond.

## Wat wij van u vragen
- Bespreek de verdeling aan de tafel.
- Laat het ons weten als organisaties het plan anders willen uitvoeren.

## Wie bezwaar kan maken
Deze brief is geen besluit. Elke organisatie kan bezwaar maken tegen haar eigen besluit. In die brief staat hoe dat \
gaat.
""",
)

HERINNERING = Briefvorm(
    soort=BriefSoort.HERINNERING,
    voorbeelddag=datetime.date(2028, 4, 8),
    velden={
        "wat": Veld(Veldsoort.TEKST, "wat wij nog niet kregen", voorbeeld="de verantwoording over 2027"),
        "waarvoor": Veld(Veldsoort.TEKST, "waar het bij hoort", voorbeeld="uw subsidie voor de thematafel Ontmoeten"),
        "artikel": Veld(Veldsoort.TEKST, "het artikel dat dit vraagt", voorbeeld="Artikel 4:44 Awb"),
        "had_moeten": Veld(
            Veldsoort.DATUM, "de dag waarop het er had moeten zijn", voorbeeld=datetime.date(2028, 4, 1)
        ),
        "uiterlijk": Veld(
            Veldsoort.DATUM, "de dag waarop het er alsnog moet zijn", voorbeeld=datetime.date(2028, 4, 29)
        ),
        "stukken": Veld(
            Veldsoort.PUNTEN,
            "wat erbij hoort",
            optioneel=True,
            voorbeeld=("een activiteitenverslag", "een financieel verslag"),
        ),
        "gevolg": Veld(
            Veldsoort.ALINEAS,
            "wat er gebeurt als het dan niet komt",
            voorbeeld="Dan stellen wij de subsidie vast met wat wij weten. Het bedrag kan dan lager worden (artikel "
            "4:46 Awb).",
        ),
    },
    tekst="""\
Bij {waarvoor} hoort {wat}. Wij zouden dit uiterlijk op {had_moeten} van u krijgen, maar ontvingen nog niets. \
Misschien bent u het vergeten.

## Wat wij van u vragen
> {artikel}
! Stuur ons {wat} uiterlijk op {uiterlijk}.
{stukken}

## Wat er gebeurt als u niets stuurt
{gevolg}

## Lukt het niet?
Bel of mail ons dan voor die dag. Wij zoeken samen met u een oplossing. Stuurde u het al toe, dan hoeft u niets meer \
te doen.
""",
)

VRIJE_BRIEF = Briefvorm(
    soort=BriefSoort.VRIJE_BRIEF,
    voorbeelddag=datetime.date(2027, 1, 5),
    velden={"bericht": Veld(Veldsoort.ALINEAS, "wat u schrijft")},
    tekst="""\
{bericht}

## Hebt u vragen?
Bel of mail ons gerust. Bovenaan deze brief staat hoe u ons bereikt.
""",
)

MEDEDELINGEN = (PLAFOND, COLLEGEBERICHT, TAFELBRIEF, HERINNERING, VRIJE_BRIEF)
