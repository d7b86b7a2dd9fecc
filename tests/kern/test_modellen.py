"""The small models, fields and numbers of the ground floor."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from kern.kenmerk import volgend_kenmerk
from kern.models import Gebruiker, VrijeDag
from kern.selectors import vrije_dagen
from kern.velden import BedragField


@pytest.mark.django_db
def test_a_mail_address_is_kept_in_lower_case_and_logs_in_in_any_case():
    Gebruiker.objects.create_user(" Ann@Voorbeeld.NL ", "een-lang-wachtwoord", naam="A. Voorbeeld")

    gebruiker = authenticate(username="ANN@voorbeeld.nl", password="een-lang-wachtwoord")

    assert gebruiker is not None
    assert gebruiker.email == "ann@voorbeeld.nl"


@pytest.mark.django_db
def test_the_database_refuses_capitals_and_doubles_in_a_mail_address():
    Gebruiker.objects.create_user("ann@voorbeeld.nl")

    with pytest.raises(IntegrityError, match="kleine_letters"), transaction.atomic():
        Gebruiker.objects.update(email="Ann@voorbeeld.nl")
    with pytest.raises(IntegrityError, match="email"), transaction.atomic():
        Gebruiker.objects.create_user("ANN@voorbeeld.nl")

    assert Gebruiker.objects.get().email == "ann@voorbeeld.nl"


@pytest.mark.django_db
def test_the_extra_days_are_read_with_their_names():
    VrijeDag.objects.create(datum=datetime.date(2026, 5, 15), naam="Dag na Hemelvaart", bron="Stcrt. proef")

    assert vrije_dagen() == {datetime.date(2026, 5, 15): "Dag na Hemelvaart"}


@pytest.mark.django_db
def test_a_kenmerk_is_never_given_twice_not_even_after_a_rollback():
    dag = datetime.date(2026, 11, 20)
    with transaction.atomic():
        weg = volgend_kenmerk(dag)
        transaction.set_rollback(True)

    volgend = volgend_kenmerk(dag)

    assert weg.startswith("SB-2026-")
    assert int(volgend.removeprefix("SB-2026-")) == int(weg.removeprefix("SB-2026-")) + 1


def test_an_amount_is_numeric_12_2_and_not_below_zero_unless_its_sign_means_something():
    gewoon, correctie = BedragField("bedrag"), BedragField("bedrag", negatief=True)

    assert gewoon.db_type(connection) == correctie.db_type(connection) == "numeric(12, 2)"
    assert gewoon.clean(Decimal("12.34"), None) == Decimal("12.34")
    assert correctie.clean(Decimal("-12.34"), None) == Decimal("-12.34")
    with pytest.raises(ValidationError, match="0 of hoger"):
        gewoon.clean(Decimal("-0.01"), None)


@pytest.mark.parametrize("veld", [BedragField("bedrag"), BedragField("bedrag", negatief=True, null=True)])
def test_an_amount_survives_a_migration(veld):
    _, _, args, kwargs = veld.deconstruct()

    kopie = BedragField(*args, **kwargs)

    assert kopie.deconstruct()[2:] == veld.deconstruct()[2:]
    assert (kopie.max_digits, kopie.decimal_places, kopie.negatief) == (12, 2, veld.negatief)
    assert isinstance(kopie, models.DecimalField)


@pytest.mark.django_db
def test_the_driver_is_psycopg2():
    assert connection.Database.__name__ == "psycopg2"
