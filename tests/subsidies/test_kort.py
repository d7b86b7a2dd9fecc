"""The short form of an individual scheme: filling in, last year's answers, and submitting alone."""

from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regelingen.models import Regeling, Vraag
from subsidies.models import Klad, Versie
from subsidies.onderdelen.formulier import bewaar_formulier, bewaar_vanzelf
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.services.antwoord import bewaar_antwoord
from subsidies.services.begroting import PostInvoer, bewaar_begroting
from tests.subsidies.conftest import geweigerd
from tests.subsidies.kort import (
    TEKST,
    Loket,
    als_getypt,
    begin,
    geld,
    invoer,
    open_loket,
    stand,
    vul_in,
)

Als = Callable[..., Client]


@pytest.fixture
def loket(db: None) -> Loket:
    return open_loket()


@pytest.fixture
def begonnen(loket: Loket) -> Loket:
    begin(loket)
    return loket


@pytest.fixture
def ingevuld(begonnen: Loket) -> Loket:
    vul_in(begonnen)
    return begonnen


def adres(loket: Loket, naam: str = "kort") -> str:
    return reverse(f"subsidies:{naam}", args=[loket.aanvraag().kenmerk])


def mist(loket: Loket) -> list[str]:
    return [gemis.tekst for gemis in ontbreekt(laad_dossier(loket.aanvraag())) if gemis.blokkeert]


# --- the questions of the regeling ---


def test_an_application_begins_with_the_questions_of_today(loket: Loket) -> None:
    Vraag.objects.filter(code="met-wie").update(geldig_tot="2020-12-31")

    aanvraag = begin(loket)

    assert [rij.formuliervraag.code for rij in aanvraag.antwoorden.all()] == [
        "wat",
        "voor-wie",
        "waar-wanneer",
        "werkt-het",
    ]
    assert laad_dossier(loket.aanvraag()).is_kort


def test_everything_is_saved_at_once_and_each_answer_has_its_version(begonnen: Loket) -> None:
    uitslag = vul_in(begonnen)

    assert uitslag.gelukt
    dossier = laad_dossier(begonnen.aanvraag())
    assert {vraag.tekst for vraag in dossier.vragen} == {TEKST}
    assert [(post.soort, post.omschrijving, post.bedragen) for post in dossier.delen[0].posten] == [
        ("activiteiten", "Kosten", {2027: Decimal("9000.00")}),
        ("eigen", "Eigen bijdrage en anderen", {2027: Decimal("1000.00")}),
    ]
    assert dossier.gevraagd == {2027: Decimal("8000.00")}
    assert Versie.objects.filter(soort="antwoord", nummer=1).count() == 5


def test_saving_the_same_again_makes_no_version(ingevuld: Loket) -> None:
    eerder = Versie.objects.count()

    vul_in(ingevuld)

    assert Versie.objects.count() == eerder


def test_only_required_questions_and_money_are_missed(begonnen: Loket) -> None:
    Vraag.objects.create(
        regeling=Regeling.objects.get(code="zelforganisaties"),
        code="wat-nog",
        vraag="Wilt u nog iets kwijt?",
        verplicht=False,
        geldig_van="2020-01-01",
    )
    aanvraag = begin(begonnen, "regenboog")

    ontbrekend = [gemis.tekst for gemis in ontbreekt(laad_dossier(begonnen.aanvraag("regenboog"))) if gemis.blokkeert]

    assert aanvraag.antwoorden.count() == 6
    assert ontbrekend == [
        "Vul de begroting in",
        "Beantwoord: Wat gaat u doen?",
        "Beantwoord: Voor wie doet u dat?",
        "Beantwoord: Waar en wanneer?",
        "Beantwoord: Met wie werkt u samen?",
        "Beantwoord: Hoe weet u of het werkt?",
        "Geef akkoord op uw deel",
    ]


def test_more_than_the_maximum_of_the_regeling_blocks(begonnen: Loket) -> None:
    vul_in(begonnen, kosten="16000.50", anderen="0")

    assert mist(begonnen)[0] == "Bedragen 2027: 1.000,50 euro boven het maximum van 15.000,00"


