from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from kern.bestanden import download
from kern.fouten import DomeinFout
from kern.models import Bestand


def geef_bestand(request: HttpRequest, bestand: Bestand | None, anders: HttpResponse) -> HttpResponse:
    """The file; when it is still being checked, refused or damaged, the page before with the reason."""
    if bestand is None:
        raise Http404
    try:
        return download(bestand)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return anders
