"""What the municipality promised, to the council and to the partners."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from thematafels import selectors, services
from thematafels.forms import AfrondForm, ToezeggingForm
from thematafels.models import Toezegging
from thematafels.toegang import haal_toezegging

PER_BLADZIJDE = 20
STANDEN = {"open": "Open", "te_laat": "Over de uiterste dag", "afgerond": "Afgerond"}


@require_safe
@met_rol()
def toezeggingen(request: LidRequest) -> HttpResponse:
    """`stand` and `aan` narrow the list down."""
    vandaag = timezone.localdate()
    stand, aan = request.GET.get("stand", ""), request.GET.get("aan", "")
    gekozen = selectors.kies_toezeggingen(request.lidmaatschap, stand=stand, aan=aan, vandaag=vandaag)
    bladzijde = Paginator(selectors.toezegging_rijen(gekozen, vandaag), PER_BLADZIJDE).get_page(
        request.GET.get("bladzijde")
    )
    context = {
        "bladzijde": bladzijde,
        "stand": stand,
        "aan": aan,
        "standen": STANDEN,
        "soorten": Toezegging.Aan.choices,
        "mag_wijzigen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER,
    }
    return antwoord(request, "thematafels/toezegging_lijst.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def toezegging_nieuw(request: LidRequest) -> HttpResponse:
    """`?tafel=` chooses a table beforehand."""
    tafel = request.GET.get("tafel", "")
    vooraf = {"aan": Toezegging.Aan.TAFEL, "tafel": int(tafel)} if tafel.isascii() and tafel.isdigit() else {}
    form = ToezeggingForm(invoer(request), initial=vooraf)
    if gelukt(form, lambda: services.doe_toezegging(gegevens=form.gegevens, door=request.lidmaatschap)):
        messages.success(request, "De toezegging ligt vast.")
        return redirect("thematafels:toezeggingen")
    return antwoord(request, "thematafels/toezegging_nieuw.html", form=form)


@met_rol()
def toezegging_afronden(request: LidRequest, pk: int) -> HttpResponse:
    toezegging = haal_toezegging(request.lidmaatschap, pk)
    form = AfrondForm(invoer(request))
    if gelukt(
        form,
        lambda: services.rond_toezegging_af(toezegging_id=pk, door=request.lidmaatschap, **form.cleaned_data),
    ):
        messages.success(request, "De toezegging is afgerond.")
        return redirect("thematafels:toezeggingen")
    return antwoord(request, "thematafels/toezegging_afronden.html", {"toezegging": toezegging}, form=form)
