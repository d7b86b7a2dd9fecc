"""A budget of 1.000 euro in 2026 with one purpose, and the people who may touch it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from begroting.grootboek import KOLOMMEN, Plaats, Soort, op_doel
from begroting.models import Bestedingsdoel, Boekstuk, Budget, Budgetjaar, Stand, Verplichting
from begroting.services.boek import BoekingRegel, boek
from kern.models import Gebruiker
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort, Rol

VANDAAG = datetime.date(2026, 3, 2)


@dataclass
class Kas:
    """One year with two purposes, 'Coaching' and 'Pilots', each opened empty."""

    jaar: Budgetjaar
    coaching: Bestedingsdoel
    pilots: Bestedingsdoel


@pytest.fixture
def lid() -> Callable[..., Lidmaatschap]:
    """Make a membership in a role, at the organisation of that kind."""
    nummers = count(1)

    def maak(rol: Rol, soort: OrganisatieSoort = OrganisatieSoort.GEMEENTE) -> Lidmaatschap:
        nummer = next(nummers)
        organisatie, _ = Organisatie.objects.get_or_create(naam=f"Voorbeeld {soort}", soort=soort)
        gebruiker = Gebruiker.objects.create(email=f"{rol}{nummer}@voorbeeld.example", naam=f"Persoon {nummer}")
        return Lidmaatschap.objects.create(
            gebruiker=gebruiker, organisatie=organisatie, rol=rol, van=datetime.date(2017, 1, 1)
        )

    return maak


@pytest.fixture
def financieel(db: None, lid: Callable[..., Lidmaatschap]) -> Lidmaatschap:
    return lid(Rol.FINANCIEEL)


@pytest.fixture
def ontvanger(db: None) -> Organisatie:
    return Organisatie.objects.create(naam="Stichting Voorbeeld Ontvanger", soort=OrganisatieSoort.PARTNER)


@pytest.fixture
def kas(db: None) -> Kas:
    jaar = Budgetjaar.objects.create(
        budget=Budget.objects.create(naam="Versnellers", code="versnellers", bron="incidenteel"), jaar=2026
    )
    return Kas(
        jaar,
        Bestedingsdoel.objects.create(budgetjaar=jaar, code="coaching", naam="Coaching"),
        Bestedingsdoel.objects.create(budgetjaar=jaar, code="pilot", naam="Pilots"),
    )


@pytest.fixture
def boekt() -> Callable[..., Boekstuk]:
    """Book lines straight through `boek`, each call on a boekstuk of its own."""
    nummers = count(1)

    def doe(*regels: BoekingRegel, **anders: Any) -> Boekstuk:
        velden = {"kenmerk": f"T-{next(nummers)}", "datum": VANDAAG, "door": None, "omschrijving": "test"} | anders
        return boek(regels=regels, **velden)

    return doe


@pytest.fixture
def verplichting(kas: Kas, ontvanger: Organisatie) -> Verplichting:
    return Verplichting.objects.create(
        bestedingsdoel=kas.coaching,
        kenmerk="SB-1",
        ontvanger=ontvanger,
        juridische_vorm="subsidie",
        omschrijving="coaching",
        jaar_van_activiteit=2026,
    )


@pytest.fixture
def stand() -> Callable[[Plaats], dict[str, Decimal]]:
    """The columns of a stand that are not zero."""

    def lees(plaats: Plaats) -> dict[str, Decimal]:
        rij = Stand.objects.values(*KOLOMMEN).get(**plaats.als_velden())
        return {kolom: bedrag for kolom, bedrag in rij.items() if bedrag}

    return lees


@pytest.fixture
def duizend(kas: Kas, boekt: Callable[..., Boekstuk]) -> Kas:
    """1.000 euro for the year, all of it for coaching."""
    boekt(BoekingRegel(Soort.BEGROTING, op_doel(kas.coaching.pk), Decimal(1000)))
    return kas
