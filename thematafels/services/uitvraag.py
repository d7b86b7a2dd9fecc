from dataclasses import asdict

import pghistory

from kern.bewaar import bewaar
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import Uitvraag
from thematafels.regels.wijziging import controleer_vaste_gegevens
from thematafels.wijziging import wijziging


def maak_uitvraag(*, gegevens: UitvraagGegevens, door: Lidmaatschap) -> Uitvraag:
    """Start an empty call as a draft. Raises GeenRecht, or DomeinFout when the data cannot be right."""
    with handeling("uitvraag.gemaakt", door=door), pghistory.context(lidmaatschap=door.pk, reden="", versie=1):
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        uitvraag = Uitvraag(**asdict(gegevens))
        bewaar(uitvraag)
        leg_vast("uitvraag.gemaakt", door=door, over=uitvraag, kenmerk=Code(uitvraag.kenmerk))
    return uitvraag


def wijzig_uitvraag(*, uitvraag_id: int, gegevens: UitvraagGegevens, door: Lidmaatschap, reden: str = "") -> Uitvraag:
    """Change the data of a call. After publication only the name, and a closing that moves to a later moment.

    Raises GeenRecht, or DomeinFout when the call is closed, a reason lacks or published data would change.
    """
    with wijziging("uitvraag.gewijzigd", uitvraag_id=uitvraag_id, door=door, reden=reden) as uitvraag:
        controleer_vaste_gegevens(uitvraag, gegevens)
        for veld, waarde in asdict(gegevens).items():
            setattr(uitvraag, veld, waarde)
        bewaar(uitvraag)
        leg_vast(
            "uitvraag.gewijzigd",
            door=door,
            over=uitvraag,
            kenmerk=Code(uitvraag.kenmerk),
            versie=uitvraag.versie,
        )
    return uitvraag
