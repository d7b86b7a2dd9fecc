"""No figure changes unseen: any mixture of imports, dry runs, corrections by hand, withdrawals and renamings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid
from tests.verantwoording.cijferhulp import STAD, maak_indicator, maak_stad, meet
from tests.verantwoording.inleeshulp import GGD, bied_aan, lang, lees_in, stad_met_indicator, werk
from verantwoording.models import Gebied, Inlezing, Maatschappelijkeindicator, Waarneming
from verantwoording.selectors.indicatorpagina import Blok, Keuze, indicatorpagina
from verantwoording.selectors.maatschappelijk import plekken
from verantwoording.services import inlezen
from verantwoording.services.registers import bewaar
from verantwoording.services.waarneming import Figuur, leg_waarneming_vast

Stand = Inlezing.Stand
Plek = tuple[str, str]  # code of the area, and period
Inhoud = tuple[Decimal | None, str]  # value and sign

LEEG = ("", ".")
INHOUD: dict[str, Inhoud] = {
    "1": (Decimal(1), ""),
    "1,0": (Decimal(1), ""),
    "2": (Decimal(2), ""),
    "<2": (Decimal(2), "minder_dan"),
    "ingetrokken": (None, ""),
}
NAMEN, JAREN = ("Oost", "Schalkwijk"), (2001, 2002)
REDEN = "Herweging"

MEESTAL = st.sampled_from([True, True, True, False])
REGEL = st.tuples(st.sampled_from(NAMEN), st.sampled_from(JAREN), st.sampled_from([*LEEG, *INHOUD]))
WELKE = st.sampled_from([-1, -1, -2, -3])  # mostly the newest file
STAP = st.one_of(
    st.tuples(st.just("bied"), st.lists(REGEL, min_size=1, max_size=4)),
    st.tuples(st.just("lees_in"), WELKE),
    st.tuples(st.just("bevestig"), st.tuples(WELKE, MEESTAL)),
    st.tuples(st.just("werk"), WELKE),
    st.tuples(st.just("bekijk_opnieuw"), WELKE),
    st.tuples(
        st.just("met_de_hand"),
        st.tuples(
            st.sampled_from(NAMEN),
            st.sampled_from(JAREN),
            st.sampled_from(["1", "2", "<2", "ingetrokken"]),
            MEESTAL,
            MEESTAL,
        ),
    ),
    st.tuples(st.just("wissel_de_namen"), st.none()),
)
Regel = tuple[str, int, str]

EIGENSCHAP = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def ambtenaar(db: None) -> Lidmaatschap:
    return stad_met_indicator()


@dataclass(frozen=True)
class Gezien:
    """What a file does: what its words mean, what is new, and what it revises after which number."""

    woorden: dict[str, str]
    nieuw: dict[Plek, Inhoud]
    herzien: dict[Plek, tuple[int, Inhoud]]

    @property
    def erbij(self) -> dict[Plek, Inhoud]:
        return self.nieuw | {plek: inhoud for plek, (_, inhoud) in self.herzien.items()}


def geldend() -> dict[Plek, tuple[int, Inhoud]]:
    """The newest of each place, with its number."""
    rijen = Waarneming.objects.order_by("nummer").values_list("gebied__code", "periode", "nummer", "waarde", "teken")
    return {(gebied, periode): (nummer, (waarde, teken)) for gebied, periode, nummer, waarde, teken in rijen}


def kijk(bestand: Iterable[Regel]) -> Gezien:
    """Worked out anew, beside the code: what this file would do at this moment."""
    codes = dict(Gebied.objects.values_list("naam", "code"))
    gezegd: dict[Plek, set[Inhoud]] = defaultdict(set)
    for naam, jaar, waarde in bestand:
        if waarde not in LEEG:
            gezegd[codes[naam], str(jaar)].add(INHOUD[waarde])
    zegt = {plek: inhouden.pop() for plek, inhouden in gezegd.items() if len(inhouden) == 1}
    er_al = geldend()
    return Gezien(
        woorden={naam: codes[naam] for naam, _, waarde in bestand if waarde not in LEEG},
        nieuw={plek: inhoud for plek, inhoud in zegt.items() if plek not in er_al and inhoud[0] is not None},
        herzien={
            plek: (er_al[plek][0], inhoud)
            for plek, inhoud in zegt.items()
            if plek in er_al and er_al[plek][1] != inhoud
        },
    )


class Gang:
    """Does a step through the services, and gives what that step may add."""

    def __init__(self, ambtenaar: Lidmaatschap) -> None:
        self.ambtenaar = ambtenaar
        self.indicator = Maatschappelijkeindicator.objects.get()
        self.bestanden: list[tuple[Inlezing, list[Regel]]] = []
        self.gezien: dict[int, Gezien] = {}

    def bied(self, bestand: list[Regel]) -> dict[Plek, Inhoud]:
        inlezing = bied_aan(
            self.ambtenaar, lang(*(f"{GGD};;{naam};{jaar};{waarde}" for naam, jaar, waarde in bestand))
        )
        self.bestanden.append((inlezing, bestand))
        self._zag(inlezing, bestand)
        return {}

    def bevestig(self, keuze: tuple[int, bool]) -> dict[Plek, Inhoud]:
        welke, met_reden = keuze
        for inlezing, _ in self._de(welke):
            gezien = self.gezien[inlezing.pk]
            mag = inlezing.stand == Stand.PROEF and bool(gezien.erbij) and (met_reden or not gezien.herzien)
            assert mag == self._lukt(
                lambda inlezing=inlezing: inlezen.bevestig(
                    inlezing_id=inlezing.pk,
                    gezien=inlezing.vingerafdruk,
                    reden=REDEN if met_reden else " ",
                    door=self.ambtenaar,
                )
            )
            inlezing.refresh_from_db()
        return {}

    def lees_in(self, welke: int) -> dict[Plek, Inhoud]:
        return self.bevestig((welke, True)) | self.werk(welke)

    def werk(self, welke: int) -> dict[Plek, Inhoud]:
        """The import does what the officer saw, less what came in meanwhile; else nothing."""
        for inlezing, bestand in self._de(welke):
            if inlezing.stand != Stand.BEZIG:
                continue
            toen, nu = self.gezien[inlezing.pk], kijk(bestand)
            werk(inlezing)
            if (toen.woorden, toen.herzien) != (nu.woorden, nu.herzien):
                assert (inlezing.stand, "Bekijk het opnieuw" in inlezing.melding) == (Stand.MISLUKT, True)
                return {}
            assert inlezing.stand == Stand.INGELEZEN
            assert nu.nieuw.items() <= toen.nieuw.items()
            return nu.erbij
        return {}

    def bekijk_opnieuw(self, welke: int) -> dict[Plek, Inhoud]:
        for inlezing, bestand in self._de(welke):
            mag = inlezing.stand in {Stand.PROEF, Stand.MISLUKT}
            assert mag == self._lukt(
                lambda pk=inlezing.pk: inlezen.bekijk_opnieuw(inlezing_id=pk, door=self.ambtenaar)
            )
            if mag:
                werk(inlezing)
                self._zag(inlezing, bestand)
        return {}

    def met_de_hand(self, figuur: tuple[str, int, str, bool, bool]) -> dict[Plek, Inhoud]:
        naam, jaar, woord, zag_het, met_reden = figuur
        gebied, inhoud = Gebied.objects.get(naam=naam), INHOUD[woord]
        plek = gebied.code, str(jaar)
        nummer, er_al = geldend().get(plek, (0, None))
        daar = Waarneming.objects.filter(gebied=gebied, periode=str(jaar))
        gezien = daar.filter(nummer=nummer if zag_het else nummer - 1).values_list("pk", flat=True).first()
        mag = inhoud != er_al and zag_het and met_reden if er_al else inhoud[0] is not None
        gelukt = self._lukt(
            lambda: leg_waarneming_vast(
                figuur=Figuur(
                    indicator=self.indicator,
                    gebied=gebied,
                    periode=str(jaar),
                    waarde=inhoud[0],
                    teken=inhoud[1],
                    na=gezien or 0,
                    reden=REDEN if met_reden else "",
                ),
                door=self.ambtenaar,
            )
        )
        assert gelukt == mag
        return {plek: inhoud} if mag else {}

    def wissel_de_namen(self, _: None) -> dict[Plek, Inhoud]:
        """The same word means another area from now on."""
        een, ander = (Gebied.objects.get(naam=naam) for naam in NAMEN)
        for gebied, naam in ((een, ander.naam), (ander, een.naam)):
            bewaar(slug="gebieden", pk=gebied.pk, waarden={"naam": naam}, door=self.ambtenaar)
        return {}

    def _zag(self, inlezing: Inlezing, bestand: list[Regel]) -> None:
        """The dry run says what we worked out ourselves."""
        self.gezien[inlezing.pk] = gezien = kijk(bestand)
        assert (inlezing.stand, inlezing.nieuw, inlezing.herzien) == (
            Stand.PROEF,
            len(gezien.nieuw),
            len(gezien.herzien),
        )

    def _de(self, welke: int) -> list[tuple[Inlezing, list[Regel]]]:
        return self.bestanden[welke:][:1] if -welke <= len(self.bestanden) else []

    @staticmethod
    def _lukt(daad: Any) -> bool:
        try:
            daad()
        except DomeinFout:
            return False
        return True


def rijen() -> list[dict[str, Any]]:
    """Every figure that was ever written, whole, in the order in which they came."""
    return list(Waarneming.objects.order_by("pk").values())


ZEGT_1, ZEGT_2 = ([("Oost", 2001, waarde)] for waarde in ("1", "2"))
MET_DE_HAND = ("met_de_hand", ("Oost", 2001, "<2", True, True))


@settings(EIGENSCHAP, max_examples=40)
@given(stappen=st.lists(STAP, min_size=2, max_size=14))
@example([("bied", ZEGT_1), MET_DE_HAND, ("lees_in", -1)])  # what was new would now revise, without a reason
@example([("bied", ZEGT_1), ("bevestig", (-1, False)), MET_DE_HAND, ("werk", -1), ("werk", -1)])
@example([("bied", ZEGT_1), ("lees_in", -1), ("bied", ZEGT_2), MET_DE_HAND, ("lees_in", -1)])  # another old value
@example([("bied", ZEGT_1), ("wissel_de_namen", None), ("lees_in", -1)])  # its words mean something else
@example(
    [("bied", ZEGT_1), ("bied", ZEGT_2), ("lees_in", -1), ("lees_in", -2), ("bekijk_opnieuw", -2), ("lees_in", -2)]
)
def test_whatever_happens_only_what_somebody_saw_is_added_and_nothing_is_overwritten(
    ambtenaar: Lidmaatschap, stappen: list[tuple[str, Any]]
) -> None:
    codes = dict(Gebied.objects.values_list("pk", "code"))

    with transaction.atomic():
        gang = Gang(ambtenaar)
        for stap, wat in stappen:
            voor, stonden = rijen(), geldend()
            mag_erbij = getattr(gang, stap)(wat)
            na = rijen()

            erbij = na[len(voor) :]
            assert na[: len(voor)] == voor
            assert {
                (codes[rij["gebied_id"]], rij["periode"]): (rij["waarde"], rij["teken"]) for rij in erbij
            } == mag_erbij
            assert len(erbij) == len(mag_erbij)
            for rij in erbij:
                nummer, _ = stonden.get((codes[rij["gebied_id"]], rij["periode"]), (0, None))
                assert (rij["nummer"], rij["reden"]) == (nummer + 1, REDEN if nummer else "")
        transaction.set_rollback(True)


# --- the same facts, whatever the order ---


@settings(EIGENSCHAP, max_examples=20)
@given(
    feiten=st.dictionaries(
        st.tuples(st.sampled_from(NAMEN), st.integers(1990, 2020)),
        st.sampled_from(["1", "<2"]),
        min_size=1,
        max_size=9,
    ),
    herhaald=st.integers(0, 3),
    volgorde=st.randoms(use_true_random=False),
)
def test_facts_without_contradiction_end_the_same_in_any_order_and_any_number_of_files(
    ambtenaar: Lidmaatschap, feiten: dict[tuple[str, int], str], herhaald: int, volgorde: Any
) -> None:
    codes = dict(Gebied.objects.values_list("naam", "code"))
    regels = [f"{GGD};;{naam};{jaar};{waarde}" for (naam, jaar), waarde in feiten.items()]
    bestanden = [*([regel] for regel in regels[::2]), regels[1::2], *([regels] * herhaald)]
    volgorde.shuffle(bestanden)

    with transaction.atomic():
        for bestand in bestanden:
            volgorde.shuffle(bestand)
            lees_in(ambtenaar, lang(*bestand))
        stand, aantal = geldend(), len(rijen())
        transaction.set_rollback(True)

    assert stand == {(codes[naam], str(jaar)): (1, INHOUD[waarde]) for (naam, jaar), waarde in feiten.items()}
    assert aantal == len(feiten)


# --- sources are never mixed ---

PLEKKEN = ("Haarlem", "Schalkwijk", "Oost", "Amsterdam")
VERDER = {"GGD": 0, "RIVM": 1000}  # by its size a figure tells whose it is


def bronnen(blokken: Iterable[Blok | None]) -> set[str]:
    """Whose figures stand in these drawings and their tables."""
    punten = (cijfer.punt for blok in blokken if blok for reeks in blok.reeksen for cijfer in reeks.cijfers)
    return {"RIVM" if punt.waarde is not None and punt.waarde >= VERDER["RIVM"] else "GGD" for punt in punten}


@settings(EIGENSCHAP, max_examples=20)
@given(
    cijfers=st.dictionaries(
        st.tuples(st.sampled_from([*VERDER]), st.sampled_from(PLEKKEN), st.integers(2010, 2014)),
        st.integers(0, 99),
        max_size=14,
    ),
    gebied=st.sampled_from(PLEKKEN),
)
def test_no_line_and_no_comparison_holds_figures_of_two_sources(
    db: None, settings: Any, cijfers: dict[tuple[str, str, int], int], gebied: str
) -> None:
    settings.GEMEENTE = STAD

    with transaction.atomic():
        stad, lid = maak_stad(), maak_lid(Rol.BELEIDSMEDEWERKER)
        indicatoren = {bron: maak_indicator("Eenzaam", bron) for bron in VERDER}
        for (bron, plek, jaar), waarde in cijfers.items():
            meet(indicatoren[bron], stad[plek], str(jaar), str(waarde + VERDER[bron]))
        keuze = Keuze(gebied=stad[gebied].code, met=(stad["Amsterdam"].code,))
        gezien = {
            bron: indicatorpagina(indicator, plekken(indicator.pk), keuze, lid)
            for bron, indicator in indicatoren.items()
        }
        transaction.set_rollback(True)

    for bron, pagina in gezien.items():
        assert bronnen([pagina.hoofd, pagina.vergelijking, pagina.klein]) <= {bron}
        assert bronnen(pagina.andere_bronnen) <= {*VERDER} - {bron}
        assert bool(pagina.hoofd) == any(van == bron and plek != "Amsterdam" for van, plek, _ in cijfers)
