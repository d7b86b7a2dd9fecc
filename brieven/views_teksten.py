"""The versioned words of the letters: everybody of the municipality reads them, the functioneel beheerder writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from brieven.forms import BrieftekstForm
from brieven.models import BriefSoort, Brieftekst
from brieven.opmaken import VELD, controleer
from brieven.selectors import laatste_versie
from brieven.services.brieftekst import leg_tekst_vast
from brieven.snapshots import Tekstbrief
from brieven.teksten import ALLE, Bereik, bereik_rijen, bereiken, soort_rijen, tekst_voor, vergelijk
from brieven.voorbeeld import pdf_antwoord, voorbeeld_pdf, voorbeeldbrief
from brieven.vormen import VORMEN, Briefvorm
from kern.fouten import DomeinFout
from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol


@require_safe
@met_rol(*GEMEENTE)
def lijst(request: LidRequest) -> HttpResponse:
    return antwoord(request, "brieven/tekst_lijst.html", {"rijen": soort_rijen(timezone.localdate())})


@require_safe
@met_rol(*GEMEENTE)
def detail(request: LidRequest, soort: str) -> HttpResponse:
    """One kind: its fields, what holds for which scheme, and every version there was."""
    vorm = _vorm(soort)
    return antwoord(
        request,
        "brieven/tekst_detail.html",
        {
            "vorm": vorm,
            "rijen": bereik_rijen(vorm.soort, timezone.localdate()),
            "versies": Brieftekst.objects.filter(soort=soort)
            .select_related("regeling", "door__gebruiker")
            .order_by("-vastgelegd_op", "-pk"),
            "mag_wijzigen": request.lidmaatschap.rol == Rol.BEHEERDER,
        },
    )


@require_safe
@met_rol(*GEMEENTE)
def versie(request: LidRequest, pk: int) -> HttpResponse:
    """One version, against what stood there before it."""
    gevonden = get_object_or_404(Brieftekst.objects.select_related("regeling", "door__gebruiker"), pk=pk)
    vorm = _vorm(gevonden.soort)
    return antwoord(
        request,
        "brieven/tekst_versie.html",
        {"versie": gevonden, "vorm": vorm, "regels": vergelijk(tekst_voor(gevonden), gevonden.tekst)},
    )


@met_rol(Rol.BEHEERDER)
def wijzig(request: LidRequest, soort: str, bereik: str) -> HttpResponse:
    """Write the next version. It opens with the newest one, or with the text that holds without it."""
    vorm, voor = _vorm(soort), _bereik(bereik)
    nu = laatste_versie(soort, voor.regeling_id) or laatste_versie(soort, None)
    form = BrieftekstForm(
        invoer(request),
        initial={"tekst": nu.tekst if nu else vorm.tekst},
        voorbeeld=reverse("brieven:tekst_voorbeeld", args=[soort]),
        mag_leeg=vorm.eigen,
    )
    if gelukt(
        form,
        lambda: leg_tekst_vast(
            soort=vorm.soort, regeling_id=voor.regeling_id, door=request.lidmaatschap, **form.cleaned_data
        ),
    ):
        messages.success(request, "De tekst ligt vast. Brieven die al klaarstaan, veranderen niet.")
        return redirect("brieven:tekst", soort)
    tekst = str(form["tekst"].value() or "")
    return antwoord(
        request,
        "brieven/tekst_wijzig.html",
        {"vorm": vorm, "bereik": voor, "proef": _probeer(vorm, tekst)},
        form=form,
    )


@require_POST
@met_rol(Rol.BEHEERDER)
def voorbeeld(request: LidRequest, soort: str) -> HttpResponse:
    """The letter in the words that are being typed, with made-up values: a part of the page."""
    return antwoord(
        request, "brieven/_tekst_voorbeeld.html", {"proef": _probeer(_vorm(soort), request.POST.get("tekst", ""))}
    )


@require_POST
@met_rol(Rol.BEHEERDER)
def voorbeeld_als_pdf(request: LidRequest, soort: str) -> HttpResponse:
    """The same as the PDF it would be."""
    vorm = _vorm(soort)
    proef = _probeer(vorm, request.POST.get("tekst", ""))
    if proef.brief is None:
        return antwoord(request, "brieven/tekst_fout.html", {"vorm": vorm, "proef": proef})
    try:
        return pdf_antwoord(voorbeeld_pdf(proef.brief), f"concept-{soort}", opslaan=False)
    except DomeinFout as fout:
        return antwoord(request, "brieven/tekst_fout.html", {"vorm": vorm, "proef": Proef(fout=fout.bericht)})


@dataclass(frozen=True)
class Proef:
    """What a text becomes: a letter, or why not. `ongenoemd` are the fields that it leaves out."""

    brief: Tekstbrief | None = None
    fout: str = ""
    ongenoemd: tuple[str, ...] = ()


def _probeer(vorm: Briefvorm, tekst: str) -> Proef:
    try:
        controleer(vorm, tekst)
    except DomeinFout as fout:
        return Proef(fout=fout.bericht)
    genoemd = set(VELD.findall(tekst))
    return Proef(
        brief=voorbeeldbrief(vorm, tekst), ongenoemd=tuple(naam for naam in vorm.velden if naam not in genoemd)
    )


def _vorm(soort: str) -> Briefvorm:
    vormen: Mapping[Any, Briefvorm] = VORMEN
    if soort not in vormen:
        raise Http404("Geen brief met een tekst")
    return vormen[BriefSoort(soort)]


def _bereik(code: str) -> Bereik:
    """For which scheme: Http404 when there is none with this code."""
    gevonden = next((een for een in bereiken() if een.code == code), None)
    if gevonden is None:
        raise Http404(f"Geen regeling, en niet {ALLE}")
    return gevonden
