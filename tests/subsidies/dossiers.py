"""Dossiers in memory, for rules that ask no database."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from kern.geld import NUL
from regelingen.models import Regeling
from subsidies.dossier import Aanbod, AkkoordStand, Deel, Dossier, Kader, Opgave, Post, Vraag
from subsidies.models import Aanvraag

JAREN = (2027, 2028)


def euro(bedrag: int | str) -> Decimal:
    return Decimal(bedrag) + NUL


def maak_post(bedrag: int | str = 1000, soort: str = "loon", **velden: Any) -> Post:
    return Post(
        **{
            "pk": 1,
            "soort": soort,
            "omschrijving": "Medewerkers",
            "bedragen": {jaar: euro(bedrag) for jaar in JAREN},
        }
        | velden
    )


def maak_aanbod(**velden: Any) -> Aanbod:
    return Aanbod(
        **{
            "pk": 1,
            "naam": "Buurthuis",
            "omschrijving": "Elke dag open.",
            "subdoelen": ["Ontmoeten", "Meedoen"],
            "stadsdelen": ["Noord", "Oost"],
            "gebiedsopgaven": ["Elkaar zien"],
            "doelgroepen": ["Ouderen"],
            "principes": ["Maatjes"],
            "wettelijke_taken": ["Participatieverklaring"],
            "andere_themas": ["Werk"],
            "bereik": dict.fromkeys(JAREN, 100),
            "kosten": {},
            "clientondersteuning": 0,
            "preventief": False,
        }
        | velden
    )


def maak_deel(organisatie: str = "Anker", **velden: Any) -> Deel:
    """Complete and agreed to, unless told otherwise."""
    return Deel(
        **{
            "pk": 1,
            "organisatie_id": 1,
            "organisatie": organisatie,
            "fictief": True,
            "is_penvoerder": True,
            "aan_tafel": True,
            "begroting_versie": 1,
            "vorig_jaar": None,
            "jaren": JAREN,
            "posten": [maak_post()],
            "aanbod": [maak_aanbod()],
            "akkoord": AKKOORD,
        }
        | velden
    )


def maak_vraag(**velden: Any) -> Vraag:
    return Vraag(
        **{"pk": 1, "soort": "criterium", "code": "bereik", "naam": "Bereik", "aard": "", "tekst": "Zo.", "versie": 1}
        | velden
    )


def maak_kader(**velden: Any) -> Kader:
    return Kader(
        **{
            "subdoelen": ["Ontmoeten"],
            "opgaven": [Opgave("Elkaar zien", ["Noord"])],
            "wettelijke_taken": ["Participatieverklaring"],
            "stadsdelen": ["Noord", "Oost"],
            "doelgroepen": ["Ouderen"],
            "plafond": {jaar: euro(5000) for jaar in JAREN},
        }
        | velden
    )


def maak_dossier(*delen: Deel, **velden: Any) -> Dossier:
    return Dossier(
        **{
            "aanvraag": Aanvraag(
                kenmerk="SB-2026-0001",
                regeling=Regeling(naam="Thematafels"),
                eerste_jaar=JAREN[0],
                laatste_jaar=JAREN[-1],
            ),
            "delen": delen or (maak_deel(),),
            "vragen": [maak_vraag()],
            "kader": maak_kader(),
        }
        | velden
    )


def akkoord_stand(vervallen: bool = False) -> AkkoordStand:
    nu = timezone.now()
    return AkkoordStand(
        nu, "Noor", "0" * 64, nu if vervallen else None, "het eigen deel is gewijzigd" if vervallen else ""
    )


AKKOORD = akkoord_stand()
