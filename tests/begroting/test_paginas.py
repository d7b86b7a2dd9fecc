"""The pages of officers: a booking by hand, a refusal that keeps what was typed, and who finds the door closed."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from begroting.grootboek import Soort, op_doel
from begroting.models import Bestedingsdoel, Boeking, Boekstuk, Budget, Budgetjaar
from begroting.services.boek import BoekingRegel
from kern.models import Gebeurtenis
from organisaties.models import OrganisatieSoort, Rol


@pytest.fixture
def als(client, lid):
    """Log in as somebody in this role."""

    def doe(rol, soort=OrganisatieSoort.GEMEENTE):
        client.force_login(lid(rol, soort).gebruiker)
        return client

    return doe


def verborgen_kenmerk(pagina):
    return re.search(r'name="kenmerk"[^>]*value="([^"]+)"', pagina.content.decode())[1]


def test_the_financial_officer_opens_a_budget_and_divides_it(db, als, stand):
    client = als(Rol.FINANCIEEL)

    client.post(reverse("begroting:open_budget"), {"naam": "Versnellers", "bron": "incidenteel"})
    budget = Budget.objects.get()
    client.post(reverse("begroting:open_budgetjaar", args=[budget.pk]), {"jaar": "2026"})
    jaar = Budgetjaar.objects.get()
    client.post(reverse("begroting:open_bestedingsdoel", args=[jaar.pk]), {"naam": "Coaching", "code": "coaching"})
    doel = Bestedingsdoel.objects.get()
    vaststellen = reverse("begroting:boek_begroting", args=[jaar.pk])
    antwoord = client.post(
        vaststellen,
        {
            "bedrag": "1.000",
            f"doel_{doel.pk}": "600,50",
            "datum": "02-03-2026",
            "omschrijving": "Raadsbesluit",
            "kenmerk": verborgen_kenmerk(client.get(vaststellen)),
        },
        follow=True,
    )

    assert antwoord.redirect_chain == [(reverse("begroting:budget_detail", args=[budget.pk]), 302)]
    assert "Nog niet verdeeld" in antwoord.content.decode()
    assert "399,50" in antwoord.content.decode()
    assert stand(op_doel(doel.pk)) == {"begroot": Decimal("600.50")}


def test_sending_the_same_form_twice_reserves_once(duizend, als):
    client = als(Rol.BELEIDSMEDEWERKER)
    adres = reverse("begroting:reserveer", args=[duizend.coaching.pk])
    velden = {
        "bedrag": "100",
        "datum": "02-03-2026",
        "omschrijving": "voor vier trajecten",
        "aantal": "4",
        "kenmerk": verborgen_kenmerk(client.get(adres)),
    }

    eerste, tweede = client.post(adres, velden), client.post(adres, velden)

    assert (eerste.status_code, tweede.status_code) == (302, 422)
    assert "Deze boeking is al gedaan." in tweede.content.decode()
    assert Boeking.objects.filter(soort=Soort.RESERVERING).count() == 1


def test_a_refused_reservation_keeps_what_was_typed(duizend, als):
    client = als(Rol.FINANCIEEL)
    adres = reverse("begroting:reserveer", args=[duizend.coaching.pk])

    antwoord = client.post(
        adres, {"bedrag": "1.000,01", "datum": "02-03-2026", "omschrijving": "te veel", "kenmerk": "B-2026-1"}
    )

    assert antwoord.status_code == 422
    pagina = antwoord.content.decode()
    assert "Coaching (2026) heeft nog €\u00a01.000,00 vrij. Gevraagd is €\u00a01.000,01." in pagina
    assert "te veel" in pagina
    assert not Boekstuk.objects.filter(kenmerk="B-2026-1").exists()


def test_releasing_moving_and_changing_by_hand(duizend, als, boekt, stand):
    client = als(Rol.FINANCIEEL)
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(500)))
    stuk = {"datum": "02-03-2026", "omschrijving": "reden"}

    for naam, pk, velden in (
        ("geef_vrij", duizend.coaching.pk, {"bedrag": "200", "kenmerk": "B-1"}),
        (
            "hevel_over",
            duizend.jaar.pk,
            {
                "bedrag": "300",
                "van": f"doel-{duizend.coaching.pk}",
                "naar": f"doel-{duizend.pilots.pk}",
                "kenmerk": "B-2",
            },
        ),
        ("wijzig_begroting", duizend.coaching.pk, {"bedrag": "-100", "kenmerk": "B-3"}),
    ):
        assert client.post(reverse(f"begroting:{naam}", args=[pk]), stuk | velden).status_code == 302

    assert stand(doel) == {"begroot": Decimal(600), "gereserveerd": Decimal(300)}
    pagina = client.get(reverse("begroting:doel_detail", args=[duizend.coaching.pk])).content.decode()
    assert "Vrijgave van een reservering" in pagina
    assert "−200" in pagina


def test_moving_to_the_same_place_is_refused_on_the_form(duizend, als):
    jaar = f"jaar-{duizend.jaar.pk}"

    antwoord = als(Rol.FINANCIEEL).post(
        reverse("begroting:hevel_over", args=[duizend.jaar.pk]),
        {"van": jaar, "naar": jaar, "bedrag": "1", "datum": "02-03-2026", "omschrijving": "x", "kenmerk": "B-1"},
    )

    assert antwoord.status_code == 422
    assert "Kies een ander doel" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("rol", "soort", "codes"),
    [
        (Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE, (200, 200, 200, 200)),
        (Rol.BELEIDSMEDEWERKER, OrganisatieSoort.GEMEENTE, (200, 200, 200, 403)),
        (Rol.BESLUITNEMER, OrganisatieSoort.GEMEENTE, (200, 200, 403, 403)),
        (Rol.BEHEERDER, OrganisatieSoort.GEMEENTE, (403, 403, 403, 403)),
        (Rol.COMMISSIELID, OrganisatieSoort.RAAD, (403, 404, 404, 404)),
        (Rol.TEKENBEVOEGDE, OrganisatieSoort.PARTNER, (403, 404, 404, 404)),
    ],
)
def test_who_opens_which_door(duizend, als, rol, soort, codes):
    client = als(rol, soort)
    adressen = (
        reverse("begroting:budget_lijst"),
        reverse("begroting:doel_detail", args=[duizend.coaching.pk]),
        reverse("begroting:reserveer", args=[duizend.coaching.pk]),
        reverse("begroting:boek_begroting", args=[duizend.jaar.pk]),
    )

    assert tuple(client.get(adres).status_code for adres in adressen) == codes
    assert Gebeurtenis.objects.filter(soort="toegang.geweigerd").count() == codes.count(403)


def test_pages_take_the_same_queries_for_one_and_for_many(duizend, als, boekt, django_assert_max_num_queries):
    client = als(Rol.FINANCIEEL)
    for nummer in range(30):
        doel = Bestedingsdoel.objects.create(budgetjaar=duizend.jaar, code=f"doel-{nummer}", naam=f"Doel {nummer}")
        boekt(BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(1)))

    for naam, pk in (("budget_lijst", None), ("budget_detail", duizend.jaar.budget_id), ("doel_detail", doel.pk)):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"begroting:{naam}", args=[pk] if pk else []))
