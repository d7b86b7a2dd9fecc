"""Closing a budget year: one proposes what goes along to a later year, another closes (docs/jaarafsluiting.md)."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from begroting.grootboek import BoekingRegel, Soort, op_doel
from begroting.models import Bestedingsdoel, Boekstuk, Budgetjaar, Jaarafsluiting, Meeneemvoorstel, Stand
from begroting.regels.mee_te_nemen import mee_te_nemen, reservering_mee
from begroting.services.boek import boek
from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol

REDEN = "Nog niet verleend op de dag van het voorstel"
# How the ledger refuses a closing when others booked after it read the stands, and before it locked them.
VERANDERD = ("begroting.overschrijding", "begroting.te_veel_terug", "begroting.te_veel_vrijgegeven")


def stel_afsluiting_voor(*, budgetjaar_id: int, door: Lidmaatschap) -> Jaarafsluiting:
    """Begin closing a year: per purpose, all that is free or reserved goes to the same purpose in the next year.

    A purpose without one of the same code there gets no proposal. Raises DomeinFout `afsluiting.bestaat_al`.
    """
    with handeling("begroting.afsluiting_voorgesteld", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        jaar = Budgetjaar.objects.get(pk=budgetjaar_id)
        try:
            with transaction.atomic():
                afsluiting = Jaarafsluiting.objects.create(budgetjaar=jaar, opgesteld_door=door)
        except IntegrityError as fout:
            raise DomeinFout(
                "Er is al een voorstel om dit jaar af te sluiten.", code="afsluiting.bestaat_al"
            ) from fout
        volgende = {
            doel.code: doel
            for doel in Bestedingsdoel.objects.filter(
                budgetjaar__budget=jaar.budget_id, budgetjaar__jaar=jaar.jaar + 1
            ).exclude(budgetjaar__afsluiting__stand=Jaarafsluiting.Stand.AFGESLOTEN)
        }
        Meeneemvoorstel.objects.bulk_create(
            Meeneemvoorstel(
                afsluiting=afsluiting,
                van=doel,
                naar=volgende[doel.code],
                bedrag=mee_te_nemen(doel.stand),
                reden=REDEN,
            )
            for doel in jaar.doelen.select_related("stand")
            if doel.code in volgende and mee_te_nemen(doel.stand) > 0
        )
        leg_vast("begroting.afsluiting_voorgesteld", door=door, over=afsluiting, budgetjaar=jaar.pk)
    return afsluiting


def wijzig_voorstel(
    *, afsluiting_id: int, van_id: int, naar_id: int, bedrag: Decimal, reden: str, door: Lidmaatschap
) -> None:
    """Set what of one purpose goes along, where to and why; with `bedrag` 0 nothing goes along.

    Raises DomeinFout `afsluiting.afgesloten`, `afsluiting.naar` (not a later year that is open), `afsluiting.te_veel`
    (more than is free or reserved) or `afsluiting.ander_jaar`.
    """
    with handeling("begroting.meenemen_gewijzigd", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        afsluiting = _in_voorstel(afsluiting_id)
        van = Bestedingsdoel.objects.select_related("budgetjaar", "stand").get(pk=van_id)
        if van.budgetjaar_id != afsluiting.budgetjaar_id:
            raise DomeinFout("Dit bestedingsdoel hoort bij een ander jaar.", code="afsluiting.ander_jaar")
        if bedrag > 0:
            naar = Bestedingsdoel.objects.select_related("budgetjaar").get(pk=naar_id)
            _eis_later_en_open(van, naar)
            _eis_genoeg(van, bedrag)
            Meeneemvoorstel.objects.update_or_create(
                afsluiting=afsluiting, van=van, defaults={"naar": naar, "bedrag": bedrag, "reden": reden}
            )
        else:
            Meeneemvoorstel.objects.filter(afsluiting=afsluiting, van=van).delete()
        leg_vast(
            "begroting.meenemen_gewijzigd", door=door, over=afsluiting, bestedingsdoel=van.pk, bedrag=max(bedrag, NUL)
        )


def sluit_af(*, afsluiting_id: int, kenmerk: str, datum: datetime.date, door: Lidmaatschap) -> Jaarafsluiting:
    """Move what goes along, release what was reserved for a purpose, and shut the year: all of it or nothing.

    Reserved money goes along first and stays reserved there. One boekstuk, one statement. Raises DomeinFout
    `afsluiting.zelfde_persoon`, `afsluiting.afgesloten`, `afsluiting.naar`, `afsluiting.te_veel`,
    `afsluiting.zaken_open` (money is reserved for a case), `afsluiting.druk` (others booked in that very moment) or
    `begroting.boekstuk_bestaat`.
    """
    with handeling("begroting.jaar_afgesloten", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        afsluiting = _in_voorstel(afsluiting_id)
        if afsluiting.opgesteld_door.gebruiker_id == door.gebruiker_id:
            raise DomeinFout(
                "U hebt het voorstel gemaakt. Een ander sluit het jaar af.", code="afsluiting.zelfde_persoon"
            )
        _eis_geen_zaken(afsluiting.budgetjaar)
        voorstellen = list(
            afsluiting.voorstellen.select_related("van__budgetjaar", "van__stand", "naar__budgetjaar").order_by("id")
        )
        for voorstel in voorstellen:
            _eis_later_en_open(voorstel.van, voorstel.naar)
            _eis_genoeg(voorstel.van, voorstel.bedrag)
        afsluiting.boekstuk = _boek(afsluiting.budgetjaar, voorstellen, kenmerk, datum, door)
        afsluiting.stand = Jaarafsluiting.Stand.AFGESLOTEN
        afsluiting.afgesloten_door, afsluiting.afgesloten_op = door, timezone.now()
        afsluiting.save()
        # From here on the year is locked: what others reserved just before stands here now.
        if Stand.objects.get(budgetjaar=afsluiting.budgetjaar).gereserveerd:
            raise _druk()
        leg_vast(
            "begroting.jaar_afgesloten",
            door=door,
            over=afsluiting,
            budgetjaar=afsluiting.budgetjaar_id,
            bedrag=sum((voorstel.bedrag for voorstel in voorstellen), NUL),
        )
    return afsluiting


def _in_voorstel(afsluiting_id: int) -> Jaarafsluiting:
    """The proposal, locked until the act is over. Raises DomeinFout `afsluiting.afgesloten`."""
    afsluiting = (
        Jaarafsluiting.objects.select_for_update(of=("self",))
        .select_related("budgetjaar__budget", "opgesteld_door")
        .get(pk=afsluiting_id)
    )
    if afsluiting.stand != Jaarafsluiting.Stand.VOORSTEL:
        raise DomeinFout(f"{afsluiting.budgetjaar} is al afgesloten.", code="afsluiting.afgesloten")
    return afsluiting


def _eis_later_en_open(van: Bestedingsdoel, naar: Bestedingsdoel) -> None:
    if naar.budgetjaar.jaar <= van.budgetjaar.jaar:
        raise DomeinFout(
            f"{naar.naam} {naar.budgetjaar.jaar} ligt niet na {van.budgetjaar.jaar}. Kies een later jaar.",
            code="afsluiting.naar",
            veld="naar",
        )
    if Jaarafsluiting.objects.filter(budgetjaar=naar.budgetjaar_id, stand=Jaarafsluiting.Stand.AFGESLOTEN).exists():
        raise DomeinFout(
            f"{naar.naam} {naar.budgetjaar.jaar} is al afgesloten. Kies een jaar dat open is.",
            code="afsluiting.naar",
            veld="naar",
        )


def _eis_genoeg(van: Bestedingsdoel, bedrag: Decimal) -> None:
    hoogstens = mee_te_nemen(van.stand)
    if bedrag > hoogstens:
        raise DomeinFout(
            f"Van {van.naam} {van.budgetjaar.jaar} kan nog {als_euro(hoogstens)} mee. Gevraagd is {als_euro(bedrag)}.",
            code="afsluiting.te_veel",
            veld="bedrag",
        )


def _eis_geen_zaken(jaar: Budgetjaar) -> None:
    voor_zaken = Stand.objects.get(budgetjaar=jaar).gereserveerd_zaken
    if voor_zaken:
        raise DomeinFout(
            f"Er is nog {als_euro(voor_zaken)} gereserveerd voor zaken. Geef dat vrij of besluit eerst op die zaken.",
            code="afsluiting.zaken_open",
        )


def _boek(
    jaar: Budgetjaar,
    voorstellen: Sequence[Meeneemvoorstel],
    kenmerk: str,
    datum: datetime.date,
    door: Lidmaatschap,
) -> Boekstuk | None:
    """The one statement of a closing; None when nothing goes along and nothing was reserved."""
    regels = [
        BoekingRegel(
            Soort.VRIJGAVE, op_doel(doel.pk), doel.stand.gereserveerd, aantal=doel.stand.aantal_gereserveerd or None
        )
        for doel in jaar.doelen.select_related("stand")
        if doel.stand.gereserveerd
    ]
    for voorstel in voorstellen:
        regels += [
            BoekingRegel(Soort.OVERHEVELING, op_doel(voorstel.van_id), -voorstel.bedrag),
            BoekingRegel(Soort.OVERHEVELING, op_doel(voorstel.naar_id), voorstel.bedrag),
        ]
        bedrag, aantal = reservering_mee(voorstel.van.stand, voorstel.bedrag)
        if bedrag:
            regels.append(BoekingRegel(Soort.RESERVERING, op_doel(voorstel.naar_id), bedrag, aantal=aantal))
    if not regels:
        return None
    try:
        return boek(kenmerk=kenmerk, datum=datum, door=door, omschrijving=f"Afsluiting van {jaar}", regels=regels)
    except DomeinFout as fout:
        if fout.code not in VERANDERD:
            raise
        raise _druk() from fout


def _druk() -> DomeinFout:
    return DomeinFout("Er is net iets geboekt in dit jaar. Probeer het opnieuw.", code="afsluiting.druk")
