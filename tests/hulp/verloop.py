"""Every pair of states outside a Verloop is refused, by the service check and by the database."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction

from kern.fouten import DomeinFout
from kern.verloop import Verloop


def standen(verloop: Verloop) -> set[str]:
    return {*verloop.begin, *verloop.overgangen, *(naar for naars in verloop.overgangen.values() for naar in naars)}


def controleer_verloop_in_service(verloop: Verloop) -> None:
    """Each pair in the table passes `controleer`, each pair outside it raises DomeinFout."""
    for van in standen(verloop):
        for naar in standen(verloop):
            if naar in verloop.overgangen.get(van, ()):
                verloop.controleer(van, naar)
                continue
            with pytest.raises(DomeinFout) as fout:
                verloop.controleer(van, naar)
            assert fout.value.code == f"verloop.{van}.{naar}"


def controleer_verloop_in_database(
    verloop: Verloop,
    maak: Callable[..., models.Model],
    *,
    veld: str = "stand",
    velden: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Walk the table in the database: allowed steps succeed, all others and a later birth are refused.

    `maak(**{veld: stand})` gives a saved, new object; `velden` names what else a state needs before other
    constraints let it in. A refusal must come from the triggers of the Verloop, not from another constraint.
    Needs a database in which the test is the owner of the transaction (fixture `db` will do).
    """
    erbij = velden or {}
    for stand in standen(verloop) - set(verloop.begin):
        with pytest.raises(DatabaseError, match="begint niet als"), transaction.atomic():
            maak(**{veld: stand}, **erbij.get(stand, {}))
    for van, pad in _paden(verloop).items():
        for naar in standen(verloop) - {van}:
            mag = naar in verloop.overgangen.get(van, ())
            with transaction.atomic():
                ding = maak(**{veld: pad[0]}, **erbij.get(pad[0], {}))
                for stand in pad[1:]:
                    _zet(ding, veld, stand, erbij)
                if mag:
                    _zet(ding, veld, naar, erbij)
                else:
                    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
                        _zet(ding, veld, naar, erbij)
                ding.refresh_from_db()
                assert getattr(ding, veld) == (naar if mag else van)
                transaction.set_rollback(True)  # room for the next object, whatever is unique about it


def _paden(verloop: Verloop) -> dict[str, tuple[str, ...]]:
    """For each state that can be reached, the shortest way to it."""
    paden = {begin: (begin,) for begin in verloop.begin}
    wachtrij = list(verloop.begin)
    for van in wachtrij:
        for naar in verloop.overgangen.get(van, ()):
            if naar not in paden:
                paden[naar] = (*paden[van], naar)
                wachtrij.append(naar)
    return paden


def _zet(ding: models.Model, veld: str, stand: str, velden: Mapping[str, Mapping[str, Any]]) -> None:
    """Past every service and `save()`: straight to the database."""
    type(ding)._base_manager.filter(pk=ding.pk).update(**{veld: stand}, **velden.get(stand, {}))
