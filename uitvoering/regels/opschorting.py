"""How long payment may be suspended: thirteen weeks for one suspicion, however many decisions (Awb 4:56). Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kern.fouten import DomeinFout
from kern.termijnen.stappen import datum, telling
from kern.termijnen.verlenging import Duur

WEKEN = Duur(13)  # too long for the Algemene termijnenwet to extend it


@dataclass(frozen=True, slots=True)
class Eerder:
    """An earlier suspension of this grant: the decision that first suspended for its suspicion, and how many days."""

    vermoeden: int
    dagen: int


def uiterlijk(vandaag: datetime.date, gebruikt: int = 0) -> datetime.date:
    """The last day payment may be suspended when the letter is sent today and `gebruikt` days were used before."""
    return WEKEN.na(vandaag) - datetime.timedelta(days=gebruikt)


def controleer_vermoeden(
    *,
    ontvanger: str,
    eerder: Sequence[Eerder],
    zelfde: int | None,
    nieuw: str,
    einde: datetime.date,
    vandaag: datetime.date,
) -> None:
    """Raise DomeinFout when it is not clear whether the suspicion is new, and when one suspicion lasts too long.

    `zelfde` is the decision of an earlier suspicion, `nieuw` says what is new. Who was never suspended needs neither.
    """
    if not eerder:
        return
    bekend = zelfde in {rij.vermoeden for rij in eerder}
    if bekend == bool(nieuw.strip()):
        raise DomeinFout(
            f"De betaling aan {ontvanger} is eerder opgeschort. Kies het vermoeden van toen, of schrijf wat er nieuw "
            "is: niet allebei (Awb 4:56).",
            code="opschorting.vermoeden",
            veld="nieuw_vermoeden",
        )
    gebruikt = sum(rij.dagen for rij in eerder if rij.vermoeden == zelfde)
    laatste = uiterlijk(vandaag, gebruikt)
    if bekend and einde > laatste:
        rest = f"Nu kan het tot en met {datum(laatste)}." if laatste >= vandaag else "Langer kan niet."
        raise DomeinFout(
            f"Om dit vermoeden betaalden wij {ontvanger} al {telling(gebruikt, 'dag', 'dagen')} niet. Samen mag dat "
            f"ten hoogste dertien weken zijn (Awb 4:56). {rest}",
            code="opschorting.op",
            veld="einde",
        )
