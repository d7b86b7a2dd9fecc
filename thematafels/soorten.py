"""The kinds of part a call is made of. One table drives forms, services, pages, copies and history."""

from dataclasses import dataclass
from typing import Literal

from django.db import models

from thematafels.models import (
    Criterium,
    Doelgroep,
    Eis,
    Functie,
    Gebiedsopgave,
    Principe,
    Subdoel,
    Thema,
    Uitvraag,
    WettelijkeTaak,
)

Ouder = Literal["uitvraag", "thema"]


@dataclass(frozen=True)
class ItemSoort:
    """One kind: its word in addresses and the audit trail, on what it hangs, and what is filled in."""

    slug: str
    model: type[models.Model]
    ouder: Ouder
    velden: tuple[str, ...]

    @property
    def naam(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def kolommen(self) -> tuple[str, ...]:
        """The fields that are columns of its own table: all but many-to-many."""
        return tuple(veld for veld in self.velden if not self.model._meta.get_field(veld).many_to_many)


SOORTEN: dict[str, ItemSoort] = {
    soort.slug: soort
    for soort in (
        ItemSoort("thema", Thema, "uitvraag", ("naam", "code", "hoofddoel", "volgorde")),
        ItemSoort("criterium", Criterium, "uitvraag", ("naam", "code", "volgorde")),
        ItemSoort("eis", Eis, "uitvraag", ("naam", "code", "aard", "volgorde")),
        ItemSoort("functie", Functie, "uitvraag", ("naam", "code", "volgorde")),
        ItemSoort("subdoel", Subdoel, "thema", ("naam", "groep", "officiele_tekst", "volgorde")),
        ItemSoort("gebiedsopgave", Gebiedsopgave, "thema", ("opgave", "stadsdelen", "volgorde")),
        ItemSoort("doelgroep", Doelgroep, "thema", ("naam", "volgorde")),
        ItemSoort("principe", Principe, "thema", ("groep", "naam", "volgorde")),
        ItemSoort("wettelijke-taak", WettelijkeTaak, "thema", ("naam", "volgorde")),
    )
}
OUDERS: dict[Ouder, type[models.Model]] = {"uitvraag": Uitvraag, "thema": Thema}
