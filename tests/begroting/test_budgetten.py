"""Budgets over years: what they are called, what moves between them, and their sums."""

from decimal import Decimal

import pytest
from django.urls import URLResolver, get_resolver, include, path, reverse
from django.utils import timezone

from begroting.grootboek import Soort, op_doel, op_jaar
from begroting.models import Bestedingsdoel, Boekstuk, Bron, Budget, Budgetjaar, Jaarafsluiting, Verplichting
from begroting.models.budget import GEEN_CODE
from begroting.selectors import Bedragen, overzicht
from begroting.selectors.budget import Somrij, per_doel, per_jaar, wijzigingen_van
from begroting.services.boek import BoekingRegel
from begroting.services.vaststellen import hevel_over, open_budget, wijzig_budget
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import OrganisatieSoort, Rol
from tests.begroting.conftest import VANDAAG

STUK = {"datum": "02-03-2026", "omschrijving": "Raadsbesluit 12", "kenmerk": "B-2026-12"}


@pytest.fixture
def scherm(client, financieel):
    client.force_login(financieel.gebruiker)
    return client


@pytest.fixture
def later(kas):
    """Coaching in another budget and a later year."""
    budget = Budget.objects.create(naam="Structureel", code="structureel", bron="structureel")
    jaar = Budgetjaar.objects.create(budget=budget, jaar=2027)
    return Bestedingsdoel.objects.create(budgetjaar=jaar, code="coaching", naam="Coaching later")


def test_a_budget_keeps_what_it_was_called_and_its_code(financieel, lid):
    houder = lid(Rol.BELEIDSMEDEWERKER)
    budget = open_budget(
        naam="Zelforganisaties", code="zelf", bron=Bron.INCIDENTEEL, grondslag="Kadernota 2018", door=financieel
    )

    wijzig_budget(
        budget_id=budget.pk,
        naam="Zelf- en belangenorganisaties",
        bron=Bron.STRUCTUREEL,
        grondslag="Kadernota 2018",
        verantwoordelijke_id=houder.pk,
        door=financieel,
    )

    budget.refresh_from_db()
    assert (budget.code, budget.bron, budget.verantwoordelijke) == ("zelf", "structureel", houder)
    naam = financieel.gebruiker.naam
    assert [(rij.wie, rij.veld, rij.oud, rij.nieuw) for rij in wijzigingen_van(budget)] == [
        (naam, "budgethouder", "–", houder.gebruiker.naam),
        (naam, "bron", "incidenteel", "structureel"),
        (naam, "naam", "Zelforganisaties", "Zelf- en belangenorganisaties"),
    ]
    assert Gebeurtenis.objects.get(soort="begroting.budget_gewijzigd").feiten == {"budget": budget.pk}


def test_a_budget_belongs_to_somebody_of_the_municipality(financieel, lid):
    with pytest.raises(DomeinFout) as fout:
        open_budget(
            naam="Nieuw",
            bron=Bron.STRUCTUREEL,
            verantwoordelijke_id=lid(Rol.TEKENBEVOEGDE, OrganisatieSoort.PARTNER).pk,
            door=financieel,
        )

    assert (fout.value.code, fout.value.veld) == ("begroting.budgethouder", "verantwoordelijke")
    assert not Budget.objects.exists()


@pytest.mark.parametrize(("naam", "code", "veld"), [("Versnellers", "", "naam"), ("Anders", "versnellers", "code")])
def test_a_name_and_a_code_are_given_once(kas, financieel, naam, code, veld):
    with pytest.raises(DomeinFout) as fout:
        open_budget(naam=naam, code=code, bron=Bron.STRUCTUREEL, door=financieel)

    assert (fout.value.code, fout.value.veld) == ("begroting.bestaat_al", veld)
    assert Budget.objects.count() == 1


@pytest.mark.parametrize(("naam", "code"), [("Vraag", ""), ("Geld", "ontvanger"), ("Geld", "bijlage")])
def test_the_address_of_another_page_is_no_code(db, scherm, naam, code):
    antwoord = scherm.post(reverse("begroting:open_budget"), {"naam": naam, "code": code, "bron": "structureel"})

    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors == {
        "code": [f"De code '{code or 'vraag'}' is al het adres van een andere pagina. Kies een andere code."]
    }
    assert not Budget.objects.exists()


def achter_geld(patronen, voor=""):
    """What stands right behind /geld/ in every address there is."""
    for patroon in patronen:
        pad = f"{voor}{patroon.pattern}"
        if isinstance(patroon, URLResolver):
            yield from achter_geld(patroon.url_patterns, pad)
        elif pad.startswith("geld/") and pad != "geld/":
            yield pad.split("/")[1]


