"""Fictitious letters, one per kind; the award is the case of the model letter: seven partners, four years."""

import datetime
from decimal import Decimal

from brieven.models import BriefSoort
from brieven.snapshots import (
    Aanvraagverwijzing,
    Activiteit,
    Afwijking,
    Afwijzing,
    Bezwaar,
    Briefkop,
    Deelnemerbedrag,
    Grondslag,
    Jaarbedrag,
    Ondertekening,
    Ontvangstbevestiging,
    Snapshot,
    Sroi,
    Toelating,
    Vaststelling,
    Verdeelrij,
    Verdeling,
    Verlening,
    Voorschotjaar,
    Weigering,
    Weigeringsgrond,
    vier_niveaus,
)
from brieven.voorbeeld import voorbeeldbrief
from brieven.vormen import VORMEN

VERZENDDATUM = datetime.date(2026, 11, 20)
JAREN = (2027, 2028, 2029, 2030)


def d(bedrag) -> Decimal:
    return Decimal(f"{bedrag}.00")


def kop(**anders) -> Briefkop:
    velden = {
        "afzender": "Gemeente Voorbeeldstad",
        "dienst": "Team Subsidies sociale basis",
        "kenmerk": "SB-2026-0011-1",
        "verzenddatum": VERZENDDATUM,
        "soort_besluit": "Verlening van subsidie",
        "onderwerp": "U krijgt subsidie voor de thematafel Ontmoeten, 2027–2030",
        "adres": ("Stichting Voorbeeld Ontmoeten", "Het bestuur", "Voorbeeldstraat 1", "0000 AA Voorbeeldstad"),
        "vragen": ("(000) 000 00 00", "subsidies@voorbeeldstad.example"),
        "uw_aanvraag": Aanvraagverwijzing(datum=datetime.date(2026, 7, 3), nummer="SB-2026-0011"),
        "voorbeeld": True,
    }
    return Briefkop(**(velden | anders))


def bezwaar() -> Bezwaar:
    return Bezwaar(
        laatste_dag=datetime.date(2027, 1, 4),
        adres="college van burgemeester en wethouders, Postbus 0, 0000 AA Voorbeeldstad",
        uitleg="Zes weken later is het 1 januari, een feestdag, en daarna weekend. Daarom is maandag de laatste dag.",
    )


def ondertekening() -> Ondertekening:
    return Ondertekening(
        namens="het college van burgemeester en wethouders",
        naam="naam ondertekenaar",
        functie="functie ondertekenaar",
        mandaat="Mandaatbesluit 2026, onderdeel 4.2",
    )


def grondslag() -> tuple[Grondslag, ...]:
    return (
        Grondslag(soort="Wet", tekst="Algemene wet bestuursrecht (Awb), titel 4.2, ook afdeling 4.2.8"),
        Grondslag(soort="Verordening", tekst="Algemene subsidieverordening Voorbeeldstad (ASV), artikelen 4, 9 en 10"),
        Grondslag(soort="Regeling", tekst="Subsidieregeling sociale basis 2027–2030, artikelen 5 tot en met 8"),
        Grondslag(soort="Plafond", tekst="Besluit subsidieplafonds thematafels van 3 maart 2026, tafel Ontmoeten"),
    )


def verdeling() -> Verdeling:
    rijen = {
        "Ontmoeten": (810000, 186000, 192000),
        "Buurthuizen": (1218000, 312000, 318000),
        "Maatjes": (479500, 118000, 120500),
        "Samen Eten": (342000, 84000, 86000),
        "Beweegt": (292500, 72000, 73500),
        "Cultuur": (235000, 58000, 59000),
        "Lief en Leed": (187000, 46000, 47000),
    }
    return Verdeling(
        tafel="Ontmoeten",
        jaren=JAREN,
        rijen=tuple(
            Verdeelrij(
                deelnemer=f"Stichting Voorbeeld {naam}",
                gevraagd=d(gevraagd),
                verleend=(d(eerste), d(later), d(later), d(later)),
                is_ontvanger=naam == "Ontmoeten",
            )
            for naam, (gevraagd, eerste, later) in rijen.items()
        ),
        plafond=(d(880000), d(900000), d(900000), d(900000)),
        grond="artikel 7 van de regeling",
    )


