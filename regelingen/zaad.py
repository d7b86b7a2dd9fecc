"""The schemes and the first value of all their parameters. Called by demo data and by test fixtures."""

import datetime

from regelingen.models import Parameter, Regeling, Vraag, Weigeringsgrond
from regelingen.parameters import SLEUTELS

VANAF = datetime.date(2018, 1, 1)

REGELINGEN = {
    "thematafels": ("Thematafels sociale basis", "ASV voorbeeld, artikel 3", True),
    "zelforganisaties": ("Zelf- en belangenorganisaties", "ASV voorbeeld, artikel 4", False),
    "coaching": ("Coaching van vrijwilligersorganisaties", "ASV voorbeeld, artikel 5", False),
    "pilots": ("Pilots sociale basis", "ASV voorbeeld, artikel 6", False),
}

WAARDEN = {
    "beslistermijn_weken": "13",
    "beslistermijn_vanaf": "sluiting",
    "verdaging_toegestaan": "ja",
    "verdaging_max_weken": "8",
    "bezwaartermijn_weken": "6",
    "vraag_maximum": "0",
    "klein_tot": "50000",
    "uitnemen_dagen_voor_sluiting": "14",
    "zienswijze_dagen": "5",
    "tweede_lezer_boven": "5000000",
    "aanvulling_dagen": "14",
    "verdeelmethode": "volgorde_van_binnenkomst",
    "punten_maximum": "10",
    "criteriumgewichten": "",
    "bel_mij": "Bel ons op werkdagen tussen 9.00 en 17.00 uur: 023 555 00 00 (voorbeeld).",
    "afdeling_428": "ja",
    "voorschot_dagen": '["01-15", "04-15", "07-15", "10-15"]',
    "voorschot_percentages": "gelijk",
    "betaling_ineens_tot": "5000",
    "penvoerder_voor_allen": "nee",
    "sroi_drempel": "500000",
    "sroi_percentage": "5",
    "verlies_percentage": "10",
    "sroi_basis": "jaar",
    "wnt_drempel": "500000",
    "de_minimis_drempel": "200000",
    "redelijke_termijn_maanden": "6",
    "wijzigingstermijn_weken": "8",
    "drempel_directe_vaststelling": "5000",
    "drempel_activiteitenverslag": "50000",
    "drempel_financieel_verslag": "125000",
    "drempel_accountantsverklaring": "125000",
    "verantwoording_uiterlijk": "04-01",
    "vaststelling_uiterlijk": "06-30",
    "vaststellingstermijn_weken": "8",
    "vaststelling_hersteltermijn_weken": "4",
    "activiteiten_per_subdoel": "0",
    "tafelverantwoording_weken": "4",
    "verslag_hersteltermijn_weken": "3",
    "terugbetaling_weken": "6",
    "aanmaning_weken": "2",
    "asv_naam": "Algemene subsidieverordening (voorbeeld)",
    "asv_artikelen": "artikel 3 en artikel 8 tot en met 12",
    "mandaatbesluit": "Mandaatbesluit (voorbeeld), onderdeel 4.2",
    "plafondbesluit": "Besluit subsidieplafonds thematafels (voorbeeld)",
    "bezwaaradres": "College van burgemeester en wethouders, t.a.v. de commissie bezwaarschriften, "
    "Voorbeeldplein 1, 2000 AA Haarlem",
}

# Individual applications are decided one by one as they come in, within the term of Awb 4:13 lid 2.
ENKEL = {
    "beslistermijn_weken": "8",
    "beslistermijn_vanaf": "ontvangst",
    "verdaging_toegestaan": "nee",
    "verdaging_max_weken": "0",
    "afdeling_428": "nee",
}

# What differs for one scheme.
EIGEN = {
    "thematafels": {"activiteiten_per_subdoel": "3"},
    "zelforganisaties": {"vraag_maximum": "15000"},
    "pilots": {
        "vraag_maximum": "20000",
        "penvoerder_voor_allen": "ja",
        "betaling_ineens_tot": "20000",
        "drempel_directe_vaststelling": "20000",
    },
}

# What became another value later, in every scheme.
LATER = (("de_minimis_drempel", "300000", datetime.date(2024, 1, 1), SLEUTELS["de_minimis_drempel"].artikel),)

