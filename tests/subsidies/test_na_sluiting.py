"""After the closing, or a closing that came early: nobody is stuck, and nobody is bound against their will."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from subsidies.models import Indiening, Uitneming
from subsidies.services import akkoord, deelnemen, uitneming
from tests.subsidies.conftest import Wereld, bewaar_begroting, dien_in, geef_akkoord, geweigerd
from tests.subsidies.deelnemers import beslis, iedereen_akkoord, neem_derde_op, stel_voor, voor_sluiting
from thematafels.models import Deelname
from thematafels.services import sluit, trek_terug

UUR = datetime.timedelta(hours=1)


@pytest.fixture
def gesloten(eens: Wereld) -> Iterator[Wereld]:
    """Everybody agreed, and an hour ago the call closed."""
    with time_machine.travel(eens.tafel.uitvraag.sluit_op + UUR, tick=False):
        yield eens


@pytest.fixture
def vervroegd(eens: Wereld) -> Wereld:
    """An officer closed the call a month early."""
    sluit(uitvraag_id=eens.tafel.uitvraag.pk, reden="De raad stelde het plafond bij.", door=eens["beoordelaar"])
    return eens


def test_an_akkoord_can_be_taken_back_until_it_is_submitted(gesloten: Wereld) -> None:
    akkoord.trek_akkoord_in(deel_id=gesloten.deel(gesloten.brug).pk, door=gesloten["brug"])

    with geweigerd("aanvraag.onvolledig"):
        dien_in(gesloten, toelichting="Wij waren te laat.")


def test_who_leaves_does_not_hold_up_the_others(gesloten: Wereld) -> None:
    deelnemen.stap_uit(deel_id=gesloten.deel(gesloten.brug).pk, reden="", door=gesloten["brug"])
    iedereen_akkoord(gesloten)

    assert dien_in(gesloten, toelichting="Wij waren te laat.").tijdigheid == Indiening.Tijdigheid.TE_LAAT


def test_who_withdraws_from_the_table_does_not_hold_up_the_others(gesloten: Wereld) -> None:
    trek_terug(deelname_id=Deelname.objects.get(organisatie=gesloten.brug).pk, door=gesloten["brug"])
    with geweigerd("aanvraag.onvolledig"):
        dien_in(gesloten, toelichting="Wij waren te laat.")

    deelnemen.haal_van_tafel(deel_id=gesloten.deel(gesloten.brug).pk, door=gesloten["anker"])

    iedereen_akkoord(gesloten)
    assert dien_in(gesloten, toelichting="Wij waren te laat.").tijdigheid == Indiening.Tijdigheid.TE_LAAT


def test_a_proposal_that_was_not_decided_in_time_still_is(gevuld: Wereld) -> None:
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    with voor_sluiting(gevuld, 1):
        voorstel = stel_voor(gevuld, gevuld.deel(gevuld.brug))

    with time_machine.travel(gevuld.tafel.uitvraag.sluit_op + UUR, tick=False):
        with geweigerd("uitneming.zienswijze_te_laat"):
            uitneming.geef_zienswijze(uitneming_id=voorstel.pk, tekst="Toch niet.", door=gevuld["brug"])
        beslis(gevuld, voorstel)

    assert gevuld.deel(gevuld.brug).stand == "uitgenomen"
    assert Uitneming.objects.get().stand == "toegewezen"


def test_the_pen_still_goes_over_and_nobody_joins(gesloten: Wereld) -> None:
    deelnemen.kies_penvoerder(
        aanvraag_id=gesloten.aanvraag.pk, organisatie_id=gesloten.brug.pk, door=gesloten["anker"]
    )

    assert gesloten.aanvraag.penvoerder == gesloten.brug
    with geweigerd("uitvraag.niet_open"):
        neem_derde_op(gesloten)


def test_a_call_that_closed_early_makes_nobody_late(vervroegd: Wereld) -> None:
    assert dien_in(vervroegd).tijdigheid == Indiening.Tijdigheid.OP_TIJD


def test_a_call_that_closed_early_is_closed_for_writing(vervroegd: Wereld) -> None:
    with geweigerd("uitvraag.niet_open"):
        bewaar_begroting(vervroegd.deel(vervroegd.anker), 5, vervroegd["anker"])
