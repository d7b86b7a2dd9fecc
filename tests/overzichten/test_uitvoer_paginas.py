"""The files of the council's pages: each table as it stands on the page, and the annex to a paper of the council."""

import csv
import datetime
import io
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from odfdo import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from begroting.models import Bestedingsdoel
from begroting.services.reserveren import geef_vrij
from organisaties.models import OrganisatieSoort, Rol
from overzichten.services.uitsplitsing import ververs
from tests.overzichten.geld import lid, tabellen, zaai_nota

DOELEN_2019 = {
    "Coaching": ["4", "8000,00", "0,00", "8000,00", "0,00"],
    "Pilots": ["2", "40000,00", "0,00", "40000,00", "0,00"],
    "Nieuwe aanvragen": ["13", "52000,00", "44000,00", "8000,00", "0,00"],
    "Samen": ["19", "100000,00", "44000,00", "56000,00", "0,00"],
}


@pytest.fixture
def financieel(db):
    return lid(Rol.FINANCIEEL, OrganisatieSoort.GEMEENTE)


@pytest.fixture
def nota(financieel):
    return zaai_nota(financieel)


@pytest.fixture
def commissie(client, db):
    client.force_login(lid(Rol.COMMISSIELID, OrganisatieSoort.RAAD).gebruiker)
    return client


@pytest.fixture
def budget(nota):
    return reverse("overzichten:geld_budget", args=[nota.code])


def als_csv(antwoord):
    assert antwoord.status_code == 200
    return list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))


def als_boek(antwoord):
    assert antwoord.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(antwoord.content))


def in_euro(cel: str) -> str:
    """As the page writes it, from the csv."""
    heel, _, cent = cel.partition(",")
    cijfers = f"{abs(int(heel)):,}".replace(",", ".")
    return f"{'−' if heel.startswith('-') else ''}{cijfers}{f',{cent}' if cent.strip('0') else ''}"


