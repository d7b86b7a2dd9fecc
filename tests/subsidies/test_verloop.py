"""The table of states of an application holds in the service and in the database."""

from typing import Any

import pytest
from django.utils import timezone

from subsidies.models import Aanvraag
from tests.hulp.fabriek import maak_organisatie, maak_uitvraag, tafels_van
from tests.hulp.verloop import controleer_verloop_in_database, controleer_verloop_in_service, standen


def test_the_service_check_refuses_every_pair_outside_the_table() -> None:
    controleer_verloop_in_service(Aanvraag.VERLOOP)


@pytest.mark.django_db
def test_the_database_refuses_every_pair_outside_the_table() -> None:
    tafel, penvoerder = tafels_van(maak_uitvraag())[0], maak_organisatie()
    klok = {"ontvangen_op": timezone.now(), "beslis_uiterlijk": timezone.localdate()}

    def maak(**velden: Any) -> Aanvraag:
        return Aanvraag.objects.create(
            kenmerk="SB-2026-0001",
            regeling=tafel.uitvraag.regeling,
            uitvraag=tafel.uitvraag,
            tafel=tafel,
            penvoerder=penvoerder,
            eerste_jaar=2027,
            laatste_jaar=2028,
            **velden,
        )

    controleer_verloop_in_database(
        Aanvraag.VERLOOP,
        maak,
        velden=dict.fromkeys(standen(Aanvraag.VERLOOP) - {"concept", "ingetrokken"}, klok),
    )
