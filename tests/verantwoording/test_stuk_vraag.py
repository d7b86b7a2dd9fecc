"""A part that the officer asked something about: open for who writes it, and for all others as it was submitted."""

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.planhulp import maak_afspraak
from tests.verantwoording.stukhulp import (
    dien_deel_in,
    geef_akkoord,
    inbreng_van,
    maak_eens,
    tel_per_groep,
    verantwoording_van,
    vertel,
)
from tests.verantwoording.test_stuk_paginas import adres, gelezen, kosten
from tests.verantwoording.verslaghulp import deel_van, inhoud, maak_compleet, meet, verslag_van
from verantwoording.models import Uitkomst, Verhaal, Verslagakkoord
from verantwoording.selectors.zoeken import Zoekvraag, zoek
from verantwoording.services import beoordelen, indienen, samen
from verantwoording.services.openen import vul_aan
from verantwoording.services.verhalen import neem_verhaal_terug
from verantwoording.services.verslag import bewaar_verslag
from verantwoording.stuk import Gedaan, Stuk, lees_stuk

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
LATER = datetime.datetime(2028, 2, 1, 12, tzinfo=datetime.UTC)
ERVOOR, ERNA = "Wij dronken koffie.", "Dit is nog niet ingediend."


@pytest.fixture
def gevraagd(geopend: Wereld) -> Iterator[Wereld]:
    """Both agree. Two weeks later the officer asks Anker something, and Anker rewrites its report."""
    maak_compleet(geopend)
    tel_per_groep(geopend, "anker", "45.00")
    vertel(geopend, "anker", ERVOOR)
    maak_eens(geopend)
    with time_machine.travel(LATER):
        beoordelen.vraag(deelverslag_id=deel_van(geopend).pk, tekst="Hoe telde u?", door=geopend["beoordelaar"])
        verslag = verslag_van(geopend)
        bewaar_verslag(
            verslag_id=verslag.pk,
            inhoud=inhoud(verslag, verteld=ERNA, metingen={str(meet(verslag)): {"geheel": "99.00"}}),
            versie=verslag.versie,
            door=geopend["anker"],
        )
        vertel(geopend, "anker", ERNA)
        yield geopend


def koffie(stuk: Stuk) -> Gedaan:
    [gedaan] = [een for een in stuk.activiteiten if een.naam == "Koffie"]
    return gedaan


def dien_samen_in(wereld: Wereld) -> Stuk:
    return lees_stuk(samen.dien_in(verantwoording_id=verantwoording_van(wereld).pk, door=wereld["anker"]))


def dien_opnieuw_in(wereld: Wereld) -> None:
    verslag = verslag_van(wereld)
    tellingen = {str(meet(verslag, niveau)): {"geheel": "99.00"} for niveau in ("aanbod", "bewoner", "professional")}
    bewaar_verslag(
        verslag_id=verslag.pk,
        inhoud=inhoud(verslag) | {"metingen": inhoud(verslag)["metingen"] | tellingen},
        versie=verslag.versie,
        door=wereld["anker"],
    )
    [vraag] = deel_van(wereld).bevindingen.all()
    beoordelen.beantwoord(bevinding_id=vraag.pk, antwoord="Aan de deur.", door=wereld["anker"])
    indienen.dien_in(deelverslag_id=deel_van(wereld).pk, door=wereld["anker"])


def test_the_document_says_what_was_last_submitted_and_that_a_question_waits(gevraagd: Wereld) -> None:
    stuk = dien_samen_in(gevraagd)

    gedaan = koffie(stuk)
    assert gedaan.verteld == "Elke week koffie."
    assert [telling.waarde for telling in gedaan.tellingen] == [Decimal("60.00")] * 4
    [bereik] = [telling for telling in gedaan.tellingen if telling.niveau == "bereik"]
    assert [cel.waarde for cel in bereik.cellen] == [Decimal("45.00")] * 2
    assert [verhaal.woorden and verhaal.woorden.tekst for verhaal in gedaan.verhalen] == [ERVOOR]
    assert [(deel.organisatie, deel.vraag_open) for deel in stuk.delen] == [
        (gevraagd.anker.naam, True),
        (gevraagd.brug.naam, False),
    ]


def test_a_question_voids_no_akkoord(gevraagd: Wereld) -> None:
    inbreng = inbreng_van(gevraagd)

    assert not inbreng.zonder_akkoord
    assert Verslagakkoord.objects.filter(vervallen_op=None).count() == 2


def test_only_handing_in_again_changes_what_the_table_says_and_voids_the_akkoorden(gevraagd: Wereld) -> None:
    voor = inbreng_van(gevraagd).hash

    dien_opnieuw_in(gevraagd)

    inbreng = inbreng_van(gevraagd)
    assert inbreng.hash != voor
    assert not Verslagakkoord.objects.filter(vervallen_op=None).exists()
    [stand] = [stand for stand in inbreng.standen if stand.deelverslag.pk == deel_van(gevraagd).pk]
    assert (stand.deel.vraag_open, stand.deel.activiteiten[0].verteld) == (False, ERNA)


