"""What changed since a participant agreed, in the words of who did not follow it. Pure."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL, als_euro
from kern.taal import opsomming, telwoord
from subsidies.dossier import Jaarbedragen, tel_op
from subsidies.models import Begrotingspost, Onderdeel
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.onderdelen.verschil import Verschilrij

Bedragen = Mapping[int, Jaarbedragen]  # by organisation
# Of what a participant has more than one: how many of them are called.
RIJEN: Mapping[Onderdeel, str] = {Onderdeel.VOORZIENING: "voorzieningen", Onderdeel.ACTIVITEIT: "activiteiten"}


@dataclass(frozen=True, slots=True)
class Wie:
    """Who did it, and when."""

    naam: str
    organisatie: str
    op: datetime.datetime


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One section that reads otherwise than it did: `wat` is nieuw, gewijzigd or verwijderd.

    `verschillen` is empty for a section too many: its history tells. `door` made the last change.
    """

    soort: Onderdeel
    pk: int
    naam: str
    wat: str
    door: Wie | None
    verschillen: Sequence[Verschilrij]


@dataclass(frozen=True, slots=True)
class Aandeelwijziging:
    """What one participant asks that is not what it asked then. Empty: it did not take part."""

    organisatie: str
    toen: Jaarbedragen
    nu: Jaarbedragen

    @property
    def jaren(self) -> list[tuple[int, Decimal | None, Decimal | None]]:
        return [(jaar, self.toen.get(jaar), self.nu.get(jaar)) for jaar in sorted({*self.toen, *self.nu})]

    @property
    def verschil(self) -> Decimal:
        return _som(self.nu) - _som(self.toen)


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """Who joined (`kwam`) or left since; `door` is not known of what no act recorded."""

    organisatie: str
    kwam: bool
    door: Wie | None


@dataclass(frozen=True, slots=True)
class Pen:
    """Another organisation holds the pen; `toen` is empty when it is not known who did."""

    toen: str
    nu: str
    door: Wie | None


@dataclass(frozen=True, slots=True)
class Sinds:
    """All that changed since `gegeven_op`. `volgorde`: by section the last who put the own ones in another order."""

    gegeven_op: datetime.datetime
    door: str
    geldig: bool
    reden: str
    eigen: Sequence[Wijziging]
    volgorde: Mapping[Onderdeel, Wie]
    teksten: Sequence[Wijziging]
    aandelen: Sequence[Aandeelwijziging]
    deelnemers: Sequence[Deelnemer]
    pen: Pen | None
    totaal_toen: Decimal
    totaal_nu: Decimal

    @property
    def verschil(self) -> Decimal:
        return self.totaal_nu - self.totaal_toen

    @property
    def samenvatting(self) -> tuple[str, str, str]:
        """Three lines: the own part, the money and who takes part, the joint texts."""
        return self._over_eigen(), self._over_geld(), self._over_teksten()

    def _over_eigen(self) -> str:
        aantal = Counter(wijziging.soort for wijziging in self.eigen)
        delen = [
            *(["de begroting"] if aantal[Onderdeel.BEGROTING] else []),
            *(_telling(aantal[soort], str(soort.label), meer) for soort, meer in RIJEN.items() if aantal[soort]),
            *(f"de volgorde van de {RIJEN[soort]}" for soort in self.volgorde),
        ]
        return f"In uw eigen deel veranderde: {opsomming(delen)}." if delen else "Uw eigen deel is niet veranderd."

    def _over_geld(self) -> str:
        zinnen = []
        if self.aandelen:
            anders = _telling(len(self.aandelen), "organisatie", "organisaties")
            zinnen.append(f"Het gevraagde bedrag veranderde bij {anders}: {self._samen()}.")
        for kwam, woord in ((True, "Nieuw"), (False, "Doet niet meer mee")):
            if namen := [een.organisatie for een in self.deelnemers if een.kwam == kwam]:
                zinnen.append(f"{woord}: {opsomming(namen)}.")
        if self.pen:
            zinnen.append(f"De penvoerder is nu {self.pen.nu}.")
        return " ".join(zinnen) or "De verdeling van het geld en wie er meedoet zijn niet veranderd."

    def _over_teksten(self) -> str:
        if not self.teksten:
            return "De gezamenlijke teksten zijn niet veranderd."
        aantal = len(self.teksten)
        werkwoord = "is" if aantal == 1 else "zijn"
        return f"Er {werkwoord} {_telling(aantal, 'gezamenlijke tekst', 'gezamenlijke teksten')} veranderd."

    def _samen(self) -> str:
        if not self.verschil:
            return "samen vraagt de tafel evenveel"
        return f"samen vraagt de tafel {als_euro(abs(self.verschil))} {'meer' if self.verschil > NUL else 'minder'}"


def gevraagd_uit(inhoud: Inhoud | None, jaren: Sequence[int]) -> dict[int, Decimal]:
    """What a saved budget asks per year; a budget that was never saved asks nothing."""
    reeksen = [
        {
            int(jaar): Decimal(bedrag) * (-1 if post["soort"] in Begrotingspost.DEKKING else 1)
            for jaar, bedrag in post["bedragen"].items()
        }
        for post in (inhoud or {"posten": []})["posten"]
    ]
    return tel_op(reeksen, jaren)


def aandeelwijzigingen(namen: Mapping[int, str], toen: Bedragen, nu: Bedragen) -> list[Aandeelwijziging]:
    """In the order of `namen`: by organisation what it asked then and asks now, where that differs."""
    return [
        Aandeelwijziging(naam, toen.get(pk, {}), nu.get(pk, {}))
        for pk, naam in namen.items()
        if toen.get(pk, {}) != nu.get(pk, {})
    ]


def totaal(bedragen: Bedragen) -> Decimal:
    return sum(map(_som, bedragen.values()), NUL)


def _som(bedragen: Jaarbedragen) -> Decimal:
    return sum(bedragen.values(), NUL)


def _telling(aantal: int, enkelvoud: str, meervoud: str) -> str:
    return f"{telwoord(aantal)} {enkelvoud if aantal == 1 else meervoud}"
