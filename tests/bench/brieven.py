"""What a letter costs in a worker: our whole road beside bare WeasyPrint in the same worker, and that beside the
naive call on the same letter.

CPU time, each side in a process of its own that lives on as in production: ours warmed up as a worker child does
(brieven.tasks), who calls naively did not. The sides take turns letter by letter, so that a busy machine hits them
alike. Throughput of two workers against one is wall time: it says something on a quiet machine only. It stands beside
what two processes get done that only count, since two processors of a virtual machine may share one core.
"""

import datetime
import gc
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.bench.servers import database

AANTAL = 40
OPWARMEN = 5
PIJPLIJN, ARCHIEF, NAIEF, TWEE = 1.10, 1.10, 0.70, 1.8
REKENEN = 3_000_000


def draai() -> int:
    with database():
        import django

        django.setup()
        from django.conf import settings

        from brieven import tasks
        from brieven.models import Brief
        from brieven.services.verwerk import verwerk

        settings.DEBUG = False  # as in production: else Django keeps every statement
        brieven = _brieven(AANTAL + OPWARMEN)
        bladen = [_html(brief) for brief in brieven]
        tasks.laad_weasyprint()
        with tempfile.TemporaryDirectory() as map_:
            _schrijf_stijl(Path(map_))
            kosten = _meet(
                {
                    "pijplijn": (lambda nummer: verwerk(brief_id=brieven[nummer].pk), tasks.warm_werker_op),
                    "archief": (lambda nummer: _archief(bladen[nummer]), tasks.warm_werker_op),
                    "kaal": (lambda nummer: _kaal(bladen[nummer]), tasks.warm_werker_op),
                    "naief": (lambda nummer: _naief(bladen[nummer], map_), gc.enable),
                },
                len(brieven),
            )
        gemaakt = Brief.objects.filter(stand="gemaakt").count()
        tasks.warm_werker_op()
        snelheid, machine = _werkers(_kaal_klaar, bladen), _werkers(_reken, [REKENEN] * len(bladen))
    return _rapport(kosten, gemaakt, len(brieven), snelheid, machine)


def _brieven(aantal: int) -> list[Any]:
    """As many letters of three pages as asked: a grant for four years, with its plan, its payments and its annex.

    They are for tomorrow: a worker makes them now, delivering them is another day's work.
    """
    from dataclasses import replace

    from django.utils import timezone

    from brieven.models import BriefSoort
    from brieven.opstellen import herdateer
    from brieven.services.maak import leg_brief_klaar
    from tests.brieven.voorbeelden import verlening
    from tests.hulp.fabriek import maak_lid, maak_organisatie

    morgen = timezone.localdate() + datetime.timedelta(days=1)
    ontvanger = maak_organisatie()
    maak_lid("tekenbevoegde", ontvanger)
    brieven = []
    for nummer in range(aantal):
        eerst = herdateer(verlening(), morgen)
        brief = replace(eerst, kop=replace(eerst.kop, kenmerk=f"SB-2026-{7000 + nummer}"))
        brieven.append(
            leg_brief_klaar(
                soort=BriefSoort.VERLENING,
                ontvanger=ontvanger,
                over=ontvanger,
                onderwerp=brief.kop.onderwerp,
                snapshot=brief,
                verzenddatum=morgen,
                kenmerk=brief.kop.kenmerk,
            )
        )
    return brieven


Zijde = tuple[Callable[[int], object], Callable[[], object]]  # makes one letter; begins its process


def _meet(zijden: dict[str, Zijde], aantal: int) -> dict[str, float]:
    """Seconds of CPU of each side for all letters but the first ones."""
    from django.db import connection

    connection.close()  # each process opens its own
    kosten = dict.fromkeys(zijden, 0.0)
    with ExitStack() as processen:
        lijnen = {naam: processen.enter_context(_proces(*zijde)) for naam, zijde in zijden.items()}
        for nummer in range(aantal):
            for naam, lijn in lijnen.items():
                lijn.send(nummer)
                seconden = lijn.recv()
                kosten[naam] += seconden if nummer >= OPWARMEN else 0.0
    return kosten


@contextmanager
def _proces(maak: Callable[[int], object], begin: Callable[[], object]) -> Iterator[Connection]:
    """The line to a child that makes the letter of each number sent, and answers with its seconds of CPU."""
    hier, daar = multiprocessing.Pipe()
    kind = multiprocessing.get_context("fork").Process(target=_werk, args=(daar, maak, begin), daemon=True)
    kind.start()
    try:
        yield hier
    finally:
        hier.send(None)
        kind.join()


