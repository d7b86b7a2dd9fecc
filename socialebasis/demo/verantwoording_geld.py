"""The money of the tables that accounted for 2020–2023: paid as planned, and settled as granted once they did."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from socialebasis.demo.betalen import geef_opdracht, lees_terug
from socialebasis.demo.looptijd import EEN_DAG, WEEK, vraag_vaststelling_aan
from socialebasis.demo.verantwoording_jaar import Tafelverhaal
from socialebasis.demo.zaken import Leden
from subsidies.models import Aanvraag, Besluit, Subsidie
from subsidies.selectors.standen import jaarstanden
from thematafels.models import Niveau
from uitvoering.models import Betaaltermijn, Vaststelling
from uitvoering.regels.vaststellen import ZOALS_VERLEEND
from uitvoering.services import besluiten, voorbereiden
from uitvoering.services.voorbereiden import Bedragen
from verantwoording.models import Meting

MOTIVERING = "De tafel verantwoordde zich over dit jaar. Wij stellen de subsidies vast zoals wij ze verleenden."


def betaaldagen(aanvragen: Sequence[Aanvraag]) -> list[datetime.date]:
    termijnen = Betaaltermijn.objects.filter(subsidie__deel__aanvraag__in=aanvragen, bedrag__gt=0)
    return sorted(set(termijnen.values_list("dag", flat=True)))


def betaal(
    aanvragen: Sequence[Aanvraag], dag: datetime.date, leden: Leden
) -> Iterator[tuple[datetime.date, Callable[[], None]]]:
    yield dag - WEEK, partial(geef_opdracht, aanvragen, dag, leden)
    yield dag + EEN_DAG, partial(lees_terug, aanvragen, dag, leden)


def vraag_vaststelling(verhaal: Tafelverhaal, jaar: int) -> None:
    """Everybody spent what was granted, and reached whom its account says."""
    for account in verhaal.accounts:
        lid = verhaal.leden[account]
        periode = Vaststelling.objects.select_related(
            "subsidie__deel__aanvraag", "subsidie__beschikking__besluit"
        ).get(subsidie__deel__aanvraag=verhaal.aanvraag, subsidie__ontvanger=lid.organisatie_id, eerste_jaar=jaar)
        bereikt = Meting.objects.get(
            verslag=verhaal.deelverslag(jaar, account).activiteiten.order_by("pk")[0],
            meetafspraak__niveau=Niveau.BEREIK,
            doelgroep=None,
            stadsdeel=None,
        )
        vraag_vaststelling_aan(periode, lid, bereik=int(bereikt.waarde))


def stel_vast(verhaal: Tafelverhaal, jaar: int) -> None:
    """All grants of the table in one decision."""
    regels = [
        Bedragen(subsidie.pk, vastgesteld={jaar: jaarstanden(subsidie)[jaar].nu})
        for subsidie in Subsidie.objects.filter(deel__aanvraag=verhaal.aanvraag)
    ]
    voorstel = voorbereiden.stel_voor(
        aanvraag_id=verhaal.aanvraag.pk,
        soort=Besluit.Soort.VASTSTELLING,
        grond=ZOALS_VERLEEND,
        motivering=MOTIVERING,
        regels=regels,
        door=verhaal.officier,
    )
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verhaal.officier)
    besluiten.besluit(voorstel_id=voorstel.pk, door=verhaal.leden["besluitnemer"])
