"""The comments on an application: read, place, answer, settle. Each works with a plain form and without JavaScript."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kern.views import antwoord, doe, gelukt
from organisaties.toegang import LidRequest, met_rol
from subsidies.forms.opmerking import OpmerkingForm, ReactieForm
from subsidies.models import Aanvraag, Opmerking
from subsidies.onderdelen import vind_soort
from subsidies.onderdelen.secties import Sectie, secties_van
from subsidies.regels.opmerken import Spreker, eis_recht
from subsidies.selectors.opmerkingen import HEEL, Draad, Gesprek, gesprek_over, over_van, spreker_in
from subsidies.services import opmerking as services
from subsidies.toegang import LEZERS, haal_aanvraag, haal_opmerking

PER_BLADZIJDE = 100
BIJ_HET_ONDERDEEL = "onderdeel"  # the form stood on the page of the section: back to there
VERDWENEN = Sectie(over="", naam="Verwijderde voorziening", groep="", url="")
STANDEN: Mapping[str, Callable[[Draad], bool]] = {
    "open": lambda draad: draad.is_open,
    "afgehandeld": lambda draad: not draad.is_open,
}


@dataclass(frozen=True, slots=True)
class Keuze:
    """What of the comments is shown: open or settled, whose, and about which section; empty: all."""

    stand: str
    van: str
    over: str

    @classmethod
    def uit(cls, request: HttpRequest) -> "Keuze":
        stand, van = request.GET.get("stand", ""), request.GET.get("van", "")
        return cls(
            stand if stand in STANDEN else "open",
            van if van in {"mij", "deel", "wacht"} else "",
            request.GET.get("over", ""),
        )

    def __str__(self) -> str:
        """As it stands in an address."""
        return urlencode({naam: waarde for naam in self.__slots__ if (waarde := getattr(self, naam))})


@require_safe
@met_rol(*LEZERS)
def opmerkingen(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _toon(request, haal_aanvraag(request.lidmaatschap, kenmerk))


@require_POST
@met_rol(*LEZERS)
def opmerking_nieuw(request: LidRequest, kenmerk: str) -> HttpResponse:
    lid = request.lidmaatschap
    aanvraag = haal_aanvraag(lid, kenmerk)
    spreker = spreker_in(aanvraag, lid)
    eis_recht(spreker)
    form = _nieuw(spreker, secties_van(aanvraag, spreker), request)
    nieuw: list[Opmerking] = []

    def plaats() -> None:
        soort, onderdeel = form.onderdeel
        nieuw.append(
            services.plaats_opmerking(
                aanvraag_id=aanvraag.pk,
                soort=soort,
                onderdeel=onderdeel,
                tekst=form.cleaned_data["tekst"],
                zichtbaarheid=form.zichtbaar_voor,
                door=lid,
            )
        )

    if gelukt(form, plaats):
        messages.success(request, "Uw opmerking is geplaatst.")
        return _terug(request, aanvraag, nieuw[0], Keuze("open", "", ""))
    return _toon(request, aanvraag, nieuw=form)


@require_POST
@met_rol(*LEZERS)
def opmerking_antwoord(request: LidRequest, kenmerk: str, opmerking_id: int) -> HttpResponse:
    lid = request.lidmaatschap
    opmerking = haal_opmerking(lid, kenmerk, opmerking_id)
    eis_recht(spreker_in(opmerking.aanvraag, lid), opmerking.zichtbaarheid)
    form = ReactieForm(request.POST, auto_id=f"id_{opmerking_id}_%s")

    def beantwoord() -> None:
        services.beantwoord(opmerking_id=opmerking.pk, tekst=form.cleaned_data["tekst"], door=lid)

    if gelukt(form, beantwoord):
        messages.success(request, "Uw antwoord is geplaatst.")
        return _terug(request, opmerking.aanvraag, opmerking, Keuze.uit(request))
    return _toon(request, opmerking.aanvraag, reactie=form, bij=opmerking)


@require_POST
@met_rol(*LEZERS)
def opmerking_afhandelen(request: LidRequest, kenmerk: str, opmerking_id: int) -> HttpResponse:
    return _zet(request, kenmerk, opmerking_id, services.handel_af, "De opmerking is afgehandeld.")


@require_POST
@met_rol(*LEZERS)
def opmerking_heropenen(request: LidRequest, kenmerk: str, opmerking_id: int) -> HttpResponse:
    return _zet(request, kenmerk, opmerking_id, services.heropen, "De opmerking is weer open.")


def _zet(
    request: LidRequest, kenmerk: str, opmerking_id: int, daad: Callable[..., Opmerking], melding: str
) -> HttpResponse:
    lid = request.lidmaatschap
    opmerking = haal_opmerking(lid, kenmerk, opmerking_id)
    eis_recht(spreker_in(opmerking.aanvraag, lid), opmerking.zichtbaarheid)
    doe(request, lambda: daad(opmerking_id=opmerking.pk, door=lid), melding)
    return _terug(request, opmerking.aanvraag, opmerking, Keuze.uit(request))


def _terug(request: HttpRequest, aanvraag: Aanvraag, opmerking: Opmerking, keuze: Keuze) -> HttpResponse:
    """To the comment, on the page from which it was sent."""
    soort, pk = opmerking.soort, opmerking.onderdeel
    if soort and request.GET.get("terug") == BIJ_HET_ONDERDEEL:
        pagina = reverse(vind_soort(soort).pagina, args=[aanvraag.kenmerk, pk])
    else:
        pagina = f"{reverse('subsidies:opmerkingen', args=[aanvraag.kenmerk])}?{keuze}"
    return redirect(f"{pagina}#opmerking-{opmerking.pk}")


def _nieuw(spreker: Spreker, secties: Sequence[Sectie], request: HttpRequest | None = None) -> OpmerkingForm:
    groepen = [
        (groep, [(sectie.over, sectie.naam) for sectie in leden])
        for groep, leden in groupby(secties, key=lambda sectie: sectie.groep)
    ]
    onderdelen = [keuze for groep, keuzes in groepen for keuze in ([(groep, keuzes)] if groep else keuzes)]
    return OpmerkingForm(
        request.POST if request else None,
        onderdelen=onderdelen,
        voor=spreker.kan_kiezen if spreker.is_gemeente else None,
        auto_id="nieuw_%s",
    )


def _toon(
    request: LidRequest,
    aanvraag: Aanvraag,
    *,
    nieuw: OpmerkingForm | None = None,
    reactie: ReactieForm | None = None,
    bij: Opmerking | None = None,
) -> HttpResponse:
    """The page; a refused form stands in it as it was filled in, open, at its own comment."""
    lid = request.lidmaatschap
    keuze = Keuze("", "", over_van(bij.soort, bij.onderdeel)) if bij else Keuze.uit(request)
    gesprek = gesprek_over(aanvraag, lid)
    secties = secties_van(aanvraag, gesprek.spreker)
    per_over = {sectie.over: sectie for sectie in secties}
    gekozen = _kies(gesprek, keuze, aanvraag)
    plek = {over: nummer for nummer, over in enumerate(per_over)}
    gekozen.sort(key=lambda draad: plek.get(draad.over, len(plek)))
    bladzijde = Paginator(gekozen, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    if gesprek.spreker.kan_kiezen and nieuw is None:
        nieuw = _nieuw(gesprek.spreker, secties)
        nieuw.initial["over"] = keuze.over or HEEL
    context = {
        "aanvraag": aanvraag,
        "gesprek": gesprek,
        "keuze": keuze,
        "sectie": per_over.get(keuze.over),
        "bladzijde": bladzijde,
        "groepen": [
            (per_over.get(over, VERDWENEN), list(draden))
            for over, draden in groupby(bladzijde, key=lambda draad: draad.over)
        ],
        "nieuw": nieuw,
        "reactie": reactie,
        "bij": bij,
        "eigen": lid.is_partner,
    }
    return antwoord(request, "subsidies/opmerkingen.html", context, form=reactie or nieuw)


def _kies(gesprek: Gesprek, keuze: Keuze, aanvraag: Aanvraag) -> list[Draad]:
    spreker = gesprek.spreker
    van: Mapping[str, Callable[[Draad], bool]] = {
        "mij": lambda draad: draad.is_van(spreker.gebruiker_id),
        "deel": lambda draad: draad.eigenaar == spreker.organisatie_id,
        "wacht": lambda draad: draad.wacht_op(spreker, aanvraag.penvoerder_id),
    }
    past = [STANDEN.get(keuze.stand, bool), van.get(keuze.van, bool)]
    return [
        draad for draad in gesprek.draden if all(klopt(draad) for klopt in past) and keuze.over in {"", draad.over}
    ]
