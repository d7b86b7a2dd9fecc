"""Payment orders: put together by one, approved by another, given to the bank once (assess ≠ decide ≠ pay)."""

import datetime
from collections.abc import Collection

from django.db.models import Count
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.geld import NUL, als_euro
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Subsidie, Zaakrol
from subsidies.services.zaakrol import neem_rol
from uitvoering.betaalbestand.opslag import bewaar
from uitvoering.betaalbestand.sepa import Opdracht, Overboeking, maak_bestand
from uitvoering.models import Betaalbatch, Betaaltermijn, Betaling
from uitvoering.regels.betaalbaar import iban_klopt
from uitvoering.selectors.betaalbaar import feiten_velden, open_termijnen, redenen
from uitvoering.services.betaalschema import plan
from uitvoering.services.betaalslot import vergrendel_ontvangers, vergrendel_zaken

Stand = Betaalbatch.Stand


def stel_samen(*, termijn_ids: Collection[int], betaaldag: datetime.date, door: Lidmaatschap) -> Betaalbatch:
    """Put open instalments in one payment order, to be paid on `betaaldag`.

    They are planned anew first. Raises GeenRecht for who assessed or decided in one of the cases, DomeinFout for a
    day that has passed, an instalment that is taken or has nothing to pay, or one that something stands in the way of.
    """
    with handeling("betaalbatch.samengesteld", door=door):
        eis_rol(door, Rol.FINANCIEEL, reden="Betalen doet een financieel medewerker.")
        if betaaldag < timezone.localdate():
            raise DomeinFout("Kies vandaag of een latere dag.", code="betaalbatch.voorbij", veld="betaaldag")
        if not termijn_ids:
            raise DomeinFout("Kies ten minste één termijn.", code="betaalbatch.leeg", veld="termijnen")
        subsidies = _vergrendel_termijnen(termijn_ids, door)
        plan(subsidies)
        termijnen = list(open_termijnen().filter(pk__in=termijn_ids).select_related("subsidie").order_by("pk"))
        if len(termijnen) != len(set(termijn_ids)):
            raise DomeinFout(
                "Een van de termijnen is al opgenomen in een opdracht, of er is niets meer te betalen. "
                "Bekijk de lijst opnieuw.",
                code="betaalbatch.niet_open",
            )
        _eis_geen_belemmering(subsidies, betaaldag, door)
        batch = Betaalbatch.objects.create(
            kenmerk=volgend_kenmerk(timezone.localdate()), betaaldag=betaaldag, opgesteld_door=door
        )
        pogingen = dict(
            Betaling.objects.filter(termijn__in=termijnen)
            .order_by()
            .values_list("termijn")
            .annotate(aantal=Count("pk"))
        )
        Betaling.objects.bulk_create(
            Betaling(
                batch=batch,
                termijn=termijn,
                bedrag=termijn.bedrag,
                kenmerk=f"{termijn.subsidie.kenmerk}-{termijn.jaar}-{termijn.volgnummer}"
                f"-{pogingen.get(termijn.pk, 0) + 1}",
            )
            for termijn in termijnen
        )
        leg_vast(
            "betaalbatch.samengesteld",
            door=door,
            over=batch,
            kenmerk=Code(batch.kenmerk),
            betalingen=len(termijnen),
            bedrag=sum((termijn.bedrag for termijn in termijnen), NUL),
        )
    return batch


def keur_goed(*, batch_id: int, door: Lidmaatschap) -> Betaalbatch:
    """A second financial officer approves. Raises GeenRecht for who put it together, assessed or decided."""
    with handeling("betaalbatch.goedgekeurd", door=door, over=Betaalbatch(pk=batch_id)):
        batch, _, _ = _vergrendel_batch(batch_id, door)
        Betaalbatch.VERLOOP.controleer(batch.stand, Stand.GOEDGEKEURD)
        if batch.opgesteld_door.gebruiker_id == door.gebruiker_id:
            raise GeenRecht("U stelde deze opdracht samen. Een collega keurt haar goed.", code="vier_ogen.betaling")
        batch.stand, batch.goedgekeurd_door, batch.goedgekeurd_op = Stand.GOEDGEKEURD, door, timezone.now()
        batch.save(update_fields=["stand", "goedgekeurd_door", "goedgekeurd_op"])
        leg_vast("betaalbatch.goedgekeurd", door=door, over=batch, kenmerk=Code(batch.kenmerk))
    return batch


