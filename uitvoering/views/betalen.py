"""What finance pays: due instalments, payment orders, and what the bank says became of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from begroting.toegang import ZIEN
from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import LidRequest, Rol, eis_rol, met_rol
from thematafels.export import als_csv
from uitvoering.betaalbestand import administratie, opslag
from uitvoering.betaalbestand.inlezen import lees_terugmelding
from uitvoering.forms.betalen import BetaalbatchForm, BetaaldForm, TeruggekomenForm, TerugmeldingForm, TotForm
from uitvoering.models import Betaalbatch, Betaling
from uitvoering.selectors import betaalbatches as selectors
from uitvoering.selectors.betaalbaar import te_betalen
from uitvoering.services import betaalbatch as services
from uitvoering.services import betaald
from uitvoering.services.betaald import Verwerkt

PER_BLADZIJDE = 100
Stand = Betaalbatch.Stand


@met_rol(*ZIEN)
def betaalbaar(request: LidRequest) -> HttpResponse:
    """The open instalments up to a day; POST puts those that were chosen in a payment order."""
    lid, vandaag = request.lidmaatschap, timezone.localdate()
    if request.method == "POST":
        eis_rol(lid, Rol.FINANCIEEL)
    tot_form = TotForm(request.GET or None)
    tot = (tot_form.cleaned_data["tot_en_met"] if tot_form.is_valid() else None) or vandaag
    rijen = te_betalen(tot, vandaag, lid)
    vrij = [rij for rij in rijen if not rij.redenen]
    form = BetaalbatchForm(invoer(request), vrij=vrij)
    gemaakt: list[Betaalbatch] = []

    def stel_samen() -> None:
        gemaakt.append(
            services.stel_samen(termijn_ids=form.gekozen(), betaaldag=form.cleaned_data["betaaldag"], door=lid)
        )

    if gelukt(form, stel_samen):
        messages.success(request, "De betaalopdracht ligt klaar. Een collega keurt haar goed.")
        return redirect("uitvoering:betaalbatch", gemaakt[0].kenmerk)
    context = {
        "tot_form": tot_form,
        "tot": tot,
        "bladzijde": Paginator(rijen, PER_BLADZIJDE).get_page(request.GET.get("bladzijde")),
        "vrij": vrij,
        "bedrag": sum((rij.bedrag for rij in vrij), NUL),
        "mag_betalen": lid.rol == Rol.FINANCIEEL,
    }
    return antwoord(request, "uitvoering/betaalbaar.html", context, form=form)


@require_safe
@met_rol(*ZIEN)
def betaalbatches(request: LidRequest) -> HttpResponse:
    bladzijde, rijen = selectors.batches(request.GET.get("bladzijde"))
    context = {"bladzijde": bladzijde, "rijen": rijen, "mag_betalen": request.lidmaatschap.rol == Rol.FINANCIEEL}
    return antwoord(request, "uitvoering/betaalbatches.html", context)


@require_safe
@met_rol(*ZIEN)
def betaalbatch(request: LidRequest, kenmerk: str) -> HttpResponse:
    lid, batch = request.lidmaatschap, selectors.haal_batch(kenmerk)
    rijen = selectors.betalingrijen(batch, lid)
    financieel = lid.rol == Rol.FINANCIEEL
    context = {
        "batch": batch,
        "rijen": rijen,
        "bedrag": sum((rij.betaling.bedrag for rij in rijen), NUL),
        "mag_wijzigen": financieel and batch.stand in selectors.VOOR_DE_BANK,
        "mag_goedkeuren": financieel
        and batch.stand == Stand.CONCEPT
        and batch.opgesteld_door.gebruiker_id != lid.gebruiker_id,
        "mag_exporteren": financieel and batch.stand == Stand.GOEDGEKEURD,
        "mag_melden": financieel and batch.stand in {Stand.GEEXPORTEERD, Stand.AFGESLOTEN},
        "wacht": any(rij.betaling.stand == Betaling.Stand.ONDERWEG for rij in rijen),
    }
    return antwoord(request, "uitvoering/betaalbatch.html", context)


@require_POST
@met_rol(Rol.FINANCIEEL)
def betaalbatch_goedkeuren(request: LidRequest, kenmerk: str) -> HttpResponse:
    batch = selectors.haal_batch(kenmerk)
    doe(
        request,
        lambda: services.keur_goed(batch_id=batch.pk, door=request.lidmaatschap),
        "De opdracht is goedgekeurd. Zij kan naar de bank.",
    )
    return redirect("uitvoering:betaalbatch", kenmerk)


@require_POST
@met_rol(Rol.FINANCIEEL)
def betaalbatch_exporteren(request: LidRequest, kenmerk: str) -> HttpResponse:
    batch = selectors.haal_batch(kenmerk)
    doe(
        request,
        lambda: services.exporteer(batch_id=batch.pk, door=request.lidmaatschap),
        "Het betaalbestand is gemaakt. Geef het aan de bank.",
    )
    return redirect("uitvoering:betaalbatch", kenmerk)


@require_POST
@met_rol(Rol.FINANCIEEL)
def betaalbatch_vervallen(request: LidRequest, kenmerk: str) -> HttpResponse:
    batch = selectors.haal_batch(kenmerk)
    doe(
        request,
        lambda: services.laat_vervallen(batch_id=batch.pk, door=request.lidmaatschap),
        "De opdracht is vervallen. De termijnen staan weer open.",
    )
    return redirect("uitvoering:betaalbatch", kenmerk)


@require_POST
@met_rol(Rol.FINANCIEEL)
def betaling_uitnemen(request: LidRequest, kenmerk: str) -> HttpResponse:
    betaling = selectors.haal_betaling(kenmerk)
    doe(
        request,
        lambda: services.neem_uit(betaling_id=betaling.pk, door=request.lidmaatschap),
        "De betaling is uit de opdracht. De termijn staat weer open.",
    )
    return redirect("uitvoering:betaalbatch", betaling.batch.kenmerk)


@require_safe
@met_rol(Rol.FINANCIEEL)
def betaalbatch_bestand(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The file for the bank: the same bytes every time."""
    batch = selectors.haal_batch(kenmerk)
    try:
        inhoud = opslag.lees(batch)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("uitvoering:betaalbatch", kenmerk)
    return HttpResponse(
        inhoud,
        content_type="application/xml",
        headers={
            "Content-Disposition": content_disposition_header(True, f"betaalopdracht-{kenmerk}.xml") or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@require_safe
@met_rol(Rol.FINANCIEEL)
def betaalbatch_csv(request: LidRequest, kenmerk: str) -> StreamingHttpResponse:
    """For the financial administration."""
    batch = selectors.haal_batch(kenmerk)
    rijen = administratie.als_rijen(selectors.betalingen_van(batch))
    return als_csv(f"betaalopdracht-{kenmerk}.csv", administratie.KOLOMMEN, rijen)


@met_rol(Rol.FINANCIEEL)
def betaald_melden(request: LidRequest, kenmerk: str) -> HttpResponse:
    """By hand: which payments of an order left, and when."""
    batch = selectors.haal_batch(kenmerk)
    onderweg = [rij for rij in selectors.betalingen_van(batch) if rij.stand == Betaling.Stand.ONDERWEG]
    form = BetaaldForm(invoer(request), betalingen=onderweg)
    if gelukt(
        form,
        lambda: betaald.meld_betaald(
            betaling_ids=form.cleaned_data["betalingen"], dag=form.cleaned_data["dag"], door=request.lidmaatschap
        ),
    ):
        messages.success(request, "De betalingen zijn geboekt.")
        return redirect("uitvoering:betaalbatch", kenmerk)
    return antwoord(request, "uitvoering/betaald_melden.html", {"batch": batch, "onderweg": onderweg}, form=form)


@met_rol(Rol.FINANCIEEL)
def betaling_teruggekomen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """By hand: one payment was refused by the bank, or its money came back."""
    betaling = selectors.haal_betaling(kenmerk)
    form = TeruggekomenForm(invoer(request))
    if gelukt(
        form,
        lambda: betaald.meld_teruggekomen(betaling_id=betaling.pk, door=request.lidmaatschap, **form.cleaned_data),
    ):
        messages.success(request, "De termijn staat weer open.")
        return redirect("uitvoering:betaalbatch", betaling.batch.kenmerk)
    return antwoord(request, "uitvoering/betaling_teruggekomen.html", {"betaling": betaling}, form=form)


@met_rol(Rol.FINANCIEEL)
def betaalterugmelding(request: LidRequest) -> HttpResponse:
    """A file of the bank or of the financial administration."""
    form = TerugmeldingForm(invoer(request), request.FILES or None)
    uitslag: list[Verwerkt] = []
    if gelukt(
        form,
        lambda: uitslag.append(
            betaald.verwerk(
                uitkomsten=lees_terugmelding(form.cleaned_data["bestand"].read()), door=request.lidmaatschap
            )
        ),
    ):
        [telling] = uitslag
        messages.success(
            request,
            f"Verwerkt: {telling.betaald} betaald, {telling.teruggekomen} teruggekomen, {telling.bekend} al bekend, "
            f"{telling.onbekend} van anderen.",
        )
        return redirect("uitvoering:betaalbatches")
    return antwoord(request, "uitvoering/betaalterugmelding.html", form=form)
