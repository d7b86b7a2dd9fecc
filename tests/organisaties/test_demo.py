"""The organisations and people of the demo."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from stdnum import iban
from stdnum.nl import bsn as elfproef

from kern.models import Gebruiker
from organisaties.models import (
    Lidmaatschap,
    Machtiging,
    Mandaat,
    Onderaannemer,
    Organisatie,
    Rol,
    Samenwerkingsverband,
    Verbandlid,
)
from organisaties.selectors import geldig_mandaat
from organisaties.verbanden import verband_overzicht
from socialebasis.demo.accounts import ACCOUNTS, VANAF, WACHTWOORD, zaai_accounts
from socialebasis.demo.organisaties import zaai_organisaties
from socialebasis.demo.samenwerking import zaai_samenwerking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _met_debug(settings) -> None:
    settings.DEBUG = True


def test_real_organisations_carry_only_what_the_sources_say() -> None:
    organisaties = zaai_organisaties()

    echt = [organisatie for organisatie in organisaties.values() if not organisatie.fictief]
    assert len(echt) == 26
    assert organisaties["dock-haarlem"].typering == "welzijnsorganisatie"
    for organisatie in echt:
        ingevuld = [organisatie.kvk, organisatie.rsin, organisatie.iban, organisatie.straat, organisatie.email]
        assert ingevuld == [""] * 5, organisatie


def test_made_up_organisations_are_marked_and_have_well_formed_numbers() -> None:
    verzonnen = [organisatie for organisatie in zaai_organisaties().values() if organisatie.fictief]

    assert len(verzonnen) == 9
    assert all("Voorbeeld" in organisatie.naam for organisatie in verzonnen)
    met_nummers = [organisatie for organisatie in verzonnen if organisatie.rsin]
    assert len({organisatie.rsin for organisatie in met_nummers}) == len(met_nummers) == 7
    assert all(iban.is_valid(organisatie.iban) for organisatie in met_nummers)
    assert all(elfproef.is_valid(organisatie.rsin) for organisatie in met_nummers)


def test_there_is_an_account_for_every_role_and_it_logs_in(client) -> None:
    zaai_accounts(zaai_organisaties())

    assert set(Lidmaatschap.objects.values_list("rol", flat=True)) == set(Rol.values)
    for account in ACCOUNTS:
        assert client.login(email=account.email, password=WACHTWOORD)


def test_the_besluitnemer_has_a_mandate_up_to_five_million() -> None:
    besluitnemer = zaai_accounts(zaai_organisaties())["besluitnemer"]

    assert geldig_mandaat(besluitnemer, "verlening", Decimal("5000000.00"), VANAF) is not None
    assert geldig_mandaat(besluitnemer, "verlening", Decimal("5000000.01"), VANAF) is None


def test_the_seed_twice_changes_nothing() -> None:
    zaai_accounts(zaai_organisaties())
    aantallen = [model.objects.count() for model in (Organisatie, Gebruiker, Lidmaatschap, Mandaat)]

    zaai_accounts(zaai_organisaties())

    assert [model.objects.count() for model in (Organisatie, Gebruiker, Lidmaatschap, Mandaat)] == aantallen
    assert aantallen == [35, 20, 22, 24]


def test_accounts_that_everybody_knows_are_not_made_in_production(settings) -> None:
    settings.DEBUG = False

    with pytest.raises(ImproperlyConfigured):
        zaai_accounts(zaai_organisaties())

    assert Gebruiker.objects.count() == 0


def test_the_alliance_of_the_sources_has_no_made_up_facts() -> None:
    organisaties = zaai_organisaties()

    zaai_samenwerking(organisaties=organisaties, leden=zaai_accounts(organisaties), vandaag=timezone.localdate())

    echt = Samenwerkingsverband.objects.get(fictief=False)
    assert (echt.naam, echt.vorm) == ("Alliantie DOCK Haarlem - Haarlem Effect", "alliantie")
    assert [lid.organisatie.naam for lid in echt.leden.all()] == ["DOCK Haarlem", "Haarlem Effect"]
    assert next((deel.onderwerp, deel.tekst) for deel in echt.convenant.all()) == (
        "gemeenschappelijke visie doel en inhoud",
        "",
    )
    assert (echt.convenant.count(), echt.onderaannemers.count()) == (4, 0)


def test_the_made_up_alliance_shows_every_ring_and_every_kind_of_contract() -> None:
    organisaties, vandaag = zaai_organisaties(), datetime.date(2026, 11, 20)

    zaai_samenwerking(organisaties=organisaties, leden=zaai_accounts(organisaties), vandaag=vandaag)
    zaai_samenwerking(organisaties=organisaties, leden=zaai_accounts(organisaties), vandaag=vandaag)

    overzicht = verband_overzicht(Samenwerkingsverband.objects.get(fictief=True), vandaag)
    assert [len(ring.leden) for ring in overzicht.ringen] == [2, 2, 1]
    assert [(rij.afgelopen, rij.loopt_af) for rij in overzicht.onderaannemers] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert (overzicht.lopend, overzicht.totaal) == (Decimal("42000.00"), Decimal("48500.00"))
    assert Machtiging.objects.get().document is None
    assert [model.objects.count() for model in (Samenwerkingsverband, Verbandlid, Onderaannemer)] == [2, 7, 3]
