"""The three registers behind level 4. One table drives services, pages and addresses."""

from dataclasses import dataclass
from typing import Any, cast

from django.db import models

from verantwoording.models import Bron, Gebied, Maatschappelijkeindicator

Registerrij = Bron | Maatschappelijkeindicator | Gebied


@dataclass(frozen=True)
class Register:
    """One register: its word in addresses, what is filled in, what its list shows, and what figures hold in place.

    A field in `vast` gives a figure its meaning: it does not change once there is one.
    """

    slug: str
    model: type[Bron] | type[Maatschappelijkeindicator] | type[Gebied]
    velden: tuple[str, ...]
    kolommen: tuple[str, ...]
    uitleg: str
    vast: tuple[str, ...] = ()
    erbij: tuple[str, ...] = ()

    @property
    def naam(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def namen(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def koppen(self) -> list[str]:
        return [self.kop(kolom) for kolom in self.kolommen]

    def kop(self, veld: str) -> str:
        return str(cast("models.Field[Any, Any]", self.model._meta.get_field(veld)).verbose_name)


REGISTERS: dict[str, Register] = {
    register.slug: register
    for register in (
        Register(
            "bronnen",
            Bron,
            ("code", "naam", "uitgever", "adres", "toelichting"),
            ("code", "uitgever"),
            "Wie de cijfers meet. Reeksen van twee bronnen staan nooit in een lijn.",
        ),
        Register(
            "indicatoren",
            Maatschappelijkeindicator,
            ("code", "naam", "bron", "eenheid", "richting", "definitie"),
            ("code", "bron", "eenheid"),
            "Wat er wordt gemeten, zoals een bron het bedoelt. Bij een andere bron is het een andere indicator.",
            vast=("bron", "eenheid"),
            erbij=("bron",),
        ),
        Register(
            "gebieden",
            Gebied,
            ("code", "naam", "soort", "binnen", "stadsdeel"),
            ("code", "soort", "binnen"),
            "De plaatsen waar cijfers over gaan, met de code van het CBS waar die er is.",
            vast=("soort",),
            erbij=("binnen",),
        ),
    )
}
