"""Element → text and article, on the HTML: what every award must state (domein.md, docs/brieven.md)."""

import html
import re

import pytest

from brieven.pdf.maken import naar_html
from brieven.snapshots import Afwijking
from tests.brieven.voorbeelden import ALLE, afwijzing, bezwaar, kop, toelating, verdeling, verlening, weigering

VERLENING = {
    "geadresseerde": ("Stichting Voorbeeld Ontmoeten Het bestuur Voorbeeldstraat 1 0000 AA Voorbeeldstad",),
    "kenmerk": ("Kenmerk SB-2026-0011-1",),
    "verzenddatum (3:41)": ("Verzonden 20 november 2026, via het portaal",),
    "aanvraag": ("Uw aanvraag 3 juli 2026, nummer SB-2026-0011",),
    "onderwerp": ("U krijgt subsidie voor de thematafel Ontmoeten, 2027–2030",),
    "maximum en tijdvak": (
        "Wij verlenen u ten hoogste € 762.000,00 subsidie",
        "voor de periode van 1 januari 2027 tot en met 31 december 2030.",
        "Artikelen 4:29, 4:31 en 4:32 Algemene wet bestuursrecht (Awb)",
    ),
    "bedrag per jaar": ("2027 198.000,00 186.000,00 −12.000,00", "Totaal 810.000,00 762.000,00 −48.000,00"),
    "begrotingsvoorbehoud": ("Voor 2028, 2029 en 2030 geldt een voorwaarde", "Artikel 4:34 Awb"),
    "activiteiten": ("Huisbezoek door vrijwilligers hele stad 1.240", "Artikel 4:30 Awb"),
    "verplichtingen": (
        "Vanaf 1 april 2027 is elke inloop ook één dagdeel in het weekend open.",
        "Artikelen 4:37 en 4:38 Awb; artikel 9 subsidieverordening (ASV)",
    ),
    "sroi": ("besteedt u 5% van het loondeel", "Artikel 4:39 Awb; artikel 10 ASV"),
    "verantwoording": ("1. Aanbod Wat u hebt gedaan", "Artikelen 4:37, 4:67 en 4:80 Awb"),
    "vaststelling": (
        "Elk jaar vraagt u ons de subsidie over het jaar ervoor vast te stellen, uiterlijk op 30 juni.",
        "De laatste keer is dat 30 juni 2031.",
        "een activiteitenverslag, een financieel verslag en een accountantsverklaring mee",
        "Artikelen 4:44, 4:73, 4:75 en 4:78 Awb",
    ),
    "voorschotten": (
        "Jaar 15 januari 15 april 15 juli 15 oktober Hele jaar",
        "2028 48.000,00 48.000,00 48.000,00 48.000,00 192.000,00",
        "Artikelen 4:89 en 4:95 Awb",
    ),
    "terugvorderen": ("kunnen wij het verschil terugvragen", "Artikelen 4:46 en 4:57 Awb"),
    "afwijking": (
        "In het plan staat voor uw deel € 810.000,00. Wij verlenen € 762.000,00.",
        "Daarom krijgt die stichting dit bedrag",
        "U schreef ons op 9 oktober 2026",
        "Artikelen 3:46 en 3:47 Awb",
    ),
    "grondslag": ("Verordening Algemene subsidieverordening Voorbeeldstad (ASV), artikelen 4, 9 en 10",),
    "mandaat": (
        "namens het college van burgemeester en wethouders, naam ondertekenaar functie ondertekenaar",
        "Artikel 10:10 Awb; Mandaatbesluit 2026, onderdeel 4.2",
    ),
    "bezwaar": (
        "Bezwaar maken tot en met 4 januari 2027",
        "U kunt bezwaar maken tot en met maandag 4 januari 2027.",
        "Een brief moet uiterlijk 4 januari op de post zijn en binnen een week daarna bij ons.",
        "Artikelen 3:45, 6:4 tot en met 6:9, 6:16 en 8:81 Awb; artikelen 1 en 3 Algemene termijnenwet",
    ),
    "bijlage": (
        "Bijlage 1, verdeling over de tafel",
        "Aan deze tafel zitten zeven organisaties.",
        "Subsidieplafond n.v.t. 880.000,00 900.000,00 900.000,00 900.000,00 3.580.000,00",
        "Niet verdeeld n.v.t. 4.000,00 4.000,00 4.000,00 4.000,00 16.000,00",
        "Artikelen 4:25 en 4:26 Awb; artikel 7 van de regeling",
    ),
}


