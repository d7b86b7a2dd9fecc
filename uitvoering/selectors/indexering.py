"""Reading an indexing: every grant with old, increase and new, what it does to ceilings and budgets, how far it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from begroting.models import Stand
from brieven.models import Stand as Briefstand
from kern.geld import NUL
from kern.velden import BedragField
from subsidies.models import Beschikkingsbedrag, Collegebesluit
from subsidies.regels.verdeel_over_dekking import giet
from subsidies.selectors.standen import jaarstanden_van
from thematafels.models import Plafond
from uitvoering.models import Indexering, Indexeringsbedrag, Indexeringsregel
from uitvoering.regels.indexering import Geldregel, vingerafdruk
from uitvoering.services.indexering import jaren_en_bedragen

Regelstand = Indexeringsregel.Stand
TEKEN = {
    Regelstand.TE_DOEN: "bezig",
    Regelstand.GEDAAN: "klaar",
    Regelstand.GEMARKEERD: "fout",
    Regelstand.OVERGESLAGEN: "rust",
}


@dataclass(slots=True)
class Regelrij:
    """One grant. `past_niet` says which money is short for it, in the order in which the grants are decided."""

    pk: int
    subsidie_id: int
    kenmerk: str
    ontvanger: str
    waarvoor: str
    tafel_id: int | None
    stand: str
    stand_naam: str
    teken: str
    reden: str
    brief: str
    brief_stand: str
    was: Decimal = NUL
    erbij: Decimal = NUL
    past_niet: str = ""
    veranderd: bool = False

    @property
    def wordt(self) -> Decimal:
        return self.was + self.erbij

    @property
    def doet_mee(self) -> bool:
        return self.stand != Regelstand.OVERGESLAGEN


@dataclass(slots=True)
class Pot:
    """One ceiling or one budget, in euro. `gebruikt` is of the grants that fit, `nodig` of all of them."""

    soort: str
    naam: str
    jaar: int
    vrij: Decimal
    nodig: Decimal = NUL
    gebruikt: Decimal = NUL

    @property
    def straks(self) -> Decimal:
        return self.vrij - self.nodig


Beslag = list[tuple[Pot, Decimal]]


@dataclass(frozen=True)
class Voortgang:
    """How far it is. A letter is sent once a worker made it and put it in the portal."""

    te_doen: int
    gedaan: int
    gemarkeerd: int
    overgeslagen: int
    brieven: int
    brieven_mislukt: int

    @property
    def mee(self) -> int:
        return self.te_doen + self.gedaan + self.gemarkeerd

    @property
    def onderweg(self) -> bool:
        """Whether a page is worth looking at again."""
        return self.te_doen > 0 or self.brieven + self.brieven_mislukt < self.gedaan


@dataclass(frozen=True)
class Overzicht:
    rijen: list[Regelrij]
    jaren: list[int]
    voortgang: Voortgang
    gezien: str
    potten: list[Pot]

    @property
    def meedoend(self) -> list[Regelrij]:
        return [rij for rij in self.rijen if rij.doet_mee]

    @property
    def was(self) -> Decimal:
        return sum((rij.was for rij in self.meedoend), NUL)

    @property
    def erbij(self) -> Decimal:
        return sum((rij.erbij for rij in self.meedoend), NUL)

    @property
    def wordt(self) -> Decimal:
        return self.was + self.erbij

    @property
    def past_niet(self) -> int:
        return sum(1 for rij in self.meedoend if rij.past_niet)

    @property
    def veranderd(self) -> int:
        return sum(1 for rij in self.meedoend if rij.veranderd)


def overzicht(indexering: Indexering) -> Overzicht:
    """The whole indexing: two queries, and five more while it is in preparation."""
    rijen = {regel.pk: _rij(regel) for regel in _regels(indexering)}
    geld: list[Geldregel] = list(
        Indexeringsbedrag.objects.filter(regel__indexering=indexering)
        .order_by("regel", "jaar")
        .values_list("regel", "jaar", "was", "erbij")
    )
    for regel_id, _, was, erbij in geld:
        rijen[regel_id].was += was
        rijen[regel_id].erbij += erbij
    te_doen = [regel for regel in geld if rijen[regel[0]].stand == Regelstand.TE_DOEN]
    in_voorbereiding = indexering.stand == Indexering.Stand.CONCEPT
    return Overzicht(
        rijen=list(rijen.values()),
        jaren=sorted({jaar for _, jaar, _, _ in geld}),
        voortgang=_tel((rij.stand, rij.brief_stand) for rij in rijen.values()),
        gezien=vingerafdruk(te_doen),
        potten=_reken_door(indexering, rijen, te_doen) if in_voorbereiding else [],
    )


def voortgang(indexering: Indexering) -> Voortgang:
    """One query."""
    return _tel(indexering.regels.values_list("stand", "beschikking__brief__stand"))


def college_van(indexering: Indexering) -> Collegebesluit | None:
    """Where it lies before the college: one query."""
    return Collegebesluit.objects.filter(punten__kenmerk=indexering.kenmerk, punten__open=True).first()


def indexeringen() -> QuerySet[Indexering]:
    return Indexering.objects.select_related("regeling", "uitvraag", "collegebesluit").order_by("-pk")


def _regels(indexering: Indexering) -> QuerySet[Indexeringsregel]:
    return indexering.regels.select_related(
        "subsidie__ontvanger",
        "subsidie__deel__aanvraag__regeling",
        "subsidie__deel__aanvraag__tafel__thema",
        "beschikking__brief",
    ).order_by("pk")


def _rij(regel: Indexeringsregel) -> Regelrij:
    aanvraag, brief = regel.subsidie.deel.aanvraag, regel.beschikking.brief if regel.beschikking else None
    return Regelrij(
        pk=regel.pk,
        subsidie_id=regel.subsidie_id,
        kenmerk=regel.subsidie.kenmerk,
        ontvanger=regel.subsidie.ontvanger.naam,
        waarvoor=aanvraag.waarvoor,
        tafel_id=aanvraag.tafel_id,
        stand=regel.stand,
        stand_naam=regel.get_stand_display(),
        teken=TEKEN[Regelstand(regel.stand)],
        reden=regel.reden,
        brief=brief.kenmerk if brief else "",
        brief_stand=brief.stand if brief else "",
    )


def _tel(paren: Iterable[tuple[str, str | None]]) -> Voortgang:
    regels, brieven = Counter[str](), Counter[str | None]()
    for stand, brief_stand in paren:
        regels[stand] += 1
        brieven[brief_stand] += 1
    return Voortgang(
        te_doen=regels[Regelstand.TE_DOEN],
        gedaan=regels[Regelstand.GEDAAN],
        gemarkeerd=regels[Regelstand.GEMARKEERD],
        overgeslagen=regels[Regelstand.OVERGESLAGEN],
        brieven=brieven[Briefstand.VERZONDEN],
        brieven_mislukt=brieven[Briefstand.MISLUKT],
    )


def _reken_door(indexering: Indexering, rijen: Mapping[int, Regelrij], te_doen: Sequence[Geldregel]) -> list[Pot]:
    """Spend it on paper, in the order in which it will be decided. Says on each row what is short for it, and whether
    the grant changed since it was computed."""
    per_regel = defaultdict[int, dict[int, tuple[Decimal, Decimal]]](dict)
    for regel_id, jaar, was, erbij in te_doen:
        per_regel[regel_id][jaar] = (was, erbij)
    standen = jaarstanden_van(rijen[regel_id].subsidie_id for regel_id in per_regel)
    plafonds = _plafonds({rij.tafel_id for rij in rijen.values()})
    dekking = {
        een.bestedingsdoel_id for jaren in standen.values() for stand in jaren.values() for een in stand.dekking
    }
    budgetten = _budgetten(dekking)
    for regel_id, bedragen in per_regel.items():
        rij = rijen[regel_id]
        rij.veranderd = jaren_en_bedragen(indexering, standen[rij.subsidie_id]) != bedragen
        beslag: Beslag = []
        for jaar, (_, erbij) in bedragen.items():
            if plafond := plafonds.get((rij.tafel_id, jaar)):
                beslag.append((plafond, erbij))
            if potten := [budgetten[een.bestedingsdoel_id] for een in standen[rij.subsidie_id][jaar].dekking]:
                ruimtes = [pot.vrij - pot.gebruikt - _genomen(beslag, pot) for pot in potten]
                beslag += zip(potten, giet(erbij, ruimtes), strict=True)
        rij.past_niet = _beslag(beslag)
    return [pot for pot in (*plafonds.values(), *budgetten.values()) if pot.nodig]


def _genomen(beslag: Beslag, pot: Pot) -> Decimal:
    return sum((bedrag for ander, bedrag in beslag if ander is pot), NUL)


def _beslag(beslag: Beslag) -> str:
    """Take it from every pot or from none; the name of the first that is short."""
    samen = Counter[int]()
    tekort = ""
    for pot, bedrag in beslag:
        pot.nodig += bedrag
        samen[id(pot)] += bedrag  # type: ignore[assignment]  # a counter of euro
        if not tekort and pot.gebruikt + samen[id(pot)] > pot.vrij:
            tekort = f"{pot.soort} {pot.naam} {pot.jaar}"
    for pot, bedrag in beslag if not tekort else ():
        pot.gebruikt += bedrag
    return tekort


def _plafonds(tafels: Iterable[int | None]) -> dict[tuple[int | None, int], Pot]:
    verleend = (
        Beschikkingsbedrag.objects.filter(beschikking__deel__aanvraag__tafel=OuterRef("tafel"), jaar=OuterRef("jaar"))
        .order_by()
        .values("jaar")
        .annotate(som=Sum("verleend"))
        .values("som")
    )
    rijen = Plafond.objects.filter(tafel__in=[tafel for tafel in tafels if tafel]).annotate(
        verleend=Coalesce(Subquery(verleend, output_field=BedragField()), NUL)
    )
    return {
        (tafel, jaar): Pot("plafond", naam, jaar, bedrag - samen)
        for tafel, naam, jaar, bedrag, samen in rijen.order_by("tafel", "jaar").values_list(
            "tafel", "tafel__thema__naam", "jaar", "bedrag", "verleend"
        )
    }


def _budgetten(doelen: Iterable[int]) -> dict[int, Pot]:
    standen = Stand.objects.filter(bestedingsdoel__in=doelen).select_related("bestedingsdoel__budgetjaar")
    return {
        stand.bestedingsdoel_id: Pot(
            "budget", stand.bestedingsdoel.naam, stand.bestedingsdoel.budgetjaar.jaar, stand.ruimte
        )
        for stand in standen.order_by("bestedingsdoel")
        if stand.bestedingsdoel_id is not None and stand.bestedingsdoel is not None
    }
