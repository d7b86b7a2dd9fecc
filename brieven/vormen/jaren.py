"""The letters during the years of a grant."""

import datetime

from brieven.models import BriefSoort
from brieven.vormen.vervolg import VERVOLGVELDEN
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

_VERZOEKVELDEN = {
    naam: VERVOLGVELDEN[naam] for naam in ("waarvoor", "periode", "verleningskenmerk", "verleningsdatum", "motivering")
} | {
    "verzoek": Veld(Veldsoort.TEKST, "het kenmerk van het verzoek", voorbeeld="SB-2027-0042"),
    "verzoekdatum": Veld(Veldsoort.DATUM, "de dag van het verzoek", voorbeeld=datetime.date(2027, 9, 6)),
    "gevraagd": Veld(
        Veldsoort.ALINEAS,
        "wat de ontvanger wilde wijzigen",
        voorbeeld="Wij willen de inloop van zaterdag verplaatsen naar de vrijdagavond.",
    ),
}

BIJSTELLING = Briefvorm(
    soort=BriefSoort.BIJSTELLING,
    besluit=True,
    voorbeelddag=datetime.date(2027, 11, 5),
    velden=VERVOLGVELDEN
    | {
        "termijn": Veld(
            Veldsoort.ALINEAS,
            "wat geldt voor de termijn en voor schade",
            optioneel=True,
            voorbeeld="Dit geldt vanaf 1 januari 2028. U hebt tot die dag om u voor te bereiden.",
        )
    },
    tekst="""\
Op {verleningsdatum} kreeg u subsidie voor {waarvoor}, {periode}. Ons kenmerk is {verleningskenmerk}. In deze brief \
leest u wat er verandert en waarom.

## Ons besluit
! Uw subsidie was {was} en wordt {wordt}.
{bedragen}

## Waarom wij dit besluiten
> {artikel}
{motivering}
{zienswijze}

## Vanaf wanneer
{termijn}

## Wat u verder moet weten
De andere afspraken uit onze eerdere brieven blijven gelden. Uw betaalschema past zich aan dit besluit aan. U vindt \
het bij uw subsidie in het portaal.
""",
)

INTREKKING = Briefvorm(
    soort=BriefSoort.INTREKKING,
    besluit=True,
    voorbeelddag=datetime.date(2027, 11, 5),
    velden=VERVOLGVELDEN
    | {
        "uitkomst": Veld(
            Veldsoort.TEKST,
            "wat er van de subsidie overblijft",
            voorbeeld="Wij trekken uw subsidie in vanaf 1 januari 2028. Wat u tot die dag kreeg, houdt u.",
        ),
        "termijn": Veld(
            Veldsoort.ALINEAS,
            "vanaf wanneer, en wat geldt voor schade",
            optioneel=True,
            voorbeeld="Dit geldt vanaf 1 januari 2028. U hebt tot die dag om u voor te bereiden.",
        ),
        "betaald": Veld(
            Veldsoort.ALINEAS,
            "wat er gebeurt met wat al betaald is",
            voorbeeld="Over 2027 betaalden wij € 186.000,00. Daar hebt u recht op. U betaalt niets terug.",
        ),
    },
    tekst="""\
Op {verleningsdatum} kreeg u subsidie voor {waarvoor}, {periode}. Ons kenmerk is {verleningskenmerk}. Wij moeten u \
vertellen dat wij deze subsidie intrekken. Hieronder leest u waarom, en wat dit voor u betekent.

## Ons besluit
! {uitkomst}
{bedragen}

## Waarom wij dit besluiten
> {artikel}
{motivering}
{zienswijze}

## Vanaf wanneer
{termijn}

## Wat wij al betaalden
{betaald}

## Praat met ons
Dit besluit kan gevolgen hebben voor uw organisatie en voor de mensen die u helpt. Bel ons gerust. Wij denken mee \
over hoe u dit opvangt.
""",
)

