"""Paying the grants of the demo, from an account that is made up too: put together, approved and told by the bank."""

import datetime
from collections.abc import Collection

from organisaties.services.wijzig_organisatie import wijzig_organisatie
from socialebasis.demo.zaken import Leden
from subsidies.models import Aanvraag
from uitvoering.models import Betaling
from uitvoering.selectors.betaalbaar import open_termijnen
from uitvoering.services import betaalbatch, betaald

IBAN = "NL06VOOR0000000100"  # well-formed, of a bank that does not exist


def geef_opdracht(aanvragen: Collection[Aanvraag], dag: datetime.date, leden: Leden) -> None:
    """What is due by `dag`: put together by one, approved by another, and given to the bank."""
    een, twee = leden["financieel"], leden["financieel2"]
    if not een.organisatie.iban:
        een.organisatie = twee.organisatie = wijzig_organisatie(
            organisatie_id=een.organisatie_id, gegevens={"iban": IBAN}, door=een
        )
    termijnen = open_termijnen().filter(subsidie__deel__aanvraag__in=aanvragen, dag__lte=dag)
    ids = list(termijnen.values_list("pk", flat=True))
    batch = betaalbatch.stel_samen(termijn_ids=ids, betaaldag=dag, door=een)
    betaalbatch.keur_goed(batch_id=batch.pk, door=twee)
    betaalbatch.exporteer(batch_id=batch.pk, door=een)


def lees_terug(aanvragen: Collection[Aanvraag], dag: datetime.date, leden: Leden) -> None:
    """The bank says that it was paid."""
    betalingen = Betaling.objects.filter(batch__betaaldag=dag, termijn__subsidie__deel__aanvraag__in=aanvragen)
    betaald.meld_betaald(betaling_ids=list(betalingen.values_list("pk", flat=True)), dag=dag, door=leden["financieel"])
