"""An objection, from receipt until it can be decided: who may, in what time, and what must be done first."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from brieven.models import Brief
from tests.hulp.bestanden import PDF
from tests.hulp.klok import over_dagen
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.bezwaarhulp import (
    beschikking_van,
    gehoord,
    in_handen,
    leg_voor,
    maak,
    met_behandelaar,
    stel_voor,
)
from tests.uitvoering.conftest import stel_bijstelling_voor
from uitvoering.bezwaarklok import klok_bij
from uitvoering.models import Bezwaar, Wijze
from uitvoering.selectors.bezwaar import bezwaren_op
from uitvoering.services import besluiten, bezwaar, bezwaarbehandeling, voorbereiden

DAG = datetime.timedelta(days=1)


@pytest.fixture
def zaak(verleend: Wereld) -> Wereld:
    return met_behandelaar(verleend)


def test_an_objection_in_the_portal_gets_its_receipt_at_once(zaak: Wereld):
    gemaakt = maak(zaak)

    assert (gemaakt.stand, gemaakt.organisatie, gemaakt.ontvangen_op) == (
        "ontvangen",
        zaak.anker,
        timezone.localdate(),
    )
    brief = Brief.objects.get(over_soort="uitvoering.bezwaar", over_id=gemaakt.pk)
    assert (brief.soort, brief.ontvanger, brief.onderwerp) == (
        "ontvangst_bezwaar",
        zaak.anker,
        "Wij hebben uw bezwaar ontvangen",
    )
    koppen = [sectie["kop"] for sectie in brief.snapshot["inhoud"]["secties"]]
    assert koppen == ["", "Zo gaat het verder"]


def test_only_who_signs_objects_for_an_organisation(zaak: Wereld):
    with geweigerd("toegang.rol"):
        maak(zaak, "anker_schrijft")
    with geweigerd("toegang.rol"):
        maak(zaak, "beoordelaar")


def test_what_came_by_post_is_entered_by_an_officer(zaak: Wereld):
    post = {"organisatie_id": zaak.anker.pk, "wijze": Wijze.POST, "ontvangen_op": timezone.localdate() - DAG}

    with geweigerd("toegang.rol"):
        maak(zaak, "anker", **post)
    gemaakt = maak(zaak, "beoordelaar", **post)

    assert (gemaakt.organisatie, gemaakt.wijze, gemaakt.ontvangen_op) == (
        zaak.anker,
        "post",
        timezone.localdate() - DAG,
    )


def test_another_partner_at_the_table_may_object_and_a_stranger_may_not(zaak: Wereld):
    with geweigerd("bezwaar.organisatie"):
        maak(zaak, "buiten")

    assert maak(zaak, "brug").organisatie == zaak.brug


def test_an_organisation_objects_once_until_it_withdraws(zaak: Wereld):
    eerste = maak(zaak)

    with geweigerd("bezwaar.bestaat"):
        maak(zaak)
    bezwaar.trek_in(bezwaar_id=eerste.pk, door=zaak["anker"])

    assert maak(zaak).pk != eerste.pk


def test_nothing_is_received_in_the_future(zaak: Wereld):
    with geweigerd("bezwaar.dag"):
        maak(
            zaak,
            "beoordelaar",
            organisatie_id=zaak.anker.pk,
            wijze=Wijze.MAIL,
            ontvangen_op=timezone.localdate() + DAG,
        )


def test_who_had_a_part_in_the_decision_does_not_handle_the_objection(zaak: Wereld):
    gemaakt = maak(zaak)

    with geweigerd("vier_ogen.eerdere_rol"):
        bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=zaak["beoordelaar"])

    assert bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=zaak["behandelaar"]).stand == "in_behandeling"


def test_only_its_behandelaar_works_on_it(zaak: Wereld):
    gemaakt = in_handen(zaak)

    with geweigerd("bezwaar.andere_behandelaar"):
        bezwaarbehandeling.verdaag(bezwaar_id=gemaakt.pk, door=zaak["beoordelaar"])


def test_a_late_objection_is_judged_before_anything_is_proposed(zaak: Wereld):
    with over_dagen(60):
        gemaakt = gehoord(zaak)
        klok = klok_bij(gemaakt.pk)
        assert klok.op_tijd.op_tijd is False
        stel_voor(zaak, gemaakt, "ongegrond")

        with geweigerd("bezwaar.verschoonbaarheid"):
            leg_voor(zaak, gemaakt)
        with geweigerd("bezwaar.reden"):
            bezwaarbehandeling.beoordeel_verschoonbaar(
                bezwaar_id=gemaakt.pk, verschoonbaar=False, reden=" ", door=zaak["behandelaar"]
            )
        bezwaarbehandeling.beoordeel_verschoonbaar(
            bezwaar_id=gemaakt.pk, verschoonbaar=False, reden="Er was geen reden.", door=zaak["behandelaar"]
        )
        with geweigerd("bezwaar.te_laat"):
            leg_voor(zaak, gemaakt)
        stel_voor(zaak, gemaakt, "niet_ontvankelijk", niet_ontvankelijk="te_laat")

        assert leg_voor(zaak, gemaakt).stand == "voorgelegd"


def test_late_with_a_good_reason_is_treated_as_in_time(zaak: Wereld):
    with over_dagen(60):
        gemaakt = gehoord(zaak)
        bezwaarbehandeling.beoordeel_verschoonbaar(
            bezwaar_id=gemaakt.pk, verschoonbaar=True, reden="De brief kwam terug.", door=zaak["behandelaar"]
        )
        stel_voor(zaak, gemaakt, "niet_ontvankelijk", niet_ontvankelijk="te_laat")
        with geweigerd("bezwaar.op_tijd"):
            leg_voor(zaak, gemaakt)
        stel_voor(zaak, gemaakt, "ongegrond")

        assert leg_voor(zaak, gemaakt).stand == "voorgelegd"


def test_the_receipt_of_a_late_objection_asks_why(zaak: Wereld):
    with over_dagen(60):
        gemaakt = maak(zaak)

    brief = Brief.objects.get(over_soort="uitvoering.bezwaar", over_id=gemaakt.pk)
    koppen = [sectie["kop"] for sectie in brief.snapshot["inhoud"]["secties"]]
    assert koppen == ["", "Uw bezwaar kwam na de termijn", "Zo gaat het verder"]


def test_who_is_in_time_is_not_judged_on_lateness(zaak: Wereld):
    gemaakt = in_handen(zaak)

    with geweigerd("bezwaar.op_tijd"):
        bezwaarbehandeling.beoordeel_verschoonbaar(
            bezwaar_id=gemaakt.pk, verschoonbaar=True, reden="Niet nodig.", door=zaak["behandelaar"]
        )


def test_pro_forma_gets_a_term_that_stops_the_clock(zaak: Wereld):
    gemaakt = in_handen(zaak, gronden="")
    vandaag = timezone.localdate()

    with geweigerd("bezwaar.te_kort"):
        bezwaar.vraag_gronden(bezwaar_id=gemaakt.pk, uiterlijk=vandaag + 6 * DAG, door=zaak["behandelaar"])
    bezwaar.vraag_gronden(bezwaar_id=gemaakt.pk, uiterlijk=vandaag + 14 * DAG, door=zaak["behandelaar"])
    with geweigerd("bezwaar.al_gevraagd"):
        bezwaar.vraag_gronden(bezwaar_id=gemaakt.pk, uiterlijk=vandaag + 20 * DAG, door=zaak["behandelaar"])
    with over_dagen(3):
        bezwaar.vul_aan(bezwaar_id=gemaakt.pk, gronden="Hierom.", door=zaak["anker"])

    gemaakt.refresh_from_db()
    assert (gemaakt.gronden, gemaakt.verzuim_hersteld_op) == ("Hierom.", vandaag + 3 * DAG)
    assert Brief.objects.filter(over_id=gemaakt.pk, onderwerp="Wij missen nog iets bij uw bezwaar").count() == 1


def test_without_grounds_it_is_inadmissible_only_after_the_term(zaak: Wereld):
    gemaakt = gehoord(zaak, gronden="")
    bezwaar.vraag_gronden(bezwaar_id=gemaakt.pk, uiterlijk=timezone.localdate() + 7 * DAG, door=zaak["behandelaar"])
    stel_voor(zaak, gemaakt, "ongegrond")
    with geweigerd("bezwaar.geen_gronden"):
        leg_voor(zaak, gemaakt)
    stel_voor(zaak, gemaakt, "niet_ontvankelijk", niet_ontvankelijk="verzuim")

    with over_dagen(7), geweigerd("bezwaar.verzuim_niet_hersteld"):
        leg_voor(zaak, gemaakt)
    with over_dagen(8):
        assert leg_voor(zaak, gemaakt).stand == "voorgelegd"


def test_only_who_objects_completes_it_and_only_once(zaak: Wereld):
    gemaakt = in_handen(zaak, gronden="")

    with geweigerd("bezwaar.niet_eigen"):
        bezwaar.vul_aan(bezwaar_id=gemaakt.pk, gronden="Hierom.", door=zaak["brug"])
    bezwaar.vul_aan(bezwaar_id=gemaakt.pk, gronden="Hierom.", door=zaak["anker"])
    with geweigerd("bezwaar.heeft_gronden"):
        bezwaar.vul_aan(bezwaar_id=gemaakt.pk, gronden="En hierom.", door=zaak["anker"])


def test_nothing_is_decided_unheard_without_a_ground_that_fits(zaak: Wereld):
    gemaakt = in_handen(zaak)
    stel_voor(zaak, gemaakt, "ongegrond")

    with geweigerd("bezwaar.niet_gehoord"):
        leg_voor(zaak, gemaakt)
    bezwaarbehandeling.zie_af(
        bezwaar_id=gemaakt.pk, grond="niet_ontvankelijk", toelichting="", door=zaak["behandelaar"]
    )
    with geweigerd("bezwaar.afzien_past_niet"):
        leg_voor(zaak, gemaakt)


def test_who_declared_not_to_want_a_hearing_is_not_heard(zaak: Wereld):
    gemaakt = in_handen(zaak)
    bezwaarbehandeling.zie_af(
        bezwaar_id=gemaakt.pk, grond="verklaard", toelichting="Per mail.", door=zaak["behandelaar"]
    )
    stel_voor(zaak, gemaakt, "ongegrond")

    assert leg_voor(zaak, gemaakt).stand == "voorgelegd"


def test_the_invitation_goes_to_all_concerned_in_time_to_send_documents(zaak: Wereld):
    gemaakt = in_handen(zaak, wie="brug")
    zitting = timezone.now() + 9 * DAG

    with geweigerd("bezwaar.zitting_te_vroeg"):
        bezwaarbehandeling.nodig_uit(bezwaar_id=gemaakt.pk, op=zitting, waar="Stadhuis", door=zaak["behandelaar"])
    bezwaarbehandeling.nodig_uit(
        bezwaar_id=gemaakt.pk, op=zitting + DAG, waar="Stadhuis, kamer 3", door=zaak["behandelaar"]
    )

    brieven = Brief.objects.filter(soort="hoorzitting").order_by("id")
    assert [brief.ontvanger for brief in brieven] == [zaak.brug, zaak.anker]


def test_a_hearing_is_reported_once_and_not_ahead(zaak: Wereld):
    gemaakt = in_handen(zaak)
    vandaag = timezone.localdate()

    with geweigerd("bezwaar.dag"):
        bezwaarbehandeling.leg_horen_vast(
            bezwaar_id=gemaakt.pk, dag=vandaag + DAG, verslag="Ja.", door=zaak["behandelaar"]
        )
    with geweigerd("bezwaar.geen_verslag"):
        bezwaarbehandeling.leg_horen_vast(bezwaar_id=gemaakt.pk, dag=vandaag, verslag="  ", door=zaak["behandelaar"])
    bezwaarbehandeling.leg_horen_vast(
        bezwaar_id=gemaakt.pk, dag=vandaag, verslag="Anker lichtte toe.", door=zaak["behandelaar"]
    )
    with geweigerd("bezwaar.al_gehoord"):
        bezwaarbehandeling.zie_af(bezwaar_id=gemaakt.pk, grond="verklaard", toelichting="", door=zaak["behandelaar"])


def test_a_committee_gives_twelve_weeks_and_must_have_advised(zaak: Wereld):
    gemaakt = gehoord(zaak)
    zonder = klok_bij(gemaakt.pk).beslissing
    with geweigerd("bezwaar.geen_commissie"):
        bezwaarbehandeling.leg_advies_vast(
            bezwaar_id=gemaakt.pk, dag=timezone.localdate(), advies="Ongegrond.", door=zaak["behandelaar"]
        )
    bezwaarbehandeling.schakel_commissie_in(bezwaar_id=gemaakt.pk, door=zaak["behandelaar"])
    stel_voor(zaak, gemaakt, "ongegrond")

    with geweigerd("bezwaar.geen_advies"):
        leg_voor(zaak, gemaakt)
    bezwaarbehandeling.leg_advies_vast(
        bezwaar_id=gemaakt.pk, dag=timezone.localdate(), advies="Gegrond.", door=zaak["behandelaar"]
    )
    with geweigerd("bezwaar.advies_gevolgd"):
        leg_voor(zaak, gemaakt)
    stel_voor(zaak, gemaakt, "ongegrond", advies_gevolgd="afgeweken")
    with geweigerd("bezwaar.afwijking"):
        leg_voor(zaak, gemaakt)
    stel_voor(zaak, gemaakt, "ongegrond", advies_gevolgd="afgeweken", advies_reden="Het bereik klopt niet.")

    assert leg_voor(zaak, gemaakt).stand == "voorgelegd"
    met = klok_bij(gemaakt.pk).beslissing
    assert [stap.tekst for stap in met.stappen][1] == "12 weken om te beslissen"
    assert met.laatste_dag > zonder.laatste_dag


def test_a_decision_is_postponed_once_and_not_after_the_term(zaak: Wereld):
    gemaakt = in_handen(zaak)
    eerst = klok_bij(gemaakt.pk).beslissing.laatste_dag

    with over_dagen((eerst - timezone.localdate()).days + 1), geweigerd("bezwaar.verdagen_te_laat"):
        bezwaarbehandeling.verdaag(bezwaar_id=gemaakt.pk, door=zaak["behandelaar"])
    bezwaarbehandeling.verdaag(bezwaar_id=gemaakt.pk, door=zaak["behandelaar"])
    with geweigerd("bezwaar.al_verdaagd"):
        bezwaarbehandeling.verdaag(bezwaar_id=gemaakt.pk, door=zaak["behandelaar"])

    assert klok_bij(gemaakt.pk).beslissing.laatste_dag >= eerst + 42 * DAG
    assert Brief.objects.filter(onderwerp="Wij hebben meer tijd nodig voor uw bezwaar").count() == 1


def test_those_concerned_may_agree_to_a_later_day(zaak: Wereld):
    gemaakt = in_handen(zaak)
    nu = klok_bij(gemaakt.pk).beslissing.laatste_dag

    with geweigerd("bezwaar.niet_later"):
        bezwaarbehandeling.stel_uit(bezwaar_id=gemaakt.pk, tot=nu, door=zaak["behandelaar"])
    bezwaarbehandeling.stel_uit(bezwaar_id=gemaakt.pk, tot=nu + 30 * DAG, door=zaak["behandelaar"])

    assert klok_bij(gemaakt.pk).beslissing.laatste_dag == nu + 30 * DAG


def test_nobody_is_worse_off_by_an_objection_of_its_own(zaak: Wereld):
    gemaakt = gehoord(zaak)

    with geweigerd("bezwaar.slechter"):
        stel_voor(zaak, gemaakt, "gegrond", {2027: Decimal("59999.99"), 2028: Decimal("70000.00")})


def test_amounts_change_only_when_it_is_well_founded(zaak: Wereld):
    gemaakt = gehoord(zaak)

    with geweigerd("bezwaar.bedragen_niet"):
        stel_voor(zaak, gemaakt, "ongegrond", {2027: Decimal("61000.00")})


def test_inadmissible_names_its_ground(zaak: Wereld):
    gemaakt = gehoord(zaak)

    with geweigerd("bezwaar.grond"):
        stel_voor(zaak, gemaakt, "niet_ontvankelijk")


def test_a_later_decision_is_drawn_into_the_open_objection(zaak: Wereld):
    gemaakt = maak(zaak)
    voorstel = stel_bijstelling_voor(zaak, {2027: Decimal("5000.00")})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=zaak["beoordelaar"])
    later = besluiten.besluit(voorstel_id=voorstel.pk, door=zaak["besluitnemer"]).beschikkingen.get()

    bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=zaak["behandelaar"])
    bezwaarbehandeling.schakel_commissie_in(bezwaar_id=gemaakt.pk, door=zaak["behandelaar"])

    assert [rij.beschikking for rij in gemaakt.meebetrokken.all()] == [later]


def test_a_decision_before_the_objection_is_not_drawn_in(zaak: Wereld):
    voorstel = stel_bijstelling_voor(zaak, {2027: Decimal("5000.00")})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=zaak["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=zaak["besluitnemer"])

    gemaakt = in_handen(zaak)

    assert not gemaakt.meebetrokken.exists()


def test_a_partner_sees_only_its_own_objections(zaak: Wereld):
    eigen, ander = maak(zaak), maak(zaak, "brug")

    assert {rij.kenmerk for rij in bezwaren_op(zaak["behandelaar"])} == {eigen.kenmerk, ander.kenmerk}
    assert [rij.kenmerk for rij in bezwaren_op(zaak["anker"])] == [eigen.kenmerk]
    assert bezwaren_op(zaak["buiten"]) == []


def test_a_file_is_added_while_it_runs(zaak: Wereld):
    gemaakt = maak(zaak)

    stuk = bezwaar.voeg_stuk_toe(
        bezwaar_id=gemaakt.pk,
        soort="bezwaar",
        bestand=SimpleUploadedFile("bezwaar.pdf", PDF),
        door=zaak["anker"],
    )
    bezwaar.trek_in(bezwaar_id=gemaakt.pk, door=zaak["anker"])

    assert stuk.bestand.naam == "bezwaar.pdf"
    with geweigerd("bezwaar.stand"):
        bezwaar.voeg_stuk_toe(
            bezwaar_id=gemaakt.pk,
            soort="bezwaar",
            bestand=SimpleUploadedFile("te-laat.pdf", PDF),
            door=zaak["anker"],
        )
    assert Bezwaar.objects.get().ingetrokken_op == timezone.localdate()
    assert beschikking_van(zaak, zaak.anker).bezwaren.count() == 1
