"""Another account number: asked by the recipient, looked at by two officers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, Rol, eis_rol, met_rol
from organisaties.views.bestand import geef_bestand
from uitvoering.forms.betalen import AfwijzingForm, ControleForm, RekeningForm
from uitvoering.models import Rekeningwijziging
from uitvoering.services import rekening as services

PER_BLADZIJDE = 50
_ERBIJ = (
    "organisatie",
    "bewijs",
    "gevraagd_door__gebruiker",
    "gecontroleerd_door__gebruiker",
    "beslist_door__gebruiker",
)


def _haal(request: LidRequest, pk: int) -> Rekeningwijziging:
    """For the municipality, and for the organisation that asked; Http404 for all others."""
    lid = request.lidmaatschap
    rij = Rekeningwijziging.objects.filter(pk=pk).select_related(*_ERBIJ).first()
    if rij is None or not (lid.is_gemeente or (lid.is_partner and lid.organisatie_id == rij.organisatie_id)):
        raise Http404
    return rij


@met_rol(*PARTNER)
def rekening(request: LidRequest) -> HttpResponse:
    """The own account number, and asking for another one."""
    lid = request.lidmaatschap
    if request.method == "POST":
        eis_rol(lid, Rol.TEKENBEVOEGDE, reden="Een ander rekeningnummer vraagt een tekenbevoegde.")
    form = RekeningForm(invoer(request), request.FILES or None)
    if gelukt(form, lambda: services.vraag_aan(door=lid, **form.cleaned_data)):
        messages.success(request, "Uw verzoek is ontvangen. Twee medewerkers kijken het na. Tot dan betalen wij niet.")
        return redirect("uitvoering:rekening")
    eerdere = list(Rekeningwijziging.objects.filter(organisatie=lid.organisatie_id).order_by("-id")[:20])
    context = {
        "organisatie": lid.organisatie,
        "eerdere": eerdere,
        "loopt": next((rij for rij in eerdere if rij.stand in Rekeningwijziging.LOPEND), None),
        "mag_vragen": lid.rol == Rol.TEKENBEVOEGDE,
    }
    return antwoord(request, "uitvoering/rekening.html", context, form=form)


@require_POST
@met_rol(*PARTNER)
def rekening_intrekken(request: LidRequest, pk: int) -> HttpResponse:
    rij = _haal(request, pk)
    doe(
        request,
        lambda: services.trek_in(wijziging_id=rij.pk, door=request.lidmaatschap),
        "Uw verzoek is ingetrokken. Het rekeningnummer blijft zoals het was.",
    )
    return redirect("uitvoering:rekening")


@require_safe
@met_rol(*GEMEENTE)
def rekeningwijzigingen(request: LidRequest) -> HttpResponse:
    alle = Rekeningwijziging.objects.select_related("organisatie").order_by("-id")
    bladzijde = Paginator(alle, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    return antwoord(request, "uitvoering/rekeningwijzigingen.html", {"bladzijde": bladzijde})


@require_safe
@met_rol(*GEMEENTE)
def rekeningwijziging(request: LidRequest, pk: int) -> HttpResponse:
    return _pagina(request, _haal(request, pk))


@require_POST
@met_rol(Rol.FINANCIEEL)
def rekening_controleren(request: LidRequest, pk: int) -> HttpResponse:
    rij = _haal(request, pk)
    form = ControleForm(request.POST)
    if gelukt(form, lambda: services.controleer(wijziging_id=pk, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "Vastgelegd. Een collega keurt het goed.")
        return redirect("uitvoering:rekeningwijziging", pk)
    return _pagina(request, rij, controle=form)


@require_POST
@met_rol(Rol.FINANCIEEL)
def rekening_goedkeuren(request: LidRequest, pk: int) -> HttpResponse:
    rij = _haal(request, pk)
    doe(
        request,
        lambda: services.keur_goed(wijziging_id=rij.pk, door=request.lidmaatschap),
        "Het nieuwe rekeningnummer geldt nu.",
    )
    return redirect("uitvoering:rekeningwijziging", pk)


@require_POST
@met_rol(Rol.FINANCIEEL)
def rekening_afwijzen(request: LidRequest, pk: int) -> HttpResponse:
    rij = _haal(request, pk)
    form = AfwijzingForm(request.POST)
    if gelukt(form, lambda: services.wijs_af(wijziging_id=pk, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "Afgewezen. Het rekeningnummer blijft zoals het was.")
        return redirect("uitvoering:rekeningwijziging", pk)
    return _pagina(request, rij, afwijzing=form)


@require_safe
@met_rol(Rol.FINANCIEEL, *PARTNER)
def rekening_bewijs(request: LidRequest, pk: int) -> HttpResponse:
    rij = _haal(request, pk)
    terug = "uitvoering:rekening" if request.lidmaatschap.is_partner else "uitvoering:rekeningwijzigingen"
    return geef_bestand(request, rij.bewijs, redirect(terug))


def _pagina(
    request: LidRequest,
    rij: Rekeningwijziging,
    controle: ControleForm | None = None,
    afwijzing: AfwijzingForm | None = None,
) -> HttpResponse:
    financieel = request.lidmaatschap.rol == Rol.FINANCIEEL
    controleur = rij.gecontroleerd_door
    context = {
        "wijziging": rij,
        "controle": controle or ControleForm(),
        "afwijzing": afwijzing or AfwijzingForm(),
        "mag_controleren": financieel and rij.stand == Rekeningwijziging.Stand.GEVRAAGD,
        "mag_goedkeuren": financieel
        and rij.stand == Rekeningwijziging.Stand.GECONTROLEERD
        and controleur is not None
        and controleur.gebruiker_id != request.lidmaatschap.gebruiker_id,
        "mag_afwijzen": financieel and rij.stand in Rekeningwijziging.LOPEND,
    }
    return antwoord(request, "uitvoering/rekeningwijziging.html", context, form=controle or afwijzing)
