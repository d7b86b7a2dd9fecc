"""Whether everything agrees, for the municipality; and when a recipient is paid, for the recipient."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from begroting.toegang import ZIEN
from kern.geld import als_bedrag
from kern.views import antwoord
from organisaties.toegang import PARTNER, LidRequest, met_rol
from thematafels.export import als_csv
from uitvoering.selectors.betaalaansluiting import aansluiting, subsidies_op_volgorde
from uitvoering.selectors.betaalkalender import als_ics, kalender

PER_BLADZIJDE = 40
KOLOMMEN = (
    "Subsidie",
    "Ontvanger",
    "Jaar",
    "Verschuldigd",
    "Gepland",
    "Bij de bank",
    "Betaald",
    "Grootboek",
    "Te veel betaald",
    "Verschillen",
)


@require_safe
@met_rol(*ZIEN)
def betaalaansluiting(request: LidRequest) -> HttpResponse:
    """Every grant and year, or only where something does not agree."""
    alleen_verschillen = "verschil" in request.GET
    ids = subsidies_op_volgorde()
    alle = [rij for rij in aansluiting(ids) if rij.verschillen] if alleen_verschillen else ids
    bladzijde: Page[Any] = Paginator(alle, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    rijen = list(bladzijde) if alleen_verschillen else aansluiting(list(bladzijde))
    context = {"bladzijde": bladzijde, "rijen": rijen, "alleen_verschillen": alleen_verschillen}
    return antwoord(request, "uitvoering/betaalaansluiting.html", context)


@require_safe
@met_rol(*ZIEN)
def betaalaansluiting_csv(request: LidRequest) -> StreamingHttpResponse:
    return als_csv(
        "aansluiting-betalingen.csv",
        KOLOMMEN,
        (
            (
                rij.kenmerk,
                rij.ontvanger,
                str(rij.jaar),
                *map(
                    als_bedrag,
                    (rij.verschuldigd, rij.gepland, rij.onderweg, rij.betaald, rij.grootboek, rij.te_veel),
                ),
                " ".join(rij.verschillen),
            )
            for rij in aansluiting(subsidies_op_volgorde())
        ),
    )


@require_safe
@met_rol(*PARTNER)
def betaalkalender(request: LidRequest) -> HttpResponse:
    beeld = kalender(request.lidmaatschap)
    return antwoord(request, "uitvoering/betaalkalender.html", {"beeld": beeld})


@require_safe
@met_rol(*PARTNER)
def betaalkalender_ics(request: LidRequest) -> HttpResponse:
    """To take over in one's own calendar."""
    rijen = kalender(request.lidmaatschap).rijen
    return HttpResponse(
        als_ics(rijen, timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="betaalkalender.ics"'},
    )