def test_a_second_question_falls_back_on_the_second_submission(gevraagd: Wereld) -> None:
    dien_opnieuw_in(gevraagd)
    with time_machine.travel(LATER + datetime.timedelta(days=1)):
        beoordelen.vraag(deelverslag_id=deel_van(gevraagd).pk, tekst="En wie?", door=gevraagd["beoordelaar"])
        verslag = verslag_van(gevraagd)
        bewaar_verslag(
            verslag_id=verslag.pk,
            inhoud=inhoud(verslag, verteld="Weer iets anders."),
            versie=verslag.versie,
            door=gevraagd["anker"],
        )
        for wie in ("anker", "brug"):
            geef_akkoord(gevraagd, wie)

        assert koffie(dien_samen_in(gevraagd)).verteld == ERNA


def test_handing_in_the_same_again_keeps_what_everybody_agreed_to(geopend: Wereld) -> None:
    maak_eens(geopend)
    voor = inbreng_van(geopend).hash
    with time_machine.travel(LATER):
        vraag = beoordelen.vraag(
            deelverslag_id=deel_van(geopend).pk, tekst="Hoe telde u?", door=geopend["beoordelaar"]
        )
        tussen = inbreng_van(geopend).hash
        beoordelen.beantwoord(bevinding_id=vraag.pk, antwoord="Aan de deur.", door=geopend["anker"])
        indienen.dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    assert (tussen, inbreng_van(geopend).hash) == (voor, voor)
    assert Verslagakkoord.objects.filter(vervallen_op=None).count() == 2


def test_a_story_that_was_taken_back_is_in_no_document(gevraagd: Wereld) -> None:
    verhaal = Verhaal.objects.get(tekst=ERVOOR)

    neem_verhaal_terug(verslag_id=verhaal.verslag_id, verhaal_id=verhaal.pk, door=gevraagd["anker"])

    assert not inbreng_van(gevraagd).zonder_akkoord
    assert koffie(dien_samen_in(gevraagd)).verhalen == ()


def test_what_was_not_there_when_it_was_submitted_says_nothing(gevraagd: Wereld) -> None:
    """Something agreed on while the part was open again: it was never submitted."""
    maak_afspraak(gevraagd.deel(gevraagd.anker), "Later afgesproken", 40)
    vul_aan(aanvraag_id=gevraagd.aanvraag.pk)
    verslag = verslag_van(gevraagd, "Later afgesproken")
    bewaar_verslag(
        verslag_id=verslag.pk, inhoud=inhoud(verslag, verteld=ERNA), versie=verslag.versie, door=gevraagd["anker"]
    )

    [later] = [
        een
        for stand in inbreng_van(gevraagd).standen
        for een in stand.deel.activiteiten
        if een.naam == "Later afgesproken"
    ]

    assert (later.verteld, later.volgens_plan, later.verhalen) == ("", "", ())


def test_what_is_kept_to_search_in_is_what_the_document_says(gevraagd: Wereld) -> None:
    dien_samen_in(gevraagd)

    assert Uitkomst.objects.get(naam="Koffie").verteld == "Elke week koffie."
    raadslid = maak_lid(Rol.COMMISSIELID)
    assert zoek(raadslid, Zoekvraag(zoek="ingediend"), None).rijen == []


@pytest.mark.parametrize(
    ("pagina", "zin"), [("samen", "Vraag gesteld"), ("samen_indienen", "U hoeft niet te wachten")]
)
def test_the_table_reads_that_a_question_waits_and_holds_up_nobody(
    als: Als, gevraagd: Wereld, pagina: str, zin: str
) -> None:
    antwoord, vragen = kosten(als(gevraagd["anker"]), adres(gevraagd, pagina, 2027))

    assert zin in gelezen(antwoord)
    assert len(vragen) <= 14, "\n".join(vragen)


@pytest.mark.parametrize("pagina", ["stuk", "raad"])
def test_the_council_reads_the_document_and_never_the_draft(als: Als, gevraagd: Wereld, pagina: str) -> None:
    dien_samen_in(gevraagd)
    client = als(maak_lid(Rol.COMMISSIELID))
    plek = (2027, 1) if pagina == "stuk" else (2027,)

    tekst = gelezen(client.get(adres(gevraagd, pagina, *plek)))

    assert f"had de gemeente nog een vraag over het verslag van {gevraagd.anker.naam}" in tekst
    assert ERVOOR in tekst
    assert ERNA not in tekst
    for live, nummer in (
        ("jaar", 2027),
        ("deelverslag", deel_van(gevraagd).pk),
        ("activiteit", verslag_van(gevraagd).pk),
    ):
        assert client.get(adres(gevraagd, live, nummer)).status_code == 403, live


def test_who_writes_it_reads_that_the_earlier_one_holds_until_it_is_handed_in(als: Als, gevraagd: Wereld) -> None:
    pagina = gelezen(als(gevraagd["anker"]).get(adres(gevraagd, "deelverslag", deel_van(gevraagd).pk)))

    assert "Tot het opnieuw is ingediend, staat in het stuk van de tafel wat eerder is ingediend." in pagina


def test_a_part_that_never_came_in_still_has_nothing_to_show(geopend: Wereld) -> None:
    dien_deel_in(geopend, "anker")

    [brug] = [stand for stand in inbreng_van(geopend).standen if not stand.is_binnen]

    assert (brug.deel.activiteiten, brug.deel.vraag_open) == ((), False)
