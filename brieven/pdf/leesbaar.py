"""What people typed, made fit to print. Done on the parsed page: in text, a sign that becomes `<` would be markup."""

import re
from collections.abc import Container
from xml.etree.ElementTree import Element

from brieven.pdf.grenzen import TEKENS_PER_WOORD
from brieven.snapshots.vorm import schone_tekst

BREEKPUNT = "\u200b"  # a place to break a line, without a sign
_STUK = 40
_LANG = re.compile(rf"\S{{{TEKENS_PER_WOORD + 1},}}")


def maak_leesbaar(pagina: Element, letters: Container[str]) -> None:
    """Only characters that the font holds (`schone_tekst`), and words that fit on a line and in a second of layout."""
    for deel in pagina.iter():
        deel.text = deel.text and _met_breekpunten(schone_tekst(deel.text, letters))
        deel.tail = deel.tail and _met_breekpunten(schone_tekst(deel.tail, letters))
        for naam, waarde in deel.attrib.items():
            deel.attrib[naam] = schone_tekst(waarde, letters)


def _met_breekpunten(tekst: str) -> str:
    return _LANG.sub(lambda woord: BREEKPUNT.join(re.findall(rf".{{1,{_STUK}}}", woord[0])), tekst)
