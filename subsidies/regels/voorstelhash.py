"""What a second reader approves: every judgement, amount and advice of a proposal, as one hash."""

from collections.abc import Mapping, Sequence
from typing import Any

from kern.canoniek import sha256_van


def voorstelhash(
    *,
    oordelen: Sequence[Mapping[str, Any]],
    voorstellen: Sequence[Mapping[str, Any]],
    adviezen: Sequence[Mapping[str, Any]],
) -> str:
    """SHA-256 of the whole; the same content always gives the same, in whatever order it was read."""
    return sha256_van({"oordelen": _rij(oordelen), "voorstellen": _rij(voorstellen), "adviezen": _rij(adviezen)})


def _rij(rijen: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return sorted((dict(rij) for rij in rijen), key=sha256_van)
