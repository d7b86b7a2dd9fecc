"""One pass over a file: every figure once, in pieces into a table of this transaction, judged and inserted at once.

The file decides nothing about what is there already: the database compares each figure with the newest of the same
indicator, area and period. A figure that is the same is left alone, another one becomes the next number beside it.
"""

import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from kern.bestanden import lees
from kern.bestanden.soorten import CSV
from kern.fouten import DomeinFout
from subsidies.rekenblad.inlezen import lees_cellen
from subsidies.rekenblad.kind import MEESTE_KOLOMMEN, MEESTE_RIJEN
from subsidies.rekenblad.vorm import Rij
from verantwoording.inlezen import LEZERS
from verantwoording.inlezen.bladen import lees_csv
from verantwoording.inlezen.fout import weiger
from verantwoording.inlezen.getallen import Punt, Schrijfwijze
from verantwoording.inlezen.tekens import ontcijfer
from verantwoording.inlezen.vorm import Cijfer, Fout, Gelezen, Keuzes, Leeg
from verantwoording.models import Inlezing
from verantwoording.services.herkennen import Herkenner, Onbekend, veranderd

PER_KEER = 5_000  # figures per COPY, and rows per sign of life
BEWAARD = 1_000  # errors and revisions kept to be read
VOORBEELDEN = 10  # new figures kept, to see how the file was read
MEESTE_OPMERKINGEN = 20

_TAFEL = """
DROP TABLE IF EXISTS inleesregel, inleesoordeel;
CREATE TEMP TABLE inleesregel (
    rij integer, kolom text, indicator_id bigint, gebied_id bigint, periode varchar(9), jaar smallint,
    waarde numeric(16, 4), teken text, ondergrens numeric(16, 4), bovengrens numeric(16, 4), reden text,
    vindplaats text
) ON COMMIT DROP
"""
_KOPIEER = "COPY inleesregel FROM STDIN"
_VERVANG = (
    "UPDATE inleesregel SET {0} = nieuw FROM unnest(%s::bigint[], %s::bigint[]) AS n (oud, nieuw) WHERE {0} = oud"
)

# Imports of one indicator wait for each other, and for who types a figure in. In id order: none waits in a ring.
_VERGRENDEL = """
SELECT id FROM verantwoording_maatschappelijkeindicator
WHERE id IN (SELECT indicator_id FROM inleesregel) ORDER BY id FOR NO KEY UPDATE
"""
_OORDEEL = """
CREATE TEMP TABLE inleesoordeel ON COMMIT DROP AS
SELECT r.*, o.nummer AS oud_nummer, o.wat AS oud_wat,
    CASE
        WHEN r.strijdig THEN 'strijdig'
        WHEN r.keer > 1 THEN 'gelijk'
        WHEN o.nummer IS NULL AND r.waarde IS NULL THEN 'ontbreekt'
        WHEN o.nummer IS NULL THEN 'nieuw'
        WHEN o.wat = r.wat THEN 'gelijk'
        ELSE 'herzien'
    END AS soort
FROM (
    SELECT *, row_number() OVER plek AS keer, min(wat) OVER plek <> max(wat) OVER plek AS strijdig
    FROM (SELECT *, ROW(waarde, teken, ondergrens, bovengrens)::text AS wat FROM inleesregel) AS met_wat
    WINDOW plek AS (
        PARTITION BY indicator_id, gebied_id, periode ORDER BY rij, kolom
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
) AS r
LEFT JOIN LATERAL (
    SELECT nummer, ROW(waarde, teken::text, ondergrens, bovengrens)::text AS wat
    FROM verantwoording_waarneming AS w
    WHERE w.indicator_id = r.indicator_id AND w.gebied_id = r.gebied_id AND w.periode = r.periode
    ORDER BY nummer DESC LIMIT 1
) AS o ON true
"""
_TEL = """
SELECT count(*) FILTER (WHERE soort = 'nieuw'), count(*) FILTER (WHERE soort = 'herzien'),
    count(*) FILTER (WHERE soort = 'gelijk'), count(*) FILTER (WHERE soort = 'ontbreekt'),
    count(*) FILTER (WHERE soort = 'strijdig'),
    coalesce(md5(string_agg(concat_ws('|', indicator_id, gebied_id, periode, oud_nummer, wat), '/'
        ORDER BY indicator_id, gebied_id, periode) FILTER (WHERE soort = 'herzien')), '')
FROM inleesoordeel
"""
_STRIJDIG = "SELECT rij, kolom FROM inleesoordeel WHERE soort = 'strijdig' ORDER BY rij, kolom LIMIT %s"
_HERZIEN = """
SELECT r.rij, i.naam, b.naam, g.naam, r.periode, w.waarde::text, w.teken, r.waarde::text, r.teken,
    concat_ws(' – ', w.ondergrens::text, w.bovengrens::text), concat_ws(' – ', r.ondergrens::text, r.bovengrens::text),
    i.eenheid
FROM inleesoordeel AS r
JOIN verantwoording_maatschappelijkeindicator AS i ON i.id = r.indicator_id
JOIN verantwoording_bron AS b ON b.id = i.bron_id
JOIN verantwoording_gebied AS g ON g.id = r.gebied_id
JOIN verantwoording_waarneming AS w ON w.indicator_id = r.indicator_id AND w.gebied_id = r.gebied_id
    AND w.periode = r.periode AND w.nummer = r.oud_nummer
WHERE r.soort = 'herzien' ORDER BY r.rij, r.kolom LIMIT %s
"""
_NIEUW = """
SELECT r.rij, i.naam, b.naam, g.naam, r.periode, NULL, NULL, r.waarde::text, r.teken, '',
    concat_ws(' – ', r.ondergrens::text, r.bovengrens::text), i.eenheid
FROM inleesoordeel AS r
JOIN verantwoording_maatschappelijkeindicator AS i ON i.id = r.indicator_id
JOIN verantwoording_bron AS b ON b.id = i.bron_id
JOIN verantwoording_gebied AS g ON g.id = r.gebied_id
WHERE r.soort = 'nieuw' ORDER BY r.rij, r.kolom LIMIT %s
"""
_VOEG_IN = """
INSERT INTO verantwoording_waarneming
    (indicator_id, gebied_id, periode, jaar, nummer, waarde, teken, ondergrens, bovengrens, reden, vindplaats,
     inlezing_id, op)
SELECT indicator_id, gebied_id, periode, jaar, coalesce(oud_nummer, 0) + 1, waarde, teken, ondergrens, bovengrens,
    CASE WHEN soort = 'nieuw' THEN '' WHEN reden <> '' THEN reden ELSE %s END,
    CASE WHEN vindplaats <> '' THEN vindplaats ELSE %s END, %s, now()
FROM inleesoordeel WHERE soort IN ('nieuw', 'herzien') ORDER BY indicator_id, gebied_id, periode
"""
_SCHOON = str.maketrans({"\\": "\\\\", "\t": " ", "\n": " ", "\r": " "})


