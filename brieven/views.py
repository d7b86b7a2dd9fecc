from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from brieven.bezorglog import bezorglog, is_retour_te_melden
from brieven.models import Bericht, Brief, Stand
from brieven.selectors import TEKEN, brief_rijen, vorige_versies
from brieven.services.lees import lees_brief
from brieven.services.maak import herstel
from brieven.toegang import (
    HERSTELLERS,
    LEZERS,
    SCHRIJVERS,
    haal_brief,
    haal_te_herstellen_brief,
    zichtbaar_voor,
    ziet_alles,
)
from brieven.voorbeeld import pdf_antwoord
from kern.fouten import DomeinFout
from kern.views import doe
from organisaties.toegang import LidRequest, Rol, met_rol

PER_BLADZIJDE = 50
BEZWAARMAKERS = (Rol.TEKENBEVOEGDE, Rol.BELEIDSMEDEWERKER)  # an officer enters what came by post


@require_safe
@met_rol(*LEZERS)
def lijst(request: LidRequest) -> HttpResponse:
    """Partners see the letters of their organisation; officers all, or with `?stand=` those in one state."""
    brieven = zichtbaar_voor(request.lidmaatschap).select_related("ontvanger").defer("snapshot")
    gekozen = request.GET.get("stand", "")
    if gekozen in Stand.values and ziet_alles(request.lidmaatschap):
        brieven = brieven.filter(stand=gekozen)
    bladzijde = Paginator(brieven, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    return render(
        request,
        "brieven/brief_lijst.html",
        {
            "rijen": brief_rijen(bladzijde.object_list),
            "bladzijde": bladzijde,
            "ziet_alles": ziet_alles(request.lidmaatschap),
            "mag_schrijven": request.lidmaatschap.rol in SCHRIJVERS,
            "standen": [stand for stand in Stand if stand != Stand.VERVANGEN],
            "gekozen": gekozen,
        },
    )


@require_safe
@met_rol()
def berichten(request: LidRequest) -> HttpResponse:
    """What waits for this membership; the same lines that were mailed, for who reads no mail."""
    eigen = Bericht.objects.filter(ontvanger=request.lidmaatschap.pk)
    bladzijde = Paginator(eigen, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    return render(request, "brieven/berichten.html", {"bladzijde": bladzijde})


@require_safe
@met_rol()
def detail(request: LidRequest, kenmerk: str) -> HttpResponse:
    brief = haal_brief(request.lidmaatschap, kenmerk)
    return render(
        request,
        "brieven/brief_detail.html",
        _voortgang(request, brief)
        | {
            "vorige": vorige_versies(brief) if ziet_alles(request.lidmaatschap) else (),
            "bezorging": bezorglog(brief) if ziet_alles(request.lidmaatschap) else (),
            "kan_bezwaar": request.lidmaatschap.rol in BEZWAARMAKERS and brief.staat_open_voor_bezwaar,
            "mag_retour": is_retour_te_melden(brief) and request.lidmaatschap.rol in HERSTELLERS,
        },
    )


@require_safe
@met_rol()
def voortgang(request: LidRequest, kenmerk: str) -> HttpResponse:
    """How far the letter is: the part of the page that htmx asks for again until nothing more will change."""
    brief = haal_brief(request.lidmaatschap, kenmerk)
    return render(request, "brieven/_voortgang.html", _voortgang(request, brief))


@require_safe
@met_rol()
def pdf(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The file itself: saved, or with `?toon` opened in the browser."""
    brief = haal_brief(request.lidmaatschap, kenmerk)
    if not brief.heeft_bestand:
        messages.info(request, "De brief is nog niet gemaakt.")
        return redirect("brieven:detail", kenmerk=brief.kenmerk)
    try:
        inhoud = lees_brief(brief=brief, door=request.lidmaatschap)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("brieven:detail", kenmerk=brief.kenmerk)
    return pdf_antwoord(inhoud, f"{brief.soort}-{brief.kenmerk}", opslaan="toon" not in request.GET)


@require_POST
@met_rol()
def opnieuw(request: LidRequest, kenmerk: str) -> HttpResponse:
    brief = haal_te_herstellen_brief(request.lidmaatschap, kenmerk)
    doe(
        request,
        lambda: herstel(brief_id=brief.pk, door=request.lidmaatschap),
        "Wij proberen de brief opnieuw te maken.",
    )
    return redirect("brieven:detail", kenmerk=brief.kenmerk)


def _voortgang(request: LidRequest, brief: Brief) -> dict[str, object]:
    return {
        "brief": brief,
        "teken": TEKEN[Stand(brief.stand)],
        "onderweg": brief.is_onderweg(timezone.localdate()),
        "mag_opnieuw": brief.is_te_herstellen and request.lidmaatschap.rol in HERSTELLERS,
    }
