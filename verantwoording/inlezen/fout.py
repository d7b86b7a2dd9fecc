"""How a file or a cell is refused."""

from kern.fouten import DomeinFout


def weiger(reden: str, bericht: str) -> DomeinFout:
    """The refusal of a whole file, or of the cell that its caller is at."""
    return DomeinFout(bericht, code=f"inlezen.{reden}")
