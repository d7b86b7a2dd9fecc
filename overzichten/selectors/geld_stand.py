"""The figures under the pages of the council, and what of them may not be told yet."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.urls import reverse

from begroting.models import Bestedingsdoel, Budgetjaar, JuridischeVorm, Stand, Verplichting
from begroting.selectors.standen import op_peildatum
from kern.geld import NUL
from organisaties.models import Organisatie
from organisaties.soorten import AanvragerSoort
from overzichten.geldpagina import Schakel

# What decisions did to each commitment while their letter was not sent: those of which it is not sent now, and those
# of which the database kept on which days that was so (Stilte). A replaced letter lives on in the one with the same
# kenmerk. A decision books under the kenmerk of one of its beschikkingen.
_STIL = """
WITH wacht AS MATERIALIZED (
    SELECT b.besluit_id, b.deel_id
    FROM brieven_brief nu
    JOIN brieven_brief eerste ON eerste.kenmerk = nu.kenmerk
    JOIN subsidies_beschikking b ON b.brief_id = eerste.id
    WHERE nu.stand NOT IN ('verzonden', 'vervangen')
), stil AS MATERIALIZED (
    SELECT bo.id
    FROM wacht
    JOIN subsidies_beschikking mee ON mee.besluit_id = wacht.besluit_id
    JOIN begroting_boekstuk stuk ON stuk.kenmerk = 'besluit-' || mee.kenmerk AND stuk.datum <= %(per)s
    JOIN subsidies_subsidie su ON su.deel_id = wacht.deel_id
    JOIN subsidies_subsidiejaar sj ON sj.subsidie_id = su.id
    JOIN begroting_boeking bo ON bo.boekstuk_id = stuk.id AND bo.verplichting_id = sj.verplichting_id
    WHERE bo.soort IN ('verplichting', 'bijstelling', 'vrijval')
    UNION
    SELECT s.boeking_id FROM overzichten_stilte s WHERE s.dagen @> %(per)s::date
), boeking AS (
    SELECT bo.id, bo.verplichting_id, bo.soort, bo.bedrag, v.bestedingsdoel_id, d.budgetjaar_id
    FROM stil
    JOIN begroting_boeking bo ON bo.id = stil.id
    JOIN begroting_verplichting v ON v.id = bo.verplichting_id
    JOIN begroting_bestedingsdoel d ON d.id = v.bestedingsdoel_id
    WHERE {waar} = ANY(%(ids)s)
)
SELECT verplichting_id, bestedingsdoel_id, budgetjaar_id,
    sum(CASE soort WHEN 'vrijval' THEN -bedrag ELSE bedrag END), array_agg(id), count(*) = (
        SELECT count(*) FROM begroting_boeking alle JOIN begroting_boekstuk stuk ON stuk.id = alle.boekstuk_id
        WHERE alle.verplichting_id = boeking.verplichting_id AND stuk.datum <= %(per)s
        AND alle.soort IN ('verplichting', 'bijstelling', 'vrijval')
    )
FROM boeking GROUP BY verplichting_id, bestedingsdoel_id, budgetjaar_id
"""
_WAAR = {
    "budgetjaar": "d.budgetjaar_id",
    "doel": "v.bestedingsdoel_id",
    "verplichting": "v.id",
    "ontvanger": "v.ontvanger_id",
}


@dataclass(frozen=True, slots=True)
class Stil:
    """What was decided about one commitment and is not made known yet, in euro, with its bookings.

    `alles`: nothing of it was made known before, so nobody may read that it exists.
    """

    verplichting_id: int
    bestedingsdoel_id: int
    budgetjaar_id: int
    bedrag: Decimal
    boekingen: list[int]
    alles: bool


def stil(niveau: str, ids: Iterable[int], per: datetime.date) -> dict[int, Stil]:
    """By commitment, under these places (budgetjaar, doel, verplichting or ontvanger): one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STIL.format(waar=_WAAR[niveau]), {"per": per, "ids": list(ids)})
        return {rij[0]: Stil(*rij) for rij in cursor.fetchall()}


def onbekend(niet_bekend: Mapping[int, Stil]) -> list[int]:
    """The commitments that may not be shown."""
    return [pk for pk, een in niet_bekend.items() if een.alles]


