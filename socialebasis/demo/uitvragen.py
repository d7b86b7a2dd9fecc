"""The calls of the demo: the closed one of 2020 with its facts, an open made-up copy, and the individual schemes."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db import transaction
from django.utils import timezone

from organisaties.models import Lidmaatschap
from regelingen.models import Regeling
from socialebasis.demo.openstellingen import zaai_openstellingen
from thematafels import services
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import Aanstelling, Stadsdeel, Thematafel, Uitvraag

FEITEN = Path(__file__).parent / "data" / "uitvraag_sociale_basis_2020.yaml"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KENMERK_2020 = "sociale-basis-2020"
BRON_2020 = "Uitvraag subsidies Sociale Basis 2020 van de gemeente Haarlem; plafonds en data staan er niet in."

JAREN = 4
OPEN_SINDS = datetime.timedelta(weeks=2)
SLUIT_OVER = datetime.timedelta(weeks=4)

# Made-up ceilings in euro per theme, for the four years of the example call.
PLAFONDS = {
    "redzaam": (910_000, 910_000, 915_000, 915_000),
    "waardevol_werk": (540_000, 540_000, 545_000, 545_000),
    "financien": (480_000, 480_000, 480_000, 480_000),
    "opvoeden": (1_150_000, 1_150_000, 1_160_000, 1_160_000),
    "ontmoeten": (620_000, 620_000, 622_000, 622_000),
    "leefstijl": (350_000, 350_000, 354_000, 354_000),
    "vrijwillige_inzet": (430_000, 430_000, 432_000, 432_000),
}
VERDEELWIJZE = (
    "Per thematafel dienen de deelnemers samen één aanvraag in. De gemeente beoordeelt haar op de criteria van deze "
    "uitvraag. Vraagt de aanvraag meer dan het plafond, dan krijgt wat het meest bijdraagt aan de subdoelen voorrang."
)

# Who applied for which table in the example call, by account, and whether the municipality let them in.
AANMELDINGEN = (
    ("buurtkamer", "ontmoeten", True, "Wij ontvangen elke week bewoners uit Noord en Oost in onze buurtkamers."),
    ("nabij", "ontmoeten", True, "Wij bezoeken ouderen die weinig mensen zien, in alle stadsdelen."),
    ("samen-eten", "ontmoeten", False, "Wij koken en eten met buurtgenoten in Schalkwijk."),
    ("nabij", "redzaam", False, "Wij helpen bewoners om zo lang mogelijk thuis te wonen."),
)

# The table that the procesbegeleider of the demo guides.
BEGELEID = "ontmoeten"


@dataclass(frozen=True)
class Kopie:
    """What a made-up call has of its own: it runs for four years."""

    naam: str
    kenmerk: str
    eerste_jaar: int
    opent_op: datetime.datetime
    sluit_op: datetime.datetime


def zaai_uitvragen(
    *, door: Lidmaatschap, leden: Mapping[str, Lidmaatschap], vandaag: datetime.date
) -> tuple[Uitvraag, Uitvraag]:
    """Make the calls once, through the services; gives the closed and the open one with the tables.

    The individual schemes are open for the first year of the open one, as long as it is.

    `door` is a beleidsmedewerker, `leden` the memberships of the demo accounts by code.
    """
    feiten = yaml.safe_load(FEITEN.read_text(encoding="utf-8"))
    with transaction.atomic():
        gesloten = Uitvraag.objects.filter(kenmerk=KENMERK_2020).first() or _zaai_2020(feiten, door)
        kenmerk = f"voorbeelduitvraag-{vandaag.year + 1}"
        voorbeeld = Uitvraag.objects.filter(kenmerk=kenmerk).first()
        if voorbeeld is None:
            voorbeeld = _zaai_voorbeeld(gesloten, kenmerk, door, vandaag)
            _zaai_deelnames(voorbeeld, door, leden)
        opent_op, sluit_op = _open_van_tot(vandaag)
        zaai_openstellingen(door=door, eerste_jaar=voorbeeld.eerste_jaar, opent_op=opent_op, sluit_op=sluit_op)
    return gesloten, voorbeeld


def _zaai_2020(feiten: dict[str, Any], door: Lidmaatschap) -> Uitvraag:
    stadsdelen = _zaai_stadsdelen(feiten["stadsdelen"], door)
    periode = feiten["uitvraag"]["periode"]
    uitvraag = services.maak_uitvraag(
        gegevens=UitvraagGegevens(
            regeling_id=Regeling.objects.get(code="thematafels").pk,
            naam=feiten["uitvraag"]["naam"],
            kenmerk=KENMERK_2020,
            eerste_jaar=periode["eerste_jaar"],
            laatste_jaar=periode["laatste_jaar"],
            bron=BRON_2020,
        ),
        door=door,
    )
    _voeg_toe("criterium", uitvraag.pk, feiten["kwaliteitscriteria_aanvraag"], door)
    _voeg_toe("eis", uitvraag.pk, feiten["kwaliteitseisen_voorzieningen"], door)
    _voeg_toe("functie", uitvraag.pk, feiten["samenwerking_met_inwoners"], door)
    for thema in feiten["themas"]:
        _zaai_thema(thema, uitvraag, stadsdelen, door)
    return services.neem_over(uitvraag_id=uitvraag.pk, door=door)


def _zaai_stadsdelen(namen: list[str], door: Lidmaatschap) -> dict[str, Stadsdeel]:
    bestaand = {stadsdeel.naam: stadsdeel for stadsdeel in Stadsdeel.objects.all()}
    return {
        naam: bestaand.get(naam) or services.voeg_stadsdeel_toe(naam=naam, volgorde=volgorde, door=door)
        for volgorde, naam in enumerate(namen, start=1)
    }


def _zaai_thema(
    feiten: dict[str, Any], uitvraag: Uitvraag, stadsdelen: dict[str, Stadsdeel], door: Lidmaatschap
) -> None:
    velden = {veld: feiten[veld] for veld in ("code", "naam", "hoofddoel")}
    (thema_id,) = _voeg_toe("thema", uitvraag.pk, [velden], door)
    opgaven = [
        {"opgave": regel["opgave"], "stadsdelen": [stadsdelen[naam] for naam in regel["stadsdelen"]]}
        for regel in feiten["gebiedsopgaven"]
    ]
    principes = [
        {"groep": groep["groep"], "naam": naam} for groep in feiten["wat_werkt"] for naam in groep["principes"]
    ]
    _voeg_toe("subdoel", thema_id, feiten["subdoelen"], door)
    _voeg_toe("gebiedsopgave", thema_id, opgaven, door)
    _voeg_toe("doelgroep", thema_id, [{"naam": naam} for naam in feiten["doelgroepen"]], door)
    _voeg_toe("principe", thema_id, principes, door)
    _voeg_toe("wettelijke-taak", thema_id, [{"naam": naam} for naam in feiten.get("wettelijke_taken", [])], door)


def _voeg_toe(soort: str, ouder_id: int, rijen: list[dict[str, Any]], door: Lidmaatschap) -> list[int]:
    return [services.voeg_item_toe(soort=soort, ouder_id=ouder_id, gegevens=rij, door=door).pk for rij in rijen]


def _zaai_voorbeeld(bron: Uitvraag, kenmerk: str, door: Lidmaatschap, vandaag: datetime.date) -> Uitvraag:
    eerste = vandaag.year + 1
    naam = f"Voorbeelduitvraag sociale basis {eerste}"
    return zaai_kopie(bron, Kopie(naam, kenmerk, eerste, *_open_van_tot(vandaag)), door=door)


def zaai_kopie(
    bron: Uitvraag, kopie: Kopie, *, door: Lidmaatschap, erbij: Callable[[Uitvraag], None] | None = None
) -> Uitvraag:
    """A made-up call with the goals of another and the ceilings of the example, published. `erbij` completes its
    goals first."""
    uitvraag = services.kopieer_uitvraag(
        bron_id=bron.pk,
        gegevens=UitvraagGegevens(
            regeling_id=bron.regeling_id,
            naam=kopie.naam,
            kenmerk=kopie.kenmerk,
            eerste_jaar=kopie.eerste_jaar,
            laatste_jaar=kopie.eerste_jaar + JAREN - 1,
            opent_op=kopie.opent_op,
            sluit_op=kopie.sluit_op,
            verdeelwijze=VERDEELWIJZE,
            plafondbesluit="Besluit subsidieplafonds thematafels (voorbeeld)",
            fictief=True,
        ),
        door=door,
    )
    if erbij is not None:
        erbij(uitvraag)
    bedragen = {
        (tafel.pk, jaar): Decimal(bedrag)
        for tafel in Thematafel.objects.filter(thema__uitvraag=uitvraag).select_related("thema")
        for jaar, bedrag in zip(uitvraag.jaren, PLAFONDS[tafel.thema.code], strict=True)
    }
    services.stel_plafonds_vast(uitvraag_id=uitvraag.pk, bedragen=bedragen, door=door)
    return services.publiceer(uitvraag_id=uitvraag.pk, door=door)


def _open_van_tot(vandaag: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    return (
        datetime.datetime.combine(vandaag - OPEN_SINDS, datetime.time(9), AMSTERDAM),
        datetime.datetime.combine(vandaag + SLUIT_OVER, datetime.time(17), AMSTERDAM),
    )


def _zaai_deelnames(uitvraag: Uitvraag, door: Lidmaatschap, leden: Mapping[str, Lidmaatschap]) -> None:
    for account, thema, toegelaten, motivatie in AANMELDINGEN:
        tafel = Thematafel.objects.get(thema__uitvraag=uitvraag, thema__code=thema)
        deelname = services.meld_aan(tafel_id=tafel.pk, motivatie=motivatie, door=leden[account])
        if toegelaten:
            services.laat_toe(deelname_id=deelname.pk, door=door)
    services.benoem(
        tafel_id=Thematafel.objects.get(thema__uitvraag=uitvraag, thema__code=BEGELEID).pk,
        lidmaatschap_id=leden["procesbegeleider"].pk,
        functie=Aanstelling.Functie.PROCESBEGELEIDER,
        van=timezone.localdate(),
        tot=None,
        door=door,
    )
