"""The schemes and the first value of all their parameters. Called by demo data and by test fixtures."""

import datetime

from regelingen.models import Parameter, Regeling
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
    "afdeling_428": "ja",
    "voorschot_dagen": '["01-15", "04-15", "07-15", "10-15"]',
    "sroi_drempel": "500000",
    "sroi_percentage": "5",
    "drempel_directe_vaststelling": "5000",
    "drempel_activiteitenverslag": "50000",
    "drempel_financieel_verslag": "125000",
    "drempel_accountantsverklaring": "125000",
    "verantwoording_uiterlijk": "04-01",
    "vaststelling_uiterlijk": "06-30",
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

# Articles of the example by-law, where it sets the value and not the law itself.
ARTIKELEN = {
    "beslistermijn_weken": "ASV voorbeeld, artikel 9",
    "beslistermijn_vanaf": "ASV voorbeeld, artikel 9",
    "verdaging_toegestaan": "ASV voorbeeld, artikel 9 lid 2",
    "verdaging_max_weken": "ASV voorbeeld, artikel 9 lid 2",
    "drempel_directe_vaststelling": "ASV voorbeeld, artikel 14",
    "drempel_activiteitenverslag": "ASV voorbeeld, artikel 15",
    "drempel_financieel_verslag": "ASV voorbeeld, artikel 16",
    "drempel_accountantsverklaring": "ASV voorbeeld, artikel 17",
}


def zaai_regelingen() -> dict[str, Regeling]:
    """Make what is missing and leave alone what is there. Gives the schemes by code."""
    regelingen = {
        code: Regeling.objects.get_or_create(
            code=code, defaults={"naam": naam, "grondslag": grondslag, "gezamenlijk": gezamenlijk}
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
            for regeling in regelingen.values()
            for sleutel, waarde in (WAARDEN | ({} if regeling.gezamenlijk else ENKEL)).items()
        ],
        ignore_conflicts=True,
    )
    return regelingen
