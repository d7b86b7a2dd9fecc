"""What was typed in an application and is not in it yet: for who typed it, and for who is about to submit."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Activiteit, Antwoord, Klad, Onderdeel, Voorziening
from subsidies.models.antwoord import VRAGEN
from subsidies.onderdelen import ONDERDELEN
from subsidies.onderdelen.redenen import leesbaar
from subsidies.plan import ZONDER_NAAM

_NAAMVELD = {"formuliervraag": "vraag"}
_ZONDER_NAAM = {Onderdeel.VOORZIENING: "Voorziening zonder naam", Onderdeel.ACTIVITEIT: ZONDER_NAAM}


@dataclass(frozen=True, slots=True)
class KladRij:
    """One person's unsaved text in one section."""

    naam: str
    url: str
    reden: str
    wie: str
    organisatie: str
    gewijzigd_op: datetime.datetime

    @property
    def minuten(self) -> int:
        return int((timezone.now() - self.gewijzigd_op).total_seconds() // 60)


def kladden_van(aanvraag: Aanvraag, lid: Lidmaatschap) -> list[KladRij]:
    """One's own unsaved text in this application, the latest first: one query."""
    return _rijen(aanvraag, Klad.objects.filter(aanvraag=aanvraag, lidmaatschap=lid, soort__in=ONDERDELEN))


def kladden_open(aanvraag: Aanvraag) -> list[KladRij]:
    """Everybody's unsaved text, without what it says: one query."""
    return _rijen(aanvraag, Klad.objects.filter(aanvraag=aanvraag, soort__in=ONDERDELEN))


def _rijen(aanvraag: Aanvraag, kladden: QuerySet[Klad]) -> list[KladRij]:
    """What was typed in a section that was removed since is left out: there is nowhere to save it."""
    vragen = Antwoord.objects.filter(pk=OuterRef("onderdeel")).values(
        naam=Coalesce(*(f"{vraag}__{_NAAMVELD.get(vraag, 'naam')}" for vraag in VRAGEN))
    )
    voorzieningen = Voorziening.objects.filter(pk=OuterRef("onderdeel")).values("naam")
    activiteiten = Activiteit.objects.filter(pk=OuterRef("onderdeel")).values("naam")
    namen = {
        Onderdeel.ANTWOORD: Subquery(vragen),
        Onderdeel.VOORZIENING: Subquery(voorzieningen),
        Onderdeel.ACTIVITEIT: Subquery(activiteiten),
    }
    rijen = kladden.annotate(
        naam=Case(*(When(soort=soort, then=naam) for soort, naam in namen.items()), default=Value("Begroting"))
    ).values_list(
        "naam",
        "soort",
        "onderdeel",
        "reden",
        "lidmaatschap__gebruiker__naam",
        "lidmaatschap__organisatie__naam",
        "gewijzigd_op",
    )
    return [
        KladRij(
            naam=naam or _ZONDER_NAAM[Onderdeel(soort)],
            url=reverse(ONDERDELEN[Onderdeel(soort)].pagina, args=[aanvraag.kenmerk, onderdeel]),
            reden=leesbaar(code),
            wie=wie,
            organisatie=organisatie,
            gewijzigd_op=op,
        )
        for naam, soort, onderdeel, code, wie, organisatie, op in rijen
        if naam is not None
    ]
