"""The library of indicators that partners choose from."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from thematafels import services
from thematafels.forms import MeetvoorbeeldForm
from thematafels.models import Meetvoorbeeld, Niveau
from thematafels.selectors import themanamen

PER_BLADZIJDE = 40


@require_safe
@met_rol(*GEMEENTE)
def meetvoorbeelden(request: LidRequest) -> HttpResponse:
    """All of them, by level; `niveau` narrows the list down."""
    niveau = request.GET.get("niveau", "")
    gekozen = Meetvoorbeeld.objects.order_by("niveau", "naam")
    if niveau in Niveau.values:
        gekozen = gekozen.filter(niveau=niveau)
    bladzijde = Paginator(gekozen, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    namen = themanamen()
    context = {
        "bladzijde": bladzijde,
        "rijen": [(een, [namen.get(code, code) for code in een.themas]) for een in bladzijde],
        "niveaus": Niveau,
        "niveau": niveau,
        "mag_wijzigen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER,
    }
    return render(request, "thematafels/meetvoorbeeld_lijst.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def meetvoorbeeld_nieuw(request: LidRequest) -> HttpResponse:
    return _bewaar(request, None)


@met_rol(Rol.BELEIDSMEDEWERKER)
def meetvoorbeeld_wijzig(request: LidRequest, pk: int) -> HttpResponse:
    return _bewaar(request, get_object_or_404(Meetvoorbeeld, pk=pk))


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def meetvoorbeeld_gebruik(request: LidRequest, pk: int) -> HttpResponse:
    """Offer it (`terug`), or else no longer."""
    voorbeeld = get_object_or_404(Meetvoorbeeld, pk=pk)
    terug = "terug" in request.POST
    doe(
        request,
        lambda: services.zet_in_gebruik(voorbeeld_id=pk, in_gebruik=terug, door=request.lidmaatschap),
        f"'{voorbeeld}' is {'weer' if terug else 'niet meer'} te kiezen.",
    )
    return redirect("thematafels:meetvoorbeelden")


def _bewaar(request: LidRequest, voorbeeld: Meetvoorbeeld | None) -> HttpResponse:
    form = MeetvoorbeeldForm(invoer(request), instance=voorbeeld, themas=themanamen())
    if gelukt(
        form,
        lambda: services.bewaar_meetvoorbeeld(
            voorbeeld_id=voorbeeld.pk if voorbeeld else None, gegevens=form.cleaned_data, door=request.lidmaatschap
        ),
    ):
        messages.success(request, "Het voorbeeld is bewaard.")
        return redirect("thematafels:meetvoorbeelden")
    return antwoord(request, "thematafels/meetvoorbeeld_wijzig.html", {"voorbeeld": voorbeeld}, form=form)
