"""The door to budgets. They are the municipality's own: for others they do not exist; the council has its overview."""

from typing import TypeVar

from django.db import models
from django.http import Http404

from begroting.models import Bestedingsdoel, Budget, Budgetjaar
from begroting.services.reserveren import RESERVEERDERS
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol

M = TypeVar("M", bound=models.Model)

ZIEN = (Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER, Rol.FINANCIEEL, Rol.COLLEGE)
BEHEREN = (Rol.FINANCIEEL,)
RESERVEREN = RESERVEERDERS


def haal_budget(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...] = ZIEN) -> Budget:
    """A budget. Http404 outside the municipality, GeenRecht for a role without `recht`."""
    return _haal(Budget.objects.all(), lid, sleutel, recht)


def haal_budgetjaar(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...] = ZIEN) -> Budgetjaar:
    """A year of a budget, with its budget."""
    return _haal(Budgetjaar.objects.select_related("budget"), lid, sleutel, recht)


def haal_bestedingsdoel(lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...] = ZIEN) -> Bestedingsdoel:
    """A purpose, with its year, budget and stand."""
    return _haal(Bestedingsdoel.objects.select_related("budgetjaar__budget", "stand"), lid, sleutel, recht)


def _haal(rijen: "models.QuerySet[M]", lid: Lidmaatschap, sleutel: int, recht: tuple[Rol, ...]) -> M:
    rij = rijen.filter(pk=sleutel).first() if lid.is_gemeente else None
    if rij is None:
        raise Http404
    eis_rol(lid, *recht)
    return rij
