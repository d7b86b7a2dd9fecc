"""What was agreed to do and to measure, composed: a fixed number of queries, whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Sum

from kern.geld import NUL
from subsidies.models import Beschikkingsbedrag
from subsidies.plan import Activiteitfeit, Indicatorfeit, Streefcel
from subsidies.regels.plan import meetgaten
from thematafels.models import Niveau, Richting
from verantwoording.models import Afspraak, Deelverslag, Meetafspraak, Streefcijfer


@dataclass(frozen=True, slots=True)
class Streef:
    """What to reach in one year; without group and district for everybody."""

    jaar: int
    doelgroep_id: int | None
    doelgroep: str
    stadsdeel_id: int | None
    stadsdeel: str
    waarde: Decimal

    @property
    def is_geheel(self) -> bool:
        return self.doelgroep_id is None and self.stadsdeel_id is None

    @property
    def voor_wie(self) -> str:
        return ", ".join(naam for naam in (self.doelgroep, self.stadsdeel) if naam) or "iedereen"


@dataclass(frozen=True, slots=True)
class Meetpunt:
    """What is counted or asked, with what was agreed to reach: of all years, in order."""

    pk: int
    niveau: Niveau
    naam: str
    eenheid: str
    richting: Richting
    hoe: str
    wanneer: str
    door: str
    streef: tuple[Streef, ...]

    @property
    def geheel(self) -> Sequence[Streef]:
        """What to reach by everybody together, year after year."""
        return [streef for streef in self.streef if streef.is_geheel]

    @property
    def meten(self) -> str:
        """How, when and by whom, as far as it is known."""
        return self.als_feit.meten

    @property
    def als_feit(self) -> Indicatorfeit:
        """As its application would have it."""
        return Indicatorfeit(
            niveau=self.niveau,
            naam=self.naam,
            eenheid=self.eenheid,
            richting=self.richting,
            hoe=self.hoe,
            wanneer=self.wanneer,
            door=self.door,
            streefwaarden=[Streefcel(een.jaar, een.waarde, een.doelgroep, een.stadsdeel) for een in self.streef],
        )


@dataclass(frozen=True, slots=True)
class Principekop:
    pk: int
    groep: str
    naam: str


@dataclass(frozen=True, slots=True)
class Afgesproken:
    """One crucial activity as it was agreed, in the words of that day."""

    pk: int
    nummer: int
    deel_id: int
    organisatie_id: int
    organisatie: str
    eerste_jaar: int
    laatste_jaar: int
    naam: str
    omschrijving: str
    verwachting: str
    voorziening_id: int | None
    voorziening: str
    subdoel_id: int
    subdoel: str
    principes: tuple[Principekop, ...]
    meetpunten: tuple[Meetpunt, ...]

    @property
    def periode(self) -> str:
        een = self.eerste_jaar == self.laatste_jaar
        return str(self.eerste_jaar) if een else f"{self.eerste_jaar}–{self.laatste_jaar}"

    @property
    def als_feit(self) -> Activiteitfeit:
        """As its application would have it."""
        return Activiteitfeit(
            pk=self.pk,
            naam=self.naam,
            omschrijving=self.omschrijving,
            verwachting=self.verwachting,
            voorziening=self.voorziening,
            subdoel=self.subdoel,
            principes=[principe.naam for principe in self.principes],
            indicatoren=[meetpunt.als_feit for meetpunt in self.meetpunten],
        )

    @property
    def meetgaten(self) -> Sequence[str]:
        """What cannot be measured of it."""
        return meetgaten(self.als_feit)


def afspraken_van(aanvraag_id: int, jaar: int | None = None) -> tuple[Afgesproken, ...]:
    """The agreements of an application that hold in `jaar`, or in any year: four queries. In order of nummer."""
    afspraken = Afspraak.objects.filter(aanvraag=aanvraag_id, laatste_jaar__gte=F("eerste_jaar"))
    if jaar is not None:
        afspraken = afspraken.filter(eerste_jaar__lte=jaar, laatste_jaar__gte=jaar)
    rijen = list(afspraken.select_related("deel__organisatie", "voorziening", "subdoel"))
    ids = [rij.pk for rij in rijen]
    principes, meetpunten = _principes(ids), _meetpunten(ids)
    return tuple(
        Afgesproken(
            pk=rij.pk,
            nummer=rij.nummer,
            deel_id=rij.deel_id,
            organisatie_id=rij.deel.organisatie_id,
            organisatie=rij.deel.organisatie.naam,
            eerste_jaar=rij.eerste_jaar,
            laatste_jaar=rij.laatste_jaar,
            naam=rij.naam,
            omschrijving=rij.omschrijving,
            verwachting=rij.verwachting,
            voorziening_id=rij.voorziening_id,
            voorziening=str(rij.voorziening or ""),
            subdoel_id=rij.subdoel_id,
            subdoel=rij.subdoel.naam,
            principes=tuple(principes[rij.pk]),
            meetpunten=tuple(meetpunten[rij.pk]),
        )
        for rij in rijen
    )


def verleende_jaren(deel_ids: Iterable[int]) -> dict[int, range]:
    """Of parts of an application: from the first to the last year for which money is granted now. One query."""
    bedragen = (
        Beschikkingsbedrag.objects.filter(
            beschikking__deel__in=list(deel_ids), beschikking__deel__subsidie__isnull=False
        )
        .order_by()
        .values_list("beschikking__deel", "jaar")
        .annotate(samen=Sum("verleend"))
        .filter(samen__gt=NUL)
    )
    jaren: dict[int, list[int]] = defaultdict(list)
    for deel_id, jaar, _ in bedragen:
        jaren[deel_id].append(jaar)
    return {deel_id: range(min(rij), max(rij) + 1) for deel_id, rij in jaren.items()}


def jaren_met_verslag(deel: int | OuterRef) -> QuerySet[Any, int]:
    """On which years a participant handed in its report, the last one first."""
    gedaan = Deelverslag.objects.filter(deel=deel).exclude(stand=Deelverslag.Stand.OPEN)
    return gedaan.order_by("-verantwoording__jaar").values_list("verantwoording__jaar", flat=True)


def verslag_gedaan_tot(deel_id: int) -> int:
    """The last of them; 0 without one. Up to that year what was agreed stays."""
    return jaren_met_verslag(deel_id).first() or 0


def te_wijzigen(deel_id: int, jaren: Iterable[int]) -> list[int]:
    """Of these years those from which on what this participant agreed can still change: one query."""
    gedaan = verslag_gedaan_tot(deel_id)
    return [jaar for jaar in jaren if jaar > gedaan]


def _principes(ids: list[int]) -> Mapping[int, list[Principekop]]:
    per_afspraak: dict[int, list[Principekop]] = defaultdict(list)
    rijen = Afspraak.principes.through.objects.filter(afspraak__in=ids).order_by("principe__volgorde", "principe")
    for afspraak_id, pk, groep, naam in rijen.values_list("afspraak", "principe", "principe__groep", "principe__naam"):
        per_afspraak[afspraak_id].append(Principekop(pk, groep, naam))
    return per_afspraak


def _meetpunten(ids: list[int]) -> Mapping[int, list[Meetpunt]]:
    streef: dict[int, list[Streef]] = defaultdict(list)
    cijfers = Streefcijfer.objects.filter(meetafspraak__afspraak__in=ids).select_related("doelgroep", "stadsdeel")
    het_geheel_eerst = (F(veld).asc(nulls_first=True) for veld in ("doelgroep", "stadsdeel"))
    for cijfer in cijfers.order_by("jaar", *het_geheel_eerst):
        streef[cijfer.meetafspraak_id].append(
            Streef(
                jaar=cijfer.jaar,
                doelgroep_id=cijfer.doelgroep_id,
                doelgroep=str(cijfer.doelgroep or ""),
                stadsdeel_id=cijfer.stadsdeel_id,
                stadsdeel=str(cijfer.stadsdeel or ""),
                waarde=cijfer.waarde,
            )
        )
    per_afspraak: dict[int, list[Meetpunt]] = defaultdict(list)
    for rij in Meetafspraak.objects.filter(afspraak__in=ids):
        per_afspraak[rij.afspraak_id].append(
            Meetpunt(
                pk=rij.pk,
                niveau=Niveau(rij.niveau),
                naam=rij.naam,
                eenheid=rij.eenheid,
                richting=Richting(rij.richting),
                hoe=rij.hoe,
                wanneer=rij.wanneer,
                door=rij.door,
                streef=tuple(streef[rij.pk]),
            )
        )
    return per_afspraak
