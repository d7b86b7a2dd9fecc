"""Closing a budget year: the proposal, what goes along per purpose, and the closing by somebody else."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from begroting.forms.afsluiten import MeenemenForm, SluitAfForm
from begroting.selectors.afsluiting import afsluitbeeld, latere_doelen
from begroting.services import afsluiten
from begroting.toegang import BEHEREN, haal_afsluiting, haal_bestedingsdoel, haal_budgetjaar
from begroting.views.formulier import formulierpagina
from kern.geld import als_euro
from kern.views import antwoord, doe, invoer
from organisaties.toegang import LidRequest, met_rol


@require_safe
@met_rol()
def afsluiting(request: LidRequest, pk: int) -> HttpResponse:
    lid = request.lidmaatschap
    jaar = haal_budgetjaar(lid, pk)
    beeld = afsluitbeeld(jaar)
    eigen = beeld.afsluiting is not None and beeld.afsluiting.opgesteld_door.gebruiker_id == lid.gebruiker_id
    context = {
        "jaar": jaar,
        "beeld": beeld,
        "mag_beheren": lid.rol in BEHEREN,
        "mag_sluiten": lid.rol in BEHEREN and not eigen,
    }
    return antwoord(request, "begroting/afsluiting.html", context)


@require_POST
@met_rol()
def stel_afsluiting_voor(request: LidRequest, pk: int) -> HttpResponse:
    jaar = haal_budgetjaar(request.lidmaatschap, pk, BEHEREN)
    doe(
        request,
        lambda: afsluiten.stel_afsluiting_voor(budgetjaar_id=jaar.pk, door=request.lidmaatschap),
        "Het voorstel staat klaar. Kijk na wat mee gaat; een collega sluit het jaar af.",
    )
    return redirect("begroting:afsluiting", jaar.pk)


@met_rol()
def wijzig_voorstel(request: LidRequest, pk: int) -> HttpResponse:
    """What of the purpose `pk` goes along."""
    doel = haal_bestedingsdoel(request.lidmaatschap, pk, BEHEREN)
    zaak = haal_afsluiting(request.lidmaatschap, doel.budgetjaar_id, BEHEREN)
    rij = next(rij for rij in afsluitbeeld(doel.budgetjaar).rijen if rij.doel_id == doel.pk)
    huidig = zaak.voorstellen.filter(van=doel).first()
    form = MeenemenForm(
        invoer(request),
        doelen=latere_doelen(doel.budgetjaar),
        initial={"bedrag": rij.mee, "naar": huidig.naar_id if huidig else None, "reden": rij.reden},
    )
    return formulierpagina(
        request,
        form,
        lambda: afsluiten.wijzig_voorstel(
            afsluiting_id=zaak.pk, van_id=doel.pk, door=request.lidmaatschap, **form.voorstel()
        ),
        titel=f"Wat gaat mee van {doel.naam} {doel.budgetjaar.jaar}?",
        inleiding=f"Er kan hoogstens {als_euro(rij.hoogstens)} mee. Wat niet mee gaat, blijft achter.",
        melding="Het voorstel is gewijzigd.",
        terug=reverse("begroting:afsluiting", args=[doel.budgetjaar_id]),
        budget=doel.budgetjaar.budget,
    )


@met_rol()
def sluit_af(request: LidRequest, pk: int) -> HttpResponse:
    zaak = haal_afsluiting(request.lidmaatschap, pk, BEHEREN)
    jaar = zaak.budgetjaar
    form = SluitAfForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: afsluiten.sluit_af(afsluiting_id=zaak.pk, door=request.lidmaatschap, **form.cleaned_data),
        titel=f"Sluit {jaar} af",
        inleiding=(
            f"Er gaat {als_euro(afsluitbeeld(jaar).mee)} mee naar een later jaar. Daarna kan in {jaar.jaar} niets "
            "meer worden begroot, gereserveerd of verleend. Betalen en bijstellen kan nog."
        ),
        melding=f"{jaar} is afgesloten.",
        terug=reverse("begroting:afsluiting", args=[jaar.pk]),
        budget=jaar.budget,
    )