def test_the_file_of_a_table_holds_the_figures_of_the_paper(nota, commissie, budget):
    antwoord = commissie.get(budget, {"als": "csv", "tabel": "doelen-2019", "per": "2020-01-31"})

    koppen, *rijen = als_csv(antwoord)
    assert {rij[0]: rij[1:6] for rij in rijen} == DOELEN_2019
    assert {rij[-1] for rij in rijen} == {"31-01-2020"}
    assert (koppen[0], koppen[-1]) == ("Bestedingsdoel", "Stand per")
    assert antwoord["Content-Disposition"] == 'attachment; filename="doelen-2019-2020-01-31.csv"'
    assert antwoord["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("vorm", ["ods", "xlsx"])
def test_the_spreadsheet_adds_up_to_the_same(nota, commissie, budget, vorm):
    boek = als_boek(commissie.get(budget, {"als": vorm, "tabel": "doelen-2019"}))

    rijen = {rij[0]: rij[1:6] for rij in boek.get_sheet_by_name("doelen-2019").to_python()[1:]}
    verwacht = {naam: [Decimal(cel.replace(",", ".")) for cel in cellen] for naam, cellen in DOELEN_2019.items()}
    assert rijen == verwacht
    onderdelen = [rij for naam, rij in rijen.items() if naam != "Samen"]
    assert [sum(kolom) for kolom in zip(*onderdelen, strict=True)] == rijen["Samen"]


def test_every_table_of_a_page_can_be_saved_and_says_what_the_page_says(nota, commissie):
    ververs()
    adres = reverse("overzichten:geld_jaar", args=[nota.code, 2018])
    pagina = tabellen(commissie.get(adres))

    files = {code: als_csv(commissie.get(adres, {"als": "csv", "tabel": code})) for code in pagina}

    assert {"doelen-2018", "stroom"} < set(pagina)
    for code, rijen in pagina.items():
        koppen, *inhoud = files[code]
        geld = [plek for plek, kop in enumerate(koppen) if kop in {"Beschikbaar", "Besteed of verleend", "Vrij"}]
        assert geld
        assert [[in_euro(rij[plek]) for plek in geld] for rij in inhoud] == [
            [cellen[plek - 1] for plek in geld] for cellen in rijen.values()
        ]


DAGEN = ({"per": "2020-02-29"}, {})


def test_the_figures_of_an_earlier_day_are_in_the_file_of_that_day(nota, commissie, financieel):
    pilots = Bestedingsdoel.objects.get(budgetjaar__budget=nota, budgetjaar__jaar=2019, code="pilot")
    geef_vrij(
        bestedingsdoel_id=pilots.pk,
        bedrag=Decimal(40000),
        kenmerk="V-1",
        aantal=2,
        datum=datetime.date(2020, 3, 1),
        omschrijving="Vervalt",
        door=financieel,
    )
    adres = reverse("overzichten:geld_doel", args=[nota.code, 2019, "pilot"])

    toen, nu = (als_csv(commissie.get(adres, {"als": "csv", "tabel": "stand"} | per)) for per in DAGEN)

    assert [rij[2] for rij in toen[1:]] == ["0,00", "40000,00", "0,00", "40000,00"]
    assert [rij[2] for rij in nu[1:]] == ["0,00", "0,00", "40000,00", "40000,00"]


@pytest.mark.parametrize("vraag", [{"als": "pdf"}, {"als": ""}, {"als": "csv", "tabel": "geen"}, {"vraag": "geen"}])
def test_a_file_that_does_not_exist_is_not_found(nota, commissie, budget, vraag):
    assert commissie.get(budget, vraag).status_code == 404


def test_a_file_of_a_day_that_cannot_be_is_the_page_with_the_error(nota, commissie, budget):
    antwoord = commissie.get(budget, {"als": "csv", "per": "2999-01-01"})

    assert antwoord.status_code == 422
    assert antwoord["Content-Type"].startswith("text/html")


def test_the_page_links_each_table_to_its_files(nota, commissie, budget):
    html = commissie.get(budget, {"per": "2020-01-31"}).content.decode()

    for vorm in ("csv", "ods", "xlsx"):
        assert f'href="{budget}?per=2020-01-31&amp;als={vorm}&amp;tabel=doelen-2019"' in html


# --- the annex ---


@pytest.fixture
def keuze(nota):
    return {"budget": [nota.code], "jaar": ["2018", "2019"], "per": "31-01-2020"}


def bijlage(client, keuze, als):
    return client.get(reverse("overzichten:bijlage"), keuze | {"als": als})


def test_the_annex_to_calculate_with_holds_all_tables_of_the_chosen_years(commissie, keuze):
    boek = als_boek(bijlage(commissie, keuze, "ods"))

    assert boek.sheet_names == ["1-doelen-2018", "2-doelen-2019", "Uitleg"]
    rijen = {rij[0]: rij[4] for rij in boek.get_sheet_by_name("2-doelen-2019").to_python()[1:]}
    assert rijen == {"Coaching": 8000, "Pilots": 40000, "Nieuwe aanvragen": 8000, "Samen": 56000}
    uitleg = [rij[0] for rij in boek.get_sheet_by_name("Uitleg").to_python()]
    assert "Stand per 31 januari 2020." in uitleg
    assert [regel for regel in uitleg if regel.startswith("Gereserveerd: ")] != []


def test_the_annex_to_write_on_says_the_same(commissie, keuze):
    antwoord = bijlage(commissie, keuze, "odt")

    tekst = Document(io.BytesIO(antwoord.content)).body
    assert [kop.text for kop in tekst.get_headers()] == [
        "Beleidsintensiveringen zelforganisaties 2018",
        "Beleidsintensiveringen zelforganisaties 2019",
        "Wat de woorden betekenen",
    ]
    [_, tabel] = tekst.get_tables()
    cellen = [[cel.text_recursive.strip() for cel in rij.get_cells()] for rij in tabel.get_rows()]
    assert cellen[-1] == ["Samen", "19", "100.000", "44.000", "56.000", "0", "−56.000"]


def test_the_annex_to_read_is_tagged_and_says_the_same(commissie, keuze):
    antwoord = bijlage(commissie, keuze, "pdf")

    pdf = PdfReader(io.BytesIO(antwoord.content))
    tekst = " ".join(" ".join(blad.extract_text().split()) for blad in pdf.pages)
    assert antwoord["Content-Type"] == "application/pdf"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Dit zijn de cijfers zoals zij staan per 31 januari 2020." in tekst
    assert "Beschikbaar 100.000, besteed of verleend 44.000, gereserveerd 56.000 en vrij 0." in tekst
    assert "Samen 19 100.000 44.000 56.000 0 −56.000" in tekst
    assert "Gereserveerd: Apart gezet voor een doel." in tekst


def test_a_year_that_a_budget_does_not_have_is_left_out_and_none_at_all_is_said(commissie, keuze, nota):
    een = als_boek(bijlage(commissie, keuze | {"per": "31-12-2018"}, "ods"))
    geen = bijlage(commissie, keuze | {"per": "01-01-2010"}, "ods")

    assert "2-doelen-2019" not in een.sheet_names
    assert geen.status_code == 422
    assert "Van deze budgetten is er op die dag geen begroting in deze jaren." in geen.content.decode()


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"budget": []}, "Kies een of meer budgetten."),
        ({"budget": ["bestaat-niet"]}, "Dit budget bestaat niet."),
        ({"jaar": ["1999"]}, "Van dit jaar is geen begroting."),
        ({"per": "31-12-2999"}, "Van later is nog niets geboekt."),
        ({"per": "morgen"}, "morgen"),
    ],
)
def test_a_wrong_choice_is_said_and_nothing_chosen_is_lost(commissie, keuze, fout, zin):
    antwoord = bijlage(commissie, keuze | fout, "ods")

    html = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert zin in html
    assert re.search(r'value="ods"[^>]*checked', html)


def test_too_many_years_do_not_fit(commissie, keuze, monkeypatch):
    monkeypatch.setattr("overzichten.forms.bijlage.MEESTE", 1)

    antwoord = bijlage(commissie, keuze, "pdf")

    assert antwoord.status_code == 422
    assert "In één bijlage passen 1 begrotingsjaren." in antwoord.content.decode()


def test_the_form_starts_with_what_the_address_names(commissie, nota):
    pagina = commissie.get(reverse("overzichten:bijlage"), {"budget": nota.code, "jaar": "2019"})

    assert pagina.status_code == 200
    assert pagina.content.decode().count("checked") == 3  # a budget, a year and the kind of file
