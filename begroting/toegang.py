"""The door to budgets. They are the municipality's own: for others they do not exist; the council has its overview."""

from typing import TypeVar

from django.db import models
from django.http import Http404

from begroting.models import (
    Bestedingsdoel,
    Boekstuk,
    Budget,
    Budgetjaar,
    Jaarafsluiting,
    JuridischeVorm,
    Traject,
    Verplichting,
)
from begroting.services.reserveren import RESERVEERDERS
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol

M = TypeVar("M", bound=models.Model)

ZIEN = (Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER, Rol.FINANCIEEL, Rol.COLLEGE)
BEHEREN = (Rol.FINANCIEEL,)
RESERVEREN = RESERVEERDERS


def haal_budget(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...] = ZIEN) -> Budget:
    """A budget. Http404 outside the municipality, GeenRecht for a role without `recht`."""
    return _haal(Budget.objects.select_related("verantwoordelijke__gebruiker"), lid, sleutel, recht)


def haal_budgetjaar(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...] = ZIEN) -> Budgetjaar:
    """A year of a budget, with its budget."""
    return _haal(Budgetjaar.objects.select_related("budget"), lid, sleutel, recht)


def haal_bestedingsdoel(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...] = ZIEN) -> Bestedingsdoel:
    """A purpose, with its stand, its budget, its year and how that was closed."""
    doelen = Bestedingsdoel.objects.select_related("budgetjaar__budget", "budgetjaar__afsluiting", "stand")
    return _haal(doelen, lid, sleutel, recht)


def haal_boekstuk(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...]) -> Boekstuk:
    """A boekstuk."""
    return _haal(Boekstuk.objects.all(), lid, sleutel, recht)


def haal_afsluiting(lid: Lidmaatschap, budgetjaar_id: int, recht: tuple[Rol, ...]) -> Jaarafsluiting:
    """The closing of a year, with its year and budget. Http404 while nobody proposed one."""
    return _haal(
        Jaarafsluiting.objects.select_related("budgetjaar__budget"), lid, budgetjaar_id, recht, op="budgetjaar"
    )


def haal_verplichting(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...] = ZIEN) -> Verplichting:
    """A commitment, with its purpose, year and budget."""
    return _haal(_verplichtingen(), lid, sleutel, recht)


def haal_opdracht(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...]) -> Verplichting:
    """A purchase or own costs. Http404 for a grant: its money moves by decisions and payments of its own case."""
    return _haal(_verplichtingen().exclude(juridische_vorm=JuridischeVorm.SUBSIDIE), lid, sleutel, recht)


def haal_traject(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...]) -> Traject:
    """A trajectory, with its commitment."""
    trajecten = Traject.objects.select_related("verplichting__bestedingsdoel__budgetjaar__budget")
    return _haal(trajecten, lid, sleutel, recht)


def _verplichtingen() -> "models.QuerySet[Verplichting]":
    return Verplichting.objects.select_related("bestedingsdoel__budgetjaar__budget", "ontvanger", "stand")


def _haal(rijen: "models.QuerySet[M]", lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...], op: str = "pk") -> M:
    rij = rijen.filter(**{op: sleutel}).first() if lid.is_gemeente else None
    if rij is None:
        raise Http404
    eis_rol(lid, *recht)
    return rij
