"""Writing in a draft: starting, the budget, the voorzieningen and the joint texts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kern.forms import Formulier
from kern.fouten import DomeinFout
from kern.views import ONVERWERKBAAR, antwoord, doe, gelukt, invoer, toon_fout, zet_waarde
from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, Rol, met_rol
from subsidies.dossier import Aanbod, Dossier
from subsidies.forms import (
    AntwoordForm,
    BegrotingRegels,
    PenvoerderForm,
    VersieForm,
    VoorzieningForm,
    begroting_regels,
)
from subsidies.models import Aanvraag, Aanvraagdeel, Voorziening
from subsidies.selectors import is_toegelaten, laad_dossier, zichtbaar_voor
from subsidies.services import schrijven, starten
from subsidies.toegang import SCHRIJVERS, haal_aanvraag, haal_antwoord, haal_eigen_deel, haal_voorziening
from thematafels.toegang import haal_tafel

LEZERS = (*SCHRIJVERS, Rol.MEELEZER)


@met_rol(*GEMEENTE, *PARTNER)
def aanvraag_van_tafel(request: LidRequest, uitvraag: str, thema: str) -> HttpResponse:
    """The one application of a table: its page when it was begun, else the way to begin or join it."""
    tafel = haal_tafel(request.lidmaatschap, uitvraag, thema)
    aanvraag = Aanvraag.objects.filter(tafel=tafel).exclude(stand=Aanvraag.Stand.INGETROKKEN).first()
    if aanvraag and zichtbaar_voor(request.lidmaatschap).filter(pk=aanvraag.pk).exists():
        return redirect("subsidies:aanvraag_detail", aanvraag.kenmerk)
    form = Formulier(invoer(request))
    toegelaten = is_toegelaten(tafel.pk, request.lidmaatschap)
    if request.method == "POST" and form.is_valid():
        try:
            if aanvraag:
                starten.sluit_aan(aanvraag_id=aanvraag.pk, door=request.lidmaatschap)
            else:
                aanvraag = starten.start_aanvraag(tafel_id=tafel.pk, door=request.lidmaatschap)
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            messages.success(request, "Vul nu uw eigen deel in.")
            return redirect("subsidies:aanvraag_detail", aanvraag.kenmerk)
    context = {
        "tafel": tafel,
        "bestaat": aanvraag is not None,
        "mag": toegelaten and request.lidmaatschap.rol in SCHRIJVERS,
        "toegelaten": toegelaten,
    }
    return antwoord(request, "subsidies/aanvraag_van_tafel.html", context, form=form)


@met_rol(Rol.TEKENBEVOEGDE)
def penvoerder_kiezen(request: LidRequest, kenmerk: str) -> HttpResponse:
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    form = PenvoerderForm(invoer(request), aanvraag=aanvraag)

    def kies() -> None:
        nieuw = form.cleaned_data["organisatie"]
        starten.kies_penvoerder(aanvraag_id=aanvraag.pk, organisatie_id=nieuw.pk, door=request.lidmaatschap)

    if gelukt(form, kies):
        nieuw = form.cleaned_data["organisatie"]
        messages.success(request, f"{nieuw} is nu penvoerder. Iedereen geeft opnieuw akkoord.")
        return redirect("subsidies:aanvraag_detail", kenmerk)
    return antwoord(request, "subsidies/penvoerder_kiezen.html", {"aanvraag": aanvraag}, form=form)


@met_rol(*LEZERS)
def begroting_wijzig(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """The budget lines of one's own part, all years side by side."""
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    jaren = deel.aanvraag.jaren
    conflict = False
    if request.method == "POST":
        regels = begroting_regels(jaren, request.POST)
        versie = VersieForm(request.POST)
        if regels.is_valid() and versie.is_valid():
            try:
                schrijven.bewaar_begroting(
                    deel_id=deel.pk,
                    posten=regels.posten,
                    versie=versie.cleaned_data["versie"],
                    door=request.lidmaatschap,
                )
            except DomeinFout as fout:
                versie.add_error(None, fout.bericht)
                conflict = fout.code == "begroting.versie"
            else:
                messages.success(request, "De begroting is bewaard.")
                if "verder" in request.POST:
                    return redirect("subsidies:begroting_wijzig", kenmerk, deel.pk)
                return redirect("subsidies:aanvraag_detail", kenmerk)
        return _toon_begroting(request, deel, regels, versie, conflict=conflict, status=ONVERWERKBAAR)
    return _toon_begroting(request, deel, None, VersieForm(initial={"versie": deel.begroting_versie}))


