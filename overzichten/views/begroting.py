"""What the council sees of the money: granted and reserved apart, without what is being prepared in a case."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from begroting.selectors import Bedragen, BudgetRij, DoelRij, JaarRij, budgetkeuze, overzicht
from begroting.toegang import ZIEN
from kern.grafiek import Staaf, Staafdiagram, staafdiagram
from kern.views import antwoord
from organisaties.toegang import RAAD, LidRequest, met_rol

BRON = "Bron: de boekingen in deze toepassing."
FEITEN_VAN_JAREN = 2


@require_safe
@met_rol(*RAAD, *ZIEN)
def begroting(request: LidRequest) -> HttpResponse:
    """One budget per page: `budget` chooses it, `jaar` shows one year only."""
    keuze = budgetkeuze()
    if not keuze:
        return antwoord(request, "overzichten/begroting.html", {"keuze": keuze})
    gekozen = _gekozen(request.GET.get("budget"), list(keuze)) or next(iter(keuze))
    [budget] = overzicht(gekozen, met_zaken=False) or [BudgetRij(gekozen, keuze[gekozen], "", ())]
    jaar = _gekozen(request.GET.get("jaar"), [rij.jaar for rij in budget.jaren])
    jaren = [rij for rij in budget.jaren if jaar in {None, rij.jaar}]
    context = {
        "keuze": keuze,
        "budget": budget,
        "jaar": jaar,
        "jaren": jaren,
        "feiten": jaren[-FEITEN_VAN_JAREN:],
        "diagrammen": [_diagram(budget, rij) for rij in jaren],
        "bron": BRON,
    }
    return antwoord(request, "overzichten/begroting.html", context)


def _gekozen(tekst: str | None, keuze: list[int]) -> int | None:
    """The number in the address; nothing is no choice, anything we do not have is a 404."""
    if not tekst:
        return None
    if tekst not in {str(getal) for getal in keuze}:
        raise Http404
    return int(tekst)


def _diagram(budget: BudgetRij, jaar: JaarRij) -> Staafdiagram:
    staven = [_staaf(_naam(doel), doel.bedragen) for doel in jaar.doelen]
    if jaar.niet_verdeeld:
        staven.append(_staaf("Nog niet verdeeld", jaar.rest))
    return staafdiagram(
        f"jaar-{jaar.id}",
        kop=str(jaar.jaar),
        titel=f"{budget.naam} {jaar.jaar} per bestedingsdoel",
        beschikbaar=jaar.bedragen.beschikbaar,
        staven=staven,
    )


def _staaf(naam: str, bedragen: Bedragen) -> Staaf:
    return Staaf(naam, bedragen.verleend, bedragen.gereserveerd, bedragen.vrij)


def _naam(doel: DoelRij) -> str:
    """`Pilots (4)`, or `Nieuwe aanvragen (11 en 2)` when some are granted and some only reserved for."""
    aantallen = [str(aantal) for aantal in (doel.aantal_verleend, doel.aantal_gereserveerd) if aantal]
    return f"{doel.naam} ({' en '.join(aantallen)})" if aantallen else doel.naam
