"""The doorbetaalstaat of a penvoerder that received a grant for all."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from organisaties.views.bestand import geef_bestand
from subsidies.models import Subsidie
from uitvoering.forms.betalen import DoorbetalingForm
from uitvoering.models import Doorbetaling
from uitvoering.regels.voor_allen import is_voor_allen
from uitvoering.selectors.doorbetaling import doorbetaalstaat as laad
from uitvoering.services import doorbetaling as services
from uitvoering.toegang import LEZERS, haal_eigen_subsidie, haal_subsidie


def _haal(request: LidRequest, kenmerk: str) -> Subsidie:
    """To read, or on POST to keep. A grant for its recipient alone has no such page."""
    haal = haal_eigen_subsidie if request.method == "POST" else haal_subsidie
    subsidie = haal(request.lidmaatschap, kenmerk)
    if not is_voor_allen(subsidie):
        raise Http404
    return subsidie


@met_rol(*LEZERS)
def doorbetaalstaat(request: LidRequest, kenmerk: str) -> HttpResponse:
    subsidie, lid = _haal(request, kenmerk), request.lidmaatschap
    staat = laad(subsidie)
    form = DoorbetalingForm(
        invoer(request),
        request.FILES or None,
        jaren=[rij.jaar for rij in staat.jaren],
        aanvraag_id=subsidie.deel.aanvraag_id,
        zonder_id=subsidie.ontvanger_id,
    )

    def leg_vast() -> None:
        gegevens = form.cleaned_data
        ontvanger = gegevens.pop("ontvanger")
        services.leg_vast_doorbetaald(
            subsidie_id=subsidie.pk, ontvanger_id=ontvanger.pk if ontvanger else None, door=lid, **gegevens
        )

    if gelukt(form, leg_vast):
        messages.success(request, "De doorbetaling ligt vast.")
        return redirect("uitvoering:doorbetaalstaat", kenmerk)
    context = {
        "subsidie": subsidie,
        "staat": staat,
        "mag_bijhouden": lid.rol == Rol.TEKENBEVOEGDE and lid.organisatie_id == subsidie.ontvanger_id,
    }
    return antwoord(request, "uitvoering/betaaldoorstaat.html", context, form=form)


@require_POST
@met_rol(*LEZERS)
def doorbetaling_intrekken(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    subsidie = _haal(request, kenmerk)
    if not Doorbetaling.objects.filter(pk=pk, subsidie=subsidie).exists():
        raise Http404
    doe(
        request,
        lambda: services.trek_in(doorbetaling_id=pk, door=request.lidmaatschap),
        "De regel is ingetrokken en telt niet meer mee.",
    )
    return redirect("uitvoering:doorbetaalstaat", kenmerk)


@require_safe
@met_rol(*LEZERS)
def doorbetaling_bewijs(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    subsidie = _haal(request, kenmerk)
    rij = Doorbetaling.objects.filter(pk=pk, subsidie=subsidie).select_related("bewijs").first()
    return geef_bestand(request, rij.bewijs if rij else None, redirect("uitvoering:doorbetaalstaat", kenmerk))
