"""Two at once: an instalment goes into one order, a payment is booked once, and no more is paid than is due."""

import datetime
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from begroting.models import Boeking, Stand
from begroting.services.betalen import boek_betalingen
from kern.fouten import DomeinFout
from subsidies.models import Subsidiejaar
from tests.hulp.verbindingen import Draad, zonder_triggers
from tests.subsidies.conftest import Wereld, tegelijk
from tests.uitvoering.betalen import exporteer, maak_klaar, stel_samen, termijn, vraag_rekening
from tests.uitvoering.conftest import stand, subsidie_van
from uitvoering.models import Betaalbatch, Betaling, Rekeningwijziging
from uitvoering.services import betaalbatch
from uitvoering.services.betaald import meld_betaald, meld_teruggekomen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fouten]
DAG = datetime.date(2026, 1, 16)
HELFT = Decimal("40000.00")


@pytest.fixture
def klaar(verleend: Wereld) -> Wereld:
    return maak_klaar(verleend)


def test_two_orders_at_once_never_take_the_same_instalment(klaar: Wereld):
    uitkomsten = tegelijk(
        lambda: stel_samen(klaar, termijn(klaar), termijn(klaar, organisatie=klaar.brug)),
        lambda: stel_samen(klaar, termijn(klaar, organisatie=klaar.brug), door=klaar["tweede_financieel"]),
    )

    assert Counter(uitkomsten) == {"gelukt": 1, "betaalbatch.niet_open": 1}
    assert Betaling.objects.filter(termijn=termijn(klaar, organisatie=klaar.brug)).count() == 1


def test_control_the_database_stops_two_orders_that_ask_nobody(klaar: Wereld):
    batch, ander = stel_samen(klaar), stel_samen(klaar, termijn(klaar, 2))
    termijn_id = termijn(klaar, 3).pk

    def grijp(batch_id: int) -> Callable[[], str]:
        def doe() -> str:
            try:
                Betaling.objects.create(batch_id=batch_id, termijn_id=termijn_id, kenmerk=f"x{batch_id}", bedrag=1)
            except IntegrityError:
                return "geweigerd"
            return "gelukt"

        return doe

    draden = [Draad(grijp(rij.pk)) for rij in (batch, ander)]

    assert sorted(draad.uitkomst() for draad in draden) == ["gelukt", "geweigerd"]


def test_an_order_is_exported_once(klaar: Wereld):
    batch = stel_samen(klaar)
    betaalbatch.keur_goed(batch_id=batch.pk, door=klaar["tweede_financieel"])

    uitkomsten = tegelijk(
        lambda: betaalbatch.exporteer(batch_id=batch.pk, door=klaar["financieel"]),
        lambda: betaalbatch.exporteer(batch_id=batch.pk, door=klaar["tweede_financieel"]),
    )

    assert Counter(uitkomsten) == {"gelukt": 1, "verloop.geexporteerd.geexporteerd": 1}
    assert Betaalbatch.objects.get().sha256


def test_the_same_message_of_the_bank_twice_at_once_books_once(klaar: Wereld):
    betaling = exporteer(klaar).betalingen.get()

    def meld() -> object:
        return meld_betaald(betaling_ids=[betaling.pk], dag=DAG, door=klaar["financieel"])

    assert tegelijk(meld, meld) == ["gelukt", "gelukt"]
    assert Boeking.objects.filter(soort="betaling").count() == 1


def betaal_buiten_het_schema(wereld: Wereld) -> list[Callable[[], object]]:
    """Two payments of €40.000 on a commitment of €60.000, past the schedule."""
    jaar = Subsidiejaar.objects.get(subsidie=subsidie_van(wereld, wereld.anker), jaar=2027)

    def betaal(nummer: int) -> Callable[[], object]:
        return lambda: boek_betalingen(
            boekstuk_kenmerk=f"los-{nummer}",
            datum=DAG,
            door=wereld["financieel"],
            omschrijving="Tegelijk",
            betalingen=[(jaar.verplichting_id, HELFT)],
        )

    return [betaal(1), betaal(2)]


