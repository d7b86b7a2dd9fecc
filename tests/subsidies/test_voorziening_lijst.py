"""The list of voorzieningen of one participant, with one and with sixty of them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from subsidies.models import Aanvraagdeel
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_organisatie
from tests.subsidies.conftest import Wereld, bewaar_begroting, bewaar_voorziening
from tests.subsidies.voorzieningen import Als, data, eigen, html, maak, van, volgorde

# --- the list ---


def test_the_list_tells_of_each_voorziening_what_it_misses_and_costs(als: Als, concept: Wereld) -> None:
    client = als(concept["anker"])
    bewaar_begroting(eigen(concept), "2000.00", concept["anker"])
    (vol,) = maak(concept, "Buurthuis")
    client.post(van(concept, "voorziening_wijzig", vol.pk), data(concept))
    client.post(van(concept, "voorziening_nieuw", eigen(concept).pk), {"naam": "Nieuw"})

    antwoord = client.get(van(concept, "voorzieningen", eigen(concept).pk))

    rijen = [tekst(rij) for rij in Boom(html(antwoord)).alle("tr") if rij.get("id", "").startswith("v")]
    assert "Buurthuis door Stichting Voorbeeld Dam Voorbeeldwijk 100 1.234,50 Compleet" in rijen[0]
    assert "mist een omschrijving, een subdoel, een stadsdeel, het bereik" in rijen[1]
    assert antwoord.context["kosten"].verschil_totaal == Decimal("2765.50")
    assert [
        aanbod.naam for aanbod, _, _ in client.get(antwoord.request["PATH_INFO"] + "?mist=1").context["rijen"]
    ] == ["Nieuw"]


@pytest.mark.parametrize(
    ("wie", "knoppen"), [("anker", True), ("anker_leest", False), ("brug", False), ("beoordelaar", False)]
)
def test_everybody_at_the_table_reads_the_list_but_only_its_writers_change_it(
    wie: str, knoppen: bool, als: Als, gevuld: Wereld
) -> None:
    antwoord = als(gevuld[wie]).get(van(gevuld, "voorzieningen", eigen(gevuld).pk))

    assert antwoord.status_code == 200
    assert ("Voeg een voorziening toe" in html(antwoord)) is knoppen
    assert ("Omhoog" in html(antwoord)) is knoppen


def test_who_is_not_at_the_table_finds_no_list(als: Als, gevuld: Wereld) -> None:
    assert als(gevuld["buiten"]).get(van(gevuld, "voorzieningen", eigen(gevuld).pk)).status_code == 404


def test_moving_from_the_list_comes_back_at_the_row(als: Als, concept: Wereld) -> None:
    een, _ = maak(concept, "Een", "Twee")

    antwoord = als(concept["anker"]).post(van(concept, "voorziening_verplaats", een.pk), {"lager": "1"})

    assert antwoord.url == f"{van(concept, 'voorzieningen', eigen(concept).pk)}#v{een.pk}"
    assert volgorde(concept) == ["Twee", "Een"]


# --- sixty of them, and twenty participants ---


def test_pages_cost_the_same_with_one_and_with_sixty_voorzieningen_and_twenty_participants(
    als: Als, concept: Wereld
) -> None:
    (eerste,) = maak(concept, "Voorziening 0")
    client, deel = als(concept["anker"]), eigen(concept)
    paden = [
        van(concept, "voorzieningen", deel.pk),
        van(concept, "voorziening_wijzig", eerste.pk),
        reverse("subsidies:dekking", args=[concept.aanvraag.kenmerk]),
        reverse("subsidies:aanvraag_detail", args=[concept.aanvraag.kenmerk]),
        van(concept, "kopieren", deel.pk) + f"?bron={deel.pk}",
    ]

    def vragen() -> list[int]:
        aantallen = []
        for pad in paden:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(pad).status_code == 200
            aantallen.append(len(queries))
        return aantallen

    weinig = vragen()
    for nummer in range(1, 60):
        bewaar_voorziening(deel, f"Voorziening {nummer}", concept["anker"])
    for nummer in range(18):
        organisatie = maak_organisatie()
        maak_deelname(concept.tafel, organisatie)
        ander = Aanvraagdeel.objects.create(aanvraag=concept.aanvraag, organisatie=organisatie)
        if nummer < 3:
            bewaar_voorziening(ander, "Ook een huis", maak_lid("redacteur", organisatie))
    veel = vragen()

    assert veel == weinig
    assert max(veel) <= 12
    assert len(client.get(paden[0]).content) < 120_000
    assert len(client.get(paden[2]).content) < 120_000
