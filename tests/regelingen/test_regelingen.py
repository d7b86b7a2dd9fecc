"""Schemes and their dated parameters."""

import datetime
from dataclasses import fields
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Rol
from regelingen.models import Parameter, Regeling
from regelingen.parameters import SLEUTELS, Parameters
from regelingen.selectors import parameters_op
from regelingen.services.stel_parameter_in import stel_parameter_in
from regelingen.waarden import BEDRAG, DAGEN_VAN_JAAR, JA_NEE, PERCENTAGE, WEKEN
from regelingen.zaad import LATER, VANAF, WAARDEN, zaai_regelingen
from tests.organisaties.conftest import maak_lid

pytestmark = pytest.mark.django_db

DAG = datetime.date(2026, 5, 1)


@pytest.fixture
def regeling() -> Regeling:
    return zaai_regelingen()["thematafels"]


@pytest.fixture
def beheerder() -> Lidmaatschap:
    return maak_lid(Rol.BEHEERDER)


def stel_in(regeling: Regeling, door: Lidmaatschap, **anders: object) -> Parameter:
    waarden = {"sleutel": "beslistermijn_weken", "waarde": "10", "geldig_van": DAG}
    return stel_parameter_in(regeling_id=regeling.pk, door=door, **(waarden | anders))


def test_the_seed_gives_every_scheme_every_parameter_with_an_article() -> None:
    regelingen = zaai_regelingen()

    assert sorted(regelingen) == ["coaching", "pilots", "thematafels", "zelforganisaties"]
    assert [code for code, regeling in regelingen.items() if regeling.gezamenlijk] == ["thematafels"]
    assert set(WAARDEN) == set(SLEUTELS) == {veld.name for veld in fields(Parameters)}
    assert Parameter.objects.filter(artikel="").count() == 0
    assert Parameter.objects.count() == 4 * (len(SLEUTELS) + len(LATER))


def test_the_seed_twice_changes_nothing(beheerder: Lidmaatschap, regeling: Regeling) -> None:
    stel_in(regeling, beheerder)
    voor = list(Parameter.objects.order_by("pk").values())

    zaai_regelingen()

    assert list(Parameter.objects.order_by("pk").values()) == voor


def test_the_values_of_a_thematafel(regeling: Regeling, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        geldend = parameters_op(regeling, DAG)

    assert (geldend.beslistermijn_weken, geldend.beslistermijn_vanaf) == (13, "sluiting")
    assert (geldend.verdaging_toegestaan, geldend.verdaging_max_weken) == (True, 8)
    assert geldend.bezwaartermijn_weken == 6
    assert (geldend.sroi_drempel, geldend.sroi_percentage) == (Decimal(500000), Decimal(5))
    assert (geldend.drempel_directe_vaststelling, geldend.drempel_activiteitenverslag) == (
        Decimal(5000),
        Decimal(50000),
    )
    assert geldend.drempel_financieel_verslag == geldend.drempel_accountantsverklaring == Decimal(125000)
    assert (geldend.verantwoording_uiterlijk, geldend.vaststelling_uiterlijk) == ("04-01", "06-30")
    assert geldend.voorschot_dagen == ("01-15", "04-15", "07-15", "10-15")
    assert geldend.afdeling_428 is True


def test_an_individual_application_is_decided_within_eight_weeks_of_receipt() -> None:
    geldend = parameters_op(zaai_regelingen()["pilots"], DAG)

    assert (geldend.beslistermijn_weken, geldend.beslistermijn_vanaf, geldend.verdaging_toegestaan) == (
        8,
        "ontvangst",
        False,
    )


def test_a_new_value_holds_from_its_day_and_the_past_stays(beheerder: Lidmaatschap, regeling: Regeling) -> None:
    parameter = stel_in(regeling, beheerder)

    assert parameters_op(regeling, DAG - datetime.timedelta(days=1)).beslistermijn_weken == 13
    assert parameters_op(regeling, DAG).beslistermijn_weken == 10
    assert parameters_op(zaai_regelingen()["pilots"], DAG).beslistermijn_weken == 8
    assert parameter.artikel == "Awb 4:13"
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.lidmaatschap_id, rij.over_id) == ("parameter.ingesteld", beheerder.pk, parameter.pk)
    assert rij.feiten == {"regeling": "thematafels", "sleutel": "beslistermijn_weken", "geldig_van": "2026-05-01"}


def test_before_the_first_value_nothing_holds(regeling: Regeling) -> None:
    with pytest.raises(DomeinFout) as fout:
        parameters_op(regeling, VANAF - datetime.timedelta(days=1))

    assert fout.value.code == "regeling.parameter_ontbreekt"
    assert "beslistermijn" in fout.value.bericht


def test_what_is_frozen_reads_back_the_same(regeling: Regeling) -> None:
    geldend = parameters_op(regeling, DAG)

    bevroren = geldend.als_dict()

    assert (bevroren["sroi_drempel"], bevroren["verdaging_toegestaan"]) == ("500000", "ja")
    assert bevroren["voorschot_dagen"] == '["01-15", "04-15", "07-15", "10-15"]'
    assert Parameters.uit_dict(bevroren) == geldend


