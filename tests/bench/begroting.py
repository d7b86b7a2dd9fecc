"""What a page about the money costs with a hundred times the demo behind it: CPU of this process and of PostgreSQL.

Two databases in one server: the demo, and a copy of it with ten years of a municipality on top (begroting_wereld.py).
Each page is asked of the largest place of its own database. The two take turns, so that a busy machine hits them
alike; the figure of a page is the median over the rounds.
"""

import datetime
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple
from urllib.parse import urlencode

from socialebasis.proef.cluster import EIGENAAR, Cluster
from tests.bench.servers import database

GRENS = 1.3
RONDES, KEER, OPWARMEN = int(os.environ.get("BENCH_RONDES", "7")), 3, 2
GROOT = "groot"


def draai() -> int:
    with database() as (cluster, _redis):
        import django

        django.setup()
        from django.conf import settings

        from socialebasis.demo.zaaien import zaai

        zaai()
        settings.DEBUG = False  # as in production: else Django keeps every statement
        demo, groot = _twee_databases(cluster)
        fouten = _vul(groot)
        kanten = (_kant(demo), _kant(groot))
        uitslagen = [_meet(pagina, kanten) for pagina in PAGINAS]
    sys.stdout.write(_verslag(uitslagen, fouten))
    return int(bool(fouten) or any(uitslag.mis for uitslag in uitslagen))


def _twee_databases(cluster: Cluster) -> tuple[Any, Any]:
    """The demo of this process, and a copy of it; each with a connection of its own."""
    from django.db import connection, connections

    naam = connection.settings_dict["NAME"]
    connection.close()
    cluster.voer_uit(f"CREATE DATABASE {GROOT} TEMPLATE {naam} OWNER {EIGENAAR} STRATEGY file_copy")
    demo = connections["default"]
    groot = demo.__class__({**demo.settings_dict, "NAME": GROOT}, "default")
    return demo, groot


def _vul(groot: Any) -> list[str]:
    """Loads the big one, and gives what does not agree with its rows afterwards."""
    from overzichten.selectors.aansluiting import verschillen
    from overzichten.services.uitsplitsing import ververs
    from tests.bench.begroting_wereld import Maat, laad

    with _op(groot):
        laad(Maat())
        _in_rust(ververs)
        return [f"sluit niet aan: {verschil}" for verschil in verschillen()]


def _in_rust(ververs: Callable[[], None]) -> None:
    """As after a night: breakdowns worked out, and the planner knows the tables."""
    from django.db import connection

    ververs()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _op(verbinding: Any) -> Iterator[None]:
    """Within, Django talks through this connection."""
    from django.db import connections

    eerst = connections["default"]
    connections["default"] = verbinding
    try:
        yield
    finally:
        connections["default"] = eerst


# --- the pages ---


@dataclass(frozen=True, slots=True)
class Plek:
    """The largest of everything in one database."""

    doel: Any
    lopend: Any
    verplichting: Any
    ontvanger: int
    stuk: str
    bedrag: str

    @property
    def jaar(self) -> Any:
        return self.doel.budgetjaar

    @property
    def eind(self) -> datetime.date:
        return datetime.date(self.jaar.jaar, 12, 31)


def _grootste() -> Plek:
    from django.db.models import Count
    from django.utils import timezone

    from begroting.models import Bestedingsdoel, Budgetjaar, Verplichting
    from organisaties.models import Organisatie

    doel = (
        Bestedingsdoel.objects.filter(budgetjaar__jaar__lt=timezone.localdate().year)
        .select_related("budgetjaar__budget")
        .annotate(aantal=Count("verplichtingen"))
        .latest("aantal", "budgetjaar__jaar", "pk")
    )
    verplichting = (
        Verplichting.objects.filter(bestedingsdoel=doel, subsidiejaar__isnull=False)
        .annotate(aantal=Count("boekingen"))
        .latest("aantal", "pk")
    )
    return Plek(
        doel=doel,
        lopend=Budgetjaar.objects.filter(doelen__verplichtingen__subsidiejaar__subsidie__stand="lopend")
        .annotate(aantal=Count("pk"))
        .latest("aantal", "jaar"),
        verplichting=verplichting,
        ontvanger=Organisatie.objects.filter(
            pk__in=doel.verplichtingen.values("ontvanger"), aanvrager_soort="rechtspersoon"
        )
        .annotate(aantal=Count("verplichtingen"))
        .latest("aantal", "pk")
        .pk,
        stuk=verplichting.kenmerk.partition("/")[0],
        bedrag=str(verplichting.boekingen.earliest("pk").bedrag).replace(".", ","),
    )


