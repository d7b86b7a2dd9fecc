"""What of this room can be put before the college, and what the college then reads of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet

from kern.geld import als_bedrag
from kern.termijnen.stappen import datum
from subsidies.models import Besluit, Collegepunt
from subsidies.punt import Punt, Puntinhoud
from uitvoering.models import Bezwaar, Indexering, Vervolgvoorstel, Wijzigingsonderdeel
from uitvoering.selectors.indexering import overzicht
from uitvoering.selectors.voorstel import Jaarregel, laad_voorstel

_ZAAK = ("regeling", "uitvraag", "tafel__thema", "penvoerder")


@dataclass(frozen=True, slots=True)
class Bron:
    """One kind of decision: what of it is ready to be decided on, what one is called, and how it becomes a point."""

    klaar: Callable[[], QuerySet[Any]]
    naam: Callable[[Any], str]
    punt: Callable[[Any], Punt]


def _voorstellen() -> QuerySet[Vervolgvoorstel]:
    voorstellen = Vervolgvoorstel.objects.filter(stand=Vervolgvoorstel.Stand.VOORGELEGD)
    return voorstellen.select_related("opgesteld_door", *(f"aanvraag__{pad}" for pad in _ZAAK)).order_by("id")


def _naam_van_voorstel(voorstel: Vervolgvoorstel) -> str:
    return f"{voorstel.get_soort_display().capitalize()}: {voorstel.aanvraag.waarvoor} ({voorstel.kenmerk})"


def _punt_van_voorstel(voorstel: Vervolgvoorstel) -> Punt:
    beeld = laad_voorstel(voorstel)
    return Punt(
        soort=Besluit.Soort(voorstel.soort),
        kenmerk=voorstel.kenmerk,
        onderwerp=_naam_van_voorstel(voorstel),
        aanvraag_id=voorstel.aanvraag_id,
        voorbereid_door=voorstel.opgesteld_door,
        inhoud=Puntinhoud(
            zinnen=(f"Grond: {beeld.grond}.", voorstel.motivering),
            kolommen=("Ontvanger", "Jaar", "Nu", *(kolom.kop for kolom in beeld.soort.bedragsoort), "Wordt"),
            rijen=[
                (deel.subsidie.ontvanger.naam, str(jaar.jaar), *_bedragen(jaar))
                for deel in beeld.regels
                for jaar in deel.jaren
            ],
            geld=2,
        ),
    )


def _bedragen(jaar: Jaarregel) -> Iterable[str]:
    yield als_bedrag(jaar.nu)
    for _, bedrag in jaar.voorstel:
        yield "–" if bedrag is None else als_bedrag(bedrag)
    yield als_bedrag(jaar.wordt)


def _indexeringen() -> QuerySet[Indexering]:
    concepten = Indexering.objects.filter(stand=Indexering.Stand.CONCEPT)
    return concepten.select_related("regeling", "uitvraag", "opgesteld_door").order_by("id")


def _naam_van_indexering(indexering: Indexering) -> str:
    return f"Indexering {_jaar(indexering)} met {_procent(indexering)}: {_waar(indexering)}"


def _waar(indexering: Indexering) -> str:
    return f"{indexering.regeling}, {indexering.uitvraag}" if indexering.uitvraag else f"{indexering.regeling}"


def _jaar(indexering: Indexering) -> str:
    return f"{indexering.jaar} en later" if indexering.ook_later else f"{indexering.jaar}"


def _procent(indexering: Indexering) -> str:
    return f"{indexering.percentage.normalize():f}%".replace(".", ",")


def _punt_van_indexering(indexering: Indexering) -> Punt:
    """The college decides on the percentage, the year and the regeling; the amounts follow from them."""
    beeld = overzicht(indexering)
    procent = f"{_procent(indexering)}, het percentage van {datum(indexering.peildatum)}"
    rijen = [
        (f"{rij.ontvanger} ({rij.kenmerk})", *map(als_bedrag, (rij.was, rij.erbij, rij.wordt)))
        for rij in beeld.meedoend
    ]
    return Punt(
        soort=Besluit.Soort.INDEXERING,
        kenmerk=indexering.kenmerk,
        onderwerp=_naam_van_indexering(indexering),
        voorbereid_door=indexering.opgesteld_door,
        inhoud=Puntinhoud(
            zinnen=(
                f"De lopende subsidies van {_waar(indexering)} stijgen in {_jaar(indexering)} met {procent}.",
                f"Wij ronden {indexering.get_afronding_display()}.",
                indexering.motivering,
            ),
            kolommen=("Subsidie", "Was", "Erbij", "Wordt"),
            rijen=[*rijen, ("Samen", *map(als_bedrag, (beeld.was, beeld.erbij, beeld.wordt)))],
        ),
    )


def _bezwaren() -> QuerySet[Bezwaar]:
    """Those on a decision in a case."""
    bezwaren = Bezwaar.objects.filter(stand=Bezwaar.Stand.VOORGELEGD, beschikking__isnull=False)
    return bezwaren.select_related("organisatie", "behandelaar", "vastgelegd_door", "beschikking__besluit").order_by(
        "id"
    )


def _naam_van_bezwaar(bezwaar: Bezwaar) -> str:
    return f"Beslissing op het bezwaar van {bezwaar.organisatie} tegen {bezwaar.besluitkenmerk} ({bezwaar.kenmerk})"


def _punt_van_bezwaar(bezwaar: Bezwaar) -> Punt:
    bestreden = bezwaar.beschikking
    return Punt(
        soort=Besluit.Soort.BEZWAAR,
        kenmerk=bezwaar.kenmerk,
        onderwerp=_naam_van_bezwaar(bezwaar),
        aanvraag_id=bestreden.besluit.aanvraag_id if bestreden else None,
        voorbereid_door=bezwaar.behandelaar or bezwaar.vastgelegd_door,
        inhoud=Puntinhoud(
            zinnen=(f"Uitkomst: {bezwaar.get_uitkomst_display()}.", bezwaar.motivering),
            kolommen=("Jaar", "Wordt"),
            rijen=[(str(rij.jaar), als_bedrag(rij.wordt)) for rij in bezwaar.bedragen.all()],
        ),
    )


def _onderdelen() -> QuerySet[Wijzigingsonderdeel]:
    """Advised on, and not granted by a proposal of its own."""
    onderdelen = Wijzigingsonderdeel.objects.filter(stand=Wijzigingsonderdeel.Stand.OPEN, voorstel__isnull=True)
    return (
        onderdelen.exclude(advies="")
        .select_related("verzoek__ingediend_door", "verzoek__subsidie__deel", "verzoek__subsidie__ontvanger")
        .order_by("id")
    )


def _naam_van_onderdeel(onderdeel: Wijzigingsonderdeel) -> str:
    wat = onderdeel.get_soort_display()
    return f"Verzoek om wijziging van {onderdeel.verzoek.subsidie.ontvanger}: {wat} ({onderdeel.kenmerk})"


def _punt_van_onderdeel(onderdeel: Wijzigingsonderdeel) -> Punt:
    subsidie = onderdeel.verzoek.subsidie
    return Punt(
        soort=Besluit.Soort.WIJZIGING,
        kenmerk=onderdeel.kenmerk,
        onderwerp=_naam_van_onderdeel(onderdeel),
        aanvraag_id=subsidie.deel.aanvraag_id,
        voorbereid_door=onderdeel.verzoek.ingediend_door,
        inhoud=Puntinhoud(
            zinnen=(onderdeel.omschrijving, f"Voorstel: {onderdeel.get_advies_display()}.", onderdeel.motivering)
        ),
    )


BRONNEN = (
    Bron(_voorstellen, _naam_van_voorstel, _punt_van_voorstel),
    Bron(_indexeringen, _naam_van_indexering, _punt_van_indexering),
    Bron(_bezwaren, _naam_van_bezwaar, _punt_van_bezwaar),
    Bron(_onderdelen, _naam_van_onderdeel, _punt_van_onderdeel),
)


@dataclass(frozen=True, slots=True)
class Voorlegbaar:
    """One that lies before nobody else yet."""

    kenmerk: str
    naam: str
    punt: Callable[[], Punt]


def voor_te_leggen() -> list[Voorlegbaar]:
    """All that can be put before the college now: a query per kind, and one."""
    bij_college = set(Collegepunt.objects.filter(open=True).values_list("kenmerk", flat=True))
    return [
        Voorlegbaar(rij.kenmerk, bron.naam(rij), partial(bron.punt, rij))
        for bron in BRONNEN
        for rij in bron.klaar()
        if rij.kenmerk not in bij_college
    ]