def verlening(**anders) -> Verlening:
    per_jaar = {2027: (198000, 186000), 2028: (204000, 192000), 2029: (204000, 192000), 2030: (204000, 192000)}
    velden = {
        "kop": kop(),
        "tafel": "Ontmoeten",
        "eerste_dag": datetime.date(2027, 1, 1),
        "laatste_dag": datetime.date(2030, 12, 31),
        "bedragen": tuple(
            Jaarbedrag(jaar=jaar, gevraagd=d(gevraagd), verleend=d(verleend))
            for jaar, (gevraagd, verleend) in per_jaar.items()
        ),
        "begrotingsvoorbehoud": (2028, 2029, 2030),
        "doel": "Dit draagt bij aan het doel: bewoners ontmoeten elkaar en staan er minder vaak alleen voor.",
        "activiteiten": (
            Activiteit(naam="Open inloop, vijf dagdelen per week", waar="Noord, Oost en West", bereik=900),
            Activiteit(naam="Huisbezoek door vrijwilligers", waar="hele stad", bereik=1240),
            Activiteit(naam="Buurtmaaltijd, elke maand", waar="Noord en West", bereik=None),
        ),
        "doelverplichtingen": (
            "Vanaf 1 april 2027 is elke inloop ook één dagdeel in het weekend open.",
            "Uiterlijk op 1 juli 2027 maken ten minste acht bewoners samen met u het programma.",
            "U stemt elk kwartaal uw openingstijden af met de andere deelnemers van de tafel.",
        ),
        "standaardverplichtingen": (
            "U meldt het ons binnen twee weken als een activiteit niet of anders doorgaat.",
            "U voert elk jaar een voortgangsgesprek met ons, voor het eerst in september 2027.",
        ),
        "verplichtingen_grond": "artikel 9 subsidieverordening (ASV)",
        "sroi": Sroi(
            drempel=d(500000),
            percentage=Decimal(5),
            afspreken_voor=datetime.date(2027, 3, 1),
            grond="artikel 10 ASV",
        ),
        "niveaus": vier_niveaus(deelnemer_uiterlijk="1 april", tafel_uiterlijk="1 juni"),
        "vaststelling": Vaststelling(
            uiterlijk=datetime.date(2031, 6, 30),
            stukken=("een activiteitenverslag", "een financieel verslag", "een accountantsverklaring"),
        ),
        "afdeling_428": True,
        "voorschotdagen": ("15 januari", "15 april", "15 juli", "15 oktober"),
        "voorschotten": tuple(
            Voorschotjaar(jaar=jaar, termijnen=(Decimal(verleend) / 4 + Decimal("0.00"),) * 4)
            for jaar, (_, verleend) in per_jaar.items()
        ),
        "rekening_einde": "0123",
        "afwijking": Afwijking(
            motivering="Dit bedrag was voor een extra avondinloop in Oost. Op dezelfde avond is daar vlakbij al een "
            "inloop van Stichting Voorbeeld Buurthuizen. In Noord is nu geen enkele avondinloop. Daarom krijgt die "
            "stichting dit bedrag, voor een avondinloop in Noord. Het totaal voor de tafel blijft gelijk.",
            zienswijze="U schreef ons op 9 oktober 2026 dat vaste bezoekers in Oost hun plek kunnen verliezen. Dat "
            "hebben wij meegewogen: uw inloop overdag in Oost blijft volledig bestaan. Het belang van bewoners in "
            "Noord, die nu ’s avonds nergens terechtkunnen, vinden wij zwaarder wegen.",
        ),
        "grondslag": grondslag(),
        "ondertekening": ondertekening(),
        "bezwaar": bezwaar(),
        "verdeling": verdeling(),
    }
    return Verlening(**(velden | anders))