def neem_uit(*, betaling_id: int, door: Lidmaatschap) -> Betaling:
    """Take one payment out before the bank has it; what is left must be approved again."""
    with handeling("betaalbatch.uitgenomen", door=door, over=Betaling(pk=betaling_id)):
        batch_id = Betaling.objects.values_list("batch_id", flat=True).get(pk=betaling_id)
        batch, _, betalingen = _vergrendel_batch(batch_id, door, als_betaler=False)
        _eis_niet_bij_de_bank(batch)
        betaling = next((rij for rij in betalingen if rij.pk == betaling_id), None)
        if betaling is None:
            raise DomeinFout("Deze betaling is al uit de opdracht genomen.", code="betaalbatch.al_uitgenomen")
        _zet_uit([betaling])
        if len(betalingen) == 1:
            batch.stand = Stand.VERVALLEN
        elif batch.stand == Stand.GOEDGEKEURD:
            batch.stand, batch.goedgekeurd_door, batch.goedgekeurd_op = Stand.CONCEPT, None, None
        batch.save(update_fields=["stand", "goedgekeurd_door", "goedgekeurd_op"])
        leg_vast("betaalbatch.uitgenomen", door=door, over=batch, kenmerk=Code(betaling.kenmerk))
    return betaling


def laat_vervallen(*, batch_id: int, door: Lidmaatschap) -> Betaalbatch:
    """Let a payment order go before the bank has it; its instalments are open again."""
    with handeling("betaalbatch.vervallen", door=door, over=Betaalbatch(pk=batch_id)):
        batch, _, betalingen = _vergrendel_batch(batch_id, door, als_betaler=False)
        Betaalbatch.VERLOOP.controleer(batch.stand, Stand.VERVALLEN)
        _zet_uit(betalingen)
        batch.stand = Stand.VERVALLEN
        batch.save(update_fields=["stand"])
        leg_vast("betaalbatch.vervallen", door=door, over=batch, kenmerk=Code(batch.kenmerk))
    return batch


def exporteer(*, batch_id: int, door: Lidmaatschap) -> Betaalbatch:
    """Make the file for the bank, once. Nothing is booked: that waits until the bank says what was paid.

    Everything is planned and looked at again, so that nothing is paid above what is due now: raises DomeinFout when an
    amount changed since the approval, something stands in the way, the municipality has no account, or the day to pay
    has passed.
    """
    with handeling("betaalbatch.geexporteerd", door=door, over=Betaalbatch(pk=batch_id)):
        batch, subsidies, betalingen = _vergrendel_batch(batch_id, door)
        Betaalbatch.VERLOOP.controleer(batch.stand, Stand.GEEXPORTEERD)
        if batch.betaaldag < timezone.localdate():
            raise DomeinFout(
                "De betaaldag is voorbij. Laat deze opdracht vervallen en maak een nieuwe.",
                code="betaalbatch.voorbij",
            )
        vergrendel_ontvangers(subsidies)
        plan(subsidies)
        _eis_ongewijzigd(betalingen)
        _eis_geen_belemmering(subsidies, batch.betaaldag, door)
        ontvangers = {subsidie.pk: subsidie.ontvanger for subsidie in subsidies}
        for betaling in betalingen:
            betaling.iban, betaling.stand = ontvangers[betaling.termijn.subsidie_id].iban, Betaling.Stand.ONDERWEG
        inhoud = maak_bestand(
            Opdracht(
                kenmerk=batch.kenmerk,
                betaler=door.organisatie.naam,
                rekening=_eigen_rekening(door),
                betaaldag=batch.betaaldag,
                overboekingen=tuple(
                    Overboeking(
                        kenmerk=betaling.kenmerk,
                        naam=ontvangers[betaling.termijn.subsidie_id].naam,
                        iban=betaling.iban,
                        bedrag=betaling.bedrag,
                        omschrijving=f"Subsidie {betaling.kenmerk}",
                    )
                    for betaling in betalingen
                ),
            )
        )
        Betaling.objects.bulk_update(betalingen, ["iban", "stand"])
        _zet_termijnen(betalingen, Betaaltermijn.Stand.ONDERWEG)
        batch.bestand, batch.sha256 = bewaar(batch.kenmerk, inhoud)
        batch.stand, batch.geexporteerd_door, batch.geexporteerd_op = Stand.GEEXPORTEERD, door, timezone.now()
        batch.save(update_fields=["stand", "geexporteerd_door", "geexporteerd_op", "bestand", "sha256"])
        leg_vast(
            "betaalbatch.geexporteerd",
            door=door,
            over=batch,
            kenmerk=Code(batch.kenmerk),
            bedrag=sum((betaling.bedrag for betaling in betalingen), NUL),
            sha256=Code(batch.sha256),
        )
    return batch


