"""What an officer judges: the parts of one account, and whether the whole can be closed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from organisaties.models import Lidmaatschap
from verantwoording.models import Bevinding, Deelverslag, Verantwoording, Verantwoordingsstuk
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
    ingediend_door: Lidmaatschap | None
    machtiging_tot: datetime.date | None  # of the machtiging under which that was
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
        .select_related("deel__organisatie", "machtiging", "ingediend_door__gebruiker", "ingediend_door__organisatie")
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
            ingediend_door=deel.ingediend_door,
            machtiging_tot=deel.machtiging.tot if deel.machtiging else None,
            vragen=deel.vragen,
            bevindingen=deel.geschreven,
        )
        for deel in delen
    ]


def laatste_stuk(verantwoording: Verantwoording) -> Verantwoordingsstuk | None:
    return verantwoording.stukken.order_by("-nummer").first()


def afrondstand(
    verantwoording: Verantwoording, delen: Sequence[Deelregel], stuk: Verantwoordingsstuk | None
) -> Afrondstand:
    """For `regels.afronden`: its parts, and the last document laid beside what stands in them now."""
    return Afrondstand(
        ingediend=verantwoording.stand == Verantwoording.Stand.INGEDIEND,
        niet_beoordeeld={deel.pk: deel.organisatie for deel in delen if deel.stand == Stand.INGEDIEND},
        met_vragen={deel.pk: deel.organisatie for deel in delen if deel.stand == Stand.VRAAG},
        stuk_klopt=stuk is not None and _klopt(verantwoording, Stuk.from_json(stuk.inhoud)),
    )


def _klopt(verantwoording: Verantwoording, stuk: Stuk) -> bool:
    toen = samen_van(stuk.teksten, stuk.delen)
    return laad_inbreng(verantwoording).samen.komt_van(toen.hash, toen.verhalen)
