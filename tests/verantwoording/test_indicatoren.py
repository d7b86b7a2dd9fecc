"""Level 4 on screen: every figure with its source, revisions and neighbours, and no two sources in one line."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from organisaties.toegang import Rol
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid, maak_uitvraag
from tests.kern.test_uitvoer import csv_rijen
from tests.verantwoording.cijferhulp import STAD, maak_gebied, maak_indicator, meet, zaai_cijfers
from thematafels.models import Thema
from verantwoording.models import Themaindicator
from verantwoording.regels.bijdrage import BIJDRAGE, toeschrijvingen
from verantwoording.selectors.maatschappelijk import cijfers_van_thema, hoofdgebieden

pytestmark = pytest.mark.django_db


@pytest.fixture
def stad(settings):
    settings.GEMEENTE = STAD
    return zaai_cijfers()


@pytest.fixture
def lezer(client):
    client.force_login(maak_lid(Rol.COMMISSIELID).gebruiker)
    return client


def open_(client, code="eenzaam-ggd", **keuze):
    antwoord = client.get(reverse("verantwoording:indicator", args=[code]), keuze)
    return antwoord, Boom(antwoord.content.decode())


def titels(boom):
    """The drawings on the page, by their titles."""
    sleutels = [tekening.get("aria-labelledby").split()[0] for tekening in boom.alle(role="img")]
    return [tekst(boom.een(id=sleutel)) for sleutel in sleutels]


def uitleg(boom, sleutel):
    return tekst(boom.een(id=f"uitleg-{sleutel}"))


def rijen(boom, bijschrift):
    """The lines of the table with this caption, as texts."""
    (tabel,) = [tabel for tabel in boom.alle("table") if tekst(next(tabel.iter("caption"))) == bijschrift]
    body = next(tabel.iter("tbody"))
    return [[tekst(cel) for cel in rij if cel.tag in {"th", "td"}] for rij in body.iter("tr")]


def koppel(indicator, thema=None):
    thema = thema or maak_uitvraag().themas.get()
    Themaindicator.objects.create(thema=thema, indicator=indicator)
    return thema


# --- one figure ---


def test_without_a_figure_of_the_city_the_area_that_was_measured_most_comes_first(stad, lezer):
    antwoord, boom = open_(lezer)

    assert antwoord.status_code == 200
    assert tekst(boom.een("h1")) == "Eenzaam (volwassenen)"
    assert uitleg(boom, "tijd") == (
        "Schalkwijk: 40% in 2008, 55% in 2016 (marge 51% tot 59%). Tussen 2008 en 2016 niet gemeten."
    )
    assert rijen(boom, "Eenzaam (volwassenen): Schalkwijk") == [["2016", "55%", "51% tot 59%"], ["2008", "40%", "–"]]


def test_another_area_can_be_chosen_and_an_unknown_one_changes_nothing(stad, lezer):
    _, oost = open_(lezer, gebied=stad.oost.code)
    _, geen = open_(lezer, gebied="nergens\x00")

    assert uitleg(oost, "tijd") == "Oost: 42% in 2016."
    assert uitleg(geen, "tijd").startswith("Schalkwijk")


def test_the_page_says_what_the_figure_did_and_that_others_measured_it(stad, lezer):
    thema = koppel(stad.ggd)

    antwoord, boom = open_(lezer)

    woorden = tekst(boom.een("main"))
    assert "van 40% in 2008 naar 55% in 2016, gestegen: dat is niet de gewenste kant op (GGD)." in woorden
    assert BIJDRAGE in woorden
    assert toeschrijvingen(woorden) == ()
    assert antwoord.context["pagina"].themas == (thema.naam,)


def test_areas_stand_beside_each_other_on_one_scale_and_in_one_table(stad, lezer):
    _, boom = open_(lezer)

    assert uitleg(boom, "gebied").startswith("Oost: 42% in 2016. Schalkwijk: 40% in 2008")
    assert rijen(boom, "De cijfers per gebied") == [["Oost", "–", "42%"], ["Schalkwijk", "40%", "55%"]]


def test_two_sources_of_one_name_stand_apart_with_a_warning(stad, lezer):
    _, boom = open_(lezer)

    assert titels(boom) == [
        "Eenzaam (volwassenen): Schalkwijk",
        "Eenzaam (volwassenen) per gebied",
        "Eenzaam: Haarlem",
    ]
    assert uitleg(boom, "bron-0") == "Haarlem: meer dan 56% in 2016."
    assert "deze cijfers zijn niet te vergelijken met die hierboven" in tekst(boom.een("main"))
    assert "56%" not in uitleg(boom, "tijd") + uitleg(boom, "gebied")


def test_the_same_holds_seen_from_the_other_source(stad, lezer):
    _, boom = open_(lezer, "eenzaam-rivm")

    assert uitleg(boom, "tijd") == "Haarlem: meer dan 56% in 2016."
    assert titels(boom)[-1] == "Eenzaam (volwassenen): Schalkwijk"


@pytest.mark.parametrize(
    ("naam", "bron"), [("Ernstig eenzaam", "RIVM"), ("Eenzaamheid", "RIVM"), ("Eenzaam (mannen)", "GGD")]
)
def test_another_name_or_the_same_source_is_no_other_source(stad, lezer, naam, bron):
    ander = maak_indicator(naam, bron, code="ander")
    meet(ander, stad.haarlem, "2016", "20")

    _, boom = open_(lezer)

    assert titels(boom)[2:] == ["Eenzaam: Haarlem"]


def test_chosen_municipalities_stand_beside_ours(stad, lezer):
    for gebied, waarde in ((stad.haarlem, "38"), (stad.amsterdam, "34"), (stad.utrecht, "33")):
        meet(stad.ggd, gebied, "2016", waarde)

    _, zonder = open_(lezer)
    _, met = open_(lezer, met=stad.amsterdam.code)

    assert not any("Amsterdam" in titel for titel in titels(zonder))
    assert rijen(met, "De cijfers naast elkaar") == [["Haarlem", "38%"], ["Amsterdam", "34%"]]
    assert uitleg(met, "naast") == "Haarlem: 38% in 2016. Amsterdam: 34% in 2016."
    assert [vak.get("value") for vak in met.alle("input", type="checkbox", checked=None)] == [stad.amsterdam.code]


@pytest.mark.parametrize("soort", ["onbekend", "te veel"])
def test_a_choice_that_cannot_be_drawn_is_refused_at_its_field(stad, lezer, soort):
    gemeenten = [maak_gebied(f"Gemeente {nummer}") for nummer in range(5)]
    for gebied in gemeenten:
        meet(stad.ggd, gebied, "2016", "30")
    keuze = [gebied.code for gebied in gemeenten] if soort == "te veel" else ["nergens"]
    fout = {"onbekend": "Van deze gemeente is er geen cijfer.", "te veel": "Kies hoogstens 4 gemeenten."}[soort]

    antwoord, boom = open_(lezer, met=keuze)
    goed, _ = open_(lezer, met=keuze[:4] if soort == "te veel" else [gemeenten[0].code])

    assert (antwoord.status_code, goed.status_code) == (422, 200)
    assert fout in tekst(boom.een(id="met-fout"))
    assert len(list(boom.alle("input", type="checkbox", checked=None))) == (5 if soort == "te veel" else 0)


def test_among_many_municipalities_one_searches(stad, lezer):
    for nummer in range(40):
        meet(stad.ggd, maak_gebied(f"Gemeente {nummer:02}"), "2016", "30")

    _, alles = open_(lezer)
    _, gezocht = open_(lezer, zoek="MEENTE 39")

    assert len(list(alles.alle("input", type="checkbox"))) == 30
    assert [tekst(label) for label in gezocht.alle("label", klasse="sb-keuze")] == ["Gemeente 39"]


# --- revisions ---


def test_the_newest_revision_holds_and_the_old_value_stays_with_its_reason(stad, lezer):
    meet(stad.ggd, stad.schalkwijk, "2008", "41", nummer=2, reden="De weging is verbeterd.")

    _, boom = open_(lezer)

    assert rijen(boom, "Eenzaam (volwassenen): Schalkwijk")[1] == ["2008 herzien", "41%", "–"]
    ((waar, eerst, nu, waarom),) = rijen(boom, "Herziene cijfers, de nieuwste eerst")
    assert (waar, eerst[:9], nu[:9], waarom) == (
        "Schalkwijk, 2008",
        "40%sinds ",
        "41%sinds ",
        "De weging is verbeterd.",
    )


def test_a_figure_that_was_withdrawn_is_no_figure_and_not_the_old_one(stad, lezer):
    meet(stad.ggd, stad.schalkwijk, "2016", None, nummer=2, reden="Fout in de steekproef.")

    _, boom = open_(lezer)

    assert uitleg(boom, "tijd") == "Oost: 42% in 2016."
    assert rijen(boom, "De cijfers per gebied")[1] == ["Schalkwijk", "40%", "ingetrokken"]


def test_without_revisions_there_is_no_table_of_them(stad, lezer):
    _, boom = open_(lezer)

    assert list(boom.alle("section", **{"aria-labelledby": "herzieningen"})) == []


@pytest.mark.parametrize("volgorde", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
def test_the_order_in_which_revisions_arrive_does_not_matter(stad, lezer, volgorde):
    for nummer in volgorde:
        meet(stad.ggd, stad.oost, "2018", str(nummer * 10), nummer=nummer, reden="" if nummer == 1 else "Herzien.")

    _, boom = open_(lezer, gebied=stad.oost.code)

    assert rijen(boom, "Eenzaam (volwassenen): Oost")[0] == ["2018 herzien", "30%", "–"]


# --- the file ---


def test_the_file_holds_every_revision_and_says_which_one_holds(stad, lezer):
    meet(stad.ggd, stad.schalkwijk, "2008", "41.25", nummer=2, reden="=WEEG(1)")

    koppen, *regels = csv_rijen(bestand(lezer, "csv").content)

    gezien = [dict(zip(koppen, regel, strict=True)) for regel in regels]
    assert [
        (rij["Gebied"], rij["Periode"], rij["Waarde"], rij["Ondergrens"], rij["Nummer"], rij["Geldt"])
        for rij in gezien
    ] == [
        ("Oost", "2016", "42", "", "1", "ja"),
        ("Schalkwijk", "2008", "40", "", "1", "nee"),
        ("Schalkwijk", "2008", "41,25", "", "2", "ja"),
        ("Schalkwijk", "2016", "55", "51", "1", "ja"),
    ]
    assert {rij["Bron"] for rij in gezien} == {"GGD"}
    assert gezien[2]["Waarom herzien"] == "'=WEEG(1)"


@pytest.mark.parametrize("vorm", ["ods", "xlsx"])
def test_in_a_spreadsheet_figures_are_numbers_and_what_was_withdrawn_is_empty(stad, lezer, vorm):
    meet(stad.ggd, stad.oost, "2016", None, nummer=2, reden="Fout in de steekproef.")

    antwoord = bestand(lezer, vorm)

    boek = CalamineWorkbook.from_filelike(io.BytesIO(antwoord.content))
    koppen, *regels = boek.get_sheet_by_name("eenzaam-ggd").to_python()
    waarde, geldt, gebied = (koppen.index(kop) for kop in ("Waarde", "Geldt", "Gebied"))
    assert [(regel[gebied], regel[waarde], regel[geldt]) for regel in regels] == [
        ("Oost", 42, "nee"),
        ("Oost", "", "ja"),
        ("Schalkwijk", 40, "ja"),
        ("Schalkwijk", 55, "ja"),
    ]
    assert any("Een lege waarde is geen nul" in rij[0] for rij in boek.get_sheet_by_name("Uitleg").to_python())
    assert f"eenzaam-ggd-{timezone.localdate():%Y-%m-%d}.{vorm}" in antwoord["Content-Disposition"]


def test_another_form_of_file_does_not_exist(stad, lezer):
    assert bestand(lezer, "pdf").status_code == 404


def bestand(client, vorm):
    return client.get(reverse("verantwoording:indicator_bestand", args=["eenzaam-ggd", vorm]))


# --- the list ---


def lijst(client, **keuze):
    boom = Boom(client.get(reverse("verantwoording:indicatoren"), keuze).content.decode())
    koppen = [tekst(kop) for kop in boom.alle("h2")]
    return koppen, [tekst(next(rij.iter("a"))) for rij in boom.alle("tr") if next(rij.iter("a"), None) is not None]


def test_the_list_stands_by_theme_with_what_no_theme_chose_last(stad, lezer):
    thema = koppel(stad.rivm)

    assert lijst(lezer) == ([thema.naam, "Niet bij een thema"], ["Eenzaam, RIVM", "Eenzaam (volwassenen), GGD"])


def test_the_list_names_the_last_figure_its_area_its_year_and_its_source(stad, lezer):
    meet(stad.ggd, stad.oost, "2020", "41")
    meet(stad.ggd, stad.oost, "2020", None, nummer=2, reden="Fout in de steekproef.")
    maak_indicator("Geluk", "GGD")

    boom = Boom(lezer.get(reverse("verantwoording:indicatoren")).content.decode())

    assert rijen(boom, "Cijfers: niet bij een thema") == [
        ["Eenzaam, RIVM", "RIVM", "meer dan 56%", "Haarlem, 2016"],
        ["Eenzaam (volwassenen), GGD", "GGD", "55%", "Schalkwijk, 2016"],
        ["Geluk, GGD", "GGD", "nog geen cijfer", "–"],
    ]


@pytest.mark.parametrize(
    ("erbij", "gebied"),
    [
        ({}, "Schalkwijk"),  # measured twice, Oost once
        ({"oost": ["41"]}, "Oost"),  # as often: by name
        ({"oost": ["41", None]}, "Schalkwijk"),  # withdrawn is no figure
        ({"haarlem": ["30"]}, "Haarlem"),
        ({"haarlem": ["30", None]}, "Schalkwijk"),
        ({"amsterdam": ["30"]}, "Schalkwijk"),
    ],
)
def test_the_list_and_the_page_choose_the_same_area_of_one_source(stad, lezer, erbij, gebied):
    for plek, waarden in erbij.items():
        for nummer, waarde in enumerate(waarden, 1):
            meet(stad.ggd, getattr(stad, plek), "2020", waarde, nummer=nummer, reden="" if nummer == 1 else "Fout.")

    boom = Boom(lezer.get(reverse("verantwoording:indicatoren")).content.decode())
    antwoord, _ = open_(lezer)

    hoofd = antwoord.context["pagina"].hoofd
    [reeks] = hoofd.reeksen
    assert reeks.plek.naam == gebied
    assert rijen(boom, "Cijfers: niet bij een thema")[1][1:] == [
        hoofd.beeld.bron,
        hoofd.laatste,
        f"{gebied}, {reeks.laatste.periode}",
    ]


@pytest.mark.parametrize(
    ("keuze", "gevonden"),
    [
        ({"zoek": "rivm"}, ["Eenzaam, RIVM"]),
        ({"zoek": "ERNSTIG"}, ["Eenzaam (volwassenen), GGD"]),
        ({"zoek": "100%"}, []),
        ({"zoek": "a\x00b"}, ["Eenzaam, RIVM", "Eenzaam (volwassenen), GGD"]),
        ({"thema": "Ontmoeten"}, ["Eenzaam, RIVM"]),
        ({"thema": "Ander thema"}, []),
    ],
)
def test_the_list_can_be_searched(stad, lezer, keuze, gevonden):
    thema = koppel(stad.rivm)
    Thema.objects.filter(pk=thema.pk).update(naam="Ontmoeten")

    assert lijst(lezer, **keuze)[1] == gevonden


def test_a_theme_of_a_draft_call_is_the_municipalitys_own(stad, lezer, client):
    thema = koppel(stad.rivm, maak_uitvraag(stand="concept").themas.get())

    voor_de_raad = lijst(lezer)[0]
    client.force_login(maak_lid(Rol.BELEIDSMEDEWERKER).gebruiker)

    assert voor_de_raad == ["Niet bij een thema"]
    assert lijst(client)[0] == [thema.naam, "Niet bij een thema"]


# --- for the report of a table ---


def test_a_theme_has_its_indicators_in_order_each_of_one_source(stad, settings):
    thema = koppel(stad.rivm)
    koppel(stad.ggd, thema)
    meet(stad.ggd, stad.amsterdam, "2016", "1")

    with CaptureQueriesContext(connection) as vragen:
        rivm, ggd = cijfers_van_thema(thema.pk)

    assert len(vragen) == 2
    assert (rivm.bron, rivm.hoofd.plek.naam, rivm.hoofd.laatste.tekst("%")) == ("RIVM", "Haarlem", "meer dan 56%")
    assert (ggd.bron, ggd.hoofd.plek.naam) == ("GGD", "Schalkwijk")
    assert [reeks.plek.naam for reeks in ggd.reeksen] == ["Oost", "Schalkwijk"]


def test_our_areas_are_those_of_the_municipality_in_the_settings(stad, settings):
    assert {gebied.naam for gebied in hoofdgebieden()} == {"Haarlem", "Schalkwijk", "Oost"}

    settings.GEMEENTE = "Utrecht"

    assert {gebied.naam for gebied in hoofdgebieden()} == {"Utrecht"}


# --- size ---


def kosten(client, adres):
    client.get(adres)
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(adres).status_code == 200
    return len([vraag for vraag in vragen if "SAVEPOINT" not in vraag["sql"]])


def vermenigvuldig(stad):
    """Twenty more of everything that stands on these pages."""
    for nummer in range(20):
        deel = maak_gebied(f"Deel {nummer}", "stadsdeel", stad.haarlem)
        gemeente = maak_gebied(f"Gemeente {nummer}")
        ander = maak_indicator("Eenzaam", f"Bron {nummer}", code=f"ander-{nummer}")
        koppel(ander)
        koppel(stad.ggd)
        for indicator, gebied in ((stad.ggd, deel), (stad.ggd, gemeente), (ander, stad.haarlem)):
            meet(indicator, gebied, f"{2000 + nummer}", "30")
            meet(indicator, gebied, f"{2000 + nummer}", "31", nummer=2, reden="Herzien.")


@pytest.mark.parametrize("pagina", ["lijst", "een"])
def test_a_page_costs_the_same_for_1_and_for_20_and_at_most_12(stad, lezer, pagina):
    meet(stad.ggd, stad.amsterdam, "2016", "30")
    meet(stad.ggd, stad.amsterdam, "2016", "31", nummer=2, reden="Herzien.")
    een = reverse("verantwoording:indicator", args=["eenzaam-ggd"]) + f"?met={stad.amsterdam.code}"
    adres = {"lijst": reverse("verantwoording:indicatoren"), "een": een}[pagina]

    voor = kosten(lezer, adres)
    vermenigvuldig(stad)

    assert kosten(lezer, adres) == voor <= 12
