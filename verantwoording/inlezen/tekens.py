"""From bytes to text, without guessing: which coding it was is said, and what cannot be read is refused."""

import codecs

from verantwoording.inlezen.fout import weiger

UTF8, UTF8_BOM, UTF16, CP1252 = "UTF-8", "UTF-8 met BOM", "UTF-16", "Windows-1252"
_BOMMEN = (
    (codecs.BOM_UTF8, UTF8_BOM, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, UTF16, "utf-16"),
    (codecs.BOM_UTF16_BE, UTF16, "utf-16"),
)
STUUR = frozenset(map(chr, range(0x20))) - {"\t", "\n", "\r"}


def ontcijfer(inhoud: bytes) -> tuple[str, str]:
    """The text and the name of its coding. Raises DomeinFout (`inlezen.tekens`).

    A mark in front decides. Without one it is UTF-8; only bytes that cannot be UTF-8 are read as Windows-1252, and
    only when that knows each of them.
    """
    tekst, codering = _ontcijfer(inhoud)
    if not STUUR.isdisjoint(tekst):
        raise weiger("tekens", "In dit bestand staan tekens die geen tekst zijn. Sla het opnieuw op als csv (UTF-8).")
    return tekst, codering


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
