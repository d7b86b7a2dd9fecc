"""Alliances and machtigingen of the demo: the one that the sources name, and made-up ones for everything else."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import yaml

from organisaties.models import Lidmaatschap, Machtiging, Organisatie, Samenwerkingsverband
from organisaties.models.machtiging import REIKWIJDTE
from organisaties.services.machtigen import machtig
from organisaties.services.verbanden import bewaar_verbanddeel, maak_verband
from socialebasis.demo.accounts import BUURTKAMER, NABIJ, SAMEN_ETEN, TAALMAATJES
from socialebasis.demo.organisaties import BRON, GROEP

VERBAND = "Voorbeeldalliantie Buurtkamer en Nabij"
SCHILLEN = {NABIJ: 1, TAALMAATJES: 2, SAMEN_ETEN: 2, GROEP: 3}
CONVENANT = (
    ("visie en doel", "Wij willen dat elke bewoner in de eigen buurt iemand kent om op terug te vallen."),
    ("inzet van de organisaties", "Buurtkamer zet de locaties in, Nabij de beroepskrachten."),
    ("evaluatie en wijziging", "Elk jaar in november kijken wij terug. Wijzigen doen wij samen en schriftelijk."),
)


def zaai_samenwerking(
    *, organisaties: Mapping[str, Organisatie], leden: Mapping[str, Lidmaatschap], vandaag: datetime.date
) -> None:
    """Make what is missing, recognised by its name."""
    if not Samenwerkingsverband.objects.exists():
        _zaai_genoemd(organisaties, leden["beleidsmedewerker"])
        _zaai_verzonnen(organisaties, leden["buurtkamer"], vandaag)
    if not Machtiging.objects.exists():
        machtig(
            organisatie_id=organisaties[BUURTKAMER].pk,
            bij_id=organisaties[NABIJ].pk,
            email=leden["nabij"].gebruiker.email,
            van=vandaag,
            tot=vandaag + datetime.timedelta(days=365),
            reikwijdte=REIKWIJDTE,
            door=leden["buurtkamer"],
        )


def _zaai_genoemd(organisaties: Mapping[str, Organisatie], door: Lidmaatschap) -> None:
    """Name, form, members and subjects of the covenant: nothing more is in the sources."""
    bron = yaml.safe_load(BRON.read_text(encoding="utf-8"))["samenwerkingsverband"]
    verband = maak_verband(naam=bron["naam"], vorm=bron["vorm"], van=bron["van"], trekker_id=None, door=door)
    _zaai_delen(
        verband,
        "lid",
        ({"organisatie": organisaties[slug], "schil": 1, "van": bron["van"]} for slug in bron["leden"]),
        door,
    )
    _zaai_delen(verband, "convenantdeel", ({"onderwerp": onderwerp} for onderwerp in bron["convenant"]), door)


def _zaai_verzonnen(organisaties: Mapping[str, Organisatie], door: Lidmaatschap, vandaag: datetime.date) -> None:
    """Every ring, a covenant with its text, and contracts that run, soon end and have ended."""
    van = datetime.date(vandaag.year - 1, 1, 1)
    verband = maak_verband(
        naam=VERBAND,
        vorm=Samenwerkingsverband.Vorm.ALLIANTIE,
        van=van,
        trekker_id=organisaties[BUURTKAMER].pk,
        door=door,
        fictief=True,
    )
    leden = ({"organisatie": organisaties[slug], "schil": schil, "van": van} for slug, schil in SCHILLEN.items())
    _zaai_delen(verband, "lid", leden, door)
    _zaai_delen(
        verband, "convenantdeel", ({"onderwerp": onderwerp, "tekst": tekst} for onderwerp, tekst in CONVENANT), door
    )
    contracten = (
        {"organisatie": organisaties[TAALMAATJES], "activiteit": "taalgroepen in de buurt", "bedrag": Decimal(24000)},
        {"organisatie": organisaties[SAMEN_ETEN], "activiteit": "eettafels", "bedrag": Decimal(18000)},
        {"naam": "Voorbeeld Vervoer", "activiteit": "vervoer naar de dagbesteding", "bedrag": Decimal(6500)},
    )
    _zaai_delen(
        verband,
        "onderaannemer",
        (
            contract | {"contract_tot": vandaag + datetime.timedelta(days=dagen)}
            for contract, dagen in zip(contracten, (400, 45, -30), strict=True)
        ),
        door,
    )


def _zaai_delen(
    verband: Samenwerkingsverband, soort: str, delen: Iterable[Mapping[str, Any]], door: Lidmaatschap
) -> None:
    for volgorde, deel in enumerate(delen):
        gegevens = {**deel, "volgorde": volgorde} if soort == "convenantdeel" else deel
        bewaar_verbanddeel(verband_id=verband.pk, soort=soort, gegevens=gegevens, door=door)
