from kern.fouten import GeenRecht
from kern.toegang import Rol
from organisaties.models import Lidmaatschap

NAMENS = (Rol.BELEIDSMEDEWERKER, Rol.BEHEERDER)


def mag_machtigen(lid: Lidmaatschap, organisatie_id: int) -> bool:
    """An organisation gives and withdraws through its tekenbevoegde; the municipality enters what came on paper."""
    return lid.rol in NAMENS or (lid.rol == Rol.TEKENBEVOEGDE and lid.organisatie_id == organisatie_id)


def eis_mag_machtigen(lid: Lidmaatschap, organisatie_id: int) -> None:
    if not mag_machtigen(lid, organisatie_id):
        raise GeenRecht(
            "Alleen de tekenbevoegde van de organisatie zelf en de gemeente leggen een machtiging vast.",
            code="machtiging.geen_recht",
        )
