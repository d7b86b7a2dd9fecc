"""A draft call that lacks nothing, made through the services, and the people around it."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from regelingen.models import Regeling
from regelingen.zaad import zaai_regelingen
from tests.hulp.fabriek import maak_lid
from thematafels import services
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import Stadsdeel, Thema, Thematafel, Uitvraag

BEDRAG = Decimal("620000.00")


@pytest.fixture
def ambtenaar(db: None) -> Lidmaatschap:
    zaai_regelingen()
    return maak_lid(Rol.BELEIDSMEDEWERKER)


@pytest.fixture
def partner(db: None) -> Lidmaatschap:
    return maak_lid(Rol.TEKENBEVOEGDE)


@pytest.fixture
def gegevens(ambtenaar: Lidmaatschap) -> Callable[..., UitvraagGegevens]:
    """The data of a call that opened yesterday; each can be given another value."""

    def maak(**velden: object) -> UitvraagGegevens:
        nu = timezone.now()
        standaard = {
            "regeling_id": Regeling.objects.get(code="thematafels").pk,
            "naam": "Voorbeelduitvraag",
            "kenmerk": "voorbeeld",
            "eerste_jaar": timezone.localdate().year + 1,
            "laatste_jaar": timezone.localdate().year + 2,
            "opent_op": nu - datetime.timedelta(days=1),
            "sluit_op": nu + datetime.timedelta(days=28),
            "verdeelwijze": "Per tafel één aanvraag.",
            "plafondbesluit": "Besluit (voorbeeld)",
            "fictief": True,
        }
        return UitvraagGegevens(**(standaard | velden))

    return maak


@pytest.fixture
def concept(ambtenaar: Lidmaatschap, gegevens: Callable[..., UitvraagGegevens]) -> Uitvraag:
    """One theme with everything a theme has, and a ceiling for both years."""
    uitvraag = services.maak_uitvraag(gegevens=gegevens(), door=ambtenaar)

    def voeg_toe(soort: str, ouder_id: int, **velden: object) -> int:
        return services.voeg_item_toe(soort=soort, ouder_id=ouder_id, gegevens=velden, door=ambtenaar).pk

    voeg_toe("criterium", uitvraag.pk, code="doelen", naam="Bijdrage aan de doelen")
    voeg_toe("eis", uitvraag.pk, code="privacy", naam="Privacyprincipes", aard="verwachting")
    voeg_toe("functie", uitvraag.pk, code="brug", naam="Brugfunctie")
    thema_id = voeg_toe("thema", uitvraag.pk, code="ontmoeten", naam="Ontmoeten", hoofddoel="Verbondenheid")
    stadsdelen = [Stadsdeel.objects.get_or_create(naam=naam)[0] for naam in ("Noord", "Oost")]
    voeg_toe("subdoel", thema_id, naam="Sociale netwerken versterken")
    voeg_toe("gebiedsopgave", thema_id, opgave="Plekken om elkaar te zien", stadsdelen=stadsdelen)
    voeg_toe("doelgroep", thema_id, naam="Ouderen")
    voeg_toe("principe", thema_id, groep="Netwerken", naam="Maatjes")
    voeg_toe("wettelijke-taak", thema_id, naam="Participatieverklaring")
    tafel = Thematafel.objects.get(thema_id=thema_id)
    services.stel_plafonds_vast(
        uitvraag_id=uitvraag.pk, bedragen={(tafel.pk, jaar): BEDRAG for jaar in uitvraag.jaren}, door=ambtenaar
    )
    return uitvraag


@pytest.fixture
def gepubliceerd(concept: Uitvraag, ambtenaar: Lidmaatschap) -> Uitvraag:
    return services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)


@pytest.fixture
def gesloten(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap) -> Uitvraag:
    return services.sluit(uitvraag_id=gepubliceerd.pk, reden="Ingetrokken.", door=ambtenaar)


def tafel_van(uitvraag: Uitvraag) -> Thematafel:
    return Thematafel.objects.select_related("thema__uitvraag").get(thema__uitvraag=uitvraag)


def thema_van(uitvraag: Uitvraag) -> Thema:
    return Thema.objects.get(uitvraag=uitvraag)


def weigeringen() -> list[tuple[str, str]]:
    """The refused acts on record: kind and code."""
    return list(Gebeurtenis.objects.exclude(geweigerd="").values_list("soort", "geweigerd"))
