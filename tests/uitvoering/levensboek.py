"""The oracle of test_levens: what a life of a grant must have come to, kept in plain Python beside the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from begroting.models import Boeking, Stand
from brieven.models import Brief
from brieven.snapshots import Tekstbrief, lees_snapshot
from organisaties.models import Organisatie
from subsidies.models import Beschikking, Subsidie
from subsidies.selectors.standen import jaarstanden
from tests.subsidies.conftest import Wereld
from uitvoering.models import Betaaltermijn, Betaling

NUL = Decimal("0.00")
Rijen = list[tuple[str, ...]]
TABEL = {  # the table in the letter of each kind that moves money: its headings
    "bijstelling": ("Jaar", "Was", "Verandering", "Wordt"),
    "indexering": ("Jaar", "Was", "Verandering", "Wordt"),
    "intrekking": ("Jaar", "Was", "Verandering", "Wordt"),
    "bezwaar": ("Jaar", "Was", "Verandering", "Wordt"),
    "vaststelling": ("Jaar", "Verleend", "Vastgesteld", "Al betaald"),
    "terugvordering": ("Jaar", "Uw recht", "Betaald", "Terug"),
}
BRIEFSOORT = {
    "gedeeltelijk": {"gedeeltelijke_verlening"},
    "bezwaar": {"beslissing_op_bezwaar"},
    "wijziging": {"wijziging_toegewezen", "wijziging_afgewezen"},
}


def euro(bedrag: Decimal) -> str:
    """As a letter writes it."""
    return f"{bedrag:,.2f}".translate(str.maketrans(",.-", ".,−"))


@dataclass
class Jaar:
    """One year of one grant, in euro. `onderweg`: the bank has the order; `terug`: reclaimed and not yet received."""

    gevraagd: Decimal
    verleend: Decimal
    gewijzigd: Decimal = NUL
    vastgesteld: Decimal | None = None
    onderweg: Decimal = NUL
    betaald: Decimal = NUL
    terug: Decimal = NUL

    @property
    def nu(self) -> Decimal:
        return self.verleend + self.gewijzigd

    @property
    def recht(self) -> Decimal:
        return self.nu if self.vastgesteld is None else self.vastgesteld

    @property
    def verplicht(self) -> Decimal:
        return max(self.recht, self.betaald + self.onderweg)

    @property
    def te_betalen(self) -> Decimal:
        return max(NUL, self.recht - self.betaald - self.onderweg)

    @property
    def te_veel(self) -> Decimal:
        return max(NUL, self.betaald - self.recht)


@dataclass
class Boek:
    """One part: its years, its state (None: refused), and which decisions were made known with which table."""

    organisatie: Organisatie
    jaren: dict[int, Jaar]
    stand: str | None = "lopend"
    brieven: list[tuple[str, Rijen]] = field(default_factory=list)

    @property
    def recht(self) -> dict[int, Decimal]:
        return {nummer: jaar.recht for nummer, jaar in self.jaren.items()}

    def eerste_rijen(self) -> Rijen:
        """What the first letter holds: asked and granted."""
        return [(str(nummer), euro(jaar.gevraagd), euro(jaar.verleend)) for nummer, jaar in self.jaren.items()]

    def besloten(self, soort: str, was: dict[int, Decimal] | None = None, rijen: Rijen | None = None) -> None:
        """A letter went out; `was` is what it changed from, `rijen` another table than old, change and new."""
        if was is not None:
            regels = [(str(nummer), was[nummer], jaar.recht) for nummer, jaar in sorted(self.jaren.items())]
            regels.append(("Totaal", sum(was.values(), NUL), sum(self.recht.values(), NUL)))
            rijen = [(naam, euro(oud), euro(nieuw - oud), euro(nieuw)) for naam, oud, nieuw in regels]
        self.brieven.append((soort, rijen or []))

    def eindstand(self) -> str:
        """Of a grant of which something is left."""
        return "lopend" if any(jaar.vastgesteld is None for jaar in self.jaren.values()) else "vastgesteld"


def controleer(wereld: Wereld, boeken: Iterable[Boek]) -> None:
    """Figures, ledger, instalments, letters and states are what the books say."""
    boeken = list(boeken)
    for boek in boeken:
        subsidie = Subsidie.objects.filter(deel=wereld.deel(boek.organisatie)).first()
        assert (subsidie.stand if subsidie else None) == boek.stand
        if subsidie is not None:
            _controleer_cijfers(subsidie, boek)
            _controleer_termijnen(subsidie, boek)
        _controleer_brieven(wereld, boek)
    _controleer_grootboek(boeken)


def _controleer_cijfers(subsidie: Subsidie, boek: Boek) -> None:
    standen = jaarstanden(subsidie)
    assert set(standen) == set(boek.jaren)
    for nummer, stand in standen.items():
        jaar = boek.jaren[nummer]
        assert (stand.gevraagd, stand.verleend, stand.gewijzigd, stand.vastgesteld) == (
            jaar.gevraagd,
            jaar.verleend,
            jaar.gewijzigd,
            jaar.vastgesteld,
        )
        assert (stand.verplicht, stand.betaald) == (jaar.verplicht, jaar.betaald), nummer


def _controleer_termijnen(subsidie: Subsidie, boek: Boek) -> None:
    """An instalment has one number for good; paid, at the bank and open are together what is due."""
    termijnen = list(Betaaltermijn.objects.filter(subsidie=subsidie))
    assert len({(rij.jaar, rij.volgnummer) for rij in termijnen}) == len(termijnen)
    assert all(rij.bedrag >= 0 for rij in termijnen)
    for nummer, jaar in boek.jaren.items():
        som = {
            stand: sum((rij.bedrag for rij in termijnen if (rij.jaar, rij.stand) == (nummer, stand)), NUL)
            for stand in Betaaltermijn.Stand.values
        }
        assert (som["open"], som["onderweg"]) == (jaar.te_betalen, jaar.onderweg), nummer
    lopend = Betaling.objects.filter(termijn__subsidie=subsidie, stand__in=["onderweg", "betaald"])
    assert {rij.termijn_id: rij.bedrag for rij in lopend} == {
        rij.pk: rij.bedrag for rij in termijnen if rij.stand != "open"
    }


def _controleer_brieven(wereld: Wereld, boek: Boek) -> None:
    """Each decision was made known once, by a letter of its kind with exactly these amounts."""
    beschikkingen = list(
        Beschikking.objects.filter(deel=wereld.deel(boek.organisatie)).select_related("brief").order_by("id")
    )
    assert [beschikking.soort for beschikking in beschikkingen] == [soort for soort, _ in boek.brieven]
    for beschikking, (soort, rijen) in zip(beschikkingen, boek.brieven, strict=True):
        assert [beschikking.brief] == list(Brief.objects.geldend().filter(kenmerk=beschikking.kenmerk))
        assert beschikking.brief.soort in BRIEFSOORT.get(soort, {soort})
        if beschikking.wijzigt_id is None:
            inhoud = lees_snapshot(beschikking.brief.soort, beschikking.brief.snapshot)
            assert rijen == [
                (str(rij.jaar), euro(rij.gevraagd), euro(rij.verleend)) for rij in getattr(inhoud, "bedragen", ())
            ]
        else:
            assert _rijen(beschikking.brief, TABEL.get(soort)) == rijen


def _rijen(brief: Brief, koppen: tuple[str, ...] | None) -> Rijen:
    inhoud = lees_snapshot(brief.soort, brief.snapshot)
    assert isinstance(inhoud, Tekstbrief)
    tabellen = [deel.tabel for sectie in inhoud.secties for deel in sectie.delen if deel.tabel]
    return [tuple(rij.cellen) for tabel in tabellen if tabel.koppen == koppen for rij in tabel.rijen]


def _controleer_grootboek(boeken: list[Boek]) -> None:
    """Every place holds the sum of its bookings, and together what the books say."""
    som: dict[int, dict[str, Decimal]] = {}
    for boeking in Boeking.objects.exclude(verplichting=None):
        kolom, teken = {
            "verplichting": ("verplicht", 1),
            "bijstelling": ("verplicht", 1),
            "betaling": ("betaald", 1),
            "terugontvangst": ("betaald", -1),
        }[boeking.soort]
        plek = som.setdefault(boeking.verplichting_id, {"verplicht": NUL, "betaald": NUL})
        plek[kolom] += teken * boeking.bedrag
    for stand in Stand.objects.exclude(verplichting=None):
        assert {"verplicht": stand.verplicht, "betaald": stand.betaald} == som[stand.verplichting_id]
        assert NUL <= stand.betaald <= stand.verplicht
    jaren = [jaar for boek in boeken if boek.stand for jaar in boek.jaren.values()]
    samen = (sum((jaar.verplicht for jaar in jaren), NUL), sum((jaar.betaald for jaar in jaren), NUL))
    for plaatsen in (
        Stand.objects.filter(bestedingsdoel__isnull=False),
        Stand.objects.filter(budgetjaar__isnull=False),
    ):
        geteld = plaatsen.aggregate(verplicht=Sum("verplicht"), betaald=Sum("betaald"))
        assert (geteld["verplicht"], geteld["betaald"]) == samen
