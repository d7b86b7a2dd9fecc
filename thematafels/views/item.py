"""The parts of a call, one by one: the same three pages for every kind."""

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import LidRequest, met_rol
from thematafels import services
from thematafels.forms import RedenFormulier, item_form
from thematafels.models import Thema, Uitvraag
from thematafels.soorten import ItemSoort
from thematafels.toegang import haal_item, haal_soort, haal_thema, haal_uitvraag


def _terug_naar(item: models.Model, soort: ItemSoort, uitvraag: Uitvraag) -> str:
    """The page on which this part stands."""
    if soort.ouder == "uitvraag":
        return reverse("thematafels:uitvraag_detail", args=[uitvraag.kenmerk])
    thema: Thema = item.thema  # type: ignore[attr-defined]  # every kind below a theme has it
    return reverse("thematafels:thema_detail", args=[uitvraag.kenmerk, thema.code])


@met_rol()
def item_nieuw(request: LidRequest, kenmerk: str, soort: str, code: str = "") -> HttpResponse:
    """`code` names the theme for a kind that hangs on one."""
    item_soort = haal_soort(soort)
    if (item_soort.ouder == "thema") != bool(code):
        raise Http404
    thema = haal_thema(request.lidmaatschap, kenmerk, code, "wijzigen") if code else None
    uitvraag = thema.uitvraag if thema else haal_uitvraag(request.lidmaatschap, kenmerk, "wijzigen")
    ouder = thema or uitvraag
    form = item_form(item_soort)(invoer(request), met_reden=uitvraag.stand == Uitvraag.Stand.GEPUBLICEERD)
    if gelukt(
        form,
        lambda: services.voeg_item_toe(
            soort=soort, ouder_id=ouder.pk, gegevens=form.gegevens, reden=form.reden, door=request.lidmaatschap
        ),
    ):
        messages.success(request, f"Toegevoegd: {item_soort.naam}.")
        naam, args = ("thema_detail", [kenmerk, code]) if code else ("uitvraag_detail", [kenmerk])
        return redirect(f"thematafels:{naam}", *args)
    context = {"uitvraag": uitvraag, "thema": thema, "soort": item_soort}
    return antwoord(request, "thematafels/item_nieuw.html", context, form=form)


@met_rol()
def item_wijzig(request: LidRequest, kenmerk: str, soort: str, pk: int) -> HttpResponse:
    item_soort = haal_soort(soort)
    uitvraag = haal_uitvraag(request.lidmaatschap, kenmerk, "wijzigen")
    item = haal_item(uitvraag, item_soort, pk)
    terug = _terug_naar(item, item_soort, uitvraag)
    form = item_form(item_soort)(
        invoer(request), instance=item, met_reden=uitvraag.stand == Uitvraag.Stand.GEPUBLICEERD
    )
    if request.method == "POST" and not form.has_changed():
        messages.info(request, "U hebt niets gewijzigd.")
        return redirect(terug)
    if gelukt(
        form,
        lambda: services.wijzig_item(
            soort=soort, item_id=pk, gegevens=form.gegevens, reden=form.reden, door=request.lidmaatschap
        ),
    ):
        messages.success(request, f"Gewijzigd: {item_soort.naam}.")
        return redirect(_terug_naar(haal_item(uitvraag, item_soort, pk), item_soort, uitvraag))
    context = {"uitvraag": uitvraag, "item": item, "soort": item_soort, "terug": terug}
    return antwoord(request, "thematafels/item_wijzig.html", context, form=form)


@met_rol()
def item_verwijder(request: LidRequest, kenmerk: str, soort: str, pk: int) -> HttpResponse:
    item_soort = haal_soort(soort)
    uitvraag = haal_uitvraag(request.lidmaatschap, kenmerk, "wijzigen")
    item = haal_item(uitvraag, item_soort, pk)
    terug = _terug_naar(item, item_soort, uitvraag)
    form = RedenFormulier(
        request.POST if request.method == "POST" else None,
        met_reden=uitvraag.stand == Uitvraag.Stand.GEPUBLICEERD,
        knop="Verwijder",
    )
    if gelukt(
        form,
        lambda: services.verwijder_item(soort=soort, item_id=pk, reden=form.reden, door=request.lidmaatschap),
    ):
        messages.success(request, f"Verwijderd: {item_soort.naam}.")
        return redirect(terug)
    context = {"uitvraag": uitvraag, "item": item, "soort": item_soort, "terug": terug}
    return antwoord(request, "thematafels/item_verwijder.html", context, form=form)
