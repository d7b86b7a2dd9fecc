"""In what state a decision leaves a grant, for the kinds that take something away or settle."""

from kern.geld import NUL
from subsidies.models import Subsidie
from subsidies.vervolg import Standen
from uitvoering.models import Vervolgregel
from uitvoering.regels.afloop import daarna, is_afgerond


def wordt(regel: Vervolgregel, standen: Standen) -> Standen:
    """The years of one grant once this is decided."""
    rijen = list(regel.bedragen.all())
    return daarna(
        standen,
        {rij.jaar: rij.verandering for rij in rijen if rij.verandering is not None},
        {rij.jaar: rij.vastgesteld for rij in rijen if rij.vastgesteld is not None},
    )


def na_vaststelling(regel: Vervolgregel, standen: Standen) -> Subsidie.Stand | None:
    """Settled as a whole when of no other year anything is left."""
    return Subsidie.Stand.VASTGESTELD if is_afgerond(wordt(regel, standen)) else None


def na_vermindering(regel: Vervolgregel, standen: Standen) -> Subsidie.Stand | None:
    """A grant of which nothing is left is withdrawn; what is left runs on until it is settled."""
    straks = wordt(regel, standen)
    if all(stand.recht == NUL for stand in straks.values()):
        return Subsidie.Stand.INGETROKKEN
    return Subsidie.Stand.VASTGESTELD if is_afgerond(straks) else None
