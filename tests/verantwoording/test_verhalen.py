"""Stories: with leave, and without anything that leads to a person."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from organisaties.models import Lidmaatschap
from tests.hulp.boom import Boom
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.verslaghulp import deel_van, maak_compleet, post, verslag_van
from thematafels.models import Stadsdeel
from verantwoording.models import Verhaal
from verantwoording.services.indienen import dien_in
from verantwoording.services.verhalen import MEESTE, Verteld, neem_verhaal_terug, voeg_verhaal_toe, wijzig_verhaal

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
SOEP = "Nu staat er soep voor de deur als ik ziek ben."


def verteld(tekst: str = SOEP, *, toestemming: bool = True, nagekeken: tuple[str, ...] = ()) -> Verteld:
    return Verteld("bewoner", tekst, None, toestemming, nagekeken)


def vertel(wereld: Wereld, wat: Verteld | None = None, wie: str = "anker_schrijft") -> Verhaal:
    return voeg_verhaal_toe(verslag_id=verslag_van(wereld).pk, verteld=wat or verteld(), door=wereld[wie])


def nieuw(wereld: Wereld) -> str:
    return reverse("verantwoording:verhaal_nieuw", args=[wereld.aanvraag.kenmerk, verslag_van(wereld).pk])


def test_a_story_is_kept_with_leave(geopend: Wereld) -> None:
    verhaal = vertel(geopend)

    assert (verhaal.tekst, verhaal.toestemming, verhaal.nagekeken, verhaal.door) == (
        SOEP,
        True,
        False,
        geopend["anker_schrijft"],
    )


def test_without_leave_there_is_no_story(geopend: Wereld) -> None:
    with geweigerd("verhaal.toestemming"):
        vertel(geopend, verteld(toestemming=False))


@pytest.mark.parametrize(
    "tekst",
    ["Zijn BSN is 111222333.", "Bel 06-12345678.", "Mail jan@voorbeeld.nl.", "Op NL91 ABNA 0417 1643 00."],
)
def test_what_is_certain_can_never_be_confirmed_away(geopend: Wereld, tekst: str) -> None:
    alles = (tekst, "111222333", "BSN is 111222333", "06-12345678", "jan@voorbeeld.nl", "NL91 ABNA 0417 1643 00")

    with geweigerd("verhaal.persoonsgegevens"):
        vertel(geopend, verteld(tekst, nagekeken=alles))


def test_a_name_is_kept_only_when_the_writer_says_it_leads_to_nobody(geopend: Wereld) -> None:
    tekst = "Wij lazen over Jan Modaal."
    with geweigerd("verhaal.persoonsgegevens"):
        vertel(geopend, verteld(tekst))

    verhaal = vertel(geopend, verteld(tekst, nagekeken=("Jan Modaal",)))

    assert verhaal.nagekeken is True


def test_a_confirmation_holds_for_what_was_shown_and_not_for_what_came_later(geopend: Wereld) -> None:
    verhaal = vertel(geopend, verteld("Wij lazen over Jan Modaal.", nagekeken=("Jan Modaal",)))

    with geweigerd("verhaal.persoonsgegevens"):
        wijzig_verhaal(
            verhaal_id=verhaal.pk,
            verteld=verteld("Jan Modaal en mevrouw Jansen.", nagekeken=("Jan Modaal",)),
            door=geopend["anker"],
        )


def test_who_told_it_takes_it_back_and_nothing_stays(geopend: Wereld) -> None:
    verhaal = vertel(geopend)

    neem_verhaal_terug(verslag_id=verhaal.verslag_id, verhaal_id=verhaal.pk, door=geopend["anker"])

    assert not Verhaal.objects.exists()


def test_there_are_never_more_stories_than_one_reads(geopend: Wereld) -> None:
    verslag = verslag_van(geopend)
    Verhaal.objects.bulk_create(
        Verhaal(verslag_id=verslag.pk, van="bewoner", tekst=SOEP, toestemming=True, door=geopend["anker"])
        for _ in range(MEESTE)
    )

    with geweigerd("verhaal.te_veel"):
        vertel(geopend)


@pytest.mark.parametrize(("wie", "code"), [("brug", "verslag.niet_eigen"), ("anker_leest", "toegang.rol")])
def test_only_the_own_writers_add_a_story(geopend: Wereld, wie: str, code: str) -> None:
    with geweigerd(code):
        vertel(geopend, wie=wie)


def test_after_submission_a_story_is_not_changed(geopend: Wereld) -> None:
    verhaal = vertel(geopend)
    maak_compleet(geopend)
    dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    with geweigerd("verslag.niet_open"):
        wijzig_verhaal(verhaal_id=verhaal.pk, verteld=verteld("Anders."), door=geopend["anker"])


# --- the page ---


def test_the_page_shows_what_it_found_and_asks_once(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    deel = Stadsdeel.objects.get(naam="Voorbeeldwijk")
    velden = {"van": "bewoner", "tekst": "Fatima Bouali hielp.", "toestemming": "on", "stadsdeel": str(deel.pk)}

    eerst = client.post(nieuw(geopend), velden)
    daarna = client.post(nieuw(geopend), velden | {"gezien": json.dumps(["Fatima Bouali"]), "nagekeken": "on"})

    assert eerst.status_code == 422
    assert eerst.context["form"].errors["tekst"] == [
        (
            "Dit lijkt naar iemand te leiden: ‘Fatima Bouali’ (een naam). "
            "Haal het weg, of zeg hieronder dat het niet zo is."
        )
    ]
    pagina = eerst.content.decode()
    assert "Ik heb dit nagekeken" in pagina
    assert "Fatima Bouali hielp." in pagina
    assert daarna.status_code == 302
    verhaal = Verhaal.objects.get()
    assert (verhaal.nagekeken, verhaal.stadsdeel, verhaal.tekst) == (True, deel, "Fatima Bouali hielp.")


def test_the_page_asks_again_about_what_came_later(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    velden = {"van": "bewoner", "tekst": "Fatima Bouali en Jan Smit.", "toestemming": "on", "nagekeken": "on"}

    antwoord = client.post(nieuw(geopend), velden | {"gezien": json.dumps(["Fatima Bouali"])})

    form = antwoord.context["form"]
    assert form.errors["tekst"] == [
        "Dit lijkt naar iemand te leiden: ‘Jan Smit’ (een naam). Haal het weg, of zeg hieronder dat het niet zo is."
    ]
    assert (form["gezien"].value(), form["nagekeken"].value()) == ('["Fatima Bouali", "Jan Smit"]', False)


@pytest.mark.parametrize("gezien", ["", "geen json", '{"a": 1}', "[1, 2]", "null"])
def test_a_page_that_was_tampered_with_confirms_nothing(als: Als, geopend: Wereld, gezien: str) -> None:
    velden = {"van": "bewoner", "tekst": "Jan Smit.", "toestemming": "on", "nagekeken": "on", "gezien": gezien}

    antwoord = als(geopend["anker"]).post(nieuw(geopend), velden)

    assert antwoord.status_code == 422
    assert not Verhaal.objects.exists()


def test_the_buttons_of_the_stories_save_the_report_first_and_then_go_on(als: Als, geopend: Wereld) -> None:
    client, verhaal = als(geopend["anker"]), vertel(geopend)
    kenmerk = geopend.aanvraag.kenmerk
    pad = reverse("verantwoording:activiteit", args=[kenmerk, verslag_van(geopend).pk])
    boom = Boom(client.get(pad).content.decode())
    wijzig, erbij = [knop.get("value") for knop in boom.alle("button", name="verhaal", form="schrijf")]

    naar_nieuw = client.post(pad, post(verslag_van(geopend), verteld="Elke week.", verhaal=erbij).dict())
    na_nieuw = verslag_van(geopend).verteld
    naar_verhaal = client.post(pad, post(verslag_van(geopend), verteld="Elke dag.", verhaal=wijzig).dict())
    na_verhaal = verslag_van(geopend).verteld
    te_lang = client.post(pad, post(verslag_van(geopend), verteld="x" * 5001, verhaal=erbij).dict())

    assert boom.een("form", id="schrijf").get("method") == "post"
    assert (naar_nieuw.url, na_nieuw) == (nieuw(geopend), "Elke week.")
    assert (naar_verhaal.url, na_verhaal) == (
        reverse("verantwoording:verhaal", args=[kenmerk, verhaal.pk]),
        "Elke dag.",
    )
    assert (te_lang.status_code, verslag_van(geopend).verteld) == (422, "Elke dag.")


def test_a_clean_story_is_asked_nothing(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])

    pagina = client.get(nieuw(geopend)).content.decode()
    client.post(nieuw(geopend), {"van": "professional", "tekst": SOEP, "toestemming": "on"})

    assert "nagekeken" not in pagina
    assert Verhaal.objects.get().nagekeken is False


def test_a_story_is_changed_and_removed_on_its_page(als: Als, geopend: Wereld) -> None:
    client, verhaal, kenmerk = als(geopend["anker"]), vertel(geopend), geopend.aanvraag.kenmerk
    pad = reverse("verantwoording:verhaal", args=[kenmerk, verhaal.pk])
    weg = reverse("verantwoording:verhaal_weg", args=[kenmerk, verhaal.verslag_id, verhaal.pk])

    client.post(pad, {"van": "professional", "tekst": "Anders.", "toestemming": "on"})
    assert Verhaal.objects.get().tekst == "Anders."
    link = Boom(client.get(pad).content.decode()).een("a", href=weg)
    client.post(link.get("href"))

    assert not Verhaal.objects.exists()


def test_leave_is_asked_again_with_every_change(als: Als, geopend: Wereld) -> None:
    client, verhaal = als(geopend["anker"]), vertel(geopend)

    antwoord = client.post(
        reverse("verantwoording:verhaal", args=[geopend.aanvraag.kenmerk, verhaal.pk]),
        {"van": "bewoner", "tekst": "Anders."},
    )

    assert antwoord.status_code == 422
    assert list(antwoord.context["form"].errors) == ["toestemming"]
    assert Verhaal.objects.get().tekst == SOEP
