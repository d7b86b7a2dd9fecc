"""One figure of a table: what a question of the council is about. Pure.

It goes along in an address, signed: what is asked about, and published with the answer, is what a page showed.
"""

import datetime
from dataclasses import asdict, dataclass
from textwrap import shorten

from django.core import signing

from kern.cijfertabel import Cijfertabel, Kolom, Kolomsoort, Rij, Waarde

ZOUT = "overzichten.cijfer"
NAAM, WAARDE, ADRES = 200, 60, 300  # characters, as begroting.models.Raadsvraag keeps them
EENHEID = ", bedragen in euro"
_ACHTER = {Kolomsoort.GELD: " euro", Kolomsoort.DEEL: "%"}


@dataclass(frozen=True, slots=True)
class Cijfer:
    """`adres` is the page by its day, with the table; `waarde` as the page writes it."""

    adres: str
    naam: str
    waarde: str
    per: datetime.date

    @property
    def sleutel(self) -> str:
        return signing.dumps(asdict(self) | {"per": self.per.isoformat()}, salt=ZOUT, compress=True)

    @classmethod
    def lees(cls, sleutel: str) -> "Cijfer":
        """Raises signing.BadSignature for what no page of ours gave."""
        velden = signing.loads(sleutel, salt=ZOUT)
        return cls(**velden | {"per": datetime.date.fromisoformat(velden["per"])})


def cijfer(adres: str, tabel: Cijfertabel, rij: Rij, kolom: Kolom, waarde: Waarde) -> Cijfer | None:
    """The figure in this cell, None where there is none. `adres` is that of the page by its day."""
    plek = f"{adres}#{tabel.code}"
    if kolom.is_tekst or waarde is None or len(plek) > ADRES:
        return None
    naam = f"{tabel.titel.removesuffix(EENHEID)}: {rij.naam}, {kolom.naam.lower()}"
    return Cijfer(
        adres=plek,
        naam=shorten(naam, NAAM, placeholder="…"),
        waarde=f"{kolom.toon(waarde)}{_ACHTER.get(kolom.soort, '')}",
        per=tabel.per,
    )


def rijen(adres: str, tabel: Cijfertabel) -> list[tuple[Rij, list[tuple[Kolom, str, Cijfer | None]]]]:
    """Every line of a table with what stands behind its name: the column, the text and the figure."""
    alle = (*tabel.rijen, *([tabel.totaal] if tabel.totaal else []))
    return [
        (
            rij,
            [
                (kolom, kolom.toon(waarde), cijfer(adres, tabel, rij, kolom, waarde))
                for kolom, waarde in zip(tabel.kolommen[1:], rij.waarden[1:], strict=True)
            ],
        )
        for rij in alle
    ]
