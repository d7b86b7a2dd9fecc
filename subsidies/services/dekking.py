"""From which budgets a table is paid: choosing them, and what they can still take."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.db.models import Sum

from begroting.models import Bestedingsdoel, JuridischeVorm, Stand
from begroting.services.verplichten import VerplichtingRegel
from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Beschikkingsbedrag, Jaardekking, Subsidiejaar
from subsidies.regels.verdeel_over_dekking import Dekkingsregel, Dekkingsruimte
from subsidies.services.slot import vergrendel_tafel
from thematafels.models import Thematafel

MEESTE = 6  # purposes per year
Gebruikt = dict[tuple[int, int], Decimal]


def kies_dekking(
    *, tafel_id: int, jaar: int, regels: Sequence[Dekkingsregel], door: Lidmaatschap
) -> list[Jaardekking]:
    """Pay the grants of a table in one year from these purposes, in this order.

    Once grants of that year were committed, purposes can only be added at the end; a bound may still change. Raises
    DomeinFout for anything else then, for a year outside the call, and for a choice that does not hold.
    """
    with handeling("tafel.dekking_gekozen", door=door, over=Thematafel(pk=tafel_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, Rol.FINANCIEEL)
        tafel = vergrendel_tafel(tafel_id)
        if jaar not in tafel.uitvraag.jaren:
            raise DomeinFout(f"De uitvraag gaat niet over {jaar}.", code="dekking.jaar", veld="jaar")
        _controleer(regels)
        nu = Jaardekking.objects.filter(tafel=tafel, jaar=jaar)
        doelen = [regel.bestedingsdoel_id for regel in regels]
        vast = list(nu.values_list("bestedingsdoel_id", flat=True))
        if doelen[: len(vast)] != vast and _is_verleend(tafel, jaar):
            raise DomeinFout(
                f"Voor {jaar} is al verleend. De dekking staat vast. U kunt er alleen onderaan een doel bij kiezen.",
                code="dekking.in_gebruik",
            )
        nu.delete()
        dekking = Jaardekking.objects.bulk_create(
            Jaardekking(
                tafel=tafel,
                jaar=jaar,
                bestedingsdoel_id=regel.bestedingsdoel_id,
                hoogstens=regel.hoogstens,
                volgorde=volgorde,
            )
            for volgorde, regel in enumerate(regels, start=1)
        )
        leg_vast(
            "tafel.dekking_gekozen",
            door=door,
            over=tafel,
            tafel=tafel_id,
            jaar=jaar,
            doel=Code("/".join(map(str, doelen))),
        )
    return dekking


def _controleer(regels: Sequence[Dekkingsregel]) -> None:
    doelen = {regel.bestedingsdoel_id for regel in regels}
    if not 1 <= len(regels) <= MEESTE:
        raise DomeinFout(f"Kies 1 tot en met {MEESTE} bestedingsdoelen.", code="dekking.aantal")
    if len(doelen) < len(regels):
        raise DomeinFout("Kies elk bestedingsdoel één keer.", code="dekking.dubbel")
    if any(regel.hoogstens is not None and regel.hoogstens <= NUL for regel in regels):
        raise DomeinFout("Vul een maximum in dat hoger is dan 0, of niets.", code="dekking.hoogstens")
    if Bestedingsdoel.objects.filter(pk__in=doelen).count() < len(doelen):
        raise DomeinFout("Dit bestedingsdoel bestaat niet.", code="dekking.doel")


def _is_verleend(tafel: Thematafel, jaar: int) -> bool:
    return Beschikkingsbedrag.objects.filter(
        jaar=jaar, verplichting__isnull=False, beschikking__deel__aanvraag__tafel=tafel
    ).exists()


def dekkingsruimte(
    tafel_id: int | None, jaren: Collection[int], eigen: Mapping[int, Collection[int]] | None = None
) -> Dekkingsruimte:
    """What the budgets of a table can still take in these years, for a decision that books it in this transaction.

    `eigen` are by year the purposes that cover these grants already. Where one purpose covers a year the ledger judges
    alone; where several do, they are locked in id order, so that two decisions count one by one. Raises DomeinFout for
    a year without any cover.
    """
    if not jaren:
        return Dekkingsruimte({}, {}, {})
    eigen = eigen or {}
    regels: dict[int, list[Dekkingsregel]] = defaultdict(list)
    for rij in Jaardekking.objects.filter(tafel=tafel_id, jaar__in=jaren):
        regels[rij.jaar].append(Dekkingsregel(rij.bestedingsdoel_id, rij.hoogstens))
    doelen = {jaar: {*eigen.get(jaar, ()), *(regel.bestedingsdoel_id for regel in regels[jaar])} for jaar in jaren}
    if zonder := sorted(jaar for jaar in jaren if not doelen[jaar]):
        raise DomeinFout(
            f"Kies eerst uit welk budget {', '.join(map(str, zonder))} wordt betaald.", code="besluit.geen_dekking"
        )
    begrensd = any(regel.hoogstens is not None for jaar in jaren for regel in regels[jaar])
    if not begrensd and all(len(een) == 1 for een in doelen.values()):
        return Dekkingsruimte(regels, {}, {})
    vrij = _vrij({doel_id for een in doelen.values() for doel_id in een})
    return Dekkingsruimte(regels, vrij, _gebruikt(tafel_id, jaren) if begrensd else {})


def _vrij(doelen: Collection[int]) -> dict[int, Decimal]:
    """What each purpose has free, under its published ceiling too. Locked before it is read."""
    list(Bestedingsdoel.objects.select_for_update(no_key=True).filter(pk__in=doelen).order_by("pk"))
    return {
        stand.bestedingsdoel_id: min(stand.ruimte, stand.plafond - stand.onder_plafond)
        if stand.plafond
        else stand.ruimte
        for stand in Stand.objects.filter(bestedingsdoel__in=doelen)
        if stand.bestedingsdoel_id is not None
    }


def _gebruikt(tafel_id: int | None, jaren: Collection[int]) -> Gebruikt:
    """What the grants of the table hold, by (year, purpose)."""
    rijen = (
        Subsidiejaar.objects.filter(subsidie__deel__aanvraag__tafel=tafel_id, jaar__in=jaren)
        .order_by()
        .values_list("jaar", "verplichting__bestedingsdoel")
        .annotate(som=Sum("verplichting__stand__verplicht"))
    )
    return {(jaar, doel_id): som for jaar, doel_id, som in rijen}


def verplichtingkenmerk(kenmerk: str, jaar: int) -> str:
    """What every commitment of one year of a grant is called, in each budget."""
    return f"{kenmerk}/{jaar}"


def verplichtingregel(
    aanvraag: Aanvraag,
    kenmerk: str,
    jaar: int,
    ontvanger_id: int,
    bestedingsdoel_id: int,
    bedrag: Decimal,
    volgorde: int,
) -> VerplichtingRegel:
    """To commit one year of a grant in one budget. However many budgets cover it, it counts once.

    `aanvraag` comes with its call: what somebody asked alone bears its name.
    """
    uitvraag = aanvraag.uitvraag if aanvraag.zelfstandig else None
    return VerplichtingRegel(
        bestedingsdoel_id=bestedingsdoel_id,
        kenmerk=verplichtingkenmerk(kenmerk, jaar),
        ontvanger_id=ontvanger_id,
        bedrag=bedrag,
        jaar_van_activiteit=jaar,
        juridische_vorm=JuridischeVorm.SUBSIDIE,
        omschrijving=uitvraag.naam if uitvraag else f"Subsidie {jaar}",
        aantal=1 if volgorde == 1 else None,
    )
