"""Who keeps the data of an alliance, and which form it can have."""

from kern.fouten import DomeinFout, GeenRecht
from kern.toegang import Rol
from organisaties.models import Lidmaatschap, Samenwerkingsverband


def mag_verband_wijzigen(lid: Lidmaatschap, trekker_id: int | None) -> bool:
    """`trekker_id` is the organisation that keeps the alliance, None while there is none."""
    return lid.rol == Rol.BELEIDSMEDEWERKER or (lid.rol == Rol.TEKENBEVOEGDE and lid.organisatie_id == trekker_id)


def eis_verband_wijzigen(lid: Lidmaatschap, trekker_id: int | None) -> None:
    if not mag_verband_wijzigen(lid, trekker_id):
        raise GeenRecht(
            "Alleen de tekenbevoegde van de trekker en een beleidsmedewerker wijzigen een samenwerkingsverband.",
            code="verband.geen_recht",
        )


def eis_verband_van_meer(vorm: str) -> None:
    """A coöperatie is one legal person: an ordinary single applicant, not an alliance of several."""
    if vorm == Samenwerkingsverband.Vorm.COOPERATIE:
        raise DomeinFout(
            "Een coöperatie is zelf een rechtspersoon. Zij vraagt aan als elke andere organisatie en is geen "
            "samenwerkingsverband. De gemeente registreert haar als organisatie.",
            code="verband.cooperatie",
            veld="vorm",
        )
