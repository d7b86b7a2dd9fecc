"""A settlement is withdrawn or lowered within five years (Awb 4:49 lid 3)."""

import datetime

import pytest

from kern.fouten import DomeinFout
from uitvoering.regels.vijf_jaar import controleer_vijf_jaar

BEKEND = datetime.date(2028, 2, 29)
DAARNA = datetime.date(2029, 6, 1)


@pytest.mark.parametrize(
    ("na_overtreding", "overtreding_op", "vandaag"),
    [
        (False, None, BEKEND),
        (False, None, datetime.date(2033, 2, 28)),
        (True, BEKEND, datetime.date(2033, 2, 28)),
        (True, DAARNA, datetime.date(2034, 6, 1)),
        (True, DAARNA, DAARNA),
    ],
)
def test_within_five_years_it_can(na_overtreding: bool, overtreding_op: datetime.date | None, vandaag: datetime.date):
    controleer_vijf_jaar({2027: BEKEND}, na_overtreding=na_overtreding, overtreding_op=overtreding_op, vandaag=vandaag)


@pytest.mark.parametrize(
    ("na_overtreding", "overtreding_op", "vandaag", "code"),
    [
        (False, None, datetime.date(2033, 3, 1), "intrekking.vijf_jaar"),
        (False, DAARNA, datetime.date(2033, 3, 1), "intrekking.vijf_jaar"),
        (True, DAARNA, datetime.date(2034, 6, 2), "intrekking.vijf_jaar"),
        (True, None, DAARNA, "intrekking.overtreding"),
        (True, datetime.date(2028, 2, 28), DAARNA, "intrekking.overtreding"),
        (True, datetime.date(2029, 6, 2), DAARNA, "intrekking.overtreding"),
    ],
)
def test_after_five_years_or_without_the_day_it_cannot(
    na_overtreding: bool, overtreding_op: datetime.date | None, vandaag: datetime.date, code: str
):
    with pytest.raises(DomeinFout) as fout:
        controleer_vijf_jaar(
            {2027: BEKEND}, na_overtreding=na_overtreding, overtreding_op=overtreding_op, vandaag=vandaag
        )

    assert fout.value.code == code


def test_every_year_counts_from_its_own_settlement():
    jaren = {2027: datetime.date(2028, 1, 1), 2028: datetime.date(2029, 1, 1)}

    with pytest.raises(DomeinFout, match="De vaststelling van 2027 is op 1 januari 2028 bekendgemaakt"):
        controleer_vijf_jaar(jaren, na_overtreding=False, overtreding_op=None, vandaag=datetime.date(2033, 1, 2))
