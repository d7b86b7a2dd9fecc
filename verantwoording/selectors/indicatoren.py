"""The list of the figures of the city: by theme, with the newest figure of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Value, When

from kern.grafiek_lijn import Meetpunt
from organisaties.models import Lidmaatschap
from thematafels.models import Thema
from thematafels.querysets import zichtbaar_voor
from verantwoording.models import Maatschappelijkeindicator, Themaindicator, Waarneming
from verantwoording.selectors.maatschappelijk import GEMEENTE, hoofdgebieden, meetpunt


@dataclass(frozen=True, slots=True)
class Indicatorrij:
    """One indicator under its theme, with the newest figure and where it was measured."""

    code: str
    naam: str
    eenheid: str
    bron: str
    thema: str | None
    gebied: str
    punt: Meetpunt | None

    @property
    def cijfer(self) -> str:
        if self.punt is None:
            return "nog geen cijfer"
        return "ingetrokken" if self.punt.waarde is None else self.punt.tekst(self.eenheid)


def themanamen(lid: Lidmaatschap) -> list[str]:
    """The themes that hope to contribute to some indicator, of calls this membership may see. One query."""
    gekozen = Exists(Themaindicator.objects.filter(thema=OuterRef("pk")))
    namen = Thema.objects.filter(gekozen, uitvraag__in=zichtbaar_voor(lid)).order_by("naam").distinct()
    return list(namen.values_list("naam", flat=True))


def kies_indicatoren(lid: Lidmaatschap, *, zoek: str, thema: str) -> QuerySet[Maatschappelijkeindicator, Any]:
    """Rows of `_VELDEN`, by theme and name; what no theme chose comes last. `thema` is the name of one."""
    bij = Q(themas__thema__uitvraag__in=zichtbaar_voor(lid))
    if thema:
        bij &= Q(themas__thema__naam=thema)
    indicatoren = Maatschappelijkeindicator.objects.annotate(thema=Min("themas__thema__naam", filter=bij))
    if thema:
        indicatoren = indicatoren.filter(thema__isnull=False)
    if zoek:
        indicatoren = indicatoren.filter(
            Q(naam__icontains=zoek) | Q(definitie__icontains=zoek) | Q(bron__naam__icontains=zoek)
        )
    return indicatoren.order_by(F("thema").asc(nulls_last=True), "naam", "id").values_list(*_VELDEN)


def indicator_rijen(gekozen: Sequence[tuple[Any, ...]]) -> list[Indicatorrij]:
    """One page of them, with the newest figure of our municipality, else of one of its stadsdelen. One query."""
    eerst_de_gemeente = Case(
        When(gebied__soort=GEMEENTE, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    nieuwste = (
        Waarneming.objects.filter(indicator__in=[pk for pk, *_ in gekozen], gebied__in=hoofdgebieden())
        .order_by("indicator_id", eerst_de_gemeente, "-jaar", "gebied__naam", "-periode", "-nummer")
        .distinct("indicator_id")
        .values_list("indicator_id", "gebied__naam", "periode", "waarde", "teken", "ondergrens", "bovengrens")
    )
    cijfers = {
        pk: (gebied, meetpunt(periode, waarde, teken, onder, boven))
        for pk, gebied, periode, waarde, teken, onder, boven in nieuwste
    }
    return [Indicatorrij(*velden, *cijfers.get(pk, ("", None))) for pk, *velden in gekozen]


_VELDEN = ("id", "code", "naam", "eenheid", "bron__naam", "thema")
