"""Choosing from which budgets a table is paid."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kern.fouten import DomeinFout
from kern.views import antwoord, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms.dekking import DekkingForm
from subsidies.models import Jaardekking
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.services.dekking import kies_dekking
from thematafels.models import Thematafel
from thematafels.toegang import haal_tafel


@met_rol(Rol.BELEIDSMEDEWERKER, Rol.FINANCIEEL)
def dekking_kiezen(request: LidRequest, uitvraag: str, thema: str) -> HttpResponse:
    """Each year is an act of its own: one that is refused shows why at its field, the others are kept."""
    tafel = haal_tafel(request.lidmaatschap, uitvraag, thema)
    form = DekkingForm(invoer(request), nu=_nu(tafel))
    if request.method == "POST" and form.is_valid():
        for jaar, regels in form.gewijzigd().items():
            try:
                kies_dekking(tafel_id=tafel.pk, jaar=jaar, regels=regels, door=request.lidmaatschap)
            except DomeinFout as fout:
                form.add_error(f"doel_{jaar}_1", fout.bericht)
        if form.is_valid():
            messages.success(request, "De dekking is bewaard.")
            return redirect("thematafels:tafel_detail", uitvraag, thema)
    return antwoord(request, "subsidies/dekking_kiezen.html", {"tafel": tafel}, form=form)


def _nu(tafel: Thematafel) -> Mapping[int, Sequence[Dekkingsregel]]:
    nu: dict[int, list[Dekkingsregel]] = {jaar: [] for jaar in tafel.uitvraag.jaren}
    for rij in Jaardekking.objects.filter(tafel=tafel, jaar__in=nu):
        nu[rij.jaar].append(Dekkingsregel(rij.bestedingsdoel_id, rij.hoogstens))
    return nu
