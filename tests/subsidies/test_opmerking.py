"""Placing, answering and settling comments, by whom and until when."""

from collections.abc import Callable

import pytest

from brieven.models import Bericht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Opmerking
from subsidies.selectors.opmerkingen import (
    betrokkenen_bij_tafel,
    gesprek_over,
    open_per_onderdeel,
    opmerkingen_bij,
    opmerkingen_voor,
)
from subsidies.services import opmerking as services
from subsidies.services import voorziening as voorzieningen
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, geweigerd
from tests.subsidies.deelnemers import berichten, neem_derde_op
from tests.subsidies.tafelgesprek import VRAAG, dag, intern, plaats, stel_aan
from thematafels.models import Aanstelling


def voorziening_van(wereld: Wereld, wie: str = "anker") -> object:
    return wereld.deel(wereld[wie].organisatie).voorzieningen.get()


# --- place and answer ---


@pytest.mark.parametrize("wie", ["anker", "anker_schrijft", "brug", "beoordelaar"])
def test_who_writes_at_the_table_and_the_officer_comment_on_any_section(gevuld: Wereld, wie: str) -> None:
    for bij in (None, gevuld.aanvraag.antwoorden.first(), voorziening_van(gevuld), gevuld.deel(gevuld.anker)):
        plaats(gevuld, gevuld[wie], bij)

    assert list(Opmerking.objects.values_list("soort", "door_id")) == [
        (soort, gevuld[wie].pk) for soort in ("", "antwoord", "voorziening", "begroting")
    ]
    assert Gebeurtenis.objects.filter(soort="opmerking.geplaatst", feiten={"voor": "tafel"}).count() == 4


@pytest.mark.parametrize("wie", ["anker_leest", "besluitnemer", "financieel", "buiten"])
def test_who_only_reads_places_nothing(gevuld: Wereld, wie: str) -> None:
    with geweigerd("opmerking.geen_recht"):
        plaats(gevuld, gevuld[wie])


@pytest.mark.parametrize("wie", ["anker", "begeleider"])
def test_only_the_municipality_writes_for_the_municipality(gevuld: Wereld, wie: str) -> None:
    gevuld.leden["begeleider"] = stel_aan(gevuld)

    with geweigerd("opmerking.geen_recht"):
        plaats(gevuld, gevuld[wie], zichtbaarheid="gemeente")


def test_an_answer_is_seen_by_whoever_sees_the_comment(gevuld: Wereld) -> None:
    tekst = gevuld.aanvraag.antwoorden.first()
    vraag, onder_ons = plaats(gevuld, gevuld["beoordelaar"], tekst), intern(gevuld, tekst)

    services.beantwoord(opmerking_id=vraag.pk, tekst="Met een app.", door=gevuld["anker"])
    services.beantwoord(opmerking_id=onder_ons.pk, tekst="Eens.", door=gevuld["beoordelaar"])

    antwoorden = Opmerking.objects.exclude(op=None).values_list("op", "zichtbaarheid", "soort", "onderdeel")
    assert list(antwoorden) == [
        (vraag.pk, "tafel", "antwoord", tekst.pk),
        (onder_ons.pk, "gemeente", "antwoord", tekst.pk),
    ]


def test_nobody_answers_an_answer(gevuld: Wereld) -> None:
    vraag = plaats(gevuld, gevuld["anker"])
    antwoord = services.beantwoord(opmerking_id=vraag.pk, tekst="Zo.", door=gevuld["brug"])

    with geweigerd("opmerking.onbekend"):
        services.beantwoord(opmerking_id=antwoord.pk, tekst="Nee, zo.", door=gevuld["anker"])


def test_a_section_of_another_application_is_no_section_here(gevuld: Wereld) -> None:
    with geweigerd("opmerking.onderdeel_weg"):
        plaats(gevuld, gevuld["anker"], soort="voorziening", onderdeel=999_999)


# --- until when ---


def test_the_table_speaks_until_the_application_is_submitted(ingediend: Wereld) -> None:
    for wie in ("anker", "beoordelaar"):
        with geweigerd("opmerking.gesloten") as fout:
            plaats(ingediend, ingediend[wie])
        assert fout.value.bericht == "De aanvraag is ingediend: deze opmerking kan niet meer."


def test_the_municipality_goes_on_among_itself_until_there_is_a_decision(in_behandeling: Wereld) -> None:
    assert intern(in_behandeling).zichtbaarheid == "gemeente"


