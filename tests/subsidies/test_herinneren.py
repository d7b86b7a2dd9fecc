"""One click reminds who keeps the draft waiting, once a day per organisation."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brieven.models import Bericht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.selectors import laad_dossier
from subsidies.selectors.aan_zet import aan_zet
from subsidies.services.herinneren import Herinnering, herinner
from tests.hulp.fabriek import maak_lid, maak_machtiging
from tests.hulp.klok import over_dagen
from tests.subsidies.conftest import Wereld, bewaar_begroting, bewaar_voorziening, geef_akkoord, geweigerd
from tests.subsidies.deelnemers import berichten, neem_derde_op
from tests.subsidies.tafelgesprek import stel_aan

Als = Callable[[Lidmaatschap], Client]
ANKER, BRUG = "Stichting Voorbeeld Anker", "Stichting Voorbeeld Brug"


def doe(wereld: Wereld, wie: str = "anker_schrijft") -> Herinnering:
    return herinner(aanvraag_id=wereld.aanvraag.pk, door=wereld[wie])


def test_of_a_part_that_is_not_ready_the_writers_hear(concept: Wereld) -> None:
    assert doe(concept).bereikt == [ANKER, BRUG]
    assert berichten("herinnering") == {concept["anker"], concept["anker_schrijft"], concept["brug"]}
    assert Bericht.objects.first().pad == reverse("subsidies:aanvraag_detail", args=[concept.aanvraag.kenmerk])


def test_of_an_akkoord_that_misses_who_signs_hears(gevuld: Wereld) -> None:
    gemachtigde = maak_lid(Rol.REDACTEUR)
    maak_machtiging(gevuld.brug, gemachtigde, gevuld["brug"])
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])

    herinnering = doe(gevuld)

    assert herinnering == Herinnering([BRUG], [], [])
    assert berichten("herinnering") == {gevuld["brug"], gemachtigde}
    deel = gevuld.deel(gevuld.brug)
    assert Bericht.objects.first().pad == reverse("subsidies:akkoord", args=[gevuld.aanvraag.kenmerk, deel.pk])
    assert Gebeurtenis.objects.get(soort="aanvraag.herinnerd").feiten == {"organisaties": 1}


def test_an_organisation_is_reminded_once_a_day(gevuld: Wereld) -> None:
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    doe(gevuld)
    derde = neem_derde_op(gevuld)

    tweede = doe(gevuld)
    assert (set(tweede.bereikt), tweede.vandaag_al) == ({ANKER, derde.organisatie.naam}, [BRUG])
    with geweigerd("herinneren.vandaag_al"):
        doe(gevuld)
    with over_dagen(1):
        assert sorted(doe(gevuld).bereikt) == sorted([ANKER, BRUG, derde.organisatie.naam])


def test_who_is_reminded_of_the_part_hears_nothing_more_of_the_akkoord_that_day(concept: Wereld) -> None:
    doe(concept)
    bewaar_begroting(concept.deel(concept.brug), "5000.00", concept["brug"])
    bewaar_voorziening(concept.deel(concept.brug), "Eettafel", concept["brug"])

    brug = aan_zet(laad_dossier(concept.aanvraag))[1]

    assert (brug.klaar, brug.is_aan_zet, brug.vandaag_al, brug.wordt_herinnerd) == (True, True, True, False)


def test_an_organisation_without_anybody_is_named(gevuld: Wereld) -> None:
    Lidmaatschap.objects.filter(organisatie=gevuld.brug).update(tot=timezone.localdate() - datetime.timedelta(days=1))

    assert doe(gevuld) == Herinnering([ANKER], [], [BRUG])


def test_when_everybody_agrees_there_is_nobody_to_remind(eens: Wereld) -> None:
    with geweigerd("herinneren.niemand_aan_zet"):
        doe(eens)


def test_after_submission_nobody_is_reminded(ingediend: Wereld) -> None:
    with geweigerd("aanvraag.geen_concept"):
        doe(ingediend)


@pytest.mark.parametrize("wie", ["anker", "anker_schrijft", "beoordelaar", "begeleider"])
def test_the_officer_the_penvoerder_and_who_leads_the_table_remind(gevuld: Wereld, wie: str) -> None:
    gevuld.leden["begeleider"] = stel_aan(gevuld)

    assert sorted(doe(gevuld, wie).bereikt) == [ANKER, BRUG]


@pytest.mark.parametrize("wie", ["brug", "anker_leest", "besluitnemer", "buiten", "begeleider"])
def test_nobody_else_reminds(gevuld: Wereld, wie: str) -> None:
    gevuld.leden["begeleider"] = stel_aan(gevuld, tot=-1)

    with geweigerd("herinneren.geen_recht"):
        doe(gevuld, wie)


# --- the page ---


def adres(wereld: Wereld, naam: str = "herinneren") -> str:
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk])


def test_the_page_says_whom_it_reaches_and_whom_it_reached(als: Als, gevuld: Wereld) -> None:
    client = als(gevuld["anker_schrijft"])
    vooraf = client.get(adres(gevuld)).content.decode()

    na = client.post(adres(gevuld), follow=True).content.decode()
    nog_eens = client.post(adres(gevuld), follow=True).content.decode()

    assert f"Een herinnering gaat naar {ANKER}, {BRUG}." in vooraf
    assert "Herinner 2 organisaties" in vooraf
    assert f"Herinnerd: {ANKER} en {BRUG}." in na
    assert "Herinner 2 organisaties" not in na
    assert "vandaag al herinnerd. Morgen kan het opnieuw" in nog_eens
    assert Bericht.objects.count() == 2


@pytest.mark.parametrize("naam", ["aanvraag_detail", "akkoorden"])
def test_it_is_one_click_from_the_overview_and_the_akkoorden(als: Als, gevuld: Wereld, naam: str) -> None:
    knop = f'action="{adres(gevuld)}"'

    assert knop in als(gevuld["anker_schrijft"]).get(adres(gevuld, naam)).content.decode()
    assert knop in als(gevuld["beoordelaar"]).get(adres(gevuld, naam)).content.decode()
    assert knop not in als(gevuld["brug"]).get(adres(gevuld, naam)).content.decode()


def test_everybody_at_the_table_sees_whose_turn_it_is(als: Als, gevuld: Wereld) -> None:
    antwoord = als(gevuld["anker_leest"]).get(adres(gevuld))

    assert (antwoord.status_code, "Herinner 2" in antwoord.content.decode()) == (200, False)
    assert als(gevuld["anker_leest"]).post(adres(gevuld)).status_code == 403
    assert als(gevuld["buiten"]).get(adres(gevuld)).status_code == 404
