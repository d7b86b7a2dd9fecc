"""Schemes and what holds when. Everybody of the municipality reads them, the functioneel beheerder sets them."""

import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from kern.toegang import GEMEENTE, LidRequest, Rol, met_rol
from kern.views import antwoord, gelukt, invoer
from regelingen import selectors
from regelingen.forms import GrondEindeForm, GrondForm, ParameterForm, VraagEindeForm, VraagForm
from regelingen.models import Regeling, Vraag, Weigeringsgrond
from regelingen.services.gronden import beeindig_grond, voeg_grond_toe
from regelingen.services.stel_parameter_in import stel_parameter_in
from regelingen.services.vragen import beeindig_vraag, voeg_vraag_toe, wijzig_vraag


@require_safe
@met_rol(*GEMEENTE)
def lijst(request: LidRequest) -> HttpResponse:
    return antwoord(request, "regelingen/regeling_lijst.html", {"regelingen": list(Regeling.objects.all())})


@require_safe
@met_rol(*GEMEENTE)
def detail(request: LidRequest, code: str) -> HttpResponse:
    """What holds on the day asked for (`?op=2026-01-01`), today when that is no day."""
    regeling = get_object_or_404(Regeling, code=code)
    op = _dag(request.GET.get("op", ""))
    return antwoord(
        request,
        "regelingen/regeling_detail.html",
        {
            "regeling": regeling,
            "op": op,
            "groepen": selectors.parameters_per_groep(regeling, op),
            "ingangsdatums": selectors.ingangsdatums(regeling),
            "mag_instellen": request.lidmaatschap.rol == Rol.BEHEERDER,
        },
    )


@met_rol(Rol.BEHEERDER)
def parameter_nieuw(request: LidRequest, code: str) -> HttpResponse:
    regeling = get_object_or_404(Regeling, code=code)
    form = ParameterForm(invoer(request))
    if gelukt(
        form, lambda: stel_parameter_in(regeling_id=regeling.pk, door=request.lidmaatschap, **form.cleaned_data)
    ):
        messages.success(request, "De waarde is ingesteld. Wat eerder gold, blijft staan.")
        return redirect("regelingen:detail", code)
    return antwoord(request, "regelingen/parameter_nieuw.html", {"regeling": regeling}, form=form)


@require_safe
@met_rol(*GEMEENTE)
def vragen(request: LidRequest, code: str) -> HttpResponse:
    """The short form of a scheme: what it asks today, what comes and what was."""
    regeling = get_object_or_404(Regeling, code=code)
    context = {
        "regeling": regeling,
        "rijen": selectors.vraag_rijen(regeling, timezone.localdate()),
        "mag_instellen": request.lidmaatschap.rol == Rol.BEHEERDER,
    }
    return antwoord(request, "regelingen/vraag_lijst.html", context)


@met_rol(Rol.BEHEERDER)
def vraag_nieuw(request: LidRequest, code: str) -> HttpResponse:
    regeling = get_object_or_404(Regeling, code=code)
    form = VraagForm(invoer(request))
    if gelukt(
        form,
        lambda: voeg_vraag_toe(
            regeling_id=regeling.pk,
            inhoud=form.inhoud,
            geldig_van=form.cleaned_data["geldig_van"],
            door=request.lidmaatschap,
        ),
    ):
        messages.success(request, "De vraag staat op het formulier vanaf de dag die u koos.")
        return redirect("regelingen:vragen", code)
    return antwoord(request, "regelingen/vraag_nieuw.html", {"regeling": regeling}, form=form)


@met_rol(Rol.BEHEERDER)
def vraag_wijzig(request: LidRequest, code: str, pk: int) -> HttpResponse:
    """Ask it otherwise from a later day; the form opens with how it is asked now."""
    vraag = _haal_vraag(code, pk)
    nu = {veld: getattr(vraag, veld) for veld in VraagForm.base_fields if veld != "geldig_van"}
    form = VraagForm(invoer(request), initial=nu)
    if gelukt(
        form,
        lambda: wijzig_vraag(
            vraag_id=pk,
            inhoud=form.inhoud,
            geldig_van=form.cleaned_data["geldig_van"],
            door=request.lidmaatschap,
        ),
    ):
        messages.success(request, "De vraag is gewijzigd. Wat eerder is gevraagd, blijft staan.")
        return redirect("regelingen:vragen", code)
    context = {"regeling": vraag.regeling, "vraag": vraag}
    return antwoord(request, "regelingen/vraag_wijzig.html", context, form=form)


@met_rol(Rol.BEHEERDER)
def vraag_beeindig(request: LidRequest, code: str, pk: int) -> HttpResponse:
    vraag = _haal_vraag(code, pk)
    form = VraagEindeForm(invoer(request))
    if gelukt(
        form,
        lambda: beeindig_vraag(vraag_id=pk, geldig_tot=form.cleaned_data["geldig_tot"], door=request.lidmaatschap),
    ):
        messages.success(request, "De vraag verdwijnt van het formulier na de dag die u koos.")
        return redirect("regelingen:vragen", code)
    context = {"regeling": vraag.regeling, "vraag": vraag}
    return antwoord(request, "regelingen/vraag_beeindig.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE)
def gronden(request: LidRequest, code: str) -> HttpResponse:
    """On which grounds this scheme may refuse, those of the law first."""
    regeling = get_object_or_404(Regeling, code=code)
    context = {
        "regeling": regeling,
        "rijen": selectors.grond_rijen(regeling, timezone.localdate()),
        "mag_instellen": request.lidmaatschap.rol == Rol.BEHEERDER,
    }
    return antwoord(request, "regelingen/grond_lijst.html", context)


@met_rol(Rol.BEHEERDER)
def grond_nieuw(request: LidRequest, code: str) -> HttpResponse:
    regeling = get_object_or_404(Regeling, code=code)
    form = GrondForm(invoer(request))
    if gelukt(form, lambda: voeg_grond_toe(regeling_id=regeling.pk, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "De grond is toegevoegd.")
        return redirect("regelingen:gronden", code)
    return antwoord(request, "regelingen/grond_nieuw.html", {"regeling": regeling}, form=form)


@met_rol(Rol.BEHEERDER)
def grond_beeindig(request: LidRequest, code: str, pk: int) -> HttpResponse:
    grond = get_object_or_404(Weigeringsgrond.objects.select_related("regeling"), pk=pk, regeling__code=code)
    form = GrondEindeForm(invoer(request))
    if gelukt(
        form,
        lambda: beeindig_grond(grond_id=pk, geldig_tot=form.cleaned_data["geldig_tot"], door=request.lidmaatschap),
    ):
        messages.success(request, "De grond geldt niet meer na de dag die u koos.")
        return redirect("regelingen:gronden", code)
    context = {"regeling": grond.regeling, "grond": grond}
    return antwoord(request, "regelingen/grond_beeindig.html", context, form=form)


def _haal_vraag(code: str, pk: int) -> Vraag:
    return get_object_or_404(Vraag.objects.select_related("regeling"), pk=pk, regeling__code=code)


def _dag(tekst: str) -> datetime.date:
    try:
        return parse_date(tekst) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
