"""Agreeing to one's own part and the division."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kern.fouten import DomeinFout
from kern.views import antwoord, doe, invoer, toon_fout, zet_waarde
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms import AkkoordForm
from subsidies.regels.inhoud import inhoudshash
from subsidies.regels.volledigheid import deel_is_klaar
from subsidies.selectors import laad_dossier
from subsidies.services import akkoord as services
from subsidies.toegang import haal_eigen_deel


@met_rol(Rol.TEKENBEVOEGDE)
def akkoord(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """The page shows the whole of what is agreed to, with its hash. A second click lands where the first did."""
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    dossier = laad_dossier(deel.aanvraag)
    eigen = dossier.deel_van(deel.organisatie_id)
    assert eigen is not None  # noqa: S101 - the part was just found
    nu = inhoudshash(dossier, eigen)
    form = AkkoordForm(invoer(request), initial={"gezien": nu})
    if request.method == "POST" and form.is_valid():
        try:
            services.geef_akkoord(deel_id=deel.pk, gezien=form.cleaned_data["gezien"], door=request.lidmaatschap)
        except DomeinFout as fout:
            if fout.code == "akkoord.bestaat_al":
                return redirect("subsidies:aanvraag_detail", kenmerk)
            toon_fout(form, fout)
            zet_waarde(form, "gezien", nu)
        else:
            messages.success(request, f"Het akkoord van {deel.organisatie} is vastgelegd.")
            return redirect("subsidies:aanvraag_detail", kenmerk)
    context = {
        "deel": deel,
        "aanvraag": deel.aanvraag,
        "dossier": dossier,
        "eigen": eigen,
        "klaar": deel_is_klaar(eigen),
    }
    return antwoord(request, "subsidies/akkoord.html", context, form=form)


@require_POST
@met_rol(Rol.TEKENBEVOEGDE)
def akkoord_intrekken(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    doe(
        request,
        lambda: services.trek_akkoord_in(deel_id=deel.pk, door=request.lidmaatschap),
        "Het akkoord is ingetrokken.",
    )
    return redirect("subsidies:aanvraag_detail", kenmerk)
