"""What keeps an officer from closing an account: who never handed in anything keeps nobody."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Afrondstand:
    """`niet_beoordeeld`, `met_vragen`: who handed in, the name by the number of its part. `stuk_klopt`: the document
    says what they say now."""

    ingediend: bool
    niet_beoordeeld: Mapping[int, str]
    met_vragen: Mapping[int, str]
    stuk_klopt: bool


@dataclass(frozen=True, slots=True)
class Afrondbelet:
    """One reason, as a sentence for the officer; it is mended in that part, or (without one) in the joint document."""

    code: str
    zin: str
    deelverslag_id: int | None = None


def beletsels(stand: Afrondstand) -> list[Afrondbelet]:
    """Every reason. Whether the document still fits is a question once there is one."""
    gevonden = []
    if not stand.ingediend:
        gevonden.append(
            Afrondbelet("afronden.niet_ingediend", "Afronden kan als de tafel de verantwoording heeft ingediend.")
        )
    gevonden += [
        Afrondbelet("afronden.vragen", f"Er wacht nog een vraag bij {naam}.", pk)
        for pk, naam in stand.met_vragen.items()
    ]
    gevonden += [
        Afrondbelet("afronden.niet_beoordeeld", f"Aanvaard eerst het verslag van {naam}.", pk)
        for pk, naam in stand.niet_beoordeeld.items()
    ]
    if stand.ingediend and not stand.stuk_klopt:
        gevonden.append(
            Afrondbelet(
                "afronden.stuk_verouderd",
                "Na het indienen is er een verslag bijgekomen of gewijzigd. Stuur de verantwoording terug, zodat de "
                "tafel het stuk vernieuwt.",
            )
        )
    return gevonden
