"""What the same organisation asked before under the same regeling: where a new short form starts from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject

from kern.geld import NUL
from subsidies.models import Aanvraag, Antwoord, Begrotingspost, Postbedrag


@dataclass(frozen=True, slots=True)
class Vorige:
    """The last application that was submitted: its answers by the code of the question, and the amounts of its last
    year, in euro."""

    kenmerk: str
    jaar: int
    teksten: Mapping[str, str]
    kosten: Decimal
    anderen: Decimal

    @property
    def overgenomen(self) -> str:
        return f"Overgenomen van {self.jaar}: controleer"

    @property
    def gelijk(self) -> str:
        return f"Zelfde als voor {self.jaar}: klopt het nog?"

    @property
    def anders(self) -> str:
        return f"Anders dan voor {self.jaar}"

    @property
    def gevraagd(self) -> Decimal:
        return self.kosten - self.anderen


def vorige_van(aanvraag: Aanvraag) -> Vorige | None:
    """Of an earlier year; None when there is none: one query."""
    return vorige_bij(aanvraag.regeling_id, aanvraag.penvoerder_id, aanvraag.eerste_jaar)


def vorige_bij(regeling_id: int, organisatie_id: int, voor_jaar: int) -> Vorige | None:
    antwoorden = Antwoord.objects.filter(aanvraag=OuterRef("pk"), formuliervraag__isnull=False)
    bedragen = Postbedrag.objects.filter(post__deel__aanvraag=OuterRef("pk"), jaar=OuterRef("laatste_jaar"))
    rij = (
        Aanvraag.objects.filter(
            regeling=regeling_id,
            penvoerder=organisatie_id,
            zelfstandig=True,
            ontvangen_op__isnull=False,
            eerste_jaar__lt=voor_jaar,
        )
        .exclude(stand=Aanvraag.Stand.INGETROKKEN)
        .order_by("-eerste_jaar", "-id")
        .values(
            "kenmerk",
            "laatste_jaar",
            antwoorden_toen=ArraySubquery(
                antwoorden.values(feiten=JSONObject(code="formuliervraag__code", tekst="tekst"))
            ),
            bedragen_toen=ArraySubquery(
                bedragen.values(feiten=JSONObject(soort="post__soort", bedrag=Cast("bedrag", CharField())))
            ),
        )
        .first()
    )
    if rij is None:
        return None
    dekking = [feiten["soort"] in Begrotingspost.DEKKING for feiten in rij["bedragen_toen"]]
    bedrag = [Decimal(feiten["bedrag"]) for feiten in rij["bedragen_toen"]]
    return Vorige(
        kenmerk=rij["kenmerk"],
        jaar=rij["laatste_jaar"],
        teksten={feiten["code"]: feiten["tekst"] for feiten in rij["antwoorden_toen"]},
        kosten=sum((som for som, dekt in zip(bedrag, dekking, strict=True) if not dekt), NUL),
        anderen=sum((som for som, dekt in zip(bedrag, dekking, strict=True) if dekt), NUL),
    )