def test_after_submission_the_table_neither_answers_nor_settles_and_the_municipality_tidies_up(
    eens: Wereld,
) -> None:
    vraag = plaats(eens, eens["anker"])
    type(eens.aanvraag).objects.filter(pk=eens.aanvraag.pk).update(
        stand="ingediend", ontvangen_op=vraag.geplaatst_op, beslis_uiterlijk=dag(30)
    )

    with geweigerd("opmerking.gesloten"):
        services.beantwoord(opmerking_id=vraag.pk, tekst="Laat.", door=eens["brug"])
    with geweigerd("opmerking.gesloten"):
        services.handel_af(opmerking_id=vraag.pk, door=eens["anker"])
    assert services.handel_af(opmerking_id=vraag.pk, door=eens["beoordelaar"]).afgehandeld_door == eens["beoordelaar"]


# --- settle ---


@pytest.mark.parametrize(
    ("wie", "bij", "mag"),
    [
        ("brug", lambda w: voorziening_van(w), True),  # who wrote it
        ("anker_schrijft", lambda w: voorziening_van(w), True),  # the owner of the section
        ("beoordelaar", lambda w: voorziening_van(w), True),
        ("buiten", lambda w: voorziening_van(w), False),  # another participant
        ("begeleider", lambda w: voorziening_van(w), False),
        ("buiten", lambda w: w.aanvraag.antwoorden.first(), True),  # what is joint is of all who write
        ("begeleider", lambda w: w.aanvraag.antwoorden.first(), True),
        ("buiten", lambda w: None, True),
    ],
)
def test_a_comment_is_settled_by_its_writer_the_owner_of_the_section_and_the_municipality(
    gevuld: Wereld, wie: str, bij: Callable[[Wereld], object], mag: bool
) -> None:
    neem_derde_op(gevuld)
    gevuld.leden["begeleider"] = stel_aan(gevuld)
    vraag = plaats(gevuld, gevuld["brug"], bij(gevuld))

    if not mag:
        with geweigerd("opmerking.niet_van_u"):
            services.handel_af(opmerking_id=vraag.pk, door=gevuld[wie])
        return
    services.handel_af(opmerking_id=vraag.pk, door=gevuld[wie])

    vraag.refresh_from_db()
    assert vraag.afgehandeld_door == gevuld[wie]


def test_a_settled_comment_is_opened_again_before_it_is_answered(gevuld: Wereld) -> None:
    vraag = plaats(gevuld, gevuld["anker"])
    services.handel_af(opmerking_id=vraag.pk, door=gevuld["anker"])

    with geweigerd("opmerking.afgehandeld"):
        services.beantwoord(opmerking_id=vraag.pk, tekst="Nog iets.", door=gevuld["brug"])
    with geweigerd("opmerking.al_afgehandeld"):
        services.handel_af(opmerking_id=vraag.pk, door=gevuld["anker"])

    services.heropen(opmerking_id=vraag.pk, door=gevuld["anker"])
    with geweigerd("opmerking.niet_afgehandeld"):
        services.heropen(opmerking_id=vraag.pk, door=gevuld["anker"])
    services.beantwoord(opmerking_id=vraag.pk, tekst="Nog iets.", door=gevuld["brug"])
    assert [draad.is_open for draad in gesprek_over(gevuld.aanvraag, gevuld["anker"]).draden] == [True]


def test_who_only_reads_settles_nothing(gevuld: Wereld) -> None:
    vraag = plaats(gevuld, gevuld["anker"])

    for wie in ("anker_leest", "besluitnemer"):
        with geweigerd("opmerking.geen_recht"):
            services.handel_af(opmerking_id=vraag.pk, door=gevuld[wie])


# --- what the municipality keeps to itself ---


@pytest.mark.parametrize("wie", ["anker", "anker_leest", "brug", "begeleider"])
def test_what_the_municipality_says_among_itself_does_not_exist_for_others(gevuld: Wereld, wie: str) -> None:
    gevuld.leden["begeleider"] = stel_aan(gevuld)
    lid, tekst = gevuld[wie], gevuld.aanvraag.antwoorden.first()
    onder_ons = intern(gevuld, tekst)

    assert not gesprek_over(gevuld.aanvraag, lid).draden
    assert not opmerkingen_bij(gevuld.aanvraag, lid, "antwoord", tekst.pk).draden
    assert open_per_onderdeel(gevuld.aanvraag, lid).aantal == 0
    assert opmerkingen_voor(lid) == []
    assert not Bericht.objects.exists()
    daden = (
        lambda: services.beantwoord(opmerking_id=onder_ons.pk, tekst="Te duur?", door=lid),
        lambda: services.handel_af(opmerking_id=onder_ons.pk, door=lid),
        lambda: services.heropen(opmerking_id=onder_ons.pk, door=lid),
    )
    for daad in daden:
        with geweigerd("opmerking.onbekend"):
            daad()


