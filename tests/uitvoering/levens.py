"""The acts of test_levens that decide: each walks the real services and writes in the books what it must have done."""

import datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from subsidies.models import Beschikking, Besluit
from tests.hulp.fabriek import PNG
from tests.hulp.subsidies import laat_college_besluiten
from tests.subsidies.conftest import JAREN
from tests.uitvoering import bezwaarhulp
from tests.uitvoering.levensbasis import WIE, Bedrag
from tests.uitvoering.levensboek import NUL, Boek, euro
from tests.uitvoering.levensgeld import Geld
from uitvoering.models import (
    Indexering,
    Opschorting,
    Terugvordering,
    Vaststelling,
    Wijzigingsonderdeel,
)
from uitvoering.selectors.indexering import overzicht
from uitvoering.services import (
    indexeren,
    indexering,
    opschorten,
    vaststellen,
    wijzigingsverzoek,
)
from uitvoering.services.indexering import IndexeringGegevens
from uitvoering.services.vaststellen import Ingevuld
from uitvoering.services.wijzigingsverzoek import Onderdeelinvoer


class Leven(Geld):
    """Two grants of one application, with every act."""

    # --- later decisions ---

    def meer(self, wie: int, getal: int) -> None:
        self._bijstelling(wie, {JAREN[getal % 2]: Decimal(getal) * 7}, "gunste")

    def minder(self, wie: int, getal: int) -> None:
        jaar = JAREN[getal % 2]
        self._bijstelling(wie, {jaar: -self._deel(wie, jaar, getal)}, "niet_uitgevoerd")

    def _bijstelling(self, wie: int, bedragen: Bedrag, grond: str) -> None:
        boek, was = self.boeken[wie], self.boeken[wie].recht
        self._besluit(wie, Besluit.Soort.BIJSTELLING, grond, verandering=bedragen)
        self._wijzig(boek, bedragen)
        boek.besloten("bijstelling", was)

    def indexeer(self, _: int, getal: int) -> None:
        zaak = indexering.stel_op(
            gegevens=IndexeringGegevens(
                regeling=self.wereld.aanvraag.regeling,
                uitvraag=None,
                jaar=JAREN[getal % 2],
                ook_later=False,
                percentage=Decimal(getal) / 10,
                peildatum=timezone.localdate(),
                afronding=Indexering.Afronding.CENT,
                motivering="De lonen in de cao stijgen.",
            ),
            door=self.wereld["beoordelaar"],
        )
        laat_college_besluiten(zaak, f"2026/{self.nummer}")
        indexering.start(indexering_id=zaak.pk, gezien=overzicht(zaak).gezien, door=self.wereld["besluitnemer"])
        indexeren.indexeer(indexering_id=zaak.pk)
        for boek in self.boeken:
            regel = zaak.regels.filter(subsidie__ontvanger=boek.organisatie).first()
            assert regel is None or regel.stand in {"gedaan", "overgeslagen"}, regel.fout_code
            if regel is not None and regel.stand == "gedaan":
                was, jaar = boek.recht, boek.jaren[zaak.jaar]
                centen = jaar.nu * getal / 10 + Decimal("0.5")
                self._wijzig(boek, {zaak.jaar: centen.to_integral_value("ROUND_FLOOR") / 100})
                boek.besloten("indexering", was)

    def schort_op(self, wie: int, getal: int) -> None:
        self._besluit(wie, Besluit.Soort.OPSCHORTING, "vermoeden", einde=self._over(1 + getal % 91))
        self.boeken[wie].besloten("opschorting")

    def hef_op(self, wie: int, _: int) -> None:
        loopt = Opschorting.objects.filter(subsidie__ontvanger=self.boeken[wie].organisatie).first()
        self._eis(loopt)
        opschorten.hef_op(opschorting_id=loopt.pk, reden="Opgehelderd.", door=self.wereld["beoordelaar"])

    def trek_in(self, wie: int, getal: int) -> None:
        """Of every year that was not settled: all of it, or a share."""
        boek = self.boeken[wie]
        open_ = [nr for nr, jaar in boek.jaren.items() if jaar.vastgesteld is None and jaar.nu]
        self._trek_in(
            wie,
            "niet_uitgevoerd",
            verandering={nr: -boek.jaren[nr].nu if getal % 2 else -self._deel(wie, nr, getal) for nr in open_},
        )

    def trek_vaststelling_in(self, wie: int, getal: int) -> None:
        boek = self.boeken[wie]
        vast = {nr: jaar.vastgesteld for nr, jaar in boek.jaren.items() if jaar.vastgesteld is not None}
        rest = {nr: NUL if getal % 2 else bedrag - self._deel(wie, nr, getal) for nr, bedrag in vast.items()}
        self._trek_in(wie, "onjuist_vastgesteld", vastgesteld=rest)

    def _trek_in(self, wie: int, grond: str, **bedragen: Bedrag) -> None:
        boek, was = self.boeken[wie], self.boeken[wie].recht
        self._besluit(wie, Besluit.Soort.INTREKKING, grond, **bedragen)
        self._wijzig(boek, bedragen.get("verandering", {}))
        for nummer, bedrag in bedragen.get("vastgesteld", {}).items():
            boek.jaren[nummer].vastgesteld = bedrag
        if not any(boek.recht.values()):
            boek.stand = "ingetrokken"
        boek.besloten("intrekking", was)

    def stel_vast(self, wie: int, getal: int) -> None:
        """One year or all that are left, as granted or lower; first the calendar moves on to when that can be."""
        boek = self.boeken[wie]
        rest = [nr for nr, jaar in boek.jaren.items() if jaar.vastgesteld is None]
        jaren = rest if getal % 3 == 0 else rest[:1]
        self._eis(jaren)
        self._naar(datetime.datetime(jaren[-1] + 1, 2, 1, 9, tzinfo=datetime.UTC))
        bedragen = {nr: boek.jaren[nr].nu - (self._deel(wie, nr, getal) if getal % 2 else NUL) for nr in jaren}
        for jaar in jaren:
            self._vraag_vaststelling(wie, jaar)
        lager = bedragen != {nr: boek.jaren[nr].nu for nr in jaren}
        self._besluit(wie, Besluit.Soort.VASTSTELLING, "kosten" if lager else "verleend", vastgesteld=bedragen)
        rijen = [
            (str(nr), euro(boek.jaren[nr].nu), euro(bedrag), euro(boek.jaren[nr].betaald))
            for nr, bedrag in bedragen.items()
        ]
        for nummer, bedrag in bedragen.items():
            boek.jaren[nummer].vastgesteld = bedrag
        boek.stand = boek.eindstand()
        boek.besloten("vaststelling", rijen=rijen)

    def _vraag_vaststelling(self, wie: int, jaar: int) -> None:
        periode = Vaststelling.objects.get(subsidie=self._subsidie(wie), eerste_jaar=jaar)
        if periode.stand != Vaststelling.Stand.OPEN:
            return
        door = self.wereld[WIE[wie]]
        bereik = {(rij.pk, jaar): 90 for rij in periode.subsidie.deel.voorzieningen.all()}
        ingevuld = Ingevuld({("loon", jaar): Decimal(1)}, bereik, "Het huis was elke dag open.")
        vaststellen.vul_in(vaststelling_id=periode.pk, versie=periode.versie, ingevuld=ingevuld, door=door)
        for soort in ("activiteitenverslag", "financieel_verslag"):
            stuk = SimpleUploadedFile(f"{soort}.png", PNG)
            vaststellen.voeg_stuk_toe(vaststelling_id=periode.pk, soort=soort, bestand=stuk, door=door)
        vaststellen.dien_in(vaststelling_id=periode.pk, door=door)

    # --- objections and requests ---

    def bezwaar_eigen(self, wie: int, getal: int) -> None:
        """More than there is, never above what was granted once a year was settled."""
        self._bezwaar(wie, wie, {nr: self._hoger(jaar, getal) for nr, jaar in self.boeken[wie].jaren.items()})

    def bezwaar_ander(self, wie: int, getal: int) -> None:
        """The other partner objects, and this one gets less in one year."""
        nummer = JAREN[getal % 2]
        recht = self.boeken[wie].jaren[nummer].recht
        self._bezwaar(wie, 1 - wie, {nummer: recht - self._deel(wie, nummer, getal)})

    def bezwaar_ongegrond(self, wie: int, getal: int) -> None:
        self._bezwaar(wie, getal % 2, {})

    def _bezwaar(self, wie: int, maker: int, wordt: Bedrag) -> None:
        boek, was = self.boeken[wie], self.boeken[wie].recht
        besluiten_erover = Beschikking.objects.filter(deel=self.wereld.deel(boek.organisatie))
        tegen = besluiten_erover.exclude(soort="bezwaar").latest("id")
        gemaakt = bezwaarhulp.gehoord(self.wereld, wie=WIE[maker], besluitkenmerk=tegen.kenmerk)
        bezwaarhulp.stel_voor(self.wereld, gemaakt, "deels_gegrond" if wordt else "ongegrond", wordt)
        bezwaarhulp.leg_voor(self.wereld, gemaakt)
        bezwaarhulp.beslis(self.wereld, gemaakt)
        if boek.stand is None:
            for jaar in boek.jaren.values():
                jaar.gewijzigd = NUL
        anders = {nr: bedrag for nr, bedrag in wordt.items() if bedrag != was[nr]}
        for nummer, bedrag in anders.items():
            jaar = boek.jaren[nummer]
            if jaar.vastgesteld is None:
                jaar.gewijzigd += bedrag - jaar.nu
            else:
                jaar.vastgesteld = bedrag
        if boek.stand in {None, "ingetrokken"} and any(anders.values()):
            boek.stand = boek.eindstand()
        boek.besloten("bezwaar", was if anders else None)
        if wordt and tegen.soort == "terugvordering":
            self._vervalt(boek, tegen.terugvordering)

    def _vervalt(self, boek: Boek, zaak: Terugvordering) -> None:
        for rij in zaak.jaren.all():
            boek.jaren[rij.subsidiejaar.jaar].terug -= rij.bedrag - sum(
                ontvangst.bedrag for ontvangst in rij.ontvangsten.all()
            )

    def vraag_geld(self, wie: int, getal: int) -> None:
        """A change with an amount, up or down, granted with an adjustment."""
        jaar = JAREN[getal % 2]
        bedrag = Decimal(getal) * 3 if getal % 3 else -self._deel(wie, jaar, getal)
        boek, was = self.boeken[wie], self.boeken[wie].recht
        onderdeel = self._vraag(wie, Onderdeelinvoer("kosten", "De huur verandert.", jaar, bedrag))
        voorstel = wijzigingsverzoek.stel_bijstelling_voor(onderdeel_id=onderdeel.pk, door=self.wereld["beoordelaar"])
        self._neem(wie, voorstel)
        self._wijzig(boek, {jaar: bedrag})
        boek.besloten("bijstelling", was)

    def vraag_anders(self, wie: int, getal: int) -> None:
        """A change that costs nothing, granted or not."""
        onderdeel = self._vraag(wie, Onderdeelinvoer("project", "Ook op zaterdag."))
        wijzigingsverzoek.beslis(
            onderdeel_id=onderdeel.pk, toewijzen=bool(getal % 2), motivering="Goed.", door=self.wereld["besluitnemer"]
        )
        self.boeken[wie].besloten("wijziging")

    def _vraag(self, wie: int, onderdeel: Onderdeelinvoer) -> Wijzigingsonderdeel:
        verzoek = wijzigingsverzoek.dien_in(
            subsidie_id=self._subsidie(wie).pk, toelichting="", onderdelen=[onderdeel], door=self.wereld[WIE[wie]]
        )
        return wijzigingsverzoek.adviseer(
            onderdeel_id=verzoek.onderdelen.get().pk,
            advies="toewijzen",
            motivering="Dit past bij het plan.",
            door=self.wereld["beoordelaar"],
        )
