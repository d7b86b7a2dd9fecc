"""A life of two grants for test_levens: how it begins, how an act is done, and what the acts share."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from time_machine import Traveller

from kern.fouten import DomeinFout, GeenRecht
from subsidies.models import Besluit, Subsidie, Subsidiejaar
from subsidies.services import besluiten as eerste_besluiten
from tests.subsidies.conftest import JAREN, Wereld, dek_uit_twee, leg_voor, stel_voor
from tests.uitvoering import bezwaarhulp
from tests.uitvoering.betalen import maak_klaar, verstuur_brieven
from tests.uitvoering.levensboek import Boek, Jaar, controleer
from uitvoering.models import (
    Vervolgvoorstel,
)
from uitvoering.services import (
    besluiten,
    vaststellen,
    voorbereiden,
)
from uitvoering.services.voorbereiden import Bedragen

WIE = ("anker", "brug")
Bedrag = dict[int, Decimal]


class Basis:
    """Two grants of one application. An act is a name, whose grant, and a number that says how much.

    With `twee_budgetten` the first grant is half covered by one budget and half by another, in both years.
    """

    def __init__(
        self, wereld: Wereld, reis: Traveller, verleend: tuple[Decimal, Decimal], *, twee_budgetten: bool = False
    ) -> None:
        self.wereld, self.reis, self.nummer = wereld, reis, 0
        if twee_budgetten:
            dek_uit_twee(wereld, verleend[0], hoogstens=self._cent(verleend[0] / 2))
        self.boeken = [
            Boek(organisatie, {jaar: Jaar(gevraagd, bedrag) for jaar in JAREN}, "lopend" if bedrag else None)
            for organisatie, gevraagd, bedrag in zip(
                (wereld.anker, wereld.brug), (Decimal(60000), Decimal(40000)), verleend, strict=True
            )
        ]
        for boek, bedrag in zip(self.boeken, verleend, strict=True):
            motivering = "" if bedrag == boek.jaren[JAREN[0]].gevraagd else "Het bereik is kleiner dan u schrijft."
            stel_voor(wereld, boek.organisatie, bedrag, motivering)
            soort = "gedeeltelijk" if motivering else "verlening"
            boek.besloten(soort if bedrag else "weigering", rijen=boek.eerste_rijen() if bedrag else [])
        leg_voor(wereld)
        eerste_besluiten.neem_besluit(aanvraag_id=wereld.aanvraag.pk, motivering="", door=wereld["besluitnemer"])
        assert Subsidiejaar.objects.filter(volgorde=2).count() == (len(JAREN) if twee_budgetten else 0)
        bezwaarhulp.met_behandelaar(maak_klaar(wereld))
        vaststellen.open_vaststellingen()

    def doe(self, daad: str, wie: int, getal: int) -> str:
        """One act, whole or not at all; the code of the refusal, or `gelukt`. Then the books are compared."""
        self.nummer += 1
        verstuur_brieven()
        voor = [(dict(vars(boek)), {nr: dict(vars(jaar)) for nr, jaar in boek.jaren.items()}) for boek in self.boeken]
        uitkomst = "gelukt"
        try:
            with transaction.atomic():
                getattr(self, daad)(wie, getal)
        except (DomeinFout, GeenRecht) as fout:
            uitkomst = fout.code
            assert not daad.startswith("bank_"), f"what the bank did cannot be told: {uitkomst}"
            assert [
                (dict(vars(boek)), {nr: dict(vars(jaar)) for nr, jaar in boek.jaren.items()}) for boek in self.boeken
            ] == voor
        controleer(self.wereld, self.boeken)
        return uitkomst

    # --- what the acts share ---

    def tijd(self, _: int, getal: int) -> None:
        """Days go by."""
        self._naar(timezone.now() + datetime.timedelta(days=getal))

    def _naar(self, moment: datetime.datetime) -> None:
        self.reis.move_to(max(moment, timezone.now()))

    def _over(self, dagen: int) -> datetime.date:
        return timezone.localdate() + datetime.timedelta(days=dagen)

    def _subsidie(self, wie: int) -> Subsidie:
        subsidie = Subsidie.objects.filter(ontvanger=self.boeken[wie].organisatie).first()
        self._eis(subsidie)
        return subsidie

    def _besluit(
        self, wie: int, soort: Besluit.Soort, grond: str, einde: datetime.date | None = None, **bedragen: Bedrag
    ) -> None:
        voorstel = voorbereiden.stel_voor(
            aanvraag_id=self.wereld.aanvraag.pk,
            soort=soort,
            grond=grond,
            motivering="Zo is het gegaan.",
            regels=[Bedragen(self._subsidie(wie).pk, **bedragen)],
            einde=einde,
            door=self.wereld["beoordelaar"],
        )
        self._neem(wie, voorstel)

    def _neem(self, wie: int, voorstel: Vervolgvoorstel) -> None:
        """Heard, offered, and decided by another."""
        beoordelaar = self.wereld["beoordelaar"]
        voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=self._over(14), door=beoordelaar)
        regel = voorstel.regels.get()
        voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst="Akkoord.", door=self.wereld[WIE[wie]])
        voorbereiden.reageer(regel_id=regel.pk, tekst="Dank u.", door=beoordelaar)
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=beoordelaar)
        besluiten.besluit(voorstel_id=voorstel.pk, door=self.wereld["besluitnemer"])

    def _wijzig(self, boek: Boek, bedragen: Mapping[int, Decimal]) -> None:
        for nummer, bedrag in bedragen.items():
            boek.jaren[nummer].gewijzigd += bedrag

    def _deel(self, wie: int, jaar: int, getal: int) -> Decimal:
        return self._cent(self.boeken[wie].jaren[jaar].recht * getal / 100)

    def _hoger(self, jaar: Jaar, getal: int) -> Decimal:
        return jaar.recht + getal * 11 if jaar.vastgesteld is None else jaar.nu

    def _cent(self, bedrag: Decimal) -> Decimal:
        return bedrag.quantize(Decimal("0.01"))

    def _eis(self, iets: object) -> None:
        if not iets:
            raise DomeinFout("Dit kan nu niet.", code="leven.niets")
