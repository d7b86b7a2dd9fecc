"""Where accountability begins: the tables one may read, and what there is besides."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from verantwoording.cijfertoegang import LEZERS as CIJFERLEZERS
from verantwoording.selectors.overzicht import tafelregels
from verantwoording.toegang import LEZERS


@dataclass(frozen=True, slots=True)
class Ingang:
    """A page that begins here, and the roles that find it; `uitleg` says which question it answers."""

    naam: str
    route: str
    rollen: Collection[Rol]
    uitleg: str = ""


INGANGEN = (
    Ingang(
        "Per thema: beloofd, bereikt en gemerkt",
        "verantwoording:terugblik",
        LEZERS,
        "Wat deed een tafel, en hoe gaat het over de jaren?",
    ),
    Ingang("Zoek wat werkte", "verantwoording:zoeken", LEZERS, "Welke aanpak haalde de doelen, en welke niet?"),
    Ingang("Cijfers over de stad", "verantwoording:indicatoren", CIJFERLEZERS, "Wat meten anderen in Haarlem?"),
    Ingang("Cijfers over de stad inlezen", "verantwoording:inlezingen", GEMEENTE),
    Ingang("Eigen verslagen die te laat zijn", "verantwoording:te_laat", GEMEENTE),
    Ingang("Voorstellen om een plan te wijzigen", "verantwoording:planwijzigingen", GEMEENTE),
)


@require_safe
@met_rol(*LEZERS)
def index(request: LidRequest) -> HttpResponse:
    """Tables with their plan and their years; for who writes, with the state of one's own part."""
    rijen, bladzijde = tafelregels(request.lidmaatschap, request.GET.get("bladzijde"))
    context = {
        "rijen": rijen,
        "bladzijde": bladzijde,
        "ingangen": [ingang for ingang in INGANGEN if request.lidmaatschap.rol in ingang.rollen],
    }
    return render(request, "verantwoording/index.html", context)
