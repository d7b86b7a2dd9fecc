"""Writing a letter: the row that a worker makes into a file and delivers (docs/brieven.md)."""

import datetime

from django.db import models

from brieven.fouten import BriefFout, Foutcode
from brieven.models import Brief, BriefSoort, Stand
from brieven.opstellen import langs, weg_naar
from brieven.pdf.grenzen import controleer_tekst
from brieven.snapshots import SNAPSHOTS, Snapshot
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap, Organisatie

MAAK_BRIEF = "brieven.tasks.maak_brief"


def leg_brief_klaar(
    *,
    soort: BriefSoort,
    ontvanger: Organisatie,
    over: models.Model,
    onderwerp: str,
    snapshot: Snapshot,
    verzenddatum: datetime.date,
    kenmerk: str,
    door: Lidmaatschap | None = None,
) -> Brief:
    """Write the letter inside the caller's transaction; a worker is told after the commit.

    The letter counts as sent on `verzenddatum` (Awb 3:41) or not at all; digital or on paper as the recipient made
    known. Raises DomeinFout for a text that no letter
    can hold: then the act is not done either. What row and snapshot both name must be the same, else ValueError: a
    mistake in our code.
    """
    kop, wijze = snapshot.kop, weg_naar(ontvanger)
    snapshot = langs(snapshot, wijze)
    if SNAPSHOTS[soort] is not type(snapshot):
        raise ValueError(f"Een {soort} vraagt een {SNAPSHOTS[soort].__name__}, geen {type(snapshot).__name__}")
    if (kop.kenmerk, kop.verzenddatum, kop.onderwerp) != (kenmerk, verzenddatum, onderwerp):
        raise ValueError("Kenmerk, verzenddatum of onderwerp van de brief is anders dan in de snapshot")
    inhoud = snapshot.to_json()
    try:
        controleer_tekst(inhoud)
    except BriefFout as fout:
        raise DomeinFout(Foutcode(fout.code).label, code=f"brief.{fout.code}") from fout
    return _schrijf(
        Brief(
            kenmerk=kenmerk,
            soort=soort,
            ontvanger=ontvanger,
            over_soort=over._meta.label_lower,
            over_id=over.pk,
            onderwerp=onderwerp,
            snapshot=inhoud,
            verzenddatum=verzenddatum,
            wijze=wijze,
        ),
        door,
    )


def vervang(
    *, brief_id: int, snapshot: Snapshot, verzenddatum: datetime.date, door: Lidmaatschap | None = None
) -> Brief:
    """A new version of a letter that was never sent, with another day or other content; it keeps the kenmerk.

    Raises DomeinFout when the letter was already sent or replaced: then only a new decision can change it.
    """
    with handeling("brief.vervangen", door=door):
        oud = Brief.objects.select_for_update(of=("self",)).select_related("ontvanger").get(pk=brief_id)
        Brief.VERLOOP.controleer(oud.stand, Stand.VERVANGEN)
        wijze = weg_naar(oud.ontvanger)
        if snapshot.kop.kenmerk != oud.kenmerk or snapshot.kop.verzenddatum != verzenddatum:
            raise ValueError("Kenmerk of verzenddatum van de nieuwe versie is anders dan in de snapshot")
        if SNAPSHOTS[oud.soort] is not type(snapshot):
            raise ValueError("Een nieuwe versie is dezelfde soort brief")
        oud.stand = Stand.VERVANGEN
        oud.save(update_fields=["stand"])
        leg_vast("brief.vervangen", door=door, over=oud, kenmerk=Code(oud.kenmerk), verzenddatum=verzenddatum)
        return _schrijf(
            Brief(
                kenmerk=oud.kenmerk,
                soort=oud.soort,
                ontvanger=oud.ontvanger,
                over_soort=oud.over_soort,
                over_id=oud.over_id,
                onderwerp=snapshot.kop.onderwerp,
                snapshot=langs(snapshot, wijze).to_json(),
                verzenddatum=verzenddatum,
                wijze=wijze,
                vervangt=oud,
            ),
            door,
        )


def herstel(*, brief_id: int, door: Lidmaatschap) -> Brief:
    """Let a failed letter be tried again, from its same snapshot. Raises DomeinFout when it has not failed."""
    with handeling("brief.hersteld", door=door):
        brief = Brief.objects.select_for_update().get(pk=brief_id)
        Brief.VERLOOP.controleer(brief.stand, Stand.KLAARGEZET)
        brief.stand, brief.pogingen, brief.fout_code = Stand.KLAARGEZET, 0, ""
        brief.save(update_fields=["stand", "pogingen", "fout_code"])
        leg_vast("brief.hersteld", door=door, over=brief, kenmerk=Code(brief.kenmerk))
        na_commit(MAAK_BRIEF, brief.pk)
    return brief


def _schrijf(brief: Brief, door: Lidmaatschap | None) -> Brief:
    brief.full_clean(exclude=["ontvanger", "vervangt"], validate_unique=False, validate_constraints=False)
    brief.save(force_insert=True)
    leg_vast(
        "brief.klaargezet",
        door=door,
        over=brief,
        kenmerk=Code(brief.kenmerk),
        verzenddatum=brief.verzenddatum,
    )
    na_commit(MAAK_BRIEF, brief.pk)
    return brief
