"""The end of a grant, made straight in the tables: a period to settle with a document, and a reclaim."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from kern.canoniek import als_json
from organisaties.models import Lidmaatschap, Mandaat
from regelingen.selectors import parameters_op
from subsidies.models import Beschikking, Besluit, Subsidie
from subsidies.regels.verantwoordingsplicht import Stuk
from tests.hulp.fabriek import maak_bestand, maak_brief
from uitvoering.models import Terugvordering, Terugvorderingsjaar, Vaststelling, Vaststellingsstuk
from uitvoering.models.terugvordering import Wijze


@dataclass(frozen=True)
class Afloop:
    """Of one grant."""

    vaststelling: Vaststelling
    stuk: Vaststellingsstuk
    terugvordering: Terugvordering

    @property
    def periode(self) -> tuple[str, int]:
        """How an address names the period."""
        return self.vaststelling.subsidie.kenmerk, self.vaststelling.eerste_jaar

    @property
    def terug(self) -> tuple[str, int]:
        return self.terugvordering.subsidie.kenmerk, self.terugvordering.pk


def maak_afloop(subsidie: Subsidie, schrijver: Lidmaatschap, besluitnemer: Lidmaatschap, mandaat: Mandaat) -> Afloop:
    """The first year of this grant is late, and all of it is reclaimed by keeping it from a payment."""
    vandaag = timezone.localdate()
    jaar = subsidie.jaren.all()[0]
    vaststelling = Vaststelling.objects.create(
        subsidie=subsidie,
        eerste_jaar=jaar.jaar,
        laatste_jaar=jaar.jaar,
        vanaf=vandaag - datetime.timedelta(days=200),
        uiterlijk=vandaag - datetime.timedelta(days=10),
    )
    aanvraag = subsidie.deel.aanvraag
    besluit = Besluit.objects.create(
        soort=Besluit.Soort.TERUGVORDERING,
        aanvraag=aanvraag,
        door=besluitnemer,
        mandaat=mandaat,
        genomen_op=timezone.now(),
        parameters=als_json(parameters_op(aanvraag.regeling, vandaag).als_dict()),
    )
    brief = maak_brief(subsidie.ontvanger)
    beschikking = Beschikking.objects.create(
        besluit=besluit,
        deel=subsidie.deel,
        soort=Beschikking.Soort.TERUGVORDERING,
        wijzigt=subsidie.beschikking,
        kenmerk=f"{subsidie.kenmerk[:14]}-T",
        brief=brief,
    )
    terugvordering = Terugvordering.objects.create(
        subsidie=subsidie,
        beschikking=beschikking,
        bedrag=100,
        uiterlijk=vandaag - datetime.timedelta(days=1),
        wijze=Wijze.VERREKENEN,
    )
    Terugvorderingsjaar.objects.create(terugvordering=terugvordering, subsidiejaar=jaar, bedrag=100)
    return Afloop(
        vaststelling=vaststelling,
        stuk=Vaststellingsstuk.objects.create(
            vaststelling=vaststelling, soort=Stuk.ACTIVITEITENVERSLAG, bestand=maak_bestand(), door=schrijver
        ),
        terugvordering=terugvordering,
    )
