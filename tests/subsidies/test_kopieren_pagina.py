"""Starting from what one's own organisation wrote before, through its page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from organisaties.models import Lidmaatschap
from subsidies.models import Voorziening
from tests.hulp.boom import Boom, tekst
from tests.subsidies.conftest import (
    Wereld,
    bewaar_voorziening,
    foto,
)
from tests.subsidies.eerder import Later, maak_later

Als = Callable[[Lidmaatschap], Client]


@pytest.fixture
def later(ingediend: Wereld) -> Later:
    return maak_later(ingediend)


# --- the page ---


def adres(later: Later, **vraag: Any) -> str:
    return reverse("subsidies:kopieren", args=[later.deel.aanvraag.kenmerk, later.deel.pk], query=vraag or None)


def html(antwoord: HttpResponse) -> str:
    return antwoord.content.decode()


def test_the_page_offers_the_newest_earlier_application_with_what_is_in_it(als: Als, later: Later) -> None:
    antwoord = als(later["anker"]).get(adres(later))

    assert antwoord.context["bron"].pk == later.toen.pk
    keuzes = [tekst(label) for label in Boom(html(antwoord)).alle("label", "sb-keuze")]
    assert keuzes == [
        "Buurthuis Anker (Voorbeeldwijk)",
        "De begroting (1 regel)",
        "De gezamenlijke teksten (4), waar nog niets staat",
    ]


def test_taking_over_through_the_page_tells_what_came_along_and_what_did_not(als: Als, ingediend: Wereld) -> None:
    later = maak_later(ingediend, zelfde_kader=False)
    client = als(later["anker"])

    antwoord = client.post(
        adres(later), {"voorzieningen": [later.origineel.pk], "begroting": "on", "teksten": "on"}, follow=True
    )

    assert antwoord.redirect_chain == [
        (reverse("subsidies:voorzieningen", args=[later.deel.aanvraag.kenmerk, later.deel.pk]), 302)
    ]
    pagina = html(antwoord)
    assert "Overgenomen: 1 voorziening, 1 begrotingsregel en 4 teksten." in pagina
    assert "doelgroepen: Ouderen" in pagina
    assert f"2 verschillen ({later.toen.aanvraag.kenmerk})" in " ".join(pagina.split())


def test_what_was_taken_over_shows_its_differences_on_its_page(als: Als, later: Later) -> None:
    later.neem_voorziening_over()
    (hier,) = later.aanbod()
    bewaar_voorziening(later.deel, "Huis", later["anker"], hier.pk)

    pagina = html(
        als(later["anker"]).get(reverse("subsidies:voorziening_wijzig", args=[later.deel.aanvraag.kenmerk, hier.pk]))
    )

    boom = Boom(pagina)
    assert [tekst(weg) for weg in boom.alle("del")] == ["Buurthuis Anker"]
    assert [tekst(erbij) for erbij in boom.alle("ins")] == ["Huis"]


@pytest.mark.parametrize("data", [{}, {"voorzieningen": ["999999"]}])
def test_choosing_nothing_or_something_strange_changes_nothing(data: dict, als: Als, later: Later) -> None:
    client = als(later["anker"])
    eerder = foto()

    antwoord = client.post(adres(later), data)

    assert (antwoord.status_code, foto()) == (422, eerder)


def test_another_organisations_part_is_no_source(als: Als, later: Later) -> None:
    van_ander = later.toen.aanvraag.delen.get(organisatie=later.wereld.brug)
    client = als(later["anker"])

    assert client.get(adres(later, bron=van_ander.pk)).status_code == 404
    assert client.get(adres(later, bron="x")).status_code == 404
    assert client.get(adres(later, bron=later.toen.pk)).status_code == 200


def test_all_at_once_takes_over_every_voorziening(als: Als, later: Later) -> None:
    bewaar_voorziening(later.deel, "Hier", later["anker"])
    bewaar_voorziening(later.deel, "Ook hier", later["anker"])

    als(later["anker"]).post(adres(later, bron=later.deel.pk), {"alles": "on"})

    assert [een.naam for een in later.aanbod()] == ["Hier", "Ook hier", "Hier (kopie)", "Ook hier (kopie)"]


def test_a_copy_from_the_list_opens_at_once(als: Als, gevuld: Wereld) -> None:
    voorziening = gevuld.deel(gevuld.anker).voorzieningen.get()
    kenmerk = gevuld.aanvraag.kenmerk

    antwoord = als(gevuld["anker"]).post(reverse("subsidies:voorziening_kopieer", args=[kenmerk, voorziening.pk]))

    kopie = Voorziening.objects.get(kopie_van=voorziening)
    assert antwoord.url == reverse("subsidies:voorziening_wijzig", args=[kenmerk, kopie.pk])


def test_without_anything_earlier_the_page_says_so(als: Als, concept: Wereld) -> None:
    deel = concept.deel(concept.brug)

    antwoord = als(concept["brug"]).get(reverse("subsidies:kopieren", args=[concept.aanvraag.kenmerk, deel.pk]))

    assert "schreef nog geen eerdere aanvraag" in html(antwoord)
