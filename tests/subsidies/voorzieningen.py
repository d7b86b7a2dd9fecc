"""What the tests of voorzieningen share: the addresses, the rows of Anker, and what its page posts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Voorziening
from subsidies.selectors import laad_dossier
from tests.subsidies.conftest import Wereld, bewaar_voorziening
from thematafels.models import Stadsdeel

Als = Callable[[Lidmaatschap], Client]


def van(wereld: Wereld, naam: str, pk: int) -> str:
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk, pk])


def html(antwoord: HttpResponse) -> str:
    return antwoord.content.decode()


def eigen(wereld: Wereld) -> Aanvraagdeel:
    return wereld.deel(wereld.anker)


def maak(wereld: Wereld, *namen: str) -> list[Voorziening]:
    return [bewaar_voorziening(eigen(wereld), naam, wereld["anker"]) for naam in namen]


def volgorde(wereld: Wereld) -> list[str]:
    return [een.naam for een in laad_dossier(wereld.aanvraag).deel_van(wereld.anker.pk).aanbod]


def data(wereld: Wereld, **anders: Any) -> dict[str, Any]:
    """What the page of a voorziening posts."""
    thema = wereld.tafel.thema
    return {
        "naam": "Buurthuis",
        "omschrijving": "Elke dag open.",
        "uitvoerder": "Stichting Voorbeeld Dam",
        "clientondersteuning": "25",
        "versie": "1",
        "blad": "blad",
        "bereik_2027": "100",
        "kosten_2027": "1.234,50",
        "subdoelen": [thema.subdoelen.first().pk],
        "stadsdelen": [Stadsdeel.objects.first().pk],
        "principes": [thema.principes.first().pk],
    } | anders
