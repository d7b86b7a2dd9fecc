"""What the tests of the plan share: a regeling that asks for one, and what an activity and its page hold."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from organisaties.models import Lidmaatschap
from regelingen.models import Parameter
from subsidies.models import Activiteit
from subsidies.services.activiteit import bewaar_activiteit
from tests.subsidies.conftest import Wereld
from thematafels.models import Doelgroep, Principe, Stadsdeel, Subdoel

Als = Callable[[Lidmaatschap], Client]


def vraag_plan(wereld: Wereld, aantal: int = 3) -> None:
    """From today the regeling advises `aantal` activities for each subdoel; 0: it asks for none."""
    Parameter.objects.create(
        regeling=wereld.tafel.uitvraag.regeling,
        sleutel="activiteiten_per_subdoel",
        waarde=str(aantal),
        geldig_van=timezone.localdate(),
        artikel="Artikel 9",
    )


def subdoel(wereld: Wereld) -> Subdoel:
    return wereld.tafel.thema.subdoelen.get()


def meting(**anders: Any) -> dict[str, Any]:
    return {
        "niveau": "aanbod",
        "naam": "Straten",
        "eenheid": "straten",
        "richting": "hoger",
        "hoe": "Tellen",
        "wanneer": "Elk kwartaal",
        "door": "De coördinator",
        "voorbeeld": None,
        "streefwaarden": {"2027": "50.00", "2028": "100.00"},
    } | anders


def inhoud(wereld: Wereld, **anders: Any) -> dict[str, Any]:
    """An activity of Anker with one of everything."""
    doelgroep, stadsdeel = Doelgroep.objects.get(thema=wereld.tafel.thema), Stadsdeel.objects.earliest("id")
    return {
        "naam": "Lief- en leedstraten",
        "omschrijving": "Buren letten op elkaar.",
        "verwachting": "Wie zijn buren kent, vraagt eerder hulp.",
        "voorziening": wereld.deel(wereld.anker).voorzieningen.values_list("pk", flat=True).first(),
        "subdoel": subdoel(wereld).pk,
        "principes": [Principe.objects.get(thema=wereld.tafel.thema).pk],
        "indicatoren": [
            meting(),
            meting(
                niveau="bereik",
                naam="Bewoners",
                eenheid="bewoners",
                streefwaarden={"2027": "590.00", f"2027:d{doelgroep.pk}": "320.00", f"2027:s{stadsdeel.pk}": "62.50"},
            ),
            meting(niveau="bewoner", naam="Kent meer buren", eenheid="%"),
            meting(niveau="professional", naam="Ziet meer hulp", eenheid="%"),
        ],
    } | anders


def bewaar(wereld: Wereld, activiteit: Activiteit | None = None, wie: str = "anker", **anders: Any) -> Activiteit:
    """Save an activity of Anker; a new one holds one of everything apart from `anders`."""
    return bewaar_activiteit(
        deel_id=wereld.deel(wereld.anker).pk,
        activiteit_id=activiteit.pk if activiteit else None,
        versie=Activiteit.objects.get(pk=activiteit.pk).versie if activiteit else 0,
        inhoud=anders if activiteit else inhoud(wereld, **anders),
        door=wereld[wie],
    )


def getypt(rijen: list[dict[str, str]], **velden: str) -> dict[str, str]:
    """What the page of an activity posts."""
    data = {"versie": "1", "blad": "blad", "naam": "Straten", "indicator-INITIAL_FORMS": "0"}
    data["indicator-TOTAL_FORMS"] = str(len(rijen))
    for plek, rij in enumerate(rijen):
        data |= {f"indicator-{plek}-{naam}": waarde for naam, waarde in rij.items()}
    return data | velden
