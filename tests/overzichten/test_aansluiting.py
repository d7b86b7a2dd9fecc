"""The check of every figure, over ledger and grants: silent after a whole life, and loud about a seeded fault."""

from contextlib import contextmanager
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from begroting.models import Aansluiting
from kern.geld import als_euro
from organisaties.toegang import Rol
from overzichten.selectors.aansluiting import verschillen
from overzichten.selectors.werklijst import werkregels
from overzichten.tasks import sluit_aan
from subsidies.models import Beschikkingsbedrag, Subsidie
from subsidies.selectors.standen import jaarstanden
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import GEVRAAGD_ANKER, GEVRAAGD_BRUG
from tests.uitvoering.betalen import betaal, maak_klaar
from tests.uitvoering.conftest import geef_alle_mandaten
from tests.uitvoering.levens import Leven
from tests.uitvoering.test_levens import HEEL
from uitvoering.models import Betaling


@contextmanager
def zonder_triggers(tabel):
    """As only the owner of the database can, around every lock."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        yield cursor
        cursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")


def opdracht():
    """What the command says, and its exit code."""
    uit, fouten, code = StringIO(), StringIO(), 0
    try:
        call_command("sluit_aan", stdout=uit, stderr=fouten)
    except SystemExit as einde:
        code = int(einde.code)
    return code, uit.getvalue(), fouten.getvalue()


def test_an_empty_house_agrees(db):
    assert opdracht() == (0, "Alle cijfers sluiten aan.\n", "")


def test_after_every_act_of_a_whole_life_all_figures_agree(beoordeeld):
    for wie in ("besluitnemer", "tweede_besluitnemer"):
        geef_alle_mandaten(beoordeeld[wie])

    with time_machine.travel(timezone.now(), tick=False) as reis:
        leven = Leven(beoordeeld, reis, (GEVRAAGD_ANKER, GEVRAAGD_BRUG))
        for daad in HEEL:
            leven.doe(*daad)
            assert verschillen() == [], daad

    assert Betaling.objects.filter(stand="betaald").exists()


@pytest.fixture
def subsidie(verleend):
    return Subsidie.objects.order_by("id")[0]


def test_a_grant_with_another_amount_than_the_ledger_committed_is_named_with_both(subsidie):
    jaar, stand = next(iter(jaarstanden(subsidie).items()))
    with zonder_triggers("subsidies_beschikkingsbedrag"):
        Beschikkingsbedrag.objects.filter(beschikking=subsidie.beschikking, jaar=jaar).update(
            verleend=stand.verleend - Decimal("0.01")
        )

    code, uit, fouten = opdracht()

    assert (code, uit) == (1, "")
    assert fouten == (
        f"VERSCHIL subsidie {subsidie.kenmerk} ({jaar}), verplicht: er staat {als_euro(stand.verplicht)}, "
        f"de regels geven {als_euro(stand.verplicht - Decimal('0.01'))}\n"
    )


def test_a_payment_that_the_ledger_does_not_know_is_named(verleend):
    [betaling] = betaal(maak_klaar(verleend))
    assert verschillen() == []
    with zonder_triggers("uitvoering_betaling"):
        Betaling.objects.filter(pk=betaling.pk).update(bedrag=betaling.bedrag + 1)

    gevonden = [(verschil.cijfer, verschil.gerekend - verschil.gehouden) for verschil in verschillen()]

    assert gevonden == [("betaald", 1)]


def test_the_nightly_check_leaves_work_for_the_financial_officer_until_it_agrees_again(client, subsidie):
    financieel, beleid = maak_lid(Rol.FINANCIEEL), maak_lid(Rol.BELEIDSMEDEWERKER)

    def werk(lid):
        return [regel.url for regel in werkregels(lid) if regel.wat == "Uitzoeken waarom cijfers niet aansluiten"]

    sluit_aan()
    vooraf = werk(financieel)
    with zonder_triggers("begroting_stand") as cursor:
        cursor.execute("UPDATE begroting_stand SET begroot = begroot + 1 WHERE budgetjaar_id IS NOT NULL")
    sluit_aan()
    client.force_login(financieel.gebruiker)
    fout = reverse("overzichten:aansluiting", args=[Aansluiting.objects.get().pk])
    pagina = client.get(fout).content.decode()
    tijdens = werk(financieel), werk(beleid)
    with zonder_triggers("begroting_stand") as cursor:
        cursor.execute("UPDATE begroting_stand SET begroot = begroot - 1 WHERE budgetjaar_id IS NOT NULL")
    sluit_aan()

    assert vooraf == []
    assert tijdens == ([fout], [])
    assert "begroot: er staat" in pagina
    assert werk(financieel) == []
    weer_goed = reverse("overzichten:aansluiting", args=[Aansluiting.objects.last().pk])
    assert "Alle cijfers sluiten aan." in client.get(weer_goed).content.decode()
