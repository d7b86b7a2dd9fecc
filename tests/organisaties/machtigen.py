"""Giving a machtiging in a test."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organisaties.models import Lidmaatschap, Machtiging, Organisatie
from organisaties.models.machtiging import REIKWIJDTE
from organisaties.services.machtigen import machtig
from tests.hulp.fabriek import PNG

VANDAAG = timezone.localdate()
DAG = datetime.timedelta(days=1)
JAAR = datetime.timedelta(days=365)


def scan(naam: str = "formulier.png", inhoud: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud)


def geef(
    door: Lidmaatschap, aan: Lidmaatschap, organisatie: Organisatie | None = None, **anders: object
) -> Machtiging:
    gewoon = {
        "organisatie_id": (organisatie or door.organisatie).pk,
        "bij_id": aan.organisatie_id,
        "email": aan.gebruiker.email,
        "van": VANDAAG,
        "tot": VANDAAG + JAAR,
        "reikwijdte": REIKWIJDTE,
    }
    return machtig(door=door, **gewoon | anders)
