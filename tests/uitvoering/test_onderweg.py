"""What comes between the bank and a later decision: an order that left, and an amount that changed meanwhile."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from subsidies.models import Besluit, Subsidiejaar
from tests.subsidies.conftest import JAREN, Wereld, geweigerd
from tests.uitvoering.afloop import ontvang, vorder_terug
from tests.uitvoering.betalen import KWART_ANKER, betaal, exporteer, maak_klaar, termijn, verstuur_brieven
from tests.uitvoering.bezwaarhulp import beslis, gehoord, leg_voor, met_behandelaar, stel_voor
from tests.uitvoering.conftest import stand, stel_bijstelling_voor, subsidie_van
from tests.uitvoering.test_intrekking import ALLES, besloten, voorstel
from uitvoering.models import Betaalbatch, Betaaltermijn, Betaling
from uitvoering.models.terugvordering import Wijze
from uitvoering.services import betaald, terugvorderen, voorbereiden

DAG = datetime.date(2026, 1, 16)
NUL = Decimal("0.00")
MEER = {2027: Decimal("66000.00")}


@pytest.fixture
def klaar(verleend: Wereld) -> Wereld:
    return met_behandelaar(maak_klaar(verleend))


def trek_in(wereld: Wereld) -> None:
    besloten(wereld, hoor(wereld, voorstel(wereld, Besluit.Soort.INTREKKING, "verplichting", verandering=ALLES)))


def hoor(wereld: Wereld, zaak):
    uiterlijk = timezone.localdate() + datetime.timedelta(days=14)
    voorbereiden.vraag_zienswijze(voorstel_id=zaak.pk, uiterlijk=uiterlijk, door=wereld["beoordelaar"])
    regel = zaak.regels.get()
    voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst="Jammer.", door=wereld["anker"])
    voorbereiden.reageer(regel_id=regel.pk, tekst="Dank u.", door=wereld["beoordelaar"])
    return zaak


def kwam_terug(wereld: Wereld, betaling: Betaling) -> None:
    betaald.meld_teruggekomen(betaling_id=betaling.pk, dag=DAG, reden="AC04", door=wereld["financieel"])


def boeken(wereld: Wereld) -> tuple[Decimal, Decimal, Decimal]:
    """What Anker is entitled to in 2027, what is committed and what was paid."""
    nu = stand(wereld, wereld.anker)
    return nu.recht, nu.verplicht, nu.betaald


def test_what_the_bank_has_stays_committed_when_the_grant_is_withdrawn(klaar: Wereld):
    betaling = exporteer(klaar).betalingen.get()
    trek_in(klaar)
    assert boeken(klaar) == (NUL, KWART_ANKER, NUL)

    betaald.meld_betaald(betaling_ids=[betaling.pk], dag=DAG, door=klaar["financieel"])

    assert boeken(klaar) == (NUL, KWART_ANKER, KWART_ANKER)
    assert stand(klaar, klaar.anker).te_veel_betaald == KWART_ANKER


def test_what_the_bank_did_not_pay_falls_free_after_the_withdrawal(klaar: Wereld):
    betaling = exporteer(klaar).betalingen.get()
    trek_in(klaar)

    kwam_terug(klaar, betaling)

    assert boeken(klaar) == (NUL, NUL, NUL)
    assert set(Betaaltermijn.objects.filter(subsidie=subsidie_van(klaar, klaar.anker)).values_list("bedrag")) == {
        (NUL,)
    }


def test_what_was_paid_and_came_back_falls_free_after_the_withdrawal(klaar: Wereld):
    [betaling] = betaal(klaar, termijn(klaar))
    trek_in(klaar)
    assert boeken(klaar) == (NUL, KWART_ANKER, KWART_ANKER)

    kwam_terug(klaar, betaling)

    assert boeken(klaar) == (NUL, NUL, NUL)


def test_a_receipt_leaves_committed_what_the_bank_has(klaar: Wereld):
    betaal(klaar, termijn(klaar))
    exporteer(klaar, termijn(klaar, 2))
    trek_in(klaar)
    terugvordering = vorder_terug_voorschot(klaar)

    ontvang(klaar, terugvordering, KWART_ANKER)

    assert boeken(klaar) == (NUL, KWART_ANKER, NUL)


def vorder_terug_voorschot(wereld: Wereld, wijze: Wijze = Wijze.INEENS):
    verstuur_brieven()
    return vorder_terug(wereld, {2027: KWART_ANKER}, wijze, grond="voorschot")


def verhoog_na_bezwaar(wereld: Wereld) -> None:
    gemaakt = gehoord(wereld)
    stel_voor(wereld, gemaakt, "gegrond", MEER)
    leg_voor(wereld, gemaakt)
    beslis(wereld, gemaakt)


def test_what_came_back_is_due_again_when_an_objection_raised_the_grant(klaar: Wereld):
    betaal(klaar, termijn(klaar))
    trek_in(klaar)
    terugvordering = vorder_terug_voorschot(klaar)
    verhoog_na_bezwaar(klaar)

    ontvang(klaar, terugvordering, KWART_ANKER)

    open_ = Betaaltermijn.objects.filter(subsidie=subsidie_van(klaar, klaar.anker), jaar=2027, stand="open")
    assert sum(rij.bedrag for rij in open_) == MEER[2027]


def test_a_year_is_not_offset_with_itself(klaar: Wereld):
    betaal(klaar, termijn(klaar))
    trek_in(klaar)
    terugvordering = vorder_terug_voorschot(klaar, Wijze.VERREKENEN)
    verhoog_na_bezwaar(klaar)
    zelfde = Subsidiejaar.objects.get(subsidie=subsidie_van(klaar, klaar.anker), jaar=2027)

    with geweigerd("terugvordering.ander_doel"):
        terugvorderen.verreken(
            terugvordering_id=terugvordering.pk,
            subsidiejaar_id=zelfde.pk,
            bedrag=KWART_ANKER,
            door=klaar["financieel"],
        )


def test_an_order_of_which_all_is_answered_in_two_messages_is_closed(klaar: Wereld):
    een, twee = exporteer(klaar, termijn(klaar), termijn(klaar, organisatie=klaar.brug)).betalingen.all()

    betaald.meld_betaald(betaling_ids=[een.pk], dag=DAG, door=klaar["financieel"])
    assert Betaalbatch.objects.get().stand == "geexporteerd"
    kwam_terug(klaar, twee)

    assert Betaalbatch.objects.get().stand == "afgesloten"


def test_a_raise_and_a_cut_of_one_day_never_leave_a_negative_instalment(klaar: Wereld):
    exporteer(klaar, termijn(klaar))
    meer = stel_bijstelling_voor(klaar, {2027: Decimal("0.01")})
    minder = hoor(klaar, stel_bijstelling_voor(klaar, {2027: Decimal("-59999.99")}, grond="verplichting"))
    for zaak in (minder, meer):
        besloten(klaar, zaak)

    bedragen = list(termijnen_2027(klaar))
    assert (bedragen[0], sum(bedragen[1:], NUL)) == (KWART_ANKER, NUL)
    assert boeken(klaar) == (Decimal("0.02"), KWART_ANKER, NUL)


def termijnen_2027(wereld: Wereld):
    return (
        Betaaltermijn.objects.filter(subsidie=subsidie_van(wereld, wereld.anker), jaar=JAREN[0])
        .order_by("volgnummer")
        .values_list("bedrag", flat=True)
    )
