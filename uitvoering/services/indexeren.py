"""What a worker does with an indexing: claim a grant, decide on it, or mark why not, each in its own transaction.

A worker may be killed between any two lines: the row of the grant leaves `te_doen` in the transaction of its decision,
so that it is decided once or still to do.
"""

import logging
from decimal import Decimal

from django.db import InterfaceError, OperationalError, transaction

from brieven.models import BriefSoort
from kern.fouten import DomeinFout, GeenRecht
from kern.geld import NUL, als_euro
from kern.onthouden import onthoud
from kern.spoor import Code, leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from subsidies.models import Beschikking, Besluit, Subsidie
from subsidies.selectors.standen import jaarstanden_van
from subsidies.services.plafond import controleer_verhoging
from subsidies.services.slot import vergrendel
from subsidies.services.vervolgbesluit import neem_vervolgbesluit, vergrendel_subsidies
from subsidies.vervolg import Vervolg
from uitvoering.models import Indexering, Indexeringsregel
from uitvoering.selectors.betaalbaar import bij_de_bank
from uitvoering.services.betaalschema import plan
from uitvoering.services.indexering import (
    INDEXEER,
    Bedragen,
    jaren_en_bedragen,
    zet_bedragen,
    zet_regel,
)

PER_TAAK = 50  # a killed task loses at most the grant it was at; a task that ends often lets others in between
ONVERWACHT = "onverwacht"

logger = logging.getLogger(__name__)

Stand = Indexering.Stand
Regelstand = Indexeringsregel.Stand


def indexeer(*, indexering_id: int, ten_hoogste: int = PER_TAAK) -> int:
    """Decide on the next grants of an indexing and tell the worker to go on. Returns how many were handled."""
    indexering = (
        Indexering.objects.select_related("regeling", "collegebesluit", "gestart_door__gebruiker")
        .filter(pk=indexering_id, stand=Stand.BEZIG)
        .first()
    )
    if indexering is None or indexering.gestart_door is None:  # who started it stands on what is under way
        return 0
    gedaan = 0
    with onthoud():
        while gedaan < ten_hoogste and _doe_volgende(indexering, indexering.gestart_door):
            gedaan += 1
    if gedaan == ten_hoogste:
        na_commit(INDEXEER, indexering_id)
    else:
        _sluit_af(indexering_id)
    return gedaan


def veeg() -> int:
    """Hand out again every indexing that is not finished: a lost message, a killed worker. Returns how many."""
    ids = list(Indexering.objects.filter(stand=Stand.BEZIG).order_by("pk").values_list("pk", flat=True))
    for indexering_id in ids:
        na_commit(INDEXEER, indexering_id)
    return len(ids)


def _doe_volgende(indexering: Indexering, door: Lidmaatschap) -> bool:
    """One grant, in one transaction with its claim. False when there is none left that nobody else is at."""
    with transaction.atomic():
        regel = (
            Indexeringsregel.objects.filter(indexering=indexering, stand=Regelstand.TE_DOEN)
            .select_for_update(of=("self",), skip_locked=True, no_key=True)
            .select_related("subsidie__deel")
            .order_by("pk")
            .first()
        )
        if regel is None:
            return False
        try:
            with transaction.atomic():
                regel.beschikking = _besluit(indexering, regel, door)
                zet_regel(regel, Regelstand.GEDAAN)
        except DomeinFout as fout:
            if isinstance(fout, Veranderd):
                zet_bedragen({regel.pk: fout.nu})
            _markeer(indexering, regel, fout.bericht, fout.code)
        except GeenRecht as fout:
            _markeer(indexering, regel, fout.reden, fout.code)
        except (OperationalError, InterfaceError):
            raise  # the database is away or full: the row stays to do
        except Exception:
            logger.exception("Indexering %s: subsidie %s ging mis", indexering.kenmerk, regel.subsidie.kenmerk)
            _markeer(indexering, regel, "Er ging iets mis. De beheerder kan zien wat.", ONVERWACHT)
    return True


