"""Putting later decisions, objections and indexings before the college."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms.college import CollegevoorstelForm
from subsidies.models import Collegebesluit
from uitvoering.collegepunten import voor_te_leggen
from uitvoering.services.college import leg_voor_aan_college


@met_rol(Rol.BELEIDSMEDEWERKER)
def college_vervolg(request: LidRequest) -> HttpResponse:
    """A proposal to the college on what is ready to be decided on after the first decision."""
    zaken: list[tuple[int | str, str]] = [(rij.kenmerk, rij.naam) for rij in voor_te_leggen()]
    form = CollegevoorstelForm(invoer(request), zaken=zaken, initial={"zaken": request.GET.getlist("zaak")})
    gemaakt: list[Collegebesluit] = []

    def leg_voor() -> None:
        data = form.cleaned_data
        gemaakt.append(
            leg_voor_aan_college(
                onderwerp=data["onderwerp"],
                toelichting=data["toelichting"],
                kenmerken=data["zaken"],
                door=request.lidmaatschap,
            )
        )

    if gelukt(form, leg_voor):
        messages.success(request, "Het voorstel is gemaakt. U kunt het downloaden voor de agenda van het college.")
        return redirect("subsidies:college_detail", gemaakt[0].kenmerk)
    return antwoord(request, "subsidies/college_nieuw.html", {"zaken": zaken}, form=form)
