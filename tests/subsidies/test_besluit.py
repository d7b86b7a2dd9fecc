"""Deciding: one transaction from proposal to ledger and letters, or nothing at all."""

import datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from begroting.models import Boeking, Stand
from brieven.models import Brief
from brieven.pdf.maken import naar_html, render
from brieven.snapshots import SNAPSHOTS, Verlening, Weigering
from kern.models import Gebeurtenis
from kern.selectors import vrije_dagen
from kern.termijnen.bezwaar import bezwaartermijn
from organisaties.models import Mandaat, Organisatie
from organisaties.toegang import Rol
from regelingen.models import Parameter
from regelingen.parameters import Parameters
from regelingen.selectors import parameters_op
from subsidies.models import Beschikking, Beschikkingsbedrag, Besluit, Jaardekking
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.selectors.plafond import plafondfeiten
from subsidies.services import beoordelen, besluiten, dekking
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import (
    GEVRAAGD_ANKER,
    GROND,
    JAREN,
    RUIMTE,
    Wereld,
    geef_mandaat,
    geweigerd,
    leg_voor,
    maak_geld,
    stel_voor,
)
from thematafels.models import Plafond

REDEN = "Het aantal uren per buurthuis is hoger dan bij vergelijkbare huizen."


def besluit(wereld: Wereld, wie: str = "besluitnemer") -> Besluit:
    return besluiten.neem_besluit(aanvraag_id=wereld.aanvraag.pk, motivering="Volgens advies.", door=wereld[wie])


def wijzig_voorstel(wereld: Wereld, organisatie: Organisatie, bedrag: str) -> None:
    beoordelen.heropen(aanvraag_id=wereld.aanvraag.pk, door=wereld["beoordelaar"])
    stel_voor(wereld, organisatie, bedrag, REDEN)
    leg_voor(wereld)


def stand(wereld: Wereld) -> tuple[Decimal, Decimal]:
    rij = Stand.objects.get(bestedingsdoel=wereld.doel)
    return rij.begroot, rij.verplicht


def brief_van(organisatie: Organisatie) -> Verlening | Weigering:
    brief = Beschikking.objects.get(deel__organisatie=organisatie).brief
    return SNAPSHOTS[brief.soort].from_json(brief.snapshot)


# --- what a decision does ---


def test_a_decision_commits_every_euro_to_its_recipient(voorgesteld: Wereld) -> None:
    genomen = besluit(voorgesteld)

    boekingen = Boeking.objects.filter(verplichting__isnull=False).order_by("id")
    assert list(
        boekingen.values_list("verplichting__ontvanger__naam", "verplichting__jaar_van_activiteit", "soort", "bedrag")
    ) == [
        (naam, jaar, "verplichting", Decimal(bedrag))
        for naam, bedrag in ((voorgesteld.anker.naam, "60000.00"), (voorgesteld.brug.naam, "40000.00"))
        for jaar in JAREN
    ]
    eerste = genomen.beschikkingen.earliest("id")
    assert {boeking.boekstuk.kenmerk for boeking in boekingen} == {f"besluit-{eerste.kenmerk}"}
    assert stand(voorgesteld) == (RUIMTE, Decimal("200000.00"))
    assert (genomen.door, genomen.mandaat.soort_besluit) == (voorgesteld["besluitnemer"], "verlening")
    assert Gebeurtenis.objects.get(soort="aanvraag.besloten", geweigerd="").feiten == {
        "bedrag": "200000.00",
        "beschikkingen": 2,
    }


def test_each_recipient_gets_its_own_kind_of_decision_and_letter(voorgesteld: Wereld) -> None:
    wijzig_voorstel(voorgesteld, voorgesteld.anker, "50000.00")
    wijzig_voorstel(voorgesteld, voorgesteld.brug, "0.00")

    besluit(voorgesteld)

    assert voorgesteld.aanvraag.stand == "besloten"
    assert list(
        Beschikking.objects.values_list("deel__organisatie__naam", "soort", "brief__soort", "brief__ontvanger__naam")
    ) == [
        (voorgesteld.anker.naam, "gedeeltelijk", "gedeeltelijke_verlening", voorgesteld.anker.naam),
        (voorgesteld.brug.naam, "weigering", "weigering", voorgesteld.brug.naam),
    ]
    assert list(Beschikkingsbedrag.objects.order_by("id").values_list("jaar", "gevraagd", "verleend")) == [
        (2027, Decimal("60000.00"), Decimal("50000.00")),
        (2028, Decimal("60000.00"), Decimal("50000.00")),
        (2027, Decimal("40000.00"), Decimal("0.00")),
        (2028, Decimal("40000.00"), Decimal("0.00")),
    ]
    assert [bool(rij.verplichting_id) for rij in Beschikkingsbedrag.objects.order_by("id")] == [
        True,
        True,
        False,
        False,
    ]
    assert all(rij.kenmerk == rij.brief.kenmerk for rij in Beschikking.objects.all())


