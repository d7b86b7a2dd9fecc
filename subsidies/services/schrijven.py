"""Writing in a draft: one's own budget and voorzieningen, and the joint texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pghistory
from django.db import models

from kern.fouten import DomeinFout
from kern.geld import NUL, als_bedrag
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import eis_rol
from subsidies.models import Aanvraagdeel, Antwoord, Begrotingspost, Postbedrag, Voorziening
from subsidies.services.akkoord import laat_vervallen
from subsidies.services.slot import vergrendel_concept, vergrendel_deel
from subsidies.toegang import SCHRIJVERS, eis_schrijver

MAX_POSTEN = 100


@dataclass(frozen=True, slots=True)
class PostInvoer:
    """One line of a budget as it was filled in; amounts in euro, by year."""

    soort: str
    omschrijving: str
    bedragen: Mapping[int, Decimal]


class VersieConflict(DomeinFout):
    """Somebody else saved the same text first: `nu` is what they wrote, what was typed here is not lost."""

    def __init__(self, nu: Antwoord) -> None:
        super().__init__(
            "Iemand anders bewaarde deze tekst terwijl u schreef. Hieronder staan beide teksten.",
            code="antwoord.versie",
            veld="tekst",
        )
        self.nu = nu


def bewaar_begroting(*, deel_id: int, posten: Sequence[PostInvoer], versie: int, door: Lidmaatschap) -> int:
    """Replace the budget of a part; returns its new version.

    Raises DomeinFout when another person saved it since `versie`, when a year falls outside the period, when
    coverage exceeds costs in a year, or past 100 lines.
    """
    with handeling("aanvraag.begroting_bewaard", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        if deel.begroting_versie != versie:
            raise DomeinFout(
                "Een collega bewaarde deze begroting terwijl u haar invulde. Hieronder staan beide begrotingen. "
                "Voeg samen wat u wilt houden en bewaar opnieuw.",
                code="begroting.versie",
            )
        gevraagd = _reken_na(posten, deel.aanvraag.jaren)
        deel.posten.all().delete()
        _schrijf(deel.pk, posten)
        deel.begroting_versie += 1
        deel.save(update_fields=["begroting_versie"])
        laat_vervallen(deel.aanvraag, door=door)
        leg_vast("aanvraag.begroting_bewaard", door=door, over=deel, posten=len(posten), gevraagd=gevraagd)
    return deel.begroting_versie


def bewaar_voorziening(
    *,
    deel_id: int,
    voorziening_id: int | None,
    versie: int,
    velden: Mapping[str, object],
    relaties: Mapping[str, Iterable[models.Model | int]],
    door: Lidmaatschap,
) -> Voorziening:
    """Add or change a voorziening of a part. `relaties` holds the many-to-many choices by field name.

    Raises DomeinFout when a colleague saved it since `versie` (0 for a new one); nothing is overwritten.
    """
    with handeling("aanvraag.voorziening_bewaard", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        voorziening = (
            _nog_aanwezig(deel, voorziening_id)
            if voorziening_id
            else Voorziening(deel=deel, volgorde=deel.voorzieningen.count())
        )
        if voorziening.versie != versie:
            raise DomeinFout(
                "Een collega bewaarde deze voorziening terwijl u schreef. Hieronder staan beide.",
                code="voorziening.versie",
            )
        for veld, waarde in velden.items():
            setattr(voorziening, veld, waarde)
        voorziening.versie += 1
        voorziening.save()
        for naam, keuzes in relaties.items():
            getattr(voorziening, naam).set(keuzes)
        laat_vervallen(deel.aanvraag, door=door)
        leg_vast("aanvraag.voorziening_bewaard", door=door, over=deel, voorziening=voorziening.pk)
    return voorziening


def verwijder_voorziening(*, voorziening_id: int, door: Lidmaatschap) -> None:
    with handeling("aanvraag.voorziening_verwijderd", door=door, over=Voorziening(pk=voorziening_id)):
        deel = vergrendel_deel(Voorziening.objects.get(pk=voorziening_id).deel_id)
        eis_schrijver(door, deel)
        _nog_aanwezig(deel, voorziening_id).delete()
        laat_vervallen(deel.aanvraag, door=door)
        leg_vast("aanvraag.voorziening_verwijderd", door=door, over=deel, voorziening=voorziening_id)


def bewaar_antwoord(*, antwoord_id: int, tekst: str, versie: int, door: Lidmaatschap) -> Antwoord:
    """Save a joint text. Raises VersieConflict when somebody saved it since `versie`; nothing is overwritten.

    History is kept by pghistory (who, when, what); a save is no act for the audit trail.
    """
    with handeling("aanvraag.antwoord_bewaard", door=door, over=Antwoord(pk=antwoord_id)):
        antwoord = Antwoord.objects.get(pk=antwoord_id)
        aanvraag = vergrendel_concept(antwoord.aanvraag_id)
        antwoord.refresh_from_db()
        eis_rol(door, *SCHRIJVERS)
        if not aanvraag.delen.filter(organisatie=door.organisatie_id).exists():
            raise DomeinFout("Uw organisatie doet niet mee aan deze aanvraag.", code="aanvraag.geen_deelnemer")
        if antwoord.tekst == tekst:
            return antwoord
        if antwoord.versie != versie:
            raise VersieConflict(antwoord)
        antwoord.tekst = tekst
        antwoord.versie += 1
        with pghistory.context(lidmaatschap=door.pk):
            antwoord.save(update_fields=["tekst", "versie", "bewaard_op"])
    return antwoord


def _nog_aanwezig(deel: Aanvraagdeel, voorziening_id: int) -> Voorziening:
    """Read under the lock: a colleague, or a second click, may have removed it."""
    voorziening = deel.voorzieningen.filter(pk=voorziening_id).first()
    if voorziening is None:
        raise DomeinFout("Deze voorziening is al verwijderd.", code="voorziening.weg")
    return voorziening


def _reken_na(posten: Sequence[PostInvoer], jaren: Sequence[int]) -> Decimal:
    """The amount asked over all years, once the lines are found in order."""
    if len(posten) > MAX_POSTEN:
        raise DomeinFout(f"Een begroting heeft ten hoogste {MAX_POSTEN} regels.", code="begroting.te_lang")
    per_jaar = dict.fromkeys(jaren, NUL)
    for post in posten:
        for jaar, bedrag in post.bedragen.items():
            if jaar not in per_jaar:
                raise DomeinFout(f"Het jaar {jaar} valt buiten de periode.", code="begroting.jaar")
            if bedrag < NUL:
                raise DomeinFout("Vul bedragen van 0 of hoger in.", code="begroting.bedrag")
            per_jaar[jaar] += -bedrag if post.soort in Begrotingspost.DEKKING else bedrag
    for jaar, bedrag in per_jaar.items():
        if bedrag < NUL:
            raise DomeinFout(
                f"In {jaar} is de dekking {als_bedrag(-bedrag)} euro hoger dan de kosten.", code="begroting.negatief"
            )
    return sum(per_jaar.values(), NUL)


def _schrijf(deel_id: int, posten: Sequence[PostInvoer]) -> None:
    rijen = Begrotingspost.objects.bulk_create(
        Begrotingspost(
            deel_id=deel_id,
            soort=post.soort,
            omschrijving=post.omschrijving,
            volgorde=nummer,
        )
        for nummer, post in enumerate(posten)
    )
    Postbedrag.objects.bulk_create(
        Postbedrag(post=rij, jaar=jaar, bedrag=bedrag)
        for rij, post in zip(rijen, posten, strict=True)
        for jaar, bedrag in post.bedragen.items()
    )
