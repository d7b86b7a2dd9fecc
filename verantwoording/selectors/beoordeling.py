"""What an officer judges: the parts of one account, and whether the whole can be closed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from verantwoording.models import Bevinding, Deelverslag, Verantwoording
from verantwoording.regels.afronden import Afrondstand
from verantwoording.regels.inhoud import samen_van
from verantwoording.regels.klok import te_laat
from verantwoording.selectors.inbreng import laad_inbreng
from verantwoording.stuk import Stuk

Stand = Deelverslag.Stand
STATUS = {Stand.OPEN: "bezig", Stand.INGEDIEND: "let-op", Stand.VRAAG: "bezig", Stand.AANVAARD: "klaar"}


@dataclass(frozen=True, slots=True)
class Deelregel:
    """One participant: where its part stands, and whose turn it is."""

    pk: int
    organisatie: str
    fictief: bool
    stand: Deelverslag.Stand
    uiterlijk: datetime.date
    ingediend_op: datetime.datetime | None
    vragen: int
    bevindingen: int

    @property
    def toestand(self) -> tuple[str, str]:
        """For the mark on a page: its colour, and in words."""
        if self.stand == Stand.OPEN and te_laat(self.uiterlijk, None, timezone.localdate()):
            return "let-op", "Te laat"
        naam = "te beoordelen" if self.stand == Stand.INGEDIEND else self.stand.label
        return STATUS[self.stand], naam.capitalize()


def deelregels(verantwoording: Verantwoording) -> list[Deelregel]:
    """Every part of an account, by name: one query."""
    vraag = Q(bevindingen__soort=Bevinding.Soort.VRAAG)
    delen = (
        Deelverslag.objects.filter(verantwoording=verantwoording)
        .select_related("deel__organisatie")
        .annotate(
            vragen=Count("bevindingen", filter=vraag & Q(bevindingen__antwoord_op=None)),
            geschreven=Count("bevindingen", filter=~vraag),
        )
        .order_by("deel__organisatie__naam", "pk")
    )
    return [
        Deelregel(
            pk=deel.pk,
            organisatie=deel.deel.organisatie.naam,
            fictief=deel.deel.organisatie.fictief,
            stand=Stand(deel.stand),
            uiterlijk=deel.uiterlijk,
            ingediend_op=deel.ingediend_op,
            vragen=deel.vragen,
            bevindingen=deel.geschreven,
        )
        for deel in delen
    ]


def afrondstand(verantwoording: Verantwoording, delen: Sequence[Deelregel], *, stuk_klopt: bool = True) -> Afrondstand:
    """For `regels.afronden`; whether the document still fits is only looked at when it is closed."""
    return Afrondstand(
        ingediend=verantwoording.stand == Verantwoording.Stand.INGEDIEND,
        niet_beoordeeld=[deel.organisatie for deel in delen if deel.stand == Stand.INGEDIEND],
        met_vragen=[deel.organisatie for deel in delen if deel.stand == Stand.VRAAG],
        stuk_klopt=stuk_klopt,
    )


def toestand_van(verantwoording: Verantwoording) -> Afrondstand:
    """The same, with the last document laid beside what stands in the parts now."""
    vastgelegd = verantwoording.stukken.order_by("-nummer").first()
    return afrondstand(
        verantwoording,
        deelregels(verantwoording),
        stuk_klopt=vastgelegd is not None and _klopt(verantwoording, Stuk.from_json(vastgelegd.inhoud)),
    )


def _klopt(verantwoording: Verantwoording, stuk: Stuk) -> bool:
    toen = samen_van(stuk.teksten, stuk.delen)
    return laad_inbreng(verantwoording).samen.komt_van(toen.hash, toen.verhalen)
