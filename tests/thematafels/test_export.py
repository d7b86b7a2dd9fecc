"""A list as CSV: sent as it is read, and harmless in a spreadsheet."""

from collections.abc import Iterator

import pytest

from thematafels.export import als_csv


def test_a_line_is_asked_for_when_it_is_sent() -> None:
    gelezen = []

    def rijen() -> Iterator[list[str]]:
        for nummer in range(3):
            gelezen.append(nummer)
            yield [str(nummer), "één; twee"]

    antwoord = als_csv("lijst.csv", ("Nummer", "Tekst"), rijen())
    delen = iter(antwoord)
    begin = [next(delen), next(delen), next(delen)]

    assert gelezen == [0]
    assert b"".join([*begin, *delen]).decode() == (
        '\ufeffNummer;Tekst\r\n0;"één; twee"\r\n1;"één; twee"\r\n2;"één; twee"\r\n'
    )
    assert antwoord["Content-Disposition"] == 'attachment; filename="lijst.csv"'
    assert antwoord["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("cel", "regel"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-1.000,50", "-1.000,50"),
        ("-5%", "-5%"),
        ("-x", "'-x"),
        ("gewoon", "gewoon"),
    ],
)
def test_what_looks_like_a_formula_is_text_and_a_number_stays_one(cel: str, regel: str) -> None:
    antwoord = als_csv("lijst.csv", ("Tekst",), [[cel]])

    assert antwoord.getvalue().decode().splitlines()[1:] == [regel]
