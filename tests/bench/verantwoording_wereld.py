"""Tables that account, year after year, and what was measured in the city: the rows behind
`script/bench verantwoording`.

Of every table and year the same: what was agreed, counted and told of its activities. The account of the last year is
open, all those before it were submitted, each with its document and what is kept of it made as the service makes it.
Every row comes in the state in which it begins and walks from there: all triggers and constraints run.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from begroting.models import Bestedingsdoel, Bron
from begroting.services import vaststellen
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from organisaties.models.mandaat import SoortBesluit
from organisaties.toegang import Rol
from regelingen.zaad import zaai_regelingen
from subsidies.models import Subsidie
from tests.bench.verantwoording_rijen import AFGEROND, PLAN, STAD, VERSLAG
from tests.hulp.fabriek import maak_bestand, maak_brief, maak_deelname, maak_lid, maak_organisatie, maak_uitvraag
from tests.hulp.subsidies import maak_subsidies
from thematafels.models import Doelgroep, Plafond, Principe, Stadsdeel, Subdoel, Thema, Thematafel, Uitvraag
from verantwoording.models import (
    Deelverslag,
    Maatschappelijkeindicator,
    Themaindicator,
    Verantwoording,
)
from verantwoording.selectors.stuk import stel_samen
from verantwoording.services.bevriezen import bevries

PERIODE = 2  # years of one call
ONGEWIJZIGD = 6  # the number of an activity nobody wants to change
BEDRAG = Decimal("1000.00")


@dataclass(frozen=True, slots=True)
class Maat:
    """How much there is. Of every indicator each group in each district is counted (`doelgroepen` × `stadsdelen`)."""

    tafels: int
    jaren: int
    indicatoren_stad: int
    buurten: int
    gemeenten: int
    diepte: int  # years in which the city was measured
    inlezingen: int
    activiteiten: int = 40
    indicatoren: int = 6
    stadsdelen: int = 5
    doelgroepen: int = 4
    partners: int = 5
    voorstellen: int = 60  # to change the plan

    @property
    def laatste(self) -> int:
        return timezone.localdate().year - 1

    @property
    def perioden(self) -> Iterator[range]:
        for eerste in range(self.laatste - self.jaren + 1, self.laatste + 1, PERIODE):
            yield range(eerste, eerste + PERIODE)

    @property
    def gebieden(self) -> int:
        """The country, our municipality with its parts, and others."""
        return 2 + self.stadsdelen + self.buurten + self.gemeenten

    @property
    def waarnemingen(self) -> int:
        return self.indicatoren_stad * self.gebieden * self.diepte

    @property
    def cellen(self) -> int:
        """Numbers of one group in one district."""
        return self.tafels * self.jaren * self.activiteiten * self.indicatoren * self.stadsdelen * self.doelgroepen


def laad(maat: Maat) -> None:
    """Fill the empty database of this process, as its owner."""
    vast = {"laatste": maat.laatste, "nu": timezone.now(), "gemeente": settings.GEMEENTE, "ongewijzigd": ONGEWIJZIGD}
    waarden = asdict(maat) | vast
    gemeente = maak_organisatie("Gemeente", "gemeente")
    leden = {rol: maak_lid(rol, gemeente) for rol in (Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER, Rol.FINANCIEEL)}
    maak_lid(Rol.COMMISSIELID)
    with transaction.atomic():
        _stad(waarden, leden[Rol.BELEIDSMEDEWERKER])
    with transaction.atomic():
        _tafels(maat, leden)
    with transaction.atomic():
        _voer_uit(PLAN + VERSLAG, waarden | {"door": leden[Rol.BELEIDSMEDEWERKER].pk})
        _herinner()
    _stukken(maat)
    with transaction.atomic():
        _voer_uit(AFGEROND, waarden | {"door": leden[Rol.BELEIDSMEDEWERKER].pk})


def _voer_uit(opdrachten: Iterable[str], waarden: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        for opdracht in opdrachten:
            cursor.execute(opdracht, waarden)


def _stad(waarden: dict[str, Any], door: Lidmaatschap) -> None:
    """Level 4, and the imports it came from."""
    Stadsdeel.objects.bulk_create(
        Stadsdeel(naam=f"Stadsdeel {nummer}", volgorde=nummer) for nummer in range(waarden["stadsdelen"])
    )
    _voer_uit(STAD, waarden | {"door": door.pk, "bestand": maak_bestand(naam="cijfers.csv").pk})


def _tafels(maat: Maat, leden: dict[Rol, Lidmaatschap]) -> None:
    """A call every period; at each table the same participants as before, all granted."""
    zaai_regelingen()
    mandaat = Mandaat.objects.create(
        lidmaatschap=leden[Rol.BESLUITNEMER],
        soort_besluit=SoortBesluit.VERLENING,
        maximum=BEDRAG * maat.partners * PERIODE,
        van=timezone.localdate(),
        grondslag="Voorbeeldmandaat",
    )
    doel = _doel(maat, leden[Rol.FINANCIEEL])
    indicatoren = list(Maatschappelijkeindicator.objects.order_by("pk"))
    aan_tafel = [[maak_organisatie() for _ in range(maat.partners)] for _ in range(maat.tafels)]
    tekent = {partner: maak_lid(Rol.TEKENBEVOEGDE, partner) for partners in aan_tafel for partner in partners}
    for jaren in maat.perioden:
        uitvraag = maak_uitvraag(themas=0, eerste_jaar=jaren[0], laatste_jaar=jaren[-1])
        tafels = [_tafel(uitvraag, nummer, maat, indicatoren) for nummer in range(maat.tafels)]
        Uitvraag.objects.filter(pk=uitvraag.pk).update(stand="gesloten", gesloten_op=timezone.now())
        for tafel, partners in zip(tafels, aan_tafel, strict=True):
            for partner in partners:
                maak_deelname(tafel, partner, door=tekent[partner])
            verdeling: dict[Organisatie, dict[int, Decimal]] = {
                partner: dict.fromkeys(jaren, BEDRAG) for partner in partners
            }
            maak_subsidies(tafel, verdeling, doel_id=doel.pk, door=leden[Rol.BESLUITNEMER], mandaat=mandaat)
    oud = Subsidie.objects.exclude(jaren__jaar=maat.laatste)
    oud.update(stand=Subsidie.Stand.VASTGESTELD)


def _tafel(
    uitvraag: Uitvraag, nummer: int, maat: Maat, indicatoren: Sequence[Maatschappelijkeindicator]
) -> Thematafel:
    """A theme has the same name in every call: so its years stand beside each other."""
    thema = Thema.objects.create(
        uitvraag=uitvraag, code=f"thema-{nummer}", naam=f"Thema {nummer}", hoofddoel="Samen sterk.", volgorde=nummer
    )
    subdoelen = Subdoel.objects.bulk_create(Subdoel(thema=thema, naam=f"Subdoel {plek}") for plek in range(5))
    Principe.objects.bulk_create(Principe(thema=thema, groep="Groep", naam=f"Principe {plek}") for plek in range(8))
    Doelgroep.objects.bulk_create(Doelgroep(thema=thema, naam=f"Doelgroep {plek}") for plek in range(maat.doelgroepen))
    Themaindicator.objects.bulk_create(
        Themaindicator(thema=thema, subdoel=subdoel, indicator=indicator)
        for subdoel, indicator in zip((None, *subdoelen[:2]), indicatoren[nummer:], strict=False)
    )
    tafel = Thematafel.objects.create(thema=thema)
    Plafond.objects.bulk_create(Plafond(tafel=tafel, jaar=jaar, bedrag=BEDRAG * 500) for jaar in uitvraag.jaren)
    return tafel


def _doel(maat: Maat, door: Lidmaatschap) -> Bestedingsdoel:
    ruimte = BEDRAG * maat.tafels * maat.partners * maat.jaren
    budget = vaststellen.open_budget(naam="Sociale basis", bron=Bron.STRUCTUREEL, door=door)
    jaar = vaststellen.open_budgetjaar(budget_id=budget.pk, jaar=maat.laatste, door=door)
    doel = vaststellen.open_bestedingsdoel(budgetjaar_id=jaar.pk, code="tafels", naam="Tafels", door=door)
    vaststellen.stel_begroting_vast(
        budgetjaar_id=jaar.pk,
        bedrag=ruimte,
        verdeling={doel.pk: ruimte},
        kenmerk="begroting",
        datum=timezone.localdate(),
        omschrijving="Begroting van het voorbeeld",
        door=door,
    )
    return doel


def _herinner() -> None:
    """Who is late got a reminder, and the term it gave is over too."""
    voorbij = timezone.localdate() - datetime.timedelta(days=10)
    for deelverslag in Deelverslag.objects.filter(stand="open").select_related("deel__organisatie"):
        deelverslag.herinnering = maak_brief(deelverslag.deel.organisatie, stand="verzonden", over=deelverslag)
        deelverslag.hersteltermijn = voorbij
        deelverslag.save(update_fields=["herinnering", "hersteltermijn"])


def _stukken(maat: Maat) -> None:
    """The document of every account but the open ones, and what is kept of it."""
    rijen = Verantwoording.objects.filter(jaar__lt=maat.laatste)
    for verantwoording in rijen.select_related("aanvraag__uitvraag", "aanvraag__tafel__thema", "aanvraag__penvoerder"):
        with transaction.atomic():
            bevries(verantwoording, stel_samen(verantwoording))
