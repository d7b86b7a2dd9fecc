"""From due instalments to a file for the bank: by two people, once, and only what may be paid."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from sepaxml.validation import try_valid_xml

from begroting.models import Boeking
from kern.models import Gebeurtenis
from organisaties.models import Organisatie
from subsidies.models import Besluit, Zaakrol
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.betalen import (
    EIGEN_IBAN,
    KWART_ANKER,
    TOT,
    exporteer,
    maak_klaar,
    stel_samen,
    termijn,
    vraag_rekening,
)
from tests.uitvoering.conftest import stel_bijstelling_voor, subsidie_van
from uitvoering.betaalbestand.opslag import lees
from uitvoering.models import Betaaltermijn, Betaling, Opschorting
from uitvoering.selectors.betaalbaar import te_betalen
from uitvoering.services import besluiten, betaalbatch, voorbereiden
from uitvoering.tasks import begin_uitvoering, veeg_betaalschemas

MEER = Decimal("5000.00")
DAG = datetime.date(2027, 1, 15)


@pytest.fixture
def klaar(verleend: Wereld) -> Wereld:
    return maak_klaar(verleend)


def redenen(wereld: Wereld, wie: str = "financieel") -> set[str]:
    return {reden for rij in te_betalen(TOT, DAG, wereld[wie]) for reden in rij.redenen}


def test_a_decision_gets_its_schedule_and_running_it_twice_changes_nothing(verleend: Wereld):
    begin_uitvoering(Besluit.objects.get().pk)
    begin_uitvoering(Besluit.objects.get().pk)

    rijen = Betaaltermijn.objects.filter(subsidie=subsidie_van(verleend, verleend.anker))
    assert [(rij.jaar, rij.volgnummer, rij.bedrag) for rij in rijen] == [
        (jaar, nummer, KWART_ANKER) for jaar in (2027, 2028) for nummer in (1, 2, 3, 4)
    ]
    assert Gebeurtenis.objects.filter(soort="betaalschema.gepland").count() == 1


def test_the_sweeper_finds_a_grant_without_a_schedule(verleend: Wereld):
    veeg_betaalschemas()

    assert Betaaltermijn.objects.values("subsidie").distinct().count() == 2


def test_a_later_decision_plans_the_open_instalments_anew(klaar: Wereld):
    exporteer(klaar)
    voorstel = stel_bijstelling_voor(klaar, {2027: MEER})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=klaar["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=klaar["besluitnemer"])

    bedragen = [termijn(klaar, nummer).bedrag for nummer in (1, 2, 3, 4)]
    assert bedragen == [KWART_ANKER, Decimal("16666.67"), Decimal("16666.67"), Decimal("16666.66")]
    assert sum(bedragen) == Decimal("65000.00")


def test_two_people_pay_and_the_file_is_valid(klaar: Wereld):
    batch = stel_samen(klaar, termijn(klaar), termijn(klaar, organisatie=klaar.brug))
    betaalbatch.keur_goed(batch_id=batch.pk, door=klaar["tweede_financieel"])
    betaalbatch.exporteer(batch_id=batch.pk, door=klaar["financieel"])

    batch.refresh_from_db()
    bestand = lees(batch)
    try_valid_xml(bestand, "pain.001.001.09")
    tekst = bestand.decode()
    kenmerk = f"{subsidie_van(klaar, klaar.anker).kenmerk}-2027-1-1"
    assert f"<MsgId>{batch.kenmerk}</MsgId>" in tekst
    assert f"<EndToEndId>{kenmerk}</EndToEndId>" in tekst
    assert "<CtrlSum>25000.00</CtrlSum>" in tekst
    assert "<ReqdExctnDt><Dt>2027-01-15</Dt></ReqdExctnDt>" in tekst
    assert EIGEN_IBAN in tekst
    assert klaar.anker.iban in tekst
    assert (batch.stand, termijn(klaar).stand) == ("geexporteerd", "onderweg")
    assert {rij.iban for rij in batch.betalingen.all()} == {klaar.anker.iban, klaar.brug.iban}
    assert not Boeking.objects.filter(soort="betaling").exists()
    assert set(Zaakrol.objects.filter(rol="betaler").values_list("gebruiker", flat=True)) == {
        klaar["financieel"].gebruiker_id,
        klaar["tweede_financieel"].gebruiker_id,
    }


def test_it_is_exported_once_and_stays_the_same_file(klaar: Wereld):
    batch = exporteer(klaar)
    eerst = lees(batch)

    with geweigerd("verloop.geexporteerd.geexporteerd"):
        betaalbatch.exporteer(batch_id=batch.pk, door=klaar["financieel"])

    batch.refresh_from_db()
    assert lees(batch) == eerst
    with pytest.raises(InternalError), transaction.atomic():
        type(batch).objects.filter(pk=batch.pk).update(sha256="1" * 64)


def test_who_put_it_together_does_not_approve(klaar: Wereld):
    batch = stel_samen(klaar)

    with geweigerd("vier_ogen.betaling"):
        betaalbatch.keur_goed(batch_id=batch.pk, door=klaar["financieel"])

    with pytest.raises(IntegrityError), transaction.atomic():
        type(batch).objects.filter(pk=batch.pk).update(
            stand="goedgekeurd", goedgekeurd_door=batch.opgesteld_door, goedgekeurd_op="2026-11-20T10:00Z"
        )


def test_without_approval_nothing_goes_to_the_bank(klaar: Wereld):
    batch = stel_samen(klaar)

    with geweigerd("verloop.concept.geexporteerd"):
        betaalbatch.exporteer(batch_id=batch.pk, door=klaar["financieel"])


def test_who_decided_or_assessed_does_not_pay(klaar: Wereld):
    Zaakrol.objects.create(
        aanvraag=klaar.aanvraag,
        gebruiker=klaar["financieel"].gebruiker,
        lidmaatschap=klaar["financieel"],
        rol="beoordelaar",
    )

    assert redenen(klaar) == {"U was beoordelaar in deze zaak. Een collega betaalt."}
    with geweigerd("vier_ogen.eerdere_rol"):
        stel_samen(klaar)


@pytest.mark.parametrize("wie", ["beoordelaar", "besluitnemer", "anker"])
def test_only_finance_pays(klaar: Wereld, wie: str):
    with geweigerd("toegang.rol"):
        stel_samen(klaar, door=klaar[wie])


def schort_op(wereld: Wereld) -> None:
    Opschorting.objects.create(
        subsidie=subsidie_van(wereld, wereld.anker),
        besluit=Besluit.objects.get(),
        van=DAG,
        tot_en_met=DAG + datetime.timedelta(weeks=2),
    )


def neem_iban_af(wereld: Wereld) -> None:
    Organisatie.objects.filter(pk=wereld.anker.pk).update(iban="NL00ABNA0123456789")


def vraag_een_ander_nummer(wereld: Wereld) -> None:
    vraag_rekening(wereld)


def neem_brief_terug(wereld: Wereld) -> None:
    """A decision that was taken and whose letter did not leave yet."""
    voorstel = stel_bijstelling_voor(wereld, {2028: MEER})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=wereld["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=wereld["besluitnemer"])


BELEMMERINGEN = [
    (schort_op, "De betaling is opgeschort (Awb 4:56)."),
    (neem_iban_af, "Er is geen geldig rekeningnummer."),
    (vraag_een_ander_nummer, "De ontvanger vroeg om een ander rekeningnummer. Dat is nog niet goedgekeurd."),
    (neem_brief_terug, "Een besluit over deze subsidie is nog niet verzonden (Awb 3:40)."),
]


@pytest.mark.parametrize(("maak", "reden"), BELEMMERINGEN)
def test_what_may_not_be_paid_shows_why_and_stays_out(klaar: Wereld, maak, reden: str):
    assert redenen(klaar) == set()
    maak(klaar)

    assert {rij.redenen for rij in te_betalen(TOT, DAG, klaar["financieel"]) if rij.iban == iban_van(klaar)} == {
        (reden,)
    }
    with geweigerd("betaalbatch.belemmering"):
        stel_samen(klaar)


@pytest.mark.parametrize(("maak", "reden"), BELEMMERINGEN)
def test_what_came_in_the_way_after_the_approval_stops_the_export(klaar: Wereld, maak, reden: str):
    batch = stel_samen(klaar)
    betaalbatch.keur_goed(batch_id=batch.pk, door=klaar["tweede_financieel"])
    maak(klaar)

    with geweigerd("betaalbatch.belemmering"):
        betaalbatch.exporteer(batch_id=batch.pk, door=klaar["financieel"])


def iban_van(wereld: Wereld) -> str:
    return Organisatie.objects.get(pk=wereld.anker.pk).iban


def test_an_amount_that_changed_after_the_approval_stops_the_export(klaar: Wereld):
    batch = stel_samen(klaar)
    betaalbatch.keur_goed(batch_id=batch.pk, door=klaar["tweede_financieel"])
    voorstel = stel_bijstelling_voor(klaar, {2027: MEER})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=klaar["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=klaar["besluitnemer"])

    with geweigerd("betaalbatch.veranderd") as fout:
        betaalbatch.exporteer(batch_id=batch.pk, door=klaar["financieel"])

    assert "16.250,00" in fout.value.bericht


def test_an_instalment_is_in_one_payment_order(klaar: Wereld):
    stel_samen(klaar)

    with geweigerd("betaalbatch.niet_open"):
        stel_samen(klaar)

    assert [
        rij.volgnummer for rij in te_betalen(TOT, DAG, klaar["financieel"]) if rij.ontvanger == klaar.anker.naam
    ] == [
        2,
        3,
        4,
    ]
    betaling = Betaling.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Betaling.objects.create(batch=betaling.batch, termijn=betaling.termijn, kenmerk="anders", bedrag=1)


def test_taking_one_out_opens_it_and_asks_for_a_new_approval(klaar: Wereld):
    batch = stel_samen(klaar, termijn(klaar), termijn(klaar, 2))
    betaalbatch.keur_goed(batch_id=batch.pk, door=klaar["tweede_financieel"])

    betaalbatch.neem_uit(betaling_id=batch.betalingen.all()[0].pk, door=klaar["financieel"])

    batch.refresh_from_db()
    assert (batch.stand, batch.goedgekeurd_door) == ("concept", None)
    opnieuw = stel_samen(klaar)
    assert opnieuw.betalingen.get().kenmerk.endswith("-2027-1-2")


def test_the_last_one_out_ends_the_order(klaar: Wereld):
    batch = stel_samen(klaar)

    betaalbatch.neem_uit(betaling_id=batch.betalingen.get().pk, door=klaar["financieel"])

    batch.refresh_from_db()
    assert batch.stand == "vervallen"


def test_a_lapsed_order_opens_its_instalments(klaar: Wereld):
    batch = stel_samen(klaar)

    betaalbatch.laat_vervallen(batch_id=batch.pk, door=klaar["financieel"])

    assert stel_samen(klaar).betalingen.count() == 1


def test_what_the_bank_has_is_not_taken_out(klaar: Wereld):
    batch = exporteer(klaar)

    with geweigerd("betaalbatch.bij_de_bank"):
        betaalbatch.neem_uit(betaling_id=batch.betalingen.get().pk, door=klaar["financieel"])
    with geweigerd("verloop.geexporteerd.vervallen"):
        betaalbatch.laat_vervallen(batch_id=batch.pk, door=klaar["financieel"])


def test_a_day_that_has_passed_or_nothing_at_all_is_refused(klaar: Wereld):
    with geweigerd("betaalbatch.voorbij"):
        betaalbatch.stel_samen(
            termijn_ids=[termijn(klaar).pk], betaaldag=datetime.date(2026, 1, 1), door=klaar["financieel"]
        )
    with geweigerd("betaalbatch.leeg"):
        betaalbatch.stel_samen(termijn_ids=[], betaaldag=DAG, door=klaar["financieel"])


def test_without_an_account_of_its_own_the_municipality_pays_nothing(klaar: Wereld):
    batch = stel_samen(klaar)
    betaalbatch.keur_goed(batch_id=batch.pk, door=klaar["tweede_financieel"])
    Organisatie.objects.filter(iban=EIGEN_IBAN).update(iban="")
    klaar["financieel"].organisatie.refresh_from_db()

    with geweigerd("betaalbatch.geen_eigen_rekening"):
        betaalbatch.exporteer(batch_id=batch.pk, door=klaar["financieel"])


def test_an_exported_instalment_never_changes_in_the_database(klaar: Wereld):
    exporteer(klaar)

    with pytest.raises(InternalError), transaction.atomic():
        Betaaltermijn.objects.filter(pk=termijn(klaar).pk).update(bedrag=1)
    with pytest.raises(InternalError), transaction.atomic():
        Betaling.objects.update(iban="NL20INGB0001234567")
