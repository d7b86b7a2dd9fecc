from kern.handeling import handeling
from kern.spoor import leg_vast
from kern.toegang import Rol, eis_rol
from organisaties.gegevens import Gegevens, controleer_gegevens
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.soorten import OrganisatieSoort


def registreer_organisatie(
    *, soort: OrganisatieSoort, gegevens: Gegevens, door: Lidmaatschap, fictief: bool = False
) -> Organisatie:
    """Make an organisation known. DomeinFout on a wrong number; GeenRecht for all but the functioneel beheerder."""
    with handeling("organisatie.geregistreerd", door=door):
        eis_rol(door, Rol.BEHEERDER)
        organisatie = Organisatie(soort=soort, fictief=fictief, **gegevens)
        controleer_gegevens(organisatie)
        organisatie.save(force_insert=True)
        leg_vast("organisatie.geregistreerd", door=door, over=organisatie, organisatie=organisatie.pk)
    return organisatie
