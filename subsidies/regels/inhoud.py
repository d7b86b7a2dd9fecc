"""What exactly is agreed to and submitted: the content of a part, of the division, and of the whole."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from kern.canoniek import canoniek, sha256_van
from kern.termijnen.stappen import amsterdam_dag
from subsidies.dossier import Aanbod, Deel, Dossier
from subsidies.plan import Activiteitfeit, Streefcel

FORMAT_VERSIE = 2


def deel_inhoud(deel: Deel) -> dict[str, Any]:
    """A participant's own part: its budget, its voorzieningen and what it accounts on, without numbers of the
    database or its name.

    Posts, voorzieningen and activities stand in the order of the participant; what these are tied to has no order. A
    part without activities reads as it did before there were any.
    """
    activiteiten = [activiteit_inhoud(activiteit) for activiteit in deel.activiteiten]
    return {
        "begroting": [
            {
                "soort": post.soort,
                "omschrijving": post.omschrijving,
                "bedragen": dict(post.bedragen),
            }
            for post in deel.posten
        ],
        "voorzieningen": [aanbod_inhoud(aanbod) for aanbod in deel.aanbod],
        **({"activiteiten": activiteiten} if activiteiten else {}),
    }


def aanbod_inhoud(aanbod: Aanbod) -> dict[str, Any]:
    """What one voorziening promises; where it was copied from is no part of it."""
    return {
        "naam": aanbod.naam,
        "omschrijving": aanbod.omschrijving,
        "uitvoerder": aanbod.uitvoerder,
        "subdoelen": sorted(aanbod.subdoelen),
        "stadsdelen": sorted(aanbod.stadsdelen),
        "gebiedsopgaven": sorted(aanbod.gebiedsopgaven),
        "doelgroepen": sorted(aanbod.doelgroepen),
        "principes": sorted(aanbod.principes),
        "wettelijke_taken": sorted(aanbod.wettelijke_taken),
        "andere_themas": sorted(aanbod.andere_themas),
        "bereik": dict(aanbod.bereik),
        "kosten": dict(aanbod.kosten),
        "clientondersteuning": aanbod.clientondersteuning,
        "preventief": aanbod.preventief,
    }


def activiteit_inhoud(activiteit: Activiteitfeit) -> dict[str, Any]:
    """What one activity promises, and how it will be measured."""
    return {
        "naam": activiteit.naam,
        "omschrijving": activiteit.omschrijving,
        "verwachting": activiteit.verwachting,
        "voorziening": activiteit.voorziening,
        "subdoel": activiteit.subdoel,
        "principes": sorted(activiteit.principes),
        "indicatoren": [
            asdict(indicator) | {"streefwaarden": [asdict(cel) for cel in sorted(indicator.streefwaarden, key=_cel)]}
            for indicator in activiteit.indicatoren
        ],
    }


def _cel(cel: Streefcel) -> tuple[int, str, str]:
    return cel.jaar, cel.doelgroep, cel.stadsdeel


def verdeling(dossier: Dossier) -> dict[str, Any]:
    """Everybody's share: who asks what in which year, and who holds the pen."""
    return _verdeling(dossier, lambda deel: deel.organisatie)


def deelhash(deel: Deel) -> str:
    """Over the part of this organisation, whatever it is called today."""
    return sha256_van({"organisatie": deel.organisatie_id} | deel_inhoud(deel))


def inhoudshash(dossier: Dossier, deel: Deel) -> str:
    """What a participant agrees to: its own part and everybody's shares."""
    return sha256_van({"deel": deelhash(deel), "verdeling": _verdeling(dossier, lambda ander: ander.organisatie_id)})


def indiening_inhoud(dossier: Dossier) -> dict[str, Any]:
    """The whole application as it is submitted (format 2), minority views of who no longer takes part included."""
    aanvraag = dossier.aanvraag
    return {
        "format_versie": FORMAT_VERSIE,
        "kenmerk": aanvraag.kenmerk,
        "regeling": aanvraag.regeling.naam,
        "uitvraag": aanvraag.uitvraag.naam if aanvraag.uitvraag else None,
        "thema": aanvraag.tafel.thema.naam if aanvraag.tafel else None,
        "zelfstandig": aanvraag.zelfstandig,
        "periode": {"eerste_jaar": aanvraag.eerste_jaar, "laatste_jaar": aanvraag.laatste_jaar},
        "verdeling": verdeling(dossier),
        "plafond": dict(dossier.plafond),
        "delen": _op_naam({"organisatie": deel.organisatie} | deel_inhoud(deel) for deel in dossier.delen),
        "niet_meer": _op_naam(
            {
                "organisatie": deel.organisatie,
                "stand": deel.stand,
                "weg_op": amsterdam_dag(deel.weg_op),
                "reden": deel.reden,
                "zienswijze": deel.zienswijze,
                "besluit": deel.besluit,
            }
            for deel in dossier.gewezen
        ),
        "antwoorden": [
            {"soort": vraag.soort, "code": vraag.code, "vraag": vraag.naam, "tekst": vraag.tekst}
            for vraag in dossier.vragen
        ],
        "bijlagen": [asdict(bijlage) for bijlage in dossier.bijlagen],
    }


def _verdeling(dossier: Dossier, wie: Callable[[Deel], int | str]) -> dict[str, Any]:
    return {
        "penvoerder": next((wie(deel) for deel in dossier.delen if deel.is_penvoerder), None),
        "gevraagd": _op_naam({"organisatie": wie(deel), "bedragen": deel.gevraagd} for deel in dossier.delen),
    }


def _op_naam(rijen: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """In one order, however they were read; organisations may share a name."""
    return sorted(rijen, key=lambda rij: (rij["organisatie"], canoniek(rij)))
