"""Who has a function at a table on a day, and where that person finds the table."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.regels.aan_zet import Wie
from overzichten.selectors.werklijst import werkregels
from tests.hulp.fabriek import maak_aanvraag, maak_lid, maak_organisatie, maak_uitvraag, tafels_van
from thematafels.models import Aanstelling, Thematafel
from thematafels.selectors import aangesteld_bij, is_aangesteld

pytestmark = pytest.mark.django_db


def dag(over: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=over)


@pytest.fixture
def begeleider() -> Lidmaatschap:
    return maak_lid(Rol.PROCESBEGELEIDER)


@pytest.fixture
def tafels() -> list[Thematafel]:
    return tafels_van(maak_uitvraag(themas=3, sluit_over=12))


def stel_aan(lid: Lidmaatschap, tafel: Thematafel, van: int, tot: int | None, functie: str = "voorzitter") -> None:
    Aanstelling.objects.create(
        lidmaatschap=lid, tafel=tafel, functie=functie, van=dag(van), tot=None if tot is None else dag(tot)
    )


def test_an_appointment_holds_from_its_first_to_its_last_day(
    begeleider: Lidmaatschap, tafels: list[Thematafel]
) -> None:
    stel_aan(begeleider, tafels[0], -2, 3)

    geldt = {over: is_aangesteld(begeleider, tafels[0].pk, dag(over)) for over in (-3, -2, 0, 3, 4)}

    assert geldt == {-3: False, -2: True, 0: True, 3: True, 4: False}
    assert not is_aangesteld(begeleider, tafels[1].pk, dag(0))
    assert not is_aangesteld(begeleider, None, dag(0))
    assert not is_aangesteld(maak_lid(Rol.PROCESBEGELEIDER), tafels[0].pk, dag(0))


def test_the_tables_of_a_member_are_those_of_the_day(begeleider: Lidmaatschap, tafels: list[Thematafel]) -> None:
    stel_aan(begeleider, tafels[0], -9, None)
    stel_aan(begeleider, tafels[1], -9, -1, "procesbegeleider")
    stel_aan(begeleider, tafels[2], 1, None)
    stel_aan(maak_lid(Rol.PROCESBEGELEIDER), tafels[1], -9, None)

    assert set(aangesteld_bij(begeleider)) == {tafels[0].pk}
    assert set(aangesteld_bij(begeleider, dag(-1))) == {tafels[0].pk, tafels[1].pk}
    assert list(Thematafel.objects.filter(pk__in=aangesteld_bij(begeleider))) == [tafels[0]]


def test_the_day_is_a_day_in_amsterdam(begeleider: Lidmaatschap, tafels: list[Thematafel]) -> None:
    stel_aan(begeleider, tafels[0], 1, None)
    middernacht = datetime.datetime.combine(dag(1), datetime.time(), timezone.get_default_timezone())

    with time_machine.travel(middernacht - datetime.timedelta(minutes=1), tick=False):
        assert not aangesteld_bij(begeleider).exists()
    with time_machine.travel(middernacht, tick=False):
        assert aangesteld_bij(begeleider).exists()


def test_who_is_no_member_any_more_has_no_function(begeleider: Lidmaatschap, tafels: list[Thematafel]) -> None:
    stel_aan(begeleider, tafels[0], -9, None)
    begeleider.tot = dag(-1)
    begeleider.save()

    assert not is_aangesteld(begeleider, tafels[0].pk, dag(0))
    assert not aangesteld_bij(begeleider).exists()
    assert is_aangesteld(begeleider, tafels[0].pk, dag(-1))


def test_a_procesbegeleider_finds_the_tables_on_the_worklist(
    client: Client, begeleider: Lidmaatschap, tafels: list[Thematafel], django_assert_num_queries
) -> None:
    stel_aan(begeleider, tafels[0], -9, None)
    stel_aan(begeleider, tafels[1], -9, None)
    maak_aanvraag(tafels[1], maak_organisatie())

    with django_assert_num_queries(2):
        regels = {regel.naam: (regel.wat, regel.wie, regel.dagen, regel.url) for regel in werkregels(begeleider)}

    plek = [(tafel.uitvraag.kenmerk, tafel.thema.code) for tafel in tafels]
    assert regels == {
        f"Thematafel {tafels[0].thema.naam}": (
            "De tafel begeleiden",
            Wie.U,
            12,
            reverse("thematafels:tafel_detail", args=plek[0]),
        ),
        f"Thematafel {tafels[1].thema.naam}": (
            "De gezamenlijke aanvraag begeleiden",
            Wie.U,
            12,
            reverse("subsidies:aanvraag_van_tafel", args=plek[1]),
        ),
    }
    client.force_login(begeleider.gebruiker)
    assert "Twee zaken wachten op u." in client.get("/werk/").content.decode()


def test_the_page_of_a_table_leads_who_guides_it_to_the_application(
    client: Client, begeleider: Lidmaatschap, tafels: list[Thematafel]
) -> None:
    stel_aan(begeleider, tafels[0], -9, None)
    client.force_login(begeleider.gebruiker)

    def leidt_naar_de_aanvraag(tafel: Thematafel) -> bool:
        plek = (tafel.uitvraag.kenmerk, tafel.thema.code)
        pagina = client.get(reverse("thematafels:tafel_detail", args=plek)).content.decode()
        return reverse("subsidies:aanvraag_van_tafel", args=plek) in pagina

    assert leidt_naar_de_aanvraag(tafels[0])
    assert not leidt_naar_de_aanvraag(tafels[1])
