"""The terms of an objection, from its dates and those of the letter it is against (docs/bezwaar.md)."""

import datetime
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from brieven.models import Bezorging, Brief, Wijze
from kern.selectors import vrije_dagen
from kern.termijnen.bezwaar import Bezwaartermijn, OpTijd, bezwaar_op_tijd, bezwaartermijn
from kern.termijnen.bezwaarbeslissing import Bezwaarbeslissing, bezwaarbeslissing
from kern.termijnen.dagen import Vrij
from kern.termijnen.opschorting import Opschorting, opschorting_aanvulling
from kern.termijnen.stappen import amsterdam_dag
from regelingen.parameters import Parameters
from uitvoering.models import Bezwaar


@dataclass(frozen=True)
class Bezwaarklok:
    """`verzonden` is the day the contested letter was sent (Awb 3:41), `is_verzonden` whether it really was."""

    verzonden: datetime.date
    is_verzonden: bool
    termijn: Bezwaartermijn
    op_tijd: OpTijd
    beslissing: Bezwaarbeslissing


def met_verzending(bezwaren: QuerySet[Bezwaar]) -> QuerySet[Bezwaar]:
    """With the moment the contested letter was delivered and the day on it, in the same query, for `klok_van`."""
    brief = Brief.objects.geldend().filter(kenmerk=OuterRef("besluitkenmerk"))
    bezorgd = _bezorgingen().filter(brief__kenmerk=OuterRef("besluitkenmerk"))
    return bezwaren.annotate(
        bezorgd_op=Subquery(bezorgd.values("tijdstip")[:1]),
        verzenddatum=Subquery(brief.values("verzenddatum")[:1]),
        weken_in_brief=Subquery(brief.values("snapshot__inhoud__bezwaar__weken")[:1]),
        regels=F("beschikking__besluit__parameters"),
    )


def klok_van(bezwaar: Bezwaar, vandaag: datetime.date | None = None, vrij: Vrij | None = None) -> Bezwaarklok:
    """`bezwaar` comes from `met_verzending`. One query, unless `vrij` is given."""
    bezorgd_op: datetime.datetime | None = vars(bezwaar)["bezorgd_op"]
    verzonden: datetime.date = amsterdam_dag(bezorgd_op) if bezorgd_op else vars(bezwaar)["verzenddatum"]
    vrij = vrije_dagen() if vrij is None else vrij
    regels, in_brief = vars(bezwaar)["regels"], vars(bezwaar)["weken_in_brief"]
    weken = Parameters.uit_dict(regels).bezwaartermijn_weken if regels else in_brief
    termijn = bezwaartermijn(verzonden, vrij, weken=weken)
    return Bezwaarklok(
        verzonden=verzonden,
        is_verzonden=bezorgd_op is not None,
        termijn=termijn,
        op_tijd=bezwaar_op_tijd(termijn.laatste_dag, bezwaar.ontvangen_op, gepost=bezwaar.gepost_op),
        beslissing=bezwaarbeslissing(
            bezwaartermijn_tot=termijn.laatste_dag,
            ontvangen=bezwaar.ontvangen_op,
            peildatum=vandaag or timezone.localdate(),
            met_commissie=bezwaar.met_commissie,
            opschortingen=_stilte(bezwaar),
            verdaagd_op=bezwaar.verdaagd_op,
            uitstel_tot=bezwaar.uitstel_tot,
            vrij=vrij,
        ),
    )


def klok_bij(bezwaar_id: int) -> Bezwaarklok:
    """The same by id, for a service that holds the lock: two queries."""
    return klok_van(met_verzending(Bezwaar.objects.all()).get(pk=bezwaar_id))


def bekend_op(kenmerk: str) -> datetime.date | None:
    """The day a decision was made known (Awb 3:41); None while its letter was not delivered. One query."""
    tijdstip = _bezorgingen().filter(brief__kenmerk=kenmerk).values_list("tijdstip", flat=True).first()
    return amsterdam_dag(tijdstip) if tijdstip else None


def _bezorgingen() -> QuerySet[Bezorging]:
    """The first counts: placed in the portal or given to the post. What came back was sent all the same."""
    return Bezorging.objects.exclude(wijze=Wijze.RETOUR).order_by("tijdstip")


def _stilte(bezwaar: Bezwaar) -> list[Opschorting]:
    """Awb 7:10 lid 2: from the day after the request until the grounds came, or the time for it passed."""
    if bezwaar.verzuim_gevraagd_op is None or bezwaar.verzuim_uiterlijk is None:
        return []
    return [
        opschorting_aanvulling(bezwaar.verzuim_gevraagd_op, bezwaar.verzuim_uiterlijk, bezwaar.verzuim_hersteld_op)
    ]
