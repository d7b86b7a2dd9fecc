"""Regie within an alliance: of a member or of all together, one per theme, and never over the table."""

import datetime
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Samenwerkingsverband, Verbandlid
from tests.hulp.fabriek import maak_lid, maak_organisatie, maak_uitvraag, maak_verband
from thematafels.models import Plafond, Regie, Uitvraag
from thematafels.selectors import regie_per_uitvraag
from thematafels.services import verdeel_regie, verwijder_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def trekker() -> Lidmaatschap:
    return maak_lid("tekenbevoegde")


@pytest.fixture
def verband(trekker: Lidmaatschap) -> Samenwerkingsverband:
    return maak_verband(trekker.organisatie)


@pytest.fixture
def uitvraag() -> Uitvraag:
    return maak_uitvraag(themas=3)


def geweigerd(daad: Callable[[], object]) -> str:
    """Refused: nothing is shared out, and the trail has one refusal with the code."""
    voor = list(Regie.objects.order_by("pk").values())
    with pytest.raises((DomeinFout, GeenRecht)) as fout:
        daad()

    assert list(Regie.objects.order_by("pk").values()) == voor
    assert Gebeurtenis.objects.latest("pk").geweigerd == fout.value.code
    return str(fout.value.code)


def test_regie_is_of_a_member_of_all_together_or_of_nobody(
    trekker: Lidmaatschap, verband: Samenwerkingsverband, uitvraag: Uitvraag, django_assert_num_queries
) -> None:
    een, twee, drie = uitvraag.themas.all()
    keuze = {"verband_id": verband.pk, "uitvraag_id": uitvraag.pk, "door": trekker}

    verdeel_regie(verdeling={een.pk: trekker.organisatie_id, twee.pk: None}, **keuze)

    with django_assert_num_queries(3):
        [(_, rijen)] = regie_per_uitvraag(verband, trekker)
        assert [(rij.thema, rij.regie and rij.regie.wie) for rij in rijen] == [
            (een, trekker.organisatie.naam),
            (twee, "samen"),
            (drie, None),
        ]
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.feiten) == ("regie.verdeeld", {"verband": verband.pk, "kenmerk": uitvraag.kenmerk})

    verdeel_regie(verdeling={een.pk: None}, **keuze)
    assert list(Regie.objects.values_list("thema", "organisatie")) == [(een.pk, None)]


def test_another_call_keeps_its_own(trekker: Lidmaatschap, verband: Samenwerkingsverband, uitvraag: Uitvraag) -> None:
    ander = maak_uitvraag().themas.get()
    Regie.objects.create(verband=verband, thema=ander)
    keuze = {"verband_id": verband.pk, "uitvraag_id": uitvraag.pk, "door": trekker}

    verdeel_regie(verdeling={}, **keuze)

    assert Regie.objects.get().thema == ander
    assert geweigerd(lambda: verdeel_regie(verdeling={ander.pk: None}, **keuze)) == "regie.ander_thema"


def test_who_is_no_member_today_gets_no_lead_and_who_left_keeps_it(
    trekker: Lidmaatschap, verband: Samenwerkingsverband, uitvraag: Uitvraag
) -> None:
    vreemd, vertrokken = maak_organisatie(), maak_organisatie()
    lid = Verbandlid.objects.create(verband=verband, organisatie=vertrokken, schil=2, van="2020-01-01")
    een, twee, _ = uitvraag.themas.all()
    keuze = {"verband_id": verband.pk, "uitvraag_id": uitvraag.pk, "door": trekker}
    verdeel_regie(verdeling={een.pk: vertrokken.pk}, **keuze)
    lid.tot = timezone.localdate() - datetime.timedelta(days=1)
    lid.save()

    for organisatie in (vreemd, vertrokken):
        verdeling = {een.pk: vertrokken.pk, twee.pk: organisatie.pk}
        assert geweigerd(lambda wie=verdeling: verdeel_regie(verdeling=wie, **keuze)) == "regie.geen_lid"

    verdeel_regie(verdeling={een.pk: vertrokken.pk, twee.pk: None}, **keuze)
    assert list(Regie.objects.values_list("thema", "organisatie")) == [(een.pk, vertrokken.pk), (twee.pk, None)]


@pytest.mark.parametrize("rol", ["redacteur", "meelezer", "tekenbevoegde", "beheerder"])
def test_only_who_keeps_the_alliance_shares_out(
    trekker: Lidmaatschap, verband: Samenwerkingsverband, uitvraag: Uitvraag, rol: str
) -> None:
    lid = maak_lid(rol, trekker.organisatie if rol in {"redacteur", "meelezer"} else None)
    thema = uitvraag.themas.all()[0]

    def daad() -> None:
        verdeel_regie(verband_id=verband.pk, uitvraag_id=uitvraag.pk, verdeling={thema.pk: None}, door=lid)

    assert geweigerd(daad) == "verband.geen_recht"


def test_the_database_refuses_a_stranger_and_a_second_lead(
    trekker: Lidmaatschap, verband: Samenwerkingsverband, uitvraag: Uitvraag
) -> None:
    een, twee, _ = uitvraag.themas.all()
    Regie.objects.create(verband=verband, thema=een, organisatie=trekker.organisatie)

    for rij in (
        Regie(verband=verband, thema=een),
        Regie(verband=verband, thema=twee, organisatie=maak_organisatie()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Regie.objects.bulk_create([rij])

    assert Regie.objects.count() == 1


def test_sharing_out_on_the_page(
    client: Client, trekker: Lidmaatschap, verband: Samenwerkingsverband, uitvraag: Uitvraag
) -> None:
    client.force_login(trekker.gebruiker)
    een, twee, _ = uitvraag.themas.all()
    pad = reverse("thematafels:verband_regie_wijzig", args=[verband.pk, uitvraag.kenmerk])

    antwoord = client.post(pad, {f"thema-{een.pk}": trekker.organisatie_id, f"thema-{twee.pk}": "samen"})

    assert antwoord["Location"] == reverse("thematafels:verband_regie", args=[verband.pk])
    assert trekker.organisatie.naam in client.get(antwoord["Location"]).content.decode()
    assert client.get(pad).context["form"][f"thema-{twee.pk}"].initial == "samen"
    vreemd = client.post(pad, {f"thema-{een.pk}": maak_organisatie().pk})
    assert (vreemd.status_code, list(vreemd.context["form"].errors)) == (422, [f"thema-{een.pk}"])
    assert Regie.objects.get(thema=een).organisatie == trekker.organisatie


def test_a_theme_of_a_draft_goes_with_its_regie(trekker: Lidmaatschap, verband: Samenwerkingsverband) -> None:
    thema = maak_uitvraag(stand="concept").themas.get()
    Regie.objects.create(verband=verband, thema=thema)
    Plafond.objects.filter(tafel=thema.tafel).delete()

    verwijder_item(soort="thema", item_id=thema.pk, door=maak_lid("beleidsmedewerker"))

    assert Regie.objects.count() == 0
