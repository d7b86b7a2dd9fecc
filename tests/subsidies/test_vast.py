"""What is over stays as it was, whoever asks the database."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord, Bijlage, Uitneming
from subsidies.services import akkoord as akkoorden
from tests.hulp.fabriek import maak_bestand
from tests.subsidies.conftest import Wereld

VANDAAG = timezone.localdate()


def vervallen_akkoord(wereld: Wereld) -> models.QuerySet:
    akkoorden.trek_akkoord_in(deel_id=wereld.deel(wereld.brug).pk, door=wereld["brug"])
    return Akkoord.objects.exclude(vervallen_op=None)


def besloten_uitneming(wereld: Wereld) -> models.QuerySet:
    uitneming = Uitneming.objects.create(
        deel=wereld.deel(wereld.brug), voorgesteld_door=wereld["anker"], reden="Stil.", zienswijze_tot=VANDAAG
    )
    rij = Uitneming.objects.filter(pk=uitneming.pk)
    rij.update(
        stand="afgewezen", besloten_door=wereld["beoordelaar"], besloten_op=timezone.now(), besluit_reden="Te vroeg."
    )
    return rij


def verwijderde_bijlage(wereld: Wereld) -> models.QuerySet:
    Bijlage.objects.create(
        aanvraag=wereld.aanvraag,
        soort="overig",
        bestand=maak_bestand(),
        door=wereld["anker"],
        verwijderd_op=timezone.now(),
        verwijderd_door=wereld["anker"],
    )
    return Bijlage.objects.all()


@pytest.mark.parametrize(
    ("maak", "anders"),
    [
        (vervallen_akkoord, {"vervallen_op": None, "vervallen_reden": "", "vervallen_door": None}),
        (besloten_uitneming, {"besluit_reden": "Toch niet."}),
        (verwijderde_bijlage, {"verwijderd_op": None, "verwijderd_door": None}),
    ],
    ids=["an akkoord that lapsed", "a decision on a take-out", "a removed attachment"],
)
def test_what_is_over_is_not_rewritten(
    maak: Callable[[Wereld], models.QuerySet], anders: dict[str, object], eens: Wereld
) -> None:
    rijen = maak(eens)
    eerder = list(rijen.values())

    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        rijen.update(**anders)

    assert list(rijen.values()) == eerder


def test_a_part_stays_with_its_organisation_and_its_application(eens: Wereld) -> None:
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        Aanvraagdeel.objects.filter(organisatie=eens.brug).update(organisatie=eens["buiten"].organisatie)


@pytest.mark.parametrize("model", [Aanvraag, Aanvraagdeel])
def test_no_application_disappears(model: type[models.Model], eens: Wereld) -> None:
    rijen = model._default_manager.all()

    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        rijen._raw_delete(rijen.db)
