"""Progress talks: the list of grants without one, planning, reporting and agreeing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from brieven.documenten.odt import SOORT as ODT
from kern.fouten import DomeinFout
from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from uitvoering.forms.jaren import GesprekForm, InstemmenForm, VerslagForm
from uitvoering.models import Gesprek
from uitvoering.selectors.gesprek import zonder_gesprek_rijen
from uitvoering.services import gesprek as services
from uitvoering.toegang import LEZERS, haal_gesprek, haal_subsidie
from uitvoering.uitvoer.gespreksblad import als_odt, als_pdf, laad_gespreksblad

Stand = Gesprek.Stand
FORMATEN = {"odt": (als_odt, ODT), "pdf": (als_pdf, "application/pdf")}


@require_safe
@met_rol(*GEMEENTE)
def gesprekken(request: LidRequest) -> HttpResponse:
    """The running grants that had no talk this year."""
    jaar = timezone.localdate().year
    rijen, bladzijde = zonder_gesprek_rijen(jaar, request.GET.get("bladzijde"))
    return render(request, "uitvoering/gesprek_lijst.html", {"rijen": rijen, "bladzijde": bladzijde, "jaar": jaar})


@met_rol(Rol.BELEIDSMEDEWERKER)
def gesprek_nieuw(request: LidRequest, kenmerk: str) -> HttpResponse:
    subsidie = haal_subsidie(request.lidmaatschap, kenmerk)
    form = GesprekForm(invoer(request))

    def plan() -> None:
        services.plan_gesprek(subsidie_id=subsidie.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, plan):
        messages.success(request, "Het gesprek is gepland.")
        return redirect("uitvoering:subsidie", kenmerk)
    return antwoord(request, "uitvoering/gesprek_nieuw.html", {"subsidie": subsidie}, form=form)


@require_safe
@met_rol(*LEZERS)
def gesprek(request: LidRequest, kenmerk: str, gesprek_id: int) -> HttpResponse:
    """The talk, with its report for who may read it, and what this person may do next."""
    lid = request.lidmaatschap
    gevonden = haal_gesprek(lid, kenmerk, gesprek_id)
    context = {
        "gesprek": gevonden,
        "subsidie": gevonden.subsidie,
        "beleid": lid.rol == Rol.BELEIDSMEDEWERKER,
        "leesbaar": lid.is_gemeente or gevonden.stand in (Stand.BIJ_PARTNER, Stand.VASTGESTELD),
        "mag_instemmen": gevonden.stand == Stand.BIJ_PARTNER
        and lid.rol == Rol.TEKENBEVOEGDE
        and lid.organisatie_id == gevonden.subsidie.ontvanger_id,
    }
    return render(request, "uitvoering/gesprek_detail.html", context)


@met_rol(Rol.TEKENBEVOEGDE)
def gesprek_instemmen(request: LidRequest, kenmerk: str, gesprek_id: int) -> HttpResponse:
    """Agree with the report, or agree with a remark of one's own."""
    gevonden = haal_gesprek(request.lidmaatschap, kenmerk, gesprek_id)
    if gevonden.stand != Stand.BIJ_PARTNER:
        messages.info(request, f"Dit gesprek is {gevonden.get_stand_display()}: er is nu niets om mee in te stemmen.")
        return redirect("uitvoering:gesprek", kenmerk, gesprek_id)
    form = InstemmenForm(invoer(request))

    def stem_in() -> None:
        services.stem_in(gesprek_id=gevonden.pk, opmerking=form.cleaned_data["opmerking"], door=request.lidmaatschap)

    if gelukt(form, stem_in):
        messages.success(request, "U stemt in met het verslag. Het staat nu vast.")
        return redirect("uitvoering:gesprek", kenmerk, gesprek_id)
    context = {"gesprek": gevonden, "subsidie": gevonden.subsidie}
    return antwoord(request, "uitvoering/gesprek_instemmen.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def gesprek_verslag(request: LidRequest, kenmerk: str, gesprek_id: int) -> HttpResponse:
    gevonden = haal_gesprek(request.lidmaatschap, kenmerk, gesprek_id)
    velden = ("datum", "deelnemers", "verslag", "afspraken", "bijstelling_nodig")
    form = VerslagForm(invoer(request), initial={veld: getattr(gevonden, veld) for veld in velden})

    def leg_vast() -> None:
        services.leg_verslag_vast(gesprek_id=gevonden.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, leg_vast):
        messages.success(request, "Het verslag is bewaard.")
        return redirect("uitvoering:gesprek", kenmerk, gesprek_id)
    context = {"gesprek": gevonden, "subsidie": gevonden.subsidie}
    return antwoord(request, "uitvoering/gesprek_verslag.html", context, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def gesprek_versturen(request: LidRequest, kenmerk: str, gesprek_id: int) -> HttpResponse:
    return _zet_stap(request, kenmerk, gesprek_id, services.stuur_verslag, "De partner kan het verslag nu lezen.")


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def gesprek_terug(request: LidRequest, kenmerk: str, gesprek_id: int) -> HttpResponse:
    return _zet_stap(request, kenmerk, gesprek_id, services.neem_verslag_terug, "U kunt het verslag weer wijzigen.")


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def gesprek_vervalt(request: LidRequest, kenmerk: str, gesprek_id: int) -> HttpResponse:
    return _zet_stap(request, kenmerk, gesprek_id, services.laat_vervallen, "Het gesprek gaat niet door.")


@require_safe
@met_rol(*LEZERS)
def gespreksblad(request: LidRequest, kenmerk: str, formaat: str) -> HttpResponse:
    """The sheet for a talk, filled in: to write in (odt) or to print (pdf)."""
    maak, soort = FORMATEN[formaat]
    blad = laad_gespreksblad(haal_subsidie(request.lidmaatschap, kenmerk), request.lidmaatschap)
    try:
        inhoud = maak(blad)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("uitvoering:subsidie", kenmerk)
    naam = f"{slugify(f'gespreksblad {kenmerk} {blad.subsidie.ontvanger}')}.{formaat}"
    return HttpResponse(
        inhoud,
        content_type=soort,
        headers={
            "Content-Disposition": content_disposition_header(True, naam),
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _zet_stap(
    request: LidRequest, kenmerk: str, gesprek_id: int, stap: Callable[..., Gesprek], melding: str
) -> HttpResponse:
    gevonden = haal_gesprek(request.lidmaatschap, kenmerk, gesprek_id)
    doe(request, lambda: stap(gesprek_id=gevonden.pk, door=request.lidmaatschap), melding)
    return redirect("uitvoering:gesprek", kenmerk, gesprek_id)
