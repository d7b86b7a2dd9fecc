"""What an indexing percentage would do to one budget year: each commitment, and which of them no longer fit. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL
from uitvoering.regels.indexering import verhoging


@dataclass(frozen=True, slots=True)
class Post:
    """What one running grant has from one purpose in one year of activity, in euro."""

    doel_id: int
    kenmerk: str
    ontvanger: str
    jaar: int
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class Verhoogd:
    """The same after the increase; `past`: there was money for it when its turn came."""

    post: Post
    erbij: Decimal
    past: bool

    @property
    def wordt(self) -> Decimal:
        return self.post.bedrag + self.erbij


@dataclass(frozen=True, slots=True)
class Doorrekening:
    """`nodig` by purpose is of all grants, those that do not fit too; so is what is short."""

    regels: Sequence[Verhoogd]
    nodig: Mapping[int, Decimal]
    vrij: Mapping[int, Decimal]

    @property
    def was(self) -> Decimal:
        return sum((regel.post.bedrag for regel in self.regels), NUL)

    @property
    def erbij(self) -> Decimal:
        return sum((regel.erbij for regel in self.regels), NUL)

    @property
    def past_niet(self) -> Sequence[Verhoogd]:
        return [regel for regel in self.regels if not regel.past]

    def tekort(self, doel_id: int) -> Decimal:
        return tekort(self.nodig, self.vrij, doel_id)


def tekort(nodig: Mapping[int, Decimal], vrij: Mapping[int, Decimal], doel_id: int) -> Decimal:
    return max(NUL, nodig.get(doel_id, NUL) - vrij.get(doel_id, NUL))


def reken_door(
    posten: Sequence[Post], vrij: Mapping[int, Decimal], percentage: Decimal, afronding: str
) -> Doorrekening:
    """Raise every commitment in the order given, as an indexing does (uitvoering.regels.indexering). A commitment that
    does not fit takes nothing, so that a smaller one after it still may."""
    over, nodig = dict(vrij), dict[int, Decimal]()
    regels = []
    for post in posten:
        erbij = verhoging({post.jaar: post.bedrag}, percentage, afronding)[post.jaar]
        nodig[post.doel_id] = nodig.get(post.doel_id, NUL) + erbij
        past = erbij <= over.get(post.doel_id, NUL) or not erbij
        if past:
            over[post.doel_id] = over.get(post.doel_id, NUL) - erbij
        regels.append(Verhoogd(post, erbij, past))
    return Doorrekening(regels, nodig, vrij)
