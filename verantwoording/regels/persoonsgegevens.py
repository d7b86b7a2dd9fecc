"""Whether a text holds something that leads to a person: what, and where. A warning, not a proof: it cannot know all.

What is found with certainty (`hard`) never stays in a story; the rest is shown to the writer, who knows better.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from verantwoording.regels.voornamen import VOORNAMEN


class Gegeven(Enum):
    """What can be found: its name in a sentence, and whether it may never stay."""

    BSN = ("een burgerservicenummer", True)
    IBAN = ("een rekeningnummer", True)
    EMAIL = ("een e-mailadres", True)
    TELEFOON = ("een telefoonnummer", True)
    ADRES = ("een adres", False)
    POSTCODE = ("een postcode", False)
    GEBOORTEDATUM = ("een geboortedatum", False)
    NAAM = ("een naam", False)

    @property
    def naam(self) -> str:
        return self.value[0]

    @property
    def hard(self) -> bool:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Vondst:
    """Something in the text, from character `begin` up to `eind`."""

    gegeven: Gegeven
    tekst: str
    begin: int
    eind: int

    @property
    def hard(self) -> bool:
        return self.gegeven.hard

    def __str__(self) -> str:
        return f"‘{self.tekst}’ ({self.gegeven.naam})"


def vind_persoonsgegevens(tekst: str) -> list[Vondst]:
    """Everything that looks like personal data, in the order of the text; what overlaps counts once, hard first."""
    gevonden = [
        Vondst(gegeven, treffer[0].strip(), treffer.start(), treffer.end())
        for gegeven, patroon, klopt in _REGELS
        for treffer in patroon.finditer(tekst)
        if klopt(treffer)
    ]
    vrij: list[Vondst] = []
    for vondst in sorted(gevonden, key=lambda een: (not een.hard, een.begin, -een.eind)):
        if all(vondst.eind <= ander.begin or ander.eind <= vondst.begin for ander in vrij):
            vrij.append(vondst)
    return sorted(vrij, key=lambda een: een.begin)


def is_bsn(cijfers: str) -> bool:
    """Nine digits that pass the eleven test (Besluit BSN): 9×a + 8×b + … + 2×h − i is a multiple of eleven."""
    if len(cijfers) != 9 or not cijfers.isdecimal() or not int(cijfers):
        return False
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(gewicht * int(cijfer) for gewicht, cijfer in zip(gewichten, cijfers, strict=True)) % 11 == 0


def _is_bsn(treffer: re.Match[str]) -> bool:
    cijfers = re.sub(r"\D", "", treffer["nummer"])
    return bool(treffer["woord"]) or is_bsn(cijfers)


def _is_iban(treffer: re.Match[str]) -> bool:
    """ISO 13616; one of ours is known by its shape, also with a typing error in it."""
    iban = re.sub(r"\s", "", treffer[0]).upper()
    if _IBAN_NL.fullmatch(iban):
        return True
    return int("".join(str(int(teken, 36)) for teken in iban[4:] + iban[:4])) % 97 == 1


def _is_geboren(treffer: re.Match[str]) -> bool:
    """A day long ago is of a birth; a day of late is of a meeting, unless the text says otherwise."""
    return bool(treffer["woord"]) or int(treffer["jaar"]) < _LAATSTE_GEBOORTEJAAR


def _is_persoon(treffer: re.Match[str]) -> bool:
    """Not a street, school or foundation that bears somebody's name."""
    if _GENOEMD_NAAR.search(treffer.string[: treffer.start()]):
        return False
    return not _PLEK.search(treffer[0].split()[-1]) and not _DAARNA.match(treffer.string[treffer.end() :])


def _is_voorletters(treffer: re.Match[str]) -> bool:
    letters = re.sub(r"[\W_]", "", treffer["letters"])
    return letters not in _GEEN_VOORLETTERS and _is_persoon(treffer)


def _altijd(_: re.Match[str]) -> bool:
    return True


_LAATSTE_GEBOORTEJAAR = 2012
_GEEN_VOORLETTERS = {"BV", "NV", "CV", "SV", "VV", "FC", "KVK", "GGD", "GGZ"}
_MAANDEN = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_PLEKWOORDEN = (
    "straat|straatweg|laan|weg|plein|gracht|kade|singel|hof|dreef|pad|steeg|park|plantsoen|markt|dijk|wal|baan|ring|"
    "boulevard|oord|stede|kamp|tuin|hage|burg|brug"
)
_GEBOUWEN = (
    "school|college|lyceum|huis|kerk|centrum|fonds|stichting|instituut|wijk|buurt|zaal|prijs|bibliotheek|museum|"
    "theater"
)
_TUSSEN = r"(?:(?:van|de|der|den|het|'t|in|op|ten|ter|te|el|al|ait|ben|bin|von|la|le|da|dos|di)\s+)"
_HOOFD = r"[A-ZÀ-ÖØ-Þ]"
_NAAM = rf"{_HOOFD}[\w'’]+(?:-{_HOOFD}[\w'’]+)?"
_GETELD = (
    r"(?!\s*(?:keer|maal|bewoners|buren|mensen|deelnemers|vrijwilligers|huishoudens|kinderen|jongeren|ouderen|straten|"
    r"woningen|huizen|bezoekers|gezinnen|adressen|activiteiten|uur|dagen|weken|maanden|jaar|euro|meter|procent|%))"
)
_PLEK = re.compile(rf"(?:{_PLEKWOORDEN}|{_GEBOUWEN})s?$", re.IGNORECASE)
_DAARNA = re.compile(rf"-?\s?(?:{_PLEKWOORDEN}|{_GEBOUWEN})\b", re.IGNORECASE)
_GENOEMD_NAAR = re.compile(
    r"(?:stichting|vereniging|sint|st\.|prins|prinses|koning|koningin|paus|burgemeester|café|school|college|huis|"
    r"centrum|fonds|bibliotheek|speeltuin|plein)\s+$",
    re.IGNORECASE,
)
_IBAN_NL = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")

