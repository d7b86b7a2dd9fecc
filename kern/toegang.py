"""The vocabulary of access: which roles there are, and the two ways to ask for one.

Whose role counts is set by organisaties.middleware: the one membership a request acts for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kern.fouten import GeenRecht
from kern.models import Gebruiker
from kern.spoor import Deur
from kern.taal import opsomming


class Rol(models.TextChoices):
    """What a member may do in their organisation (docs/rollen.md)."""

    BELEIDSMEDEWERKER = "beleidsmedewerker", "beleidsmedewerker"
    BESLUITNEMER = "besluitnemer", "besluitnemer"
    FINANCIEEL = "financieel", "financieel medewerker"
    BEHEERDER = "beheerder", "functioneel beheerder"
    COLLEGE = "college", "college (secretaris)"
    REDACTEUR = "redacteur", "redacteur"
    TEKENBEVOEGDE = "tekenbevoegde", "tekenbevoegde"
    MEELEZER = "meelezer", "meelezer"
    PROCESBEGELEIDER = "procesbegeleider", "procesbegeleider"
    COMMISSIELID = "commissielid", "commissielid"
    GRIFFIE = "griffie", "griffie"


GEMEENTE = (Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER, Rol.FINANCIEEL, Rol.BEHEERDER, Rol.COLLEGE)
PARTNER = (Rol.TEKENBEVOEGDE, Rol.REDACTEUR, Rol.MEELEZER)
ONAFHANKELIJK = (Rol.PROCESBEGELEIDER,)
RAAD = (Rol.COMMISSIELID, Rol.GRIFFIE)


class Lid(Deur, Protocol):
    """A membership, as far as the rooms below organisaties need to know it."""

    rol: str


class LidRequest(HttpRequest):
    """A request of somebody who acts for a membership: what a view behind `met_rol` gets."""

    lidmaatschap: Lid
    user: Gebruiker


P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
A = TypeVar("A", bound=HttpResponseBase)


def met_rol(
    *rollen: Rol,
) -> Callable[[Callable[Concatenate[R, P], A]], Callable[Concatenate[HttpRequest, P], A]]:
    """Let a view be used only by these roles; without roles by every active member. Raises GeenRecht."""

    def versier(
        view: Callable[Concatenate[R, P], A],
    ) -> Callable[Concatenate[HttpRequest, P], A]:
        @wraps(view)
        def binnen(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> A:
            eis_rol(cast("Lid | None", getattr(request, "lidmaatschap", None)), *rollen)
            return view(cast("R", request), *args, **kwargs)

        return binnen

    return versier


def eis_rol(lid: Lid | None, *rollen: Rol, reden: str = "") -> None:
    """Raise GeenRecht unless `lid` has one of `rollen` (none named: any membership will do)."""
    if lid is None:
        raise GeenRecht(
            "Uw account hoort op dit moment bij geen enkele organisatie. "
            "Vraag de tekenbevoegde van uw organisatie of de gemeente om een uitnodiging.",
            code="toegang.geen_lidmaatschap",
        )
    if rollen and lid.rol not in rollen:
        wie = opsomming((rol.label for rol in rollen), "of")
        raise GeenRecht(reden or f"Dit kan alleen als {wie}. U bent {Rol(lid.rol).label}.", code="toegang.rol")
