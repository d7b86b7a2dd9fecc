"""What an organisation wrote before, to start from; and the originals of what it took over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from kern.geld import als_euro
from subsidies.dossier import Aanbod
from subsidies.models import Aanvraagdeel, Voorziening
from subsidies.models.voorziening import RELATIES
from subsidies.onderdelen.soort import Rij
from subsidies.onderdelen.verschil import Verschilrij, verschilrijen
from subsidies.onderdelen.voorziening import LABELS
from subsidies.selectors.dossier import aanbod_per_deel


@dataclass(frozen=True, slots=True)
class Bron:
    """A part to start from, with how much is in it. `zelf`: the part one is writing in."""

    deel: Aanvraagdeel
    voorzieningen: int
    posten: int
    zelf: bool

    @property
    def pk(self) -> int:
        return self.deel.pk


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Where a voorziening was taken over from, and what was changed since."""

    kenmerk: str
    verschillen: list[Verschilrij]

    @property
    def samenvatting(self) -> str:
        aantal = len(self.verschillen)
        return "Ongewijzigd overgenomen" if not aantal else "1 verschil" if aantal == 1 else f"{aantal} verschillen"


def bronnen_voor(deel: Aanvraagdeel) -> list[Bron]:
    """Everything this organisation wrote a part in, whether it was submitted or not; the newest first: one query."""
    rijen = (
        Aanvraagdeel.objects.filter(organisatie=deel.organisatie_id)
        .select_related("organisatie", "aanvraag__regeling", "aanvraag__tafel__thema", "aanvraag__penvoerder")
        .annotate(
            aantal_voorzieningen=Count("voorzieningen", distinct=True), aantal_posten=Count("posten", distinct=True)
        )
        .order_by("-aanvraag_id")
    )
    return [
        Bron(rij, rij.aantal_voorzieningen, rij.aantal_posten, zelf=rij.pk == deel.pk)
        for rij in rijen
        if rij.aantal_voorzieningen or rij.aantal_posten
    ]


def al_overgenomen(deel: Aanvraagdeel) -> set[int]:
    """The keys of the originals that have a copy in this part."""
    return set(deel.voorzieningen.exclude(kopie_van=None).values_list("kopie_van_id", flat=True))


def herkomst_van(aanbod: Iterable[Aanbod], eerste_jaar: int) -> Mapping[int, Herkomst]:
    """By key, for those that were taken over: two queries, however many. `eerste_jaar` is that of where they are."""
    kopieen = {een.pk: een for een in aanbod if een.kopie_van}
    bronnen = Voorziening.objects.filter(pk__in={een.kopie_van for een in kopieen.values()})
    toen = {een.pk: een for deel in aanbod_per_deel(bronnen).values() for een in deel}
    waar = {
        pk: (kenmerk, eerste)
        for pk, kenmerk, eerste in bronnen.values_list("pk", "deel__aanvraag__kenmerk", "deel__aanvraag__eerste_jaar")
    }
    return {
        pk: Herkomst(
            kenmerk=waar[een.kopie_van][0],
            verschillen=verschillen(een, toen[een.kopie_van], opschuiven=eerste_jaar - waar[een.kopie_van][1]),
        )
        for pk, een in kopieen.items()
        if een.kopie_van in toen
    }


def verschillen(nu: Aanbod, toen: Aanbod, *, opschuiven: int) -> list[Verschilrij]:
    """What reads otherwise now than in the original, whose years are `opschuiven` years earlier."""
    return verschilrijen(_rijen(toen, opschuiven), _rijen(nu, 0))


def _rijen(aanbod: Aanbod, opschuiven: int) -> list[Rij]:
    return [
        *(Rij(veld, LABELS[veld], getattr(aanbod, veld)) for veld in ("naam", "omschrijving", "uitvoerder")),
        Rij("clientondersteuning", LABELS["clientondersteuning"], f"{aanbod.clientondersteuning}%"),
        Rij("preventief", LABELS["preventief"], "ja" if aanbod.preventief else "nee"),
        *(Rij(naam, LABELS[naam], tuple(sorted(getattr(aanbod, naam)))) for naam in RELATIES),
        *(_per_jaar("Bewoners", jaar + opschuiven, str(aantal)) for jaar, aantal in aanbod.bereik.items()),
        *(_per_jaar("Kosten", jaar + opschuiven, als_euro(bedrag)) for jaar, bedrag in aanbod.kosten.items()),
    ]


def _per_jaar(wat: str, jaar: int, waarde: str) -> Rij:
    return Rij((wat, jaar), f"{wat} in {jaar}", waarde)
