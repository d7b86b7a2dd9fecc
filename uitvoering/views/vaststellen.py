"""Settling: the page of one period for recipient and officer, writing and handing in, reminding and proposing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kern.bestanden import download
from kern.fouten import DomeinFout, GeenRecht
from kern.geld import als_bedrag
from kern.views import ONVERWERKBAAR, antwoord, doe, gelukt, invoer
from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, Rol, met_rol
from subsidies.models import Besluit, Subsidie
from subsidies.regels.verantwoordingsplicht import Stuk, treden
from subsidies.toegang import SCHRIJVERS, eis_ondertekenaar
from uitvoering.afrekening import ontbreekt
from uitvoering.forms.vaststellen import (
    AfrekeningForm,
    HerinnerForm,
    IndienForm,
    StukForm,
    VaststelForm,
    bedragveld,
)
from uitvoering.geplakt import lees_geplakt
from uitvoering.models import Vaststelling, Vaststellingsstuk, Vervolgvoorstel
from uitvoering.regels.ambtshalve import mag_herinneren
from uitvoering.selectors.begin import begin_uit
from uitvoering.selectors.vaststellen import (
    beslistermijn,
    bevroren_regels,
    laad_afrekening,
    met_voorstel,
    stukken_van,
    toestand_van,
    vast_te_stellen,
    voor_te_stellen,
)
from uitvoering.services import vaststellen, voorbereiden
from uitvoering.services.voorbereiden import Bedragen
from uitvoering.toegang import LEZERS, haal_te_tekenen_subsidie

Stand = Vaststelling.Stand


@require_safe
@met_rol(*GEMEENTE)
def vaststel_lijst(request: LidRequest) -> HttpResponse:
    """What is due, late or asked for."""
    rijen, bladzijde = vast_te_stellen(request.GET.get("bladzijde"))
    return render(request, "uitvoering/vaststel_lijst.html", {"rijen": rijen, "bladzijde": bladzijde})


@require_safe
@met_rol(*LEZERS)
def vaststelling(request: LidRequest, kenmerk: str, eerste_jaar: int) -> HttpResponse:
    """What was planned beside what came of it, what is missing, and whose turn it is."""
    lid, periode = request.lidmaatschap, _haal(request, kenmerk, eerste_jaar)
    stukken = stukken_van(periode)
    afrekening = laad_afrekening(periode, stukken)
    aanvraag, vandaag = getattr(periode, "aanvraag", None), timezone.localdate()
    loopt = periode.subsidie.stand == Subsidie.Stand.LOPEND and any(afrekening.verleend.values())
    open_ = periode.stand == Stand.OPEN and loopt
    eigen = lid.organisatie_id == periode.subsidie.ontvanger_id
    tekent = vars(periode.subsidie)["gemachtigd"] or (eigen and lid.rol == Rol.TEKENBEVOEGDE)
    beleid = lid.rol == Rol.BELEIDSMEDEWERKER
    context = _context(request, periode) | {
        "afrekening": afrekening,
        "stukken": stukken,
        "aanvraag": aanvraag,
        "treden": treden(bevroren_regels(periode.subsidie)),
        "klok": beslistermijn(periode, aanvraag) if aanvraag and periode.stand == Stand.INGEDIEND else None,
        "mist": ontbreekt(afrekening) if open_ else [],
        "toestand": toestand_van(periode, vandaag, voorgesteld=periode.voorstel_kenmerk is not None),
        "te_vroeg": vandaag < periode.vanaf,
        "mag_schrijven": open_ and eigen and lid.rol in SCHRIJVERS,
        "mag_indienen": open_ and tekent,
        "mag_herinneren": open_ and beleid and mag_herinneren(periode.uiterlijk, periode.hersteltermijn, vandaag),
        "mag_voorstellen": beleid and loopt and voor_te_stellen(periode, vandaag),
    }
    return render(request, "uitvoering/vaststelling.html", context)


@met_rol(*PARTNER)
def vaststelling_invullen(request: LidRequest, kenmerk: str, eerste_jaar: int) -> HttpResponse:
    """Typed, or pasted into the fields: pasting saves nothing, so that one sees it first."""
    periode = _haal_om_te_schrijven(request, kenmerk, eerste_jaar)
    afrekening = laad_afrekening(periode)
    form = AfrekeningForm(invoer(request), vaststelling=periode, afrekening=afrekening)
    if "plakken" in request.POST:
        return _plak(request, periode, form)

    def bewaar() -> None:
        vaststellen.vul_in(
            vaststelling_id=periode.pk,
            versie=form.cleaned_data["versie"],
            ingevuld=form.ingevuld,
            door=request.lidmaatschap,
        )

    if gelukt(form, bewaar):
        messages.success(request, "Bewaard. Hieronder ziet u wat nog mist.")
        return redirect("uitvoering:vaststelling", kenmerk, eerste_jaar)
    return antwoord(request, "uitvoering/vaststelling_invullen.html", _context(request, periode), form=form)


@met_rol(*PARTNER)
def vaststelling_stuk(request: LidRequest, kenmerk: str, eerste_jaar: int) -> HttpResponse:
    """Add a document."""
    periode = _haal_om_te_schrijven(request, kenmerk, eerste_jaar)
    form = StukForm(invoer(request), request.FILES or None, nodig=laad_afrekening(periode).nodig)

    def voeg_toe() -> None:
        vaststellen.voeg_stuk_toe(
            vaststelling_id=periode.pk,
            soort=Stuk(form.cleaned_data["soort"]),
            bestand=form.cleaned_data["bestand"],
            door=request.lidmaatschap,
        )

    if gelukt(form, voeg_toe):
        messages.success(request, "Het bestand is toegevoegd.")
        return redirect("uitvoering:vaststelling", kenmerk, eerste_jaar)
    context = _context(request, periode) | {
        "kop": "Een stuk toevoegen",
        "uitleg": "Wij controleren elk bestand op virussen.",
    }
    return antwoord(request, "uitvoering/vaststelling_formulier.html", context, form=form)


@require_safe
@met_rol(*LEZERS)
def vaststelling_stuk_download(request: LidRequest, kenmerk: str, eerste_jaar: int, stuk_id: int) -> HttpResponse:
    """While it is still checked for viruses, or was refused, the page says so."""
    stuk = _haal_stuk(request, kenmerk, eerste_jaar, stuk_id)
    try:
        return download(stuk.bestand)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("uitvoering:vaststelling", kenmerk, eerste_jaar)


@require_POST
@met_rol(*PARTNER)
def vaststelling_stuk_verwijder(request: LidRequest, kenmerk: str, eerste_jaar: int, stuk_id: int) -> HttpResponse:
    stuk = _haal_stuk(request, kenmerk, eerste_jaar, stuk_id)
    doe(
        request,
        lambda: vaststellen.verwijder_stuk(stuk_id=stuk.pk, door=request.lidmaatschap),
        f"{stuk.bestand.naam} is verwijderd.",
    )
    return redirect("uitvoering:vaststelling", kenmerk, eerste_jaar)


@met_rol(*PARTNER)
def vaststelling_indienen(request: LidRequest, kenmerk: str, eerste_jaar: int) -> HttpResponse:
    """Hand in, once, by who signs for the recipient. A second click lands on what was handed in."""
    periode = _haal(request, kenmerk, eerste_jaar)
    eis_ondertekenaar(request.lidmaatschap, periode.subsidie.ontvanger)
    if periode.stand != Stand.OPEN:
        messages.info(request, "De vaststelling is al aangevraagd.")
        return redirect("uitvoering:vaststelling", kenmerk, eerste_jaar)
    form = IndienForm(invoer(request))
    if gelukt(form, lambda: vaststellen.dien_in(vaststelling_id=periode.pk, door=request.lidmaatschap)):
        messages.success(
            request, "Wij hebben de aanvraag ontvangen. Hieronder ziet u wanneer wij uiterlijk beslissen."
        )
        return redirect("uitvoering:vaststelling", kenmerk, eerste_jaar)
    context = _context(request, periode) | {
        "kop": f"Vaststelling over {periode.periode} aanvragen",
        "uitleg": "Na het aanvragen kunt u niets meer wijzigen.",
        "mist": ontbreekt(laad_afrekening(periode)),
    }
    return antwoord(request, "uitvoering/vaststelling_formulier.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def vaststelling_herinneren(request: LidRequest, kenmerk: str, eerste_jaar: int) -> HttpResponse:
    periode = _haal(request, kenmerk, eerste_jaar)
    form = HerinnerForm(invoer(request))
    if gelukt(form, lambda: vaststellen.herinner(vaststelling_id=periode.pk, door=request.lidmaatschap)):
        messages.success(request, "De herinnering is onderweg. De nieuwe termijn staat hieronder.")
        return redirect("uitvoering:vaststelling", kenmerk, eerste_jaar)
    context = _context(request, periode) | {
        "kop": f"Herinneren aan de vaststelling over {periode.periode}",
        "uitleg": "De organisatie krijgt een brief en een bericht. Is de nieuwe termijn voorbij, dan kunt u zelf "
        "vaststellen (Awb 4:47).",
    }
    return antwoord(request, "uitvoering/vaststelling_formulier.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def vaststelling_voorstellen(request: LidRequest, kenmerk: str, eerste_jaar: int) -> HttpResponse:
    """Propose the settlement, beside the figures; a page that leads here may give the reasons. The rules are asked
    when it is offered, and when it is decided."""
    periode = _haal(request, kenmerk, eerste_jaar)
    afrekening = laad_afrekening(periode)
    waarom = begin_uit(request.GET, periode.subsidie).get("motivering", "")
    form = VaststelForm(invoer(request), afrekening=afrekening, waarom=waarom)
    gemaakt: list[Vervolgvoorstel] = []

    def stel_voor() -> None:
        gemaakt.append(
            voorbereiden.stel_voor(
                aanvraag_id=periode.subsidie.deel.aanvraag_id,
                soort=Besluit.Soort.VASTSTELLING,
                grond=form.cleaned_data["grond"],
                motivering=form.cleaned_data["motivering"],
                regels=[Bedragen(periode.subsidie_id, vastgesteld=form.bedragen)],
                door=request.lidmaatschap,
            )
        )

    if gelukt(form, stel_voor):
        messages.success(request, "Het voorstel is bewaard. Lees het na en bekijk de brief.")
        return redirect("uitvoering:voorstel", gemaakt[0].kenmerk)
    context = _context(request, periode) | {"afrekening": afrekening}
    return antwoord(request, "uitvoering/vaststelling_voorstellen.html", context, form=form)


def _haal(request: LidRequest, kenmerk: str, eerste_jaar: int) -> Any:
    """One period, with its grant and what was submitted. Raises Http404 for who may not know of it: it is for who
    reads the grant, and for who signs for its recipient."""
    subsidie = haal_te_tekenen_subsidie(request.lidmaatschap, kenmerk)
    periode = met_voorstel(Vaststelling.objects.filter(subsidie=subsidie, eerste_jaar=eerste_jaar)).first()
    if periode is None:
        raise Http404
    periode.subsidie = subsidie
    return periode


def _haal_om_te_schrijven(request: LidRequest, kenmerk: str, eerste_jaar: int) -> Any:
    """For who writes at the recipient, while it was not submitted."""
    periode = _haal(request, kenmerk, eerste_jaar)
    _eis_schrijver(request.lidmaatschap, periode)
    if periode.stand != Stand.OPEN:
        raise GeenRecht("U vroeg de vaststelling al aan. U kunt niets meer wijzigen.", code="vaststelling.niet_open")
    return periode


def _eis_schrijver(lid: Lidmaatschap, periode: Vaststelling) -> None:
    if lid.organisatie_id != periode.subsidie.ontvanger_id or lid.rol not in SCHRIJVERS:
        raise GeenRecht(
            f"Dit schrijft een redacteur of tekenbevoegde van {periode.subsidie.ontvanger}.",
            code="vaststelling.niet_schrijven",
        )


def _haal_stuk(request: LidRequest, kenmerk: str, eerste_jaar: int, stuk_id: int) -> Vaststellingsstuk:
    stuk = (
        Vaststellingsstuk.objects.filter(
            pk=stuk_id, vaststelling=_haal(request, kenmerk, eerste_jaar), verwijderd_op=None
        )
        .select_related("bestand")
        .first()
    )
    if stuk is None:
        raise Http404
    return stuk


def _plak(request: LidRequest, periode: Vaststelling, form: AfrekeningForm) -> HttpResponse:
    """Show the fields with the pasted cells in them, or what is wrong with those. What was typed stays."""
    gelezen = lees_geplakt(request.POST.get("plak", ""), form.afrekening.jaren)
    data: QueryDict = request.POST.copy()
    for (soort, jaar), bedrag in gelezen.cijfers.items():
        data[bedragveld(soort, jaar)] = als_bedrag(bedrag)
    if not gelezen.fouten:
        data["plak"] = ""
        messages.info(request, "De cellen staan in de tabel. Er is nog niets bewaard.")
    nieuw = AfrekeningForm(data, vaststelling=periode, afrekening=form.afrekening)
    context = _context(request, periode) | {"form": nieuw, "plakfouten": gelezen.fouten}
    status = ONVERWERKBAAR if gelezen.fouten else 200
    return render(request, "uitvoering/vaststelling_invullen.html", context, status=status)


def _context(request: LidRequest, periode: Vaststelling) -> dict[str, Any]:
    """`namens`: one is here to sign for another organisation (Awb 2:1), and knows nothing else of its grant."""
    subsidie = periode.subsidie
    namens = vars(subsidie)["gemachtigd"] and request.lidmaatschap.organisatie_id != subsidie.ontvanger_id
    return {"vaststelling": periode, "subsidie": subsidie, "namens": namens}
