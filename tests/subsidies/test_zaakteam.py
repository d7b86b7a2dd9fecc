"""Who is on a case, own judgement before the joint one, and the approval of a second reader."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from kern.fouten import DomeinFout, GeenRecht
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Advies, Beoordeling, Oordeel, Opmerking, Paraaf, Toewijzing
from subsidies.selectors import laad_zaak
from subsidies.selectors.advies import afwijkingen
from subsidies.services import beoordelen, besluiten, oordelen, toewijzen, tweede_lezer
from subsidies.services.adviseren import geef_advies
from subsidies.services.oordelen import Oordeelinvoer
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import GEVRAAGD_ANKER, Wereld, beoordeel, geweigerd, leg_voor, stel_voor
from thematafels.models import Criterium

Als = Callable[[Lidmaatschap], Client]
MATIG = Oordeelinvoer("aandacht", "Het bereik is dun.")


def collega(wereld: Wereld, naam: str) -> Lidmaatschap:
    wereld.leden[naam] = maak_lid(Rol.BELEIDSMEDEWERKER, wereld["beoordelaar"].organisatie)
    return wereld[naam]


def vraag(wereld: Wereld, wie: Lidmaatschap, rol: str = "beoordelaar") -> Toewijzing:
    return toewijzen.wijs_toe(
        aanvraag_id=wereld.aanvraag.pk,
        lidmaatschap_id=wie.pk,
        rol=Toewijzing.Rol(rol),
        door=wereld["beoordelaar"],
    )


def laat_meedoen(wereld: Wereld, naam: str, rol: str = "beoordelaar") -> Lidmaatschap:
    wie = collega(wereld, naam)
    vraag(wereld, wie, rol)
    toewijzen.verklaar_geen_belang(aanvraag_id=wereld.aanvraag.pk, door=wie)
    return wie


def eerste_criterium(wereld: Wereld) -> Criterium:
    return Criterium.objects.filter(uitvraag=wereld.tafel.uitvraag)[0]


def lees(wereld: Wereld, wie: str = "lezer") -> Paraaf:
    return tweede_lezer.parafeer(aanvraag_id=wereld.aanvraag.pk, opmerkingen="", door=wereld[wie])


def besluit(wereld: Wereld) -> None:
    besluiten.neem_besluit(aanvraag_id=wereld.aanvraag.pk, motivering="", door=wereld["besluitnemer"])


# --- who is on it ---


def test_taking_a_case_up_records_when_one_declared_to_have_no_interest(in_behandeling: Wereld) -> None:
    toewijzing = Toewijzing.objects.get()

    assert (toewijzing.rol, toewijzing.stand, toewijzing.gebruiker) == (
        "beoordelaar",
        "actief",
        in_behandeling["beoordelaar"].gebruiker,
    )
    assert toewijzing.verklaard_op is not None


def test_who_was_asked_judges_only_after_the_declaration(in_behandeling: Wereld) -> None:
    anna = collega(in_behandeling, "anna")
    vraag(in_behandeling, anna)

    with geweigerd("toewijzing.niet"):
        beoordeel(in_behandeling, eerste_criterium(in_behandeling).pk, "anna")

    toewijzen.verklaar_geen_belang(aanvraag_id=in_behandeling.aanvraag.pk, door=anna)
    beoordeel(in_behandeling, eerste_criterium(in_behandeling).pk, "anna")
    assert Oordeel.objects.get().door == anna


def test_who_reports_an_interest_is_out_for_good(in_behandeling: Wereld) -> None:
    anna = laat_meedoen(in_behandeling, "anna")

    toewijzen.meld_belang(aanvraag_id=in_behandeling.aanvraag.pk, reden="Mijn zus werkt er.", door=anna)

    assert Toewijzing.objects.get(gebruiker=anna.gebruiker).weg_reden == "Mijn zus werkt er."
    with geweigerd("vier_ogen.gemeld") as fout:
        beoordeel(in_behandeling, eerste_criterium(in_behandeling).pk, "anna")
    assert fout.type is GeenRecht
    with geweigerd("toewijzing.al_gevraagd"):
        vraag(in_behandeling, anna)


def test_a_colleague_of_an_applicant_is_not_asked(in_behandeling: Wereld) -> None:
    anna = collega(in_behandeling, "anna")
    maak_lid(Rol.MEELEZER, in_behandeling.brug, anna.gebruiker)

    with geweigerd("toewijzing.belang"):
        vraag(in_behandeling, anna)


# --- alone first, then together ---


def test_of_one_assessor_the_own_judgement_is_the_joint_one(in_behandeling: Wereld) -> None:
    beoordeel(in_behandeling, eerste_criterium(in_behandeling).pk)

    assert Beoordeling.objects.get().oordeel == "voldoende"


def test_of_two_assessors_each_judges_alone_before_they_judge_together(in_behandeling: Wereld) -> None:
    anna = laat_meedoen(in_behandeling, "anna")
    een = eerste_criterium(in_behandeling)
    beoordeel(in_behandeling, een.pk)
    samen = {"aanvraag_id": in_behandeling.aanvraag.pk, "criterium_id": een.pk, "invoer": MATIG, "door": anna}

    with geweigerd("beoordeling.eerst_eigen"):
        oordelen.stel_gezamenlijk_vast(**samen)
    assert not Beoordeling.objects.exists()

    beoordeel(in_behandeling, een.pk, "anna", "onvoldoende")
    oordelen.stel_gezamenlijk_vast(**samen)
    assert Beoordeling.objects.get().oordeel == "aandacht"
    assert sorted(Oordeel.objects.values_list("oordeel", flat=True)) == ["onvoldoende", "voldoende"]


def test_points_are_given_only_where_the_regeling_ranks(in_behandeling: Wereld) -> None:
    with geweigerd("oordeel.geen_punten"):
        oordelen.beoordeel(
            aanvraag_id=in_behandeling.aanvraag.pk,
            criterium_id=eerste_criterium(in_behandeling).pk,
            invoer=Oordeelinvoer("voldoende", "Goed.", 7),
            door=in_behandeling["beoordelaar"],
        )


def test_who_commented_at_the_table_is_not_the_sole_assessor(beoordeeld: Wereld) -> None:
    opmerking = Opmerking.objects.create(
        aanvraag=beoordeeld.aanvraag, zichtbaarheid="tafel", tekst="Hoe dan?", door=beoordeeld["beoordelaar"]
    )
    beoordeeld.aanvraag.__class__.objects.update(ontvangen_op=opmerking.geplaatst_op.replace(year=2099))

    with geweigerd("beoordeling.alleen_van_de_tafel"):
        leg_voor(beoordeeld)

    laat_meedoen(beoordeeld, "anna")
    for een in Criterium.objects.filter(uitvraag=beoordeeld.tafel.uitvraag):
        beoordeel(beoordeeld, een.pk, "anna")
    leg_voor(beoordeeld)
    assert beoordeeld.aanvraag.stand == "voorgesteld"


# --- the second reader ---


@pytest.fixture
def te_lezen(beoordeeld: Wereld) -> Wereld:
    laat_meedoen(beoordeeld, "lezer", "tweede_lezer")
    leg_voor(beoordeeld)
    return beoordeeld


def test_without_the_approval_of_the_reader_nothing_is_decided(te_lezen: Wereld) -> None:
    with geweigerd("paraaf.ontbreekt"):
        besluit(te_lezen)

    lees(te_lezen)
    besluit(te_lezen)
    assert te_lezen.aanvraag.stand == "besloten"


def test_only_the_reader_approves_and_only_once(te_lezen: Wereld) -> None:
    with geweigerd("vier_ogen.eerdere_rol"):
        lees(te_lezen, "beoordelaar")
    lees(te_lezen)

    with geweigerd("paraaf.al_gegeven"):
        lees(te_lezen)


def test_a_returned_proposal_goes_back_with_its_remarks(te_lezen: Wereld) -> None:
    terug = {"aanvraag_id": te_lezen.aanvraag.pk, "door": te_lezen["lezer"]}
    with geweigerd("paraaf.opmerkingen"):
        tweede_lezer.geef_terug(opmerkingen=" ", **terug)

    tweede_lezer.geef_terug(opmerkingen="De huur is dubbel.", **terug)

    assert te_lezen.aanvraag.stand == "in_behandeling"
    assert Paraaf.objects.get().opmerkingen == "De huur is dubbel."


@pytest.mark.parametrize("wat", ["oordeel", "bedrag", "advies"])
def test_any_change_voids_the_approval_and_says_why(wat: str, te_lezen: Wereld) -> None:
    lees(te_lezen)
    beoordelen.heropen(aanvraag_id=te_lezen.aanvraag.pk, door=te_lezen["beoordelaar"])

    if wat == "oordeel":
        beoordeel(te_lezen, eerste_criterium(te_lezen).pk, oordeel="aandacht")
    elif wat == "bedrag":
        stel_voor(te_lezen, te_lezen.anker, 5, "Minder.")
    else:
        adviseer(te_lezen, "weigeren")

    assert Paraaf.objects.get().vervallen_reden == wat
    leg_voor(te_lezen)
    with geweigerd("paraaf.ontbreekt"):
        besluit(te_lezen)


def test_a_proposal_that_comes_back_unchanged_keeps_its_approval(te_lezen: Wereld) -> None:
    lees(te_lezen)
    beoordelen.heropen(aanvraag_id=te_lezen.aanvraag.pk, door=te_lezen["beoordelaar"])
    leg_voor(te_lezen)

    besluit(te_lezen)

    assert te_lezen.aanvraag.stand == "besloten"


# --- advice ---


def adviseer(wereld: Wereld, strekking: str, **anders: object) -> Advies:
    return geef_advies(
        aanvraag_id=wereld.aanvraag.pk,
        deel_id=None,
        strekking=Advies.Strekking(strekking),
        tekst="Zo zien wij het.",
        door=wereld["beoordelaar"],
        **anders,
    )


def test_a_newer_advice_of_the_same_sender_replaces_the_older(in_behandeling: Wereld) -> None:
    adviseer(in_behandeling, "weigeren")
    nieuw = adviseer(in_behandeling, "verlenen")
    deel = in_behandeling.deel(in_behandeling.anker)

    assert list(Advies.objects.filter(vervangen_op=None)) == [nieuw]
    assert afwijkingen(in_behandeling.aanvraag.pk, {deel.pk: "weigeren"}) == [nieuw]
    assert afwijkingen(in_behandeling.aanvraag.pk, {deel.pk: "verlenen"}) == []


def test_the_case_says_who_has_the_ball(te_lezen: Wereld) -> None:
    zaak = laad_zaak(te_lezen.aanvraag)

    assert zaak.wacht_op_paraaf
    assert [lid.naam for lid in zaak.lezers] == [te_lezen["lezer"].gebruiker.naam]
    with pytest.raises(DomeinFout, match="paraaf"):
        tweede_lezer.eis_paraaf(te_lezen.aanvraag, zaak.dossier)
    assert GEVRAAGD_ANKER in zaak.delen[0].deel.gevraagd.values()


PAGINAS = ["zaak_detail", "zaak_team", "zaak_verklaren", "zaak_belang", "advies_nieuw", "verdagen", "opschorten"]


@pytest.mark.parametrize("naam", PAGINAS)
def test_each_page_of_a_case_opens_for_an_officer(naam: str, in_behandeling: Wereld, als: Als) -> None:
    pad = reverse(f"subsidies:{naam}", args=[in_behandeling.aanvraag.kenmerk])

    assert als(in_behandeling["beoordelaar"]).get(pad).status_code == 200


def test_the_reader_approves_on_the_page(te_lezen: Wereld, als: Als) -> None:
    pad = reverse("subsidies:paraaf", args=[te_lezen.aanvraag.kenmerk])
    client = als(te_lezen["lezer"])

    assert "Bedragen per organisatie" in client.get(pad).content.decode()
    assert client.post(pad, {"uitkomst": "terug", "opmerkingen": ""}).status_code == 422
    assert client.post(pad, {"uitkomst": "akkoord", "opmerkingen": ""}).status_code == 302
    assert Paraaf.objects.get().uitkomst == "akkoord"


def test_what_others_found_is_hidden_until_one_judged_alone(in_behandeling: Wereld, als: Als) -> None:
    laat_meedoen(in_behandeling, "anna")
    een = eerste_criterium(in_behandeling)
    beoordeel(in_behandeling, een.pk)
    pad = reverse("subsidies:beoordeling_samen", args=[in_behandeling.aanvraag.kenmerk, een.code])

    assert "Goed onderbouwd." not in als(in_behandeling["anna"]).get(pad).content.decode()
    assert "Goed onderbouwd." in als(in_behandeling["beoordelaar"]).get(pad).content.decode()


def test_the_ranking_of_a_table_opens(in_behandeling: Wereld, als: Als) -> None:
    thema = in_behandeling.tafel.thema
    pad = reverse("subsidies:rangschikking", args=[thema.uitvraag.kenmerk, thema.code])

    inhoud = als(in_behandeling["beoordelaar"]).get(pad).content.decode()

    assert "200.000" in inhoud


@pytest.mark.parametrize("naam", ["zaak_detail", "paraaf"])
def test_the_case_costs_at_most_twelve_queries(
    naam: str,
    te_lezen: Wereld,
    als: Als,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    pad = reverse(f"subsidies:{naam}", args=[te_lezen.aanvraag.kenmerk])
    client = als(te_lezen["lezer"])
    client.get(pad)

    with django_assert_max_num_queries(12):
        assert client.get(pad).status_code == 200
