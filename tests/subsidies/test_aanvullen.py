"""One participant supplements its part: its clock waits, that of the others runs on (Awb 4:5, 4:14, 4:15)."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brieven.models import Bericht, Brief
from organisaties.models import Mandaat
from subsidies.klok import beslistermijn
from subsidies.models import Aanvulling, Beschikking, Deelvoorstel, Subsidie, Termijnopschorting
from subsidies.selectors import laad_dossier
from subsidies.selectors.te_beslissen import te_beslissen_delen
from subsidies.services import aanvullen, besluiten, termijnen
from subsidies.services.buiten_behandeling import stel_buiten_behandeling
from tests.hulp.klok import over_dagen
from tests.subsidies.conftest import GEVRAAGD_BRUG, RUIMTE, Wereld, geweigerd, leg_voor, stel_voor

DAG = datetime.timedelta(days=1)


@pytest.fixture
def gevraagd(beoordeeld: Wereld) -> Wereld:
    """Everything was judged and proposed; then Brug was asked for its budget, within two weeks."""
    Mandaat.objects.create(
        lidmaatschap=beoordeeld["besluitnemer"],
        soort_besluit="buitenbehandelingstelling",
        maximum=RUIMTE,
        van=timezone.localdate() - DAG,
        grondslag="Mandaatbesluit (voorbeeld)",
    )
    vraag(beoordeeld)
    return beoordeeld


def vraag(wereld: Wereld, dagen: int = 14) -> Aanvulling:
    return aanvullen.vraag_aanvulling(
        deel_id=wereld.deel(wereld.brug).pk, wat="De begroting van 2028.", dagen=dagen, door=wereld["beoordelaar"]
    )


def vul_aan(wereld: Wereld, wie: str = "brug") -> Aanvulling:
    return aanvullen.vul_aan(
        aanvulling_id=Aanvulling.objects.get().pk, antwoord="Hierbij de begroting.", door=wereld[wie]
    )


def buiten(wereld: Wereld, wie: str = "besluitnemer") -> None:
    stel_buiten_behandeling(deel_id=wereld.deel(wereld.brug).pk, motivering="Zo kan het niet.", door=wereld[wie])


def besluit(wereld: Wereld) -> None:
    besluiten.neem_besluit(aanvraag_id=wereld.aanvraag.pk, motivering="", door=wereld["besluitnemer"])


def test_asking_sends_a_letter_and_tells_the_writers(gevraagd: Wereld) -> None:
    verzoek = Aanvulling.objects.get()

    assert (verzoek.brief.soort, verzoek.brief.ontvanger) == ("verzoek_aanvulling", gevraagd.brug)
    assert list(Bericht.objects.filter(soort="aanvulling_gevraagd").values_list("ontvanger", flat=True)) == [
        gevraagd["brug"].pk
    ]
    with geweigerd("aanvulling.loopt"):
        vraag(gevraagd)


def test_the_clock_of_the_part_waits_and_that_of_the_others_runs_on(beoordeeld: Wereld) -> None:
    eerst, brug = beslistermijn(beoordeeld.aanvraag), beoordeeld.deel(beoordeeld.brug)

    with over_dagen(40):
        vraag(beoordeeld)
    with over_dagen(50):
        rest, wacht = beslistermijn(beoordeeld.aanvraag), beslistermijn(beoordeeld.aanvraag, brug.pk)

    assert rest.wettelijke_dag == eerst.wettelijke_dag == beoordeeld.aanvraag.beslis_uiterlijk
    assert wacht.wettelijke_dag > rest.wettelijke_dag
    assert (wacht.staat_stil, wacht.opgeschort, rest.opgeschort) == (True, 10, 0)


def test_the_others_are_decided_on_and_the_part_that_waited_later(gevraagd: Wereld) -> None:
    assert [deel.organisatie for deel in te_beslissen_delen(laad_dossier(gevraagd.aanvraag))] == [gevraagd.anker.naam]
    with geweigerd("voorstel.wacht_op_aanvulling"):
        stel_voor(gevraagd, gevraagd.brug, GEVRAAGD_BRUG)

    leg_voor(gevraagd)
    besluit(gevraagd)
    assert gevraagd.aanvraag.stand == "in_behandeling"
    assert [subsidie.ontvanger for subsidie in Subsidie.objects.all()] == [gevraagd.anker]

    vul_aan(gevraagd)
    stel_voor(gevraagd, gevraagd.brug, GEVRAAGD_BRUG)
    leg_voor(gevraagd)
    besluit(gevraagd)
    assert gevraagd.aanvraag.stand == "besloten"
    assert Subsidie.objects.count() == 2


def test_what_is_supplemented_while_the_others_are_offered_waits_for_the_next_proposal(gevraagd: Wereld) -> None:
    leg_voor(gevraagd)
    vul_aan(gevraagd)

    besluit(gevraagd)

    assert Beschikking.objects.count() == 1
    assert gevraagd.aanvraag.stand == "in_behandeling"


@pytest.mark.parametrize("wie", ["anker", "besluitnemer"])
def test_only_the_participant_itself_or_an_officer_supplements(wie: str, gevraagd: Wereld) -> None:
    with geweigerd("aanvulling.niet_eigen"):
        vul_aan(gevraagd, wie)

    vul_aan(gevraagd, "beoordelaar")


def test_going_on_without_it_lets_the_part_join_again(gevraagd: Wereld) -> None:
    aanvullen.sluit_af(aanvulling_id=Aanvulling.objects.get().pk, door=gevraagd["beoordelaar"])

    assert len(te_beslissen_delen(laad_dossier(gevraagd.aanvraag))) == 2
    assert not Deelvoorstel.objects.filter(deel__organisatie=gevraagd.brug).exists()
    with geweigerd("verloop.afgesloten.aangevuld"):
        vul_aan(gevraagd)


def test_a_part_is_put_out_of_treatment_only_in_the_four_weeks_after_it_lapsed(gevraagd: Wereld) -> None:
    with geweigerd("buiten.termijn_loopt"):
        buiten(gevraagd)
    with over_dagen(60), geweigerd("buiten.te_laat"):
        buiten(gevraagd)
    with geweigerd("toegang.rol"):
        buiten(gevraagd, "beoordelaar")

    with over_dagen(20):
        buiten(gevraagd)

    beschikking = Beschikking.objects.get()
    assert (beschikking.soort, beschikking.brief.soort) == ("buiten_behandeling", "buiten_behandeling")
    assert gevraagd.aanvraag.stand == "in_behandeling"
    assert not Subsidie.objects.exists()


def test_when_every_part_was_decided_on_the_application_is(gevraagd: Wereld) -> None:
    leg_voor(gevraagd)
    besluit(gevraagd)

    with over_dagen(20):
        buiten(gevraagd)

    assert gevraagd.aanvraag.stand == "besloten"


def test_without_a_request_no_part_is_put_out_of_treatment(beoordeeld: Wereld) -> None:
    with geweigerd("buiten.geen_verzoek"):
        buiten(beoordeeld)


# --- postponing and standing still ---


def test_postponing_moves_the_day_and_writes_every_participant(in_behandeling: Wereld) -> None:
    oud = in_behandeling.aanvraag.beslis_uiterlijk
    nieuwe_dag = oud + 7 * DAG

    termijnen.verdaag(
        aanvraag_id=in_behandeling.aanvraag.pk,
        nieuwe_dag=nieuwe_dag,
        reden="Ziekte.",
        door=in_behandeling["beoordelaar"],
    )

    assert in_behandeling.aanvraag.beslis_uiterlijk == nieuwe_dag
    assert Brief.objects.filter(soort="verdaging").count() == 2


def test_who_has_a_later_day_already_is_not_told_of_a_postponement(beoordeeld: Wereld) -> None:
    with over_dagen(40):
        vraag(beoordeeld, dagen=60)
    with over_dagen(90):
        brug = beslistermijn(beoordeeld.aanvraag, beoordeeld.deel(beoordeeld.brug).pk)
        nieuwe_dag = beoordeeld.aanvraag.beslis_uiterlijk + 7 * DAG
        assert brug.wettelijke_dag > nieuwe_dag

        termijnen.verdaag(
            aanvraag_id=beoordeeld.aanvraag.pk,
            nieuwe_dag=nieuwe_dag,
            reden="Ziekte.",
            door=beoordeeld["beoordelaar"],
        )

    assert [brief.ontvanger for brief in Brief.objects.filter(soort="verdaging")] == [beoordeeld.anker]


@pytest.mark.parametrize(("weken", "code"), [(-1, "termijn.verdaging_niet_later"), (9, "termijn.verdaging_te_lang")])
def test_no_more_is_postponed_than_the_regeling_gives(weken: int, code: str, in_behandeling: Wereld) -> None:
    dag = in_behandeling.aanvraag.beslis_uiterlijk + 7 * weken * DAG

    with geweigerd(code):
        termijnen.verdaag(
            aanvraag_id=in_behandeling.aanvraag.pk, nieuwe_dag=dag, reden="Ziekte.", door=in_behandeling["beoordelaar"]
        )


def test_the_clock_stands_still_with_consent_and_runs_again(in_behandeling: Wereld) -> None:
    vandaag, oud = timezone.localdate(), in_behandeling.aanvraag.beslis_uiterlijk
    begin = timezone.localdate(in_behandeling.tafel.uitvraag.sluit_op) + DAG
    with over_dagen((begin - vandaag).days):
        opschorting = termijnen.schort_op(
            aanvraag_id=in_behandeling.aanvraag.pk,
            deel_id=None,
            grond=Termijnopschorting.Reden.INSTEMMING,
            van=timezone.localdate(),
            tot_en_met=None,
            toelichting="Op verzoek.",
            door=in_behandeling["beoordelaar"],
        )
    with over_dagen((begin - vandaag).days + 6):
        termijnen.hervat(
            opschorting_id=opschorting.pk, tot_en_met=timezone.localdate(), door=in_behandeling["beoordelaar"]
        )

    assert in_behandeling.aanvraag.beslis_uiterlijk == oud + 7 * DAG


def test_the_participant_answers_on_its_page_and_another_finds_nothing(
    gevraagd: Wereld, als: Callable[..., Client]
) -> None:
    pad = reverse("subsidies:aanvulling", args=[gevraagd.aanvraag.kenmerk, Aanvulling.objects.get().pk])

    assert als(gevraagd["anker"]).get(pad).status_code == 404
    assert als(gevraagd["brug"]).post(pad, {"antwoord": " "}).status_code == 422
    assert als(gevraagd["brug"]).post(pad, {"antwoord": "Hierbij."}).status_code == 302
    assert Aanvulling.objects.get().stand == "aangevuld"


def test_every_night_the_stored_day_moves_on_with_a_clock_that_stands_still(in_behandeling: Wereld) -> None:
    oud = in_behandeling.aanvraag.beslis_uiterlijk
    with over_dagen(40):
        termijnen.schort_op(
            aanvraag_id=in_behandeling.aanvraag.pk,
            deel_id=None,
            grond=Termijnopschorting.Reden.OVERMACHT,
            van=timezone.localdate(),
            tot_en_met=None,
            toelichting="Het stadhuis is dicht.",
            door=in_behandeling["beoordelaar"],
        )

    with over_dagen(49):
        verschoven, daarna = termijnen.zet_klokken_gelijk(), termijnen.zet_klokken_gelijk()

    assert (verschoven, daarna) == (1, 0)
    assert in_behandeling.aanvraag.beslis_uiterlijk == oud + 10 * DAG
