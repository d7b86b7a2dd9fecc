"""Imports under faults and in any order: nothing is lost, doubled or changed unseen, and a long file costs no more."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from tests.hulp.verbindingen import Draad
from tests.verantwoording.inleeshulp import GGD, bied_aan, cijfers, lang, lees_in, stad_met_indicator, stand, werk
from verantwoording.models import Inlezing, Waarneming
from verantwoording.services import inleesgang, inlezen
from verantwoording.services.inlezen import veeg

Stand = Inlezing.Stand


@pytest.fixture
def officier(transactional_db: None) -> Lidmaatschap:
    return stad_met_indicator()


@pytest.fixture
def ambtenaar(db: None) -> Lidmaatschap:
    return stad_met_indicator()


# --- faults ---


def test_a_killed_import_leaves_nothing_and_is_done_once_when_handed_out_again(
    ambtenaar: Lidmaatschap, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable
) -> None:
    inlezing = bied_aan(ambtenaar, cijfers("40", "55"))
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="", door=ambtenaar)
    echt = inlezen.lees_bestand_in

    def sterf(*argumenten: object) -> None:
        echt(*argumenten)  # every figure is inserted, nothing committed
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(inlezen, "lees_bestand_in", sterf)
    with pytest.raises(OperationalError):
        inlezen.werk(inlezing_id=inlezing.pk)
    assert (stand(), Inlezing.objects.get().stand) == ({}, Stand.BEZIG)

    monkeypatch.setattr(inlezen, "lees_bestand_in", echt)
    with django_capture_on_commit_callbacks() as uitgedeeld:
        veeg()
    werk(inlezing)
    werk(inlezing)

    assert len(uitgedeeld) == 1
    assert inlezing.stand == Stand.INGELEZEN
    assert Waarneming.objects.count() == 2
    assert Gebeurtenis.objects.filter(soort="inlezing.ingelezen").count() == 1


def test_a_mistake_of_ours_fails_the_import_and_leaves_nothing(
    ambtenaar: Lidmaatschap, monkeypatch: pytest.MonkeyPatch
) -> None:
    inlezing = bied_aan(ambtenaar, cijfers("40"))
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="", door=ambtenaar)

    def struikel(*_: object) -> None:
        raise KeyError("kwijt")

    monkeypatch.setattr(inlezen, "lees_bestand_in", struikel)
    werk(inlezing)

    assert (inlezing.stand, stand()) == (Stand.MISLUKT, {})


def test_how_far_it_is_can_be_seen_while_nothing_is_in_yet(
    officier: Lidmaatschap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inleesgang, "PER_KEER", 10)
    gezien: list[tuple[int, int]] = []
    echt = inleesgang._kopieer

    def kijk(cursor: object, regels: list[str]) -> None:
        echt(cursor, regels)
        gezien.append(_buitenaf())

    inlezing = bied_aan(officier, lang(*(f"{GGD};;Oost;{1950 + jaar};{jaar}" for jaar in range(30))))
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="", door=officier)
    monkeypatch.setattr(inleesgang, "_kopieer", kijk)
    werk(inlezing)

    assert gezien == [(0, 0), (11, 0), (21, 0), (31, 0)]
    assert (inlezing.voortgang, Waarneming.objects.count()) == (31, 30)


def _buitenaf() -> tuple[int, int]:
    """What another connection sees: how far, and how many figures."""

    def kijk() -> tuple[int, int]:
        return Inlezing.objects.values_list("voortgang", flat=True)[0], Waarneming.objects.count()

    gezien: tuple[int, int] = Draad(kijk).uitkomst()
    return gezien


def test_three_workers_on_one_import_do_it_once(officier: Lidmaatschap) -> None:
    inlezing = bied_aan(officier, cijfers("40", "1"))
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="", door=officier)

    draden = [Draad(lambda: inlezen.werk(inlezing_id=inlezing.pk)) for _ in range(3)]
    for draad in draden:
        draad.uitkomst()

    assert Inlezing.objects.get(pk=inlezing.pk).stand == Stand.INGELEZEN
    assert Waarneming.objects.count() == 2


# --- cost ---


def test_five_thousand_figures_cost_as_many_queries_as_fifty(ambtenaar: Lidmaatschap) -> None:
    weinig, veel = (_kosten(ambtenaar, regels) for regels in (50, 5_000))

    assert veel == weinig <= 50


def _kosten(door: Lidmaatschap, aantal: int) -> int:
    """The queries of a whole import: of so many figures in so many new areas."""
    regels = [
        f"Meting {aantal} {plek % 7};GGD;nieuw {plek % 90} {aantal};{1950 + plek % 73};{plek}"
        for plek in range(aantal)
    ]
    keuzes = {"nieuwe_indicatoren": True, "eenheid": "%", "nieuwe_gebieden": True, "gebiedsoort": "buurt"}
    with CaptureQueriesContext(connection) as vragen:
        inlezing = lees_in(door, lang(*regels), **keuzes)
    assert (inlezing.stand, inlezing.fout) == (Stand.INGELEZEN, 0)
    return len([vraag for vraag in vragen if "SAVEPOINT" not in vraag["sql"]])


# --- no order of imports changes a value silently ---

JAREN, WAARDEN = st.integers(2001, 2004), st.sampled_from(["", "1", "1,0", "2", "3,5", "ingetrokken"])
BESTANDEN = st.lists(st.lists(st.tuples(JAREN, WAARDEN), max_size=6), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bestanden=BESTANDEN, volgorde=st.randoms(use_true_random=False))
def test_in_any_order_the_last_word_holds_and_every_earlier_one_is_kept(
    ambtenaar: Lidmaatschap, bestanden: list[list[tuple[int, str]]], volgorde: object
) -> None:
    volgorde.shuffle(bestanden)
    verwacht: dict[int, list[str | None]] = {}

    with transaction.atomic():
        for bestand in bestanden:
            voor = stand()
            regels = list(bestand)
            volgorde.shuffle(regels)
            lees_in(ambtenaar, lang(*(f"{GGD};;Oost;{jaar};{waarde}" for jaar, waarde in regels)), reden="Herzien")
            for jaar, waarde in _eenduidig(bestand).items():
                reeks = verwacht.get(jaar, [])
                if (reeks[-1] if reeks else None) != waarde:
                    verwacht[jaar] = [*reeks, waarde]
            na = stand()
            assert all(na[plek][: len(reeks)] == reeks for plek, reeks in voor.items())
        gevonden = {int(periode): reeks for (_, _, periode), reeks in stand().items()}
        transaction.set_rollback(True)

    assert gevonden == verwacht


def _eenduidig(bestand: list[tuple[int, str]]) -> dict[int, str | None]:
    """What a file says of each year, without the years of which it says two things, or nothing."""
    woorden = {"1,0": "1", "3,5": "3.5", "ingetrokken": None}
    gezegd: dict[int, set[str | None]] = {}
    for jaar, waarde in bestand:
        if waarde:
            gezegd.setdefault(jaar, set()).add(woorden.get(waarde, waarde))
    return {jaar: waarden.pop() for jaar, waarden in gezegd.items() if len(waarden) == 1}


def test_a_figure_that_was_typed_in_twice_by_name_and_code_is_one_place(ambtenaar: Lidmaatschap) -> None:
    lees_in(ambtenaar, lang(f"{GGD};;schalkwijk;2016;1", "EENZAAM;ggd;STADSDEEL-SCHALKWIJK;2016JJ00;1"))

    assert stand() == {(GGD, "stadsdeel-schalkwijk", "2016"): ["1"]}
