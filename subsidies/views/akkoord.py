"""Agreeing to one's own part and the division, and seeing who did."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kern.fouten import DomeinFout
from kern.views import antwoord, doe, gelukt, invoer, toon_fout, zet_waarde
from organisaties.selectors import machtigingen_van
from organisaties.toegang import PARTNER, LidRequest, Rol, met_rol
from subsidies.forms.akkoord import AkkoordForm, ZodraEensForm
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.regels.inhoud import inhoudshash
from subsidies.regels.volledigheid import deel_is_klaar
from subsidies.selectors import laad_dossier
from subsidies.selectors.aan_zet import wachtende_delen
from subsidies.selectors.akkoorden import deelnemerrijen, laatste_akkoord
from subsidies.services import akkoord as services
from subsidies.services.herinneren import mag_herinneren
from subsidies.toegang import (
    LEZERS,
    SCHRIJVERS,
    haal_aanvraag,
    haal_met_pen,
    haal_te_tekenen_deel,
    leidt_tafel,
)


@require_safe
@met_rol(*LEZERS)
def akkoorden(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Who agreed to what and when, why an akkoord lapsed, and what each person may do about it."""
    lid = request.lidmaatschap
    aanvraag = haal_aanvraag(lid, kenmerk)
    dossier = laad_dossier(aanvraag)
    eigen = dossier.deel_van(lid.organisatie_id)
    tekent, is_beleid = lid.rol == Rol.TEKENBEVOEGDE, lid.rol == Rol.BELEIDSMEDEWERKER
    namens = {machtiging.organisatie_id for machtiging in machtigingen_van(lid, timezone.localdate())}
    tekent_voor = namens | ({lid.organisatie_id} if tekent else set())
    concept = aanvraag.stand == Aanvraag.Stand.CONCEPT
    context = {
        "aanvraag": aanvraag,
        "dossier": dossier,
        "rijen": deelnemerrijen(dossier),
        "concept": concept,
        "eigen": eigen,
        "tekent_voor": tekent_voor,
        "is_de_pen": aanvraag.penvoerder_id in tekent_voor,
        "mag_uitstappen": concept and tekent and eigen is not None,
        "mag_voorstellen": concept and tekent and eigen is not None and deel_is_klaar(eigen),
        "mag_van_tafel": concept and (is_beleid or (tekent and lid.organisatie_id == aanvraag.penvoerder_id)),
        "mag_alleen": aanvraag.tafel_id and lid.rol in SCHRIJVERS,
        "vrager": aanvraag.indienen_zodra_eens,
        "mag_herinneren": mag_herinneren(lid, aanvraag, leidt=leidt_tafel(lid, aanvraag)),
        "te_herinneren": wachtende_delen(dossier),
    }
    return render(request, "subsidies/akkoorden.html", context)


@met_rol(*PARTNER)
def akkoord(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """The page shows the whole of what is agreed to, with its hash. A second click lands where the first did."""
    deel = haal_te_tekenen_deel(request.lidmaatschap, kenmerk, deel_id)
    dossier = laad_dossier(deel.aanvraag)
    eigen = dossier.deel_van(deel.organisatie_id)
    assert eigen is not None  # noqa: S101 - a part that takes part was just found
    nu = inhoudshash(dossier, eigen)
    form = AkkoordForm(invoer(request), initial={"gezien": nu})
    if request.method == "POST" and form.is_valid():
        try:
            services.geef_akkoord(deel_id=deel.pk, gezien=form.cleaned_data["gezien"], door=request.lidmaatschap)
        except DomeinFout as fout:
            if fout.code == "akkoord.bestaat_al":
                return redirect("subsidies:akkoorden", kenmerk)
            toon_fout(form, fout)
            zet_waarde(form, "gezien", nu)
        else:
            _vertel(request, deel)
            return redirect("subsidies:akkoorden", kenmerk)
    context = {
        "deel": deel,
        "aanvraag": deel.aanvraag,
        "dossier": dossier,
        "eigen": eigen,
        "klaar": deel_is_klaar(eigen),
        "laatste": laatste_akkoord(deel.pk),
        "concept": deel.aanvraag.stand == Aanvraag.Stand.CONCEPT,
    }
    return antwoord(request, "subsidies/akkoord.html", context, form=form)


@require_POST
@met_rol(*PARTNER)
def akkoord_intrekken(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    deel = haal_te_tekenen_deel(request.lidmaatschap, kenmerk, deel_id)
    doe(
        request,
        lambda: services.trek_akkoord_in(deel_id=deel.pk, door=request.lidmaatschap),
        "Het akkoord is ingetrokken.",
    )
    return redirect("subsidies:akkoorden", kenmerk)


@met_rol(*PARTNER)
def indienen_zodra(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The penvoerder asks beforehand that the last akkoord submits the application."""
    aanvraag = haal_met_pen(request.lidmaatschap, kenmerk)
    form = ZodraEensForm(invoer(request))
    if gelukt(form, lambda: services.vraag_indienen_zodra_eens(aanvraag_id=aanvraag.pk, door=request.lidmaatschap)):
        messages.success(request, "Het laatste akkoord dient de aanvraag in.")
        return redirect("subsidies:akkoorden", kenmerk)
    return antwoord(request, "subsidies/indienen_zodra.html", {"aanvraag": aanvraag}, form=form)


@require_POST
@met_rol(*PARTNER)
def indienen_zodra_afzien(request: LidRequest, kenmerk: str) -> HttpResponse:
    aanvraag = haal_met_pen(request.lidmaatschap, kenmerk)
    doe(
        request,
        lambda: services.zie_af_van_indienen(aanvraag_id=aanvraag.pk, door=request.lidmaatschap),
        "De aanvraag wordt niet vanzelf ingediend.",
    )
    return redirect("subsidies:akkoorden", kenmerk)


def _vertel(request: LidRequest, deel: Aanvraagdeel) -> None:
    """What the akkoord did: also when the penvoerder asked that the last one submits."""
    aanvraag = Aanvraag.objects.get(pk=deel.aanvraag_id)
    messages.success(request, f"Het akkoord van {deel.organisatie} is vastgelegd.")
    if aanvraag.stand == Aanvraag.Stand.INGEDIEND:
        messages.success(request, "Dit was het laatste akkoord: de aanvraag is ingediend, zoals de penvoerder vroeg.")
