"""The joint texts, one page each, with beside them what was counted, told and measured."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kern.fouten import DomeinFout
from kern.views import toon_fout
from organisaties.toegang import LidRequest, met_rol
from subsidies.onderdelen.blad import open_blad
from subsidies.services.versies import VersieConflict
from subsidies.toegang import LEZERS
from verantwoording.forms.samen import DuidingForm
from verantwoording.onderdelen import DUIDING
from verantwoording.regels import bijdrage, persoonsgegevens
from verantwoording.samentoegang import haal_duiding_met_teksten
from verantwoording.selectors.inbreng import duidingen_van
from verantwoording.selectors.stuk import ernaast
from verantwoording.services.duiding import bewaar_duiding
from verantwoording.stukbeeld import stadsbeelden


@met_rol(*LEZERS)
def duiding(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    """One joint text. When somebody else saved it first, both texts are shown and nothing is lost."""
    tekst = haal_duiding_met_teksten(request.lidmaatschap, kenmerk, pk)
    blad = open_blad(request, DUIDING, tekst)
    duidingen = duidingen_van(tekst.verantwoording)
    plek = next(nummer for nummer, feit in enumerate(duidingen) if feit["pk"] == tekst.pk)
    volgende = duidingen[plek + 1] if plek + 1 < len(duidingen) else None
    form = DuidingForm(blad.invoer, initial={"tekst": tekst.tekst})
    if blad.is_post and form.is_valid() and blad.versie.is_valid():
        try:
            bewaar_duiding(
                duiding_id=tekst.pk, door=request.lidmaatschap, **form.cleaned_data, **blad.versie.cleaned_data
            )
        except VersieConflict:
            return blad.toon_conflict()
        except DomeinFout as fout:
            blad.code = fout.code
            toon_fout(form, fout)
        else:
            messages.success(request, f"De tekst over ‘{DUIDING.naam(tekst)}’ is bewaard.")
            for waarschuwing in _waarschuwingen(form.cleaned_data["tekst"]):
                messages.warning(request, waarschuwing)
            if "verder" in request.POST and volgende:
                return redirect("verantwoording:duiding", kenmerk, volgende["pk"])
            return redirect(DUIDING.geheel(tekst).url)
    stuk = ernaast(tekst)
    context = {
        "tekst": tekst,
        "naam": DUIDING.naam(tekst),
        "geheel": DUIDING.geheel(tekst),
        "stuk": stuk,
        "stad": stadsbeelden(stuk.stad, stuk.jaar),
        "waarschuwingen": _waarschuwingen(str(form["tekst"].value() or "")),
        "nummer": plek + 1,
        "duidingen": duidingen,
        "vorige": duidingen[plek - 1] if plek else None,
        "volgende": volgende,
    }
    return blad.toon("verantwoording/duiding.html", context, form=form)


def _waarschuwingen(tekst: str) -> list[str]:
    """What to tell who wrote it; it stops nobody from going on."""
    return [zin for zin in (bijdrage.waarschuwing(tekst), persoonsgegevens.waarschuwing(tekst)) if zin]
