"""Judging on pages: one's own first, then what the others found and the joint judgement."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kern.views import antwoord, gelukt, invoer
from organisaties.models import Lidmaatschap
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms.beoordelen import BeraadForm, DeeloordeelForm, GezamenlijkForm, OordeelForm
from subsidies.models import Aanvraag, Aanvraagdeel, Beoordeling, Beraad, Oordeel
from subsidies.regels.punten import telt_punten
from subsidies.selectors.dossier import laad_deel, laad_vragen
from subsidies.selectors.verdeelregels import verdeelregels
from subsidies.services import oordelen
from subsidies.toegang import haal_zaak
from thematafels.models import Criterium


@met_rol(Rol.BELEIDSMEDEWERKER)
def beoordeling_wijzig(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    """Judge one criterion alone, beside what the table wrote on it."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    criterium = get_object_or_404(Criterium, uitvraag=aanvraag.uitvraag_id, code=code)
    nu = _eigen(aanvraag, criterium, request.lidmaatschap)
    form = OordeelForm(invoer(request), initial=_begin(nu), punten_tot=_punten_tot(aanvraag))

    def beoordeel() -> None:
        oordelen.beoordeel(
            aanvraag_id=aanvraag.pk, criterium_id=criterium.pk, invoer=form.invoer, door=request.lidmaatschap
        )

    if gelukt(form, beoordeel):
        messages.success(request, f"Het oordeel over '{criterium}' is bewaard.")
        return redirect("subsidies:zaak_detail", kenmerk)
    tekst = aanvraag.antwoorden.filter(criterium=criterium).first()
    context = {
        "aanvraag": aanvraag,
        "criterium": criterium,
        "tekst": tekst,
        "antwoorden": laad_vragen(aanvraag) if tekst is None else [],
        "gaf_oordeel": nu is not None,
    }
    return antwoord(request, "subsidies/beoordeling_wijzig.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def beoordeling_samen(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    """What each found, what they say of it, and the joint judgement. Closed until one judged alone."""
    aanvraag, criterium = _open_samen(request, kenmerk, code)
    nu = Beoordeling.objects.filter(aanvraag=aanvraag, criterium=criterium).first()
    form = GezamenlijkForm(invoer(request), initial=_begin(nu), punten_tot=_punten_tot(aanvraag))

    def stel_vast() -> None:
        oordelen.stel_gezamenlijk_vast(
            aanvraag_id=aanvraag.pk, criterium_id=criterium.pk, invoer=form.invoer, door=request.lidmaatschap
        )

    if gelukt(form, stel_vast):
        messages.success(request, f"Het gezamenlijke oordeel over '{criterium}' staat vast.")
        return redirect("subsidies:zaak_detail", kenmerk)
    return _toon_samen(request, aanvraag, criterium, form, BeraadForm())


@met_rol(Rol.BELEIDSMEDEWERKER)
def beraad(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    """Say something to the other assessors on this criterium."""
    aanvraag, criterium = _open_samen(request, kenmerk, code)
    form = BeraadForm(invoer(request))

    def schrijf() -> None:
        oordelen.schrijf_in_beraad(
            aanvraag_id=aanvraag.pk,
            criterium_id=criterium.pk,
            tekst=form.cleaned_data["tekst"],
            door=request.lidmaatschap,
        )

    if request.method != "POST" or gelukt(form, schrijf):
        return redirect("subsidies:beoordeling_samen", kenmerk, code)
    nu = Beoordeling.objects.filter(aanvraag=aanvraag, criterium=criterium).first()
    samen = GezamenlijkForm(initial=_begin(nu), punten_tot=_punten_tot(aanvraag))
    return _toon_samen(request, aanvraag, criterium, samen, form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def deel_oordelen(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """One's own judgement on the part of one participant; those of others appear once one gave it."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    rij = Aanvraagdeel.objects.filter(pk=deel_id, aanvraag=aanvraag).select_related("aanvraag__regeling").first()
    if rij is None:
        raise Http404
    alle = list(Oordeel.objects.filter(deel=rij).select_related("door__gebruiker"))
    eigen = {een.aspect: een for een in alle if een.door_id == request.lidmaatschap.pk}
    initial = {aspect: een.oordeel for aspect, een in eigen.items()}
    initial |= {f"{aspect}_toelichting": een.toelichting for aspect, een in eigen.items()}
    form = DeeloordeelForm(invoer(request), initial=initial)

    def beoordeel() -> None:
        oordelen.beoordeel_deel(deel_id=rij.pk, oordelen=form.oordelen, door=request.lidmaatschap)

    if gelukt(form, beoordeel):
        messages.success(request, "Uw oordeel over dit deel is bewaard.")
        return redirect("subsidies:zaak_detail", kenmerk)
    context = {
        "aanvraag": aanvraag,
        "deel": laad_deel(rij),
        "anderen": [een for een in alle if een.door_id != request.lidmaatschap.pk] if eigen else [],
        "wacht_op_eigen": not eigen and bool(alle),
    }
    return antwoord(request, "subsidies/deel_oordelen.html", context, form=form)


def _open_samen(request: LidRequest, kenmerk: str, code: str) -> tuple[Aanvraag, Criterium]:
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    return aanvraag, get_object_or_404(Criterium, uitvraag=aanvraag.uitvraag_id, code=code)


def _toon_samen(
    request: LidRequest, aanvraag: Aanvraag, criterium: Criterium, form: GezamenlijkForm, beraadform: BeraadForm
) -> HttpResponse:
    """What others found stays out of sight of who did not judge alone yet."""
    ziet = _eigen(aanvraag, criterium, request.lidmaatschap) is not None
    context = {
        "aanvraag": aanvraag,
        "criterium": criterium,
        "ziet": ziet,
        "oordelen": _alle(aanvraag, criterium) if ziet else [],
        "beraad": Beraad.objects.filter(aanvraag=aanvraag, criterium=criterium).select_related("door__gebruiker")
        if ziet
        else [],
        "beraadform": beraadform,
    }
    fout = beraadform if beraadform.is_bound else form
    return antwoord(request, "subsidies/beoordeling_samen.html", context | {"samen": form}, form=fout)


def _alle(aanvraag: Aanvraag, criterium: Criterium) -> list[Oordeel]:
    return list(Oordeel.objects.filter(aanvraag=aanvraag, criterium=criterium).select_related("door__gebruiker"))


def _eigen(aanvraag: Aanvraag, criterium: Criterium, door: Lidmaatschap) -> Oordeel | None:
    return Oordeel.objects.filter(aanvraag=aanvraag, criterium=criterium, door=door).first()


def _begin(nu: Oordeel | Beoordeling | None) -> dict[str, Any]:
    return {"oordeel": nu.oordeel, "toelichting": nu.toelichting, "punten": nu.punten} if nu else {}


def _punten_tot(aanvraag: Aanvraag) -> int | None:
    """The most points a criterium can have; None where the regeling ranks nothing."""
    if aanvraag.ontvangen_op is None:
        return None
    parameters = verdeelregels(aanvraag.regeling, aanvraag.uitvraag)
    return parameters.punten_maximum if telt_punten(parameters) else None
