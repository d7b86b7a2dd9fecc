"""Unsaved text, and two versions of one section: nothing is overwritten, and one click keeps either or merges."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from subsidies.models import Antwoord, Klad, Versie
from subsidies.onderdelen.kladden import kladden_open, kladden_van
from subsidies.services import antwoord as antwoorden
from subsidies.services.klad import bewaar_klad, gooi_klad_weg
from tests.hulp.boom import Boom, tekst
from tests.subsidies.conftest import TEKST, Wereld, bewaar_begroting, bewaar_voorziening

Als = Callable[[Lidmaatschap], Client]


def eerste_tekst(wereld: Wereld) -> Antwoord:
    return wereld.aanvraag.antwoorden.earliest("id")


def adres(wereld: Wereld, naam: str, soort: str, pk: int) -> str:
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk, soort, pk])


def pagina(wereld: Wereld, antwoord: Antwoord) -> str:
    return reverse("subsidies:antwoord_wijzig", args=[wereld.aanvraag.kenmerk, antwoord.pk])


def klad(wereld: Wereld, wie: str, soort: str, pk: int, versie: int, **invoer: str | list[str]) -> None:
    bewaar_klad(
        aanvraag_id=wereld.aanvraag.pk,
        soort=soort,
        onderdeel=pk,
        versie=versie,
        invoer={naam: waarde if isinstance(waarde, list) else [waarde] for naam, waarde in invoer.items()},
        reden="versie.conflict",
        door=wereld[wie],
    )


def botsing(wereld: Wereld, mijn: str, ander: str) -> Antwoord:
    """Brug typed `mijn` on the first text while Anker saved `ander`."""
    antwoord = eerste_tekst(wereld)
    antwoorden.bewaar_antwoord(antwoord_id=antwoord.pk, tekst=ander, versie=1, door=wereld["anker"])
    klad(wereld, "brug", "antwoord", antwoord.pk, 1, tekst=mijn)
    antwoord.refresh_from_db()
    return antwoord


def kies(client: Client, wereld: Wereld, antwoord: Antwoord, keuze: str, versie: int = 2) -> HttpResponse:
    return client.post(adres(wereld, "beide_versies", "antwoord", antwoord.pk), {"keuze": keuze, "versie": versie})


# --- a klad ---


def test_one_person_has_one_klad_of_a_section_and_the_last_one_counts(gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)

    klad(gevuld, "brug", "antwoord", antwoord.pk, 1, tekst="Eerst")
    klad(gevuld, "brug", "antwoord", antwoord.pk, 1, tekst="Later", csrfmiddlewaretoken="geheim")
    klad(gevuld, "anker", "antwoord", antwoord.pk, 1, tekst="Van Anker")

    assert list(Klad.objects.order_by("id").values_list("invoer", flat=True)) == [
        {"tekst": ["Later"]},
        {"tekst": ["Van Anker"]},
    ]


def test_the_database_keeps_one_klad_per_person(gevuld: Wereld) -> None:
    klad(gevuld, "brug", "antwoord", 1, 1, tekst="Eerst")
    dubbel = Klad.objects.get()
    dubbel.pk = None

    with pytest.raises(IntegrityError, match="klad_een_per_persoon"), transaction.atomic():
        dubbel.save(force_insert=True)


def test_far_too_much_is_no_klad(gevuld: Wereld) -> None:
    with pytest.raises(DomeinFout) as fout:
        klad(gevuld, "brug", "antwoord", 1, 1, tekst="x" * 200_001)

    assert (fout.value.code, Klad.objects.count()) == ("klad.te_lang", 0)


def test_a_klad_comes_back_in_the_form_and_saving_it_clears_it(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    klad(gevuld, "brug", "antwoord", antwoord.pk, 1, tekst="Mijn klad", blad="oud-blad")
    client = als(gevuld["brug"])

    boom = Boom(client.get(pagina(gevuld, antwoord)).content.decode())

    assert boom.een("textarea", id="id_tekst").text.strip() == "Mijn klad"
    assert boom.een(name="blad").get("value") == "oud-blad"
    assert "Dit hebt u getypt maar nog niet bewaard" in tekst(boom.wortel)
    opnieuw = client.post(pagina(gevuld, antwoord), {"tekst": "Mijn klad", "versie": 1, "blad": "oud-blad"})
    assert opnieuw.status_code == 302
    assert not Klad.objects.exists()


def test_a_klad_is_seen_by_nobody_else_and_thrown_away_by_nobody_else(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    klad(gevuld, "brug", "antwoord", antwoord.pk, 1, tekst="Alleen van mij")
    client = als(gevuld["anker"])

    html = client.get(pagina(gevuld, antwoord)).content.decode()
    client.post(adres(gevuld, "klad_weg", "antwoord", antwoord.pk))

    assert "Alleen van mij" not in html
    assert Klad.objects.count() == 1
    als(gevuld["brug"]).post(adres(gevuld, "klad_weg", "antwoord", antwoord.pk))
    assert Klad.objects.count() == 0


def test_the_overviews_name_the_section_and_the_writer_in_one_query(gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    voorziening = deel.voorzieningen.get()
    klad(gevuld, "anker", "begroting", deel.pk, 1)
    klad(gevuld, "anker", "voorziening", voorziening.pk, 1, naam="X")
    klad(gevuld, "anker", "voorziening", 999_999, 1, naam="weg")
    klad(gevuld, "brug", "antwoord", eerste_tekst(gevuld).pk, 1, tekst="Y")

    with CaptureQueriesContext(connection) as opgevangen:
        alle = kladden_open(gevuld.aanvraag)
        eigen = kladden_van(gevuld.aanvraag, gevuld["brug"])

    vraag = str(eerste_tekst(gevuld).vraag)
    assert [(rij.naam, rij.organisatie, rij.minuten) for rij in alle] == [
        (vraag, "Stichting Voorbeeld Brug", 0),
        ("Buurthuis Anker", "Stichting Voorbeeld Anker", 0),
        ("Begroting", "Stichting Voorbeeld Anker", 0),
    ]
    assert [(rij.naam, rij.url) for rij in eigen] == [(vraag, pagina(gevuld, eerste_tekst(gevuld)))]
    assert len([sql for sql in opgevangen if "subsidies_klad" in sql["sql"]]) == 2


# --- two versions ---


def test_a_save_that_would_overwrite_shows_both_and_keeps_mine(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)
    antwoorden.bewaar_antwoord(antwoord_id=antwoord.pk, tekst="Van Anker", versie=1, door=gevuld["anker"])

    geweigerd = als(gevuld["brug"]).post(pagina(gevuld, antwoord), {"tekst": "Van Brug", "versie": 1, "blad": "b"})

    antwoord.refresh_from_db()
    assert (geweigerd.status_code, antwoord.tekst) == (422, "Van Anker")
    assert Klad.objects.get().invoer["tekst"] == ["Van Brug"]
    html = tekst(Boom(geweigerd.content.decode()).een("main"))
    assert f"De versie van {gevuld['anker'].gebruiker.naam}" in html
    assert "[toegevoegd:]" in html


@pytest.mark.parametrize(
    ("keuze", "staat", "versies"), [("mijn", "Samen met Brug.", 3), ("ander", "Samen met Anker.", 2)]
)
def test_one_click_keeps_either(keuze: str, staat: str, versies: int, als: Als, gevuld: Wereld) -> None:
    antwoord = botsing(gevuld, "Samen met Brug.", "Samen met Anker.")

    klaar = kies(als(gevuld["brug"]), gevuld, antwoord, keuze)

    antwoord.refresh_from_db()
    assert (klaar.status_code, antwoord.tekst, antwoord.versie) == (302, staat, versies)
    assert not Klad.objects.exists()


def test_a_merge_of_what_both_changed_waits_to_be_read(als: Als, gevuld: Wereld) -> None:
    antwoord = botsing(gevuld, f"{TEKST} Ook in Noord.", f"Elke dag. {TEKST}")
    client = als(gevuld["brug"])

    klaar = kies(client, gevuld, antwoord, "samen")

    antwoord.refresh_from_db()
    assert (klaar.url, antwoord.versie) == (pagina(gevuld, antwoord), 2)
    boom = Boom(client.get(klaar.url).content.decode())
    assert boom.een("textarea", id="id_tekst").text.strip() == f"Elke dag. {TEKST} Ook in Noord."
    bewaard = client.post(
        klaar.url, {"tekst": f"Elke dag. {TEKST} Ook in Noord.", "versie": boom.een(name="versie").get("value")}
    )
    assert bewaard.status_code == 302


def test_a_merge_of_different_fields_is_saved_at_once(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    voorziening = deel.voorzieningen.get()
    basis = Versie.objects.get(soort="voorziening", onderdeel=voorziening.pk).inhoud
    bewaar_voorziening(deel, "Buurthuis Anker", gevuld["anker_schrijft"], voorziening.pk, omschrijving="Ook zondag.")
    klad(
        gevuld,
        "anker",
        "voorziening",
        voorziening.pk,
        1,
        naam="Huis van de buurt",
        omschrijving=basis["omschrijving"],
        **{naam: [str(pk) for pk in basis[naam]] for naam in ("subdoelen", "stadsdelen", "doelgroepen")},
        **{f"bereik_{jaar}": str(wens["bereik"]) for jaar, wens in basis["jaren"].items()},
    )

    klaar = als(gevuld["anker"]).post(
        adres(gevuld, "beide_versies", "voorziening", voorziening.pk), {"keuze": "samen", "versie": 2}
    )

    voorziening.refresh_from_db()
    assert klaar.url == reverse("subsidies:aanvraag_detail", args=[gevuld.aanvraag.kenmerk])
    assert (voorziening.naam, voorziening.omschrijving) == ("Huis van de buurt", "Ook zondag.")
    assert not Klad.objects.exists()


def test_lines_of_a_budget_merge(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    bewaar_begroting(deel, "70000.00", gevuld["anker_schrijft"])
    regels = {"regel-TOTAL_FORMS": "2", "regel-INITIAL_FORMS": "0"}
    for nummer, (soort, naam, bedrag) in enumerate([("loon", "Medewerkers", "60000"), ("huisvesting", "Huur", "5")]):
        regels |= {f"regel-{nummer}-soort": soort, f"regel-{nummer}-omschrijving": naam}
        regels |= {f"regel-{nummer}-jaar_{jaar}": bedrag for jaar in gevuld.aanvraag.jaren}
    klad(gevuld, "anker", "begroting", deel.pk, 1, **regels)

    als(gevuld["anker"]).post(adres(gevuld, "beide_versies", "begroting", deel.pk), {"keuze": "samen", "versie": 2})

    assert [(post.omschrijving, str(post.bedragen.all()[0].bedrag)) for post in deel.posten.all()] == [
        ("Medewerkers", "70000.00"),
        ("Huur", "5.00"),
    ]


@pytest.mark.parametrize("keuze", ["mijn", "samen"])
def test_a_third_save_in_between_is_not_overwritten_either(keuze: str, als: Als, gevuld: Wereld) -> None:
    antwoord = botsing(gevuld, "Van Brug.", "Van Anker.")
    antwoorden.bewaar_antwoord(antwoord_id=antwoord.pk, tekst="Nog later.", versie=2, door=gevuld["anker_schrijft"])

    opnieuw = kies(als(gevuld["brug"]), gevuld, antwoord, keuze, versie=2)

    antwoord.refresh_from_db()
    assert (opnieuw.status_code, antwoord.tekst) == (422, "Nog later.")
    assert "Er kwam intussen weer een versie bij" in opnieuw.content.decode()
    assert Klad.objects.get().invoer["tekst"] == ["Van Brug."]


def test_a_wrong_version_of_mine_is_mended_on_its_page(als: Als, gevuld: Wereld) -> None:
    antwoord = botsing(gevuld, "x" * 5001, "Van Anker.")
    client = als(gevuld["brug"])

    beide = client.get(adres(gevuld, "beide_versies", "antwoord", antwoord.pk)).content.decode()
    verder = kies(client, gevuld, antwoord, "mijn")

    assert "In uw versie klopt nog iets niet" in beide
    assert "Voeg samen</button>" not in beide
    assert verder.url == pagina(gevuld, antwoord)
    assert Klad.objects.get().versie == 2


@pytest.mark.parametrize("velden", [{}, {"keuze": "alles", "versie": 2}, {"keuze": "mijn"}])
def test_a_choice_that_is_none_changes_nothing(velden: dict[str, Any], als: Als, gevuld: Wereld) -> None:
    antwoord = botsing(gevuld, "Van Brug.", "Van Anker.")

    antwoord_http = als(gevuld["brug"]).post(adres(gevuld, "beide_versies", "antwoord", antwoord.pk), velden)

    antwoord.refresh_from_db()
    assert (antwoord_http.status_code, antwoord.tekst, Klad.objects.count()) == (422, "Van Anker.", 1)


def test_without_a_klad_there_is_nothing_to_choose(als: Als, gevuld: Wereld) -> None:
    antwoord = eerste_tekst(gevuld)

    terug = als(gevuld["brug"]).get(adres(gevuld, "beide_versies", "antwoord", antwoord.pk))

    assert terug.url == pagina(gevuld, antwoord)


def test_a_klad_can_be_thrown_away_by_its_service(gevuld: Wereld) -> None:
    klad(gevuld, "brug", "antwoord", 7, 1, tekst="X")

    gooi_klad_weg(soort="antwoord", onderdeel=7, door=gevuld["anker"])
    assert Klad.objects.count() == 1
    gooi_klad_weg(soort="antwoord", onderdeel=7, door=gevuld["brug"])
    assert Klad.objects.count() == 0