@dataclass(slots=True)
class Uitkomst:
    """What a file holds, or did. `fout` counts all errors, `fouten` names the first; revisions show old and new."""

    codering: str = ""
    rijen: int = 0
    nieuw: int = 0
    herzien: int = 0
    gelijk: int = 0
    ontbreekt: int = 0
    fout: int = 0
    fouten: list[list[Any]] = field(default_factory=list)
    herzieningen: list[list[Any]] = field(default_factory=list)
    voorbeelden: list[list[Any]] = field(default_factory=list)
    opmerkingen: list[str] = field(default_factory=list)
    vingerafdruk: str = ""

    def meld_fout(self, rij: int, kolom: str, tekst: str) -> None:
        self.fout += 1
        if len(self.fouten) < BEWAARD:
            self.fouten.append([rij, kolom, tekst])

    def meld_opmerking(self, tekst: str) -> None:
        if len(self.opmerkingen) < MEESTE_OPMERKINGEN:
            self.opmerkingen.append(tekst)


def bekijk_bestand(inlezing: Inlezing, meld: Callable[[int], None]) -> Uitkomst:
    """What the import would do, without doing it. Within a transaction. Raises DomeinFout for the whole file."""
    return _ga_door(inlezing, meld, schrijf=False)


def lees_bestand_in(inlezing: Inlezing, meld: Callable[[int], None]) -> Uitkomst:
    """Insert what is new and what is revised, within the caller's transaction: exactly what the officer saw.

    Raises DomeinFout when the file would now do something else.
    """
    return _ga_door(inlezing, meld, schrijf=True)


def _ga_door(inlezing: Inlezing, meld: Callable[[int], None], *, schrijf: bool) -> Uitkomst:
    uitkomst, herkenner = Uitkomst(), Herkenner(inlezing.keuzes)
    rijen, uitkomst.codering = _rijen(inlezing)
    gelezen = LEZERS[inlezing.vorm](rijen, _keuzes(inlezing.keuzes))
    with connection.cursor() as cursor:
        cursor.execute(_TAFEL)
        _laad(cursor, gelezen, herkenner, uitkomst, meld)
        uitkomst.opmerkingen = [*herkenner.te_maken, *uitkomst.opmerkingen][:MEESTE_OPMERKINGEN]
        betekenis = herkenner.betekenis
        if schrijf:
            for kolom, nummers in herkenner.maak().items():
                cursor.execute(_VERVANG.format(kolom), [list(nummers), list(nummers.values())])
            cursor.execute(_VERGRENDEL)
        cursor.execute(_OORDEEL)
        _oordeel(cursor, uitkomst)
        uitkomst.vingerafdruk = hashlib.sha256(f"{betekenis} {uitkomst.vingerafdruk}".encode()).hexdigest()
        if schrijf:
            if uitkomst.vingerafdruk != inlezing.vingerafdruk:
                raise veranderd()
            cursor.execute(_VOEG_IN, [inlezing.reden, inlezing.keuzes.get("vindplaats", ""), inlezing.pk])
    return uitkomst


