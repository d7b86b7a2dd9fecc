"""A long list counts no further than it shows."""

import pytest

from kern.bladeren import Eerste
from organisaties.models import Organisatie
from tests.hulp.fabriek import maak_organisatie


@pytest.mark.parametrize(("aantal", "geteld", "is_meer"), [(1, 1, False), (2, 2, False), (3, 2, True)])
def test_it_shows_the_first_so_many_and_says_whether_there_are_more(db, monkeypatch, aantal, geteld, is_meer):
    monkeypatch.setattr(Eerste, "HOOGSTENS", 2)
    for _ in range(aantal):
        maak_organisatie()

    bladen = Eerste(Organisatie.objects.all(), 1)

    assert (bladen.count, bladen.num_pages, bladen.is_meer) == (geteld, geteld, is_meer)
