"""Accountability on the page of a grant: the plan, the years with their state, and what was found of them."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisaties.models import Lidmaatschap
from subsidies.models import Subsidie
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.stukhulp import dien_deel_in
from tests.verantwoording.verslaghulp import deel_van
from verantwoording.selectors.hub import deelverantwoording
from verantwoording.services.beoordelen import Waarover, noteer

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]


def test_the_page_of_a_grant_leads_to_the_plan_and_to_each_year(als: Als, geopend: Wereld) -> None:
    """With the newest findings of all years, whatever their number, in one query."""
    deel, kenmerk = dien_deel_in(geopend, "anker"), geopend.aanvraag.kenmerk
    for nummer in range(7):
        noteer(
            waarover=Waarover(deel.verantwoording_id, deel.pk),
            tekst=f"Bevinding {nummer}.",
            door=geopend["beoordelaar"],
        )
    pad = reverse("uitvoering:subsidie", args=[Subsidie.objects.get(deel=deel.deel_id).kenmerk])

    partner, officer = (als(geopend[wie]).get(pad).content.decode() for wie in ("anker", "beoordelaar"))

    for pagina, verslag in ((partner, "deelverslag"), (officer, "beoordelen_deel")):
        for naam, plek in (("plan", ()), ("jaar", (2027,)), (verslag, (deel.pk,))):
            assert f'href="{reverse(f"verantwoording:{naam}", args=[kenmerk, *plek])}"' in pagina, naam
        assert [f"Bevinding {nummer}." in pagina for nummer in range(7)] == [False] * 2 + [True] * 5
        assert "Er zijn nog 2 oudere." in pagina
    with CaptureQueriesContext(connection) as opgevangen:
        gevonden = deelverantwoording(deel.deel_id)
    assert len(opgevangen) == 1
    assert [(een.jaar, een.toestand, len(een.bevindingen)) for een in gevonden.jaren] == [
        (2027, ("klaar", "Ingediend"), 7)
    ]


def test_a_grant_on_which_nothing_was_agreed_has_no_such_part(als: Als, verleend: Wereld) -> None:
    pad = reverse("uitvoering:subsidie", args=[Subsidie.objects.get(ontvanger=verleend.anker).kenmerk])

    assert 'id="verantwoording"' not in als(verleend["anker"]).get(pad).content.decode()


def test_a_year_of_which_nothing_came_in_time_is_marked(geopend: Wereld) -> None:
    with time_machine.travel(datetime.datetime(2028, 4, 2, 12, tzinfo=datetime.UTC)):
        [jaar] = deelverantwoording(deel_van(geopend).deel_id).jaren

        assert (jaar.toestand, jaar.bevindingen) == (("let-op", "Te laat"), [])
