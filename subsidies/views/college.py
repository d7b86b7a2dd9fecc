"""The second road to a decision: a proposal to the college, what the college decided, and carrying that out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from brieven.documenten.odt import SOORT as ODT
from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from subsidies.forms.college import CollegeregistratieForm, CollegevoorstelForm
from subsidies.models import Collegebesluit
from subsidies.selectors.college import Collegestuk, collegebesluiten, laad_collegestuk, voor_te_stellen
from subsidies.services import collegebesluit
from subsidies.uitvoer.collegestuk import college_als_odt, college_als_pdf
from subsidies.views.uitvoer import PDF, geef

PER_BLADZIJDE = 60


@require_safe
@met_rol(*GEMEENTE)
def college_lijst(request: LidRequest) -> HttpResponse:
    bladzijde = Paginator(collegebesluiten(), PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    context = {"bladzijde": bladzijde, "mag_voorstellen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER}
    return render(request, "subsidies/college_lijst.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def college_nieuw(request: LidRequest) -> HttpResponse:
    zaken: list[tuple[int | str, str]] = [
        (rij.pk, f"{rij.naam}, {rij.periode} ({rij.kenmerk})") for rij in voor_te_stellen()
    ]
    form = CollegevoorstelForm(invoer(request), zaken=zaken)
    gemaakt: list[Collegebesluit] = []

    def stel_voor() -> None:
        data = form.cleaned_data
        gemaakt.append(
            collegebesluit.stel_voor(
                onderwerp=data["onderwerp"],
                toelichting=data["toelichting"],
                aanvraag_ids=[int(pk) for pk in data["zaken"]],
                door=request.lidmaatschap,
            )
        )

    if gelukt(form, stel_voor):
        messages.success(request, "Het voorstel is gemaakt. U kunt het downloaden voor de agenda van het college.")
        return redirect("subsidies:college_detail", gemaakt[0].kenmerk)
    return antwoord(request, "subsidies/college_nieuw.html", {"zaken": zaken}, form=form)


@require_safe
@met_rol(*GEMEENTE)
def college_detail(request: LidRequest, kenmerk: str) -> HttpResponse:
    rol, stuk = request.lidmaatschap.rol, _laad(kenmerk)
    stand = stuk.besluit.stand
    context = {
        "stuk": stuk,
        "mag_wijzigen": rol == Rol.BELEIDSMEDEWERKER and stand == Collegebesluit.Stand.VOORSTEL,
        "mag_eruit": rol == Rol.BELEIDSMEDEWERKER and stand != Collegebesluit.Stand.INGETROKKEN,
        "mag_punt_eruit": rol == (Rol.BELEIDSMEDEWERKER if stand == Collegebesluit.Stand.VOORSTEL else Rol.COLLEGE),
        "mag_registreren": rol == Rol.COLLEGE and stand == Collegebesluit.Stand.VOORSTEL,
        "mag_opnieuw": rol == Rol.COLLEGE and bool(stuk.fouten),
    }
    return render(request, "subsidies/college_detail.html", context)


@require_safe
@met_rol(*GEMEENTE)
def college_voortgang(request: LidRequest, kenmerk: str) -> HttpResponse:
    """How far it is: the part of the page that asks for itself again while cases are being decided."""
    return render(request, "subsidies/_college_voortgang.html", {"stuk": _laad(kenmerk)})


@require_safe
@met_rol(*GEMEENTE)
def college_pdf(request: LidRequest, kenmerk: str) -> HttpResponse:
    stuk, terug = _laad(kenmerk), redirect("subsidies:college_detail", kenmerk)
    return geef(request, lambda: college_als_pdf(stuk), f"{kenmerk}-{stuk.besluit.onderwerp}", "pdf", PDF, terug)


@require_safe
@met_rol(*GEMEENTE)
def college_odt(request: LidRequest, kenmerk: str) -> HttpResponse:
    stuk, terug = _laad(kenmerk), redirect("subsidies:college_detail", kenmerk)
    return geef(request, lambda: college_als_odt(stuk), f"{kenmerk}-{stuk.besluit.onderwerp}", "odt", ODT, terug)


@met_rol(Rol.COLLEGE)
def college_registreren(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Record what the college decided; then all cases are decided and their letters made."""
    besluit = _haal(kenmerk)
    form = CollegeregistratieForm(invoer(request))

    def registreer() -> None:
        data = form.cleaned_data
        collegebesluit.registreer(
            collegebesluit_id=besluit.pk,
            nummer=data["nummer"],
            datum=data["datum"],
            verzenddatum=data["verzenddatum"],
            door=request.lidmaatschap,
        )

    if gelukt(form, registreer):
        messages.success(request, "Het besluit is geregistreerd. De zaken worden nu één voor één afgehandeld.")
        return redirect("subsidies:college_detail", kenmerk)
    return antwoord(request, "subsidies/college_registreren.html", {"besluit": besluit}, form=form)


@require_POST
@met_rol(Rol.COLLEGE)
def college_opnieuw(request: LidRequest, kenmerk: str) -> HttpResponse:
    besluit = _haal(kenmerk)
    doe(
        request,
        lambda: collegebesluit.probeer_opnieuw(collegebesluit_id=besluit.pk, door=request.lidmaatschap),
        "Wij proberen het opnieuw met de zaken die niet lukten.",
    )
    return redirect("subsidies:college_detail", kenmerk)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def college_intrekken(request: LidRequest, kenmerk: str) -> HttpResponse:
    besluit = _haal(kenmerk)
    doe(
        request,
        lambda: collegebesluit.trek_in(collegebesluit_id=besluit.pk, door=request.lidmaatschap),
        "Het voorstel is ingetrokken. De zaken zijn weer vrij.",
    )
    return redirect("subsidies:college_detail", kenmerk)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def college_zaak_eruit(request: LidRequest, kenmerk: str, regel_id: int) -> HttpResponse:
    if not _haal(kenmerk).regels.filter(pk=regel_id).exists():
        raise Http404
    doe(
        request,
        lambda: collegebesluit.haal_zaak_eruit(regel_id=regel_id, door=request.lidmaatschap),
        "De zaak is uit het voorstel gehaald.",
    )
    return redirect("subsidies:college_detail", kenmerk)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER, Rol.COLLEGE)
def college_punt_eruit(request: LidRequest, kenmerk: str, punt_id: int) -> HttpResponse:
    if not _haal(kenmerk).punten.filter(pk=punt_id).exists():
        raise Http404
    doe(
        request,
        lambda: collegebesluit.haal_punt_eruit(punt_id=punt_id, door=request.lidmaatschap),
        "Het punt is uit het voorstel gehaald.",
    )
    return redirect("subsidies:college_detail", kenmerk)


def _haal(kenmerk: str) -> Collegebesluit:
    besluiten = Collegebesluit.objects.select_related("opgesteld_door__gebruiker", "geregistreerd_door__gebruiker")
    return get_object_or_404(besluiten, kenmerk=kenmerk)


def _laad(kenmerk: str) -> Collegestuk:
    return laad_collegestuk(_haal(kenmerk))
