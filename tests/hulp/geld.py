"""A purpose with a million to spend, and a purchase with its trajectories."""

from decimal import Decimal

from django.utils import timezone

from begroting.models import Bestedingsdoel, Bron, JuridischeVorm, Traject
from begroting.services import trajecten, vaststellen
from begroting.services.verplichten import VerplichtingRegel, leg_verplichting_vast
from organisaties.models import Lidmaatschap


def maak_doel(door: Lidmaatschap) -> Bestedingsdoel:
    budget = vaststellen.open_budget(naam="Budget van het voorbeeld", bron=Bron.STRUCTUREEL, door=door)
    jaar = vaststellen.open_budgetjaar(budget_id=budget.pk, jaar=2027, door=door)
    doel = vaststellen.open_bestedingsdoel(budgetjaar_id=jaar.pk, code="tafels", naam="Thematafels", door=door)
    vaststellen.stel_begroting_vast(
        budgetjaar_id=jaar.pk,
        bedrag=Decimal("1000000.00"),
        verdeling={doel.pk: Decimal("1000000.00")},
        kenmerk="begroting-voorbeeld",
        datum=timezone.localdate(),
        omschrijving="Begroting van het voorbeeld",
        door=door,
    )
    return doel


def maak_traject(door: Lidmaatschap, doel: Bestedingsdoel) -> Traject:
    """One of the two trajectories under a purchase of a hundred euro."""
    opdracht = leg_verplichting_vast(
        boekstuk_kenmerk="opdracht-voorbeeld",
        datum=timezone.localdate(),
        door=door,
        omschrijving="Coaching van het voorbeeld",
        regel=VerplichtingRegel(
            bestedingsdoel_id=doel.pk,
            kenmerk="opdracht-voorbeeld",
            ontvanger_id=None,
            bedrag=Decimal("100.00"),
            jaar_van_activiteit=2027,
            juridische_vorm=JuridischeVorm.OPDRACHT,
            omschrijving="Coaching van het voorbeeld",
            aantal=2,
        ),
    )
    return trajecten.voeg_traject_toe(
        verplichting_id=opdracht.pk, omschrijving="Coaching", organisatie_id=None, door=door
    )
