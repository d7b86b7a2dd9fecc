"""Alliances, with the same pages for each kind of part (organisaties.verbanddelen)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.forms import Formulier
from kern.views import antwoord, gelukt, invoer
from organisaties.forms import VERBANDDEEL_FORMS, NieuwVerbandForm, VerbandForm, partners
from organisaties.models import Convenantdeel, Organisatie, Samenwerkingsverband
from organisaties.regels.verband_past import mag_verband_wijzigen
from organisaties.services.verbanden import (
    bewaar_verbanddeel,
    maak_verband,
    verwijder_verbanddeel,
    wijzig_verband,
)
from organisaties.toegang import (
    GEMEENTE,
    PARTNER,
    LidRequest,
    Rol,
    haal_te_wijzigen_verband,
    haal_verband,
    haal_verbanddeelsoort,
    met_rol,
)
from organisaties.verbanden import trekker_van, verband_overzicht, verbanden
from organisaties.views.bestand import geef_bestand

MAKERS = (Rol.TEKENBEVOEGDE, Rol.BELEIDSMEDEWERKER)


class VerwijderForm(Formulier):
    knop = "Verwijder"


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def verband_lijst(request: LidRequest) -> HttpResponse:
    lid = request.lidmaatschap
    return antwoord(
        request,
        "organisaties/verband_lijst.html",
        {"verbanden": verbanden(lid, timezone.localdate()), "mag_maken": lid.rol in MAKERS},
    )


@met_rol(*MAKERS)
def verband_nieuw(request: LidRequest) -> HttpResponse:
    """A partner registers what it keeps itself; the municipality says who keeps it."""
    lid = request.lidmaatschap
    form = NieuwVerbandForm(invoer(request), trekkers=partners() if lid.is_gemeente else None)
    gemaakt: list[Samenwerkingsverband] = []

    def daad() -> None:
        gegevens = _zonder_trekker(form.cleaned_data, anders=None if lid.is_gemeente else lid.organisatie_id)
        gemaakt.append(maak_verband(door=lid, **gegevens))

    if gelukt(form, daad):
        messages.success(request, "Het samenwerkingsverband ligt vast. Vul nu de leden en het convenant aan.")
        return redirect("organisaties:verband_detail", gemaakt[0].pk)
    return antwoord(request, "organisaties/verband_nieuw.html", form=form)


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def verband_detail(request: LidRequest, pk: int) -> HttpResponse:
    verband, vandaag = haal_verband(request.lidmaatschap, pk), timezone.localdate()
    overzicht = verband_overzicht(verband, vandaag)
    return antwoord(
        request,
        "organisaties/verband_detail.html",
        {
            "verband": verband,
            "overzicht": overzicht,
            "vandaag": vandaag,
            "mag_wijzigen": mag_verband_wijzigen(request.lidmaatschap, overzicht.trekker_id),
        },
    )


@met_rol(*GEMEENTE, *PARTNER)
def verband_wijzig(request: LidRequest, pk: int) -> HttpResponse:
    verband = haal_te_wijzigen_verband(request.lidmaatschap, pk)
    form = VerbandForm(
        invoer(request),
        instance=verband,
        initial={"trekker": trekker_van(verband)},
        trekkers=Organisatie.objects.filter(verbanden__verband=verband, verbanden__schil=1, verbanden__tot=None),
    )

    def daad() -> None:
        wijzig_verband(verband_id=pk, door=request.lidmaatschap, **_zonder_trekker(form.cleaned_data))

    if gelukt(form, daad):
        messages.success(request, "Het samenwerkingsverband is gewijzigd.")
        return redirect("organisaties:verband_detail", pk)
    return antwoord(request, "organisaties/verband_wijzig.html", {"verband": verband}, form=form)


@met_rol(*GEMEENTE, *PARTNER)
def verbanddeel_nieuw(request: LidRequest, pk: int, soort: str) -> HttpResponse:
    return _verbanddeel(request, pk, soort, None, "organisaties/verbanddeel_nieuw.html")


@met_rol(*GEMEENTE, *PARTNER)
def verbanddeel_wijzig(request: LidRequest, pk: int, soort: str, deel: int) -> HttpResponse:
    return _verbanddeel(request, pk, soort, deel, "organisaties/verbanddeel_wijzig.html")


def _verbanddeel(request: LidRequest, pk: int, soort: str, deel_id: int | None, sjabloon: str) -> HttpResponse:
    """Adding and changing are one page: only the row that the form starts from differs."""
    verband, deel_soort = haal_te_wijzigen_verband(request.lidmaatschap, pk), haal_verbanddeelsoort(soort)
    rijen = deel_soort.model._default_manager.filter(verband=verband)
    deel = deel_soort.model(verband=verband) if deel_id is None else get_object_or_404(rijen, pk=deel_id)
    form = VERBANDDEEL_FORMS[soort](invoer(request), request.FILES or None, instance=deel)
    if gelukt(
        form,
        lambda: bewaar_verbanddeel(
            verband_id=pk, soort=soort, gegevens=form.cleaned_data, deel_id=deel_id, door=request.lidmaatschap
        ),
    ):
        messages.success(request, f"Bewaard: {deel_soort.naam}.")
        return redirect("organisaties:verband_detail", pk)
    return antwoord(request, sjabloon, {"verband": verband, "soort": deel_soort, "deel": deel}, form=form)


@met_rol(*GEMEENTE, *PARTNER)
def verbanddeel_verwijder(request: LidRequest, pk: int, soort: str, deel: int) -> HttpResponse:
    verband, deel_soort = haal_te_wijzigen_verband(request.lidmaatschap, pk), haal_verbanddeelsoort(soort)
    if not deel_soort.verwijderbaar:
        raise Http404
    rij = get_object_or_404(deel_soort.model._default_manager.all(), pk=deel, verband=verband)
    form = VerwijderForm(invoer(request))
    if gelukt(
        form, lambda: verwijder_verbanddeel(verband_id=pk, soort=soort, deel_id=deel, door=request.lidmaatschap)
    ):
        messages.success(request, f"Verwijderd: {deel_soort.naam}.")
        return redirect("organisaties:verband_detail", pk)
    context = {"verband": verband, "soort": deel_soort, "deel": rij}
    return antwoord(request, "organisaties/verbanddeel_verwijder.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def convenant_download(request: LidRequest, pk: int, deel: int) -> HttpResponse:
    verband = haal_verband(request.lidmaatschap, pk)
    convenantdeel = get_object_or_404(Convenantdeel.objects.select_related("bestand"), pk=deel, verband=verband)
    return geef_bestand(request, convenantdeel.bestand, redirect("organisaties:verband_detail", pk))


def _zonder_trekker(gegevens: dict[str, Any], anders: int | None = None) -> dict[str, Any]:
    """What the form gave, with the trekker by its number."""
    trekker = gegevens.get("trekker")
    rest = {veld: waarde for veld, waarde in gegevens.items() if veld != "trekker"}
    return rest | {"trekker_id": trekker.pk if trekker else anders}
