"""What exactly is agreed to and submitted: the content of a part, of the division, and of the whole."""

from collections.abc import Iterable
from typing import Any

from kern.canoniek import canoniek, sha256_van
from subsidies.dossier import Deel, Dossier

FORMAT_VERSIE = 1


def deel_inhoud(deel: Deel) -> dict[str, Any]:
    """A participant's own part: its budget and its voorzieningen, without numbers of the database.

    Posts and voorzieningen stand in the order of the participant; what a voorziening is tied to has no order.
    """
    return {
        "organisatie": deel.organisatie,
        "begroting": [
            {
                "soort": post.soort,
                "omschrijving": post.omschrijving,
                "bedragen": dict(post.bedragen),
            }
            for post in deel.posten
        ],
        "voorzieningen": [
            {
                "naam": aanbod.naam,
                "omschrijving": aanbod.omschrijving,
                "subdoelen": sorted(aanbod.subdoelen),
                "stadsdelen": sorted(aanbod.stadsdelen),
                "gebiedsopgaven": sorted(aanbod.gebiedsopgaven),
                "doelgroepen": sorted(aanbod.doelgroepen),
                "principes": sorted(aanbod.principes),
                "wettelijke_taken": sorted(aanbod.wettelijke_taken),
                "andere_themas": sorted(aanbod.andere_themas),
                "bereik_per_jaar": aanbod.bereik_per_jaar,
                "clientondersteuning": aanbod.clientondersteuning,
                "preventief": aanbod.preventief,
            }
            for aanbod in deel.aanbod
        ],
    }


def verdeling(dossier: Dossier) -> dict[str, Any]:
    """Everybody's share: who asks what in which year, and who holds the pen."""
    return {
        "penvoerder": next((deel.organisatie for deel in dossier.delen if deel.is_penvoerder), ""),
        "gevraagd": _op_naam({"organisatie": deel.organisatie, "bedragen": deel.gevraagd} for deel in dossier.delen),
    }


def _op_naam(rijen: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """In one order, however they were read; organisations may share a name."""
    return sorted(rijen, key=lambda rij: (rij["organisatie"], canoniek(rij)))


def deelhash(deel: Deel) -> str:
    return sha256_van(deel_inhoud(deel))


def inhoudshash(dossier: Dossier, deel: Deel) -> str:
    """What a participant agrees to: its own part and everybody's shares."""
    return sha256_van({"deel": deel_inhoud(deel), "verdeling": verdeling(dossier)})


def indiening_inhoud(dossier: Dossier) -> dict[str, Any]:
    """The whole application as it is submitted (format 1)."""
    aanvraag = dossier.aanvraag
    return {
        "format_versie": FORMAT_VERSIE,
        "kenmerk": aanvraag.kenmerk,
        "regeling": aanvraag.regeling.naam,
        "uitvraag": aanvraag.uitvraag.naam if aanvraag.uitvraag else None,
        "thema": aanvraag.tafel.thema.naam if aanvraag.tafel else None,
        "periode": {"eerste_jaar": aanvraag.eerste_jaar, "laatste_jaar": aanvraag.laatste_jaar},
        "verdeling": verdeling(dossier),
        "plafond": dict(dossier.plafond),
        "delen": _op_naam(deel_inhoud(deel) for deel in dossier.delen),
        "antwoorden": [
            {"soort": vraag.soort, "code": vraag.code, "vraag": vraag.naam, "tekst": vraag.tekst}
            for vraag in dossier.vragen
        ],
    }
