import datetime

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.toegang import Lid, Rol, eis_rol
from regelingen.models import Parameter, Regeling
from regelingen.parameters import SLEUTELS


def stel_parameter_in(
    *, regeling_id: int, sleutel: str, waarde: str, geldig_van: datetime.date, artikel: str = "", door: Lid
) -> Parameter:
    """Give a parameter a value from a day on; what held before stays as it was.

    An empty `artikel` takes the one of the registry. DomeinFout for an unknown key, a value of the wrong
    type, or a second value on one day; GeenRecht for everybody but the functioneel beheerder.
    """
    with handeling("parameter.ingesteld", door=door):
        regeling = Regeling.objects.select_for_update().get(pk=regeling_id)
        eis_rol(door, Rol.BEHEERDER)
        beschrijving = SLEUTELS.get(sleutel)
        if beschrijving is None:
            raise DomeinFout("Kies een onderdeel uit de lijst.", code="parameter.onbekend", veld="sleutel")
        if regeling.parameters.filter(sleutel=sleutel, geldig_van=geldig_van).exists():
            raise DomeinFout(
                f"Vanaf {geldig_van:%d-%m-%Y} is al een waarde ingesteld. Kies een andere dag.",
                code="parameter.dubbel",
                veld="geldig_van",
            )
        parameter = Parameter.objects.create(
            regeling=regeling,
            sleutel=sleutel,
            waarde=beschrijving.soort.schrijf(beschrijving.soort.lees(waarde.strip())),
            geldig_van=geldig_van,
            artikel=artikel.strip() or beschrijving.artikel,
        )
        leg_vast(
            "parameter.ingesteld",
            door=door,
            over=parameter,
            regeling=Code(regeling.code),
            sleutel=Code(sleutel),
            geldig_van=geldig_van,
        )
    return parameter
