"""The pages on which people agree, leave, propose and decide."""

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Akkoord, Uitneming
from subsidies.services import akkoord, deelnemen
from tests.hulp.fabriek import maak_machtiging
from tests.subsidies.conftest import Wereld, bewaar_begroting, geef_akkoord, gezien
from tests.subsidies.deelnemers import REDEN, beslis, stel_voor, voor_sluiting
from tests.subsidies.test_deelnemen import verlaat_tafel

Als = Callable[[Lidmaatschap], Client]


def adres(wereld: Wereld, naam: str, *args: object) -> str:
    return reverse(f"subsidies:{naam}", args=[Aanvraag.objects.order_by("id")[0].kenmerk, *args])


def tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().split())


def meldingen(antwoord: HttpResponse) -> list[str]:
    return [str(melding) for melding in get_messages(antwoord.wsgi_request)]


# --- the matrix ---


def test_the_matrix_says_who_agreed_and_through_whose_act_it_lapsed(eens: Wereld, als: Als) -> None:
    bewaar_begroting(eens.deel(eens.anker), 9, eens["anker_schrijft"])

    pagina = tekst(als(eens["brug"]).get(adres(eens, "akkoorden")))

    assert f"door {eens['anker_schrijft'].gebruiker.naam}, {eens.anker.naam}" in pagina
    assert Akkoord.Reden.VERDELING.label in pagina
    assert f"<code>{eens.deel(eens.brug).akkoorden.get().inhoudshash[:8]}</code>" in pagina
    assert "<b>0 van 2</b>" in pagina


@pytest.mark.parametrize(
    ("wie", "ziet"),
    [
        ("anker", {"akkoord", "zodra", "uitstappen"}),
        ("brug", {"akkoord", "uitstappen"}),
        ("anker_leest", set()),
        ("beoordelaar", set()),
    ],
)
def test_everybody_sees_only_what_they_may_do(wie: str, ziet: set[str], gevuld: Wereld, als: Als) -> None:
    pagina = tekst(als(gevuld[wie]).get(adres(gevuld, "akkoorden")))

    eigen = gevuld.aanvraag.delen.filter(organisatie=gevuld[wie].organisatie).first()
    knoppen = {"zodra": adres(gevuld, "indienen_zodra")}
    if eigen:
        knoppen |= {naam: adres(gevuld, naam, eigen.pk) for naam in ("akkoord", "uitstappen")}
    assert {naam for naam, url in knoppen.items() if f'"{url}"' in pagina} == ziet


# --- agreeing ---


def test_who_has_a_machtiging_agrees_on_the_page(gevuld: Wereld, als: Als) -> None:
    maak_machtiging(gevuld.brug, gevuld["buiten"], gevuld["brug"])
    url = adres(gevuld, "akkoord", gevuld.deel(gevuld.brug).pk)
    client = als(gevuld["buiten"])

    antwoord = client.post(url, {"gezien": gezien(gevuld, gevuld.brug), "bevestig": "on"})

    assert (antwoord.status_code, antwoord.url) == (302, adres(gevuld, "akkoorden"))
    assert f"van {gevuld['buiten'].organisatie.naam}, met een machtiging" in tekst(client.get(antwoord.url))


def test_what_lapsed_stands_on_the_page_on_which_one_agrees_anew(eens: Wereld, als: Als) -> None:
    bewaar_begroting(eens.deel(eens.anker), 9, eens["anker"])

    pagina = tekst(als(eens["brug"]).get(adres(eens, "akkoord", eens.deel(eens.brug).pk)))

    assert f"Het vorige akkoord van {eens.brug.naam} verviel" in pagina
    assert f"Dat deed {eens['anker'].gebruiker.naam}, {eens.anker.naam}." in pagina


def test_the_penvoerder_asks_and_the_last_akkoord_tells_that_it_submitted(gevuld: Wereld, als: Als) -> None:
    client = als(gevuld["anker"])
    assert client.post(adres(gevuld, "indienen_zodra")).status_code == 422
    assert client.post(adres(gevuld, "indienen_zodra"), {"bevestig": "on"}).status_code == 302
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    url = adres(gevuld, "akkoord", gevuld.deel(gevuld.brug).pk)

    antwoord = als(gevuld["brug"]).post(url, {"gezien": gezien(gevuld, gevuld.brug), "bevestig": "on"})

    assert gevuld.aanvraag.stand == "ingediend"
    assert (
        meldingen(antwoord)[-1] == "Dit was het laatste akkoord: de aanvraag is ingediend, zoals de penvoerder vroeg."
    )


def test_everybody_sees_what_was_asked_and_the_penvoerder_takes_it_back(gevuld: Wereld, als: Als) -> None:
    akkoord.vraag_indienen_zodra_eens(aanvraag_id=gevuld.aanvraag.pk, door=gevuld["anker"])

    assert f"{gevuld['anker'].gebruiker.naam} vroeg namens de penvoerder" in tekst(
        als(gevuld["brug"]).get(adres(gevuld, "akkoorden"))
    )
    als(gevuld["anker"]).post(adres(gevuld, "indienen_zodra_afzien"))
    assert gevuld.aanvraag.indienen_zodra_eens is None


# --- leaving and going on ---