def bekend(een: Verplichting, niet_bekend: Mapping[int, Stil]) -> Decimal:
    """What was promised, as far as it was made known. Select its stand along."""
    stil_deel = niet_bekend.get(een.pk)
    return een.stand.verplicht - (stil_deel.bedrag if stil_deel else NUL)


@dataclass(frozen=True, slots=True)
class Cijfers:
    """The figures of one place as the council sees them: money reserved for a case in preparation is free."""

    beschikbaar: Decimal = NUL
    vrijgesteld: Decimal = NUL
    verleend: Decimal = NUL
    gereserveerd: Decimal = NUL
    betaald: Decimal = NUL

    @property
    def vrij(self) -> Decimal:
        return self.beschikbaar + self.vrijgesteld - self.verleend - self.gereserveerd

    def __add__(self, ander: "Cijfers") -> "Cijfers":
        return Cijfers(
            self.beschikbaar + ander.beschikbaar,
            self.vrijgesteld + ander.vrijgesteld,
            self.verleend + ander.verleend,
            self.gereserveerd + ander.gereserveerd,
            self.betaald + ander.betaald,
        )


def cijfers(stand: Stand) -> Cijfers:
    return Cijfers(
        beschikbaar=stand.begroot,
        vrijgesteld=stand.vrijgesteld,
        verleend=stand.verplicht,
        gereserveerd=stand.gereserveerd - stand.gereserveerd_zaken,
        betaald=stand.betaald,
    )


def jaren_van(per: datetime.date | None, **welke: object) -> list[Budgetjaar]:
    """Budget years with their budget and stand, oldest first; those without any money by that day left out."""
    rijen = Budgetjaar.objects.filter(**welke).select_related("budget", "stand").order_by("jaar", "budget__naam")
    return [rij for rij in op_peildatum(rijen, per) if per is None or _bestond(rij.stand)]


def doelen_van(per: datetime.date | None, **welke: object) -> list[Bestedingsdoel]:
    """Purposes with their year and stand, in the order in which they were opened."""
    rijen = (
        Bestedingsdoel.objects.filter(**welke)
        .select_related("budgetjaar__budget", "stand")
        .order_by("budgetjaar", "id")
    )
    return [rij for rij in op_peildatum(rijen, per) if per is None or _bestond(rij.stand)]


def _bestond(stand: Stand) -> bool:
    return any((stand.begroot, stand.gereserveerd, stand.verplicht))


def naam_van(ontvanger: Organisatie | None, vorm: str) -> str:
    """Who receives it, as the council reads it: a natural person never by name."""
    if ontvanger is None:
        return "Eigen kosten van de gemeente" if vorm == JuridischeVorm.EIGEN_KOSTEN else "Ontvanger niet in de bron"
    return "Een natuurlijk persoon" if is_persoon(ontvanger) else ontvanger.naam


def is_persoon(organisatie: Organisatie) -> bool:
    return organisatie.aanvrager_soort == AanvragerSoort.NATUURLIJK_PERSOON


# --- addresses ---


def url_jaar(jaar: Budgetjaar) -> str:
    return reverse("overzichten:geld_jaar", args=[jaar.budget.code, jaar.jaar])


def url_doel(doel: Bestedingsdoel) -> str:
    return reverse("overzichten:geld_doel", args=[doel.budgetjaar.budget.code, doel.budgetjaar.jaar, doel.code])


def url_zaak(doel: Bestedingsdoel, verplichting: Verplichting) -> str:
    jaar = doel.budgetjaar
    return reverse(
        "overzichten:geld_verplichting", args=[jaar.budget.code, jaar.jaar, doel.code, verplichting.kenmerk]
    )


def url_ontvanger(organisatie_id: int) -> str:
    return reverse("overzichten:geld_ontvanger", args=[organisatie_id])


def kruimels(*, jaar: Budgetjaar | None = None, doel: Bestedingsdoel | None = None) -> tuple[Schakel, ...]:
    """The way down to (and with) the year or the purpose."""
    pad = [Schakel("Alle budgetten", reverse("overzichten:geld"))]
    if jaar is not None:
        pad += [
            Schakel(jaar.budget.naam, reverse("overzichten:geld_budget", args=[jaar.budget.code])),
            Schakel(str(jaar.jaar), url_jaar(jaar)),
        ]
    if doel is not None:
        pad.append(Schakel(doel.naam, url_doel(doel)))
    return tuple(pad)