OPSCHORTING = Briefvorm(
    soort=BriefSoort.OPSCHORTING,
    besluit=True,
    voorbeelddag=datetime.date(2028, 1, 3),
    velden={naam: veld for naam, veld in VERVOLGVELDEN.items() if naam not in {"bedragen", "was", "wordt"}}
    | {"einde": Veld(Veldsoort.DATUM, "de laatste dag van de opschorting")},
    tekst="""\
Op {verleningsdatum} kreeg u subsidie voor {waarvoor}, {periode}. Ons kenmerk is {verleningskenmerk}. In deze brief \
leest u waarom wij u voorlopig niet betalen, en tot wanneer.

## Ons besluit
! Wij betalen u niet vanaf de datum van deze brief tot en met {einde}.
De hoogte van uw subsidie verandert niet door dit besluit.

## Waarom wij dit besluiten
> {artikel}
{motivering}
{zienswijze}

## Wat er nu gebeurt
Wij zoeken eerst uit wat er aan de hand is. Daarna besluiten wij of uw subsidie verandert. Vóór zo’n besluit vragen \
wij u wat u vindt. Is er geen reden om iets te veranderen, dan betalen wij alsnog wat u tegoed hebt. Dat doen wij in \
elk geval na {einde}: langer dan dertien weken mogen wij niet wachten.

## Wat u kunt doen
Hebt u stukken of uitleg waardoor dit sneller duidelijk wordt? Stuur ze ons, of bel ons. Is de zaak eerder duidelijk, \
dan betalen wij ook eerder weer.
""",
)

WIJZIGING_TOEGEWEZEN = Briefvorm(
    soort=BriefSoort.WIJZIGING_TOEGEWEZEN,
    besluit=True,
    voorbeelddag=datetime.date(2027, 10, 11),
    velden=_VERZOEKVELDEN,
    tekst="""\
U krijgt subsidie voor {waarvoor}, {periode}. Wij verleenden die op {verleningsdatum} met kenmerk \
{verleningskenmerk}. Op {verzoekdatum} vroeg u ons iets te mogen wijzigen. Uw verzoek heeft kenmerk {verzoek}.

## Wat u vroeg
{gevraagd}

## Ons besluit
! U mag deze wijziging doorvoeren.
De bedragen van uw subsidie blijven gelijk.

## Waarom wij dit besluiten
> Artikelen 4:37 en 4:38 Awb
{motivering}

## Wat u verder moet weten
De wijziging hoort vanaf de datum van deze brief bij uw subsidie. Houd er rekening mee in uw \
verantwoording. De andere afspraken uit onze eerdere brieven blijven gelden. Vroeg u meer dingen tegelijk, dan krijgt \
u over elk onderdeel een eigen brief.
""",
)

WIJZIGING_AFGEWEZEN = Briefvorm(
    soort=BriefSoort.WIJZIGING_AFGEWEZEN,
    besluit=True,
    voorbeelddag=datetime.date(2027, 10, 11),
    velden=_VERZOEKVELDEN,
    tekst="""\
U krijgt subsidie voor {waarvoor}, {periode}. Wij verleenden die op {verleningsdatum} met kenmerk \
{verleningskenmerk}. Op {verzoekdatum} vroeg u ons iets te mogen wijzigen. Uw verzoek heeft kenmerk {verzoek}.

## Wat u vroeg
{gevraagd}

## Ons besluit
! Wij stemmen niet in met deze wijziging.
Uw subsidie blijft zoals zij was, met dezelfde bedragen en dezelfde afspraken.

## Waarom wij dit besluiten
> Artikel 1:3 lid 2 en afdeling 3.7 Awb
{motivering}

## Hoe nu verder
Voer uw activiteiten uit zoals wij eerder afspraken. Lukt dat niet? Neem dan contact met ons op. Samen kijken wij wat \
wel kan. Vroeg u meer dingen tegelijk, dan krijgt u over elk onderdeel een eigen brief.
""",
)

JAREN = (BIJSTELLING, INTREKKING, OPSCHORTING, WIJZIGING_TOEGEWEZEN, WIJZIGING_AFGEWEZEN)
