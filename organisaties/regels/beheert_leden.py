from kern.fouten import GeenRecht
from kern.toegang import Rol
from organisaties.models import Lidmaatschap


def beheert_leden(lid: Lidmaatschap, organisatie_id: int) -> bool:
    """The functioneel beheerder manages everybody's members; a tekenbevoegde those of the own organisation."""
    return lid.rol == Rol.BEHEERDER or (lid.rol == Rol.TEKENBEVOEGDE and lid.organisatie_id == organisatie_id)


def eis_beheert_leden(lid: Lidmaatschap, organisatie_id: int) -> None:
    if not beheert_leden(lid, organisatie_id):
        raise GeenRecht(
            "Alleen de functioneel beheerder en de tekenbevoegde van de organisatie zelf beheren de leden.",
            code="organisatie.leden",
        )