def _werk(lijn: Connection, maak: Callable[[int], object], begin: Callable[[], object]) -> None:
    begin()
    while (nummer := lijn.recv()) is not None:
        voor = time.process_time()
        maak(nummer)
        lijn.send(time.process_time() - voor)


def _html(brief: Any) -> str:
    from brieven.pdf.maken import naar_html
    from brieven.snapshots import lees_snapshot

    return naar_html(lees_snapshot(brief.soort, brief.snapshot))


def _kaal(html: str, **anders: Any) -> bytes:
    """WeasyPrint with what a warm worker has, and nothing of ours around it: PDF/UA only."""
    from weasyprint import HTML

    from brieven.pdf.huisstijl import BASIS, standaard, warm

    stijl = warm(standaard())
    pagina = HTML(string=html, base_url=BASIS, url_fetcher=stijl.ophaler)
    soort = {"pdf_variant": "pdf/ua-1"} | anders
    return bytes(pagina.write_pdf(font_config=stijl.letters, stylesheets=[stijl.opmaak], **soort))


def _archief(html: str) -> bytes:
    """The same with PDF/A in the same file, as a letter is."""
    from brieven.pdf.archief import VARIANT, maak_bewaarbaar

    return _kaal(html, finisher=maak_bewaarbaar, **VARIANT)


def _schrijf_stijl(map_: Path) -> None:
    """The house style as files, as a project without our room has it."""
    from brieven.pdf.huisstijl import standaard

    for naam, inhoud in {**standaard().bestanden, "brief.css": standaard().css.encode()}.items():
        (map_ / naam).write_bytes(inhoud)


def _naief(html: str, map_: str) -> bytes:
    """The call of the manual: the same page that names its style, everything read and parsed for each letter."""
    from weasyprint import HTML

    pagina = html.replace("</head>", '<link rel="stylesheet" href="brief.css"></head>')
    return bytes(HTML(string=pagina, base_url=f"{map_}/").write_pdf(pdf_variant="pdf/ua-1"))


def _werkers(doe: Callable[[Any], int], werk: list[Any]) -> float:
    """How much more two processes get done than one, by the clock."""
    duur = []
    for aantal in (1, 2):
        with multiprocessing.get_context("fork").Pool(aantal) as werkers:
            werkers.map(doe, werk[: 2 * aantal])
            begin = time.monotonic()
            werkers.map(doe, werk, chunksize=1)
            duur.append(time.monotonic() - begin)
    return duur[0] / duur[1]


def _reken(stappen: int) -> int:
    """Work that shares nothing: no memory, no lock, no library."""
    return sum(stap & 3 for stap in range(stappen))


def _kaal_klaar(html: str) -> int:
    return len(_kaal(html))


def _rapport(kosten: dict[str, float], gemaakt: int, aantal: int, snelheid: float, machine: float) -> int:
    per_brief = {kant: seconden / AANTAL * 1000 for kant, seconden in kosten.items()}
    verhoudingen = [
        ("hele weg tegen kaal", kosten["pijplijn"] / kosten["archief"], PIJPLIJN),
        ("met PDF/A tegen zonder", kosten["archief"] / kosten["kaal"], ARCHIEF),
        ("kaal in onze werker tegen naief", kosten["kaal"] / kosten["naief"], NAIEF),
    ]
    druk = os.getloadavg()[0] > 2.5
    sys.stdout.write(
        "ms CPU per brief: "
        + ", ".join(f"{kant} {duur:.0f}" for kant, duur in per_brief.items())
        + "".join(f"\n{naam}: {maat:.2f} (hoogstens {grens:.2f})" for naam, maat, grens in verhoudingen)
        + f"\ntwee werkers tegen een: {snelheid:.2f}x (ten minste {TWEE}); "
        f"twee keer alleen rekenen: {machine:.2f}x"
        f"{', maar de machine is druk: telt niet' if druk else ''}\n"
        f"brieven gemaakt: {gemaakt} van {aantal}\n"
    )
    te_duur = any(maat > grens for _, maat, grens in verhoudingen)
    return int(te_duur or (snelheid < TWEE and not druk) or gemaakt != aantal)