# Articles of the example by-law, where it sets the value and not the law itself, and of a law that was replaced.
ARTIKELEN = {
    "de_minimis_drempel": "Verordening (EU) 1407/2013, artikel 3",
    "beslistermijn_weken": "ASV voorbeeld, artikel 9",
    "beslistermijn_vanaf": "ASV voorbeeld, artikel 9",
    "verdaging_toegestaan": "ASV voorbeeld, artikel 9 lid 2",
    "verdaging_max_weken": "ASV voorbeeld, artikel 9 lid 2",
    "vraag_maximum": "ASV voorbeeld, artikel 10",
    "drempel_directe_vaststelling": "ASV voorbeeld, artikel 14",
    "drempel_activiteitenverslag": "ASV voorbeeld, artikel 15",
    "drempel_financieel_verslag": "ASV voorbeeld, artikel 16",
    "drempel_accountantsverklaring": "ASV voorbeeld, artikel 17",
}


# The short form of each individual scheme: code, question, help, kind of answer, most characters.
TEKST, GETAL = Vraag.Soort.TEKST, Vraag.Soort.GETAL
VRAGEN: dict[str, tuple[tuple[str, str, str, str, int], ...]] = {
    "zelforganisaties": (
        ("wat", "Wat gaat u doen?", "Noem de activiteiten. Een paar zinnen is genoeg.", TEKST, 1500),
        ("voor-wie", "Voor wie doet u dat?", "Denk aan leeftijd, buurt of wat mensen gemeen hebben.", TEKST, 1000),
        ("waar-wanneer", "Waar en wanneer?", "Noem de plek, en hoe vaak u bij elkaar komt.", TEKST, 1000),
        (
            "met-wie",
            "Met wie werkt u samen?",
            "Bijvoorbeeld een buurthuis, een school of een vereniging.",
            TEKST,
            1000,
        ),
        ("werkt-het", "Hoe weet u of het werkt?", "Waaraan ziet u na een jaar dat het mensen helpt?", TEKST, 1000),
    ),
    "coaching": (
        (
            "waarbij",
            "Waarbij wilt u hulp van een coach?",
            "Bijvoorbeeld besturen, geld of vrijwilligers.",
            TEKST,
            1500,
        ),
        ("waarom-nu", "Waarom juist nu?", "Wat verandert er, of wat lukt nu niet?", TEKST, 1000),
        ("vrijwilligers", "Met hoeveel vrijwilligers bent u?", "Een schatting is goed.", GETAL, 4),
        ("na-afloop", "Wat kunt u straks zelf?", "Waaraan merkt u dat de coach niet meer nodig is?", TEKST, 1000),
    ),
    "pilots": (
        ("wat", "Wat wilt u uitproberen?", "Wat is er nieuw aan?", TEKST, 2000),
        ("voor-wie", "Voor wie is het, en hoeveel mensen wilt u bereiken?", "", TEKST, 1000),
        ("met-wie", "Met welke organisaties doet u dit?", "Schrijf erbij wie wat doet.", TEKST, 1500),
        ("verdeling", "Hoe verdeelt u het geld?", "Wie krijgt welk deel, en waarvoor?", TEKST, 1000),
        ("leren", "Wat wilt u leren, en hoe weet u of het werkt?", "Hoe vertelt u anderen wat u leerde?", TEKST, 1500),
    ),
}

