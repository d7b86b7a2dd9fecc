"""A submitted application, read back from what was frozen and from nothing else."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from subsidies.dossier import Aanbod, Bijlagefeit, Deel, Dossier, GewezenDeel, Kader, Post, Vraag
from subsidies.models import Aanvraag, Indiening
from subsidies.selectors.activiteit import als_feit

RELATIES = (
    "subdoelen",
    "stadsdelen",
    "gebiedsopgaven",
    "doelgroepen",
    "principes",
    "wettelijke_taken",
    "andere_themas",
)


def ingediend_dossier(aanvraag: Aanvraag, indiening: Indiening) -> Dossier:
    """The same value as a draft is read as, so that every page and document can show it. Formats 1 and 2.

    Numbers of the database are not in the frozen content: every `pk` is 0.
    """
    inhoud = indiening.inhoud
    return Dossier(
        aanvraag=aanvraag,
        delen=[_deel(aanvraag, feiten, inhoud["verdeling"]["penvoerder"]) for feiten in inhoud["delen"]],
        vragen=[
            Vraag(
                pk=0,
                soort=feiten["soort"],
                code=feiten["code"],
                naam=feiten["vraag"],
                aard="",
                versie=0,
                tekst=feiten["tekst"],
            )
            for feiten in inhoud["antwoorden"]
        ],
        kader=Kader(plafond=_bedragen(inhoud["plafond"])),
        gewezen=[_gewezen(feiten) for feiten in inhoud.get("niet_meer", ())],
        bijlagen=[Bijlagefeit(**feiten) for feiten in inhoud.get("bijlagen", ())],
    )


def _deel(aanvraag: Aanvraag, feiten: Mapping[str, Any], penvoerder: str) -> Deel:
    return Deel(
        pk=0,
        organisatie_id=0,
        organisatie=feiten["organisatie"],
        fictief=False,
        is_penvoerder=feiten["organisatie"] == penvoerder,
        aan_tafel=True,
        begroting_versie=0,
        vorig_jaar=None,
        jaren=aanvraag.jaren,
        posten=[
            Post(0, post["soort"], post["omschrijving"], _bedragen(post["bedragen"])) for post in feiten["begroting"]
        ],
        aanbod=[_aanbod(aanvraag, aanbod) for aanbod in feiten["voorzieningen"]],
        akkoord=None,
        vraagt_voorzieningen=aanvraag.regeling.vraagt_voorzieningen,
        activiteiten=[als_feit({"pk": 0, **activiteit}) for activiteit in feiten.get("activiteiten", ())],
    )


def _aanbod(aanvraag: Aanvraag, feiten: Mapping[str, Any]) -> Aanbod:
    bereik = feiten.get("bereik", dict.fromkeys(aanvraag.jaren, feiten.get("bereik_per_jaar")))
    return Aanbod(
        pk=0,
        naam=feiten["naam"],
        omschrijving=feiten["omschrijving"],
        uitvoerder=feiten.get("uitvoerder", ""),
        **{naam: feiten[naam] for naam in RELATIES},
        bereik={int(jaar): aantal for jaar, aantal in bereik.items()},
        kosten=_bedragen(feiten.get("kosten", {})),
        clientondersteuning=_procent(feiten["clientondersteuning"]),
        preventief=feiten["preventief"],
    )


def _gewezen(feiten: Mapping[str, Any]) -> GewezenDeel:
    dag = datetime.date.fromisoformat(feiten["weg_op"])
    return GewezenDeel(
        pk=0,
        organisatie_id=0,
        organisatie=feiten["organisatie"],
        stand=feiten["stand"],
        weg_op=datetime.datetime.combine(dag, datetime.time(), datetime.UTC),
        reden=feiten["reden"],
        zienswijze=feiten["zienswijze"],
    )


def _bedragen(feiten: Mapping[str, str]) -> dict[int, Decimal]:
    return {int(jaar): Decimal(bedrag) for jaar, bedrag in feiten.items()}


def _procent(waarde: bool | int) -> int:
    """Format 1 knew only yes or no."""
    return 100 if waarde is True else int(waarde)
