"""What the committee sees of the money: the paper of 2018/2019, granted and reserved apart."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from begroting.models import Bestedingsdoel, Budget
from begroting.services.reserveren import geef_vrij, reserveer
from kern.models import Gebruiker
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort, Rol
from socialebasis.demo.begroting import zaai_begroting

NAAM = "Beleidsintensiveringen zelforganisaties"
ADRES = reverse("overzichten:begroting")


def lid(rol, soort):
    organisatie, _ = Organisatie.objects.get_or_create(naam=f"Voorbeeld {soort}", soort=soort)
    gebruiker = Gebruiker.objects.create(email=f"{rol}@voorbeeld.example", naam=f"Voorbeeld {rol}")
    return Lidmaatschap.objects.create(
        gebruiker=gebruiker, organisatie=organisatie, rol=rol, van=datetime.date(2017, 1, 1)
    )


@pytest.fixture
def financieel(db):
    return lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE)


@pytest.fixture
def nota(financieel):
    namen = {"dock-haarlem": "DOCK Haarlem", "bedrijf-en-samenleving": "Stichting Bedrijf en Samenleving"}
    organisaties = {
        slug: Organisatie.objects.create(naam=naam, soort=OrganisatieSoort.PARTNER) for slug, naam in namen.items()
    }
    zaai_begroting(organisaties=organisaties, door=financieel)
    return Budget.objects.get(naam=NAAM)


@pytest.fixture
def commissie(client, db):
    client.force_login(lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD).gebruiker)
    return client


def tabellen(pagina):
    """Every table on the page, as caption → row header → the cells as text."""
    kaal = re.sub(r"<svg.*?</svg>", "", pagina.content.decode(), flags=re.DOTALL)
    uitkomst = {}
    for tabel in re.findall(r"<table.*?</table>", kaal, flags=re.DOTALL):
        titel = re.search(r"<caption[^>]*>(.*?)</caption>", tabel, flags=re.DOTALL)[1]
        rijen = {}
        for rij in re.findall(r"<tr.*?</tr>", tabel, flags=re.DOTALL)[1:]:
            kop, *cellen = (
                " ".join(re.sub(r"<[^>]+>", " ", cel).split())
                for cel in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", rij, flags=re.DOTALL)
            )
            rijen[kop] = cellen
        uitkomst[titel] = rijen
    return uitkomst


def test_the_committee_sees_the_paper_to_the_euro(nota, commissie):
    pagina = commissie.get(ADRES, {"budget": nota.pk})

    assert tabellen(pagina) == {
        "Begrotingsjaar 2018, bedragen in euro": {
            "Coaching geen subsidie, maar opdracht": ["8", "16.000", "16.000", "0", "0"],
            "Pilots": ["4", "80.000", "80.000", "0", "0"],
            "Nieuwe aanvragen": ["1", "4.000", "4.000", "0", "0"],
            "Samen": ["13", "100.000", "100.000", "0", "0"],
        },
        "Begrotingsjaar 2019, bedragen in euro": {
            "Coaching": ["4", "8.000", "0", "8.000", "0"],
            "Pilots": ["2", "40.000", "0", "40.000", "0"],
            "Nieuwe aanvragen": ["13 11 verleend, 2 gereserveerd", "52.000", "44.000", "8.000", "0"],
            "Samen": ["19", "100.000", "44.000", "56.000", "0"],
        },
    }
    assert "Nieuwe aanvragen (11 en 2): 44.000 verleend, 8.000 gereserveerd, 0 vrij" in pagina.content.decode()


def test_one_year_is_shown_when_asked_for(nota, commissie):
    pagina = commissie.get(ADRES, {"budget": nota.pk, "jaar": "2019"})

    assert list(tabellen(pagina)) == ["Begrotingsjaar 2019, bedragen in euro"]
    assert [commissie.get(ADRES, {"budget": nota.pk, "jaar": jaar}).status_code for jaar in ("2017", "x", "")] == [
        404,
        404,
        200,
    ]
    assert commissie.get(ADRES, {"budget": "0"}).status_code == 404


def test_money_reserved_for_a_case_stays_out_of_sight(nota, commissie, financieel):
    pilots = Bestedingsdoel.objects.get(budgetjaar__budget=nota, budgetjaar__jaar=2019, code="pilot")
    stuk = {"bestedingsdoel_id": pilots.pk, "datum": datetime.date(2019, 12, 31), "omschrijving": "zaak"}
    stuk |= {"door": financieel, "bedrag": Decimal(20000)}
    geef_vrij(kenmerk="V-1", aantal=1, **stuk)
    reserveer(kenmerk="R-1", voor_zaak="SB-2019-0001", aantal=1, **stuk)

    pagina = commissie.get(ADRES, {"budget": nota.pk, "jaar": "2019"})

    [tabel] = tabellen(pagina).values()
    assert tabel["Pilots"] == ["1", "40.000", "0", "20.000", "20.000"]
    assert "SB-2019-0001" not in pagina.content.decode()


def test_without_a_budget_the_page_says_so(commissie):
    assert "Er is nog geen budget." in commissie.get(ADRES).content.decode()


def test_a_partner_has_no_council_page(client, db):
    client.force_login(lid(Rol.TEKENBEVOEGDE, OrganisatieSoort.PARTNER).gebruiker)

    assert client.get(ADRES).status_code == 403


def test_the_page_takes_eight_queries_whatever_it_shows(nota, commissie, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        commissie.get(ADRES, {"budget": nota.pk})
