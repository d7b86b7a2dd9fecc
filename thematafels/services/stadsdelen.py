from kern.bewaar import bewaar
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.models import Stadsdeel


def voeg_stadsdeel_toe(*, naam: str, volgorde: int, door: Lidmaatschap) -> Stadsdeel:
    """Add a district of the city. Raises GeenRecht, or DomeinFout when the name exists."""
    with handeling("stadsdeel.toegevoegd", door=door):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, Rol.BEHEERDER)
        stadsdeel = Stadsdeel(naam=naam, volgorde=volgorde)
        bewaar(stadsdeel)
        leg_vast("stadsdeel.toegevoegd", door=door, over=stadsdeel, stadsdeel=stadsdeel.pk)
    return stadsdeel
