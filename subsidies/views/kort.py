"""An application on the short form: begin, fill in on one page, check, and submit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.forms import Formulier
from kern.fouten import DomeinFout
from kern.views import ONVERWERKBAAR, antwoord, invoer, toon_fout, zet_waarde
from organisaties.toegang import LidRequest, Rol, met_rol
from regelingen.selectors import parameters_op
from subsidies.dossier import Dossier, Post
from subsidies.forms.begroting import BegrotingRegels
from subsidies.forms.kort import KortForm, KortIndienForm, StandForm, geldvragen, is_kort_geld, stand, veldnaam
from subsidies.forms.versie import VersieForm
from subsidies.models import Aanvraag, Aanvraagdeel, Indiening
from subsidies.onderdelen.beide import als_data
from subsidies.onderdelen.formulier import (
    Getypt,
    Uitslag,
    als_bedragen,
    antwoorden_van,
    bewaar_formulier,
    bewaar_vanzelf,
    dicht,
    posten_van,
    van_schrijver,
)
from subsidies.onderdelen.soort import Rij
from subsidies.onderdelen.verschil import Verschilrij, verschilrijen
from subsidies.regels.inhoud import inhoudshash
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.selectors.bijlagen import met_bijlagen
from subsidies.selectors.na_indienen import na_indienen
from subsidies.selectors.vorige import Vorige, vorige_bij, vorige_van
from subsidies.services import starten
from subsidies.services.alleen import dien_alleen_in
from subsidies.services.slot import tijdigheid_nu
from subsidies.stappen import gemis_per_wie
from subsidies.toegang import LEZERS, SCHRIJVERS, eis_ondertekenaar, haal_formulier
from thematafels.models import Thematafel

CONFLICT = "versie.conflict"
TOTAAL = "regel-TOTAL_FORMS"  # without it no amounts were sent
VRAAG = re.compile(r"vraag_([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Vraagrij:
    """One question on the page. `staat_er` is the text in the application when what was typed is not (yet) in it."""

    veld: BoundField
    overgenomen: bool
    staat_er: str | None
    vorige: str


def begin(request: LidRequest, tafel: Thematafel) -> HttpResponse:
    """The counter of an individual scheme: one's own application there, or the way to begin it."""
    lid = request.lidmaatschap
    if lid.is_gemeente:
        return redirect("subsidies:aanvraag_lijst")
    eigen = (
        Aanvraag.objects.filter(tafel=tafel, zelfstandig=True, penvoerder=lid.organisatie_id)
        .exclude(stand=Aanvraag.Stand.INGETROKKEN)
        .first()
    )
    if eigen is not None:
        return redirect("subsidies:aanvraag_detail", eigen.kenmerk)
    form = Formulier(invoer(request))
    if request.method == "POST" and form.is_valid():
        try:
            nieuw = starten.start_alleen(tafel_id=tafel.pk, door=lid)
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            return redirect("subsidies:aanvraag_detail", nieuw.kenmerk)
    uitvraag = tafel.uitvraag
    parameters = parameters_op(uitvraag.regeling, timezone.localdate())
    context = {
        "tafel": tafel,
        "uitvraag": uitvraag,
        "parameters": parameters,
        "vorige": vorige_bij(uitvraag.regeling_id, lid.organisatie_id, uitvraag.eerste_jaar),
        "mag": lid.rol in SCHRIJVERS,
        "open": uitvraag.is_open(timezone.now()),
    }
    return antwoord(request, "subsidies/kort_begin.html", context, form=form)


@met_rol(*LEZERS)
def kort(request: LidRequest, kenmerk: str) -> HttpResponse:
    """All questions and the amounts. What can be saved is saved; what cannot comes back beside what stands there."""
    lid = request.lidmaatschap
    if request.method != "POST":
        deel = haal_formulier(lid, kenmerk, slot=False, **van_schrijver(lid))
        if dicht(deel.aanvraag) is not None:
            return redirect("subsidies:kort_controle", kenmerk)
        return _toon(request, Uitslag(deel, antwoorden_van(deel, lid)), {}, None)
    getypt = _getypt(request)
    uitslag = bewaar_formulier(kenmerk=kenmerk, getypt=getypt, door=lid)
    if uitslag.deel.aanvraag.stand != Aanvraag.Stand.CONCEPT:
        messages.error(request, "De aanvraag is geen concept meer. Er is niets gewijzigd.")
        return redirect("subsidies:aanvraag_detail", kenmerk)
    if not uitslag.gelukt:
        return _toon(request, uitslag, getypt.teksten, request.POST)
    if "bijlage" in request.POST:
        return redirect("subsidies:bijlagen", kenmerk)
    if "controle" in request.POST:
        return redirect("subsidies:kort_controle", kenmerk)
    messages.success(request, "Uw aanvraag is bewaard. U kunt later verdergaan.")
    return redirect("subsidies:kort", kenmerk)


