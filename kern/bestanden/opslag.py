"""The private storage of uploads: taking a file in, and handing it out."""

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kern.bestanden.inhoud import keur, schone_naam
from kern.bestanden.soorten import SOORTEN, Soorten
from kern.bestanden.weigering import weiger
from kern.models import Bestand, BestandStand
from kern.taken import na_commit

MAP = "bestanden"
NIET_VRIJ = {
    BestandStand.QUARANTAINE: (
        "Dit bestand wordt nog gecontroleerd op virussen. Probeer het over een paar minuten opnieuw."
    ),
    BestandStand.GEWEIGERD: "Dit bestand is geweigerd bij de viruscontrole.",
    BestandStand.VERWIJDERD: "Dit bestand is verwijderd.",
}
SCAN = "kern.tasks.scan_bestand"


def keur_upload(upload: UploadedFile, soorten: Soorten = SOORTEN) -> tuple[str, str, bytes]:
    """The clean name, the media type and the content of what was sent. Raises DomeinFout (`bestand.…`)."""
    upload.seek(0)
    inhoud = upload.read(settings.BESTAND_MAX_BYTES + 1)
    upload.seek(0)
    naam = schone_naam(upload.name or "")
    return naam, keur(naam, inhoud, settings.BESTAND_MAX_BYTES, soorten), inhoud


def neem_aan(upload: UploadedFile, soorten: Soorten = SOORTEN) -> Bestand:
    """Check a file, store it and make its row, inside the caller's transaction. Raises DomeinFout on `bestand`.

    With a virus scanner it waits in quarantine until that has spoken; without one it is free at once. The file is
    written before the row: what a rolled-back act leaves behind is removed at night (`ruim_op`). `soorten` where
    other kinds than the usual may come in.
    """
    naam, soort, inhoud = keur_upload(upload, soorten)
    som = hashlib.sha256(inhoud).hexdigest()
    met_scan = bool(settings.CLAMD_ADRES)
    bestand = Bestand.objects.create(
        naam=naam,
        soort=soort,
        grootte=len(inhoud),
        sha256=som,
        bestand=default_storage.save(f"{MAP}/{som[:2]}/{som}", ContentFile(inhoud)),
        stand=BestandStand.QUARANTAINE if met_scan else BestandStand.VRIJ,
    )
    if met_scan:
        na_commit(SCAN, bestand.pk)
    return bestand


def lees(bestand: Bestand) -> bytes:
    """The content, whatever the state. Raises DomeinFout when the storage no longer holds exactly that file."""
    try:
        with default_storage.open(str(bestand.bestand)) as opgeslagen:
            inhoud = bytes(opgeslagen.read())
    except FileNotFoundError:
        inhoud = b""
    if hashlib.sha256(inhoud).hexdigest() != bestand.sha256:
        raise weiger("kwijt", "Dit bestand is beschadigd geraakt. Neem contact op met de gemeente.")
    return inhoud


def gooi_weg(bestand: Bestand) -> None:
    """Take the content of a file away for good, inside the caller's transaction; its row tells what it was.

    It leaves the storage after the commit, and at night what was left then (`ruim_op`). Nothing happens to a file that
    is gone already.
    """
    rij = Bestand.objects.met_inhoud().select_for_update().filter(pk=bestand.pk).first()
    if rij is None:
        return
    Bestand.VERLOOP.controleer(rij.stand, BestandStand.VERWIJDERD)
    rij.stand = BestandStand.VERWIJDERD
    rij.save(update_fields=["stand"])
    naam = str(rij.bestand)
    transaction.on_commit(lambda: default_storage.delete(naam), robust=True)


def download(bestand: Bestand) -> HttpResponse:
    """The file, always to be saved and never shown in our pages. Raises DomeinFout for one that is not free.

    Whether this reader may have it is for the caller to ask first.
    """
    if not bestand.is_vrij:
        raise weiger("niet_vrij", NIET_VRIJ[BestandStand(bestand.stand)])
    return HttpResponse(
        lees(bestand),
        content_type=bestand.soort,
        headers={
            "Content-Disposition": content_disposition_header(True, bestand.naam) or "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