def test_one_leaves_on_the_page_and_may_go_on_alone(gevuld: Wereld, als: Als) -> None:
    deel = gevuld.deel(gevuld.brug)
    client = als(gevuld["brug"])
    client.post(adres(gevuld, "uitstappen", deel.pk), {"reden": "Wij gaan verhuizen.", "bevestig": "on"})

    pagina = tekst(client.get(adres(gevuld, "akkoorden")))
    assert "Wij gaan verhuizen." in pagina
    assert adres(gevuld, "alleen", deel.pk) in pagina

    antwoord = client.post(adres(gevuld, "alleen", deel.pk))
    alleen = Aanvraag.objects.get(zelfstandig=True)
    assert antwoord.url == reverse("subsidies:aanvraag_detail", args=[alleen.kenmerk])
    assert client.get(antwoord.url).status_code == 200


def test_what_one_left_is_no_longer_written_in(gevuld: Wereld, als: Als) -> None:
    deel = gevuld.deel(gevuld.brug)
    deelnemen.stap_uit(deel_id=deel.pk, reden="", door=gevuld["brug"])
    client = als(gevuld["brug"])

    assert client.get(adres(gevuld, "begroting_wijzig", deel.pk)).status_code == 403
    assert client.get(adres(gevuld, "akkoord", deel.pk)).status_code == 403
    tafel = reverse("subsidies:aanvraag_van_tafel", args=[gevuld.tafel.uitvraag.kenmerk, gevuld.tafel.thema.code])
    assert "Sluit aan" in tekst(client.get(tafel))
    assert client.post(tafel).status_code == 302
    assert client.get(adres(gevuld, "akkoord", deel.pk)).status_code == 200


def test_the_officer_goes_on_without_who_left_the_table(gevuld: Wereld, als: Als) -> None:
    deel = verlaat_tafel(gevuld)
    client = als(gevuld["beoordelaar"])
    url = adres(gevuld, "van_tafel", deel.pk)

    assert f'"{url}"' in tekst(client.get(adres(gevuld, "akkoorden")))
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    deel.refresh_from_db()
    assert deel.stand == "uitgestapt"


# --- a part without akkoord ---


def test_a_table_proposes_the_organisation_answers_and_the_officer_decides(gevuld: Wereld, als: Als) -> None:
    with voor_sluiting(gevuld, 10):
        url = adres(gevuld, "uitneming_voorstellen", gevuld.deel(gevuld.brug).pk)
        client = als(gevuld["anker"])
        assert f'"{url}"' in tekst(client.get(adres(gevuld, "akkoorden")))
        assert client.post(url).status_code == 422
        assert client.post(url, {"reden": REDEN}).status_code == 302
        voorstel = Uitneming.objects.get()

        client = als(gevuld["brug"])
        pagina = adres(gevuld, "uitneming", voorstel.pk)
        assert REDEN in tekst(client.get(pagina))
        client.post(adres(gevuld, "uitneming_zienswijze", voorstel.pk), {"tekst": "Geef ons nog een dag."})

        client = als(gevuld["beoordelaar"])
        assert "Geef ons nog een dag." in tekst(client.get(pagina))
        beslissen = adres(gevuld, "uitneming_beslissen", voorstel.pk)
        besluit = {"uitkomst": "toewijzen", "motivering": "Het is genoeg.", "gelezen": "False"}
        geweigerd = client.post(beslissen, besluit)
        assert (geweigerd.status_code, "Lees die eerst" in tekst(geweigerd)) == (422, True)
        assert client.post(beslissen, besluit | {"gelezen": "True"}).status_code == 302

    voorstel.refresh_from_db()
    assert (voorstel.stand, voorstel.besluit_reden) == ("toegewezen", "Het is genoeg.")
    weg = tekst(als(gevuld["anker"]).get(adres(gevuld, "akkoorden")))
    assert all(woorden in weg for woorden in (REDEN, "Geef ons nog een dag.", "Het is genoeg."))


def test_who_proposed_takes_it_back_on_the_page(gevuld: Wereld, als: Als) -> None:
    with voor_sluiting(gevuld, 10):
        voorstel = stel_voor(gevuld, gevuld.deel(gevuld.brug))
        als(gevuld["anker"]).post(adres(gevuld, "uitneming_intrekken", voorstel.pk))

    voorstel.refresh_from_db()
    assert voorstel.stand == "ingetrokken"


def test_the_penvoerder_is_taken_out_by_naming_another(gevuld: Wereld, als: Als) -> None:
    with voor_sluiting(gevuld, 10):
        voorstel = stel_voor(gevuld, gevuld.deel(gevuld.anker), "brug", nieuwe_penvoerder_id=gevuld.brug.pk)
    with voor_sluiting(gevuld, 3):
        client = als(gevuld["beoordelaar"])
        assert f'value="{gevuld.brug.pk}" selected' in tekst(client.get(adres(gevuld, "uitneming", voorstel.pk)))
        beslissen = adres(gevuld, "uitneming_beslissen", voorstel.pk)
        besluit = {"uitkomst": "toewijzen", "motivering": "Het is genoeg."}
        assert client.post(beslissen, besluit).status_code == 422
        assert client.post(beslissen, besluit | {"organisatie": gevuld.brug.pk}).status_code == 302

    assert gevuld.aanvraag.penvoerder == gevuld.brug


def test_a_decided_proposal_offers_nothing_more(gevuld: Wereld, als: Als) -> None:
    with voor_sluiting(gevuld, 10):
        voorstel = stel_voor(gevuld, gevuld.deel(gevuld.brug))
    with voor_sluiting(gevuld, 3):
        beslis(gevuld, voorstel, toewijzen=False)
        for wie in ("anker", "brug", "beoordelaar"):
            pagina = tekst(als(gevuld[wie]).get(adres(gevuld, "uitneming", voorstel.pk)))
            assert "<form" not in pagina.partition("<main")[2]
