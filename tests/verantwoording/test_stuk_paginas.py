"""The pages of the joint account: writing, agreeing, submitting, sending back, reading."""

from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.stukhulp import (
    TEKSTEN,
    dien_deel_in,
    duiding,
    geef_akkoord,
    inbreng_van,
    kies_stadscijfers,
    maak_eens,
    schrijf,
    schrijf_alles,
    verantwoording_van,
    vertel,
)
from tests.verantwoording.test_stuk import NA_ALLES
from tests.verantwoording.verslaghulp import deel_van, maak_compleet
from verantwoording.models import Verantwoordingsstuk, Verslagakkoord
from verantwoording.services.samen import dien_in
from verantwoording.services.stuk_pdf import maak_stuk_pdf

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
MEEST = 12


def adres(wereld: Wereld, pagina: str, *plek: int) -> str:
    return reverse(f"verantwoording:{pagina}", args=[wereld.aanvraag.kenmerk, *plek])


def gelezen(antwoord: HttpResponse) -> str:
    return tekst(Boom(antwoord.content.decode()).wortel)


def kosten(client: Client, url: str) -> tuple[HttpResponse, list[str]]:
    with CaptureQueriesContext(connection) as opgevangen:
        antwoord = client.get(url)
    return antwoord, [vraag["sql"] for vraag in opgevangen if "SAVEPOINT" not in vraag["sql"]]


def gevuld(wereld: Wereld) -> Verantwoordingsstuk:
    kies_stadscijfers(wereld)
    maak_compleet(wereld)
    vertel(wereld, "anker", "Nu ken ik mijn buren.")
    maak_eens(wereld)
    return dien_in(verantwoording_id=verantwoording_van(wereld).pk, door=wereld["anker"])


def test_beside_the_text_of_a_subdoel_stand_its_figures_stories_and_the_city(als: Als, geopend: Wereld) -> None:
    kies_stadscijfers(geopend)
    maak_compleet(geopend)
    vertel(geopend, "anker", "Nu ken ik mijn buren.")
    dien_deel_in(geopend, "anker")

    antwoord, vragen = kosten(als(geopend["brug"]), adres(geopend, "duiding", duiding("subdoel").pk))

    pagina = gelezen(antwoord)
    for woord in ("60 bewoners", "Nu ken ik mijn buren.", "van 40% in 2008 naar 55% in 2016", "Minder vragen."):
        assert woord in pagina, woord
    assert f"Nog niet ingediend: {geopend.brug.naam}" in pagina
    assert len(vragen) <= MEEST, "\n".join(vragen)


def test_who_claims_a_cause_is_warned_and_may_go_on(als: Als, geopend: Wereld) -> None:
    stuk = duiding("subdoel")

    antwoord = als(geopend["brug"]).post(
        adres(geopend, "duiding", stuk.pk),
        {"tekst": "Dankzij onze hulp daalde de eenzaamheid.", "versie": 0, "blad": "een"},
        follow=True,
    )

    assert duiding("subdoel").tekst == "Dankzij onze hulp daalde de eenzaamheid."
    assert "U schrijft ‘dankzij’" in gelezen(antwoord)


def test_a_text_that_somebody_else_saved_first_is_shown_beside_mine(als: Als, geopend: Wereld) -> None:
    schrijf(geopend, "samen", "Van Anker.")

    antwoord = als(geopend["brug"]).post(
        adres(geopend, "duiding", duiding("samen").pk), {"tekst": "Van Brug.", "versie": 0, "blad": "een"}
    )

    assert (antwoord.status_code, duiding("samen").tekst) == (422, "Van Anker.")
    pagina = gelezen(antwoord)
    assert pagina.startswith("Twee versies van Wat deden we")
    assert "Van [weggehaald:] Anker [einde] [toegevoegd:] Brug [einde] ." in pagina
    assert "Van [weggehaald:] Brug [einde] [toegevoegd:] Anker [einde] ." in pagina


