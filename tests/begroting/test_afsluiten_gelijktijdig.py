"""A booking and a closing at the same moment: one waits for the other. Without the lock the control slips through."""

from contextlib import contextmanager
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from begroting.grootboek import BoekingRegel, Soort, op_doel
from begroting.models import Boeking, Jaarafsluiting
from organisaties.models import Rol
from tests.begroting.samenloop_wereld import DADEN, Wereld, vul
from tests.hulp.samenloop import tegelijk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fouten]
SLOT = "begroting_sluit_achter_slot"


@contextmanager
def zonder_slot():
    """The control: drop the trigger that locks the year, and put the very same one back whatever happens."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s", [SLOT])
        (definitie,) = cursor.fetchone()
        cursor.execute(f"DROP TRIGGER {SLOT} ON begroting_jaarafsluiting")
        try:
            yield
        finally:
            cursor.execute(definitie)


@pytest.fixture
def daden(duizend, boekt, lid, financieel):
    """Reserving in the year, and closing it."""
    afsluiting = Jaarafsluiting.objects.create(budgetjaar=duizend.jaar, opgesteld_door=financieel)
    ander = lid(Rol.FINANCIEEL)

    def reserveer():
        boekt(BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(100)), kenmerk="laat")

    def sluit():
        afsluiting.stand, afsluiting.afgesloten_door = "afgesloten", ander
        afsluiting.afgesloten_op = timezone.now()
        afsluiting.save()

    return {"reserveer": reserveer, "sluit": sluit}


def test_a_booking_that_meets_a_closing_waits_and_is_refused(daden):
    assert tegelijk(daden["sluit"], daden["reserveer"]) == (True, "", "begroting.jaar_afgesloten")
    assert not Boeking.objects.filter(soort=Soort.RESERVERING).exists()


def test_a_closing_that_meets_a_booking_waits_for_it(daden):
    assert tegelijk(daden["reserveer"], daden["sluit"]) == (True, "", "")
    assert Boeking.objects.filter(soort=Soort.RESERVERING).count() == 1
    assert Jaarafsluiting.objects.get().stand == "afgesloten"


@pytest.mark.parametrize("volgorde", [("sluit", "reserveer"), ("reserveer", "sluit")])
def test_control_without_the_lock_a_booking_slips_in_beside_the_closing(daden, volgorde):
    with zonder_slot():
        uitkomst = tegelijk(*(daden[naam] for naam in volgorde))

    assert uitkomst == (False, "", "")
    assert Boeking.objects.filter(soort=Soort.RESERVERING).count() == 1
    assert Jaarafsluiting.objects.get().stand == "afgesloten"


@pytest.mark.parametrize(("ander", "bedrag"), [("geef vrij", 30), ("reserveer", 30), ("verleen", 90)])
def test_a_closing_whose_figures_change_under_its_hands_says_so_and_succeeds_the_next_time(
    financieel, lid, ontvanger, ander, bedrag
):
    wereld = vul(Wereld("wereld", financieel, lid(Rol.FINANCIEEL), ontvanger))
    sluit = partial(DADEN["sluit het jaar"], wereld, "wereld-sluit", Decimal(0), 0)

    uitkomst = tegelijk(partial(DADEN[ander], wereld, "wereld-ander", Decimal(bedrag), 0), sluit)
    if ander == "verleen":
        DADEN["meer begroting"](wereld, "wereld-meer", Decimal(60), 0)
    sluit()

    assert uitkomst == (True, "", "afsluiting.druk")
    assert Jaarafsluiting.objects.get().stand == "afgesloten"
