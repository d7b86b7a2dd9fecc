"""Who agreed to what and when, of everybody who takes part."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from subsidies.dossier import Deel, Dossier
from subsidies.models import Aanvraagdeel, Akkoord, Uitneming
from subsidies.regels.volledigheid import deel_is_klaar, ontbreekt


@dataclass(frozen=True, slots=True)
class Akkoordregel:
    """One akkoord that was given: by whom, on what, and through whose act it lapsed.

    `machtiging_van` is empty when a tekenbevoegde of the organisation itself signed.
    """

    door: str
    machtiging_van: str
    machtiging_tot: datetime.date | None
    gegeven_op: datetime.datetime
    inhoudshash: str
    vervallen_op: datetime.datetime | None
    reden: str
    vervallen_door: str

    @property
    def hash_kort(self) -> str:
        return self.inhoudshash[:8]


@dataclass(frozen=True, slots=True)
class Deelnemerrij:
    """One participant: what its part still misses, and its akkoorden, the newest first.

    `voorstel_id` is the running proposal to go on without it.
    """

    deel: Deel
    klaar: bool
    mist: Sequence[str]
    akkoorden: Sequence[Akkoordregel]
    voorstel_id: int | None

    @property
    def laatste(self) -> Akkoordregel | None:
        return self.akkoorden[0] if self.akkoorden else None

    @property
    def eerdere(self) -> Sequence[Akkoordregel]:
        return self.akkoorden[1:]


def deelnemerrijen(dossier: Dossier) -> list[Deelnemerrij]:
    """In the order of the application: one query beside the dossier."""
    gaten = [gemis for gemis in ontbreekt(dossier) if gemis.blokkeert and gemis.plek != "akkoord"]
    lopend = Uitneming.objects.filter(deel=OuterRef("pk"), stand=Uitneming.Stand.VOORGESTELD)
    rijen = Aanvraagdeel.objects.filter(aanvraag=dossier.aanvraag).values_list(
        "pk", ArraySubquery(_akkoorden_van_deel(OuterRef("pk"))), Subquery(lopend.values("pk")[:1])
    )
    feiten = {pk: (akkoorden, voorstel_id) for pk, akkoorden, voorstel_id in rijen}
    return [
        Deelnemerrij(
            deel=deel,
            klaar=deel_is_klaar(deel),
            mist=[gemis.tekst for gemis in gaten if gemis.wie == deel.organisatie],
            akkoorden=[_regel(akkoord) for akkoord in feiten[deel.pk][0]],
            voorstel_id=feiten[deel.pk][1],
        )
        for deel in dossier.delen
    ]


def laatste_akkoord(deel_id: int) -> Akkoordregel | None:
    """The newest akkoord on a part: one query."""
    feiten = _akkoorden_van_deel(deel_id).first()
    return _regel(feiten["feiten"]) if feiten else None


def _akkoorden_van_deel(deel: Any) -> Any:
    return (
        Akkoord.objects.filter(deel=deel)
        .order_by("-id")
        .values(
            feiten=JSONObject(
                door="door__gebruiker__naam",
                machtiging_van="machtiging__gemachtigde__organisatie__naam",
                machtiging_tot="machtiging__tot",
                gegeven_op="gegeven_op",
                inhoudshash="inhoudshash",
                vervallen_op="vervallen_op",
                reden="vervallen_reden",
                door_wie="vervallen_door__gebruiker__naam",
                door_organisatie="vervallen_door__organisatie__naam",
            )
        )
    )


def _regel(feiten: Mapping[str, Any]) -> Akkoordregel:
    wie = [feiten["door_wie"], feiten["door_organisatie"]]
    return Akkoordregel(
        door=feiten["door"],
        machtiging_van=feiten["machtiging_van"] or "",
        machtiging_tot=_dag(feiten["machtiging_tot"]),
        gegeven_op=datetime.datetime.fromisoformat(feiten["gegeven_op"]),
        inhoudshash=feiten["inhoudshash"],
        vervallen_op=datetime.datetime.fromisoformat(feiten["vervallen_op"]) if feiten["vervallen_op"] else None,
        reden=Akkoord.Reden(feiten["reden"]).label if feiten["reden"] else "",
        vervallen_door=", ".join(filter(None, wie)),
    )


def _dag(tekst: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(tekst) if tekst else None
