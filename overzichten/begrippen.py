"""What the words above the figures of the council mean, and where that is written. Data only."""

from kern.cijfertabel import Begrip

_BEGROTING = "Gemeentewet, artikel 189"
_BESLUIT = "Awb, artikel 4:29"

BESCHIKBAAR = Begrip("Beschikbaar", "Het bedrag dat de raad voor dat jaar in de begroting zette.", _BEGROTING)
VERLEEND = Begrip(
    "Besteed of verleend",
    "Er is een besluit of een opdracht, met alle wijzigingen van later. Een besluit telt mee vanaf de dag waarop het"
    " is genomen.",
    f"{_BESLUIT}; bij een opdracht het contract",
)
GERESERVEERD = Begrip(
    "Gereserveerd",
    "Apart gezet voor een doel. Er is nog geen ontvanger. Geld voor een zaak in voorbereiding telt hier niet mee.",
    "De boekingen van de gemeente",
)
VRIJ = Begrip(
    "Vrij",
    "Beschikbaar, min wat is verleend en gereserveerd. Mocht er meer dan het plafond worden verleend, dan telt die"
    " ruimte mee.",
    "Berekend",
)
BETAALD = Begrip("Betaald", "Wat de bank heeft overgemaakt, min wat terugkwam.", "De betaalbestanden van de bank")
NOG_NIET_BEKEND = Begrip(
    "Besloten, nog niet bekendgemaakt",
    "Het besluit is genomen en de brief is nog niet verstuurd. De ontvanger hoort het als eerste.",
    "Awb, artikel 3:41",
)
BEGROTINGSJAAR = Begrip(
    "Begrotingsjaar",
    "Het jaar waaruit het geld komt. De uitvoering kan later zijn.",
    "Besluit begroting en verantwoording provincies en gemeenten",
)
STRUCTUREEL = Begrip(
    "Structureel en incidenteel",
    "Structureel geld komt elk jaar terug. Al het andere geld is incidenteel: ook een intensivering of een"
    " transitiebudget.",
    "Besluit begroting en verantwoording, artikel 19",
)
GEVRAAGD = Begrip(
    "Gevraagd",
    "Wat in de aanvraag stond. Alleen van aanvragen waarop is besloten en waarvan de brief is verstuurd.",
    "Awb, artikel 4:1",
)
EERST_VERLEEND = Begrip("Eerst verleend", "Wat in het eerste besluit stond, zonder wijzigingen van later.", _BESLUIT)
GEWIJZIGD = Begrip(
    "Gewijzigd", "Wat er na het eerste besluit bij kwam of af ging.", "Awb, artikel 4:48 tot en met 4:50"
)
VASTGESTELD = Begrip(
    "Vastgesteld",
    "Het bedrag waarop de ontvanger na de verantwoording recht heeft. Niet elk jaar is al vastgesteld.",
    "Awb, artikel 4:46",
)
KLEIN = Begrip(
    "Kleine organisatie",
    "Vraagt in geen enkel jaar van de aanvraag meer dan de grens van de regeling (nu meestal 50.000 euro).",
    "De regeling, eigen beleid",
)
STADSDEEL = Begrip(
    "Per stadsdeel",
    "Het verleende bedrag, verdeeld naar de kosten van elke voorziening in dat jaar. Een voorziening in meer"
    " stadsdelen telt in elk daarvan voor een gelijk deel. Zijn de kosten niet ingevuld, dan telt elke voorziening"
    " even zwaar.",
    "Berekend uit de verleende aanvragen",
)
JURIDISCHE_VORM = Begrip(
    "Soort uitgave",
    "Een subsidie, een opdracht of eigen kosten van de gemeente. Alleen een subsidie staat in het subsidieregister.",
    "Awb, artikel 4:21",
)
DOORBETAALD = Begrip(
    "Doorbetaald",
    "Wat de penvoerder van een gezamenlijke subsidie aan anderen betaalde. De rest houdt hij zelf.",
    "De opgave van de penvoerder",
)
TRAJECT = Begrip("Traject", "Een activiteit die van het bedrag wordt betaald.", "De opdracht")
VERSCHIL = Begrip("Verschil met vorig jaar", "Wat er meer of minder is verleend dan in het jaar ervoor.", "Berekend")

STAND = (BESCHIKBAAR, VERLEEND, GERESERVEERD, VRIJ)
AANVRAAG = (GEVRAAGD, EERST_VERLEEND, GEWIJZIGD, VASTGESTELD)
