"""Reading: right counts, and a fixed number of queries whatever the size."""

import datetime

import pytest
from django.utils import timezone

from organisaties.toegang import Rol
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.selectors import aanvraag_rijen, laad_dossier, laad_zaak, zichtbaar_voor
from subsidies.services import akkoord, deelnemen, indienen
from tests.hulp.fabriek import (
    maak_aanvraag,
    maak_deelname,
    maak_lid,
    maak_organisatie,
    maak_uitvraag,
    tafels_van,
    vul_deel,
)
from tests.hulp.klok import over_dagen
from tests.subsidies.conftest import (
    GEVRAAGD_ANKER,
    GEVRAAGD_BRUG,
    JAREN,
    TEKST,
    Wereld,
    geef_akkoord,
)
from thematafels.models import Subdoel

DOSSIER = 2


def grote_aanvraag(delen: int) -> Aanvraag:
    """A draft with this many participants, each with as many posts, voorzieningen and sub-goals."""
    tafel = tafels_van(maak_uitvraag())[0]
    for nummer in range(delen):
        Subdoel.objects.create(thema=tafel.thema, naam=f"Subdoel {nummer}")
    aanvraag = maak_aanvraag(tafel, *(maak_organisatie() for _ in range(delen)), tekst=TEKST)
    for deel in aanvraag.delen.all():
        for _ in range(delen):
            vul_deel(deel)
    return aanvraag


@pytest.mark.django_db
@pytest.mark.parametrize("delen", [1, 6])
def test_a_dossier_costs_the_same_whatever_its_size(delen: int, django_assert_num_queries) -> None:
    aanvraag = Aanvraag.objects.select_related("regeling", "uitvraag", "tafel__thema").get(pk=grote_aanvraag(delen).pk)

    with django_assert_num_queries(DOSSIER):
        dossier = laad_dossier(aanvraag)

    assert [len(deel.posten) for deel in dossier.delen] == [delen] * delen
    assert [len(deel.aanbod) for deel in dossier.delen] == [delen] * delen
    assert dossier.delen[-1].aanbod[-1].subdoelen == list(dossier.kader.subdoelen)
    assert dossier.gevraagd == dict.fromkeys(aanvraag.jaren, 1000 * delen * delen)


def test_a_dossier_holds_what_was_written(eens: Wereld) -> None:
    dossier = laad_dossier(eens.aanvraag)

    assert [(deel.organisatie, deel.is_penvoerder, deel.is_akkoord, deel.aan_tafel) for deel in dossier.delen] == [
        (eens.anker.naam, True, True, True),
        (eens.brug.naam, False, True, True),
    ]
    assert [dict(deel.gevraagd) for deel in dossier.delen] == [
        dict.fromkeys(JAREN, GEVRAAGD_ANKER),
        dict.fromkeys(JAREN, GEVRAAGD_BRUG),
    ]
    assert [(vraag.soort, vraag.code, vraag.beantwoord) for vraag in dossier.vragen] == [
        ("criterium", "bereik", True),
        ("criterium", "samenhang", True),
        ("functie", "steun", True),
        ("eis", "privacy", True),
    ]
    assert dossier.akkoorden == 2
    assert dossier.delen[0].aanbod[0].doelgroepen == ["Ouderen"]


def test_a_partner_sees_its_own_applications_with_the_true_counts(eens: Wereld) -> None:
    rijen = {
        wie: [(rij.kenmerk, rij.delen, rij.akkoorden) for rij in aanvraag_rijen(zichtbaar_voor(lid), None)[0]]
        for wie, lid in {**eens.leden, "raad": maak_lid(Rol.COMMISSIELID)}.items()
    }

    zichtbaar = [(eens.aanvraag.kenmerk, 2, 2)]
    assert rijen["anker"] == rijen["anker_leest"] == rijen["brug"] == rijen["beoordelaar"] == zichtbaar
    assert rijen["buiten"] == rijen["raad"] == []


@pytest.mark.parametrize("aantal", [1, 4])
def test_the_list_costs_two_queries(aantal: int, wereld: Wereld, django_assert_num_queries) -> None:
    for tafel in tafels_van(maak_uitvraag(themas=aantal)):
        maak_aanvraag(tafel, wereld.anker, wereld.brug)

    with django_assert_num_queries(2):
        rijen, _ = aanvraag_rijen(zichtbaar_voor(wereld["anker"]), None)

    assert [rij.delen for rij in rijen] == [2] * aantal


def test_a_list_page_that_does_not_exist_is_the_last_one(concept: Wereld) -> None:
    assert len(aanvraag_rijen(zichtbaar_voor(concept["anker"]), "999")[0]) == 1
    assert aanvraag_rijen(zichtbaar_voor(concept["buiten"]), "onzin")[0] == []


def test_a_case_costs_the_same_with_more_participants(beoordeeld: Wereld, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(15) as klein:
        zaak = laad_zaak(beoordeeld.aanvraag)
    for _ in range(5):
        vul_deel(Aanvraagdeel.objects.create(aanvraag=beoordeeld.aanvraag, organisatie=maak_organisatie()))
    with django_assert_max_num_queries(15) as groot:
        grote_zaak = laad_zaak(beoordeeld.aanvraag)

    assert len(groot) == len(klein)
    assert [rij.voorstel_totaal for rij in zaak.delen] == [2 * GEVRAAGD_ANKER, 2 * GEVRAAGD_BRUG]
    assert (len(zaak.delen), zaak.is_compleet) == (2, True)
    assert (len(grote_zaak.delen), grote_zaak.is_compleet) == (7, False)


def test_the_stored_last_day_is_what_the_clock_says_then_and_later(ingediend: Wereld) -> None:
    aanvraag = ingediend.aanvraag
    sluit_op = timezone.localtime(aanvraag.uitvraag.sluit_op).date()

    zaak = laad_zaak(aanvraag)
    with over_dagen(20):
        later = laad_zaak(aanvraag)

    assert aanvraag.beslis_uiterlijk >= sluit_op + datetime.timedelta(weeks=13)
    assert zaak.klok.wettelijke_dag == later.klok.wettelijke_dag == aanvraag.beslis_uiterlijk


def test_who_may_see_follows_the_parts_not_the_table(concept: Wereld) -> None:
    maak_deelname(concept.tafel, concept["buiten"].organisatie, door=concept["buiten"])

    assert not zichtbaar_voor(concept["buiten"]).exists()
    deelnemen.sluit_aan(aanvraag_id=concept.aanvraag.pk, door=concept["buiten"])
    assert zichtbaar_voor(concept["buiten"]).get() == concept.aanvraag


def test_a_withdrawn_application_stays_in_the_list(eens: Wereld) -> None:
    indienen.trek_in(aanvraag_id=eens.aanvraag.pk, door=eens["anker"])

    [rij], _ = aanvraag_rijen(zichtbaar_voor(eens["brug"]), None)

    assert (rij.stand, rij.stand_soort, rij.is_zaak, rij.loopt) == ("ingetrokken", "rust", False, False)


def test_an_akkoord_that_lapsed_no_longer_counts(eens: Wereld) -> None:
    akkoord.trek_akkoord_in(deel_id=eens.deel(eens.brug).pk, door=eens["brug"])
    geef_akkoord(eens, eens.brug, eens["brug"])
    akkoord.trek_akkoord_in(deel_id=eens.deel(eens.brug).pk, door=eens["brug"])

    [rij], _ = aanvraag_rijen(zichtbaar_voor(eens["beoordelaar"]), None)

    assert (rij.delen, rij.akkoorden) == (2, 1)
