"""The money in the demo: the intensiveringen of 2018 and 2019, what was reserved and what was bought.

What was granted follows from the cases (nota.py).
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from begroting.models import Bestedingsdoel, Bron, Budget, JuridischeVorm
from begroting.services.reserveren import reserveer
from begroting.services.trajecten import voeg_traject_toe
from begroting.services.vaststellen import open_bestedingsdoel, open_budget, open_budgetjaar, stel_begroting_vast
from begroting.services.verplichten import VerplichtingRegel, leg_verplichting_vast
from organisaties.models import Lidmaatschap, Organisatie
from socialebasis.demo.klok import op_dag

FEITEN = Path(__file__).parent / "data" / "beleidsintensiveringen_2018_2019.yaml"
DOELEN = {"coaching": "Coaching", "pilot": "Pilots", "nieuwe_aanvraag": "Nieuwe aanvragen"}
RAAD = "Door de raad beschikbaar gesteld."
BRON = "Informatienota beleidsintensiveringen (2019). De dag is onbekend: geboekt op de laatste dag van het jaar."
TRAJECT = "Coaching van een zelforganisatie, gemiddeld 2.000 euro"
GEOPEND = datetime.date(2018, 1, 2)

# Per year, per purpose (code and name), in euro.
Verdeling = Mapping[int, Mapping[tuple[str, str], Decimal]]


def zaai_begroting(*, organisaties: Mapping[str, Organisatie], door: Lidmaatschap) -> None:
    """Enter the facts once, acting for `door` (financieel). `organisaties` by slug, as in organisaties.yaml."""
    feiten = lees_feiten()
    if Budget.objects.filter(naam=feiten["budget"]["naam"]).exists():
        return
    with transaction.atomic(), op_dag(GEOPEND):
        _zaai_structureel(feiten, door)
        doelen = zaai_budget(
            naam=feiten["budget"]["naam"],
            bron=Bron.INTENSIVERING,
            code="BI",
            verdeling=_verdeling(feiten["bestedingen"]),
            door=door,
        )
        for besteding in feiten["bestedingen"]:
            doel = doelen[besteding["begrotingsjaar"], besteding["doel"]]
            if besteding["stand"] == "gereserveerd":
                _reserveer(besteding, doel, door)
            elif besteding["juridische_vorm"] == JuridischeVorm.OPDRACHT:
                _geef_opdracht(besteding, doel, organisaties, door)


def lees_feiten() -> dict[str, Any]:
    """What the paper says."""
    feiten: dict[str, Any] = yaml.safe_load(FEITEN.read_text(encoding="utf-8"))
    return feiten


def zaai_budget(
    *, naam: str, bron: Bron, code: str, verdeling: Verdeling, door: Lidmaatschap
) -> dict[tuple[int, str], Bestedingsdoel]:
    """Open a budget with its years and purposes and book what the council gave; purposes by (year, code)."""
    budget = open_budget(naam=naam, bron=bron, door=door)
    doelen = {}
    for jaar, delen in verdeling.items():
        budgetjaar = open_budgetjaar(budget_id=budget.pk, jaar=jaar, door=door)
        for doel_code, doel_naam in delen:
            doelen[jaar, doel_code] = open_bestedingsdoel(
                budgetjaar_id=budgetjaar.pk, code=doel_code, naam=doel_naam, door=door
            )
        stel_begroting_vast(
            budgetjaar_id=budgetjaar.pk,
            bedrag=sum(delen.values(), Decimal(0)),
            verdeling={doelen[jaar, doel_code].pk: bedrag for (doel_code, _), bedrag in delen.items()},
            kenmerk=f"{code}-{jaar}-begroting",
            datum=datetime.date(jaar, 1, 1),
            omschrijving=RAAD,
            door=door,
        )
    return doelen


def _zaai_structureel(feiten: dict[str, Any], door: Lidmaatschap) -> None:
    structureel = feiten["structureel"]
    doel = ("zelforganisaties", "Zelf- en belangenorganisaties")
    zaai_budget(
        naam=structureel["naam"],
        bron=Bron.STRUCTUREEL,
        code="ZB",
        verdeling={jaar: {doel: Decimal(structureel["per_jaar"])} for jaar in feiten["budget"]["beschikbaar"]},
        door=door,
    )


def _verdeling(bestedingen: list[dict[str, Any]]) -> Verdeling:
    """The paper divides each year over the purposes exactly as it is spent or reserved."""
    verdeling: dict[int, dict[tuple[str, str], Decimal]] = defaultdict(
        lambda: {doel: Decimal(0) for doel in DOELEN.items()}
    )
    for besteding in bestedingen:
        doel = besteding["doel"]
        verdeling[besteding["begrotingsjaar"]][doel, DOELEN[doel]] += Decimal(besteding["bedrag"])
    return verdeling


def _kenmerk(besteding: dict[str, Any]) -> str:
    return f"BI-{besteding['begrotingsjaar']}-{besteding['doel'].replace('_', '-')}"


def _reserveer(besteding: dict[str, Any], doel: Bestedingsdoel, door: Lidmaatschap) -> None:
    jaar = besteding["begrotingsjaar"]
    reserveer(
        bestedingsdoel_id=doel.pk,
        bedrag=Decimal(besteding["bedrag"]),
        aantal=besteding["aantal"],
        kenmerk=f"{_kenmerk(besteding)}-reservering",
        datum=datetime.date(jaar, 12, 31),
        omschrijving=BRON,
        door=door,
    )


def _geef_opdracht(
    besteding: dict[str, Any], doel: Bestedingsdoel, organisaties: Mapping[str, Organisatie], door: Lidmaatschap
) -> None:
    """A purchase, with a line for each activity it pays for: for which organisation the paper does not say."""
    jaar, kenmerk = besteding["begrotingsjaar"], _kenmerk(besteding)
    uitvoerder = next(org for org in organisaties.values() if org.naam == besteding["uitvoerder"])
    verplichting = leg_verplichting_vast(
        boekstuk_kenmerk=kenmerk,
        datum=datetime.date(jaar, 12, 31),
        door=door,
        omschrijving=BRON,
        regel=VerplichtingRegel(
            bestedingsdoel_id=doel.pk,
            kenmerk=f"{kenmerk}-1",
            ontvanger_id=uitvoerder.pk,
            bedrag=Decimal(besteding["bedrag"]),
            jaar_van_activiteit=besteding["uitvoering"],
            juridische_vorm=JuridischeVorm.OPDRACHT,
            omschrijving=besteding["toelichting"],
            aantal=besteding["aantal"],
        ),
    )
    for _ in range(besteding["aantal"]):
        voeg_traject_toe(verplichting_id=verplichting.pk, omschrijving=TRAJECT, organisatie_id=None, door=door)
