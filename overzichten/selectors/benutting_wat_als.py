"""The commitments that an indexing of one budget year would raise, and what there is to pay it from."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.urls import reverse

from begroting.models import Bestedingsdoel, Budgetjaar
from kern.cijfertabel import Cijfertabel, Rij, geld, getal, tekst
from kern.geld import NUL, als_bedrag
from overzichten.geldpagina import Blok, Feit, Schakel
from overzichten.overzichtsblad import Overzichtsblad
from overzichten.regels.benutting_wat_als import Post, Verhoogd, reken_door, tekort

PER_BLADZIJDE = 15
LAATSTE = 10**6  # a page that is not there is the last one


def wat_als_blad(
    budgetjaar: Budgetjaar, keuze: tuple[Decimal, str] | None, bladzijde: str | None, vandaag: datetime.date
) -> Overzichtsblad:
    """`keuze` is a percentage and how to round (Indexering.Afronding); without it only the question. Two queries,
    three when something does not fit."""
    pad = reverse("overzichten:wat_als", args=[budgetjaar.pk])
    kruimels = (
        Schakel("Begroting", reverse("begroting:budget_lijst")),
        Schakel(f"Benutting van {budgetjaar}", reverse("overzichten:benutting_jaar", args=[budgetjaar.pk])),
        Schakel("Wat als", "", hier=True),
    )
    uitkomst: tuple[Blok, ...] = ()
    feiten: tuple[Feit, ...] = ()
    if keuze is not None:
        percentage, afronding = keuze
        doelen = list(
            Bestedingsdoel.objects.filter(budgetjaar=budgetjaar).select_related("stand", "budgetjaar__stand")
        )
        gerekend = _reken({doel.pk: _vrij(doel) for doel in doelen}, percentage, afronding, bladzijde)
        feiten = _feiten(gerekend, doelen)
        uitkomst = (
            Blok("Past het?", _per_doel(gerekend, doelen, vandaag, pad), leeg="Er is nog geen doel."),
            _per_subsidie(gerekend, vandaag, pad),
        )
    return Overzichtsblad(
        kop=f"Wat als de subsidies van {budgetjaar} stijgen?",
        kruimels=kruimels,
        inleiding="U rekent alleen iets uit. Er verandert niets, en er wordt niets bewaard.",
        feiten=feiten,
        blokken=uitkomst,
    )


# The commitments of running grants, without the years that were settled: those no longer rise. First the sums of each
# purpose, then the commitments themselves, those of the oldest grant first; a page that is not there is the last.
_POSTEN = """
WITH post AS MATERIALIZED (
    SELECT s.onder_id AS doel_id, sj.verplichting_id, sj.subsidie_id, sj.jaar, sj.volgorde, su.kenmerk,
        su.ontvanger_id, s.verplicht, round(s.verplicht * %(percentage)s / 100, %(decimalen)s) AS erbij
    FROM begroting_stand s
    CROSS JOIN LATERAL (  -- OFFSET keeps the planner from reading the whole table for these few
        SELECT * FROM subsidies_subsidiejaar hier WHERE hier.verplichting_id = s.verplichting_id OFFSET 0
    ) sj
    JOIN subsidies_subsidie su ON su.id = sj.subsidie_id AND su.stand = 'lopend'
    WHERE s.onder_id = ANY(%(doelen)s) AND s.verplicht > 0 AND NOT EXISTS (
        SELECT FROM subsidies_beschikkingsbedrag r JOIN subsidies_beschikking b ON b.id = r.beschikking_id
        WHERE b.deel_id = su.deel_id AND r.jaar = sj.jaar AND r.vastgesteld IS NOT NULL
    )
), blad AS (
    SELECT post.*, row_number() OVER (ORDER BY subsidie_id, jaar, volgorde) AS plek FROM post
    ORDER BY subsidie_id, jaar, volgorde
    LIMIT %(hoogstens)s
    OFFSET least(%(vanaf)s, (SELECT greatest(count(*) - 1, 0) / %(per)s * %(per)s FROM post))
)
SELECT doel_id, kenmerk, naam, aantal, was, erbij FROM (
    SELECT 0 AS plek, doel_id, '' AS kenmerk, '' AS naam, count(*) AS aantal, sum(verplicht) AS was,
        sum(erbij) AS erbij
    FROM post GROUP BY doel_id
    UNION ALL
    SELECT plek, doel_id, kenmerk, o.naam, jaar, verplicht, erbij
    FROM blad JOIN organisaties_organisatie o ON o.id = blad.ontvanger_id
) alle ORDER BY plek
"""


@dataclass(frozen=True, slots=True)
class _Uitkomst:
    """What a percentage does to a year, with one page of its commitments. `nodig` is by purpose, as is `vrij`."""

    was: Decimal
    erbij: Decimal
    nodig: Mapping[int, Decimal]
    vrij: Mapping[int, Decimal]
    past_niet: int
    blad: Page[Any]
    regels: Sequence[Verhoogd]

    def tekort(self, doel_id: int) -> Decimal:
        return tekort(self.nodig, self.vrij, doel_id)


def _reken(vrij: Mapping[int, Decimal], percentage: Decimal, afronding: str, bladzijde: str | None) -> _Uitkomst:
    """Where everything fits the sums of the database say so, and only one page is read. Else each commitment has to
    wait for its turn, and what does not fit comes first. One query, two when something does not fit."""
    keuze = {"doelen": list(vrij), "percentage": percentage, "decimalen": 0 if afronding == "euro" else 2}
    nummer = int(bladzijde[:6]) if bladzijde and bladzijde.isdecimal() else 1
    eerste, sommen = _lees(keuze, PER_BLADZIJDE, ((nummer or LAATSTE) - 1) * PER_BLADZIJDE)
    nodig = {doel: erbij for doel, (_, _, erbij) in sommen.items()}
    bladen: Paginator[Any]
    if all(tekort(nodig, vrij, doel) == NUL for doel in nodig):
        bladen = Paginator(range(sum(aantal for aantal, _, _ in sommen.values())), PER_BLADZIJDE)
        regels, past_niet = reken_door(eerste, nodig, percentage, afronding).regels, 0
    else:
        gerekend = reken_door(_lees(keuze, None, 0)[0], vrij, percentage, afronding)
        bladen = Paginator(sorted(gerekend.regels, key=lambda regel: regel.past), PER_BLADZIJDE)
        regels, past_niet = list(bladen.get_page(bladzijde)), len(gerekend.past_niet)
    return _Uitkomst(
        was=sum((was for _, was, _ in sommen.values()), NUL),
        erbij=sum(nodig.values(), NUL),
        nodig=nodig,
        vrij=vrij,
        past_niet=past_niet,
        blad=bladen.get_page(bladzijde),
        regels=regels,
    )


def _lees(
    keuze: Mapping[str, Any], hoogstens: int | None, vanaf: int
) -> tuple[list[Post], dict[int, tuple[int, Decimal, Decimal]]]:
    """The commitments, and by purpose how many there are, what they are and what is added: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTEN, {**keuze, "hoogstens": hoogstens, "vanaf": vanaf, "per": PER_BLADZIJDE})
        rijen = cursor.fetchall()
    posten = [Post(doel, kenmerk, naam, jaar, was) for doel, kenmerk, naam, jaar, was, _ in rijen if kenmerk]
    sommen = {doel: (aantal, was, erbij) for doel, kenmerk, _, aantal, was, erbij in rijen if not kenmerk}
    return posten, sommen


