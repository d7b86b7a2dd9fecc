"""What every page shows around its content: the name of the municipality, who is logged in, and the menu.

All of it is worked out when a template asks for it: a page without a header costs nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from begroting.toegang import ZIEN
from brieven.toegang import LEZERS
from kern.models import Gebruiker
from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, RAAD, Rol
from socialebasis.demo.accounts import Proefaccount, proefaccounts


@dataclass(frozen=True)
class Menupunt:
    """A page in the main menu, and the roles that find it there."""

    naam: str
    route: str
    rollen: Collection[Rol]


# In this order. A role that may open a page and never starts there does not find it here.
MENU = (
    Menupunt("Werklijst", "overzichten:werklijst", (*GEMEENTE, *PARTNER, *ONAFHANKELIJK)),
    Menupunt("Uitvragen", "thematafels:uitvraag_lijst", tuple(Rol)),
    Menupunt("Aanvragen", "subsidies:aanvraag_lijst", (*GEMEENTE, *PARTNER, *ONAFHANKELIJK)),
    Menupunt("Subsidies", "uitvoering:subsidies", (*GEMEENTE, *PARTNER)),
    Menupunt("Brieven", "brieven:lijst", LEZERS),
    Menupunt("Teksten van brieven", "brieven:teksten", (Rol.BEHEERDER,)),
    Menupunt("Berichten", "brieven:berichten", (*PARTNER, *ONAFHANKELIJK, *RAAD, Rol.BELEIDSMEDEWERKER)),
    Menupunt("Betalen", "uitvoering:betaalbaar", (Rol.FINANCIEEL,)),
    Menupunt("Betaalkalender", "uitvoering:betaalkalender", PARTNER),
    Menupunt("Begroting", "begroting:budget_lijst", ZIEN),
    Menupunt("Begroting", "overzichten:geld", RAAD),
    Menupunt("Verantwoording", "verantwoording:index", tuple(Rol)),
    Menupunt("Vragen", "overzichten:raadsvragen", RAAD),
    Menupunt("Toezeggingen", "thematafels:toezeggingen", (*RAAD, *ONAFHANKELIJK, Rol.BELEIDSMEDEWERKER)),
    Menupunt("Organisaties", "organisaties:lijst", GEMEENTE),
    Menupunt("Mandaten", "organisaties:mandaten", (Rol.BEHEERDER,)),
    Menupunt("Regelingen", "regelingen:lijst", (Rol.BEHEERDER,)),
    Menupunt("Storingen", "kern:storing_lijst", (Rol.BEHEERDER, Rol.BELEIDSMEDEWERKER)),
)


@dataclass(frozen=True)
class Link:
    """A menu item as the template draws it."""

    naam: str
    url: str
    actief: bool


class Schil:
    """The shell around a page."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.gemeente: str = settings.GEMEENTE
        self.proef: bool = settings.PROEF

    @property
    def proefaccounts(self) -> list[Proefaccount]:
        """Who can log in to the demo; nobody outside it."""
        return proefaccounts() if self.proef else []

    @cached_property
    def gebruiker(self) -> Gebruiker | None:
        gebruiker = getattr(self._request, "user", None)  # an error before the login middleware leaves it unset
        return gebruiker if isinstance(gebruiker, Gebruiker) else None

    @property
    def ingelogd(self) -> bool:
        return self.gebruiker is not None

    @cached_property
    def lidmaatschap(self) -> Lidmaatschap | None:
        return getattr(self._request, "lidmaatschap", None)

    @cached_property
    def anderen(self) -> list[Lidmaatschap]:
        """The memberships to switch to: the other active ones of this person."""
        alle: list[Lidmaatschap] = getattr(self._request, "lidmaatschappen", [])
        return [ander for ander in alle if ander != self.lidmaatschap]

    @cached_property
    def menu(self) -> list[Link]:
        """The pages of this role. The longest address that starts the current one is where we are."""
        lid = self.lidmaatschap
        if lid is None:
            return []
        adressen = [(punt.naam, reverse(punt.route)) for punt in MENU if lid.rol in punt.rollen]
        hier = max((url for _, url in adressen if self._request.path.startswith(url)), key=len, default="")
        return [Link(naam, url, url == hier) for naam, url in adressen]


def schil(request: HttpRequest) -> dict[str, Schil]:
    """Context processor: `schil` in every template."""
    return {"schil": Schil(request)}
