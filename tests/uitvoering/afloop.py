"""Walking a grant to its end: paid, accounted for, settled, and what was too much paid back."""

import datetime
import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from decimal import Decimal

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from begroting.services.betalen import boek_betalingen
from brieven.models import Brief
from brieven.snapshots import lees_snapshot
from brieven.snapshots.vorm import naar_json
from organisaties.models import Organisatie
from subsidies.models import Besluit, Subsidiejaar
from subsidies.regels.verantwoordingsplicht import Stuk
from tests.hulp.fabriek import PNG
from tests.subsidies.conftest import Wereld
from tests.uitvoering.conftest import subsidie_van
from uitvoering.models import Terugvordering, Vaststelling, Vaststellingsaanvraag, Vervolgvoorstel
from uitvoering.models.terugvordering import Wijze
from uitvoering.services import besluiten, terugvorderen, vaststellen, voorbereiden
from uitvoering.services.vaststellen import Ingevuld
from uitvoering.services.voorbereiden import Bedragen

NA_2027 = datetime.datetime(2028, 2, 1, 9, tzinfo=datetime.UTC)
TE_LAAT = datetime.datetime(2028, 7, 10, 9, tzinfo=datetime.UTC)
VERLEEND = Decimal("60000.00")


def op(moment: datetime.datetime) -> AbstractContextManager[object]:
    return time_machine.travel(moment, tick=False)


def periode(wereld: Wereld, jaar: int = 2027, organisatie: Organisatie | None = None) -> Vaststelling:
    """The period of Anker (or another) that begins in this year; the periods are made when they are not there."""
    vaststellen.open_vaststellingen()
    return Vaststelling.objects.get(subsidie=subsidie_van(wereld, organisatie or wereld.anker), eerste_jaar=jaar)


def ingevuld(wereld: Wereld, jaar: int = 2027, loon: Decimal = VERLEEND) -> Ingevuld:
    voorziening = wereld.deel(wereld.anker).voorzieningen.get()
    return Ingevuld(
        cijfers={("loon", jaar): loon},
        bereik={(voorziening.pk, jaar): 90},
        activiteiten="Het buurthuis was elke dag open.",
        afwijking="",
    )


def vul(wereld: Wereld, jaar: int = 2027, loon: Decimal = VERLEEND) -> Vaststelling:
    """Everything is filled in by Anker, with both documents."""
    vaststelling = periode(wereld, jaar)
    vaststellen.vul_in(
        vaststelling_id=vaststelling.pk,
        versie=vaststelling.versie,
        ingevuld=ingevuld(wereld, jaar, loon),
        door=wereld["anker_schrijft"],
    )
    for soort in (Stuk.ACTIVITEITENVERSLAG, Stuk.FINANCIEEL_VERSLAG):
        voeg_stuk_toe(wereld, vaststelling, soort)
    return vaststelling


def voeg_stuk_toe(wereld: Wereld, vaststelling: Vaststelling, soort: Stuk) -> None:
    vaststellen.voeg_stuk_toe(
        vaststelling_id=vaststelling.pk,
        soort=soort,
        bestand=SimpleUploadedFile(f"{soort}.png", PNG),
        door=wereld["anker_schrijft"],
    )


def vraag_aan(wereld: Wereld, jaar: int = 2027) -> Vaststellingsaanvraag:
    return vaststellen.dien_in(vaststelling_id=vul(wereld, jaar).pk, door=wereld["anker"])


def stel_vaststelling_voor(
    wereld: Wereld, bedragen: Mapping[int, Decimal], grond: str = "verleend"
) -> Vervolgvoorstel:
    return voorbereiden.stel_voor(
        aanvraag_id=wereld.aanvraag.pk,
        soort=Besluit.Soort.VASTSTELLING,
        grond=grond,
        motivering="U deed wat was afgesproken.",
        regels=[Bedragen(subsidie_van(wereld, wereld.anker).pk, vastgesteld=bedragen)],
        door=wereld["beoordelaar"],
    )


def besluit(wereld: Wereld, voorstel: Vervolgvoorstel) -> Besluit:
    """Heard where the ground asks for it, offered, and decided by another."""
    voorstel.refresh_from_db()
    if voorstel.grond != "verleend":
        hoor(wereld, voorstel)
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=wereld["beoordelaar"])
    return besluiten.besluit(voorstel_id=voorstel.pk, door=wereld["besluitnemer"])


def hoor(wereld: Wereld, voorstel: Vervolgvoorstel) -> None:
    uiterlijk = timezone.localdate() + datetime.timedelta(days=14)
    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=uiterlijk, door=wereld["beoordelaar"])
    regel = voorstel.regels.get()
    voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst="Wij zijn het ermee eens.", door=wereld["anker"])
    voorbereiden.reageer(regel_id=regel.pk, tekst="Dank u.", door=wereld["beoordelaar"])


def stel_vast(wereld: Wereld, bedragen: Mapping[int, Decimal]) -> Besluit:
    """From request to decision; the ground is that of lower costs as soon as a year is lower."""
    for jaar in bedragen:
        vraag_aan(wereld, jaar)
    lager = any(bedrag < VERLEEND for bedrag in bedragen.values())
    return besluit(wereld, stel_vaststelling_voor(wereld, bedragen, "kosten" if lager else "verleend"))


def betaal(wereld: Wereld, bedrag: Decimal, jaar: int = 2027, kenmerk: str = "") -> None:
    verplichting = Subsidiejaar.objects.get(subsidie=subsidie_van(wereld, wereld.anker), jaar=jaar).verplichting_id
    boek_betalingen(
        boekstuk_kenmerk=kenmerk or f"betaling-{jaar}",
        datum=timezone.localdate(),
        door=wereld["financieel"],
        omschrijving="Voorschot",
        betalingen=[(verplichting, bedrag)],
    )


def vorder_terug(
    wereld: Wereld,
    terug: Mapping[int, Decimal],
    wijze: Wijze = Wijze.INEENS,
    termijnen: int = 1,
    grond: str = "vastgesteld",
) -> Terugvordering:
    voorstel = terugvorderen.stel_terugvordering_voor(
        subsidie_id=subsidie_van(wereld, wereld.anker).pk,
        terug=terug,
        grond=grond,
        motivering="Wij betaalden meer dan wij vaststelden.",
        wijze=wijze,
        termijnen=termijnen,
        door=wereld["beoordelaar"],
    )
    return Terugvordering.objects.get(beschikking__besluit=besluit(wereld, voorstel))


def ontvang(wereld: Wereld, terugvordering: Terugvordering, bedrag: Decimal, kenmerk: str = "afschrift 1") -> None:
    terugvorderen.ontvang(
        terugvordering_id=terugvordering.pk,
        bedrag=bedrag,
        datum=timezone.localdate(),
        kenmerk=kenmerk,
        door=wereld["financieel"],
    )


def tekst_van(brief: Brief) -> str:
    """All that a letter says."""
    snapshot = lees_snapshot(brief.soort, brief.snapshot)
    woorden = naar_json(getattr(snapshot, "woorden", ()))
    return json.dumps([brief.snapshot, woorden], ensure_ascii=False)