_REGELS: tuple[tuple[Gegeven, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (
        Gegeven.BSN,
        re.compile(
            r"(?P<woord>\b(?:bsn|burgerservicenummer|sofinummer)\b\D{0,20}?)?"
            r"(?<!\d)(?<!\d[.,])(?P<nummer>\d{3}[ .-]?\d{3}[ .-]?\d{3}|\d{4}[ .-]\d{2}[ .-]\d{3}|(?<=\D)\d{8})"
            r"(?![.,]?\d)",
            re.IGNORECASE,
        ),
        _is_bsn,
    ),
    (
        Gegeven.IBAN,
        re.compile(
            r"\b(?:(?i:NL\d{2}\s?[A-Z]{4}(?:\s?\d){10})"
            r"|[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?)\b"
        ),
        _is_iban,
    ),
    (Gegeven.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), _altijd),
    (
        Gegeven.TELEFOON,
        re.compile(
            r"(?<![\d.,])(?:(?:\+|00)31[ .-]?(?:\(0\))?|\((?=0\d{1,3}\))0|0)"
            r"(?:[ .()/-]{0,2}[1-9])(?:[ .()/-]{0,2}\d){8}(?!\d)"
        ),
        _altijd,
    ),
    (
        Gegeven.ADRES,
        re.compile(
            rf"\b(?:{_HOOFD}[\w'’.-]*\s+(?:{_TUSSEN}){{0,3}}){{0,3}}"
            rf"{_HOOFD}[\w'’-]*?(?:{_PLEKWOORDEN})"
            rf"\s+(?:nr\.?\s*|nummer\s+)?\d{{1,4}}(?:\s?[a-zA-Z]\b|-\d+|\s(?:rood|zwart)\b)?\b{_GETELD}"
        ),
        _altijd,
    ),
    (Gegeven.ADRES, re.compile(r"\bhuisnummer\s+\d{1,4}\s?[a-zA-Z]?\b", re.IGNORECASE), _altijd),
    (
        Gegeven.POSTCODE,
        re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b|\bpostcode\s+[1-9]\d{3}\s?[a-z]{2}\b"),
        _altijd,
    ),
    (
        Gegeven.GEBOORTEDATUM,
        re.compile(
            r"(?P<woord>\b(?:geboren|geboortedatum|geb\.)\D{0,15}?)?"
            rf"\b(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.]|\d{{1,2}}\s(?:{_MAANDEN})\s)(?P<jaar>(?:19|20)\d{{2}})\b",
            re.IGNORECASE,
        ),
        _is_geboren,
    ),
    (
        Gegeven.NAAM,
        re.compile(
            r"\b(?:[Dd]hr|[Mm]evr|[Mm]w|[Mm]eneer|[Mm]evrouw|[Dd]e heer|[Dd]rs?|[Ii]r|[Pp]rof|[Jj]uf|[Zz]uster|"
            r"[Oo]pa|[Oo]ma|[Tt]ante|[Oo]om|[Ii]mam|[Dd]ominee|[Pp]astoor)\.?\s+"
            rf"(?:(?:{_HOOFD}\.\s?)+(?:{_TUSSEN}{{0,3}}{_NAAM})?|{_TUSSEN}{{0,3}}{_NAAM}(?:\s{_NAAM})?)"
        ),
        _is_persoon,
    ),
    (
        Gegeven.NAAM,
        re.compile(rf"(?<![\w.])(?P<letters>(?:{_HOOFD}[a-z]?\.\s?){{1,5}}){_TUSSEN}{{0,3}}{_NAAM}"),
        _is_voorletters,
    ),
    (
        Gegeven.NAAM,
        re.compile(rf"\b(?:{'|'.join(VOORNAMEN.split())})(?:-{_HOOFD}\w+)?\s+{_TUSSEN}{{0,3}}{_NAAM}"),
        _is_persoon,
    ),
    (
        Gegeven.NAAM,
        re.compile(
            r"\b(?:[Mm]ijn naam is|(?:[Ii]k|[Hh]ij|[Zz]ij|[Zz]e|(?:[Mm]ijn|[Hh]aar|[Zz]ijn) \w+) heet(?:te)?)"
            rf"\s+{_NAAM}"
        ),
        _is_persoon,
    ),
)


def zinnen(vondsten: list[Vondst]) -> Iterator[str]:
    """What to tell the writer, the certain ones first."""
    if verboden := [str(vondst) for vondst in vondsten if vondst.hard]:
        yield f"Haal dit weg: {', '.join(verboden)}. Een verhaal gaat nooit met zulke gegevens mee."
    if misschien := [str(vondst) for vondst in vondsten if not vondst.hard]:
        lijkt = ", ".join(misschien)
        yield f"Dit lijkt naar iemand te leiden: {lijkt}. Haal het weg, of zeg hieronder dat het niet zo is."


def waarschuwing(tekst: str) -> str:
    """What to tell who writes any other text; empty when there is nothing to tell."""
    vondsten = vind_persoonsgegevens(tekst)
    if not vondsten:
        return ""
    return f"Leidt dit naar iemand? Haal het dan weg: {', '.join(map(str, vondsten))}."
