"""What exactly a participant agrees to: what the table wrote, and every part that is in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from brieven.snapshots.vorm import naar_json
from kern.canoniek import sha256_van
from verantwoording.stuk import Deel, Tekst


@dataclass(frozen=True, slots=True)
class Samen:
    """All of it as hashes: `grond` is everything but the stories, which have each their own."""

    grond: str
    verhalen: tuple[str, ...]

    @property
    def hash(self) -> str:
        return sha256_van({"grond": self.grond, "verhalen": self.verhalen})

    def komt_van(self, inhoudshash: str, verhalen: Sequence[str]) -> bool:
        """Whether this is still what was agreed to then: nothing else changed than that stories were taken back.

        That is the right of who told them (AVG 7:3), and touches the akkoord of nobody. A story that is new or
        changed is not among those that were agreed to.
        """
        return set(self.verhalen) <= set(verhalen) and Samen(self.grond, tuple(verhalen)).hash == inhoudshash


def samen_van(teksten: Iterable[Tekst], delen: Iterable[Deel]) -> Samen:
    """Without when it came in or who agreed, and without what others measured in the city: that is not theirs."""
    binnen = [deel for deel in delen if deel.ingediend_op is not None]
    grond = {
        "teksten": [naar_json(tekst) for tekst in teksten],
        "delen": [
            {
                "organisatie": deel.organisatie,
                "activiteiten": [naar_json(replace(een, verhalen=())) for een in deel.activiteiten],
            }
            for deel in binnen
        ],
    }
    verhalen = (verhaal.sha256 for deel in binnen for een in deel.activiteiten for verhaal in een.verhalen)
    return Samen(sha256_van(grond), tuple(verhalen))
