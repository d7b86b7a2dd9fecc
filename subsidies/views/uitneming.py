"""Going on without a part that has no akkoord: propose, answer, decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kern.forms import Formulier
from kern.views import antwoord, doe, gelukt, invoer, zet_waarde
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms.deelnemen import UitneembesluitForm, VoorstelForm, ZienswijzeForm
from subsidies.models import Uitneming
from subsidies.services import uitneming as services
from subsidies.toegang import LEZERS, SCHRIJVERS, eis_schrijver, haal_deel, haal_uitneming


@met_rol(Rol.TEKENBEVOEGDE)
def uitneming_voorstellen(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    deel = haal_deel(request.lidmaatschap, kenmerk, deel_id)
    form = VoorstelForm(invoer(request), deel=deel)

    def stel_voor() -> None:
        services.stel_uitneming_voor(
            deel_id=deel.pk,
            reden=form.cleaned_data["reden"],
            nieuwe_penvoerder_id=form.opvolger,
            door=request.lidmaatschap,
        )

    if gelukt(form, stel_voor):
        messages.success(request, f"{deel.organisatie} krijgt bericht en tijd om te antwoorden.")
        return redirect("subsidies:akkoorden", kenmerk)
    context = {"deel": deel, "aanvraag": deel.aanvraag}
    return antwoord(request, "subsidies/uitneming_voorstellen.html", context, form=form)


@require_safe
@met_rol(*LEZERS)
def uitneming(request: LidRequest, kenmerk: str, uitneming_id: int) -> HttpResponse:
    """The proposal, the answer and the decision, with what this person may do next."""
    return _toon(request, haal_uitneming(request.lidmaatschap, kenmerk, uitneming_id))


@require_POST
@met_rol(*SCHRIJVERS)
def uitneming_zienswijze(request: LidRequest, kenmerk: str, uitneming_id: int) -> HttpResponse:
    gezocht = haal_uitneming(request.lidmaatschap, kenmerk, uitneming_id)
    eis_schrijver(request.lidmaatschap, gezocht.deel)
    form = ZienswijzeForm(request.POST, adres=request.path)

    def geef() -> None:
        services.geef_zienswijze(uitneming_id=gezocht.pk, tekst=form.cleaned_data["tekst"], door=request.lidmaatschap)

    if gelukt(form, geef):
        messages.success(request, "Uw zienswijze is vastgelegd.")
        return redirect("subsidies:uitneming", kenmerk, uitneming_id)
    return _toon(request, gezocht, zienswijze=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def uitneming_beslissen(request: LidRequest, kenmerk: str, uitneming_id: int) -> HttpResponse:
    gezocht = haal_uitneming(request.lidmaatschap, kenmerk, uitneming_id)
    form = UitneembesluitForm(request.POST, deel=gezocht.deel, adres=request.path)

    def beslis() -> None:
        services.beslis_over_uitneming(
            uitneming_id=gezocht.pk,
            toewijzen=form.toewijzen,
            motivering=form.cleaned_data["motivering"],
            zienswijze_gelezen=form.cleaned_data["gelezen"],
            nieuwe_penvoerder_id=form.opvolger,
            door=request.lidmaatschap,
        )

    if gelukt(form, beslis):
        messages.success(request, "De beslissing is vastgelegd. De deelnemers krijgen bericht.")
        return redirect("subsidies:uitneming", kenmerk, uitneming_id)
    zet_waarde(form, "gelezen", gezocht.zienswijze_op is not None)  # the page that is shown now has it
    return _toon(request, gezocht, besluit=form)


@require_POST
@met_rol(Rol.TEKENBEVOEGDE)
def uitneming_intrekken(request: LidRequest, kenmerk: str, uitneming_id: int) -> HttpResponse:
    gezocht = haal_uitneming(request.lidmaatschap, kenmerk, uitneming_id)
    doe(
        request,
        lambda: services.trek_uitneming_in(uitneming_id=gezocht.pk, door=request.lidmaatschap),
        "Het voorstel is ingetrokken.",
    )
    return redirect("subsidies:akkoorden", kenmerk)


def _toon(
    request: LidRequest,
    uitneming: Uitneming,
    *,
    zienswijze: Formulier | None = None,
    besluit: Formulier | None = None,
) -> HttpResponse:
    """Each form only for who may send it, while the proposal runs."""
    lid, deel = request.lidmaatschap, uitneming.deel
    loopt = uitneming.stand == Uitneming.Stand.VOORGESTELD and deel.aanvraag.stand == deel.aanvraag.Stand.CONCEPT
    eigen = lid.organisatie_id == deel.organisatie_id
    if loopt and eigen and lid.rol in SCHRIJVERS and uitneming.zienswijze_op is None:
        zienswijze = zienswijze or ZienswijzeForm(adres=_adres("zienswijze", uitneming))
    if loopt and lid.rol == Rol.BELEIDSMEDEWERKER:
        gezien = {"gelezen": uitneming.zienswijze_op is not None, "organisatie": uitneming.nieuwe_penvoerder_id}
        besluit = besluit or UitneembesluitForm(initial=gezien, deel=deel, adres=_adres("beslissen", uitneming))
    context = {
        "uitneming": uitneming,
        "deel": deel,
        "aanvraag": deel.aanvraag,
        "loopt": loopt,
        "eigen": eigen,
        "zienswijze": zienswijze,
        "besluit": besluit,
        "mag_intrekken": loopt
        and lid.rol == Rol.TEKENBEVOEGDE
        and lid.organisatie_id == uitneming.voorgesteld_door.organisatie_id,
    }
    return antwoord(request, "subsidies/uitneming.html", context, form=zienswijze or besluit)


def _adres(wat: str, uitneming: Uitneming) -> str:
    return reverse(f"subsidies:uitneming_{wat}", args=[uitneming.deel.aanvraag.kenmerk, uitneming.pk])
