"""What an application still misses. Some gaps stop the submission, others are only shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from kern.geld import NUL, als_bedrag
from subsidies.dossier import Deel, Dossier


@dataclass(frozen=True, slots=True)
class Gemis:
    """One thing that is missing: the text, who can mend it, and where (`plek`, empty when not here, plus `pk`)."""

    tekst: str
    wie: str
    plek: str
    pk: int | None = None
    blokkeert: bool = True


def ontbreekt(dossier: Dossier) -> list[Gemis]:
    """All gaps, in the order of the application. The application can be submitted when none of them blocks."""
    return [
        *_tafelgenoten(dossier),
        *_begroting(dossier),
        *_plafond(dossier),
        *_voorzieningen(dossier),
        *_antwoorden(dossier),
        *_gaten(dossier),
        *_akkoord(dossier),
    ]


def deel_is_klaar(deel: Deel) -> bool:
    """A part can be agreed to when it asks money in some year, never less than nothing, and offers something."""
    return bool(deel.aanbod) and deel.gevraagd_totaal > NUL and min(deel.gevraagd.values()) >= NUL


def _tafelgenoten(dossier: Dossier) -> Iterator[Gemis]:
    for deel in dossier.delen:
        if not deel.aan_tafel:
            yield Gemis(
                "Zit niet meer aan de tafel: meld de organisatie opnieuw aan, of trek de aanvraag in en begin opnieuw",
                deel.organisatie,
                "",
            )


def _begroting(dossier: Dossier) -> Iterator[Gemis]:
    for deel in dossier.delen:
        if deel.gevraagd_totaal <= NUL:
            yield Gemis("Vul de begroting in", deel.organisatie, "begroting", deel.pk)
        for jaar, bedrag in deel.gevraagd.items():
            if bedrag < NUL:
                yield Gemis(
                    f"Begroting {jaar}: de dekking is hoger dan de kosten", deel.organisatie, "begroting", deel.pk
                )


def _plafond(dossier: Dossier) -> Iterator[Gemis]:
    for jaar, ruimte in dossier.ruimte.items():
        if ruimte < NUL:
            yield Gemis(f"Bedragen {jaar}: {als_bedrag(-ruimte)} euro boven het plafond", "iedereen", "bedragen")


def _voorzieningen(dossier: Dossier) -> Iterator[Gemis]:
    for deel in dossier.delen:
        if not deel.aanbod:
            yield Gemis("Beschrijf ten minste één voorziening", deel.organisatie, "voorzieningen", deel.pk)


def _antwoorden(dossier: Dossier) -> Iterator[Gemis]:
    for vraag in dossier.vragen:
        if not vraag.beantwoord:
            yield Gemis(f"Schrijf over: {vraag.naam}", "de tafel", "antwoord", vraag.pk)


def _gaten(dossier: Dossier) -> Iterator[Gemis]:
    aanbod = [voorziening for deel in dossier.delen for voorziening in deel.aanbod]
    subdoelen = {naam for voorziening in aanbod for naam in voorziening.subdoelen}
    opgaven = {naam for voorziening in aanbod for naam in voorziening.gebiedsopgaven}
    taken = {naam for voorziening in aanbod for naam in voorziening.wettelijke_taken}
    for naam in dossier.kader.wettelijke_taken:
        if naam not in taken:
            yield Gemis(f"Wie voert de wettelijke taak uit: {naam}?", "de tafel", "wettelijke_taak", blokkeert=False)
    for naam in dossier.kader.subdoelen:
        if naam not in subdoelen:
            yield Gemis(f"Niemand werkt aan: {naam}", "de tafel", "dekking", blokkeert=False)
    for opgave in dossier.kader.opgaven:
        if opgave.naam not in opgaven:
            yield Gemis(
                f"Wie pakt op: {opgave.naam} ({', '.join(opgave.stadsdelen)})?", "de tafel", "dekking", blokkeert=False
            )


def _akkoord(dossier: Dossier) -> Iterator[Gemis]:
    for deel in dossier.delen:
        if not deel.is_akkoord:
            yield Gemis("Geef akkoord op uw deel", deel.organisatie, "akkoord", deel.pk)
