"""All sections of an application by name, with where each is read and written."""

from dataclasses import dataclass

from django.urls import reverse

from subsidies.models import Aanvraag, Aanvraagdeel, Activiteit, Antwoord, Voorziening
from subsidies.onderdelen import ONDERDELEN
from subsidies.regels.opmerken import Spreker
from subsidies.selectors.opmerkingen import HEEL, over_van

SAMEN = "Gezamenlijke teksten"


@dataclass(frozen=True, slots=True)
class Sectie:
    """One section; `url` is the page on which this reader writes it, else where it is read."""

    over: str
    naam: str
    groep: str
    url: str
    eigenaar: int | None = None


def secties_van(aanvraag: Aanvraag, spreker: Spreker) -> list[Sectie]:
    """The whole first, then the joint texts, then part by part: one query for each kind."""
    lezen = reverse("subsidies:aanvraag_lees", args=[aanvraag.kenmerk])
    secties = []
    for soort, onderdeel in ONDERDELEN.items():
        for stuk in onderdeel.alle(aanvraag):
            eigenaar = onderdeel.organisatie_id(stuk)
            schrijft = spreker.gaat_over(eigenaar) and aanvraag.stand == Aanvraag.Stand.CONCEPT
            over = over_van(soort, stuk.pk)
            secties.append(
                Sectie(
                    over=over,
                    naam=onderdeel.naam(stuk),
                    groep=_groep(stuk),
                    url=reverse(onderdeel.pagina, args=[aanvraag.kenmerk, stuk.pk]) if schrijft else f"{lezen}#{over}",
                    eigenaar=eigenaar,
                )
            )
    heel = Sectie(HEEL, "De hele aanvraag", "", lezen)
    return [heel, *sorted(secties, key=lambda sectie: (sectie.groep != SAMEN, sectie.groep))]


def _groep(stuk: Antwoord | Voorziening | Activiteit | Aanvraagdeel) -> str:
    match stuk:
        case Voorziening() | Activiteit():
            return stuk.deel.organisatie.naam
        case Aanvraagdeel():
            return stuk.organisatie.naam
    return SAMEN
