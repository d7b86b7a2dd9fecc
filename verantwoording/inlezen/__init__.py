"""Readers of figures that others measured: three forms in, one stream of figures and errors out (docs/inlezen.md)."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from subsidies.rekenblad.vorm import Rij
from verantwoording.inlezen.cbs import lees_cbs
from verantwoording.inlezen.lang import lees_lang
from verantwoording.inlezen.swing import lees_swing
from verantwoording.inlezen.vorm import Gelezen, Keuzes

LEZERS: Mapping[str, Callable[[Iterable[Rij], Keuzes], Iterator[Gelezen]]] = {
    "lang": lees_lang,
    "swing": lees_swing,
    "cbs": lees_cbs,
}
