"""Adjusting a running grant, to the good or to the bad of the recipient (Awb 4:48–4:51)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from brieven.models import BriefSoort
from kern.fouten import DomeinFout
from kern.geld import NUL
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from subsidies.models import Beschikking, Besluit
from subsidies.services.plafond import controleer_verhoging
from subsidies.vervolg import Standen, Vervolg
from uitvoering.models import Vervolgregel, Vervolgvoorstel
from uitvoering.services.opschorten import beeindig_opschorting
from uitvoering.services.toewijzen import wijs_onderdelen_toe
from uitvoering.soorten.afloop import na_vermindering
from uitvoering.soorten.soort import Grond, Vervolgsoort
from uitvoering.soorten.termijn import eis_redelijke_termijn, termijntekst

GUNSTE = "gunste"

# Awb 4:48 lid 1: as long as the grant was not settled, back to the day it was granted.
TERUGWERKEND = (
    Grond(
        "niet_uitgevoerd",
        "een activiteit gaat niet of niet helemaal door",
        "Artikel 4:48 lid 1 onder a Awb",
        zienswijze=True,
    ),
    Grond("verplichting", "een verplichting is niet nageleefd", "Artikel 4:48 lid 1 onder b Awb", zienswijze=True),
    Grond(
        "onjuist",
        "er zijn onjuiste of onvolledige gegevens gegeven; met de juiste was anders besloten",
        "Artikel 4:48 lid 1 onder c Awb",
        zienswijze=True,
    ),
    Grond(
        "onjuist_verleend",
        "de verlening was op een andere manier onjuist, en de ontvanger wist dat of hoorde dat te weten",
        "Artikel 4:48 lid 1 onder d Awb",
        zienswijze=True,
    ),
    Grond(
        "begroting",
        "de gemeenteraad stelde te weinig geld beschikbaar, en dat stond als voorwaarde in de verlening",
        "Artikelen 4:34 lid 5 en 4:48 lid 1 onder e Awb",
        zienswijze=True,
    ),
    Grond("verzoek", "de ontvanger vraagt het zelf", "Artikel 4:48 lid 1 onder a Awb"),
)
# Awb 4:50 lid 1: only for the future, after a reasonable term, and damage is made good (lid 2).
MET_TERMIJN = (
    Grond(
        "onjuist_toekomst",
        "de verlening was onjuist, voor de toekomst",
        "Artikel 4:50 lid 1 onder a Awb",
        zienswijze=True,
        termijn=True,
    ),
    Grond(
        "omstandigheden",
        "veranderde omstandigheden of gewijzigde inzichten, voor de toekomst",
        "Artikel 4:50 lid 1 onder b Awb",
        zienswijze=True,
        termijn=True,
    ),
)
GRONDEN = (
    Grond(GUNSTE, "ten gunste: er is meer nodig en er is ruimte", "Artikel 4:23 lid 1 Awb"),
    *TERUGWERKEND,
    *MET_TERMIJN,
)


def controleer(voorstel: Vervolgvoorstel, vervolgen: list[tuple[Vervolg, Standen]]) -> None:
    """More takes the ground of more, less one of the others; nothing changes in a year that was settled,
    and what rises stays under the ceiling."""
    for vervolg, standen in vervolgen:
        if not any(vervolg.bedragen.values()):
            raise DomeinFout(f"Voor {vervolg.subsidie.ontvanger} verandert er niets.", code="bijstelling.niets")
        if vervolg.subsidie.stand != vervolg.subsidie.Stand.LOPEND:
            raise DomeinFout(
                f"De subsidie van {vervolg.subsidie.ontvanger} loopt niet meer. Bijstellen kan niet.",
                code="bijstelling.niet_lopend",
            )
        for jaar, bedrag in vervolg.bedragen.items():
            stand = standen.get(jaar)
            if stand is not None and stand.vastgesteld is not None:
                raise DomeinFout(
                    f"{jaar} is al vastgesteld. Bijstellen kan niet meer.", code="bijstelling.vastgesteld"
                )
            if vervolg.recht(stand, jaar) < NUL:
                raise DomeinFout(f"In {jaar} gaat er meer af dan er is verleend.", code="bijstelling.te_veel")
            if (bedrag > NUL) != (voorstel.grond == GUNSTE) and bedrag:
                raise DomeinFout(
                    "Kies een grond die past: meer geld is ten gunste, minder geld ten nadele.",
                    code="bijstelling.grond",
                )
    eis_redelijke_termijn(voorstel, BIJSTELLING.grond(voorstel.grond), vervolgen)
    if voorstel.aanvraag.tafel_id is not None:
        controleer_verhoging(voorstel.aanvraag.tafel_id, _per_jaar(vervolgen))


def _per_jaar(vervolgen: list[tuple[Vervolg, Standen]]) -> dict[int, Decimal]:
    """What the grants together rise or fall by."""
    som: dict[int, Decimal] = {}
    for vervolg, _ in vervolgen:
        for jaar, bedrag in vervolg.bedragen.items():
            som[jaar] = som.get(jaar, NUL) + bedrag
    return som


def waarden(regel: Vervolgregel, standen: Standen) -> Mapping[str, Any]:
    voorstel = regel.voorstel
    return {"termijn": termijntekst(voorstel, BIJSTELLING.grond(voorstel.grond))}


def na_besluit(voorstel: Vervolgvoorstel, besluit: Besluit, door: Lidmaatschap) -> None:
    """What was suspended because of this ends today (Awb 4:56); what was asked and is granted with it, is granted."""
    beeindig_opschorting(besluit, door)
    wijs_onderdelen_toe(voorstel)


BIJSTELLING = Vervolgsoort(
    soort=Besluit.Soort.BIJSTELLING,
    mandaat=SoortBesluit.BIJSTELLING,
    beschikking=Beschikking.Soort.BIJSTELLING,
    brief=BriefSoort.BIJSTELLING,
    onderwerp="Uw subsidie voor {waarvoor} verandert",
    gronden=GRONDEN,
    controleer=controleer,
    waarden=waarden,
    naar=na_vermindering,
    na_besluit=na_besluit,
    dagen=("ingang",),
)
