"""The history of a section: who, when, what changed, and putting an earlier version back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from subsidies.models import Akkoord, Antwoord, Versie, Voorziening
from subsidies.onderdelen import ANTWOORD
from subsidies.onderdelen.historie import PER_BLADZIJDE, geschiedenis
from subsidies.onderdelen.woorden import Stuk
from subsidies.selectors.keuzes import inhoud_van
from subsidies.services import antwoord as antwoorden
from subsidies.services import voorziening as voorzieningen
from subsidies.services.terugzetten import zet_voorziening_terug
from tests.hulp.boom import Boom, tekst
from tests.subsidies.conftest import (
    GEVRAAGD_ANKER,
    TEKST,
    Wereld,
    bewaar_begroting,
    bewaar_voorziening,
    dien_in,
    geef_akkoord,
    geweigerd,
)

Als = Callable[[Lidmaatschap], Client]


def eerste_tekst(wereld: Wereld) -> Antwoord:
    return wereld.aanvraag.antwoorden.earliest("id")


def adres(wereld: Wereld, naam: str, *args: object) -> str:
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk, *args])


def schrijf(wereld: Wereld, wie: str, inhoud: str, blad: str = "") -> None:
    antwoord = eerste_tekst(wereld)
    antwoorden.bewaar_antwoord(
        antwoord_id=antwoord.pk, tekst=inhoud, versie=antwoord.versie, door=wereld[wie], blad=blad
    )


# --- reading ---


def test_what_one_page_saved_step_by_step_is_one_change(gevuld: Wereld) -> None:
    for inhoud in ("Een", "Een twee", "Een twee drie"):
        schrijf(gevuld, "brug", inhoud, blad="b")
    schrijf(gevuld, "anker", "Een twee drie vier", blad="a")
    schrijf(gevuld, "brug", "Een twee drie vijf", blad="b")

    wijzigingen, _ = geschiedenis(ANTWOORD, gevuld.aanvraag, eerste_tekst(gevuld).pk, None)

    brug, anker = gevuld["brug"].gebruiker.naam, gevuld["anker"].gebruiker.naam
    assert [(rij.wie, rij.nummer, rij.keren, rij.is_nu) for rij in wijzigingen] == [
        (brug, 6, 1, True),
        (anker, 5, 1, False),
        (brug, 4, 3, False),
        (anker, 1, 1, False),
    ]
    [rij] = wijzigingen[1].verschillen
    assert [stuk for stuk in rij.stukken if stuk.op] == [Stuk("ins", " vier")]


def test_saves_without_a_page_are_changes_of_their_own(gevuld: Wereld) -> None:
    schrijf(gevuld, "brug", "Een")
    schrijf(gevuld, "brug", "Twee")

    wijzigingen, _ = geschiedenis(ANTWOORD, gevuld.aanvraag, eerste_tekst(gevuld).pk, None)

    assert [rij.keren for rij in wijzigingen] == [1, 1, 1]


def test_a_long_history_is_paged_and_the_last_of_a_page_is_compared_too(gevuld: Wereld) -> None:
    for nummer in range(PER_BLADZIJDE + 2):
        schrijf(gevuld, "brug", f"Tekst {nummer}")

    eerste, vel = geschiedenis(ANTWOORD, gevuld.aanvraag, eerste_tekst(gevuld).pk, None)
    tweede, _ = geschiedenis(ANTWOORD, gevuld.aanvraag, eerste_tekst(gevuld).pk, "2")

    assert (len(eerste), len(tweede), vel.paginator.num_pages) == (PER_BLADZIJDE, 3, 2)
    assert [stuk.tekst for stuk in eerste[-1].verschillen[0].stukken if stuk.op == "del"] == ["1"]


@pytest.mark.parametrize("wie", ["anker_leest", "brug", "beoordelaar"])
def test_whoever_may_read_the_application_reads_its_history(wie: str, als: Als, gevuld: Wereld) -> None:
    voorziening = gevuld.deel(gevuld.anker).voorzieningen.get()
    bewaar_begroting(gevuld.deel(gevuld.anker), "5.00", gevuld["anker"])
    client = als(gevuld[wie])

    tekst_html = client.get(adres(gevuld, "geschiedenis", "antwoord", eerste_tekst(gevuld).pk)).content.decode()
    begroting = client.get(adres(gevuld, "geschiedenis", "begroting", gevuld.deel(gevuld.anker).pk))
    aanbod = client.get(adres(gevuld, "geschiedenis", "voorziening", voorziening.pk))

    assert TEKST in tekst(Boom(tekst_html).wortel)
    assert "2027: € 60.000,00" in tekst(Boom(begroting.content.decode()).wortel).replace("\xa0", " ")
    assert "Voorbeeldwijk" in aanbod.content.decode()
    assert ("Zet deze versie terug" in begroting.content.decode()) is False


def test_an_outsider_does_not_know_of_it(als: Als, gevuld: Wereld) -> None:
    client = als(gevuld["buiten"])

    for soort, pk in (("antwoord", eerste_tekst(gevuld).pk), ("deel", 1), ("begroting", 999_999)):
        assert client.get(adres(gevuld, "geschiedenis", soort, pk)).status_code == 404


# --- putting back ---


def test_an_earlier_text_is_put_back_as_a_new_version(als: Als, gevuld: Wereld) -> None:
    schrijf(gevuld, "brug", "Iets heel anders")
    antwoord = eerste_tekst(gevuld)

    als(gevuld["anker"]).post(adres(gevuld, "versie_terug", "antwoord", antwoord.pk), {"versie": 2, "nummer": 1})

    antwoord.refresh_from_db()
    assert (antwoord.tekst, antwoord.versie) == (TEKST, 3)
    assert [versie.inhoud["tekst"] for versie in Versie.objects.filter(soort="antwoord", onderdeel=antwoord.pk)] == [
        TEKST,
        "Iets heel anders",
        TEKST,
    ]


def test_an_earlier_budget_is_put_back_and_voids_the_akkoorden_on_what_stood_there(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    bewaar_begroting(deel, "5.00", gevuld["anker"])
    geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])

    als(gevuld["anker"]).post(adres(gevuld, "versie_terug", "begroting", deel.pk), {"versie": 2, "nummer": 1})

    deel.refresh_from_db()
    assert deel.begroting_versie == 3
    assert deel.posten.get().bedragen.all()[0].bedrag == GEVRAAGD_ANKER
    assert Akkoord.objects.get().vervallen_reden == "verdeling_gewijzigd"


def test_an_earlier_voorziening_is_put_back_whole(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    voorziening = deel.voorzieningen.get()
    eerder = inhoud_van(voorziening)
    bewaar_voorziening(deel, "Anders", gevuld["anker"], voorziening.pk, omschrijving="")

    als(gevuld["anker"]).post(adres(gevuld, "versie_terug", "voorziening", voorziening.pk), {"versie": 2, "nummer": 1})

    assert inhoud_van(voorziening) == eerder


@pytest.mark.parametrize("velden", [{"versie": 1, "nummer": 1}, {"versie": 2, "nummer": 9}, {}])
def test_nothing_is_put_back_over_a_save_that_was_not_seen(velden: dict, als: Als, gevuld: Wereld) -> None:
    schrijf(gevuld, "brug", "Iets nieuws")
    antwoord = eerste_tekst(gevuld)

    als(gevuld["anker"]).post(adres(gevuld, "versie_terug", "antwoord", antwoord.pk), velden)

    antwoord.refresh_from_db()
    assert (antwoord.tekst, antwoord.versie) == ("Iets nieuws", 2)


def test_only_its_writers_put_a_part_back(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    pad = adres(gevuld, "versie_terug", "begroting", deel.pk)

    codes = [
        als(gevuld[wie]).post(pad, {"versie": 1, "nummer": 1}).status_code for wie in ("brug", "anker_leest", "buiten")
    ]

    assert codes == [403, 403, 404]


# --- a removed voorziening ---


def verwijder(wereld: Wereld) -> tuple[int, dict]:
    voorziening = wereld.deel(wereld.anker).voorzieningen.get()
    eerder = inhoud_van(voorziening)
    nummer = voorziening.pk
    voorzieningen.verwijder_voorziening(voorziening_id=nummer, door=wereld["anker"])
    return nummer, eerder


def test_a_removed_voorziening_comes_back_and_its_versions_go_on(als: Als, gevuld: Wereld) -> None:
    nummer, eerder = verwijder(gevuld)
    pad = adres(gevuld, "geschiedenis_deel", gevuld.deel(gevuld.anker).pk)
    client = als(gevuld["anker_schrijft"])
    assert "Buurthuis Anker" in client.get(pad).content.decode()

    client.post(pad, {"voorziening": nummer})

    terug = Voorziening.objects.get(pk=nummer)
    assert inhoud_van(terug) == eerder
    assert (terug.versie, terug.deel.organisatie) == (2, gevuld.anker)
    assert list(Versie.objects.filter(soort="voorziening", onderdeel=nummer).values_list("nummer", flat=True)) == [
        1,
        2,
    ]
    assert "Buurthuis Anker" not in tekst(Boom(client.get(pad).content.decode()).een("main"))
    assert Gebeurtenis.objects.latest("id").soort == "aanvraag.voorziening_teruggezet"


def test_what_it_was_tied_to_and_is_gone_is_left_out(gevuld: Wereld) -> None:
    nummer, eerder = verwijder(gevuld)
    subdoel = gevuld.tafel.thema.subdoelen.all()[0]
    subdoel.delete()

    terug = zet_voorziening_terug(deel_id=gevuld.deel(gevuld.anker).pk, voorziening_id=nummer, door=gevuld["anker"])

    assert subdoel.pk not in inhoud_van(terug)["subdoelen"]
    assert inhoud_van(terug)["stadsdelen"] == eerder["stadsdelen"]


def test_putting_back_voids_the_own_akkoord(eens: Wereld) -> None:
    nummer, _ = verwijder(eens)

    zet_voorziening_terug(deel_id=eens.deel(eens.anker).pk, voorziening_id=nummer, door=eens["anker"])

    geldig = Akkoord.objects.filter(vervallen_op__isnull=True).values_list("deel__organisatie__naam", flat=True)
    assert list(geldig) == ["Stichting Voorbeeld Brug"]


@pytest.mark.parametrize(
    ("wie", "code"),
    [("brug", "deel.niet_eigen"), ("anker_leest", "toegang.rol"), ("anker", "voorziening.niet_verwijderd")],
)
def test_what_is_not_removed_or_not_ones_own_is_not_put_back(wie: str, code: str, gevuld: Wereld) -> None:
    ander = gevuld.deel(gevuld.brug).voorzieningen.get()

    with geweigerd(code):
        zet_voorziening_terug(deel_id=gevuld.deel(gevuld.anker).pk, voorziening_id=ander.pk, door=gevuld[wie])


def test_after_the_submission_nothing_is_put_back(eens: Wereld) -> None:
    voorziening = eens.deel(eens.anker).voorzieningen.get()
    dien_in(eens)

    with geweigerd("aanvraag.geen_concept"):
        zet_voorziening_terug(deel_id=voorziening.deel_id, voorziening_id=voorziening.pk, door=eens["anker"])