def tekst(snapshot) -> str:
    zonder_hoofd = naar_html(snapshot).partition("<body>")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", zonder_hoofd)).split()).replace(" .", ".").replace(" ,", ",")


@pytest.mark.parametrize("onderdeel", VERLENING)
def test_the_award_states(onderdeel):
    gelezen = tekst(verlening())

    for zin in VERLENING[onderdeel]:
        assert zin in gelezen


def test_a_block_that_does_not_apply_is_left_out():
    vol = verlening()
    leeg = verlening(
        begrotingsvoorbehoud=(),
        sroi=None,
        doelverplichtingen=(),
        standaardverplichtingen=(),
        niveaus=(),
        voorschotten=(),
        verdeling=None,
        kop=kop(uw_aanvraag=None, voorbeeld=False),
    )

    for zin in (
        "4:34",
        "4:39",
        "Wat wij van u vragen",
        "op vier niveaus",
        "4:95",
        "Bijlage",
        "Uw aanvraag",
        "VOORBEELD",
    ):
        assert zin in tekst(vol)
        assert zin not in tekst(leeg)


def test_a_deviation_from_advice_names_its_article():
    gelezen = tekst(verlening(afwijking=Afwijking(motivering="Reden.", advies=True)))

    assert "Artikelen 3:46, 3:47 en 3:50 Awb" in gelezen


def test_an_individual_award_speaks_of_your_application():
    gelezen = tekst(verlening(tafel="", verdeling=None))

    assert "U vroeg ons op 3 juli 2026 om subsidie." in gelezen
    assert "Waarom wij van uw aanvraag afwijken" in gelezen
    assert "het plan" not in gelezen.lower()


@pytest.mark.parametrize("maak", [verlening, weigering, toelating, afwijzing])
def test_every_decision_carries_the_objection_clause(maak):
    gelezen = tekst(maak())

    assert "Bezwaar maken tot en met 4 januari 2027" in gelezen
    assert (
        f"tot en met maandag 4 januari 2027. Wij verstuurden dit besluit op 20 november 2026. {bezwaar().uitleg}"
        in gelezen
    )
    assert "Artikel 10:10 Awb" in gelezen
    assert "Wettelijke grondslag" in gelezen


def test_a_refusal_names_ground_and_article():
    gelezen = tekst(weigering(verdeling=verdeling()))

    assert "Wij weigeren de subsidie van € 810.000,00 die in het plan voor uw deel staat" in gelezen
    assert "Artikel 4:25 lid 2 Algemene wet bestuursrecht (Awb); artikelen 3:46 en 3:47 Awb" in gelezen
    assert "Bijlage 1: verdeling over de thematafel Ontmoeten" in gelezen


def test_a_refused_seat_names_test_and_reason():
    gelezen = tekst(afwijzing())

    assert "Een deelnemer is geworteld en actief in de stad." in gelezen
    assert "U hebt nog geen activiteiten in de stad." in gelezen


def test_the_receipt_names_moment_term_and_hash_and_no_objection():
    from_receipt = tekst(ALLE[2]())

    assert "Wij ontvingen uw aanvraag op 3 juli 2026 om 14:05 uur." in from_receipt
    assert "Artikel 2:17 Algemene wet bestuursrecht (Awb)" in from_receipt
    assert "Wij beslissen uiterlijk op vrijdag 20 november 2026." in from_receipt
    assert "0123456789abcdef0123456789abcdef 0123456789abcdef0123456789abcdef" in from_receipt
    assert "Bezwaar maken" not in from_receipt


@pytest.mark.parametrize("maak", ALLE)
def test_years_have_no_thousands_point(maak):
    assert not re.search(r"\b2\.0[23]\d\b(?![.,])", tekst(maak()))


def test_text_of_people_is_escaped():
    gemeen = '<script>alert(1)</script><img src="file:///etc/passwd">'

    opgemaakt = naar_html(verlening(doel=gemeen))

    assert "<script" not in opgemaakt
    assert "<img" not in opgemaakt
    assert "&lt;img src=&quot;file:///etc/passwd&quot;&gt;" in opgemaakt
