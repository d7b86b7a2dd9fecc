"""What an application still misses. Some gaps stop the submission, others are only shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from kern.geld import NUL, als_bedrag
from kern.taal import opsomming
from subsidies.dossier import Aanbod, Deel, Dossier
from subsidies.regels.plan import activiteit_mist, plangaten, zonder_activiteit


@dataclass(frozen=True, slots=True)
class Gemis:
    """One thing that is missing: the text, who can mend it, and where (`plek`, empty when not here, plus `pk`).

    `deel_id` is the part it is in, for what is missing inside a part.
    """

    tekst: str
    wie: str
    plek: str
    pk: int | None = None
    blokkeert: bool = True
    deel_id: int | None = None


def ontbreekt(dossier: Dossier) -> list[Gemis]:
    """All gaps, in the order of the application. The application can be submitted when none of them blocks."""
    return [
        *_tafelgenoten(dossier),
        *_begroting(dossier),
        *_plafond(dossier),
        *_voorzieningen(dossier),
        *_activiteiten(dossier),
        *_antwoorden(dossier),
        *_gaten(dossier),
        *_akkoord(dossier),
    ]


def deel_is_klaar(deel: Deel) -> bool:
    """A part can be agreed to when it asks money in some year, never less than nothing, and what it offers and
    accounts on is described."""
    return (
        (bool(deel.aanbod) or not deel.vraagt_voorzieningen)
        and not any(map(voorziening_mist, deel.aanbod))
        and not any(map(activiteit_mist, deel.activiteiten))
        and deel.gevraagd_totaal > NUL
        and min(deel.gevraagd.values()) >= NUL
    )


def voorziening_mist(aanbod: Aanbod) -> list[str]:
    """What a voorziening still lacks before it can be submitted."""
    nodig = {
        "een naam": aanbod.naam,
        "een omschrijving": aanbod.omschrijving.strip(),
        "een subdoel": aanbod.subdoelen,
        "een stadsdeel": aanbod.stadsdelen,
        "het bereik": aanbod.bereik,
    }
    return [wat for wat, ingevuld in nodig.items() if not ingevuld]


def _tafelgenoten(dossier: Dossier) -> Iterator[Gemis]:
    for deel in dossier.delen:
        if not deel.aan_tafel:
            yield Gemis(
                "Zit niet meer aan de tafel. De penvoerder of de gemeente kan zonder dit deel verdergaan",
                deel.organisatie,
                "deelnemers",
                deel.pk,
            )


def _begroting(dossier: Dossier) -> Iterator[Gemis]:
    for deel in dossier.delen:
        if deel.gevraagd_totaal <= NUL:
            yield _in_deel(deel, "Vul de begroting in", "begroting")
        for jaar, bedrag in deel.gevraagd.items():
            if bedrag < NUL:
                yield _in_deel(deel, f"Begroting {jaar}: de dekking is hoger dan de kosten", "begroting")


def _plafond(dossier: Dossier) -> Iterator[Gemis]:
    for jaar, ruimte in dossier.ruimte.items():
        if ruimte < NUL:
            yield Gemis(f"Bedragen {jaar}: {als_bedrag(-ruimte)} euro boven het plafond", "iedereen", "bedragen")
    maximum = dossier.kader.maximum
    for jaar, bedrag in dossier.gevraagd.items():
        if maximum and bedrag > maximum:
            tekst = f"Bedragen {jaar}: {als_bedrag(bedrag - maximum)} euro boven het maximum van {als_bedrag(maximum)}"
            yield Gemis(tekst, _samen(dossier), "bedragen")


def _voorzieningen(dossier: Dossier) -> Iterator[Gemis]:
    for deel in dossier.delen:
        if not deel.aanbod and deel.vraagt_voorzieningen:
            yield _in_deel(deel, "Beschrijf ten minste één voorziening", "voorzieningen")
        for aanbod in deel.aanbod:
            if mist := voorziening_mist(aanbod):
                naam = aanbod.naam or "Voorziening zonder naam"
                tekst = f"{naam}: vul nog in {opsomming(mist)}"
                yield Gemis(tekst, deel.organisatie, "voorziening", aanbod.pk, deel_id=deel.pk)


def _activiteiten(dossier: Dossier) -> Iterator[Gemis]:
    """An activity needs a name and a subdoel; what cannot be measured yet is shown, and stops nothing."""
    for deel in dossier.delen:
        for activiteit in deel.activiteiten:
            if mist := activiteit_mist(activiteit):
                tekst = f"{activiteit}: vul nog in {opsomming(mist)}"
                yield Gemis(tekst, deel.organisatie, "activiteit", activiteit.pk, deel_id=deel.pk)
            for gat in plangaten(activiteit):
                tekst = f"{activiteit}: {gat}"
                yield Gemis(tekst, deel.organisatie, "meetplan", activiteit.pk, blokkeert=False, deel_id=deel.pk)
    if any(deel.vraagt_activiteiten for deel in dossier.delen):
        for naam in zonder_activiteit(dossier):
            yield Gemis(f"Niemand verantwoordt over: {naam}", _samen(dossier), "verantwoording", blokkeert=False)


def _antwoorden(dossier: Dossier) -> Iterator[Gemis]:
    for vraag in dossier.vragen:
        if vraag.verplicht and not vraag.beantwoord:
            tekst = f"Beantwoord: {vraag.naam}" if dossier.is_kort else f"Schrijf over: {vraag.naam}"
            yield Gemis(tekst, _samen(dossier), "antwoord", vraag.pk)


def _gaten(dossier: Dossier) -> Iterator[Gemis]:
    aanbod = [voorziening for deel in dossier.delen for voorziening in deel.aanbod]
    subdoelen = {naam for voorziening in aanbod for naam in voorziening.subdoelen}
    opgaven = {naam for voorziening in aanbod for naam in voorziening.gebiedsopgaven}
    taken = {naam for voorziening in aanbod for naam in voorziening.wettelijke_taken}
    wie = _samen(dossier)
    for naam in dossier.kader.wettelijke_taken:
        if naam not in taken:
            yield Gemis(f"Wie voert de wettelijke taak uit: {naam}?", wie, "wettelijke_taak", blokkeert=False)
    for naam in dossier.kader.subdoelen:
        if naam not in subdoelen:
            yield Gemis(f"Niemand werkt aan: {naam}", wie, "dekking", blokkeert=False)
    for opgave in dossier.kader.opgaven:
        if opgave.naam not in opgaven:
            tekst = f"Wie pakt op: {opgave}?"
            yield Gemis(tekst, wie, "dekking", blokkeert=False)


def _akkoord(dossier: Dossier) -> Iterator[Gemis]:
    """On paper the signatures stand on the paper."""
    if dossier.aanvraag.ingevoerd_door_id is not None:
        return
    for deel in dossier.delen:
        if not deel.is_akkoord:
            yield _in_deel(deel, "Geef akkoord op uw deel", "akkoord")


def _in_deel(deel: Deel, tekst: str, plek: str) -> Gemis:
    return Gemis(tekst, deel.organisatie, plek, deel.pk, deel_id=deel.pk)


def _samen(dossier: Dossier) -> str:
    """Who answers for what is written together: the table, or the one organisation that applies alone."""
    return dossier.delen[0].organisatie if dossier.aanvraag.zelfstandig and dossier.delen else "de tafel"
