"""Tables as they stand in the examples of letters."""

from brieven.snapshots.secties import Tabel, Tabelrij


def _tabel(bijschrift: str, koppen: tuple[str, ...], *rijen: tuple[str, ...]) -> Tabel:
    """The last row is the total."""
    return Tabel(
        bijschrift=bijschrift,
        koppen=koppen,
        rijen=tuple(Tabelrij(cellen=cellen, totaal=nummer == len(rijen)) for nummer, cellen in enumerate(rijen, 1)),
    )


_VERANDERING = ("Jaar", "Was", "Verandering", "Wordt")

BEDRAGEN = _tabel(
    "Uw subsidie per jaar, in euro’s",
    _VERANDERING,
    ("2027", "186.000,00", "0,00", "186.000,00"),
    ("2028", "192.000,00", "−4.000,00", "188.000,00"),
    ("2029", "192.000,00", "−4.000,00", "188.000,00"),
    ("2030", "192.000,00", "−4.000,00", "188.000,00"),
    ("Totaal", "762.000,00", "−12.000,00", "750.000,00"),
)
BEZWAAR = _tabel(
    "Uw subsidie per jaar, in euro’s",
    _VERANDERING,
    ("2027", "186.000,00", "12.000,00", "198.000,00"),
    ("Totaal", "186.000,00", "12.000,00", "198.000,00"),
)
AFREKENING = _tabel(
    "Verleend, vastgesteld en betaald, in euro’s",
    ("Jaar", "Verleend", "Vastgesteld", "Betaald"),
    ("2029", "381.000,00", "375.000,00", "381.000,00"),
    ("2030", "381.000,00", "375.000,00", "381.000,00"),
    ("Totaal", "762.000,00", "750.000,00", "762.000,00"),
)
TERUG = _tabel(
    "Wat u terugbetaalt, in euro’s",
    ("Jaar", "Recht", "Betaald", "Terug"),
    ("2029", "375.000,00", "381.000,00", "6.000,00"),
    ("2030", "375.000,00", "381.000,00", "6.000,00"),
    ("Totaal", "750.000,00", "762.000,00", "12.000,00"),
)
TERMIJNEN = _tabel(
    "Uw termijnen, in euro’s",
    ("Uiterlijk op", "Bedrag"),
    ("1 juni 2031", "6.000,00"),
    ("1 augustus 2031", "6.000,00"),
    ("Totaal", "12.000,00"),
)
KLEIN = _tabel(
    "Uw subsidie, in euro’s",
    ("Jaar", "Gevraagd", "Vastgesteld"),
    ("2027", "4.500,00", "4.000,00"),
    ("Totaal", "4.500,00", "4.000,00"),
)
PLAFONDS = _tabel(
    "Subsidieplafond per tafel, in euro’s",
    ("Thematafel", "2027", "2028"),
    ("Ontmoeten", "880.000,00", "900.000,00"),
    ("Gezond leven", "640.000,00", "655.000,00"),
    ("Totaal", "1.520.000,00", "1.555.000,00"),
)
