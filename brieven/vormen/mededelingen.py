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
        "begin": Veld(Veldsoort.DATUM, "de eerste dag om aan te vragen", voorbeeld=datetime.date(2026, 4, 1)),
        "sluit": Veld(Veldsoort.DATUM, "de laatste dag om aan te vragen", voorbeeld=datetime.date(2026, 7, 3)),
    },
    tekst="""\
Wij maken bekend hoeveel subsidie er is voor {waarvoor}. U leest ook hoe wij het geld verdelen en wanneer u subsidie \
kunt vragen.

## Hoeveel geld er is
> Artikelen 4:25, 4:26 en 4:27 Algemene wet bestuursrecht (Awb)
Dit staat in het {besluit}. Wij verlenen niet meer dan deze bedragen:
{plafonds}

## Hoe wij het geld verdelen
> Artikel 4:26 Awb; {artikel}
{verdeling}

## Wanneer u kunt aanvragen
U kunt aanvragen van {begin} tot en met {sluit}. Dat doet u in het subsidieportaal.
""",
)

COLLEGEBERICHT = Briefvorm(
    soort=BriefSoort.COLLEGEBERICHT,
    velden={
        "waarover": Veld(Veldsoort.TEKST, "waar het besluit over gaat", voorbeeld="de subsidies sociale basis 2027"),
        "nummer": Veld(Veldsoort.TEKST, "het nummer van het collegebesluit", voorbeeld="2026/0412"),
        "datum": Veld(Veldsoort.DATUM, "de dag van het collegebesluit", voorbeeld=datetime.date(2026, 11, 10)),
        "wat": Veld(
            Veldsoort.ALINEAS,
            "wat het college besloot",
            voorbeeld="Het college verleent subsidie aan zeven organisaties van de thematafel Ontmoeten, voor 2027 "
            "tot en met 2030.",
        ),
        "gevolg": Veld(
            Veldsoort.ALINEAS,
            "wat dit voor de ontvanger betekent",
            optioneel=True,
            voorbeeld="U krijgt vandaag ook uw eigen besluit. Daarin staat uw bedrag.",
        ),
    },
    tekst="""\
Het college van burgemeester en wethouders nam op {datum} een besluit over {waarover}. Het nummer van dat besluit is \
{nummer}.

## Wat het college besloot
{wat}

## Wat dit voor u betekent
{gevolg}

## Hoe het verder gaat
Dit bericht is zelf geen besluit. Gaat het besluit over subsidie voor uw organisatie, dan krijgt u daarover een eigen \
brief. Daarin staat ook hoe u bezwaar kunt maken.
""",
)

TAFELBRIEF = Briefvorm(
    soort=BriefSoort.TAFELBRIEF,
    velden={
        "tafel": Veld(Veldsoort.TEKST, "de naam van de thematafel", voorbeeld="Ontmoeten"),
        "periode": Veld(Veldsoort.TEKST, "de jaren van de subsidie", voorbeeld="2027–2030"),
        "aantal": Veld(Veldsoort.GETAL, "het aantal organisaties aan de tafel", voorbeeld=7),
        "totaal": Veld(Veldsoort.BEDRAG, "wat de tafel samen krijgt", voorbeeld=Decimal("3564000.00")),
        "toelichting": Veld(
            Veldsoort.ALINEAS,
            "wat de tafel moet weten over de verdeling",
            optioneel=True,
            voorbeeld="Alle organisaties krijgen wat in het plan staat. Alleen de avondinloop schoof van Oost naar "
            "Noord.",
        ),
    },
    tekst="""\
U bent penvoerder van de thematafel {tafel}. Wij beslisten over het gezamenlijke plan voor {periode}. U krijgt \
hierbij de hele verdeling over de tafel.

## Wat wij besloten
! De {aantal} organisaties aan de tafel krijgen samen {totaal}.
Elke organisatie krijgt een eigen besluit in het portaal. In de bijlage ziet u alle bedragen bij elkaar, naast het \
subsidieplafond.
{toelichting}

## Wat wij van u vragen
- Bespreek de verdeling aan de tafel.
- Laat ons weten als organisaties het plan anders willen uitvoeren.

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
