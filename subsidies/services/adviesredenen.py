"""Deciding otherwise than was advised: with the reason, which stands in the letter (Awb 3:50)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kern.fouten import DomeinFout
from kern.termijnen.stappen import datum
from subsidies.models import Aanvraag, Advies, Collegebesluit
from subsidies.selectors.advies import afwijkingen
from subsidies.toekenning import Toekenning, uitkomsten


@dataclass(frozen=True, slots=True)
class Adviesreden:
    """One advice that is not followed, and why."""

    advies: Advies
    reden: str

    def geldt_voor(self, toekenning: Toekenning) -> bool:
        return self.advies.deel_id in (None, toekenning.deel.pk)

    @property
    def tekst(self) -> str:
        """As the recipient reads it."""
        advies = self.advies
        return (
            f"Het advies van {advies.afzender} van {datum(advies.datum)} was: {advies.get_strekking_display()}. "
            f"Wij besluiten anders. {self.reden}"
        )


def adviesredenen(
    aanvraag: Aanvraag,
    toekenningen: Sequence[Toekenning],
    redenen: Mapping[int, str],
    collegebesluit: Collegebesluit | None = None,
) -> list[Adviesreden]:
    """The reason for each advice that is not followed. Raises DomeinFout when one is missing.

    The college decides on what the proposal says: there its motivation is the reason.
    """
    uitkomst = []
    for advies in afwijkingen(aanvraag.pk, uitkomsten(toekenningen)):
        reden = redenen.get(advies.pk, "").strip()
        if collegebesluit is not None:
            reden = motivering_in_voorstel(advies, toekenningen)
        if not reden:
            raise DomeinFout(
                f"U wijkt af van het advies van {advies.afzender}. Schrijf waarom (Awb 3:50).",
                code="besluit.adviesreden",
                veld=f"advies_{advies.pk}",
            )
        uitkomst.append(Adviesreden(advies, reden))
    return uitkomst


def motivering_in_voorstel(advies: Advies, toekenningen: Iterable[Toekenning]) -> str:
    """What the proposal itself says on the parts that an advice is about."""
    redenen = (rij.motivering.strip() for rij in toekenningen if advies.deel_id in (None, rij.deel.pk))
    return "\n\n".join(reden for reden in redenen if reden)


def met_redenen(toekenningen: Iterable[Toekenning], redenen: Sequence[Adviesreden]) -> list[Toekenning]:
    """The same, each with why it differs from an advice on it."""
    return [
        replace(toekenning, adviesreden="\n\n".join(rij.tekst for rij in redenen if rij.geldt_voor(toekenning)))
        for toekenning in toekenningen
    ]
