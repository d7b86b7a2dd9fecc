"""The tables that every level of the council's pages has in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from begroting.models import Bestedingsdoel, Budgetjaar
from kern.cijfertabel import Cijfertabel, Rij, geld, getal, tekst
from kern.geld import NUL, als_bedrag
from kern.grafiek import Staaf, Staafdiagram, staafdiagram
from kern.grafiek_tijd import Punt, Tijdlijn, tijdlijn
from kern.peil import Peil
from overzichten import begrippen
from overzichten.geldpagina import Feit
from overzichten.selectors.geld_stand import Cijfers, Stil, cijfers, url_doel

NOG_VERDELEN = "Nog niet verdeeld"


def feiten(som: Cijfers, stil: Decimal) -> tuple[Feit, ...]:
    """The figures at the top: what there is, what of it has a recipient, what has a purpose, what is left."""
    niet_bekend = f"waarvan {als_bedrag(stil, 0)} besloten, nog niet bekendgemaakt" if stil else ""
    rijen = [
        Feit("Beschikbaar", som.beschikbaar),
        Feit("Besteed of verleend", som.verleend, niet_bekend),
        Feit("Gereserveerd", som.gereserveerd, "nog geen ontvanger", let_op=True),
        Feit("Vrij", som.vrij),
    ]
    return tuple(feit for feit in rijen if feit.bedrag or not feit.let_op)


def noten(stil: Iterable[Stil]) -> tuple[str, ...]:
    som = sum((een.bedrag for een in stil), NUL)
    if not som:
        return ()
    return (f"Van het verleende bedrag is {als_bedrag(som, 2)} euro besloten en nog niet bekendgemaakt.",)


def per_jaar(
    sommen: Mapping[int, Cijfers], url: Callable[[int], str], *, code: str, titel: str, peil: Peil, pad: str
) -> tuple[Cijfertabel, Tijdlijn | None]:
    """One line per year, the newest first, each against the year before; and the same as a drawing."""
    rijen = [
        Rij(
            (
                str(jaar),
                som.beschikbaar,
                som.verleend,
                som.gereserveerd,
                som.vrij,
                som.verleend - sommen[jaar - 1].verleend if jaar - 1 in sommen else None,
            ),
            url(jaar),
        )
        for jaar, som in sorted(sommen.items(), reverse=True)
    ]
    tabel = Cijfertabel(
        code=code,
        titel=f"{titel}, bedragen in euro",
        kolommen=(
            tekst("Begrotingsjaar"),
            geld("Beschikbaar"),
            geld("Besteed of verleend"),
            geld("Gereserveerd"),
            geld("Vrij"),
            geld("Verschil met vorig jaar"),
        ),
        rijen=tuple(rijen),
        per=peil.dag,
        adres=pad,
        begrippen=(*begrippen.STAND, begrippen.BEGROTINGSJAAR, begrippen.VERSCHIL),
    )
    punten = [Punt(jaar, som.verleend, som.beschikbaar) for jaar, som in sommen.items()]
    return tabel, tijdlijn(code, titel=titel, punten=punten)


def per_doel(
    jaar: Budgetjaar,
    doelen: Sequence[Bestedingsdoel],
    peil: Peil,
    pad: str,
    *,
    stil: Iterable[Stil] = (),
    vorig: Mapping[str, Decimal] | None = None,
) -> tuple[Cijfertabel, Staafdiagram]:
    """The purposes of one budget year, what is not divided included. `vorig`: granted last year, by code."""
    som = cijfers(jaar.stand)
    rijen = [_doelrij(doel, peil, vorig) for doel in doelen]
    staven = [_staaf(_met_aantal(doel), cijfers(doel.stand)) for doel in doelen]
    extra = (None,) if vorig is not None else ()
    rest = som.beschikbaar - sum((doel.stand.begroot for doel in doelen), NUL)
    if rest:
        rijen.append(Rij((NOG_VERDELEN, None, rest, NUL, NUL, rest, *extra)))
        staven.append(Staaf(NOG_VERDELEN, NUL, NUL, rest))
    aantal = sum(_aantal(doel) for doel in doelen)
    verschil = (som.verleend - sum(vorig.values(), NUL),) if vorig else extra
    tabel = Cijfertabel(
        code=f"doelen-{jaar.jaar}",
        titel=f"Begrotingsjaar {jaar.jaar}, bedragen in euro",
        kolommen=(
            tekst("Bestedingsdoel"),
            getal("Aantal"),
            geld("Beschikbaar"),
            geld("Besteed of verleend"),
            geld("Gereserveerd"),
            geld("Vrij"),
            *((geld("Verschil met vorig jaar"),) if vorig is not None else ()),
        ),
        rijen=tuple(rijen),
        totaal=Rij(("Samen", aantal or None, som.beschikbaar, som.verleend, som.gereserveerd, som.vrij, *verschil)),
        per=peil.dag,
        adres=pad,
        begrippen=(*begrippen.STAND, *((begrippen.VERSCHIL,) if vorig is not None else ())),
        noten=noten(stil),
    )
    diagram = staafdiagram(
        f"jaar-{jaar.jaar}",
        kop=str(jaar.jaar),
        titel=f"{jaar.budget.naam} {jaar.jaar} per bestedingsdoel",
        beschikbaar=som.beschikbaar,
        staven=staven,
    )
    return tabel, diagram


def _doelrij(doel: Bestedingsdoel, peil: Peil, vorig: Mapping[str, Decimal] | None) -> Rij:
    som = cijfers(doel.stand)
    verschil = () if vorig is None else (som.verleend - vorig[doel.code] if doel.code in vorig else None,)
    return Rij(
        (doel.naam, _aantal(doel) or None, som.beschikbaar, som.verleend, som.gereserveerd, som.vrij, *verschil),
        peil.adres(url_doel(doel)),
        " · ".join(filter(None, (_verdeling(doel), _zonder_subsidie(doel), _vrijgesteld(som)))),
    )


def _aantal(doel: Bestedingsdoel) -> int:
    return doel.stand.aantal_verleend + doel.stand.aantal_gereserveerd


def _verdeling(doel: Bestedingsdoel) -> str:
    stand = doel.stand
    if not (stand.aantal_verleend and stand.aantal_gereserveerd):
        return ""
    return f"{stand.aantal_verleend} verleend, {stand.aantal_gereserveerd} gereserveerd"


def _zonder_subsidie(doel: Bestedingsdoel) -> str:
    stand = doel.stand
    return "geen subsidie" if stand.verplicht and stand.verplicht == stand.verplicht_anders else ""


def _vrijgesteld(som: Cijfers) -> str:
    return f"plus {als_bedrag(som.vrijgesteld, 0)} vrijgesteld van het plafond" if som.vrijgesteld else ""


def _met_aantal(doel: Bestedingsdoel) -> str:
    """`Pilots (4)`, or `Nieuwe aanvragen (11 en 2)` when some are granted and some only reserved for."""
    aantallen = [str(een) for een in (doel.stand.aantal_verleend, doel.stand.aantal_gereserveerd) if een]
    return f"{doel.naam} ({' en '.join(aantallen)})" if aantallen else doel.naam


def _staaf(naam: str, som: Cijfers) -> Staaf:
    return Staaf(naam, som.verleend, som.gereserveerd, som.vrij)
