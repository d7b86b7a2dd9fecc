"""The pages of an indexing: prepare, preview, start, progress and export."""

import pytest
from django.urls import reverse

from begroting.models import Stand
from subsidies.models import Collegepunt, Subsidie
from tests.hulp.subsidies import maak_bulk
from thematafels.models import Plafond
from uitvoering.models import Indexering
from uitvoering.services import indexeren


@pytest.fixture
def bulk(db: None) -> Indexering:
    """Four grants of 500 euro at two tables."""
    return maak_bulk(2, 2)


def adres(naam: str, rij: Indexering, *meer: int) -> str:
    return reverse(f"uitvoering:{naam}", args=(rij.kenmerk, *meer))


def starter(rij: Indexering):
    return Subsidie.objects.earliest("pk").beschikking.besluit.door


def test_the_preview_shows_every_grant_with_old_raise_and_new_and_the_totals(bulk: Indexering, als):
    html = als(bulk.opgesteld_door).get(adres("indexering", bulk)).content.decode().replace("\u00a0", " ")

    assert "".join(html.split()).count(">516<") == 4
    for tekst in ("€ 2.000,00", "€ 64,00", "€ 2.064,00", "Plafond Thema", "Budget Subsidies"):
        assert tekst in html


def test_what_does_not_fit_is_named_before_anybody_decides(bulk: Indexering, als):
    tafel = Subsidie.objects.earliest("pk").deel.aanvraag.tafel
    Plafond.objects.filter(tafel=tafel, jaar=2027).update(bedrag="1020.00")

    html = als(bulk.opgesteld_door).get(adres("indexering", bulk)).content.decode()

    assert html.count("Past niet in plafond") == 1
    assert "Niet alles past." in html


def test_who_prepared_it_gets_no_button_to_start(bulk: Indexering, als):
    zelf = als(bulk.opgesteld_door).get(adres("indexering", bulk)).content.decode()
    ander = als(starter(bulk)).get(adres("indexering", bulk)).content.decode()

    assert "Besluit op 4 subsidies" not in zelf
    assert "Besluit op 4 subsidies" in ander


def test_starting_asks_for_what_was_seen(bulk: Indexering, als):
    client = als(starter(bulk))
    gezien = client.get(adres("indexering", bulk)).context["overzicht"].gezien
    regel = bulk.regels.earliest("pk")
    als(bulk.opgesteld_door).post(adres("indexering_uitsluiten", bulk, regel.pk), {"reden": "Stopt."})

    antwoord = als(starter(bulk)).post(adres("indexering_starten", bulk), {"gezien": gezien}, follow=True)

    bulk.refresh_from_db()
    assert bulk.stand == "concept"
    assert "Het overzicht is veranderd sinds u het zag" in antwoord.content.decode()


def test_started_it_shows_how_far_it_is_and_refreshes_itself(bulk: Indexering, als):
    client = als(starter(bulk))
    gezien = client.get(adres("indexering", bulk)).context["overzicht"].gezien
    client.post(adres("indexering_starten", bulk), {"gezien": gezien})
    indexeren.indexeer(indexering_id=bulk.pk, ten_hoogste=3)

    html = " ".join(client.get(adres("indexering_voortgang", bulk)).content.decode().split())

    assert "3 van 4" in html
    assert "0 van 3" in html
    assert 'hx-trigger="every 2s"' in html
    assert Stand.objects.filter(verplicht="516.00").count() == 3


def test_leaving_out_without_a_reason_says_so_on_the_field(bulk: Indexering, als):
    regel = bulk.regels.earliest("pk")

    antwoord = als(bulk.opgesteld_door).post(adres("indexering_uitsluiten", bulk, regel.pk), {"reden": ""})

    assert antwoord.status_code == 422
    assert bulk.regels.filter(stand="overgeslagen").count() == 0


def test_the_file_holds_every_row(bulk: Indexering, als):
    regels = als(bulk.opgesteld_door).get(adres("indexering_csv", bulk)).getvalue().decode().splitlines()

    assert len(regels) == 5
    assert regels[1].split(";")[4:8] == ["500,00", "16,00", "516,00", "te doen"]


def test_a_form_makes_an_indexing_and_a_wrong_percentage_keeps_what_was_typed(bulk: Indexering, als):
    Collegepunt.objects.update(open=False)
    als(bulk.opgesteld_door).post(adres("indexering_intrekken", bulk))
    velden = {
        "regeling": bulk.regeling_id,
        "jaar": 2027,
        "ook_later": "nee",
        "percentage": "30",
        "peildatum": "01-10-2026",
        "afronding": "euro",
        "motivering": "De lonen stijgen.",
    }

    fout = als(bulk.opgesteld_door).post(reverse("uitvoering:indexering_nieuw"), velden)
    goed = als(bulk.opgesteld_door).post(reverse("uitvoering:indexering_nieuw"), velden | {"percentage": "3,2"})

    assert fout.status_code == 422
    assert 'value="30"' in fout.content.decode()
    nieuw = Indexering.objects.latest("pk")
    assert goed.url == adres("indexering", nieuw)
    assert (str(nieuw.percentage), nieuw.regels.count()) == ("3.20", 4)


def test_a_preview_of_many_takes_as_many_queries_as_one_of_few(bulk: Indexering, als, django_assert_max_num_queries):
    client = als(bulk.opgesteld_door)

    with django_assert_max_num_queries(12):
        client.get(adres("indexering", bulk))
