"""Making the PDF of a submitted account: once, from what was frozen."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from brieven.documenten.pdf import maak_pdf
from kern.bestanden import neem_aan
from verantwoording.models import Verantwoordingsstuk
from verantwoording.stuk import Stuk, lees_stuk
from verantwoording.stukbeeld import teken

IN_EEN_KEER = 10


def maak_stuk_pdf(*, stuk_id: int) -> bool:
    """Make the PDF, unless it is there or another worker is making it. True when this call did."""
    with transaction.atomic():
        vastgelegd = (
            Verantwoordingsstuk.objects.select_for_update(skip_locked=True, no_key=True)
            .filter(pk=stuk_id, pdf=None)
            .first()
        )
        if vastgelegd is None:
            return False
        stuk = lees_stuk(vastgelegd)
        naam = f"Verantwoording {stuk.kenmerk} {stuk.jaar} stuk {vastgelegd.nummer}.pdf"
        vastgelegd.pdf = neem_aan(SimpleUploadedFile(naam, pdf_van(stuk), "application/pdf"))
        vastgelegd.save(update_fields=["pdf"])
    return True


def zonder_pdf() -> list[int]:
    """What a lost message or a killed worker left behind, the oldest first."""
    wachtend = Verantwoordingsstuk.objects.filter(pdf=None).order_by("pk")
    return list(wachtend.values_list("pk", flat=True)[:IN_EEN_KEER])


def pdf_van(stuk: Stuk) -> bytes:
    """The document as PDF/UA; the same content gives the same bytes. Raises DomeinFout."""
    return maak_pdf(
        "verantwoording/document/stuk.html",
        {"stuk": stuk, "beeld": teken(stuk)},
        titel=stuk.titel,
        datum=stuk.opgesteld_op,
        kenmerk=stuk.kenmerk,
        merk="VOORBEELD" if stuk.fictief else "",
    )