def _rijen(inlezing: Inlezing) -> tuple[Iterable[Rij], str]:
    """The rows of the file, and how its text was coded."""
    inhoud = lees(inlezing.bestand)
    if inlezing.bestand.soort != CSV:
        return _uit_rekenblad(inhoud), "rekenblad"
    tekst, codering = ontcijfer(inhoud)
    return lees_csv(tekst), codering


def _uit_rekenblad(inhoud: bytes) -> Iterable[Rij]:
    try:
        return lees_cellen(inhoud)
    except DomeinFout as fout:
        if fout.code != "bestand.te_veel_cellen":
            raise
        raise weiger(
            "rijen",
            f"Dit rekenblad heeft meer dan {MEESTE_RIJEN} rijen of {MEESTE_KOLOMMEN} kolommen. Sla het op als csv, en "
            "bied dat aan.",
        ) from fout


def _keuzes(keuzes: dict[str, Any]) -> Keuzes:
    return Keuzes(
        bron=keuzes.get("bron", ""),
        indicator=keuzes.get("indicator", ""),
        periode=keuzes.get("periode", ""),
        kolommen=keuzes.get("kolommen", {}),
        schrijfwijze=Schrijfwijze(Punt(keuzes.get("punt", "")), keuzes.get("decimalen")),
    )


def _laad(
    cursor: CursorWrapper,
    gelezen: Iterable[Gelezen],
    herkenner: Herkenner,
    uitkomst: Uitkomst,
    meld: Callable[[int], None],
) -> None:
    """Every figure that we can place goes into the table, the rest is counted."""
    regels: list[str] = []
    for keer, wat in enumerate(gelezen, 1):
        if isinstance(wat, Cijfer):
            try:
                regels.append(_regel(wat, *herkenner.plaats(wat)))
            except Onbekend as fout:
                uitkomst.meld_fout(wat.rij, wat.kolom, str(fout))
        elif isinstance(wat, Leeg):
            uitkomst.ontbreekt += 1
        elif isinstance(wat, Fout):
            uitkomst.meld_fout(*wat)
        else:
            uitkomst.meld_opmerking(wat.tekst)
            continue
        uitkomst.rijen = wat.rij
        if keer % PER_KEER == 0:
            _kopieer(cursor, regels)
            meld(wat.rij)
    _kopieer(cursor, regels)


def _regel(cijfer: Cijfer, indicator_id: int, gebied_id: int) -> str:
    """A line for COPY: cells with a tab between them, \\N for none."""
    return (
        f"{cijfer.rij}\t{cijfer.kolom.translate(_SCHOON)}\t{indicator_id}\t{gebied_id}\t{cijfer.periode}\t{cijfer.jaar}\t"
        f"{_of_niets(cijfer.waarde)}\t{cijfer.teken}\t{_of_niets(cijfer.ondergrens)}\t{_of_niets(cijfer.bovengrens)}\t"
        f"{cijfer.reden.translate(_SCHOON)}\t{cijfer.vindplaats.translate(_SCHOON)}\n"
    )


def _of_niets(getal: Decimal | None) -> str:
    return "\\N" if getal is None else str(getal)


def _kopieer(cursor: CursorWrapper, regels: list[str]) -> None:
    if regels:
        cursor.copy_expert(_KOPIEER, io.StringIO("".join(regels)))
        regels.clear()


def _oordeel(cursor: CursorWrapper, uitkomst: Uitkomst) -> None:
    cursor.execute(_TEL)
    uitkomst.nieuw, uitkomst.herzien, uitkomst.gelijk, weg, strijdig, uitkomst.vingerafdruk = cursor.fetchone()
    uitkomst.ontbreekt += weg
    if strijdig:
        cursor.execute(_STRIJDIG, [BEWAARD])
        for rij, kolom in cursor.fetchall():
            uitkomst.meld_fout(
                rij, kolom, "Hetzelfde cijfer staat nog een keer in het bestand, met een andere waarde."
            )
        uitkomst.fout += max(0, strijdig - BEWAARD)
    if uitkomst.herzien:
        cursor.execute(_HERZIEN, [BEWAARD])
        uitkomst.herzieningen = [list(rij) for rij in cursor.fetchall()]
    if uitkomst.nieuw:
        cursor.execute(_NIEUW, [VOORBEELDEN])
        uitkomst.voorbeelden = [list(rij) for rij in cursor.fetchall()]
