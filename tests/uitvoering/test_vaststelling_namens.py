"""Asking for settlement under a machtiging (Awb 2:1): its holder finds it, reads it and hands it in, and no more."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brieven.models import Bericht, BerichtSoort
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.services import machtigen
from overzichten.regels.aan_zet import Wie
from overzichten.selectors.werklijst import werkregels
from subsidies.regels.verantwoordingsplicht import Stuk
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_machtiging
from tests.subsidies.conftest import Wereld
from tests.uitvoering.afloop import (
    NA_2027,
    TE_LAAT,
    VERLEEND,
    besluit,
    ingevuld,
    op,
    periode,
    stel_vaststelling_voor,
    voeg_stuk_toe,
    vraag_aan,
    vul,
)
from tests.uitvoering.conftest import subsidie_van
from uitvoering.models import Vaststellingsaanvraag, Vaststellingsstuk
from uitvoering.services import vaststellen

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
NAKIJKEN = "Vaststelling nakijken en aanvragen"


@pytest.fixture
def gemachtigd(verleend: Wereld) -> Iterator[Wereld]:
    """It is 1 February 2028, and Anker lets `buiten` sign."""
    with op(NA_2027):
        machtig(verleend, "buiten")
        yield verleend


def machtig(wereld: Wereld, wie: str) -> Machtiging:
    return maak_machtiging(wereld.anker, wereld[wie], wereld["anker"])


def adres(wereld: Wereld, naam: str = "vaststelling", *args: object) -> str:
    return reverse(f"uitvoering:{naam}", args=[subsidie_van(wereld, wereld.anker).kenmerk, 2027, *args])


def werk(lid: Lidmaatschap) -> list[tuple[str, str, Wie, str, datetime.date | None]]:
    regels = [regel for regel in werkregels(lid) if "vaststelling" in regel.url]
    return [(regel.wat, regel.url, regel.wie, regel.namens, regel.uiterste_dag) for regel in regels]


def test_its_holder_reads_it_and_hands_it_in(gemachtigd: Wereld, als: Als) -> None:
    vaststelling, client = vul(gemachtigd), als(gemachtigd["buiten"])
    bladzijde = client.get(adres(gemachtigd)).content.decode()
    assert adres(gemachtigd, "vaststelling_indienen") in bladzijde
    assert adres(gemachtigd, "vaststelling_invullen") not in bladzijde
    namens = f"namens {gemachtigd.anker}, op grond van een machtiging."
    for pagina in (adres(gemachtigd), adres(gemachtigd, "vaststelling_indienen")):
        assert namens in tekst(Boom(client.get(pagina).content.decode()).wortel)

    antwoord = client.post(adres(gemachtigd, "vaststelling_indienen"), {"bevestig": "on"})

    assert (antwoord.status_code, antwoord["Location"]) == (302, adres(gemachtigd))
    vaststelling.refresh_from_db()
    assert vaststelling.stand == "ingediend"
    door = gemachtigd["buiten"]
    assert Vaststellingsaanvraag.objects.get().door == door
    eigen = als(gemachtigd["anker"]).get(adres(gemachtigd)).content.decode()
    assert f"Ingediend door {door.gebruiker.naam}, {door.organisatie}, op 1 februari 2028" in eigen


def test_its_holder_writes_nothing_and_reads_nothing_else_of_the_grant(gemachtigd: Wereld, als: Als) -> None:
    vul(gemachtigd)
    stuk, client = Vaststellingsstuk.objects.earliest("pk"), als(gemachtigd["buiten"])

    codes = [
        client.get(adres(gemachtigd, "vaststelling_invullen")).status_code,
        client.get(adres(gemachtigd, "vaststelling_stuk")).status_code,
        client.post(adres(gemachtigd, "vaststelling_stuk_verwijder", stuk.pk)).status_code,
        client.get(
            reverse("uitvoering:subsidie", args=[subsidie_van(gemachtigd, gemachtigd.anker).kenmerk])
        ).status_code,
    ]

    assert codes == [403, 403, 403, 404]
    stuk.refresh_from_db()
    assert stuk.verwijderd_op is None
    assert client.get(adres(gemachtigd, "vaststelling_stuk_download", stuk.pk)).status_code in {200, 302}


def test_every_way_on_its_page_can_be_gone(gemachtigd: Wereld, als: Als) -> None:
    with op(NA_2027):
        vraag_aan(gemachtigd)
        besluit(gemachtigd, stel_vaststelling_voor(gemachtigd, {2027: VERLEEND}))
    client = als(gemachtigd["buiten"])

    boom = Boom(client.get(adres(gemachtigd)).content.decode())

    links = {link.get("href") or "" for deel in (*boom.alle("main"), *boom.alle("nav")) for link in deel.iter("a")}
    for link in links:
        assert link.startswith("#") or client.get(link).status_code in {200, 302}, link


@pytest.mark.parametrize("wie", ["brug", "anker_schrijft", "anker_leest"])
def test_without_a_machtiging_nobody_hands_in(gemachtigd: Wereld, als: Als, wie: str) -> None:
    vul(gemachtigd)

    antwoord = als(gemachtigd[wie]).post(adres(gemachtigd, "vaststelling_indienen"), {"bevestig": "on"})

    assert antwoord.status_code == (404 if wie == "brug" else 403)
    assert not Vaststellingsaanvraag.objects.exists()


def test_a_colleague_with_a_machtiging_of_the_own_organisation_hands_in(gemachtigd: Wereld, als: Als) -> None:
    machtig(gemachtigd, "anker_schrijft")
    vul(gemachtigd)
    client = als(gemachtigd["anker_schrijft"])
    bladzijde = client.get(adres(gemachtigd)).content.decode()
    assert adres(gemachtigd, "vaststelling_indienen") in bladzijde
    assert "op grond van een machtiging" not in bladzijde

    client.post(adres(gemachtigd, "vaststelling_indienen"), {"bevestig": "on"})

    assert Vaststellingsaanvraag.objects.get().door == gemachtigd["anker_schrijft"]


def test_once_it_is_withdrawn_there_is_nothing_to_see(gemachtigd: Wereld, als: Als) -> None:
    vul(gemachtigd)
    machtigen.trek_machtiging_in(machtiging_id=Machtiging.objects.get().pk, door=gemachtigd["anker"])
    client = als(gemachtigd["buiten"])

    for naam in ("vaststelling", "vaststelling_indienen"):
        assert client.get(adres(gemachtigd, naam)).status_code == 404
    assert werk(gemachtigd["buiten"]) == []


# --- the worklist ---


def test_once_it_is_written_it_waits_for_a_signature(gemachtigd: Wereld) -> None:
    vaststelling, buiten = periode(gemachtigd), gemachtigd["buiten"]
    assert werk(buiten) == []
    vaststellen.vul_in(
        vaststelling_id=vaststelling.pk, versie=0, ingevuld=ingevuld(gemachtigd), door=gemachtigd["anker_schrijft"]
    )
    voeg_stuk_toe(gemachtigd, vaststelling, Stuk.FINANCIEEL_VERSLAG)
    assert werk(buiten) == []

    voeg_stuk_toe(gemachtigd, vaststelling, Stuk.ACTIVITEITENVERSLAG)

    regel = (NAKIJKEN, adres(gemachtigd), Wie.U, gemachtigd.anker.naam, vaststelling.uiterlijk)
    assert werk(buiten) == [regel]
    vaststellen.dien_in(vaststelling_id=vaststelling.pk, door=buiten)
    assert werk(buiten) == []


def test_who_writes_for_the_recipient_has_one_row(gemachtigd: Wereld) -> None:
    machtig(gemachtigd, "anker_schrijft")
    vul(gemachtigd)

    assert [(wat, wie, namens) for wat, _, wie, namens, _ in werk(gemachtigd["anker_schrijft"])] == [
        ("Vaststelling aanvragen", Wie.U, "")
    ]


def test_who_reads_along_with_a_machtiging_signs_as_its_own(gemachtigd: Wereld) -> None:
    machtig(gemachtigd, "anker_leest")
    vul(gemachtigd)

    assert (NAKIJKEN, Wie.U, "") in [(wat, wie, namens) for wat, _, wie, namens, _ in werk(gemachtigd["anker_leest"])]


def test_the_page_costs_its_holder_what_it_costs_who_reads_the_grant(gemachtigd: Wereld, als: Als) -> None:
    vul(gemachtigd)
    client, pad = als(gemachtigd["buiten"]), adres(gemachtigd)
    client.get(pad)

    with CaptureQueriesContext(connection) as opgevangen:
        client.get(pad)

    assert len(opgevangen) == 10


def test_its_holder_hears_that_it_waits_and_that_it_came_in(verleend: Wereld) -> None:
    vaststelling, mensen = vul(verleend), {verleend[wie].pk for wie in ("anker", "anker_schrijft", "buiten")}

    with op(TE_LAAT):
        machtig(verleend, "buiten")
        vaststellen.herinner(vaststelling_id=vaststelling.pk, door=verleend["beoordelaar"])
        vaststellen.dien_in(vaststelling_id=vaststelling.pk, door=verleend["buiten"])

    berichten = Bericht.objects.values_list("soort", "ontvanger")
    for soort in (BerichtSoort.VASTSTELLING_VRAGEN, BerichtSoort.VASTSTELLING_ONTVANGEN):
        assert {wie for van, wie in berichten if van == soort} == mensen
