"""The part of one participant as a paper for its board: one value, from which the PDF and the ODT are both made."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL
from subsidies.begrotingsbeeld import Afzet, Uitkomst, begrotingsbeeld
from subsidies.dossier import Deel, Dossier
from subsidies.models import Aanvraag
from subsidies.regels.volledigheid import ontbreekt
from subsidies.uitvoer.cijfers import aandelen
from subsidies.uitvoer.merk import merk_van

AFRONDING = "De aandelen tellen op tot precies 100%: wat bij het afronden overblijft, gaat naar de grootste resten."


@dataclass(frozen=True, slots=True)
class Aandeelrij:
    """What one participant asks: per year, together, and its share in percent."""

    organisatie: str
    per_jaar: Sequence[Decimal]
    samen: Decimal
    aandeel: Decimal | None


@dataclass(frozen=True, slots=True)
class Deelstuk:
    """All that stands on the paper. `mist` is empty once the application was submitted.

    `antwoorden` are the questions and texts of who applies alone; what a table writes together is in no part.
    """

    titel: str
    kenmerk: str
    datum: datetime.date
    merk: str
    feiten: Sequence[tuple[str, str]]
    deel: Deel
    beeld: Sequence[Uitkomst]
    verdeling: Sequence[Aandeelrij]
    totaal: Aandeelrij
    antwoorden: Sequence[tuple[str, str]]
    mist: Sequence[str]
    is_concept: bool


def maak_deelstuk(dossier: Dossier, deel: Deel, *, stand: str, datum: datetime.date) -> Deelstuk:
    """`deel` is a part of this dossier, or one that no longer takes part; `stand` says which."""
    aanvraag = dossier.aanvraag
    is_concept = aanvraag.stand == Aanvraag.Stand.CONCEPT
    samen = dossier.gevraagd
    eigen = deel.gevraagd if deel in dossier.delen else {}
    anderen = {jaar: bedrag - eigen.get(jaar, NUL) for jaar, bedrag in samen.items()}
    return Deelstuk(
        titel=f"{deel.organisatie} in de aanvraag {aanvraag.naam} {aanvraag.periode}",
        kenmerk=aanvraag.kenmerk,
        datum=datum,
        merk=merk_van(aanvraag),
        feiten=_feiten(dossier, deel, stand),
        deel=deel,
        beeld=begrotingsbeeld(deel.posten, deel.jaren, Afzet(deel.vorig_jaar, dossier.plafond, anderen)),
        verdeling=[
            Aandeelrij(ander.organisatie, list(ander.gevraagd.values()), ander.gevraagd_totaal, aandeel)
            for ander, aandeel in zip(
                dossier.delen, aandelen([ander.gevraagd_totaal for ander in dossier.delen]), strict=True
            )
        ],
        totaal=Aandeelrij("Samen", list(samen.values()), dossier.gevraagd_totaal, None),
        antwoorden=[(vraag.naam, vraag.tekst) for vraag in dossier.vragen] if aanvraag.zelfstandig else [],
        mist=[gemis.tekst for gemis in ontbreekt(dossier) if gemis.deel_id == deel.pk] if is_concept else [],
        is_concept=is_concept,
    )


def _feiten(dossier: Dossier, deel: Deel, stand: str) -> list[tuple[str, str]]:
    aanvraag = dossier.aanvraag
    feiten = [
        ("Organisatie", deel.organisatie),
        ("Regeling", aanvraag.regeling.naam),
        ("Uitvraag", aanvraag.uitvraag.naam if aanvraag.uitvraag else ""),
        ("Thematafel", aanvraag.tafel.thema.naam if aanvraag.tafel and not aanvraag.zelfstandig else ""),
        ("Periode", aanvraag.periode),
        ("Penvoerder", aanvraag.penvoerder.naam),
        ("Stand van de aanvraag", aanvraag.get_stand_display()),
        ("Dit deel", stand),
    ]
    return [(naam, waarde) for naam, waarde in feiten if waarde]