@pytest.mark.parametrize(
    ("anders", "code", "veld"),
    [
        ({"sleutel": "verzonnen"}, "parameter.onbekend", "sleutel"),
        ({"waarde": "tien"}, "parameter.waarde", "waarde"),
        ({"waarde": ""}, "parameter.waarde", "waarde"),
        ({"waarde": "-1"}, "parameter.waarde", "waarde"),
        ({"geldig_van": VANAF}, "parameter.dubbel", "geldig_van"),
    ],
)
def test_a_wrong_value_is_refused(
    beheerder: Lidmaatschap, regeling: Regeling, anders: dict[str, object], code: str, veld: str
) -> None:
    voor = Parameter.objects.count()

    with pytest.raises(DomeinFout) as fout:
        stel_in(regeling, beheerder, **anders)

    assert (fout.value.code, fout.value.veld) == (code, veld)
    assert Parameter.objects.count() == voor
    assert [rij.geweigerd for rij in Gebeurtenis.objects.all()] == [code]


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BEHEERDER])
def test_only_the_beheerder_sets_a_value(regeling: Regeling, rol: Rol) -> None:
    voor = Parameter.objects.count()

    with pytest.raises(GeenRecht):
        stel_in(regeling, maak_lid(rol))

    assert Parameter.objects.count() == voor


@pytest.mark.parametrize(
    ("soort", "tekst", "waarde"),
    [
        (WEKEN, "13", 13),
        (BEDRAG, "5000,50", Decimal("5000.50")),
        (PERCENTAGE, "5", Decimal(5)),
        (JA_NEE, "nee", False),
        (DAGEN_VAN_JAAR, "01-15, 12-31", ("01-15", "12-31")),
    ],
)
def test_values_read_and_write_back(soort, tekst: str, waarde: object) -> None:
    assert soort.lees(tekst) == waarde
    assert soort.lees(soort.schrijf(waarde)) == waarde


@pytest.mark.parametrize(
    ("soort", "tekst"),
    [
        (WEKEN, "1.5"),
        (WEKEN, "٣"),
        (BEDRAG, "1,234"),
        (BEDRAG, "NaN"),
        (BEDRAG, "Infinity"),
        (BEDRAG, "-1"),
        (BEDRAG, "1e11"),
        (JA_NEE, "True"),
        (DAGEN_VAN_JAAR, "13-01"),
        (DAGEN_VAN_JAAR, "[]"),
        (DAGEN_VAN_JAAR, '{"a": 1}'),
        (DAGEN_VAN_JAAR, ""),
    ],
)
def test_what_is_no_value_is_refused(soort, tekst: str) -> None:
    with pytest.raises(DomeinFout):
        soort.lees(tekst)


def test_the_database_keeps_what_was_set(regeling: Regeling) -> None:
    parameter = regeling.parameters.first()

    for doe in (lambda: Parameter.objects.update(waarde="1"), lambda: Parameter.objects.all().delete()):
        with pytest.raises(InternalError), transaction.atomic():
            doe()
    with pytest.raises(IntegrityError), transaction.atomic():
        Parameter.objects.bulk_create(
            [Parameter(regeling=regeling, sleutel=parameter.sleutel, geldig_van=parameter.geldig_van, artikel="X")]
        )

    assert regeling.parameters.count() == len(SLEUTELS) + len(LATER)


def test_pages_show_what_holds_with_its_article(client: Client, beheerder: Lidmaatschap, regeling: Regeling) -> None:
    stel_in(regeling, beheerder)
    client.force_login(beheerder.gebruiker)
    pad = reverse("regelingen:detail", args=["thematafels"])

    nu, toen = client.get(pad, {"op": "2026-05-01"}), client.get(pad, {"op": "2026-04-30"})

    assert "10 weken" in nu.content.decode()
    assert "13 weken" in toen.content.decode()
    assert "15 januari, 15 april, 15 juli, 15 oktober" in toen.content.decode()
    assert "ASV voorbeeld, artikel 9" in toen.content.decode()
    assert client.get(pad, {"op": "2026-02-31"}).status_code == 200
    assert client.get(reverse("regelingen:lijst")).status_code == 200
    assert client.get(reverse("regelingen:detail", args=["onbekend"])).status_code == 404


def test_a_value_is_set_on_its_page(client: Client, beheerder: Lidmaatschap, regeling: Regeling) -> None:
    client.force_login(beheerder.gebruiker)
    pad = reverse("regelingen:parameter_nieuw", args=["thematafels"])
    invoer = {"sleutel": "beslistermijn_weken", "waarde": "tien", "geldig_van": "01-05-2026", "artikel": "ASV 2026, 9"}

    assert client.get(pad).status_code == 200
    fout = client.post(pad, invoer)
    assert (fout.status_code, list(fout.context["form"].errors)) == (422, ["waarde"])
    assert client.post(pad, invoer | {"waarde": "10"}).status_code == 302

    parameter = Parameter.objects.get(geldig_van=DAG)
    assert (parameter.waarde, parameter.artikel) == ("10", "ASV 2026, 9")
