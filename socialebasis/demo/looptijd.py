"""The life of the older grants since the decision: paid, talked about, settled and reclaimed, each on its own day."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from kern.geld import NUL
from organisaties.models import Lidmaatschap
from socialebasis.demo.betalen import geef_opdracht, lees_terug
from socialebasis.demo.eerder import bezorg, is_gezaaid, lees_feiten, zaai_eerder
from socialebasis.demo.klok import op_dag
from socialebasis.demo.verantwoording_jaar import Tafelverhaal, dien_deel_in, herinner, open_jaar, schrijf_deel
from socialebasis.demo.zaken import Leden
from subsidies.models import Aanvraag, Begrotingspost, Besluit, Subsidie
from subsidies.selectors.standen import jaarstanden
from uitvoering.models import Betaaltermijn, Sroiafspraak, Vaststelling, Vervolgvoorstel
from uitvoering.models.terugvordering import Wijze
from uitvoering.selectors.vaststellen import laad_afrekening
from uitvoering.services import (
    besluiten,
    gesprek,
    sroi,
    terugvorderen,
    vaststellen,
    voorbereiden,
)
from uitvoering.services.vaststellen import Ingevuld
from uitvoering.services.voorbereiden import Bedragen

STUK = Path(__file__).parent / "data" / "voorbeeldstuk.pdf"
EEN_DAG, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)
NIET_UITGEGEVEN = Decimal(2500)
ALS_GEPLAND = "Wij deden wat in ons plan stond, en bereikten de bewoners die wij wilden bereiken."
ALS_VERANTWOORD = "Wat wij deden en wat het opleverde, staat in ons verslag over dit jaar en in dat van de tafel."


@dataclass(frozen=True)
class Verhaal:
    """The running case, and who does what in it. `vandaag` is the day until which everything happens."""

    aanvraag: Aanvraag
    leden: Leden
    vandaag: datetime.date

    @property
    def eerste(self) -> int:
        return self.aanvraag.eerste_jaar

    def subsidie(self, account: str) -> Subsidie:
        return Subsidie.objects.get(deel__aanvraag=self.aanvraag, ontvanger=self.leden[account].organisatie_id)


def zaai_looptijd(leden: Leden, vandaag: datetime.date) -> Verhaal | None:
    """Make the older call with its grants and everything that happened since. None when it is there already."""
    if is_gezaaid():
        return None
    with transaction.atomic():
        verhaal = Verhaal(zaai_eerder(leden, vandaag), leden, vandaag)
        for dag, stap in sorted(_dagboek(verhaal), key=lambda regel: regel[0]):
            with op_dag(dag):
                stap(verhaal)
                bezorg(leden)
    return verhaal


def voorbeeldstuk(naam: str) -> SimpleUploadedFile:
    """A file in the place of a real one; it says so."""
    return SimpleUploadedFile(naam, STUK.read_bytes())


def _dagboek(verhaal: Verhaal) -> list[tuple[datetime.date, Callable[[Verhaal], None]]]:
    """What happened on which day. A day that is still to come is today: the settlement waits for nobody."""
    eerste, betaald_op = verhaal.eerste, _betaaldagen(verhaal)
    return [
        *((dag - WEEK, partial(_geef_opdracht, dag)) for dag in betaald_op),
        *((dag + EEN_DAG, partial(_lees_terug, dag)) for dag in betaald_op),
        (datetime.date(eerste, 2, 10), _spreek_sroi_af),
        (datetime.date(eerste, 9, 16), _houd_gesprek),
        (datetime.date(eerste + 1, 1, 5), _open_verantwoording),
        (datetime.date(eerste + 1, 1, 12), _leg_sroi_vast),
        (datetime.date(eerste + 1, 2, 2), _schrijf_verslagen),
        (datetime.date(eerste + 1, 2, 9), _vraag_vaststelling),
        (datetime.date(eerste + 1, 3, 17), _stel_vast),
        (datetime.date(eerste + 1, 4, 14), _vorder_terug),
        (verhaal.vandaag - WEEK, _herinner),
    ]


def _betaaldagen(verhaal: Verhaal) -> list[datetime.date]:
    """The days that have passed so far that the bank has answered."""
    termijnen = Betaaltermijn.objects.filter(subsidie__deel__aanvraag=verhaal.aanvraag)
    dagen = termijnen.filter(bedrag__gt=0, dag__lt=verhaal.vandaag - WEEK)
    return sorted(set(dagen.values_list("dag", flat=True)))


def _geef_opdracht(dag: datetime.date, verhaal: Verhaal) -> None:
    geef_opdracht([verhaal.aanvraag], dag, verhaal.leden)


def _lees_terug(dag: datetime.date, verhaal: Verhaal) -> None:
    lees_terug([verhaal.aanvraag], dag, verhaal.leden)


def _spreek_sroi_af(verhaal: Verhaal) -> None:
    """Who gets more than the threshold spends a part of its wages on people far from work, every year."""
    for jaar in (verhaal.eerste, verhaal.eerste + 1):
        sroi.spreek_af(
            organisatie_id=verhaal.leden["buurtkamer"].organisatie_id,
            jaar=jaar,
            tekst="Twee leerwerkplekken in de buurtkamers, voor bewoners met een afstand tot werk.",
            wizzr=f"VOORBEELD-{jaar}-17",
            bedrag=Decimal(28000),
            door=verhaal.leden["beleidsmedewerker"],
        )


def _leg_sroi_vast(verhaal: Verhaal) -> None:
    organisatie_id = verhaal.leden["buurtkamer"].organisatie_id
    afspraak = Sroiafspraak.objects.get(organisatie=organisatie_id, jaar=verhaal.eerste)
    sroi.leg_resultaat_vast(
        afspraak_id=afspraak.pk,
        wizzr=afspraak.wizzr,
        gerealiseerd=Decimal(26400),
        resultaat="Twee bewoners werkten het hele jaar mee. Eén van hen kreeg daarna een baan.",
        door=verhaal.leden["beleidsmedewerker"],
    )


def _houd_gesprek(verhaal: Verhaal) -> None:
    """Held, and the partner agreed with the report."""
    officier, partner = verhaal.leden["beleidsmedewerker"], verhaal.leden["buurtkamer"]
    met = "Bestuurder en teamleider van de buurtkamers, beleidsmedewerker"
    gehouden = gesprek.plan_gesprek(
        subsidie_id=verhaal.subsidie("buurtkamer").pk, datum=timezone.localdate(), deelnemers=met, door=officier
    )
    gesprek.leg_verslag_vast(
        gesprek_id=gehouden.pk,
        datum=timezone.localdate(),
        deelnemers=met,
        verslag="De zes buurtkamers zijn elke dag open. In Oost komen meer bewoners dan verwacht, in Noord minder. "
        "Vrijwilligers vragen om een cursus over doorverwijzen.",
        afspraken="De buurtkamer in Noord gaat ook op zaterdag open.\nVrijwilligers doen mee met de luistercursus.",
        bijstelling_nodig=False,
        door=officier,
    )
    gesprek.stuur_verslag(gesprek_id=gehouden.pk, door=officier)
    gesprek.stem_in(gesprek_id=gehouden.pk, opmerking="Goed gesprek. De zaterdag begint in oktober.", door=partner)


def _open_verantwoording(verhaal: Verhaal) -> None:
    open_jaar(_tafel(verhaal), verhaal.eerste)


def _schrijf_verslagen(verhaal: Verhaal) -> None:
    """Two of the three are in; the third began, and its editor can go on."""
    tafel = _tafel(verhaal)
    for account in tafel.accounts:
        schrijf_deel(tafel, verhaal.eerste, account)
    for account in ("nabij", "gehoor"):
        dien_deel_in(tafel, verhaal.eerste, account)


def _tafel(verhaal: Verhaal) -> Tafelverhaal:
    """What the file tells of the first year."""
    feiten = lees_feiten()
    for activiteit in (activiteit for deel in feiten["delen"] for activiteit in deel["plan"]):
        activiteit["verslagen"] = {verhaal.eerste: activiteit["verslag"]} if "verslag" in activiteit else {}
    return Tafelverhaal(feiten, verhaal.aanvraag, verhaal.leden)


def _vraag_vaststelling(verhaal: Verhaal) -> None:
    """Two of the three account for the first year; the third has still to do so."""
    for account, over in (("nabij", Decimal(0)), ("gehoor", NIET_UITGEGEVEN)):
        periode = Vaststelling.objects.select_related(
            "subsidie__deel__aanvraag", "subsidie__beschikking__besluit"
        ).get(subsidie=verhaal.subsidie(account), eerste_jaar=verhaal.eerste)
        vraag_vaststelling_aan(periode, verhaal.leden[account], over=over)


def vraag_vaststelling_aan(
    periode: Vaststelling, door: Lidmaatschap, *, over: Decimal = NUL, bereik: int | None = None
) -> None:
    """As planned, but for `over` that was not spent on activities; `bereik` is how many it really reached."""
    afrekening = laad_afrekening(periode)
    werkelijk = {
        (rij.soort, cel.jaar): cel.gepland for rij in afrekening.cijfers if rij.is_gepland for cel in rij.cellen
    }
    werkelijk[Begrotingspost.Soort.ACTIVITEITEN, periode.eerste_jaar] -= over
    vaststellen.vul_in(
        vaststelling_id=periode.pk,
        versie=periode.versie,
        ingevuld=Ingevuld(
            cijfers=werkelijk,
            bereik={(rij.pk, rij.jaar): (rij.gewenst or 0) if bereik is None else bereik for rij in afrekening.bereik},
            activiteiten=ALS_GEPLAND if bereik is None else ALS_VERANTWOORD,
            afwijking="Eén van de vier avonden ging niet door: de docent was ziek." if over else "",
        ),
        door=door,
    )
    for soort in afrekening.nodig:
        vaststellen.voeg_stuk_toe(
            vaststelling_id=periode.pk, soort=soort, bestand=voorbeeldstuk(f"{soort}.pdf"), door=door
        )
    vaststellen.dien_in(vaststelling_id=periode.pk, door=door)


def _stel_vast(verhaal: Verhaal) -> None:
    """Lower than was granted, because an activity was not carried out."""
    subsidie = verhaal.subsidie("gehoor")
    verleend = jaarstanden(subsidie)[verhaal.eerste].nu
    voorstel = voorbereiden.stel_voor(
        aanvraag_id=verhaal.aanvraag.pk,
        soort=Besluit.Soort.VASTSTELLING,
        grond="niet_uitgevoerd",
        motivering="Eén van de vier avonden van de luistercursus ging niet door. Wat die avond zou kosten, gaat eraf.",
        regels=[Bedragen(subsidie.pk, vastgesteld={verhaal.eerste: verleend - NIET_UITGEGEVEN})],
        door=verhaal.leden["beleidsmedewerker"],
    )
    _beslis(verhaal, voorstel, "Dat klopt. De docent was ziek en wij vonden geen ander.")


def _vorder_terug(verhaal: Verhaal) -> None:
    voorstel = terugvorderen.stel_terugvordering_voor(
        subsidie_id=verhaal.subsidie("gehoor").pk,
        terug={verhaal.eerste: NIET_UITGEGEVEN},
        grond="vastgesteld",
        motivering="Wij betaalden meer dan wij vaststelden. Het gaat om geld dat u niet hebt uitgegeven.",
        wijze=Wijze.INEENS,
        termijnen=1,
        door=verhaal.leden["beleidsmedewerker"],
    )
    _beslis(verhaal, voorstel, "Wij betalen het terug zodra de boeken zijn gesloten.")


def _herinner(verhaal: Verhaal) -> None:
    """Who did not ask in time gets a last term (Awb 4:47), and who did not account in time too (Awb 4:48)."""
    te_laat = Vaststelling.objects.filter(
        subsidie=verhaal.subsidie("buurtkamer"), uiterlijk__lt=timezone.localdate(), stand=Vaststelling.Stand.OPEN
    )
    for periode in te_laat:
        vaststellen.herinner(vaststelling_id=periode.pk, door=verhaal.leden["beleidsmedewerker"])
    herinner(_tafel(verhaal), verhaal.eerste, "buurtkamer")


def _beslis(verhaal: Verhaal, voorstel: Vervolgvoorstel, zienswijze: str) -> None:
    """The recipient is heard, the officer answers, and somebody else decides (Awb 4:8)."""
    officier = verhaal.leden["beleidsmedewerker"]
    regel = voorstel.regels.select_related("subsidie").get()
    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=timezone.localdate() + 2 * WEEK, door=officier)
    voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst=zienswijze, door=verhaal.leden["gehoor"])
    voorbereiden.reageer(regel_id=regel.pk, tekst="U bent het met ons eens. Wij veranderen niets.", door=officier)
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=officier)
    besluiten.besluit(voorstel_id=voorstel.pk, door=verhaal.leden["besluitnemer"])
