"""Letters go digitally only to who made known that it can be reached so (Awb 2:14): said so, or applied so."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brieven.models import Brief, Wijze
from brieven.opstellen import weg_naar
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.services.kies_verzending import bleek_digitaal, bleek_op_papier, kies_verzending
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid, maak_organisatie, maak_uitvraag, tafels_van
from tests.subsidies.conftest import geweigerd
from thematafels.services import meld_aan

pytestmark = pytest.mark.django_db


@pytest.fixture
def zwijger() -> Lidmaatschap:
    """Signs for an organisation that made nothing known."""
    return maak_lid(Rol.TEKENBEVOEGDE, maak_organisatie(digitaal=None))


def test_who_made_nothing_known_gets_paper_until_it_says_so(zwijger: Lidmaatschap) -> None:
    organisatie = zwijger.organisatie
    assert weg_naar(organisatie) == Wijze.POST

    kies_verzending(organisatie_id=organisatie.pk, digitaal=True, door=zwijger)

    assert weg_naar(organisatie) == Wijze.PORTAAL
    with geweigerd("organisatie.verzending"):
        kies_verzending(organisatie_id=organisatie.pk, digitaal=False, door=maak_lid(Rol.MEELEZER, organisatie))


def test_without_somebody_who_is_told_it_is_paper_whatever_was_recorded() -> None:
    organisatie = maak_organisatie(digitaal=True)
    assert weg_naar(organisatie) == Wijze.POST
    maak_lid(Rol.MEELEZER, organisatie)
    assert weg_naar(organisatie) == Wijze.POST
    lid = maak_lid(Rol.TEKENBEVOEGDE, organisatie)
    assert weg_naar(organisatie) == Wijze.PORTAAL

    lid.gebruiker.is_active = False
    lid.gebruiker.save()
    assert weg_naar(organisatie) == Wijze.POST
    Lidmaatschap.objects.filter(pk=maak_lid(Rol.TEKENBEVOEGDE, organisatie).pk).update(
        tot=timezone.localdate() - datetime.timedelta(days=1)
    )
    assert weg_naar(organisatie) == Wijze.POST


def test_who_asks_for_a_seat_in_the_portal_can_be_reached_there(zwijger: Lidmaatschap) -> None:
    (tafel,) = tafels_van(maak_uitvraag())

    meld_aan(tafel_id=tafel.pk, motivatie="Wij kennen de buurt.", door=zwijger)

    zwijger.organisatie.refresh_from_db()
    assert zwijger.organisatie.digitaal is True
    gebeurtenis = Gebeurtenis.objects.get(soort="organisatie.bleek_digitaal")
    assert (gebeurtenis.lidmaatschap_id, gebeurtenis.over_id) == (zwijger.pk, zwijger.organisatie_id)


def test_who_chose_paper_keeps_it_when_it_applies_in_the_portal(zwijger: Lidmaatschap) -> None:
    kies_verzending(organisatie_id=zwijger.organisatie_id, digitaal=False, door=zwijger)

    bleek_digitaal([zwijger.organisatie_id], zwijger)

    assert weg_naar(zwijger.organisatie) == Wijze.POST
    assert not Gebeurtenis.objects.filter(soort="organisatie.bleek_digitaal").exists()


def test_who_applies_on_paper_is_answered_on_paper(zwijger: Lidmaatschap) -> None:
    ambtenaar = maak_lid(Rol.BELEIDSMEDEWERKER)
    kies_verzending(organisatie_id=zwijger.organisatie_id, digitaal=True, door=zwijger)

    bleek_op_papier([zwijger.organisatie_id], ambtenaar)
    bleek_op_papier([zwijger.organisatie_id], ambtenaar)

    assert weg_naar(zwijger.organisatie) == Wijze.POST
    assert Gebeurtenis.objects.filter(soort="organisatie.op_papier").count() == 1


def test_the_page_tells_how_since_when_and_by_whom(zwijger: Lidmaatschap) -> None:
    client, adres = Client(), reverse("organisaties:detail", args=[zwijger.organisatie_id])
    client.force_login(zwijger.gebruiker)
    leeg = client.get(adres).content.decode()
    assert ("Zet brieven in het portaal" in leeg, "Stuur brieven met de post" in leeg) == (True, True)

    client.post(reverse("organisaties:verzending", args=[zwijger.organisatie_id]), {"digitaal": "ja"})

    gekozen = client.get(adres).content.decode()
    assert f"laten weten, door {zwijger.gebruiker.naam}." in gekozen
    assert "Zet brieven in het portaal" not in gekozen
    assert Organisatie.objects.get(pk=zwijger.organisatie_id).digitaal is True
    assert Brief.objects.count() == 0
