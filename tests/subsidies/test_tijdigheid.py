"""In time, excused or late: the closing of the call and the outages on record (Awb 2:21)."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from kern.termijnen.storing import Storing
from subsidies.regels.tijdigheid import tijdigheid
from thematafels.models import Uitvraag

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def om(dag: int, uur: int, minuut: int = 0) -> datetime.datetime:
    return datetime.datetime(2026, 12, dag, uur, minuut, tzinfo=AMSTERDAM)


UITVRAAG = Uitvraag(opent_op=om(1, 9), sluit_op=om(18, 17))
TIJDENS = Storing(om(18, 15), om(18, 18))  # two hours before the closing were lost, and one after it
LANG_GELEDEN = Storing(om(3, 10), om(3, 12))
ERNA = Storing(om(18, 18), om(18, 23))


@pytest.mark.parametrize(
    ("ontvangen", "storingen", "soort", "tot_en_met"),
    [
        (om(18, 16, 59), [], "op_tijd", None),
        (om(18, 17), [], "te_laat", None),
        (om(18, 23), [], "te_laat", None),
        (om(18, 17), [TIJDENS], "verschoond", datetime.date(2026, 12, 19)),
        (om(19, 23, 59), [TIJDENS], "verschoond", datetime.date(2026, 12, 19)),
        (om(20, 0), [TIJDENS], "te_laat", datetime.date(2026, 12, 19)),
        (om(19, 12), [LANG_GELEDEN], "verschoond", datetime.date(2026, 12, 19)),
        (om(18, 17, 30), [ERNA], "te_laat", None),
    ],
    ids=[
        "the last minute",
        "the moment of closing is too late",
        "the same evening",
        "right after a closing in an outage",
        "the last minute of the day that was given back",
        "past that day",
        "an outage in the first week gives its hours back too",
        "an outage after the closing excuses nobody",
    ],
)
def test_an_outage_while_the_call_was_open_gives_its_time_back(
    ontvangen: datetime.datetime, storingen: list[Storing], soort: str, tot_en_met: datetime.date | None
) -> None:
    uitkomst = tijdigheid(UITVRAAG, ontvangen, storingen)

    assert (uitkomst.soort, uitkomst.tot_en_met) == (soort, tot_en_met)


def test_without_a_closing_nothing_is_late() -> None:
    assert tijdigheid(None, om(31, 23), []).soort == "op_tijd"


@pytest.mark.parametrize(("dag", "soort"), [(19, "verschoond"), (20, "te_laat")])
def test_what_closes_at_midnight_was_open_until_the_day_before(dag: int, soort: str) -> None:
    """Two hours lost give the day after the last open one, the 18th, and no more."""
    om_middernacht = Uitvraag(opent_op=om(1, 9), sluit_op=om(19, 0))

    assert tijdigheid(om_middernacht, om(dag, 12), [LANG_GELEDEN]).soort == soort
