"""The demo data: everything through the services, once, and only where everybody may know the password."""

from collections import Counter
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Sum

from begroting.models import Boeking, Stand
from brieven.models import Brief
from kern.models import Gebeurtenis, Gebruiker
from socialebasis.demo.accounts import ACCOUNTS, proefaccounts
from socialebasis.demo.zaaien import zaai
from subsidies.models import Aanvraag, Beschikking, Beschikkingsbedrag, Bijlage, Klad, Opmerking
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _proef(settings):
    """The demo exists with DEBUG on only; the test runner switches it off."""
    settings.DEBUG = True


def test_the_demo_shows_a_decided_case_one_being_assessed_one_being_written_and_an_open_table():
    zaai()

    standen = dict(Aanvraag.objects.values_list("tafel__thema__code", "stand"))
    assert standen == {"leefstijl": "besloten", "financien": "in_behandeling", "vrijwillige_inzet": "concept"}
    assert sorted(Beschikking.objects.values_list("soort", flat=True)) == ["gedeeltelijk", "verlening"]
    assert Beschikkingsbedrag.objects.aggregate(som=Sum("verleend"))["som"] == Decimal("1144000.00")
    verplicht = Stand.objects.filter(verplichting__beschikkingsbedrag__isnull=False).aggregate(som=Sum("verplicht"))
    assert verplicht["som"] == Decimal("1144000.00")


def test_the_table_that_writes_has_one_of_everything_to_look_at():
    zaai()

    aanvraag = Aanvraag.objects.select_related("regeling", "uitvraag", "tafel__thema").get(stand="concept")
    dossier = laad_dossier(aanvraag)
    assert [len(deel.aanbod) for deel in dossier.delen] == [3, 2, 2, 2, 1]
    assert dossier.gevraagd_totaal == Decimal("1660000.00")
    assert dossier.ruimte_totaal == Decimal("64000.00")
    assert sum(vraag.beantwoord for vraag in dossier.vragen) == 7
    assert dossier.akkoorden == 1
    assert sorted(bool(deel.akkoord) for deel in dossier.delen) == [False, False, False, True, True]
    gaten = [gemis.tekst for gemis in ontbreekt(dossier) if gemis.plek == "dekking"]
    assert "Niemand werkt aan: Ruimte en steun voor eigen initiatieven" in gaten
    assert Klad.objects.count() == 1
    assert dict(Counter(Opmerking.objects.filter(op=None).values_list("zichtbaarheid", flat=True))) == {
        "tafel": 2,
        "gemeente": 1,
    }
    assert Bijlage.objects.get().bestand.soort == "application/pdf"


def test_a_second_time_adds_nothing():
    zaai()
    tellers = [model.objects.count() for model in (Aanvraag, Boeking, Brief, Gebruiker, Gebeurtenis)]

    zaai()

    assert [model.objects.count() for model in (Aanvraag, Boeking, Brief, Gebruiker, Gebeurtenis)] == tellers


def test_everybody_on_the_login_page_can_log_in(client):
    zaai()

    for account in proefaccounts():
        assert client.login(username=account.email, password=account.wachtwoord), account.email
    assert len(proefaccounts()) == len(ACCOUNTS)


def test_there_are_no_demo_accounts_outside_debug(settings):
    settings.DEBUG = False

    with pytest.raises(ImproperlyConfigured):
        zaai()

    assert not Gebruiker.objects.exists()
