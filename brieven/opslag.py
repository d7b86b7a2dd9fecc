"""The private archive of letters. A file is named after its content, so writing it twice is writing it once."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from brieven.models import Brief
from brieven.pdf.maken import PdfResultaat
from kern.fouten import DomeinFout


def bewaar(resultaat: PdfResultaat) -> str:
    """Store the file and return its name. What a killed worker left half written is written again."""
    naam = f"brieven/{resultaat.sha256[:2]}/{resultaat.sha256}.pdf"
    if default_storage.exists(naam):
        if _som(naam) == resultaat.sha256:
            return naam
        default_storage.delete(naam)
    return default_storage.save(naam, ContentFile(resultaat.inhoud))


def lees(brief: Brief) -> bytes:
    """The letter as it was made. Raises DomeinFout when the archive no longer holds exactly that file."""
    try:
        with default_storage.open(brief.bestand) as bestand:
            inhoud = bytes(bestand.read())
    except FileNotFoundError:
        inhoud = b""
    if hashlib.sha256(inhoud).hexdigest() != brief.sha256:
        raise DomeinFout(
            "Het bestand van deze brief is beschadigd. Neem contact op met de gemeente.", code="brief.bestand"
        )
    return inhoud


def _som(naam: str) -> str:
    with default_storage.open(naam) as bestand:
        return hashlib.sha256(bestand.read()).hexdigest()
