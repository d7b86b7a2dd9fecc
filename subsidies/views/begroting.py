"""The budget of one's own part: typed, pasted, and as a spreadsheet out and in."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from kern.bestanden.soorten import ODS, XLSX
from kern.fouten import DomeinFout
from kern.views import ONVERWERKBAAR, antwoord, toon_fout
from organisaties.toegang import LidRequest, met_rol
from subsidies.begrotingsbeeld import Afzet, Regel, Uitkomst, begrotingsbeeld
from subsidies.dossier import Deel, Dossier
from subsidies.forms.begroting import (
    BegrotingRegels,
    PlakForm,
    RekenbladForm,
    VorigJaarForm,
    begroting_regels,
    met_regels,
)
from subsidies.forms.versie import VersieForm
from subsidies.models import Aanvraagdeel, Begrotingspost
from subsidies.onderdelen import BEGROTING
from subsidies.onderdelen.blad import Blad, open_blad
from subsidies.rekenblad.cellen import Celfout, Gelezen, lees_geplakt
from subsidies.rekenblad.inlezen import lees_rekenblad
from subsidies.rekenblad.schrijven import Rekenblad, als_ods, als_xlsx
from subsidies.rekenblad.verschil import is_gelijk, vergelijk
from subsidies.selectors import laad_dossier
from subsidies.selectors.vorig_jaar import verleend_vorig_jaar
from subsidies.services.begroting import bewaar_begroting
from subsidies.services.klad import bewaar_klad
from subsidies.services.versies import VersieConflict
from subsidies.toegang import LEZERS, haal_eigen_deel

FORMATEN = {"xlsx": (XLSX, als_xlsx), "ods": (ODS, als_ods)}
_KNOPPEN = frozenset({"plakken", "tonen"})  # what fills the table and saves nothing


@met_rol(*LEZERS)
def begroting_wijzig(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """The budget lines of one's own part, all years side by side."""
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    blad = open_blad(request, BEGROTING, deel)
    if blad.is_post and not _KNOPPEN.isdisjoint(request.POST):
        return _leg_klaar(request, blad, deel)
    if blad.invoer is None:
        return _toon(blad, deel, None, _vorig_jaar(deel))
    regels = begroting_regels(deel.aanvraag.jaren, met_regels(blad.invoer, deel.aanvraag.jaren))
    vorig = VorigJaarForm(blad.invoer, jaar=deel.aanvraag.eerste_jaar - 1)
    fouten = []
    if all([regels.is_valid(), vorig.is_valid(), blad.is_post and blad.versie.is_valid()]):
        try:
            bewaar_begroting(
                deel_id=deel.pk,
                posten=regels.posten,
                door=request.lidmaatschap,
                **vorig.cleaned_data,
                **blad.versie.cleaned_data,
            )
        except VersieConflict:
            return blad.toon_conflict()
        except DomeinFout as fout:
            blad.code = fout.code
            fouten.append(fout.bericht)
        else:
            messages.success(request, "De begroting is bewaard.")
            if "verder" in request.POST:
                return redirect("subsidies:begroting_wijzig", kenmerk, deel.pk)
            return redirect("subsidies:aanvraag_detail", kenmerk)
    return _toon(blad, deel, regels, vorig, fouten=fouten)


@require_safe
@met_rol(*LEZERS)
def begroting_download(request: LidRequest, kenmerk: str, deel_id: int, formaat: str) -> HttpResponse:
    """The saved budget as a spreadsheet, to fill in and read back."""
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    if formaat not in FORMATEN:
        raise Http404
    soort, maak = FORMATEN[formaat]
    dossier = laad_dossier(deel.aanvraag)
    eigen = _eigen(dossier, deel)
    titel = f"Begroting van {eigen.organisatie}, aanvraag {kenmerk} ({deel.aanvraag.periode})"
    inhoud = maak(Rekenblad(titel, eigen.jaren, eigen.posten, _beeld(dossier, eigen, eigen.posten, eigen.vorig_jaar)))
    naam = f"begroting-{kenmerk}-{slugify(eigen.organisatie)}"[:80]
    kop = content_disposition_header(True, f"{naam}.{formaat}") or "attachment"
    return HttpResponse(inhoud, content_type=soort, headers={"Content-Disposition": kop, "Cache-Control": "no-store"})


