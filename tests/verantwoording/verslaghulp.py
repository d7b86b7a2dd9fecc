"""What every test of the own part does the same: finding it, and writing it."""

from typing import Any

from django.http import QueryDict

from tests.uitvoering.conftest import Wereld
from thematafels.models import Niveau
from verantwoording.models import Activiteitverslag, Deelverslag
from verantwoording.selectors.inhoud import inhoud_erbij, inhoud_van
from verantwoording.services.verslag import bewaar_verslag

TEKSTEN = {
    "verteld": "Elke week koffie.",
    "bewoners_zien": "Zij kennen elkaar.",
    "professionals_zien": "Minder vragen.",
    "werkte": "Een vaste dag.",
    "werkte_niet": "De avond.",
}
Cel = tuple[int | None, int | None]


def verslag_van(wereld: Wereld, naam: str = "Koffie", jaar: int = 2027) -> Any:
    """The report on an activity, with what its door reads along."""
    return (
        Activiteitverslag.objects.filter(afspraak__naam=naam, deelverslag__verantwoording__jaar=jaar)
        .select_related("afspraak", "deelverslag__verantwoording__aanvraag", "deelverslag__deel__organisatie")
        .annotate(**inhoud_erbij())
        .get()
    )


def deel_van(wereld: Wereld, naam: str = "Koffie") -> Deelverslag:
    return Deelverslag.objects.get(activiteiten__afspraak__naam=naam, verantwoording__jaar=2027)


def meet(verslag: Activiteitverslag, niveau: Niveau = Niveau.BEREIK) -> int:
    """The key of the indicator on this level."""
    return int(verslag.afspraak.meetafspraken.get(niveau=niveau).pk)


def inhoud(verslag: Any, **anders: Any) -> dict[str, Any]:
    return inhoud_van(verslag) | anders


def maak_compleet(wereld: Wereld, naam: str = "Koffie", wie: str = "anker") -> Activiteitverslag:
    """Everything told, and on every level a number that reaches its target."""
    verslag = verslag_van(wereld, naam)
    metingen = {str(meet(verslag, niveau)): {"geheel": "60.00"} for niveau in Niveau}
    gedaan = {"volgens_plan": "ja", "volgens_principes": "deels"}
    return bewaar_verslag(
        verslag_id=verslag.pk,
        inhoud=inhoud(verslag, metingen=metingen, **gedaan, **TEKSTEN),
        versie=verslag.versie,
        door=wereld[wie],
    )


def post(verslag: Any, **velden: str) -> QueryDict:
    """As the page sends it: what is not given is empty."""
    data = QueryDict(mutable=True)
    data.update({"versie": str(verslag.versie), "blad": "een"} | velden)
    return data
