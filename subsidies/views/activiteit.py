"""What one part accounts on: the list by subdoel, and one activity with its indicators."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from kern.fouten import DomeinFout
from kern.views import antwoord, doe, invoer, toon_fout
from organisaties.toegang import LidRequest, met_rol
from subsidies.forms.activiteit import KIES, ActiviteitNieuwForm, Activiteitvorm, met_gekozen
from subsidies.models import Aanvraagdeel, Activiteit
from subsidies.onderdelen import ACTIVITEIT
from subsidies.onderdelen.blad import open_blad
from subsidies.planbeeld import planbeeld
from subsidies.selectors import laad_dossier
from subsidies.selectors.activiteit import als_inhoud, als_keuzes, inhoud_erbij, keuzes_erbij
from subsidies.selectors.dossier import laad_deel
from subsidies.services.activiteit import bewaar_activiteit, verplaats_activiteit, verwijder_activiteit
from subsidies.services.versies import VersieConflict
from subsidies.toegang import LEZERS, haal_activiteit, haal_deel, haal_eigen_deel, schrijft_in
from thematafels.models import Niveau


@require_safe
@met_rol(*LEZERS)
def activiteiten(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """What one participant accounts on, by subdoel, beside the others at the table."""
    lid = request.lidmaatschap
    deel = haal_deel(lid, kenmerk, deel_id)
    dossier = laad_dossier(deel.aanvraag)
    inhoud = next((een for een in dossier.delen if een.pk == deel.pk), None) or laad_deel(deel)
    if not inhoud.vraagt_activiteiten and not inhoud.activiteiten:
        raise Http404
    rijen = planbeeld(dossier, inhoud)
    context = {
        "deel": deel,
        "aanvraag": deel.aanvraag,
        "inhoud": inhoud,
        "rijen": rijen,
        "onvolledig": sum(not eigen.is_compleet for rij in rijen for eigen in rij.eigen),
        "open": sum(rij.werkt and not rij.aantal for rij in rijen),
        "mag_schrijven": deel.stand == Aanvraagdeel.Stand.ACTIEF
        and schrijft_in(lid, deel.aanvraag, deel.organisatie_id),
    }
    return render(request, "subsidies/activiteit_lijst.html", context)


@met_rol(*LEZERS)
def activiteit_nieuw(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Only a name; then its own page opens, which saves by itself."""
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    form = ActiviteitNieuwForm(invoer(request))
    if request.method == "POST" and form.is_valid():
        try:
            nieuw = bewaar_activiteit(
                deel_id=deel.pk, activiteit_id=None, versie=0, inhoud=form.cleaned_data, door=request.lidmaatschap
            )
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            return redirect("subsidies:activiteit_wijzig", kenmerk, nieuw.pk)
    context = {"deel": deel, "aanvraag": deel.aanvraag}
    return antwoord(request, "subsidies/activiteit_nieuw.html", context, form=form)


@met_rol(*LEZERS)
def activiteit_wijzig(request: LidRequest, kenmerk: str, activiteit_id: int) -> HttpResponse:
    """One activity. An example of the library can be put beside what was typed; that saves too."""
    activiteit = haal_activiteit(
        request.lidmaatschap, kenmerk, activiteit_id, **inhoud_erbij(), plankeuzes=keuzes_erbij()
    )
    deel = activiteit.deel
    keuzes = als_keuzes(vars(activiteit)["plankeuzes"])
    blad = open_blad(request, ACTIVITEIT, activiteit)
    vorm = Activiteitvorm(
        met_gekozen(blad.invoer, keuzes),
        jaren=deel.aanvraag.jaren,
        keuzes=keuzes,
        inhoud=als_inhoud(vars(activiteit)),
    )
    if blad.is_post and vorm.is_valid() and blad.versie.is_valid():
        try:
            bewaar_activiteit(
                deel_id=deel.pk,
                activiteit_id=activiteit.pk,
                inhoud=vorm.inhoud,
                door=request.lidmaatschap,
                **blad.versie.cleaned_data,
            )
        except VersieConflict:
            return blad.toon_conflict()
        except DomeinFout as fout:
            blad.code = fout.code
            toon_fout(vorm.velden, fout)
        else:
            messages.success(request, "De activiteit is bewaard.")
            return _na_bewaren(request, activiteit)
    context = {"deel": deel, "activiteit": activiteit, "vorm": vorm}
    return blad.toon("subsidies/activiteit_wijzig.html", context, form=vorm.velden)


@require_POST
@met_rol(*LEZERS)
def activiteit_verplaats(request: LidRequest, kenmerk: str, activiteit_id: int) -> HttpResponse:
    """One place up (`hoger`), or else down; one lands on the row that moved."""
    activiteit = haal_activiteit(request.lidmaatschap, kenmerk, activiteit_id)
    hoger = "hoger" in request.POST
    doe(
        request,
        lambda: verplaats_activiteit(activiteit_id=activiteit.pk, hoger=hoger, door=request.lidmaatschap),
        f"'{activiteit}' staat nu {'hoger' if hoger else 'lager'}.",
    )
    return redirect(f"{_lijst(activiteit)}#a{activiteit.pk}")


@require_POST
@met_rol(*LEZERS)
def activiteit_verwijder(request: LidRequest, kenmerk: str, activiteit_id: int) -> HttpResponse:
    activiteit = haal_activiteit(request.lidmaatschap, kenmerk, activiteit_id)
    doe(
        request,
        lambda: verwijder_activiteit(activiteit_id=activiteit.pk, door=request.lidmaatschap),
        format_html(
            "De activiteit '{}' is verwijderd. <a href=\"{}\">Zet haar terug</a>",
            activiteit,
            reverse("subsidies:geschiedenis_deel", args=[kenmerk, activiteit.deel_id]),
        ),
    )
    return redirect(_lijst(activiteit))


def _lijst(activiteit: Activiteit) -> str:
    return reverse("subsidies:activiteiten", args=[activiteit.deel.aanvraag.kenmerk, activiteit.deel_id])


def _na_bewaren(request: LidRequest, activiteit: Activiteit) -> HttpResponse:
    """Stay on the page, at the level one works on, or back to the list: the button that was used says."""
    if not {KIES, "verder"} & request.POST.keys():
        return redirect(_lijst(activiteit))
    pagina = reverse("subsidies:activiteit_wijzig", args=[activiteit.deel.aanvraag.kenmerk, activiteit.pk])
    niveau = request.POST.get(KIES, "")
    return redirect(f"{pagina}#niveau-{niveau}" if niveau in Niveau.values else pagina)