def _besluit(indexering: Indexering, regel: Indexeringsregel, door: Lidmaatschap) -> Beschikking:
    aanvraag = vergrendel(regel.subsidie.deel.aanvraag_id)
    [subsidie] = vergrendel_subsidies([regel.subsidie_id], aanvraag)
    if subsidie.stand != Subsidie.Stand.LOPEND:
        raise DomeinFout(f"De subsidie is {subsidie.get_stand_display()}.", code="indexering.niet_lopend")
    bedragen = {rij.jaar: (rij.was, rij.erbij) for rij in regel.bedragen.all()}
    standen = jaarstanden_van([subsidie.pk])
    nu = jaren_en_bedragen(indexering, standen[subsidie.pk])
    if nu != bedragen:
        raise Veranderd(bedragen, nu)
    erbij = {jaar: erbij for jaar, (_, erbij) in bedragen.items() if erbij}
    if not erbij:
        raise DomeinFout("Er is geen jaar meer dat omhoog kan.", code="indexering.niets")
    if aanvraag.tafel_id is not None:
        controleer_verhoging(aanvraag.tafel_id, erbij)
    (beschikking,) = neem_vervolgbesluit(
        aanvraag_id=aanvraag.pk,
        soort=Besluit.Soort.INDEXERING,
        mandaat_voor=SoortBesluit.BIJSTELLING,
        vervolgen=[_vervolg(indexering, subsidie, erbij)],
        motivering=indexering.motivering,
        door=door,
        collegebesluit=indexering.collegebesluit,
        aanvraag=aanvraag,
        standen=standen,
    )
    plan([subsidie])
    return beschikking


class Veranderd(DomeinFout):
    """The grant is no longer what the preview showed: nobody saw the amount that would be decided now."""

    def __init__(self, was: Bedragen, nu: Bedragen) -> None:
        self.nu = nu
        eerst, straks = (sum((erbij for _, erbij in bedragen.values()), NUL) for bedragen in (was, nu))
        super().__init__(
            f"De subsidie is veranderd sinds het overzicht. De verhoging was {als_euro(eerst)} en wordt "
            f"{als_euro(straks)}. Kijk dat na en probeer het opnieuw.",
            code="indexering.veranderd",
        )


def _vervolg(indexering: Indexering, subsidie: Subsidie, erbij: dict[int, Decimal]) -> Vervolg:
    aanvraag, college = subsidie.deel.aanvraag, indexering.collegebesluit
    return Vervolg(
        subsidie=subsidie,
        soort=Beschikking.Soort.INDEXERING,
        briefsoort=BriefSoort.INDEXERING,
        onderwerp=f"Uw subsidie voor {aanvraag.waarvoor} gaat omhoog",
        bedragen=erbij,
        onderweg=bij_de_bank([subsidie.pk]).get(subsidie.pk, {}),
        waarden={
            "artikel": "Artikel 4:23 lid 1 Awb",
            "motivering": indexering.motivering,
            "percentage": indexering.percentage,
            "peildatum": indexering.peildatum,
            "jaren": " en ".join(map(str, sorted(erbij))),
            "afronding": indexering.get_afronding_display(),
            "collegenummer": college and college.nummer,
            "collegedatum": college and college.datum,
        },
    )


def _markeer(indexering: Indexering, regel: Indexeringsregel, reden: str, code: str) -> None:
    regel.beschikking = None
    zet_regel(regel, Regelstand.GEMARKEERD, reden=reden, code=code)
    leg_vast(
        "indexering.gemarkeerd",
        door=None,
        over=indexering,
        kenmerk=Code(regel.subsidie.kenmerk),
        reden=Code(code),
    )


def _sluit_af(indexering_id: int) -> None:
    """Finished when nothing is to do any more; whoever commits the last grant finds that out."""
    with transaction.atomic():
        indexering = Indexering.objects.select_for_update(no_key=True).get(pk=indexering_id)
        if indexering.stand != Stand.BEZIG or indexering.regels.filter(stand=Regelstand.TE_DOEN).exists():
            return
        Indexering.VERLOOP.controleer(indexering.stand, Stand.KLAAR)
        indexering.stand = Stand.KLAAR
        indexering.save(update_fields=["stand"])
        leg_vast(
            "indexering.klaar",
            door=None,
            over=indexering,
            kenmerk=Code(indexering.kenmerk),
            besloten=indexering.regels.filter(stand=Regelstand.GEDAAN).count(),
            gemarkeerd=indexering.regels.filter(stand=Regelstand.GEMARKEERD).count(),
        )