def _vergrendel_termijnen(termijn_ids: Collection[int], door: Lidmaatschap) -> list[Subsidie]:
    ids = Betaaltermijn.objects.filter(pk__in=termijn_ids).values_list("subsidie_id", flat=True)
    aanvragen, subsidies = vergrendel_zaken(set(ids))
    for aanvraag in aanvragen:
        neem_rol(aanvraag, Zaakrol.Rol.BETALER, door)
    return subsidies


def _vergrendel_batch(
    batch_id: int, door: Lidmaatschap, *, als_betaler: bool = True
) -> tuple[Betaalbatch, list[Subsidie], list[Betaling]]:
    """The cases, the grants, the order and its payments, in that order; read afresh."""
    eis_rol(door, Rol.FINANCIEEL, reden="Betalen doet een financieel medewerker.")
    ids = Betaling.objects.filter(batch=batch_id).values_list("termijn__subsidie_id", flat=True)
    aanvragen, subsidies = vergrendel_zaken(set(ids))
    if als_betaler:
        for aanvraag in aanvragen:
            neem_rol(aanvraag, Zaakrol.Rol.BETALER, door)
    batch = (
        Betaalbatch.objects.select_for_update(no_key=True, of=("self",))
        .select_related("opgesteld_door")
        .get(pk=batch_id)
    )
    betalingen = batch.betalingen.exclude(stand=Betaling.Stand.UITGENOMEN).select_related(
        "termijn__subsidie__ontvanger"
    )
    return batch, subsidies, list(betalingen.order_by("pk"))


def _eis_niet_bij_de_bank(batch: Betaalbatch) -> None:
    if batch.stand not in {Stand.CONCEPT, Stand.GOEDGEKEURD}:
        raise DomeinFout(
            f"Dit kan niet meer: de opdracht is {batch.get_stand_display()}.", code="betaalbatch.bij_de_bank"
        )


def _zet_uit(betalingen: Collection[Betaling]) -> None:
    Betaling.objects.filter(pk__in=[betaling.pk for betaling in betalingen]).update(stand=Betaling.Stand.UITGENOMEN)


def _zet_termijnen(betalingen: Collection[Betaling], stand: Betaaltermijn.Stand) -> None:
    Betaaltermijn.objects.filter(pk__in=[betaling.termijn_id for betaling in betalingen]).update(stand=stand)


def _eis_ongewijzigd(betalingen: Collection[Betaling]) -> None:
    """The amounts are those that were approved. The instalments were planned anew just before."""
    nu = dict(
        Betaaltermijn.objects.filter(pk__in=[betaling.termijn_id for betaling in betalingen]).values_list(
            "pk", "bedrag"
        )
    )
    for betaling in betalingen:
        if betaling.bedrag != nu[betaling.termijn_id]:
            raise DomeinFout(
                f"{betaling.termijn.subsidie.ontvanger}, {betaling.termijn}: te betalen is nu "
                f"{als_euro(nu[betaling.termijn_id])}. Haal deze betaling uit de opdracht.",
                code="betaalbatch.veranderd",
            )


def _eis_geen_belemmering(subsidies: Collection[Subsidie], dag: datetime.date, door: Lidmaatschap) -> None:
    nu = Subsidie.objects.filter(pk__in=[subsidie.pk for subsidie in subsidies]).select_related("ontvanger")
    for subsidie in nu.annotate(**feiten_velden("", dag, door)).order_by("pk"):
        if waarom := redenen(subsidie, subsidie.ontvanger):
            raise DomeinFout(f"{subsidie.ontvanger}: {waarom[0]}", code="betaalbatch.belemmering")


def _eigen_rekening(door: Lidmaatschap) -> str:
    if not iban_klopt(door.organisatie.iban):
        raise DomeinFout(
            f"{door.organisatie.naam} heeft nog geen rekeningnummer. De functioneel beheerder vult dat in bij de "
            "organisatie.",
            code="betaalbatch.geen_eigen_rekening",
        )
    return door.organisatie.iban
