"""Activities and the voorzieningen they belong to: untying them, and keeping as versions what then stands there."""

from collections.abc import Sequence

from organisaties.models import Lidmaatschap
from subsidies.models import Activiteit, Onderdeel, Versie, Voorziening
from subsidies.selectors.activiteit import inhouden_van


def maak_los(voorziening: Voorziening, *, door: Lidmaatschap) -> None:
    """The activities of a voorziening that goes belong to none; each gets a version that says so."""
    activiteiten = list(voorziening.activiteiten.select_related("deel"))
    for activiteit in activiteiten:
        activiteit.voorziening = None
        activiteit.versie += 1
    Activiteit.objects.bulk_update(activiteiten, ["voorziening", "versie"])
    leg_versies_vast(activiteiten, door=door)


def leg_versies_vast(activiteiten: Sequence[Activiteit], *, door: Lidmaatschap) -> None:
    """Keep what stands in each of these as its version: two queries, however many."""
    inhoud = inhouden_van(Activiteit.objects.filter(pk__in=[activiteit.pk for activiteit in activiteiten]))
    Versie.objects.bulk_create(
        Versie(
            aanvraag_id=activiteit.deel.aanvraag_id,
            soort=Onderdeel.ACTIVITEIT,
            onderdeel=activiteit.pk,
            nummer=activiteit.versie,
            inhoud=inhoud[activiteit.pk],
            door=door,
        )
        for activiteit in activiteiten
    )