def test_every_fixed_address_right_behind_geld_is_no_code():
    vast = {deel for deel in achter_geld(get_resolver().url_patterns) if "<" not in deel}

    assert "ontvanger" in vast
    assert vast <= GEEN_CODE


def test_a_new_address_right_behind_geld_is_seen():
    patronen = [path("geld/", include([path("nieuw/x/", print), path("<slug:budget>/", print)])), path("x/y/", print)]

    assert list(achter_geld(patronen)) == ["nieuw", "<slug:budget>"]


def test_only_the_financial_officer_changes_a_budget(kas, lid):
    budget = kas.jaar.budget

    with pytest.raises(GeenRecht):
        wijzig_budget(
            budget_id=budget.pk,
            naam="Stiekem",
            bron=Bron.STRUCTUREEL,
            grondslag="",
            verantwoordelijke_id=None,
            door=lid(Rol.BELEIDSMEDEWERKER),
        )

    budget.refresh_from_db()
    assert budget.naam == "Versnellers"


def test_the_details_change_on_a_page_that_shows_what_was(kas, scherm, financieel):
    budget = kas.jaar.budget
    adres = reverse("begroting:wijzig_budget", args=[budget.pk])
    assert 'value="Versnellers"' in scherm.get(adres).content.decode()

    antwoord = scherm.post(
        adres,
        {
            "naam": "Versnellers 2.0",
            "code": "anders",
            "bron": "transitie",
            "grondslag": "Nota 7",
            "verantwoordelijke": financieel.pk,
        },
        follow=True,
    )

    budget.refresh_from_db()
    assert (budget.naam, budget.code, budget.grondslag) == ("Versnellers 2.0", "versnellers", "Nota 7")
    pagina = antwoord.content.decode()
    assert "Gewijzigde gegevens" in pagina
    assert "transitiebudget" in pagina


def test_money_moves_to_another_year_of_another_budget(duizend, later, scherm, stand):
    adres = reverse("begroting:hevel_over", args=[duizend.jaar.pk])
    vooraf = scherm.get(adres, {"van": f"doel-{duizend.coaching.pk}"}).content.decode()
    assert f'<option value="doel-{duizend.coaching.pk}" selected>' in vooraf
    assert '<optgroup label="Structureel 2027">' in vooraf

    antwoord = scherm.post(
        adres, STUK | {"van": f"doel-{duizend.coaching.pk}", "naar": f"doel-{later.pk}", "bedrag": "250,50"}
    )

    assert antwoord.status_code == 302
    assert stand(op_doel(duizend.coaching.pk)) == {"begroot": Decimal("749.50")}
    assert stand(op_jaar(duizend.jaar.pk)) == {"begroot": Decimal("749.50")}
    assert stand(op_doel(later.pk)) == stand(op_jaar(later.budgetjaar_id)) == {"begroot": Decimal("250.50")}
    stuk = Boekstuk.objects.get(kenmerk="B-2026-12")
    assert (stuk.omschrijving, stuk.datum) == ("Raadsbesluit 12", VANDAAG)


def test_what_is_reserved_does_not_move(duizend, later, boekt, scherm):
    boekt(BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(900)))

    antwoord = scherm.post(
        reverse("begroting:hevel_over", args=[duizend.jaar.pk]),
        STUK | {"van": f"doel-{duizend.coaching.pk}", "naar": f"doel-{later.pk}", "bedrag": "101"},
    )

    assert antwoord.status_code == 422
    assert "Coaching (2026) heeft nog €\u00a0100,00 vrij. Gevraagd is €\u00a0101,00." in antwoord.content.decode()


def test_a_closed_year_takes_no_money(duizend, later, scherm, financieel, lid):
    dicht = Jaarafsluiting.objects.create(budgetjaar=later.budgetjaar, opgesteld_door=financieel)
    Jaarafsluiting.objects.filter(pk=dicht.pk).update(
        stand="afgesloten", afgesloten_door=lid(Rol.FINANCIEEL), afgesloten_op=timezone.now()
    )

    keuzes = scherm.get(reverse("begroting:hevel_over", args=[duizend.jaar.pk])).content.decode()
    assert "Structureel 2027" not in keuzes
    with pytest.raises(DomeinFout) as fout:
        hevel_over(
            van=op_doel(duizend.coaching.pk),
            naar=op_doel(later.pk),
            bedrag=Decimal(1),
            kenmerk="B-1",
            datum=VANDAAG,
            omschrijving="te laat",
            door=financieel,
        )

    assert fout.value.code == "begroting.jaar_afgesloten"
    pagina = scherm.get(reverse("begroting:doel_detail", args=[later.pk])).content.decode()
    assert "Begrotingsjaar afgesloten" in pagina
    assert "Leg een opdracht" not in pagina