def test_more_than_asked_is_a_grant_with_its_reason(voorgesteld: Wereld) -> None:
    wijzig_voorstel(voorgesteld, voorgesteld.anker, "61000.00")

    besluit(voorgesteld)

    assert Beschikking.objects.get(deel__organisatie=voorgesteld.anker).soort == "verlening"
    assert brief_van(voorgesteld.anker).afwijking.motivering == REDEN


def test_a_shift_between_years_with_the_same_total_is_a_partial_grant(beoordeeld: Wereld) -> None:
    beoordelen.stel_bedragen_voor(
        deel_id=beoordeeld.deel(beoordeeld.anker).pk,
        bedragen={2027: Decimal("59000.00"), 2028: Decimal("60000.00")},
        motivering=REDEN,
        verplichting="U werkt samen met de bibliotheek.\n\nU zoekt vrijwilligers.",
        door=beoordeeld["beoordelaar"],
    )
    leg_voor(beoordeeld)

    besluit(beoordeeld)

    assert Beschikking.objects.get(deel__organisatie=beoordeeld.anker).soort == "gedeeltelijk"
    assert brief_van(beoordeeld.anker).doelverplichtingen == (
        "U werkt samen met de bibliotheek.",
        "U zoekt vrijwilligers.",
    )


def test_a_decision_freezes_the_rules_that_held(voorgesteld: Wereld) -> None:
    genomen = besluit(voorgesteld)

    genomen.refresh_from_db()
    assert Parameters.uit_dict(genomen.parameters) == parameters_op(
        voorgesteld.aanvraag.regeling, timezone.localdate()
    )


def test_everyone_refused_needs_no_money_at_all(voorgesteld: Wereld) -> None:
    Jaardekking.objects.all().delete()
    for organisatie in (voorgesteld.anker, voorgesteld.brug):
        wijzig_voorstel(voorgesteld, organisatie, "0.00")

    genomen = besluit(voorgesteld)

    assert genomen.mandaat.soort_besluit == "weigering"
    assert set(Beschikking.objects.values_list("soort", flat=True)) == {"weigering"}
    assert stand(voorgesteld) == (RUIMTE, Decimal("0.00"))


# --- the letters ---


def test_the_letter_states_all_that_a_grant_must_state(voorgesteld: Wereld) -> None:
    wijzig_voorstel(voorgesteld, voorgesteld.anker, "50000.00")
    besluit(voorgesteld)
    beschikking = Beschikking.objects.get(deel__organisatie=voorgesteld.anker)
    vandaag = timezone.localdate()

    snapshot = brief_van(voorgesteld.anker)
    html = naar_html(snapshot)

    assert snapshot.kop.verzenddatum == beschikking.brief.verzenddatum == vandaag
    assert snapshot.bezwaar.laatste_dag == bezwaartermijn(vandaag, vrije_dagen(), weken=6).laatste_dag
    assert (snapshot.verleend, snapshot.gevraagd) == (Decimal("100000.00"), Decimal("120000.00"))
    assert [rij.deelnemer for rij in snapshot.verdeling.rijen] == [voorgesteld.anker.naam, voorgesteld.brug.naam]
    assert snapshot.begrotingsvoorbehoud == (2028,)
    assert sum(snapshot.voorschot_per_dag) == snapshot.verleend
    for element in (
        voorgesteld.anker.naam,  # addressee
        "Kade 1",
        beschikking.kenmerk,
        voorgesteld.aanvraag.kenmerk,  # the application it answers
        "U krijgt subsidie voor de thematafel",  # subject
        "Algemene subsidieverordening (voorbeeld)",  # legal basis
        "Buurthuis Anker",  # activities
        "1 januari 2027",  # period
        "31 december 2028",
        "100.000",  # amount
        "U meldt het ons binnen twee weken",  # obligations
        "een financieel verslag",  # accountability due
        "15 januari",  # payment schedule
        "6789",  # last digits of the account
        REDEN,  # deviation with its reason
        "het college van burgemeester en wethouders",  # body
        "Mandaatbesluit (voorbeeld), onderdeel 4.2",  # mandate
        voorgesteld["besluitnemer"].gebruiker.naam,
        voorgesteld.brug.naam,  # annex: the division of the whole table
        "bezwaar",
        f"{snapshot.bezwaar.laatste_dag.day} ",
    ):
        assert element in html, element


