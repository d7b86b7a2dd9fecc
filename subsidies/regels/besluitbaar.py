"""What the law asks of a proposal before it can be decided on, per recipient."""

from collections.abc import Iterable
from decimal import Decimal

from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from regelingen.parameters import Parameters
from subsidies.toekenning import Toekenning


def controleer_besluitbaar(toekenningen: Iterable[Toekenning], parameters: Parameters) -> None:
    """Raise DomeinFout for a refusal without a ground (Awb 4:25, 4:34, 4:35) and for a direct settlement that is too
    large for it (Awb 4:29)."""
    for toekenning in toekenningen:
        if toekenning.totaal == NUL and not toekenning.gronden:
            raise DomeinFout(
                f"{toekenning.deel.organisatie} krijgt niets. Kies op welke grond u weigert.",
                code="voorstel.geen_grond",
            )
        if toekenning.meteen_vaststellen:
            eis_onder_drempel(toekenning.totaal, parameters)


def eis_onder_drempel(totaal: Decimal, parameters: Parameters) -> None:
    """Only a small grant is settled at once."""
    drempel = parameters.drempel_directe_vaststelling
    if totaal > drempel:
        raise DomeinFout(
            f"Meteen vaststellen kan tot en met {als_euro(drempel)}. Dit voorstel is {als_euro(totaal)}.",
            code="voorstel.boven_drempel",
            veld="meteen_vaststellen",
        )