class Pagina(NamedTuple):
    """One page: by whom it is read, where, and with what in the address."""

    wie: str
    route: str
    args: Callable[[Plek], tuple[Any, ...]]
    vraag: Callable[[Plek], dict[str, Any]]
    uitleg: str = ""


def _geen(_plek: Plek) -> tuple[Any, ...]:
    return ()


def _kaal(_plek: Plek) -> dict[str, Any]:
    return {}


def _per(plek: Plek) -> dict[str, Any]:
    return {"per": plek.eind}


def _jaar(plek: Plek) -> dict[str, Any]:
    return {"jaar": plek.jaar.jaar}


_RAAD: tuple[tuple[str, Callable[[Plek], tuple[Any, ...]]], ...] = (
    ("geld", _geen),
    ("geld_budget", lambda p: (p.jaar.budget.code,)),
    ("geld_jaar", lambda p: (p.jaar.budget.code, p.jaar.jaar)),
    ("geld_doel", lambda p: (p.jaar.budget.code, p.jaar.jaar, p.doel.code)),
    ("geld_verplichting", lambda p: (p.jaar.budget.code, p.jaar.jaar, p.doel.code, p.verplichting.kenmerk)),
    ("geld_ontvanger", lambda p: (p.ontvanger,)),
)
PAGINAS = (
    *(
        Pagina("commissielid", f"overzichten:{route}", args, vraag, uitleg)
        for route, args in _RAAD
        for vraag, uitleg in ((_kaal, ""), (_per, "?per="))
    ),
    Pagina("commissielid", "overzichten:geld", _geen, _jaar, "?jaar="),
    Pagina("commissielid", "overzichten:geld", _geen, lambda p: _jaar(p) | _per(p), "?jaar=&per="),
    Pagina("financieel", "overzichten:benutting", _geen, _kaal),
    Pagina("financieel", "overzichten:benutting", _geen, lambda p: {"jaar": p.lopend.jaar}, "?jaar="),
    Pagina("financieel", "overzichten:benutting_jaar", lambda p: (p.lopend.pk,), _kaal),
    Pagina("financieel", "overzichten:wat_als", lambda p: (p.lopend.pk,), _kaal),
    Pagina(
        "financieel",
        "overzichten:wat_als",
        lambda p: (p.lopend.pk,),
        lambda _: {"percentage": "2,5", "afronding": "cent"},
        "2,5%",
    ),
    Pagina("financieel", "overzichten:bewegingen", _geen, _kaal),
    Pagina(
        "financieel",
        "overzichten:bewegingen",
        _geen,
        lambda p: {"van": "01-01-2017", "tot": f"{p.eind:%d-%m-%Y}"},
        "jaren",
    ),
    Pagina(
        "financieel",
        "overzichten:bewegingen",
        _geen,
        lambda p: {
            "van": f"01-01-{p.jaar.jaar}",
            "tot": f"{p.eind:%d-%m-%Y}",
            "soort": "",
            "budget": p.jaar.budget_id,
        },
        "een budget",
    ),
    Pagina("financieel", "overzichten:zoeken", _geen, _kaal),
    Pagina("financieel", "overzichten:zoeken", _geen, lambda p: {"kenmerk": p.stuk}, "kenmerk"),
    Pagina("financieel", "overzichten:zoeken", _geen, lambda p: {"kenmerk": "", "bedrag": p.bedrag}, "bedrag"),
    Pagina("financieel", "begroting:budget_lijst", _geen, _kaal),
    Pagina("financieel", "begroting:budget_detail", lambda p: (p.jaar.budget_id,), _kaal),
    Pagina("financieel", "begroting:budgetjaar_detail", lambda p: (p.jaar.pk,), _kaal),
    Pagina("financieel", "begroting:doel_detail", lambda p: (p.doel.pk,), _kaal),
    Pagina("financieel", "begroting:verplichting_detail", lambda p: (p.verplichting.pk,), _kaal),
    Pagina("beleidsmedewerker", "organisaties:lijst", _geen, _kaal),
    Pagina("beleidsmedewerker", "organisaties:lijst", _geen, lambda _: {"zoek": "haarlem"}, "zoek"),
    Pagina("beleidsmedewerker", "organisaties:detail", lambda p: (p.ontvanger,), _kaal),
    Pagina("beleidsmedewerker", "overzichten:organisatiebeeld", lambda p: (p.ontvanger,), _kaal),
)


