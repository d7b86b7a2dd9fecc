"""One purpose of one year: who received it, for what, and what is left."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.http import Http404

from begroting.models import Bestedingsdoel, JuridischeVorm, Stand, Verplichting
from begroting.selectors.standen import op_peildatum
from kern.cijfertabel import Cijfertabel, Rij, geld, getal, tekst
from kern.geld import NUL, als_bedrag
from kern.grafiek import Staaf, staafdiagram
from kern.peil import Peil
from overzichten import begrippen
from overzichten.geldpagina import Blok, Geldpagina, Schakel
from overzichten.selectors import geld_tabel
from overzichten.selectors.geld_stand import (
    Stil,
    bekend,
    cijfers,
    doelen_van,
    kruimels,
    naam_van,
    onbekend,
    stil,
    url_doel,
    url_zaak,
)
from overzichten.selectors.geld_uitsplitsing import Plek, blokken

PER_BLADZIJDE = 25


def een_doel(code: str, jaar: int, doelcode: str, peil: Peil) -> Geldpagina:
    """Raises Http404."""
    alle = doelen_van(peil.toen, budgetjaar__budget__code=code, budgetjaar__jaar__in=(jaar, jaar - 1), code=doelcode)
    per_jaar = {doel.budgetjaar.jaar: doel for doel in alle}
    if jaar not in per_jaar:
        raise Http404
    doel = per_jaar[jaar]
    pad = url_doel(doel)
    som = cijfers(doel.stand)
    niet_bekend = stil("doel", [doel.pk], peil.dag)
    verzwegen = sum((een.bedrag for een in niet_bekend.values()), NUL)
    ontvangers, bladzijde = _ontvangers(doel, peil, pad, niet_bekend)
    return Geldpagina(
        kop=f"{doel.naam} {jaar}",
        cijfer=som.verleend,
        waarvan=f"besteed of verleend van {als_bedrag(som.beschikbaar, 0)}",
        peil=peil,
        pad=pad,
        kruimels=(*kruimels(jaar=doel.budgetjaar), Schakel(doel.naam, "", hier=True)),
        feiten=geld_tabel.feiten(som, verzwegen),
        gegevens=_gegevens(doel, per_jaar.get(jaar - 1)),
        blokken=(
            _stand(doel, peil, pad),
            Blok("Wie kreeg het?", ontvangers, bladzijde=bladzijde, leeg="Nog niemand: er is nog niets verleend."),
            *blokken(Plek(jaar, doel.budgetjaar.budget_id, doel.pk), peil, pad),
        ),
    )


def _gegevens(doel: Bestedingsdoel, vorig: Bestedingsdoel | None) -> tuple[tuple[str, str], ...]:
    gegevens = [("Budget", f"{doel.budgetjaar.budget.naam} {doel.budgetjaar.jaar}")]
    if doel.stand.plafond:
        gegevens.append(("Subsidieplafond", f"{als_bedrag(doel.stand.plafond, 0)} euro"))
    if vorig is not None:
        verschil = doel.stand.verplicht - vorig.stand.verplicht
        woord = "meer" if verschil >= 0 else "minder"
        gegevens.append(
            (
                "Vorig jaar",
                f"{als_bedrag(vorig.stand.verplicht, 0)} verleend: nu {als_bedrag(abs(verschil), 0)} {woord}",
            )
        )
    return tuple(gegevens)


def _stand(doel: Bestedingsdoel, peil: Peil, pad: str) -> Blok:
    """The purpose itself: granted, reserved and free, with how many activities each is for."""
    stand, som = doel.stand, cijfers(doel.stand)
    tabel = Cijfertabel(
        code="stand",
        titel=f"{doel.naam} {doel.budgetjaar.jaar}, bedragen in euro",
        kolommen=(tekst("Wat"), getal("Aantal"), geld("Bedrag")),
        rijen=(
            Rij(("Besteed of verleend", stand.aantal_verleend or None, som.verleend)),
            Rij(("Gereserveerd", stand.aantal_gereserveerd or None, som.gereserveerd), onder="nog geen ontvanger"),
            Rij(("Vrij", None, som.vrij)),
        ),
        totaal=Rij(("Beschikbaar", None, som.beschikbaar + som.vrijgesteld)),
        per=peil.dag,
        adres=pad,
        begrippen=begrippen.STAND,
    )
    diagram = staafdiagram(
        "stand",
        kop=str(doel.budgetjaar.jaar),
        titel=tabel.titel,
        beschikbaar=som.beschikbaar,
        staven=[Staaf(doel.naam, som.verleend, som.gereserveerd, som.vrij)],
    )
    return Blok("Hoeveel is er nog?", tabel, diagram)


def _ontvangers(
    doel: Bestedingsdoel, peil: Peil, pad: str, niet_bekend: dict[int, Stil]
) -> tuple[Cijfertabel, Page[Stand] | None]:
    """The commitments, the largest first; what is not made known yet in one line without a name."""
    verplichtingen, bladzijde = _verplichtingen(doel, peil, niet_bekend)
    rijen = [bekende_rij(een, doel, peil, niet_bekend) for een in verplichtingen]
    verzwegen = sum((een.bedrag for een in niet_bekend.values()), NUL)
    if verzwegen:
        rijen.append(Rij((begrippen.NOG_NIET_BEKEND.term, None, None, None, verzwegen, NUL)))
    tabel = Cijfertabel(
        code="ontvangers",
        titel=f"Ontvangers van {doel.naam} {doel.budgetjaar.jaar}, bedragen in euro",
        kolommen=(
            tekst("Ontvanger"),
            tekst("Waarvoor"),
            tekst("Soort uitgave"),
            getal("Jaar van uitvoering"),
            geld("Besteed of verleend"),
            geld("Betaald"),
        ),
        rijen=tuple(rijen),
        totaal=Rij(("Samen", None, None, None, doel.stand.verplicht, doel.stand.betaald)),
        per=peil.dag,
        adres=pad,
        begrippen=(
            begrippen.VERLEEND,
            begrippen.BETAALD,
            begrippen.JURIDISCHE_VORM,
            begrippen.BEGROTINGSJAAR,
            begrippen.NOG_NIET_BEKEND,
        ),
        noten=("Het totaal telt alle bladzijden.",) if bladzijde and bladzijde.has_other_pages() else (),
    )
    return tabel, bladzijde


def _verplichtingen(
    doel: Bestedingsdoel, peil: Peil, niet_bekend: dict[int, Stil]
) -> tuple[Sequence[Verplichting], Page[Stand] | None]:
    """By their stands, that lie ready from large to small."""
    standen = (
        Stand.objects.filter(onder=doel)
        .exclude(verplichting__in=onbekend(niet_bekend))
        .select_related("verplichting__ontvanger")
        .order_by("-verplicht", "verplichting_id")
    )
    if peil.toen is not None:
        standen = standen.filter(sinds__lte=peil.toen)
    bladzijde = None if peil.blad is None else Paginator(standen, PER_BLADZIJDE).get_page(peil.blad)
    rijen = [stand.verplichting for stand in bladzijde or standen if stand.verplichting]
    return op_peildatum(rijen, peil.toen), bladzijde


def bekende_rij(een: Verplichting, doel: Bestedingsdoel, peil: Peil, niet_bekend: dict[int, Stil]) -> Rij:
    return Rij(
        (
            naam_van(een.ontvanger, een.juridische_vorm),
            een.omschrijving,
            str(JuridischeVorm(een.juridische_vorm).label),
            een.jaar_van_activiteit,
            bekend(een, niet_bekend),
            een.stand.betaald,
        ),
        peil.adres(url_zaak(doel, een)),
    )
