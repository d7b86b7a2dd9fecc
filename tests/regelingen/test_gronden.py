"""The grounds on which a scheme may refuse: of the law for all, and its own, from a day on."""

import datetime

import pytest
from django.db import InternalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Rol
from regelingen.models import Regeling, Weigeringsgrond
from regelingen.selectors import grond_rijen, weigeringsgronden_op
from regelingen.services.gronden import beeindig_grond, voeg_grond_toe
from regelingen.zaad import VANAF, zaai_regelingen
from tests.organisaties.conftest import maak_lid

pytestmark = pytest.mark.django_db

DAG = datetime.date(2026, 5, 1)
EEN_DAG = datetime.timedelta(days=1)


@pytest.fixture
def regeling() -> Regeling:
    return zaai_regelingen()["thematafels"]


@pytest.fixture
def beheerder() -> Lidmaatschap:
    return maak_lid(Rol.BEHEERDER)


def codes(regeling: Regeling, dag: datetime.date = DAG) -> list[str]:
    return [grond.code for grond in weigeringsgronden_op(regeling.pk, dag)]


def voeg_toe(regeling: Regeling, door: Lidmaatschap, tekst: str = "Buiten de stad.") -> Weigeringsgrond:
    return voeg_grond_toe(regeling_id=regeling.pk, tekst=tekst, artikel="ASV 10", geldig_van=DAG, door=door)


def test_the_grounds_of_the_law_come_first_and_hold_for_every_scheme(
    regeling: Regeling, django_assert_num_queries
) -> None:
    andere = zaai_regelingen()["pilots"]

    with django_assert_num_queries(1):
        gronden = weigeringsgronden_op(regeling.pk, DAG)

    assert gronden[0].artikel == "Artikel 4:25 lid 2 Awb"
    assert [grond.code for grond in gronden if grond.regeling_id] == ["overlap"]
    assert codes(andere) == [code for code in codes(regeling) if code != "overlap"]
    assert codes(regeling, VANAF - EEN_DAG) == []


def test_the_seed_twice_changes_nothing(regeling: Regeling) -> None:
    voor = list(Weigeringsgrond.objects.order_by("pk").values())

    zaai_regelingen()

    assert list(Weigeringsgrond.objects.order_by("pk").values()) == voor


def test_a_ground_holds_from_its_first_to_its_last_day(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    grond = voeg_toe(regeling, beheerder)
    beeindig_grond(grond_id=grond.pk, geldig_tot=DAG + EEN_DAG, door=beheerder)

    assert [grond.code in codes(regeling, DAG + n * EEN_DAG) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert [rij.geldt for rij in grond_rijen(regeling, DAG) if rij.grond == grond] == [True]


@pytest.mark.parametrize("code", ["weigeringsgrond.dubbel", "weigeringsgrond.wet", "weigeringsgrond.einde"])
def test_what_cannot_be_is_refused(code: str, regeling: Regeling, beheerder: Lidmaatschap) -> None:
    grond = voeg_toe(regeling, beheerder)
    wet = Weigeringsgrond.objects.get(code="plafond")
    daden = {
        "weigeringsgrond.dubbel": lambda: voeg_toe(regeling, beheerder),
        "weigeringsgrond.wet": lambda: beeindig_grond(grond_id=wet.pk, geldig_tot=DAG, door=beheerder),
        "weigeringsgrond.einde": lambda: beeindig_grond(grond_id=grond.pk, geldig_tot=DAG - EEN_DAG, door=beheerder),
    }
    voor = list(Weigeringsgrond.objects.order_by("pk").values())

    with pytest.raises(DomeinFout) as fout:
        daden[code]()

    assert fout.value.code == code
    assert list(Weigeringsgrond.objects.order_by("pk").values()) == voor
    assert Gebeurtenis.objects.filter(geweigerd=code).count() == 1


def test_only_the_beheerder_adds_a_ground(regeling: Regeling) -> None:
    with pytest.raises(GeenRecht):
        voeg_toe(regeling, maak_lid(Rol.BELEIDSMEDEWERKER))

    assert not Weigeringsgrond.objects.filter(artikel="ASV 10").exists()


def test_a_ground_is_never_reworded_and_ended_once(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    grond = beeindig_grond(grond_id=voeg_toe(regeling, beheerder).pk, geldig_tot=DAG, door=beheerder)

    for velden in ({"tekst": "Anders."}, {"geldig_tot": DAG + EEN_DAG}):
        with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
            Weigeringsgrond.objects.filter(pk=grond.pk).update(**velden)


def test_the_pages_add_and_end_a_ground(client: Client, regeling: Regeling, beheerder: Lidmaatschap) -> None:
    client.force_login(beheerder.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    dag = f"{timezone.localdate():%d-%m-%Y}"

    leeg = client.post(reverse("regelingen:grond_nieuw", args=[regeling.code]), {"artikel": "ASV 10"})
    goed = client.post(
        reverse("regelingen:grond_nieuw", args=[regeling.code]),
        {"tekst": "Buiten de stad.", "artikel": "ASV 10", "geldig_van": dag},
    )
    grond = Weigeringsgrond.objects.get(artikel="ASV 10")
    einde = client.post(reverse("regelingen:grond_beeindig", args=[regeling.code, grond.pk]), {"geldig_tot": dag})
    lijst = client.get(reverse("regelingen:gronden", args=[regeling.code]))

    assert (leeg.status_code, goed.status_code, einde.status_code) == (422, 302, 302)
    assert "Buiten de stad." in lijst.content.decode()
