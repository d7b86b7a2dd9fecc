"""The time to supplement an application (Awb 4:5)."""

import datetime
from dataclasses import dataclass

from kern.termijnen.dagen import GEEN, Vrij
from kern.termijnen.opschorting import Opschorting, opschorting_aanvulling
from kern.termijnen.stappen import Stap, datum
from kern.termijnen.verlenging import Duur, Eenheid, stap_verlenging, termijn, verleng


@dataclass(frozen=True)
class Aanvulling:
    """`uiterlijk` is the last day to supplement, `niet_behandelen_tot` the last day to refuse to treat (4:5 lid 4)."""

    gevraagd: datetime.date
    uiterlijk: datetime.date
    aangevuld: datetime.date | None
    niet_behandelen_tot: datetime.date
    opschorting: Opschorting
    stappen: tuple[Stap, ...]


def aanvulling(
    gevraagd: datetime.date, dagen: int, aangevuld: datetime.date | None = None, vrij: Vrij = GEEN
) -> Aanvulling:
    """A request to supplement within `dagen` days, with what follows from it.

    The municipality sets this term itself, so the Algemene termijnenwet does not bind it; the last day is
    moved to a working day all the same, as an applicant expects. The four weeks of 4:5 lid 4 are statutory.
    """
    geteld = Duur(dagen, Eenheid.DAGEN).na(gevraagd)
    uiterlijk = verleng(geteld, vrij)
    op_tijd = aangevuld is not None and aangevuld <= uiterlijk
    vanaf = aangevuld if aangevuld is not None and op_tijd else uiterlijk
    buiten = termijn(vanaf, Duur(4), vrij, artikel="Awb 4:5 lid 4")
    stappen = [
        Stap("Aanvulling gevraagd", gevraagd, "Awb 4:5 lid 1", f"Binnen {Duur(dagen, Eenheid.DAGEN)}."),
        stap_verlenging(geteld, uiterlijk, vrij),
        Stap("Laatste dag om aan te vullen", uiterlijk, "Awb 4:5 lid 1"),
    ]
    if aangevuld is not None:
        hoe = "Op tijd." if op_tijd else f"Te laat: het kon tot en met {datum(uiterlijk)}."
        stappen.append(Stap("Aangevuld", aangevuld, "Awb 4:5", hoe))
    stappen.append(
        Stap(
            "Laatste dag om de aanvraag niet te behandelen",
            buiten.laatste_dag,
            "Awb 4:5 lid 4",
            f"Vier weken na {datum(vanaf)}.",
        )
    )
    return Aanvulling(
        gevraagd,
        uiterlijk,
        aangevuld,
        buiten.laatste_dag,
        opschorting_aanvulling(gevraagd, uiterlijk, aangevuld),
        tuple(stappen),
    )