def _vrij(doel: Bestedingsdoel) -> Decimal:
    """What the purpose can still promise: its own room, that of its year and that under its ceiling, the least."""
    stand = doel.stand
    onder_plafond = [stand.plafond - stand.onder_plafond] if stand.plafond else []
    return min(stand.ruimte, doel.budgetjaar.stand.ruimte, *onder_plafond)


def _feiten(gerekend: _Uitkomst, doelen: Sequence[Bestedingsdoel]) -> tuple[Feit, ...]:
    tekort = sum((gerekend.tekort(doel.pk) for doel in doelen), NUL)
    return (
        Feit("Nu verleend", gerekend.was),
        Feit("Erbij", gerekend.erbij),
        Feit("Tekort", tekort, let_op=bool(tekort)),
    )


def _per_doel(gerekend: _Uitkomst, doelen: Sequence[Bestedingsdoel], vandaag: datetime.date, pad: str) -> Cijfertabel:
    sommen = [(doel, gerekend.nodig.get(doel.pk, NUL)) for doel in doelen]
    return Cijfertabel(
        code="doelen",
        titel="Nodig en vrij per doel, bedragen in euro",
        kolommen=(tekst("Bestedingsdoel"), geld("Nodig"), geld("Vrij"), geld("Tekort")),
        rijen=tuple(
            Rij((doel.naam, nodig, gerekend.vrij[doel.pk], gerekend.tekort(doel.pk))) for doel, nodig in sommen
        ),
        per=vandaag,
        adres=pad,
        noten=("Vrij is ook wat het begrotingsjaar zelf en het subsidieplafond toelaten.",),
    )


def _per_subsidie(gerekend: _Uitkomst, vandaag: datetime.date, pad: str) -> Blok:
    """What does not fit comes first."""
    tabel = Cijfertabel(
        code="subsidies",
        titel="Per subsidie en jaar, bedragen in euro",
        kolommen=(
            tekst("Ontvanger"),
            getal("Jaar"),
            geld("Nu"),
            geld("Erbij"),
            geld("Wordt"),
            tekst("Past het?"),
        ),
        rijen=tuple(map(_rij, gerekend.regels)),
        totaal=Rij(("Samen", None, gerekend.was, gerekend.erbij, gerekend.was + gerekend.erbij, None)),
        per=vandaag,
        adres=pad,
        noten=(f"Past niet: {gerekend.past_niet} van {als_bedrag(Decimal(gerekend.blad.paginator.count), 0)}.",),
    )
    return Blok("Per subsidie", tabel, bladzijde=gerekend.blad, leeg="Er loopt in dit jaar geen subsidie.")


def _rij(regel: Verhoogd) -> Rij:
    post = regel.post
    return Rij(
        (post.ontvanger, post.jaar, post.bedrag, regel.erbij, regel.wordt, "ja" if regel.past else "nee"),
        reverse("uitvoering:subsidie", args=[post.kenmerk]),
        post.kenmerk,
    )
