"""Everything that one organisation received: the committee's card of it."""

from collections import defaultdict
from decimal import Decimal

from django.http import Http404

from begroting.models import Verplichting
from begroting.selectors.standen import op_peildatum
from kern.cijfertabel import Cijfertabel, Rij, geld, getal, tekst
from kern.geld import NUL
from kern.grafiek_tijd import Punt, tijdlijn
from kern.peil import Peil
from organisaties.models import Organisatie
from organisaties.soorten import OrganisatieSoort
from overzichten import begrippen
from overzichten.geldpagina import Blok, Feit, Geldpagina, Schakel
from overzichten.selectors.geld_stand import (
    Stil,
    bekend,
    is_persoon,
    kruimels,
    onbekend,
    stil,
    url_ontvanger,
    url_zaak,
)
from overzichten.selectors.geld_zaak import voorzieningen


def een_ontvanger(organisatie_id: int, peil: Peil) -> Geldpagina:
    """Raises Http404: for a natural person too, and for an organisation that received nothing that was made known."""
    organisatie = Organisatie.objects.filter(pk=organisatie_id, soort=OrganisatieSoort.PARTNER).first()
    if organisatie is None or is_persoon(organisatie):
        raise Http404
    niet_bekend = stil("ontvanger", [organisatie_id], peil.dag)
    rijen = (
        Verplichting.objects.filter(ontvanger=organisatie)
        .exclude(pk__in=onbekend(niet_bekend))
        .select_related("bestedingsdoel__budgetjaar__budget", "stand")
        .order_by("-bestedingsdoel__budgetjaar__jaar", "-stand__verplicht", "id")
    )
    if peil.toen is not None:
        rijen = rijen.filter(stand__sinds__lte=peil.toen)
    verplichtingen = op_peildatum(rijen, peil.toen)
    if not verplichtingen:
        raise Http404
    pad = url_ontvanger(organisatie_id)
    verleend, betaald = defaultdict[int, Decimal](lambda: NUL), defaultdict[int, Decimal](lambda: NUL)
    for een in verplichtingen:
        verleend[een.bestedingsdoel.budgetjaar.jaar] += bekend(een, niet_bekend)
        betaald[een.bestedingsdoel.budgetjaar.jaar] += een.stand.betaald
    samen = sum(verleend.values(), NUL)
    return Geldpagina(
        kop=organisatie.naam,
        cijfer=samen,
        waarvan="gekregen in alle jaren",
        peil=peil,
        pad=pad,
        kruimels=(*kruimels(), Schakel(organisatie.naam, "", hier=True)),
        feiten=(Feit("Besteed of verleend", samen), Feit("Betaald", sum(betaald.values(), NUL))),
        gegevens=_gegevens(organisatie),
        blokken=tuple(
            blok
            for blok in (
                _per_jaar(organisatie, verleend, betaald, peil, pad),
                Blok(
                    "Wat doet deze organisatie, en voor wie?",
                    voorzieningen(
                        peil, pad, deel__subsidie__jaren__verplichting__in=[een.pk for een in verplichtingen]
                    ),
                ),
                Blok("Waarvoor kreeg zij het?", _zaken(verplichtingen, niet_bekend, peil, pad)),
            )
            if blok.tabel.rijen
        ),
    )


def _gegevens(organisatie: Organisatie) -> tuple[tuple[str, str], ...]:
    gegevens = [("Rechtsvorm", organisatie.get_aanvrager_soort_display().capitalize())]
    if organisatie.typering:
        gegevens.append(("Soort", organisatie.typering.capitalize()))
    if organisatie.kvk:
        gegevens.append(("KvK-nummer", organisatie.kvk))
    if organisatie.fictief:
        gegevens.append(("Let op", "Fictief voorbeeld"))
    return tuple(gegevens)


def _per_jaar(
    organisatie: Organisatie, verleend: dict[int, Decimal], betaald: dict[int, Decimal], peil: Peil, pad: str
) -> Blok:
    tabel = Cijfertabel(
        code="jaren",
        titel=f"{organisatie.naam} per begrotingsjaar, bedragen in euro",
        kolommen=(
            tekst("Begrotingsjaar"),
            geld("Besteed of verleend"),
            geld("Betaald"),
            geld("Verschil met vorig jaar"),
        ),
        rijen=tuple(
            Rij((str(jaar), som, betaald[jaar], som - verleend[jaar - 1] if jaar - 1 in verleend else None))
            for jaar, som in sorted(verleend.items(), reverse=True)
        ),
        totaal=Rij(("Samen", sum(verleend.values(), NUL), sum(betaald.values(), NUL), None)),
        per=peil.dag,
        adres=pad,
        begrippen=(begrippen.VERLEEND, begrippen.BETAALD, begrippen.VERSCHIL, begrippen.BEGROTINGSJAAR),
    )
    punten = [Punt(jaar, som, NUL) for jaar, som in verleend.items()]
    return Blok("Hoeveel?", tabel, tijdlijn("jaren", titel=f"{organisatie.naam} per jaar", punten=punten))


def _zaken(verplichtingen: list[Verplichting], niet_bekend: dict[int, Stil], peil: Peil, pad: str) -> Cijfertabel:
    return Cijfertabel(
        code="zaken",
        titel="Alle subsidies en opdrachten, bedragen in euro",
        kolommen=(
            tekst("Bestedingsdoel"),
            getal("Begrotingsjaar"),
            getal("Jaar van uitvoering"),
            geld("Besteed of verleend"),
            geld("Betaald"),
        ),
        rijen=tuple(
            Rij(
                (
                    een.bestedingsdoel.naam,
                    een.bestedingsdoel.budgetjaar.jaar,
                    een.jaar_van_activiteit,
                    bekend(een, niet_bekend),
                    een.stand.betaald,
                ),
                peil.adres(url_zaak(een.bestedingsdoel, een)),
                een.omschrijving,
            )
            for een in verplichtingen
        ),
        per=peil.dag,
        adres=pad,
        begrippen=(begrippen.VERLEEND, begrippen.BETAALD, begrippen.BEGROTINGSJAAR),
    )
