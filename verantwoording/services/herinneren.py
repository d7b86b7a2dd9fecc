"""Reminding of the own part: a message before the last day, and one letter after it (Awb 4:48)."""

import logging

from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort, BriefSoort
from brieven.services.bericht import leg_bericht_klaar
from brieven.services.mededeling import leg_mededeling_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.selectors import vrije_dagen
from kern.spoor import Code, leg_vast
from kern.termijnen.verlenging import Duur, termijn
from regelingen.parameters import Parameters
from subsidies.selectors.ondertekenaars import schrijvers_en_gemachtigden
from subsidies.services.slot import vergrendel
from verantwoording.models import Deelverslag
from verantwoording.selectors.te_laat import aan_te_kondigen, te_laat

GEVOLG = (
    "Dan kunnen wij de betaling van uw subsidie opschorten (artikel 4:56 Awb), of uw subsidie verlagen of lager "
    "vaststellen (artikelen 4:46 en 4:48 Awb). Voor wij dat doen, vragen wij wat u ervan vindt. Dit gaat alleen over "
    "uw eigen verslag. Wat anderen aan de tafel nog moeten doen, heeft voor u geen gevolgen."
)
logger = logging.getLogger(__name__)


def herinner_allen() -> None:
    """Every day, and may run twice: each is told once, and gets one letter. One that fails keeps nobody else."""
    vandaag = timezone.localdate()
    daden = ((kondig_aan, aan_te_kondigen(vandaag)), (herinner, te_laat(vandaag).filter(herinnering=None)))
    for daad, delen in daden:
        for deelverslag_id in list(delen.order_by("pk").values_list("pk", flat=True)):
            try:
                daad(deelverslag_id=deelverslag_id)
            except DomeinFout as fout:
                logger.error("Deelverslag %s is niet te herinneren: %s", deelverslag_id, fout.code)


def kondig_aan(*, deelverslag_id: int) -> None:
    """Tell who writes or signs there that its last day comes near. Nothing when they know, or it came in."""
    with handeling("verslag.aangekondigd", door=None, over=Deelverslag(pk=deelverslag_id)):
        _vergrendel(deelverslag_id)
        deelverslag = _lees(deelverslag_id)
        if aan_te_kondigen(timezone.localdate()).filter(pk=deelverslag_id).exists() and _meld(deelverslag):
            leg_vast("verslag.aangekondigd", door=None, over=deelverslag, jaar=deelverslag.verantwoording.jaar)


def herinner(*, deelverslag_id: int) -> None:
    """Write to who is late, with a last term by the rules of its decision; once, and not when it came in."""
    with handeling("verslag.herinnerd", door=None, over=Deelverslag(pk=deelverslag_id)):
        _vergrendel(deelverslag_id)
        vandaag = timezone.localdate()
        if not te_laat(vandaag).filter(pk=deelverslag_id, herinnering=None).exists():
            return
        deelverslag = _lees(deelverslag_id)
        aanvraag, jaar = deelverslag.verantwoording.aanvraag, deelverslag.verantwoording.jaar
        regels = Parameters.uit_dict(deelverslag.deel.subsidie.beschikking.besluit.parameters)
        uiterlijk = termijn(vandaag, Duur(regels.verslag_hersteltermijn_weken), vrije_dagen()).laatste_dag
        deelverslag.hersteltermijn = uiterlijk
        deelverslag.herinnering = leg_mededeling_klaar(
            soort=BriefSoort.HERINNERING,
            ontvanger=deelverslag.deel.organisatie,
            over=deelverslag,
            onderwerp=f"Stuur ons uw verslag over {jaar}",
            waarden={
                "wat": f"het verslag van uw activiteiten in {jaar}",
                "waarvoor": f"uw subsidie voor {aanvraag.waarvoor}",
                "artikel": "Artikelen 4:37 en 4:48 Awb",
                "had_moeten": deelverslag.uiterlijk,
                "uiterlijk": uiterlijk,
                "stukken": (),
                "gevolg": GEVOLG,
            },
            voorbeeld=aanvraag.fictief,
            regeling_id=aanvraag.regeling_id,
            door=None,
        )
        deelverslag.save(update_fields=["herinnering", "hersteltermijn"])
        _meld(deelverslag)
        leg_vast(
            "verslag.herinnerd",
            door=None,
            over=deelverslag,
            kenmerk=Code(aanvraag.kenmerk),
            jaar=jaar,
            uiterlijk=uiterlijk,
        )


def _vergrendel(deelverslag_id: int) -> None:
    """So that it does not come in while we write that it did not."""
    vergrendel(Deelverslag.objects.values_list("verantwoording__aanvraag_id", flat=True).get(pk=deelverslag_id))


def _lees(deelverslag_id: int) -> Deelverslag:
    return Deelverslag.objects.select_related(
        "deel__organisatie",
        "deel__subsidie__beschikking__besluit",
        "verantwoording__aanvraag__uitvraag",
        "verantwoording__aanvraag__tafel__thema",
        "verantwoording__aanvraag__regeling",
    ).get(pk=deelverslag_id)


def _meld(deelverslag: Deelverslag) -> int:
    """Returns how many this reaches."""
    return leg_bericht_klaar(
        soort=BerichtSoort.VERSLAG_VRAGEN,
        ontvangers=schrijvers_en_gemachtigden(deelverslag.deel.organisatie_id),
        over=deelverslag,
        pad=reverse("verantwoording:deelverslag", args=[deelverslag.verantwoording.aanvraag.kenmerk, deelverslag.pk]),
    )
