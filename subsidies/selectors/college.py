"""Proposals to the college: the list of them, what can be proposed, and one whole with all its recipients."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone

from kern.geld import NUL
from regelingen.models import Parameter
from regelingen.parameters import SLEUTELS
from subsidies.models import (
    Aanvraag,
    Begrotingspost,
    Beschikking,
    Beschikkingsbedrag,
    Collegebesluit,
    Collegepunt,
    Collegeregel,
    Deelvoorstel,
    Postbedrag,
    Voorstelbedrag,
    Voorstelgrond,
)
from subsidies.selectors.verdeelregels import verdeelmethode_naam
from subsidies.toekenning import besluitsoort
from subsidies.verlies import Verliesrij, verliezers
from thematafels.models import Plafond

GRENS = SLEUTELS["verlies_percentage"]
Perjaar = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Collegeontvanger:
    """One recipient in a proposal, with what kind of decision it would get and on which grounds it gets less."""

    bedragen: Verliesrij
    soort: str
    motivering: str
    gronden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collegejaar:
    """One year of a table, in euro: proposed here, granted before from the same ceiling, and the ceiling if any."""

    jaar: int
    voorstel: Decimal
    eerder: Decimal
    plafond: Decimal | None

    @property
    def samen(self) -> Decimal:
        return self.voorstel + self.eerder

    @property
    def ruimte(self) -> Decimal | None:
        return None if self.plafond is None else self.plafond - self.samen


@dataclass(frozen=True, slots=True)
class Collegezaak:
    """One case of a proposal and how far it is."""

    regel_id: int
    kenmerk: str
    naam: str
    regeling: str
    periode: str
    open: bool
    uitgevoerd: bool
    fout: str
    grens: Decimal
    verdeling: str
    ontvangers: Sequence[Collegeontvanger]
    jaren: Sequence[Collegejaar]

    @property
    def doet_mee(self) -> bool:
        """It was not taken out of the proposal."""
        return self.open or self.uitgevoerd

    @property
    def gevraagd(self) -> Decimal:
        return sum((rij.bedragen.gevraagd for rij in self.ontvangers), NUL)

    @property
    def voorstel(self) -> Decimal:
        return sum((rij.bedragen.voorstel for rij in self.ontvangers), NUL)

    @property
    def verliezers(self) -> list[Verliesrij]:
        return verliezers((rij.bedragen for rij in self.ontvangers), self.grens)


@dataclass(frozen=True, slots=True)
class Collegestuk:
    """A proposal whole, as its page and its documents show it."""

    besluit: Collegebesluit
    alle_zaken: Sequence[Collegezaak]
    alle_punten: Sequence[Collegepunt]

    @property
    def zaken(self) -> list[Collegezaak]:
        return [zaak for zaak in self.alle_zaken if zaak.doet_mee]

    @property
    def punten(self) -> list[Collegepunt]:
        """What it is about beside first applications, less what was taken out."""
        return [punt for punt in self.alle_punten if punt.open or punt.uitgevoerd_op]

    @property
    def aantal(self) -> int:
        return len(self.zaken) + len(self.punten)

    @property
    def ontvangers(self) -> int:
        return sum(len(zaak.ontvangers) for zaak in self.zaken)

    @property
    def gevraagd(self) -> Decimal:
        return sum((zaak.gevraagd for zaak in self.zaken), NUL)

    @property
    def voorstel(self) -> Decimal:
        return sum((zaak.voorstel for zaak in self.zaken), NUL)

    @property
    def uitgevoerd(self) -> int:
        return sum(zaak.uitgevoerd for zaak in self.zaken) + sum(not punt.open for punt in self.punten)

    @property
    def fouten(self) -> list[Collegezaak]:
        return [zaak for zaak in self.zaken if zaak.open and zaak.fout]

    @property
    def bezig(self) -> bool:
        """It is being carried out: some cases are neither decided nor failed."""
        vastgesteld = self.besluit.stand == Collegebesluit.Stand.VASTGESTELD
        return vastgesteld and any(zaak.open and not zaak.fout for zaak in self.zaken)

    @property
    def verliezers(self) -> list[tuple[Collegezaak, Verliesrij]]:
        paren = [(zaak, rij) for zaak in self.zaken for rij in zaak.verliezers]
        return sorted(paren, key=lambda paar: (-paar[1].ergste, paar[1].organisatie))


def collegebesluiten() -> QuerySet[Collegebesluit]:
    """All proposals, the newest first, each with how many cases it has and how many were carried out."""
    doet_mee, klaar = Q(open=True) | Q(uitgevoerd_op__isnull=False), Q(uitgevoerd_op__isnull=False)
    return Collegebesluit.objects.annotate(
        aantal=_tel(Collegeregel, doet_mee) + _tel(Collegepunt, doet_mee),
        klaar=_tel(Collegeregel, klaar) + _tel(Collegepunt, klaar),
    ).order_by("-id")


def _tel(soort: type[Collegeregel | Collegepunt], welke: Q) -> Coalesce:
    van = soort.objects.filter(welke, collegebesluit=OuterRef("pk")).order_by().values("collegebesluit")
    return Coalesce(Subquery(van.annotate(aantal=Count("pk")).values("aantal")), 0)


def voor_te_stellen() -> list[Aanvraag]:
    """The cases that can be put before the college: proposed, and in no other proposal. One query."""
    wacht = Collegeregel.objects.filter(aanvraag=OuterRef("pk"), open=True)
    return list(
        Aanvraag.objects.filter(~Exists(wacht), stand=Aanvraag.Stand.VOORGESTELD)
        .select_related("regeling", "tafel__thema", "penvoerder")
        .order_by("id")
    )


def laad_collegestuk(besluit: Collegebesluit) -> Collegestuk:
    """One proposal with every case, recipient and other point: 8 queries, whatever their number."""
    regels = list(
        besluit.regels.select_related(
            "aanvraag__regeling", "aanvraag__uitvraag", "aanvraag__tafel__thema", "aanvraag__penvoerder"
        )
    )
    delen = [pk for regel in regels for pk in regel.delen]
    aanvragen = [regel.aanvraag for regel in regels]
    tafels = {aanvraag.tafel_id for aanvraag in aanvragen if aanvraag.tafel_id}
    gevraagd, nu = _gevraagd(delen), _nu(aanvragen)
    per_aanvraag: dict[int, list[tuple[Collegeontvanger, Perjaar]]] = {}
    for rij in _voorstellen(delen):
        aanvraag = next(a for a in aanvragen if a.pk == rij["aanvraag_id"])
        sleutel = (rij["organisatie_id"], aanvraag.regeling_id, _thema(aanvraag), aanvraag.eerste_jaar - 1)
        paar = _ontvanger(rij, gevraagd.get(rij["deel_id"], {}), nu.get(sleutel, rij["vorig_jaar"]))
        per_aanvraag.setdefault(aanvraag.pk, []).append(paar)
    plafonds = _plafonds(tafels)
    eerder = _eerder_verleend(besluit, tafels)
    grenzen = _grenzen(aanvragen)
    return Collegestuk(
        besluit,
        [
            _zaak(
                regel,
                per_aanvraag.get(regel.aanvraag_id, []),
                plafonds.get(regel.aanvraag.tafel_id or 0, {}),
                eerder.get(regel.aanvraag.tafel_id or 0, {}),
                grenzen.get(regel.aanvraag.regeling_id, GRENS.standaard),
            )
            for regel in regels
        ],
        list(besluit.punten.all()),
    )


def _zaak(
    regel: Collegeregel,
    paren: Sequence[tuple[Collegeontvanger, Perjaar]],
    plafond: Perjaar,
    eerder: Perjaar,
    grens: Decimal,
) -> Collegezaak:
    aanvraag = regel.aanvraag
    return Collegezaak(
        regel_id=regel.pk,
        kenmerk=aanvraag.kenmerk,
        naam=aanvraag.naam,
        regeling=aanvraag.regeling.naam,
        periode=aanvraag.periode,
        open=regel.open,
        uitgevoerd=regel.uitgevoerd_op is not None,
        fout=regel.fout,
        grens=grens,
        verdeling=verdeelmethode_naam(aanvraag.uitvraag),
        ontvangers=[ontvanger for ontvanger, _ in paren],
        jaren=[
            Collegejaar(
                jaar=jaar,
                voorstel=sum((bedragen.get(jaar, NUL) for _, bedragen in paren), NUL),
                eerder=eerder.get(jaar, NUL),
                plafond=plafond.get(jaar),
            )
            for jaar in aanvraag.jaren
        ],
    )


def _ontvanger(rij: Mapping[str, Any], gevraagd: Perjaar, nu: Decimal | None) -> tuple[Collegeontvanger, Perjaar]:
    bedragen = {feiten["jaar"]: Decimal(feiten["bedrag"]) for feiten in rij["jaren"]}
    totaal = sum(bedragen.values(), NUL)
    minder = any(bedragen.get(jaar, NUL) < bedrag for jaar, bedrag in gevraagd.items())
    soort = besluitsoort(totaal, is_minder=minder, meteen_vaststellen=rij["meteen_vaststellen"])
    return Collegeontvanger(
        bedragen=Verliesrij(
            organisatie=rij["organisatie"],
            gevraagd=sum(gevraagd.values(), NUL),
            voorstel=totaal,
            eerste_jaar=next(iter(bedragen.values()), NUL),
            nu=nu,
        ),
        soort=Beschikking.Soort(soort).label,
        motivering=rij["motivering"],
        gronden=tuple(f"{feiten['artikel']}: {feiten['motivering']}" for feiten in rij["waarom"]),
    ), bedragen


def _voorstellen(delen: Iterable[int]) -> Iterable[Mapping[str, Any]]:
    """Amounts travel as text, so that no float comes near them."""
    bedragen = Voorstelbedrag.objects.filter(voorstel=OuterRef("pk")).order_by("jaar")
    gronden = Voorstelgrond.objects.filter(voorstel=OuterRef("pk")).order_by("grond__volgorde", "id")
    return (
        Deelvoorstel.objects.filter(deel__in=list(delen))
        .order_by("deel__organisatie__sorteersleutel", "id")
        .values(
            "deel_id",
            "motivering",
            "meteen_vaststellen",
            aanvraag_id=F("deel__aanvraag_id"),
            organisatie_id=F("deel__organisatie_id"),
            organisatie=F("deel__organisatie__naam"),
            vorig_jaar=F("deel__vorig_jaar"),
            jaren=ArraySubquery(bedragen.values(feiten=JSONObject(jaar="jaar", bedrag=Cast("bedrag", CharField())))),
            waarom=ArraySubquery(gronden.values(feiten=JSONObject(artikel="grond__artikel", motivering="motivering"))),
        )
    )


def _gevraagd(delen: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    """Costs less what others cover, by part and year."""
    gedekt = Q(post__soort__in=Begrotingspost.DEKKING)
    sommen = (
        Postbedrag.objects.filter(post__deel__in=list(delen))
        .order_by()
        .values_list("post__deel", "jaar")
        .annotate(kosten=Sum("bedrag", filter=~gedekt, default=NUL), dekking=Sum("bedrag", filter=gedekt, default=NUL))
    )
    per_deel: dict[int, dict[int, Decimal]] = {}
    for deel_id, jaar, kosten, dekking in sommen:
        per_deel.setdefault(deel_id, {})[jaar] = kosten - dekking
    return per_deel


def _nu(aanvragen: Sequence[Aanvraag]) -> dict[tuple[int, int, str, int], Decimal]:
    """What was granted before, by organisation, regeling, theme and year."""
    sommen = (
        Beschikkingsbedrag.objects.filter(
            jaar__in={aanvraag.eerste_jaar - 1 for aanvraag in aanvragen},
            beschikking__besluit__aanvraag__regeling__in={aanvraag.regeling_id for aanvraag in aanvragen},
        )
        .order_by()
        .values_list(
            "beschikking__deel__organisatie",
            "beschikking__besluit__aanvraag__regeling",
            "beschikking__besluit__aanvraag__tafel__thema__code",
            "jaar",
        )
        .annotate(som=Sum("verleend"))
    )
    return {(organisatie, regeling, thema or "", jaar): som for organisatie, regeling, thema, jaar, som in sommen}


def _thema(aanvraag: Aanvraag) -> str:
    return aanvraag.tafel.thema.code if aanvraag.tafel else ""


def _plafonds(tafels: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    rijen = Plafond.objects.filter(tafel__in=list(tafels)).order_by("jaar").values_list("tafel", "jaar", "bedrag")
    per_tafel: dict[int, dict[int, Decimal]] = {}
    for tafel, jaar, bedrag in rijen:
        per_tafel.setdefault(tafel, {})[jaar] = bedrag
    return per_tafel


def _eerder_verleend(besluit: Collegebesluit, tafels: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    """From the same ceilings, by other decisions than this one."""
    sommen = (
        Beschikkingsbedrag.objects.filter(beschikking__besluit__aanvraag__tafel__in=list(tafels))
        .exclude(beschikking__besluit__collegebesluit=besluit)
        .order_by()
        .values_list("beschikking__besluit__aanvraag__tafel", "jaar")
        .annotate(som=Sum("verleend"))
    )
    per_tafel: dict[int, dict[int, Decimal]] = {}
    for tafel, jaar, som in sommen:
        per_tafel.setdefault(tafel, {})[jaar] = som
    return per_tafel


def _grenzen(aanvragen: Iterable[Aanvraag]) -> dict[int, Decimal]:
    """From which percentage a loss is large, by regeling; a regeling that says nothing is absent."""
    rijen = (
        Parameter.objects.filter(
            sleutel=GRENS.sleutel,
            regeling__in={aanvraag.regeling_id for aanvraag in aanvragen},
            geldig_van__lte=timezone.localdate(),
        )
        .order_by("regeling_id", "-geldig_van")
        .distinct("regeling_id")
    )
    return {rij.regeling_id: GRENS.soort.lees(rij.waarde) for rij in rijen}
