"""Settling, on the side of the recipient: what it writes and hands in, and the reminder when it does not."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pghistory
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort, BriefSoort
from brieven.opstellen import maak_ondertekening
from brieven.services.bericht import leg_bericht_klaar
from brieven.services.mededeling import leg_mededeling_klaar
from kern.bestanden import neem_aan
from kern.canoniek import als_json, sha256_van
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.selectors import vrije_dagen
from kern.spoor import Code, leg_vast
from kern.termijnen.verlenging import Duur, termijn
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.brieven_opstellen import stukken_bij_vaststelling
from subsidies.models import Subsidie, Zaakrol
from subsidies.regels.verantwoordingsplicht import Stuk, perioden
from subsidies.selectors.ondertekenaars import schrijvers_en_gemachtigden
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import neem_rol
from subsidies.toegang import SCHRIJVERS, eis_ondertekenaar
from uitvoering.afrekening import inhoud, ontbreekt
from uitvoering.models import (
    Vaststelling,
    Vaststellingsaanvraag,
    Vaststellingsbereik,
    Vaststellingscijfer,
    Vaststellingsstuk,
)
from uitvoering.regels.ambtshalve import mag_herinneren
from uitvoering.selectors.vaststellen import bevroren_regels, eerst_verleend, met_iets_over, stel_samen

Stand = Vaststelling.Stand
MEESTE_STUKKEN = 10


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """What the recipient typed: amounts by (kind, year), residents by (voorziening, year), and two texts."""

    cijfers: Mapping[tuple[str, int], Decimal] = field(default_factory=dict)
    bereik: Mapping[tuple[int, int], int] = field(default_factory=dict)
    activiteiten: str = ""
    afwijking: str = ""


def open_vaststellingen(*, besluit_id: int | None = None) -> int:
    """Make the periods in which running grants are settled, where there are none. Returns how many; may run twice.

    Of the grants that one decision began, or else of every grant that misses them: nothing is lost with a message.
    """
    subsidies = Subsidie.objects.filter(
        ~Exists(Vaststelling.objects.filter(subsidie=OuterRef("pk"))), stand=Subsidie.Stand.LOPEND
    ).select_related("beschikking__besluit", "deel__aanvraag")
    if besluit_id is not None:
        subsidies = subsidies.filter(beschikking__besluit=besluit_id)
    nieuw = [
        Vaststelling(
            subsidie=subsidie,
            eerste_jaar=periode.eerste_jaar,
            laatste_jaar=periode.laatste_jaar,
            vanaf=periode.vanaf,
            uiterlijk=periode.uiterlijk,
        )
        for subsidie in subsidies
        for periode in perioden(bevroren_regels(subsidie), list(subsidie.deel.aanvraag.jaren))
    ]
    with transaction.atomic():
        Vaststelling.objects.bulk_create(nieuw, ignore_conflicts=True)
    return len(nieuw)


def vul_in(*, vaststelling_id: int, versie: int, ingevuld: Ingevuld, door: Lidmaatschap) -> Vaststelling:
    """Save what was typed, whole. Raises DomeinFout when somebody saved since `versie`, or it was submitted."""
    with handeling("vaststelling.ingevuld", door=door, over=Vaststelling(pk=vaststelling_id)):
        vaststelling = _om_te_schrijven(vaststelling_id, door)
        if vaststelling.versie != versie:
            raise DomeinFout(
                "Een collega heeft intussen iets bewaard. Kijk wat er nu staat, en bewaar daarna opnieuw.",
                code="vaststelling.versie",
            )
        with pghistory.context(lidmaatschap=door.pk):
            vaststelling.activiteiten, vaststelling.afwijking = ingevuld.activiteiten, ingevuld.afwijking
            vaststelling.versie += 1
            vaststelling.save(update_fields=["activiteiten", "afwijking", "versie"])
        _zet_cijfers(vaststelling, ingevuld)
        leg_vast("vaststelling.ingevuld", door=door, over=vaststelling, jaar=vaststelling.eerste_jaar)
    return vaststelling


def voeg_stuk_toe(
    *, vaststelling_id: int, soort: Stuk, bestand: UploadedFile, door: Lidmaatschap
) -> Vaststellingsstuk:
    """Add a document. Raises DomeinFout for a file that is no good, and for the eleventh."""
    with handeling("vaststelling.stuk_toegevoegd", door=door, over=Vaststelling(pk=vaststelling_id)):
        vaststelling = _om_te_schrijven(vaststelling_id, door)
        if vaststelling.stukken.filter(verwijderd_op=None).count() >= MEESTE_STUKKEN:
            raise DomeinFout(f"Voeg ten hoogste {MEESTE_STUKKEN} bestanden toe.", code="vaststelling.te_veel_stukken")
        stuk = Vaststellingsstuk.objects.create(
            vaststelling=vaststelling, soort=soort, bestand=neem_aan(bestand), door=door
        )
        leg_vast("vaststelling.stuk_toegevoegd", door=door, over=vaststelling, stuk=Code(soort))
    return stuk


def verwijder_stuk(*, stuk_id: int, door: Lidmaatschap) -> Vaststellingsstuk:
    """Take a document out of what was not handed in yet. The row stays and says who did so."""
    with handeling("vaststelling.stuk_verwijderd", door=door, over=Vaststellingsstuk(pk=stuk_id)):
        vaststelling = _om_te_schrijven(
            Vaststellingsstuk.objects.values_list("vaststelling_id", flat=True).get(pk=stuk_id), door
        )
        stuk = Vaststellingsstuk.objects.select_related("bestand").get(pk=stuk_id)
        if stuk.verwijderd_op is not None:
            raise DomeinFout("Dit bestand is al verwijderd.", code="vaststelling.stuk_weg")
        stuk.verwijderd_op, stuk.verwijderd_door = timezone.now(), door
        stuk.save(update_fields=["verwijderd_op", "verwijderd_door"])
        leg_vast("vaststelling.stuk_verwijderd", door=door, over=vaststelling, stuk=Code(stuk.soort))
    return stuk


def dien_in(*, vaststelling_id: int, door: Lidmaatschap) -> Vaststellingsaanvraag:
    """Freeze and submit the request (Awb 4:44); the term to decide begins and everybody at the recipient is told.

    Exactly once. Raises GeenRecht for who does not sign, DomeinFout before the first day or with what is missing.
    """
    with handeling("vaststelling.ingediend", door=door, over=Vaststelling(pk=vaststelling_id)):
        vaststelling = _vergrendel(vaststelling_id)
        eis_ondertekenaar(door, vaststelling.subsidie.ontvanger, slot=True)
        _eis_open(vaststelling)
        nu, vandaag = timezone.now(), timezone.localdate()
        if vandaag < vaststelling.vanaf:
            raise DomeinFout(
                f"U kunt dit aanvragen vanaf {vaststelling.vanaf:%d-%m-%Y}.", code="vaststelling.te_vroeg"
            )
        afrekening = stel_samen(vaststelling)
        if mist := ontbreekt(afrekening):
            raise DomeinFout("Dit mist nog: " + " ".join(mist), code="vaststelling.onvolledig")
        vast = inhoud(afrekening)
        aanvraag = Vaststellingsaanvraag.objects.create(
            vaststelling=vaststelling,
            door=door,
            ingediend_op=nu,
            inhoud=als_json(vast),
            sha256=sha256_van(vast),
            te_laat=vandaag > vaststelling.uiterlijk,
        )
        with pghistory.context(lidmaatschap=door.pk):
            vaststelling.stand = Stand.INGEDIEND
            vaststelling.save(update_fields=["stand"])
        leg_bericht_klaar(
            soort=BerichtSoort.VASTSTELLING_ONTVANGEN,
            ontvangers=schrijvers_en_gemachtigden(vaststelling.subsidie.ontvanger_id),
            over=vaststelling,
            pad=_pad(vaststelling),
        )
        leg_vast("vaststelling.ingediend", door=door, over=vaststelling, hash=Code(aanvraag.sha256))
    return aanvraag


def herinner(*, vaststelling_id: int, door: Lidmaatschap) -> Vaststelling:
    """Remind who did not ask for settlement in time: a letter with a last term (Awb 4:47), and a message.

    Raises GeenRecht for who has another role in the case, DomeinFout before the last day has passed or a second time.
    """
    with handeling("vaststelling.herinnerd", door=door, over=Vaststelling(pk=vaststelling_id)):
        vaststelling = _vergrendel(vaststelling_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Herinneren doet een beleidsmedewerker.")
        neem_rol(vaststelling.subsidie.deel.aanvraag, Zaakrol.Rol.BEOORDELAAR, door)
        _eis_open(vaststelling)
        vandaag = timezone.localdate()
        if not mag_herinneren(vaststelling.uiterlijk, vaststelling.hersteltermijn, vandaag):
            raise DomeinFout(
                "Herinneren kan één keer, na de laatste dag om aan te vragen.", code="vaststelling.niet_herinneren"
            )
        weken = bevroren_regels(vaststelling.subsidie).vaststelling_hersteltermijn_weken
        uiterlijk = termijn(vandaag, Duur(weken), vrije_dagen()).laatste_dag
        _leg_herinnering_klaar(vaststelling, uiterlijk, door)
        leg_bericht_klaar(
            soort=BerichtSoort.VASTSTELLING_VRAGEN,
            ontvangers=schrijvers_en_gemachtigden(vaststelling.subsidie.ontvanger_id),
            over=vaststelling,
            pad=_pad(vaststelling),
        )
        leg_vast(
            "vaststelling.herinnerd",
            door=door,
            over=vaststelling,
            kenmerk=Code(vaststelling.subsidie.kenmerk),
            uiterlijk=uiterlijk,
        )
    return vaststelling


def _vergrendel(vaststelling_id: int) -> Vaststelling:
    """Lock the application of a grant, then the period itself."""
    aanvraag_id = Vaststelling.objects.values_list("subsidie__deel__aanvraag_id", flat=True).get(pk=vaststelling_id)
    aanvraag = vergrendel(aanvraag_id)
    vaststelling = (
        Vaststelling.objects.select_for_update(of=("self",), no_key=True)
        .select_related("subsidie__ontvanger", "subsidie__deel", "subsidie__beschikking__besluit")
        .get(pk=vaststelling_id)
    )
    vaststelling.subsidie.deel.aanvraag = aanvraag
    return vaststelling


def _om_te_schrijven(vaststelling_id: int, door: Lidmaatschap) -> Vaststelling:
    vaststelling = _vergrendel(vaststelling_id)
    if door.organisatie_id != vaststelling.subsidie.ontvanger_id:
        raise GeenRecht(
            f"De aanvraag tot vaststelling schrijft {vaststelling.subsidie.ontvanger.naam}.",
            code="subsidie.niet_eigen",
        )
    eis_rol(door, *SCHRIJVERS, reden="Een meelezer leest mee. Een redacteur of tekenbevoegde schrijft.")
    _eis_open(vaststelling)
    return vaststelling


def _eis_open(vaststelling: Vaststelling) -> None:
    if vaststelling.stand != Stand.OPEN or vaststelling.subsidie.stand != Subsidie.Stand.LOPEND:
        raise DomeinFout(
            f"Dit kan niet meer: de vaststelling over {vaststelling.periode} is "
            f"{vaststelling.get_stand_display()}, en de subsidie is {vaststelling.subsidie.get_stand_display()}.",
            code="vaststelling.niet_open",
        )
    if not met_iets_over(Vaststelling.objects.filter(pk=vaststelling.pk)).exists():
        raise DomeinFout(
            f"Voor {vaststelling.periode} is niets meer verleend. Er is niets om vast te stellen.",
            code="vaststelling.ingetrokken",
        )


def _zet_cijfers(vaststelling: Vaststelling, ingevuld: Ingevuld) -> None:
    """Only years of this period and voorzieningen of this grant; what was emptied disappears."""
    eigen = set(vaststelling.subsidie.deel.voorzieningen.values_list("pk", flat=True))
    vaststelling.cijfers.all().delete()
    vaststelling.bereik.all().delete()
    Vaststellingscijfer.objects.bulk_create(
        Vaststellingscijfer(vaststelling=vaststelling, soort=soort, jaar=jaar, bedrag=bedrag)
        for (soort, jaar), bedrag in ingevuld.cijfers.items()
        if jaar in vaststelling.jaren
    )
    Vaststellingsbereik.objects.bulk_create(
        Vaststellingsbereik(vaststelling=vaststelling, voorziening_id=pk, jaar=jaar, bewoners=bewoners)
        for (pk, jaar), bewoners in ingevuld.bereik.items()
        if jaar in vaststelling.jaren and pk in eigen
    )


def _leg_herinnering_klaar(vaststelling: Vaststelling, uiterlijk: datetime.date, door: Lidmaatschap) -> None:
    subsidie = vaststelling.subsidie
    aanvraag = subsidie.deel.aanvraag
    with pghistory.context(lidmaatschap=door.pk):
        vaststelling.herinnering = leg_mededeling_klaar(
            soort=BriefSoort.HERINNERING,
            ontvanger=subsidie.ontvanger,
            over=vaststelling,
            onderwerp=f"Vraag ons de subsidie over {vaststelling.periode} vast te stellen",
            waarden={
                "wat": f"de aanvraag tot vaststelling over {vaststelling.periode}",
                "waarvoor": f"uw subsidie voor {aanvraag.waarvoor}",
                "artikel": "Artikelen 4:44 en 4:47 Awb",
                "had_moeten": vaststelling.uiterlijk,
                "uiterlijk": uiterlijk,
                "stukken": stukken_bij_vaststelling(bevroren_regels(subsidie), eerst_verleend(subsidie)),
                "gevolg": "Dan stellen wij de subsidie zelf vast, met wat wij weten. Het bedrag kan dan lager "
                "zijn dan wat wij verleenden. Wij horen u daar eerst over.",
            },
            voorbeeld=aanvraag.fictief,
            regeling_id=aanvraag.regeling_id,
            ondertekening=maak_ondertekening(door, ""),
            door=door,
        )
        vaststelling.hersteltermijn = uiterlijk
        vaststelling.save(update_fields=["herinnering", "hersteltermijn"])


def _pad(vaststelling: Vaststelling) -> str:
    return reverse("uitvoering:vaststelling", args=[vaststelling.subsidie.kenmerk, vaststelling.eerste_jaar])
