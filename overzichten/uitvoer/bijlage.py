"""The annex to a paper of the council: the figures of chosen budgets and years, with what the words mean. Pure.

The PDF, the text and the spreadsheet are made from the same value, so they say the same.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from brieven.documenten.odt import Odt
from brieven.documenten.pdf import maak_pdf
from kern.cijfertabel import Begrip, Cijfertabel, Kolom
from kern.taal import opsomming
from kern.termijnen.stappen import datum
from kern.uitvoer.blad import begripsregel, herkomst
from kern.uitvoer.tabel_ods import als_ods
from overzichten.geldpagina import Geldpagina

TITEL = "Bijlage bij raadsstuk: de begroting in cijfers"
WOORDEN = "Wat de woorden betekenen"


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table as text; the total is the last line. `rechts`: the columns with numbers."""

    bron: Cijfertabel
    titel: str
    koppen: Sequence[str]
    rijen: Sequence[Sequence[str]]
    rechts: Sequence[int]
    herkomst: Sequence[str]


@dataclass(frozen=True, slots=True)
class Deel:
    """One budget year: its figures in a sentence, and its tables."""

    kop: str
    zin: str
    tabellen: Sequence[Tabel]


@dataclass(frozen=True, slots=True)
class Bijlage:
    """`per`: by which day all figures stand."""

    per: datetime.date
    delen: Sequence[Deel]

    @property
    def stand(self) -> str:
        return f"Dit zijn de cijfers zoals zij staan per {datum(self.per)}. Bedragen zijn in euro."

    @property
    def begrippen(self) -> list[Begrip]:
        """Every word of every table once, in order."""
        alle = (begrip for deel in self.delen for tabel in deel.tabellen for begrip in tabel.bron.begrippen)
        return list(dict.fromkeys(alle))


def maak_bijlage(paginas: Sequence[Geldpagina], per: datetime.date) -> Bijlage:
    """All that the pages show in tables, page by page."""
    return Bijlage(
        per=per,
        delen=[
            Deel(pagina.kop, _zin(pagina), [_tabel(tabel) for tabel in pagina.tabellen if tabel.rijen])
            for pagina in paginas
        ],
    )


def als_pdf(bijlage: Bijlage) -> bytes:
    return maak_pdf(
        "overzichten/document/bijlage.html",
        {"bijlage": bijlage, "woorden": WOORDEN},
        titel=TITEL,
        datum=bijlage.per,
        liggend=True,
    )


def als_odt(bijlage: Bijlage) -> bytes:
    odt = Odt(TITEL, datum=bijlage.per)
    odt.alinea(bijlage.stand)
    for deel in bijlage.delen:
        odt.kop(deel.kop)
        odt.alinea(deel.zin)
        for tabel in deel.tabellen:
            odt.tabel(tabel.titel, kolommen=tabel.koppen, rijen=tabel.rijen, rechts=tabel.rechts)
            for zin in tabel.herkomst:
                odt.alinea(zin)
    odt.kop(WOORDEN)
    odt.lijst(begripsregel(begrip) for begrip in bijlage.begrippen)
    return odt.inhoud()


def als_rekenblad(bijlage: Bijlage) -> bytes:
    """Every table on a sheet of its own, named after the budget year it is of."""
    return als_ods(
        TITEL,
        [replace(tabel.bron, titel=f"{deel.kop}. {tabel.titel}") for deel in bijlage.delen for tabel in deel.tabellen],
    )


def _zin(pagina: Geldpagina) -> str:
    bedrag = Kolom("Bedrag").toon
    bedragen = opsomming(f"{feit.naam.lower()} {bedrag(feit.bedrag)}" for feit in pagina.feiten)
    return f"{bedragen[0].upper()}{bedragen[1:]}."


def _tabel(tabel: Cijfertabel) -> Tabel:
    """As the page writes it; what is said below a name follows it."""
    rijen = [
        [f"{rij.naam} ({rij.onder})" if rij.onder else rij.naam, *(tekst for _, tekst in cellen)]
        for rij, cellen in tabel.cellen
    ]
    totaal = [[tabel.totaal.naam, *(tekst for _, tekst in tabel.totaalcellen)]] if tabel.totaal else []
    return Tabel(
        bron=tabel,
        titel=tabel.titel,
        koppen=[kolom.naam for kolom in tabel.kolommen],
        rijen=[*rijen, *totaal],
        rechts=[plek for plek, kolom in enumerate(tabel.kolommen) if not kolom.is_tekst],
        herkomst=herkomst(tabel),
    )
