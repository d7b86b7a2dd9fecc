"""Points of a proposal to the college beside first applications: putting them in, and deciding on them."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.termijnen.stappen import datum
from subsidies.models import Collegebesluit, Collegepunt
from subsidies.punt import Punt

BESLIST = (Collegebesluit.Stand.VASTGESTELD, Collegebesluit.Stand.UITGEVOERD)


def voeg_punten_toe(besluit: Collegebesluit, punten: Sequence[Punt]) -> None:
    """Raises DomeinFout for what lies before the college already. Who calls locked what is decided on."""
    try:
        with transaction.atomic():
            Collegepunt.objects.bulk_create(
                Collegepunt(
                    collegebesluit=besluit,
                    soort=punt.soort,
                    kenmerk=punt.kenmerk,
                    aanvraag_id=punt.aanvraag_id,
                    onderwerp=punt.onderwerp[:200],
                    inhoud=asdict(punt.inhoud),
                    voorbereid_door=punt.voorbereid_door,
                )
                for punt in punten
            )
    except IntegrityError as fout:
        raise DomeinFout("Dit ligt al bij het college.", code="college.in_voorstel") from fout


def eis_niet_bij_college(kenmerk: str) -> None:
    """Raise DomeinFout while it lies before the college: then nobody else decides on it, and it does not change."""
    punt = Collegepunt.objects.select_related("collegebesluit").filter(kenmerk=kenmerk, open=True).first()
    if punt is not None:
        raise DomeinFout(
            f"Dit ligt bij het college, in voorstel {punt.collegebesluit.kenmerk}. Haal het eerst uit dat voorstel.",
            code="college.in_voorstel",
        )


def neem_punt_over(kenmerk: str, collegebesluit_id: int) -> Collegebesluit:
    """The decision of the college under which this is carried out now: its point is done with that.

    Inside the transaction that decides. Raises DomeinFout for a decision of the college that was not made for this,
    was not registered yet, or whose letters may not leave today.
    """
    besluit = Collegebesluit.objects.select_for_update(of=("self",), no_key=True).filter(pk=collegebesluit_id).first()
    punt = Collegepunt.objects.filter(kenmerk=kenmerk, collegebesluit=besluit, open=True).first() if besluit else None
    if besluit is None or punt is None:
        raise DomeinFout(
            "Dit collegebesluit gaat over iets anders. Kies het besluit dat het college hierover nam.",
            code="college.ander_besluit",
            veld="collegebesluit",
        )
    if besluit.stand not in BESLIST or besluit.verzenddatum is None:
        raise DomeinFout("Het college heeft nog niet besloten.", code="college.niet_vastgesteld")
    if besluit.verzenddatum > timezone.localdate():
        raise DomeinFout(
            f"De brieven van dit collegebesluit gaan op {datum(besluit.verzenddatum)} de deur uit. Voer het dan uit.",
            code="college.te_vroeg",
        )
    punt.open, punt.uitgevoerd_op = False, timezone.now()
    punt.save(update_fields=["open", "uitgevoerd_op"])
    return besluit


def besluit_over(kenmerk: str) -> int | None:
    """The proposal or decision of the college that this waits for, by its key."""
    punten = Collegepunt.objects.filter(kenmerk=kenmerk, open=True)
    return punten.values_list("collegebesluit_id", flat=True).first()
