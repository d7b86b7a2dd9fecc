"""Two people in one section at the same moment: one saves, the other's text is in their klad, and nothing is lost."""

import itertools
from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from subsidies.models import Antwoord, Klad, Versie
from subsidies.onderdelen import ANTWOORD
from subsidies.onderdelen.antwoord import Antwoorden
from subsidies.onderdelen.vanzelf import Bewaard, bewaar_vanzelf
from subsidies.services import antwoord as antwoorden
from subsidies.services import slot
from subsidies.services.versies import VersieConflict
from tests.subsidies.conftest import Wereld, dien_in, tegelijk


def eerste_tekst(wereld: Wereld) -> Antwoord:
    return wereld.aanvraag.antwoorden.earliest("id")


def typ(wereld: Wereld, wie: str, tekst: str, *, gelezen: int, blad: str) -> Bewaard:
    data = QueryDict(mutable=True)
    data.update({"tekst": tekst, "versie": str(gelezen), "blad": blad})
    return bewaar_vanzelf(
        ANTWOORD,
        kenmerk=wereld.aanvraag.kenmerk,
        pk=eerste_tekst(wereld).pk,
        data=data,
        gelezen=gelezen,
        blad=blad,
        door=wereld[wie],
    )


def alle_teksten() -> set[str]:
    """Every text that stands somewhere: in a version of the first text, or in a klad."""
    bewaard = {inhoud["tekst"] for inhoud in Versie.objects.filter(soort="antwoord").values_list("inhoud", flat=True)}
    return bewaard | {invoer["tekst"][0] for invoer in Klad.objects.values_list("invoer", flat=True)}


@pytest.fixture
def allebei(gevuld: Wereld) -> Callable[[], list[str]]:
    """Anker and Brug type in the same text at once, both having read version 1."""

    def doe() -> list[str]:
        return tegelijk(
            *(
                lambda wie=wie: typ(gevuld, wie, f"Van {wie}.", gelezen=1, blad=f"blad-{wie}")
                for wie in ("anker", "anker_schrijft", "brug")
            )
        )

    return doe


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_three_who_type_at_once_lose_nothing(allebei: Callable[[], list[str]], gevuld: Wereld) -> None:
    uitkomsten = allebei()

    antwoord = eerste_tekst(gevuld)
    assert uitkomsten == ["gelukt"] * 3
    assert (antwoord.versie, Klad.objects.count()) == (2, 2)
    assert {"Van anker.", "Van anker_schrijft.", "Van brug."} <= alle_teksten()


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_they_read_the_same_version_and_collide(
    allebei: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the constraint of the database then stops the second one."""
    gelezen, haal = Barrier(3), Antwoorden.haal

    def haal_en_wacht(*args: Any, **erbij: Any) -> Antwoord:
        antwoord = haal(*args, **erbij)
        gelezen.wait(10)
        return antwoord

    monkeypatch.setattr(slot, "vergrendel_kenmerk", lambda _: None)
    monkeypatch.setattr(Antwoorden, "haal", haal_en_wacht)

    with pytest.raises(IntegrityError, match="versie_een_per_nummer"):
        allebei()


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_typing_during_the_submission_is_in_it_or_in_a_klad(eens: Wereld) -> None:
    uitkomsten = tegelijk(lambda: dien_in(eens), lambda: typ(eens, "brug", "Op het laatst.", gelezen=1, blad="b"))

    ingediend = eens.aanvraag.indiening.inhoud["antwoorden"]
    assert uitkomsten == ["gelukt", "gelukt"]
    in_klad = Klad.objects.filter(reden="aanvraag.geen_concept").exists()
    assert in_klad != any(antwoord["tekst"] == "Op het laatst." for antwoord in ingediend)


def test_no_order_of_saves_loses_a_text(gevuld: Wereld) -> None:
    """Two people in turn, each having read the first version or the newest, by themselves or on purpose."""
    eerst = [("eerste", "typt"), ("eerste", "bewaart")]
    later = [*eerst, ("nieuwste", "typt"), ("nieuwste", "bewaart")]

    for reeks in itertools.product(eerst, later, later):
        with transaction.atomic():
            laatst_getypt: dict[str, str] = {}
            for nummer, (wie, (las, hoe)) in enumerate(zip(("anker", "brug", "anker"), reeks, strict=True)):
                tekst = f"{wie} {nummer}"
                gelezen = 1 if las == "eerste" else eerste_tekst(gevuld).versie
                doe = typ if hoe == "typt" else _bewaar
                doe(gevuld, wie, tekst, gelezen=gelezen, blad=f"blad-{wie}")
                laatst_getypt[wie] = tekst

            assert set(laatst_getypt.values()) <= alle_teksten(), reeks
            transaction.set_rollback(True)


def _bewaar(wereld: Wereld, wie: str, tekst: str, *, gelezen: int, blad: str) -> None:
    """As the page does: what is refused becomes the klad."""
    antwoord = eerste_tekst(wereld)
    try:
        antwoorden.bewaar_antwoord(antwoord_id=antwoord.pk, tekst=tekst, versie=gelezen, door=wereld[wie], blad=blad)
    except VersieConflict:
        typ(wereld, wie, tekst, gelezen=gelezen, blad=blad)