@pytest.mark.parametrize("bedrag", ["60000.00", "50000.00", "0.00"])
def test_every_kind_of_decision_becomes_a_pdf(bedrag: str, voorgesteld: Wereld) -> None:
    if bedrag != "60000.00":
        wijzig_voorstel(voorgesteld, voorgesteld.anker, bedrag)
    besluit(voorgesteld)

    assert render(brief_van(voorgesteld.anker)).inhoud.startswith(b"%PDF-1.7")


def test_a_refused_participant_reads_why(voorgesteld: Wereld) -> None:
    wijzig_voorstel(voorgesteld, voorgesteld.brug, "0.00")
    besluit(voorgesteld)

    snapshot = brief_van(voorgesteld.brug)

    assert isinstance(snapshot, Weigering)
    assert snapshot.gevraagd == Decimal("80000.00")
    [grond] = snapshot.gronden
    assert grond.artikel == "ASV voorbeeld, artikel 10 lid 1 onder a"
    assert grond.tekst.split("\n\n") == [
        "De activiteiten dragen te weinig bij aan het doel van de regeling.",
        GROND,
        REDEN,
    ]
    assert REDEN in naar_html(snapshot)


@pytest.mark.parametrize(
    ("basis", "per_jaar", "gevraagd"),
    [
        ("jaar", "60000.00", False),
        ("jaar", "120000.00", False),
        ("jaar", "120000.01", True),
        ("periode", "60000.00", False),
        ("periode", "60000.01", True),
    ],
)
def test_social_return_is_asked_only_above_the_threshold(
    basis: str, per_jaar: str, gevraagd: bool, beoordeeld: Wereld
) -> None:
    """Two years; the threshold is 120.000 euro, held against a year or against both."""
    for sleutel, waarde in {"sroi_drempel": "120000", "sroi_basis": basis}.items():
        Parameter.objects.create(
            regeling=beoordeeld.aanvraag.regeling,
            sleutel=sleutel,
            waarde=waarde,
            geldig_van=timezone.localdate(),
            artikel="Eigen beleid",
        )
    Plafond.objects.filter(tafel=beoordeeld.tafel).update(bedrag=Decimal("900000.00"))
    stel_voor(beoordeeld, beoordeeld.anker, per_jaar, REDEN)
    leg_voor(beoordeeld)

    besluit(beoordeeld)

    sroi = brief_van(beoordeeld.anker).sroi
    assert (sroi and sroi.drempel) == (Decimal("120000.00") if gevraagd else None)
    assert brief_van(beoordeeld.brug).sroi is None


def test_what_a_recipient_was_granted_on_every_application_counts_for_social_return(beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.anker, "60000.00")
    leg_voor(beoordeeld)
    assert plafondfeiten(beoordeeld.aanvraag).ontvangers == {}

    besluit(beoordeeld)

    verleend = plafondfeiten(beoordeeld.aanvraag).ontvangers[beoordeeld.anker.pk]
    assert verleend == dict.fromkeys((2027, 2028), Decimal("60000.00"))


# --- what stops a decision, with nothing written ---


def test_only_a_besluitnemer_decides(voorgesteld: Wereld) -> None:
    with geweigerd("toegang.rol"):
        besluit(voorgesteld, "financieel")


@pytest.mark.parametrize("stadium", ["ingediend", "beoordeeld"])
def test_without_a_proposal_nothing_is_decided(stadium: str, request: pytest.FixtureRequest) -> None:
    wereld = request.getfixturevalue(stadium)

    with geweigerd(f"verloop.{wereld.aanvraag.stand}.besloten"):
        besluit(wereld)


def test_it_is_decided_once(voorgesteld: Wereld) -> None:
    besluit(voorgesteld)

    with geweigerd("verloop.besloten.besloten"):
        besluit(voorgesteld, "tweede_besluitnemer")


GISTEREN = timezone.localdate() - datetime.timedelta(days=1)
LATER = timezone.localdate() + datetime.timedelta(days=9)


@pytest.mark.parametrize(
    "velden",
    [
        {"maximum": Decimal("199999.99")},
        {"tot": GISTEREN},
        {"van": LATER},
        {"soort_besluit": "vaststelling"},
    ],
    ids=["too small", "expired", "not yet", "of another kind"],
)
def test_without_a_fitting_mandate_nothing_is_decided(velden: dict, voorgesteld: Wereld) -> None:
    voorgesteld.leden["nieuw"] = maak_lid(Rol.BESLUITNEMER, voorgesteld["beoordelaar"].organisatie)
    geef_mandaat(voorgesteld["nieuw"], **velden)

    with geweigerd("mandaat.ontoereikend"):
        besluit(voorgesteld, "nieuw")
    geef_mandaat(voorgesteld["nieuw"], Decimal("200000.00"))
    besluit(voorgesteld, "nieuw")


