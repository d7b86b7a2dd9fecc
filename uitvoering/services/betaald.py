"""Reading back what became of payments: only then the ledger is booked, once."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils import timezone

from begroting.models import Boekstuk
from begroting.services.betalen import boek_betalingen
from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Zaakrol
from subsidies.regels.verdeel_over_dekking import Verdeling
from subsidies.selectors.standen import jaarstanden_van
from subsidies.services.zaakrol import neem_rol
from uitvoering.betaalbestand.terugmelding import Uitkomst
from uitvoering.models import Betaalbatch, Betaaltermijn, Betaling
from uitvoering.selectors.betaalbaar import bij_de_bank
from uitvoering.services.betaalschema import plan
from uitvoering.services.betaalslot import vergrendel_zaken

Stand = Betaling.Stand


@dataclass(frozen=True, slots=True)
class Verwerkt:
    """How many payments became paid, came back, were known already, and are none of ours."""

    betaald: int
    teruggekomen: int
    bekend: int
    onbekend: int


def meld_betaald(*, betaling_ids: Sequence[int], dag: datetime.date, door: Lidmaatschap) -> Verwerkt:
    """By hand: these payments were made on that day. Promises and errors of `verwerk`."""
    kenmerken = Betaling.objects.filter(pk__in=betaling_ids).values_list("kenmerk", flat=True)
    return verwerk(uitkomsten=[Uitkomst(kenmerk, dag) for kenmerk in kenmerken], door=door)


def meld_teruggekomen(*, betaling_id: int, dag: datetime.date, reden: str, door: Lidmaatschap) -> Verwerkt:
    """By hand: this payment was not made, or came back. Promises and errors of `verwerk`."""
    kenmerk = Betaling.objects.values_list("kenmerk", flat=True).get(pk=betaling_id)
    return verwerk(uitkomsten=[Uitkomst(kenmerk, dag, reden=reden)], door=door)


def verwerk(*, uitkomsten: Sequence[Uitkomst], door: Lidmaatschap) -> Verwerkt:
    """Book what the bank says: a payment per instalment, and what came back, in one boekstuk.

    What was told before is left alone, so that the same file twice books once; an instalment of which the money
    came back is open again. Raises GeenRecht for who assessed or decided in one of the cases, and DomeinFout, with
    nothing written, for a payment that was never ordered, another amount than was ordered, a day in the future, or a
    file without anything of ours.
    """
    with handeling("betaling.teruggemeld", door=door):
        eis_rol(door, Rol.FINANCIEEL, reden="Betalingen verwerkt een financieel medewerker.")
        kenmerken = {uitkomst.kenmerk for uitkomst in uitkomsten}
        geraakt = Betaling.objects.filter(kenmerk__in=kenmerken)
        aanvragen, subsidies = vergrendel_zaken(set(geraakt.values_list("termijn__subsidie_id", flat=True)))
        for aanvraag in aanvragen:
            neem_rol(aanvraag, Zaakrol.Rol.BETALER, door)
        list(Betaalbatch.objects.select_for_update(no_key=True).filter(betalingen__in=geraakt).order_by("pk"))
        betalingen = {rij.kenmerk: rij for rij in geraakt.select_related("termijn__subsidie__ontvanger", "batch")}
        if not betalingen:
            raise DomeinFout("Er staat geen betaling van ons in.", code="terugmelding.niets", veld="bestand")
        verwerking = _Verwerking(betalingen, timezone.localdate())
        for uitkomst in uitkomsten:
            if uitkomst.kenmerk in betalingen:
                verwerking.verwerk(uitkomst)
        boekstuk = _boek(verwerking, door)
        _bewaar(verwerking, boekstuk)
        plan(subsidies)
        uitslag = Verwerkt(
            betaald=len(verwerking.betaald),
            teruggekomen=len(verwerking.terug),
            bekend=verwerking.bekend,
            onbekend=len(kenmerken - set(betalingen)),
        )
        leg_vast(
            "betaling.teruggemeld",
            door=door,
            over=boekstuk,
            betaald=uitslag.betaald,
            teruggekomen=uitslag.teruggekomen,
        )
    return uitslag


class _Verwerking:
    """What one file does to our payments, worked out before anything is written."""

    def __init__(self, betalingen: dict[str, Betaling], vandaag: datetime.date) -> None:
        self.betalingen, self.vandaag = betalingen, vandaag
        self.betaald: dict[int, Betaling] = {}  # to be booked
        self.terug: dict[int, Betaling] = {}
        self.terug_te_boeken: list[Betaling] = []  # came back after it was booked, or is booked now
        self.bekend = 0

    def verwerk(self, uitkomst: Uitkomst) -> None:
        betaling = self.betalingen[uitkomst.kenmerk]
        self._controleer(betaling, uitkomst)
        naar = Stand.TERUGGEKOMEN if uitkomst.reden else Stand.BETAALD
        if betaling.stand in {naar, Stand.TERUGGEKOMEN}:
            self.bekend += 1
            return
        if naar == Stand.BETAALD:
            self.betaald[betaling.pk] = betaling
            betaling.betaald_op = uitkomst.dag
        else:
            if betaling.stand == Stand.BETAALD:
                self.terug_te_boeken.append(betaling)
            self.terug[betaling.pk] = betaling
            betaling.reden = uitkomst.reden
        Betaling.VERLOOP.controleer(betaling.stand, naar)
        betaling.stand = naar

    def _controleer(self, betaling: Betaling, uitkomst: Uitkomst) -> None:
        if betaling.stand in {Stand.OPGENOMEN, Stand.UITGENOMEN}:
            raise DomeinFout(
                f"{betaling.kenmerk} is nog niet aan de bank gegeven.", code="terugmelding.niet_geexporteerd"
            )
        if uitkomst.dag > self.vandaag:
            raise DomeinFout(
                f"{betaling.kenmerk}: de dag ligt in de toekomst.", code="terugmelding.toekomst", veld="dag"
            )
        if uitkomst.bedrag is not None and uitkomst.bedrag != betaling.bedrag:
            raise DomeinFout(
                f"{betaling.kenmerk}: de bank noemt {als_euro(uitkomst.bedrag)}, "
                f"de opdracht was {als_euro(betaling.bedrag)}.",
                code="terugmelding.bedrag",
            )


def _boek(verwerking: _Verwerking, door: Lidmaatschap) -> Boekstuk | None:
    """One boekstuk for all of it; None when the ledger has nothing to learn."""
    rijen = _op_nummer((verwerking.betaald | verwerking.terug).values())
    verdeling = _verdeel(verwerking)
    betalingen = [deel for een in verdeling for deel in een.betalingen]
    terug = {pk: bedrag for een in verdeling for pk, bedrag in een.terug.items()}
    vrij = {pk: bedrag for een in verdeling for pk, bedrag in een.bijstellingen.items()}
    if not betalingen and not terug and not vrij:
        return None
    return boek_betalingen(
        boekstuk_kenmerk=f"betaling-{volgend_kenmerk(verwerking.vandaag)}",
        datum=max((rij.betaald_op for rij in rijen if rij.betaald_op), default=verwerking.vandaag),
        door=door,
        omschrijving="Betaald volgens de bank: " + ", ".join(sorted({rij.batch.kenmerk for rij in rijen}))[:400],
        betalingen=betalingen,
        terugontvangsten=terug,
        bijstellingen=vrij,
    )


def _verdeel(verwerking: _Verwerking) -> list[Verdeling]:
    """Over the budgets of each year: what was paid, what came back, and what then no longer stays committed above what
    is due."""
    betaald, teruggekomen = _per_jaar(verwerking.betaald.values()), _per_jaar(verwerking.terug.values())
    te_boeken = _per_jaar(verwerking.terug_te_boeken)
    ids = {subsidie_id for subsidie_id, _ in {*betaald, *teruggekomen}}
    standen, onderweg = jaarstanden_van(ids), bij_de_bank(ids)
    verdelingen = []
    for subsidie_id, jaar in sorted({*betaald, *teruggekomen}):
        stand = standen[subsidie_id][jaar]
        verdeling = Verdeling(stand.dekking)
        for bedrag in betaald[subsidie_id, jaar]:
            verdeling.betaal(bedrag)
        verdeling.ontvang(sum(te_boeken[subsidie_id, jaar], NUL))
        if weg := sum(teruggekomen[subsidie_id, jaar], NUL):
            blijft = stand.betaald + onderweg.get(subsidie_id, {}).get(jaar, NUL) - weg
            verdeling.verlaag(stand.verplicht - max(stand.recht, blijft))
        verdelingen.append(verdeling)
    return verdelingen


def _per_jaar(betalingen: Iterable[Betaling]) -> dict[tuple[int, int], list[Decimal]]:
    """Their amounts by (grant, year), in the order of the payments."""
    bedragen: dict[tuple[int, int], list[Decimal]] = defaultdict(list)
    for betaling in _op_nummer(betalingen):
        bedragen[betaling.termijn.subsidie_id, betaling.termijn.jaar].append(betaling.bedrag)
    return bedragen


def _bewaar(verwerking: _Verwerking, boekstuk: Boekstuk | None) -> None:
    """The payments and their instalments; an order of which nothing is awaited any more is closed."""
    betaald, terug = verwerking.betaald, verwerking.terug
    for betaling in betaald.values():
        betaling.boekstuk = boekstuk
    # What was paid and came back in one file passes through both states, as the database asks.
    Betaling.objects.filter(pk__in=betaald).update(
        stand=Stand.BETAALD, boekstuk=boekstuk, betaald_op=verwerking.vandaag
    )
    _zet_termijnen(betaald.values(), Betaaltermijn.Stand.BETAALD)
    veranderd = _op_nummer((betaald | terug).values())
    Betaling.objects.bulk_update(veranderd, ["stand", "betaald_op", "reden"])
    _zet_termijnen(terug.values(), Betaaltermijn.Stand.OPEN)
    wacht = Betaling.objects.filter(batch=OuterRef("pk"), stand__in=[Stand.OPGENOMEN, Stand.ONDERWEG])
    Betaalbatch.objects.filter(
        ~Exists(wacht), pk__in={rij.batch_id for rij in veranderd}, stand=Betaalbatch.Stand.GEEXPORTEERD
    ).update(stand=Betaalbatch.Stand.AFGESLOTEN)


def _zet_termijnen(betalingen: Iterable[Betaling], stand: Betaaltermijn.Stand) -> None:
    Betaaltermijn.objects.filter(pk__in=[betaling.termijn_id for betaling in betalingen]).update(stand=stand)


def _op_nummer(betalingen: Iterable[Betaling]) -> list[Betaling]:
    return sorted(betalingen, key=lambda betaling: betaling.pk)
