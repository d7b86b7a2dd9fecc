"""What the bank says became of a payment: only that is booked, and once."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from begroting.models import Boeking, Boekstuk, Stand
from begroting.services.betalen import boek_betalingen
from organisaties.toegang import Rol
from subsidies.models import Subsidiejaar, Zaakrol
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.betalen import KWART_ANKER, betaal, exporteer, maak_klaar, stel_samen, termijn
from tests.uitvoering.conftest import stand, subsidie_van
from uitvoering.betaalbestand.terugmelding import Uitkomst
from uitvoering.models import Betaling
from uitvoering.services import betaalbatch
from uitvoering.services.betaald import Verwerkt, meld_betaald, meld_teruggekomen, verwerk

DAG = datetime.date(2026, 1, 16)


@pytest.fixture
def klaar(verleend: Wereld) -> Wereld:
    return maak_klaar(verleend)


def verplichting(wereld: Wereld, jaar: int = 2027) -> int:
    return Subsidiejaar.objects.get(subsidie=subsidie_van(wereld, wereld.anker), jaar=jaar).verplichting_id


def test_paid_instalments_are_booked_in_one_boekstuk(klaar: Wereld):
    batch = exporteer(klaar, termijn(klaar), termijn(klaar, 2), termijn(klaar, organisatie=klaar.brug))

    uitslag = meld_betaald(betaling_ids=[rij.pk for rij in batch.betalingen.all()], dag=DAG, door=klaar["financieel"])

    assert uitslag == Verwerkt(betaald=3, teruggekomen=0, bekend=0, onbekend=0)
    boekstuk = Boekstuk.objects.get(boekingen__soort="betaling", boekingen__bedrag=Decimal("10000.00"))
    assert (boekstuk.datum, boekstuk.boekingen.count()) == (DAG, 3)
    assert stand(klaar, klaar.anker).betaald == 2 * KWART_ANKER
    assert Stand.objects.get(bestedingsdoel=klaar.doel).betaald == Decimal("40000.00")
    batch.refresh_from_db()
    assert (batch.stand, termijn(klaar).stand) == ("afgesloten", "betaald")
    assert {rij.betaald_op for rij in batch.betalingen.all()} == {DAG}


def test_the_same_message_twice_books_once(klaar: Wereld):
    [betaling] = betaal(klaar)

    uitslag = verwerk(uitkomsten=[Uitkomst(betaling.kenmerk, DAG)], door=klaar["financieel"])

    assert uitslag == Verwerkt(betaald=0, teruggekomen=0, bekend=1, onbekend=0)
    assert Boeking.objects.filter(soort="betaling").count() == 1


def test_who_assessed_the_case_does_not_report_its_payments(klaar: Wereld):
    betaling = exporteer(klaar).betalingen.get()
    dubbel = maak_lid(Rol.FINANCIEEL, klaar["financieel"].organisatie, klaar["beoordelaar"].gebruiker)

    with geweigerd("vier_ogen.eerdere_rol"):
        meld_betaald(betaling_ids=[betaling.pk], dag=DAG, door=dubbel)


def test_who_reports_payments_is_payer_of_the_case(klaar: Wereld):
    betaling = exporteer(klaar).betalingen.get()
    derde = maak_lid(Rol.FINANCIEEL, klaar["financieel"].organisatie)

    meld_betaald(betaling_ids=[betaling.pk], dag=DAG, door=derde)

    assert Zaakrol.objects.get(gebruiker=derde.gebruiker).rol == Zaakrol.Rol.BETALER


def test_a_refused_payment_opens_the_instalment(klaar: Wereld):
    batch = exporteer(klaar)

    meld_teruggekomen(
        betaling_id=batch.betalingen.get().pk, dag=DAG, reden="Rekening opgeheven", door=klaar["financieel"]
    )

    batch.refresh_from_db()
    assert (batch.stand, termijn(klaar).stand, batch.betalingen.get().stand) == ("afgesloten", "open", "teruggekomen")
    assert not Boeking.objects.filter(soort__in=["betaling", "terugontvangst"]).exists()
    assert stel_samen(klaar).betalingen.get().kenmerk.endswith("-2027-1-2")


def test_money_that_came_back_later_is_booked_back(klaar: Wereld):
    [betaling] = betaal(klaar)

    verwerk(uitkomsten=[Uitkomst(betaling.kenmerk, DAG, reden="AC04")], door=klaar["financieel"])

    assert stand(klaar, klaar.anker).betaald == Decimal("0.00")
    assert Boeking.objects.get(soort="terugontvangst").bedrag == KWART_ANKER
    assert termijn(klaar).stand == "open"


def test_paid_and_come_back_in_one_file_are_both_booked(klaar: Wereld):
    kenmerk = exporteer(klaar).betalingen.get().kenmerk

    uitslag = verwerk(
        uitkomsten=[Uitkomst(kenmerk, DAG), Uitkomst(kenmerk, DAG, reden="AC04")], door=klaar["financieel"]
    )

    assert (uitslag.betaald, uitslag.teruggekomen) == (1, 1)
    assert stand(klaar, klaar.anker).betaald == Decimal("0.00")
    assert sorted(Boeking.objects.filter(verplichting=verplichting(klaar)).values_list("soort", flat=True)) == [
        "betaling",
        "terugontvangst",
        "verplichting",
    ]
    assert (termijn(klaar).stand, Betaling.objects.get().stand) == ("open", "teruggekomen")


def test_payments_of_others_in_the_file_are_left_alone(klaar: Wereld):
    kenmerk = exporteer(klaar).betalingen.get().kenmerk

    uitslag = verwerk(uitkomsten=[Uitkomst("LOON-2026-11", DAG), Uitkomst(kenmerk, DAG)], door=klaar["financieel"])

    assert uitslag == Verwerkt(betaald=1, teruggekomen=0, bekend=0, onbekend=1)


def test_another_amount_a_future_day_or_nothing_of_ours_is_refused(klaar: Wereld):
    kenmerk = exporteer(klaar).betalingen.get().kenmerk
    financieel = klaar["financieel"]

    with geweigerd("terugmelding.bedrag"):
        verwerk(uitkomsten=[Uitkomst(kenmerk, DAG, bedrag=Decimal("14999.99"))], door=financieel)
    with geweigerd("terugmelding.toekomst"):
        verwerk(uitkomsten=[Uitkomst(kenmerk, datetime.date(2050, 1, 1))], door=financieel)
    with geweigerd("terugmelding.niets"):
        verwerk(uitkomsten=[Uitkomst("LOON-2026-11", DAG)], door=financieel)
    with geweigerd("toegang.rol"):
        verwerk(uitkomsten=[Uitkomst(kenmerk, DAG)], door=klaar["besluitnemer"])

    verwerk(uitkomsten=[Uitkomst(kenmerk, DAG, bedrag=KWART_ANKER)], door=financieel)


def test_what_was_never_ordered_is_not_paid(klaar: Wereld):
    kenmerk = stel_samen(klaar).betalingen.get().kenmerk

    with geweigerd("terugmelding.niet_geexporteerd"):
        verwerk(uitkomsten=[Uitkomst(kenmerk, DAG)], door=klaar["financieel"])


def test_the_ledger_refuses_to_pay_above_what_is_due(klaar: Wereld):
    boek = {
        "boekstuk_kenmerk": "los",
        "datum": DAG,
        "door": klaar["financieel"],
        "omschrijving": "Buiten het schema om",
    }

    with geweigerd("begroting.betaald"):
        boek_betalingen(**boek, betalingen=[(verplichting(klaar), Decimal("60000.01"))])
    with geweigerd("begroting.te_veel_terug"):
        boek_betalingen(**boek, terugontvangsten={verplichting(klaar): Decimal("0.01")})

    boek_betalingen(**boek, betalingen=[(verplichting(klaar), Decimal("60000.00"))])
    assert stand(klaar, klaar.anker).betaald == Decimal("60000.00")


def test_the_database_refuses_it_in_raw_sql_too(klaar: Wereld):
    boekstuk = Boekstuk.objects.latest("id").pk
    boeking = (
        "INSERT INTO begroting_boeking (boekstuk_id, soort, verplichting_id, bedrag, voor_zaak, grond)"
        " VALUES (%s, 'betaling', %s, %s, '', '')"
    )

    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match="stand_betaald"), transaction.atomic():
            cursor.execute(boeking, [boekstuk, verplichting(klaar), "60000.01"])
        cursor.execute(boeking, [boekstuk, verplichting(klaar), "60000.00"])

    assert stand(klaar, klaar.anker).betaald == Decimal("60000.00")


def test_money_paid_outside_the_schedule_stops_the_export_of_more(klaar: Wereld):
    batch = stel_samen(klaar)
    betaalbatch.keur_goed(batch_id=batch.pk, door=klaar["tweede_financieel"])
    boek_betalingen(
        boekstuk_kenmerk="los",
        datum=DAG,
        door=klaar["financieel"],
        omschrijving="Buiten het schema om",
        betalingen=[(verplichting(klaar), Decimal("45000.01"))],
    )

    with geweigerd("betaalbatch.veranderd"):
        betaalbatch.exporteer(batch_id=batch.pk, door=klaar["financieel"])
