"""The check that warns of personal data: what it finds, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verantwoording.regels.persoonsgegevens import Gegeven, is_bsn, vind_persoonsgegevens

GEVONDEN = [
    ("Zijn BSN is 111222333.", "BSN is 111222333", Gegeven.BSN),
    ("Nummer 123456782 stond op het formulier.", "123456782", Gegeven.BSN),
    ("Nummer 1234.56.782 stond erop.", "1234.56.782", Gegeven.BSN),
    ("burgerservicenummer: 12345678", "burgerservicenummer: 12345678", Gegeven.BSN),
    ("Mail naar jan.jansen@voorbeeld.nl alstublieft", "jan.jansen@voorbeeld.nl", Gegeven.EMAIL),
    ("Bel 06-12345678 voor meer", "06-12345678", Gegeven.TELEFOON),
    ("Bel 06 12 34 56 78.", "06 12 34 56 78", Gegeven.TELEFOON),
    ("Bel +31 6 12345678.", "+31 6 12345678", Gegeven.TELEFOON),
    ("Bel (023) 512 34 56.", "(023) 512 34 56", Gegeven.TELEFOON),
    ("Bel hem (06-12345678) gerust.", "06-12345678", Gegeven.TELEFOON),
    ("Op NL91 ABNA 0417 1643 00 gestort", "NL91 ABNA 0417 1643 00", Gegeven.IBAN),
    ("Op nl91abna0417164301 gestort", "nl91abna0417164301", Gegeven.IBAN),
    ("Op BE68 5390 0754 7034 gestort", "BE68 5390 0754 7034", Gegeven.IBAN),
    ("Zij woont op Rijksstraatweg 12 en", "Rijksstraatweg 12", Gegeven.ADRES),
    ("Zij woont op Lange Herenstraat 5a.", "Lange Herenstraat 5a", Gegeven.ADRES),
    ("op de Generaal Cronjéstraat 14 rood", "Generaal Cronjéstraat 14 rood", Gegeven.ADRES),
    ("bij huisnummer 7 aan", "huisnummer 7", Gegeven.ADRES),
    ("in 2035 AB woont", "2035 AB", Gegeven.POSTCODE),
    ("in 2011RD woont", "2011RD", Gegeven.POSTCODE),
    ("Hij is geboren op 3 mei 2019.", "geboren op 3 mei 2019", Gegeven.GEBOORTEDATUM),
    ("Hij is van 12-03-1948.", "12-03-1948", Gegeven.GEBOORTEDATUM),
    ("Mevrouw Jansen zegt", "Mevrouw Jansen", Gegeven.NAAM),
    ("Toen kwam mevrouw de Vries langs", "mevrouw de Vries", Gegeven.NAAM),
    ("Toen kwam meneer El Amrani langs", "meneer El Amrani", Gegeven.NAAM),
    ("Toen kwam dhr. P. van der Berg langs", "dhr. P. van der Berg", Gegeven.NAAM),
    ("van J. de Vries gehoord", "J. de Vries", Gegeven.NAAM),
    ("van A.B. Jansen gehoord", "A.B. Jansen", Gegeven.NAAM),
    ("Fatima Bouali kwam", "Fatima Bouali", Gegeven.NAAM),
    ("met Jan van der Meer gesproken", "Jan van der Meer", Gegeven.NAAM),
    ("Anne-Marie Smit kwam", "Anne-Marie Smit", Gegeven.NAAM),
    ("Ik heet Loubna en ik woon hier", "Ik heet Loubna", Gegeven.NAAM),
]


@pytest.mark.parametrize(("tekst", "wat", "gegeven"), GEVONDEN, ids=[wat for _, wat, _ in GEVONDEN])
def test_it_says_what_it_found_and_where(tekst: str, wat: str, gegeven: Gegeven) -> None:
    [vondst] = vind_persoonsgegevens(tekst)

    assert (vondst.gegeven, vondst.tekst) == (gegeven, wat)
    assert tekst[vondst.begin : vondst.eind].strip() == vondst.tekst


@pytest.mark.parametrize(
    "tekst",
    [
        "Eerst kende ik niemand in de straat. Nu staat er soep voor de deur als ik ziek ben.",
        "De Slachthuisstraat en de Rijksstraatweg zijn nu lief- en leedstraten.",
        "In de Generaal Cronjéstraat begonnen de buren zelf.",
        "Lief- en leedstraten: 46 van 50 in Schalkwijk.",
        "In de Slachthuisstraat 12 bewoners, in de Amsterdamsevaart 8 huishoudens.",
        "Aan de Jan Gijzenkade en bij de Johan de Witthof staat nu een bank.",
        "Stichting Dock Haarlem en Humanitas werkten samen met het Sociaal Wijkteam Oost.",
        "Het Frans Hals Museum gaf een rondleiding.",
        "De Anne Frankschool en het Jan Ligtharthuis deden mee.",
        "Stichting Jan Modaal gaf een bijdrage.",
        "Dienstverlening B.V. Haarlem leverde de stoelen.",
        "Op 12 maart 2027 en 14-04-2028 kwamen 120 bewoners.",
        "Een mevrouw vertelde dat zij weer naar buiten durft. Meneer kookt nu zelf.",
        "We bereikten 1.234 bewoners en gaven € 12.500 uit, 62,5% meer dan in 2026.",
        "Het gemeentenummer is 14 023.",
        "Wij hielpen 123456789 keer.",
        "In 2027 en 2028 gaan we door. In 2034 AAN de slag.",
        "Het buurthuis heet De Til.",
        "De GGD en de GGZ zien hetzelfde.",
    ],
)
def test_a_plain_story_raises_no_alarm(tekst: str) -> None:
    assert vind_persoonsgegevens(tekst) == []


@pytest.mark.parametrize(
    ("cijfers", "klopt"),
    [("111222333", True), ("123456782", True), ("123456789", False), ("000000000", False), ("12345678", False)],
)
def test_the_eleven_test(cijfers: str, klopt: bool) -> None:
    assert is_bsn(cijfers) is klopt


def test_what_overlaps_counts_once_and_the_certain_one_stays() -> None:
    vondsten = vind_persoonsgegevens("Schrijf mevrouw jansen@voorbeeld.nl of bel Jan Smit op 0612345678.")

    assert [(vondst.gegeven, vondst.hard) for vondst in vondsten] == [
        (Gegeven.EMAIL, True),
        (Gegeven.NAAM, False),
        (Gegeven.TELEFOON, True),
    ]


@given(st.integers(min_value=1, max_value=99999999), st.text(alphabet="abc \n", max_size=20))
def test_every_number_that_passes_the_test_is_found(begin: int, eromheen: str) -> None:
    kop = f"{begin:08d}"
    rest = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(range(9, 1, -1), kop, strict=True)) % 11
    if rest > 9:
        return  # no such number is given out

    vondsten = vind_persoonsgegevens(f"{eromheen} {kop}{rest} {eromheen}")

    assert [vondst.gegeven for vondst in vondsten] == [Gegeven.BSN]


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_is_found_stands_there(tekst: str) -> None:
    for vondst in vind_persoonsgegevens(tekst):
        assert tekst[vondst.begin : vondst.eind].strip() == vondst.tekst
