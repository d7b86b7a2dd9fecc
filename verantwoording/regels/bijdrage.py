"""Level 4 beside levels 1 to 3: a contribution may be claimed, never an attribution.

What others measured in the city moves by more than what one table does. A sentence of the system says what it did, and
that the table hopes to contribute; never that the one is the result of the other. Who writes a duiding is warned of
words that do say so, and may keep them: the words are theirs.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kern.grafiek_lijn import Meetpunt
from thematafels.models import Richting

BIJDRAGE = "Of de activiteiten daaraan bijdroegen, en hoeveel, laat dit cijfer niet zien."
ADVIES = (
    "Schrijf liever wat u deed en wat u zag, en dat u hoopt bij te dragen: "
    "een cijfer van de stad laat niet zien waardoor het veranderde."
)
BIJ_MENSEN = (
    "Schrijf liever wat mensen zelf merken, hoe u dat weet, en dat u hoopt bij te dragen: "
    "in het leven van mensen speelt altijd meer mee."
)

_ONEINDIG = Decimal("Infinity")


class Beweging(StrEnum):
    """What can be said of two measurements of one series."""

    GESTEGEN = "gestegen"
    GEDAALD = "gedaald"
    GELIJK = "gelijk"
    BINNEN_MARGE = "binnen de marge"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Feit:
    """Two measurements of one indicator in one place, by one source. `richting` is the way that is better, if any."""

    naam: str
    gebied: str
    eenheid: str
    bron: str
    eerst: Meetpunt | None
    laatst: Meetpunt | None
    richting: str = ""

    @property
    def beweging(self) -> Beweging:
        return beweging(self.eerst, self.laatst)


@dataclass(frozen=True, slots=True)
class Toeschrijving:
    """Words that say that something is the result of something else, and where they begin."""

    woorden: str
    plek: int


def beweging(eerst: Meetpunt | None, laatst: Meetpunt | None) -> Beweging:
    """Risen or fallen only when it is certain: margins that overlap are equal, an inexact figure says little.

    "Meer dan 56" is more than 50 was; whether it is more than 60 was nobody knows.
    """
    vroeger, later = _bereik(eerst), _bereik(laatst)
    if vroeger is None or later is None:
        return Beweging.ONBEKEND
    if later[0] > vroeger[1] or (later[0] == vroeger[1] and _onbegrensd(eerst, laatst)):
        return Beweging.GESTEGEN
    if later[1] < vroeger[0] or (later[1] == vroeger[0] and _onbegrensd(eerst, laatst)):
        return Beweging.GEDAALD
    if _onbegrensd(eerst, laatst):
        return Beweging.ONBEKEND
    return Beweging.GELIJK if _precies(eerst) and _precies(laatst) else Beweging.BINNEN_MARGE


def zin(feit: Feit) -> str:
    """What the figure did, with its source; nothing of why."""
    eerst, laatst = feit.eerst, feit.laatst
    waar = f"{feit.naam} in {feit.gebied}"
    if laatst is None or laatst.waarde is None:
        return f"{waar}: er is geen cijfer ({feit.bron})."
    if eerst is None or eerst.waarde is None or eerst.periode == laatst.periode:
        return (
            f"{waar}: {laatst.tekst(feit.eenheid)} in {laatst.periode}. Een eerdere meting is er niet ({feit.bron})."
        )
    van_naar = (
        f"van {eerst.tekst(feit.eenheid)} in {eerst.periode} naar {laatst.tekst(feit.eenheid)} in {laatst.periode}"
    )
    return f"{waar}: {van_naar}, {_uitkomst(feit)} ({feit.bron})."


def bijdragezin(feit: Feit, doel: str = "") -> str:
    """The same, with what the table may claim of it: that it hopes to contribute to this."""
    hoop = f"De tafel wil bijdragen aan: {doel}." if doel else "De tafel wil hieraan bijdragen."
    return f"{zin(feit)} {hoop} {BIJDRAGE}"


def _uitkomst(feit: Feit) -> str:
    match feit.beweging:
        case Beweging.GESTEGEN | Beweging.GEDAALD as gegaan:
            return f"{gegaan}{_gewenst(gegaan, feit.richting)}"
        case Beweging.BINNEN_MARGE:
            return "gelijk binnen de marge"
        case Beweging.GELIJK:
            return "gelijk gebleven"
        case Beweging.ONBEKEND:
            return "of het steeg of daalde is niet te zeggen, want de bron geeft geen precies cijfer"


def _gewenst(gegaan: Beweging, richting: str) -> str:
    beter = {Richting.HOGER.value: Beweging.GESTEGEN, Richting.LAGER.value: Beweging.GEDAALD}.get(richting)
    if beter is None:
        return ""
    return ": dat is de gewenste kant op" if gegaan is beter else ": dat is niet de gewenste kant op"


def _bereik(punt: Meetpunt | None) -> tuple[Decimal, Decimal] | None:
    """Between what the true figure lies; None when nobody can say."""
    if punt is None or punt.waarde is None:
        return None
    match punt.teken:
        case "":
            return punt.marge or (punt.waarde, punt.waarde)
        case "meer dan" | "ruim":
            return punt.waarde, _ONEINDIG
        case "minder dan":
            return -_ONEINDIG, punt.waarde
        case _:
            return None


def _precies(punt: Meetpunt | None) -> bool:
    return punt is not None and punt.marge is None


def _onbegrensd(*punten: Meetpunt | None) -> bool:
    return any(punt is not None and punt.teken for punt in punten)


# What a table did, as it writes of itself. People are left out: "door de partners geteld" claims nothing.
_DAAD = (
    r"(?:ons|onze|deze|dit|die|dat|de|het)(?:\s+\w+){0,2}?\s+(?:activiteit\w*|aanpak\w*|inzet|werk|hulp|steun|toedoen|"
    r"begeleiding|project\w*|programma\w*|subsidie\w*|inspanning\w*|samenwerking|bijeenkomst\w*|voorziening\w*)"
)
_ENKELE = r"(?:\s+\S+){0,6}?\s+"  # Dutch puts words between: "heeft in Oost geleid tot"
_MINDER = (
    r"(?:verminderd?|verlaagd?|verlagen|verhoogd?|verhogen|verminderen|teruggebracht|terugbrengen|teruggedrongen)"
)
_PATRONEN = (
    r"dank\s?zij",
    r"te\s+danken",
    r"mede\s+door",
    rf"door\s+{_DAAD}",
    r"doordat\s+(?:wij|we)",
    rf"(?:heeft|hebben|had|hadden){_ENKELE}geleid\s+tot",
    r"geleid\s+(?:heeft|hebben|had|hadden)\s+tot",
    r"leid(?:t|en|de|den)(?:\s+\S+){0,4}?(?<!\bop)\s+tot",  # "leiden op tot taalmaatje" claims nothing
    r"(?:heeft|hebben|had|hadden)\s+er\s*voor\s+gezorgd",
    r"zorg(?:t|en|de|den)\s+er\s*voor",
    r"zorg(?:t|en|de|den)\s+voor\s+(?:minder|meer|een\s+(?:daling|stijging|afname|toename|verbetering))",
    r"(?:veroorzaakt|veroorzaakten|bewerkstelligd|teweeggebracht)",
    r"gevolg\s+van",
    r"(?:resultaat|effect|uitkomst|verdienste)\s+van",
    r"toe\s+te\s+schrijven\s+aan",
    r"(?:bewijst|bewijzen|toont\s+aan|tonen\s+aan)\s+dat",
    rf"(?:wij|we)\s+(?:hebben|konden|wisten){_ENKELE}{_MINDER}",
)
_TOESCHRIJVING = re.compile(rf"\b(?:{'|'.join(_PATRONEN)})\b", re.IGNORECASE)


def toeschrijvingen(tekst: str) -> tuple[Toeschrijving, ...]:
    """Every place where the text says that one thing made the other, from the first to the last."""
    return tuple(
        Toeschrijving(" ".join(gevonden[0].split()), gevonden.start()) for gevonden in _TOESCHRIJVING.finditer(tekst)
    )


def waarschuwing(tekst: str, advies: str = ADVIES) -> str:
    """What to say to the writer of a duiding or of an effect, empty when there is nothing to say. It stops nobody."""
    woorden = list(dict.fromkeys(gevonden.woorden.lower() for gevonden in toeschrijvingen(tekst)))
    if not woorden:
        return ""
    genoemd = ", ".join(f"‘{woord}’" for woord in woorden)
    return f"U schrijft {genoemd}. Daarmee zegt u dat het een door het ander komt. {advies}"
