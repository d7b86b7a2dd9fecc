"""The agreed plan, and proposals to change it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.views import ONVERWERKBAAR, antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, Rol, met_rol
from subsidies.forms.activiteit import KIES, Activiteitvorm, met_gekozen
from subsidies.models import Aanvraagdeel
from subsidies.selectors.activiteit import activiteiten_per_subdoel, plankeuzes_voor
from subsidies.toegang import LEZERS as LEZERS_VAN_AANVRAGEN
from subsidies.toegang import SCHRIJVERS, haal_aanvraag
from verantwoording.forms.plan import AntwoordForm, StopForm, WijzigForm
from verantwoording.models import Planwijziging
from verantwoording.planinhoud import als_inhoud
from verantwoording.plantoegang import haal_plan, haal_plandeel, haal_wijziging
from verantwoording.selectors.afspraken import Afgesproken, afspraken_van, te_wijzigen, verleende_jaren
from verantwoording.selectors.keten import keten_in_aanvraag
from verantwoording.selectors.plan import open_voorstellen, planbeeld
from verantwoording.selectors.planwijziging import voorstelbeeld
from verantwoording.services import wijzigen
from verantwoording.toegang import LEZERS

PER_BLADZIJDE = 60
VOORGELEGD = "Uw voorstel is verstuurd. U hoort of de gemeente ermee instemt."
NIET_MEER = "Dit kan niet meer. Over deze jaren is al verslag gedaan, of er is geen subsidie meer voor verleend."


@require_safe
@met_rol(*LEZERS)
def plan(request: LidRequest, kenmerk: str) -> HttpResponse:
    """What was agreed for one year, with the picture of how it should work."""
    lid = request.lidmaatschap
    aanvraag = haal_plan(lid, kenmerk)
    gevraagd = request.GET.get("jaar", "")
    beeld = planbeeld(lid, aanvraag, int(gevraagd) if gevraagd.isascii() and gevraagd.isdigit() else None)
    context = {
        "aanvraag": aanvraag,
        "plan": beeld,
        "beeld": beeld.keten.beeld() if beeld.keten else None,
        "leest_wijzigingen": lid.is_gemeente or lid.is_partner,
    }
    return render(request, "verantwoording/plan.html", context)


@require_safe
@met_rol(*LEZERS_VAN_AANVRAGEN)
def samenhang(request: LidRequest, kenmerk: str) -> HttpResponse:
    """How the activities of an application should lead to the goals of its table: while it is written, and as it is
    assessed."""
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk, advies=activiteiten_per_subdoel("regeling"))
    keten = keten_in_aanvraag(aanvraag)
    if keten is None or not (keten.activiteiten or vars(aanvraag)["advies"]):
        raise Http404
    context = {"aanvraag": aanvraag, "keten": keten, "beeld": keten.beeld()}
    return render(request, "verantwoording/samenhang.html", context)


@require_safe
@met_rol(*GEMEENTE)
def planwijzigingen(request: LidRequest) -> HttpResponse:
    """All proposals that wait for an answer, the oldest on top."""
    vel = Paginator(open_voorstellen(request.lidmaatschap), PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    return render(request, "verantwoording/planwijzigingen.html", {"bladzijde": vel})


@met_rol(*SCHRIJVERS)
def plan_nieuw(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Propose an activity that was not in the plan."""
    deel = haal_plandeel(request.lidmaatschap, kenmerk, deel_id)
    return _voorstel(request, deel, None)


@met_rol(*SCHRIJVERS)
def plan_wijzig(request: LidRequest, kenmerk: str, deel_id: int, nummer: int) -> HttpResponse:
    """Propose to do an activity in another way."""
    deel = haal_plandeel(request.lidmaatschap, kenmerk, deel_id)
    return _voorstel(request, deel, _afgesproken(deel, nummer)[-1])