# --- measuring ---


@dataclass(frozen=True, slots=True)
class Kant:
    """One of the two databases, with somebody logged in per role."""

    verbinding: Any
    pid: int
    plek: Plek
    lezers: dict[str, Any]

    def adres(self, pagina: Pagina) -> str:
        from django.urls import reverse

        vraag = urlencode(pagina.vraag(self.plek))
        return reverse(pagina.route, args=pagina.args(self.plek)) + (f"?{vraag}" if vraag else "")

    def vragen(self, pagina: Pagina) -> int:
        """How many queries it takes, of a reader who was here before."""
        from django.test.utils import CaptureQueriesContext

        with _op(self.verbinding):
            for _ in range(OPWARMEN):
                self._haal(pagina)
            with CaptureQueriesContext(self.verbinding) as opgevangen:
                self._haal(pagina)
        return len(opgevangen)

    def cpu(self, pagina: Pagina) -> float:
        """Milliseconds a page, of this process and of the one that works for it in PostgreSQL."""
        with _op(self.verbinding):
            voor = process_time() + _cpu_van(self.pid)
            for _ in range(KEER):
                self._haal(pagina)
            return (process_time() + _cpu_van(self.pid) - voor) / KEER * 1000

    def _haal(self, pagina: Pagina) -> None:
        antwoord = self.lezers[pagina.wie].get(self.adres(pagina))
        assert antwoord.status_code == 200, (self.adres(pagina), antwoord.status_code)


def _cpu_van(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9  # what stat gives in ticks, in nanoseconds


def _kant(verbinding: Any) -> Kant:
    from django.test import Client

    from organisaties.models import Lidmaatschap
    from overzichten.services.uitsplitsing import ververs

    with _op(verbinding):
        _in_rust(ververs)
        with verbinding.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # all its work is of one process
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        lezers = {}
        for rol in {pagina.wie for pagina in PAGINAS}:
            lezers[rol] = Client(SERVER_NAME="localhost")
            lid = Lidmaatschap.objects.filter(rol=rol, tot=None).earliest("pk")
            lezers[rol].force_login(lid.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        return Kant(verbinding, pid, _grootste(), lezers)


@dataclass(frozen=True, slots=True)
class Uitslag:
    """One page on both sides: queries, and milliseconds of CPU."""

    pagina: Pagina
    vragen: tuple[int, int]
    cpu: tuple[float, float]

    @property
    def verhouding(self) -> float:
        return self.cpu[1] / self.cpu[0]

    @property
    def mis(self) -> bool:
        return self.verhouding > GRENS or self.vragen[0] != self.vragen[1]


def _meet(pagina: Pagina, kanten: tuple[Kant, Kant]) -> Uitslag:
    demo, groot = (kant.vragen(pagina) for kant in kanten)
    tijden = [[kant.cpu(pagina) for kant in kanten] for _ in range(RONDES)]
    klein_ms, groot_ms = (statistics.median(kolom) for kolom in zip(*tijden, strict=True))
    return Uitslag(pagina, (demo, groot), (klein_ms, groot_ms))


def _verslag(uitslagen: list[Uitslag], fouten: list[str]) -> str:
    regels = [
        f"{f'{een.pagina.route} {een.pagina.uitleg}':45} {een.vragen[0]:5} {een.vragen[1]:5} {een.cpu[0]:8.1f} "
        f"{een.cpu[1]:8.1f} {een.verhouding:6.2f}{'  TE VEEL' if een.mis else ''}\n"
        for een in uitslagen
    ]
    return (
        f"{'bladzijde':45} {'vragen':>11} {'ms CPU, demo en honderdmaal':>25}  (hoogstens {GRENS:g})\n"
        + "".join(regels)
        + f"de standen kloppen met de boekingen: {'NEE' if fouten else 'ja'}\n"
        + "".join(f"{fout}\n" for fout in fouten[:20])
    )
