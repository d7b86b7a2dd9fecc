"""What was asked and is granted with a decision; and a request of which every part was decided."""

from uitvoering.models import Vervolgvoorstel, Wijzigingsonderdeel, Wijzigingsverzoek

Onderdeelstand = Wijzigingsonderdeel.Stand


def wijs_onderdelen_toe(voorstel: Vervolgvoorstel) -> None:
    """The parts of requests that this proposal came from are granted by its decision."""
    onderdelen = voorstel.wijzigingsonderdelen.filter(stand=Onderdeelstand.OPEN).select_related("verzoek")
    for onderdeel in onderdelen.order_by("id"):
        onderdeel.stand = Onderdeelstand.TOEGEWEZEN
        onderdeel.save(update_fields=["stand"])
        rond_af(onderdeel.verzoek)


def rond_af(verzoek: Wijzigingsverzoek) -> None:
    """A request is done once each part of it was decided."""
    if verzoek.stand == verzoek.Stand.INGEDIEND and not verzoek.onderdelen.filter(stand=Onderdeelstand.OPEN).exists():
        verzoek.stand = verzoek.Stand.AFGEHANDELD
        verzoek.save(update_fields=["stand"])