@require_POST
@met_rol(*LEZERS)
def kort_vanzelf(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The page saves itself and gets one line back: where the text is now."""
    uitslag = bewaar_vanzelf(kenmerk=kenmerk, getypt=_getypt(request), door=request.lidmaatschap)
    context = {
        "uitslag": uitslag,
        "kenmerk": kenmerk,
        "nu": timezone.now(),
        "versie": _nog_gelezen(request, uitslag),
        "conflict": any(fout.code == CONFLICT for fout in uitslag.fouten.values()),
        "fouten": {fout.bericht for fout in uitslag.fouten.values() if fout.code != CONFLICT},
    }
    return render(request, "subsidies/kort_bewaard.html", context)


@met_rol(*LEZERS)
def kort_controle(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Check the answers against last year's, then agree and submit in one. A second click lands on the receipt."""
    lid = request.lidmaatschap
    deel = haal_formulier(lid, kenmerk)
    aanvraag = deel.aanvraag
    if aanvraag.stand != Aanvraag.Stand.CONCEPT:
        return redirect("subsidies:ingediend", kenmerk)
    if aanvraag.ingevoerd_door_id is not None:
        return redirect("subsidies:papier_indienen", kenmerk)
    dossier = met_bijlagen(laad_dossier(aanvraag))
    nu = inhoudshash(dossier, dossier.delen[0])
    tijdig = tijdigheid_nu(aanvraag, timezone.now())
    te_laat = tijdig.soort == Indiening.Tijdigheid.TE_LAAT
    form = KortIndienForm(invoer(request), initial={"gezien": nu}, te_laat=te_laat)
    if request.method == "POST":
        eis_ondertekenaar(lid, deel.organisatie)
        if form.is_valid():
            try:
                dien_alleen_in(
                    aanvraag_id=aanvraag.pk,
                    gezien=form.cleaned_data["gezien"],
                    toelichting=form.cleaned_data.get("toelichting", ""),
                    door=lid,
                )
            except DomeinFout as fout:
                if fout.code == "aanvraag.geen_concept":
                    return redirect("subsidies:ingediend", kenmerk)
                toon_fout(form, fout)
                zet_waarde(form, "gezien", nu)
            else:
                return redirect("subsidies:ingediend", kenmerk)
    vorige = vorige_van(aanvraag)
    context = {
        "aanvraag": aanvraag,
        "dossier": dossier,
        "deel": dossier.delen[0],
        "mist": [gemis for gemis in ontbreekt(dossier) if gemis.blokkeert and gemis.plek != "akkoord"],
        "vorige": vorige,
        "rijen": _met_vorig_jaar(dossier, vorige),
        "tekent": lid.rol == Rol.TEKENBEVOEGDE,
        "te_laat": te_laat,
        "tijdig": tijdig,
    }
    return antwoord(request, "subsidies/kort_controle.html", context, form=form)


def toon_kort(request: LidRequest, dossier: Dossier) -> HttpResponse:
    """The overview of an application on the short form. Who writes in it goes on writing."""
    lid, aanvraag = request.lidmaatschap, dossier.aanvraag
    concept = aanvraag.stand == Aanvraag.Stand.CONCEPT
    eigen = lid.organisatie_id == aanvraag.penvoerder_id
    voert_in = aanvraag.ingevoerd_door_id is not None
    schrijft = lid.rol == Rol.BELEIDSMEDEWERKER if voert_in else eigen and lid.rol in SCHRIJVERS
    if concept and schrijft:
        return redirect("subsidies:kort", aanvraag.kenmerk)
    context = {
        "dossier": dossier,
        "aanvraag": aanvraag,
        "concept": concept,
        "na_indienen": na_indienen(aanvraag, lid),
        "mist": gemis_per_wie(dossier, lid) if concept else [],
        "mag_intrekken": eigen
        and lid.rol == Rol.TEKENBEVOEGDE
        and Aanvraag.VERLOOP.mag(aanvraag.stand, Aanvraag.Stand.INGETROKKEN),
    }
    return render(request, "subsidies/kort_detail.html", context)


def _met_vorig_jaar(dossier: Dossier, vorige: Vorige | None) -> list[tuple[Any, bool, list[Verschilrij]]]:
    """Each question with whether it is word for word last year's, and else what differs."""
    toen = vorige.teksten if vorige else {}
    return [
        (
            vraag,
            vraag.beantwoord and toen.get(vraag.code) == vraag.tekst,
            verschilrijen([Rij("tekst", vraag.naam, toen[vraag.code])], [Rij("tekst", vraag.naam, vraag.tekst)])
            if toen.get(vraag.code)
            else [],
        )
        for vraag in dossier.vragen
    ]


def _getypt(request: LidRequest) -> Getypt:
    vragen = filter(None, map(VRAAG.fullmatch, request.POST))
    gelezen = StandForm(request.POST)
    geldig = gelezen.is_valid()
    return Getypt(
        teksten={int(vraag[1]): request.POST[vraag[0]].replace("\r\n", "\n") for vraag in vragen},
        data=request.POST,
        gelezen=gelezen.gelezen if geldig else {},
        blad=gelezen.cleaned_data.get("blad", ""),
    )


def _nog_gelezen(request: LidRequest, uitslag: Uitslag) -> str:
    """The versions after a save; of what was refused still the one that was read, so that the clash stays seen."""
    gelezen = _getypt(request).gelezen
    stukken = [
        f"{rij.pk}:{gelezen.get(str(rij.pk), 0) if rij.pk in uitslag.fouten else rij.versie}"
        for rij in uitslag.antwoorden
    ]
    return " ".join([*stukken, f"b:{gelezen.get('b', 0)}"])


def _toon(request: LidRequest, uitslag: Uitslag, getypt: Mapping[int, str], data: Any) -> HttpResponse:
    """The page; after a refusal with what was typed, and status 422."""
    deel, aanvraag = uitslag.deel, uitslag.deel.aanvraag
    klad = {rij.pk: rij.klad for rij in uitslag.antwoorden if rij.klad is not None}  # type: ignore[attr-defined]
    getypt = klad | dict(getypt)
    form = KortForm(antwoorden=uitslag.antwoorden, getypt=getypt)
    vorige = vorige_van(aanvraag)
    posten = posten_van(deel)
    parameters = parameters_op(aanvraag.regeling, timezone.localdate())
    context = {
        "aanvraag": aanvraag,
        "deel": deel,
        "rijen": _rijen(form, uitslag, getypt, vorige),
        "fouten": {veldnaam(pk): fout.bericht for pk, fout in uitslag.fouten.items() if fout.code != CONFLICT},
        "geld": _geld(deel, posten, data) if is_kort_geld(posten) else None,
        "geldfout": uitslag.geldfout,
        "geweigerd": not uitslag.gelukt,
        "bladen": " ".join(dict.fromkeys(deel.eigen_bladen)),  # type: ignore[attr-defined]  # read by the door
        "geld_klad": data is None and getattr(deel, "geld_klad", None) is not None,
        "geld_stond": als_bedragen(posten),
        "gevraagd": _gevraagd(aanvraag, posten),
        "vorige": vorige,
        "parameters": parameters,
        "stand": stand(uitslag.antwoorden, deel.begroting_versie),
        "blad": VersieForm()["blad"].value(),
        "lid": request.lidmaatschap,
        "tekent": request.lidmaatschap.rol == Rol.TEKENBEVOEGDE,
    }
    return render(request, "subsidies/kort.html", context, status=200 if data is None else ONVERWERKBAAR)


def _rijen(form: KortForm, uitslag: Uitslag, getypt: Mapping[int, str], vorige: Vorige | None) -> list[Vraagrij]:
    toen = vorige.teksten if vorige else {}
    rijen = []
    for rij in uitslag.antwoorden:
        assert rij.formuliervraag is not None  # noqa: S101 - only those are on this form
        oud = toen.get(rij.formuliervraag.code, "")
        tekst = getypt.get(rij.pk, rij.tekst)
        rijen.append(
            Vraagrij(
                veld=form[veldnaam(rij.pk)],
                overgenomen=bool(oud) and tekst == oud,
                staat_er=rij.tekst if tekst != rij.tekst else None,
                vorige=oud if tekst != oud else "",
            )
        )
    return rijen


def _geld(deel: Aanvraagdeel, posten: Sequence[Post], data: Any) -> BegrotingRegels:
    """As it was typed just now, as it was typed before and not saved, or as it is saved."""
    jaren = deel.aanvraag.jaren
    klad = getattr(deel, "geld_klad", None)
    if data is None or TOTAAL not in data:
        data = als_data(klad) if klad is not None and TOTAAL in klad else None
    geld = geldvragen(jaren, data)
    if data is None or not geld.forms:  # nonsense does not say how many lines it has
        geld = geldvragen(jaren, posten=posten)
    geld.is_valid()
    for veld in geld.forms[0].jaarvelden:
        veld.field.required = True  # drawn as what must be there in the end; a draft was judged before
    return geld


def _gevraagd(aanvraag: Aanvraag, posten: Sequence[Post]) -> list[tuple[int, Any]]:
    """Per year what is asked by what is saved, once something is."""
    return [
        (jaar, sum(post.teken * post.bedragen.get(jaar, 0) for post in posten)) for jaar in aanvraag.jaren if posten
    ]
