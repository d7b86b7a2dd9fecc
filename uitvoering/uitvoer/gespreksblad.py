"""The sheet for a progress talk, filled in with what is known: as a text to write in, and as a PDF."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from brieven.documenten.odt import Odt
from brieven.documenten.pdf import maak_pdf
from kern.geld import als_bedrag
from kern.termijnen.stappen import amsterdam_dag, datum
from organisaties.models import Lidmaatschap
from subsidies.models import Subsidie
from uitvoering.models import Betaaltermijn
from uitvoering.selectors.gesprek import Aanloop, laad_aanloop, termijnen_van
from uitvoering.selectors.sroi import Sroibeeld, laad_sroi
from uitvoering.selectors.subsidie import Subsidiebeeld, laad_subsidie

LEEG = "–"
GEEN_VERPLICHTING = "Geen extra verplichtingen naast die in de brief."
VRAGEN = (
    "Wat ging goed, en waar bent u trots op?",
    "Wat lukte niet of anders dan gepland, en waarom?",
    "Wie bereikte u, en wie nog niet?",
    "Hoe werkt u samen met de andere partners aan de tafel?",
    "Wat verwacht u voor het komende jaar?",
    "Moet de subsidie veranderen?",
)


@dataclass(frozen=True, slots=True)
class Bladtabel:
    """A table on the sheet; the first cell of a row is its heading."""

    titel: str
    kolommen: Sequence[str]
    rijen: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Gespreksblad:
    """Targets, money, obligations, earlier agreements and changes of one grant, on one day."""

    beeld: Subsidiebeeld
    aanloop: Aanloop
    termijnen: Sequence[Betaaltermijn]
    sroi: Sroibeeld
    dag: datetime.date
    vragen: Sequence[str] = VRAGEN

    @property
    def subsidie(self) -> Subsidie:
        return self.beeld.subsidie

    @property
    def titel(self) -> str:
        return f"Gespreksblad {self.subsidie.ontvanger}: {self.beeld.waarvoor}"

    @property
    def jaren(self) -> list[int]:
        return [rij.jaar for rij in self.beeld.jaren]

    @property
    def doelen_tabel(self) -> Bladtabel:
        return Bladtabel(
            "Bewoners die u wilt bereiken",
            ("Voorziening", *map(str, self.jaren)),
            [(doel.naam, *(_getal(doel.bereik.get(jaar)) for jaar in self.jaren)) for doel in self.aanloop.doelen],
        )

    @property
    def geld_tabel(self) -> Bladtabel:
        return Bladtabel(
            "Per jaar, in euro",
            ("Jaar", "Verleend nu", "Vastgesteld", "Betaald"),
            [
                (str(rij.jaar), *map(_bedrag, (rij.stand.nu, rij.stand.vastgesteld, rij.stand.betaald)))
                for rij in self.beeld.jaren
            ],
        )

    @property
    def termijnen_tabel(self) -> Bladtabel:
        return Bladtabel(
            "Betaaltermijnen, in euro",
            ("Dag", "Bedrag", "Stand"),
            [(datum(rij.dag), _bedrag(rij.bedrag), rij.get_stand_display()) for rij in self.termijnen],
        )

    @property
    def besluiten_tabel(self) -> Bladtabel:
        return Bladtabel(
            "De nieuwste eerst, in euro",
            ("Besluit", "Datum", "Bedrag", "Kenmerk"),
            [
                (rij.soort, datum(amsterdam_dag(rij.genomen_op)), _bedrag(rij.bedrag), rij.kenmerk)
                for rij in self.beeld.besluiten
            ],
        )

    @property
    def sroi_tabel(self) -> Bladtabel:
        return Bladtabel(
            "Over alle tafels samen, in euro",
            ("Jaar", "Loondeel", "Verplicht", "Afgesproken", "Gerealiseerd"),
            [
                (str(jaar.jaar), *map(_bedrag, (jaar.loondeel, jaar.verplicht, jaar.afgesproken, jaar.gerealiseerd)))
                for jaar in self.sroi.jaren
            ],
        )

    @property
    def sroi_geldt(self) -> bool:
        return bool(self.sroi.verplicht) or any(jaar.afspraken for jaar in self.sroi.jaren)


def laad_gespreksblad(subsidie: Subsidie, lid: Lidmaatschap) -> Gespreksblad:
    """Nine queries. `subsidie` as `toegang.haal_subsidie` gives it."""
    return Gespreksblad(
        beeld=laad_subsidie(subsidie, lid),
        aanloop=laad_aanloop(subsidie),
        termijnen=termijnen_van(subsidie),
        sroi=laad_sroi(subsidie.ontvanger_id),
        dag=timezone.localdate(),
    )


def als_pdf(blad: Gespreksblad) -> bytes:
    """Raises DomeinFout for what cannot be made."""
    return maak_pdf(
        "uitvoering/document/gespreksblad.html",
        {"blad": blad},
        titel=blad.titel,
        datum=blad.dag,
        kenmerk=blad.subsidie.kenmerk,
        merk="VOORBEELD" if blad.subsidie.ontvanger.fictief else "",
    )


def als_odt(blad: Gespreksblad) -> bytes:
    """The same, with room to write below every question."""
    odt = Odt(blad.titel, datum=blad.dag, kenmerk=blad.subsidie.kenmerk)
    odt.kop("Doelen")
    _tabel(odt, blad.doelen_tabel)
    odt.kop("Geld")
    _tabel(odt, blad.geld_tabel)
    _tabel(odt, blad.termijnen_tabel)
    odt.kop("Verplichtingen")
    odt.alinea(blad.aanloop.verplichting or GEEN_VERPLICHTING)
    if blad.sroi_geldt:
        odt.kop("Social return")
        _tabel(odt, blad.sroi_tabel)
    odt.kop("Besluiten en wijzigingen")
    _tabel(odt, blad.besluiten_tabel)
    odt.kop("Afspraken van de vorige keer")
    vorige = blad.aanloop.vorige
    if vorige and vorige.te_doen:
        odt.alinea(f"Uit het gesprek van {datum(vorige.datum)}:")
        odt.lijst(vorige.te_doen)
    else:
        odt.alinea("Er zijn geen afspraken van een eerder gesprek.")
    odt.kop("Het gesprek")
    for vraag in blad.vragen:
        odt.kop(vraag, 2)
        odt.alinea("…")
    odt.kop("Nieuwe afspraken")
    odt.alinea("…")
    return odt.inhoud()


def _tabel(odt: Odt, tabel: Bladtabel) -> None:
    if tabel.rijen:
        odt.tabel(tabel.titel, kolommen=tabel.kolommen, rijen=tabel.rijen, rechts=range(1, len(tabel.kolommen)))


def _bedrag(bedrag: Decimal | None) -> str:
    return LEEG if bedrag is None else als_bedrag(bedrag)


def _getal(getal: int | None) -> str:
    return LEEG if getal is None else str(getal)
