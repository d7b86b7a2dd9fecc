"""The promises of the demo: three from public papers, and two made-up ones about the example call."""

import datetime
from pathlib import Path
from typing import Any

import yaml

from organisaties.models import Lidmaatschap
from thematafels import services
from thematafels.gegevens import ToezeggingGegevens
from thematafels.models import Thematafel, Toezegging, Uitvraag

FEITEN = Path(__file__).parent / "data" / "toezeggingen.yaml"
BRON = "Openbare stukken van de raad van Haarlem"
AFGEDAAN = "afgedaan "


def zaai_toezeggingen(voorbeeld: Uitvraag, *, door: Lidmaatschap, vandaag: datetime.date) -> None:
    """Record them once. `door` is a beleidsmedewerker, `voorbeeld` the open example call."""
    for feit in yaml.safe_load(FEITEN.read_text(encoding="utf-8")):
        _zaai_feit(feit, door)
    tafel = Thematafel.objects.get(thema__uitvraag=voorbeeld, thema__code="ontmoeten")
    _zaai_een(
        ToezeggingGegevens(
            aan=Toezegging.Aan.TAFEL,
            aan_wie="",
            tafel_id=tafel.pk,
            onderwerp="Uitzoeken of het wijkcentrum ook in het weekend open kan",
            gedaan_op=vandaag - datetime.timedelta(days=12),
            uiterlijk_op=vandaag - datetime.timedelta(days=2),
        ),
        door,
    )
    _zaai_een(
        ToezeggingGegevens(
            aan=Toezegging.Aan.COMMISSIE,
            aan_wie="commissie Samenleving",
            uitvraag_id=voorbeeld.pk,
            onderwerp="Voor de sluiting vertellen hoeveel organisaties aan de tafels meedoen",
            gedaan_op=vandaag - datetime.timedelta(days=10),
            uiterlijk_op=vandaag + datetime.timedelta(days=20),
        ),
        door,
    )


def _zaai_feit(feit: dict[str, Any], door: Lidmaatschap) -> None:
    """A fact from the papers. Its state says how it was settled, and never on which day."""
    soort = Toezegging.Aan.PARTNERS if feit["aan"].startswith("partners") else Toezegging.Aan.COMMISSIE
    toezegging = _zaai_een(
        ToezeggingGegevens(
            aan=soort, aan_wie=feit["aan"], onderwerp=feit["onderwerp"], gedaan_op=feit["datum"], bron=BRON
        ),
        door,
    )
    if toezegging is not None and feit["stand"].startswith(AFGEDAAN):
        services.rond_toezegging_af(
            toezegging_id=toezegging.pk,
            stand=Toezegging.Stand.NAGEKOMEN,
            uitkomst=feit["stand"].capitalize(),
            op=None,
            door=door,
        )


def _zaai_een(gegevens: ToezeggingGegevens, door: Lidmaatschap) -> Toezegging | None:
    """None when it is there already."""
    if Toezegging.objects.filter(aan=gegevens.aan, onderwerp=gegevens.onderwerp).exists():
        return None
    return services.doe_toezegging(gegevens=gegevens, door=door)
