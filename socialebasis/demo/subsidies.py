"""How the tables of the example call are paid: a made-up budget, one purpose per table and year."""

from decimal import Decimal

from django.db import transaction

from begroting.models import Bron
from organisaties.models import Lidmaatschap
from socialebasis.demo.begroting import zaai_budget
from socialebasis.demo.uitvragen import PLAFONDS
from subsidies.models import Jaardekking
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.services.dekking import kies_dekking
from thematafels.models import Thematafel, Uitvraag


def zaai_dekking(uitvraag: Uitvraag, door: Lidmaatschap) -> None:
    """Open the budget of the example call once, with room for exactly its ceilings, and tie the tables to it."""
    tafels = Thematafel.objects.filter(thema__uitvraag=uitvraag).select_related("thema")
    if Jaardekking.objects.filter(tafel__in=tafels).exists():
        return
    with transaction.atomic():
        doelen = zaai_budget(
            naam=f"Thematafels {uitvraag.eerste_jaar}–{uitvraag.laatste_jaar} (fictief)",
            bron=Bron.STRUCTUREEL,
            code=f"TT{uitvraag.eerste_jaar}",
            verdeling={
                jaar: {
                    (tafel.thema.code, tafel.thema.naam): Decimal(PLAFONDS[tafel.thema.code][volgorde])
                    for tafel in tafels
                }
                for volgorde, jaar in enumerate(uitvraag.jaren)
            },
            door=door,
        )
        for tafel in tafels:
            for jaar in uitvraag.jaren:
                kies_dekking(
                    tafel_id=tafel.pk,
                    jaar=jaar,
                    regels=[Dekkingsregel(doelen[jaar, tafel.thema.code].pk)],
                    door=door,
                )
