"""Assessing: four eyes by person, judgements, proposals, and offering them for a decision."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from kern.fouten import GeenRecht
from organisaties.toegang import Rol
from subsidies.models import Beoordeling, Deelvoorstel, Voorstelbedrag, Zaakrol
from subsidies.services import beoordelen, besluiten
from tests.hulp.fabriek import maak_lid, maak_uitvraag
from tests.subsidies.conftest import (
    GEVRAAGD_ANKER,
    GEVRAAGD_BRUG,
    JAREN,
    Wereld,
    beoordeel,
    geef_mandaat,
    geweigerd,
    leg_voor,
    stel_voor,
)
from thematafels.models import Criterium, Plafond
from thematafels.services import sluit


def criterium(wereld: Wereld) -> Criterium:
    return Criterium.objects.filter(uitvraag=wereld.tafel.uitvraag).first()


def pak_op(wereld: Wereld, wie: str = "beoordelaar") -> None:
    beoordelen.neem_in_behandeling(aanvraag_id=wereld.aanvraag.pk, door=wereld[wie])


def test_taking_up_a_case_makes_the_officer_its_assessor(ingediend: Wereld) -> None:
    pak_op(ingediend)

    assert ingediend.aanvraag.stand == "in_behandeling"
    assert list(Zaakrol.objects.values_list("gebruiker", "rol")) == [
        (ingediend["beoordelaar"].gebruiker_id, "beoordelaar")
    ]


def test_a_case_is_taken_up_once_and_never_as_a_draft(in_behandeling: Wereld) -> None:
    with geweigerd("verloop.in_behandeling.in_behandeling"):
        pak_op(in_behandeling)


def test_a_draft_is_not_taken_up(eens: Wereld) -> None:
    with geweigerd("verloop.concept.in_behandeling"):
        pak_op(eens)


@pytest.mark.parametrize("wie", ["besluitnemer", "financieel", "anker"])
def test_only_an_officer_assesses(wie: str, ingediend: Wereld) -> None:
    with geweigerd("toegang.rol"):
        pak_op(ingediend, wie)


def test_who_also_belongs_to_a_participant_does_not_assess(ingediend: Wereld) -> None:
    maak_lid(Rol.MEELEZER, ingediend.brug, ingediend["beoordelaar"].gebruiker)

    with geweigerd("vier_ogen.belang"):
        pak_op(ingediend)


def test_after_the_call_was_closed_the_assessment_goes_on(ingediend: Wereld) -> None:
    sluit(uitvraag_id=ingediend.tafel.uitvraag.pk, reden="Klaar.", door=ingediend["beoordelaar"])

    pak_op(ingediend)
    for een in Criterium.objects.filter(uitvraag=ingediend.tafel.uitvraag):
        beoordeel(ingediend, een.pk)
    stel_voor(ingediend, ingediend.anker, GEVRAAGD_ANKER)
    stel_voor(ingediend, ingediend.brug, GEVRAAGD_BRUG)
    leg_voor(ingediend)
    besluiten.neem_besluit(aanvraag_id=ingediend.aanvraag.pk, motivering="", door=ingediend["besluitnemer"])

    assert ingediend.aanvraag.stand == "besloten"


# --- judgements ---


def test_a_judgement_can_change_and_its_history_stays(in_behandeling: Wereld) -> None:
    een = criterium(in_behandeling)
    beoordeel(in_behandeling, een.pk, oordeel="aandacht")
    beoordeel(in_behandeling, een.pk, oordeel="onvoldoende")

    assert Beoordeling.objects.get().oordeel == "onvoldoende"
    assert list(Beoordeling.pgh_event_model.objects.values_list("oordeel", flat=True)) == ["aandacht", "onvoldoende"]


def test_a_criterium_of_another_call_is_refused(in_behandeling: Wereld) -> None:
    elders = Criterium.objects.filter(uitvraag=maak_uitvraag()).first()

    with geweigerd("beoordeling.criterium"):
        beoordeel(in_behandeling, elders.pk)


@pytest.mark.parametrize("stadium", ["ingediend", "voorgesteld"])
def test_judging_and_proposing_need_a_case_in_treatment(stadium: str, request: pytest.FixtureRequest) -> None:
    wereld = request.getfixturevalue(stadium)

    with geweigerd("aanvraag.niet_in_behandeling"):
        beoordeel(wereld, criterium(wereld).pk)
    with geweigerd("aanvraag.niet_in_behandeling"):
        stel_voor(wereld, wereld.anker, GEVRAAGD_ANKER)
    with geweigerd("aanvraag.niet_in_behandeling"):
        leg_voor(wereld)


# --- proposals ---


def test_the_amounts_of_the_plan_need_no_reason(in_behandeling: Wereld) -> None:
    stel_voor(in_behandeling, in_behandeling.anker, GEVRAAGD_ANKER)

    assert list(Voorstelbedrag.objects.values_list("jaar", "bedrag")) == [(jaar, GEVRAAGD_ANKER) for jaar in JAREN]


@pytest.mark.parametrize("bedrag", ["0.00", "59999.99", "60000.01"])
@pytest.mark.parametrize("motivering", ["", "  \n"])
def test_other_amounts_need_a_reason(bedrag: str, motivering: str, in_behandeling: Wereld) -> None:
    with geweigerd("voorstel.motivering") as fout:
        stel_voor(in_behandeling, in_behandeling.anker, bedrag, motivering)

    assert fout.value.veld == "motivering"
    stel_voor(in_behandeling, in_behandeling.anker, bedrag, "Te veel uren.")
    assert Deelvoorstel.objects.get().motivering == "Te veel uren."


@pytest.mark.parametrize(
    ("bedragen", "code"),
    [
        ({2027: Decimal(1)}, "voorstel.jaren"),
        ({2027: Decimal(1), 2028: Decimal(1), 2029: Decimal(1)}, "voorstel.jaren"),
        ({2027: Decimal("-0.01"), 2028: Decimal(1)}, "voorstel.bedrag"),
    ],
)
def test_a_proposal_has_an_amount_for_exactly_each_year(bedragen: dict, code: str, in_behandeling: Wereld) -> None:
    with geweigerd(code):
        beoordelen.stel_bedragen_voor(
            deel_id=in_behandeling.deel(in_behandeling.anker).pk,
            bedragen=bedragen,
            motivering="Anders.",
            verplichting="",
            door=in_behandeling["beoordelaar"],
        )


def test_a_second_proposal_replaces_the_first(in_behandeling: Wereld) -> None:
    stel_voor(in_behandeling, in_behandeling.anker, GEVRAAGD_ANKER)
    stel_voor(in_behandeling, in_behandeling.anker, 5, "Minder.")

    assert set(Voorstelbedrag.objects.values_list("bedrag", flat=True)) == {Decimal("5.00")}


# --- offering it for a decision ---


def test_a_finished_assessment_is_offered(beoordeeld: Wereld) -> None:
    leg_voor(beoordeeld)

    assert beoordeeld.aanvraag.stand == "voorgesteld"


def test_what_is_not_finished_is_named(in_behandeling: Wereld) -> None:
    beoordeel(in_behandeling, criterium(in_behandeling).pk)
    stel_voor(in_behandeling, in_behandeling.anker, GEVRAAGD_ANKER)

    with geweigerd("voorstel.onvolledig") as fout:
        leg_voor(in_behandeling)

    assert fout.value.bericht == "Dit mist nog: Vraag over samenhang; bedragen voor Stichting Voorbeeld Brug."


def test_a_proposal_over_the_ceiling_is_not_offered(beoordeeld: Wereld) -> None:
    Plafond.objects.filter(tafel=beoordeeld.tafel, jaar=2028).update(bedrag=Decimal("99999.99"))

    with geweigerd("voorstel.boven_plafond") as fout:
        leg_voor(beoordeeld)

    assert fout.value.bericht == "In 2028 is het voorstel 0,01 euro hoger dan het plafond."
    Plafond.objects.filter(tafel=beoordeeld.tafel, jaar=2028).update(bedrag=Decimal("100000.00"))
    leg_voor(beoordeeld)


def test_a_proposal_is_taken_back_to_change_it(voorgesteld: Wereld) -> None:
    beoordelen.heropen(aanvraag_id=voorgesteld.aanvraag.pk, door=voorgesteld["beoordelaar"])

    assert voorgesteld.aanvraag.stand == "in_behandeling"
    stel_voor(voorgesteld, voorgesteld.anker, 5, "Minder.")


def test_without_a_proposal_nothing_is_taken_back(in_behandeling: Wereld) -> None:
    with geweigerd("aanvraag.geen_voorstel"):
        beoordelen.heropen(aanvraag_id=in_behandeling.aanvraag.pk, door=in_behandeling["beoordelaar"])


# --- four eyes, whatever membership ---


def test_who_assessed_does_not_decide_through_another_membership(voorgesteld: Wereld) -> None:
    beoordelaar = voorgesteld["beoordelaar"]
    ook_besluitnemer = maak_lid(Rol.BESLUITNEMER, beoordelaar.organisatie, beoordelaar.gebruiker)
    geef_mandaat(ook_besluitnemer)

    with geweigerd("vier_ogen.eerdere_rol"):
        besluiten.neem_besluit(aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=ook_besluitnemer)
    besluiten.neem_besluit(aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld["besluitnemer"])


def test_who_decides_does_not_assess_through_another_membership(in_behandeling: Wereld) -> None:
    besluitnemer = in_behandeling["besluitnemer"]
    Zaakrol.objects.create(
        aanvraag=in_behandeling.aanvraag,
        gebruiker=besluitnemer.gebruiker,
        lidmaatschap=besluitnemer,
        rol=Zaakrol.Rol.BESLUITNEMER,
    )
    in_behandeling.leden["dubbel"] = maak_lid(Rol.BELEIDSMEDEWERKER, besluitnemer.organisatie, besluitnemer.gebruiker)

    with geweigerd("vier_ogen.eerdere_rol"):
        beoordeel(in_behandeling, criterium(in_behandeling).pk, "dubbel")


def test_the_database_gives_a_person_one_role_and_keeps_it(in_behandeling: Wereld) -> None:
    rol = Zaakrol.objects.get()

    with pytest.raises(IntegrityError, match="zaakrol_een_per_persoon"), transaction.atomic():
        Zaakrol.objects.create(
            aanvraag=rol.aanvraag, gebruiker=rol.gebruiker, lidmaatschap=rol.lidmaatschap, rol="besluitnemer"
        )
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        Zaakrol.objects.update(rol="besluitnemer")


def test_a_refusal_for_four_eyes_is_a_missing_right(ingediend: Wereld) -> None:
    maak_lid(Rol.REDACTEUR, ingediend.anker, ingediend["beoordelaar"].gebruiker)

    with geweigerd("vier_ogen.belang") as fout:
        pak_op(ingediend)

    assert fout.type is GeenRecht
