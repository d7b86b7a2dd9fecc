"""Setting money of a purpose apart, and releasing it."""

from django.http import HttpResponse
from django.urls import reverse

from begroting.forms.reservering import ReserveringForm, VrijgaveForm
from begroting.selectors import ruimte
from begroting.services import reserveren
from begroting.toegang import RESERVEREN, haal_bestedingsdoel
from begroting.views.formulier import formulierpagina
from kern.geld import als_euro
from kern.views import invoer
from organisaties.toegang import LidRequest, met_rol


@met_rol()
def reserveer(request: LidRequest, pk: int) -> HttpResponse:
    doel = haal_bestedingsdoel(request.lidmaatschap, pk, RESERVEREN)
    form = ReserveringForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: reserveren.reserveer(bestedingsdoel_id=doel.pk, door=request.lidmaatschap, **form.reservering()),
        titel=f"Reserveer voor {doel.naam} {doel.budgetjaar.jaar}",
        inleiding=f"Er is nog {als_euro(ruimte(doel.pk))} vrij.",
        melding="Het bedrag is gereserveerd.",
        terug=reverse("begroting:doel_detail", args=[doel.pk]),
        budget=doel.budgetjaar.budget,
    )


@met_rol()
def geef_vrij(request: LidRequest, pk: int) -> HttpResponse:
    doel = haal_bestedingsdoel(request.lidmaatschap, pk, RESERVEREN)
    form = VrijgaveForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: reserveren.geef_vrij(bestedingsdoel_id=doel.pk, door=request.lidmaatschap, **form.reservering()),
        titel=f"Geef vrij van {doel.naam} {doel.budgetjaar.jaar}",
        inleiding=f"Er is {als_euro(doel.stand.gereserveerd)} gereserveerd. Schrijf op waarom u het vrijgeeft.",
        melding="Het bedrag is vrijgegeven.",
        terug=reverse("begroting:doel_detail", args=[doel.pk]),
        budget=doel.budgetjaar.budget,
    )