def weigering(**anders) -> Weigering:
    velden = {
        "kop": kop(
            soort_besluit="Weigering van subsidie",
            onderwerp="U krijgt geen subsidie voor de thematafel Ontmoeten, 2027–2030",
        ),
        "tafel": "Ontmoeten",
        "eerste_jaar": 2027,
        "laatste_jaar": 2030,
        "gevraagd": d(810000),
        "gronden": (
            Weigeringsgrond(
                tekst="Het geld voor deze tafel is verdeeld. Uw deel past niet meer onder het plafond.",
                artikel="Artikel 4:25 lid 2 Algemene wet bestuursrecht (Awb)",
            ),
        ),
        "zienswijze": "",
        "grondslag": grondslag(),
        "ondertekening": ondertekening(),
        "bezwaar": bezwaar(),
        "verdeling": None,
    }
    return Weigering(**(velden | anders))


def ontvangstbevestiging(**anders) -> Ontvangstbevestiging:
    velden = {
        "kop": kop(
            soort_besluit="Ontvangstbevestiging",
            onderwerp="Wij hebben uw aanvraag ontvangen",
        ),
        "tafel": "Ontmoeten",
        "regeling": "Subsidieregeling sociale basis 2027–2030",
        "ontvangen_op": datetime.date(2026, 7, 3),
        "tijdstip": "14:05",
        "eerste_jaar": 2027,
        "laatste_jaar": 2030,
        "deelnemers": (
            Deelnemerbedrag(deelnemer="Stichting Voorbeeld Ontmoeten", gevraagd=d(810000)),
            Deelnemerbedrag(deelnemer="Stichting Voorbeeld Łódź, Şükran", gevraagd=d(1218000)),
        ),
        "sha256": "0123456789abcdef" * 4,
        "beslissen_uiterlijk": datetime.date(2026, 11, 20),
        "beslisuitleg": "Dat is twaalf weken na de dag waarop de uitvraag sloot.",
        "beslisgrond": "artikel 6 van de regeling",
    }
    return Ontvangstbevestiging(**(velden | anders))


def toelating(**anders) -> Toelating:
    velden = {
        "kop": kop(
            soort_besluit="Toelating tot een thematafel",
            onderwerp="U doet mee aan de thematafel Ontmoeten",
            uw_aanvraag=None,
        ),
        "tafel": "Ontmoeten",
        "uitvraag": "Sociale basis 2027–2030",
        "vervolg": ("U schrijft uw deel van het plan in het portaal.", "Uw tekenbevoegde geeft akkoord."),
        "grondslag": grondslag()[2:3],
        "ondertekening": ondertekening(),
        "bezwaar": bezwaar(),
    }
    return Toelating(**(velden | anders))


def afwijzing(**anders) -> Afwijzing:
    velden = {
        "kop": kop(
            soort_besluit="Afwijzing van deelname",
            onderwerp="U kunt niet meedoen aan de thematafel Ontmoeten",
            uw_aanvraag=None,
        ),
        "tafel": "Ontmoeten",
        "uitvraag": "Sociale basis 2027–2030",
        "toets": "Een deelnemer is geworteld en actief in de stad.",
        "reden": "U hebt nog geen activiteiten in de stad.",
        "grondslag": grondslag()[2:3],
        "ondertekening": ondertekening(),
        "bezwaar": bezwaar(),
    }
    return Afwijzing(**(velden | anders))


ALLE = (verlening, weigering, ontvangstbevestiging, toelating, afwijzing)


_GESCHREVEN = {
    BriefSoort.ONTVANGSTBEVESTIGING: ontvangstbevestiging,
    BriefSoort.TOELATING: toelating,
    BriefSoort.AFWIJZING: afwijzing,
    BriefSoort.VERLENING: verlening,
    BriefSoort.GEDEELTELIJKE_VERLENING: verlening,
    BriefSoort.WEIGERING: weigering,
}


def voorbeeld(soort: BriefSoort) -> Snapshot:
    """An example of this kind of letter, as a municipality would send it that changed no words."""
    if soort in _GESCHREVEN:
        return _GESCHREVEN[soort]()
    vorm = VORMEN[soort]
    return voorbeeldbrief(vorm, vorm.tekst)
