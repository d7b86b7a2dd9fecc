"""Organisations and their details."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kern.fouten import DomeinFout, GeenRecht
from kern.views import antwoord, doe, gelukt, invoer, toon_fout
from organisaties import selectors
from organisaties.forms import AccounthouderForm, NieuweOrganisatieForm, OrganisatieForm
from organisaties.gegevens import Gegevens
from organisaties.regels.beheert_leden import beheert_leden
from organisaties.regels.kiest_verzending import eis_kiest_verzending, kiest_verzending
from organisaties.regels.wijzigbare_velden import wijzigbare_velden
from organisaties.services.accounthouder import wijs_accounthouder_aan
from organisaties.services.kies_verzending import kies_verzending
from organisaties.services.registreer_organisatie import registreer_organisatie
from organisaties.services.wijzig_organisatie import IBAN_VAST, wijzig_organisatie
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
            "mag_wijzigen": bool(wijzigbare_velden(request.lidmaatschap, organisatie)),
            "mag_leden": beheert_leden(request.lidmaatschap, pk),
            "kiest_verzending": kiest_verzending(request.lidmaatschap, pk),
            "verzending": selectors.verzending_van(organisatie),
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
    naam, velden = organisatie.naam, wijzigbare_velden(request.lidmaatschap, organisatie)
    if not velden:
        raise GeenRecht(IBAN_VAST, code="organisatie.iban_vast")
    form = OrganisatieForm(invoer(request), instance=organisatie, velden=velden)

    def bewaar() -> None:
        wijzig_organisatie(organisatie_id=pk, gegevens=cast("Gegevens", form.cleaned_data), door=request.lidmaatschap)

    if gelukt(form, bewaar):
        messages.success(request, "De gegevens zijn bewaard.")
        return redirect("organisaties:detail", pk)
    return antwoord(request, "organisaties/organisatie_wijzig.html", {"naam": naam, "pk": pk}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def accounthouder(request: LidRequest, pk: int) -> HttpResponse:
    organisatie = haal_organisatie(request.lidmaatschap, pk)
    form = AccounthouderForm(invoer(request), organisatie=organisatie)

    def bewaar() -> None:
        gekozen = form.cleaned_data["accounthouder"]
        wijs_accounthouder_aan(
            organisatie_id=pk, lidmaatschap_id=gekozen.pk if gekozen else None, door=request.lidmaatschap
        )

    if gelukt(form, bewaar):
        messages.success(request, "De accounthouder is bewaard.")
        return redirect("organisaties:detail", pk)
    return antwoord(request, "organisaties/accounthouder.html", {"organisatie": organisatie}, form=form)


@require_POST
@met_rol()
def verzending(request: LidRequest, pk: int) -> HttpResponse:
    """Letters through the portal (`digitaal=ja`) or by post."""
    haal_organisatie(request.lidmaatschap, pk)
    eis_kiest_verzending(request.lidmaatschap, pk)
    digitaal = request.POST.get("digitaal") == "ja"
    doe(
        request,
        lambda: kies_verzending(organisatie_id=pk, digitaal=digitaal, door=request.lidmaatschap),
        "Nieuwe brieven komen in het portaal." if digitaal else "Nieuwe brieven komen met de post.",
    )
    return redirect("organisaties:detail", pk)
