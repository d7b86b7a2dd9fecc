"""Any acts at the same moment: never over a ceiling, never stuck, no row lost, and what fits is done in the end.

The acts stand in samenloop_wereld.py. The controls take away what keeps them apart, and must fail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from itertools import count

import pytest
from django.db import connection
from django.db.models import F
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from begroting.grootboek import Soort, op_doel
from begroting.models import Boeking, Boekstuk, Jaarafsluiting, Plafondpublicatie, Stand, Verplichting
from begroting.selectors.aansluiting import verschillen_in_standen
from begroting.services.vaststellen import stel_begroting_vast
from kern.models import Gebeurtenis
from organisaties.models import Rol
from tests.begroting.conftest import VANDAAG
from tests.begroting.samenloop_wereld import DADEN, Wereld, corrigeer, publiceer, vul
from tests.hulp.samenloop import Stap, anders, ren, tegelijk
from tests.hulp.verbindingen import zonder_optellen, zonder_triggers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fouten]
# How two threads meet cannot be played again, so a failing example is not made smaller.
WEDLOOP = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
BEDRAG = st.integers(1, 9000).map(lambda centen: Decimal(centen) / 100)
RUIM = st.sampled_from([Decimal(20), Decimal(40), Decimal(80)])  # so that a few of them together do not fit
DAAD = st.tuples(
    st.sampled_from(sorted(DADEN)), RUIM | BEDRAG, st.integers(0, 1), st.sampled_from([0, 0, 0.003, 0.01])
)
PLANNEN = st.lists(st.lists(DAAD, min_size=2, max_size=5), min_size=2, max_size=4)
WEIGERINGEN = {
    "afsluiting.afgesloten",
    "afsluiting.druk",
    "afsluiting.te_veel",
    "afsluiting.zaken_open",
    "begroting.al_teruggedraaid",
    "begroting.betaald",
    "begroting.boven_plafond",
    "begroting.jaar_afgesloten",
    "begroting.overschrijding",
    "begroting.te_veel_terug",
    "begroting.te_veel_vrijgegeven",
    "begroting.verdeling",
    "correctie.nieuwer_plafond",
}


@pytest.fixture
def wereld(financieel, lid, ontvanger):
    """Makes an empty world, each time another."""
    tweede, nummers = lid(Rol.FINANCIEEL), count(1)
    return lambda: Wereld(f"wereld-{next(nummers)}", financieel, tweede, ontvanger)


def stap(wereld, kenmerk, daad, bedrag, plek=0, vasthouden=0):
    kenmerk = f"{wereld.code}-{kenmerk}"
    return Stap(kenmerk, partial(DADEN[daad], wereld, kenmerk, Decimal(bedrag), plek), vasthouden)


def teller():
    """How many acts the trail tells of: done, and refused."""
    return Gebeurtenis.objects.filter(geweigerd="").count(), Gebeurtenis.objects.exclude(geweigerd="").count()


def controleer(wereld, verslag, vooraf):
    """Nothing over, nothing lost, nothing left of what was refused."""
    assert verschillen_in_standen() == []
    binnen = Stand.objects.filter(verplicht__gte=F("betaald"), begroot__gte=0, gereserveerd__gte=0, betaald__gte=0)
    assert binnen.count() == Stand.objects.count()
    ruimte = F("begroot") + F("vrijgesteld") - F("gereserveerd") - F("verplicht")
    assert not Stand.objects.filter(verplichting=None).annotate(vrij=ruimte).filter(vrij__lt=0).exists()
    for doel in wereld.doelen:
        laatste = Plafondpublicatie.objects.filter(bestedingsdoel=doel, boekstuk__correctie=None).last()
        stand = Stand.objects.get(bestedingsdoel=doel)
        assert stand.plafond == (laatste.bedrag if laatste else 0)
        assert not stand.plafond or stand.onder_plafond <= stand.plafond

    zonder_boekstuk = Jaarafsluiting.objects.filter(pk=wereld.afsluiting, stand="afgesloten", boekstuk=None).count()
    boekstukken = Boekstuk.objects.filter(kenmerk__startswith=f"{wereld.code}-").exclude(kenmerk__contains="-vooraf-")
    geboekt = set(boekstukken.values_list("kenmerk", flat=True))
    assert geboekt <= set(verslag.gelukt)
    assert len(geboekt) == len(verslag.gelukt) - zonder_boekstuk
    beloofd = Verplichting.objects.filter(kenmerk__startswith=f"{wereld.code}-").exclude(kenmerk__contains="-vooraf-")
    assert set(beloofd.values_list("kenmerk", flat=True)) <= geboekt
    gedaan, geweigerd = teller()
    assert (gedaan - vooraf[0], geweigerd - vooraf[1]) == (len(verslag.gelukt), len(verslag.geweigerd))


@pytest.mark.parametrize("daad", sorted(DADEN))
def test_each_of_the_acts_succeeds_when_nobody_is_in_its_way(wereld, daad):
    """So that the races below are about something."""
    hier = vul(wereld())
    vooraf = teller()
    plek = 1 if daad == "geef vrij van een zaak" else 0

    verslag = ren([[stap(hier, "alleen", daad, 20, plek)]])

    assert verslag.gelukt == [f"{hier.code}-alleen"]
    controleer(hier, verslag, vooraf)


@settings(WEDLOOP, max_examples=60)
@given(plannen=PLANNEN)
def test_any_acts_at_the_same_moment_keep_every_rule_and_never_wait_for_each_other_for_good(wereld, plannen):
    hier = vul(wereld())
    vooraf = teller()

    verslag = ren(
        [
            [
                stap(hier, f"{draad}-{nummer}", daad, bedrag, plek, vasthouden)
                for nummer, (daad, bedrag, plek, vasthouden) in enumerate(plan)
            ]
            for draad, plan in enumerate(plannen)
        ]
    )

    assert verslag.botsingen == []
    assert len(verslag.gelukt) + len(verslag.geweigerd) == sum(map(len, plannen))
    assert verslag.codes <= WEIGERINGEN
    controleer(hier, verslag, vooraf)


# --- what fits is done in the end ---

GEVERS = ("geef vrij", "meer begroting", "verlaag", "hevel over")
NEMERS = ("reserveer", "verleen", "verhoog", "minder begroting")


@st.composite
def passend(draw):
    """Acts that give room and acts that take exactly what there is then, in any order over any threads."""
    posten = draw(st.lists(st.tuples(st.sampled_from(GEVERS + NEMERS), BEDRAG), min_size=2, max_size=7))
    saldo = sum(bedrag if daad in GEVERS else -bedrag for daad, bedrag in posten)
    if saldo > 0:
        posten.append(("reserveer", saldo))
    draden = draw(st.lists(st.integers(0, 3), min_size=30, max_size=30))
    return posten, max(Decimal(0), -saldo), draw(st.randoms(use_true_random=False)), draden


def som(posten, *daden):
    return sum((bedrag for daad, bedrag in posten if daad in daden), Decimal(0))


def leg_klaar(wereld, posten, vrij):
    """A world in which all of these fit exactly, and their steps; what is raised is paid to the last cent as well."""
    staat_er = {"geef vrij": (0, 1), "verlaag": (1, 1), "verhoog": (1, 0)}  # before the race: fixed, times the amount
    vast = [(een, bedrag) for daad, bedrag in posten for een in [staat_er.get(daad, (0, 0))]]
    wereld.open({2026: ("coaching",), 2027: ("coaching",)})
    krap, rijk = (op_doel(doel.pk) for doel in wereld.doelen)
    wereld.boek((Soort.BEGROTING, rijk, 100_000))
    wereld.boek((Soort.BEGROTING, krap, vrij + 1 + sum(een + keer * bedrag for (een, keer), bedrag in vast)))
    wereld.belofte(0, Decimal(1))
    stappen = []
    for nummer, (daad, bedrag) in enumerate(posten):
        plek = 1 if daad == "hevel over" else 0
        if daad == "geef vrij":
            wereld.boek((Soort.RESERVERING, krap, bedrag))
        elif daad in {"verhoog", "verlaag"}:
            wereld.belofte(0, bedrag + 1 if daad == "verlaag" else Decimal(1))
            plek = len(wereld.verplichtingen) - 1
        stappen.append(stap(wereld, str(nummer), daad, bedrag, plek))
        if daad == "verhoog":
            stappen.append(stap(wereld, f"{nummer}-betaal", "betaal", bedrag + 1, plek))
    beloofd = Stand.objects.get(bestedingsdoel=wereld.doelen[0]).verplicht
    publiceer(wereld, f"{wereld.code}-vooraf-plafond", beloofd + som(posten, "verleen", "verhoog"), 0)
    einde = beloofd + som(posten, "verleen", "verhoog") - som(posten, "verlaag")
    return [*stappen, stap(wereld, "plafond", "publiceer een plafond", einde - 40)], einde


@settings(WEDLOOP, max_examples=40)
@given(passend=passend())
def test_with_retry_all_that_fits_in_the_end_succeeds_to_the_cent(wereld, passend):
    posten, vrij, toeval, draden = passend
    hier = wereld()
    stappen, verplicht = leg_klaar(hier, posten, vrij)
    vooraf = teller()
    toeval.shuffle(stappen)

    verslag = ren(
        [[een for een, draad in zip(stappen, draden, strict=False) if draad == nummer] for nummer in range(4)],
        opnieuw=True,
    )

    assert verslag.botsingen == []
    assert sorted(verslag.gelukt) == sorted(een.kenmerk for een in stappen)
    stand = Stand.objects.get(bestedingsdoel=hier.doelen[0])
    assert (stand.ruimte, stand.verplicht, stand.plafond) == (0, verplicht, verplicht)
    assert stand.betaald == sum((bedrag + 1 for daad, bedrag in posten if daad == "verhoog"), Decimal(0))
    controleer(hier, verslag, vooraf)


def test_what_was_refused_for_lack_of_room_succeeds_after_another_released_it(wereld):
    hier = wereld()
    krap(hier, vrij=0, gereserveerd=100)
    vooraf = teller()

    verslag = ren(
        [[stap(hier, "neemt", "reserveer", 100)], [stap(hier, "geeft", "geef vrij", 100, vasthouden=0.3)]],
        opnieuw=True,
    )

    assert verslag.gelukt == [f"{hier.code}-geeft", f"{hier.code}-neemt"]
    assert verslag.codes <= {"begroting.overschrijding"}
    controleer(hier, verslag, vooraf)


# --- the controls ---


def krap(wereld, vrij, gereserveerd=0):
    wereld.open({2026: ("coaching",)})
    doel = op_doel(wereld.doelen[0].pk)
    wereld.boek((Soort.BEGROTING, doel, vrij + gereserveerd))
    if gereserveerd:
        wereld.boek((Soort.RESERVERING, doel, gereserveerd))


def race_om_honderd(hier):
    """Four at once, each wants the hundred euro that there is."""
    return ren([[stap(hier, str(draad), "reserveer", 100)] for draad in range(4)])


@contextmanager
def met_alles() -> Iterator[None]:
    yield


@contextmanager
def zonder_check() -> Iterator[None]:
    """Without the CHECK on the stand; the very same one comes back, over stands that are put at zero first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'stand_ruimte'")
        (definitie,) = cursor.fetchone()
        cursor.execute("ALTER TABLE begroting_stand DROP CONSTRAINT stand_ruimte")
        try:
            yield
        finally:
            with zonder_triggers("begroting_stand"):
                cursor.execute("UPDATE begroting_stand SET gereserveerd = 0")
            cursor.execute(f"ALTER TABLE begroting_stand ADD CONSTRAINT stand_ruimte {definitie}")


