"""What a worker does with a letter: claim, make, deliver. Each step may be repeated and has one effect.

A worker may be killed between any two lines. The claim lapses after five minutes, the file is named after its
content, and each step changes the row only when it is still in the state that step starts from.
"""

import logging
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from brieven.fouten import BriefFout, Foutcode
from brieven.models import BerichtSoort, Bezorging, Brief, Stand, Wijze
from brieven.opslag import bewaar
from brieven.opstellen import herdateer, weg_naar
from brieven.pdf.maken import PdfResultaat, render
from brieven.selectors import ondertekenaars
from brieven.services.bericht import leg_bericht_klaar
from brieven.services.maak import MAAK_BRIEF, vervang
from brieven.snapshots import lees_snapshot
from kern.selectors import storingen
from kern.spoor import Code, leg_vast
from kern.taken import na_commit

logger = logging.getLogger(__name__)

POGINGEN = 5
PER_VEEG = 500


def verwerk(*, brief_id: int) -> None:
    """Bring one letter as far as it can get today."""
    brief = _claim(brief_id)
    if brief is not None:
        _maak(brief)
    lever_af(brief_id=brief_id)


def lever_af(*, brief_id: int) -> None:
    """Place a made letter in the portal on its own day (Awb 3:41), never later: then it gets a new day.

    What goes by post waits for who prints it (services.post). Who no longer wants letters in the portal gets this one
    on paper, as a new version. During an outage nobody could read it: then it waits.
    """
    with transaction.atomic():
        nu, vandaag = timezone.now(), timezone.localdate()
        brief = (
            Brief.objects.select_for_update(of=("self",))
            .select_related("ontvanger")
            .filter(pk=brief_id, stand=Stand.GEMAAKT, wijze=Wijze.PORTAAL, verzenddatum__lte=vandaag)
            .first()
        )
        if brief is None:
            return
        if brief.verzenddatum < vandaag or weg_naar(brief.ontvanger) != Wijze.PORTAAL:
            _geef_nieuwe_dag(brief)
        elif not storingen(nu, nu):
            Bezorging.objects.create(brief=brief, wijze=Wijze.PORTAAL, tijdstip=nu)
            _zet(brief, Stand.VERZONDEN)
            leg_vast("brief.verzonden", door=None, over=brief, kenmerk=Code(brief.kenmerk), sha256=Code(brief.sha256))
            leg_bericht_klaar(
                soort=BerichtSoort.BRIEF,
                ontvangers=ondertekenaars(brief.ontvanger_id, vandaag),
                over=brief,
                pad=reverse("brieven:detail", args=[brief.kenmerk]),
            )


def veeg() -> int:
    """Hand out again what was lost, stuck or waiting for today. Returns how many letters that were."""
    ids = Brief.objects.te_vegen(timezone.now(), timezone.localdate()).order_by("pk").values_list("pk", flat=True)
    gevonden = list(ids[:PER_VEEG])
    for brief_id in gevonden:
        na_commit(MAAK_BRIEF, brief_id)
    return len(gevonden)


def _claim(brief_id: int) -> Brief | None:
    """The letter, when it is this worker's to make. A letter that keeps killing workers fails here."""
    with transaction.atomic():
        brief = Brief.objects.te_maken(timezone.now()).select_for_update(skip_locked=True).filter(pk=brief_id).first()
        if brief is None:
            return None
        if brief.verzenddatum < timezone.localdate():
            _geef_nieuwe_dag(brief)
            return None
        if brief.pogingen >= POGINGEN:
            _mislukt(brief, Foutcode.ONVERWACHT)
            return None
        _zet(brief, Stand.BEZIG, pogingen=brief.pogingen + 1, geclaimd_op=timezone.now())
        return brief


def _geef_nieuwe_dag(brief: Brief) -> None:
    """Its day has passed: a new version for today takes its place, with the objection date that goes with it."""
    vandaag = timezone.localdate()
    try:
        snapshot = lees_snapshot(brief.soort, brief.snapshot)
    except ValueError:
        _mislukt(brief, Foutcode.SNAPSHOT_ONLEESBAAR)
    else:
        vervang(brief_id=brief.pk, snapshot=herdateer(snapshot, vandaag), verzenddatum=vandaag)


def _maak(brief: Brief) -> None:
    try:
        resultaat = _render(brief)
        bestand = bewaar(resultaat)
    except BriefFout as fout:
        logger.warning("Brief %s mislukt: %s", brief.kenmerk, fout)
        _sluit_poging(brief, Foutcode(fout.code))
    except SoftTimeLimitExceeded:
        _sluit_poging(brief, Foutcode.TE_LANG_BEZIG)
    except MemoryError:
        _sluit_poging(brief, Foutcode.TE_VEEL_GEHEUGEN)
    except Exception:
        logger.exception("Brief %s: poging %s ging mis", brief.kenmerk, brief.pogingen)
        _sluit_poging(brief, Foutcode.ONVERWACHT if brief.pogingen >= POGINGEN else None)
    else:
        with transaction.atomic():
            if _houdt_claim(brief):
                _zet(
                    brief,
                    Stand.GEMAAKT,
                    bestand=bestand,
                    sha256=resultaat.sha256,
                    bladzijden=resultaat.bladzijden,
                )
                leg_vast(
                    "brief.gemaakt",
                    door=None,
                    over=brief,
                    kenmerk=Code(brief.kenmerk),
                    sha256=Code(resultaat.sha256),
                )


def _render(brief: Brief) -> PdfResultaat:
    try:
        snapshot = lees_snapshot(brief.soort, brief.snapshot)
    except ValueError as fout:
        raise BriefFout(Foutcode.SNAPSHOT_ONLEESBAAR, str(fout)) from fout
    return render(snapshot)


def _sluit_poging(brief: Brief, code: Foutcode | None) -> None:
    """End this attempt: for good with `code`, or back in the queue for the sweeper."""
    with transaction.atomic():
        if not _houdt_claim(brief):
            return
        if code is None:
            _zet(brief, Stand.KLAARGEZET)
        else:
            _mislukt(brief, code)


def _houdt_claim(brief: Brief) -> bool:
    """Whether this attempt still owns the letter; it lost it when it took too long or the letter was replaced."""
    nog = Brief.objects.select_for_update().filter(pk=brief.pk, stand=Stand.BEZIG, pogingen=brief.pogingen)
    return nog.first() is not None


def _mislukt(brief: Brief, code: Foutcode) -> None:
    _zet(brief, Stand.MISLUKT, fout_code=code)
    leg_vast("brief.mislukt", door=None, over=brief, kenmerk=Code(brief.kenmerk), fout=Code(code))


def _zet(brief: Brief, stand: Stand, **velden: Any) -> None:
    if stand != brief.stand:  # a stuck letter that is claimed again stays what it is
        Brief.VERLOOP.controleer(brief.stand, stand)
    for veld, waarde in ({"stand": stand} | velden).items():
        setattr(brief, veld, waarde)
    brief.save(update_fields=["stand", *velden])
