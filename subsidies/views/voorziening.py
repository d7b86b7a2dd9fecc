"""The voorzieningen of one part: the list, and one of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from kern.fouten import DomeinFout
from kern.views import antwoord, doe, invoer, toon_fout
from organisaties.models import Lidmaatschap
from organisaties.toegang import LidRequest, met_rol
from subsidies.forms.voorziening import VoorzieningForm, VoorzieningNieuwForm, vul_jaren
from subsidies.models import Aanvraag, Aanvraagdeel, Voorziening
from subsidies.onderdelen import VOORZIENING
from subsidies.onderdelen.blad import open_blad
from subsidies.regels.dekking import Deelkosten
from subsidies.regels.volledigheid import voorziening_mist
from subsidies.selectors.dossier import aanbod_per_deel, laad_deel
from subsidies.selectors.overname import herkomst_van
from subsidies.services.versies import VersieConflict
from subsidies.services.voorziening import bewaar_voorziening, verplaats_voorziening, verwijder_voorziening
from subsidies.toegang import LEZERS, SCHRIJVERS, haal_deel, haal_eigen_deel, haal_voorziening


@require_safe
@met_rol(*LEZERS)
def voorzieningen(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """All voorzieningen of one participant, with what each still lacks; `?mist=1` leaves out what is complete."""
    lid = request.lidmaatschap
    deel = haal_deel(lid, kenmerk, deel_id)
    inhoud = laad_deel(deel)
    herkomst = herkomst_van(inhoud.aanbod, deel.aanvraag.eerste_jaar) if _mag_terugkijken(lid, deel) else {}
    rijen = [(aanbod, voorziening_mist(aanbod), herkomst.get(aanbod.pk)) for aanbod in inhoud.aanbod]
    alleen_mist = "mist" in request.GET
    context = {
        "deel": deel,
        "aanvraag": deel.aanvraag,
        "inhoud": inhoud,
        "kosten": Deelkosten(inhoud),
        "rijen": [rij for rij in rijen if rij[1] or not alleen_mist],
        "alleen_mist": alleen_mist,
        "onvolledig": sum(bool(mist) for _, mist, _ in rijen),
        "mag_schrijven": _mag_schrijven(lid, deel),
    }
    return render(request, "subsidies/voorziening_lijst.html", context)


@met_rol(*LEZERS)
def voorziening_nieuw(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Only a name; then its own page opens, which saves by itself."""
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    form = VoorzieningNieuwForm(invoer(request))
    if request.method == "POST" and form.is_valid():
        try:
            nieuw = bewaar_voorziening(
                deel_id=deel.pk, voorziening_id=None, versie=0, invoer=form.invoer, door=request.lidmaatschap
            )
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            return redirect("subsidies:voorziening_wijzig", kenmerk, nieuw.pk)
    context = {"deel": deel, "aanvraag": deel.aanvraag}
    return antwoord(request, "subsidies/voorziening_nieuw.html", context, form=form)


@met_rol(*LEZERS)
def voorziening_wijzig(request: LidRequest, kenmerk: str, voorziening_id: int) -> HttpResponse:
    """One voorziening. Empty years can be filled with the first one; that saves too."""
    voorziening = haal_voorziening(request.lidmaatschap, kenmerk, voorziening_id)
    blad = open_blad(request, VOORZIENING, voorziening)
    data = vul_jaren(request.POST, voorziening.deel.aanvraag.jaren) if "vul" in request.POST else blad.invoer
    form = VoorzieningForm(data, aanvraag=voorziening.deel.aanvraag, voorziening=voorziening)
    if blad.is_post and form.is_valid() and blad.versie.is_valid():
        try:
            bewaar_voorziening(
                deel_id=voorziening.deel_id,
                voorziening_id=voorziening.pk,
                invoer=form.invoer,
                door=request.lidmaatschap,
                **blad.versie.cleaned_data,
            )
        except VersieConflict:
            return blad.toon_conflict()
        except DomeinFout as fout:
            blad.code = fout.code
            toon_fout(form, fout)
        else:
            messages.success(request, "De voorziening is bewaard.")
            return _na_bewaren(request, voorziening)
    return blad.toon("subsidies/voorziening_wijzig.html", _omgeving(voorziening), form=form)