def test_of_four_who_want_the_same_hundred_euro_one_gets_it(wereld):
    hier = wereld()
    krap(hier, vrij=100)
    vooraf = teller()

    verslag = race_om_honderd(hier)

    assert (len(verslag.gelukt), len(verslag.geweigerd), verslag.codes) == (1, 3, {"begroting.overschrijding"})
    controleer(hier, verslag, vooraf)


@pytest.mark.parametrize("weg", [zonder_optellen, zonder_check])
def test_control_without_what_guards_it_the_same_race_overspends_and_the_check_of_these_tests_sees_it(wereld, weg):
    hier = wereld()
    krap(hier, vrij=100)
    vooraf = teller()

    with weg():
        verslag = race_om_honderd(hier)
        with pytest.raises(AssertionError):
            controleer(hier, verslag, vooraf)

    assert len(verslag.gelukt) == 4
    regels = Boeking.objects.filter(bestedingsdoel=hier.doelen[0], soort=Soort.RESERVERING)
    assert sum(regel.bedrag for regel in regels) == 400


def in_volgorde(hier, kenmerk, richting):
    """Reserving ten euro by a connection that takes the locks of the year and its purpose in this direction."""
    gewoon = stap(hier, kenmerk, "reserveer", 10)

    def doe():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('proef.richting', %s, false)", [richting])
        gewoon.doe()

    return Stap(gewoon.kenmerk, doe)


