"""One business act: a transaction that either happens with its audit row, or leaves only its refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models, transaction

from kern.fouten import DomeinFout, GeenRecht
from kern.spoor import Deur, geregistreerd, leg_vast


@contextmanager
def handeling(soort: str, *, door: Deur | None, over: models.Model | None = None) -> Iterator[None]:
    """Open the transaction of an act of kind `soort` (registered in kern.spoor).

    The service itself writes the row of success with `leg_vast`, because only it knows the facts. When it
    raises DomeinFout or GeenRecht everything is rolled back, and one row with the code of the refusal is
    written in a transaction of its own.
    """
    geregistreerd(soort)
    try:
        with transaction.atomic():
            yield
    except (DomeinFout, GeenRecht) as fout:
        with transaction.atomic():
            leg_vast(soort, door=door, over=over, geweigerd=fout.code)
        if isinstance(fout, GeenRecht):
            fout.vastgelegd = True
        raise
