"""One kind of thing that waits: rows with the same columns for every kind, so that one query reads them all."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import BooleanField, CharField, DateField, F, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.regels.aan_zet import Beurt

SLEUTELS = ("sleutel", "tweede", "derde")  # the columns of an address, filled from the left
_LEEG = Value("", CharField())


@dataclass(frozen=True, kw_only=True)
class Bron:
    """`wat` is done by one of `rollen`, on the page `route` with `sleutels` in its address, before `dag`.

    `rijen` gives the open rows; `naar_aanvraag` and `naar_ontvanger` are the paths from a row to its application and
    to whom it concerns (empty: none); `kop` names the row where it concerns nobody. `bij_ontvanger`: the recipient is
    next. `van` is the path to the one person who is, `niet_van` to one who may not (four eyes). `zien`: only these
    roles may open the page.
    """

    code: str
    wat: str
    rijen: Callable[[], QuerySet[Any]]
    rollen: tuple[Rol, ...]
    route: str
    sleutels: tuple[str, ...]
    naar_ontvanger: str = ""
    naar_aanvraag: str = ""
    kop: str = ""
    dag: str = ""
    van: str = ""
    niet_van: str = ""
    bij_ontvanger: bool = False
    zien: tuple[Rol, ...] = ()

    def is_voor(self, lid: Lidmaatschap) -> bool:
        """Whether this membership sees such rows at all."""
        return lid.rol in self.zien if self.zien else lid.is_gemeente or self.bij_ontvanger

    def waarden(self, lid: Lidmaatschap, organisatie_id: int | None = None) -> QuerySet[Model, dict[str, Any]]:
        """The municipality sees all rows, or those of one organisation; a partner its own."""
        ontvanger, aanvraag = self.naar_ontvanger, self.naar_aanvraag
        paden = dict(zip_longest(SLEUTELS, self.sleutels, fillvalue=""))
        rijen = self.rijen()
        van = organisatie_id if lid.is_gemeente else lid.organisatie_id
        if van is not None:
            rijen = rijen.filter(**{ontvanger: van})
        return rijen.order_by().values(
            bron=Value(self.code, CharField()),
            naam_van=F(f"{ontvanger}__naam") if ontvanger else F(self.kop),
            onder=Coalesce(Cast(F(f"{aanvraag}__kenmerk"), CharField()), _LEEG) if aanvraag else _LEEG,
            **{naam: Cast(F(pad), CharField()) if pad else _LEEG for naam, pad in paden.items()},
            laatste_dag=Cast(F(self.dag) if self.dag else Value(None), DateField()),
            organisatie_van=_nummer(f"{ontvanger}__pk" if ontvanger else ""),
            persoon=_nummer(self.van),
            niet_persoon=_nummer(self.niet_van),
            regeling_naam=Coalesce(F(f"{aanvraag}__regeling__naam"), _LEEG) if aanvraag else _LEEG,
            thema_naam=Coalesce(F(f"{aanvraag}__tafel__thema__naam"), _LEEG) if aanvraag else _LEEG,
            is_fictief=F(f"{ontvanger}__fictief") if ontvanger else Value(value=False, output_field=BooleanField()),
        )

    def beurt(self, rij: dict[str, Any], lid: Lidmaatschap) -> Beurt:
        """Whose turn a row is; what others than the municipality read of its work says no more than that."""
        anders = rij["persoon"] not in {None, lid.gebruiker_id} or rij["niet_persoon"] == lid.gebruiker_id
        bij = frozenset({rij["organisatie_van"]}) if self.bij_ontvanger else frozenset()
        return Beurt(self.wat, self.rollen, bij, uitgesloten=anders)


def _nummer(pad: str) -> Cast:
    return Cast(F(pad) if pad else Value(None), IntegerField())
