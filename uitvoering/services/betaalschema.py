"""The schedule of payments of a grant: made when the grant begins, planned anew after every later decision."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max

from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import leg_vast
from kern.termijnen.stappen import amsterdam_dag
from regelingen.parameters import Parameters
from subsidies.models import Aanvraag, Beschikking, Besluit, Subsidie
from subsidies.selectors.standen import Jaarstand, jaarstanden_van
from subsidies.services.slot import vergrendel
from subsidies.services.vervolgbesluit import vergrendel_subsidies
from uitvoering.models import Betaaltermijn
from uitvoering.regels.betaaltermijnen import Jaarschema, Termijn, jaarschema


def plan_besluit(*, besluit_id: int) -> int:
    """Plan the grants that a decision is about. Returns how many instalments changed; the second time none."""
    aanvraag_id = Besluit.objects.filter(pk=besluit_id).values_list("aanvraag_id", flat=True).first()
    if aanvraag_id is None:
        return 0
    with handeling("betaalschema.gepland", door=None, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        geraakt = Subsidie.objects.filter(deel__beschikkingen__besluit=besluit_id).values_list("pk", flat=True)
        veranderd = plan(vergrendel_subsidies(list(geraakt)))
        if veranderd:
            leg_vast("betaalschema.gepland", door=None, over=aanvraag, termijnen=veranderd)
    return veranderd


def plan(subsidies: Sequence[Subsidie]) -> int:
    """Plan these grants anew, inside the transaction that locked them (`vergrendel_subsidies`).

    What was paid or is at the bank stays; the open instalments follow what is due now. The rules are those of the
    first decision. Returns how many instalments are new or changed.
    """
    nu = _nu(subsidies)
    nieuw: list[Betaaltermijn] = []
    veranderd: list[Betaaltermijn] = []
    standen = jaarstanden_van(subsidie.pk for subsidie in subsidies)
    for (subsidie_id, jaar), schema in schemas(subsidies, standen, nu).items():
        for termijn in schema.termijnen:
            rij = nu[subsidie_id, jaar].get(termijn.volgnummer)
            if rij is None:
                nieuw.append(
                    Betaaltermijn(
                        subsidie_id=subsidie_id,
                        jaar=jaar,
                        volgnummer=termijn.volgnummer,
                        dag=termijn.dag,
                        bedrag=termijn.bedrag,
                    )
                )
            elif (rij.dag, rij.bedrag) != (termijn.dag, termijn.bedrag):
                rij.dag, rij.bedrag = termijn.dag, termijn.bedrag
                veranderd.append(rij)
    Betaaltermijn.objects.bulk_create(nieuw)
    Betaaltermijn.objects.bulk_update(veranderd, ["dag", "bedrag"])
    return len(nieuw) + len(veranderd)


def _nu(subsidies: Sequence[Subsidie]) -> dict[tuple[int, int], dict[int, Betaaltermijn]]:
    nu: dict[tuple[int, int], dict[int, Betaaltermijn]] = defaultdict(dict)
    for rij in Betaaltermijn.objects.filter(subsidie__in=subsidies):
        nu[rij.subsidie_id, rij.jaar][rij.volgnummer] = rij
    return nu


def schemas(
    subsidies: Iterable[Subsidie],
    standen: Mapping[int, Mapping[int, Jaarstand]],
    nu: Mapping[tuple[int, int], Mapping[int, Betaaltermijn]],
) -> dict[tuple[int, int], Jaarschema]:
    """What the schedule of each (grant, year) must be now (one query)."""
    per_id = {subsidie.pk: subsidie for subsidie in subsidies}
    besloten = _laatst_besloten(per_id)
    return {
        (pk, jaar): _schema(subsidie, stand, besloten[pk], nu.get((pk, jaar), {}))
        for pk, subsidie in per_id.items()
        for jaar, stand in standen[pk].items()
    }


def _schema(
    subsidie: Subsidie, stand: Jaarstand, besloten: datetime.date, nu: Mapping[int, Betaaltermijn]
) -> Jaarschema:
    betaald = [rij for rij in nu.values() if rij.stand == Betaaltermijn.Stand.BETAALD]
    return jaarschema(
        jaar=stand.jaar,
        recht=stand.recht,
        vastgesteld=stand.vastgesteld is not None,
        besloten=besloten,
        parameters=Parameters.uit_dict(subsidie.beschikking.besluit.parameters),
        nu=[
            Termijn(rij.volgnummer, rij.dag, rij.bedrag, vast=rij.stand != Betaaltermijn.Stand.OPEN)
            for rij in nu.values()
        ],
        buiten=stand.betaald - sum((rij.bedrag for rij in betaald), NUL),
    )


def _laatst_besloten(subsidie_ids: Iterable[int]) -> dict[int, datetime.date]:
    """The day of the last decision on each grant."""
    return {
        pk: amsterdam_dag(moment)
        for pk, moment in Beschikking.objects.filter(deel__subsidie__in=list(subsidie_ids))
        .order_by()
        .values_list("deel__subsidie")
        .annotate(moment=Max("besluit__genomen_op"))
    }
