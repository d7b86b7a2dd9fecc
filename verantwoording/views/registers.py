"""One figure by hand, and the registers of sources, indicators and areas."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from kern.getal import als_maat
from kern.views import antwoord, gelukt, invoer, zet_waarde
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from verantwoording.forms.inlezen import WaarnemingForm, ZoekForm, registerform
from verantwoording.models import Waarneming
from verantwoording.registers import REGISTERS, Register
from verantwoording.selectors.inlezen import als_regel, registerregels
from verantwoording.services.registers import bewaar
from verantwoording.services.waarneming import AndersDan, leg_waarneming_vast

PER_BLADZIJDE = 50
INVULBAAR = ("indicator", "gebied", "periode")


@met_rol(Rol.BELEIDSMEDEWERKER)
def waarneming_nieuw(request: LidRequest) -> HttpResponse:
    """A figure, or the revision of one: what stands there already is shown before it may be revised."""
    begin = {naam: request.GET[naam] for naam in INVULBAAR if naam in request.GET}
    form = WaarnemingForm(invoer(request), initial=begin)
    staat: list[Waarneming] = []

    def leg_vast() -> None:
        try:
            leg_waarneming_vast(figuur=form.figuur, door=request.lidmaatschap)
        except AndersDan as fout:
            staat.append(fout.staat)
            raise

    if gelukt(form, leg_vast):
        messages.success(request, "Het cijfer is vastgelegd.")
        return redirect("verantwoording:indicator", form.cleaned_data["indicator"].code)
    if staat:
        zet_waarde(form, "na", staat[0].pk)
    context = {"staat": [als_maat(rij.waarde, form.cleaned_data["indicator"].eenheid, rij.teken) for rij in staat]}
    return antwoord(request, "verantwoording/waarneming_nieuw.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE)
def register(request: LidRequest, slug: str) -> HttpResponse:
    soort = _haal(slug)
    form = ZoekForm(request.GET)
    zoek = form.cleaned_data["zoek"] if form.is_valid() else ""
    bladzijde = Paginator(registerregels(soort, zoek), PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    context = {
        "soort": soort,
        "registers": REGISTERS.values(),
        "bladzijde": bladzijde,
        "regels": [als_regel(soort, rij) for rij in bladzijde],
        "mag_wijzigen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER,
    }
    return antwoord(request, "verantwoording/register.html", context | {"zoekform": form})


@met_rol(Rol.BELEIDSMEDEWERKER)
def register_nieuw(request: LidRequest, slug: str) -> HttpResponse:
    return _formulier(request, _haal(slug), None)


@met_rol(Rol.BELEIDSMEDEWERKER)
def register_wijzig(request: LidRequest, slug: str, pk: int) -> HttpResponse:
    return _formulier(request, _haal(slug), pk)


def _haal(slug: str) -> Register:
    if slug not in REGISTERS:
        raise Http404
    return REGISTERS[slug]


def _formulier(request: LidRequest, soort: Register, pk: int | None) -> HttpResponse:
    rij = get_object_or_404(soort.model, pk=pk) if pk else None
    form = registerform(soort)(invoer(request), instance=rij)
    if gelukt(form, lambda: bewaar(slug=soort.slug, waarden=form.cleaned_data, pk=pk, door=request.lidmaatschap)):
        messages.success(request, "Bewaard.")
        return redirect("verantwoording:register", soort.slug)
    return antwoord(request, "verantwoording/register_formulier.html", {"soort": soort, "rij": rij}, form=form)
