"""Organisations and their details."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.fouten import DomeinFout
from kern.views import antwoord, gelukt, invoer, toon_fout
from organisaties import selectors
from organisaties.forms import NieuweOrganisatieForm, OrganisatieForm
from organisaties.gegevens import Gegevens
from organisaties.regels.beheert_leden import beheert_leden
from organisaties.regels.wijzigbare_velden import wijzigbare_velden
from organisaties.services.registreer_organisatie import registreer_organisatie
from organisaties.services.wijzig_organisatie import wijzig_organisatie
from organisaties.soorten import OrganisatieSoort
from organisaties.toegang import GEMEENTE, LidRequest, Recht, Rol, haal_organisatie, met_rol


@require_safe
@met_rol(*GEMEENTE)
def lijst(request: LidRequest) -> HttpResponse:
    zoek = request.GET.get("zoek", "").strip()[:100].replace("\0", "")
    bladzijde = selectors.organisaties(zoek=zoek, pagina=request.GET.get("pagina"), vandaag=timezone.localdate())
    return antwoord(
        request,
        "organisaties/organisatie_lijst.html",
        {"bladzijde": bladzijde, "zoek": zoek, "mag_registreren": request.lidmaatschap.rol == Rol.BEHEERDER},
    )


@require_safe
@met_rol()
def detail(request: LidRequest, pk: int) -> HttpResponse:
    organisatie = haal_organisatie(request.lidmaatschap, pk)
    return antwoord(
        request,
        "organisaties/organisatie_detail.html",
        {
            "organisatie": organisatie,
            "mag_wijzigen": bool(wijzigbare_velden(request.lidmaatschap, pk)),
            "mag_leden": beheert_leden(request.lidmaatschap, pk),
        },
    )


@met_rol(Rol.BEHEERDER)
def nieuw(request: LidRequest) -> HttpResponse:
    form = NieuweOrganisatieForm(invoer(request))
    if request.method == "POST" and form.is_valid():
        gegevens = form.cleaned_data
        try:
            organisatie = registreer_organisatie(
                soort=OrganisatieSoort(gegevens.pop("soort")),
                gegevens=cast("Gegevens", gegevens),
                door=request.lidmaatschap,
            )
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            messages.success(request, f"{organisatie.naam} is geregistreerd.")
            return redirect("organisaties:detail", organisatie.pk)
    return antwoord(request, "organisaties/organisatie_nieuw.html", form=form)


@met_rol()
def wijzig(request: LidRequest, pk: int) -> HttpResponse:
    organisatie = haal_organisatie(request.lidmaatschap, pk, Recht.WIJZIGEN)
    naam = organisatie.naam
    form = OrganisatieForm(invoer(request), instance=organisatie, velden=wijzigbare_velden(request.lidmaatschap, pk))

    def bewaar() -> None:
        wijzig_organisatie(organisatie_id=pk, gegevens=cast("Gegevens", form.cleaned_data), door=request.lidmaatschap)

    if gelukt(form, bewaar):
        messages.success(request, "De gegevens zijn bewaard.")
        return redirect("organisaties:detail", pk)
    return antwoord(request, "organisaties/organisatie_wijzig.html", {"naam": naam, "pk": pk}, form=form)
