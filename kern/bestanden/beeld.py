"""The checks of a picture: walked from part to part to its end, so that nothing can hang behind it. Pure.

They do not look at the pixels: what is hidden in the picture itself stays unseen, and is no danger to who opens it.
"""

import re

from kern.bestanden.insluitsels import VULLING, keur_alleenstaand
from kern.bestanden.weigering import beschadigd, samengesteld

MEESTE_DELEN, MEESTE_BEELDEN = 20_000, 10
PNG_BEGIN = b"\x89PNG\r\n\x1a\n"
JPG_BEGIN = b"\xff\xd8"
EIND_VAN_BEELD, BEGIN_VAN_PUNTEN = 0xD9, 0xDA
MERK = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # not the stuffing and restart marks among the points


def keur_png(inhoud: bytes) -> None:
    """Refuse a PNG that goes on after its last chunk, or has a script or a zip in it."""
    plek = len(PNG_BEGIN)
    for _ in range(MEESTE_DELEN):
        lengte, soort = int.from_bytes(inhoud[plek : plek + 4]), inhoud[plek + 4 : plek + 8]
        plek += 12 + lengte
        if plek > len(inhoud):
            raise beschadigd()
        if soort == b"IEND":
            break
    _niets_erachter(inhoud[plek:])
    keur_alleenstaand(inhoud)


def keur_jpg(inhoud: bytes) -> None:
    """Refuse a JPEG with something behind its end. A second picture is fine: cameras add a small or a deep one."""
    rest = inhoud
    for _ in range(MEESTE_BEELDEN):
        if not rest.startswith(JPG_BEGIN):
            break
        rest = rest[_einde_van_jpg(rest) :].lstrip(VULLING)
    _niets_erachter(rest)
    keur_alleenstaand(inhoud)


def _einde_van_jpg(inhoud: bytes) -> int:
    """Where the picture ends. Each part names its length, but for the points: those run to the next mark."""
    plek = len(JPG_BEGIN)
    for _ in range(MEESTE_DELEN):
        merk = MERK.match(inhoud, plek)
        if merk is None:
            raise beschadigd()
        soort, plek = merk[1][0], merk.end()
        if soort == EIND_VAN_BEELD:
            return plek
        plek += max(int.from_bytes(inhoud[plek : plek + 2]), 2)
        if soort == BEGIN_VAN_PUNTEN:
            volgende = MERK.search(inhoud, plek)
            plek = volgende.start() if volgende else len(inhoud)
    raise beschadigd()


def _niets_erachter(rest: bytes) -> None:
    if rest.strip(VULLING):
        raise samengesteld()
