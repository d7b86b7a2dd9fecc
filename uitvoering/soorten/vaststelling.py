"""Settling a grant, for one period of years (Awb 4:42–4:47)."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import pghistory
from django.utils import timezone

from brieven.models import BriefSoort
from brieven.snapshots import Tabel, Tabelrij
from kern.fouten import DomeinFout
from kern.geld import NUL, als_bedrag, als_euro
from kern.termijnen.stappen import amsterdam_dag, datum
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from subsidies.models import Beschikking, Besluit, Subsidie
from subsidies.vervolg import Standen, Vervolg
from uitvoering.models import Vaststelling, Vervolgregel, Vervolgvoorstel
from uitvoering.regels.afloop import is_leeg
from uitvoering.regels.ambtshalve import mag_ambtshalve
from uitvoering.regels.vaststellen import ZOALS_VERLEEND, controleer_bedragen
from uitvoering.soorten.afloop import na_vaststelling
from uitvoering.soorten.soort import Bedragsoort, Grond, Vervolgsoort

GRONDEN = (
    Grond(ZOALS_VERLEEND, "zoals verleend", "Artikel 4:46 lid 1 Awb"),
    Grond(
        "niet_uitgevoerd",
        "een activiteit is niet of niet helemaal uitgevoerd",
        "Artikel 4:46 lid 2 onder a Awb",
        zienswijze=True,
    ),
    Grond("verplichting", "een verplichting is niet nageleefd", "Artikel 4:46 lid 2 onder b Awb", zienswijze=True),
    Grond(
        "onjuist",
        "er zijn onjuiste of onvolledige gegevens gegeven",
        "Artikel 4:46 lid 2 onder c Awb",
        zienswijze=True,
    ),
    Grond(
        "onjuist_verleend",
        "de verlening was onjuist en de ontvanger wist dat of hoorde dat te weten",
        "Artikel 4:46 lid 2 onder d Awb",
        zienswijze=True,
    ),
    Grond("kosten", "de kosten waren lager of niet nodig", "Artikel 4:46 lid 3 Awb", zienswijze=True),
)


def controleer(voorstel: Vervolgvoorstel, vervolgen: list[tuple[Vervolg, Standen]]) -> None:
    """Whole periods, once, after they were asked for or when the last term passed; never above what was granted."""
    for vervolg, standen in vervolgen:
        _eis_niet_ingetrokken(vervolg, standen)
        perioden = _perioden(vervolg.subsidie.pk, vervolg.vastgesteld)
        if set(vervolg.vastgesteld) != {jaar for periode in perioden for jaar in periode.jaren} or not perioden:
            raise DomeinFout("Stel elk jaar van de periode vast.", code="vaststelling.periode")
        for periode in perioden:
            if periode.stand == Vaststelling.Stand.VASTGESTELD:
                raise DomeinFout(f"{periode.periode} is al vastgesteld.", code="vaststelling.al_vastgesteld")
            if periode.stand == Vaststelling.Stand.OPEN and not mag_ambtshalve(
                periode.hersteltermijn, timezone.localdate()
            ):
                raise DomeinFout(
                    f"{vervolg.subsidie.ontvanger} vroeg dit nog niet aan. Zelf vaststellen kan als na een "
                    "herinnering ook de nieuwe termijn voorbij is (Awb 4:47).",
                    code="vaststelling.niet_aangevraagd",
                )
        verleend = {jaar: standen[jaar].nu if jaar in standen else NUL for jaar in vervolg.vastgesteld}
        controleer_bedragen(voorstel.grond, verleend, vervolg.vastgesteld)


def _eis_niet_ingetrokken(vervolg: Vervolg, standen: Standen) -> None:
    """Of what was withdrawn there is nothing to settle; of what a withdrawal left there is (Awb 4:42, 4:48, 4:49)."""
    if vervolg.subsidie.stand == Subsidie.Stand.INGETROKKEN:
        raise DomeinFout(
            f"De subsidie van {vervolg.subsidie.ontvanger} is ingetrokken. Er is niets om vast te stellen.",
            code="vaststelling.ingetrokken",
        )
    if all(jaar in standen and is_leeg(standen[jaar]) for jaar in vervolg.vastgesteld):
        jaren = " en ".join(map(str, vervolg.vastgesteld))
        raise DomeinFout(
            f"Voor {jaren} is niets meer verleend. Er is niets om vast te stellen.",
            code="vaststelling.ingetrokken",
        )


def waarden(regel: Vervolgregel, standen: Standen) -> Mapping[str, Any]:
    """What was asked or not, and per year granted, settled, paid and what is left. Reclaiming is another decision."""
    bedragen = {rij.jaar: rij.vastgesteld for rij in regel.bedragen.all() if rij.vastgesteld is not None}
    betaald = {jaar: standen[jaar].betaald if jaar in standen else NUL for jaar in bedragen}
    nog = sum((max(NUL, bedrag - betaald[jaar]) for jaar, bedrag in bedragen.items()), NUL)
    te_veel = sum((max(NUL, betaald[jaar] - bedrag) for jaar, bedrag in bedragen.items()), NUL)
    return {
        "aanleiding": _aanleiding(_perioden(regel.subsidie_id, bedragen)),
        "vastgesteld": sum(bedragen.values(), NUL),
        "afrekening": Tabel(
            bijschrift="Vaststelling per jaar, in euro’s",
            koppen=("Jaar", "Verleend", "Vastgesteld", "Al betaald"),
            rijen=tuple(
                Tabelrij(
                    cellen=(
                        str(jaar),
                        als_bedrag(standen[jaar].nu if jaar in standen else NUL),
                        als_bedrag(bedrag),
                        als_bedrag(betaald[jaar]),
                    )
                )
                for jaar, bedrag in bedragen.items()
            ),
        ),
        "gevolg": _gevolg(nog, te_veel),
    }


def na_besluit(voorstel: Vervolgvoorstel, besluit: Besluit, door: Lidmaatschap) -> None:
    """Each period carries the decision that settled it."""
    beschikkingen = {beschikking.deel_id: beschikking for beschikking in besluit.beschikkingen.all()}
    for regel in voorstel.regels.select_related("subsidie").prefetch_related("bedragen"):
        for periode in _perioden(regel.subsidie_id, {rij.jaar for rij in regel.bedragen.all()}):
            with pghistory.context(lidmaatschap=door.pk):
                periode.stand = Vaststelling.Stand.VASTGESTELD
                periode.beschikking = beschikkingen[regel.subsidie.deel_id]
                periode.save(update_fields=["stand", "beschikking"])


def _perioden(subsidie_id: int, jaren: Collection[int]) -> list[Vaststelling]:
    return [
        periode
        for periode in Vaststelling.objects.filter(subsidie=subsidie_id).select_related("aanvraag")
        if set(periode.jaren) & set(jaren)
    ]


def _aanleiding(perioden: list[Vaststelling]) -> str:
    return "\n\n".join(
        f"Op {datum(amsterdam_dag(periode.aanvraag.ingediend_op))} vroeg u ons om de subsidie over {periode.periode} "
        "vast te stellen."
        if periode.stand == Vaststelling.Stand.INGEDIEND
        else f"U vroeg ons niet om de subsidie over {periode.periode} vast te stellen, ook niet na onze herinnering. "
        "Daarom doen wij dat uit onszelf (artikel 4:47 Awb)."
        for periode in perioden
    )


def _gevolg(nog: Decimal, te_veel: Decimal) -> str:
    zinnen = []
    if nog:
        zinnen.append(f"Wij betalen u nog {als_euro(nog)} op de rekening die wij van u kennen (artikel 4:87 Awb).")
    if te_veel:
        zinnen.append(
            f"Wij betaalden {als_euro(te_veel)} meer dan wij nu vaststellen. Of wij dat terugvragen, beslissen wij "
            "apart. Daarover krijgt u dan een eigen brief."
        )
    return "\n\n".join(zinnen) or "U kreeg al wat wij vaststellen. Er wordt niets meer betaald of teruggevraagd."


VASTSTELLING = Vervolgsoort(
    soort=Besluit.Soort.VASTSTELLING,
    mandaat=SoortBesluit.VASTSTELLING,
    beschikking=Beschikking.Soort.VASTSTELLING,
    brief=BriefSoort.VASTSTELLING,
    onderwerp="Uw subsidie voor {waarvoor} is vastgesteld",
    gronden=GRONDEN,
    controleer=controleer,
    waarden=waarden,
    naar=na_vaststelling,
    na_besluit=na_besluit,
    bedragsoort=(Bedragsoort.VASTGESTELD,),
    maakbaar=False,
)
