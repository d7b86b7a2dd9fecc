"""People and organisations for the tests of this room."""

import datetime
from itertools import count

import pytest
from django.utils import timezone

from kern.models import Gebruiker
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort, Rol
from organisaties.soorten import ROLLEN_PER_SOORT

WACHTWOORD = "een-lang-wachtwoord"
GISTEREN_LANG = datetime.timedelta(days=400)
_nummer = count(1)


def maak_organisatie(naam: str = "", soort: str = OrganisatieSoort.PARTNER, **velden: object) -> Organisatie:
    return Organisatie.objects.create(naam=naam or f"Stichting Voorbeeld {next(_nummer)}", soort=soort, **velden)


def maak_gebruiker(email: str = "") -> Gebruiker:
    return Gebruiker.objects.create_user(email or f"mens{next(_nummer)}@voorbeeld.example", WACHTWOORD, naam="Mens")


def maak_lid(rol: Rol, organisatie: Organisatie | None = None, gebruiker: Gebruiker | None = None) -> Lidmaatschap:
    soort = next(soort for soort, rollen in ROLLEN_PER_SOORT.items() if rol in rollen)
    return Lidmaatschap.objects.create(
        gebruiker=gebruiker or maak_gebruiker(),
        organisatie=organisatie or maak_organisatie(soort=soort),
        rol=rol,
        van=timezone.localdate() - GISTEREN_LANG,
    )


@pytest.fixture
def gemeente(db: None) -> Organisatie:
    return maak_organisatie("Gemeente Voorbeeld", OrganisatieSoort.GEMEENTE)


@pytest.fixture
def partner(db: None) -> Organisatie:
    return maak_organisatie("Stichting Voorbeeld Buurtkamer")


@pytest.fixture
def beheerder(gemeente: Organisatie) -> Lidmaatschap:
    return maak_lid(Rol.BEHEERDER, gemeente)


@pytest.fixture
def tekenbevoegde(partner: Organisatie) -> Lidmaatschap:
    return maak_lid(Rol.TEKENBEVOEGDE, partner)


@pytest.fixture
def ander(db: None) -> Lidmaatschap:
    """A redacteur of another partner: whom a machtiging is for."""
    return maak_lid(Rol.REDACTEUR, maak_organisatie("Stichting Voorbeeld Nabij"))
