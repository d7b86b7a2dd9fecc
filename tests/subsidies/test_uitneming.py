"""A part that never gets its akkoord: proposed, answered, decided; nobody blocks and nobody is dropped silently."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone

from organisaties.toegang import Rol
from regelingen.services.stel_parameter_in import stel_parameter_in
from subsidies.models import Uitneming
from subsidies.regels.uitnemen import venster
from subsidies.selectors import laad_dossier
from subsidies.services import akkoord, deelnemen, starten, uitneming
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, bewaar_begroting, dien_in, geef_akkoord, geweigerd
from tests.subsidies.deelnemers import (
    REDEN,
    berichten,
    beslis,
    iedereen_akkoord,
    neem_derde_op,
    stel_voor,
    voor_sluiting,
)

UTC = datetime.UTC


# --- the days (pure) ---


@pytest.mark.parametrize(
    ("sluit_op", "vanaf", "tot"),
    [
        (datetime.datetime(2026, 6, 30, 15, 0, tzinfo=UTC), (2026, 6, 16), (2026, 6, 29)),
        (datetime.datetime(2026, 6, 30, 22, 0, tzinfo=UTC), (2026, 6, 16), (2026, 6, 29)),  # midnight in Amsterdam
        (datetime.datetime(2026, 6, 30, 22, 0, 1, tzinfo=UTC), (2026, 6, 17), (2026, 6, 30)),
    ],
    ids=["in the afternoon", "at midnight", "just after midnight"],
)
def test_the_days_to_propose_are_counted_back_from_the_last_open_day(
    sluit_op: datetime.datetime, vanaf: tuple[int, int, int], tot: tuple[int, int, int]
) -> None:
    dagen = venster(sluit_op, 14)

    assert (dagen.vanaf, dagen.tot) == (datetime.date(*vanaf), datetime.date(*tot))


@pytest.mark.parametrize(("dag", "uiterlijk"), [(16, 21), (24, 29), (25, 29), (29, 29)])
def test_the_answer_has_its_days_but_leaves_one_to_decide(dag: int, uiterlijk: int) -> None:
    dagen = venster(datetime.datetime(2026, 6, 30, 15, 0, tzinfo=UTC), 14)

    assert dagen.zienswijze_tot(datetime.date(2026, 6, dag), 5) == datetime.date(2026, 6, uiterlijk)


# --- proposing ---


def test_in_the_last_days_a_participant_proposes_to_go_on_without_a_part(gevuld: Wereld) -> None:
    collega = maak_lid(Rol.REDACTEUR, gevuld.brug)
    maak_lid(Rol.MEELEZER, gevuld.brug)
    with voor_sluiting(gevuld, 14):
        voorstel = stel_voor(gevuld, gevuld.deel(gevuld.brug))

    assert (voorstel.stand, voorstel.reden) == ("voorgesteld", REDEN)
    assert (voorstel.zienswijze_tot - timezone.localdate(voorstel.voorgesteld_op)).days == 5
    assert berichten("uitneming_voorgesteld") == {gevuld["brug"], collega}


@pytest.mark.parametrize("dagen", [15, 0], ids=["too early", "on the last day"])
def test_outside_those_days_nobody_proposes(dagen: int, gevuld: Wereld) -> None:
    with voor_sluiting(gevuld, dagen), geweigerd("uitneming.niet_nu"):
        stel_voor(gevuld, gevuld.deel(gevuld.brug))


def test_a_part_with_akkoord_is_not_proposed(gevuld: Wereld) -> None:
    geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])

    with voor_sluiting(gevuld, 10), geweigerd("uitneming.is_akkoord"):
        stel_voor(gevuld, gevuld.deel(gevuld.brug))


def test_who_proposes_has_its_own_part_ready(concept: Wereld) -> None:
    with voor_sluiting(concept, 10), geweigerd("uitneming.eigen_deel_niet_klaar"):
        stel_voor(concept, concept.deel(concept.brug))


@pytest.mark.parametrize(
    ("wie", "code"),
    [
        ("brug", "uitneming.geen_ander"),
        ("buiten", "uitneming.geen_ander"),
        ("anker_schrijft", "toegang.rol"),
        ("beoordelaar", "toegang.rol"),
    ],
)
def test_only_a_signatory_of_another_participant_proposes(wie: str, code: str, gevuld: Wereld) -> None:
    with voor_sluiting(gevuld, 10), geweigerd(code):
        stel_voor(gevuld, gevuld.deel(gevuld.brug), wie)


def test_one_proposal_runs_at_a_time(gevuld: Wereld) -> None:
    with voor_sluiting(gevuld, 10):
        stel_voor(gevuld, gevuld.deel(gevuld.brug))

        with geweigerd("uitneming.loopt_al"):
            stel_voor(gevuld, gevuld.deel(gevuld.brug))


# --- answering, taking back ---


@pytest.fixture
def voorstel(gevuld: Wereld) -> Uitneming:
    with voor_sluiting(gevuld, 10):
        return stel_voor(gevuld, gevuld.deel(gevuld.brug))


def zienswijze(wereld: Wereld, voorstel: Uitneming, wie: str = "brug") -> Uitneming:
    return uitneming.geef_zienswijze(uitneming_id=voorstel.pk, tekst="Wij wachten op ons bestuur.", door=wereld[wie])


def test_the_organisation_answers_once(gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 5):
        gegeven = zienswijze(gevuld, voorstel)

        with geweigerd("uitneming.zienswijze_gegeven"):
            zienswijze(gevuld, voorstel)
    assert (gegeven.zienswijze, gegeven.stand) == ("Wij wachten op ons bestuur.", "voorgesteld")


def test_after_its_days_the_organisation_no_longer_answers(gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 4), geweigerd("uitneming.zienswijze_te_laat"):
        zienswijze(gevuld, voorstel)


@pytest.mark.parametrize(("wie", "code"), [("anker", "deel.niet_eigen"), ("beoordelaar", "toegang.rol")])
def test_only_the_organisation_itself_answers(wie: str, code: str, gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 9), geweigerd(code):
        zienswijze(gevuld, voorstel, wie)


def test_its_akkoord_ends_the_proposal(gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 9):
        geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])

        voorstel.refresh_from_db()
        assert voorstel.stand == "vervallen"
        with geweigerd("verloop.vervallen.toegewezen"):
            beslis(gevuld, voorstel)


def test_who_proposed_takes_it_back(gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 9):
        with geweigerd("uitneming.niet_eigen"):
            uitneming.trek_uitneming_in(uitneming_id=voorstel.pk, door=gevuld["brug"])

        assert uitneming.trek_uitneming_in(uitneming_id=voorstel.pk, door=gevuld["anker"]).stand == "ingetrokken"


# --- deciding ---


def test_the_part_leaves_with_the_reason_the_minority_view_and_the_decision(
    gevuld: Wereld, voorstel: Uitneming
) -> None:
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    with voor_sluiting(gevuld, 9):
        zienswijze(gevuld, voorstel)
        beslis(gevuld, voorstel)

        [weg] = laad_dossier(gevuld.aanvraag).gewezen
        assert (weg.organisatie_id, weg.stand) == (gevuld.brug.pk, "uitgenomen")
        assert gevuld.deel(gevuld.anker).akkoorden.get().vervallen_reden == "deelnemers_gewijzigd"
        assert berichten("uitneming_besloten") == {gevuld["anker"], gevuld["brug"]}
        iedereen_akkoord(gevuld)
        inhoud = dien_in(gevuld).inhoud
    [niet_meer] = inhoud["niet_meer"]
    assert [deel["organisatie"] for deel in inhoud["delen"]] == [gevuld.anker.naam]
    assert (niet_meer["reden"], niet_meer["zienswijze"], niet_meer["besluit"]) == (
        REDEN,
        "Wij wachten op ons bestuur.",
        "De tafel wachtte lang genoeg.",
    )


def test_who_leaves_just_after_midnight_left_on_that_day_in_amsterdam(gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 9):
        zienswijze(gevuld, voorstel)
        nacht = timezone.localtime().replace(hour=0, minute=30) + datetime.timedelta(days=1)
    with time_machine.travel(nacht.astimezone(datetime.UTC), tick=False):
        beslis(gevuld, voorstel)
        iedereen_akkoord(gevuld)
        inhoud = dien_in(gevuld).inhoud

    assert [weg["weg_op"] for weg in inhoud["niet_meer"]] == [nacht.date().isoformat()]


def test_without_an_answer_the_officer_waits_for_its_last_day(gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 5), geweigerd("uitneming.nog_niet_gehoord"):
        beslis(gevuld, voorstel)
    with voor_sluiting(gevuld, 4):
        assert beslis(gevuld, voorstel).stand == "toegewezen"


def test_an_answer_that_the_officer_did_not_read_is_read_first(gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 9):
        zienswijze(gevuld, voorstel)

        with geweigerd("uitneming.zienswijze_ongelezen"):
            beslis(gevuld, voorstel, zienswijze_gelezen=False)


def test_when_the_officer_refuses_nothing_changes(gevuld: Wereld, voorstel: Uitneming) -> None:
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    with voor_sluiting(gevuld, 9):
        beslis(gevuld, voorstel, toewijzen=False)

        assert [deel.organisatie_id for deel in laad_dossier(gevuld.aanvraag).delen] == [
            gevuld.anker.pk,
            gevuld.brug.pk,
        ]
        assert laad_dossier(gevuld.aanvraag).akkoorden == 1
        iedereen_akkoord(gevuld)
        assert dien_in(gevuld).inhoud["niet_meer"] == []


@pytest.mark.parametrize("wie", ["anker", "brug", "besluitnemer"])
def test_only_an_officer_decides(wie: str, gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 4), geweigerd("toegang.rol"):
        beslis(gevuld, voorstel, wie)


@pytest.mark.parametrize("bij", ["anker", "brug"])
def test_an_officer_who_belongs_to_a_participant_decides_nothing(
    bij: str, gevuld: Wereld, voorstel: Uitneming
) -> None:
    maak_lid(Rol.MEELEZER, gevuld[bij].organisatie, gevuld["beoordelaar"].gebruiker)

    with voor_sluiting(gevuld, 4), geweigerd("vier_ogen.belang"):
        beslis(gevuld, voorstel)


def test_what_was_decided_is_not_decided_again(gevuld: Wereld, voorstel: Uitneming) -> None:
    with voor_sluiting(gevuld, 4):
        beslis(gevuld, voorstel, toewijzen=False)

        with geweigerd("verloop.afgewezen.toegewezen"):
            beslis(gevuld, voorstel)


# --- the penvoerder itself ---


def test_without_a_successor_the_penvoerder_is_not_proposed(gevuld: Wereld) -> None:
    with voor_sluiting(gevuld, 10):
        for opvolger in (None, gevuld.anker.pk, gevuld["buiten"].organisatie_id):
            with geweigerd("uitneming.zonder_opvolger"):
                stel_voor(gevuld, gevuld.deel(gevuld.anker), "brug", nieuwe_penvoerder_id=opvolger)


def test_the_pen_of_who_is_taken_out_goes_to_whom_the_officer_names(gevuld: Wereld) -> None:
    neem_derde_op(gevuld)
    derde = gevuld["buiten"].organisatie
    with voor_sluiting(gevuld, 10):
        voorstel = stel_voor(gevuld, gevuld.deel(gevuld.anker), "brug", nieuwe_penvoerder_id=gevuld.brug.pk)
    with voor_sluiting(gevuld, 3):
        with geweigerd("aanvraag.geen_deelnemer"):
            beslis(gevuld, voorstel)
        beslis(gevuld, voorstel, nieuwe_penvoerder_id=derde.pk)

        assert (gevuld.aanvraag.penvoerder, voorstel.nieuwe_penvoerder) == (derde, gevuld.brug)
        iedereen_akkoord(gevuld)
        assert dien_in(gevuld, "buiten").aanvraag.stand == "ingediend"


def test_the_last_participant_is_not_taken_out(gevuld: Wereld) -> None:
    with voor_sluiting(gevuld, 10):
        voorstel = stel_voor(gevuld, gevuld.deel(gevuld.anker), "brug", nieuwe_penvoerder_id=gevuld.brug.pk)
        deelnemen.stap_uit(deel_id=gevuld.deel(gevuld.brug).pk, reden="", door=gevuld["brug"])
    with voor_sluiting(gevuld, 3):
        with geweigerd("deel.laatste"):
            beslis(gevuld, voorstel)
        assert beslis(gevuld, voorstel, toewijzen=False).stand == "afgewezen"


# --- afterwards ---


@pytest.fixture
def uitgenomen(gevuld: Wereld, voorstel: Uitneming) -> Wereld:
    with voor_sluiting(gevuld, 4):
        beslis(gevuld, voorstel)
    return gevuld


def test_who_was_taken_out_does_not_join_again(uitgenomen: Wereld) -> None:
    with geweigerd("deel.uitgenomen"):
        deelnemen.sluit_aan(aanvraag_id=uitgenomen.aanvraag.pk, door=uitgenomen["brug"])


@pytest.mark.parametrize(
    "daad",
    [
        lambda w: bewaar_begroting(w.deel(w.brug), 5, w["brug"]),
        lambda w: akkoord.geef_akkoord(deel_id=w.deel(w.brug).pk, gezien="", door=w["brug"]),
        lambda w: deelnemen.stap_uit(deel_id=w.deel(w.brug).pk, reden="", door=w["brug"]),
    ],
    ids=["budget", "akkoord", "leaving"],
)
def test_who_was_taken_out_changes_nothing_in_it(daad: Callable[[Wereld], object], uitgenomen: Wereld) -> None:
    with geweigerd("deel.doet_niet_mee"):
        daad(uitgenomen)


def test_who_was_taken_out_still_applies_alone(uitgenomen: Wereld) -> None:
    gezamenlijk = uitgenomen.aanvraag
    deel = gezamenlijk.delen.get(organisatie=uitgenomen.brug)

    alleen = starten.begin_alleen(deel_id=deel.pk, door=uitgenomen["brug"])

    assert (alleen.zelfstandig, alleen.penvoerder, alleen.tafel) == (True, uitgenomen.brug, uitgenomen.tafel)
    assert gezamenlijk.delen.filter(stand="actief").count() == 1
    geef_akkoord(uitgenomen, uitgenomen.brug, uitgenomen["brug"])
    assert dien_in(uitgenomen, "brug").inhoud["zelfstandig"] is True


def test_the_days_are_dated_data_of_the_regeling(gevuld: Wereld) -> None:
    stel_parameter_in(
        regeling_id=gevuld.aanvraag.regeling_id,
        sleutel="uitnemen_dagen_voor_sluiting",
        waarde="20",
        geldig_van=timezone.localdate(),
        door=maak_lid(Rol.BEHEERDER, gevuld["beoordelaar"].organisatie),
    )

    with voor_sluiting(gevuld, 20):
        assert stel_voor(gevuld, gevuld.deel(gevuld.brug)).stand == "voorgesteld"
