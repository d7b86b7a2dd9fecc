"""Why something typed is kept as klad, by the code of the refusal."""

ONGELDIG = "invoer.ongeldig"
CONFLICT = "versie.conflict"
SAMENGEVOEGD = "versie.samengevoegd"
OVERGENOMEN = "verslag.overgenomen"

REDENEN = {
    ONGELDIG: "er klopt nog iets niet",
    CONFLICT: "iemand anders bewaarde dit ook",
    SAMENGEVOEGD: "lees na wat is samengevoegd",
    "begroting.zelf_bewaren": "een begroting telt pas als u haar bewaart",
    "akkoord.zou_vervallen": "uw organisatie gaf al akkoord, en dat vervalt als u bewaart",
    "aanvraag.geen_concept": "de aanvraag is geen concept meer",
    "uitvraag.niet_open": "de uitvraag is niet open",
    "verslag.niet_open": "het verslag is ingediend",
    "verantwoording.niet_open": "de verantwoording is ingediend",
    "verslagakkoord.zou_vervallen": "er is al akkoord gegeven, en dat vervalt als u bewaart",
    OVERGENOMEN: "lees na wat u overnam van een vorig jaar",
}
# These are mended by saving on purpose.
ZELF_BEWAREN = frozenset(
    {"begroting.zelf_bewaren", "akkoord.zou_vervallen", "verslagakkoord.zou_vervallen", SAMENGEVOEGD, OVERGENOMEN}
)


def leesbaar(code: str) -> str:
    """Every other refusal is one of what was filled in."""
    return REDENEN.get(code, REDENEN[ONGELDIG])
