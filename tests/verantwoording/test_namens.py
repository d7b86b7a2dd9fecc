"""Accounting for another organisation under a machtiging (Awb 2:1): as in the application, for signing only."""

import datetime
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from brieven.models import Bericht, BerichtSoort
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.services import machtigen
from tests.hulp.fabriek import maak_bestand, maak_machtiging
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.stukhulp import (
    dien_deel_in,
    inbreng_van,
    maak_eens,
    schrijf,
    schrijf_alles,
    verantwoording_van,
)
from tests.verantwoording.test_stuk_paginas import adres, gelezen
from tests.verantwoording.verslaghulp import deel_van, inhoud, maak_compleet, verslag_van
from verantwoording.models import Deelverslag, Verslagakkoord
from verantwoording.services import beoordelen, indienen, samen, samen_akkoord
from verantwoording.services.verslag import bewaar_verslag
from verantwoording.stuk import lees_stuk

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
VANDAAG, DAG = datetime.date(2028, 1, 15), datetime.timedelta(days=1)
TOT = "van {}, met een machtiging tot en met 14 feb 2028"


def machtig(wereld: Wereld, wie: str = "buiten", **velden: object) -> Machtiging:
    """Brug lets `wie` sign."""
    return maak_machtiging(wereld.brug, wereld[wie], wereld["brug"], **velden)


def dien_brug_in(wereld: Wereld, wie: str = "buiten") -> Deelverslag:
    return indienen.dien_in(deelverslag_id=deel_van(wereld, "Maatjes").pk, door=wereld[wie])


def geef_akkoord(wereld: Wereld, wie: str = "buiten", naam: str = "Maatjes") -> Verslagakkoord:
    return samen_akkoord.geef_akkoord(
        deelverslag_id=deel_van(wereld, naam).pk, gezien=inbreng_van(wereld).hash, door=wereld[wie]
    )


@pytest.fixture
def compleet(geopend: Wereld) -> Wereld:
    """Brug wrote its own part and did not submit it."""
    maak_compleet(geopend, "Maatjes", "brug")
    return geopend


@pytest.fixture
def binnen(geopend: Wereld) -> Wereld:
    """Everything is written and both parts are in; nobody agreed."""
    schrijf_alles(geopend)
    dien_deel_in(geopend, "anker")
    dien_deel_in(geopend, "brug")
    return geopend


# --- the own part ---


def test_who_has_a_machtiging_submits_the_own_part_and_it_stays_with_it(compleet: Wereld) -> None:
    machtiging = machtig(compleet)

    dien_brug_in(compleet)

    deel = deel_van(compleet, "Maatjes")
    assert (deel.stand, deel.ingediend_door, deel.machtiging) == ("ingediend", compleet["buiten"], machtiging)


def test_an_own_signatory_submits_without_one(compleet: Wereld) -> None:
    machtig(compleet)

    assert dien_brug_in(compleet, "brug").machtiging is None


def test_who_submitted_first_stays_and_so_does_the_machtiging(compleet: Wereld) -> None:
    machtiging = machtig(compleet)
    deel = dien_brug_in(compleet)
    vraag = beoordelen.vraag(deelverslag_id=deel.pk, tekst="Hoe telde u?", door=compleet["beoordelaar"])
    beoordelen.beantwoord(bevinding_id=vraag.pk, antwoord="Per avond.", door=compleet["brug"])

    dien_brug_in(compleet, "brug")

    deel = deel_van(compleet, "Maatjes")
    assert (deel.stand, deel.ingediend_door, deel.machtiging) == ("ingediend", compleet["buiten"], machtiging)


@pytest.mark.parametrize(
    "velden", [{"van": VANDAAG - 2 * DAG, "tot": VANDAAG - DAG}, {"van": VANDAAG + DAG}, {"document": None}]
)
def test_a_machtiging_that_does_not_hold_signs_nothing(velden: dict[str, object], compleet: Wereld) -> None:
    machtig(compleet, **velden)

    with geweigerd("deel.niet_eigen"):
        dien_brug_in(compleet)


def test_one_that_was_withdrawn_or_not_checked_yet_signs_nothing(binnen: Wereld) -> None:
    machtigen.trek_machtiging_in(machtiging_id=machtig(binnen).pk, door=binnen["brug"])
    machtig(binnen, document=maak_bestand("quarantaine"))

    with geweigerd("deel.niet_eigen"):
        geef_akkoord(binnen)


def test_it_is_for_signing_only(compleet: Wereld) -> None:
    machtig(compleet)
    verslag = verslag_van(compleet, "Maatjes")

    with geweigerd("verslag.niet_eigen"):
        bewaar_verslag(
            verslag_id=verslag.pk,
            inhoud=inhoud(verslag, verteld="X"),
            versie=verslag.versie,
            door=compleet["buiten"],
        )
    with geweigerd("aanvraag.geen_deelnemer"):
        schrijf(compleet, "samen", "Van mij.", "buiten")


# --- the joint account ---


def test_who_has_a_machtiging_agrees_and_it_stays_with_the_akkoord(binnen: Wereld) -> None:
    machtiging = machtig(binnen)

    akkoord = geef_akkoord(binnen)

    assert (akkoord.door, akkoord.machtiging) == (binnen["buiten"], machtiging)
    stand = inbreng_van(binnen).van(deel_van(binnen, "Maatjes").pk)
    assert stand is not None
    assert (stand.machtiging_van, stand.machtiging_tot) == (binnen["buiten"].organisatie.naam, machtiging.tot)


