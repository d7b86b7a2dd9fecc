"""What many people can do at the same moment to one budget: the acts of test_samenloop.py, through their services."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from begroting.grootboek import BoekingRegel, Plaats, Soort, op_doel, op_jaar
from begroting.models import Bestedingsdoel, Boekstuk, Budget, Budgetjaar, JuridischeVorm, Verplichting
from begroting.services.afsluiten import sluit_af, stel_afsluiting_voor, wijzig_voorstel
from begroting.services.betalen import boek_betalingen
from begroting.services.boek import boek
from begroting.services.corrigeren import draai_terug
from begroting.services.plafond import publiceer_plafond
from begroting.services.reserveren import geef_vrij, reserveer
from begroting.services.vaststellen import hevel_over, wijzig_begroting
from begroting.services.verplichten import VerplichtingRegel, verplicht_reeks
from organisaties.models import Lidmaatschap, Organisatie
from tests.begroting.conftest import VANDAAG

ZAAK = "SB-9"


@dataclass
class Wereld:
    """A budget with its years and purposes, what stands there already, and two who may act."""

    code: str
    door: Lidmaatschap
    tweede: Lidmaatschap
    ontvanger: Organisatie
    jaren: list[Budgetjaar] = field(default_factory=list)
    doelen: list[Bestedingsdoel] = field(default_factory=list)
    verplichtingen: list[Verplichting] = field(default_factory=list)
    boekstukken: list[Boekstuk] = field(default_factory=list)  # booked by hand
    afsluiting: int = 0

    def open(self, jaren: Mapping[int, tuple[str, ...]]) -> None:
        """Years with their purposes, empty."""
        budget = Budget.objects.create(naam=self.code, code=self.code, bron="incidenteel")
        for jaar, codes in jaren.items():
            self.jaren.append(Budgetjaar.objects.create(budget=budget, jaar=jaar))
            self.doelen += [
                Bestedingsdoel.objects.create(budgetjaar=self.jaren[-1], code=code, naam=code) for code in codes
            ]

    def boek(self, *regels: tuple[Soort, Plaats, Any] | BoekingRegel) -> Boekstuk:
        """Lines that stand there before the race."""
        return boek(
            kenmerk=f"{self.code}-vooraf-{Boekstuk.objects.count()}",
            datum=VANDAAG,
            door=None,
            omschrijving="vooraf",
            regels=[
                regel if isinstance(regel, BoekingRegel) else BoekingRegel(regel[0], regel[1], Decimal(regel[2]))
                for regel in regels
            ],
        )

    def belofte(self, doel: int, bedrag: Decimal) -> Verplichting:
        """A grant that stands there before the race."""
        [verplichting] = verleen(self, f"{self.code}-vooraf-belofte-{len(self.verplichtingen)}", (doel, bedrag))
        self.verplichtingen.append(verplichting)
        return verplichting


def van(wereld: Wereld, kenmerk: str) -> dict[str, Any]:
    return {"kenmerk": kenmerk, "datum": VANDAAG, "omschrijving": "tegelijk", "door": wereld.door}


def van_boekstuk(wereld: Wereld, kenmerk: str) -> dict[str, Any]:
    return {"boekstuk_kenmerk": kenmerk, "datum": VANDAAG, "omschrijving": "tegelijk", "door": wereld.door}


def verleen(wereld: Wereld, kenmerk: str, *delen: tuple[int, Decimal], **anders: Any) -> list[Verplichting]:
    """One decision that grants an amount from each of these purposes."""
    return verplicht_reeks(
        **van_boekstuk(wereld, kenmerk),
        regels=[
            VerplichtingRegel(
                bestedingsdoel_id=wereld.doelen[doel].pk,
                kenmerk=kenmerk,
                ontvanger_id=wereld.ontvanger.pk,
                bedrag=bedrag,
                jaar_van_activiteit=2026,
                juridische_vorm=JuridischeVorm.SUBSIDIE,
                omschrijving="tegelijk",
                vrijgeven=anders.get("vrijgeven", Decimal(0)) if doel == 0 else Decimal(0),
            )
            for doel, bedrag in delen
        ],
        bijstellingen=anders.get("bijstellingen"),
    )


def verleen_uit_twee(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    """As a decision on a table with two budgets: locks them, spends what was reserved, lowers another grant."""
    doelen = [doel.pk for doel in wereld.doelen[:2]]
    list(Bestedingsdoel.objects.select_for_update(no_key=True).filter(pk__in=doelen).order_by("pk"))
    half = (bedrag / 2).quantize(Decimal("0.01")) + Decimal("0.01")
    verleen(
        wereld,
        kenmerk,
        (plek, half),
        (1 - plek, half),
        vrijgeven=min(half, Decimal(5)),
        bijstellingen={wereld.verplichtingen[plek].pk: Decimal(-1)},
    )


def publiceer(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    publiceer_plafond(
        bestedingsdoel_id=wereld.doelen[plek].pk,
        bedrag=bedrag,
        verdeelwijze="Op volgorde van binnenkomst.",
        gepubliceerd_op=VANDAAG,
        vindplaats="Gemeenteblad 2026, 1",
        kenmerk=kenmerk,
        omschrijving="tegelijk",
        door=wereld.door,
    )


def stel_bij(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    verleen(wereld, kenmerk, bijstellingen={wereld.verplichtingen[plek].pk: bedrag})


def wijzig(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    wijzig_begroting(plaats=op_doel(wereld.doelen[plek].pk), bedrag=bedrag, **van(wereld, kenmerk))


def zet_apart(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int, zaak: str = "") -> None:
    reserveer(bestedingsdoel_id=wereld.doelen[plek].pk, bedrag=bedrag, voor_zaak=zaak, **van(wereld, kenmerk))


def laat_los(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int, zaak: str = "") -> None:
    geef_vrij(bestedingsdoel_id=wereld.doelen[plek].pk, bedrag=bedrag, voor_zaak=zaak, **van(wereld, kenmerk))


def hevel(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    doelen = [op_doel(doel.pk) for doel in wereld.doelen[:2]]
    hevel_over(van=doelen[plek], naar=doelen[1 - plek], bedrag=bedrag, **van(wereld, kenmerk))


def verdeel(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    jaar = op_jaar(wereld.jaren[0].pk)
    hevel_over(van=jaar, naar=op_doel(wereld.doelen[plek].pk), bedrag=bedrag, **van(wereld, kenmerk))


def betaal(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    boek_betalingen(**van_boekstuk(wereld, kenmerk), betalingen=[(wereld.verplichtingen[plek].pk, bedrag)])


def ontvang(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    boek_betalingen(**van_boekstuk(wereld, kenmerk), terugontvangsten={wereld.verplichtingen[plek].pk: bedrag})


def corrigeer(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    stuk = wereld.boekstukken[int(bedrag * 100) % 2 * 2 + plek]
    draai_terug(boekstuk_id=stuk.pk, reden="verkeerd", kenmerk=kenmerk, datum=VANDAAG, door=wereld.door)


def sluit(wereld: Wereld, kenmerk: str, bedrag: Decimal, plek: int) -> None:
    sluit_af(afsluiting_id=wereld.afsluiting, kenmerk=kenmerk, datum=VANDAAG, door=wereld.tweede)


Daad = Callable[[Wereld, str, Decimal, int], object]
# Every act of the ledger: the world, its kenmerk, an amount in euro, and which of two purposes, grants or boekstukken.
DADEN: Mapping[str, Daad] = {
    "reserveer": zet_apart,
    "reserveer voor een zaak": lambda *wat: zet_apart(*wat, zaak=ZAAK),
    "geef vrij": laat_los,
    "geef vrij van een zaak": lambda *wat: laat_los(*wat, zaak=ZAAK),
    "verleen": lambda wereld, kenmerk, bedrag, plek: verleen(wereld, kenmerk, (plek, bedrag)),
    "verleen uit twee": verleen_uit_twee,
    "verhoog": stel_bij,
    "verlaag": lambda wereld, kenmerk, bedrag, plek: stel_bij(wereld, kenmerk, -bedrag, plek),
    "betaal": betaal,
    "ontvang terug": ontvang,
    "meer begroting": wijzig,
    "minder begroting": lambda wereld, kenmerk, bedrag, plek: wijzig(wereld, kenmerk, -bedrag, plek),
    "hevel over": hevel,
    "verdeel": verdeel,
    "publiceer een plafond": lambda wereld, kenmerk, bedrag, plek: publiceer(wereld, kenmerk, bedrag + 40, plek),
    "draai terug": corrigeer,
    "sluit het jaar": sluit,
}


def vul(wereld: Wereld) -> Wereld:
    """Two purposes in two years, tight: something of every kind stands there, and every act can succeed or not."""
    wereld.open({2026: ("coaching",), 2027: ("coaching",)})
    eerste, tweede = (op_doel(doel.pk) for doel in wereld.doelen)
    wereld.boek((Soort.BEGROTING, eerste, 200), (Soort.BEGROTING, op_jaar(wereld.jaren[0].pk), 60))
    wereld.boek((Soort.BEGROTING, tweede, 200))
    for plek, plaats in enumerate((eerste, tweede)):
        publiceer(wereld, f"{wereld.code}-vooraf-plafond-{plek}", Decimal(150), plek)
        stuk = Boekstuk.objects.latest("id")
        wereld.belofte(plek, Decimal(60))
        betaal(wereld, f"{wereld.code}-vooraf-betaald-{plek}", Decimal(30), plek)
        wereld.boekstukken.insert(plek, stuk)
        wereld.boekstukken.append(wereld.boek((Soort.RESERVERING, plaats, 40)))
    wereld.boek(BoekingRegel(Soort.RESERVERING, tweede, Decimal(40), voor_zaak=ZAAK))
    wereld.afsluiting = stel_afsluiting_voor(budgetjaar_id=wereld.jaren[0].pk, door=wereld.door).pk
    wijzig_voorstel(
        afsluiting_id=wereld.afsluiting,
        van_id=wereld.doelen[0].pk,
        naar_id=wereld.doelen[1].pk,
        bedrag=Decimal(60),
        reden="Er mag nog iets bij.",
        door=wereld.door,
    )
    return wereld
