"""What a call needs before it is published: goals, criteria, a ceiling per table and year, dates (Awb 4:25–4:28)."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class TafelGegevens:
    """One theme: how many sub-goals it has, and the years for which its table has a ceiling."""

    naam: str
    subdoelen: int
    jaren_met_plafond: frozenset[int]


@dataclass(frozen=True)
class PublicatieGegevens:
    """`gezamenlijk`: a table per theme; else organisations apply one by one, at the one counter of the call."""

    gezamenlijk: bool
    jaren: range
    opent_op: datetime.datetime | None
    sluit_op: datetime.datetime | None
    verdeelwijze: str
    plafondbesluit: str
    bron: str
    criteria: int
    tafels: tuple[TafelGegevens, ...]


def gebreken(gegevens: PublicatieGegevens, *, nu: datetime.datetime, vandaag: datetime.date) -> list[str]:
    """Sentences that say what is missing; empty when the call may be published.

    `nu` is the moment of publication, `vandaag` its day in Amsterdam.
    """
    regels = [
        (bool(gegevens.bron), "Deze uitvraag komt uit een bron van vroeger. U kunt haar overnemen, niet publiceren."),
        (not gegevens.tafels, "Er is nog geen thema."),
        (
            not gegevens.gezamenlijk and len(gegevens.tafels) > 1,
            "Onder deze regeling vraagt iedereen voor zichzelf aan. Houd één thema over.",
        ),
        (not gegevens.criteria, "Er is nog geen criterium waarop de gemeente beoordeelt."),
        (gegevens.opent_op is None, "Vul in wanneer de uitvraag opent."),
        (gegevens.sluit_op is None, "Vul in wanneer de uitvraag sluit."),
        (
            gegevens.sluit_op is not None and gegevens.sluit_op <= nu,
            "De sluiting ligt in het verleden. Kies een moment dat nog komt.",
        ),
        (
            vandaag >= datetime.date(gegevens.jaren[0], 1, 1),
            f"Het jaar {gegevens.jaren[0]} is al begonnen; een plafond wordt daarvoor bekendgemaakt (Awb 4:27).",
        ),
        (not gegevens.verdeelwijze, "Beschrijf hoe het plafond wordt verdeeld (Awb 4:26)."),
        (not gegevens.plafondbesluit, "Noem het besluit waarin de plafonds zijn vastgesteld (Awb 4:25)."),
    ]
    return [zin for gebrek, zin in regels if gebrek] + [
        zin for tafel in gegevens.tafels for zin in _gebreken_van(tafel, gegevens)
    ]


def _gebreken_van(tafel: TafelGegevens, gegevens: PublicatieGegevens) -> list[str]:
    zonder = [str(jaar) for jaar in gegevens.jaren if jaar not in tafel.jaren_met_plafond]
    regels = [
        (gegevens.gezamenlijk and not tafel.subdoelen, f"Het thema {tafel.naam} heeft nog geen subdoel."),
        (bool(zonder), f"De tafel {tafel.naam} heeft nog geen plafond voor {', '.join(zonder)}."),
    ]
    return [zin for gebrek, zin in regels if gebrek]
