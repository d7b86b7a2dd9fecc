"""When a recipient is paid, and what it was paid."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Subquery

from kern.geld import NUL
from organisaties.models import Lidmaatschap
from subsidies.models import Beschikking
from subsidies.selectors.standen import bekend
from uitvoering.models import Betaaltermijn, Betaling
from uitvoering.toegang import zichtbare_subsidies


@dataclass(frozen=True, slots=True)
class Kalenderrij:
    """One instalment as its recipient sees it, in euro."""

    id: int
    kenmerk: str
    waarvoor: str
    jaar: int
    volgnummer: int
    dag: datetime.date
    bedrag: Decimal
    stand: str
    stand_naam: str
    betaald_op: datetime.date | None

    @property
    def is_betaald(self) -> bool:
        return self.stand == Betaaltermijn.Stand.BETAALD


@dataclass(frozen=True, slots=True)
class Betaalbeeld:
    """Instalments with their sums."""

    rijen: list[Kalenderrij]

    @property
    def betaald(self) -> Decimal:
        return sum((rij.bedrag for rij in self.rijen if rij.is_betaald), NUL)

    @property
    def nog(self) -> Decimal:
        return sum((rij.bedrag for rij in self.rijen if not rij.is_betaald), NUL)


def kalender(lid: Lidmaatschap) -> Betaalbeeld:
    """All instalments of the grants this membership may know of, by day (one query)."""
    return _beeld(Q(subsidie__in=zichtbare_subsidies(lid)), lid)


def betalingen_van_subsidie(subsidie_id: int, lid: Lidmaatschap) -> Betaalbeeld:
    """Those of one grant (one query)."""
    return _beeld(Q(subsidie=subsidie_id), lid)


def _beeld(welke: Q, lid: Lidmaatschap) -> Betaalbeeld:
    """A partner sees no instalment that may follow from a decision it was not told of yet (Awb 3:40)."""
    if not lid.is_gemeente:
        beschikkingen = Beschikking.objects.filter(deel=OuterRef("subsidie__deel"))
        onbekend = beschikkingen.exclude(pk__in=bekend(Beschikking.objects.all()).values("pk"))
        welke = Q(welke, ~Q(stand=Betaaltermijn.Stand.OPEN) | Q(~Exists(onbekend)))
    betaald = Betaling.objects.filter(termijn=OuterRef("pk"), stand=Betaling.Stand.BETAALD)
    termijnen = (
        Betaaltermijn.objects.filter(welke, bedrag__gt=NUL)
        .select_related("subsidie__deel__aanvraag__regeling", "subsidie__deel__aanvraag__tafel__thema")
        .annotate(betaald_op=Subquery(betaald.values("betaald_op")[:1]))
        .order_by("dag", "subsidie_id", "volgnummer")
    )
    return Betaalbeeld([_rij(termijn, termijn.betaald_op) for termijn in termijnen])


def _rij(termijn: Betaaltermijn, betaald_op: datetime.date | None) -> Kalenderrij:
    aanvraag = termijn.subsidie.deel.aanvraag
    return Kalenderrij(
        id=termijn.pk,
        kenmerk=termijn.subsidie.kenmerk,
        waarvoor=aanvraag.waarvoor,
        jaar=termijn.jaar,
        volgnummer=termijn.volgnummer,
        dag=termijn.dag,
        bedrag=termijn.bedrag,
        stand=termijn.stand,
        stand_naam=termijn.get_stand_display(),
        betaald_op=betaald_op,
    )


def als_ics(rijen: Iterable[Kalenderrij], nu: datetime.datetime) -> str:
    """The days to come as a calendar file (RFC 5545): no names, only the kenmerk and what for."""
    regels = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sociale Basis//betaalkalender//NL", "CALSCALE:GREGORIAN"]
    for rij in rijen:
        if rij.is_betaald:
            continue
        regels += [
            "BEGIN:VEVENT",
            f"UID:betaaltermijn-{rij.id}@sociale-basis",
            f"DTSTAMP:{nu.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{rij.dag:%Y%m%d}",
            f"DTEND;VALUE=DATE:{rij.dag + datetime.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_tekst(f'Subsidie {rij.waarvoor}: € {rij.bedrag}')}",
            f"DESCRIPTION:{_tekst(f'Kenmerk {rij.kenmerk}, {rij.jaar}, termijn {rij.volgnummer}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{gevouwen}\r\n" for regel in [*regels, "END:VCALENDAR"] for gevouwen in _vouw(regel))


def _tekst(tekst: str) -> str:
    """Escaped as the format asks."""
    return tekst.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _vouw(regel: str) -> list[str]:
    """A line is at most 75 octets; what follows begins with a space."""
    stukken, stuk = [], ""
    for teken in regel:
        if len((stuk + teken).encode()) > 75:
            stukken.append(stuk)
            stuk = " "
        stuk += teken
    return [*stukken, stuk]
