"""The pages of closing a year and of booking back, as an officer goes through them."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from begroting.grootboek import BoekingRegel, Soort, op_doel
from begroting.models import Bestedingsdoel, Boekstuk, Budgetjaar, Jaarafsluiting
from kern.geld import als_euro
from organisaties.models import OrganisatieSoort, Rol


@pytest.fixture
def later(duizend):
    jaar = Budgetjaar.objects.create(budget=duizend.jaar.budget, jaar=2027)
    return Bestedingsdoel.objects.create(budgetjaar=jaar, code="coaching", naam="Coaching")


def kenmerk(pagina):
    return re.search(r'name="kenmerk"[^>]*value="([^"]+)"', pagina.content.decode())[1]


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


def test_one_proposes_changes_and_another_closes(client, duizend, later, lid, stand):
    een, twee = lid(Rol.FINANCIEEL), lid(Rol.FINANCIEEL)
    pagina = reverse("begroting:afsluiting", args=[duizend.jaar.pk])
    sluiten = reverse("begroting:sluit_af", args=[duizend.jaar.pk])

    client.force_login(een.gebruiker)
    eerst = tekst(client.get(pagina))
    client.post(reverse("begroting:stel_afsluiting_voor", args=[duizend.jaar.pk]))
    client.post(
        reverse("begroting:wijzig_voorstel", args=[duizend.coaching.pk]),
        {"bedrag": "400,50", "naar": str(later.pk), "reden": "Vier trajecten lopen door."},
    )
    voorstel = tekst(client.get(pagina))
    eigen = client.post(sluiten, {"datum": "31-12-2026", "kenmerk": kenmerk(client.get(sluiten))})
    client.force_login(twee.gebruiker)
    bij_een_ander = tekst(client.get(pagina))
    gesloten = client.post(sluiten, {"datum": "31-12-2026", "kenmerk": kenmerk(client.get(sluiten))}, follow=True)

    assert "Maak het voorstel" in eerst
    assert "Vier trajecten lopen door." in voorstel
    assert "Een collega sluit het jaar af." in voorstel
    assert (eigen.status_code, "Een ander sluit het jaar af." in tekst(eigen)) == (422, True)
    assert f'href="{sluiten}"' in bij_een_ander
    assert "Dit jaar is afgesloten op" in tekst(gesloten)
    assert stand(op_doel(later.pk)) == {"begroot": Decimal("400.50")}
    assert stand(op_doel(duizend.coaching.pk)) == {"begroot": Decimal("599.50")}
    assert Boekstuk.objects.get(jaarafsluiting__isnull=False).datum.isoformat() == "2026-12-31"


def test_too_much_stands_on_the_field_with_what_was_typed(client, duizend, later, financieel):
    client.force_login(financieel.gebruiker)
    client.post(reverse("begroting:stel_afsluiting_voor", args=[duizend.jaar.pk]))

    antwoord = client.post(
        reverse("begroting:wijzig_voorstel", args=[duizend.coaching.pk]),
        {"bedrag": "1.000,01", "naar": str(later.pk), "reden": "Alles."},
    )

    assert antwoord.status_code == 422
    assert f"kan nog {als_euro(Decimal(1000))} mee." in antwoord.content.decode()
    assert 'value="1.000,01"' in antwoord.content.decode()


def test_others_read_the_closing_but_find_no_button(client, duizend, lid):
    client.force_login(lid(Rol.BESLUITNEMER).gebruiker)

    pagina = client.get(reverse("begroting:afsluiting", args=[duizend.jaar.pk]))
    daad = client.post(reverse("begroting:stel_afsluiting_voor", args=[duizend.jaar.pk]))

    assert (pagina.status_code, "Maak het voorstel" in tekst(pagina)) == (200, False)
    assert (daad.status_code, Jaarafsluiting.objects.exists()) == (403, False)


def test_a_partner_finds_nothing(client, duizend, lid):
    client.force_login(lid(Rol.TEKENBEVOEGDE, OrganisatieSoort.PARTNER).gebruiker)

    assert client.get(reverse("begroting:afsluiting", args=[duizend.jaar.pk])).status_code == 404


def test_closing_before_a_proposal_is_not_found(client, duizend, financieel):
    client.force_login(financieel.gebruiker)

    assert client.get(reverse("begroting:sluit_af", args=[duizend.jaar.pk])).status_code == 404


def test_a_mistake_is_booked_back_from_the_line_of_the_ledger(client, duizend, boekt, financieel, stand):
    fout = boekt(BoekingRegel(Soort.WIJZIGING, op_doel(duizend.coaching.pk), Decimal(50)), kenmerk="FOUT-1")
    client.force_login(financieel.gebruiker)
    doel, adres = (
        reverse("begroting:doel_detail", args=[duizend.coaching.pk]),
        reverse("begroting:draai_terug", args=[fout.pk]),
    )

    vooraf = tekst(client.get(doel))
    formulier = client.get(adres)
    leeg = client.post(adres, {"datum": "03-03-2026", "omschrijving": "", "kenmerk": kenmerk(formulier)})
    gedaan = client.post(
        adres,
        {"datum": "03-03-2026", "omschrijving": "Op het verkeerde doel.", "kenmerk": kenmerk(formulier)},
        follow=True,
    )

    assert f'href="{adres}"' in vooraf
    assert leeg.status_code == 422
    assert gedaan.redirect_chain == [(doel, 302)]
    assert "Op het verkeerde doel." in tekst(gedaan)
    assert f'href="{adres}"' not in tekst(gedaan)
    assert "draait FOUT-1 terug" in tekst(gedaan)
    assert stand(op_doel(duizend.coaching.pk)) == {"begroot": Decimal(1000)}


def test_the_closing_costs_the_same_queries_whatever_the_number_of_purposes(
    client, duizend, financieel, django_assert_max_num_queries
):
    for nummer in range(8):
        Bestedingsdoel.objects.create(budgetjaar=duizend.jaar, code=f"doel-{nummer}", naam=f"Doel {nummer}")
    client.force_login(financieel.gebruiker)

    with django_assert_max_num_queries(12):
        client.get(reverse("begroting:afsluiting", args=[duizend.jaar.pk]))
