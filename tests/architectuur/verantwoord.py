"""A table that accounts, for the town of tests.architectuur: what it agreed, and a proposal that waits."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

import time_machine
from django.utils import timezone

from begroting.models import Bestedingsdoel
from kern.canoniek import sha256_van
from organisaties.models import Lidmaatschap, Mandaat
from subsidies.models import Aanvraag, Aanvraagdeel
from tests.hulp.fabriek import maak_uitvraag, tafels_van
from tests.hulp.subsidies import maak_subsidies
from tests.verantwoording.planhulp import inhoud, maak_activiteit
from thematafels.models import Thema
from verantwoording.models import (
    Activiteitverslag,
    Afspraak,
    Bevinding,
    Bron,
    Duiding,
    Maatschappelijkeindicator,
    Planwijziging,
    Themaindicator,
    Verantwoordingsstuk,
    Verhaal,
)
from verantwoording.selectors.stuk import stel_samen
from verantwoording.services.openen import open_verantwoording
from verantwoording.services.vastleggen import leg_plan_vast


@dataclass(frozen=True)
class Verantwoord:
    """`tekenbevoegde` and `tafelgenoot` each agreed on one activity for 2027 and 2028; the account of 2027 is open."""

    aanvraag: Aanvraag
    deel: Aanvraagdeel
    afspraak: Afspraak
    wijziging: Planwijziging
    thema: Thema
    themaindicator: Themaindicator
    verslag: Activiteitverslag
    verhaal: Verhaal
    duiding: Duiding
    stuk: Verantwoordingsstuk
    vraag: Bevinding


def maak_verantwoord(leden: dict[str, Lidmaatschap], doel: Bestedingsdoel) -> Verantwoord:
    tafel = tafels_van(maak_uitvraag())[0]
    organisaties = [leden[wie].organisatie for wie in ("tekenbevoegde", "tafelgenoot")]
    subsidies = maak_subsidies(
        tafel,
        {organisatie: dict.fromkeys((2027, 2028), Decimal("500.00")) for organisatie in organisaties},
        doel_id=doel.pk,
        door=leden["besluitnemer"],
        mandaat=Mandaat.objects.filter(lidmaatschap=leden["besluitnemer"])[0],
    )
    subdoel = tafel.thema.subdoelen.get()
    for subsidie in subsidies:
        maak_activiteit(subsidie.deel, "Koffie", subdoel=subdoel, streef={(2027, None, None): "50"})
    leg_plan_vast(besluit_id=subsidies[0].beschikking.besluit_id)
    deel = subsidies[0].deel
    bron = Bron.objects.create(code="peiling", naam="Peiling", uitgever="Gemeente Voorbeeld")
    indicator = Maatschappelijkeindicator.objects.create(code="contact", naam="Contact", eenheid="%", bron=bron)
    with time_machine.travel(datetime.datetime(2028, 1, 15, 12, tzinfo=datetime.UTC)):
        open_verantwoording(aanvraag_id=deel.aanvraag_id, jaar=2027)
    verslag = Activiteitverslag.objects.select_related("deelverslag").get(deelverslag__deel=deel)
    return Verantwoord(
        aanvraag=deel.aanvraag,
        deel=deel,
        afspraak=Afspraak.objects.get(deel=deel),
        wijziging=Planwijziging.objects.create(
            deel=deel, vanaf_jaar=2028, inhoud=inhoud(subdoel), reden="Meer.", door=leden["tekenbevoegde"]
        ),
        thema=tafel.thema,
        themaindicator=Themaindicator.objects.create(thema=tafel.thema, subdoel=subdoel, indicator=indicator),
        verslag=verslag,
        verhaal=Verhaal.objects.create(
            verslag=verslag, van="bewoner", tekst="Soep.", toestemming=True, door=leden["redacteur"]
        ),
        duiding=Duiding.objects.get(verantwoording__jaar=2027, vraag=Duiding.Vraag.SAMEN),
        stuk=maak_stuk(deel.aanvraag_id, 2028, leden["tekenbevoegde"]),
        vraag=Bevinding.objects.create(
            verantwoording=verslag.deelverslag.verantwoording,
            deelverslag=verslag.deelverslag,
            soort=Bevinding.Soort.VRAAG,
            tekst="Hoe telde u?",
            door=leden["beleidsmedewerker"],
        ),
    )


def maak_stuk(aanvraag_id: int, jaar: int, door: Lidmaatschap) -> Verantwoordingsstuk:
    """A joint account that was submitted: of that year, and empty."""
    with time_machine.travel(datetime.datetime(jaar + 1, 1, 15, 12, tzinfo=datetime.UTC)):
        verantwoording = open_verantwoording(aanvraag_id=aanvraag_id, jaar=jaar)
    verantwoording.stand = verantwoording.Stand.INGEDIEND
    verantwoording.ingediend_door, verantwoording.ingediend_op = door, timezone.now()
    verantwoording.save()
    inhoud = stel_samen(verantwoording).to_json()
    return Verantwoordingsstuk.objects.create(
        verantwoording=verantwoording, nummer=1, inhoud=inhoud, sha256=sha256_van(inhoud)
    )