@pytest.mark.parametrize(
    ("soort", "tekst", "code"),
    [
        ("getal", "veel", "antwoord.getal"),
        ("getal", "1234567", "antwoord.te_lang"),
        ("ja_nee", "misschien", "antwoord.ja_nee"),
        ("korte_tekst", "een\ntwee", "antwoord.een_regel"),
        ("tekst", "te lang", "antwoord.te_lang"),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_refused(soort: str, tekst: str, code: str, loket: Loket) -> None:
    regeling = Regeling.objects.get(code="zelforganisaties")
    Vraag.objects.create(
        regeling=regeling,
        code="extra",
        vraag="Extra?",
        soort=soort,
        max_lengte=6 if soort in {"tekst", "getal"} else 9,
        geldig_van="2020-01-01",
    )
    antwoord = begin(loket).antwoorden.get(formuliervraag__code="extra")

    with geweigerd(code):
        bewaar_antwoord(antwoord_id=antwoord.pk, tekst=tekst, versie=0, door=loket["lotus"])


@pytest.mark.parametrize(
    ("soort", "tekst"), [("getal", "25"), ("ja_nee", "Ja"), ("korte_tekst", "Hal 3"), ("tekst", "a\nb")]
)
def test_an_answer_that_fits_is_saved(soort: str, tekst: str, loket: Loket) -> None:
    regeling = Regeling.objects.get(code="zelforganisaties")
    Vraag.objects.create(
        regeling=regeling, code="extra", vraag="Extra?", soort=soort, max_lengte=5, geldig_van="2020-01-01"
    )
    antwoord = begin(loket).antwoorden.get(formuliervraag__code="extra")

    bewaar_antwoord(antwoord_id=antwoord.pk, tekst=tekst, versie=0, door=loket["lotus"])

    antwoord.refresh_from_db()
    assert antwoord.tekst == tekst


# --- two people, and what was typed ---


def test_one_clash_keeps_what_was_typed_and_saves_the_rest(ingevuld: Loket) -> None:
    aanvraag = ingevuld.aanvraag()
    eerste, tweede = aanvraag.antwoorden.order_by("pk")[:2]
    oud = stand(aanvraag) | {"blad": "blad-2"}
    bewaar_antwoord(antwoord_id=eerste.pk, tekst="Van een ander.", versie=1, door=ingevuld["lotus_schrijft"])

    uitslag = bewaar_formulier(
        kenmerk=aanvraag.kenmerk,
        getypt=als_getypt({f"vraag_{eerste.pk}": "Van mij.", f"vraag_{tweede.pk}": "Ook van mij."} | oud),
        door=ingevuld["lotus"],
    )

    eerste.refresh_from_db()
    tweede.refresh_from_db()
    assert {pk: fout.code for pk, fout in uitslag.fouten.items()} == {eerste.pk: "versie.conflict"}
    assert (eerste.tekst, tweede.tekst) == ("Van een ander.", "Ook van mij.")
    assert Klad.objects.get().invoer == {"tekst": ["Van mij."]}


def test_what_clashed_comes_back_beside_what_stands_there_and_can_be_saved(ingevuld: Loket, als: Als) -> None:
    client, aanvraag = als(ingevuld["lotus"]), ingevuld.aanvraag()
    eerste = aanvraag.antwoorden.order_by("pk")[0]
    velden = {f"vraag_{eerste.pk}": "Van mij."} | stand(aanvraag) | {"blad": "blad-2"}
    bewaar_antwoord(antwoord_id=eerste.pk, tekst="Van een ander.", versie=1, door=ingevuld["lotus_schrijft"])

    botst = client.post(adres(ingevuld), velden)
    opnieuw = client.get(adres(ingevuld))
    gelukt = client.post(adres(ingevuld), velden | stand(ingevuld.aanvraag()))

    assert (botst.status_code, gelukt.status_code) == (422, 302)
    for pagina in (botst.content.decode(), opnieuw.content.decode()):
        assert "Van mij." in pagina
        assert "Van een ander." in pagina
    eerste.refresh_from_db()
    assert eerste.tekst == "Van mij."
    assert not Klad.objects.exists()


def test_typing_saves_texts_and_keeps_amounts_as_klad(begonnen: Loket) -> None:
    aanvraag = begonnen.aanvraag()

    uitslag = bewaar_vanzelf(kenmerk=aanvraag.kenmerk, getypt=als_getypt(invoer(aanvraag)), door=begonnen["lotus"])

    dossier = laad_dossier(begonnen.aanvraag())
    assert uitslag.geldfout is not None
    assert uitslag.geldfout.code == "begroting.zelf_bewaren"
    assert {vraag.tekst for vraag in dossier.vragen} == {TEKST}
    assert dossier.gevraagd_totaal == 0
    assert Klad.objects.get().soort == "begroting"


def test_amounts_that_were_typed_stand_there_again(begonnen: Loket, als: Als) -> None:
    client, aanvraag = als(begonnen["lotus"]), begonnen.aanvraag()
    velden = geld(aanvraag, "negenduizend", "1000") | stand(aanvraag)

    client.post(adres(begonnen, "kort_vanzelf"), velden)
    pagina = client.get(adres(begonnen)).content.decode()

    assert 'value="negenduizend"' in pagina
    assert "nog niet bewaard" in pagina


def test_a_wrong_amount_does_not_keep_the_texts_from_being_saved(begonnen: Loket, als: Als) -> None:
    antwoord = als(begonnen["lotus"]).post(adres(begonnen), invoer(begonnen.aanvraag(), kosten="veel"))

    assert antwoord.status_code == 422
    assert {vraag.tekst for vraag in laad_dossier(begonnen.aanvraag()).vragen} == {TEKST}
    assert 'value="veel"' in antwoord.content.decode()


def test_late_saves_of_the_same_page_do_not_clash(begonnen: Loket) -> None:
    aanvraag = begonnen.aanvraag()
    velden = invoer(aanvraag)

    for tekst in ("Wij", "Wij koken", "Wij koken samen"):
        nu = {naam: tekst for naam in velden if naam.startswith("vraag_")}
        uitslag = bewaar_vanzelf(kenmerk=aanvraag.kenmerk, getypt=als_getypt(velden | nu), door=begonnen["lotus"])
        assert not uitslag.fouten

    assert aanvraag.antwoorden.values_list("tekst", "versie").distinct().get() == ("Wij koken samen", 3)


def test_what_is_typed_after_the_closing_waits_as_klad(begonnen: Loket) -> None:
    aanvraag = begonnen.aanvraag()

    with time_machine.travel(begonnen.tafel.uitvraag.sluit_op, tick=False):
        uitslag = bewaar_vanzelf(kenmerk=aanvraag.kenmerk, getypt=als_getypt(invoer(aanvraag)), door=begonnen["lotus"])

    assert {fout.code for fout in uitslag.fouten.values()} == {"uitvraag.niet_open"}
    assert Klad.objects.filter(soort="antwoord").count() == 5
    assert not aanvraag.antwoorden.exclude(tekst="").exists()


def test_a_sign_that_cannot_be_kept_stands_at_its_own_question(begonnen: Loket, als: Als) -> None:
    aanvraag = begonnen.aanvraag()
    eerste, tweede = aanvraag.antwoorden.order_by("pk")[:2]
    velden = {f"vraag_{eerste.pk}": " Wij\0 koken. ", f"vraag_{tweede.pk}": TEKST} | stand(aanvraag)

    antwoord = als(begonnen["lotus"]).post(adres(begonnen), velden)

    tweede.refresh_from_db()
    assert antwoord.status_code == 422
    assert list(antwoord.context["fouten"]) == [f"vraag_{eerste.pk}"]
    assert "Er staat een teken in dat niet bewaard kan worden." in antwoord.content.decode()
    assert Klad.objects.get().invoer == {"tekst": [" Wij\ufffd koken. "]}
    assert tweede.tekst == TEKST


@pytest.mark.parametrize("naam", ["kort", "kort_vanzelf"])
def test_amounts_with_such_a_sign_wait_as_klad(naam: str, begonnen: Loket, als: Als) -> None:
    velden = geld(begonnen.aanvraag(), "9\x00000", "1000") | stand(begonnen.aanvraag())

    antwoord = als(begonnen["lotus"]).post(adres(begonnen, naam), velden)

    assert antwoord.status_code == (422 if naam == "kort" else 200)
    assert Klad.objects.get().invoer["regel-0-jaar_2027"] == ["9\ufffd000"]


@pytest.mark.parametrize("naam", ["kort", "kort_vanzelf"])
def test_amounts_without_end_are_refused(naam: str, begonnen: Loket, als: Als) -> None:
    velden = geld(begonnen.aanvraag(), "9" * 200_001, "1000") | stand(begonnen.aanvraag())

    antwoord = als(begonnen["lotus"]).post(adres(begonnen, naam), velden)

    assert antwoord.status_code == (422 if naam == "kort" else 200)
    assert antwoord.context["geldfout" if naam == "kort" else "uitslag"] is not None
    assert not Klad.objects.exists()


@pytest.mark.parametrize("regels", ["", "0", "veel", "-1"])
def test_nonsense_about_the_lines_shows_the_saved_amounts(regels: str, ingevuld: Loket, als: Als) -> None:
    aanvraag = ingevuld.aanvraag()
    velden = geld(aanvraag, "veel", "1000") | stand(aanvraag) | {"regel-TOTAL_FORMS": regels}
    client = als(ingevuld["lotus"])

    paginas = [client.post(adres(ingevuld), velden), client.get(adres(ingevuld))]

    assert [pagina.status_code for pagina in paginas] == [422, 200]
    assert all('value="9.000,00"' in pagina.content.decode() for pagina in paginas)


@pytest.mark.parametrize("nummer", ["\u00b2", "\u0661", "9" * 19, "9" * 900])
def test_a_question_with_a_strange_number_is_no_question(nummer: str, begonnen: Loket, als: Als) -> None:
    assert als(begonnen["lotus"]).post(adres(begonnen), {f"vraag_{nummer}": TEKST}).status_code == 302


@pytest.mark.parametrize(
    ("wie", "code"), [("lotus_leest", 403), ("beoordelaar", 403), ("regenboog", 404), ("lotus_schrijft", 302)]
)
def test_only_its_own_writers_write(wie: str, code: int, begonnen: Loket, als: Als) -> None:
    assert als(begonnen[wie]).post(adres(begonnen), invoer(begonnen.aanvraag())).status_code == code


def test_a_budget_with_more_lines_is_left_to_its_own_page(begonnen: Loket, als: Als) -> None:
    bewaar_begroting(
        deel_id=begonnen.deel().pk,
        posten=[PostInvoer("huisvesting", "Zaal", {2027: Decimal(500)})],
        versie=0,
        door=begonnen["lotus"],
    )

    pagina = als(begonnen["lotus"]).get(adres(begonnen)).content.decode()

    assert "regel-0-jaar_2027" not in pagina
    assert reverse("subsidies:begroting_wijzig", args=[begonnen.aanvraag().kenmerk, begonnen.deel().pk]) in pagina
    assert "U vraagt <b>500 euro</b> voor 2027" in pagina


def test_a_page_that_saves_itself_costs_at_most_eight_queries(ingevuld: Loket, als: Als) -> None:
    client, aanvraag = als(ingevuld["lotus"]), ingevuld.aanvraag()
    eerste = aanvraag.antwoorden.order_by("pk")[0]
    velden = invoer(aanvraag, kosten="1") | {f"vraag_{eerste.pk}": "Nieuw."}
    hier = adres(ingevuld, "kort_vanzelf")
    client.post(hier, velden)

    with CaptureQueriesContext(connection) as vragen:
        client.post(
            hier,
            velden | {f"vraag_{eerste.pk}": "Nog nieuwer.", **geld(aanvraag, "2", "1")},
        )

    echt = [vraag["sql"] for vraag in vragen if "SAVEPOINT" not in vraag["sql"]]
    assert len(echt) <= 8, echt
