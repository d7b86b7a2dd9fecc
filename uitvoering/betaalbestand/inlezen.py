"""Which of the two a file is, shown by its content."""

from uitvoering.betaalbestand.administratie import lees_csv
from uitvoering.betaalbestand.camt import lees_camt
from uitvoering.betaalbestand.terugmelding import Uitkomst


def lees_terugmelding(inhoud: bytes) -> list[Uitkomst]:
    """Raises DomeinFout for what can not be read."""
    is_xml = inhoud.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    return lees_camt(inhoud) if is_xml else lees_csv(inhoud)
