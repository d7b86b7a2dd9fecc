"""The money in the demo: the intensiveringen of 2018 and 2019 as one booking per fact, never as totals."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from begroting.models import Bestedingsdoel, Budget, BudgetAard, JuridischeVorm
from begroting.services.reserveren import reserveer
from begroting.services.vaststellen import open_bestedingsdoel, open_budget, open_budgetjaar, stel_begroting_vast
from begroting.services.verplichten import VerplichtingRegel, verplicht_reeks
from organisaties.models import Lidmaatschap, Organisatie

FEITEN = Path(__file__).parent / "data" / "beleidsintensiveringen_2018_2019.yaml"
DOELEN = {"coaching": "Coaching", "pilot": "Pilots", "nieuwe_aanvraag": "Nieuwe aanvragen"}
RAAD = "Door de raad beschikbaar gesteld."
BRON = "Informatienota beleidsintensiveringen (2019). De dag is onbekend: geboekt op de laatste dag van het jaar."

# Per year, per purpose (code and name), in euro.
Verdeling = Mapping[int, Mapping[tuple[str, str], Decimal]]


def zaai_begroting(*, organisaties: Mapping[str, Organisatie], door: Lidmaatschap) -> None:
    """Enter the facts once, acting for `door` (financieel). `organisaties` by slug, as in organisaties.yaml."""
    feiten = yaml.safe_load(FEITEN.read_text(encoding="utf-8"))
    if Budget.objects.filter(naam=feiten["budget"]["naam"]).exists():
        return
    with transaction.atomic():
        _zaai_structureel(feiten, door)
        doelen = zaai_budget(
            naam=feiten["budget"]["naam"],
            aard=BudgetAard(feiten["budget"]["aard"]),
            code="BI",
            verdeling=_verdeling(feiten["bestedingen"]),
            door=door,
        )
        for besteding in feiten["bestedingen"]:
            doel = doelen[besteding["begrotingsjaar"], besteding["doel"]]
            if besteding["stand"] == "gereserveerd":
                _reserveer(besteding, doel, door)
            else:
                _verplicht(besteding, doel, feiten["pilots"], organisaties, door)


def zaai_budget(
    *, naam: str, aard: BudgetAard, code: str, verdeling: Verdeling, door: Lidmaatschap
) -> dict[tuple[int, str], Bestedingsdoel]:
    """Open a budget with its years and purposes and book what the council gave; purposes by (year, code)."""
    budget = open_budget(naam=naam, aard=aard, door=door)
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
        aard=BudgetAard.STRUCTUREEL,
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


def _verplicht(
    besteding: dict[str, Any],
    doel: Bestedingsdoel,
    pilots: dict[str, Any],
    organisaties: Mapping[str, Organisatie],
    door: Lidmaatschap,
) -> None:
    jaar, kenmerk = besteding["begrotingsjaar"], _kenmerk(besteding)
    bedrag, aantal = Decimal(besteding["bedrag"]), besteding["aantal"]
    # Who receives what, for how many activities: as far as the paper tells.
    delen: list[tuple[Organisatie | None, str, int]]
    if besteding["doel"] == "pilot":
        penvoerder = organisaties[pilots["regels"]["penvoerder"]]
        delen = [(penvoerder, pilot["naam"], 1) for pilot in pilots["lijst"]]
    elif "uitvoerder" in besteding:
        uitvoerder = next(org for org in organisaties.values() if org.naam == besteding["uitvoerder"])
        delen = [(uitvoerder, besteding["toelichting"], aantal)]
    else:
        toelichting = f" ({besteding['toelichting']})" if "toelichting" in besteding else ""
        delen = [(None, f"zelforganisatie, naam niet in de bron{toelichting}", 1)] * aantal
    verplicht_reeks(
        boekstuk_kenmerk=kenmerk,
        datum=datetime.date(jaar, 12, 31),
        door=door,
        omschrijving=BRON,
        regels=[
            VerplichtingRegel(
                bestedingsdoel_id=doel.pk,
                kenmerk=f"{kenmerk}-{nummer}",
                ontvanger_id=ontvanger.pk if ontvanger else None,
                bedrag=bedrag / aantal * activiteiten,
                jaar_van_activiteit=int(str(besteding.get("uitvoering", jaar))[-4:]),
                juridische_vorm=JuridischeVorm(besteding["juridische_vorm"]),
                omschrijving=omschrijving,
                aantal=activiteiten,
            )
            for nummer, (ontvanger, omschrijving, activiteiten) in enumerate(delen, 1)
        ],
    )
