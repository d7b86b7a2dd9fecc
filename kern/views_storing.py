"""The register of outages: the municipality reads it, two of its roles keep it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from kern.forms import StoringEindeForm, StoringForm
from kern.models import Storing
from kern.services.storing import BIJHOUDERS, beeindig_storing, meld_storing
from kern.toegang import GEMEENTE, LidRequest, met_rol
from kern.views import antwoord, gelukt, invoer


@require_safe
@met_rol(*GEMEENTE)
def lijst(request: LidRequest) -> HttpResponse:
    return antwoord(
        request,
        "kern/storing_lijst.html",
        {"storingen": list(Storing.objects.all()), "mag_bijhouden": request.lidmaatschap.rol in BIJHOUDERS},
    )


@met_rol(*BIJHOUDERS)
def nieuw(request: LidRequest) -> HttpResponse:
    form = StoringForm(invoer(request))
    if gelukt(form, lambda: meld_storing(door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "De storing staat in het register.")
        return redirect("kern:storing_lijst")
    return antwoord(request, "kern/storing_nieuw.html", form=form)


@met_rol(*BIJHOUDERS)
def beeindig(request: LidRequest, pk: int) -> HttpResponse:
    storing = get_object_or_404(Storing, pk=pk)
    form = StoringEindeForm(invoer(request))
    if gelukt(form, lambda: beeindig_storing(storing_id=storing.pk, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "Het einde van de storing staat in het register.")
        return redirect("kern:storing_lijst")
    return antwoord(request, "kern/storing_beeindig.html", {"storing": storing}, form=form)
