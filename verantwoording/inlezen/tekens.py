"""From bytes to text, without guessing: which coding it was is said, and what cannot be read is refused."""

import codecs
import re
import unicodedata

from verantwoording.inlezen.fout import weiger

UTF8, UTF8_BOM, UTF16, CP1252 = "UTF-8", "UTF-8 met BOM", "UTF-16", "Windows-1252"
_BOMMEN = (
    (codecs.BOM_UTF8, UTF8_BOM, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, UTF16, "utf-16"),
    (codecs.BOM_UTF16_BE, UTF16, "utf-16"),
)
_GEWOON = frozenset("\t\n\r")
_GEEN_TEKST = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})  # steers a machine, cannot be seen, or is nobody's
_VERLOREN = "\ufffd"
_DUBBEL = re.compile(  # a letter with an accent in UTF-8, read as Windows-1252: é becomes Ã©
    rb"[\xc3-\xc5][\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac"
)


def ontcijfer(inhoud: bytes) -> tuple[str, str]:
    """The text and the name of its coding. Raises DomeinFout (`inlezen.tekens`).

    A mark in front decides. Without one it is UTF-8; only bytes that cannot be UTF-8 are read as Windows-1252, and
    only when that knows each of them and nothing in it is UTF-8 after all. A letter with a loose accent is made one
    letter, so that two ways of writing a name are one name.
    """
    tekst, codering = _ontcijfer(inhoud)
    tekens = set(tekst) - _GEWOON
    if any(unicodedata.category(teken) in _GEEN_TEKST for teken in tekens):
        raise weiger("tekens", "In dit bestand staan tekens die geen tekst zijn. Sla het opnieuw op als csv (UTF-8).")
    if _VERLOREN in tekens or _is_dubbel(tekst):
        raise weiger(
            "tekens",
            "In dit bestand zijn letters met een accent verminkt, zoals ‘Ã©’ voor ‘é’. Haal het bestand opnieuw op en "
            "sla het op als csv (UTF-8).",
        )
    return unicodedata.normalize("NFC", tekst), codering


def _is_dubbel(tekst: str) -> bool:
    return not tekst.isascii() and _DUBBEL.search(tekst.encode("cp1252", "replace")) is not None


def _ontcijfer(inhoud: bytes) -> tuple[str, str]:
    for bom, naam, codec in _BOMMEN:
        if inhoud.startswith(bom):
            try:
                return inhoud.decode(codec), naam
            except UnicodeDecodeError as fout:
                raise weiger("tekens", f"Dit bestand zegt dat het {naam} is, en is dat niet.") from fout
    try:
        return inhoud.decode("utf-8"), UTF8
    except UnicodeDecodeError:
        pass
    try:
        return inhoud.decode("cp1252"), CP1252
    except UnicodeDecodeError as fout:
        raise weiger(
            "tekens", "De tekens in dit bestand zijn geen UTF-8 en geen Windows-1252. Sla het op als csv (UTF-8)."
        ) from fout
