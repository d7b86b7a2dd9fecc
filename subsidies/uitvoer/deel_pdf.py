"""The part of a participant as an accessible PDF."""

from brieven.documenten.pdf import maak_pdf
from subsidies.uitvoer.deelstuk import AFRONDING, Deelstuk


def als_pdf(stuk: Deelstuk) -> bytes:
    """Raises DomeinFout for a part that is too long for one document."""
    return maak_pdf(
        "subsidies/document/deel.html",
        {"stuk": stuk, "deel": stuk.deel, "afronding": AFRONDING},
        titel=stuk.titel,
        datum=stuk.datum,
        kenmerk=stuk.kenmerk,
        merk=stuk.merk,
    )
