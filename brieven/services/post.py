"""Letters on paper: for who did not make known that it can be reached digitally (Awb 2:14)."""

import datetime
import io
from collections.abc import Collection, Iterable

from django.utils import timezone
from pypdf import PageObject, PdfReader, PdfWriter

from brieven.models import Bezorging, Brief, Stand, Wijze
from brieven.opslag import lees
from brieven.opstellen import herdateer
from brieven.querysets import BriefQuerySet
from brieven.services.maak import vervang
from brieven.snapshots import lees_snapshot
from brieven.toegang import HERSTELLERS
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.toegang import eis_rol
from organisaties.models import Lidmaatschap


def bundel(brieven: Iterable[Brief]) -> bytes:
    """All these letters in one file for a printer that prints both sides: each starts on a new sheet.

    DomeinFout when there are none, or when a file is damaged.
    """
    uit = PdfWriter()
    for brief in brieven:
        bladen = PdfReader(io.BytesIO(lees(brief))).pages
        for blad in bladen:
            uit.add_page(blad)
        if len(bladen) % 2:
            uit.add_page(
                PageObject.create_blank_page(width=bladen[0].mediabox.width, height=bladen[0].mediabox.height)
            )
    if not uit.pages:
        raise DomeinFout("Er zijn geen brieven met de datum van vandaag.", code="brief.geen_stapel")
    bestand = io.BytesIO()
    uit.write(bestand)
    return bestand.getvalue()


def bevestig_post(*, brief_ids: Collection[int], gepost_op: datetime.date, door: Lidmaatschap) -> int:
    """These letters were given to the post on that day, all or none: that is their bekendmaking (Awb 3:41).

    DomeinFout when a letter bears another day, since its objection term would be wrong. Returns how many there were.
    """
    with handeling("brief.gepost", door=door):
        eis_rol(door, *HERSTELLERS)
        if gepost_op > timezone.localdate():
            raise DomeinFout("Deze dag is nog niet geweest.", code="brief.later", veld="gepost_op")
        brieven = list(_wachtend().filter(pk__in=brief_ids).order_by("pk").select_for_update())
        if not brieven or len(brieven) != len(set(brief_ids)):
            raise DomeinFout("Kies brieven uit de lijst.", code="brief.niet_te_posten")
        if anders := [brief.kenmerk for brief in brieven if brief.verzenddatum != gepost_op]:
            raise DomeinFout(
                f"Op deze brieven staat een andere dag: {', '.join(anders)}. Geef ze eerst een nieuwe datum.",
                code="brief.andere_dag",
                veld="gepost_op",
            )
        Bezorging.objects.bulk_create(
            Bezorging(brief=brief, wijze=Wijze.POST, tijdstip=timezone.now()) for brief in brieven
        )
        for brief in brieven:
            Brief.VERLOOP.controleer(brief.stand, Stand.VERZONDEN)
            brief.stand = Stand.VERZONDEN
            brief.save(update_fields=["stand"])
            leg_vast("brief.gepost", door=door, over=brief, kenmerk=Code(brief.kenmerk), dag=gepost_op)
    return len(brieven)


def geef_datum_van_vandaag(*, door: Lidmaatschap) -> int:
    """New versions, with the day of today and the terms that go with it, of all that was not posted on its own day."""
    with handeling("brief.vervangen", door=door):
        eis_rol(door, *HERSTELLERS)
        vandaag = timezone.localdate()
        oud = list(_wachtend().filter(verzenddatum__lt=vandaag).order_by("pk").select_for_update())
        for brief in oud:
            snapshot = herdateer(lees_snapshot(brief.soort, brief.snapshot), vandaag)
            vervang(brief_id=brief.pk, snapshot=snapshot, verzenddatum=vandaag, door=door)
    return len(oud)


def meld_retour(*, brief_id: int, door: Lidmaatschap) -> Bezorging:
    """A posted letter came back. It stays known as sent (Awb 3:41); who wrote it looks for the right address."""
    with handeling("brief.retour", door=door):
        eis_rol(door, *HERSTELLERS)
        brief = Brief.objects.select_for_update().get(pk=brief_id)
        if brief.stand != Stand.VERZONDEN or brief.wijze != Wijze.POST:
            raise DomeinFout("Deze brief is niet met de post verzonden.", code="brief.niet_gepost")
        if brief.bezorgingen.filter(wijze=Wijze.RETOUR).exists():
            raise DomeinFout("Dit ligt al vast.", code="brief.al_retour")
        bezorging = Bezorging.objects.create(brief=brief, wijze=Wijze.RETOUR, tijdstip=timezone.now())
        leg_vast("brief.retour", door=door, over=brief, kenmerk=Code(brief.kenmerk))
    return bezorging


def _wachtend() -> BriefQuerySet[Brief]:
    return Brief.objects.te_printen(timezone.localdate())
