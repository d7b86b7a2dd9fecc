"""What keeps an officer from closing an account: who never handed in anything keeps nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

from kern.taal import opsomming
from verantwoording.regels.samen_klaar import Belet


@dataclass(frozen=True, slots=True)
class Afrondstand:
    """`niet_beoordeeld`, `met_vragen`: names of who handed in. `stuk_klopt`: the document says what they say now."""

    ingediend: bool
    niet_beoordeeld: Sequence[str]
    met_vragen: Sequence[str]
    stuk_klopt: bool


def belet_afronden(stand: Afrondstand) -> Belet | None:
    """The first reason, if any."""
    if not stand.ingediend:
        return Belet("afronden.niet_ingediend", "Afronden kan als de tafel de verantwoording heeft ingediend.")
    if stand.met_vragen:
        return Belet("afronden.vragen", f"Er wacht nog een vraag bij {opsomming(stand.met_vragen)}.")
    if stand.niet_beoordeeld:
        return Belet("afronden.niet_beoordeeld", f"Aanvaard eerst het verslag van {opsomming(stand.niet_beoordeeld)}.")
    if not stand.stuk_klopt:
        return Belet(
            "afronden.stuk_verouderd",
            "Na het indienen is er een verslag bijgekomen of gewijzigd. Stuur de verantwoording terug, zodat de tafel "
            "het stuk vernieuwt.",
        )
    return None