@require_POST
@met_rol(*LEZERS)
def voorziening_verplaats(request: LidRequest, kenmerk: str, voorziening_id: int) -> HttpResponse:
    """One place up (`hoger`), or else down; one lands on the row that moved."""
    voorziening = haal_voorziening(request.lidmaatschap, kenmerk, voorziening_id)
    hoger = "hoger" in request.POST
    doe(
        request,
        lambda: verplaats_voorziening(voorziening_id=voorziening.pk, hoger=hoger, door=request.lidmaatschap),
        f"'{voorziening}' staat nu {'hoger' if hoger else 'lager'}.",
    )
    return redirect(f"{_lijst(voorziening)}#v{voorziening.pk}")


@require_POST
@met_rol(*LEZERS)
def voorziening_verwijder(request: LidRequest, kenmerk: str, voorziening_id: int) -> HttpResponse:
    voorziening = haal_voorziening(request.lidmaatschap, kenmerk, voorziening_id)
    doe(
        request,
        lambda: verwijder_voorziening(voorziening_id=voorziening.pk, door=request.lidmaatschap),
        format_html(
            "De voorziening '{}' is verwijderd. <a href=\"{}\">Zet haar terug</a>",
            voorziening,
            reverse("subsidies:geschiedenis_deel", args=[kenmerk, voorziening.deel_id]),
        ),
    )
    return redirect(_lijst(voorziening))


def _lijst(voorziening: Voorziening) -> str:
    return reverse("subsidies:voorzieningen", args=[voorziening.deel.aanvraag.kenmerk, voorziening.deel_id])


def _na_bewaren(request: LidRequest, voorziening: Voorziening) -> HttpResponse:
    """Stay on the page, go to the next one, or back to the list: the button that was used says."""
    volgende = request.POST.get("volgende", "")
    doel = int(volgende) if volgende.isdecimal() else voorziening.pk if "vul" in request.POST else None
    if doel is None:
        return redirect(_lijst(voorziening))
    return redirect("subsidies:voorziening_wijzig", voorziening.deel.aanvraag.kenmerk, doel)


def _omgeving(voorziening: Voorziening) -> dict[str, Any]:
    """What stands around the form: what is lacking, where it came from, and its neighbours in the list."""
    deel = voorziening.deel
    alle = aanbod_per_deel(Voorziening.objects.filter(deel=deel))[deel.pk]
    plek = next(nummer for nummer, een in enumerate(alle) if een.pk == voorziening.pk)
    nu = alle[plek]
    return {
        "deel": deel,
        "aanvraag": deel.aanvraag,
        "voorziening": voorziening,
        "nu": nu,
        "mist": voorziening_mist(nu),
        "herkomst": herkomst_van([nu], deel.aanvraag.eerste_jaar).get(nu.pk),
        "plek": plek + 1,
        "alle": len(alle),
        "vorige": alle[plek - 1] if plek else None,
        "volgende": alle[plek + 1] if plek + 1 < len(alle) else None,
    }


def _mag_schrijven(lid: Lidmaatschap, deel: Aanvraagdeel) -> bool:
    return (
        lid.organisatie_id == deel.organisatie_id
        and lid.rol in SCHRIJVERS
        and deel.stand == Aanvraagdeel.Stand.ACTIEF
        and deel.aanvraag.stand == Aanvraag.Stand.CONCEPT
    )


def _mag_terugkijken(lid: Lidmaatschap, deel: Aanvraagdeel) -> bool:
    """Who may know of the earlier applications of this organisation: itself and the municipality."""
    return lid.is_gemeente or lid.organisatie_id == deel.organisatie_id