def _toon_begroting(
    request: LidRequest,
    deel: Aanvraagdeel,
    regels: BegrotingRegels | None,
    versie: VersieForm,
    *,
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Without `regels` the page opens with what was saved.

    With `conflict` what a colleague saved stands beside what was typed, and the next save builds on it.
    """
    dossier = laad_dossier(deel.aanvraag)
    eigen = dossier.deel_van(deel.organisatie_id)
    assert eigen is not None  # noqa: S101 - the part was just found
    if regels is None:
        regels = begroting_regels(eigen.jaren, posten=eigen.posten)
    if conflict:
        zet_waarde(versie, "versie", eigen.begroting_versie)
    return render(
        request,
        "subsidies/begroting_wijzig.html",
        {
            "deel": deel,
            "aanvraag": deel.aanvraag,
            "dossier": dossier,
            "eigen": eigen,
            "ander": eigen if conflict else None,
            "regels": regels,
            "versie": versie,
            "fouten": [*versie.non_field_errors(), *versie.errors.get("versie", ())],
        },
        status=status,
    )


@met_rol(*LEZERS)
def voorziening_nieuw(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    return _voorziening(request, haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id), None)


@met_rol(*LEZERS)
def voorziening_wijzig(request: LidRequest, kenmerk: str, voorziening_id: int) -> HttpResponse:
    voorziening = haal_voorziening(request.lidmaatschap, kenmerk, voorziening_id)
    return _voorziening(request, voorziening.deel, voorziening)


def _voorziening(request: LidRequest, deel: Aanvraagdeel, voorziening: Voorziening | None) -> HttpResponse:
    """When a colleague saved it first, what they saved stands beside what was typed."""
    form = VoorzieningForm(invoer(request), instance=voorziening, aanvraag=deel.aanvraag)
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            schrijven.bewaar_voorziening(
                deel_id=deel.pk,
                voorziening_id=voorziening.pk if voorziening else None,
                versie=form.cleaned_data["versie"],
                velden=form.velden,
                relaties=form.relaties,
                door=request.lidmaatschap,
            )
        except DomeinFout as fout:
            toon_fout(form, fout)
            conflict = fout.code == "voorziening.versie"
        else:
            messages.success(request, f"De voorziening '{form.cleaned_data['naam']}' is bewaard.")
            return redirect("subsidies:aanvraag_detail", deel.aanvraag.kenmerk)
    dossier = laad_dossier(deel.aanvraag)
    ander = _zoals_bewaard(dossier, voorziening) if voorziening and conflict else None
    if ander:
        zet_waarde(form, "versie", ander.versie)
    context = {
        "deel": deel,
        "aanvraag": deel.aanvraag,
        "dossier": dossier,
        "voorziening": voorziening,
        "ander": ander,
    }
    return antwoord(request, "subsidies/voorziening_wijzig.html", context, form=form)


def _zoals_bewaard(dossier: Dossier, voorziening: Voorziening) -> Aanbod | None:
    return next((aanbod for deel in dossier.delen for aanbod in deel.aanbod if aanbod.pk == voorziening.pk), None)


@require_POST
@met_rol(*LEZERS)
def voorziening_verwijder(request: LidRequest, kenmerk: str, voorziening_id: int) -> HttpResponse:
    voorziening = haal_voorziening(request.lidmaatschap, kenmerk, voorziening_id)
    doe(
        request,
        lambda: schrijven.verwijder_voorziening(voorziening_id=voorziening.pk, door=request.lidmaatschap),
        f"De voorziening '{voorziening.naam}' is verwijderd.",
    )
    return redirect("subsidies:aanvraag_detail", kenmerk)


@met_rol(*LEZERS)
def antwoord_wijzig(request: LidRequest, kenmerk: str, antwoord_id: int) -> HttpResponse:
    """A joint text. When somebody else saved it first, both texts are shown and nothing is lost."""
    tekst = haal_antwoord(request.lidmaatschap, kenmerk, antwoord_id)
    form = AntwoordForm(request.POST) if request.method == "POST" else AntwoordForm.van(tekst)
    context: dict[str, Any] = {"tekst": tekst, "aanvraag": tekst.aanvraag, "ander": None}
    if request.method == "POST" and form.is_valid():
        try:
            schrijven.bewaar_antwoord(antwoord_id=tekst.pk, door=request.lidmaatschap, **form.cleaned_data)
        except schrijven.VersieConflict as conflict:
            context["ander"] = conflict.nu
            zet_waarde(form, "versie", conflict.nu.versie)
            toon_fout(form, conflict)
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            messages.success(request, f"De tekst over '{tekst.vraag}' is bewaard.")
            return redirect("subsidies:aanvraag_detail", kenmerk)
    context["dossier"] = laad_dossier(tekst.aanvraag)
    return antwoord(request, "subsidies/antwoord_wijzig.html", context, form=form)
