"""Beginning the one application of a table, or going on alone."""

import pytest
import time_machine

from kern.models import Gebeurtenis
from organisaties.toegang import Rol
from regelingen.models import Regeling
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.regels.inhoud import deel_inhoud
from subsidies.selectors import laad_dossier
from subsidies.services import deelnemen, indienen, starten
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_uitvraag, tafels_van
from tests.subsidies.conftest import Wereld, geef_akkoord, geweigerd, tegelijk
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


# --- alone ---


@pytest.fixture
def individueel(wereld: Wereld) -> Wereld:
    """The call is of a scheme under which each organisation asks alone, without admission."""
    Regeling.objects.filter(pk=wereld.tafel.uitvraag.regeling_id).update(gezamenlijk=False, aanmelden_nodig=False)
    return wereld


def test_under_an_individual_scheme_each_organisation_has_its_own(individueel: Wereld) -> None:
    eigen = [starten.start_alleen(tafel_id=individueel.tafel.pk, door=individueel[wie]) for wie in ("anker", "buiten")]

    assert [(aanvraag.penvoerder, aanvraag.zelfstandig) for aanvraag in eigen] == [
        (individueel.anker, True),
        (individueel["buiten"].organisatie, True),
    ]
    assert [deel.organisatie for deel in eigen[1].delen.all()] == [individueel["buiten"].organisatie]
    assert eigen[1].antwoorden.count() == 4
    with geweigerd("aanvraag.bestaat_al"):
        starten.start_alleen(tafel_id=individueel.tafel.pk, door=individueel["anker"])


def test_an_individual_scheme_may_ask_for_admission(individueel: Wereld) -> None:
    Regeling.objects.update(aanmelden_nodig=True)

    with geweigerd("deelname.niet_toegelaten"):
        starten.start_alleen(tafel_id=individueel.tafel.pk, door=individueel["buiten"])
    assert starten.start_alleen(tafel_id=individueel.tafel.pk, door=individueel["anker"]).zelfstandig


def test_under_a_joint_scheme_nobody_begins_alone(wereld: Wereld) -> None:
    with geweigerd("regeling.gezamenlijk"):
        starten.start_alleen(tafel_id=wereld.tafel.pk, door=wereld["anker"])


@pytest.mark.parametrize("wie", ["anker_leest", "beoordelaar"])
def test_only_who_writes_begins_alone(wie: str, individueel: Wereld) -> None:
    with geweigerd("toegang.rol"):
        starten.start_alleen(tafel_id=individueel.tafel.pk, door=individueel[wie])


@pytest.fixture
def uitgestapt(eens: Wereld) -> Wereld:
    """Brug left; its part and the joint texts are complete."""
    deelnemen.stap_uit(deel_id=eens.deel(eens.brug).pk, reden="", door=eens["brug"])
    return eens


def begin_alleen(wereld: Wereld, wie: str = "brug") -> Aanvraag:
    deel = Aanvraagdeel.objects.get(aanvraag__zelfstandig=False, organisatie=wereld.brug)
    return starten.begin_alleen(deel_id=deel.pk, door=wereld[wie])


def test_who_goes_on_alone_takes_its_part_and_the_joint_texts_along(uitgestapt: Wereld) -> None:
    oud = Aanvraagdeel.objects.get(organisatie=uitgestapt.brug)
    sluit = laad_dossier(uitgestapt.aanvraag)
    deelnemen.sluit_aan(aanvraag_id=oud.aanvraag_id, door=uitgestapt["brug"])
    voor = deel_inhoud(laad_dossier(uitgestapt.aanvraag).deel_van(uitgestapt.brug.pk))
    deelnemen.stap_uit(deel_id=oud.pk, reden="", door=uitgestapt["brug"])

    begin_alleen(uitgestapt)

    dossier = laad_dossier(uitgestapt.aanvraag)
    [deel] = dossier.delen
    assert dossier.aanvraag.zelfstandig
    assert deel_inhoud(deel) == voor
    assert [vraag.tekst for vraag in dossier.vragen] == [vraag.tekst for vraag in sluit.vragen]
    assert (oud.posten.count(), oud.voorzieningen.count()) == (1, 1)


