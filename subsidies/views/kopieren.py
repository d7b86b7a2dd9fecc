"""Starting from what one's own organisation wrote before."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kern.fouten import DomeinFout
from kern.taal import opsomming
from kern.views import ONVERWERKBAAR, antwoord, invoer, toon_fout
from organisaties.toegang import LidRequest, met_rol
from subsidies.forms.kopieren import KopieForm
from subsidies.models import Aanvraagdeel
from subsidies.selectors.activiteit import activiteiten_per_subdoel
from subsidies.selectors.dossier import laad_deel, laad_vragen
from subsidies.selectors.overname import Bron, al_overgenomen, bronnen_voor
from subsidies.services.kopieren import Keus, Overgenomen, neem_over
from subsidies.toegang import LEZERS, haal_eigen_deel, haal_voorziening


@met_rol(*LEZERS)
def kopieren(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """First from which application, then what of it."""
    deel = haal_eigen_deel(
        request.lidmaatschap, kenmerk, deel_id, advies=activiteiten_per_subdoel("aanvraag__regeling")
    )
    bronnen = bronnen_voor(deel)
    bron = _gekozen(bronnen, request.GET.get("bron", ""))
    context = {"deel": deel, "aanvraag": deel.aanvraag, "bronnen": bronnen, "bron": bron}
    if bron is None:
        status = ONVERWERKBAAR if request.method == "POST" else 200
        return render(request, "subsidies/kopieren.html", context, status=status)
    form = _formulier(request, deel, bronnen, bron)
    if request.method == "POST" and form.is_valid():
        try:
            uit = neem_over(deel_id=deel.pk, keus=form.keus, door=request.lidmaatschap)
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            _meld(request, uit)
            return redirect("subsidies:voorzieningen", kenmerk, deel.pk)
    return antwoord(request, "subsidies/kopieren.html", context, form=form)


@require_POST
@met_rol(*LEZERS)
def voorziening_kopieer(request: LidRequest, kenmerk: str, voorziening_id: int) -> HttpResponse:
    """Duplicate one's own voorziening; the copy opens."""
    voorziening = haal_voorziening(request.lidmaatschap, kenmerk, voorziening_id)
    keus = Keus(bron_id=voorziening.deel_id, voorzieningen=[voorziening.pk])
    try:
        uit = neem_over(deel_id=voorziening.deel_id, keus=keus, door=request.lidmaatschap)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("subsidies:voorzieningen", kenmerk, voorziening.deel_id)
    messages.success(request, f"Dit is de kopie van '{voorziening}'. Pas haar aan.")
    return redirect("subsidies:voorziening_wijzig", kenmerk, uit.voorzieningen[0])


def _gekozen(bronnen: Sequence[Bron], keuze: str) -> Bron | None:
    """The source that was asked for, or else the newest that is not this part itself."""
    if keuze:
        gevonden = next((bron for bron in bronnen if str(bron.pk) == keuze), None)
        if gevonden is None:
            raise Http404
        return gevonden
    return next((bron for bron in bronnen if not bron.zelf), None)


def _formulier(request: LidRequest, deel: Aanvraagdeel, bronnen: Sequence[Bron], bron: Bron) -> KopieForm:
    eerder = [] if bron.zelf else [vraag for vraag in laad_vragen(bron.deel.aanvraag) if vraag.beantwoord]
    inhoud = laad_deel(bron.deel)
    return KopieForm(
        invoer(request),
        bron=bron,
        aanbod=inhoud.aanbod,
        al_hier=() if bron.zelf else al_overgenomen(deel),
        teksten=len(eerder),
        activiteiten=len(inhoud.activiteiten) if vars(deel)["advies"] and not bron.zelf else 0,
        met_begroting=not any(een.zelf and een.posten for een in bronnen),
    )


def _meld(request: LidRequest, uit: Overgenomen) -> None:
    soorten = (
        (len(uit.voorzieningen), "voorziening", "voorzieningen"),
        (uit.activiteiten, "activiteit", "activiteiten"),
        (uit.posten, "begrotingsregel", "begrotingsregels"),
        (uit.teksten, "tekst", "teksten"),
    )
    if delen := [f"{aantal} {een if aantal == 1 else meer}" for aantal, een, meer in soorten if aantal]:
        messages.success(request, f"Overgenomen: {opsomming(delen)}. Het origineel is niet gewijzigd.")
    if uit.niet:
        messages.warning(
            request, f"Niet overgenomen, want dat staat hier al of kent deze uitvraag niet. {'. '.join(uit.niet)}."
        )
