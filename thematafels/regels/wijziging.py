"""A published call changes only with a reason, in some parts; a closed one not at all."""

import datetime

from kern.fouten import DomeinFout
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import Uitvraag

# What applicants rely on from the day of publication (Awb 4:25–4:27). `sluit_op` may still move, but only later.
VAST_NA_PUBLICATIE = (
    "regeling_id",
    "kenmerk",
    "eerste_jaar",
    "laatste_jaar",
    "opent_op",
    "verdeelwijze",
    "plafondbesluit",
    "bron",
    "fictief",
)


def controleer_wijzigbaar(stand: str, reden: str) -> None:
    """Raise DomeinFout when the call is closed, or published while no reason is given."""
    if stand == Uitvraag.Stand.GESLOTEN:
        raise DomeinFout("Deze uitvraag is gesloten en verandert niet meer.", code="uitvraag.gesloten")
    if stand == Uitvraag.Stand.GEPUBLICEERD and not reden.strip():
        raise DomeinFout(
            "Schrijf waarom u deze gepubliceerde uitvraag wijzigt.", code="uitvraag.zonder_reden", veld="reden"
        )


def controleer_vaste_gegevens(uitvraag: Uitvraag, gegevens: UitvraagGegevens) -> None:
    """Raise DomeinFout when published data that applicants rely on would change."""
    if uitvraag.stand != Uitvraag.Stand.GEPUBLICEERD:
        return
    for veld in VAST_NA_PUBLICATIE:
        if getattr(uitvraag, veld) != getattr(gegevens, veld):
            raise DomeinFout(
                "Dit staat vast sinds de publicatie van de uitvraag.",
                code="uitvraag.staat_vast",
                veld=veld.removesuffix("_id"),
            )
    if not _blijft_of_later(uitvraag.sluit_op, gegevens.sluit_op):
        raise DomeinFout(
            "Na de publicatie kan de sluiting alleen later worden, niet vroeger.",
            code="uitvraag.sluiting_eerder",
            veld="sluit_op",
        )


def _blijft_of_later(oud: datetime.datetime | None, nieuw: datetime.datetime | None) -> bool:
    return nieuw is not None and (oud is None or nieuw >= oud)
