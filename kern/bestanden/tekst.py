"""The check of a csv: it names itself by nothing, so it is whatever is only text. Pure.

What the text means is for who reads it: a cell with a formula is text here, and made harmless where we write it out.
"""

import codecs

STUUR = frozenset(range(0x20)) - {0x09, 0x0A, 0x0D} | {0x7F}
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_tekst(inhoud: bytes) -> bool:
    """No byte that steers a machine: neither as it stands, nor, with the mark of UTF-16 in front, once it is read."""
    if inhoud.startswith(UTF16):
        try:
            inhoud = inhoud.decode("utf-16").encode("utf-8")
        except UnicodeDecodeError:
            return False
    return STUUR.isdisjoint(inhoud)