def test_the_mandate_of_somebody_else_does_not_count(voorgesteld: Wereld) -> None:
    voorgesteld.leden["nieuw"] = maak_lid(Rol.BESLUITNEMER, voorgesteld["beoordelaar"].organisatie)

    with geweigerd("mandaat.ontoereikend"):
        besluit(voorgesteld, "nieuw")


def test_who_may_only_grant_does_not_refuse(voorgesteld: Wereld) -> None:
    Mandaat.objects.filter(lidmaatschap=voorgesteld["besluitnemer"], soort_besluit="weigering").delete()
    wijzig_voorstel(voorgesteld, voorgesteld.brug, "0.00")

    with geweigerd("mandaat.ontoereikend"):
        besluit(voorgesteld)
    besluit(voorgesteld, "tweede_besluitnemer")


def test_a_year_without_cover_stops_the_decision(voorgesteld: Wereld) -> None:
    Jaardekking.objects.filter(jaar=2028).delete()

    with geweigerd("besluit.geen_dekking") as fout:
        besluit(voorgesteld)

    assert fout.value.bericht == "Kies eerst uit welk budget 2028 wordt betaald."


def test_a_budget_without_room_rolls_everything_back(voorgesteld: Wereld) -> None:
    krap = maak_geld(voorgesteld["financieel"], Decimal("99999.99"), "Krap")
    Jaardekking.objects.filter(jaar=2028).update(bestedingsdoel=krap)

    with geweigerd("begroting.overschrijding"):
        besluit(voorgesteld)

    assert voorgesteld.aanvraag.stand == "voorgesteld"
    assert Brief.objects.exclude(soort="ontvangstbevestiging").count() == 0
    assert Stand.objects.get(bestedingsdoel=krap).verplicht == Decimal("0.00")


def test_a_ceiling_lowered_since_the_proposal_stops_the_decision(voorgesteld: Wereld) -> None:
    Plafond.objects.filter(tafel=voorgesteld.tafel, jaar=2027).update(bedrag=Decimal("99999.99"))

    with geweigerd("voorstel.boven_plafond"):
        besluit(voorgesteld)


@pytest.mark.parametrize("model", [Besluit, Beschikking, Beschikkingsbedrag])
def test_the_database_rewrites_no_decision(model: type, voorgesteld: Wereld) -> None:
    besluit(voorgesteld)
    rijen = model.objects.all()
    velden = {Besluit: {"motivering": "Anders."}, Beschikking: {"soort": "weigering"}, Beschikkingsbedrag: {"jaar": 1}}

    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        rijen.update(**velden[model])
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        rijen._raw_delete(rijen.db)


# --- the cover of a table ---


def kies(wereld: Wereld, jaar: int = 2028, wie: str = "financieel", doel_id: int | None = None) -> None:
    regels = [Dekkingsregel(doel_id or wereld.doel.pk)]
    dekking.kies_dekking(tafel_id=wereld.tafel.pk, jaar=jaar, regels=regels, door=wereld[wie])


@pytest.mark.parametrize("wie", ["financieel", "beoordelaar"])
def test_the_cover_of_a_year_is_chosen_and_replaced(wie: str, wereld: Wereld) -> None:
    ander = maak_geld(wereld["financieel"], naam="Ander")

    kies(wereld, doel_id=ander.pk, wie=wie)

    assert list(Jaardekking.objects.values_list("jaar", "bestedingsdoel")) == [
        (2027, wereld.doel.pk),
        (2028, ander.pk),
    ]


@pytest.mark.parametrize(
    ("jaar", "wie", "code"), [(2029, "financieel", "dekking.jaar"), (2028, "besluitnemer", "toegang.rol")]
)
def test_the_cover_is_refused_outside_the_call_and_to_others(jaar: int, wie: str, code: str, wereld: Wereld) -> None:
    with geweigerd(code):
        kies(wereld, jaar, wie)


def test_the_cover_of_what_was_granted_stands(voorgesteld: Wereld) -> None:
    besluit(voorgesteld)
    ander = maak_geld(voorgesteld["financieel"], naam="Ander")

    with geweigerd("dekking.in_gebruik"):
        kies(voorgesteld, doel_id=ander.pk)


def test_what_was_asked_stays_beside_what_was_granted(voorgesteld: Wereld) -> None:
    besluit(voorgesteld)

    [eerste, *_] = brief_van(voorgesteld.anker).bedragen
    assert (eerste.gevraagd, eerste.verleend, eerste.verschil) == (GEVRAAGD_ANKER, GEVRAAGD_ANKER, Decimal("0.00"))
