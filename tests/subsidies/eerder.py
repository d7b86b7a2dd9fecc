"""An organisation that took part before, and does again in a later call."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from organisaties.models import Lidmaatschap
from subsidies.dossier import Aanbod
from subsidies.models import Aanvraagdeel, Voorziening
from subsidies.selectors.dossier import laad_deel
from subsidies.services import kopieren, starten
from subsidies.services.kopieren import Keus, Overgenomen
from tests.hulp.fabriek import maak_deelname, maak_uitvraag, tafels_van
from tests.subsidies.conftest import (
    Wereld,
)
from thematafels.models import Doelgroep, Thematafel

Als = Callable[[Lidmaatschap], Client]


@dataclass
class Later:
    """The call after: Anker takes part again, in an application that is still empty."""

    wereld: Wereld
    toen: Aanvraagdeel
    deel: Aanvraagdeel

    def __getitem__(self, wie: str) -> Lidmaatschap:
        return self.wereld[wie]

    @property
    def origineel(self) -> Voorziening:
        return self.toen.voorzieningen.get()

    def neem_over(self, wie: str = "anker", **keus: Any) -> Overgenomen:
        return kopieren.neem_over(
            deel_id=self.deel.pk, keus=Keus(**{"bron_id": self.toen.pk} | keus), door=self.wereld[wie]
        )

    def neem_voorziening_over(self) -> Overgenomen:
        return self.neem_over(voorzieningen=[self.origineel.pk])

    def aanbod(self, deel: Aanvraagdeel | None = None) -> list[Aanbod]:
        pk = (deel or self.deel).pk
        deel = Aanvraagdeel.objects.select_related("organisatie", "aanvraag__regeling", "aanvraag__tafel").get(pk=pk)
        return list(laad_deel(deel).aanbod)


def maak_later(wereld: Wereld, *, zelfde_kader: bool = True, **velden: Any) -> Later:
    """`zelfde_kader`: the goals of the later call bear the same names."""
    toen = wereld.deel(wereld.anker)
    uitvraag = maak_uitvraag(**{"eerste_jaar": 2029, "laatste_jaar": 2030} | velden)
    tafel: Thematafel = tafels_van(uitvraag)[0]
    if zelfde_kader:
        tafel.thema.subdoelen.update(naam=wereld.tafel.thema.subdoelen.get().naam)
        Doelgroep.objects.create(thema=tafel.thema, naam="Ouderen")
    maak_deelname(tafel, wereld.anker, door=wereld["anker"])
    aanvraag = starten.start_aanvraag(tafel_id=tafel.pk, door=wereld["anker"])
    return Later(wereld, toen, aanvraag.delen.get())
