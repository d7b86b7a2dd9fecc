"""The payment order as a file for the bank: SEPA credit transfer, pain.001.001.09."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError
from text_unidecode import unidecode

from kern.fouten import DomeinFout

SCHEMA = "pain.001.001.09"
BUITEN_SEPA = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]+")  # all else may be refused by a bank


@dataclass(frozen=True, slots=True)
class Overboeking:
    """One payment in euro; `kenmerk` is the EndToEndId that comes back with it."""

    kenmerk: str
    naam: str
    iban: str
    bedrag: Decimal
    omschrijving: str


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What the bank is asked to pay, on one day, from one account."""

    kenmerk: str
    betaler: str
    rekening: str
    betaaldag: datetime.date
    overboekingen: tuple[Overboeking, ...]


class _MetKenmerk(SepaTransfer):
    """The message carries our own kenmerk, so that the bank's answer can be laid beside the order."""

    def _create_header(self) -> None:
        self.msg_id = self._config["kenmerk"]
        super()._create_header()


def maak_bestand(opdracht: Opdracht) -> bytes:
    """The file, valid against the schema. Raises DomeinFout when it cannot be made so."""
    rekening = {
        "kenmerk": opdracht.kenmerk,
        "name": tekst(opdracht.betaler),
        "IBAN": opdracht.rekening,
        "batch": True,
        "currency": "EUR",
    }
    if settings.GEMEENTE_BIC:
        rekening["BIC"] = settings.GEMEENTE_BIC
    bestand = _MetKenmerk(rekening, schema=SCHEMA)
    for overboeking in opdracht.overboekingen:
        bestand.add_payment(
            {
                "name": tekst(overboeking.naam),
                "IBAN": overboeking.iban,
                "amount": int(overboeking.bedrag * 100),
                "execution_date": opdracht.betaaldag,
                "description": tekst(overboeking.omschrijving, 140),
                "endtoend_id": overboeking.kenmerk,
            }
        )
    try:
        return bytes(bestand.export(validate=True))
    except ValidationError as fout:
        raise DomeinFout(
            "Het betaalbestand is niet geldig. Controleer de namen en rekeningnummers.", code="betaalbestand.ongeldig"
        ) from fout


def tekst(naam: str, lengte: int = 70) -> str:
    """Only the characters that every bank takes."""
    return " ".join(BUITEN_SEPA.sub(" ", unidecode(naam)).split())[:lengte].strip()
