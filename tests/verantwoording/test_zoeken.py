"""What worked and what did not: found on its page, and in the file of what the page found."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid
from tests.kern.test_uitvoer import csv_rijen
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.oordeelhulp import dien_samen_in
from tests.verantwoording.planhulp import EENHEDEN
from thematafels.models import Niveau
from verantwoording.models import Meetstand, Uitkomst
from verantwoording.selectors import zoeken
from verantwoording.selectors.uitkomsten import Score
from verantwoording.selectors.zoeken import KOPPEN, Zoekvraag, uitvoer_rijen, zoek

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]


@pytest.fixture
def raadslid(geopend: Wereld) -> Lidmaatschap:
    dien_samen_in(geopend)
    return maak_lid(Rol.COMMISSIELID)


def vind(lid: Lidmaatschap, **vraag: Any) -> list[str]:
    return [een.naam for een in zoek(lid, Zoekvraag(**vraag), None).rijen]


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ({}, ["Koffie", "Maatjes"]),
        ({"zoek": "koff"}, ["Koffie", "Maatjes"]),  # both told: "Elke week koffie."
        ({"zoek": "Maatj"}, ["Maatjes"]),
        ({"zoek": "vaste DAG"}, ["Koffie", "Maatjes"]),
        ({"zoek": "vaste nacht"}, []),
        ({"zoek": "aste"}, []),
        ({"zoek": "!'&|:*("}, ["Koffie", "Maatjes"]),
        ({"zoek": "dag'&:*!"}, ["Koffie", "Maatjes"]),
        ({"jaar": 2027}, ["Koffie", "Maatjes"]),
        ({"jaar": 2026}, []),
        ({"bereikt": "ja"}, ["Koffie", "Maatjes"]),
        ({"bereikt": "nee"}, []),
        ({"bereikt": "onbekend"}, []),
        ({"thema": "Elders"}, []),
        ({"principe": "Elders"}, []),
    ],
)
def test_it_is_found_by_words_year_outcome_theme_and_principle(
    raadslid: Lidmaatschap, vraag: dict[str, Any], gevonden: list[str]
) -> None:
    assert vind(raadslid, **vraag) == gevonden


def test_which_activities_by_a_principle_reached_their_targets(geopend: Wereld, raadslid: Lidmaatschap) -> None:
    principe = geopend.tafel.thema.principes.get().naam
    maatjes = Uitkomst.objects.get(naam="Maatjes")
    Uitkomst.objects.filter(pk=maatjes.pk).update(bereikt=False)

    gevonden = zoek(raadslid, Zoekvraag(principe=principe, bereikt="ja"), None)

    assert [een.naam for een in gevonden.rijen] == ["Koffie"]
    assert gevonden.per_principe == [(principe, Score(1, 1, 0))]
    assert vind(raadslid, principe=principe, bereikt="nee") == ["Maatjes"]


def test_the_answer_for_a_principle_comes_before_what_was_found(
    als: Als, geopend: Wereld, raadslid: Lidmaatschap
) -> None:
    principe = geopend.tafel.thema.principes.get().naam
    Uitkomst.objects.filter(naam="Maatjes").update(bereikt=False)

    pagina = als(raadslid).get(reverse("verantwoording:zoeken"), {"principe": principe}).content.decode()

    antwoord = f"<b>1 van 2</b> activiteiten met ‘{principe}’ haalde alle doelen."
    assert antwoord in " ".join(pagina.split())
    assert pagina.index("<b>1 van 2</b>") < pagina.index("Bewaar dit als csv")


@pytest.mark.usefixtures("raadslid")
def test_a_partner_finds_its_own_table_and_a_stranger_nothing(geopend: Wereld) -> None:
    assert vind(geopend["brug"]) == ["Koffie", "Maatjes"]
    assert vind(geopend["buiten"]) == []


def test_a_choice_that_does_not_exist_is_said(als: Als, raadslid: Lidmaatschap) -> None:
    antwoord = als(raadslid).get(reverse("verantwoording:zoeken"), {"jaar": "1999", "principe": "x"})

    assert antwoord.status_code == 422
    assert "2 activiteiten" in antwoord.content.decode()


# --- the file ---


def test_the_file_holds_what_the_page_found_with_a_row_per_indicator(
    als: Als, geopend: Wereld, raadslid: Lidmaatschap
) -> None:
    antwoord = als(raadslid).get(reverse("verantwoording:zoeken_csv"), {"zoek": "Maatj"})

    koppen, *regels = csv_rijen(antwoord.getvalue())
    thema = geopend.tafel.thema
    samen = {
        "Jaar": "2027",
        "Thema": thema.naam,
        "Kenmerk": geopend.aanvraag.kenmerk,
        "Organisatie": geopend.brug.naam,
        "Activiteit": "Maatjes",
        "Subdoel": thema.subdoelen.get().naam,
        "Principes": thema.principes.get().naam,
        "Gedaan zoals afgesproken": "Ja",
        "Gewerkt volgens de principes": "Deels",
        "Doelen gehaald": "ja",
        "Wat is beter": "hoger is beter",
        "Doel": "50",
        "Gemeten": "60",
        "Doel gehaald": "ja",
        "Waarom niet gemeten": "",
        "Wat werkte": "Een vaste dag.",
        "Wat niet werkte": "De avond.",
        "Fictief voorbeeld": "ja",
    }
    assert [dict(zip(koppen, regel, strict=True)) for regel in regels] == [
        samen | {"Niveau": niveau.kort, "Indicator": f"Maatjes: {niveau.kort.lower()}", "Eenheid": EENHEDEN[niveau]}
        for niveau in Niveau
    ]


def test_a_row_says_what_nobody_knows_and_what_had_no_target(raadslid: Lidmaatschap) -> None:
    standen = Meetstand.objects.filter(uitkomst__naam="Maatjes")
    standen.filter(niveau="aanbod").update(waarde=Decimal("-12.50"), bereikt=False)
    standen.filter(niveau="bereik").update(waarde=None, bereikt=None, reden="=Ziek")
    standen.filter(niveau="bewoner").update(doel=None, bereikt=None)
    standen.filter(niveau="professional").update(doel=None, waarde=None, bereikt=None)

    rijen = list(uitvoer_rijen(raadslid, Zoekvraag(zoek="Maatj")))

    van, tot = KOPPEN.index("Doel"), KOPPEN.index("Wat werkte")
    assert [rij[van:tot] for rij in rijen] == [
        ["50", "-12,5", "nee", ""],
        ["50", "", "niet bekend", "=Ziek"],
        ["", "60", "geen doel", ""],
        ["", "", "geen doel", ""],
    ]


def test_what_a_spreadsheet_would_take_for_a_formula_is_none(als: Als, raadslid: Lidmaatschap) -> None:
    Meetstand.objects.filter(niveau="bereik").update(waarde=None, bereikt=None, reden="=HYPERLINK(1)")

    inhoud = als(raadslid).get(reverse("verantwoording:zoeken_csv")).getvalue().decode()

    assert inhoud.count(";'=HYPERLINK(1);") == inhoud.count("=HYPERLINK(1)") == 2


def test_an_activity_without_an_indicator_has_one_row(raadslid: Lidmaatschap) -> None:
    Meetstand.objects.filter(uitkomst__naam="Maatjes").delete()

    [rij] = uitvoer_rijen(raadslid, Zoekvraag(zoek="Maatj"))

    assert rij[4] == "Maatjes"
    assert rij[KOPPEN.index("Niveau") : KOPPEN.index("Wat werkte")] == [""] * 8
    assert rij[-3:] == ["Een vaste dag.", "De avond.", "ja"]


def test_the_file_is_read_a_few_activities_at_a_time(raadslid: Lidmaatschap, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its length, no more than a chunk is in memory: the figures of the next are asked for when it is due."""
    monkeypatch.setattr(zoeken, "PER_KEER", 1)
    rijen = uitvoer_rijen(raadslid, Zoekvraag())

    vragen = []
    for activiteit in ("Koffie", "Maatjes"):
        with CaptureQueriesContext(connection) as opgevangen:
            assert [next(rijen)[4] for _ in Niveau] == [activiteit] * len(Niveau)
        vragen.append(len(opgevangen))

    assert vragen == [2, 1]
    assert list(rijen) == []
