"""Two connections at once on agreeing, leaving and submitting: one order, one effect."""

import pytest

from brieven.models import Brief
from subsidies.models import Akkoord, Indiening
from subsidies.services import akkoord, deelnemen
from tests.subsidies.conftest import Wereld, bewaar_begroting, dien_in, geef_akkoord, gezien, tegelijk

pytestmark = [pytest.mark.fouten, pytest.mark.django_db(transaction=True)]


def test_an_akkoord_never_holds_on_what_was_changed_at_the_same_moment(gevuld: Wereld) -> None:
    toen, deel = gezien(gevuld, gevuld.anker), gevuld.deel(gevuld.anker)

    uitkomsten = tegelijk(
        lambda: akkoord.geef_akkoord(deel_id=deel.pk, gezien=toen, door=gevuld["anker"]),
        lambda: bewaar_begroting(gevuld.deel(gevuld.brug), 7, gevuld["brug"]),
    )

    assert uitkomsten in (["gelukt", "gelukt"], ["akkoord.inhoud_gewijzigd", "gelukt"])
    assert not Akkoord.objects.filter(vervallen_op=None).exists()


def test_who_leaves_while_it_is_submitted_is_in_it_or_nothing_is_submitted(eens: Wereld) -> None:
    deel = eens.deel(eens.brug)

    uitkomsten = tegelijk(
        lambda: deelnemen.stap_uit(deel_id=deel.pk, reden="", door=eens["brug"]), lambda: dien_in(eens)
    )

    deel.refresh_from_db()
    assert (uitkomsten, deel.stand, Indiening.objects.count()) in (
        (["gelukt", "aanvraag.onvolledig"], "uitgestapt", 0),
        (["aanvraag.geen_concept", "gelukt"], "actief", 1),
    )


def test_the_pen_goes_over_once(eens: Wereld) -> None:
    aanvraag = eens.aanvraag

    uitkomsten = tegelijk(
        *[lambda: deelnemen.kies_penvoerder(aanvraag_id=aanvraag.pk, organisatie_id=eens.brug.pk, door=eens["anker"])]
        * 2
    )

    assert sorted(uitkomsten) == ["aanvraag.niet_penvoerder", "gelukt"]


def test_of_handing_over_the_pen_and_submitting_one_happens(eens: Wereld) -> None:
    aanvraag = eens.aanvraag

    uitkomsten = tegelijk(
        lambda: dien_in(eens),
        lambda: deelnemen.kies_penvoerder(aanvraag_id=aanvraag.pk, organisatie_id=eens.brug.pk, door=eens["anker"]),
    )

    assert uitkomsten in (["gelukt", "aanvraag.geen_concept"], ["aanvraag.niet_penvoerder", "gelukt"])
    assert Indiening.objects.count() == uitkomsten.count("gelukt") - (uitkomsten[1] == "gelukt")


def test_two_last_akkoorden_at_once_submit_once(gevuld: Wereld) -> None:
    akkoord.vraag_indienen_zodra_eens(aanvraag_id=gevuld.aanvraag.pk, door=gevuld["anker"])

    uitkomsten = tegelijk(
        lambda: geef_akkoord(gevuld, gevuld.anker, gevuld["anker"]),
        lambda: geef_akkoord(gevuld, gevuld.brug, gevuld["brug"]),
    )

    assert uitkomsten == ["gelukt", "gelukt"]
    assert (gevuld.aanvraag.stand, Indiening.objects.count(), Brief.objects.count()) == ("ingediend", 1, 1)


def test_the_last_akkoord_and_the_penvoerder_who_submits_at_once_submit_once(gevuld: Wereld) -> None:
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    akkoord.vraag_indienen_zodra_eens(aanvraag_id=gevuld.aanvraag.pk, door=gevuld["anker"])

    uitkomsten = tegelijk(lambda: geef_akkoord(gevuld, gevuld.brug, gevuld["brug"]), lambda: dien_in(gevuld))

    assert uitkomsten[0] == "gelukt"
    assert uitkomsten[1] in {"aanvraag.onvolledig", "aanvraag.geen_concept"}
    assert (gevuld.aanvraag.stand, Indiening.objects.count()) == ("ingediend", 1)
