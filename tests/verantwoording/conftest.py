"""The two grants of tests.uitvoering.conftest, with what was agreed to do and to measure."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from subsidies.models import Besluit
from tests.hulp.bewaard import bewaard
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import (
    Wereld,
    beoordeeld,
    concept,
    eens,
    gevuld,
    in_behandeling,
    ingediend,
    verleend,
    voorgesteld,
    wereld,
)
from tests.verantwoording.planhulp import maak_activiteit
from verantwoording.services.openen import open_verantwoordingen
from verantwoording.services.vastleggen import leg_plan_vast

__all__ = [
    "Wereld",
    "beoordeeld",
    "concept",
    "eens",
    "gevuld",
    "geweigerd",
    "in_behandeling",
    "ingediend",
    "verleend",
    "voorgesteld",
    "wereld",
]

VANDAAG = datetime.datetime(2028, 1, 15, 12, tzinfo=datetime.UTC)


@bewaard
def gepland(verleend: Wereld) -> Wereld:
    """Anker and Brug each wrote one activity; nobody agreed on it yet."""
    thema = verleend.tafel.thema
    subdoel, principe, doelgroep = thema.subdoelen.get(), thema.principes.get(), thema.doelgroepen.get()
    streef = {(2027, None, None): "50", (2028, None, None): "100", (2028, doelgroep.pk, None): "40"}
    for organisatie, naam in ((verleend.anker, "Koffie"), (verleend.brug, "Maatjes")):
        deel = verleend.deel(organisatie)
        maak_activiteit(
            deel,
            naam,
            subdoel=subdoel,
            voorziening=deel.voorzieningen.get(),
            principes=[principe],
            streef=streef,
        )
    return verleend


@bewaard
def afgesproken(gepland: Wereld) -> Wereld:
    """Their plans were frozen: for 2027 and 2028."""
    leg_plan_vast(besluit_id=Besluit.objects.get().pk)
    return gepland


@bewaard
def jaar_voorbij(afgesproken: Wereld) -> Wereld:
    """The year 2027 is over, and its account is open."""
    with time_machine.travel(VANDAAG):
        open_verantwoordingen()
    return afgesproken


@pytest.fixture
def geopend(jaar_voorbij: Wereld) -> Iterator[Wereld]:
    """It is 15 January 2028."""
    with time_machine.travel(VANDAAG):
        yield jaar_voorbij
