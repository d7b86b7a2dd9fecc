"""What may be reclaimed (Awb 4:57), and when it is to be paid."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro, verdeel
from kern.termijnen.verlenging import Duur, Eenheid
from regelingen.parameters import Parameters

VERJARING = Duur(5 * 12, Eenheid.MAANDEN)  # Awb 4:57 lid 4
Schema = Sequence[tuple[datetime.date, Decimal]]


NA_VASTSTELLING = "vastgesteld"


def controleer_terug(
    grond: str,
    terug: Mapping[int, Decimal],
    te_veel: Mapping[int, Decimal],
    vastgesteld_op: Mapping[int, datetime.date],
    vandaag: datetime.date,
) -> None:
    """Raise DomeinFout for more than was paid too much in a year, for a ground that names a settlement where there is
    none, and after five years (Awb 4:57 lid 4).

    `te_veel` is what was paid beyond the entitlement and not reclaimed before; `vastgesteld_op` holds the years that
    were settled.
    """
    if not any(terug.values()):
        raise DomeinFout("Vul in hoeveel er terug moet.", code="terugvordering.niets")
    for jaar, bedrag in terug.items():
        ruimte = te_veel.get(jaar, NUL)
        if bedrag > ruimte:
            raise DomeinFout(
                f"In {jaar} is {als_euro(ruimte)} te veel betaald. Meer kunt u niet terugvorderen.",
                code="terugvordering.te_veel",
            )
        if grond == NA_VASTSTELLING and jaar not in vastgesteld_op:
            raise DomeinFout(
                f"{jaar} is niet vastgesteld. Kies de grond dat er meer voorschot is betaald dan waar recht op is "
                "(Awb 4:95 lid 4).",
                code="terugvordering.niet_vastgesteld",
                veld="grond",
            )
        if jaar in vastgesteld_op and vandaag > VERJARING.na(vastgesteld_op[jaar]):
            raise DomeinFout(
                f"{jaar} is meer dan vijf jaar geleden vastgesteld. Terugvorderen kan niet meer (Awb 4:57 lid 4).",
                code="terugvordering.verjaard",
            )


def betaaltermijn(parameters: Parameters) -> Duur:
    """How long the recipient has to pay, from the day the decision was sent (Awb 4:87)."""
    return Duur(parameters.terugbetaling_weken)


def betaalschema(bedrag: Decimal, eerste_dag: datetime.date, termijnen: int) -> Schema:
    """Equal parts, a month apart; cents that do not divide fall on the first ones."""
    dagen = [eerste_dag, *(Duur(maand, Eenheid.MAANDEN).na(eerste_dag) for maand in range(1, termijnen))]
    return list(zip(dagen, verdeel(bedrag, [1] * termijnen), strict=True))


def achterstand(schema: Schema, ontvangen: Decimal, vandaag: datetime.date) -> Decimal:
    """How much should have been paid before today and was not."""
    return max(NUL, sum((bedrag for dag, bedrag in schema if dag < vandaag), NUL) - ontvangen)