def test_a_text_saves_itself_in_8_queries(als: Als, geopend: Wereld) -> None:
    stuk = duiding("samen")
    client = als(geopend["brug"])
    url = reverse("subsidies:bewaar_vanzelf", args=[geopend.aanvraag.kenmerk, "duiding", stuk.pk])

    with CaptureQueriesContext(connection) as opgevangen:
        antwoord = client.post(url, {"tekst": "Getypt.", "versie": 0, "blad": "een"})

    vragen = [vraag["sql"] for vraag in opgevangen if "SAVEPOINT" not in vraag["sql"]]
    assert (antwoord.status_code, duiding("samen").tekst) == (200, "Getypt.")
    assert len(vragen) <= 8, "\n".join(vragen)


def test_the_table_sees_what_is_to_do(als: Als, geopend: Wereld) -> None:
    schrijf(geopend, "samen", TEKSTEN["samen"])
    dien_deel_in(geopend, "anker")

    client = als(geopend["anker"])
    antwoord, vragen = kosten(client, adres(geopend, "samen", 2027))

    pagina = gelezen(antwoord)
    indienblad = Boom(client.get(adres(geopend, "samen_indienen", 2027)).content.decode())
    assert TEKSTEN["samen"] in pagina
    assert "Schrijf eerst nog over:" in pagina
    assert f"Nog niet ingediend: {geopend.brug.naam}." in pagina
    for weg, boom in (("", Boom(antwoord.content.decode())), (adres(geopend, "samen", 2027), indienblad)):
        wegen = {tekst(link).split(":")[0]: link.get("href") for link in boom.alle("a")}
        assert wegen["Schrijf eerst nog over"] == f"{weg}#teksten"
        assert wegen["Nog niet ingediend"] == wegen["Nog niet akkoord"] == f"{weg}#partners"
    assert len(vragen) <= MEEST, "\n".join(vragen)


def test_everyone_sees_what_to_do_now(als: Als, geopend: Wereld) -> None:
    url = adres(geopend, "samen", 2027)
    namens = f"geef akkoord namens {geopend.brug.naam}"
    eerst = gelezen(als(geopend["brug"]).get(url))
    dien_deel_in(geopend, "brug")
    schrijven = gelezen(als(geopend["brug"]).get(url))
    schrijf_alles(geopend)
    tekenen = gelezen(als(geopend["brug"]).get(url))
    geef_akkoord(geopend, "brug")
    klaar = gelezen(als(geopend["brug"]).get(url))

    assert f"Dien eerst het eigen verslag van {geopend.brug.naam} in" in eerst
    assert namens not in eerst
    assert namens in schrijven
    assert "Nog niet alle teksten zijn geschreven." in schrijven
    assert namens in tekenen
    assert "Nog niet alle teksten" not in tekenen
    assert f"{geopend.brug.naam} gaf akkoord." in klaar
    assert namens not in klaar
    assert "Akkoord 1 van 2" in klaar
    assert "Wat kunt u nu doen?" not in gelezen(als(geopend["anker_leest"]).get(url))


