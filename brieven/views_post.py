"""Letters on paper, and letters that an officer writes."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from brieven.forms import GepostForm, VrijeBriefForm
from brieven.models import Brief, BriefSoort
from brieven.selectors import brief_rijen
from brieven.services.mededeling import schrijf_vrije_brief, stel_mededeling_op
from brieven.services.post import bevestig_post, bundel, geef_datum_van_vandaag, meld_retour
from brieven.snapshots import Tekstbrief
from brieven.toegang import HERSTELLERS, SCHRIJVERS, haal_te_herstellen_brief
from brieven.voorbeeld import pdf_antwoord, voorbeeld_antwoord
from kern.fouten import DomeinFout
from kern.taal import aantal
from kern.views import antwoord, doe, gelukt, invoer, toon_fout
from organisaties.toegang import LidRequest, met_rol

PER_STAPEL = 100


@met_rol(*HERSTELLERS)
def te_printen(request: LidRequest) -> HttpResponse:
    """What waits for the post, and the form that says it was posted."""
    stapel, vandaag = _stapel(request), timezone.localdate()
    form = GepostForm(invoer(request))
    gekozen = [int(pk) for pk in request.POST.getlist("brief") if pk.isdecimal()]
    if gelukt(
        form,
        lambda: bevestig_post(brief_ids=gekozen, gepost_op=form.cleaned_data["gepost_op"], door=request.lidmaatschap),
    ):
        messages.success(request, "De brieven zijn verzonden.")
        return redirect("brieven:te_printen")
    brieven = list(stapel.object_list)
    return antwoord(
        request,
        "brieven/te_printen.html",
        {
            "rijen": list(zip([brief.pk for brief in brieven], brief_rijen(brieven), strict=True)),
            "bladzijde": stapel,
            "vandaag": vandaag,
            "verlopen": any(brief.verzenddatum < vandaag for brief in brieven),
            "gekozen": gekozen,
        },
        form=form,
    )


@require_safe
@met_rol(*HERSTELLERS)
def stapel_pdf(request: LidRequest) -> HttpResponse:
    """The letters of one page of the list in one file, without those that bear another day."""
    vandaag = timezone.localdate()
    try:
        inhoud = bundel(brief for brief in _stapel(request).object_list if brief.verzenddatum == vandaag)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("brieven:te_printen")
    return pdf_antwoord(inhoud, f"brieven-{vandaag:%Y-%m-%d}", opslaan=True)


@require_POST
@met_rol(*HERSTELLERS)
def nieuwe_datum(request: LidRequest) -> HttpResponse:
    doe(
        request,
        lambda: geef_datum_van_vandaag(door=request.lidmaatschap),
        "Wij maken de brieven opnieuw, met de datum van vandaag.",
    )
    return redirect("brieven:te_printen")


@require_POST
@met_rol()
def retour(request: LidRequest, kenmerk: str) -> HttpResponse:
    brief = haal_te_herstellen_brief(request.lidmaatschap, kenmerk)
    doe(
        request,
        lambda: meld_retour(brief_id=brief.pk, door=request.lidmaatschap),
        "Vastgelegd: deze brief kwam terug.",
    )
    return redirect("brieven:detail", kenmerk=brief.kenmerk)


@met_rol(*SCHRIJVERS)
def schrijf(request: LidRequest) -> HttpResponse:
    """A letter in one's own words. The second button of the form shows it first, on the same page."""
    form = VrijeBriefForm(invoer(request))
    brieven: list[Brief] = []
    bekijken = "bekijk" in request.POST
    if not bekijken and gelukt(form, lambda: brieven.extend(_verstuur(form, request))):
        messages.success(
            request, f"Wij versturen {aantal(len(brieven))} {'brief' if len(brieven) == 1 else 'brieven'}."
        )
        return redirect("brieven:lijst")
    proef = _proefbrief(form) if bekijken and form.is_valid() else None
    return antwoord(request, "brieven/schrijf.html", {"brief": proef}, form=form)


@require_POST
@met_rol(*SCHRIJVERS)
def schrijf_pdf(request: LidRequest) -> HttpResponse:
    """The letter to the first of its recipients, as the PDF it would be."""
    form = VrijeBriefForm(request.POST)
    if form.is_valid():
        try:
            return voorbeeld_antwoord(_proefbrief(form))
        except DomeinFout as fout:
            toon_fout(form, fout)
    return antwoord(request, "brieven/schrijf.html", form=form)


def _verstuur(form: VrijeBriefForm, request: LidRequest) -> list[Brief]:
    return schrijf_vrije_brief(
        ontvanger_ids=[een.pk for een in form.cleaned_data["ontvangers"]],
        onderwerp=form.cleaned_data["onderwerp"],
        bericht=form.cleaned_data["bericht"],
        door=request.lidmaatschap,
    )


def _proefbrief(form: VrijeBriefForm) -> Tekstbrief:
    return stel_mededeling_op(
        soort=BriefSoort.VRIJE_BRIEF,
        ontvanger=form.cleaned_data["ontvangers"][0],
        onderwerp=form.cleaned_data["onderwerp"],
        waarden={"bericht": form.cleaned_data["bericht"]},
        voorbeeld=False,
        verzenddatum=timezone.localdate(),
    )


def _stapel(request: LidRequest) -> Page[Brief]:
    wachtend = Brief.objects.te_printen(timezone.localdate()).select_related("ontvanger").defer("snapshot")
    return Paginator(wachtend, PER_STAPEL).get_page(request.GET.get("bladzijde"))
