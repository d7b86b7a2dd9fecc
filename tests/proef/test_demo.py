"""The demo data: everything through the services, once, and only where everybody may know the password."""

from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Sum

from begroting.models import Boeking, Stand
from brieven.models import Brief
from kern.models import Gebeurtenis, Gebruiker
from socialebasis.demo.accounts import ACCOUNTS, proefaccounts
from socialebasis.demo.zaaien import zaai
from subsidies.models import Aanvraag, Beschikking, Beschikkingsbedrag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _proef(settings):
    """The demo exists with DEBUG on only; the test runner switches it off."""
    settings.DEBUG = True


def test_the_demo_shows_a_decided_case_one_being_assessed_and_an_open_table():
    zaai()

    standen = dict(Aanvraag.objects.values_list("tafel__thema__code", "stand"))
    assert standen == {"leefstijl": "besloten", "financien": "in_behandeling"}
    assert sorted(Beschikking.objects.values_list("soort", flat=True)) == ["gedeeltelijk", "verlening"]
    assert Beschikkingsbedrag.objects.aggregate(som=Sum("verleend"))["som"] == Decimal("1144000.00")
    verplicht = Stand.objects.filter(verplichting__beschikkingsbedrag__isnull=False).aggregate(som=Sum("verplicht"))
    assert verplicht["som"] == Decimal("1144000.00")


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
