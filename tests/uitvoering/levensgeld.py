"""The acts of test_levens that move money: paying, what the bank says, and paying back."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from kern.fouten import DomeinFout
from subsidies.models import Subsidiejaar
from tests.subsidies.conftest import JAREN
from tests.uitvoering.levensbasis import Basis
from tests.uitvoering.levensboek import NUL, Jaar, euro
from uitvoering.models import (
    Betaalbatch,
    Betaling,
    Terugvordering,
)
from uitvoering.models.terugvordering import Wijze
from uitvoering.selectors.betaalbaar import open_termijnen
from uitvoering.services import (
    betaalbatch,
    betaald,
    terugvorderen,
)


class Geld(Basis):
    """An act is a name, whose grant, and a number that says how much."""

    # --- paying back ---

    def vorder_terug(self, wie: int, getal: int) -> None:
        """What was paid too much and not reclaimed yet, or a part of it."""
        boek = self.boeken[wie]
        ruimte = {nr: jaar.te_veel - jaar.terug for nr, jaar in boek.jaren.items() if jaar.te_veel > jaar.terug}
        terug = {nr: bedrag if getal % 2 else self._cent(bedrag * getal / 100) for nr, bedrag in ruimte.items()}
        vast = all(boek.jaren[nr].vastgesteld is not None for nr in terug)
        wijze = (Wijze.INEENS, Wijze.TERMIJNEN, Wijze.VERREKENEN)[getal % 3]
        voorstel = terugvorderen.stel_terugvordering_voor(
            subsidie_id=self._subsidie(wie).pk,
            terug=terug,
            grond="vastgesteld" if vast else "voorschot",
            motivering="Wij betaalden meer dan u toekomt.",
            wijze=wijze,
            termijnen=3 if wijze == Wijze.TERMIJNEN else 1,
            door=self.wereld["beoordelaar"],
        )
        self._neem(wie, voorstel)
        for nummer, bedrag in terug.items():
            boek.jaren[nummer].terug += bedrag
        boek.besloten(
            "terugvordering",
            rijen=[
                (str(nr), euro(boek.jaren[nr].recht), euro(boek.jaren[nr].betaald), euro(bedrag))
                for nr, bedrag in terug.items()
            ],
        )

    def ontvang(self, wie: int, getal: int) -> None:
        zaak, bedrag = self._openstaand(wie, getal)
        geboekt = terugvorderen.ontvang(
            terugvordering_id=zaak.pk,
            bedrag=bedrag,
            datum=timezone.localdate(),
            kenmerk=f"afschrift {self.nummer}",
            door=self.wereld["financieel"],
        )
        self._kwam_terug(wie, geboekt, bedrag)

    def verreken(self, wie: int, getal: int) -> None:
        zaak, bedrag = self._openstaand(wie, getal, wijze=Wijze.VERREKENEN)
        ander = JAREN[getal % 2]
        met = Subsidiejaar.objects.filter(subsidie=self._subsidie(wie), jaar=ander).first()
        self._eis(met)
        bedrag = min(bedrag, self.boeken[wie].jaren[ander].te_betalen or bedrag)
        geboekt = terugvorderen.verreken(
            terugvordering_id=zaak.pk, subsidiejaar_id=met.pk, bedrag=bedrag, door=self.wereld["financieel"]
        )
        self._kwam_terug(wie, geboekt, bedrag)
        self.boeken[wie].jaren[ander].betaald += bedrag

    def _openstaand(self, wie: int, getal: int, **filters: Any) -> tuple[Terugvordering, Decimal]:
        for zaak in Terugvordering.objects.filter(subsidie__ontvanger=self.boeken[wie].organisatie, **filters):
            ontvangen = sum((rij.bedrag for jaar in zaak.jaren.all() for rij in jaar.ontvangsten.all()), NUL)
            if zaak.bedrag > ontvangen:
                rest = zaak.bedrag - ontvangen
                return zaak, rest if getal % 2 else self._cent(rest * getal / 100)
        raise DomeinFout("Niets te ontvangen.", code="leven.niets")

    def _kwam_terug(self, wie: int, geboekt: Any, bedrag: Decimal) -> None:
        assert sum((rij.bedrag for rij in geboekt), NUL) == bedrag
        for rij in geboekt:
            jaar = self.boeken[wie].jaren[rij.terugvorderingsjaar.subsidiejaar.jaar]
            jaar.betaald -= rij.bedrag
            jaar.terug -= rij.bedrag

    # --- paying ---

    def betaal(self, wie: int, getal: int) -> None:
        """The next instalments of one grant or of both: put together, approved, and given to the bank."""
        batch = self._stel_samen(wie, getal)
        betaalbatch.keur_goed(batch_id=batch.pk, door=self.wereld["tweede_financieel"])
        self._exporteer(batch)

    def stel_samen(self, wie: int, getal: int) -> None:
        """Put together and left there: what is decided meanwhile comes between this and `rond_af`."""
        self._stel_samen(wie, getal)

    def rond_af(self, _: int, getal: int) -> None:
        """Approve and give to the bank what lay waiting, or let it go."""
        batch = Betaalbatch.objects.filter(stand="concept").first()
        self._eis(batch)
        if getal % 4 == 0:
            betaalbatch.laat_vervallen(batch_id=batch.pk, door=self.wereld["financieel"])
            return
        betaalbatch.keur_goed(batch_id=batch.pk, door=self.wereld["tweede_financieel"])
        self._exporteer(batch)

    def bank_betaald(self, _: int, getal: int) -> None:
        """The bank says so twice: it counts once."""
        for betaling in self._bij_de_bank("onderweg")[: 1 + getal % 3]:
            for _ in range(2):
                betaald.meld_betaald(
                    betaling_ids=[betaling.pk], dag=timezone.localdate(), door=self.wereld["financieel"]
                )
            jaar = self._jaar_van(betaling)
            jaar.onderweg -= betaling.bedrag
            jaar.betaald += betaling.bedrag

    def bank_terug(self, _: int, getal: int) -> None:
        """A payment was not made, or came back. What was returned as a reclaim does not come back a second time."""
        for betaling in self._bij_de_bank("onderweg", "betaald")[:1]:
            jaar = self._jaar_van(betaling)
            if betaling.stand == "betaald" and jaar.betaald < betaling.bedrag:
                continue
            betaald.meld_teruggekomen(
                betaling_id=betaling.pk,
                dag=timezone.localdate(),
                reden="AC04 rekening opgeheven",
                door=self.wereld["financieel"],
            )
            if betaling.stand == "onderweg":
                jaar.onderweg -= betaling.bedrag
            else:
                jaar.betaald -= betaling.bedrag

    def _stel_samen(self, wie: int, getal: int) -> Betaalbatch:
        termijnen = open_termijnen()
        if getal % 2:
            termijnen = termijnen.filter(subsidie__ontvanger=self.boeken[wie].organisatie)
        return betaalbatch.stel_samen(
            termijn_ids=list(termijnen.order_by("jaar", "volgnummer").values_list("pk", flat=True)[: 1 + getal % 4]),
            betaaldag=timezone.localdate(),
            door=self.wereld["financieel"],
        )

    def _exporteer(self, batch: Betaalbatch) -> None:
        betaalbatch.exporteer(batch_id=batch.pk, door=self.wereld["financieel"])
        for betaling in batch.betalingen.exclude(stand="uitgenomen").select_related("termijn__subsidie"):
            jaar = self._jaar_van(betaling)
            assert betaling.bedrag <= jaar.te_betalen, "more goes to the bank than is due"
            jaar.onderweg += betaling.bedrag

    def _bij_de_bank(self, *standen: str) -> list[Betaling]:
        return list(Betaling.objects.filter(stand__in=standen).select_related("termijn__subsidie").order_by("-id"))

    def _jaar_van(self, betaling: Betaling) -> Jaar:
        subsidie = betaling.termijn.subsidie
        boek = next(boek for boek in self.boeken if boek.organisatie.pk == subsidie.ontvanger_id)
        return boek.jaren[betaling.termijn.jaar]
