"""A running table: who speaks for it, a partner that stops, a suspension lifted, and social return."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties.models import Organisatie
from organisaties.toegang import LidRequest, Rol, haal_organisatie, met_rol
from subsidies.models import Subsidie
from uitvoering.forms.jaren import OpheffenForm, PenvoerderForm, SroiForm, SroiresultaatForm, VertrekForm, sroijaren
from uitvoering.models import Opschorting, Sroiafspraak, Vervolgvoorstel
from uitvoering.selectors.sroi import laad_sroi
from uitvoering.services import opschorten, tafel
from uitvoering.services import sroi as sroi_services
from uitvoering.toegang import LEZERS, haal_subsidie


@met_rol(Rol.BELEIDSMEDEWERKER)
def penvoerder(request: LidRequest, kenmerk: str) -> HttpResponse:
    subsidie = haal_subsidie(request.lidmaatschap, kenmerk)
    aanvraag = subsidie.deel.aanvraag
    partners = Organisatie.objects.filter(
        subsidies__deel__aanvraag=aanvraag, subsidies__stand=Subsidie.Stand.LOPEND
    ).exclude(pk=aanvraag.penvoerder_id)
    form = PenvoerderForm(invoer(request), partners=partners.order_by("sorteersleutel"))

    def wissel() -> None:
        tafel.wissel_penvoerder(
            aanvraag_id=aanvraag.pk, organisatie_id=form.cleaned_data["organisatie"], door=request.lidmaatschap
        )

    if gelukt(form, wissel):
        messages.success(request, "De tafel heeft een andere penvoerder. Alle partners krijgen bericht.")
        return redirect("uitvoering:subsidie", kenmerk)
    return antwoord(request, "uitvoering/penvoerder.html", {"subsidie": subsidie, "aanvraag": aanvraag}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def vertrek(request: LidRequest, kenmerk: str) -> HttpResponse:
    """A partner stops: from a day and a reason to a proposal that is filled in."""
    subsidie = haal_subsidie(request.lidmaatschap, kenmerk)
    form = VertrekForm(invoer(request))
    gemaakt: list[Vervolgvoorstel] = []

    def leg_vast() -> None:
        gemaakt.append(tafel.leg_vertrek_vast(subsidie_id=subsidie.pk, door=request.lidmaatschap, **form.cleaned_data))

    if gelukt(form, leg_vast):
        messages.success(request, "Het voorstel is gemaakt en de andere partners krijgen bericht.")
        return redirect("uitvoering:voorstel", gemaakt[0].kenmerk)
    return antwoord(request, "uitvoering/vertrek.html", {"subsidie": subsidie}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def opschorting_opheffen(request: LidRequest, kenmerk: str, opschorting_id: int) -> HttpResponse:
    subsidie = haal_subsidie(request.lidmaatschap, kenmerk)
    opschorting = get_object_or_404(Opschorting, pk=opschorting_id, subsidie=subsidie)
    form = OpheffenForm(invoer(request))

    def hef_op() -> None:
        opschorten.hef_op(opschorting_id=opschorting.pk, reden=form.cleaned_data["reden"], door=request.lidmaatschap)

    if gelukt(form, hef_op):
        messages.success(request, "De opschorting is opgeheven. Wij betalen weer.")
        return redirect("uitvoering:subsidie", kenmerk)
    context = {"subsidie": subsidie, "opschorting": opschorting}
    return antwoord(request, "uitvoering/opschorting_opheffen.html", context, form=form)


@require_safe
@met_rol(*LEZERS)
def sroi(request: LidRequest, organisatie_id: int) -> HttpResponse:
    """What one recipient owes, agreed on and did, over all its tables."""
    lid = request.lidmaatschap
    organisatie = haal_organisatie(lid, organisatie_id)
    context = {
        "organisatie": organisatie,
        "beeld": laad_sroi(organisatie.pk),
        "mag": lid.rol == Rol.BELEIDSMEDEWERKER,
    }
    return render(request, "uitvoering/sroi.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def sroi_nieuw(request: LidRequest, organisatie_id: int) -> HttpResponse:
    organisatie = haal_organisatie(request.lidmaatschap, organisatie_id)
    vandaag = timezone.localdate()
    form = SroiForm(invoer(request), jaren=sroijaren(vandaag), initial={"jaar": vandaag.year})

    def spreek_af() -> None:
        sroi_services.spreek_af(organisatie_id=organisatie.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, spreek_af):
        messages.success(request, "De afspraak is vastgelegd.")
        return redirect("uitvoering:sroi", organisatie_id)
    return antwoord(request, "uitvoering/sroi_nieuw.html", {"organisatie": organisatie}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def sroi_resultaat(request: LidRequest, organisatie_id: int, afspraak_id: int) -> HttpResponse:
    organisatie = haal_organisatie(request.lidmaatschap, organisatie_id)
    afspraak = get_object_or_404(Sroiafspraak, pk=afspraak_id, organisatie=organisatie)
    velden = ("wizzr", "gerealiseerd", "resultaat")
    form = SroiresultaatForm(invoer(request), initial={veld: getattr(afspraak, veld) for veld in velden})

    def leg_vast() -> None:
        sroi_services.leg_resultaat_vast(afspraak_id=afspraak.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, leg_vast):
        messages.success(request, "Het resultaat is vastgelegd.")
        return redirect("uitvoering:sroi", organisatie_id)
    context = {"organisatie": organisatie, "afspraak": afspraak}
    return antwoord(request, "uitvoering/sroi_resultaat.html", context, form=form)
