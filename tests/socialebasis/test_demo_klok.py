"""The clock of the demo: what it tells on a past day was mailed on that day."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from brieven.models import Bericht, BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from brieven.services.verstuur_bericht import verstuur_bericht
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from socialebasis.demo.klok import AMSTERDAM, OCHTEND, op_dag
from tests.hulp.fabriek import maak_lid

pytestmark = pytest.mark.django_db


def bericht_op(dag: datetime.date, lid: Lidmaatschap) -> Bericht:
    with op_dag(dag):
        leg_bericht_klaar(soort=BerichtSoort.BRIEF, ontvangers=[lid], over=lid.organisatie, pad="/brieven/")
    return Bericht.objects.latest("pk")


def test_a_message_of_a_past_day_was_mailed_on_that_day():
    gisteren = timezone.localdate() - datetime.timedelta(days=1)

    bericht = bericht_op(gisteren, maak_lid(Rol.REDACTEUR))

    assert bericht.verzonden_op == datetime.datetime.combine(gisteren, OCHTEND, AMSTERDAM)
    assert not verstuur_bericht(bericht_id=bericht.pk)
    assert mail.outbox == []


def test_a_message_of_today_still_goes_out():
    bericht = bericht_op(timezone.localdate(), maak_lid(Rol.REDACTEUR))

    assert verstuur_bericht(bericht_id=bericht.pk)
    assert len(mail.outbox) == 1
