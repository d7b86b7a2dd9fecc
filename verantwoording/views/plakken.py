"""Numbers of an own part from a spreadsheet: read, shown beside what stands there, and written when confirmed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kern.fouten import DomeinFout
from kern.views import ONVERWERKBAAR, antwoord, toon_fout
from organisaties.toegang import LidRequest, met_rol
from subsidies.services.versies import VersieConflict
from verantwoording.forms.plakken import MetingenForm
from verantwoording.metingblad.lezen import Gelezen, lees_metingen
from verantwoording.metingblad.plan import Meetplan
from verantwoording.metingblad.schrijven import FORMATEN
from verantwoording.metingblad.verschil import als_tekst, vergelijk
from verantwoording.selectors.metingblad import laad_meetplan
from verantwoording.services.plakken import schrijf_metingen
from verantwoording.services.verslag import OPEN, eis_open
from verantwoording.toegang import SCHRIJFROLLEN, haal_eigen_deelverslag

VERANDERD = "Intussen is er iets bewaard. Kijk nog eens wat er verandert."


@met_rol(*SCHRIJFROLLEN)
def plakken(request: LidRequest, kenmerk: str, deelverslag_id: int) -> HttpResponse:
    """First what was pasted or sent; then what it would change; then it is written, or nothing is."""
    deelverslag = haal_eigen_deelverslag(request.lidmaatschap, kenmerk, deelverslag_id)
    context = {
        "deelverslag": deelverslag,
        "verantwoording": deelverslag.verantwoording,
        "aanvraag": deelverslag.verantwoording.aanvraag,
        "is_open": deelverslag.stand in OPEN,
    }
    is_post = request.method == "POST"
    form = MetingenForm(request.POST, request.FILES) if is_post else MetingenForm()
    if is_post and "aanpassen" in request.POST:
        form = MetingenForm(initial={"plak": request.POST.get("plak", "")})
    if not form.is_valid():
        return antwoord(request, "verantwoording/plakken.html", context, form=form)
    plan = laad_meetplan(deelverslag)
    try:
        eis_open(deelverslag)
        gelezen = lees_metingen(form.rijen(), plan)
    except DomeinFout as fout:
        toon_fout(form, fout)
        return antwoord(request, "verantwoording/plakken.html", context, form=form)
    if gelezen.fouten:
        context |= {"form": form, "fouten": gelezen.fouten}
        return render(request, "verantwoording/plakken.html", context, status=ONVERWERKBAAR)
    return _bevestig(request, context, plan, gelezen)


def _bevestig(request: LidRequest, context: dict[str, Any], plan: Meetplan, gelezen: Gelezen) -> HttpResponse:
    """Write what was shown; otherwise show it. What travels in the page are the numbers themselves."""
    verschil, fout, gezien = vergelijk(plan, gelezen.waarden), "", request.POST.get("gezien", "")
    if gezien and gezien != verschil.hash:
        fout = VERANDERD
    elif gezien:
        try:
            aantal = schrijf_metingen(
                deelverslag_id=context["deelverslag"].pk, verschil=verschil, door=request.lidmaatschap
            )
        except VersieConflict:
            fout = VERANDERD
        except DomeinFout as geweigerd:
            fout = geweigerd.bericht
        else:
            getallen = "Eén getal staat" if aantal == 1 else f"{aantal} getallen staan"
            messages.success(request, f"{getallen} in uw verslag.")
            return redirect("verantwoording:deelverslag", context["aanvraag"].kenmerk, context["deelverslag"].pk)
    context |= {"verschil": verschil, "leeg": gelezen.leeg, "fout": fout}
    context["form"] = MetingenForm(initial={"plak": als_tekst(plan, gelezen.waarden)})
    return render(request, "verantwoording/plakken_voorbeeld.html", context, status=ONVERWERKBAAR if fout else 200)


@require_safe
@met_rol(*SCHRIJFROLLEN)
def plakblad(request: LidRequest, kenmerk: str, deelverslag_id: int, formaat: str) -> HttpResponse:
    """What was agreed to count as a spreadsheet, with what stands there now."""
    deelverslag = haal_eigen_deelverslag(request.lidmaatschap, kenmerk, deelverslag_id)
    if formaat not in FORMATEN:
        raise Http404
    soort, maak = FORMATEN[formaat]
    jaar = deelverslag.verantwoording.jaar
    inhoud = maak(laad_meetplan(deelverslag), f"Metingen over {jaar} van {deelverslag.deel.organisatie}")
    kop = content_disposition_header(True, f"metingen-{kenmerk}-{jaar}.{formaat}") or "attachment"
    return HttpResponse(inhoud, content_type=soort, headers={"Content-Disposition": kop, "Cache-Control": "no-store"})
