"""What the municipality promised, to the council and to the partners."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from thematafels import selectors, services
from thematafels.export import als_csv
from thematafels.forms import AfrondForm, ToezeggingForm
from thematafels.models import Toezegging
from thematafels.selectors import ToezeggingRij
from thematafels.toegang import haal_toezegging

PER_BLADZIJDE = 20
STANDEN = {"open": "Open", "te_laat": "Over de uiterste dag", "afgerond": "Afgerond"}
KOLOMMEN = (
    "aan",
    "aan wie",
    "onderwerp",
    "thematafel",
    "toegezegd op",
    "uiterlijk op",
    "stand",
    "uitkomst",
    "op",
    "bron",
)


@require_safe
@met_rol()
def toezeggingen(request: LidRequest) -> HttpResponse:
    """`stand` and `aan` narrow the list down."""
    vandaag = timezone.localdate()
    stand, aan = request.GET.get("stand", ""), request.GET.get("aan", "")
    gekozen = selectors.kies_toezeggingen(request.lidmaatschap, stand=stand, aan=aan, vandaag=vandaag)
    bladzijde = Paginator(selectors.toezegging_rijen(gekozen, vandaag), PER_BLADZIJDE).get_page(
        request.GET.get("bladzijde")
    )
    context = {
        "bladzijde": bladzijde,
        "stand": stand,
        "aan": aan,
        "standen": STANDEN,
        "soorten": Toezegging.Aan.choices,
        "mag_wijzigen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER,
    }
    return antwoord(request, "thematafels/toezegging_lijst.html", context)


@require_safe
@met_rol()
def toezeggingen_csv(request: LidRequest) -> HttpResponse:
    """The same list, with the same choices, as a file."""
    vandaag = timezone.localdate()
    gekozen = selectors.kies_toezeggingen(
        request.lidmaatschap, stand=request.GET.get("stand", ""), aan=request.GET.get("aan", ""), vandaag=vandaag
    )
    rijen = map(_cellen, selectors.toezegging_rijen(gekozen, vandaag))
    return als_csv(f"toezeggingen-{vandaag:%Y-%m-%d}.csv", KOLOMMEN, rijen)


def _cellen(rij: ToezeggingRij) -> tuple[str, ...]:
    toezegging = rij.toezegging
    dagen = (
        f"{dag:%d-%m-%Y}" if dag else ""
        for dag in (toezegging.gedaan_op, toezegging.uiterlijk_op, toezegging.afgerond_op)
    )
    gedaan_op, uiterlijk_op, afgerond_op = dagen
    return (
        toezegging.get_aan_display(),
        toezegging.aan_wie,
        toezegging.onderwerp,
        toezegging.tafel.thema.naam if toezegging.tafel else "",
        gedaan_op,
        uiterlijk_op,
        "te laat" if rij.te_laat else toezegging.get_stand_display(),
        toezegging.uitkomst,
        afgerond_op,
        toezegging.bron,
    )


@met_rol(Rol.BELEIDSMEDEWERKER)
def toezegging_nieuw(request: LidRequest) -> HttpResponse:
    """`?tafel=` chooses a table beforehand."""
    tafel = request.GET.get("tafel", "")
    vooraf = {"aan": Toezegging.Aan.TAFEL, "tafel": int(tafel)} if tafel.isascii() and tafel.isdigit() else {}
    form = ToezeggingForm(invoer(request), initial=vooraf)
    if gelukt(form, lambda: services.doe_toezegging(gegevens=form.gegevens, door=request.lidmaatschap)):
        messages.success(request, "De toezegging ligt vast.")
        return redirect("thematafels:toezeggingen")
    return antwoord(request, "thematafels/toezegging_nieuw.html", form=form)


@met_rol()
def toezegging_afronden(request: LidRequest, pk: int) -> HttpResponse:
    toezegging = haal_toezegging(request.lidmaatschap, pk)
    form = AfrondForm(invoer(request))
    if gelukt(
        form,
        lambda: services.rond_toezegging_af(toezegging_id=pk, door=request.lidmaatschap, **form.cleaned_data),
    ):
        messages.success(request, "De toezegging is afgerond.")
        return redirect("thematafels:toezeggingen")
    return antwoord(request, "thematafels/toezegging_afronden.html", {"toezegging": toezegging}, form=form)
