"""A page that saves itself: what it answers, what it costs, and what it keeps when it cannot save."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from subsidies.models import Akkoord, Antwoord, Klad, Versie
from tests.hulp.boom import Boom, tekst
from tests.subsidies.conftest import (
    JAREN,
    TEKST,
    Wereld,
    dien_in,
    foto,
)

Als = Callable[[Lidmaatschap], Client]
MEEST = 8


def vanzelf(wereld: Wereld, soort: str, pk: int) -> str:
    return reverse("subsidies:bewaar_vanzelf", args=[wereld.aanvraag.kenmerk, soort, pk])


def eerste_tekst(wereld: Wereld) -> Antwoord:
    return wereld.aanvraag.antwoorden.earliest("id")


def voorziening_velden(wereld: Wereld, **anders: Any) -> dict[str, Any]:
    """What the page of the voorziening of Anker sends, as it was saved, apart from `anders`."""
    voorziening = wereld.deel(wereld.anker).voorzieningen.get()
    thema = wereld.tafel.thema
    return {
        "versie": voorziening.versie,
        "blad": "blad-1",
        "naam": voorziening.naam,
        "omschrijving": voorziening.omschrijving,
        "subdoelen": [subdoel.pk for subdoel in thema.subdoelen.all()],
        "stadsdelen": [stadsdeel.pk for stadsdeel in voorziening.stadsdelen.all()],
        "doelgroepen": [doelgroep.pk for doelgroep in thema.doelgroepen.all()],
        **{f"bereik_{jaar}": 100 for jaar in JAREN},
    } | anders


def begroting_velden(bedrag: str = "900") -> dict[str, Any]:
    return {
        "versie": 1,
        "blad": "blad-1",
        "regel-TOTAL_FORMS": 1,
        "regel-INITIAL_FORMS": 0,
        "regel-0-soort": "loon",
        "regel-0-omschrijving": "Medewerkers",
        **{f"regel-0-jaar_{jaar}": bedrag for jaar in JAREN},
    }


def kosten(client: Client, adres: str, velden: dict[str, Any]) -> tuple[HttpResponse, list[str]]:
    """The answer, and the queries it cost besides savepoints."""
    with CaptureQueriesContext(connection) as opgevangen:
        antwoord = client.post(adres, velden)
    return antwoord, [vraag["sql"] for vraag in opgevangen if "SAVEPOINT" not in vraag["sql"]]


def gelezen(antwoord: HttpResponse) -> str:
    return tekst(Boom(antwoord.content.decode()).wortel)


# --- what it costs ---


def test_a_text_saves_itself_in_8_queries_and_the_page_hears_its_new_version(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)

    antwoord_http, vragen = kosten(
        als(gevuld["brug"]),
        vanzelf(gevuld, "antwoord", antwoord.pk),
        {"tekst": "Van Brug.", "versie": 1, "blad": "b"},
    )

    antwoord.refresh_from_db()
    assert (antwoord.tekst, antwoord.versie, antwoord_http.status_code) == ("Van Brug.", 2, 200)
    assert len(vragen) <= MEEST, "\n".join(vragen)
    boom = Boom(antwoord_http.content.decode())
    assert boom.een(name="versie").get("value") == "2"
    assert boom.een(name="versie").get("hx-swap-oob") == "true"
    assert "Bewaard om " in gelezen(antwoord_http)


def test_a_voorziening_saves_itself_in_8_queries_with_one_box_ticked(als: Als, gevuld: Wereld) -> None:
    voorziening = gevuld.deel(gevuld.anker).voorzieningen.get()
    [principe] = gevuld.tafel.thema.principes.all()

    antwoord, vragen = kosten(
        als(gevuld["anker_schrijft"]),
        vanzelf(gevuld, "voorziening", voorziening.pk),
        voorziening_velden(gevuld, omschrijving="Elke avond open.", principes=[principe.pk]),
    )

    voorziening.refresh_from_db()
    assert (antwoord.status_code, voorziening.omschrijving, voorziening.versie) == (200, "Elke avond open.", 2)
    assert list(voorziening.principes.all()) == [principe]
    assert len(vragen) <= MEEST, "\n".join(vragen)


def test_a_budget_that_saves_itself_is_kept_as_klad_in_8_queries(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)

    antwoord, vragen = kosten(als(gevuld["anker"]), vanzelf(gevuld, "begroting", deel.pk), begroting_velden())

    deel.refresh_from_db()
    klad = Klad.objects.get()
    assert (deel.begroting_versie, klad.lidmaatschap, klad.versie) == (1, gevuld["anker"], 1)
    assert klad.invoer["regel-0-jaar_2027"] == ["900"]
    assert "een begroting telt pas als u haar bewaart, klik op Bewaar" in gelezen(antwoord)
    assert len(vragen) <= MEEST, "\n".join(vragen)


def test_a_refusal_costs_8_queries_too(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    als(gevuld["anker"]).post(
        vanzelf(gevuld, "antwoord", antwoord.pk), {"tekst": "Van Anker.", "versie": 1, "blad": "a"}
    )

    _, vragen = kosten(
        als(gevuld["brug"]), vanzelf(gevuld, "antwoord", antwoord.pk), {"tekst": "B", "versie": 1, "blad": "b"}
    )

    assert Klad.objects.get().reden == "versie.conflict"
    assert len(vragen) <= MEEST, "\n".join(vragen)


# --- what it does not do ---


def test_typing_leaves_no_row_in_the_trail_and_no_akkoord_lapses(als: Als, eens: Wereld) -> None:
    rijen = Gebeurtenis.objects.count()
    voorziening = eens.deel(eens.anker).voorzieningen.get()
    client = als(eens["anker"])

    client.post(vanzelf(eens, "antwoord", eerste_tekst(eens).pk), {"tekst": "X", "versie": 1, "blad": "b"})
    antwoord = client.post(vanzelf(eens, "voorziening", voorziening.pk), voorziening_velden(eens, naam="Anders"))
    client.post(vanzelf(eens, "begroting", eens.deel(eens.anker).pk), begroting_velden())

    voorziening.refresh_from_db()
    assert voorziening.naam == "Buurthuis Anker"
    assert "uw organisatie gaf al akkoord, en dat vervalt als u bewaart, klik op Bewaar" in gelezen(antwoord)
    assert Akkoord.objects.filter(vervallen_op__isnull=True).count() == 2
    assert Gebeurtenis.objects.count() == rijen
    assert sorted(Klad.objects.values_list("soort", flat=True)) == ["begroting", "voorziening"]


def test_what_stands_there_already_is_no_version_and_clears_the_klad(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    client, adres = als(gevuld["anker"]), vanzelf(gevuld, "antwoord", antwoord.pk)
    client.post(adres, {"tekst": "x" * 5001, "versie": 1, "blad": "b"})
    assert Klad.objects.get().reden == "invoer.ongeldig"

    client.post(adres, {"tekst": TEKST, "versie": 1, "blad": "b"})

    assert not Klad.objects.exists()
    assert Versie.objects.filter(soort="antwoord", onderdeel=antwoord.pk).count() == 1


def test_what_arrives_late_from_the_same_page_is_no_conflict(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    client, adres = als(gevuld["anker"]), vanzelf(gevuld, "antwoord", antwoord.pk)

    for typt in ("Een", "Een twee", "Een twee drie"):
        client.post(adres, {"tekst": typt, "versie": 1, "blad": "b"})

    antwoord.refresh_from_db()
    assert (antwoord.tekst, antwoord.versie) == ("Een twee drie", 4)
    assert not Klad.objects.exists()


# --- what cannot be saved is kept ---


def test_after_the_submission_and_after_closing_the_text_becomes_a_klad(als: Als, eens: Wereld) -> None:
    antwoord = eerste_tekst(eens)
    sluit_op = eens.tafel.uitvraag.sluit_op

    def typ(tekst: str, versie: int) -> HttpResponse:
        velden = {"tekst": tekst, "versie": versie, "blad": "b"}
        return als(eens["brug"]).post(vanzelf(eens, "antwoord", antwoord.pk), velden)

    with time_machine.travel(sluit_op - datetime.timedelta(seconds=1), tick=False):
        typ("Op tijd", 1)
    with time_machine.travel(sluit_op, tick=False):
        dicht = typ("Te laat", 2)
    dien_in(eens)
    ingediend = typ("Nog later", 2)

    antwoord.refresh_from_db()
    assert antwoord.tekst == "Op tijd"
    assert "de uitvraag is niet open" in gelezen(dicht)
    assert "de aanvraag is geen concept meer" in gelezen(ingediend)
    assert Klad.objects.get().invoer["tekst"] == ["Nog later"]


@pytest.mark.parametrize(("wie", "code"), [("anker_leest", 403), ("beoordelaar", 403), ("buiten", 404)])
def test_who_may_not_write_leaves_no_klad(wie: str, code: int, als: Als, gevuld: Wereld) -> None:
    eerder = foto()

    antwoord = als(gevuld[wie]).post(
        vanzelf(gevuld, "antwoord", eerste_tekst(gevuld).pk), {"tekst": "X", "versie": 1, "blad": "b"}
    )

    assert (antwoord.status_code, foto()) == (code, eerder)


@pytest.mark.parametrize(
    ("velden", "soort", "code"),
    [
        ({"tekst": "X"}, "antwoord", 422),
        ({"tekst": "X", "versie": "1"}, "deel", 404),
        ({"tekst": "y" * 200_001, "versie": "1"}, "antwoord", 422),
    ],
)
def test_a_malformed_save_changes_nothing(velden: dict, soort: str, code: int, als: Als, gevuld: Wereld) -> None:
    eerder = foto()

    antwoord = als(gevuld["anker"]).post(vanzelf(gevuld, soort, eerste_tekst(gevuld).pk), velden)

    assert (antwoord.status_code, foto()) == (code, eerder)


def test_a_choice_of_another_theme_is_refused_and_kept(als: Als, gevuld: Wereld) -> None:
    voorziening = gevuld.deel(gevuld.anker).voorzieningen.get()

    als(gevuld["anker"]).post(
        vanzelf(gevuld, "voorziening", voorziening.pk), voorziening_velden(gevuld, subdoelen=[999_999])
    )

    assert Klad.objects.get().reden == "invoer.ongeldig"
    assert voorziening.subdoelen.exists()


def test_an_emptied_year_goes_and_a_filled_one_comes(als: Als, gevuld: Wereld) -> None:
    voorziening = gevuld.deel(gevuld.anker).voorzieningen.get()

    als(gevuld["anker"]).post(
        vanzelf(gevuld, "voorziening", voorziening.pk),
        voorziening_velden(gevuld, bereik_2027="", bereik_2028="80", kosten_2028="1.250,50"),
    )

    [jaar] = voorziening.per_jaar.all()
    assert (jaar.jaar, jaar.bereik, str(jaar.kosten)) == (2028, 80, "1250.50")
    assert Versie.objects.get(soort="voorziening", onderdeel=voorziening.pk, nummer=2).inhoud["jaren"] == {
        "2028": {"bereik": 80, "kosten": "1250.50"}
    }


# --- a lapsed session ---


def test_a_lapsed_session_is_sent_to_the_login_page_and_changes_nothing(client: Client, gevuld: Wereld) -> None:
    """The script sees another address than it posted to, keeps the text, and offers to log in."""
    eerder, adres = foto(), vanzelf(gevuld, "antwoord", eerste_tekst(gevuld).pk)

    antwoord = client.post(adres, {"tekst": "X", "versie": 1, "blad": "b"}, headers={"HX-Request": "true"})

    assert (antwoord.status_code, antwoord.url) == (302, f"{reverse('account_login')}?next={adres}")
    assert foto() == eerder


def test_the_page_after_login_has_the_key_under_which_the_browser_kept_the_text(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    adres = reverse("subsidies:antwoord_wijzig", args=[gevuld.aanvraag.kenmerk, antwoord.pk])
    lid = gevuld["brug"]

    formulier = Boom(als(lid).get(adres).content.decode()).een("form", **{"data-bewaar": None})

    assert formulier.get("data-bewaar") == (
        f"{lid.gebruiker_id}:{lid.pk}:{gevuld.aanvraag.kenmerk}:antwoord:{antwoord.pk}"
    )
    assert formulier.get("hx-post") == vanzelf(gevuld, "antwoord", antwoord.pk)


# --- the page of a text ---


def test_a_writer_walks_through_the_texts(als: Als, concept: Wereld) -> None:
    client = als(concept["anker"])
    antwoorden = [int(str(vraag.pk)) for vraag in concept.aanvraag.antwoorden.order_by("criterium__volgorde", "id")]
    adres = reverse("subsidies:antwoord_wijzig", args=[concept.aanvraag.kenmerk, antwoorden[0]])
    boom = Boom(client.get(adres).content.decode())
    volgende = boom.een("a", rel="next").get("href")

    verder = client.post(adres, {"tekst": "Zo.", "versie": 0, "blad": "b", "verder": "1"})

    assert verder.url == volgende
    terug = client.post(adres, {"tekst": "Zo dan.", "versie": 1, "blad": "b"})
    assert terug.url == reverse("subsidies:aanvraag_detail", args=[concept.aanvraag.kenmerk])


def test_the_page_names_who_wrote_last_and_who_writes_now(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    als(gevuld["brug"]).post(vanzelf(gevuld, "antwoord", antwoord.pk), {"tekst": "x" * 5001, "versie": 1, "blad": "b"})

    html = gelezen(
        als(gevuld["anker"]).get(reverse("subsidies:antwoord_wijzig", args=[gevuld.aanvraag.kenmerk, antwoord.pk]))
    )

    assert f"{gevuld['brug'].gebruiker.naam} (Stichting Voorbeeld Brug) schrijft hier ook" in html
    assert f"Laatst bewaard door {gevuld['anker'].gebruiker.naam} (Stichting Voorbeeld Anker)" in html
    assert f"{gevuld['anker'].gebruiker.naam} (Stichting Voorbeeld Anker) schrijft hier ook" not in html


def test_the_page_costs_at_most_12_queries_with_a_klad(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    client = als(gevuld["brug"])
    client.post(vanzelf(gevuld, "antwoord", antwoord.pk), {"tekst": "x" * 5001, "versie": 1, "blad": "b"})

    with CaptureQueriesContext(connection) as opgevangen:
        client.get(reverse("subsidies:antwoord_wijzig", args=[gevuld.aanvraag.kenmerk, antwoord.pk]))

    assert len(opgevangen) <= 12


def test_a_refused_save_on_purpose_is_kept_as_klad_too(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    adres = reverse("subsidies:antwoord_wijzig", args=[gevuld.aanvraag.kenmerk, antwoord.pk])
    client = als(gevuld["anker"])

    geweigerd = client.post(adres, {"tekst": "x" * 5001, "versie": 1, "blad": "b"})

    assert geweigerd.status_code == 422
    assert "x" * 5001 in Boom(client.get(adres).content.decode()).een("textarea", id="id_tekst").text
