"""The agreed plan of one application as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag
from subsidies.toegang import SCHRIJVERS
from verantwoording.models import Planwijziging
from verantwoording.plantoegang import bekende_afspraken, zichtbare_wijzigingen
from verantwoording.selectors.afspraken import Afgesproken, afspraken_van, jaren_met_verslag
from verantwoording.selectors.keten import Keten, keten_van


@dataclass(frozen=True, slots=True)
class Plandeel:
    """What one participant agreed to do; `stelt_voor`: who reads may propose a change in it, for the years
    after `gedaan_tot`: up to that year it was reported on."""

    deel_id: int
    organisatie: str
    afspraken: Sequence[Afgesproken]
    stelt_voor: bool
    gedaan_tot: int


@dataclass(frozen=True, slots=True)
class Planbeeld:
    """What was agreed for `jaar`, one of `jaren`, and the proposals to change it, the newest first."""

    jaar: int
    jaren: Sequence[int]
    delen: Sequence[Plandeel]
    keten: Keten | None
    voorstellen: Sequence[Planwijziging]

    @property
    def activiteiten(self) -> int:
        return sum(len(deel.afspraken) for deel in self.delen)

    @property
    def partners(self) -> int:
        """Who do something of it in that year."""
        return sum(bool(deel.afspraken) for deel in self.delen)


def planbeeld(lid: Lidmaatschap, aanvraag: Aanvraag, jaar: int | None) -> Planbeeld:
    """The plan in one year, today's when none is asked: seven queries. Needs `haal_plan`."""
    delen = {
        rij["deel"]: rij
        for rij in bekende_afspraken(lid)
        .filter(aanvraag=aanvraag)
        .order_by("deel__organisatie__sorteersleutel", "deel")
        .values("deel", "deel__organisatie", "deel__organisatie__naam")
        .annotate(
            eerste=Min("eerste_jaar"),
            laatste=Max("laatste_jaar"),
            gedaan=Coalesce(Subquery(jaren_met_verslag(OuterRef("deel"))[:1]), 0),
        )
    }
    eerste = min(rij["eerste"] for rij in delen.values())
    jaren = range(eerste, max(eerste, *(rij["laatste"] for rij in delen.values())) + 1)
    jaar = min(max(jaar or timezone.localdate().year, jaren[0]), jaren[-1])
    afspraken = [een for een in afspraken_van(aanvraag.pk, jaar) if een.deel_id in delen]
    per_deel = {
        deel_id: list(groep)
        for deel_id, groep in groupby(sorted(afspraken, key=lambda een: een.deel_id), key=lambda een: een.deel_id)
    }
    return Planbeeld(
        jaar=jaar,
        jaren=jaren,
        delen=[
            Plandeel(
                deel_id,
                rij["deel__organisatie__naam"],
                per_deel.get(deel_id, ()),
                rij["deel__organisatie"] == lid.organisatie_id and lid.rol in SCHRIJVERS,
                rij["gedaan"],
            )
            for deel_id, rij in delen.items()
        ],
        keten=keten_van(aanvraag, jaar, afspraken=afspraken, met_meetplan=True),
        voorstellen=list(
            zichtbare_wijzigingen(lid).filter(deel__aanvraag=aanvraag).select_related("deel__organisatie")
        ),
    )


def open_voorstellen(lid: Lidmaatschap) -> QuerySet[Planwijziging]:
    """Proposals that wait for an answer, the oldest first, with all that names them."""
    bij_de_aanvraag = (f"deel__aanvraag__{pad}" for pad in ("tafel__thema", "regeling", "penvoerder"))
    voorstellen = zichtbare_wijzigingen(lid).filter(stand=Planwijziging.Stand.VOORGESTELD)
    return voorstellen.select_related("deel__organisatie", *bij_de_aanvraag).order_by("pk")
