"""What a user reads when the database refuses a booking: which rule, where, and with which amounts."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django.db.models import F, Q, Sum

from begroting.grootboek import (
    BESTEDINGSDOEL,
    BUDGETJAAR,
    EFFECTEN,
    VERPLICHTING,
    BoekingRegel,
    Plaats,
    Soort,
    op_doel,
    op_jaar,
    op_verplichting,
)
from begroting.models import Bestedingsdoel, JuridischeVorm, Stand, Verplichting
from begroting.selectors.doel import gereserveerd
from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro

# Rules that need no amounts: name of the constraint → code and text.
FOUTEN: Mapping[str, tuple[str, str]] = {
    "boekstuk_een_keer": ("begroting.boekstuk_bestaat", "Deze boeking is al gedaan."),
    "boeking_begroting_per_jaar": (
        "begroting.al_vastgesteld",
        "De begroting is hier al vastgesteld. Boek een wijziging of een overheveling.",
    ),
    "boeking_begroting_per_doel": (
        "begroting.al_vastgesteld",
        "De begroting is hier al vastgesteld. Boek een wijziging of een overheveling.",
    ),
    "boeking_een_verplichting": ("begroting.al_verplicht", "Deze verplichting is al geboekt. Boek een bijstelling."),
    "stand_niet_negatief": ("begroting.te_veel_terug", "Er gaat meer af dan er staat."),
    "overheveling_in_evenwicht": (
        "begroting.uit_evenwicht",
        "Wat ergens af gaat, komt ergens anders bij. Deze overheveling is niet in evenwicht.",
    ),
    "jaar_afgesloten": (
        "begroting.jaar_afgesloten",
        "Dit begrotingsjaar is afgesloten. Boek in een jaar dat nog open is.",
    ),
    "begroting_boekstuk_corrigeert_id_key": ("begroting.al_teruggedraaid", "Dit boekstuk is al teruggedraaid."),
    "boeking_bedrag": ("begroting.bedrag", "Vul een bedrag in dat hoger is dan 0."),
}


def in_woorden(regel_van_de_database: str, regels: Sequence[BoekingRegel]) -> DomeinFout | None:
    """The refusal of these lines by a constraint, after the rollback; None for a constraint that is no rule."""
    if regel_van_de_database in MET_BEDRAGEN:
        return MET_BEDRAGEN[regel_van_de_database](regels)
    if regel_van_de_database in FOUTEN:
        code, bericht = FOUTEN[regel_van_de_database]
        return DomeinFout(bericht, code=code)
    return None


def overschrijding(regels: Sequence[BoekingRegel]) -> DomeinFout:
    """Which purpose (or else which year) has too little room, how much, and what was asked."""
    gevraagd = _gevraagd_per_plaats(regels)
    standen = (
        Stand.objects.filter(
            Q(bestedingsdoel__in=[plaats.id for plaats in gevraagd if plaats.niveau == BESTEDINGSDOEL])
            | Q(budgetjaar__in=[plaats.id for plaats in gevraagd if plaats.niveau == BUDGETJAAR])
        )
        .select_related("bestedingsdoel__budgetjaar", "budgetjaar__budget")
        .order_by(F("bestedingsdoel").asc(nulls_last=True), "id")
    )
    for stand in standen:
        if stand.bestedingsdoel is not None:
            plaats = op_doel(stand.bestedingsdoel.pk)
            naam = _naam(stand.bestedingsdoel)
        else:
            plaats, naam = op_jaar(stand.budgetjaar_id or 0), str(stand.budgetjaar)
        if gevraagd[plaats] > stand.ruimte:
            return DomeinFout(
                f"{naam} heeft nog {als_euro(stand.ruimte)} vrij. Gevraagd is {als_euro(gevraagd[plaats])}.",
                code="begroting.overschrijding",
            )
    return DomeinFout("De vrije ruimte is net veranderd. Probeer het opnieuw.", code="begroting.overschrijding")


def _gevraagd_per_plaats(regels: Sequence[BoekingRegel]) -> dict[Plaats, Decimal]:
    """How much room the lines take together, per purpose and per year: each line counts in every place above it."""
    boven = {
        op_verplichting(pk): op_doel(doel)
        for pk, doel in Verplichting.objects.filter(pk__in=_ids(regels, VERPLICHTING)).values_list(
            "pk", "bestedingsdoel_id"
        )
    }
    doelen = [
        plaats.id
        for plaats in {regel.plaats for regel in regels} | set(boven.values())
        if plaats.niveau == BESTEDINGSDOEL
    ]
    boven |= {
        op_doel(pk): op_jaar(jaar)
        for pk, jaar in Bestedingsdoel.objects.filter(pk__in=doelen).values_list("pk", "budgetjaar_id")
    }
    gevraagd: dict[Plaats, Decimal] = defaultdict(lambda: NUL)
    for regel in regels:
        plaats: Plaats | None = regel.plaats
        while plaats is not None:
            gevraagd[plaats] += EFFECTEN[regel.soort].ruimte * regel.bedrag
            plaats = boven.get(plaats)
    return gevraagd


def boven_plafond(regels: Sequence[BoekingRegel]) -> DomeinFout:
    """The published ceiling of a purpose, what was granted under it, and what was asked or to what it would go."""
    subsidies = dict(
        Verplichting.objects.filter(
            pk__in=_ids(regels, VERPLICHTING), juridische_vorm=JuridischeVorm.SUBSIDIE
        ).values_list("pk", "bestedingsdoel_id")
    )
    plafonds: dict[int, Decimal] = defaultdict(lambda: NUL)
    gevraagd: dict[int, Decimal] = defaultdict(lambda: NUL)
    for regel in regels:
        effect = EFFECTEN[regel.soort]
        if effect.kolom == "plafond":
            plafonds[regel.plaats.id] += effect.teken * regel.bedrag
        elif effect.kolom == "vrijgesteld":
            gevraagd[regel.plaats.id] -= effect.teken * regel.bedrag
        elif effect.kolom == "verplicht" and regel.plaats.id in subsidies:
            gevraagd[subsidies[regel.plaats.id]] += effect.teken * regel.bedrag
    standen = Stand.objects.filter(bestedingsdoel__in={*plafonds, *gevraagd}).select_related(
        "bestedingsdoel__budgetjaar"
    )
    for doel, stand in ((stand.bestedingsdoel, stand) for stand in standen):
        if doel is None or stand.onder_plafond + gevraagd[doel.pk] <= stand.plafond + plafonds[doel.pk]:
            continue
        verleend = f"Verleend is {als_euro(stand.onder_plafond)}"
        if plafonds[doel.pk]:
            nieuw = als_euro(stand.plafond + plafonds[doel.pk])
            bericht = f"{verleend}. Het subsidieplafond van {_naam(doel)} kan niet {nieuw} worden."
        else:
            plafond = f"Het subsidieplafond van {_naam(doel)} is {als_euro(stand.plafond)} (Awb 4:25)."
            bericht = f"{plafond} {verleend} en gevraagd is {als_euro(gevraagd[doel.pk])}."
        return DomeinFout(bericht, code="begroting.boven_plafond")
    return DomeinFout("Het subsidieplafond is net veranderd. Probeer het opnieuw.", code="begroting.boven_plafond")


def meer_betaald(regels: Sequence[BoekingRegel]) -> DomeinFout:
    """Which commitments would be paid more than they are, and what stands there now."""
    verplicht: dict[int, Decimal] = defaultdict(lambda: NUL)
    for regel in regels:
        effect = EFFECTEN[regel.soort]
        if effect.kolom in ("verplicht", "betaald"):
            over = effect.teken * regel.bedrag
            verplicht[regel.plaats.id] += over if effect.kolom == "verplicht" else -over
    gevonden = [
        f"van {stand.verplichting} is {als_euro(stand.verplicht)} verleend en {als_euro(stand.betaald)} betaald"
        for stand in Stand.objects.filter(verplichting__in=verplicht).select_related("verplichting")
        if stand.verplicht - stand.betaald + verplicht[stand.verplichting_id or 0] < 0
    ]
    uitleg = f": {gevonden[0]}" if gevonden else ""
    return DomeinFout(f"Er kan niet meer betaald worden dan is verleend{uitleg}.", code="begroting.betaald")


def meer_vrijgegeven(regels: Sequence[BoekingRegel]) -> DomeinFout:
    """What is still reserved for the purpose or the case, and what would be released."""
    code = "begroting.te_veel_vrijgegeven"
    for regel in regels:
        if regel.soort is not Soort.VRIJGAVE:
            continue
        over = next((r.bedrag for r in gereserveerd(regel.plaats.id) if r.voor_zaak == regel.voor_zaak), NUL)
        if regel.bedrag > over:
            waarvoor = f"zaak {regel.voor_zaak}" if regel.voor_zaak else "dit doel"
            return DomeinFout(
                f"Voor {waarvoor} is nog {als_euro(over)} gereserveerd. U geeft {als_euro(regel.bedrag)} vrij.",
                code=code,
            )
    return DomeinFout("Er wordt meer vrijgegeven dan is gereserveerd.", code=code)


def te_veel_verdeeld(regels: Sequence[BoekingRegel]) -> DomeinFout:
    """How much of the year is not divided yet, and how much would go."""
    code = "begroting.verdeling"
    for regel in regels:
        if regel.plaats.niveau == BUDGETJAAR and regel.bedrag < 0:
            jaar = Stand.objects.select_related("budgetjaar__budget").get(budgetjaar=regel.plaats.id)
            verdeeld = Stand.objects.filter(bestedingsdoel__budgetjaar=regel.plaats.id).aggregate(
                som=Sum("begroot", default=NUL)
            )["som"]
            return DomeinFout(
                f"Van {jaar.budgetjaar} is nog {als_euro(jaar.begroot - verdeeld)} niet verdeeld. "
                f"Gevraagd is {als_euro(-regel.bedrag)}.",
                code=code,
            )
    return DomeinFout("Er is meer over de doelen verdeeld dan de begroting van dit jaar.", code=code)


def _ids(regels: Sequence[BoekingRegel], niveau: str) -> set[int]:
    return {regel.plaats.id for regel in regels if regel.plaats.niveau == niveau}


def _naam(doel: Bestedingsdoel) -> str:
    return f"{doel.naam} ({doel.budgetjaar.jaar})"


MET_BEDRAGEN: Mapping[str, Callable[[Sequence[BoekingRegel]], DomeinFout]] = {
    "stand_ruimte": overschrijding,
    "stand_plafond": boven_plafond,
    "stand_betaald": meer_betaald,
    "vrijgave_binnen_reservering": meer_vrijgegeven,
    "verdeling_binnen_begroting": te_veel_verdeeld,
}
