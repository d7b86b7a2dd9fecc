"""Who can log in to the demo: one account per role, all with one password. Never with DEBUG off."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kern.models import Gebruiker
from kern.toegang import Rol
from organisaties.models import Lidmaatschap, Mandaat, Organisatie, SoortBesluit
from socialebasis.demo.organisaties import BUREAU, GEMEENTE, NAMEN, RAAD

WACHTWOORD = "welkom-bij-de-tafel"
VANAF = datetime.date(2018, 1, 1)
MAXIMUM = Decimal("5000000.00")
GRONDSLAG = "Mandaatbesluit (voorbeeld), onderdeel 4.2"

BUURTKAMER = "voorbeeld-buurtkamer"
NABIJ = "voorbeeld-nabij"
TAALMAATJES = "voorbeeld-taalmaatjes"
SAMEN_ETEN = "voorbeeld-samen-eten"
MUZIEKHUIS = "voorbeeld-muziekhuis"
GEHOOR = "voorbeeld-gehoor"
SUKRAN = "voorbeeld-sukran"


@dataclass(frozen=True)
class Account:
    """A person of the demo. `naam` says what they do: no real or invented people."""

    code: str
    naam: str
    plaatsen: tuple[tuple[str, Rol], ...]

    @property
    def email(self) -> str:
        return f"{self.code}@voorbeeld.example"


ACCOUNTS = (
    Account("beleidsmedewerker", "Beleidsmedewerker Een", ((GEMEENTE, Rol.BELEIDSMEDEWERKER),)),
    Account("beleidsmedewerker2", "Beleidsmedewerker Twee", ((GEMEENTE, Rol.BELEIDSMEDEWERKER),)),
    Account("besluitnemer", "Besluitnemer", ((GEMEENTE, Rol.BESLUITNEMER),)),
    Account("financieel", "Financieel Medewerker Een", ((GEMEENTE, Rol.FINANCIEEL),)),
    Account("financieel2", "Financieel Medewerker Twee", ((GEMEENTE, Rol.FINANCIEEL),)),
    Account("beheerder", "Functioneel Beheerder", ((GEMEENTE, Rol.BEHEERDER),)),
    Account("college", "Secretaris College", ((GEMEENTE, Rol.COLLEGE),)),
    Account("buurtkamer", "Tekenbevoegde Buurtkamer", ((BUURTKAMER, Rol.TEKENBEVOEGDE),)),
    Account("buurtkamer.redacteur", "Redacteur Buurtkamer", ((BUURTKAMER, Rol.REDACTEUR),)),
    Account("buurtkamer.meelezer", "Meelezer Buurtkamer", ((BUURTKAMER, Rol.MEELEZER),)),
    Account("nabij", "Tekenbevoegde Nabij", ((NABIJ, Rol.TEKENBEVOEGDE),)),
    Account("nabij.redacteur", "Redacteur Nabij", ((NABIJ, Rol.REDACTEUR),)),
    Account("samen-eten", "Tekenbevoegde Samen Eten", ((SAMEN_ETEN, Rol.TEKENBEVOEGDE),)),
    Account("muziekhuis", "Tekenbevoegde Muziekhuis", ((MUZIEKHUIS, Rol.TEKENBEVOEGDE),)),
    Account("gehoor", "Tekenbevoegde Gehoor", ((GEHOOR, Rol.TEKENBEVOEGDE),)),
    Account("sukran", "Tekenbevoegde Şükran", ((SUKRAN, Rol.TEKENBEVOEGDE),)),
    Account("procesbegeleider", "Procesbegeleider", ((BUREAU, Rol.PROCESBEGELEIDER),)),
    Account("commissielid", "Commissielid", ((RAAD, Rol.COMMISSIELID),)),
    Account("griffie", "Griffier", ((RAAD, Rol.GRIFFIE),)),
    Account(
        "dubbelrol",
        "Dubbelrol Gemeente",
        ((GEMEENTE, Rol.BELEIDSMEDEWERKER), (GEMEENTE, Rol.BESLUITNEMER), (TAALMAATJES, Rol.TEKENBEVOEGDE)),
    ),
)


@dataclass(frozen=True)
class Proefaccount:
    """One row of the list on the login page of the demo."""

    email: str
    rol: str
    organisatie: str
    wachtwoord: str = WACHTWOORD


def proefaccounts() -> list[Proefaccount]:
    """Every account with its first membership, without a query."""
    return [
        Proefaccount(account.email, account.plaatsen[0][1].label, NAMEN[account.plaatsen[0][0]])
        for account in ACCOUNTS
    ]


def zaai_accounts(organisaties: Mapping[str, Organisatie]) -> dict[str, Lidmaatschap]:
    """Make the accounts that are missing. Gives the first membership of each by its code.

    Raises ImproperlyConfigured with DEBUG off: everybody knows the password.
    """
    if not settings.DEBUG:
        raise ImproperlyConfigured("Proefaccounts bestaan alleen met DEBUG=1.")
    return {account.code: _zaai(account, organisaties) for account in ACCOUNTS}


def _zaai(account: Account, organisaties: Mapping[str, Organisatie]) -> Lidmaatschap:
    gebruiker = Gebruiker.objects.filter(email=account.email).first()
    if gebruiker is None:
        gebruiker = Gebruiker.objects.create_user(account.email, WACHTWOORD, naam=account.naam)
    leden = [
        Lidmaatschap.objects.get_or_create(
            gebruiker=gebruiker, organisatie=organisaties[slug], rol=rol, defaults={"van": VANAF}
        )[0]
        for slug, rol in account.plaatsen
    ]
    for lid in leden:
        if lid.rol == Rol.BESLUITNEMER:
            _zaai_mandaten(lid)
    return leden[0]


def _zaai_mandaten(besluitnemer: Lidmaatschap) -> None:
    for soort in SoortBesluit:
        Mandaat.objects.get_or_create(
            lidmaatschap=besluitnemer,
            soort_besluit=soort,
            defaults={"maximum": MAXIMUM, "van": VANAF, "grondslag": GRONDSLAG},
        )
