"""Organisations of the demo: real ones with sourced facts only, and made-up ones for everything else."""

from pathlib import Path
from typing import Any

import yaml

from organisaties.gegevens import controleer_gegevens
from organisaties.models import AanvragerSoort, Organisatie, OrganisatieSoort

BRON = Path(__file__).parent / "data" / "organisaties.yaml"

GEMEENTE = "gemeente-haarlem"
RAAD = "gemeenteraad-haarlem"

PARTNER = OrganisatieSoort.PARTNER

# slug → (naam, typering). Their numbers are well-formed and do not exist: bank VOOR, RSIN from 990000011 on.
FICTIEF = {
    "voorbeeld-buurtkamer": ("Stichting Voorbeeld Buurtkamer", "welzijnsorganisatie"),
    "voorbeeld-nabij": ("Stichting Voorbeeld Nabij", "welzijnsorganisatie"),
    "voorbeeld-taalmaatjes": ("Stichting Voorbeeld Taalmaatjes", "vrijwilligersorganisatie"),
    "voorbeeld-samen-eten": ("Stichting Voorbeeld Samen Eten", "sociaal ondernemer"),
    "voorbeeld-muziekhuis": ("Vereniging Voorbeeld Muziekhuis", "vrijwilligersorganisatie"),
    "voorbeeld-gehoor": ("Stichting Voorbeeld Gehoor", "zelforganisatie"),
    "voorbeeld-sukran": ("Stichting Voorbeeld Şükran", "zelforganisatie"),
}
RSIN = ("990000011", "990000023", "990000035", "990000047", "990000059", "990000060", "990000072")
IBAN = (
    "NL60VOOR0000000001",
    "NL33VOOR0000000002",
    "NL06VOOR0000000003",
    "NL76VOOR0000000004",
    "NL49VOOR0000000005",
    "NL22VOOR0000000006",
    "NL92VOOR0000000007",
)
BUREAU = "voorbeeld-bureau"
GROEP = "voorbeeld-straattafel"
NAMEN = {
    GEMEENTE: "Gemeente Haarlem",
    RAAD: "Gemeenteraad Haarlem",
    BUREAU: "Bureau Voorbeeld Procesbegeleiding",
} | {slug: naam for slug, (naam, _) in FICTIEF.items()}


def zaai_organisaties() -> dict[str, Organisatie]:
    """Make what is missing, recognised by its name. Gives every organisation of the demo by slug."""
    return {slug: zaai_organisatie(**velden) for slug, velden in (_overheid() | _genoemd() | _verzonnen()).items()}


def zaai_organisatie(**velden: Any) -> Organisatie:
    """The one with this name, made when it is not there."""
    bestaand = Organisatie.objects.filter(naam=velden["naam"]).first()
    if bestaand is not None:
        return bestaand
    organisatie = Organisatie(**velden)
    controleer_gegevens(organisatie)
    organisatie.save(force_insert=True)
    return organisatie


def _overheid() -> dict[str, dict[str, Any]]:
    return {
        GEMEENTE: {"naam": NAMEN[GEMEENTE], "soort": OrganisatieSoort.GEMEENTE, "telefoon": "14 023"},
        RAAD: {"naam": NAMEN[RAAD], "soort": OrganisatieSoort.RAAD},
    }


def _genoemd() -> dict[str, dict[str, Any]]:
    regels = yaml.safe_load(BRON.read_text(encoding="utf-8"))["organisaties"]
    return {regel["slug"]: {"naam": regel["naam"], "soort": PARTNER, "typering": regel["soort"]} for regel in regels}


def _verzonnen() -> dict[str, dict[str, Any]]:
    partners = {
        slug: {
            "naam": naam,
            "soort": PARTNER,
            "typering": typering,
            "kvk": f"{nummer:08d}",
            "rsin": rsin,
            "iban": iban,
            "straat": f"Voorbeeldstraat {nummer}",
            "postcode": "2000 AA",
            "plaats": "Haarlem",
            "email": f"info@{slug}.example",
            "telefoon": f"023 000 00 {nummer:02d}",
            "digitaal": True,
            "fictief": True,
        }
        for nummer, ((slug, (naam, typering)), rsin, iban) in enumerate(
            zip(FICTIEF.items(), RSIN, IBAN, strict=True), start=1
        )
    }
    return partners | {
        GROEP: {
            "naam": "Bewonersgroep Voorbeeld Straattafel",
            "soort": PARTNER,
            "aanvrager_soort": AanvragerSoort.GROEP,
            "typering": "bewonersinitiatief",
            "fictief": True,
        },
        BUREAU: {
            "naam": NAMEN[BUREAU],
            "soort": OrganisatieSoort.ONAFHANKELIJK,
            "typering": "procesbegeleiding",
            "fictief": True,
        },
    }
