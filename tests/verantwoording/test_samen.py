"""What an akkoord on the joint account holds for: everything but the stories as it was, and no story that is new."""

from hypothesis import given
from hypothesis import strategies as st

from verantwoording.regels.inhoud import Samen

VERHALEN = st.lists(st.sampled_from("abcdef"), unique=True).map(tuple)


@given(VERHALEN, VERHALEN, st.sampled_from(["g", "h"]))
def test_what_was_agreed_to_holds_exactly_when_stories_only_went(
    toen: tuple[str, ...], nu: tuple[str, ...], grond: str
) -> None:
    houdt = Samen(grond, nu).komt_van(Samen("g", toen).hash, toen)

    assert houdt is (grond == "g" and set(nu) <= set(toen))