def test_one_reads_the_whole_document_and_agrees_and_a_second_click_is_no_error(als: Als, geopend: Wereld) -> None:
    kies_stadscijfers(geopend)
    schrijf_alles(geopend)
    dien_deel_in(geopend, "brug")
    client, url = als(geopend["brug"]), adres(geopend, "samen_akkoord", 2027, deel_van(geopend, "Maatjes").pk)
    antwoord, vragen = kosten(client, url)
    assert TEKSTEN["onbekend"] in gelezen(antwoord)
    assert len(vragen) <= MEEST, "\n".join(vragen)

    gezien = inbreng_van(geopend).hash
    codes = [client.post(url, {"gezien": gezien}).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert Verslagakkoord.objects.count() == 1


def test_an_akkoord_on_an_older_text_shows_the_new_one(als: Als, geopend: Wereld) -> None:
    dien_deel_in(geopend, "brug")
    oud = inbreng_van(geopend).hash
    schrijf(geopend, "samen", "Nieuw.")

    url = adres(geopend, "samen_akkoord", 2027, deel_van(geopend, "Maatjes").pk)
    antwoord = als(geopend["brug"]).post(url, {"gezien": oud})

    assert antwoord.status_code == 422
    assert "De inhoud is gewijzigd" in gelezen(antwoord)
    assert Boom(antwoord.content.decode()).een(name="gezien").get("value") == inbreng_van(geopend).hash


def test_the_penvoerder_submits_and_lands_on_the_document(als: Als, geopend: Wereld) -> None:
    maak_eens(geopend)
    client, url = als(geopend["anker"]), adres(geopend, "samen_indienen", 2027)

    eerste, tweede = client.post(url), client.post(url)

    assert (eerste.status_code, eerste["Location"]) == (302, adres(geopend, "stuk", 2027, 1))
    assert (tweede.status_code, tweede["Location"]) == (302, adres(geopend, "samen", 2027))
    assert Verantwoordingsstuk.objects.count() == 1


def test_while_something_is_in_the_way_there_is_no_button_to_submit(als: Als, geopend: Wereld) -> None:
    client, url = als(geopend["anker"]), adres(geopend, "samen_indienen", 2027)

    eerst = Boom(client.get(url).content.decode())
    maak_eens(geopend)
    daarna = Boom(client.get(url).content.decode())

    knoppen = [[tekst(knop) for knop in boom.alle("button")] for boom in (eerst, daarna)]
    assert "Dien in" not in knoppen[0]
    assert "Dien in" in knoppen[1]
    assert "Terug naar het gezamenlijke stuk" in tekst(eerst.wortel)


def test_without_everybodys_akkoord_a_reason_is_asked_after_the_last_day(als: Als, geopend: Wereld) -> None:
    schrijf_alles(geopend)
    for wie in ("anker", "brug"):
        dien_deel_in(geopend, wie)
    geef_akkoord(geopend, "anker")
    url = adres(geopend, "samen_indienen", 2027)
    assert als(geopend["anker"]).post(url).status_code == 422

    with time_machine.travel(NA_ALLES):
        client = als(geopend["anker"])
        leeg = client.post(url, {"waarom": ""})
        antwoord = client.post(url, {"waarom": "Brug is gestopt."}, follow=True)

    assert leeg.status_code == 422
    assert "Brug is gestopt." in gelezen(antwoord)


def test_the_council_reads_what_was_submitted_and_not_what_is_in_the_making(als: Als, geopend: Wereld) -> None:
    raadslid = maak_lid(Rol.COMMISSIELID)
    gevuld(geopend)

    antwoord, vragen = kosten(als(raadslid), adres(geopend, "stuk", 2027, 1))

    pagina = gelezen(antwoord)
    boom = Boom(antwoord.content.decode())
    wegwijzer = [link.get("href") for link in boom.een("nav", **{"aria-label": "In dit stuk"}).iter("a")]
    assert [f"#{kop.get('id')}" for kop in boom.een("main").iter("h2")] == wegwijzer
    for woord in (
        "Wat deden we?",
        "Wie bereikten we?",
        "Wat veranderde er?",
        "Wat weten we niet?",
        "Nu ken ik mijn buren.",
        "51% tot 59%",
        "meer dan 56%",
        "Fictief voorbeeld",
    ):
        assert woord in pagina, woord
    assert len(vragen) <= 6, "\n".join(vragen)
    assert als(raadslid).get(adres(geopend, "samen", 2027)).status_code == 403


def test_an_open_account_has_no_document_for_the_council(als: Als, geopend: Wereld) -> None:
    stuk = gevuld(geopend)
    als(geopend["beoordelaar"]).post(adres(geopend, "samen_terug", 2027), {"reden": "Leg uit."})

    assert als(maak_lid(Rol.COMMISSIELID)).get(adres(geopend, "stuk", 2027, stuk.nummer)).status_code == 404
    assert als(geopend["brug"]).get(adres(geopend, "stuk", 2027, stuk.nummer)).status_code == 200
    assert "Leg uit." in gelezen(als(geopend["brug"]).get(adres(geopend, "samen", 2027)))


def test_the_pdf_is_saved_and_until_it_is_made_the_page_says_so(als: Als, geopend: Wereld) -> None:
    stuk = gevuld(geopend)
    client, url = als(geopend["brug"]), adres(geopend, "stuk_pdf", 2027, 1)
    assert "De pdf wordt gemaakt" in gelezen(client.get(url, follow=True))

    maak_stuk_pdf(stuk_id=stuk.pk)

    antwoord = client.get(url)
    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "application/pdf")
    assert als(geopend["buiten"]).get(url).status_code == 404
