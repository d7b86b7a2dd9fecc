"""The pages of the council from above: all budgets, one budget, one year of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import Http404
from django.urls import reverse

from begroting.models import Bron, Budget, Budgetjaar
from kern.cijfertabel import Cijfertabel, Rij, geld, tekst
from kern.geld import NUL, als_bedrag
from kern.grafiek import Staaf, staafdiagram
from kern.peil import Peil
from overzichten import begrippen
from overzichten.geldpagina import Blok, Geldpagina, Schakel
from overzichten.selectors import geld_tabel
from overzichten.selectors.geld_stand import Cijfers, cijfers, doelen_van, jaren_van, kruimels, stil, url_jaar
from overzichten.selectors.geld_uitsplitsing import Plek, blokken, stroom

UITGESPELD = 3  # years of one budget that are shown purpose by purpose

_BEDRAGEN = (geld("Beschikbaar"), geld("Besteed of verleend"), geld("Gereserveerd"), geld("Vrij"))


def alle_budgetten(peil: Peil, jaar: int | None) -> Geldpagina | None:
    """All budgets: year by year, and those of one year (unless asked for the current one). None without money."""
    rijen = jaren_van(peil.toen)
    per_jaar: dict[int, list[Budgetjaar]] = defaultdict(list)
    for rij in rijen:
        per_jaar[rij.jaar].append(rij)
    if jaar is not None and jaar not in per_jaar:
        raise Http404
    if not rijen:
        return None
    gekozen = jaar or _huidig(per_jaar, peil)
    hier = per_jaar[gekozen]
    pad = reverse("overzichten:geld")
    pad_jaar = f"{pad}?jaar={gekozen}"
    sommen = {een: _som(jaren) for een, jaren in per_jaar.items()}
    som = sommen[gekozen]
    niet_bekend = list(stil("budgetjaar", [rij.pk for rij in hier], peil.dag).values())
    tabel, lijn = geld_tabel.per_jaar(
        sommen,
        lambda een: peil.adres(f"{pad}?jaar={een}"),
        code="jaren",
        titel="Alle budgetten per jaar",
        peil=peil,
        pad=pad_jaar,
    )
    return Geldpagina(
        kop=f"Alle budgetten {gekozen}",
        cijfer=som.verleend,
        waarvan=f"besteed of verleend van {als_bedrag(som.beschikbaar, 0)}",
        inleiding="Wat de raad beschikbaar stelde, wie het kreeg, en wat er nog is.",
        peil=peil,
        pad=pad_jaar,
        kruimels=(Schakel("Alle budgetten", "", hier=True),),
        keuzes=tuple(
            Schakel(str(een), peil.adres(f"{pad}?jaar={een}"), een == gekozen)
            for een in sorted(per_jaar, reverse=True)
        ),
        feiten=geld_tabel.feiten(som, sum((een.bedrag for een in niet_bekend), NUL)),
        blokken=(
            _budgetten(gekozen, hier, som, peil, pad_jaar, geld_tabel.noten(niet_bekend)),
            Blok("Jaar na jaar", tabel, lijn),
            _bronnen(gekozen, hier, peil, pad_jaar),
            *blokken(Plek(gekozen), peil, pad_jaar),
        ),
    )


def _huidig(jaren: Iterable[int], peil: Peil) -> int:
    """The year of the day one looks from; without money in it the last before, else the first to come."""
    op_volgorde = sorted(jaren)
    return max((jaar for jaar in op_volgorde if jaar <= peil.dag.year), default=op_volgorde[0])


def een_budget(code: str, peil: Peil) -> Geldpagina:
    """One budget over the years, up to the current one purpose by purpose. Raises Http404."""
    budget = Budget.objects.filter(code=code).first()
    if budget is None:
        raise Http404
    jaren = jaren_van(peil.toen, budget=budget)
    pad = reverse("overzichten:geld_budget", args=[code])
    adressen = {rij.jaar: peil.adres(url_jaar(rij)) for rij in jaren}
    tabel, lijn = geld_tabel.per_jaar(
        {rij.jaar: cijfers(rij.stand) for rij in jaren},
        lambda jaar: adressen[jaar],
        code="jaren",
        titel=f"{budget.naam} per jaar",
        peil=peil,
        pad=pad,
    )
    huidig = _huidig(adressen, peil) if jaren else 0
    getoond = [rij for rij in jaren if rij.jaar <= huidig][-UITGESPELD:]
    doelen = doelen_van(peil.toen, budgetjaar__in=[rij.pk for rij in getoond])
    niet_bekend = stil("budgetjaar", [rij.pk for rij in getoond], peil.dag).values()
    per_jaar = []
    for rij in getoond:
        van_jaar, diagram = geld_tabel.per_doel(
            rij,
            [doel for doel in doelen if doel.budgetjaar_id == rij.pk],
            peil,
            url_jaar(rij),
            stil=[een for een in niet_bekend if een.budgetjaar_id == rij.pk],
        )
        per_jaar.append(Blok(f"Waar gaat het geld van {rij.jaar} naartoe?", van_jaar, diagram))
    som = cijfers(getoond[-1].stand) if jaren else Cijfers()
    return Geldpagina(
        kop=f"{budget.naam} {huidig}" if jaren else budget.naam,
        cijfer=som.verleend,
        waarvan=f"besteed of verleend van {als_bedrag(som.beschikbaar, 0)}",
        peil=peil,
        pad=pad,
        kruimels=(*kruimels(), Schakel(budget.naam, "", hier=True)),
        keuzes=tuple(Schakel(str(jaar), url) for jaar, url in sorted(adressen.items(), reverse=True)),
        feiten=geld_tabel.feiten(
            som, sum((een.bedrag for een in niet_bekend if een.budgetjaar_id == getoond[-1].pk), NUL)
        ),
        gegevens=_gegevens(budget),
        blokken=(*per_jaar, Blok("Jaar na jaar", tabel, lijn)),
    )


def een_jaar(code: str, jaar: int, peil: Peil) -> Geldpagina:
    """One year of one budget, purpose by purpose and cut up in every way. Raises Http404."""
    rijen = {rij.jaar: rij for rij in jaren_van(peil.toen, budget__code=code, jaar__in=(jaar, jaar - 1))}
    if jaar not in rijen:
        raise Http404
    hier = rijen[jaar]
    pad = url_jaar(hier)
    alle = doelen_van(peil.toen, budgetjaar__in=[rij.pk for rij in rijen.values()])
    doelen = [doel for doel in alle if doel.budgetjaar_id == hier.pk]
    vorig = {doel.code: doel.stand.verplicht for doel in alle if doel.budgetjaar_id != hier.pk}
    niet_bekend = list(stil("budgetjaar", [hier.pk], peil.dag).values())
    tabel, diagram = geld_tabel.per_doel(
        hier, doelen, peil, pad, stil=niet_bekend, vorig=vorig if jaar - 1 in rijen else None
    )
    plek = Plek(jaar, hier.budget_id)
    namen = {doel.pk: doel.naam for doel in doelen}
    naar_wie = stroom(plek, peil, pad, bron=f"{hier.budget.naam} {jaar}", doelen=namen)
    som = cijfers(hier.stand)
    return Geldpagina(
        kop=f"{hier.budget.naam} {jaar}",
        cijfer=som.verleend,
        waarvan=f"besteed of verleend van {als_bedrag(som.beschikbaar, 0)}",
        peil=peil,
        pad=pad,
        kruimels=(*kruimels(jaar=hier)[:-1], Schakel(str(jaar), "", hier=True)),
        feiten=geld_tabel.feiten(som, sum((een.bedrag for een in niet_bekend), NUL)),
        gegevens=_gegevens(hier.budget),
        blokken=(
            Blok("Waar gaat het geld naartoe?", tabel, diagram),
            *((naar_wie,) if naar_wie else ()),
            *blokken(plek, peil, pad),
        ),
    )


def _som(jaren: Sequence[Budgetjaar]) -> Cijfers:
    return sum((cijfers(rij.stand) for rij in jaren), Cijfers())


def _gegevens(budget: Budget) -> tuple[tuple[str, str], ...]:
    bron = Bron(budget.bron)
    soort = _soort(bron)
    return (
        ("Bron", str(bron.label) if bron.label == soort else f"{bron.label} ({soort})"),
        *((("Grondslag", budget.grondslag),) if budget.grondslag else ()),
    )


def _budgetten(
    jaar: int, rijen: Sequence[Budgetjaar], som: Cijfers, peil: Peil, pad: str, noten: tuple[str, ...]
) -> Blok:
    regels = [
        Rij((rij.budget.naam, _soort(Bron(rij.budget.bron)), *_waarden(cijfers(rij.stand))), peil.adres(url_jaar(rij)))
        for rij in rijen
    ]
    tabel = Cijfertabel(
        code="budgetten",
        titel=f"Budgetten in {jaar}, bedragen in euro",
        kolommen=(tekst("Budget"), tekst("Soort geld"), *_BEDRAGEN),
        rijen=tuple(regels),
        totaal=Rij(("Samen", None, *_waarden(som))),
        per=peil.dag,
        adres=pad,
        begrippen=(*begrippen.STAND, begrippen.STRUCTUREEL),
        noten=noten,
    )
    diagram = staafdiagram(
        f"budgetten-{jaar}",
        kop=str(jaar),
        titel=f"Alle budgetten van {jaar}",
        beschikbaar=som.beschikbaar,
        staven=[
            Staaf(rij.budget.naam, (een := cijfers(rij.stand)).verleend, een.gereserveerd, een.vrij) for rij in rijen
        ],
    )
    return Blok(f"Budgetten in {jaar}", tabel, diagram)


def _bronnen(jaar: int, rijen: Sequence[Budgetjaar], peil: Peil, pad: str) -> Blok:
    """By source, the structural money first."""
    per_bron = {bron: _som(hier) for bron in Bron if (hier := [rij for rij in rijen if rij.budget.bron == bron])}
    structureel, incidenteel = (
        sum((som for bron, som in per_bron.items() if bron.is_structureel is vast), Cijfers())
        for vast in (True, False)
    )
    samen = _som(rijen)
    tabel = Cijfertabel(
        code="bronnen",
        titel=f"Structureel en incidenteel geld in {jaar}, bedragen in euro",
        kolommen=(tekst("Bron"), tekst("Soort geld"), *_BEDRAGEN),
        rijen=tuple(
            Rij((str(bron.label).capitalize(), _soort(bron), *_waarden(som))) for bron, som in per_bron.items()
        ),
        totaal=Rij(("Samen", None, *_waarden(samen))),
        per=peil.dag,
        adres=pad,
        begrippen=(begrippen.STRUCTUREEL, *begrippen.STAND),
        noten=(_verleend_van("Structureel", structureel), _verleend_van("Incidenteel", incidenteel)),
    )
    return Blok("Structureel en incidenteel", tabel)


def _verleend_van(wat: str, som: Cijfers) -> str:
    return f"{wat}: {als_bedrag(som.verleend, 0)} euro verleend van {als_bedrag(som.beschikbaar, 0)} euro."


def _waarden(som: Cijfers) -> tuple[Decimal, ...]:
    return som.beschikbaar, som.verleend, som.gereserveerd, som.vrij


def _soort(bron: Bron) -> str:
    return "structureel" if bron.is_structureel else "incidenteel"