def test_an_own_signatory_agrees_without_one(binnen: Wereld) -> None:
    machtig(binnen)

    assert geef_akkoord(binnen, "brug").machtiging is None


def test_it_is_taken_back_the_same_way(binnen: Wereld) -> None:
    machtig(binnen)
    geef_akkoord(binnen)

    samen_akkoord.trek_akkoord_in(deelverslag_id=deel_van(binnen, "Maatjes").pk, door=binnen["buiten"])

    assert not Verslagakkoord.objects.filter(vervallen_op=None).exists()


def test_nobody_agrees_for_the_own_organisation_and_for_another(binnen: Wereld) -> None:
    machtig(binnen, "anker")
    geef_akkoord(binnen, "anker", "Koffie")

    with geweigerd("verslagakkoord.zelfde_persoon"):
        geef_akkoord(binnen, "anker")

    assert Verslagakkoord.objects.get().deelverslag == deel_van(binnen)


def test_when_it_lapses_the_organisation_is_told_and_who_signed_for_it(binnen: Wereld) -> None:
    machtig(binnen)
    geef_akkoord(binnen)

    schrijf(binnen, "samen", "Anders.")

    berichten = Bericht.objects.filter(soort=BerichtSoort.VERSLAGAKKOORD_VERVALLEN)
    assert {bericht.ontvanger for bericht in berichten} == {binnen["brug"], binnen["buiten"]}


def test_the_document_says_who_agreed_under_a_machtiging(binnen: Wereld) -> None:
    machtig(binnen)
    geef_akkoord(binnen, "anker", "Koffie")
    geef_akkoord(binnen)

    stuk = samen.dien_in(verantwoording_id=verantwoording_van(binnen).pk, door=binnen["anker"])

    assert {deel.organisatie: deel.machtiging_van for deel in lees_stuk(stuk).delen} == {
        binnen.anker.naam: "",
        binnen.brug.naam: binnen["buiten"].organisatie.naam,
    }


def test_who_signs_for_the_penvoerder_submits_it_too(geopend: Wereld) -> None:
    maak_eens(geopend)
    with geweigerd("deel.niet_eigen"):
        samen.dien_in(verantwoording_id=verantwoording_van(geopend).pk, door=geopend["buiten"])
    maak_machtiging(geopend.anker, geopend["buiten"], geopend["anker"])

    samen.dien_in(verantwoording_id=verantwoording_van(geopend).pk, door=geopend["buiten"])

    assert verantwoording_van(geopend).ingediend_door == geopend["buiten"]


# --- the pages ---


def test_who_has_a_machtiging_submits_on_the_pages_and_all_can_see_it(als: Als, compleet: Wereld) -> None:
    machtig(compleet)
    deel = deel_van(compleet, "Maatjes").pk
    eigen, url = adres(compleet, "deelverslag", deel), adres(compleet, "deelverslag_indienen", deel)
    client = als(compleet["buiten"])

    assert url in client.get(eigen).content.decode()
    assert client.post(url).url == eigen

    buiten = compleet["buiten"]
    wie = f"{buiten.gebruiker.naam}, {buiten.organisatie.naam}, met een machtiging tot en met 14 feb 2028"
    for pagina in (eigen, adres(compleet, "jaar", 2027)):
        assert wie in gelezen(als(compleet["anker"]).get(pagina))
    for pagina in (adres(compleet, "beoordelen", 2027), adres(compleet, "beoordelen_deel", deel)):
        assert wie in gelezen(als(compleet["beoordelaar"]).get(pagina))


def test_who_has_a_machtiging_agrees_on_the_pages_and_all_can_see_it(als: Als, binnen: Wereld) -> None:
    machtig(binnen)
    deel, samen_url = deel_van(binnen, "Maatjes").pk, adres(binnen, "samen", 2027)
    url, organisatie = adres(binnen, "samen_akkoord", 2027, deel), binnen["buiten"].organisatie.naam
    client = als(binnen["buiten"])

    assert f"geef akkoord namens {binnen.brug.naam}" in gelezen(client.get(samen_url))
    assert f"U tekent namens {binnen.brug.naam}, op grond van een machtiging." in gelezen(client.get(url))
    assert client.post(url, {"gezien": inbreng_van(binnen).hash}).url == samen_url
    assert TOT.format(organisatie) in gelezen(client.get(url))

    client = als(binnen["anker"])
    assert TOT.format(organisatie) in gelezen(client.get(samen_url))
    document = gelezen(client.get(adres(binnen, "samen_akkoord", 2027, deel_van(binnen).pk)))
    assert f"15 januari 2028, door {organisatie} op grond van een machtiging" in document


def test_without_one_there_is_no_page_and_at_the_table_no_right(als: Als, binnen: Wereld) -> None:
    deel = deel_van(binnen, "Maatjes").pk
    url = adres(binnen, "samen_akkoord", 2027, deel)

    codes = [als(binnen[wie]).get(url).status_code for wie in ("buiten", "anker", "anker_leest", "brug")]

    assert codes == [404, 403, 403, 200]


def test_a_part_of_another_account_is_not_found(als: Als, binnen: Wereld) -> None:
    antwoord: HttpResponse = als(binnen["brug"]).get(adres(binnen, "samen_akkoord", 2027, 10**6))

    assert antwoord.status_code == 404
