"""A table of figures as a file to save."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from kern.cijfertabel import Cijfertabel
from kern.uitvoer.vormen import VORMEN


def geef_tabel(tabel: Cijfertabel, vorm: str) -> HttpResponse:
    """Named after the table and the day of its figures. Raises Http404 for a form that does not exist."""
    if vorm not in VORMEN:
        raise Http404
    return geef(VORMEN[vorm].maak(tabel), f"{tabel.code}-{tabel.per:%Y-%m-%d}.{vorm}", VORMEN[vorm].soort)


def geef(inhoud: bytes, naam: str, soort: str) -> HttpResponse:
    kop = content_disposition_header(True, naam) or "attachment"
    return HttpResponse(inhoud, content_type=soort, headers={"Content-Disposition": kop, "Cache-Control": "no-store"})
