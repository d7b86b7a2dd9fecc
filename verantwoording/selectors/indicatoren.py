"""The list of the figures of the city: by theme, with the last figure of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from organisaties.models import Lidmaatschap
from thematafels.models import Thema
from thematafels.querysets import zichtbaar_voor
from verantwoording.models import Maatschappelijkeindicator, Themaindicator
from verantwoording.selectors.maatschappelijk import Gebiedsreeks, hoofdreeks, hoofdreeksen_van


@dataclass(frozen=True, slots=True)
class Indicatorrij:
    """One indicator under its theme, and the series that its page opens with; None without any figure."""

    code: str
    naam: str
    eenheid: str
    bron: str
    thema: str | None
    reeks: Gebiedsreeks | None

    @property
    def cijfer(self) -> str:
        punt = self.reeks and self.reeks.laatste
        return punt.tekst(self.eenheid) if punt else "nog geen cijfer"


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
    """One page of them, each with the last figure of the area that its own page opens with. One query."""
    reeksen = hoofdreeksen_van([pk for pk, *_ in gekozen])
    return [
        Indicatorrij(code, naam, eenheid, bron, thema, hoofdreeks(reeksen.get(pk, ())))
        for pk, code, naam, eenheid, bron, thema in gekozen
    ]


_VELDEN = ("id", "code", "naam", "eenheid", "bron__naam", "thema")
