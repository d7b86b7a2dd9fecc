"""Who leads on which theme, within an alliance."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties.regels.verband_past import mag_verband_wijzigen
from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, haal_te_wijzigen_verband, haal_verband, met_rol
from organisaties.verbanden import trekker_van
from thematafels import selectors, services
from thematafels.forms import RegieForm
from thematafels.toegang import haal_uitvraag


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def verband_regie(request: LidRequest, pk: int) -> HttpResponse:
    """Read by the members of the alliance and the municipality."""
    verband = haal_verband(request.lidmaatschap, pk)
    context = {
        "verband": verband,
        "uitvragen": selectors.regie_per_uitvraag(verband, request.lidmaatschap),
        "mag_wijzigen": mag_verband_wijzigen(request.lidmaatschap, trekker_van(verband)),
    }
    return antwoord(request, "thematafels/verband_regie.html", context)


@met_rol(*GEMEENTE, *PARTNER)
def verband_regie_wijzig(request: LidRequest, pk: int, kenmerk: str) -> HttpResponse:
    """Changed by who keeps the alliance, for one call at a time."""
    lid = request.lidmaatschap
    verband = haal_te_wijzigen_verband(lid, pk)
    uitvraag = haal_uitvraag(lid, kenmerk)
    leden = verband.leden.geldig_op(timezone.localdate()).select_related("organisatie")
    form = RegieForm(invoer(request), rijen=selectors.regie_rijen(verband, uitvraag), leden=leden)
    if gelukt(
        form,
        lambda: services.verdeel_regie(verband_id=pk, uitvraag_id=uitvraag.pk, verdeling=form.verdeling, door=lid),
    ):
        messages.success(request, "De regie is verdeeld.")
        return redirect("thematafels:verband_regie", pk)
    context = {"verband": verband, "uitvraag": uitvraag}
    return antwoord(request, "thematafels/verband_regie_wijzig.html", context, form=form)
