"""Twenty-four connections at once: never over the ceiling, never a deadlock. With controls that must fail."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Sum

from begroting.grootboek import Soort, op_doel
from begroting.models import Bestedingsdoel, Boeking, Budgetjaar, Stand
from begroting.services.boek import BoekingRegel
from begroting.services.reserveren import reserveer
from kern.fouten import DomeinFout
from tests.begroting.conftest import VANDAAG
from tests.hulp.verbindingen import zonder_optellen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fouten]
CLIENTS = 24
HONDERD = Decimal(100)


def tegelijk(aantal: int, doe: Callable[[int], object]) -> Counter[str]:
    """Run `doe(0..n-1)` in threads with a connection each, all released at the same moment; count the outcomes."""
    uitkomsten: Counter[str] = Counter()
    startschot = Barrier(aantal)

    def draad(nummer: int) -> None:
        try:
            connection.ensure_connection()
            startschot.wait()
            doe(nummer)
            uitkomsten["gelukt"] += 1
        except DomeinFout as fout:
            uitkomsten[fout.code] += 1
        except OperationalError as fout:
            uitkomsten[type(fout.__cause__).__name__] += 1
        finally:
            connection.close()

    draden = [Thread(target=draad, args=(nummer,)) for nummer in range(aantal)]
    for draad_ in draden:
        draad_.start()
    for draad_ in draden:
        draad_.join()
    return uitkomsten


def vierentwintig_keer_honderd(doel: Bestedingsdoel, door) -> Counter[str]:
    return tegelijk(
        CLIENTS,
        lambda nummer: reserveer(
            bestedingsdoel_id=doel.pk,
            bedrag=HONDERD,
            kenmerk=f"R-{nummer}",
            datum=VANDAAG,
            omschrijving="tegelijk",
            door=door,
        ),
    )


def gereserveerd(doel: Bestedingsdoel) -> Decimal:
    som = Boeking.objects.filter(bestedingsdoel=doel, soort=Soort.RESERVERING).aggregate(som=Sum("bedrag"))["som"]
    return Decimal(som)


def test_24_connections_reserving_100_from_1000_end_at_exactly_10(duizend, financieel):
    uitkomsten = vierentwintig_keer_honderd(duizend.coaching, financieel)

    assert uitkomsten == {"gelukt": 10, "begroting.overschrijding": 14}
    assert gereserveerd(duizend.coaching) == Decimal(1000)
    assert Stand.objects.get(bestedingsdoel=duizend.coaching).gereserveerd == Decimal(1000)


def test_control_without_the_trigger_the_same_24_overspend(duizend, financieel):
    with zonder_optellen():
        uitkomsten = vierentwintig_keer_honderd(duizend.coaching, financieel)

    assert uitkomsten == {"gelukt": 24}
    assert gereserveerd(duizend.coaching) == Decimal(2400)
    assert Stand.objects.get(bestedingsdoel=duizend.coaching).gereserveerd == 0


def test_a_double_click_books_once(duizend, financieel):
    uitkomsten = tegelijk(
        4,
        lambda _: reserveer(
            bestedingsdoel_id=duizend.coaching.pk,
            bedrag=HONDERD,
            kenmerk="R-1",
            datum=VANDAAG,
            omschrijving="dubbel",
            door=financieel,
        ),
    )

    assert uitkomsten == {"gelukt": 1, "begroting.boekstuk_bestaat": 3}
    assert gereserveerd(duizend.coaching) == HONDERD


@pytest.fixture
def twee_jaren(duizend, boekt) -> tuple[Bestedingsdoel, Bestedingsdoel]:
    """Two purposes that share no stand: only the order of locking keeps their clients apart."""
    ander_jaar = Budgetjaar.objects.create(budget=duizend.jaar.budget, jaar=2027)
    ander = Bestedingsdoel.objects.create(budgetjaar=ander_jaar, code="coaching", naam="Coaching")
    boekt(BoekingRegel(Soort.BEGROTING, op_doel(ander.pk), Decimal(1000)))
    return duizend.coaching, ander


def test_24_connections_booking_two_purposes_in_opposite_order_never_deadlock(twee_jaren, boekt):
    nummers = count(1)

    def boek_beide(nummer: int) -> None:
        volgorde = twee_jaren if nummer % 2 else twee_jaren[::-1]
        for _ in range(3):
            boekt(
                *(BoekingRegel(Soort.RESERVERING, op_doel(doel.pk), Decimal(1)) for doel in volgorde),
                kenmerk=f"D-{nummer}-{next(nummers)}",
            )

    uitkomsten = tegelijk(CLIENTS, boek_beide)

    assert uitkomsten == {"gelukt": CLIENTS}
    assert [gereserveerd(doel) for doel in twee_jaren] == [Decimal(72), Decimal(72)]


def test_control_two_statements_in_opposite_order_do_deadlock(twee_jaren, boekt):
    beiden_halverwege = Barrier(2)

    def boek_na_elkaar(nummer: int) -> None:
        eerste, tweede = twee_jaren if nummer else twee_jaren[::-1]
        with transaction.atomic():
            boekt(BoekingRegel(Soort.RESERVERING, op_doel(eerste.pk), HONDERD), kenmerk=f"eerst-{nummer}")
            beiden_halverwege.wait()
            boekt(BoekingRegel(Soort.RESERVERING, op_doel(tweede.pk), HONDERD), kenmerk=f"dan-{nummer}")

    uitkomsten = tegelijk(2, boek_na_elkaar)

    assert uitkomsten == {"gelukt": 1, "DeadlockDetected": 1}
    assert [gereserveerd(doel) for doel in twee_jaren] == [HONDERD, HONDERD]
