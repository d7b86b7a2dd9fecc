"""Reclaiming: its own decision, what comes back, keeping it from another year, and who is late."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from begroting.models import Boekstuk, Stand
from brieven.models import Bericht, BerichtSoort, Brief
from brieven.opstellen import herdateer
from brieven.services.maak import vervang
from brieven.snapshots import lees_snapshot
from kern.fouten import DomeinFout
from kern.geld import NUL
from subsidies.models import Beschikking, Subsidiejaar
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.afloop import (
    NA_2027,
    VERLEEND,
    betaal,
    hoor,
    ontvang,
    op,
    stel_vast,
    tekst_van,
    vorder_terug,
)
from tests.uitvoering.bezwaarhulp import beslis, gehoord, met_behandelaar
from tests.uitvoering.bezwaarhulp import leg_voor as leg_bezwaar_voor
from tests.uitvoering.bezwaarhulp import stel_voor as stel_uitkomst_voor
from tests.uitvoering.conftest import stand, subsidie_van
from uitvoering.models import Betaaltermijn, Terugontvangst, Terugvordering, Terugvorderingsjaar
from uitvoering.models.terugvordering import Wijze
from uitvoering.regels.terugbetalen import achterstand, betaalschema, controleer_terug
from uitvoering.selectors.terugvorderen import als_rij, met_ontvangen, terugvorderrijen
from uitvoering.services import besluiten, terugvorderen, voorbereiden
from uitvoering.services.betaalschema import plan_besluit

LAGER = Decimal("45000.00")
TE_VEEL = Decimal("15000.00")
DAG = datetime.date(2028, 3, 15)


@pytest.fixture
def te_veel(verleend: Wereld) -> Wereld:
    """Anker was paid all of 2027, and it was settled at 45.000."""
    with op(NA_2027):
        betaal(verleend, VERLEEND)
        stel_vast(verleend, {2027: LAGER})
    return verleend


# --- the rules ---


@pytest.mark.parametrize(
    ("terug", "vastgesteld_op", "vandaag", "code"),
    [
        ({2027: TE_VEEL}, {}, DAG, "terugvordering.niet_vastgesteld"),
        ({2027: TE_VEEL}, {2028: DAG}, DAG, "terugvordering.niet_vastgesteld"),
        ({2027: Decimal("0.00")}, {}, DAG, "terugvordering.niets"),
        ({2027: Decimal("15000.01")}, {}, DAG, "terugvordering.te_veel"),
        ({2028: Decimal("1.00")}, {}, DAG, "terugvordering.te_veel"),
        ({2027: TE_VEEL}, {2027: DAG}, datetime.date(2033, 3, 16), "terugvordering.verjaard"),
    ],
)
def test_what_is_no_reclaim(terug, vastgesteld_op, vandaag, code):
    with pytest.raises(DomeinFout) as fout:
        controleer_terug("vastgesteld", terug, {2027: TE_VEEL}, vastgesteld_op, vandaag)

    assert fout.value.code == code


def test_five_years_to_the_day():
    controleer_terug("vastgesteld", {2027: TE_VEEL}, {2027: TE_VEEL}, {2027: DAG}, datetime.date(2033, 3, 15))


def test_an_advance_is_reclaimed_without_a_settlement():
    controleer_terug("voorschot", {2027: TE_VEEL}, {2027: TE_VEEL}, {}, DAG)


def test_instalments_fall_a_month_apart_and_add_up():
    schema = betaalschema(Decimal("100.00"), datetime.date(2028, 1, 31), 3)

    assert schema == [
        (datetime.date(2028, 1, 31), Decimal("33.34")),
        (datetime.date(2028, 2, 29), Decimal("33.33")),
        (datetime.date(2028, 3, 31), Decimal("33.33")),
    ]
    assert achterstand(schema, Decimal("0.00"), datetime.date(2028, 1, 31)) == Decimal("0.00")
    assert achterstand(schema, Decimal("0.00"), datetime.date(2028, 2, 1)) == Decimal("33.34")
    assert achterstand(schema, Decimal("40.00"), datetime.date(2028, 3, 1)) == Decimal("26.67")


# --- the decision ---


def test_a_reclaim_is_a_decision_of_its_own_and_moves_no_money(te_veel: Wereld):
    eerder = Boekstuk.objects.count()
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})

    beschikking = terugvordering.beschikking
    assert beschikking.soort == Beschikking.Soort.TERUGVORDERING
    assert not beschikking.bedragen.exists()
    assert Boekstuk.objects.count() == eerder
    assert (terugvordering.bedrag, terugvordering.uiterlijk) == (TE_VEEL, datetime.date(2028, 3, 14))
    assert [(jaar.subsidiejaar.jaar, jaar.bedrag) for jaar in terugvordering.jaren.all()] == [(2027, TE_VEEL)]
    assert stand(te_veel, te_veel.anker).verplicht == VERLEEND
    tekst = tekst_van(beschikking.brief)
    assert beschikking.brief.onderwerp == f"U moet subsidie voor {te_veel.tafel.thema.naam} terugbetalen"
    assert "Wij vorderen €\u00a015.000,00 van u terug." in tekst
    assert "Betaal €\u00a015.000,00 uiterlijk op 14 maart 2028" in tekst
    assert "Wij betaalden meer dan wij vaststelden." in tekst


def test_a_reclaim_waits_for_the_view_of_the_recipient(te_veel: Wereld):
    with op(NA_2027):
        voorstel = stel_voor(te_veel, TE_VEEL)

        with geweigerd("vervolg.niet_gehoord"):
            voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=te_veel["beoordelaar"])


def test_no_more_than_was_paid_too_much(te_veel: Wereld):
    with op(NA_2027):
        voorstel = stel_voor(te_veel, TE_VEEL + 1)

        with geweigerd("terugvordering.te_veel"):
            voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=te_veel["beoordelaar"])


def test_the_same_money_is_reclaimed_once(te_veel: Wereld):
    with op(NA_2027):
        vorder_terug(te_veel, {2027: TE_VEEL})
        voorstel = stel_voor(te_veel, Decimal("1.00"))

        with geweigerd("terugvordering.te_veel"):
            voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=te_veel["beoordelaar"])


def test_a_reclaim_needs_a_mandate_that_is_large_enough(te_veel: Wereld):
    te_veel["besluitnemer"].mandaten.filter(soort_besluit="terugvordering").update(maximum=Decimal("14999.99"))
    with op(NA_2027):
        voorstel = stel_voor(te_veel, TE_VEEL)
        hoor(te_veel, voorstel)
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=te_veel["beoordelaar"])

        with geweigerd("mandaat.ontoereikend"):
            besluiten.besluit(voorstel_id=voorstel.pk, door=te_veel["besluitnemer"])


@pytest.mark.parametrize(
    ("wijze", "termijnen"), [(Wijze.INEENS, 2), (Wijze.TERMIJNEN, 1), (Wijze.TERMIJNEN, 25), (Wijze.VERREKENEN, 3)]
)
def test_instalments_belong_to_paying_in_instalments(te_veel: Wereld, wijze: Wijze, termijnen: int):
    with geweigerd("terugvordering.termijnen"):
        stel_voor(te_veel, TE_VEEL, wijze, termijnen)


def test_the_letter_tells_when_each_instalment_is_due(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL}, Wijze.TERMIJNEN, 3)

    assert terugvordering.termijnen == 3
    tekst = tekst_van(terugvordering.beschikking.brief)
    assert "in 3 termijnen" in tekst
    assert "14 mei 2028" in tekst


def test_a_letter_that_leaves_later_gives_six_weeks_from_its_own_day(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL}, Wijze.TERMIJNEN, 3)
    oud = terugvordering.beschikking.brief
    dag = datetime.date(2028, 2, 3)

    snapshot = herdateer(lees_snapshot(oud.soort, oud.snapshot), dag)
    nieuw = vervang(brief_id=oud.pk, snapshot=snapshot, verzenddatum=dag)

    assert "16 maart 2028" in tekst_van(nieuw)  # the first, and the second a month after it
    assert "16 april 2028" in tekst_van(nieuw)
    assert "14 maart 2028" not in tekst_van(nieuw)
    rij = als_rij(met_ontvangen(Terugvordering.objects.all()).get())
    assert (rij.uiterlijk, rij.schema[0][0]) == (datetime.date(2028, 3, 16), datetime.date(2028, 3, 16))


@pytest.mark.parametrize("uitkomst", ["gegrond", "deels_gegrond"])
def test_a_reclaim_that_is_revoked_asks_for_nothing_and_may_be_decided_anew(te_veel: Wereld, uitkomst: str):
    met_behandelaar(te_veel)
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})
        ontvang(te_veel, terugvordering, Decimal("1000.00"))
        gemaakt = gehoord(te_veel, besluitkenmerk=terugvordering.beschikking.kenmerk)
        stel_uitkomst_voor(te_veel, gemaakt, uitkomst)

        beslissing = beslis(te_veel, leg_bezwaar_voor(te_veel, gemaakt))

        terugvordering.refresh_from_db()
        rij = als_rij(met_ontvangen(Terugvordering.objects.all()).get())
        assert terugvordering.vervallen_met == beslissing
        assert (rij.openstaand, rij.schema, rij.toestand) == (NUL, [], ("rust", "Herroepen na bezwaar"))
        assert terugvorderrijen(None)[0] == []
        with geweigerd("terugvordering.vervallen"):
            ontvang(te_veel, terugvordering, Decimal("1000.00"), "afschrift 2")
        opnieuw = vorder_terug(te_veel, {2027: TE_VEEL - Decimal("1000.00")})
        assert opnieuw.bedrag == Decimal("14000.00")


# --- what comes back ---


def test_what_comes_back_falls_free_in_the_same_boekstuk(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})
        voor = Stand.objects.get(bestedingsdoel=te_veel.doel).verplicht
        ontvang(te_veel, terugvordering, Decimal("5000.00"))

        nu = stand(te_veel, te_veel.anker)
        assert (nu.verplicht, nu.betaald, nu.te_veel_betaald) == (
            Decimal("55000.00"),
            Decimal("55000.00"),
            Decimal("10000.00"),
        )
        ontvang(te_veel, terugvordering, Decimal("10000.00"), "afschrift 2")

    nu = stand(te_veel, te_veel.anker)
    assert (nu.verplicht, nu.betaald, nu.te_veel_betaald) == (LAGER, LAGER, Decimal("0.00"))
    assert Stand.objects.get(bestedingsdoel=te_veel.doel).verplicht == voor - TE_VEEL
    assert set(Terugontvangst.objects.values_list("boekstuk__boekingen__soort", flat=True)) == {
        "terugontvangst",
        "bijstelling",
    }
    rij = als_rij(met_ontvangen(Terugvordering.objects.all()).get())
    assert (rij.ontvangen, rij.openstaand, rij.toestand) == (TE_VEEL, Decimal("0.00"), ("klaar", "Betaald"))


@pytest.mark.parametrize(
    ("bedrag", "dagen", "code"),
    [
        ("15000.01", 0, "terugvordering.te_veel_ontvangen"),
        ("0.00", 0, "terugvordering.bedrag"),
        ("1.00", 1, "terugvordering.toekomst"),
    ],
)
def test_a_receipt_that_cannot_be(te_veel: Wereld, bedrag: str, dagen: int, code: str):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})

        with geweigerd(code):
            terugvorderen.ontvang(
                terugvordering_id=terugvordering.pk,
                bedrag=Decimal(bedrag),
                datum=timezone.localdate() + datetime.timedelta(days=dagen),
                kenmerk="afschrift 1",
                door=te_veel["financieel"],
            )


def test_the_same_receipt_is_booked_once(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})
        ontvang(te_veel, terugvordering, Decimal("5000.00"))

        with geweigerd("terugvordering.al_geboekt"):
            ontvang(te_veel, terugvordering, Decimal("5000.00"))


@pytest.mark.parametrize("wie", ["beoordelaar", "besluitnemer", "anker"])
def test_only_finance_books_a_receipt(te_veel: Wereld, wie: str):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})

        with geweigerd("toegang.rol"):
            terugvorderen.ontvang(
                terugvordering_id=terugvordering.pk,
                bedrag=Decimal("1.00"),
                datum=timezone.localdate(),
                kenmerk="afschrift 1",
                door=te_veel[wie],
            )


def test_the_database_refuses_more_than_was_reclaimed(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})
        ontvang(te_veel, terugvordering, Decimal("5000.00"))
    eerste = Terugontvangst.objects.get()
    nog_een = Terugontvangst(
        terugvorderingsjaar=Terugvorderingsjaar.objects.get(),
        bedrag=Decimal("10000.01"),
        datum=eerste.datum,
        kenmerk="anders",
        boekstuk=eerste.boekstuk,
        door=eerste.door,
    )

    with pytest.raises(IntegrityError, match="meer terugontvangen"), transaction.atomic():
        Terugontvangst.objects.bulk_create([nog_een])


# --- keeping it from another year ---


def test_an_offset_pays_the_other_year_and_leaves_less_to_pay(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL}, Wijze.VERREKENEN)
        subsidie = subsidie_van(te_veel, te_veel.anker)
        plan_besluit(besluit_id=subsidie.beschikking.besluit_id)

        verreken(te_veel, terugvordering, TE_VEEL)

    oud, nieuw = stand(te_veel, te_veel.anker), stand(te_veel, te_veel.anker, 2028)
    assert (oud.verplicht, oud.betaald) == (LAGER, LAGER)
    assert (nieuw.verplicht, nieuw.betaald) == (VERLEEND, TE_VEEL)
    open_ = Betaaltermijn.objects.filter(subsidie=subsidie, jaar=2028, stand="open")
    assert sum(termijn.bedrag for termijn in open_) == LAGER
    assert Terugontvangst.objects.get().verrekend_met.jaar == 2028


def test_an_offset_never_takes_more_than_that_year_has_coming(te_veel: Wereld):
    with op(NA_2027):
        betaal(te_veel, Decimal("50000.00"), 2028)
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL}, Wijze.VERREKENEN)

        with geweigerd("terugvordering.geen_ruimte"):
            verreken(te_veel, terugvordering, Decimal("10000.01"))


def test_an_offset_stands_in_the_decision(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})

        with geweigerd("terugvordering.niet_verrekenen"):
            verreken(te_veel, terugvordering, TE_VEEL)


def test_an_offset_is_with_the_same_recipient(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL}, Wijze.VERREKENEN)
        van_brug = Subsidiejaar.objects.get(subsidie=subsidie_van(te_veel, te_veel.brug), jaar=2028)

        with geweigerd("terugvordering.ander_doel"):
            verreken(te_veel, terugvordering, TE_VEEL, van_brug)


# --- late ---


def test_who_is_late_gets_one_demand_with_a_term(te_veel: Wereld):
    with op(NA_2027):
        terugvordering = vorder_terug(te_veel, {2027: TE_VEEL})

        with geweigerd("terugvordering.niet_te_laat"):
            terugvorderen.maan_aan(terugvordering_id=terugvordering.pk, door=te_veel["financieel"])
    with op(NA_2027 + datetime.timedelta(days=60)):
        terugvorderen.maan_aan(terugvordering_id=terugvordering.pk, door=te_veel["financieel"])

        with geweigerd("terugvordering.al_aangemaand"):
            terugvorderen.maan_aan(terugvordering_id=terugvordering.pk, door=te_veel["financieel"])

    terugvordering.refresh_from_db()
    assert terugvordering.aanmaning_uiterlijk == datetime.date(2028, 4, 18)
    assert terugvordering.aanmaning == Brief.objects.get(onderwerp="Aanmaning: betaal €\u00a015.000,00 terug")
    assert Bericht.objects.filter(soort=BerichtSoort.TERUGBETALEN).count() == 2


def stel_voor(wereld: Wereld, bedrag: Decimal, wijze: Wijze = Wijze.INEENS, termijnen: int = 1):
    return terugvorderen.stel_terugvordering_voor(
        subsidie_id=subsidie_van(wereld, wereld.anker).pk,
        terug={2027: bedrag},
        grond="vastgesteld",
        motivering="Te veel betaald.",
        wijze=wijze,
        termijnen=termijnen,
        door=wereld["beoordelaar"],
    )


def verreken(wereld: Wereld, terugvordering: Terugvordering, bedrag: Decimal, met: Subsidiejaar | None = None) -> None:
    met = met or Subsidiejaar.objects.get(subsidie=subsidie_van(wereld, wereld.anker), jaar=2028)
    terugvorderen.verreken(
        terugvordering_id=terugvordering.pk, subsidiejaar_id=met.pk, bedrag=bedrag, door=wereld["financieel"]
    )
