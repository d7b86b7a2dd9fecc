"""Making the copy of a submitted application: once, from what was frozen."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from brieven.documenten.pdf import maak_pdf
from kern.bestanden import neem_aan
from subsidies.kopie import ingediend_dossier
from subsidies.models import Indiening, Kopie


def maak_kopie(*, indiening_id: int) -> bool:
    """Make the PDF of an application, unless it is there or another worker is making it. True when this call did.

    The lock is on the application: what was submitted never changes, and role `app` may not lock it.
    """
    with transaction.atomic():
        indiening = (
            Indiening.objects.select_for_update(skip_locked=True, of=("aanvraag",), no_key=True)
            .select_related(*(f"aanvraag__{pad}" for pad in ("uitvraag", "tafel__thema", "regeling", "penvoerder")))
            .filter(pk=indiening_id)
            .first()
        )
        if indiening is None or Kopie.objects.filter(indiening=indiening).exists():
            return False
        bestand = neem_aan(
            SimpleUploadedFile(f"Aanvraag {indiening.aanvraag.kenmerk}.pdf", pdf_van(indiening), "application/pdf")
        )
        Kopie.objects.create(indiening=indiening, bestand=bestand)
    return True


def pdf_van(indiening: Indiening) -> bytes:
    """The frozen application as PDF/UA; the same content gives the same bytes."""
    aanvraag = indiening.aanvraag
    return maak_pdf(
        "subsidies/document/aanvraag.html",
        {"dossier": ingediend_dossier(aanvraag, indiening), "aanvraag": aanvraag, "indiening": indiening},
        titel=f"Aanvraag {aanvraag.naam} {aanvraag.periode}",
        datum=timezone.localdate(indiening.ingediend_op),
        kenmerk=aanvraag.kenmerk,
        merk="VOORBEELD" if aanvraag.fictief else "",
    )