def test_what_is_not_divided_changes_by_itself(duizend, boekt, scherm, stand):
    boekt(BoekingRegel(Soort.BEGROTING, op_jaar(duizend.jaar.pk), Decimal(100)))
    adres = reverse("begroting:wijzig_budgetjaar", args=[duizend.jaar.pk])

    assert scherm.post(adres, STUK | {"bedrag": "-60"}).status_code == 302
    te_veel = scherm.post(adres, STUK | {"bedrag": "-40,01", "kenmerk": "B-2"})

    assert stand(op_jaar(duizend.jaar.pk)) == {"begroot": Decimal(1040)}
    assert te_veel.status_code == 422
    assert (
        "Van Versnellers 2026 is nog €\u00a040,00 niet verdeeld. Gevraagd is €\u00a040,01." in te_veel.content.decode()
    )


def test_what_is_booked_on_a_year_itself_is_to_be_read(duizend, boekt, scherm):
    boekt(BoekingRegel(Soort.BEGROTING, op_jaar(duizend.jaar.pk), Decimal(77)), omschrijving="Raadsbesluit 12")

    pagina = scherm.get(reverse("begroting:budgetjaar_detail", args=[duizend.jaar.pk])).content.decode()

    assert "Raadsbesluit 12" in pagina
    assert ">77<" in pagina
    assert "1.000" not in pagina


def test_sums_add_up_per_purpose_and_per_year(duizend, boekt, later):
    volgend = Budgetjaar.objects.create(budget=duizend.jaar.budget, jaar=2027)
    nieuw = Bestedingsdoel.objects.create(budgetjaar=volgend, code="coaching", naam="Coaching en advies")
    boekt(BoekingRegel(Soort.BEGROTING, op_doel(nieuw.pk), Decimal("50.25")))
    boekt(BoekingRegel(Soort.BEGROTING, op_jaar(volgend.pk), Decimal(7)))
    boekt(BoekingRegel(Soort.BEGROTING, op_doel(later.pk), Decimal(30)))
    boekt(BoekingRegel(Soort.RESERVERING, op_doel(nieuw.pk), Decimal("0.25")))

    rijen = overzicht()

    assert per_doel(next(rij.jaren for rij in rijen if rij.naam == "Versnellers")) == [
        Somrij("Coaching en advies", Bedragen(beschikbaar=Decimal("1050.25"), gereserveerd=Decimal("0.25"))),
        Somrij("Pilots", Bedragen()),
    ]
    assert per_jaar(rijen) == [
        Somrij("2026", Bedragen(beschikbaar=Decimal("1000.00"))),
        Somrij("2027", Bedragen(beschikbaar=Decimal("87.25"), gereserveerd=Decimal("0.25"))),
    ]


def test_the_pages_show_sums_ceilings_and_what_is_reserved(duizend, boekt, later, scherm):
    Budgetjaar.objects.create(budget=duizend.jaar.budget, jaar=2027)
    boekt(BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(200), voor_zaak="SB-7"))
    antwoord = scherm.post(
        reverse("begroting:publiceer_plafond", args=[duizend.coaching.pk]),
        {
            "bedrag": "800",
            "verdeelwijze": "Op volgorde van binnenkomst.",
            "gepubliceerd_op": "02-03-2026",
            "vindplaats": "Gemeenteblad 2026, 12345",
            "omschrijving": "Raadsbesluit 12",
            "kenmerk": "P-1",
        },
    )
    assert antwoord.status_code == 302

    lijst = scherm.get(reverse("begroting:budget_lijst")).content.decode()
    budget = scherm.get(reverse("begroting:budget_detail", args=[duizend.jaar.budget_id])).content.decode()
    doel = scherm.get(reverse("begroting:doel_detail", args=[duizend.coaching.pk])).content.decode()

    assert "Alle budgetten samen" in lijst
    assert "Alle jaren samen" in budget
    assert "subsidieplafond 800" in budget
    assert "Gemeenteblad 2026, 12345" in doel
    assert "Geldt nu" in doel
    assert "Zaak SB-7" in doel


def test_a_page_of_a_purpose_holds_many_commitments(duizend, boekt, scherm, django_assert_max_num_queries):
    Verplichting.objects.bulk_create(
        Verplichting(
            bestedingsdoel=duizend.coaching,
            kenmerk=f"V-{nummer}",
            juridische_vorm="opdracht",
            omschrijving="opdracht",
            jaar_van_activiteit=2026,
        )
        for nummer in range(1, 61)
    )
    adres = reverse("begroting:doel_detail", args=[duizend.coaching.pk])

    with django_assert_max_num_queries(12):
        eerste = scherm.get(adres).content.decode()
    laatste = scherm.get(adres, {"verplichtingen": "3"}).content.decode()

    assert "V-60<" in eerste
    assert "V-35<" not in eerste
    assert "Bladzijde 3 van 3" in laatste
    assert "V-1<" in laatste
