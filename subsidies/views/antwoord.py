"""The joint texts, one page each; a writer walks through them one after the other."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kern.fouten import DomeinFout
from kern.views import toon_fout
from organisaties.toegang import LidRequest, met_rol
from subsidies.dossier import Vraag
from subsidies.forms.antwoord import AntwoordForm
from subsidies.onderdelen import ANTWOORD
from subsidies.onderdelen.blad import open_blad
from subsidies.selectors.dossier import laad_vragen
from subsidies.services.antwoord import bewaar_antwoord
from subsidies.services.versies import VersieConflict
from subsidies.toegang import LEZERS, haal_antwoord


@met_rol(*LEZERS)
def antwoord_wijzig(request: LidRequest, kenmerk: str, antwoord_id: int) -> HttpResponse:
    """A joint text. When somebody else saved it first, both texts are shown and nothing is lost."""
    tekst = haal_antwoord(request.lidmaatschap, kenmerk, antwoord_id)
    if tekst.formuliervraag is not None:
        return redirect("subsidies:kort", kenmerk)
    blad = open_blad(request, ANTWOORD, tekst)
    form = AntwoordForm(blad.invoer, initial={"tekst": tekst.tekst})
    vragen = laad_vragen(tekst.aanvraag)
    plek = next(nummer for nummer, vraag in enumerate(vragen) if vraag.pk == tekst.pk)
    volgende = vragen[plek + 1] if plek + 1 < len(vragen) else None
    if blad.is_post and form.is_valid() and blad.versie.is_valid():
        try:
            bewaar_antwoord(
                antwoord_id=tekst.pk, door=request.lidmaatschap, **form.cleaned_data, **blad.versie.cleaned_data
            )
        except VersieConflict:
            return blad.toon_conflict()
        except DomeinFout as fout:
            blad.code = fout.code
            toon_fout(form, fout)
        else:
            messages.success(request, f"De tekst over '{tekst.vraag}' is bewaard.")
            if "verder" in request.POST and volgende:
                return redirect("subsidies:antwoord_wijzig", kenmerk, volgende.pk)
            return redirect("subsidies:aanvraag_detail", kenmerk)
    context = {
        "tekst": tekst,
        "vragen": vragen,
        "nummer": plek + 1,
        "vorige": vragen[plek - 1] if plek else None,
        "volgende": volgende,
        "beantwoord": _beantwoord(vragen),
    }
    return blad.toon("subsidies/antwoord_wijzig.html", context, form=form)


def _beantwoord(vragen: Sequence[Vraag]) -> int:
    return sum(vraag.beantwoord for vraag in vragen)
