"""The form of a machtiging (Awb 2:1) as a PDF, to print and sign: the same facts as on its page."""

import datetime

from brieven.documenten.pdf import maak_pdf
from kern.termijnen.stappen import datum as in_woorden
from organisaties.models import Machtiging

_TEKENEN = ("Plaats en datum", "Handtekening")


def formulier_feiten(machtiging: Machtiging) -> list[tuple[str, str]]:
    gemachtigde = machtiging.gemachtigde
    return [
        ("Organisatie", machtiging.organisatie.naam),
        ("KvK-nummer", machtiging.organisatie.kvk or "–"),
        ("Gemachtigde", f"{gemachtigde.gebruiker.naam}, {gemachtigde.organisatie.naam}"),
        ("Waarvoor", machtiging.reikwijdte),
        ("Vanaf", in_woorden(machtiging.van)),
        ("Tot en met", in_woorden(machtiging.tot)),
        ("Nummer", str(machtiging.pk)),
    ]


def formulier_pdf(machtiging: Machtiging, *, datum: datetime.date) -> bytes:
    return maak_pdf(
        "subsidies/document/machtiging.html",
        {
            "machtiging": machtiging,
            "feiten": formulier_feiten(machtiging),
            "regels_organisatie": ("Naam en functie", *_TEKENEN),
            "regels_gemachtigde": ("Naam", *_TEKENEN),
        },
        titel="Machtigingsformulier",
        datum=datum,
        merk="VOORBEELD" if machtiging.organisatie.fictief else "",
    )
