"""What an alliance is made of besides its name and form. One table drives services, pages and addresses."""

from dataclasses import dataclass

from django.db import models

from organisaties.models import Convenantdeel, Onderaannemer, Verbandlid


@dataclass(frozen=True)
class Verbanddeel:
    """One kind of part: its word in addresses, what is filled in, and whether a row may disappear.

    A member that leaves gets a last day: what it was part of stays to be read.
    """

    slug: str
    model: type[models.Model]
    velden: tuple[str, ...]
    verwijderbaar: bool = True

    @property
    def naam(self) -> str:
        return str(self.model._meta.verbose_name)


DELEN: dict[str, Verbanddeel] = {
    deel.slug: deel
    for deel in (
        Verbanddeel("lid", Verbandlid, ("organisatie", "schil", "van", "tot"), verwijderbaar=False),
        Verbanddeel("convenantdeel", Convenantdeel, ("onderwerp", "tekst", "volgorde", "bestand")),
        Verbanddeel("onderaannemer", Onderaannemer, ("organisatie", "naam", "activiteit", "bedrag", "contract_tot")),
    )
}
