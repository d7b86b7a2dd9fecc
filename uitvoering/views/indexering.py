"""Indexing: the list, the preview, and how far it is."""

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.geld import als_bedrag
from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from thematafels.export import als_csv
from uitvoering.forms.indexering import IndexeringForm, StartForm, UitsluitForm
from uitvoering.models import Indexering
from uitvoering.selectors import indexering as selectors
from uitvoering.services import indexering as services
from uitvoering.toegang import haal_indexering, haal_indexeringsregel

PER_BLADZIJDE = 50
KOLOMMEN = (
    "kenmerk",
    "ontvanger",
    "waarvoor",
    "jaren",
    "was",
    "verhoging",
    "wordt",
    "stand",
    "reden",
    "past niet in",
    "brief",
)
STARTERS = (Rol.BESLUITNEMER, Rol.COLLEGE)


@require_safe
@met_rol(*GEMEENTE)
def indexeringen(request: LidRequest) -> HttpResponse:
    bladzijde = Paginator(selectors.indexeringen(), PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    mag_maken = request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER
    return antwoord(request, "uitvoering/indexeringen.html", {"bladzijde": bladzijde, "mag_maken": mag_maken})


@met_rol(Rol.BELEIDSMEDEWERKER)
def indexering_nieuw(request: LidRequest) -> HttpResponse:
    form = IndexeringForm(invoer(request))
    gemaakt: list[Indexering] = []
    if gelukt(form, lambda: gemaakt.append(services.stel_op(gegevens=form.gegevens, door=request.lidmaatschap))):
        return redirect("uitvoering:indexering", gemaakt[0].kenmerk)
    return antwoord(request, "uitvoering/indexering_nieuw.html", form=form)


@require_safe
@met_rol(*GEMEENTE)
def indexering(request: LidRequest, kenmerk: str) -> HttpResponse:
    """All grants with old, increase and new. In preparation: what does not fit; after that: how far it is."""
    lid = request.lidmaatschap
    rij = haal_indexering(lid, kenmerk)
    overzicht = selectors.overzicht(rij)
    in_voorbereiding = rij.stand == Indexering.Stand.CONCEPT
    zelf = rij.opgesteld_door.gebruiker_id == lid.gebruiker_id
    context = {
        "indexering": rij,
        "college": rij.collegebesluit or (selectors.college_van(rij) if in_voorbereiding else None),
        "overzicht": overzicht,
        "voortgang": overzicht.voortgang,
        "bladzijde": Paginator(overzicht.rijen, PER_BLADZIJDE).get_page(request.GET.get("bladzijde")),
        "mag_wijzigen": in_voorbereiding and lid.rol == Rol.BELEIDSMEDEWERKER,
        "mag_uitvoeren": lid.rol in STARTERS and not zelf,
        "start": StartForm(initial={"gezien": overzicht.gezien}),
    }
    return antwoord(request, "uitvoering/indexering.html", context)


@require_safe
@met_rol(*GEMEENTE)
def indexering_voortgang(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Only how far it is: asked for again while it is under way."""
    rij = haal_indexering(request.lidmaatschap, kenmerk)
    context = {"indexering": rij, "voortgang": selectors.voortgang(rij)}
    return render(request, "uitvoering/_indexering_voortgang.html", context)


@require_safe
@met_rol(*GEMEENTE)
def indexering_csv(request: LidRequest, kenmerk: str) -> StreamingHttpResponse:
    rij = haal_indexering(request.lidmaatschap, kenmerk)
    overzicht = selectors.overzicht(rij)
    jaren = " en ".join(map(str, overzicht.jaren))
    cellen = (
        (
            regel.kenmerk,
            regel.ontvanger,
            regel.waarvoor,
            jaren,
            *map(als_bedrag, (regel.was, regel.erbij, regel.wordt)),
            regel.stand_naam,
            regel.reden,
            regel.past_niet,
            regel.brief,
        )
        for regel in overzicht.rijen
    )
    return als_csv(f"indexering-{rij.jaar}-{rij.kenmerk}.csv", KOLOMMEN, cellen)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def indexering_berekenen(request: LidRequest, kenmerk: str) -> HttpResponse:
    rij = haal_indexering(request.lidmaatschap, kenmerk)
    doe(
        request,
        lambda: services.bereken_opnieuw(indexering_id=rij.pk, door=request.lidmaatschap),
        "Alle bedragen zijn opnieuw berekend.",
    )
    return redirect("uitvoering:indexering", kenmerk)


@require_POST
@met_rol(*STARTERS)
def indexering_starten(request: LidRequest, kenmerk: str) -> HttpResponse:
    rij = haal_indexering(request.lidmaatschap, kenmerk)
    gezien = StartForm(request.POST).waarde
    doe(
        request,
        lambda: services.start(indexering_id=rij.pk, gezien=gezien, door=request.lidmaatschap),
        "De indexering is gestart.",
    )
    return redirect("uitvoering:indexering", kenmerk)


@require_POST
@met_rol(*STARTERS)
def indexering_hervatten(request: LidRequest, kenmerk: str) -> HttpResponse:
    rij = haal_indexering(request.lidmaatschap, kenmerk)
    doe(
        request,
        lambda: services.probeer_opnieuw(indexering_id=rij.pk, door=request.lidmaatschap),
        "De gemarkeerde subsidies worden opnieuw geprobeerd.",
    )
    return redirect("uitvoering:indexering", kenmerk)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def indexering_intrekken(request: LidRequest, kenmerk: str) -> HttpResponse:
    rij = haal_indexering(request.lidmaatschap, kenmerk)
    doe(
        request,
        lambda: services.trek_in(indexering_id=rij.pk, door=request.lidmaatschap),
        "De indexering is ingetrokken. Er is niets besloten.",
    )
    return redirect("uitvoering:indexeringen")


@met_rol(Rol.BELEIDSMEDEWERKER)
def indexering_uitsluiten(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    """Leave one grant out, with the reason."""
    regel = haal_indexeringsregel(request.lidmaatschap, kenmerk, pk)
    form = UitsluitForm(invoer(request))
    if gelukt(
        form,
        lambda: services.sluit_uit(
            indexering_id=regel.indexering_id, regel_id=pk, door=request.lidmaatschap, **form.cleaned_data
        ),
    ):
        return redirect("uitvoering:indexering", kenmerk)
    context = {"indexering": regel.indexering, "regel": regel}
    return antwoord(request, "uitvoering/indexering_uitsluiten.html", context, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def indexering_meenemen(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    regel = haal_indexeringsregel(request.lidmaatschap, kenmerk, pk)
    doe(
        request,
        lambda: services.neem_mee(indexering_id=regel.indexering_id, regel_id=pk, door=request.lidmaatschap),
        f"{regel.subsidie.kenmerk} doet weer mee.",
    )
    return redirect("uitvoering:indexering", kenmerk)
