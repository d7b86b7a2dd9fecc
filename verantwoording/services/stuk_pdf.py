"""The PDF of a submitted account: made from what was frozen, once, and again when a story in it was taken back."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from brieven.documenten.pdf import maak_pdf
from kern.bestanden import gooi_weg, neem_aan
from kern.taken import na_commit
from verantwoording.models import Stukverhaal, Verantwoordingsstuk, Verhaal
from verantwoording.stuk import Stuk, lees_stuk
from verantwoording.stukbeeld import teken

IN_EEN_KEER = 10
MAAK_PDF = "verantwoording.tasks.maak_stuk_pdf"


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


def haal_uit_stukken(verhaal: Verhaal) -> int:
    """Take the words of a story out of every document that holds it, and its PDF with them. Returns how many.

    Called under the lock of its application. A PDF that is being made is waited for: it may hold the story.
    """
    stukken = list(
        Verantwoordingsstuk.objects.select_for_update(of=("self",), no_key=True)
        .filter(verhalen__verhaal=verhaal)
        .order_by("pk")
    )
    Stukverhaal.objects.filter(verhaal=verhaal).delete()  # the trigger detaches each PDF
    for stuk in stukken:
        if stuk.pdf is not None:
            gooi_weg(stuk.pdf)
        na_commit(MAAK_PDF, stuk.pk)
    return len(stukken)


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
