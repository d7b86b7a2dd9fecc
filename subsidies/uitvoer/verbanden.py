"""Alliances at the table: which participants belong to the same one. It gives nobody rights over the table."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from organisaties.models import Lidmaatschap, Onderaannemer, Verbandlid
from organisaties.verbanden import zichtbare_verbanden
from subsidies.dossier import Dossier
from thematafels.models import Regie

SAMEN = "de leden samen"


@dataclass(frozen=True, slots=True)
class Contract:
    """A subcontractor of an alliance whose contract ends before the grant does."""

    verband: str
    wie: str
    activiteit: str
    tot: datetime.date


@dataclass(frozen=True, slots=True)
class Verband:
    """An alliance with the participants that are in it. `regie` leads the theme of the table within it, if anybody."""

    pk: int
    naam: str
    leden: Sequence[str]
    regie: str
    contracten: Sequence[Contract]

    @property
    def is_samen(self) -> bool:
        """More than one of its members sits at the table."""
        return len(self.leden) > 1


def verbanden_aan_tafel(dossier: Dossier, lid: Lidmaatschap, dag: datetime.date) -> list[Verband]:
    """The alliances with more than one member among the participants: one query."""
    return [verband for verband in verbanden_van(dossier, lid, dag) if verband.is_samen]


def verbanden_van(dossier: Dossier, lid: Lidmaatschap, dag: datetime.date) -> list[Verband]:
    """The alliances the participants are in on `dag`, by name, as far as this reader may know of them: one query.

    The contracts are those that run on `dag` and end before the last day of the period.
    """
    aanvraag = dossier.aanvraag
    regie = Regie.objects.filter(verband=OuterRef("verband"), thema__tafel=aanvraag.tafel_id)
    einde = datetime.date(aanvraag.laatste_jaar, 12, 31)
    aflopend = Onderaannemer.objects.filter(
        verband=OuterRef("verband"), contract_tot__gte=dag, contract_tot__lt=einde
    ).values(
        feiten=JSONObject(
            wie=Coalesce("organisatie__naam", "naam"), activiteit="activiteit", contract_tot="contract_tot"
        )
    )
    rijen = (
        Verbandlid.objects.geldig_op(dag)
        .filter(
            organisatie__in=[deel.organisatie_id for deel in dossier.delen], verband__in=zichtbare_verbanden(lid, dag)
        )
        .order_by("verband__naam", "verband_id", "organisatie__sorteersleutel", "id")
        .values(
            "verband_id",
            "verband__naam",
            "organisatie__naam",
            regie=Subquery(regie.values(feiten=JSONObject(naam="organisatie__naam"))[:1]),
            contracten=ArraySubquery(aflopend),
        )
    )
    return [_verband(list(groep)) for _, groep in groupby(rijen, key=lambda rij: rij["verband_id"])]


def _verband(rijen: Sequence[Mapping[str, Any]]) -> Verband:
    eerste = rijen[0]
    naam, regie = eerste["verband__naam"], eerste["regie"]
    return Verband(
        pk=eerste["verband_id"],
        naam=naam,
        leden=[rij["organisatie__naam"] for rij in rijen],
        regie=(regie["naam"] or SAMEN) if regie else "",
        contracten=[
            Contract(
                naam,
                feiten["wie"],
                feiten["activiteit"],
                datetime.date.fromisoformat(feiten["contract_tot"]),
            )
            for feiten in eerste["contracten"]
        ],
    )
