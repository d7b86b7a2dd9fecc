"""What is realised, what is reached, and what nobody knows."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.uitvoering.conftest import Wereld
from tests.verantwoording.verslaghulp import inhoud, maak_compleet, meet, verslag_van
from thematafels.models import Niveau, Richting, Stadsdeel
from verantwoording.models import Activiteitverslag
from verantwoording.regels.cijfers import Cel, Cijfer, is_bereikt, optelling, telbaar
from verantwoording.selectors.cijfers import cijfers_van
from verantwoording.services.openen import open_verantwoordingen
from verantwoording.services.verslag import bewaar_verslag

WAARDE = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**6, places=2))


def cel(groep: int | None = None, deel: int | None = None, waarde: str | None = None, doel: str | None = None) -> Cel:
    return Cel(
        groep,
        deel,
        doel=None if doel is None else Decimal(doel),
        waarde=None if waarde is None else Decimal(waarde),
    )


@pytest.mark.parametrize(
    ("niveau", "eenheid", "kan"),
    [
        (Niveau.BEREIK, "bewoners", True),
        (Niveau.BEREIK, "%", False),
        (Niveau.BEREIK, "Procent van de bewoners", False),
        (Niveau.BEREIK, "cijfer (1 tot 10)", False),
        (Niveau.AANBOD, "middagen", False),
        (Niveau.BEWONER, "bewoners", False),
    ],
)
def test_only_who_was_reached_is_added_up(niveau: Niveau, eenheid: str, kan: bool) -> None:
    assert telbaar(niveau, eenheid) is kan


@pytest.mark.parametrize(
    ("cellen", "som"),
    [
        ([cel(1, waarde="3"), cel(2, waarde="4")], "7"),
        ([cel(deel=1, waarde="0"), cel(deel=2, waarde="0")], "0"),
        ([cel(1, 1, waarde="3"), cel(2, 1, waarde="4")], "7"),
        ([cel(1, waarde="3"), cel(deel=2, waarde="4")], None),  # the same people may be in both
        ([cel(1, waarde="3"), cel(2, doel="4")], None),  # one that was agreed on was not counted
        ([cel(1, waarde="3"), cel(2)], "3"),
        ([cel(1, doel="3")], None),
        ([], None),
    ],
)
def test_the_parts_are_the_whole_only_when_they_divide_it(cellen: list[Cel], som: str | None) -> None:
    assert optelling(Niveau.BEREIK, "bewoners", cellen) == (None if som is None else Decimal(som))


@given(doel=WAARDE, waarde=WAARDE, richting=st.sampled_from(Richting))
def test_what_is_not_known_is_neither_reached_nor_missed(
    doel: Decimal | None, waarde: Decimal | None, richting: Richting
) -> None:
    bereikt = is_bereikt(richting, doel, waarde)

    if doel is None or waarde is None:
        assert bereikt is None
    elif richting == Richting.LAGER:
        assert bereikt is (waarde <= doel)
    else:
        assert bereikt is (waarde >= doel)


@given(geteld=WAARDE, waarden=st.lists(WAARDE, max_size=5))
def test_a_whole_that_was_filled_in_always_goes_before_the_sum(
    geteld: Decimal | None, waarden: list[Decimal | None]
) -> None:
    cellen = [Cel(nummer, None, waarde=waarde) for nummer, waarde in enumerate(waarden, 1)]

    cijfer = Cijfer(1, Niveau.BEREIK, "n", "bewoners", Richting.HOGER, geteld=geteld, cellen=cellen)

    som = [waarde for waarde in waarden if waarde is not None]
    assert cijfer.waarde == (geteld if geteld is not None else sum(som, Decimal(0)) if som else None)
    assert cijfer.opgeteld is (geteld is None and bool(som))


def test_a_target_of_nothing_has_no_percentage() -> None:
    cijfer = Cijfer(1, Niveau.BEREIK, "n", "bewoners", Richting.LAGER, doel=Decimal(0), geteld=Decimal(0))

    assert (cijfer.deel_van_doel, cijfer.bereikt, cijfer.verschil) == (None, True, Decimal(0))


@pytest.mark.django_db
def test_the_numbers_of_a_report_stand_beside_what_was_agreed_for_its_year(geopend: Wereld) -> None:
    verslag = verslag_van(geopend)
    bereik, deel = meet(verslag), Stadsdeel.objects.get(naam="Voorbeeldwijk")
    bewaar_verslag(
        verslag_id=verslag.pk,
        inhoud=inhoud(
            verslag,
            metingen={str(bereik): {"geheel": "62.50", f"s{deel.pk}": "20.00"}},
            niet_gemeten={str(meet(verslag, Niveau.BEWONER)): "Te weinig antwoorden."},
        ),
        versie=0,
        door=geopend["anker"],
    )

    cijfers = cijfers_van([verslag.pk])[verslag.pk]

    assert [(een.niveau, een.naam, een.doel, een.waarde, een.bereikt, een.reden) for een in cijfers] == [
        (Niveau.AANBOD, "Koffie: aanbod", Decimal(50), None, None, ""),
        (Niveau.BEREIK, "Koffie: bereik", Decimal(50), Decimal("62.50"), True, ""),
        (Niveau.BEWONER, "Koffie: effect volgens bewoners", Decimal(50), None, None, "Te weinig antwoorden."),
        (Niveau.PROFESSIONAL, "Koffie: effect volgens professionals", Decimal(50), None, None, ""),
    ]
    [deelcel] = cijfers[1].cellen
    assert (deelcel.naam, deelcel.doel, deelcel.waarde) == ("Voorbeeldwijk", None, Decimal(20))
    assert (cijfers[1].verschil, cijfers[1].deel_van_doel) == (Decimal("12.50"), Decimal(125))


@pytest.mark.django_db
def test_a_cell_with_a_target_stands_there_also_when_nothing_was_counted(afgesproken: Wereld) -> None:
    with time_machine.travel(datetime.datetime(2029, 1, 15, tzinfo=datetime.UTC)):
        open_verantwoordingen()
    eerder, later = (verslag_van(afgesproken, jaar=jaar) for jaar in (2027, 2028))

    cijfers = cijfers_van([eerder.pk, later.pk])

    assert cijfers[eerder.pk][1].cellen == ()  # agreed on for 2028 only
    [ouderen] = cijfers[later.pk][1].cellen
    assert (ouderen.naam, ouderen.doel, ouderen.waarde, ouderen.bereikt) == ("Ouderen", Decimal(40), None, None)


@pytest.mark.django_db
def test_any_number_of_reports_takes_three_queries(geopend: Wereld) -> None:
    maak_compleet(geopend)
    maak_compleet(geopend, "Maatjes", "brug")
    ids = list(Activiteitverslag.objects.values_list("pk", flat=True))

    with CaptureQueriesContext(connection) as opgevangen:
        cijfers = cijfers_van(ids)

    assert len(opgevangen) == 3
    assert [len(cijfers[pk]) for pk in ids] == [4, 4]
