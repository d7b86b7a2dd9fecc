"""Settling: what is asked of the recipient, handing it in once, the reminder, and what may be decided."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from brieven.models import Bericht, BerichtSoort, Brief, BriefSoort
from kern.canoniek import sha256_van
from regelingen.parameters import Parameters
from regelingen.selectors import parameters_op
from subsidies.models import Beschikking, Subsidie
from subsidies.regels.verantwoordingsplicht import Stuk, perioden, stukken
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.afloop import (
    NA_2027,
    TE_LAAT,
    VERLEEND,
    besluit,
    betaal,
    hoor,
    ingevuld,
    op,
    periode,
    stel_vast,
    stel_vaststelling_voor,
    tekst_van,
    voeg_stuk_toe,
    vraag_aan,
    vul,
)
from tests.uitvoering.conftest import stand, subsidie_van
from uitvoering.afrekening import inhoud, uit_inhoud
from uitvoering.models import Vaststelling, Vaststellingsaanvraag, Vervolgvoorstel
from uitvoering.selectors.vaststellen import beslistermijn, laad_afrekening
from uitvoering.services import begin, besluiten, vaststellen, voorbereiden

LAGER = Decimal("45000.00")


@pytest.fixture
def parameters(verleend: Wereld) -> Parameters:
    return parameters_op(verleend.aanvraag.regeling, datetime.date(2027, 1, 1))


# --- what is asked ---


@pytest.mark.parametrize(
    ("totaal", "verwacht"),
    [
        ("0.00", [Stuk.ACTIVITEITENVERSLAG]),
        ("50000.00", [Stuk.ACTIVITEITENVERSLAG]),
        ("50000.01", [Stuk.ACTIVITEITENVERSLAG, Stuk.FINANCIEEL_VERSLAG]),
        ("125000.00", [Stuk.ACTIVITEITENVERSLAG, Stuk.FINANCIEEL_VERSLAG]),
        ("125000.01", [Stuk.ACTIVITEITENVERSLAG, Stuk.FINANCIEEL_VERSLAG, Stuk.ACCOUNTANTSVERKLARING]),
    ],
)
def test_the_size_of_the_grant_chooses_what_is_handed_in(parameters: Parameters, totaal: str, verwacht: list[Stuk]):
    assert list(stukken(parameters, Decimal(totaal))) == verwacht


@pytest.mark.parametrize(
    ("financieel", "accountant", "totaal", "verwacht"),
    [
        ("200000.00", "125000.00", "150000.00", 2),
        ("200000.00", "125000.00", "200000.01", 3),
        ("100000.00", "125000.00", "125000.00", 2),
        ("100000.00", "125000.00", "125000.01", 3),
        ("10000.00", "10000.00", "50000.00", 1),
        ("10000.00", "10000.00", "50000.01", 3),
    ],
)
def test_a_financial_report_suffices_up_to_its_own_threshold(
    parameters: Parameters, financieel: str, accountant: str, totaal: str, verwacht: int
):
    regels = replace(
        parameters,
        drempel_financieel_verslag=Decimal(financieel),
        drempel_accountantsverklaring=Decimal(accountant),
    )

    assert stukken(regels, Decimal(totaal)) == tuple(Stuk)[:verwacht]


def test_under_afdeling_428_every_year_is_settled_on_its_own(parameters: Parameters):
    [eerste, tweede] = perioden(parameters, [2027, 2028])

    assert (eerste.eerste_jaar, eerste.laatste_jaar) == (2027, 2027)
    assert (eerste.vanaf, eerste.uiterlijk) == (datetime.date(2028, 1, 1), datetime.date(2028, 6, 30))
    assert (tweede.vanaf, tweede.uiterlijk) == (datetime.date(2029, 1, 1), datetime.date(2029, 6, 30))


def test_elsewhere_all_years_are_settled_at_once(parameters: Parameters):
    los = Parameters.uit_dict(parameters.als_dict() | {"afdeling_428": "nee"})

    [enige] = perioden(los, [2027, 2028])

    assert (enige.eerste_jaar, enige.laatste_jaar) == (2027, 2028)
    assert (enige.vanaf, enige.uiterlijk) == (datetime.date(2028, 1, 1), datetime.date(2029, 6, 30))


def test_a_grant_begins_with_the_periods_in_which_it_is_settled(verleend: Wereld):
    subsidie = subsidie_van(verleend, verleend.anker)

    begin.begin_uitvoering(besluit_id=subsidie.beschikking.besluit_id)
    begin.begin_uitvoering(besluit_id=subsidie.beschikking.besluit_id)

    assert [(rij.eerste_jaar, rij.stand) for rij in subsidie.vaststellingen.all()] == [(2027, "open"), (2028, "open")]
    assert Vaststelling.objects.count() == 4


# --- writing and handing in ---


def test_the_request_says_what_is_still_missing(verleend: Wereld):
    vaststelling = periode(verleend)

    with op(NA_2027), geweigerd("vaststelling.onvolledig") as fout:
        vaststellen.dien_in(vaststelling_id=vaststelling.pk, door=verleend["anker"])

    assert fout.value.bericht == (
        "Dit mist nog: Schrijf wat u deed. Vul in wat loonkosten in 2027 werkelijk was. Vul in hoeveel bewoners "
        "Buurthuis Anker in 2027 bereikte. Voeg een activiteitenverslag toe. Voeg een financieel verslag toe."
    )


def test_handing_in_freezes_everything_once(verleend: Wereld):
    with op(NA_2027):
        aanvraag = vraag_aan(verleend)

        with geweigerd("vaststelling.niet_open"):
            vaststellen.dien_in(vaststelling_id=aanvraag.vaststelling_id, door=verleend["anker"])

    assert Vaststellingsaanvraag.objects.count() == 1
    assert aanvraag.sha256 == sha256_van(aanvraag.inhoud)
    assert not aanvraag.te_laat
    terug = uit_inhoud(aanvraag.inhoud)
    assert sha256_van(inhoud(terug)) == aanvraag.sha256
    loon = next(rij for rij in terug.cijfers if rij.soort == "loon").cellen[0]
    assert (loon.gepland, loon.werkelijk, loon.verschil) == (VERLEEND, VERLEEND, Decimal("0.00"))
    assert [(rij.naam, rij.gewenst, rij.bereikt, rij.verschil) for rij in terug.bereik] == [
        ("Buurthuis Anker", 100, 90, -10)
    ]
    assert terug.verleend == {2027: VERLEEND}
    assert periode(verleend).stand == "ingediend"
    assert set(
        Bericht.objects.filter(soort=BerichtSoort.VASTSTELLING_ONTVANGEN).values_list("ontvanger", flat=True)
    ) == {verleend["anker"].pk, verleend["anker_schrijft"].pk}


def test_the_term_to_decide_runs_from_the_day_it_was_handed_in(verleend: Wereld):
    with op(NA_2027):
        aanvraag = vraag_aan(verleend)

    klok = beslistermijn(aanvraag.vaststelling, aanvraag)

    assert klok.laatste_dag == datetime.date(2028, 3, 28)


def test_the_year_must_be_over(verleend: Wereld):
    vaststelling = vul(verleend)

    with geweigerd("vaststelling.te_vroeg"):
        vaststellen.dien_in(vaststelling_id=vaststelling.pk, door=verleend["anker"])


def test_late_is_still_possible_and_is_said(verleend: Wereld):
    with op(TE_LAAT):
        assert vraag_aan(verleend).te_laat


@pytest.mark.parametrize(
    ("wie", "code"),
    [("anker_schrijft", "toegang.rol"), ("brug", "deel.niet_eigen"), ("beoordelaar", "deel.niet_eigen")],
)
def test_only_who_signs_for_the_recipient_hands_in(verleend: Wereld, wie: str, code: str):
    vaststelling = vul(verleend)

    with op(NA_2027), geweigerd(code):
        vaststellen.dien_in(vaststelling_id=vaststelling.pk, door=verleend[wie])


@pytest.mark.parametrize(("wie", "code"), [("anker_leest", "toegang.rol"), ("brug", "subsidie.niet_eigen")])
def test_only_writers_of_the_recipient_fill_in(verleend: Wereld, wie: str, code: str):
    vaststelling = periode(verleend)

    with geweigerd(code):
        vaststellen.vul_in(vaststelling_id=vaststelling.pk, versie=0, ingevuld=ingevuld(verleend), door=verleend[wie])


def test_two_who_write_at_once_lose_nothing_unseen(verleend: Wereld):
    vaststelling = vul(verleend)

    with geweigerd("vaststelling.versie"):
        vaststellen.vul_in(
            vaststelling_id=vaststelling.pk, versie=0, ingevuld=ingevuld(verleend), door=verleend["anker"]
        )


def test_a_removed_document_is_missing_again(verleend: Wereld):
    vaststelling = vul(verleend)
    stuk = vaststelling.stukken.get(soort=Stuk.FINANCIEEL_VERSLAG)

    vaststellen.verwijder_stuk(stuk_id=stuk.pk, door=verleend["anker"])

    with geweigerd("vaststelling.stuk_weg"):
        vaststellen.verwijder_stuk(stuk_id=stuk.pk, door=verleend["anker"])
    with op(NA_2027), geweigerd("vaststelling.onvolledig"):
        vaststellen.dien_in(vaststelling_id=vaststelling.pk, door=verleend["anker"])


def test_ten_documents_and_no_more(verleend: Wereld):
    vaststelling = periode(verleend)
    for _ in range(vaststellen.MEESTE_STUKKEN):
        voeg_stuk_toe(verleend, vaststelling, Stuk.ACTIVITEITENVERSLAG)

    with geweigerd("vaststelling.te_veel_stukken"):
        voeg_stuk_toe(verleend, vaststelling, Stuk.ACTIVITEITENVERSLAG)


def test_what_was_handed_in_is_read_from_what_was_frozen(verleend: Wereld):
    with op(NA_2027):
        aanvraag = vraag_aan(verleend)
    Vaststelling.objects.filter(pk=aanvraag.vaststelling_id).update(activiteiten="Iets anders.")

    vaststelling = Vaststelling.objects.select_related("aanvraag").get(pk=aanvraag.vaststelling_id)

    assert laad_afrekening(vaststelling).activiteiten == "Het buurthuis was elke dag open."


# --- nobody asks ---


def test_a_reminder_gives_a_last_term(verleend: Wereld):
    vaststelling = periode(verleend)

    with op(TE_LAAT):
        vaststellen.herinner(vaststelling_id=vaststelling.pk, door=verleend["beoordelaar"])

        with geweigerd("vaststelling.niet_herinneren"):
            vaststellen.herinner(vaststelling_id=vaststelling.pk, door=verleend["beoordelaar"])

    vaststelling.refresh_from_db()
    assert vaststelling.hersteltermijn == datetime.date(2028, 8, 7)
    assert vaststelling.herinnering == Brief.objects.get(soort=BriefSoort.HERINNERING)
    assert Bericht.objects.filter(soort=BerichtSoort.VASTSTELLING_VRAGEN).count() == 2


def test_nobody_is_reminded_before_the_last_day(verleend: Wereld):
    vaststelling = periode(verleend)

    with op(NA_2027), geweigerd("vaststelling.niet_herinneren"):
        vaststellen.herinner(vaststelling_id=vaststelling.pk, door=verleend["beoordelaar"])


def test_without_a_request_it_is_settled_only_after_the_reminder_and_its_term(verleend: Wereld):
    vaststelling = periode(verleend)
    with op(TE_LAAT):
        vaststellen.herinner(vaststelling_id=vaststelling.pk, door=verleend["beoordelaar"])
        voorstel = stel_vaststelling_voor(verleend, {2027: VERLEEND})
        with geweigerd("vaststelling.niet_aangevraagd"):
            voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

    with op(TE_LAAT + datetime.timedelta(days=40)):
        genomen = besluit(verleend, voorstel)

    assert periode(verleend).beschikking == genomen.beschikkingen.get()
    brief = genomen.beschikkingen.get().brief
    assert "uit onszelf (artikel 4:47 Awb)" in tekst_van(brief)


# --- deciding ---


def test_settled_as_granted_pays_the_rest(verleend: Wereld):
    with op(NA_2027):
        betaal(verleend, Decimal("50000.00"))
        genomen = stel_vast(verleend, {2027: VERLEEND})

    nu = stand(verleend, verleend.anker)
    assert (nu.vastgesteld, nu.recht, nu.verplicht, nu.betaald) == (
        VERLEEND,
        VERLEEND,
        VERLEEND,
        Decimal("50000.00"),
    )
    beschikking = genomen.beschikkingen.get()
    assert beschikking.soort == Beschikking.Soort.VASTSTELLING
    assert beschikking.brief.onderwerp == f"Uw subsidie voor {verleend.tafel.thema.naam} is vastgesteld"
    assert "Wij betalen u nog €\u00a010.000,00" in tekst_van(beschikking.brief)
    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.LOPEND


def test_a_lower_settlement_frees_what_was_not_paid(verleend: Wereld):
    with op(NA_2027):
        betaal(verleend, Decimal("15000.00"))
        stel_vast(verleend, {2027: LAGER})

    nu = stand(verleend, verleend.anker)
    assert (nu.nu, nu.vastgesteld, nu.verplicht, nu.te_veel_betaald) == (VERLEEND, LAGER, LAGER, Decimal("0.00"))


def test_what_was_paid_stays_committed_until_it_came_back(verleend: Wereld):
    with op(NA_2027):
        betaal(verleend, VERLEEND)
        genomen = stel_vast(verleend, {2027: LAGER})

    nu = stand(verleend, verleend.anker)
    assert (nu.vastgesteld, nu.verplicht, nu.betaald, nu.te_veel_betaald) == (
        LAGER,
        VERLEEND,
        VERLEEND,
        Decimal("15000.00"),
    )
    assert "Wij betaalden €\u00a015.000,00 meer dan wij nu vaststellen" in tekst_van(genomen.beschikkingen.get().brief)


@pytest.mark.parametrize(
    ("bedrag", "grond", "code"),
    [
        (VERLEEND + 1, "verleend", "vaststelling.te_hoog"),
        (LAGER, "verleend", "vaststelling.grond"),
        (VERLEEND, "niet_uitgevoerd", "vaststelling.grond"),
        (VERLEEND, "verplichting", "vaststelling.grond"),
        (VERLEEND, "onjuist", "vaststelling.grond"),
        (VERLEEND, "onjuist_verleend", "vaststelling.grond"),
        (VERLEEND, "kosten", "vaststelling.grond"),
    ],
)
def test_the_amount_and_its_ground_go_together(verleend: Wereld, bedrag: Decimal, grond: str, code: str):
    with op(NA_2027):
        vraag_aan(verleend)
        voorstel = stel_vaststelling_voor(verleend, {2027: bedrag}, grond)

        with geweigerd(code):
            voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])


@pytest.mark.parametrize("grond", ["niet_uitgevoerd", "verplichting", "onjuist", "onjuist_verleend", "kosten"])
def test_every_ground_to_settle_lower_waits_for_the_view_of_the_recipient(verleend: Wereld, grond: str):
    with op(NA_2027):
        vraag_aan(verleend)
        voorstel = stel_vaststelling_voor(verleend, {2027: LAGER}, grond)

        with geweigerd("vervolg.niet_gehoord"):
            voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

        hoor(verleend, voorstel)
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

    assert Vervolgvoorstel.objects.get(pk=voorstel.pk).stand == "voorgelegd"


def test_a_year_is_settled_once(verleend: Wereld):
    with op(NA_2027):
        stel_vast(verleend, {2027: VERLEEND})
        voorstel = stel_vaststelling_voor(verleend, {2027: VERLEEND})

        with geweigerd("vaststelling.al_vastgesteld"):
            voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])


def test_a_year_outside_the_grant_is_not_settled(verleend: Wereld):
    periode(verleend)
    voorstel = stel_vaststelling_voor(verleend, {2031: VERLEEND})

    with geweigerd("vaststelling.periode"):
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])


def test_the_grant_is_settled_when_its_last_year_is(verleend: Wereld):
    with op(NA_2027):
        stel_vast(verleend, {2027: VERLEEND})
    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.LOPEND

    with op(datetime.datetime(2029, 2, 1, 9, tzinfo=datetime.UTC)):
        stel_vast(verleend, {2028: LAGER})

    assert subsidie_van(verleend, verleend.anker).stand == Subsidie.Stand.VASTGESTELD
    assert list(
        Vaststelling.objects.filter(subsidie=subsidie_van(verleend, verleend.anker)).values_list("stand", flat=True)
    ) == ["vastgesteld", "vastgesteld"]


def test_who_prepared_the_settlement_does_not_decide_it(verleend: Wereld):
    with op(NA_2027):
        vraag_aan(verleend)
        voorstel = stel_vaststelling_voor(verleend, {2027: VERLEEND})
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

        with geweigerd("toegang.rol"):
            besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