def test_the_whole_municipality_reads_it(gevuld: Wereld) -> None:
    tekst = gevuld.aanvraag.antwoorden.first()
    intern(gevuld, tekst)

    for wie in ("beoordelaar", "besluitnemer", "financieel"):
        assert [draad.alleen_gemeente for draad in gesprek_over(gevuld.aanvraag, gevuld[wie]).draden] == [True]
        assert open_per_onderdeel(gevuld.aanvraag, gevuld[wie]).per_onderdeel == {f"antwoord-{tekst.pk}": 1}


def test_an_answer_that_slipped_in_wrongly_still_stays_inside(gevuld: Wereld) -> None:
    """Even a row that no service writes: internal words under a comment for the table."""
    vraag = plaats(gevuld, gevuld["anker"])
    Opmerking.objects.create(
        aanvraag=gevuld.aanvraag, op=vraag, zichtbaarheid="gemeente", tekst="Geheim.", door=gevuld["beoordelaar"]
    )

    (van_anker,) = gesprek_over(gevuld.aanvraag, gevuld["anker"]).draden
    (van_gemeente,) = gesprek_over(gevuld.aanvraag, gevuld["beoordelaar"]).draden

    assert (list(van_anker.antwoorden), len(van_gemeente.antwoorden)) == ([], 1)


# --- who is told ---


def test_the_owner_of_the_part_hears_of_a_comment_once_a_day_per_section(gevuld: Wereld) -> None:
    voorziening = voorziening_van(gevuld)
    plaats(gevuld, gevuld["beoordelaar"], voorziening)
    plaats(gevuld, gevuld["brug"], voorziening)

    assert berichten("opmerking") == {gevuld["anker"], gevuld["anker_schrijft"]}
    assert Bericht.objects.count() == 2
    assert Bericht.objects.first().pad.endswith(f"/opmerkingen/?over=voorziening-{voorziening.pk}")

    plaats(gevuld, gevuld["brug"], gevuld.deel(gevuld.anker))

    assert Bericht.objects.count() == 4


def test_of_what_is_joint_the_penvoerder_and_who_leads_the_table_hear(gevuld: Wereld) -> None:
    begeleider = stel_aan(gevuld)

    plaats(gevuld, gevuld["brug"], gevuld.aanvraag.antwoorden.first())

    assert berichten("opmerking") == {gevuld["anker"], gevuld["anker_schrijft"], begeleider}


def test_who_spoke_in_the_thread_hears_of_the_answer_and_who_answers_does_not(gevuld: Wereld) -> None:
    vraag = plaats(gevuld, gevuld["beoordelaar"], gevuld.deel(gevuld.brug))
    eerder = berichten("opmerking")

    services.beantwoord(opmerking_id=vraag.pk, tekst="Zo.", door=gevuld["brug"])

    assert eerder == {gevuld["brug"]}
    assert berichten("opmerking") - eerder == {gevuld["beoordelaar"]}


def test_of_an_internal_comment_only_the_municipality_hears(gevuld: Wereld) -> None:
    collega = maak_lid(Rol.BELEIDSMEDEWERKER, gevuld["beoordelaar"].organisatie)
    onder_ons = intern(gevuld, gevuld.deel(gevuld.anker))

    services.beantwoord(opmerking_id=onder_ons.pk, tekst="Eens.", door=collega)

    assert berichten("opmerking") == {gevuld["beoordelaar"]}


def test_who_no_longer_sits_at_the_table_is_not_told(gevuld: Wereld) -> None:
    begeleider = stel_aan(gevuld)
    vraag = plaats(gevuld, begeleider)
    Aanstelling.objects.update(tot=dag(-1))

    services.beantwoord(opmerking_id=vraag.pk, tekst="Zo.", door=gevuld["anker"])

    assert berichten("opmerking") == {gevuld["anker"], gevuld["anker_schrijft"]}


# --- what waits for whom ---


def wacht_op(lid: Lidmaatschap) -> int:
    return sum(aantal for _, aantal in opmerkingen_voor(lid))


