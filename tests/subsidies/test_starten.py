"""Beginning and joining the one application of a table, and handing over the pen."""

import pytest
import time_machine

from kern.models import Gebeurtenis
from organisaties.toegang import Rol
from subsidies.models import Aanvraag, Akkoord
from subsidies.services import indienen, starten
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_uitvraag, tafels_van
from tests.subsidies.conftest import Wereld, geweigerd, tegelijk
from thematafels.models import Eis
from thematafels.services import trek_terug


def start(wereld: Wereld, wie: str = "anker") -> Aanvraag:
    return starten.start_aanvraag(tafel_id=wereld.tafel.pk, door=wereld[wie])


def test_starting_makes_a_part_for_everyone_admitted_and_a_row_per_question(wereld: Wereld) -> None:
    Eis.objects.create(uitvraag=wereld.tafel.uitvraag, code="sroi", naam="Social return", aard=Eis.Aard.PER_ONTVANGER)
    maak_deelname(wereld.tafel, wereld["buiten"].organisatie, "aangemeld", wereld["buiten"])

    aanvraag = start(wereld)

    assert (aanvraag.penvoerder, aanvraag.stand, list(aanvraag.jaren)) == (wereld.anker, "concept", [2027, 2028])
    assert {deel.organisatie for deel in aanvraag.delen.all()} == {wereld.anker, wereld.brug}
    assert [antwoord.vraag.code for antwoord in aanvraag.antwoorden.all()] == [
        "bereik",
        "samenhang",
        "steun",
        "privacy",
    ]
    assert Gebeurtenis.objects.get(soort="aanvraag.gestart").feiten == {"kenmerk": aanvraag.kenmerk}


def test_a_table_has_one_application(concept: Wereld) -> None:
    with geweigerd("aanvraag.bestaat_al"):
        start(concept, "brug")


def test_only_an_admitted_organisation_begins(wereld: Wereld) -> None:
    maak_deelname(wereld.tafel, wereld["buiten"].organisatie, "aangemeld", wereld["buiten"])

    with geweigerd("deelname.niet_toegelaten"):
        start(wereld, "buiten")


@pytest.mark.parametrize("wie", ["anker_leest", "beoordelaar"])
def test_only_who_writes_begins(wie: str, wereld: Wereld) -> None:
    with geweigerd("toegang.rol"):
        start(wereld, wie)


def test_nobody_begins_once_the_call_has_closed(wereld: Wereld) -> None:
    with time_machine.travel(wereld.tafel.uitvraag.sluit_op, tick=False), geweigerd("uitvraag.niet_open"):
        start(wereld)


def test_after_a_withdrawal_the_table_begins_anew(eens: Wereld) -> None:
    oud = eens.aanvraag
    indienen.trek_in(aanvraag_id=oud.pk, door=eens["anker"])

    nieuw = start(eens, "brug")

    assert (nieuw.pk != oud.pk, nieuw.penvoerder) == (True, eens.brug)


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_exactly_one_wins(wereld: Wereld) -> None:
    uitkomsten = tegelijk(lambda: start(wereld, "anker"), lambda: start(wereld, "brug"))

    assert sorted(uitkomsten) == ["aanvraag.bestaat_al", "gelukt"]
    assert wereld.aanvraag.delen.count() == 2


# --- joining ---


@pytest.fixture
def nagekomen(eens: Wereld) -> Wereld:
    """A third organisation is admitted after both others agreed."""
    maak_deelname(eens.tafel, eens["buiten"].organisatie, door=eens["buiten"])
    return eens


def test_who_joins_later_gets_a_part_and_voids_every_akkoord(nagekomen: Wereld) -> None:
    deel = starten.sluit_aan(aanvraag_id=nagekomen.aanvraag.pk, door=nagekomen["buiten"])

    assert deel.aanvraag == nagekomen.aanvraag
    assert list(Akkoord.objects.values_list("vervallen_reden", flat=True)) == [Akkoord.Reden.VERDELING] * 2


def test_nobody_joins_twice(nagekomen: Wereld) -> None:
    starten.sluit_aan(aanvraag_id=nagekomen.aanvraag.pk, door=nagekomen["buiten"])

    with geweigerd("aanvraag.doet_al_mee"):
        starten.sluit_aan(aanvraag_id=nagekomen.aanvraag.pk, door=nagekomen["buiten"])


def test_nobody_joins_without_being_admitted(eens: Wereld) -> None:
    with geweigerd("deelname.niet_toegelaten"):
        starten.sluit_aan(aanvraag_id=eens.aanvraag.pk, door=eens["buiten"])


def test_nobody_joins_what_was_submitted(nagekomen: Wereld) -> None:
    indienen.dien_in(aanvraag_id=nagekomen.aanvraag.pk, door=nagekomen["anker"])

    with geweigerd("aanvraag.geen_concept"):
        starten.sluit_aan(aanvraag_id=nagekomen.aanvraag.pk, door=nagekomen["buiten"])


# --- the pen ---


def kies(wereld: Wereld, organisatie_id: int, wie: str = "anker") -> Aanvraag:
    return starten.kies_penvoerder(aanvraag_id=wereld.aanvraag.pk, organisatie_id=organisatie_id, door=wereld[wie])


def test_the_pen_goes_over_and_everybody_agrees_anew(eens: Wereld) -> None:
    kies(eens, eens.brug.pk)

    assert eens.aanvraag.penvoerder == eens.brug
    assert list(Akkoord.objects.values_list("vervallen_reden", flat=True)) == [Akkoord.Reden.PENVOERDER] * 2
    with geweigerd("aanvraag.niet_penvoerder"):
        indienen.dien_in(aanvraag_id=eens.aanvraag.pk, door=eens["anker"])


def test_only_the_penvoerder_hands_over_the_pen(eens: Wereld) -> None:
    with geweigerd("aanvraag.niet_penvoerder"):
        kies(eens, eens.brug.pk, "brug")


def test_only_a_signatory_hands_over_the_pen(eens: Wereld) -> None:
    with geweigerd("toegang.rol"):
        kies(eens, eens.brug.pk, "anker_schrijft")


def test_the_pen_goes_only_to_a_participant(eens: Wereld) -> None:
    with geweigerd("aanvraag.geen_deelnemer"):
        kies(eens, eens["buiten"].organisatie_id)


# --- leaving the table ---


def test_while_a_participant_has_left_the_table_nothing_is_submitted(eens: Wereld) -> None:
    deelname = eens.tafel.deelnames.get(organisatie=eens.brug)
    trek_terug(deelname_id=deelname.pk, door=eens["brug"])

    with geweigerd("aanvraag.onvolledig"):
        indienen.dien_in(aanvraag_id=eens.aanvraag.pk, door=eens["anker"])


def test_after_a_withdrawal_who_left_is_not_in_the_new_application(eens: Wereld) -> None:
    trek_terug(deelname_id=eens.tafel.deelnames.get(organisatie=eens.brug).pk, door=eens["brug"])
    indienen.trek_in(aanvraag_id=eens.aanvraag.pk, door=eens["anker"])

    nieuw = start(eens)

    assert [deel.organisatie for deel in nieuw.delen.all()] == [eens.anker]


def test_another_table_has_its_own_application(concept: Wereld) -> None:
    ander = tafels_van(maak_uitvraag())[0]
    lid = maak_lid(Rol.TEKENBEVOEGDE)
    maak_deelname(ander, lid.organisatie, door=lid)

    assert starten.start_aanvraag(tafel_id=ander.pk, door=lid).tafel == ander
