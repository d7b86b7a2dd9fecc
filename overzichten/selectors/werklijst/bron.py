"""One kind of thing that waits: rows with the same columns for every kind, so that one query reads them all."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import BooleanField, CharField, DateField, Exists, F, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.regels.aan_zet import Beurt, Kijker
from subsidies.toegang import SCHRIJVERS

SLEUTELS = ("sleutel", "tweede", "derde")  # the columns of an address, filled from the left
_LEEG = Value("", CharField())
_NEE = Value(value=False, output_field=BooleanField())


@dataclass(frozen=True, kw_only=True)
class Bron:
    """`wat` is done by one of `rollen`, on the page `route` with `sleutels` in its address, before `dag`.

    `rijen` gives the open rows; `naar_aanvraag` and `naar_ontvanger` are the paths from a row to its application and
    to whom it concerns (empty: none); `kop` names the row where it concerns nobody. `bij_ontvanger`: the recipient is
    next. `van` is the path to the one person who is, `niet_van` to one who may not (four eyes), and `niet_meer` says
    in the query whether this membership no longer can. `zien`: only these roles may open the page. `tekenen`: a
    signature, also of who holds a machtiging of the recipient; `alleen_namens`: a row for nobody else.
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
    niet_meer: Callable[[Lidmaatschap], Exists] | None = None
    bij_ontvanger: bool = False
    tekenen: bool = False
    alleen_namens: bool = False
    zien: tuple[Rol, ...] = ()

    def is_voor(self, lid: Lidmaatschap, kijker: Kijker) -> bool:
        """Whether this membership sees such rows at all."""
        if self.alleen_namens:
            return bool(self._van(kijker))
        return lid.rol in self.zien if self.zien else lid.is_gemeente or self.bij_ontvanger

    def waarden(
        self, lid: Lidmaatschap, kijker: Kijker, organisatie_id: int | None = None
    ) -> QuerySet[Model, dict[str, Any]]:
        """The municipality sees all rows, or those of one organisation; a partner its own, and what it may sign."""
        ontvanger, aanvraag = self.naar_ontvanger, self.naar_aanvraag
        paden = dict(zip_longest(SLEUTELS, self.sleutels, fillvalue=""))
        rijen = self.rijen()
        if not lid.is_gemeente:
            rijen = rijen.filter(**{f"{ontvanger}__in": self._van(kijker)})
        elif organisatie_id is not None:
            rijen = rijen.filter(**{ontvanger: organisatie_id})
        return rijen.order_by().values(
            bron=Value(self.code, CharField()),
            naam_van=F(f"{ontvanger}__naam") if ontvanger else F(self.kop),
            onder=Coalesce(Cast(F(f"{aanvraag}__kenmerk"), CharField()), _LEEG) if aanvraag else _LEEG,
            **{naam: Cast(F(pad), CharField()) if pad else _LEEG for naam, pad in paden.items()},
            laatste_dag=Cast(F(self.dag) if self.dag else Value(None), DateField()),
            organisatie_van=_nummer(f"{ontvanger}__pk" if ontvanger else ""),
            persoon=_nummer(self.van),
            niet_persoon=_nummer(self.niet_van),
            kan_niet_meer=self.niet_meer(lid) if self.niet_meer else _NEE,
            regeling_naam=Coalesce(F(f"{aanvraag}__regeling__naam"), _LEEG) if aanvraag else _LEEG,
            thema_naam=Coalesce(F(f"{aanvraag}__tafel__thema__naam"), _LEEG) if aanvraag else _LEEG,
            is_fictief=F(f"{ontvanger}__fictief") if ontvanger else _NEE,
        )

    def _van(self, kijker: Kijker) -> set[int]:
        """The organisations whose rows a partner sees. Who writes for its own organisation has that row already."""
        eigen = {kijker.organisatie_id}
        if not self.alleen_namens:
            return eigen.union(kijker.namens if self.tekenen else ())
        return set(kijker.namens) - (set() if self.tekenen and kijker.rol not in SCHRIJVERS else eigen)

    def beurt(self, rij: dict[str, Any], lid: Lidmaatschap) -> Beurt:
        """Whose turn a row is; what others than the municipality read of its work says no more than that."""
        anders = (
            rij["persoon"] not in {None, lid.gebruiker_id}
            or rij["niet_persoon"] == lid.gebruiker_id
            or rij["kan_niet_meer"]
        )
        bij = frozenset({rij["organisatie_van"]}) if self.bij_ontvanger else frozenset()
        return Beurt(self.wat, self.rollen, bij, uitgesloten=anders, tekenen=self.tekenen)


def _nummer(pad: str) -> Cast:
    return Cast(F(pad) if pad else Value(None), IntegerField())
