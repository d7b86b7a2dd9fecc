"""Imports and corrections at the same moment, on connections of their own, and workers that die."""

import threading
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import InterfaceError, OperationalError, connection

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from tests.hulp.verbindingen import Draad
from tests.verantwoording.inleeshulp import GGD, bied_aan, cijfers, lees_in, stad_met_indicator, stand, werk
from verantwoording.models import Gebied, Inlezing, Maatschappelijkeindicator, Waarneming
from verantwoording.services import inleesgang, inlezen
from verantwoording.services.waarneming import AndersDan, Figuur, leg_waarneming_vast

Stand = Inlezing.Stand
SCHALKWIJK = "stadsdeel-schalkwijk"
GEDULD = 30  # seconds
RONDEN = 5
REDEN = "Herweging"
WACHT = (
    "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
)


@pytest.fixture
def officier(transactional_db: None) -> Lidmaatschap:
    return stad_met_indicator()


def bevestigd(officier: Lidmaatschap, *waarden: str) -> Inlezing:
    inlezing = bied_aan(officier, cijfers(*waarden))
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden=REDEN, door=officier)
    return inlezing


def waarom_mislukt() -> list[str]:
    return [rij.feiten["reden"] for rij in Gebeurtenis.objects.filter(soort="inlezing.mislukt")]


# --- two at once ---


