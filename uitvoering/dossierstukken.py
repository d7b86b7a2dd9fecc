"""Which documents a case holds, in order: what the inventory of its file lists (docs/bezwaar.md)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from brieven.documenten.pdf import maak_pdf
from brieven.models import Brief
from brieven.opslag import lees as lees_brief
from kern.bestanden import lees as lees_bestand
from kern.bestanden.soorten import PDF
from kern.models import Bestand
from subsidies.models import Aanvraag, Beoordeling, Bijlage, Deelvoorstel, Indiening
from subsidies.services.kopie import pdf_van
from uitvoering.bestreden import in_zaak
from uitvoering.models import Bezwaar, Bezwaarstuk, Ingebrekestelling, Vervolgvoorstel


@dataclass(frozen=True)
class Stuk:
    """One document. `eigen` was made for this file, else it was sent or received; without `inhoud` it is only listed,
    and `waarom` says why."""

    dag: datetime.date
    titel: str
    inhoud: bytes = b""
    eigen: bool = True
    waarom: str = ""


def stukken_van(aanvraag: Aanvraag) -> list[Stuk]:
    """By day, and within a day in the order of the procedure. `aanvraag` as `haal_zaak` gives it."""
    stukken = [
        *_aanvraag(aanvraag),
        *_bijlagen(aanvraag),
        *_beoordeling(aanvraag),
        *_bezwaren(aanvraag),
        *_brieven(aanvraag),
    ]
    return sorted(stukken, key=lambda stuk: stuk.dag)


def _aanvraag(aanvraag: Aanvraag) -> Iterator[Stuk]:
    indiening = Indiening.objects.filter(aanvraag=aanvraag).first()
    if indiening is None:
        return
    indiening.aanvraag = aanvraag
    dag = timezone.localdate(aanvraag.ontvangen_op)
    yield Stuk(dag, f"Aanvraag {aanvraag.kenmerk}, zoals ingediend", pdf_van(indiening))


def _bijlagen(aanvraag: Aanvraag) -> Iterator[Stuk]:
    rijen = Bijlage.objects.filter(aanvraag=aanvraag, verwijderd_op=None).select_related("bestand").order_by("id")
    for rij in rijen:
        yield _bestand(rij.bestand, timezone.localdate(rij.bestand.geplaatst_op), f"Bijlage: {rij.bestand.naam}")


def _beoordeling(aanvraag: Aanvraag) -> Iterator[Stuk]:
    oordelen = list(Beoordeling.objects.filter(aanvraag=aanvraag).select_related("criterium").order_by("id"))
    voorstellen = list(
        Deelvoorstel.objects.filter(deel__aanvraag=aanvraag)
        .select_related("deel__organisatie")
        .prefetch_related("bedragen")
        .order_by("id")
    )
    if not oordelen and not voorstellen:
        return
    besluit = aanvraag.besluiten.order_by("id").first()
    dag = timezone.localdate(besluit.genomen_op) if besluit else timezone.localdate()
    inhoud = maak_pdf(
        "uitvoering/document/beoordeling.html",
        {"oordelen": oordelen, "voorstellen": voorstellen},
        titel=f"Beoordeling van aanvraag {aanvraag.kenmerk}",
        datum=dag,
        kenmerk=aanvraag.kenmerk,
    )
    yield Stuk(dag, "Beoordeling en voorstel", inhoud)


def _bezwaren(aanvraag: Aanvraag) -> Iterator[Stuk]:
    bezwaren = (
        Bezwaar.objects.filter(in_zaak(aanvraag.pk))
        .select_related("organisatie", "gehoord_door__gebruiker")
        .order_by("id")
    )
    for bezwaar in bezwaren:
        inhoud = maak_pdf(
            "uitvoering/document/bezwaar.html",
            {"bezwaar": bezwaar},
            titel=f"Bezwaar {bezwaar.kenmerk}",
            datum=bezwaar.ontvangen_op,
            kenmerk=bezwaar.kenmerk,
        )
        yield Stuk(
            bezwaar.ontvangen_op,
            f"Bezwaar {bezwaar.kenmerk} van {bezwaar.organisatie.naam}, met horen en advies",
            inhoud,
        )
    for stuk in Bezwaarstuk.objects.filter(bezwaar__in=bezwaren).select_related("bestand").order_by("id"):
        titel = f"{stuk.get_soort_display()}: {stuk.bestand.naam}"
        yield _bestand(stuk.bestand, timezone.localdate(stuk.toegevoegd_op), titel)


def _brieven(aanvraag: Aanvraag) -> Iterator[Stuk]:
    """Every letter that was made about the case, about later proposals, objections and notices of default."""
    over = {
        Aanvraag: [aanvraag.pk],
        Vervolgvoorstel: Vervolgvoorstel.objects.filter(aanvraag=aanvraag).values("pk"),
        Bezwaar: Bezwaar.objects.filter(in_zaak(aanvraag.pk)).values("pk"),
        Ingebrekestelling: Ingebrekestelling.objects.filter(aanvraag=aanvraag).values("pk"),
    }
    waar = Q()
    for model, ids in over.items():
        waar |= Q(over_soort=model._meta.label_lower, over_id__in=ids)
    brieven = Brief.objects.geldend().filter(waar).exclude(sha256="").select_related("ontvanger").order_by("id")
    for brief in brieven.defer("snapshot"):
        titel = f"{brief.get_soort_display()} aan {brief.ontvanger.naam}, kenmerk {brief.kenmerk}"
        yield Stuk(brief.verzenddatum, titel, lees_brief(brief), eigen=False)


def _bestand(bestand: Bestand, dag: datetime.date, titel: str) -> Stuk:
    if not bestand.is_vrij:
        return Stuk(dag, titel, eigen=False, waarom="nog niet gecontroleerd of geweigerd")
    if bestand.soort != PDF:
        return Stuk(dag, titel, eigen=False, waarom="geen pdf: los bij het dossier")
    return Stuk(dag, titel, lees_bestand(bestand), eigen=False)
