"""The letters while an application is assessed: what is missing, that the decision comes later, and the end of it
when nothing was supplemented."""

import datetime
from decimal import Decimal

from brieven.models import BriefSoort
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

_WAARVOOR = Veld(Veldsoort.TEKST, "de thematafel of de regeling", voorbeeld="Ontmoeten")
_PERIODE = Veld(Veldsoort.TEKST, "de jaren van de aanvraag", voorbeeld="2027–2030")
_ONTVANGEN = Veld(Veldsoort.DATUM, "de dag waarop wij de aanvraag ontvingen", voorbeeld=datetime.date(2026, 7, 3))

VERZOEK_AANVULLING = Briefvorm(
    soort=BriefSoort.VERZOEK_AANVULLING,
    voorbeelddag=datetime.date(2026, 7, 24),
    velden={
        "waarvoor": _WAARVOOR,
        "periode": _PERIODE,
        "ontvangen": _ONTVANGEN,
        "wat": Veld(
            Veldsoort.ALINEAS,
            "wat er ontbreekt",
            voorbeeld="Wij missen de begroting van 2028. Daarin staat wat u verwacht uit te geven en wie meebetaalt.",
        ),
        "uiterlijk": Veld(Veldsoort.DATUM, "de laatste dag om aan te vullen", voorbeeld=datetime.date(2026, 8, 7)),
        "anderen": Veld(
            Veldsoort.ALINEAS,
            "wat dit betekent voor de andere organisaties",
            optioneel=True,
            voorbeeld="Voor de andere organisaties aan uw tafel verandert er niets. Zij krijgen hun besluit op de "
            "gewone tijd.",
        ),
    },
    tekst="""\
Op {ontvangen} ontvingen wij de aanvraag voor {waarvoor}, {periode}. Dank u wel daarvoor. In uw deel missen wij nog \
iets. Zonder die gegevens kunnen wij uw deel niet beoordelen.

## Wat wij van u vragen
> Artikel 4:5 lid 1 Awb
{wat}

! Stuur ons uw aanvulling uiterlijk op {uiterlijk}.

Dat kan in het portaal, bij uw aanvraag. Daar kunt u ook bestanden toevoegen. Een brief mag ook.

## Wat dit betekent voor de tijd
> Artikel 4:15 lid 1 onder a Awb
Vanaf de dag na de datum van deze brief staat onze beslistermijn voor uw deel stil. Zij loopt weer \
verder op de dag dat wij uw aanvulling ontvangen, en in elk geval na {uiterlijk}.
{anderen}

## Als u niet aanvult
> Artikel 4:5 lid 4 Awb
Ontvangen wij de gegevens niet op tijd, of zijn zij niet genoeg? Dan kunnen wij besluiten dat wij uw deel niet verder \
behandelen. U krijgt dan geen subsidie. Lukt het u niet om op tijd te zijn, bel of mail ons dan zo snel mogelijk.
""",
)

BUITEN_BEHANDELING = Briefvorm(
    soort=BriefSoort.BUITEN_BEHANDELING,
    besluit=True,
    voorbeelddag=datetime.date(2026, 8, 21),
    velden={
        "waarvoor": _WAARVOOR,
        "periode": _PERIODE,
        "ontvangen": _ONTVANGEN,
        "gevraagd_op": Veld(
            Veldsoort.DATUM, "de dag waarop wij om een aanvulling vroegen", voorbeeld=datetime.date(2026, 7, 24)
        ),
        "uiterlijk": Veld(Veldsoort.DATUM, "de laatste dag om aan te vullen", voorbeeld=datetime.date(2026, 8, 7)),
        "wat": Veld(
            Veldsoort.ALINEAS,
            "wat er ontbrak",
            voorbeeld="Wij missen de begroting van 2028. Daarin staat wat u verwacht uit te geven en wie meebetaalt.",
        ),
        "uitkomst": Veld(Veldsoort.TEKST, "of er een aanvulling kwam", voorbeeld="Wij ontvingen niets van u."),
        "bedrag": Veld(Veldsoort.BEDRAG, "wat de organisatie vroeg", voorbeeld=Decimal("810000.00")),
        "motivering": Veld(
            Veldsoort.ALINEAS,
            "waarom wij dit besluiten",
            voorbeeld="Zonder begroting weten wij niet welke kosten u maakt. Daarom kunnen wij niet beoordelen "
            "hoeveel subsidie nodig is.",
        ),
    },
    tekst="""\
Op {ontvangen} ontvingen wij de aanvraag voor {waarvoor}, {periode}. U vroeg daarin {bedrag}. In deze brief leest u \
wat wij over uw deel besluiten en waarom.

## Ons besluit
> Artikel 4:5 lid 1 Awb
! Wij behandelen uw deel van de aanvraag niet verder. U krijgt voor dit deel geen subsidie.

## Waarom wij dit besluiten
In uw deel ontbraken gegevens. Op {gevraagd_op} schreven wij u wat wij misten:

{wat}

U kon aanvullen tot en met {uiterlijk}. {uitkomst}

{motivering}

Over de inhoud van uw plannen zegt dit besluit niets: die hebben wij niet beoordeeld.

## Wat u nu kunt doen
U kunt later een nieuwe aanvraag doen, als daarvoor een uitvraag of regeling open is. Wij denken graag met u mee. \
Onze gegevens staan bovenaan deze brief.
""",
)

VERDAGING = Briefvorm(
    soort=BriefSoort.VERDAGING,
    voorbeelddag=datetime.date(2026, 9, 11),
    velden={
        "waarvoor": _WAARVOOR,
        "periode": _PERIODE,
        "ontvangen": _ONTVANGEN,
        "oude_dag": Veld(Veldsoort.DATUM, "de laatste dag zoals die was", voorbeeld=datetime.date(2026, 9, 25)),
        "nieuwe_dag": Veld(Veldsoort.DATUM, "de nieuwe laatste dag", voorbeeld=datetime.date(2026, 11, 20)),
        "reden": Veld(
            Veldsoort.ALINEAS,
            "waarom het langer duurt",
            voorbeeld="Twee organisaties aan uw tafel vulden hun deel aan. Wij willen de delen in samenhang "
            "beoordelen.",
        ),
        "gevolg": Veld(
            Veldsoort.TEKST,
            "of de wettelijke termijn verschuift",
            voorbeeld="Dit is acht weken later. Wij kunnen het besluit maar één keer zo uitstellen.",
        ),
        "artikel": Veld(Veldsoort.TEKST, "het artikel waarop het uitstel rust", voorbeeld="Artikel 4:14 lid 1 Awb"),
    },
    tekst="""\
Op {ontvangen} ontvingen wij de aanvraag voor {waarvoor}, {periode}. U zou uiterlijk op {oude_dag} ons besluit \
krijgen. Dat lukt niet. Dat vinden wij vervelend voor u.

## Wanneer u wel een besluit krijgt
> {artikel}
! U krijgt ons besluit uiterlijk op {nieuwe_dag}.

{gevolg}

## Waarom het langer duurt
{reden}

U hoeft zelf niets te doen. Hebt u vragen of komt u door het uitstel in de problemen? Bel of mail ons dan. Onze \
gegevens staan bovenaan deze brief.
""",
)
