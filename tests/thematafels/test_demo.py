"""The calls of the demo: the facts of 2020 to the last count, and an open example anybody can work on."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from regelingen.zaad import zaai_regelingen
from socialebasis.demo.uitvragen import zaai_uitvragen
from tests.hulp.fabriek import maak_lid
from tests.thematafels.test_uitvraag import raamwerk
from thematafels.models import (
    Criterium,
    Deelname,
    Doelgroep,
    Eis,
    Functie,
    Gebiedsopgave,
    Plafond,
    Principe,
    Stadsdeel,
    Subdoel,
    Thema,
    Uitvraag,
    WettelijkeTaak,
)


def _zaai() -> tuple[Uitvraag, Uitvraag]:
    zaai_regelingen()
    leden: dict[str, Lidmaatschap] = {
        code: maak_lid(Rol.TEKENBEVOEGDE) for code in ("buurtkamer", "nabij", "samen-eten")
    }
    leden["procesbegeleider"] = maak_lid(Rol.PROCESBEGELEIDER)
    door = maak_lid(Rol.BELEIDSMEDEWERKER)
    eerste = zaai_uitvragen(door=door, leden=leden, vandaag=timezone.localdate())

    assert zaai_uitvragen(door=door, leden=leden, vandaag=timezone.localdate()) == eerste
    return eerste


@pytest.mark.django_db
def test_the_calls_of_the_demo_hold_the_facts() -> None:
    gesloten, voorbeeld = _zaai()

    van = {"uitvraag": gesloten}
    van_thema = {"thema__uitvraag": gesloten}
    assert Uitvraag.objects.count() == 4
    assert (gesloten.stand, gesloten.fictief, list(gesloten.jaren)) == ("gesloten", False, [2020, 2021, 2022, 2023])
    assert list(Stadsdeel.objects.values_list("naam", flat=True)) == [
        "Centrum",
        "Noord",
        "Oost",
        "Schalkwijk",
        "Zuid-West",
    ]
    assert {
        soort.__name__: soort.objects.filter(**(van if hasattr(soort, "uitvraag_id") else van_thema)).count()
        for soort in (
            Thema,
            Subdoel,
            Gebiedsopgave,
            Doelgroep,
            Principe,
            WettelijkeTaak,
            Criterium,
            Eis,
            Functie,
        )
    } == {
        "Thema": 7,
        "Subdoel": 31,
        "Gebiedsopgave": 30,
        "Doelgroep": 32,
        "Principe": 111,
        "WettelijkeTaak": 2,
        "Criterium": 7,
        "Eis": 7,
        "Functie": 3,
    }
    assert Plafond.objects.filter(tafel__thema__uitvraag=gesloten).count() == 0
    assert raamwerk(voorbeeld) == raamwerk(gesloten)


@pytest.mark.django_db
def test_the_example_call_is_open_with_two_partners_at_the_table() -> None:
    _, voorbeeld = _zaai()

    vandaag, nu = timezone.localdate(), timezone.now()
    assert (voorbeeld.stand, voorbeeld.fictief, voorbeeld.is_open(nu)) == ("gepubliceerd", True, True)
    assert list(voorbeeld.jaren) == [vandaag.year + jaar for jaar in (1, 2, 3, 4)]
    assert timezone.localdate(voorbeeld.opent_op) == vandaag - datetime.timedelta(days=14)
    assert timezone.localdate(voorbeeld.sluit_op) == vandaag + datetime.timedelta(days=28)
    ontmoeten = Thema.objects.get(uitvraag=voorbeeld, code="ontmoeten").tafel
    assert list(ontmoeten.plafonds.values_list("bedrag", flat=True)) == [
        Decimal("620000.00"),
        Decimal("620000.00"),
        Decimal("622000.00"),
        Decimal("622000.00"),
    ]
    assert Plafond.objects.filter(tafel__thema__uitvraag=voorbeeld).count() == 28
    assert sorted(ontmoeten.deelnames.values_list("stand", flat=True)) == ["aangemeld", "toegelaten", "toegelaten"]
    assert Deelname.objects.count() == 4
