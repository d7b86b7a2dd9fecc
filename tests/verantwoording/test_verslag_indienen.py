"""Submitting the own part: what misses, late or in time, and starting from the year before."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.models import Gebeurtenis
from kern.termijnen.stappen import amsterdam_dag
from organisaties.models import Lidmaatschap
from subsidies.models import Klad
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.verslaghulp import TEKSTEN, deel_van, inhoud, maak_compleet, meet, verslag_van
from thematafels.models import Niveau
from verantwoording.models import Bevinding, Deelverslag, Meting
from verantwoording.regels.verslag_compleet import verslag_mist
from verantwoording.selectors.deelverslag import stand_van
from verantwoording.services.indienen import dien_in
from verantwoording.services.openen import open_verantwoordingen
from verantwoording.services.overnemen import neem_over
from verantwoording.services.verslag import bewaar_verslag

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
LEEG = dict.fromkeys(("volgens_plan", "volgens_principes", *TEKSTEN), "")
VOL = LEEG | TEKSTEN | {"volgens_plan": "ja", "volgens_principes": "ja"}


@pytest.mark.parametrize(
    ("velden", "mist"),
    [
        (
            LEEG,
            [
                "volgens_plan",
                "volgens_principes",
                "verteld",
                "bewoners_zien",
                "professionals_zien",
                "werkte",
                "werkte_niet",
            ],
        ),
        (VOL, []),
        (LEEG | {"volgens_plan": "nee"}, ["verteld", "werkte_niet"]),
        (VOL | {"werkte": " \n"}, ["werkte"]),
        (VOL | {"verteld": "Bel 06-12345678."}, ["verteld"]),
        (VOL | {"verteld": "Mevrouw Jansen hielp."}, []),
    ],
)
def test_what_misses_depends_on_what_was_done(velden: dict[str, str], mist: list[str]) -> None:
    assert [een.veld for een in verslag_mist(velden, [], met_principes=True)] == mist


def test_a_number_is_there_or_it_is_said_why_not(geopend: Wereld) -> None:
    verslag = verslag_van(geopend)
    aanbod, bereik, bewoner, professional = (meet(verslag, niveau) for niveau in Niveau)
    deel = geopend.tafel.thema.doelgroepen.get().pk
    metingen = {str(aanbod): {"geheel": "0.00"}, str(bewoner): {f"d{deel}": "5.00"}}
    redenen = {str(bereik): "Niet geteld."}

    bewaar_verslag(
        verslag_id=verslag.pk,
        inhoud=inhoud(verslag, metingen=metingen, niet_gemeten=redenen, volgens_plan="ja", **TEKSTEN),
        versie=0,
        door=geopend["anker"],
    )

    [stand] = stand_van(deel_van(geopend)).activiteiten
    assert [(mist.veld, mist.zin) for mist in stand.mist] == [
        ("volgens_principes", "Kies of u volgens de principes werkte."),
        (
            f"m{bewoner}",
            "‘Koffie: effect volgens bewoners’: vul ook in hoeveel het er in totaal zijn.",
        ),
        (
            f"m{professional}",
            "‘Koffie: effect volgens professionals’: vul het getal in, of schrijf waarom het niet gemeten is.",
        ),
    ]


def test_a_signatory_submits_what_is_complete_and_nobody_else_is_touched(geopend: Wereld) -> None:
    maak_compleet(geopend)

    dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    eigen, ander = deel_van(geopend), deel_van(geopend, "Maatjes")
    assert (eigen.stand, eigen.ingediend_door) == ("ingediend", geopend["anker"])
    assert amsterdam_dag(eigen.ingediend_op) == datetime.date(2028, 1, 15)
    assert (ander.stand, ander.ingediend_op) == ("open", None)
    assert stand_van(eigen).toestand == ("klaar", "Ingediend")
    assert Gebeurtenis.objects.get(soort="verslag.ingediend", geweigerd="").feiten == {"jaar": 2027}


def test_what_is_incomplete_is_not_submitted(geopend: Wereld) -> None:
    with geweigerd("verslag.onvolledig"):
        dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])


def test_an_editor_prepares_and_does_not_submit(geopend: Wereld) -> None:
    maak_compleet(geopend)

    with geweigerd("toegang.rol"):
        dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker_schrijft"])


def test_another_at_the_table_does_not_submit(geopend: Wereld) -> None:
    maak_compleet(geopend)

    with geweigerd("deel.niet_eigen"):
        dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["brug"])


def test_it_is_submitted_once(geopend: Wereld) -> None:
    maak_compleet(geopend)
    dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    with geweigerd("verslag.niet_open"):
        dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])


@pytest.mark.parametrize(
    ("dag", "toestand"),
    [("2028-04-01", ("klaar", "Ingediend")), ("2028-04-02", ("klaar", "Ingediend, te laat"))],
)
def test_late_is_allowed_and_marked(geopend: Wereld, dag: str, toestand: tuple[str, str]) -> None:
    maak_compleet(geopend)

    with time_machine.travel(f"{dag}T20:00:00+00:00"):
        dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    assert stand_van(deel_van(geopend)).toestand == toestand


def test_who_did_not_submit_is_late_after_the_last_day(geopend: Wereld) -> None:
    with time_machine.travel("2028-04-01T12:00:00+00:00"):
        assert stand_van(deel_van(geopend)).toestand == ("bezig", "Nog niet ingediend")
    with time_machine.travel("2028-04-02T12:00:00+00:00"):
        assert stand_van(deel_van(geopend)).toestand == ("let-op", "Te laat")


def test_after_a_question_it_comes_back_with_the_day_it_first_came(geopend: Wereld) -> None:
    maak_compleet(geopend)
    deel = dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])
    eerst = deel.ingediend_op
    vraag = Bevinding.objects.create(
        verantwoording=deel.verantwoording,
        deelverslag=deel,
        soort="vraag",
        tekst="Hoe telde u?",
        door=geopend["beoordelaar"],
    )
    Deelverslag.objects.filter(pk=deel.pk).update(stand="vraag")

    with time_machine.travel("2028-05-01T12:00:00+00:00"):
        with geweigerd("verslag.vragen"):
            dien_in(deelverslag_id=deel.pk, door=geopend["anker"])
        Bevinding.objects.filter(pk=vraag.pk).update(
            antwoord="Met de hand.", antwoord_door=geopend["anker"], antwoord_op=timezone.now()
        )
        dien_in(deelverslag_id=deel.pk, door=geopend["anker"])

    nu = deel_van(geopend)
    assert (nu.stand, nu.ingediend_op) == ("ingediend", eerst)


# --- starting from the year before ---


@pytest.fixture
def volgend_jaar(geopend: Wereld) -> Any:
    """Anker wrote 2027; it is January 2029, and 2028 is open too."""
    maak_compleet(geopend)
    with time_machine.travel(datetime.datetime(2029, 1, 15, 12, tzinfo=datetime.UTC)):
        open_verantwoordingen()
        yield geopend


def test_the_texts_of_the_year_before_come_as_a_draft_without_its_numbers(als: Als, volgend_jaar: Wereld) -> None:
    nieuw = verslag_van(volgend_jaar, jaar=2028)
    client = als(volgend_jaar["anker"])
    pad = [volgend_jaar.aanvraag.kenmerk, nieuw.pk]

    antwoord = client.post(reverse("verantwoording:overnemen", args=pad), follow=True)

    klad = Klad.objects.get()
    assert (klad.invoer["verteld"], klad.reden) == (["Elke week koffie."], "verslag.overgenomen")
    assert not [veld for veld in klad.invoer if veld.startswith("m")]
    pagina = antwoord.content.decode()
    assert "Elke week koffie." in pagina
    assert "lees na wat u overnam van een vorig jaar" in pagina
    assert 'data-label="In 2027">' in pagina
    assert verslag_van(volgend_jaar, jaar=2028).verteld == ""
    assert not Meting.objects.filter(verslag=nieuw).exists()


def test_what_stands_there_already_is_not_replaced(volgend_jaar: Wereld) -> None:
    nieuw = verslag_van(volgend_jaar, jaar=2028)
    bewaar_verslag(
        verslag_id=nieuw.pk, inhoud=inhoud(nieuw, verteld="Nieuw."), versie=0, door=volgend_jaar["anker_schrijft"]
    )

    neem_over(kenmerk=volgend_jaar.aanvraag.kenmerk, verslag_id=nieuw.pk, door=volgend_jaar["anker"])

    assert (Klad.objects.get().invoer["verteld"], Klad.objects.get().invoer["werkte"]) == (
        ["Nieuw."],
        ["Een vaste dag."],
    )


def test_what_one_typed_and_did_not_save_is_not_lost(volgend_jaar: Wereld) -> None:
    nieuw = verslag_van(volgend_jaar, jaar=2028)
    neem_over(kenmerk=volgend_jaar.aanvraag.kenmerk, verslag_id=nieuw.pk, door=volgend_jaar["anker"])

    with pytest.raises(DomeinFout, match="U hebt hier nog een klad"):
        neem_over(kenmerk=volgend_jaar.aanvraag.kenmerk, verslag_id=nieuw.pk, door=volgend_jaar["anker"])


def test_in_the_first_year_there_is_nothing_to_take_over(geopend: Wereld) -> None:
    verslag = verslag_van(geopend)

    with pytest.raises(DomeinFout, match="Er is niets om over te nemen"):
        neem_over(kenmerk=geopend.aanvraag.kenmerk, verslag_id=verslag.pk, door=geopend["anker"])
