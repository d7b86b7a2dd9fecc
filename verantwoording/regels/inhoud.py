"""What exactly a participant agrees to: what the table wrote, and every part that is in."""

from collections.abc import Iterable
from typing import Any

from brieven.snapshots.vorm import naar_json
from kern.canoniek import sha256_van
from verantwoording.stuk import Deel, Tekst


def samen_inhoud(teksten: Iterable[Tekst], delen: Iterable[Deel]) -> dict[str, Any]:
    """Without when it came in or who agreed, and without what others measured in the city: that is not theirs."""
    return {
        "teksten": [naar_json(tekst) for tekst in teksten],
        "delen": [
            {"organisatie": deel.organisatie, "activiteiten": naar_json(deel.activiteiten)}
            for deel in delen
            if deel.ingediend_op is not None
        ],
    }


def samenhash(teksten: Iterable[Tekst], delen: Iterable[Deel]) -> str:
    return sha256_van(samen_inhoud(teksten, delen))
