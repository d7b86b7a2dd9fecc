"""Judging an account: its parts one by one, questions and answers, and closing the whole."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.views import antwoord as toon
from kern.views import doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, eis_rol, met_rol
from verantwoording.forms.beoordelen import AntwoordForm, BevindingForm, GeheelForm
from verantwoording.models import Bevinding, Deelverslag, Verantwoording, Verhaal
from verantwoording.oordeeltoegang import BETROKKENEN, haal_te_beantwoorden_vraag, haal_te_beoordelen_deel
from verantwoording.regels.afronden import beletsels
from verantwoording.selectors.beoordeling import afrondstand, deelregels, laatste_stuk
from verantwoording.selectors.bevindingen import bevindingen_bij, bevindingen_op_het_geheel
from verantwoording.selectors.deelverslag import stand_van
from verantwoording.selectors.inbreng import teksten_erbij
from verantwoording.selectors.overzicht import samenstand
from verantwoording.services import beoordelen as services
from verantwoording.services.beoordelen import Waarover
from verantwoording.toegang import (
    SCHRIJFROLLEN,
    haal_verantwoording,
    haalt_verhaal_weg,
    schrijft,
    tekent,
    voert_in,
)

ALLEEN_BELEID = "Een beleidsmedewerker beoordeelt een verantwoording."
IN = (Deelverslag.Stand.INGEDIEND, Deelverslag.Stand.VRAAG)


@met_rol(*GEMEENTE)
def beoordelen(request: LidRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """The account of a table: whose part waits for whom, what was found of the whole, and closing it."""
    lid = request.lidmaatschap
    verantwoording = haal_verantwoording(lid, kenmerk, jaar, **teksten_erbij())
    beleid = lid.rol == Rol.BELEIDSMEDEWERKER
    form = GeheelForm(invoer(request))
    if request.method == "POST":
        eis_rol(lid, Rol.BELEIDSMEDEWERKER, reden=ALLEEN_BELEID)

    def noteer() -> None:
        services.noteer(waarover=Waarover(verantwoording.pk), door=lid, **form.cleaned_data)

    if gelukt(form, noteer):
        messages.success(request, "De bevinding is bewaard.")
        return redirect("verantwoording:beoordelen", kenmerk, jaar)
    delen, stuk = deelregels(verantwoording), laatste_stuk(verantwoording)
    stand = verantwoording.stand
    mag_afronden = beleid and stand == Verantwoording.Stand.INGEDIEND
    belet = beletsels(afrondstand(verantwoording, delen, stuk)) if mag_afronden else []
    form.is_hoofdzaak = bool(belet) or not mag_afronden
    context = {
        "verantwoording": verantwoording,
        "aanvraag": verantwoording.aanvraag,
        "toestand": samenstand(verantwoording, lid),
        "delen": delen,
        "aanvaard": sum(deel.stand == Deelverslag.Stand.AANVAARD for deel in delen),
        "bevindingen": bevindingen_op_het_geheel(verantwoording),
        "stuk": stuk,
        "beletsels": belet,
        "beleid": beleid,
        "mag_noteren": beleid and stand != Verantwoording.Stand.OPEN,
        "mag_afronden": mag_afronden,
    }
    return toon(request, "verantwoording/beoordelen.html", context, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def afronden(request: LidRequest, kenmerk: str, jaar: int) -> HttpResponse:
    verantwoording = haal_verantwoording(request.lidmaatschap, kenmerk, jaar)
    doe(
        request,
        lambda: services.rond_af(verantwoording_id=verantwoording.pk, door=request.lidmaatschap),
        "De verantwoording is afgerond.",
    )
    return redirect("verantwoording:beoordelen", kenmerk, jaar)


@met_rol(*BETROKKENEN)
def beoordelen_deel(request: LidRequest, kenmerk: str, deelverslag_id: int) -> HttpResponse:
    """One part whole, with what was asked and found. The participant reads along and answers."""
    lid = request.lidmaatschap
    deelverslag = haal_te_beoordelen_deel(lid, kenmerk, deelverslag_id)
    if request.method == "POST":
        eis_rol(lid, Rol.BELEIDSMEDEWERKER, reden=ALLEEN_BELEID)
    stand = stand_van(deelverslag)
    form = BevindingForm(
        invoer(request),
        activiteiten=[activiteit.verslag for activiteit in stand.activiteiten],
        mag_vragen=deelverslag.stand in IN,
    )
    if gelukt(form, lambda: _schrijf(request, deelverslag, form)):
        vraag = form.cleaned_data["soort"] == Bevinding.Soort.VRAAG
        messages.success(request, "De vraag is verstuurd." if vraag else "De bevinding is bewaard.")
        return redirect("verantwoording:beoordelen_deel", kenmerk, deelverslag_id)
    context = _deel(request, deelverslag, stand)
    form.is_hoofdzaak = not context["mag_aanvaarden"]
    return toon(request, "verantwoording/beoordelen_deel.html", context, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def deel_aanvaarden(request: LidRequest, kenmerk: str, deelverslag_id: int) -> HttpResponse:
    deelverslag = haal_te_beoordelen_deel(request.lidmaatschap, kenmerk, deelverslag_id)
    doe(
        request,
        lambda: services.aanvaard(deelverslag_id=deelverslag.pk, door=request.lidmaatschap),
        "Het verslag is aanvaard.",
    )
    return redirect("verantwoording:beoordelen_deel", kenmerk, deelverslag_id)


@met_rol(*SCHRIJFROLLEN)
def antwoord(request: LidRequest, kenmerk: str, bevinding_id: int) -> HttpResponse:
    """By who writes for the participant. Afterwards a signatory hands the part in again."""
    lid = request.lidmaatschap
    vraag = haal_te_beantwoorden_vraag(lid, kenmerk, bevinding_id)
    form = AntwoordForm(invoer(request))

    def beantwoord() -> None:
        services.beantwoord(bevinding_id=vraag.pk, door=lid, **form.cleaned_data)

    if gelukt(form, beantwoord):
        messages.success(request, "Uw antwoord is bewaard. Pas zo nodig uw verslag aan, en dien het opnieuw in.")
        return redirect("verantwoording:beoordelen_deel", kenmerk, vraag.deelverslag_id)
    deelverslag = vraag.deelverslag
    context = {
        "vraag": vraag,
        "deelverslag": deelverslag,
        "verantwoording": deelverslag.verantwoording if deelverslag else None,
        "aanvraag": deelverslag.verantwoording.aanvraag if deelverslag else None,
    }
    return toon(request, "verantwoording/antwoord.html", context, form=form)


def _schrijf(request: LidRequest, deelverslag: Any, form: BevindingForm) -> None:
    tekst, lid = form.cleaned_data["tekst"], request.lidmaatschap
    if form.cleaned_data["soort"] == Bevinding.Soort.VRAAG:
        services.vraag(
            deelverslag_id=deelverslag.pk, verslag_id=form.verslag_id, niveau=form.niveau, tekst=tekst, door=lid
        )
    else:
        waarover = Waarover(deelverslag.verantwoording_id, deelverslag.pk, form.verslag_id, form.niveau)
        services.noteer(waarover=waarover, tekst=tekst, door=lid)


def _deel(request: LidRequest, deelverslag: Any, stand: Any) -> dict[str, Any]:
    lid = request.lidmaatschap
    beleid = lid.rol == Rol.BELEIDSMEDEWERKER
    verhalen = Verhaal.objects.filter(verslag__deelverslag=deelverslag).select_related("stadsdeel")
    bevindingen = bevindingen_bij(deelverslag)
    per_verslag = {activiteit.verslag.pk: [] for activiteit in stand.activiteiten}  # type: dict[int, list[Verhaal]]
    for verhaal in verhalen:
        per_verslag.setdefault(verhaal.verslag_id, []).append(verhaal)
    opnieuw = deelverslag.stand == Deelverslag.Stand.VRAAG and (
        tekent(lid, deelverslag) or voert_in(lid, deelverslag.verantwoording.aanvraag)
    )
    return {
        "deelverslag": deelverslag,
        "verantwoording": deelverslag.verantwoording,
        "aanvraag": deelverslag.verantwoording.aanvraag,
        "stand": stand,
        "activiteiten": [(een, per_verslag[een.verslag.pk]) for een in stand.activiteiten],
        "bevindingen": bevindingen,
        "beleid": beleid,
        "mag_aanvaarden": beleid and deelverslag.stand == Deelverslag.Stand.INGEDIEND,
        "niet_hersteld": deelverslag.stand == Deelverslag.Stand.OPEN
        and deelverslag.hersteltermijn is not None
        and deelverslag.hersteltermijn < timezone.localdate(),
        "mag_antwoorden": schrijft(lid, deelverslag),
        "haalt_weg": haalt_verhaal_weg(lid, deelverslag),
        "mag_opnieuw": opnieuw and not stand.vragen,
    }
