"""Who a request acts for, and what happens when that is not enough."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kern.fouten import GeenRecht
from kern.models import Gebruiker
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import PARTNER

SESSIE_SLEUTEL = "lidmaatschap"
Antwoord = Callable[[HttpRequest], HttpResponse]


def lidmaatschap_middleware(get_response: Antwoord) -> Antwoord:
    """Set `request.lidmaatschap` (or None) and `request.lidmaatschappen`, the active ones: one query."""

    def middleware(request: HttpRequest) -> HttpResponse:
        actief = _actieve_lidmaatschappen(request)
        request.lidmaatschappen = actief  # type: ignore[attr-defined]  # typed for views as LidRequest
        request.lidmaatschap = _gekozen(request, actief)  # type: ignore[attr-defined]  # typed as LidRequest
        return get_response(request)

    return middleware


def _actieve_lidmaatschappen(request: HttpRequest) -> list[Lidmaatschap]:
    """Partner memberships first, then in the order in which they were given."""
    if not isinstance(request.user, Gebruiker):
        return []
    actief = Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(gebruiker=request.user)
    return sorted(actief.select_related("organisatie"), key=lambda lid: (lid.rol not in PARTNER, lid.pk))


def _gekozen(request: HttpRequest, actief: Sequence[Lidmaatschap]) -> Lidmaatschap | None:
    """The one chosen in the header, as long as it is still among the active ones; else the first."""
    if not actief:
        return None
    keuze = request.session.get(SESSIE_SLEUTEL)
    return next((lid for lid in actief if lid.pk == keuze), actief[0])


class Weigering:
    """Turns GeenRecht into a 403 page with its reason and exactly one audit row."""

    def __init__(self, get_response: Antwoord) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fout: Exception) -> HttpResponse | None:
        if not isinstance(fout, GeenRecht):
            return None
        if not fout.vastgelegd:
            _leg_weigering_vast(request, fout)
        return render(request, "403.html", {"reden": fout.reden}, status=403)


def _leg_weigering_vast(request: HttpRequest, fout: GeenRecht) -> None:
    """A person without any membership is named by their own number; there is no other actor to name."""
    door: Lidmaatschap | None = getattr(request, "lidmaatschap", None)
    gebruiker = request.user if isinstance(request.user, Gebruiker) else None
    route = request.resolver_match.view_name if request.resolver_match else "onbekend"
    with transaction.atomic():
        leg_vast(
            "toegang.geweigerd",
            door=door,
            over=None if door else gebruiker,
            route=Code(route),
            reden=Code(fout.code),
        )


weigering_middleware = Weigering
