"""One case: what was asked, granted, changed, settled and paid, what for, and where the money went from there."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse

from begroting.grootboek import EFFECTEN, Soort
from begroting.models import Boeking, JuridischeVorm, Traject, Verplichting
from begroting.selectors.standen import op_peildatum
from brieven.models import Brief
from brieven.models import Stand as Briefstand
from kern.cijfertabel import Cijfertabel, Kolom, Rij, datum, geld, getal, tekst
from kern.geld import NUL, als_bedrag
from kern.peil import Peil
from kern.taal import opsomming
from kern.termijnen.stappen import amsterdam_dag
from overzichten import begrippen
from overzichten.geldpagina import Blok, Feit, Geldpagina, Schakel
from overzichten.selectors.geld_stand import (
    Stil,
    bekend,
    is_persoon,
    kruimels,
    naam_van,
    stil,
    url_ontvanger,
    url_zaak,
)
from subsidies.models import Beschikkingsbedrag, Subsidie, Subsidiejaar, Voorziening
from uitvoering.models import Doorbetaling
from verantwoording.models import Verantwoording
from verantwoording.toegang import VOOR_DE_RAAD

NIET_BIJ_NAAM = "Niet bij naam"


@dataclass(frozen=True, slots=True)
class _Zaak:
    """A commitment with what hangs on it; `jaren` and `bedragen` are empty when it is no subsidy."""

    verplichting: Verplichting
    jaren: Sequence[Subsidiejaar]
    bedragen: Sequence[Any]
    niet_bekend: dict[int, Stil]
    peil: Peil
    pad: str

    @property
    def subsidie(self) -> Subsidie | None:
        return self.jaren[0].subsidie if self.jaren else None

    def tabel(
        self, code: str, titel: str, kolommen: tuple[Kolom, ...], rijen: list[Rij], **anders: Any
    ) -> Cijfertabel:
        return Cijfertabel(code, titel, kolommen, tuple(rijen), self.peil.dag, self.pad, **anders)


def een_zaak(code: str, jaar: int, doelcode: str, kenmerk: str, peil: Peil) -> Geldpagina:
    """Raises Http404: also for what was not made known by that day."""
    zaak = _laad(
        peil,
        bestedingsdoel__budgetjaar__budget__code=code,
        bestedingsdoel__budgetjaar__jaar=jaar,
        bestedingsdoel__code=doelcode,
        kenmerk=kenmerk,
    )
    verplichting = zaak.verplichting
    doel = verplichting.bestedingsdoel
    boekingen = _boekingen(zaak)
    if not boekingen.rijen:  # it did not exist yet
        raise Http404
    wie = naam_van(verplichting.ontvanger, verplichting.juridische_vorm)
    verleend = bekend(verplichting, zaak.niet_bekend)
    return Geldpagina(
        kop=wie,
        cijfer=verleend,
        waarvan=f"uit {doel.naam} {jaar}",
        inleiding=verplichting.omschrijving,
        peil=peil,
        pad=zaak.pad,
        kruimels=(*kruimels(jaar=doel.budgetjaar, doel=doel), Schakel(wie, "", hier=True)),
        feiten=(Feit("Besteed of verleend", verleend), Feit("Betaald", verplichting.stand.betaald)),
        keuzes=_meer(verplichting, peil),
        gegevens=_gegevens(zaak),
        blokken=(*_blokken(zaak), Blok("Boekingen", boekingen)),
    )


def _laad(peil: Peil, **welke: object) -> _Zaak:
    """In five queries, six by an earlier day."""
    verplichting = (
        Verplichting.objects.filter(**welke)
        .select_related("bestedingsdoel__budgetjaar__budget", "ontvanger", "stand")
        .annotate(
            subsidie_id=Subquery(Subsidiejaar.objects.filter(verplichting=OuterRef("pk")).values("subsidie")[:1]),
            verantwoord_als=Subquery(_verantwoord().values("aanvraag__kenmerk")[:1]),
        )
        .first()
    )
    if verplichting is None:
        raise Http404
    jaren = list(
        Subsidiejaar.objects.filter(subsidie=verplichting.subsidie_id)
        .select_related(
            "verplichting__stand",
            "subsidie__deel__aanvraag__regeling",
            "subsidie__deel__aanvraag__penvoerder",
            "subsidie__deel__aanvraag__tafel__thema",
        )
        .order_by("jaar", "verplichting")
        if verplichting.subsidie_id
        else ()
    )
    alle = [verplichting, *(rij.verplichting for rij in jaren)]
    toen = {een.pk: een.stand for een in op_peildatum(alle, peil.toen)}
    for een in alle:
        een.stand = toen[een.pk]
    niet_bekend = stil("verplichting", toen, peil.dag) if jaren else {}
    deel = niet_bekend.get(verplichting.pk)
    if deel and deel.alles:
        raise Http404
    bedragen = _bekendgemaakt(jaren[0].subsidie, peil.dag) if jaren else []
    pad = url_zaak(verplichting.bestedingsdoel, verplichting)
    return _Zaak(verplichting, jaren, bedragen, niet_bekend, peil, pad)


def _verantwoord() -> QuerySet[Verantwoording]:
    """The submitted account of what a commitment was for."""
    return Verantwoording.objects.filter(
        aanvraag__delen__subsidie__jaren__verplichting=OuterRef("pk"),
        jaar=OuterRef("jaar_van_activiteit"),
        stand__in=VOOR_DE_RAAD,
    )


def _bekendgemaakt(subsidie: Subsidie, dag: datetime.date) -> list[Any]:
    """The amounts of every decision whose letter was sent by that day, with the day on which (`verzonden_op`)."""
    brieven = Brief.objects.filter(
        kenmerk=OuterRef("beschikking__brief__kenmerk"), stand=Briefstand.VERZONDEN, verzenddatum__lte=dag
    )
    return list(
        Beschikkingsbedrag.objects.filter(beschikking__deel=subsidie.deel_id)
        .annotate(verzonden_op=Subquery(brieven.values("verzenddatum")[:1]))
        .filter(verzonden_op__isnull=False)
        .select_related("beschikking__besluit")
        .order_by("beschikking", "jaar")
    )


def _meer(verplichting: Verplichting, peil: Peil) -> tuple[Schakel, ...]:
    schakels: list[Schakel] = []
    ontvanger = verplichting.ontvanger
    if ontvanger is not None and not is_persoon(ontvanger):
        schakels.append(Schakel(f"Alles van {ontvanger.naam}", peil.adres(url_ontvanger(ontvanger.pk))))
    kenmerk = vars(verplichting)["verantwoord_als"]
    if kenmerk is not None:
        adres = reverse("verantwoording:raad", args=[kenmerk, verplichting.jaar_van_activiteit])
        schakels.append(Schakel("Wat leverde het op?", adres))
    return tuple(schakels)


def _gegevens(zaak: _Zaak) -> tuple[tuple[str, str], ...]:
    een = zaak.verplichting
    gegevens = [
        ("Kenmerk", een.kenmerk),
        ("Soort uitgave", str(JuridischeVorm(een.juridische_vorm).label).capitalize()),
        ("Jaar van uitvoering", str(een.jaar_van_activiteit)),
    ]
    if zaak.subsidie is not None:
        aanvraag = zaak.subsidie.deel.aanvraag
        gegevens += [
            ("Waarvoor", aanvraag.waarvoor),
            ("Regeling", aanvraag.regeling.naam),
            ("Periode", aanvraag.periode),
        ]
        if not is_persoon(aanvraag.penvoerder):
            gegevens.append(("Penvoerder", aanvraag.penvoerder.naam))
    return tuple(gegevens)


def _blokken(zaak: _Zaak) -> list[Blok]:
    alle = []
    if zaak.subsidie:
        alle += [
            Blok("De cijfers", _jaren(zaak)),
            Blok("Besluiten en brieven", _besluiten(zaak)),
            Blok("Wat er voor het geld gebeurt", voorzieningen(zaak.peil, zaak.pad, deel=zaak.subsidie.deel_id)),
            Blok("Doorbetaald aan anderen", _doorbetaald(zaak)),
        ]
    else:  # trajectories hang on an opdracht
        alle.append(Blok("Trajecten", _trajecten(zaak)))
    return [blok for blok in alle if blok.tabel.rijen]


def _jaren(zaak: _Zaak) -> Cijfertabel:
    """The six figures per year, of the whole grant."""
    per_jaar: dict[int, list[Any]] = {}
    for bedrag in zaak.bedragen:
        per_jaar.setdefault(bedrag.jaar, []).append(bedrag)
    betaald: dict[int, Decimal] = {}
    for rij in zaak.jaren:
        betaald[rij.jaar] = betaald.get(rij.jaar, NUL) + rij.verplichting.stand.betaald
    rijen = [Rij((str(jaar), *_zes(bedragen), betaald.get(jaar, NUL))) for jaar, bedragen in sorted(per_jaar.items())]
    kolommen = (geld("Gevraagd"), geld("Eerst verleend"), geld("Gewijzigd"), geld("Vastgesteld"), geld("Betaald"))
    return zaak.tabel(
        "jaren",
        "De hele subsidie per jaar, bedragen in euro",
        (tekst("Jaar van uitvoering"), *kolommen),
        rijen,
        totaal=Rij(("Samen", *(_som(rijen, plek) for plek in range(1, 6)))),
        begrippen=(*begrippen.AANVRAAG, begrippen.BETAALD),
    )


def _zes(bedragen: Sequence[Beschikkingsbedrag]) -> tuple[Decimal | None, ...]:
    """Asked, first granted, changed, settled: of several settlements the latest holds."""
    eerste = [rij for rij in bedragen if rij.gevraagd is not None]
    vastgesteld = [rij.vastgesteld for rij in bedragen if rij.vastgesteld is not None]
    return (
        sum((rij.gevraagd for rij in eerste if rij.gevraagd is not None), NUL),
        sum((rij.verleend for rij in eerste), NUL),
        sum((rij.verleend for rij in bedragen if rij.gevraagd is None), NUL),
        vastgesteld[-1] if vastgesteld else None,
    )


def _som(rijen: Sequence[Rij], plek: int) -> Decimal | None:
    waarden = [waarde for rij in rijen if isinstance(waarde := rij.waarden[plek], Decimal)]
    return sum(waarden, NUL) if waarden else None


def _besluiten(zaak: _Zaak) -> Cijfertabel:
    per_besluit: dict[Any, Decimal] = {}
    for bedrag in zaak.bedragen:
        sleutel = (bedrag.beschikking, bedrag.verzonden_op)
        per_besluit[sleutel] = per_besluit.get(sleutel, NUL) + bedrag.verleend
    rijen = [
        Rij(
            (
                beschikking.get_soort_display(),
                amsterdam_dag(beschikking.besluit.genomen_op),
                verzonden_op,
                som,
            ),
            onder=beschikking.kenmerk,
        )
        for (beschikking, verzonden_op), som in per_besluit.items()
    ]
    return zaak.tabel(
        "besluiten",
        "Besluiten, bedragen in euro over alle jaren",
        (tekst("Besluit"), datum("Genomen op"), datum("Brief verstuurd op"), geld("Verleend of gewijzigd")),
        rijen,
        totaal=Rij(("Samen", None, None, sum(per_besluit.values(), NUL))),
        begrippen=(begrippen.NOG_NIET_BEKEND,),
    )


def voorzieningen(peil: Peil, pad: str, **welke: object) -> Cijfertabel:
    """What is offered, where and for whom, of these parts: one query."""
    rijen = (
        Voorziening.objects.filter(**welke)
        .exclude(naam="")
        .order_by("volgorde", "id")
        .values("naam")
        .annotate(
            waar=ArrayAgg("stadsdelen__naam", distinct=True, filter=~Q(stadsdelen=None), default=[]),
            voor_wie=ArrayAgg("doelgroepen__naam", distinct=True, filter=~Q(doelgroepen=None), default=[]),
        )
    )
    return Cijfertabel(
        code="voorzieningen",
        titel="Voorzieningen",
        kolommen=(tekst("Voorziening"), tekst("Stadsdeel"), tekst("Voor wie")),
        rijen=tuple(
            Rij((rij["naam"], *(opsomming(rij[kolom] or ["–"]) for kolom in ("waar", "voor_wie")))) for rij in rijen
        ),
        per=peil.dag,
        adres=pad,
    )


def _doorbetaald(zaak: _Zaak) -> Cijfertabel:
    """Who got it from the penvoerder: organisations by name; what was filled in by hand may be a person."""
    lijst = (
        Doorbetaling.objects.filter(subsidie=zaak.subsidie, betaald_op__lte=zaak.peil.dag, ingetrokken_op=None)
        .select_related("ontvanger")
        .order_by("jaar", "betaald_op", "id")
    )
    rijen = [
        Rij(
            (
                NIET_BIJ_NAAM if rij.ontvanger is None else naam_van(rij.ontvanger, JuridischeVorm.SUBSIDIE),
                rij.jaar,
                rij.betaald_op,
                rij.bedrag,
            )
        )
        for rij in lijst
    ]
    verder = _som(rijen, 3) or NUL
    verleend = sum((bekend(rij.verplichting, zaak.niet_bekend) for rij in zaak.jaren), NUL)
    return zaak.tabel(
        "doorbetaald",
        "Doorbetaald, bedragen in euro",
        (tekst("Aan"), getal("Jaar van de subsidie"), datum("Betaald op"), geld("Bedrag")),
        rijen,
        totaal=Rij(("Doorbetaald", None, None, verder)),
        begrippen=(begrippen.DOORBETAALD,),
        noten=(
            f"Verleend: {als_bedrag(verleend, 2)} euro.",
            f"Doorbetaald: {als_bedrag(verder, 2)} euro.",
            f"Zelf gehouden: {als_bedrag(verleend - verder, 2)} euro.",
        ),
    )


def _trajecten(zaak: _Zaak) -> Cijfertabel:
    lijst = Traject.objects.filter(verplichting=zaak.verplichting).select_related("organisatie").order_by("volgnummer")
    rijen = [
        Rij(
            (
                f"Traject {rij.volgnummer}",
                rij.omschrijving,
                "Naam niet in de bron" if rij.organisatie is None else naam_van(rij.organisatie, ""),
            )
        )
        for rij in lijst
    ]
    return zaak.tabel(
        "trajecten",
        "Trajecten",
        (tekst("Traject"), tekst("Wat"), tekst("Voor wie")),
        rijen,
        begrippen=(begrippen.TRAJECT,),
    )


def _boekingen(zaak: _Zaak) -> Cijfertabel:
    """The lines of the ledger that make the figure; those of what was not made known are left out."""
    deel = zaak.niet_bekend.get(zaak.verplichting.pk)
    lijst = (
        Boeking.objects.filter(verplichting=zaak.verplichting, boekstuk__datum__lte=zaak.peil.dag)
        .exclude(pk__in=deel.boekingen if deel else [])
        .annotate(dag=F("boekstuk__datum"), stuk=F("boekstuk__kenmerk"))
        .order_by("id")
    )
    rijen = []
    for rij in lijst:
        effect = EFFECTEN[Soort(rij.soort)]
        waarde = effect.teken * rij.bedrag
        van = (waarde, None) if effect.kolom == "verplicht" else (None, waarde)
        rijen.append(Rij((rij.get_soort_display().capitalize(), rij.dag, rij.stuk, *van)))
    return zaak.tabel(
        "boekingen",
        "Boekingen, bedragen in euro",
        (tekst("Boeking"), datum("Datum"), tekst("Boekstuk"), geld("Verplicht"), geld("Betaald")),
        rijen,
        totaal=Rij(("Samen", None, None, _som(rijen, 3), _som(rijen, 4))),
        begrippen=(begrippen.VERLEEND, begrippen.BETAALD),
    )
