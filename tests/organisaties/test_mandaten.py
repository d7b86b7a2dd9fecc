"""Mandates: who gives them and which one covers a decision."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Mandaat, Organisatie, Rol, SoortBesluit
from organisaties.regels.mandaat_past import mandaat_past
from organisaties.selectors import geldig_mandaat
from organisaties.services.geef_mandaat import geef_mandaat
from tests.organisaties.conftest import maak_lid

pytestmark = pytest.mark.django_db

VAN, TOT = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
MANDAAT = {
    "soort_besluit": SoortBesluit.VERLENING,
    "maximum": Decimal("50000.00"),
    "van": VAN,
    "tot": TOT,
    "grondslag": "Mandaatbesluit 2026, onderdeel 4.2",
}


@pytest.fixture
def besluitnemer(gemeente: Organisatie) -> Lidmaatschap:
    return maak_lid(Rol.BESLUITNEMER, gemeente)


def test_a_beheerder_gives_a_mandate_with_its_audit_row(beheerder: Lidmaatschap, besluitnemer: Lidmaatschap) -> None:
    mandaat = geef_mandaat(lidmaatschap_id=besluitnemer.pk, door=beheerder, **MANDAAT)

    assert Mandaat.objects.filter(pk=mandaat.pk, lidmaatschap=besluitnemer, **MANDAAT).exists()
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.lidmaatschap_id) == ("mandaat.gegeven", beheerder.pk)
    assert rij.feiten == {"lidmaatschap": besluitnemer.pk, "soort_besluit": "verlening", "maximum": "50000.00"}


@pytest.mark.parametrize(
    ("anders", "code", "veld"),
    [
        ({"tot": VAN - datetime.timedelta(days=1)}, "mandaat.dagen", "tot"),
        ({"maximum": Decimal("-0.01")}, "mandaat.maximum", "maximum"),
        ({"grondslag": "  "}, "mandaat.grondslag", "grondslag"),
    ],
)
def test_a_mandate_that_is_not_right_is_refused(
    beheerder: Lidmaatschap, besluitnemer: Lidmaatschap, anders: dict[str, object], code: str, veld: str
) -> None:
    with pytest.raises(DomeinFout) as fout:
        geef_mandaat(lidmaatschap_id=besluitnemer.pk, door=beheerder, **(MANDAAT | anders))

    assert (fout.value.code, fout.value.veld) == (code, veld)
    assert Mandaat.objects.count() == 0


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BESLUITNEMER])
def test_only_a_besluitnemer_gets_a_mandate(beheerder: Lidmaatschap, rol: Rol) -> None:
    lid = maak_lid(rol)

    with pytest.raises(DomeinFout) as fout:
        geef_mandaat(lidmaatschap_id=lid.pk, door=beheerder, **MANDAAT)

    assert fout.value.code == "mandaat.geen_besluitnemer"
    assert Mandaat.objects.count() == 0


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BEHEERDER])
def test_only_the_beheerder_gives_a_mandate(besluitnemer: Lidmaatschap, rol: Rol) -> None:
    with pytest.raises(GeenRecht):
        geef_mandaat(lidmaatschap_id=besluitnemer.pk, door=maak_lid(rol), **MANDAAT)

    assert Mandaat.objects.count() == 0


def test_nobody_gives_themselves_a_mandate(gemeente: Organisatie, beheerder: Lidmaatschap) -> None:
    zelf = maak_lid(Rol.BESLUITNEMER, gemeente, beheerder.gebruiker)

    with pytest.raises(DomeinFout) as fout:
        geef_mandaat(lidmaatschap_id=zelf.pk, door=beheerder, **MANDAAT)

    assert fout.value.code == "mandaat.zichzelf"
    assert Mandaat.objects.count() == 0


@pytest.mark.parametrize(
    ("soort", "bedrag", "datum", "past"),
    [
        ("verlening", "50000.00", VAN, True),
        ("verlening", "0.00", TOT, True),
        ("verlening", "50000.01", VAN, False),
        ("weigering", "1.00", VAN, False),
        ("verlening", "1.00", VAN - datetime.timedelta(days=1), False),
        ("verlening", "1.00", TOT + datetime.timedelta(days=1), False),
    ],
)
def test_a_mandate_covers_its_kind_up_to_its_maximum_between_its_days(
    besluitnemer: Lidmaatschap, soort: str, bedrag: str, datum: datetime.date, past: bool
) -> None:
    mandaat = Mandaat.objects.create(lidmaatschap=besluitnemer, **MANDAAT)

    assert mandaat_past(mandaat, soort_besluit=soort, bedrag=Decimal(bedrag), datum=datum) is past
    assert geldig_mandaat(besluitnemer, soort, Decimal(bedrag), datum) == (mandaat if past else None)


def test_the_narrowest_mandate_that_suffices_is_named(besluitnemer: Lidmaatschap) -> None:
    ruim = Mandaat.objects.create(lidmaatschap=besluitnemer, **(MANDAAT | {"maximum": Decimal("5000000.00")}))
    krap = Mandaat.objects.create(lidmaatschap=besluitnemer, **MANDAAT)

    assert geldig_mandaat(besluitnemer, "verlening", Decimal("10.00"), VAN) == krap
    assert geldig_mandaat(besluitnemer, "verlening", Decimal("50000.01"), VAN) == ruim
    assert geldig_mandaat(maak_lid(Rol.BESLUITNEMER), "verlening", Decimal("10.00"), VAN) is None


@pytest.mark.parametrize(
    "anders",
    [{"soort_besluit": "gunst"}, {"maximum": Decimal(-1)}, {"tot": VAN.replace(year=2025)}, {"grondslag": ""}],
)
def test_the_database_refuses_it_too(besluitnemer: Lidmaatschap, anders: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandaat.objects.bulk_create([Mandaat(lidmaatschap=besluitnemer, **(MANDAAT | anders))])

    assert Mandaat.objects.count() == 0
