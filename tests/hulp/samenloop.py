"""Acts at the same moment, each in a transaction on its own connection: two in a chosen order, or many at once."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Barrier, Event, Thread
from time import monotonic, sleep

from django.db import OperationalError, connection, transaction

from kern.fouten import DomeinFout

GEDULD = 20  # seconds: far longer than any race of ours takes, so what is not over by then hangs
ADEM = 0.005  # seconds before a refused act is tried again
BOTSINGEN = ("DeadlockDetected", "SerializationFailure")


class Ander:
    """One act in a transaction of its own connection, that stays open until it is told to commit."""

    def __init__(self, daad: Callable[[], object]) -> None:
        self.gedaan, self.mag_af, self.fout, self.pid = Event(), Event(), "", Event()
        self.backend = 0
        self.draad = Thread(target=self._leef, args=(daad,))
        self.draad.start()
        self.pid.wait(10)

    def _leef(self, daad: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    (self.backend,) = cursor.fetchone()
                self.pid.set()
                daad()
                self.gedaan.set()
                self.mag_af.wait(20)
        except DomeinFout as fout:
            self.fout = fout.code
        finally:
            self.gedaan.set()
            connection.close()

    def wacht_op_slot(self) -> bool:
        """Whether it stands still for a lock, asked until it does or it is done."""
        while not self.gedaan.wait(0.05):
            with connection.cursor() as cursor:
                cursor.execute("SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", [self.backend])
                rij = cursor.fetchone()
            if rij and rij[0] == "Lock":
                return True
        return False

    def af(self) -> None:
        self.mag_af.set()
        self.draad.join(20)


def tegelijk(eerst: Callable[[], object], dan: Callable[[], object]) -> tuple[bool, str, str]:
    """The first has acted but not committed when the second begins. Whether the second waited, and both refusals."""
    eerste = Ander(eerst)
    eerste.gedaan.wait(10)
    tweede = Ander(dan)
    gewacht = tweede.wacht_op_slot()
    if gewacht:
        eerste.af()
        tweede.gedaan.wait(10)
    tweede.af()
    eerste.af()
    return gewacht, eerste.fout, tweede.fout


@dataclass(frozen=True)
class Stap:
    """One act of a plan; after it was done its transaction stays open for `vasthouden` seconds, with all its locks."""

    kenmerk: str
    doe: Callable[[], object]
    vasthouden: float = 0


@dataclass
class Verslag:
    """What became of the acts of all plans. An act that was tried again may have been refused more than once."""

    gelukt: list[str] = field(default_factory=list)
    geweigerd: list[tuple[str, str]] = field(default_factory=list)  # kenmerk, code
    botsingen: list[tuple[str, str]] = field(default_factory=list)  # kenmerk, what the database said
    onverwacht: list[BaseException] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        return {code for _, code in self.geweigerd}


def ren(plannen: Sequence[Sequence[Stap]], *, opnieuw: bool = False) -> Verslag:
    """Run each plan in a thread of its own, all from the same moment. Every thread is over when this returns.

    A refused act leaves its refusal in the trail, as on a page. With `opnieuw` it goes to the back of its plan, and
    so does an act that the database broke off because it met another, until all are done.
    """
    verslag, startschot, uiterlijk = Verslag(), Barrier(len(plannen)), monotonic() + GEDULD

    def draad(plan: Sequence[Stap]) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{GEDULD}s'")
            startschot.wait(GEDULD)
            rij = deque(plan)
            while rij:
                stap = rij.popleft()
                if not _neem(stap, verslag) and opnieuw and monotonic() < uiterlijk:
                    rij.append(stap)
                    sleep(ADEM)
        except BaseException as fout:
            verslag.onverwacht.append(fout)
        finally:
            connection.close()

    draden = [Thread(target=draad, args=(plan,), daemon=True) for plan in plannen]
    for een in draden:
        een.start()
    for een in draden:
        een.join(2 * GEDULD)
    assert not any(een.is_alive() for een in draden), "een draad wacht nog"
    assert verslag.onverwacht == []
    return verslag


def _neem(stap: Stap, verslag: Verslag) -> bool:
    try:
        with transaction.atomic():
            try:
                stap.doe()
            except DomeinFout as fout:
                verslag.geweigerd.append((stap.kenmerk, fout.code))
                return False
            sleep(stap.vasthouden)
    except OperationalError as fout:
        wat = type(fout.__cause__).__name__
        if wat not in BOTSINGEN:
            raise
        verslag.botsingen.append((stap.kenmerk, wat))
        return False
    verslag.gelukt.append(stap.kenmerk)
    return True


@contextmanager
def anders(functie: str, oud: str, nieuw: str) -> Iterator[None]:
    """A function of the database with one piece of its text replaced; the very same one comes back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [functie])
        (definitie,) = cursor.fetchone()
        assert definitie.count(oud) == 1, "dit stuk staat niet (een keer) in de functie"
        cursor.execute(definitie.replace(oud, nieuw))
        try:
            yield
        finally:
            cursor.execute(definitie)
