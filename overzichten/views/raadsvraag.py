"""Questions of the council about a figure: who asks, who answers, and the page that everybody may read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from begroting.models import Raadsvraag
from begroting.toegang import ZIEN
from kern.cijfertabel import Cijfertabel
from kern.views import antwoord, doe, gelukt, invoer
from organisaties.models import Lidmaatschap
from organisaties.toegang import RAAD, LidRequest, met_rol
from overzichten.cijfer import Cijfer, rijen
from overzichten.forms.raadsvraag import AntwoordForm, RaadsvraagForm
from overzichten.geldpagina import Geldpagina
from overzichten.selectors.raadsvraag import zichtbare_vragen
from overzichten.services.raadsvraag import (
    BEANTWOORDERS,
    beantwoord_raadsvraag,
    stel_raadsvraag,
    trek_raadsvraag_in,
)
from overzichten.toegang import haal_raadsvraag

PER_BLADZIJDE = 20


def kies_cijfer(request: LidRequest, pagina: Geldpagina, tabel: Cijfertabel) -> HttpResponse:
    """A table of a page about money, to choose the figure that the question is about."""
    context = {"pagina": pagina, "tabel": tabel, "rijen": rijen(pagina.adres, tabel)}
    return render(request, "overzichten/raadsvraag_kiezen.html", context)


@login_not_required
@require_safe
def raadsvragen(request: HttpRequest) -> HttpResponse:
    """The questions with their answers, the newest first."""
    lid = _lid(request)
    bladzijde = Paginator(zichtbare_vragen(lid), PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    context = {"bladzijde": bladzijde, "vragen": bladzijde.object_list, "ziet_cijfers": _ziet_cijfers(lid)}
    return render(request, "overzichten/raadsvragen.html", context)


@login_not_required
@require_safe
def raadsvraag(request: HttpRequest, pk: int) -> HttpResponse:
    lid = _lid(request)
    rij = haal_raadsvraag(lid, pk)
    is_open = rij.stand == Raadsvraag.Stand.GESTELD
    context = {
        "vraag": rij,
        "adres": rij.adres if _ziet_cijfers(lid) else "",
        "mag_beantwoorden": is_open and lid is not None and lid.rol in BEANTWOORDERS,
        "mag_intrekken": is_open and lid is not None and rij.gesteld_door_id == lid.pk,
    }
    return render(request, "overzichten/raadsvraag.html", context)


@met_rol(*RAAD)
def raadsvraag_stellen(request: LidRequest, sleutel: str) -> HttpResponse:
    try:
        cijfer = Cijfer.lees(sleutel)
    except BadSignature as fout:
        raise Http404 from fout
    form = RaadsvraagForm(invoer(request))
    if gelukt(form, lambda: stel_raadsvraag(cijfer=cijfer, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "Uw vraag is gesteld. U krijgt bericht als er een antwoord is.")
        return redirect(cijfer.adres)
    return antwoord(request, "overzichten/raadsvraag_stellen.html", {"cijfer": cijfer}, form=form)


@met_rol(*BEANTWOORDERS)
def raadsvraag_beantwoorden(request: LidRequest, pk: int) -> HttpResponse:
    rij = haal_raadsvraag(request.lidmaatschap, pk)
    if request.method == "GET" and rij.stand != Raadsvraag.Stand.GESTELD:
        return redirect("overzichten:raadsvraag", pk)
    form = AntwoordForm(invoer(request))
    if gelukt(form, lambda: beantwoord_raadsvraag(raadsvraag_id=pk, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "De vraag is beantwoord. Iedereen kan het antwoord lezen.")
        return redirect("overzichten:raadsvraag", pk)
    return antwoord(request, "overzichten/raadsvraag_beantwoorden.html", {"vraag": rij}, form=form)


@require_POST
@met_rol(*RAAD)
def raadsvraag_intrekken(request: LidRequest, pk: int) -> HttpResponse:
    rij = haal_raadsvraag(request.lidmaatschap, pk)
    doe(
        request,
        lambda: trek_raadsvraag_in(raadsvraag_id=pk, door=request.lidmaatschap),
        "Uw vraag is ingetrokken.",
    )
    return redirect(rij.adres)


def _lid(request: HttpRequest) -> Lidmaatschap | None:
    lid: Lidmaatschap | None = getattr(request, "lidmaatschap", None)
    return lid


def _ziet_cijfers(lid: Lidmaatschap | None) -> bool:
    return lid is not None and lid.rol in {*RAAD, *ZIEN}