@pytest.mark.parametrize(("tweede", "botsingen"), [("1", 0), ("-1", 1)])
def test_control_with_the_locks_in_reverse_order_the_same_race_deadlocks_and_the_fixed_order_does_not(
    wereld, tweede, botsingen
):
    """The function waits before each lock, so that both have one when they ask for the other."""
    hier = wereld()
    krap(hier, vrij=100)
    vooraf = teller()
    slot = "SELECT s.id FROM begroting_stand s WHERE s.id IN (SELECT som.id FROM som) ORDER BY s.id FOR UPDATE"
    traag = slot.replace("SELECT s.id FROM", "SELECT s.id, pg_sleep(0.2) FROM").replace(
        "ORDER BY s.id", "ORDER BY s.id * current_setting('proef.richting')::int"
    )

    with anders("begroting_boek", slot, traag):
        verslag = ren([[in_volgorde(hier, "een", "1")], [in_volgorde(hier, "twee", tweede)]], opnieuw=True)

    assert [wat for _, wat in verslag.botsingen] == ["DeadlockDetected"] * botsingen
    assert len(verslag.gelukt) == 2
    controleer(hier, verslag, vooraf)


# --- what such races brought to light ---


@contextmanager
def trage_regels() -> Iterator[None]:
    """Each row of a booking waits before it is written, so that two statements write theirs in turn."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION proef_traag() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END $$;"
            " CREATE TRIGGER proef_traag BEFORE INSERT ON begroting_boeking"
            " FOR EACH ROW EXECUTE FUNCTION proef_traag()"
        )
        try:
            yield
        finally:
            cursor.execute("DROP TRIGGER proef_traag ON begroting_boeking; DROP FUNCTION proef_traag()")


def test_two_who_book_the_same_budget_in_opposite_order_do_not_deadlock_on_its_unique_rows(wereld):
    hier = wereld()
    hier.open({2026: ("coaching", "pilots")})
    doelen = [doel.pk for doel in hier.doelen]

    def vaststellen(kenmerk, volgorde):
        return Stap(
            kenmerk,
            lambda: stel_begroting_vast(
                budgetjaar_id=hier.jaren[0].pk,
                bedrag=Decimal(200),
                verdeling={pk: Decimal(100) for pk in volgorde},
                kenmerk=kenmerk,
                datum=VANDAAG,
                omschrijving="begroting",
                door=hier.door,
            ),
        )

    with trage_regels():
        verslag = ren([[vaststellen("een", doelen)], [vaststellen("twee", doelen[::-1])]])

    assert verslag.botsingen == []
    assert (len(verslag.gelukt), verslag.codes) == (1, {"begroting.al_vastgesteld"})


@pytest.fixture
def met_plafond(wereld):
    """A ceiling of 100 euro: booking it back, and publishing one of 150 on top of it."""
    hier = wereld()
    krap(hier, vrij=500)
    publiceer(hier, f"{hier.code}-vooraf-plafond", Decimal(100), 0)
    hier.boekstukken = [Boekstuk.objects.latest("id")]
    return {
        "draai terug": partial(corrigeer, hier, "terug", Decimal(0), 0),
        "publiceer": partial(publiceer, hier, "nieuw", Decimal(150), 0),
        "plafond": lambda: Stand.objects.get(bestedingsdoel=hier.doelen[0]).plafond,
    }


def test_a_publication_that_meets_a_correction_of_the_one_before_counts_from_what_is_left(met_plafond):
    assert tegelijk(met_plafond["draai terug"], met_plafond["publiceer"]) == (True, "", "")
    assert met_plafond["plafond"]() == 150


def test_a_correction_that_meets_a_newer_publication_waits_and_is_refused(met_plafond):
    uitkomst = tegelijk(met_plafond["publiceer"], met_plafond["draai terug"])

    assert uitkomst == (True, "", "correctie.nieuwer_plafond")
    assert met_plafond["plafond"]() == 150