# On what a grant is refused, whatever the scheme: code, words of the letter, article.
GRONDEN = (
    ("plafond", "Het subsidieplafond is bereikt: meer geld is er voor deze jaren niet.", "Artikel 4:25 lid 2 Awb"),
    (
        "begroting",
        "De gemeenteraad stelde in de begroting niet genoeg geld beschikbaar voor deze jaren.",
        "Artikel 4:34 Awb",
    ),
    (
        "niet-uitgevoerd",
        "Wij verwachten dat de activiteiten niet of niet helemaal plaatsvinden.",
        "Artikel 4:35 lid 1 onder a Awb",
    ),
    (
        "verplichtingen",
        "Wij verwachten dat u zich niet aan de verplichtingen bij de subsidie zult houden.",
        "Artikel 4:35 lid 1 onder b Awb",
    ),
    (
        "verantwoording",
        "Wij verwachten dat u de activiteiten, de kosten en de inkomsten niet goed kunt verantwoorden.",
        "Artikel 4:35 lid 1 onder c Awb",
    ),
    (
        "gegevens",
        "In uw aanvraag stonden onjuiste of onvolledige gegevens die tot een verkeerd besluit zouden leiden.",
        "Artikel 4:35 lid 2 onder a Awb",
    ),
    (
        "faillissement",
        "U bent failliet verklaard of hebt surseance van betaling, of dat is aangevraagd.",
        "Artikel 4:35 lid 2 onder b Awb",
    ),
    (
        "doel",
        "De activiteiten dragen te weinig bij aan het doel van de regeling.",
        "ASV voorbeeld, artikel 10 lid 1 onder a",
    ),
    (
        "kosten",
        "De kosten zijn hoger dan redelijk is voor deze activiteiten.",
        "ASV voorbeeld, artikel 10 lid 1 onder b",
    ),
    (
        "eigen-geld",
        "U kunt de activiteiten ook zonder deze subsidie betalen.",
        "ASV voorbeeld, artikel 10 lid 1 onder c",
    ),
)

# And what only one scheme refuses on.
EIGEN_GRONDEN = {
    "thematafels": (
        (
            "overlap",
            "Een andere organisatie aan de tafel voert dezelfde activiteiten al uit in hetzelfde gebied.",
            "ASV voorbeeld, artikel 3 lid 4",
        ),
    ),
}


def zaai_regelingen() -> dict[str, Regeling]:
    """Make what is missing and leave alone what is there. Gives the schemes by code."""
    regelingen = {
        code: Regeling.objects.get_or_create(
            code=code,
            defaults={
                "naam": naam,
                "grondslag": grondslag,
                "gezamenlijk": gezamenlijk,
                "vraagt_voorzieningen": gezamenlijk,
                "aanmelden_nodig": gezamenlijk,
            },
        )[0]
        for code, (naam, grondslag, gezamenlijk) in REGELINGEN.items()
    }
    Parameter.objects.bulk_create(
        [
            Parameter(
                regeling=regeling,
                sleutel=sleutel,
                waarde=waarde,
                geldig_van=VANAF,
                artikel=ARTIKELEN.get(sleutel, SLEUTELS[sleutel].artikel),
            )
            for code, regeling in regelingen.items()
            for sleutel, waarde in (WAARDEN | ({} if regeling.gezamenlijk else ENKEL) | EIGEN.get(code, {})).items()
        ]
        + [
            Parameter(regeling=regeling, sleutel=sleutel, waarde=waarde, geldig_van=vanaf, artikel=artikel)
            for regeling in regelingen.values()
            for sleutel, waarde, vanaf, artikel in LATER
        ],
        ignore_conflicts=True,
    )
    _zaai_vragen(regelingen)
    _zaai_gronden(regelingen)
    return regelingen


def _zaai_vragen(regelingen: dict[str, Regeling]) -> None:
    Vraag.objects.bulk_create(
        [
            Vraag(
                regeling=regelingen[regeling],
                code=code,
                vraag=vraag,
                uitleg=uitleg,
                soort=soort,
                max_lengte=lengte,
                volgorde=volgorde,
                geldig_van=VANAF,
            )
            for regeling, vragen in VRAGEN.items()
            for volgorde, (code, vraag, uitleg, soort, lengte) in enumerate(vragen, start=1)
        ],
        ignore_conflicts=True,
    )


def _zaai_gronden(regelingen: dict[str, Regeling]) -> None:
    per_regeling: dict[Regeling | None, tuple[tuple[str, str, str], ...]] = {None: GRONDEN}
    per_regeling |= {regelingen[code]: gronden for code, gronden in EIGEN_GRONDEN.items()}
    Weigeringsgrond.objects.bulk_create(
        [
            Weigeringsgrond(
                regeling=regeling, code=code, tekst=tekst, artikel=artikel, volgorde=volgorde, geldig_van=VANAF
            )
            for regeling, gronden in per_regeling.items()
            for volgorde, (code, tekst, artikel) in enumerate(gronden, start=1)
        ],
        ignore_conflicts=True,
    )
