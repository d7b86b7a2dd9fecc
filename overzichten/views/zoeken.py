from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from begroting.toegang import ZIEN
from kern.views import antwoord
from organisaties.toegang import LidRequest, met_rol
from overzichten.forms.zoeken import ZoekForm
from overzichten.selectors.zoeken import zoekblad


@require_safe
@met_rol(*ZIEN)
def zoeken(request: LidRequest) -> HttpResponse:
    """Money by its amount or kenmerk."""
    form = ZoekForm(request.GET if "kenmerk" in request.GET else None)
    blad = zoekblad(form.vraag(), request.GET.get("bladzijde"), timezone.localdate())
    return antwoord(request, "overzichten/overzichtsblad.html", {"blad": blad, "knop": "Zoek"}, form=form)