@met_rol(*SCHRIJVERS)
def plan_stop(request: LidRequest, kenmerk: str, deel_id: int, nummer: int) -> HttpResponse:
    """Propose to stop an activity, from a year on which nothing was reported yet."""
    deel = haal_plandeel(request.lidmaatschap, kenmerk, deel_id)
    alle = _afgesproken(deel, nummer)
    eerste, laatste = alle[0].eerste_jaar, alle[-1].laatste_jaar
    jaren = te_wijzigen(deel.pk, [jaar for jaar in _verleend(deel) if eerste <= jaar <= laatste])
    if not jaren:
        return _kan_niet_meer(request, kenmerk)
    form = StopForm(invoer(request), jaren=jaren)

    def stel_voor() -> None:
        wijzigen.stel_voor(deel_id=deel.pk, nummer=nummer, inhoud=None, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, stel_voor):
        messages.success(request, VOORGELEGD)
        return redirect("verantwoording:plan", kenmerk)
    context = {"aanvraag": deel.aanvraag, "afspraak": alle[-1]}
    return antwoord(request, "verantwoording/plan_stop.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def planwijziging(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    """One proposal beside what was agreed; the officer answers it here."""
    wijziging = haal_wijziging(request.lidmaatschap, kenmerk, pk)
    wijzigen.lees_antwoord(wijziging=wijziging, door=request.lidmaatschap)
    return antwoord(request, "verantwoording/planwijziging.html", _wijziging(request, wijziging), form=AntwoordForm())


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def planwijziging_beslis(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    wijziging = haal_wijziging(request.lidmaatschap, kenmerk, pk)
    form = AntwoordForm(request.POST)

    def beslis() -> None:
        daad = wijzigen.aanvaard if form.cleaned_data["uitkomst"] == "aanvaard" else wijzigen.wijs_af
        daad(wijziging_id=wijziging.pk, antwoord=form.cleaned_data["antwoord"], door=request.lidmaatschap)

    if gelukt(form, beslis):
        messages.success(request, "Uw antwoord is verstuurd.")
        return redirect("verantwoording:planwijziging", kenmerk, pk)
    return antwoord(request, "verantwoording/planwijziging.html", _wijziging(request, wijziging), form=form)


@require_POST
@met_rol(*SCHRIJVERS)
def planwijziging_intrekken(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    wijziging = haal_wijziging(request.lidmaatschap, kenmerk, pk)
    doe(
        request,
        lambda: wijzigen.trek_in(wijziging_id=wijziging.pk, door=request.lidmaatschap),
        "Uw voorstel is ingetrokken.",
    )
    return redirect("verantwoording:planwijziging", kenmerk, pk)


def _voorstel(request: LidRequest, deel: Aanvraagdeel, afspraak: Afgesproken | None) -> HttpResponse:
    """The form of an activity, with from when and why. An example of the library can be put beside what was typed."""
    data, keuzes = invoer(request), plankeuzes_voor(deel)
    kiest = data is not None and KIES in data
    jaren = _verleend(deel)
    vanaf = te_wijzigen(deel.pk, [jaar for jaar in jaren if afspraak is None or jaar <= afspraak.laatste_jaar])
    if not vanaf:
        return _kan_niet_meer(request, deel.aanvraag.kenmerk)
    vorm = Activiteitvorm(
        met_gekozen(data, keuzes),
        jaren=jaren,
        keuzes=keuzes,
        inhoud=als_inhoud(afspraak) if afspraak else None,
    )
    form = WijzigForm(None if kiest else data, initial=request.POST.dict(), jaren=vanaf)

    def stel_voor() -> None:
        wijzigen.stel_voor(
            deel_id=deel.pk,
            nummer=afspraak.nummer if afspraak else None,
            inhoud=vorm.inhoud,
            door=request.lidmaatschap,
            **form.cleaned_data,
        )

    if form.is_bound and vorm.is_valid() and gelukt(form, stel_voor):
        messages.success(request, VOORGELEGD)
        return redirect("verantwoording:plan", deel.aanvraag.kenmerk)
    context = {"aanvraag": deel.aanvraag, "deel": deel, "afspraak": afspraak, "vorm": vorm, "form": form}
    status = ONVERWERKBAAR if form.is_bound else 200
    return render(request, "verantwoording/plan_wijzig.html", context, status=status)


def _verleend(deel: Aanvraagdeel) -> list[int]:
    return list(verleende_jaren([deel.pk]).get(deel.pk, ()))


def _kan_niet_meer(request: LidRequest, kenmerk: str) -> HttpResponse:
    messages.info(request, NIET_MEER)
    return redirect("verantwoording:plan", kenmerk)


def _afgesproken(deel: Aanvraagdeel, nummer: int) -> list[Afgesproken]:
    """What was agreed under this nummer, for this participant, the oldest first. Raises Http404 without any."""
    alle = [een for een in afspraken_van(deel.aanvraag_id) if (een.deel_id, een.nummer) == (deel.pk, nummer)]
    if not alle:
        raise Http404
    return alle


def _wijziging(request: LidRequest, wijziging: Planwijziging) -> dict[str, Any]:
    lid = request.lidmaatschap
    is_open = wijziging.stand == Planwijziging.Stand.VOORGESTELD
    eigen = lid.organisatie_id == wijziging.deel.organisatie_id
    voorstel = voorstelbeeld(wijziging)
    return {
        "aanvraag": wijziging.deel.aanvraag,
        "wijziging": wijziging,
        "voorstel": voorstel,
        "met_was": any(een.was for een in voorstel.verschillen),
        "met_wordt": any(een.wordt for een in voorstel.verschillen),
        "mag_beslissen": is_open and lid.rol == Rol.BELEIDSMEDEWERKER,
        "mag_intrekken": is_open and eigen and lid.rol in SCHRIJVERS,
    }
