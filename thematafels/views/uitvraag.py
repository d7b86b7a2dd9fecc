"""The calls: their list, their framework, and their life from draft to closed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from thematafels import selectors, services
from thematafels.forms import PlafondsForm, RedenFormulier, UitvraagForm
from thematafels.geschiedenis import rondes
from thematafels.models import Uitvraag
from thematafels.regels.publicatie import gebreken
from thematafels.toegang import haal_uitvraag

Stand = Uitvraag.Stand
PER_BLADZIJDE = 20


@require_safe
@met_rol()
def uitvraag_lijst(request: LidRequest) -> HttpResponse:
    rijen = selectors.uitvraag_rijen(request.lidmaatschap)
    mag_maken = request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER
    return antwoord(request, "thematafels/uitvraag_lijst.html", {"rijen": rijen, "mag_maken": mag_maken})


@met_rol(Rol.BELEIDSMEDEWERKER)
def uitvraag_nieuw(request: LidRequest) -> HttpResponse:
    form = UitvraagForm(invoer(request), knop="Maak de uitvraag")
    if gelukt(form, lambda: services.maak_uitvraag(gegevens=form.gegevens, door=request.lidmaatschap)):
        messages.success(request, "De uitvraag is gemaakt, als concept.")
        return redirect("thematafels:uitvraag_detail", form.gegevens.kenmerk)
    return antwoord(request, "thematafels/uitvraag_nieuw.html", form=form)


@require_safe
@met_rol()
def uitvraag_detail(request: LidRequest, kenmerk: str) -> HttpResponse:
    uitvraag = haal_uitvraag(request.lidmaatschap, kenmerk)
    context = {
        "uitvraag": uitvraag,
        "overzicht": selectors.uitvraag_overzicht(uitvraag),
        "is_open": uitvraag.is_open(timezone.now()),
        "mag_wijzigen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER and uitvraag.stand != Stand.GESLOTEN,
        "mag_kopieren": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER,
    }
    return antwoord(request, "thematafels/uitvraag_detail.html", context)


@met_rol()
def uitvraag_wijzig(request: LidRequest, kenmerk: str) -> HttpResponse:
    uitvraag = haal_uitvraag(request.lidmaatschap, kenmerk, "wijzigen")
    form = UitvraagForm(invoer(request), instance=uitvraag, met_reden=uitvraag.stand == Stand.GEPUBLICEERD)
    if request.method == "POST" and not form.has_changed():
        messages.info(request, "U hebt niets gewijzigd.")
        return redirect("thematafels:uitvraag_detail", kenmerk)
    if gelukt(
        form,
        lambda: services.wijzig_uitvraag(
            uitvraag_id=uitvraag.pk, gegevens=form.gegevens, reden=form.reden, door=request.lidmaatschap
        ),
    ):
        messages.success(request, "De uitvraag is gewijzigd.")
        return redirect("thematafels:uitvraag_detail", form.gegevens.kenmerk)
    return antwoord(request, "thematafels/uitvraag_wijzig.html", {"uitvraag": uitvraag}, form=form)


@met_rol()
def uitvraag_kopieer(request: LidRequest, kenmerk: str) -> HttpResponse:
    bron = haal_uitvraag(request.lidmaatschap, kenmerk, "wijzigen")
    form = UitvraagForm(invoer(request), initial={"regeling": bron.regeling_id}, knop="Maak de kopie")
    if gelukt(
        form,
        lambda: services.kopieer_uitvraag(bron_id=bron.pk, gegevens=form.gegevens, door=request.lidmaatschap),
    ):
        messages.success(request, "De kopie is gemaakt, als concept. De plafonds zijn nog leeg.")
        return redirect("thematafels:uitvraag_detail", form.gegevens.kenmerk)
    return antwoord(request, "thematafels/uitvraag_kopieer.html", {"bron": bron}, form=form)


@met_rol()
def uitvraag_publiceer(request: LidRequest, kenmerk: str) -> HttpResponse:
    uitvraag = haal_uitvraag(request.lidmaatschap, kenmerk, "wijzigen")
    form = RedenFormulier(
        request.POST if request.method == "POST" else None, met_reden=False, knop="Publiceer de uitvraag"
    )
    if gelukt(form, lambda: services.publiceer(uitvraag_id=uitvraag.pk, door=request.lidmaatschap)):
        messages.success(request, "De uitvraag is gepubliceerd. Organisaties kunnen zich aanmelden zodra zij open is.")
        return redirect("thematafels:uitvraag_detail", kenmerk)
    nu = timezone.now()
    zinnen = gebreken(selectors.publicatie_gegevens(uitvraag), nu=nu, vandaag=timezone.localdate(nu))
    context = {"uitvraag": uitvraag, "gebreken": zinnen}
    return antwoord(request, "thematafels/uitvraag_publiceer.html", context, form=form)


@met_rol()
def uitvraag_sluit(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Close a published call, or take a draft over from its source as a call of the past."""
    uitvraag = haal_uitvraag(request.lidmaatschap, kenmerk, "wijzigen")
    gepubliceerd = uitvraag.stand == Stand.GEPUBLICEERD
    form = RedenFormulier(
        request.POST if request.method == "POST" else None, met_reden=gepubliceerd, knop="Sluit de uitvraag"
    )

    def daad() -> Uitvraag:
        if gepubliceerd:
            return services.sluit(uitvraag_id=uitvraag.pk, reden=form.reden, door=request.lidmaatschap)
        return services.neem_over(uitvraag_id=uitvraag.pk, door=request.lidmaatschap)

    if gelukt(form, daad):
        messages.success(request, "De uitvraag is gesloten.")
        return redirect("thematafels:uitvraag_detail", kenmerk)
    return antwoord(request, "thematafels/uitvraag_sluit.html", {"uitvraag": uitvraag}, form=form)


@met_rol()
def plafonds(request: LidRequest, kenmerk: str) -> HttpResponse:
    uitvraag = haal_uitvraag(request.lidmaatschap, kenmerk, "wijzigen")
    form = PlafondsForm(
        invoer(request),
        rijen=selectors.tafel_rijen(uitvraag),
        jaren=uitvraag.jaren,
        gepubliceerd=uitvraag.stand == Stand.GEPUBLICEERD,
    )
    if gelukt(
        form,
        lambda: services.stel_plafonds_vast(uitvraag_id=uitvraag.pk, door=request.lidmaatschap, **form.gegevens),
    ):
        messages.success(request, "De plafonds zijn bewaard.")
        return redirect("thematafels:uitvraag_detail", kenmerk)
    return antwoord(request, "thematafels/plafonds.html", {"uitvraag": uitvraag}, form=form)


@require_safe
@met_rol()
def uitvraag_geschiedenis(request: LidRequest, kenmerk: str) -> HttpResponse:
    uitvraag = haal_uitvraag(request.lidmaatschap, kenmerk)
    bladzijden = Paginator(rondes(uitvraag, request.lidmaatschap), PER_BLADZIJDE)
    bladzijde = bladzijden.get_page(request.GET.get("bladzijde"))
    return antwoord(request, "thematafels/uitvraag_geschiedenis.html", {"uitvraag": uitvraag, "bladzijde": bladzijde})
