"""The paper of 2018/2019 by bare bookings: quick, for tests of what is read. The demo has the cases themselves."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from begroting.models import Bestedingsdoel, JuridischeVorm, Verplichting
from begroting.services.verplichten import VerplichtingRegel, verplicht_reeks
from organisaties.models import Lidmaatschap, Organisatie
from socialebasis.demo.begroting import lees_feiten, zaai_begroting

ZONDER_NAAM = "zelforganisatie, naam niet in de bron"


def boek_nota(*, organisaties: Mapping[str, Organisatie], door: Lidmaatschap) -> None:
    """The budget of the demo, and what was granted, each as one commitment. `organisaties` by slug."""
    zaai_begroting(organisaties=organisaties, door=door)
    feiten = lees_feiten()
    dock = organisaties[feiten["pilots"]["regels"]["penvoerder"]]
    pilots: list[tuple[Organisatie | None, str]] = [(dock, pilot["naam"]) for pilot in feiten["pilots"]["lijst"]]
    for jaar, code, ontvangers in (
        (2018, "pilot", pilots),
        (2018, "nieuwe_aanvraag", [(None, ZONDER_NAAM)]),
        (2019, "nieuwe_aanvraag", [(None, ZONDER_NAAM)] * 11),
    ):
        _verplicht(jaar, code, ontvangers, door)


def _verplicht(
    jaar: int, code: str, ontvangers: list[tuple[Organisatie | None, str]], door: Lidmaatschap
) -> list[Verplichting]:
    doel = Bestedingsdoel.objects.get(budgetjaar__jaar=jaar, code=code)
    kenmerk = f"BI-{jaar}-{code.replace('_', '-')}"
    return verplicht_reeks(
        boekstuk_kenmerk=kenmerk,
        datum=datetime.date(jaar, 12, 31),
        door=door,
        omschrijving="Zie de nota",
        regels=[
            VerplichtingRegel(
                bestedingsdoel_id=doel.pk,
                kenmerk=f"{kenmerk}-{nummer}",
                ontvanger_id=ontvanger.pk if ontvanger else None,
                bedrag=Decimal(20000) if code == "pilot" else Decimal(4000),
                jaar_van_activiteit=2019,
                juridische_vorm=JuridischeVorm.SUBSIDIE,
                omschrijving=omschrijving,
            )
            for nummer, (ontvanger, omschrijving) in enumerate(ontvangers, 1)
        ],
    )
