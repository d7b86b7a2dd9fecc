"""A settlement can be withdrawn or lowered for five years (Awb 4:49 lid 3). Pure."""

import datetime
from collections.abc import Mapping

from kern.fouten import DomeinFout
from kern.termijnen.stappen import datum
from kern.termijnen.verlenging import Duur, Eenheid

VIJF_JAAR = Duur(5 * 12, Eenheid.MAANDEN)


def controleer_vijf_jaar(
    bekend_op: Mapping[int, datetime.date],
    *,
    na_overtreding: bool,
    overtreding_op: datetime.date | None,
    vandaag: datetime.date,
) -> None:
    """Raise DomeinFout when five years have passed since the settlement of a year was made known (`bekend_op`).

    `na_overtreding`: an obligation was not met after the settlement (lid 1 onder c). Then they count from that day,
    which must be known, lie after the settlement and not in the future.
    """
    for jaar, dag in bekend_op.items():
        if na_overtreding:
            vanaf = _dag_van_de_overtreding(jaar, dag, overtreding_op, vandaag)
            wat, hoe = "De verplichting", "niet nageleefd"
        else:
            vanaf, wat, hoe = dag, f"De vaststelling van {jaar}", "bekendgemaakt"
        if vandaag > VIJF_JAAR.na(vanaf):
            raise DomeinFout(
                f"{wat} is op {datum(vanaf)} {hoe}: langer dan vijf jaar geleden. Intrekken of verlagen kan niet meer "
                "(Awb 4:49 lid 3).",
                code="intrekking.vijf_jaar",
            )


def _dag_van_de_overtreding(
    jaar: int, bekend: datetime.date, dag: datetime.date | None, vandaag: datetime.date
) -> datetime.date:
    if dag is None or not bekend <= dag <= vandaag:
        raise DomeinFout(
            f"Vul de dag in waarop de verplichting niet is nageleefd: na de vaststelling van {jaar} op "
            f"{datum(bekend)}, en niet in de toekomst (Awb 4:49 lid 1 onder c en lid 3).",
            code="intrekking.overtreding",
            veld="overtreding_op",
        )
    return dag
