"""The annex to a paper of the council: what goes into it, and the file."""

import datetime
from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from brieven.documenten import odt
from kern.fouten import DomeinFout
from kern.uitvoer import tabel_ods
from kern.uitvoer.bestand import geef
from kern.views import antwoord, toon_fout
from organisaties.toegang import LidRequest, met_rol
from overzichten.forms.bijlage import BijlageForm
from overzichten.selectors.bijlage import paginas
from overzichten.uitvoer.bijlage import Bijlage, als_odt, als_pdf, als_rekenblad, maak_bijlage
from overzichten.views.geld import LEZERS

_MAKERS: dict[str, tuple[Callable[[Bijlage], bytes], str]] = {
    "pdf": (als_pdf, "application/pdf"),
    "odt": (als_odt, odt.SOORT),
    "ods": (als_rekenblad, tabel_ods.SOORT),
}


@require_safe
@met_rol(*LEZERS)
def bijlage(request: LidRequest) -> HttpResponse:
    """The form; sent in (`als` in the address) the file, or what is wrong with the choices."""
    gestuurd = "als" in request.GET
    vooraf = {"budget": request.GET.getlist("budget"), "jaar": request.GET.getlist("jaar"), "als": "pdf"}
    form = BijlageForm(request.GET if gestuurd else None, initial=vooraf | {"per": request.GET.get("per", "")})
    if form.is_valid():
        try:
            return _bestand(**form.cleaned_data)
        except DomeinFout as fout:
            toon_fout(form, fout)
    return antwoord(request, "overzichten/bijlage.html", form=form)


def _bestand(budget: list[str], jaar: list[int], per: datetime.date, als: str) -> HttpResponse:
    gekozen = paginas(budget, jaar, per)
    if not gekozen:
        raise DomeinFout("Van deze budgetten is er op die dag geen begroting in deze jaren.", code="bijlage.leeg")
    maak, soort = _MAKERS[als]
    return geef(maak(maak_bijlage(gekozen, per)), f"bijlage-raadsstuk-{per:%Y-%m-%d}.{als}", soort)
