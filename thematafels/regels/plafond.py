"""A published ceiling changes only by a decision that has been made known (Awb 4:25 and 4:27).

What a lowering means for applications that were already submitted (Awb 4:27 lid 2, 4:28) is judged where those
applications are: each submission freezes the ceiling it was made under.
"""

import datetime

from kern.fouten import DomeinFout
from thematafels.models import Uitvraag


def controleer_plafondbesluit(
    uitvraag: Uitvraag, *, besluit: str, bekendgemaakt_op: datetime.date | None, vandaag: datetime.date
) -> None:
    """Raise DomeinFout unless a change of a published ceiling names its decision and its day of publication."""
    if uitvraag.stand != Uitvraag.Stand.GEPUBLICEERD:
        return
    if not besluit.strip():
        raise DomeinFout(
            "Noem het besluit waarmee het plafond verandert (Awb 4:25).", code="plafond.zonder_besluit", veld="besluit"
        )
    if bekendgemaakt_op is None or bekendgemaakt_op > vandaag:
        raise DomeinFout(
            "Een gewijzigd plafond geldt pas als het bekend is gemaakt. Vul de dag van bekendmaking in (Awb 4:27).",
            code="plafond.niet_bekendgemaakt",
            veld="bekendgemaakt_op",
        )