def test_two_payments_at_once_never_go_above_what_is_due(klaar: Wereld):
    uitkomsten = tegelijk(*betaal_buiten_het_schema(klaar))

    assert Counter(uitkomsten) == {"gelukt": 1, "begroting.betaald": 1}
    assert stand(klaar, klaar.anker).betaald == HELFT


def test_control_without_the_ledger_s_trigger_the_same_two_overpay(klaar: Wereld):
    daden = betaal_buiten_het_schema(klaar)
    with zonder_triggers("begroting_boeking"):
        uitkomsten = tegelijk(*daden)

    assert uitkomsten == ["gelukt", "gelukt"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(bedrag) FROM begroting_boeking WHERE soort = 'betaling'")
        assert cursor.fetchone() == (2 * HELFT,)
    assert Stand.objects.get(bestedingsdoel=klaar.doel).betaald == 0


# --- two messages of the bank that say different things ---


def tegenstrijdig(wereld: Wereld) -> list[Callable[[], object]]:
    """One message says that it was paid, the other that it came back."""
    [betaling] = exporteer(wereld).betalingen.all()
    return [
        lambda: meld_betaald(betaling_ids=[betaling.pk], dag=DAG, door=wereld["financieel"]),
        lambda: meld_teruggekomen(
            betaling_id=betaling.pk, dag=DAG, reden="Rekening opgeheven", door=wereld["tweede_financieel"]
        ),
    ]


def test_paid_and_come_back_read_at_once_leave_the_ledger_and_the_instalment_in_step(klaar: Wereld):
    uitkomsten = tegelijk(*tegenstrijdig(klaar))

    assert uitkomsten == ["gelukt", "gelukt"]
    assert Betaling.objects.get().stand == "teruggekomen"
    assert (stand(klaar, klaar.anker).betaald, termijn(klaar).stand) == (Decimal("0.00"), "open")


def test_two_payments_of_one_grant_read_at_once_are_both_booked(klaar: Wereld):
    eerste, tweede = exporteer(klaar, termijn(klaar), termijn(klaar, 2)).betalingen.order_by("id")

    uitkomsten = tegelijk(
        lambda: meld_betaald(betaling_ids=[eerste.pk], dag=DAG, door=klaar["financieel"]),
        lambda: meld_betaald(betaling_ids=[tweede.pk], dag=DAG, door=klaar["tweede_financieel"]),
    )

    assert uitkomsten == ["gelukt", "gelukt"]
    assert stand(klaar, klaar.anker).betaald == Decimal("30000.00")
    assert Betaalbatch.objects.get().stand == "afgesloten"


# --- another account number while the file is made ---


def vraag_en_exporteer(wereld: Wereld) -> tuple[Draad, Betaalbatch]:
    """The request for another number is not committed yet when the export begins; then it is."""
    batch = stel_samen(wereld)
    betaalbatch.keur_goed(batch_id=batch.pk, door=wereld["tweede_financieel"])
    with transaction.atomic():
        vraag_rekening(wereld)
        draad = Draad(lambda: betaalbatch.exporteer(batch_id=batch.pk, door=wereld["financieel"]))
        draad.join(2)
    return draad, batch


def test_the_export_waits_for_a_request_for_another_number_and_then_stops(klaar: Wereld):
    draad, batch = vraag_en_exporteer(klaar)

    with pytest.raises(DomeinFout) as fout:
        draad.uitkomst()

    assert fout.value.code == "betaalbatch.belemmering"
    batch.refresh_from_db()
    assert (batch.stand, batch.sha256) == ("goedgekeurd", "")


def test_control_without_the_lock_on_recipients_the_same_export_leaves(klaar: Wereld, monkeypatch):
    monkeypatch.setattr(betaalbatch, "vergrendel_ontvangers", lambda subsidies: None)

    draad, batch = vraag_en_exporteer(klaar)

    draad.uitkomst()
    batch.refresh_from_db()
    assert batch.stand == "geexporteerd"
    assert Rekeningwijziging.objects.get().stand == "gevraagd"