def test_a_comment_waits_for_the_owner_until_it_is_answered_and_then_for_who_asked(gevuld: Wereld) -> None:
    vraag = plaats(gevuld, gevuld["beoordelaar"], gevuld.deel(gevuld.brug))
    assert (wacht_op(gevuld["brug"]), wacht_op(gevuld["anker"]), wacht_op(gevuld["beoordelaar"])) == (1, 0, 0)

    services.beantwoord(opmerking_id=vraag.pk, tekst="Zo.", door=gevuld["brug"])
    assert (wacht_op(gevuld["brug"]), wacht_op(gevuld["anker"]), wacht_op(gevuld["beoordelaar"])) == (0, 0, 1)

    services.handel_af(opmerking_id=vraag.pk, door=gevuld["beoordelaar"])
    assert (wacht_op(gevuld["brug"]), wacht_op(gevuld["beoordelaar"])) == (0, 0)


def test_what_is_joint_waits_for_the_penvoerder(gevuld: Wereld) -> None:
    plaats(gevuld, gevuld["beoordelaar"], gevuld.aanvraag.antwoorden.first())
    plaats(gevuld, gevuld["beoordelaar"])

    assert (wacht_op(gevuld["anker"]), wacht_op(gevuld["anker_leest"]), wacht_op(gevuld["brug"])) == (2, 0, 0)


@pytest.mark.parametrize("wie", ["anker", "brug", "beoordelaar", "begeleider"])
def test_the_page_and_the_worklist_count_the_same(gevuld: Wereld, wie: str) -> None:
    gevuld.leden["begeleider"] = stel_aan(gevuld)
    namen = ("anker", "brug", "beoordelaar", "begeleider")
    for door in namen:
        for bij in (None, gevuld.deel(gevuld.anker), voorziening_van(gevuld, "brug")):
            vraag = plaats(gevuld, gevuld[door], bij)
            services.beantwoord(opmerking_id=vraag.pk, tekst="Zo.", door=gevuld[namen[vraag.pk % 4]])
    intern(gevuld)
    gesprek = gesprek_over(gevuld.aanvraag, gevuld[wie])

    op_de_pagina = sum(draad.wacht_op(gesprek.spreker, gevuld.aanvraag.penvoerder_id) for draad in gesprek.draden)

    assert op_de_pagina == wacht_op(gevuld[wie]) > 0


def test_after_submission_nothing_waits_for_the_table(ingediend: Wereld, eens: Wereld) -> None:
    onder_ons = intern(ingediend)
    collega = maak_lid(Rol.BELEIDSMEDEWERKER, ingediend["beoordelaar"].organisatie)
    services.beantwoord(opmerking_id=onder_ons.pk, tekst="Eens.", door=collega)

    assert (wacht_op(ingediend["beoordelaar"]), wacht_op(ingediend["anker"])) == (1, 0)


# --- a removed section, and who was at the table ---


def test_the_comments_of_a_removed_voorziening_stay_readable(gevuld: Wereld) -> None:
    voorziening = voorziening_van(gevuld)
    plaats(gevuld, gevuld["brug"], voorziening)
    voorzieningen.verwijder_voorziening(voorziening_id=voorziening.pk, door=gevuld["anker"])

    (draad,) = gesprek_over(gevuld.aanvraag, gevuld["anker"]).draden

    assert (draad.begin.tekst, draad.eigenaar) == (VRAAG, None)
    with geweigerd("opmerking.onderdeel_weg"):
        plaats(gevuld, gevuld["brug"], voorziening, soort="voorziening", onderdeel=draad.onderdeel)


def test_who_led_the_table_or_commented_while_it_wrote_is_remembered(gevuld: Wereld) -> None:
    begeleider = stel_aan(gevuld, van=0)
    stel_aan(gevuld, van=-9, tot=-5)  # before the writing began
    stel_aan(gevuld, van=5)  # has not begun
    plaats(gevuld, gevuld["brug"])
    intern(gevuld)

    assert betrokkenen_bij_tafel(gevuld.aanvraag) == {
        begeleider.gebruiker_id,
        gevuld["brug"].gebruiker_id,
        gevuld["beoordelaar"].gebruiker_id,
    }


def test_what_an_assessor_notes_afterwards_is_assessing(ingediend: Wereld) -> None:
    intern(ingediend)

    assert betrokkenen_bij_tafel(ingediend.aanvraag) == set()
