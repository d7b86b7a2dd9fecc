"""The joint account: its texts, who agreed, submitting, sending back, and what was submitted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.bestanden import download
from kern.fouten import DomeinFout
from kern.views import antwoord, doe, gelukt, invoer, toon_fout, zet_waarde
from organisaties.toegang import PARTNER, RAAD, LidRequest, Rol, met_rol
from subsidies.toegang import LEZERS
from verantwoording.forms.samen import AkkoordForm, IndienForm, IndienZonderForm, TerugForm
from verantwoording.models import Bevinding, Verantwoording
from verantwoording.regels.samen_klaar import beletsels
from verantwoording.samentoegang import (
    eis_penvoerder,
    haal_samen,
    haal_stuk,
    haal_te_tekenen_deel,
    haal_te_tekenen_stand,
    schrijft,
)
from verantwoording.selectors.inbreng import duidingen_van, laad_inbreng, toestand_van
from verantwoording.selectors.keten import kader_erbij
from verantwoording.selectors.overzicht import samenstand
from verantwoording.selectors.stuk import stel_samen
from verantwoording.services import samen as services
from verantwoording.services import samen_akkoord
from verantwoording.stuk import lees_stuk
from verantwoording.stukbeeld import teken
from verantwoording.toegang import LEZERS as STUKLEZERS
from verantwoording.toegang import SCHRIJFROLLEN, tekent_voor, voert_in


@require_safe
@met_rol(*LEZERS)
def samen(request: LidRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """The joint texts, whose part is in, who agreed, and what is to do before it can be submitted."""
    return render(
        request, "verantwoording/samen.html", _samen(request, haal_samen(request.lidmaatschap, kenmerk, jaar))
    )


@met_rol(*PARTNER)
def akkoord(request: LidRequest, kenmerk: str, jaar: int, deelverslag_id: int) -> HttpResponse:
    """The page shows the whole of what is agreed to, with its hash. A second click lands where the first did."""
    verantwoording = haal_samen(request.lidmaatschap, kenmerk, jaar, **kader_erbij())
    inbreng = laad_inbreng(verantwoording)
    stand, machtiging = haal_te_tekenen_stand(request.lidmaatschap, inbreng, deelverslag_id)
    deelverslag = stand.deelverslag
    form = AkkoordForm(invoer(request), initial={"gezien": inbreng.hash})
    if request.method == "POST" and form.is_valid():
        try:
            samen_akkoord.geef_akkoord(
                deelverslag_id=deelverslag.pk, gezien=form.cleaned_data["gezien"], door=request.lidmaatschap
            )
        except DomeinFout as fout:
            if fout.code == "verslagakkoord.bestaat_al":
                return redirect("verantwoording:samen", kenmerk, jaar)
            toon_fout(form, fout)
            zet_waarde(form, "gezien", inbreng.hash)
        else:
            messages.success(request, f"Het akkoord van {deelverslag.deel.organisatie} is vastgelegd.")
            return redirect("verantwoording:samen", kenmerk, jaar)
    stuk = stel_samen(verantwoording, inbreng)
    context = {
        "verantwoording": verantwoording,
        "aanvraag": verantwoording.aanvraag,
        "deelverslag": deelverslag,
        "stuk": stuk,
        "beeld": teken(stuk),
        "is_open": verantwoording.stand == Verantwoording.Stand.OPEN,
        "is_binnen": stand.is_binnen,
        "is_akkoord": inbreng.is_akkoord(stand),
        "machtiging": machtiging,
        "stand": stand,
    }
    return antwoord(request, "verantwoording/samen_akkoord.html", context, form=form)


@require_POST
@met_rol(*PARTNER)
def akkoord_intrekken(request: LidRequest, kenmerk: str, jaar: int, deelverslag_id: int) -> HttpResponse:
    lid = request.lidmaatschap
    deelverslag = haal_te_tekenen_deel(lid, haal_samen(lid, kenmerk, jaar), deelverslag_id)
    doe(
        request,
        lambda: samen_akkoord.trek_akkoord_in(deelverslag_id=deelverslag.pk, door=lid),
        "Het akkoord is ingetrokken.",
    )
    return redirect("verantwoording:samen", kenmerk, jaar)


@met_rol(*SCHRIJFROLLEN)
def indienen(request: LidRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """By who signs for the penvoerder. A second click finds it submitted, and lands on the document."""
    lid = request.lidmaatschap
    verantwoording = haal_samen(lid, kenmerk, jaar)
    eis_penvoerder(lid, verantwoording.aanvraag)
    if verantwoording.stand != Verantwoording.Stand.OPEN:
        return redirect("verantwoording:samen", kenmerk, jaar)
    toestand = toestand_van(laad_inbreng(verantwoording), op_papier=voert_in(lid, verantwoording.aanvraag))
    soort = IndienZonderForm if toestand.zonder_mag else IndienForm
    form = soort(invoer(request))
    if request.method == "POST" and form.is_valid():
        try:
            stuk = services.dien_in(verantwoording_id=verantwoording.pk, door=lid, **form.cleaned_data)
        except DomeinFout as fout:
            if fout.code == "verantwoording.al_ingediend":
                return redirect("verantwoording:samen", kenmerk, jaar)
            toon_fout(form, fout)
        else:
            messages.success(request, f"De verantwoording over {jaar} is ingediend.")
            return redirect("verantwoording:stuk", kenmerk, jaar, stuk.nummer)
    context = {
        "verantwoording": verantwoording,
        "aanvraag": verantwoording.aanvraag,
        "toestand": toestand,
        "beletsels": beletsels(toestand),
    }
    return antwoord(request, "verantwoording/samen_indienen.html", context, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def terug(request: LidRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """An officer sends it back to the table, with a reason."""
    verantwoording = haal_samen(request.lidmaatschap, kenmerk, jaar)
    form = TerugForm(invoer(request))

    def stuur_terug() -> None:
        services.stuur_terug(verantwoording_id=verantwoording.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, stuur_terug):
        messages.success(request, "De tafel kan het stuk weer aanpassen.")
        return redirect("verantwoording:samen", kenmerk, jaar)
    context = _samen(request, verantwoording) | {"terugform": form}
    return antwoord(request, "verantwoording/samen.html", context, form=form)


@require_safe
@met_rol(*STUKLEZERS)
def stuk(request: LidRequest, kenmerk: str, jaar: int, nummer: int) -> HttpResponse:
    """The document as it was submitted, from what was frozen and nothing else."""
    vastgelegd = haal_stuk(request.lidmaatschap, kenmerk, jaar, nummer)
    inhoud = lees_stuk(vastgelegd)
    context = {
        "vastgelegd": vastgelegd,
        "stuk": inhoud,
        "beeld": teken(inhoud),
        "hoger": f"verantwoording:{'raad' if request.lidmaatschap.rol in RAAD else 'jaar'}",
    }
    return render(request, "verantwoording/stuk.html", context)


@require_safe
@met_rol(*STUKLEZERS)
def stuk_pdf(request: LidRequest, kenmerk: str, jaar: int, nummer: int) -> HttpResponse:
    """The same as a PDF; while it is being made, the page says so."""
    vastgelegd = haal_stuk(request.lidmaatschap, kenmerk, jaar, nummer)
    try:
        if vastgelegd.pdf is not None:
            return download(vastgelegd.pdf)
        messages.info(request, "De pdf wordt gemaakt. Probeer het over een minuut opnieuw.")
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
    return redirect("verantwoording:stuk", kenmerk, jaar, nummer)


def _samen(request: LidRequest, verantwoording: Verantwoording) -> dict[str, Any]:
    lid, aanvraag = request.lidmaatschap, verantwoording.aanvraag
    inbreng = laad_inbreng(verantwoording)
    is_open = verantwoording.stand == Verantwoording.Stand.OPEN
    namens, op_papier = tekent_voor(lid), voert_in(lid, aanvraag)
    terug = lid.rol == Rol.BELEIDSMEDEWERKER and verantwoording.stand == Verantwoording.Stand.INGEDIEND
    standen = [(stand, inbreng.is_akkoord(stand)) for stand in inbreng.standen]
    duidingen = duidingen_van(verantwoording)
    return {
        "verantwoording": verantwoording,
        "aanvraag": aanvraag,
        "toestand": samenstand(verantwoording, lid),
        "inbreng": inbreng,
        "standen": standen,
        "akkoorden": sum(is_akkoord for _, is_akkoord in standen),
        "duidingen": duidingen,
        "geschreven": sum(bool(feit["tekst"].strip()) for feit in duidingen),
        "beletsels": beletsels(toestand_van(inbreng, op_papier=op_papier)) if is_open else [],
        "stukken": verantwoording.stukken.order_by("-nummer"),
        "teruggestuurd": Bevinding.objects.filter(
            verantwoording=verantwoording, deelverslag=None, soort=Bevinding.Soort.BEVINDING
        ).last(),
        "is_open": is_open,
        "mag_schrijven": is_open and schrijft(lid, verantwoording),
        "namens": [een for een in standen if is_open and een[0].organisatie_id in namens],
        "mag_indienen": is_open and (op_papier or aanvraag.penvoerder_id in namens),
        "terugform": TerugForm() if terug else None,
    }
