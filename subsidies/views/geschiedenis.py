"""Who wrote what when, and putting an earlier version back. Whoever may read the application reads this."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.views import doe
from organisaties.toegang import LidRequest, met_rol
from subsidies.forms.versie import TerugForm
from subsidies.onderdelen import vind_soort
from subsidies.onderdelen.historie import geschiedenis, inhoud_van_versies, verwijderde_onderdelen
from subsidies.services.terugzetten import zet_activiteit_terug, zet_voorziening_terug
from subsidies.toegang import LEZERS, haal_aanvraag, haal_deel, haal_eigen_deel, schrijft_in


@require_safe
@met_rol(*LEZERS)
def onderdeel_geschiedenis(request: LidRequest, kenmerk: str, soort: str, pk: int) -> HttpResponse:
    deel, lid = vind_soort(soort), request.lidmaatschap
    aanvraag = haal_aanvraag(lid, kenmerk)
    stuk = deel.lees(aanvraag, pk)
    wijzigingen, bladzijde = geschiedenis(deel, aanvraag, pk, request.GET.get("bladzijde"))
    context = {
        "aanvraag": aanvraag,
        "geheel": deel.geheel(stuk),
        "naam": deel.naam(stuk),
        "soort": soort,
        "pk": pk,
        "pagina": deel.pagina,
        "versie": deel.versie(stuk),
        "wijzigingen": wijzigingen,
        "bladzijde": bladzijde,
        "mag_schrijven": deel.schrijft(lid, stuk),
    }
    return render(request, "subsidies/geschiedenis.html", context)


@require_POST
@met_rol(*LEZERS)
def versie_terug(request: LidRequest, kenmerk: str, soort: str, pk: int) -> HttpResponse:
    """An earlier version becomes the newest one; nothing that came after it is lost."""
    deel, lid = vind_soort(soort), request.lidmaatschap
    stuk = deel.haal(lid, kenmerk, pk)
    terug = redirect("subsidies:geschiedenis", kenmerk, soort, pk)
    form = TerugForm(request.POST)
    nummer = form.cleaned_data["nummer"] if form.is_valid() else 0
    inhoud = inhoud_van_versies(deel, pk, [nummer]).get(nummer)
    ingevuld = deel.vul_in(stuk, deel.als_invoer(inhoud)) if inhoud else None
    if ingevuld is None or not ingevuld.is_valid():
        messages.error(request, "Deze versie past niet meer in de aanvraag. Neem over wat u nodig hebt.")
        return terug
    doe(
        request,
        lambda: deel.bewaar(stuk, ingevuld, versie=form.cleaned_data["versie"], blad="", door=lid),
        "De eerdere versie staat er weer. Wat er stond, vindt u hieronder terug.",
    )
    return terug


@met_rol(*LEZERS)
def geschiedenis_deel(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """What a participant removed from its part; its own writers put one back."""
    lid = request.lidmaatschap
    if request.method == "POST":
        return _zet_terug(request, kenmerk, deel_id)
    deel = haal_deel(lid, kenmerk, deel_id)
    context = {
        "aanvraag": deel.aanvraag,
        "deel": deel,
        "verwijderd": verwijderde_onderdelen(deel),
        "mag_schrijven": schrijft_in(lid, deel.aanvraag, deel.organisatie_id),
    }
    return render(request, "subsidies/geschiedenis_deel.html", context)


def _zet_terug(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    lid = request.lidmaatschap
    deel = haal_eigen_deel(lid, kenmerk, deel_id)
    if "activiteit" in request.POST:
        doe(
            request,
            lambda: zet_activiteit_terug(deel_id=deel.pk, activiteit_id=_nummer(request, "activiteit"), door=lid),
            "De activiteit staat er weer.",
        )
    else:
        doe(
            request,
            lambda: zet_voorziening_terug(deel_id=deel.pk, voorziening_id=_nummer(request, "voorziening"), door=lid),
            "De voorziening staat er weer.",
        )
    return redirect("subsidies:geschiedenis_deel", kenmerk, deel_id)


def _nummer(request: LidRequest, naam: str) -> int:
    """0, which nothing has, when it is no number."""
    nummer = request.POST.get(naam, "")
    return int(nummer) if nummer.isascii() and nummer.isdecimal() and len(nummer) < 19 else 0