@met_rol(*LEZERS)
def begroting_inlezen(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Read a spreadsheet and show what it would change; confirming sends the lines to `begroting_wijzig`."""
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    gekozen = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RekenbladForm(*gekozen)
    context: dict[str, Any] = {"deel": deel, "aanvraag": deel.aanvraag}
    if form.is_valid():
        try:
            gelezen = lees_rekenblad(form.cleaned_data["bestand"].read(), deel.aanvraag.jaren)
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            if gelezen.posten:
                return _toon_voorbeeld(request, deel, gelezen)
            context |= {"form": form, "fouten": gelezen.fouten}
            return render(request, "subsidies/begroting_inlezen.html", context, status=ONVERWERKBAAR)
    return antwoord(request, "subsidies/begroting_inlezen.html", context, form=form)


def _toon_voorbeeld(request: LidRequest, deel: Aanvraagdeel, gelezen: Gelezen) -> HttpResponse:
    """What changes, line by line. The lines travel in the page, with the version they were compared with."""
    dossier = laad_dossier(deel.aanvraag)
    eigen = _eigen(dossier, deel)
    straks = next(rij for rij in _beeld(dossier, eigen, gelezen.posten, None) if rij.code == "gevraagd")
    return render(
        request,
        "subsidies/begroting_voorbeeld.html",
        {
            "deel": deel,
            "aanvraag": deel.aanvraag,
            "eigen": eigen,
            "jaren": eigen.jaren,
            "straks": straks.samen,
            "gelijk": is_gelijk(eigen.posten, gelezen.posten),
            "wijzigingen": vergelijk(eigen.posten, gelezen.posten, eigen.jaren),
            "regels": begroting_regels(eigen.jaren, posten=gelezen.posten),
            "vorig": _vorig_jaar(deel),
            "versie": VersieForm(initial={"versie": eigen.begroting_versie}),
        },
    )


def _leg_klaar(request: LidRequest, blad: Blad, deel: Aanvraagdeel) -> HttpResponse:
    """Put what was pasted, or read from a spreadsheet, in the table without saving it: as one's klad."""
    jaren = deel.aanvraag.jaren
    plak = PlakForm(request.POST, jaren=jaren)
    gelezen = Gelezen()
    if "plakken" in request.POST and plak.is_valid():
        gelezen = lees_geplakt(plak.cleaned_data["plak"], jaren)
    try:
        data = met_regels(request.POST, jaren, gelezen.posten)
    except DomeinFout as fout:
        data, gelezen = met_regels(request.POST, jaren), Gelezen(fouten=[Celfout(0, "", fout.bericht)])
    regels = begroting_regels(jaren, data)
    mist = "plakken" in request.POST and not gelezen.posten
    if mist or regels.non_form_errors() or not blad.versie.is_valid():
        vorig = VorigJaarForm(request.POST, jaar=deel.aanvraag.eerste_jaar - 1)
        return _toon(blad, deel, regels, vorig, plak=plak, plakfouten=gelezen.fouten)
    invoer = {naam: waarden for naam, waarden in data.lists() if naam not in _KNOPPEN | {"plak"}}
    bewaar_klad(
        aanvraag_id=deel.aanvraag_id,
        soort=BEGROTING.soort,
        onderdeel=deel.pk,
        versie=blad.versie.cleaned_data["versie"],
        invoer=invoer,
        reden="",
        door=request.lidmaatschap,
    )
    return redirect("subsidies:begroting_wijzig", deel.aanvraag.kenmerk, deel.pk)


def _toon(
    blad: Blad,
    deel: Aanvraagdeel,
    regels: BegrotingRegels | None,
    vorig: VorigJaarForm,
    fouten: Sequence[str] = (),
    **erbij: Any,
) -> HttpResponse:
    """Without `regels` the page opens with what was saved. The totals count what can be read of what was typed."""
    dossier = laad_dossier(deel.aanvraag)
    eigen = _eigen(dossier, deel)
    if regels is None:
        regels = begroting_regels(eigen.jaren, posten=eigen.posten)
        posten: list[Regel] = list(eigen.posten)
        vorig_jaar = vorig.initial["vorig_jaar"]
    else:
        regels.is_valid()
        vorig.is_valid()
        posten, vorig_jaar = list(regels.posten), vorig.cleaned_data.get("vorig_jaar")
    return blad.toon(
        "subsidies/begroting_wijzig.html",
        {
            "deel": deel,
            "aanvraag": deel.aanvraag,
            "dossier": dossier,
            "eigen": eigen,
            "regels": regels,
            "vorig": vorig,
            "jaren": eigen.jaren,
            "dekking": sorted(Begrotingspost.DEKKING),
            "beeld": _beeld(dossier, eigen, posten, vorig_jaar),
            "plak": PlakForm(jaren=eigen.jaren, initial=blad.invoer),
            "fouten": [*fouten, *(blad.versie.errors.get("versie", ()) if blad.is_post else ())],
        }
        | erbij,
    )


def _beeld(dossier: Dossier, eigen: Deel, posten: Sequence[Regel], vorig_jaar: Decimal | None) -> list[Uitkomst]:
    """What these lines add up to, in the place of what this organisation saved."""
    anderen = {jaar: bedrag - eigen.gevraagd[jaar] for jaar, bedrag in dossier.gevraagd.items()}
    return begrotingsbeeld(posten, eigen.jaren, Afzet(vorig_jaar, dossier.plafond, anderen))


def _eigen(dossier: Dossier, deel: Aanvraagdeel) -> Deel:
    eigen = dossier.deel_van(deel.organisatie_id)
    assert eigen is not None  # noqa: S101 - the door lets nobody in who no longer takes part
    return eigen


def _vorig_jaar(deel: Aanvraagdeel) -> VorigJaarForm:
    """As it was saved; before the first save what our own decisions say."""
    bedrag = deel.vorig_jaar if deel.begroting_versie else verleend_vorig_jaar(deel)
    return VorigJaarForm(initial={"vorig_jaar": bedrag}, jaar=deel.aanvraag.eerste_jaar - 1)
