"""The pages of officers by an earlier day: the figures of then, marked with that day, and nothing to change."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from begroting.grootboek import BoekingRegel, Soort, op_doel, op_jaar
from begroting.grootboek import op_verplichting as op_verpl
from begroting.models import Jaarafsluiting, Verplichting
from begroting.services.plafond import publiceer_plafond
from organisaties.models import Rol
from tests.begroting.conftest import VANDAAG

TOEN = VANDAAG + datetime.timedelta(days=10)
LATER = VANDAAG + datetime.timedelta(days=20)


@pytest.fixture
def verloop(duizend, verplichting, boekt, financieel):
    """On the first day 1.000 for coaching; on the tenth 400 of it is promised and 100 reserved; on the twentieth
    150 is paid, 50 released, and 200 given for the year itself. A ceiling on the tenth and on the twentieth."""
    coaching = op_doel(duizend.coaching.pk)
    publiceer_plafond(
        bestedingsdoel_id=duizend.coaching.pk,
        bedrag=Decimal(900),
        verdeelwijze="Op volgorde",
        gepubliceerd_op=TOEN,
        vindplaats="Gemeenteblad 1",
        omschrijving="Eerste plafond",
        kenmerk="P-1",
        door=financieel,
    )
    boekt(
        BoekingRegel(Soort.VERPLICHTING, op_verpl(verplichting.pk), Decimal(400)),
        BoekingRegel(Soort.RESERVERING, coaching, Decimal(100)),
        datum=TOEN,
    )
    boekt(
        BoekingRegel(Soort.BETALING, op_verpl(verplichting.pk), Decimal(150)),
        BoekingRegel(Soort.VRIJGAVE, coaching, Decimal(50)),
        BoekingRegel(Soort.WIJZIGING, op_jaar(duizend.jaar.pk), Decimal(200)),
        datum=LATER,
    )
    publiceer_plafond(
        bestedingsdoel_id=duizend.coaching.pk,
        bedrag=Decimal(950),
        verdeelwijze="Op volgorde",
        gepubliceerd_op=LATER,
        vindplaats="Gemeenteblad 2",
        omschrijving="Tweede plafond",
        kenmerk="P-2",
        door=financieel,
    )
    return duizend


@pytest.fixture
def lees(client, financieel):
    """The words of a page as the financial officer reads it."""

    def doe(naam, *args, status=200, **vraag):
        client.force_login(financieel.gebruiker)
        pagina = client.get(reverse(f"begroting:{naam}", args=args), vraag)
        assert pagina.status_code == status
        return " ".join(re.sub(r"<[^>]+>", " ", pagina.content.decode()).split())

    return doe


def adressen(kas):
    return {
        "budget_lijst": (),
        "budget_detail": (kas.jaar.budget_id,),
        "budgetjaar_detail": (kas.jaar.pk,),
        "doel_detail": (kas.coaching.pk,),
        "verplichting_detail": (Verplichting.objects.get().pk,),
    }


def test_the_list_shows_a_year_as_it_stood(verloop, lees):
    nu, toen = lees("budget_lijst"), lees("budget_lijst", per=f"{TOEN}")

    assert "2026 1.200 400 50 750" in nu
    assert "2026 1.000 400 100 500" in toen
    assert "2026 1.000 0 0 1.000" in lees("budget_lijst", per=f"{VANDAAG}")


def test_a_budget_shows_its_purposes_as_they_stood(verloop, lees):
    pk = verloop.jaar.budget_id

    assert "Coaching 1.000 subsidieplafond 950 400 150 50 0 550" in lees("budget_detail", pk)
    toen = lees("budget_detail", pk, per=f"{TOEN}")
    assert "Coaching 1.000 subsidieplafond 900 400 0 100 0 500" in toen
    assert "Nog niet verdeeld" not in toen


def test_a_purpose_shows_what_was_promised_reserved_and_published(verloop, lees):
    pk = verloop.coaching.pk
    nu, toen, eerst = (lees("doel_detail", pk, **vraag) for vraag in ({}, {"per": TOEN}, {"per": VANDAAG}))

    assert "Verleend 400 waarvan 150 betaald Gereserveerd 50 euro Vrij 550 euro" in nu
    assert "Verleend 400 waarvan 0 betaald Gereserveerd 100 euro Vrij 500 euro" in toen
    assert "Het doel – 100" in toen
    assert "SB-1 coaching Stichting Voorbeeld Ontvanger Subsidie 2026 400 0" in toen
    assert ("Gemeenteblad 1" in toen, "Gemeenteblad 2" in toen, "Gold toen" in toen) == (True, False, True)
    assert "Verleend 0 waarvan 0 betaald" in eerst
    assert ("SB-1" in eerst, "Gemeenteblad" in eerst, "Er is nog niets verleend." in eerst) == (False, False, True)


def test_a_commitment_and_a_year_show_the_bookings_up_to_the_day(verloop, lees):
    pk = Verplichting.objects.get().pk

    assert "Verleend 400 waarvan 150 betaald" in lees("verplichting_detail", pk)
    toen = lees("verplichting_detail", pk, per=f"{TOEN}")
    assert "Verleend 400 waarvan 0 betaald" in toen
    assert "Betaling" not in toen
    assert "Wijziging" in lees("budgetjaar_detail", verloop.jaar.pk)
    assert "Er is nog niets geboekt." in lees("budgetjaar_detail", verloop.jaar.pk, per=f"{TOEN}")


def test_every_page_says_by_which_day_and_offers_no_change_of_an_earlier_one(verloop, client, financieel, lees):
    for naam, args in adressen(verloop).items():
        dag = timezone.localdate()
        assert f"Stand per {dag.day} " in lees(naam, *args), naam
        toen = lees(naam, *args, per=f"{TOEN}")
        assert "Stand per 12 maart 2026" in toen, naam
        assert "Toon de stand van nu" in toen, naam
        knoppen = ("Nieuw budget", "Open een jaar", "Draai terug", "Reserveer ", "Boek een betaling")
        assert [knop for knop in knoppen if knop in toen] == [], naam
        pagina = client.get(reverse(f"begroting:{naam}", args=args), {"per": f"{TOEN}"}).content.decode()
        assert 'name="per" value="2026-03-12"' in pagina, naam
        assert f"{reverse('begroting:budget_lijst')}?per=2026-03-12" in pagina or naam == "budget_lijst"


@pytest.mark.parametrize(
    ("per", "fout"),
    [
        ("gisteren", "Vul een dag in, bijvoorbeeld 31-12-2019."),
        ("2026-02-30", "Vul een dag in, bijvoorbeeld 31-12-2019."),
        ("2999-01-01", "Kies een dag tot en met vandaag. Van later is nog niets geboekt."),
    ],
)
def test_a_day_that_cannot_be_is_an_error_at_the_field_with_the_figures_of_now(verloop, lees, per, fout):
    for naam, args in adressen(verloop).items():
        assert fout in lees(naam, *args, per=per, status=422), naam
    assert "2026 1.200 400 50 750" in lees("budget_lijst", per=per, status=422)


def test_a_year_was_open_on_the_days_before_it_was_closed(verloop, lees, financieel, lid):
    boekjaar = verloop.jaar
    afsluiting = Jaarafsluiting.objects.create(budgetjaar=boekjaar, opgesteld_door=financieel)
    afsluiting.stand, afsluiting.afgesloten_op = "afgesloten", timezone.now()
    afsluiting.afgesloten_door = lid(Rol.FINANCIEEL)
    afsluiting.save()

    assert "Begrotingsjaar afgesloten" in lees("doel_detail", verloop.coaching.pk)
    assert "Begrotingsjaar afgesloten" not in lees("doel_detail", verloop.coaching.pk, per=f"{TOEN}")
    assert "Afgesloten" in lees("budget_detail", boekjaar.budget_id)
    assert "Afgesloten" not in lees("budget_detail", boekjaar.budget_id, per=f"{TOEN}")


def test_an_earlier_day_costs_at_most_twelve_queries(verloop, client, financieel, django_assert_max_num_queries):
    client.force_login(financieel.gebruiker)
    for naam, args in adressen(verloop).items():
        client.get(reverse(f"begroting:{naam}", args=args))
        with django_assert_max_num_queries(12):
            client.get(reverse(f"begroting:{naam}", args=args), {"per": f"{TOEN}"})
