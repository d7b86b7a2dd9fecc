"""What every section does the same: saving by itself, unsaved text, and two versions side by side."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kern.fouten import DomeinFout
from kern.views import ONVERWERKBAAR
from organisaties.models import Lidmaatschap
from organisaties.toegang import LidRequest, met_rol
from subsidies.forms.versie import KeuzeForm, VersieForm
from subsidies.onderdelen import vind_soort
from subsidies.onderdelen.beide import Beide, toon_beide, vind_beide
from subsidies.onderdelen.vanzelf import bewaar_vanzelf
from subsidies.services.klad import gooi_klad_weg
from subsidies.services.versies import VersieConflict
from subsidies.toegang import LEZERS

UITWEGEN: dict[str, Callable[..., bool]] = {
    "mijn": Beide.houd_mijn,
    "ander": Beide.houd_ander,
    "samen": Beide.voeg_samen,
}


@require_POST
@met_rol(*LEZERS)
def vanzelf(request: LidRequest, kenmerk: str, soort: str, pk: int) -> HttpResponse:
    """A page that saves itself gets one line back: where the text is now. Without a version: 422, and nothing."""
    deel, lid = vind_soort(soort), request.lidmaatschap
    gelezen = VersieForm(request.POST)
    if not gelezen.is_valid():
        deel.haal(lid, kenmerk, pk)
        return HttpResponse(status=ONVERWERKBAAR)
    versie, blad = gelezen.cleaned_data["versie"], gelezen.cleaned_data["blad"]
    try:
        bewaard = bewaar_vanzelf(deel, kenmerk=kenmerk, pk=pk, data=request.POST, gelezen=versie, blad=blad, door=lid)
    except DomeinFout as fout:
        return HttpResponse(fout.bericht, content_type="text/plain; charset=utf-8", status=ONVERWERKBAAR)
    context = {"bewaard": bewaard, "kenmerk": kenmerk, "soort": soort, "pk": pk}
    return render(request, "subsidies/_vanzelf.html", context)


@require_POST
@met_rol(*LEZERS)
def klad_weg(request: LidRequest, kenmerk: str, soort: str, pk: int) -> HttpResponse:
    deel = vind_soort(soort)
    stuk = deel.haal(request.lidmaatschap, kenmerk, pk)
    gooi_klad_weg(soort=deel.soort, onderdeel=stuk.pk, door=request.lidmaatschap)
    messages.success(request, "Uw klad is weggegooid. U ziet wat er bewaard is.")
    return redirect(deel.pagina, kenmerk, pk)


@met_rol(*LEZERS)
def beide_versies(request: LidRequest, kenmerk: str, soort: str, pk: int) -> HttpResponse:
    """My klad beside what somebody else saved; one click keeps either or merges."""
    deel, lid = vind_soort(soort), request.lidmaatschap
    beide = vind_beide(deel, deel.haal(lid, kenmerk, pk), lid)
    if beide is None:
        return redirect(deel.pagina, kenmerk, pk)
    if request.method != "POST":
        return toon_beide(request, beide)
    form = KeuzeForm(request.POST)
    if not form.is_valid():
        return toon_beide(request, beide, status=ONVERWERKBAAR, melding="Kies welke versie u wilt houden.")
    try:
        return _kies(request, beide, lid, **form.cleaned_data)
    except VersieConflict:
        melding = "Er kwam intussen weer een versie bij. Hieronder staat de nieuwste."
        opnieuw = Beide(deel, deel.haal(lid, kenmerk, pk), beide.klad)
        return toon_beide(request, opnieuw, status=ONVERWERKBAAR, melding=melding)
    except DomeinFout as fout:
        return toon_beide(request, beide, status=ONVERWERKBAAR, melding=fout.bericht)


def _kies(request: LidRequest, beide: Beide, lid: Lidmaatschap, *, keuze: str, versie: int) -> HttpResponse:
    """What is not saved at once is looked at on the page of the section, which opens with the klad."""
    kenmerk = beide.soort.aanvraag(beide.stuk).kenmerk
    if not UITWEGEN[keuze](beide, versie=versie, door=lid):
        messages.info(request, "Lees hieronder na wat er straks komt te staan. Klik daarna op Bewaar.")
        return redirect(beide.soort.pagina, kenmerk, beide.stuk.pk)
    gedaan = "Uw klad is weggegooid" if keuze == "ander" else "Uw versie is bewaard"
    messages.success(request, f"{gedaan}: {beide.naam}.")
    return redirect(beide.soort.geheel(beide.stuk).url)
