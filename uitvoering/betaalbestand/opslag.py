"""The private archive of payment files: written once, read as it was."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kern.fouten import DomeinFout
from uitvoering.models import Betaalbatch


def bewaar(kenmerk: str, inhoud: bytes) -> tuple[str, str]:
    """Store a file. Returns its name and its SHA-256."""
    som = hashlib.sha256(inhoud).hexdigest()
    return default_storage.save(f"betaalbestanden/{kenmerk}-{som[:16]}.xml", ContentFile(inhoud)), som


def lees(batch: Betaalbatch) -> bytes:
    """The file as the bank got it. Raises DomeinFout when there is none, or not exactly that one any more."""
    if not batch.sha256:
        raise DomeinFout("Deze opdracht is nog niet geëxporteerd.", code="betaalbestand.nog_niet")
    try:
        with default_storage.open(batch.bestand) as bestand:
            inhoud = bytes(bestand.read())
    except FileNotFoundError:
        inhoud = b""
    if hashlib.sha256(inhoud).hexdigest() != batch.sha256:
        raise DomeinFout(
            "Het betaalbestand is beschadigd geraakt. Neem contact op met de functioneel beheerder.",
            code="betaalbestand.beschadigd",
        )
    return inhoud
