from kern.fouten import GeenRecht
from kern.toegang import Rol
from organisaties.models import Lidmaatschap

NAMENS = (Rol.BELEIDSMEDEWERKER, Rol.BEHEERDER)


def kiest_verzending(lid: Lidmaatschap, organisatie_id: int) -> bool:
    """An organisation chooses through its tekenbevoegde; the municipality enters what came by letter or telephone."""
    return lid.rol in NAMENS or (lid.rol == Rol.TEKENBEVOEGDE and lid.organisatie_id == organisatie_id)


def eis_kiest_verzending(lid: Lidmaatschap, organisatie_id: int) -> None:
    if not kiest_verzending(lid, organisatie_id):
        raise GeenRecht(
            "Alleen de tekenbevoegde van de organisatie zelf en de gemeente leggen vast hoe brieven komen.",
            code="organisatie.verzending",
        )
