"""A third organisation at the table, and the last days before the closing."""

import datetime
from typing import Any

import time_machine
from django.utils import timezone

from brieven.models import Bericht
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Uitneming
from subsidies.services import deelnemen, uitneming
from tests.hulp.fabriek import maak_deelname
from tests.subsidies.conftest import Wereld, bewaar_begroting, bewaar_voorziening, geef_akkoord

REDEN = "Wij hoorden na drie keer vragen niets."


def neem_derde_op(wereld: Wereld, *, akkoord: bool = False) -> Aanvraagdeel:
    """The organisation of `buiten` is admitted, joins, and fills in its part."""
    lid = wereld["buiten"]
    maak_deelname(wereld.tafel, lid.organisatie, door=lid)
    deel = deelnemen.sluit_aan(aanvraag_id=wereld.aanvraag.pk, door=lid)
    bewaar_begroting(deel, "5000.00", lid)
    bewaar_voorziening(deel, "Eettafel", lid)
    if akkoord:
        iedereen_akkoord(wereld)
    return deel


def iedereen_akkoord(wereld: Wereld) -> None:
    """Every participant without a valid akkoord gives it."""
    for wie in ("anker", "brug", "buiten"):
        organisatie = wereld[wie].organisatie
        deel = wereld.aanvraag.delen.filter(organisatie=organisatie, stand="actief").first()
        if deel and not deel.akkoorden.filter(vervallen_op=None).exists():
            geef_akkoord(wereld, organisatie, wereld[wie])


def voor_sluiting(wereld: Wereld, dagen: int) -> time_machine.travel:
    """That many days before the last open day of the call, at noon or just before it closes."""
    laatste = timezone.localtime(wereld.tafel.uitvraag.sluit_op) - datetime.timedelta(microseconds=1)
    dag = (laatste - datetime.timedelta(days=dagen)).replace(hour=11, minute=0)
    moment = min(dag, laatste - datetime.timedelta(minutes=1))
    return time_machine.travel(moment.astimezone(datetime.UTC), tick=False)


def stel_voor(wereld: Wereld, deel: Aanvraagdeel, wie: str = "anker", **velden: Any) -> Uitneming:
    return uitneming.stel_uitneming_voor(deel_id=deel.pk, door=wereld[wie], **{"reden": REDEN} | velden)


def beslis(
    wereld: Wereld, voorstel: Uitneming, wie: str = "beoordelaar", *, toewijzen: bool = True, **velden: Any
) -> Uitneming:
    return uitneming.beslis_over_uitneming(
        uitneming_id=voorstel.pk,
        toewijzen=toewijzen,
        door=wereld[wie],
        **{"motivering": "De tafel wachtte lang genoeg.", "zienswijze_gelezen": True} | velden,
    )


def berichten(soort: str) -> set[Lidmaatschap]:
    """Who was told this."""
    return {bericht.ontvanger for bericht in Bericht.objects.filter(soort=soort).select_related("ontvanger")}
