"""The legal clock of an application and of each of its parts, from the regeling that governs it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from kern.selectors import vrije_dagen
from kern.termijnen import beslistermijn as klok
from kern.termijnen.aanvulling import Aanvulling as Aanvultermijn
from kern.termijnen.aanvulling import aanvulling
from kern.termijnen.dagen import Vrij
from kern.termijnen.opschorting import Opschorting
from kern.termijnen.stappen import amsterdam_dag, laatste_open_dag
from regelingen.parameters import Parameters
from regelingen.selectors import parameters_op
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Aanvulling,
    Beschikking,
    Deelvoorstel,
    Termijnopschorting,
    Verdaging,
)


@dataclass(frozen=True, slots=True)
class Aanvulverzoek:
    """One request to supplement, with all dates that follow from it."""

    pk: int
    deel_id: int
    stand: str
    wat: str
    antwoord: str
    termijn: Aanvultermijn

    def wacht(self, vandaag: datetime.date) -> bool:
        """Its part is left out of what is decided on the others: until it was supplemented, an officer goes on, or
        the time to refuse treatment has passed too (Awb 4:5 lid 4)."""
        return self.stand == Aanvulling.Stand.GEVRAAGD and vandaag <= self.termijn.niet_behandelen_tot

    def is_verstreken(self, vandaag: datetime.date) -> bool:
        return self.stand == Aanvulling.Stand.GEVRAAGD and vandaag > self.termijn.uiterlijk


@dataclass(frozen=True, slots=True)
class Termijnfeiten:
    """What moves the clock. `open_delen` take part and have no decision yet; `voorgesteld` have proposed amounts."""

    open_delen: Sequence[int]
    voorgesteld: Sequence[int]
    verdagingen: Sequence[klok.Verdaging]
    opschortingen: Sequence[tuple[int | None, Opschorting]]
    aanvullingen: Sequence[Aanvulverzoek]

    @property
    def verzoek_per_deel(self) -> dict[int, Aanvulverzoek]:
        """The latest request of each part."""
        return {verzoek.deel_id: verzoek for verzoek in self.aanvullingen}

    @property
    def wachtend(self) -> dict[int, Aanvulverzoek]:
        vandaag = timezone.localdate()
        return {deel_id: verzoek for deel_id, verzoek in self.verzoek_per_deel.items() if verzoek.wacht(vandaag)}

    def opschortingen_van(self, deel_id: int | None) -> list[Opschorting]:
        """Of the whole application, and for one part its own and its requests to supplement beside them."""
        eigen = [opschorting for van, opschorting in self.opschortingen if van is None or van == deel_id]
        return eigen + [een.termijn.opschorting for een in self.aanvullingen if een.deel_id == deel_id]

    @property
    def eigen_klok(self) -> set[int]:
        """The undecided parts whose clock differs from that of the others."""
        bijzonder = {een.deel_id for een in self.aanvullingen} | {van for van, _ in self.opschortingen if van}
        return bijzonder & set(self.open_delen)


@dataclass(frozen=True, slots=True)
class Zaakklok:
    """The clock of the application (`geheel`: the first day that counts) and of each part with a clock of its own."""

    geheel: klok.Beslistermijn
    per_deel: Mapping[int, klok.Beslistermijn]
    feiten: Termijnfeiten
    regel: klok.Beslisregel
    parameters: Parameters


def feiten_velden() -> dict[str, ArraySubquery]:
    """What `lees_feiten` reads, to fold into a query on Aanvraag."""
    beslist = Beschikking.objects.filter(deel=OuterRef("pk"), wijzigt=None)
    delen = Aanvraagdeel.objects.filter(aanvraag=OuterRef("pk"), stand=Aanvraagdeel.Stand.ACTIEF)
    return {
        "klok_delen": ArraySubquery(delen.filter(~Exists(beslist)).order_by("pk").values("pk")),
        "klok_voorstellen": ArraySubquery(
            Deelvoorstel.objects.filter(deel__aanvraag=OuterRef("pk")).order_by("id").values("deel_id")
        ),
        "klok_verdagingen": ArraySubquery(
            Verdaging.objects.filter(aanvraag=OuterRef("pk"))
            .order_by("id")
            .values(feiten=JSONObject(aangekondigd_op="aangekondigd_op", nieuwe_dag="nieuwe_dag"))
        ),
        "klok_opschortingen": ArraySubquery(
            Termijnopschorting.objects.filter(aanvraag=OuterRef("pk"))
            .order_by("id")
            .values(feiten=JSONObject(deel="deel_id", grond="grond", van="van", tot_en_met="tot_en_met"))
        ),
        "klok_aanvullingen": ArraySubquery(
            Aanvulling.objects.filter(deel__aanvraag=OuterRef("pk"))
            .order_by("id")
            .values(
                feiten=JSONObject(
                    pk="pk",
                    deel="deel_id",
                    stand="stand",
                    wat="wat",
                    antwoord="antwoord",
                    gevraagd_op="gevraagd_op",
                    dagen="dagen",
                    aangevuld_op="aangevuld_op",
                    afgesloten_op="afgesloten_op",
                )
            )
        ),
    }


def lees_feiten(rij: Mapping[str, Any], vrij: Vrij) -> Termijnfeiten:
    return Termijnfeiten(
        open_delen=rij["klok_delen"],
        voorgesteld=rij["klok_voorstellen"],
        verdagingen=[
            klok.Verdaging(_dag(een["aangekondigd_op"]), _dag(een["nieuwe_dag"])) for een in rij["klok_verdagingen"]
        ],
        opschortingen=[
            (
                een["deel"],
                Opschorting(
                    Termijnopschorting.GROND[een["grond"]],
                    _dag(een["van"]),
                    _dag(een["tot_en_met"]) if een["tot_en_met"] else None,
                ),
            )
            for een in rij["klok_opschortingen"]
        ],
        aanvullingen=[_verzoek(een, vrij) for een in rij["klok_aanvullingen"]],
    )


def termijnfeiten(aanvraag: Aanvraag, vrij: Vrij) -> Termijnfeiten:
    """One query."""
    return lees_feiten(Aanvraag.objects.values(**feiten_velden()).get(pk=aanvraag.pk), vrij)


def zaakklok(aanvraag: Aanvraag, rij: Mapping[str, Any] | None = None) -> Zaakklok:
    """All clocks of one application: 3 queries, 2 when the caller read `feiten_velden` along (`rij`).

    Asks for a submitted application: it has a day of receipt.
    """
    if aanvraag.ontvangen_op is None:
        raise ValueError("Een aanvraag die niet is ontvangen heeft geen beslistermijn")
    ontvangen = amsterdam_dag(aanvraag.ontvangen_op)
    vrij = vrije_dagen()
    feiten = termijnfeiten(aanvraag, vrij) if rij is None else lees_feiten(rij, vrij)
    parameters = parameters_op(aanvraag.regeling, ontvangen)
    regel = _regel(parameters)
    sluit_op = aanvraag.uitvraag.sluit_op if aanvraag.uitvraag else None

    def voor(deel_id: int | None) -> klok.Beslistermijn:
        return klok.beslistermijn(
            ontvangen=ontvangen,
            peildatum=timezone.localdate(),
            regel=regel,
            sluiting=laatste_open_dag(sluit_op) if sluit_op else None,
            opschortingen=feiten.opschortingen_van(deel_id),
            verdagingen=feiten.verdagingen,
            vrij=vrij,
        )

    per_deel = {deel_id: voor(deel_id) for deel_id in sorted(feiten.eigen_klok)}
    anderen = set(feiten.open_delen) - set(per_deel)
    geheel = voor(None) if anderen or not per_deel else min(per_deel.values(), key=lambda een: een.wettelijke_dag)
    return Zaakklok(geheel, per_deel, feiten, regel, parameters)


def beslistermijn(aanvraag: Aanvraag, deel_id: int | None = None) -> klok.Beslistermijn:
    """The last day to decide (Awb 4:13), with its steps: of the application, or of one part.

    A part that was asked to supplement has a clock of its own; the others go on. When every part still to be decided
    has one, the first of them is the clock of the application.
    """
    alle = zaakklok(aanvraag)
    return alle.geheel if deel_id is None else alle.per_deel.get(deel_id, alle.geheel)


def _regel(parameters: Parameters) -> klok.Beslisregel:
    return klok.Beslisregel(
        weken=parameters.beslistermijn_weken,
        vanaf="sluiting" if parameters.beslistermijn_vanaf == "sluiting" else "ontvangst",
        verdaging_toegestaan=parameters.verdaging_toegestaan,
        verdaging_max_weken=parameters.verdaging_max_weken,
        artikel=f"Awb 4:13; {parameters.asv_naam}",
    )


def _verzoek(feiten: Mapping[str, Any], vrij: Vrij) -> Aanvulverzoek:
    """What ends without a supplement stands still until that day, as what was supplemented does."""
    einde = feiten["aangevuld_op"] or feiten["afgesloten_op"]
    return Aanvulverzoek(
        pk=feiten["pk"],
        deel_id=feiten["deel"],
        stand=feiten["stand"],
        wat=feiten["wat"],
        antwoord=feiten["antwoord"],
        termijn=aanvulling(_dag(feiten["gevraagd_op"]), feiten["dagen"], _dag(einde) if einde else None, vrij),
    )


def _dag(tekst: str) -> datetime.date:
    return datetime.date.fromisoformat(tekst)