def test_what_was_taken_along_has_a_first_version_to_go_back_to(uitgestapt: Wereld) -> None:
    alleen = begin_alleen(uitgestapt)

    versies = alleen.versies.values_list("soort", "nummer", "door")
    assert sorted(versies) == [
        *[("antwoord", 1, uitgestapt["brug"].pk)] * 4,
        ("begroting", 1, uitgestapt["brug"].pk),
        ("voorziening", 1, uitgestapt["brug"].pk),
    ]
    deel = alleen.delen.get()
    assert (deel.begroting_versie, deel.voorzieningen.get().versie) == (1, 1)


def test_who_takes_part_does_not_ask_alone(eens: Wereld) -> None:
    with geweigerd("deel.actief"):
        begin_alleen(eens)


def test_nobody_goes_on_alone_twice(uitgestapt: Wereld) -> None:
    begin_alleen(uitgestapt)

    with geweigerd("aanvraag.bestaat_al"):
        begin_alleen(uitgestapt)


def test_nobody_goes_on_alone_with_the_part_of_another(uitgestapt: Wereld) -> None:
    with geweigerd("deel.niet_eigen"):
        begin_alleen(uitgestapt, "anker")


def test_nobody_goes_on_alone_once_the_call_has_closed(uitgestapt: Wereld) -> None:
    with time_machine.travel(uitgestapt.tafel.uitvraag.sluit_op, tick=False), geweigerd("uitvraag.niet_open"):
        begin_alleen(uitgestapt)


def test_also_after_the_joint_one_was_submitted_one_goes_on_alone(uitgestapt: Wereld) -> None:
    gezamenlijk = uitgestapt.aanvraag
    geef_akkoord(uitgestapt, uitgestapt.anker, uitgestapt["anker"])
    indienen.dien_in(aanvraag_id=gezamenlijk.pk, door=uitgestapt["anker"])

    assert begin_alleen(uitgestapt).stand == "concept"


def test_a_new_joint_application_leaves_out_who_asks_alone(uitgestapt: Wereld) -> None:
    gezamenlijk = uitgestapt.aanvraag
    begin_alleen(uitgestapt)
    indienen.trek_in(aanvraag_id=gezamenlijk.pk, door=uitgestapt["anker"])

    nieuw = start(uitgestapt)

    assert [deel.organisatie for deel in nieuw.delen.all()] == [uitgestapt.anker]
    with geweigerd("aanvraag.vraagt_alleen"):
        start(uitgestapt, "brug")


def test_who_left_an_earlier_joint_application_does_not_ask_alone_beside_a_later_one(uitgestapt: Wereld) -> None:
    indienen.trek_in(aanvraag_id=uitgestapt.aanvraag.pk, door=uitgestapt["anker"])
    oud = Aanvraagdeel.objects.get(organisatie=uitgestapt.brug)
    nieuw = start(uitgestapt)
    assert nieuw.delen.get(organisatie=uitgestapt.brug).stand == "actief"

    with geweigerd("deel.actief"):
        starten.begin_alleen(deel_id=oud.pk, door=uitgestapt["brug"])


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_a_double_click_goes_on_alone_once(uitgestapt: Wereld) -> None:
    uitkomsten = tegelijk(*[lambda: begin_alleen(uitgestapt)] * 2)

    assert sorted(uitkomsten) == ["aanvraag.bestaat_al", "gelukt"]


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_of_joining_again_and_going_on_alone_at_once_one_happens(uitgestapt: Wereld) -> None:
    gezamenlijk = uitgestapt.aanvraag

    uitkomsten = tegelijk(
        lambda: begin_alleen(uitgestapt),
        lambda: deelnemen.sluit_aan(aanvraag_id=gezamenlijk.pk, door=uitgestapt["brug"]),
    )

    assert uitkomsten in (["gelukt", "aanvraag.vraagt_alleen"], ["deel.actief", "gelukt"])


def test_another_table_has_its_own_application(concept: Wereld) -> None:
    ander = tafels_van(maak_uitvraag())[0]
    lid = maak_lid(Rol.TEKENBEVOEGDE)
    maak_deelname(ander, lid.organisatie, door=lid)

    assert starten.start_aanvraag(tafel_id=ander.pk, door=lid).tafel == ander
