from kern.fouten import DomeinFout
from organisaties.soorten import ROLLEN_PER_SOORT, OrganisatieSoort


def eis_rol_past(rol: str, soort: str) -> None:
    """A role exists only at its own kind of organisation: nobody is besluitnemer at a partner."""
    if rol not in ROLLEN_PER_SOORT[OrganisatieSoort(soort)]:
        raise DomeinFout("Deze rol past niet bij deze organisatie.", code="lidmaatschap.rol_past_niet", veld="rol")
