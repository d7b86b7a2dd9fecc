"""How a file is refused: always on the field where it was chosen."""

from kern.fouten import DomeinFout

VELD = "bestand"
ALS_PDF = "Sla het opnieuw op als pdf en kies dat bestand."


def weiger(reden: str, bericht: str) -> DomeinFout:
    """The refusal to raise: code `bestand.<reden>`, with a sentence that says what to do."""
    return DomeinFout(bericht, code=f"bestand.{reden}", veld=VELD)


def beschadigd() -> DomeinFout:
    return weiger("beschadigd", "Dit bestand is beschadigd. Sla het opnieuw op en kies het nog een keer.")


def samengesteld() -> DomeinFout:
    return weiger("samengesteld", f"In dit bestand zit nog een ander bestand verstopt. {ALS_PDF}")
