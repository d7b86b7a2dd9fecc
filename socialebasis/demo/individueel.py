"""An application of one organisation for the demo, from its counter to the decision."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from organisaties.models import Lidmaatschap
from socialebasis.demo.klok import AMSTERDAM
from socialebasis.demo.openstellingen import Openstelling, zaai_openstelling
from socialebasis.demo.zaken import Leden
from subsidies.dossier import Dossier
from subsidies.models import Aanvraag, Begrotingspost, Beoordeling
from subsidies.regels.inhoud import inhoudshash
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.selectors import laad_dossier
from subsidies.services import alleen, beoordelen, besluiten, oordelen, starten, voorstelbesluit
from subsidies.services import antwoord as antwoorden
from subsidies.services import begroting as begrotingen
from subsidies.services.begroting import PostInvoer
from subsidies.services.dekking import kies_dekking
from subsidies.services.oordelen import Oordeelinvoer
from thematafels.models import Criterium, Thematafel
from uitvoering.services.begin import begin_uitvoering

NIET_IN_DE_BRON = "Dit staat niet in de bron."
OORDEEL = Oordeelinvoer(Beoordeling.Oordeel.VOLDOENDE, NIET_IN_DE_BRON)


@dataclass(frozen=True)
class Vraag:
    """Who asks at which counter, for which costs in euro a year, and what is known to answer (by question code)."""

    tafel: Thematafel
    door: Lidmaatschap
    kosten: Mapping[str, Decimal]
    teksten: Mapping[str, str]


def open_loket(
    soort: Openstelling,
    kenmerk: str,
    jaar: int,
    *,
    van: datetime.date,
    tot: datetime.date,
    dekking: Sequence[Dekkingsregel],
    leden: Leden,
) -> Thematafel:
    """Publish a call for one year, and say from which purposes it is paid."""
    uitvraag = zaai_openstelling(
        soort,
        kenmerk,
        jaar,
        opent_op=datetime.datetime.combine(van, datetime.time(9), AMSTERDAM),
        sluit_op=datetime.datetime.combine(tot, datetime.time(17), AMSTERDAM),
        door=leden["beleidsmedewerker"],
    )
    tafel = Thematafel.objects.select_related("thema__uitvraag").get(thema__uitvraag=uitvraag)
    kies_dekking(tafel_id=tafel.pk, jaar=jaar, regels=dekking, door=leden["financieel"])
    return tafel


def vraag_aan(vraag: Vraag) -> Aanvraag:
    """Begin, answer, say what it costs, and submit."""
    door = vraag.door
    aanvraag = starten.start_alleen(tafel_id=vraag.tafel.pk, door=door)
    for antwoord in aanvraag.antwoorden.select_related("formuliervraag"):
        code = antwoord.formuliervraag.code if antwoord.formuliervraag else ""
        antwoorden.bewaar_antwoord(
            antwoord_id=antwoord.pk,
            tekst=vraag.teksten.get(code, NIET_IN_DE_BRON),
            versie=antwoord.versie,
            door=door,
        )
    begrotingen.bewaar_begroting(
        deel_id=aanvraag.delen.get().pk,
        posten=[
            PostInvoer(Begrotingspost.Soort.ACTIVITEITEN, waarvoor, dict.fromkeys(aanvraag.jaren, bedrag))
            for waarvoor, bedrag in vraag.kosten.items()
        ],
        versie=0,
        door=door,
    )
    dossier = _dossier(aanvraag)
    alleen.dien_alleen_in(aanvraag_id=aanvraag.pk, gezien=inhoudshash(dossier, dossier.delen[0]), door=door)
    return aanvraag


def besluit(aanvraag: Aanvraag, leden: Leden) -> None:
    """Grant what was asked and settle it at once (Awb 4:29), and what follows from that."""
    officier = leden["beleidsmedewerker"]
    beoordelen.neem_in_behandeling(aanvraag_id=aanvraag.pk, door=officier)
    for criterium in Criterium.objects.filter(uitvraag=aanvraag.uitvraag_id):
        oordelen.beoordeel(aanvraag_id=aanvraag.pk, criterium_id=criterium.pk, invoer=OORDEEL, door=officier)
    [deel] = _dossier(aanvraag).delen
    beoordelen.stel_bedragen_voor(
        deel_id=deel.pk, bedragen=deel.gevraagd, motivering="", verplichting="", door=officier
    )
    voorstelbesluit.kies_besluitsoort(deel_id=deel.pk, meteen_vaststellen=True, gronden={}, door=officier)
    beoordelen.leg_voorstel_voor(aanvraag_id=aanvraag.pk, door=officier)
    genomen = besluiten.neem_besluit(aanvraag_id=aanvraag.pk, motivering="", door=leden["besluitnemer"])
    begin_uitvoering(besluit_id=genomen.pk)


def _dossier(aanvraag: Aanvraag) -> Dossier:
    return laad_dossier(Aanvraag.objects.select_related("regeling", "uitvraag", "tafel__thema").get(pk=aanvraag.pk))
