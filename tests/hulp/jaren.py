"""A grant in its years, for the town of tests.architectuur: proposals, talks, a request, a suspension."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from organisaties.models import Lidmaatschap, Organisatie
from subsidies.models import Besluit, Subsidie
from tests.hulp.fabriek import maak_brief
from uitvoering.models import (
    Gesprek,
    Opschorting,
    Sroiafspraak,
    Vervolgbedrag,
    Vervolgregel,
    Vervolgvoorstel,
    Wijzigingsonderdeel,
    Wijzigingsverzoek,
)


@dataclass(frozen=True)
class Jaren:
    """`voorstellen` and `gesprekken` by their state."""

    subsidie: Subsidie
    voorstellen: dict[str, Vervolgvoorstel]
    gesprekken: dict[str, Gesprek]
    onderdeel: Wijzigingsonderdeel
    opschorting: Opschorting
    afspraak: Sroiafspraak

    def regel(self, stand: str) -> Vervolgregel:
        return self.voorstellen[stand].regels.all()[0]


def maak_jaren(subsidie: Subsidie, door: Lidmaatschap, tekenaar: Lidmaatschap) -> Jaren:
    vandaag = timezone.localdate()
    verzoek = Wijzigingsverzoek.objects.create(
        kenmerk="W-jaren",
        subsidie=subsidie,
        toelichting="Het kan beter.",
        ingediend_door=tekenaar,
        beslissen_uiterlijk=vandaag + datetime.timedelta(weeks=8),
    )
    return Jaren(
        subsidie=subsidie,
        voorstellen={stand: _voorstel(subsidie, door, stand) for stand in ("concept", "zienswijze", "voorgelegd")},
        gesprekken={stand: _gesprek(subsidie, door, stand) for stand in ("gepland", "gehouden", "bij_partner")},
        onderdeel=Wijzigingsonderdeel.objects.create(
            verzoek=verzoek, soort="project", omschrijving="Ook op zaterdag."
        ),
        opschorting=Opschorting.objects.create(
            subsidie=subsidie,
            besluit=subsidie.beschikking.besluit,
            van=vandaag,
            tot_en_met=vandaag + datetime.timedelta(weeks=4),
        ),
        afspraak=_afspraak(subsidie.ontvanger, door),
    )


def _voorstel(subsidie: Subsidie, door: Lidmaatschap, stand: str) -> Vervolgvoorstel:
    voorstel = Vervolgvoorstel.objects.create(
        kenmerk=f"V-{stand}",
        soort=Besluit.Soort.BIJSTELLING,
        aanvraag=subsidie.deel.aanvraag,
        grond="niet_uitgevoerd",
        motivering="Het gaat niet door.",
        opgesteld_door=door,
    )
    regel = Vervolgregel.objects.create(voorstel=voorstel, subsidie=subsidie)
    Vervolgbedrag.objects.create(regel=regel, jaar=2027, verandering=Decimal("-100.00"))
    if stand == "zienswijze":
        regel.voornemen = maak_brief(subsidie.ontvanger, "verzonden")
        regel.zienswijze_uiterlijk = timezone.localdate() + datetime.timedelta(days=14)
        regel.save()
    if stand != "concept":
        voorstel.stand = stand
        voorstel.save()
    return voorstel


def _gesprek(subsidie: Subsidie, door: Lidmaatschap, stand: str) -> Gesprek:
    gesprek = Gesprek.objects.create(
        subsidie=subsidie,
        datum=timezone.localdate(),
        verslag="" if stand == "gepland" else "Het gaat goed.",
        bijstelling_nodig=None if stand == "gepland" else False,
        gemaakt_door=door,
    )
    for volgende in {"gepland": (), "gehouden": ("gehouden",), "bij_partner": ("gehouden", "bij_partner")}[stand]:
        gesprek.stand = volgende
        gesprek.save()
    return gesprek


def _afspraak(organisatie: Organisatie, door: Lidmaatschap) -> Sroiafspraak:
    return Sroiafspraak.objects.create(
        organisatie=organisatie, jaar=2027, tekst="Twee plekken.", bedrag=Decimal("50.00"), gemaakt_door=door
    )