def samen(eerste: Inlezing, tweede: Inlezing, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The second begins when the first has inserted and not committed. Whether somebody waited."""
    erin, mag_af = threading.Event(), threading.Event()
    echt = inlezen.lees_bestand_in

    def talm(inlezing: Inlezing, meld: Callable[[int], None]) -> object:
        uitkomst = echt(inlezing, meld)
        if inlezing.pk == eerste.pk:
            erin.set()
            assert mag_af.wait(GEDULD)
        return uitkomst

    monkeypatch.setattr(inlezen, "lees_bestand_in", talm)
    een = Draad(lambda: inlezen.werk(inlezing_id=eerste.pk))
    assert erin.wait(GEDULD)
    ander = Draad(lambda: inlezen.werk(inlezing_id=tweede.pk))
    wachtte = _wacht_er_een()
    mag_af.set()
    een.uitkomst(GEDULD)
    ander.uitkomst(GEDULD)
    return wachtte


def _wacht_er_een() -> bool:
    """Until some connection of this database waits for a lock; False when none does within ten seconds."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WACHT)
            if cursor.fetchone()[0]:
                return True
        threading.Event().wait(0.05)
    return False


def test_the_second_of_two_imports_waits_and_is_told_to_look_again(
    officier: Lidmaatschap, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerste, tweede = bevestigd(officier, "40", "1"), bevestigd(officier, "40", "2")

    wachtte = samen(eerste, tweede, monkeypatch)

    assert wachtte
    assert set(Inlezing.objects.values_list("pk", "stand")) == {
        (eerste.pk, Stand.INGELEZEN),
        (tweede.pk, Stand.MISLUKT),  # it would now revise a figure that nobody saw
    }
    assert waarom_mislukt() == ["inlezen.veranderd"]
    assert stand() == {(GGD, SCHALKWIJK, "2001"): ["40"], (GGD, SCHALKWIJK, "2002"): ["1"]}


def test_control_without_the_lock_the_second_does_not_see_the_first_and_stumbles(
    officier: Lidmaatschap, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerste, tweede = bevestigd(officier, "40", "1"), bevestigd(officier, "40", "2")
    monkeypatch.setattr(inleesgang, "_VERGRENDEL", "SELECT 1")

    samen(eerste, tweede, monkeypatch)

    assert waarom_mislukt() == ["inlezen.onverwacht"]  # only the key of the table kept it out


def test_an_import_of_what_is_there_by_now_adds_nothing(
    officier: Lidmaatschap, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerste, tweede = bevestigd(officier, "40", "1"), bevestigd(officier, "40", "1")

    samen(eerste, tweede, monkeypatch)

    assert set(Inlezing.objects.values_list("stand", flat=True)) == {Stand.INGELEZEN}
    assert stand() == {(GGD, SCHALKWIJK, "2001"): ["40"], (GGD, SCHALKWIJK, "2002"): ["1"]}
    assert not Waarneming.objects.filter(inlezing=tweede).exists()


# --- many at once ---


def met_de_hand(officier: Lidmaatschap, waarde: str) -> None:
    """A correction of the figure that stands there now; refused when somebody was first."""
    nieuwste = Waarneming.objects.filter(periode="2001").order_by("-nummer")[0]
    figuur = Figuur(
        indicator=Maatschappelijkeindicator.objects.get(),
        gebied=Gebied.objects.get(code=SCHALKWIJK),
        periode="2001",
        waarde=Decimal(waarde),
        na=nieuwste.pk,
        reden="Met de hand",
    )
    with suppress(AndersDan):
        leg_waarneming_vast(figuur=figuur, door=officier)


def test_imports_and_corrections_at_once_lose_no_revision_and_make_none_unseen(officier: Lidmaatschap) -> None:
    lees_in(officier, cijfers("1", "1", "1"))

    for ronde in range(1, RONDEN + 1):
        inlezingen = [bevestigd(officier, *[f"{ronde}{stap}"] * 3) for stap in range(3)]
        voor = list(Waarneming.objects.order_by("pk").values())
        draden = [
            *(Draad(lambda pk=inlezing.pk: inlezen.werk(inlezing_id=pk)) for inlezing in inlezingen),
            Draad(lambda ronde=ronde: met_de_hand(officier, f"{ronde}99")),
        ]
        for draad in draden:
            draad.uitkomst(GEDULD)

        assert list(Waarneming.objects.order_by("pk").values())[: len(voor)] == voor
        for inlezing in inlezingen:
            inlezing.refresh_from_db()
            assert _deed_wat_gezien_was(inlezing)

    assert set(waarom_mislukt()) == {"inlezen.veranderd"}
    gelukt = Inlezing.objects.filter(stand=Stand.INGELEZEN).count()
    lengte = {periode: len(reeks) for (_, _, periode), reeks in stand().items()}  # and no number is there twice
    assert lengte["2002"] == lengte["2003"] == gelukt
    assert lengte["2001"] > RONDEN  # every time somebody was first


def _deed_wat_gezien_was(inlezing: Inlezing) -> bool:
    """All three revisions, each of the figure that the officer saw; or none."""
    gedaan = {rij.periode: rij for rij in Waarneming.objects.filter(inlezing=inlezing)}
    if inlezing.stand == Stand.MISLUKT:
        return not gedaan
    oud = {
        periode: str(Waarneming.objects.get(periode=periode, nummer=rij.nummer - 1).waarde)
        for periode, rij in gedaan.items()
    }
    return oud == {rij[4]: rij[5] for rij in inlezing.herzieningen} and len(oud) == 3


# --- a worker that dies ---


def test_a_worker_that_is_cut_off_leaves_nothing_and_the_next_does_it_once(
    officier: Lidmaatschap, monkeypatch: pytest.MonkeyPatch
) -> None:
    inlezing = bevestigd(officier, "40", "55")
    erin, mag_af, backend = threading.Event(), threading.Event(), []
    echt = inlezen.lees_bestand_in

    def talm(rij: Inlezing, meld: Callable[[int], None]) -> object:
        uitkomst = echt(rij, meld)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend.append(cursor.fetchone()[0])
        erin.set()
        assert mag_af.wait(GEDULD)
        return uitkomst

    monkeypatch.setattr(inlezen, "lees_bestand_in", talm)
    draad = Draad(lambda: inlezen.werk(inlezing_id=inlezing.pk))
    assert erin.wait(GEDULD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", backend)
    mag_af.set()
    with pytest.raises((OperationalError, InterfaceError)):
        draad.uitkomst(GEDULD)

    assert (stand(), Inlezing.objects.get().stand) == ({}, Stand.BEZIG)

    monkeypatch.setattr(inlezen, "lees_bestand_in", echt)
    werk(inlezing)
    werk(inlezing)

    assert inlezing.stand == Stand.INGELEZEN
    assert Waarneming.objects.count() == 2
    assert Gebeurtenis.objects.filter(soort="inlezing.ingelezen").count() == 1
